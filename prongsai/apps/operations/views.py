"""Addresses a machine asks: is it ready."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from prongsai.apps.operations.readiness import measure_readiness


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when ready, else 503; yes or no for each part and no number, for anyone may ask."""
    found = measure_readiness()
    parts = {"database": found.database, "queue": found.queue, "disk": found.disk}
    response = JsonResponse({"ready": found.is_ready, **parts}, status=200 if found.is_ready else 503)
    response["Cache-Control"] = "no-store"
    return response
