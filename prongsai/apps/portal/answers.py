"""Answering for public pages: entity tags, packed bytes, and a memory of pages drawn before.

A page in memory is used on while a look at the database gives the head it was drawn for: one query, two for a front
page. A head holds the agency's stamp and all that a page shows and that moves no stamp, so no page is older than the
question. Only who holds the page already is told "not changed" without a look, for TRUSTED_S after the last one; whoever
publishes in this process drops the agency's pages at once (docs/portal.md).
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from prongsai.apps.portal.document import Document

TRUSTED_S = 5.0
MOST_BYTES = 24_000_000
CACHE_CONTROL = f"public, max-age={int(TRUSTED_S)}, must-revalidate"
FRAMED_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors "
)
"""For the pages that other sites may frame: there is nothing in them to press that changes anything."""

_PACKED_FROM = 1_000
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(slots=True)
class Kept:
    """A page in memory: its bytes, packed and plain, under one tag."""

    document: Document
    tag: str
    packed: bytes
    asked_at: float

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return len(self.document.body) + len(self.packed) + 500


class Memory:
    """Pages by path, the least used dropped first. Safe for several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._bytes = 0
        self._most = most_bytes
        self._epochs: dict[int, int] = {}

    def find(self, path: str) -> Kept | None:
        """The page of a path, whatever its age."""
        with self._lock:
            kept = self._pages.get(path)
            if kept is not None:
                self._pages.move_to_end(path)
            return kept

    def epoch(self) -> int:
        """Grows each time something is dropped: a page whose drawing began before is not kept."""
        with self._lock:
            return self._epochs.get(0, 0)

    def keep(self, path: str, kept: Kept, epoch: int) -> None:
        """Remember a page drawn since `epoch`."""
        with self._lock:
            if self._epochs.get(0, 0) != epoch:
                return
            old = self._pages.pop(path, None)
            self._bytes += kept.size - (old.size if old else 0)
            self._pages[path] = kept
            while self._bytes > self._most and self._pages:
                _path, gone = self._pages.popitem(last=False)
                self._bytes -= gone.size

    def drop(self, agency: int | None = None) -> None:
        """Forget the pages of an agency and those of all agencies; None: everything."""
        with self._lock:
            self._epochs[0] = self._epochs.get(0, 0) + 1
            for path, kept in list(self._pages.items()):
                if agency is None or kept.document.agency in (agency, None):
                    self._bytes -= kept.size
                    del self._pages[path]


memory = Memory()


def find_kept(request: HttpRequest) -> Kept | None:
    """The page of the address as it was drawn last; a query goes round the memory."""
    return memory.find(request.path_info) if not request.META.get("QUERY_STRING") else None


def answer_unseen(request: HttpRequest) -> HttpResponse | None:
    """ "Not changed", where the asker holds the page and somebody looked a moment ago; touches no database."""
    if not request.META.get("HTTP_IF_NONE_MATCH"):
        return None
    kept = find_kept(request)
    if kept is None or time.monotonic() - kept.asked_at > TRUSTED_S or not has_tag(request, kept.tag):
        return None
    return _respond(request, kept)


def answer_kept(request: HttpRequest, kept: Kept, looked_at: float) -> HttpResponse:
    """The page in memory, found unchanged by a look that began then."""
    kept.asked_at = looked_at
    return _respond(request, kept)


def answer_drawn(request: HttpRequest, document: Document, looked_at: float, epoch: int) -> HttpResponse:
    """A page drawn for a look that began then, at that epoch of the memory; remembered."""
    fresh = _keep(document, looked_at)
    if document.status == 200 and not request.META.get("QUERY_STRING"):
        memory.keep(request.path_info, fresh, epoch)
    return _respond(request, fresh)


def _keep(document: Document, looked_at: float) -> Kept:
    tag = hashlib.sha256(document.body).hexdigest()[:24]
    packed = gzip.compress(document.body, 6, mtime=0) if len(document.body) >= _PACKED_FROM else b""
    return Kept(document, tag, packed, looked_at)


def _respond(request: HttpRequest, kept: Kept) -> HttpResponse:
    wants_packed = bool(kept.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    tag = f'"{kept.tag}-gz"' if wants_packed else f'"{kept.tag}"'
    response: HttpResponse
    if has_tag(request, kept.tag):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        body = kept.packed if wants_packed else kept.document.body
        response = HttpResponse(body, content_type=kept.document.content_type, status=kept.document.status)
        if wants_packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
        if kept.document.modified_at is not None:
            response.headers["Last-Modified"] = http_date(kept.document.modified_at.timestamp())
    response.headers["ETag"] = tag
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = CACHE_CONTROL
    if kept.document.framed_by:  # with "not changed" too: a browser takes the headers of the newer answer
        response.headers["Content-Security-Policy"] = FRAMED_POLICY + kept.document.framed_by
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.xframe_options_exempt = True
    return response


def has_tag(request: HttpRequest, tag: str) -> bool:
    """Whether the asker holds this page already, packed or plain."""
    given = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not given:
        return False
    if given.strip() == "*":
        return True
    return any(one.removesuffix("-gz") == tag for one in _TAG.findall(given))
