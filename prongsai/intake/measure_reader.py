"""Understands one measure: from its printed pieces to a Measure, with a finding for whatever was carried or unclear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from prongsai.core.finding import Finding, Severity
from prongsai.core.framework import Framework
from prongsai.core.framework.issues import items_of_issue
from prongsai.core.framework.items import read_item_label
from prongsai.core.plan import AsPrinted, FollowUp, IssueKind, Measure, Status, Step, derived_status
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.text import repair_line_wraps, squash
from prongsai.intake.cell_links import PrintedLink, list_links, make_evidence, without_addresses
from prongsai.intake.headings import ColumnKind
from prongsai.intake.issue import IssueReading, codes_in, kind_of_words, read_indicator, read_issue
from prongsai.intake.numbering import split_parts, without_bullet
from prongsai.intake.raw_measure import Piece, RawMeasure
from prongsai.intake.responsible import read_responsible
from prongsai.intake.status import read_done_on, read_status
from prongsai.intake.work import WorkReading, read_work

_LINK_KINDS: tuple[ColumnKind, ...] = (
    "result",
    "evidence",
    "status",
    "remarks",
    "follow_up",
    "problems",
    "steps",
    "measure",
    "responsible",
    "time",
)
_W = TypeVar("_W", Step, FollowUp)
_RESULT_KINDS: tuple[ColumnKind, ...] = ("result", "status", "done_on", "evidence")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document as a whole says, needed for each measure. `hosts` are the agency's web hosts."""

    fiscal_year: int
    framework: Framework | None
    hosts: tuple[str, ...]
    hard_breaks: bool
    indicator_names: tuple[str, ...]


def links_of_measure(raw: RawMeasure) -> tuple[PrintedLink, ...]:
    """Every address that any cell of the measure prints."""
    return list_links([*(piece for kind in _LINK_KINDS for piece in raw.pieces.get(kind, ())), *raw.extra])


def read_measure(
    raw: RawMeasure, number: int, links: Sequence[PrintedLink], setting: Setting, *, indicator_above: int | None
) -> tuple[Measure, list[Finding]]:
    """The measure and its reader's findings. `indicator_above` is the indicator that earlier rows carry down."""
    findings = [
        Finding(one.code, _severity(one.code), number, one.where or raw.where, one.message_th, one.message_en)
        for one in raw.repairs
    ]
    issue, indicator, carried = _issue(raw, setting, indicator_above)
    work = read_work(raw, fiscal_year=setting.fiscal_year, hard_breaks=setting.hard_breaks)
    steps_text = " ".join([*(step.text for step in work.steps), *(one.text or "" for one in work.follow_ups)])
    codes, code_findings = _item_codes(raw, issue, indicator, steps_text, setting, number)
    findings += code_findings
    if carried:
        findings.append(_carried_indicator(number, raw, indicator))
    findings += [_carried_text(number, raw, kind) for kind in sorted(raw.carried & {"issue", "responsible"})]
    findings += [_unclear(number, raw.where, text) for text in work.unclear]
    status_text = _status_text(raw, links)
    status = _status(raw, status_text)
    work, work_links = _with_results(raw, work, links, setting)
    evidence = make_evidence([link for link in links if link not in work_links], setting.hosts)
    known = [step for step in work.steps if step.status != "unknown"]
    if status == "unknown" and known:
        status = derived_status(tuple(known) if len(known) == len(work.steps) else work.steps)
    measure = Measure(
        number=number,
        issue=issue.issue,
        issue_kind=issue.kind,
        indicator=indicator,
        item_codes=codes,
        responsible=read_responsible(raw.paragraphs("responsible")),
        steps=work.steps,
        follow_ups=work.follow_ups,
        status=status,
        status_as_printed=status_text,
        evidence=evidence,
        budget=_told(raw, "budget"),
        problems=_told(raw, "problems"),
        remarks=_told(raw, "remarks"),
        extra=_extra(raw, number, _groups_of(raw, indicator) if carried else ()),
        as_printed=_as_printed(raw),
    )
    return measure, findings


def _severity(code: str) -> Severity:
    return "warning" if code == "columns_shifted" else "note"


