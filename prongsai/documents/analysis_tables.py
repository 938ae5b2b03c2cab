"""The tables of the analysis document."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from prongsai.core.framework.labels import is_doubtful
from prongsai.core.plan import Deadline, Measure
from prongsai.core.result import Analysis, Proposals, Trend
from prongsai.core.result.analysis import STRONG_FROM, WEAK_BELOW
from prongsai.core.result.trend import TopicLine
from prongsai.core.scoring import format_points
from prongsai.core.thai.format import format_date, format_month
from prongsai.documents.analysis_charts import MOST_YEARS
from prongsai.documents.report import Column, Grid, Line, TableCell
from prongsai.documents.thai_print import printed

KIND_WORDS = {"lost": "เสียคะแนนปีก่อน", "new": "ข้อใหม่", "indicator": "ตัวชี้วัดคะแนนต่ำ"}
STATE_WORDS = {"kept": "ได้", "lost": "เสีย", "not_asked": "ไม่ถาม", "unknown": "ไม่ทราบ"}
NOT_KNOWN = "ไม่ทราบ"
MARK = " *"
MARK_WORDS = "* ชื่อ รหัส หรือน้ำหนักที่มีเครื่องหมายนี้เป็นข้ออนุมานหรือยังไม่ได้ยืนยันกับคู่มือ"


def tool_table(analysis: Analysis) -> Grid:
    """The three tools with weight, score and the points each brings."""
    columns = (
        Column("tool", "เครื่องมือ", 3.6),
        Column("weight", "น้ำหนัก (ร้อยละ)", 1.2, "center"),
        Column("score", "คะแนนที่ได้", 1.2, "center"),
        Column("points", "คะแนนถ่วงน้ำหนัก", 1.3, "center"),
    )
    rows = []
    for tool in analysis.framework.tools:
        score = analysis.reckoning.tools.get(tool.code)
        assumed = " (อนุมาน)" if tool.code in analysis.reckoning.assumed else ""
        computed = " (คำนวณ)" if score is not None and tool.code not in analysis.result.tools and not assumed else ""
        weight = Decimal(str(tool.weight_percent))
        points = "" if score is None else _n(score * weight / 100)
        rows.append(
            _row(
                f"{tool.code} {tool.name_th}",
                f"{float(weight):g}{MARK if is_doubtful(tool.confidence) else ''}",
                f"{_n(score)}{assumed}{computed}",
                points,
            )
        )
    return Grid("tools", "คะแนนรายเครื่องมือ", columns, tuple(rows))


def part_table(analysis: Analysis, before: dict[str, Decimal]) -> Grid:
    """Indicators and sub-indicators with how each is read."""
    columns = [Column("code", "ที่", 0.6, "center"), Column("name", "ตัวชี้วัด", 3.4), Column("score", "คะแนน", 1, "center")]
    if before:
        columns += [Column("before", "ปีก่อน", 1, "center"), Column("change", "เพิ่ม/ลด", 1.1, "center")]
    columns.append(Column("reading", "ผล", 1.3, "center"))
    rows = []
    for part in analysis.parts:
        cells = [part.code, part.name_th + (MARK if part.is_doubtful else ""), _n(part.score)]
        if before:
            last = before.get(part.code) if part.kind == "indicator" else None
            cells += ["" if last is None else _n(last), "" if last is None else f"{part.score - last:+.2f}"]
        reading = "จุดแข็ง" if part.score >= STRONG_FROM else "ต้องพัฒนา" if part.score < WEAK_BELOW else ""
        rows.append(_row(*cells, reading))
    return Grid("parts", "คะแนนรายตัวชี้วัดและตัวชี้วัดย่อย", tuple(columns), tuple(rows))


def lost_table(analysis: Analysis) -> Grid:
    """Lost items, the dearest first."""
    columns = (
        Column("code", "ข้อ", 0.7, "center"),
        Column("title", "รายการ", 4),
        Column("score", "คะแนนที่ได้", 1.1, "center"),
        Column("points", "คะแนนรวมที่เสีย", 1.3, "center"),
    )
    rows = [
        _row(
            one.code,
            one.title + (MARK if one.is_doubtful else ""),
            f"{float(one.score):g}",
            "คำนวณไม่ได้" if one.points is None else _n(one.points),
        )
        for one in analysis.lost
    ]
    return Grid("lost", "ข้อที่เสียคะแนน เรียงตามค่า", columns, tuple(rows))


def trend_table(trend: Trend) -> Grid:
    """The figures of the chart and the indicators, a column a year."""
    years = trend.years[-MOST_YEARS:]
    columns = (Column("name", "คะแนน", 3), *(Column(str(year), printed(str(year)), 1, "center") for year in years))
    lines = [trend.total, *trend.tools, *trend.indicators]
    rows = [
        _row(
            f"{line.key} {line.name_th}" if line.key.isdigit() else line.key if line.key != "total" else line.name_th,
            *("–" if score is None else _n(score) for score in line.scores[-MOST_YEARS:]),
        )
        for line in lines
    ]
    return Grid("trend", "คะแนนรายปี (– คือไม่ทราบ)", columns, tuple(rows))


def topic_table(trend: Trend, lines: Sequence[TopicLine]) -> Grid:
    """Topics lost in more than one year, with the code each had."""
    years = trend.years[-MOST_YEARS:]
    columns = (Column("topic", "เรื่อง", 3), *(Column(str(year), printed(str(year)), 1, "center") for year in years))
    rows = [
        _row(
            line.name_th,
            *(
                f"{code} {STATE_WORDS[state]}".strip()
                for code, state in list(zip(line.codes, line.states, strict=True))[-MOST_YEARS:]
            ),
        )
        for line in lines
    ]
    return Grid("topics", "เรื่องเดียวกันในแต่ละปี", columns, tuple(rows), is_small=True)


def proposal_table(proposals: Proposals) -> Grid:
    """Proposed measures with reasons, steps and days."""
    columns = (
        Column("number", "ที่", 0.4, "center"),
        Column("issue", "ประเด็นและเหตุผล", 2.6),
        Column("unit", "ผู้รับผิดชอบ", 1.2),
        Column("steps", "ขั้นตอน", 3.6),
        Column("days", "งานและกำหนดเวลา", 2.8),
    )
    rows = []
    for number, one in enumerate(proposals.proposals, start=1):
        worth = "" if one.points is None else f"มีค่า {_n(one.points)} คะแนนของคะแนนรวม"
        reasons = [
            KIND_WORDS[one.kind],
            *(words.th for words in one.reasons),
            worth,
            *(words.th for words in one.cautions),
        ]
        rows.append(
            (
                _cell([str(number)]),
                TableCell(
                    (Line(printed(one.measure.issue), bold=True), *(Line(printed(text)) for text in reasons if text))
                ),
                _cell([who.unit for who in one.measure.responsible] or ["(ยังไม่ระบุ)"]),
                _cell(f"{step.number}. {step.text}" for step in one.measure.steps),
                _cell(day_lines(one.measure)),
            )
        )
    return Grid("proposals", "มาตรการที่เสนอ เรียงตามค่า", columns, tuple(rows), is_small=True)


def day_lines(measure: Measure) -> list[str]:
    """Each follow-up with its day in words."""
    return [
        f"{line.number}. {line.text or ''} ({_day(line.deadline)})"
        for line in measure.follow_ups
        if line.deadline is not None
    ]


def _day(deadline: Deadline) -> str:
    if deadline.due_on is not None:
        assumed = " โดยประมาณ" if "entry_window" in deadline.inferred else ""
        return f"ภายใน {format_date(deadline.due_on, 'short')}{assumed}"
    if deadline.kind == "monthly" and deadline.until_on is not None:
        return f"ทุกเดือนถึง {format_month(deadline.until_on, 'short')}"
    return "ยังไม่กำหนดวัน"


def _row(*texts: str) -> tuple[TableCell, ...]:
    return tuple(_cell([text]) for text in texts)


def _cell(texts: Iterable[str]) -> TableCell:
    return TableCell(tuple(Line(printed(text)) for text in texts))


def _n(score: Decimal | None) -> str:
    return NOT_KNOWN if score is None else format_points(score)
