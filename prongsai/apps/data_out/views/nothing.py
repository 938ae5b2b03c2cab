"""An address under /api/ that is none."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from prongsai.apps.data_out.api.problems import problem


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """As a problem, for programs."""
    return problem(404, "the API has no such address; see /api/v1/openapi.json", "ไม่มีที่อยู่นี้ใน API")