def _issue(raw: RawMeasure, setting: Setting, above: int | None) -> tuple[IssueReading, int | None, bool]:
    """The issue, the indicator, and whether the indicator was carried down from rows or headings above."""
    names = setting.indicator_names
    reading = read_issue(raw.paragraphs("issue"), indicator_names=names)
    text = reading.issue or (reading.indicator_name if raw.pieces.get("issue") else "")
    kind: IssueKind | None = reading.kind or kind_of_words(raw.issue_heading)
    group_indicator: int | None = None
    group_issue = ""
    for group in raw.groups:
        inner = read_issue(group.split("\n"), indicator_names=names)
        group_indicator = inner.indicator or group_indicator
        kind = kind or inner.kind or (kind_of_words(group) if "ประเด็น" in group else None)
        group_issue = inner.issue or inner.indicator_name or group_issue
    column = raw.printed("sub_indicator") or raw.printed("indicator")
    own = reading.indicator or read_indicator(raw.printed("sub_indicator")) or read_indicator(raw.printed("indicator"))
    if not text:
        told = read_issue(column.split("\n"), indicator_names=names) if column else IssueReading("")
        text = told.issue or told.indicator_name or group_issue
    if not text:
        text = _first_words(raw, "measure") or repair_line_wraps(raw.printed("item").replace("\n", " "))
        text = text or _first_words(raw, "steps")
    indicator = own or group_indicator or above
    return replace(reading, issue=text, kind=kind), indicator, own is None and indicator is not None


def _first_words(raw: RawMeasure, kind: ColumnKind) -> str:
    parts = split_parts(raw.paragraphs(kind))
    return repair_line_wraps(parts[0].text) if parts else ""


def _item_codes(
    raw: RawMeasure, issue: IssueReading, indicator: int | None, steps_text: str, setting: Setting, number: int
) -> tuple[tuple[str, ...], list[Finding]]:
    framework = setting.framework
    printed = codes_in(raw.printed("item"))
    labels = [text for text in raw.paragraphs("item") if text.strip()]
    if not printed and labels and framework is not None:
        read = [read_item_label(label, framework) for label in labels]
        printed = tuple(dict.fromkeys(one.code for one in read if one.code))
    if not printed and labels:
        numbers = re.findall(r"(?<!\d)\d{1,2}(?!\d)", to_arabic_digits(" ".join(labels)))
        printed = tuple(f"O{int(digits)}" for digits in numbers if 1 <= int(digits) <= 60)
    if printed:
        return printed, []
    printed = codes_in(raw.printed("issue") + " " + " ".join(raw.groups))
    if printed:
        return printed, []
    if framework is None:
        return (), []
    found = items_of_issue(issue.issue, framework, steps_text=steps_text, indicator=indicator)
    if not found and issue.sub_indicator:
        name = next((sub.name_th for sub in framework.sub_indicators if sub.code == issue.sub_indicator), "")
        found = items_of_issue(name, framework, steps_text=steps_text, indicator=indicator) if name else ()
    return tuple(found), []


def _status_text(raw: RawMeasure, links: Sequence[PrintedLink]) -> str:
    texts = []
    for kind in ("status", "result"):
        for piece in raw.pieces.get(kind, ()):
            text = without_addresses(piece.text, links).strip()
            if text:
                texts.append(repair_line_wraps(without_bullet(" ".join(text.split()))).strip(" :-–"))
    return " ".join(dict.fromkeys(text for text in texts if text))


def _status(raw: RawMeasure, status_text: str) -> Status:
    printed = raw.printed("status")
    status = read_status(printed) if printed else "unknown"
    if status == "unknown" and re.fullmatch(r"\s*\d{1,3}(?:\.\d+)?\s*", to_arabic_digits(printed) or "-"):
        percent = float(to_arabic_digits(printed))
        status = "done" if percent == 100 else "in_progress" if 0 < percent < 100 else "unknown"
        if percent == 0:
            status = "not_started"
    if status == "unknown":
        status = read_status(status_text)
    if status == "unknown" and raw.pieces.get("done_on"):
        status = read_status(raw.printed("done_on"))
    return status


