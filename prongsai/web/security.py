"""What every answer says about itself: nothing runs or loads that this site does not serve as a file of its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A generated report shown inside a page: its own style and our font, nothing else, and no right to act on the site.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; font-src 'self' data:; "
    "form-action 'none'; base-uri 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
)
# A file to keep, whatever is in it: were a browser to show it after all, it could run, load and send nothing.
FILE_POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'"

_FEATURES = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _FEATURES), "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
)


class ContentSecurityPolicyMiddleware:
    """Adds the headers to every answer, that of a static file, an error or a redirect to https among them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        is_file = headers.get("Content-Disposition", "").startswith("attachment")
        if is_file and not headers.get("Cache-Control", "").startswith("public"):  # not a file of the public site
            headers["Content-Security-Policy"] = FILE_POLICY
            headers["Cache-Control"] = "private, no-store"
        headers.setdefault("Content-Security-Policy", POLICY)
        if request.path.startswith("/static/"):
            # Files of the product, the same for all; a sandboxed report, which is of no origin, takes its style from here.
            headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        else:
            # Shared computers are common in offices: nothing of ours stays in the browser's store.
            headers.setdefault("Cache-Control", "private, no-store")
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        if not getattr(response, "xframe_options_exempt", False):
            headers.setdefault("X-Frame-Options", "DENY")  # public pages and the API are answered before Django says it
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
