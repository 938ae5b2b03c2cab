"""Draws a certificate: one page that says what was public at an address at a moment, and how anyone can check it.

A4, tagged, written to PDF/A-2a and PDF/UA-1, its text exact (pdf_copyable). It says what a machine saw and never that
the content is right. Long texts are cut to the lines the page has room for, with "…"; the snapshot holds them whole.
"""

import json
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any

from prongsai import __version__
from prongsai.core.thai.digits import to_thai_digits
from prongsai.core.thai.format import format_date
from prongsai.documents.certificate_lines import ENGLISH_PT, PAGE_PT, cut_code, cut_text
from prongsai.documents.fonts import get_font_folder
from prongsai.documents.pdf_characters import make_drawable
from prongsai.documents.pdf_copyable import make_copyable
from prongsai.documents.pdf_objects import PdfObjects

_BANGKOK = timezone(timedelta(hours=7))
_TITLE_TH = "ใบรับรองหลักฐานการเผยแพร่บนเว็บไซต์"
_TITLE_EN = "Certificate of what was public on the web"


@dataclass(frozen=True, slots=True)
class CertificateHop:
    """One address on the way and the status it answered, None when none came."""

    url: str
    status: int | None


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """Where the snapshot stands, as its folder knows it.

    `sha256` is of the `length` bytes at `offset` of archive/`file`; `line` and `line_hash` are of index.jsonl. A revisit
    names in `body_file` and `body_offset` the record that holds the body; otherwise they are "" and 0.
    """

    name: str
    file: str
    offset: int
    length: int
    sha256: str
    line: int
    line_hash: str
    body_file: str = ""
    body_offset: int = 0


@dataclass(frozen=True, slots=True)
class CertificateAnchor:
    """A place outside that holds a head of the chain, in words: "sent to ... on ..."."""

    words_th: str
    words_en: str


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says. Moments are aware; `title` and `excerpt` are of the page as read, "" when there is none.

    `verdict_*` names what was found ("เปิดได้"), `why_*` is the auditor's sentence. `body_sha256` is of the body as
    unpacked. Without a `record` the page says plainly that no snapshot was kept.
    """

    url: str
    visited_at: datetime
    issued_at: datetime
    verdict_th: str
    verdict_en: str
    why_th: str = ""
    why_en: str = ""
    agency: str = ""
    item: str = ""
    final_url: str = ""
    status: int | None = None
    hops: tuple[CertificateHop, ...] = ()
    content_type: str = ""
    size_bytes: int = 0
    title: str = ""
    excerpt: str = ""
    body_sha256: str = ""
    record: CertificateRecord | None = None
    head_hash: str = ""
    head_line: int = 0
    anchors: tuple[CertificateAnchor, ...] = ()


def draw_certificate(facts: CertificateFacts) -> bytes:
    """The certificate as a PDF of one page; same facts, same bytes. PersonError when the fonts are not installed."""
    drawn = _draw(facts, _ROOMY)
    if len(PdfObjects(drawn).list_dictionaries(b"/Type/Page/")) > 1:
        drawn = _draw(facts, _TIGHT)
    return make_copyable(drawn, creator=f"prongsai {__version__}")


@dataclass(frozen=True, slots=True)
class _Room:
    """The most lines each text may take. The tight one was tried with every text as long as can be."""

    agency: int
    address: int
    hops: int
    why: int
    title: int
    excerpt: int
    anchors: int


_ROOMY = _Room(agency=2, address=3, hops=4, why=3, title=2, excerpt=6, anchors=3)
_TIGHT = _Room(agency=1, address=2, hops=2, why=2, title=1, excerpt=2, anchors=1)


def _draw(facts: CertificateFacts, room: _Room) -> bytes:
    drawn = _get_compiler().compile(
        input=_read_template(),
        format="pdf",
        sys_inputs={"data": json.dumps(_describe(facts, room), ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=facts.issued_at.astimezone(UTC).replace(microsecond=0),
    )
    return bytes(drawn)


@cache
def _read_template() -> bytes:
    return (resources.files("prongsai.documents") / "typst" / "certificate.typ").read_bytes()


@cache
def _get_compiler() -> Any:
    """One compiler for the process: fonts are read once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[get_font_folder()])
    return typst.Compiler(_read_template(), font_paths=fonts)


def _describe(facts: CertificateFacts, room: _Room) -> dict[str, Any]:
    """What certificate.typ reads: every text as lines that fit."""
    address = make_drawable(facts.url)
    return {
        "title": f"{_TITLE_TH}: {address[:200]}",
        "author": make_drawable(facts.agency),
        "subject": _TITLE_EN,
        "keywords": [facts.record.name] if facts.record else [],
        "heading": [_TITLE_TH],
        "heading_english": [_TITLE_EN],
        "footer": [
            *cut_text(
                f"ออกเมื่อ {_format_moment(facts.issued_at)} โดย prongsai {__version__} · ใบนี้บันทึกสิ่งที่เครื่องเห็น ไม่ได้รับรองว่าเนื้อหาถูกต้อง",
                1,
                width=PAGE_PT,
                size=8,
            ),
            f"Issued {_format_utc(facts.issued_at)}. It records what a machine saw and does not vouch for the content.",
        ],
        "parts": [
            _part("สิ่งที่เปิดเผยต่อสาธารณะ", "What was public", rows=_describe_page(facts, room)),
            _part("รหัสตรวจสอบ (SHA-256)", "Codes to check by", rows=_describe_hashes(facts)),
            _part("หลักฐานยืนยันจากภายนอก", "Outside anchors", steps=_describe_anchors(facts, room.anchors)),
            _part("วิธีตรวจสอบโดยไม่ใช้อินเทอร์เน็ต", "How to check offline", steps=_describe_checks(facts)),
        ],
    }


