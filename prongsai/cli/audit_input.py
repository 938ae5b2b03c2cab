"""What `prongsai audit` is given: a plan, a list of links, a site map, standard input, or an agency of the database."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from prongsai.audit.result import LinkToCheck
from prongsai.cli.files import read_input
from prongsai.core.errors import PersonError

if TYPE_CHECKING:
    from prongsai.core.plan import Agency, Plan
    from prongsai.wiring.audit import AuditOptions

MAX_LIST_BYTES = 2_000_000_000
"""Largest list of links; it is read line by line and kept on disk."""

MAX_LINE_BYTES = 1_000_000

GZIP = b"\x1f\x8b"
"""How a packed site map begins; nothing else that is packed so can be given."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

LAST_YEAR = 2699
FIRST_YEAR = 2500

DOCUMENTS = (".docx", ".xlsx", ".pdf", ".html", ".htm", ".csv")


@dataclass(frozen=True, slots=True)
class AuditInput:
    """Links to visit (may be read once), the agency they belong to when known, and the plan they came from."""

    links: Iterable[LinkToCheck]
    agency: Agency | None
    plan: Plan | None = None


def read_audit_input(arguments: argparse.Namespace, options: AuditOptions) -> AuditInput:
    """Find out what was given. Raises PersonError in one sentence where nothing can be made of it."""
    agency = _named_agency(arguments)
    if arguments.agency:
        return _from_database(arguments.agency)
    target = arguments.target
    if target is None:
        raise PersonError(
            "กรุณาระบุแผน รายการลิงก์ หรือแผนผังเว็บไซต์ เช่น prongsai audit plan.json",
            "name a plan, a list of links or a site map, such as prongsai audit plan.json",
        )
    if target.startswith(("http://", "https://")):
        return _from_address(target, agency, options)
    head = _head(target)
    if target != "-" and target.lower().endswith(DOCUMENTS):
        return _from_plan(target, agency)
    if target == "-":
        return _from_standard_input(agency, options)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(GZIP) or b"<urlset" in head or b"<sitemapindex" in head or start.startswith(b"<?xml"):
        return _from_sitemap(read_input(target)[0], agency, options)
    if start.startswith(b"{") and _is_plan(start):
        return _from_plan(target, agency)
    if not _looks_like_a_list(head):
        return _from_plan(target, agency)
    return AuditInput(_lines_of_file(target), agency)


def _named_agency(arguments: argparse.Namespace) -> Agency | None:
    """The agency as the command line names it, None where it does not."""
    if not arguments.agency_name and not arguments.host:
        return None
    from prongsai.core.plan import Agency

    return Agency(name=arguments.agency_name or "", hosts=tuple(host.lower() for host in arguments.host))


def _looks_like_a_list(head: bytes) -> bool:
    """Whether most lines are one word or one JSON object; a report saved as text holds sentences and tables."""
    lines = [line.strip() for line in head.decode("utf-8-sig", "replace").splitlines()[:40] if line.strip()]
    listed = [line for line in lines if line.startswith(("{", "#", "http")) or len(line.split()) == 1]
    return not lines or 2 * len(listed) > len(lines)


def _is_plan(start: bytes) -> bool:
    """A plan is one JSON document; JSON Lines hold a whole object in their first line."""
    first = start.partition(b"\n")[0]
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return True
    return isinstance(row, dict) and str(row.get("schema", "")).startswith("prongsai/plan/")


def _head(name: str) -> bytes:
    if name == "-":
        return b""
    path = Path(name)
    if path.is_dir():
        raise PersonError(f'"{name}" เป็นโฟลเดอร์ กรุณาระบุไฟล์', f'"{name}" is a folder: name a file')
    try:
        with path.open("rb") as file:
            return file.read(65536)
    except OSError as error:
        raise PersonError(
            f'เปิดไฟล์ "{name}" ไม่ได้ กรุณาตรวจชื่อและสิทธิ์การอ่าน',
            f'cannot open "{name}" ({error.strerror}): check its name and permissions',
        ) from error


def _from_standard_input(agency: Agency | None, options: AuditOptions) -> AuditInput:
    content, _ = read_input("-", max_bytes=200_000_000)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and _is_plan(start):
        from prongsai.wiring import load_plan

        return links_of_plan(load_plan(content, "standard input"), agency)
    if start.startswith(GZIP) or b"<urlset" in start[:65536] or b"<sitemapindex" in start[:65536]:
        return _from_sitemap(content, agency, options)
    return AuditInput(_links_of_lines(enumerate(content.splitlines(), 1)), agency)


def _from_plan(name: str, agency: Agency | None) -> AuditInput:
    from prongsai.wiring import load_plan

    content, label = read_input(name)
    return links_of_plan(load_plan(content, label), agency)


def links_of_plan(plan: Plan, agency: Agency | None = None) -> AuditInput:
    """Every link of a plan that is evidence, each address and item once."""
    from prongsai.cli.audit_plan import evidence_of

    seen: dict[tuple[str, str | None], LinkToCheck] = {}
    for place in evidence_of(plan):
        address = place.evidence.url or place.evidence.as_printed
        if address.strip():
            key = (address, place.item)
            seen.setdefault(key, LinkToCheck(place.name, address, place.item, plan.fiscal_year))
    return AuditInput(tuple(seen.values()), agency or plan.agency, plan)


