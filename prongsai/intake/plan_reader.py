"""Reads a source document into a plan: whose it is, its measures, and a finding for whatever was repaired or unclear."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.link import known_hosts_of
from prongsai.core.plan import Measure, Plan
from prongsai.core.thai.dates import read_date
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.agency_head import Head, agency_from_name, infer_fiscal_year, read_head, round_from_head
from prongsai.intake.blocks import SourceDocument
from prongsai.intake.body import Body, LeftOver, read_body
from prongsai.intake.cell_links import PrintedLink, known_readings
from prongsai.intake.measure_reader import Setting, links_of_measure, read_measure
from prongsai.intake.other_tables import describe_tables
from prongsai.intake.own_report import read_own_report
from prongsai.intake.raw_measure import RawMeasure

_FAR_YEAR = 2600
"""A fiscal year no framework file will soon hold: asking for it tells the latest year that one does."""

Frameworks = Callable[[int], Framework]


def read_plan(
    document: SourceDocument,
    *,
    frameworks: Frameworks,
    fiscal_year: int | None = None,
    agency_name: str | None = None,
) -> Plan:
    """The plan that a document holds; its `findings` are the readers' alone (checks are not run here).

    `frameworks` gives the framework of a fiscal year (Buddhist era). `fiscal_year` and `agency_name`, where given, win
    over what the document says. Our own reports are read back exactly. A scan without text gives a plan without
    measures and the finding `needs_ocr`. Raises PersonError when the document holds no measures (it says what was
    found instead) or when no fiscal year can be told.
    """
    own = read_own_report(document, frameworks)
    if own is not None:
        return own
    body = read_body(document)
    head = read_head(
        _head_lines(document, body),
        later=[*body.later_lines, *(document.meta.get(key, "") for key in ("header", "footer", "title", "sheets"))],
        name=document.name,
    )
    if not body.measures:
        if _is_scan(document):
            return _empty_plan(document, head, frameworks, fiscal_year, agency_name)
        raise _no_measures(document, body)
    links = [links_of_measure(raw) for raw in body.measures]
    year, year_findings = _settle_year(head, body, fiscal_year, document)
    framework = frameworks(year)
    hosts = known_hosts_of(known_readings(link for some in links for link in some))
    measures, findings = _measures(document, body, links, hosts, framework, year)
    agency = replace(head.agency, hosts=hosts)
    if agency_name:
        agency = agency_from_name(agency_name, agency)
    elif not agency.name:
        findings.append(_no_agency())
    return Plan(
        agency=agency,
        fiscal_year=year,
        based_on_fiscal_year=head.based_on if head.based_on is not None and head.based_on < year else None,
        round=round_from_head(head, year, has_results=body.has_result_column),
        measures=tuple(measures),
        findings=(*document.notices, *year_findings, *findings, *_unplaced(body.left_over)),
    )


def _measures(
    document: SourceDocument,
    body: Body,
    links: list[tuple[PrintedLink, ...]],
    hosts: tuple[str, ...],
    framework: Framework,
    year: int,
) -> tuple[list[Measure], list[Finding]]:
    setting = Setting(
        fiscal_year=year,
        framework=framework,
        hosts=hosts,
        hard_breaks=document.format not in {"pdf", "text"},
        indicator_names=tuple(one.name_th for one in framework.indicators),
    )
    measures: list[Measure] = []
    findings: list[Finding] = []
    above: int | None = None
    for number, raw, own_links in zip(_numbers(body.measures), body.measures, links, strict=True):
        measure, found = read_measure(raw, number, own_links, setting, indicator_above=above)
        measures.append(measure)
        findings.extend(found)
        above = measure.indicator
    if not body.has_issue_column and any(not raw.pieces.get("issue") and not raw.groups for raw in body.measures):
        findings.append(_no_issue_column())
    return measures, findings


def _numbers(measures: list[RawMeasure]) -> list[int]:
    """Measure numbers: as printed where every row prints its own and they rise from 1 or more, else counted."""
    printed: list[int] = []
    for raw in measures:
        text = to_arabic_digits(raw.printed("number")).strip(" ().")
        if not (text.isascii() and text.isdigit() and len(text) <= 4) or "number" in raw.carried:
            return list(range(1, len(measures) + 1))
        printed.append(int(text))
    rising = all(one < other for one, other in itertools.pairwise(printed))
    return printed if printed and printed[0] >= 1 and rising else list(range(1, len(measures) + 1))


def _head_lines(document: SourceDocument, body: Body) -> list[str]:
    return [*body.head_lines, *(text for key in ("title", "header") if (text := document.meta.get(key, "")))]


def _settle_year(head: Head, body: Body, given: int | None, document: SourceDocument) -> tuple[int, list[Finding]]:
    """The fiscal year and what to say of it: given, printed, or told from the dates inside."""
    if given is not None:
        return given, []
    if head.fiscal_year is not None:
        return head.fiscal_year, []
    inferred = infer_fiscal_year(list(_printed_days(body)))
    if inferred is None:
        raise PersonError(
            f'ไม่พบปีงบประมาณใน "{document.name}" กรุณาระบุปีงบประมาณ (พ.ศ.) ของแผนหรือรายงานนี้แล้วนำเข้าใหม่',
            f'no fiscal year was found in "{document.name}": say which fiscal year (Buddhist era) it is of and try again',
        )
    finding = Finding(
        "fiscal_year_inferred",
        "warning",
        None,
        "หัวเอกสาร",
        f"เอกสารไม่ได้ระบุปีงบประมาณ จึงใช้ปีงบประมาณ {inferred} ตามวันที่ส่วนใหญ่ในตาราง กรุณาตรวจสอบ",
        f"the document names no fiscal year; {inferred} was taken since most dates of the table lie in it: please check",
    )
    return inferred, [finding]


def _printed_days(body: Body) -> Iterator[date]:
    """Days whose own words name their year."""
    for raw in body.measures:
        for text in raw.paragraphs("time", "follow_up", "steps", "measure", "done_on", "result"):
            reading = read_date(text, fiscal_year=None) if any(digit.isdigit() for digit in text) else None
            day = reading and (reading.to_on or reading.from_on)
            if day and not (reading and reading.needs_review):
                yield day


def _is_scan(document: SourceDocument) -> bool:
    return any(notice.code == "needs_ocr" for notice in document.notices) or (
        document.format == "pdf" and not document.blocks
    )


def _empty_plan(
    document: SourceDocument, head: Head, frameworks: Frameworks, fiscal_year: int | None, agency_name: str | None
) -> Plan:
    """A plan without measures for a scan; a year nobody says is the latest one a framework is held for."""
    findings = list(document.notices)
    if not any(notice.code == "needs_ocr" and notice.severity == "error" for notice in findings):
        findings.append(_needs_ocr())
    year = fiscal_year or head.fiscal_year
    if year is None:
        year = frameworks(_FAR_YEAR).drafted_from or frameworks(_FAR_YEAR).fiscal_year
        findings.append(
            Finding(
                "fiscal_year_inferred",
                "warning",
                None,
                "หัวเอกสาร",
                f"ไม่ทราบปีงบประมาณของเอกสาร จึงใช้ปีล่าสุดที่มีเกณฑ์ ({year}) ไปก่อน กรุณาระบุปีงบประมาณ",
                f"the fiscal year is not known; the latest year with a framework ({year}) stands for it: please say it",
            )
        )
    agency = agency_from_name(agency_name, head.agency) if agency_name else head.agency
    return Plan(agency=agency, fiscal_year=year, findings=tuple(findings))


def _needs_ocr() -> Finding:
    return Finding(
        "needs_ocr",
        "error",
        None,
        "ทั้งไฟล์",
        "ไม่พบตารางมาตรการในส่วนที่เป็นข้อความ หน้าอื่นเป็นภาพสแกนที่อ่านไม่ได้ กรุณาใช้ไฟล์ Word, Excel หรือ PDF ที่คัดลอกข้อความได้",
        "no measures stand in the readable part, and other pages are pictures: use a Word, Excel or PDF file with text",
    )


def _no_measures(document: SourceDocument, body: Body) -> PersonError:
    """One sentence: what was found instead, and what to do."""
    todo_th = "กรุณานำเข้าแผนหรือรายงานตามมาตรการที่มีช่องประเด็นหรือมาตรการ และผู้รับผิดชอบหรือระยะเวลา"
    todo_en = "import a plan or report whose table has the issue or measure, and the responsible unit or the time"
    if body.has_blank_table:
        return PersonError(
            f'ตารางมาตรการใน "{document.name}" มีแต่หัวตาราง ยังไม่มีแถวมาตรการ กรุณากรอกอย่างน้อยหนึ่งแถวแล้วนำเข้าใหม่',
            f'the table of measures in "{document.name}" has headings only: fill in at least one row and import it again',
        )
    if body.other_tables:
        th, en = describe_tables(body.other_tables)
        return PersonError(
            f'ไม่พบตารางมาตรการใน "{document.name}" พบแต่{th} {todo_th}',
            f'no table of measures in "{document.name}", only {en}: {todo_en}',
        )
    if body.head_lines:
        return PersonError(
            f'ไม่พบตารางหรือหัวข้อมาตรการใน "{document.name}" พบแต่ข้อความทั่วไป {len(body.head_lines):,} ย่อหน้า {todo_th}',
            f'no table or labels of measures in "{document.name}", only {len(body.head_lines):,} paragraph(s) of text: '
            f"{todo_en}",
        )
    return PersonError(
        f'ไม่พบข้อความหรือตารางใน "{document.name}" กรุณาตรวจว่าเป็นไฟล์ที่ถูกต้องและไม่ว่างเปล่า',
        f'there is no text and no table in "{document.name}": check that it is the right file and not empty',
    )


def _no_agency() -> Finding:
    return Finding(
        "agency_unknown",
        "warning",
        None,
        "หัวเอกสาร",
        "ไม่พบชื่อหน่วยงานในเอกสาร กรุณาระบุชื่อหน่วยงาน",
        "the document names no agency: please enter its name",
    )


def _no_issue_column() -> Finding:
    return Finding(
        "issue_from_measure",
        "note",
        None,
        "หัวตาราง",
        "ตารางไม่มีช่องประเด็น จึงใช้ข้อความของมาตรการเป็นประเด็น",
        "the table has no column of issues; the words of the measure stand as the issue",
    )


def _unplaced(left_over: Iterable[LeftOver]) -> Iterator[Finding]:
    """One finding for each run of texts of one sort that belong to no measure."""
    run: list[LeftOver] = []
    for one in left_over:
        if not one.text.strip():
            continue
        if run and (one.reason != run[-1].reason or one.reason == "table"):
            yield _unplaced_run(run)
            run = []
        run.append(one)
    if run:
        yield _unplaced_run(run)


def _unplaced_run(run: list[LeftOver]) -> Finding:
    text = "\n".join(one.text for one in run)
    reason, kind = run[0].reason, run[0].kind
    if reason == "signature":
        said_th, said_en = "ข้อความท้ายเอกสารหรือการลงนาม ไม่นำเข้าแผน", "signatures or closing words, not part of the plan"
    elif reason == "preface":
        said_th, said_en = "ข้อความนำก่อนตาราง ไม่นำเข้าแผน", "text before the table, not part of the plan"
    elif reason == "table":
        name_th = kind.name_th if kind else "ตารางอื่นที่ไม่ใช่ตารางมาตรการ"
        name_en = kind.name_en if kind else "a table that is not one of measures"
        said_th, said_en = f"{name_th} ไม่นำเข้าแผน", f"{name_en}, not part of the plan"
    else:
        said_th, said_en = "ข้อความนี้ไม่เข้าช่องใดของแผน กรุณาตรวจสอบ", "this text fits no place of the plan: please look"
    return Finding(
        "unplaced_text",
        "note" if reason in {"signature", "preface"} else "warning",
        None,
        run[0].where,
        f"{said_th}: {text}",
        f"{said_en}: {text}",
    )