def _describe_page(facts: CertificateFacts, room: _Room) -> list[dict[str, Any]]:
    status = f"HTTP {facts.status}" if facts.status is not None else "no HTTP answer"
    seen = " · ".join(
        part
        for part in (status, facts.content_type, f"{facts.size_bytes:,} bytes" if facts.status is not None else "")
        if part
    )
    rows = []
    if facts.agency or facts.item:
        rows.append(
            _row(
                "หน่วยงาน",
                "Agency",
                cut_text(" · ".join(part for part in (facts.agency, facts.item) if part), room.agency),
            )
        )
    rows.append(_row("ที่อยู่", "Address", cut_text(facts.url, room.address, bold=True), is_strong=True))
    if len(facts.hops) > 1:
        rows.append(_row("เส้นทาง", "Redirects", _describe_hops(facts.hops, room.hops)))
    elif facts.final_url and facts.final_url != facts.url:
        rows.append(_row("ไปสิ้นสุดที่", "Ended at", cut_text(facts.final_url, 2)))
    rows.append(
        _row(
            "เข้าดูเมื่อ",
            "Visited",
            [_format_moment(facts.visited_at)],
            english=[_format_utc(facts.visited_at, exact=True)],
        )
    )
    rows.append(
        _row(
            "ผลที่พบ",
            "Verdict",
            cut_text(_join_why(facts.verdict_th, facts.why_th), room.why),
            english=cut_text(_join_why(facts.verdict_en, facts.why_en), 2, size=ENGLISH_PT)
            + cut_text(seen, 1, size=ENGLISH_PT),
        )
    )
    if facts.title:
        rows.append(_row("ชื่อหน้า", "Title", cut_text(facts.title, room.title)))
    if facts.excerpt:
        rows.append(_row("ข้อความตอนต้น", "Excerpt", cut_text(facts.excerpt, room.excerpt)))
    else:
        rows.append(
            _row("ข้อความตอนต้น", "Excerpt", ["ไม่มีข้อความที่เครื่องอ่านได้"], english=["No text that a machine could read."])
        )
    return rows


def _join_why(verdict: str, why: str) -> str:
    """Both, unless the sentence begins with the verdict's own words."""
    return why if why.startswith(verdict) else ": ".join(part for part in (verdict, why) if part)


def _describe_hops(hops: tuple[CertificateHop, ...], most: int) -> list[str]:
    """A line a hop; of a long way the first and the last ones, with how many stand between."""
    shown = list(enumerate(hops, start=1))
    left_out = len(shown) - most
    if left_out > 0:
        shown = shown[: most - 1] + shown[-1:]
    lines = [
        cut_text(f"{at}. {hop.url} → {hop.status or 'no answer'}", 1, end=f" → {hop.status or 'no answer'}")[0]
        for at, hop in shown
    ]
    if left_out > 0:
        lines.insert(-1, f"(… อีก {left_out} ที่อยู่ / {left_out} more)")
    return lines


def _describe_hashes(facts: CertificateFacts) -> list[dict[str, Any]]:
    rows = []
    if facts.body_sha256:
        rows.append(_row("เนื้อหาของหน้า", "Body, unpacked", [facts.body_sha256], is_code=True))
    if facts.record is None:
        rows.append(
            _row(
                "หลักฐาน WARC",
                "WARC record",
                ["ไม่ได้เก็บหลักฐานของการเข้าดูครั้งนี้ จึงตรวจสอบย้อนหลังไม่ได้"],
                english=["No snapshot of this visit was kept, so it cannot be checked afterwards."],
            )
        )
        return rows
    record = facts.record
    rows.append(
        _row(
            "หลักฐาน WARC",
            "WARC record",
            [record.sha256],
            english=[
                *cut_text(f"{record.length:,} bytes at {record.offset:,} of archive/{record.file}", 2, size=ENGLISH_PT),
                f"record {record.name}",
            ],
            is_code=True,
        )
    )
    rows.append(
        _row(
            "บรรทัดในลูกโซ่", "Its line of the chain", [record.line_hash], english=[f"line {record.line:,} of index.jsonl"],
            is_code=True,
        )
    )  # fmt: skip
    if facts.head_hash:
        rows.append(
            _row(
                "ปลายลูกโซ่", "Head of the chain", [facts.head_hash],
                english=[f"line {facts.head_line:,} of index.jsonl when this page was made"], is_code=True,
            )
        )  # fmt: skip
    return rows