def _from_sitemap(content: bytes, agency: Agency | None, options: AuditOptions) -> AuditInput:
    from prongsai.adapters.sitemap import MapProblem, read_sitemap
    from prongsai.wiring.audit import fetch_once

    def fetch(url: str) -> bytes:
        time.sleep(options.host_gap_s)  # a map is a request like any other
        return fetch_once(url, options)

    def tell(problem: MapProblem) -> None:
        print(f"{problem.message_th}\n  {problem.message_en}", file=sys.stderr, flush=True)

    addresses = read_sitemap(content, fetch=fetch, tell=tell)
    links = (LinkToCheck(str(number), url, is_submitted=False) for number, url in enumerate(addresses, 1))
    return AuditInput(links, agency)


def _from_address(url: str, agency: Agency | None, options: AuditOptions) -> AuditInput:
    """An address of a site map; any other page is one link."""
    if not url.lower().partition("?")[0].endswith((".xml", ".xml.gz")):
        return AuditInput((LinkToCheck("1", url),), agency)
    from prongsai.wiring.audit import fetch_once

    return _from_sitemap(fetch_once(url, options), agency, options)


def _from_database(slug: str) -> AuditInput:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from prongsai.apps.agencies.models import Agency as AgencyRow
    from prongsai.apps.disclosure.link_actions import list_links
    from prongsai.apps.evidence.links import link_of
    from prongsai.apps.evidence.queries import list_live_evidence
    from prongsai.wiring import bangkok_today

    row = AgencyRow.objects.filter(slug=slug).first() or AgencyRow.objects.filter(name=slug).first()
    if row is None:
        raise PersonError(
            f'ไม่พบหน่วยงาน "{slug}" ในฐานข้อมูล กรุณาตรวจชื่อ', f'there is no agency "{slug}" in the database: check its name'
        )
    links = [link_of(evidence) for evidence in list_live_evidence(row, bangkok_today()) if evidence.url]
    return AuditInput([*links, *list_links(row)], row.facts())


def _lines_of_file(name: str) -> Iterator[LinkToCheck]:
    with open(name, "rb") as file:
        yield from _links_of_lines(enumerate(_lines(file), 1))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines however they end (LF, CR LF, CR), held in memory one at a time."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        yield from line.splitlines() or (b"",)


def _links_of_lines(lines: Iterable[tuple[int, bytes]]) -> Iterator[LinkToCheck]:
    """One address a line, or one JSON object a line; # starts a comment, an empty line is passed over."""
    for number, raw in lines:
        if len(raw) > MAX_LINE_BYTES:
            raise PersonError(
                f"บรรทัดที่ {number} ยาวเกิน 1 MB กรุณาใส่ที่อยู่บรรทัดละหนึ่งรายการ",
                f"line {number} is over 1 MB: give one address a line",
            )
        try:
            text = raw.removeprefix(BYTE_ORDER_MARK).decode().strip()
        except UnicodeDecodeError as error:
            raise PersonError(
                f"บรรทัดที่ {number} ไม่ใช่ UTF-8 กรุณาบันทึกไฟล์เป็น UTF-8",
                f"line {number} is not UTF-8: save the file as UTF-8",
            ) from error
        if not text or (text.startswith("#") and len(text) > 1 and text[1] == " "):
            continue
        yield _link_of_json(number, text) if text.startswith("{") else LinkToCheck(str(number), text)


def _link_of_json(number: int, text: str) -> LinkToCheck:
    try:
        row: Any = json.loads(text)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("url"), str):
        raise PersonError(
            f'บรรทัดที่ {number} ต้องเป็น JSON ที่มี "url" กรุณาแก้ไข',
            f'line {number} is not a JSON object with "url": correct it and try again',
        )
    if "\\u" in text and any(
        "\ud800" <= sign <= "\udfff" for name in ("id", "url", "item") for sign in str(row.get(name, ""))
    ):
        raise PersonError(
            f"บรรทัดที่ {number} มีอักขระ Unicode ที่ไม่สมบูรณ์ กรุณาแก้ไข",
            f"line {number} holds half a Unicode character: correct it and try again",
        )
    return LinkToCheck(
        _wanted(number, row, "id", str) or str(number),
        row["url"],
        _wanted(number, row, "item", str),
        _wanted(number, row, "fiscal_year", _year),
        bool(row.get("submitted", True)),
    )


def _year(value: Any) -> int:
    year = int(value)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(value)
    return year


def _wanted(number: int, row: dict[str, Any], name: str, kind: Callable[[Any], Any]) -> Any:
    value = row.get(name)
    if value in (None, ""):
        return None
    try:
        if isinstance(value, bool | float | list | dict):
            raise ValueError(value)
        return kind(value)
    except (TypeError, ValueError) as error:
        raise PersonError(
            f'บรรทัดที่ {number}: "{name}" มีค่า {value!r} ซึ่งใช้ไม่ได้', f'line {number}: "{name}" cannot be {value!r}'
        ) from error