def _with_results(
    raw: RawMeasure, work: WorkReading, links: Sequence[PrintedLink], setting: Setting
) -> tuple[WorkReading, set[PrintedLink]]:
    """Results that are printed for single steps go to those steps: by table row, else by number."""
    by_row = _results_by_row(raw, work)
    if by_row:
        return _placed(work, by_row, links, setting)
    parts = split_parts(raw.paragraphs("result"), hard_breaks=False)
    numbers = [part.number for part in parts]
    if len(parts) >= 2 and all(number is not None for number in numbers):
        wanted = [step.number for step in work.steps]
        tasks = [one.number for one in work.follow_ups]
        results = {
            number: Piece((part.text,)) for number, part in zip(numbers, parts, strict=True) if number is not None
        }
        if numbers == wanted:
            return _placed(work, results, links, setting)
        if numbers == tasks and any(one.text for one in work.follow_ups):
            return _placed(work, results, links, setting, steps=False)
    return _one_work(raw, work, setting), set()


def _results_by_row(raw: RawMeasure, work: WorkReading) -> dict[int, Piece]:
    if len(work.steps) < 2 or len(set(work.step_rows)) != len(work.step_rows):
        return {}
    found: dict[int, Piece] = {}
    for step, row in zip(work.steps, work.step_rows, strict=True):
        pieces = [piece for kind in _RESULT_KINDS for piece in raw.pieces.get(kind, ()) if piece.row == row]
        if pieces:
            found[step.number] = Piece(
                tuple(text for piece in pieces for text in piece.paragraphs),
                tuple(link for piece in pieces for link in piece.links),
            )
    return found if len(found) >= 2 else {}


def _placed(
    work: WorkReading,
    results: dict[int, Piece],
    links: Sequence[PrintedLink],
    setting: Setting,
    *,
    steps: bool = True,
) -> tuple[WorkReading, set[PrintedLink]]:
    used: set[PrintedLink] = set()

    def told(one: _W) -> _W:
        piece = results.get(one.number)
        if piece is None:
            return one
        own = [link for link in links if any(link == other for other in list_links([piece]))]
        used.update(own)
        text = repair_line_wraps(without_addresses(piece.text, own).replace("\n", " ").strip(" :-–"))
        return replace(
            one,
            status=read_status(text),
            done_on=read_done_on(text, fiscal_year=setting.fiscal_year),
            note=text or None,
            evidence=make_evidence(own, setting.hosts),
        )

    if not steps:
        return replace(work, follow_ups=tuple(told(one) for one in work.follow_ups)), used
    done = tuple(told(step) for step in work.steps)
    states = {step.number: step for step in done}
    follow_ups = tuple(
        replace(one, status=states[one.number].status, done_on=states[one.number].done_on)
        if one.text is None and len(work.follow_ups) == len(done) and one.number in states
        else one
        for one in work.follow_ups
    )
    return replace(work, steps=done, follow_ups=follow_ups), used


def _one_work(raw: RawMeasure, work: WorkReading, setting: Setting) -> WorkReading:
    """A day of completion printed for a measure with one task is the day its task and the steps of it were done."""
    tasks = [one for one in work.follow_ups if one.role == "task"]
    if len(tasks) > 1 or not (tasks or work.steps):
        return work
    done_on = read_done_on(raw.printed("done_on"), fiscal_year=setting.fiscal_year, is_date_cell=True)
    text = raw.printed("status", "result")
    done_on = done_on or read_done_on(text, fiscal_year=setting.fiscal_year)
    if done_on is None or _status(raw, text) not in {"done", "unknown"}:
        return work
    return replace(
        work,
        steps=tuple(replace(step, status="done", done_on=done_on) for step in work.steps),
        follow_ups=tuple(
            replace(one, status="done", done_on=done_on) if one.role == "task" else one for one in work.follow_ups
        ),
    )


def _told(raw: RawMeasure, kind: ColumnKind) -> str | None:
    text = "\n".join(text.strip() for text in raw.paragraphs(kind) if text.strip())
    return text if text.strip(" -–—") else None


_NOT_IN_AS_PRINTED = frozenset({"number", "item", "indicator", "sub_indicator", "budget", "problems", "remarks"})


