"""Files of publications: right type, ranges, and nothing that a browser would run in this site's name."""

import mimetypes
import re
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.utils.http import content_disposition_header

from prongsai.apps.portal import assets
from prongsai.apps.portal.answers import CACHE_CONTROL, has_tag
from prongsai.apps.portal.document import FileDocument

SHOWN = {
    "application/pdf": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "image/png": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "image/jpeg": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "text/plain": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "text/csv": "default-src 'none'; sandbox; frame-ancestors 'none'",
}
"""Types a browser may show in place, and under what policy; everything else is for taking away."""

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def served_type(content_type: str, name: str) -> str:
    """The type a file is served as: never one that a browser would run."""
    plain = content_type.partition(";")[0].strip().lower()
    plain = plain or mimetypes.guess_type(name)[0] or ""
    if not re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", plain) or re.search(r"html|xml(?!formats)|svg|script", plain):
        return "application/octet-stream"
    return plain


def answer_with_file(request: HttpRequest, found: FileDocument) -> HttpResponseBase:
    """The file, a part of it, "not changed", or 410 when its version was withdrawn."""
    if found.file is None:
        body = get_template("portal/gone.html").render({"css": "/" + assets.address("public.css")})
        gone = HttpResponse(body, status=410)
        gone.headers["Cache-Control"] = CACHE_CONTROL
        return gone
    file = found.file
    content_type = served_type(file.content_type, file.name)
    response: HttpResponseBase
    if has_tag(request, file.sha256):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        response = _content(request, file.stored, file.size_bytes, file.sha256, content_type)
    headers = response.headers
    headers["ETag"] = f'"{file.sha256}"'
    headers["Cache-Control"] = CACHE_CONTROL
    headers["Accept-Ranges"] = "bytes"
    headers["Content-Security-Policy"] = SHOWN.get(content_type, "default-src 'none'; sandbox; frame-ancestors 'none'")
    headers["X-Content-Type-Options"] = "nosniff"
    disposition = content_disposition_header(content_type not in SHOWN, file.saved_as or file.name)
    if disposition:
        headers["Content-Disposition"] = disposition
    return response


def _content(request: HttpRequest, stored_as: str, size: int, tag: str, content_type: str) -> HttpResponseBase:
    wanted = _wanted_range(request, size, tag)
    if wanted == "none":
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    first, last = wanted if isinstance(wanted, tuple) else (0, size - 1)
    stream = default_storage.open(stored_as, "rb")
    parts = _parts(stream, first, last - first + 1)
    answered = StreamingHttpResponse(parts, content_type=content_type, status=206 if isinstance(wanted, tuple) else 200)
    answered.headers["Content-Length"] = str(last - first + 1)
    if isinstance(wanted, tuple):
        answered.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answered


def _wanted_range(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | str | None:
    """First and last byte asked for; "none" for bytes that are not there; None for the whole."""
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", ""):
        return None
    if_range = request.headers.get("If-Range", "").strip()
    if if_range and if_range != f'"{tag}"':
        return None
    begin, end = match.groups()
    first = int(begin) if begin else max(0, size - int(end))
    last = min(int(end), size - 1) if begin and end else size - 1
    if first >= size or first > last or (not begin and end == "0"):
        return "none"
    return first, last


def _parts(stream: IO[Any], first: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(first)
        left = length
        while left > 0 and (part := stream.read(min(CHUNK, left))):
            left -= len(part)
            yield part
