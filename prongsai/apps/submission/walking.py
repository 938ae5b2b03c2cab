"""Walking a site as an assessor would: our own pages from inside this process, another site through the auditor's client."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.submission.models import SiteWalk
from prongsai.core.errors import OutsideError
from prongsai.core.public_address import agency_path, encode_path, item_path
from prongsai.core.submission import ClickPath, LinkOnPage, PageOnWalk, Step, walk
from prongsai.core.submission.click_path import key_of, links_each_once
from prongsai.wiring.audit import AuditOptions, fetch_once, read_links

MOST_PAGES_OUTSIDE = 40
PACE_S = 1.0
"""Seconds between two pages of a site that is not ours, as the auditor keeps."""


def own_front(year: DisclosureYear) -> str:
    """Address of the agency's front page on this site."""
    return absolute(encode_path(agency_path(year.agency.slug)))


def page_of_item(year: DisclosureYear, code: str) -> str:
    """Public address of an item's page."""
    return absolute(encode_path(item_path(year.agency.slug, year.fiscal_year, code)))


def item_addresses(year: DisclosureYear) -> dict[str, str]:
    """Public address of each item's page by code; one query."""
    return {code: page_of_item(year, code) for code in year.items.values_list("code", flat=True)}


def absolute(path: str) -> str:
    """A path of this site with its public address before it."""
    return f"{settings.PRONGSAI.url.rstrip('/')}{path}"


def is_own(address: str) -> bool:
    """Whether an address is one of this site, whatever its path."""
    return urlsplit(absolute("/")).netloc == urlsplit(address).netloc.casefold()


def make_walk(row: SiteWalk, *, at: datetime) -> SiteWalk:
    """Make a walk that was asked for, and keep what was found or why it could not be made."""
    own = is_own(row.start)
    counted = _Counted(read_own_page if own else _read_outside())
    try:
        front = counted(row.start)
        if front is None:
            raise OutsideError(f"เปิดหน้าแรก {row.start} ไม่ได้", f"the front page {row.start} cannot be opened")
        most = 300 if own else MOST_PAGES_OUTSIDE
        found = walk(row.start, row.targets, counted, most_pages=most)
    except OutsideError as error:
        row.failed_why, row.failed_why_en = error.message_th, error.message_en
    else:
        row.paths = {target: [[step.words, step.address] for step in path.steps] for target, path in found.items()}
        row.made_at = at
    row.pages_opened = counted.opened
    row.save()
    return row


def paths_of(row: SiteWalk | None) -> dict[str, ClickPath]:
    """The click paths of a kept walk by target."""
    if row is None:
        return {}
    return {
        target: ClickPath(row.start, target, tuple(Step(words, address) for words, address in steps))
        for target, steps in row.paths.items()
    }


def read_own_page(address: str) -> PageOnWalk | None:
    """A page of this site as a visitor without a session sees it; None when it is not there. Follows one redirect."""
    for _hop in range(2):
        response = _handler().get_response(_request(address))
        if response.status_code in (301, 302, 307, 308):
            address = absolute(urlsplit(response.headers["Location"]).path)
            continue
        if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
            return None
        content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
        return _page(content, response.headers["Content-Type"])
    return None


class _Counted:
    """Reads each page once, and counts those opened."""

    def __init__(self, read: Callable[[str], PageOnWalk | None]) -> None:
        self.read, self.opened = read, 0
        self.known: dict[str, PageOnWalk | None] = {}

    def __call__(self, address: str) -> PageOnWalk | None:
        key = key_of(address)
        if key not in self.known:
            self.opened += 1
            self.known[key] = self.read(address)
        return self.known[key]


def _read_outside() -> Callable[[str], PageOnWalk | None]:
    last = 0.0

    def read(address: str) -> PageOnWalk | None:
        nonlocal last
        time.sleep(max(0.0, last + PACE_S - time.monotonic()))
        last = time.monotonic()
        try:
            return _page(
                fetch_once(address, AuditOptions(allow_hosts=settings.PRONGSAI.audit_allow_hosts)), "text/html"
            )
        except OutsideError:
            return None

    return read


def _page(content: bytes, content_type: str) -> PageOnWalk:
    title, links = read_links(content, content_type)
    return PageOnWalk(title, links_each_once(LinkOnPage(words, address) for address, words in links))


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request(address: str) -> WSGIRequest:
    """A GET of an address of this site, by nobody. It runs inside the job or page that asked: no signals, no cookies."""
    parts = urlsplit(address)
    environ: Mapping[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": parts.path.encode().decode("latin-1") or "/",
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "HTTP_HOST": parts.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(),
        "HTTP_USER_AGENT": "prongsai-walk",
    }
    return WSGIRequest(dict(environ))
