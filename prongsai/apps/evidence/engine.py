"""Calls the auditor for evidence of one agency: links are visited, files are read.

The auditor itself is imported where it is called: a page that only shows verdicts must not load an HTTP client.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from prongsai.apps.agencies.models import Agency
from prongsai.apps.cycles.actions import hold_host
from prongsai.apps.evidence.link_sources import WholeMemory
from prongsai.apps.evidence.links import link_of, wanted_item
from prongsai.apps.evidence.snapshots import open_snapshots
from prongsai.apps.plans.models import Evidence
from prongsai.audit.batches import Pace
from prongsai.audit.judged import Judged, Question
from prongsai.audit.page import PageText
from prongsai.audit.result import LinkResult, LinkToCheck


def check_one(row: Evidence, *, at: datetime) -> LinkResult:
    """Look into a file, or visit a link ahead of any cycle; the host's pace is kept. Raises HostBusy."""
    agency = row.measure.plan.agency
    if row.file:
        return read_file(row, agency, at=at)
    return visit_now(link_of(row), agency)


def visit_now(link: LinkToCheck, agency: Agency) -> LinkResult:
    """Visit one link ahead of any cycle; the host's pace is kept. Raises HostBusy."""
    pace = Pace(gap_s=settings.PRONGSAI.audit_host_gap_s)
    with hold_host(link.url, pace=pace) as held:
        time.sleep(held.wait_s)
        (result,) = visit([link], agency, gap_s=pace.gap_s)
        return result


def visit(links: Sequence[LinkToCheck], agency: Agency, *, gap_s: float) -> Iterator[LinkResult]:
    """Each link with what was seen, as soon as it is known; `gap_s` seconds lie between requests to a host, and
    to all hosts on one server or of one platform.

    Every visit is kept as a snapshot in this machine's folder.
    """
    from prongsai.wiring.audit import AuditOptions, audit_links

    store = open_snapshots()
    options = AuditOptions(
        host_gap_s=gap_s,
        address_gap_s=gap_s,  # hosts on one server are one to a cycle
        platform_gap_s=gap_s,
        allow_hosts=settings.PRONGSAI.audit_allow_hosts,
        snapshots=store,
        contact_url=settings.PRONGSAI.url,
    )
    try:
        yield from audit_links(links, agency=agency.facts(), options=options, memory=WholeMemory(agency))
    finally:
        store.flush()


def read_file(row: Evidence, agency: Agency, *, at: datetime) -> LinkResult:
    """A file handed in, read and judged like the page behind a link."""
    from prongsai.wiring.audit import judge_file

    with row.file.open("rb") as file:
        content = file.read()
    question = Question(
        item_code=wanted_item(row),
        fiscal_year=row.measure.plan.fiscal_year,
        agency_name=agency.name,
        agency_hosts=tuple(agency.hosts),
        province=agency.province,
    )
    page, judged = judge_file(content, name=row.file_name, question=question)
    return _file_result(row, page, judged, at)


def _file_result(row: Evidence, page: PageText, judged: Judged, at: datetime) -> LinkResult:
    is_read = bool(page.text.strip())
    why, why_en = _FILE_WORDS.get(page.problem, _FILE_WORDS["damaged"])
    return LinkResult(
        link=replace(link_of(row), url=""),
        verdict="opens" if is_read else "unsupported",
        why=_FILE_WORDS[""][0] if is_read else why,
        why_en=_FILE_WORDS[""][1] if is_read else why_en,
        checked_at=at,
        content_type=row.content_type,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        text_sha256=hashlib.sha256(" ".join(page.text.split()).encode()).hexdigest() if is_read else "",
        title=page.title,
        judged=judged if is_read else None,
    )


_FILE_WORDS: dict[str, tuple[str, str]] = {
    "": ("อ่านไฟล์ได้", "the file can be read"),
    "needs_ocr": (
        "ไฟล์เป็นภาพสแกน เครื่องนี้ยังอ่านภาพไม่ได้ ยังสรุปไม่ได้ กรุณาเปิดดูด้วยตนเอง",
        "the file is a scan, which this machine cannot read: nothing is known of it, look at it yourself",
    ),
    "encrypted": (
        "ไฟล์มีรหัสผ่าน ผู้ตรวจเปิดไม่ได้ กรุณาแนบไฟล์ที่ไม่มีรหัสผ่าน",
        "the file asks for a password, so the assessor cannot open it: hand in one without",
    ),
    "too_big": ("ไฟล์ใหญ่เกินกว่าจะอ่าน กรุณาเปิดดูด้วยตนเอง", "the file is too big to be read: look at it yourself"),
    "too_many_pages": (
        "ไฟล์มีหน้ามากเกินกว่าจะอ่าน กรุณาเปิดดูด้วยตนเอง",
        "the file has too many pages to be read: look at it yourself",
    ),
    "out_of_time": ("อ่านไฟล์ไม่เสร็จในเวลาที่กำหนด กรุณาเปิดดูด้วยตนเอง", "reading the file took too long: look at it yourself"),
    "out_of_memory": (
        "อ่านไฟล์ไม่ได้เพราะใช้หน่วยความจำมากเกินไป กรุณาเปิดดูด้วยตนเอง",
        "reading the file took too much memory: look at it yourself",
    ),
    "no_reader": (
        "เครื่องนี้ยังอ่านไฟล์ชนิดนี้ไม่ได้ กรุณาแนบเป็น PDF หรือ DOCX",
        "this machine cannot read files of this kind: hand in a PDF or DOCX",
    ),
    "unsupported": (
        "ยังอ่านไฟล์ชนิดนี้ไม่ได้ กรุณาแนบเป็น PDF หรือ DOCX",
        "files of this kind cannot be read: hand in a PDF or DOCX",
    ),
    "damaged": (
        "ไฟล์เสียหรือไม่มีข้อความ กรุณาเปิดดูแล้วแนบใหม่",
        "the file is damaged or has no text: open it and hand it in again",
    ),
}
