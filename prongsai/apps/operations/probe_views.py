"""Addresses a machine asks: is it ready, and its metrics."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from prongsai.apps.operations.metrics import CONTENT_TYPE, write_metrics
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


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the token of the settings; without it there is nothing here."""
    token = settings.PRONGSAI.metrics_token
    if not token or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        raise Http404
    response = HttpResponse(write_metrics(), content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    return response