def _describe_anchors(facts: CertificateFacts, most: int) -> list[dict[str, Any]]:
    if facts.anchors:
        shown = [
            _step(
                cut_text(f"• {one.words_th}", 1, width=PAGE_PT),
                cut_text(one.words_en, 1, width=PAGE_PT, size=ENGLISH_PT),
            )
            for one in facts.anchors[:most]
        ]
        more = len(facts.anchors) - most
        return [*shown, _step([f"• และอีก {more} แห่ง (and {more} more)"], [])] if more > 0 else shown
    if facts.record is None:
        return [_step(["ไม่มี เพราะไม่ได้เก็บหลักฐานของการเข้าดูครั้งนี้"], ["None, since no snapshot of this visit was kept."])]
    return [
        _step(
            cut_text(
                "ยังไม่มี: ยังไม่มีบุคคลหรือระบบภายนอกเก็บรหัสปลายลูกโซ่นี้ไว้ รหัสข้างต้นจึงแสดงได้เพียงว่าหลักฐานไม่ถูกแก้ไขนับแต่ใบนี้ไปถึงมือผู้รับ ควรส่งใบนี้ให้ผู้อื่นเก็บไว้",
                3,
                width=PAGE_PT,
            ),
            cut_text(
                "None yet: nobody outside holds this head, so the codes show only that nothing changed since this page reached its reader. Give it to others to keep.",
                2,
                width=PAGE_PT,
                size=ENGLISH_PT,
            ),
        )
    ]


def _describe_checks(facts: CertificateFacts) -> list[dict[str, Any]]:
    record = facts.record
    if record is None:
        if not facts.body_sha256:
            return [
                _step(
                    ["ตรวจไม่ได้: ไม่มีทั้งหลักฐานและเนื้อหา ครั้งต่อไปให้เก็บหลักฐานด้วย prongsai audit --keep โฟลเดอร์"],
                    [
                        "It cannot be checked: there is neither snapshot nor body. Next time keep them: prongsai audit --keep FOLDER."
                    ],
                )
            ]
        return [
            _step(
                ["ตรวจแบบออฟไลน์ไม่ได้ ทำได้เพียงเปิดที่อยู่นี้อีกครั้งแล้วเทียบรหัสของเนื้อหา ถ้าหน้าไม่เปลี่ยน รหัสจะตรงกัน"],
                ["Not offline: only by opening the address again. As long as the page is the same, so is its code."],
                cut_code(f"curl --location --compressed {shlex.quote(facts.url)} | sha256sum"),
            )
        ]
    steps = [
        _step(
            ["๑. ในโฟลเดอร์หลักฐาน คำนวณรหัสของหลักฐาน WARC"],
            ["In the folder of snapshots, the code of the WARC record:"],
            cut_code(f"tail -c +{record.offset + 1} archive/{record.file} | head -c {record.length} | sha256sum"),
        )
    ]
    number = 2
    if facts.body_sha256:
        file, offset = (record.body_file, record.body_offset) if record.body_file else (record.file, record.offset)
        steps.append(
            _step(
                ["๒. ดึงเนื้อหาของหน้าออกจากหลักฐาน แล้วคำนวณรหัส (ตัดคำสั่งหลัง | ออกเพื่ออ่านเนื้อหา)"],
                ["The code of the body kept there; leave out what follows | to read it:"],
                cut_code(f"warcio extract --payload archive/{file} {offset} | sha256sum"),
            )
        )
        number = 3
    steps.append(
        _step(
            [to_thai_digits(f"{number}. ตรวจทั้งโฟลเดอร์ และตรวจว่าลูกโซ่ยังมีรหัสนี้ (ใช้ Python อย่างเดียว)")],
            ["The whole folder, and that the chain still holds this code (needs Python only):"],
            cut_code(f"python3 verify_snapshots.py . {facts.head_hash or record.line_hash}"),
        )
    )
    return steps


def _part(
    heading: str,
    heading_english: str,
    rows: list[dict[str, Any]] | None = None,
    steps: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {"heading": [heading], "heading_english": [heading_english], "rows": rows or [], "steps": steps or []}


def _row(
    label: str,
    label_english: str,
    lines: list[str],
    *,
    english: list[str] | None = None,
    is_code: bool = False,
    is_strong: bool = False,
) -> dict[str, Any]:
    return {
        "label": [label],
        "label_english": [label_english],
        "lines": lines,
        "english": english or [],
        "is_code": is_code,
        "is_strong": is_strong,
    }


def _step(words: list[str], english: list[str], command: list[str] | None = None) -> dict[str, Any]:
    return {"words": words, "english": english, "command": command or []}


def _format_moment(at: datetime) -> str:
    local = at.astimezone(_BANGKOK)
    return f"{format_date(local.date())} เวลา {to_thai_digits(f'{local:%H.%M.%S}')} น. (เวลาประเทศไทย)"


def _format_utc(at: datetime, *, exact: bool = False) -> str:
    moment = at.astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S}{f'.{moment.microsecond:06d}' if exact else ''} UTC"