def _extra(raw: RawMeasure, number: int, told: Sequence[str]) -> dict[str, str]:
    """Texts without a place of their own, under their heading as printed; heading rows `told` by a finding are left."""
    found: dict[str, list[str]] = {}

    def keep(heading: str, text: str) -> None:
        if text.strip() and text not in found.setdefault(heading, []):
            found[heading].append(text)

    for piece in raw.extra:
        keep(piece.heading or "ไม่มีหัวช่อง", piece.text)
    for kind in ("number", "item", "indicator", "sub_indicator", "done_on"):
        for piece in raw.pieces.get(kind, ()):
            if kind in raw.carried or _is_understood(kind, piece.text, number):
                continue
            keep(piece.heading or kind, piece.text)
    for kind, piece in raw.as_it_stood:
        if kind in _NOT_IN_AS_PRINTED and not _is_understood(kind, piece.text, number):
            keep(piece.heading, piece.text)
    for group in raw.groups:
        if group not in told:
            keep("หัวข้อเหนือแถว", group)
    if raw.pieces.get("measure") and (raw.pieces.get("steps") and raw.pieces.get("issue")):
        for piece in raw.pieces["measure"]:
            keep(piece.heading or "มาตรการ", piece.text)
    for kind in ("budget", "problems", "remarks"):
        for piece in raw.pieces.get(kind, ()):  # type: ignore[call-overload]
            if not piece.text.strip(" -–—\n"):
                keep(piece.heading or kind, piece.text)
    return {heading: "\n".join(texts) for heading, texts in found.items() if texts}


def _is_understood(kind: str, text: str, number: int) -> bool:
    letters = squash(text).strip("().")
    if kind == "number":
        return letters == str(number)
    if kind == "done_on":
        return True
    return bool(re.fullmatch(r"(?:[Oo]?\d{1,2}[,/;-]?)+", letters)) if kind == "item" else letters.isdigit()


def _as_printed(raw: RawMeasure) -> AsPrinted:
    steps: tuple[ColumnKind, ...] = ("steps",)
    if not raw.pieces.get("steps") or not raw.pieces.get("issue"):
        steps = ("measure", "steps")
    marks = "\n".join(f"{piece.heading} {piece.text}".strip() for _, piece in raw.marks)
    time = raw.as_source("follow_up", "time")
    return AsPrinted(
        issue=raw.as_source("issue"),
        responsible=raw.as_source("responsible"),
        steps=raw.as_source(*steps),
        follow_up="\n".join(text for text in (time, marks) if text),
        result=raw.as_source("result", "status", "done_on", "evidence"),
    )


def _groups_of(raw: RawMeasure, indicator: int | None) -> list[str]:
    """The heading rows that say this indicator."""
    return [group for group in raw.groups if read_issue(group.split("\n")).indicator == indicator]


def _carried_indicator(number: int, raw: RawMeasure, indicator: int | None) -> Finding:
    heading = " ".join(_groups_of(raw, indicator))
    said_th = f"หัวข้อ “{heading}”" if heading else "แถวก่อนหน้า"
    said_en = f"the heading “{heading}”" if heading else "the row above"
    return Finding(
        "cell_repaired",
        "note",
        number,
        raw.where,
        f"แถวนี้ไม่ได้ระบุตัวชี้วัด จึงใช้ตัวชี้วัดที่ {indicator} จาก{said_th}",
        f"this row names no indicator; indicator {indicator} was carried down from {said_en}",
    )


def _carried_text(number: int, raw: RawMeasure, kind: ColumnKind) -> Finding:
    names = {"issue": ("ประเด็น", "issue"), "responsible": ("ผู้รับผิดชอบ", "responsible unit")}
    name_th, name_en = names[kind]
    text = raw.printed(kind)
    return Finding(
        "cell_repaired",
        "note",
        number,
        raw.where,
        f"ช่อง{name_th}ของแถวนี้เว้นว่าง จึงใช้ข้อความจากแถวก่อนหน้า: {text}",
        f"the cell of the {name_en} is blank here; the text of the row above was used: {text}",
    )


def _unclear(number: int, where: str, text: str) -> Finding:
    return Finding(
        "deadline_unclear",
        "warning",
        number,
        where,
        f"อ่านกำหนดเวลาจากข้อความ “{text}” ได้ไม่แน่ชัด กรุณาตรวจและระบุวันหรือเดือนเอง",
        f"the deadline in “{text}” is not clear: please check it and enter the day or month",
    )
