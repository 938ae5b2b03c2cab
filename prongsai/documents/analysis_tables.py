"""The tables of the analysis document."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from prongsai.core.framework.labels import is_doubtful
from prongsai.core.plan import Deadline, Measure
from prongsai.core.result import Analysis, Proposals, Trend
from prongsai.core.result.analysis import STRONG_FROM, WEAK_BELOW, LostItem
from prongsai.core.result.proposals import Proposal
from prongsai.core.result.trend import TopicLine
from prongsai.core.scoring import format_points
from prongsai.core.thai.words import Words
from prongsai.documents.analysis_charts import MOST_YEARS
from prongsai.documents.report import Column, Grid, Line, TableCell
from prongsai.documents.voice import THAI, Voice

KIND_WORDS = {
    "lost": Words("เสียคะแนนปีก่อน", "lost last year"),
    "new": Words("ข้อใหม่", "a new item"),
    "indicator": Words("ตัวชี้วัดคะแนนต่ำ", "a low indicator"),
}
STATE_WORDS = {
    "kept": Words("ได้", "kept"),
    "lost": Words("เสีย", "lost"),
    "not_asked": Words("ไม่ถาม", "not asked"),
    "unknown": Words("ไม่ทราบ", "unknown"),
}
NOT_KNOWN = Words("ไม่ทราบ", "unknown")
COMPUTED = Words(" (คำนวณ)", " (computed)")
COMPUTED_SHORT = Words(" (ค)", " (c)")
"""For tables with narrow columns, which say what it means in their caption."""
MARK = " *"
MARK_WORDS = Words(
    "* ชื่อ รหัส หรือน้ำหนักที่มีเครื่องหมายนี้เป็นข้ออนุมานหรือยังไม่ได้ยืนยันกับคู่มือ",
    "* a name, code or weight with this mark is inferred or not verified with the handbook",
)


def tool_table(analysis: Analysis, voice: Voice = THAI) -> Grid:
    """The three tools with weight, score and the points each brings."""
    columns = (
        Column("tool", voice.say("เครื่องมือ", "Tool"), 3.6),
        Column("weight", voice.say("น้ำหนัก (ร้อยละ)", "Weight (%)"), 1.2, "center"),
        Column("score", voice.say("คะแนนที่ได้", "Score"), 1.2, "center"),
        Column("points", voice.say("คะแนนถ่วงน้ำหนัก", "Points of the total"), 1.3, "center"),
    )
    rows = []
    for tool in analysis.framework.tools:
        score = analysis.reckoning.tools.get(tool.code)
        assumed = voice.say(" (อนุมาน)", " (inferred)") if tool.code in analysis.reckoning.assumed else ""
        computed = (
            voice.pick(COMPUTED) if score is not None and tool.code not in analysis.result.tools and not assumed else ""
        )
        weight = Decimal(str(tool.weight_percent))
        points = "" if score is None else _n(score * weight / 100)
        rows.append(
            _row(
                voice,
                f"{tool.code} {voice.name(tool)}",
                f"{float(weight):g}{MARK if is_doubtful(tool.confidence) else ''}",
                f"{_n(score, voice)}{assumed}{computed}",
                points,
            )
        )
    return Grid("tools", voice.say("คะแนนรายเครื่องมือ", "Scores of the tools"), columns, tuple(rows))


def part_table(
    analysis: Analysis,
    before: dict[str, Decimal],
    voice: Voice = THAI,
    *,
    computed_before: Collection[str] = (),
) -> Grid:
    """Indicators and sub-indicators with how each is read; `computed_before` are those of `before` not announced."""
    columns = [
        Column("code", voice.say("ที่", "No."), 0.6, "center"),
        Column("name", voice.say("ตัวชี้วัด", "Indicator"), 3.4),
        Column("score", voice.say("คะแนน", "Score"), 1, "center"),
    ]
    if before:
        columns += [
            Column("before", voice.say("ปีก่อน", "Year before"), 1, "center"),
            Column("change", voice.say("เพิ่ม/ลด", "Change"), 1.1, "center"),
        ]
    columns.append(Column("reading", voice.say("ผล", "Reading"), 1.3, "center"))
    rows = []
    for part in analysis.parts:
        score = _n(part.score) + (voice.pick(COMPUTED_SHORT) if part.is_computed else "")
        cells = [part.code, voice.name(part) + (MARK if part.is_doubtful else ""), score]
        if before:
            last = before.get(part.code) if part.kind == "indicator" else None
            mark = voice.pick(COMPUTED_SHORT) if last is not None and part.code in computed_before else ""
            cells += ["" if last is None else _n(last) + mark, "" if last is None else f"{part.score - last:+.2f}"]
        reading = ""
        if part.score >= STRONG_FROM:
            reading = voice.say("จุดแข็ง", "strong")
        elif part.score < WEAK_BELOW:
            reading = voice.say("ต้องพัฒนา", "to improve")
        rows.append(_row(voice, *cells, reading))
    caption = voice.say("คะแนนรายตัวชี้วัดและตัวชี้วัดย่อย", "Scores of indicators and sub-indicators")
    if computed_before or any(part.is_computed for part in analysis.parts):
        caption += voice.say(
            " ((ค) คือค่าที่คำนวณจากคะแนนรายข้อ ไม่ใช่ค่าตามประกาศ)", " ((c) is computed from items and not announced)"
        )
    return Grid("parts", caption, tuple(columns), tuple(rows))


def lost_table(analysis: Analysis, voice: Voice = THAI) -> Grid:
    """Lost items, the dearest first."""
    columns = (
        Column("code", voice.say("ข้อ", "Item"), 0.7, "center"),
        Column("title", voice.say("รายการ", "Title"), 4),
        Column("score", voice.say("คะแนนที่ได้", "Score"), 1.1, "center"),
        Column("points", voice.say("คะแนนรวมที่เสีย", "Points lost"), 1.3, "center"),
    )
    rows = [
        _row(
            voice,
            one.code,
            title_of(one, voice) + (MARK if one.is_doubtful else ""),
            f"{float(one.score):g}",
            voice.say("คำนวณไม่ได้", "cannot be computed") if one.points is None else _n(one.points),
        )
        for one in analysis.lost
    ]
    return Grid("lost", voice.say("ข้อที่เสียคะแนน เรียงตามค่า", "Items lost, the dearest first"), columns, tuple(rows))


def trend_table(trend: Trend, voice: Voice = THAI) -> Grid:
    """The figures of the chart and the indicators, a column a year."""
    years = trend.years[-MOST_YEARS:]
    columns = (
        Column("name", voice.say("คะแนน", "Score"), 3),
        *(Column(str(year), voice.print(str(year)), 1, "center") for year in years),
    )
    lines = [trend.total, *trend.tools, *trend.indicators]
    rows = [
        _row(
            voice,
            f"{line.key} {voice.name(line)}"
            if line.key.isdigit()
            else line.key
            if line.key != "total"
            else voice.name(line),
            *(
                "–" if score is None else _n(score) + (voice.pick(COMPUTED_SHORT) if is_computed else "")
                for score, is_computed in line.marked[-MOST_YEARS:]
            ),
        )
        for line in lines
    ]
    caption = voice.say("คะแนนรายปี (– คือไม่ทราบ)", "Scores by year (– is unknown)")
    if trend.has_computed:
        caption = voice.say(
            "คะแนนรายปี (– คือไม่ทราบ (ค) คือค่าที่คำนวณ ไม่ใช่ค่าตามประกาศ)",
            "Scores by year (– is unknown, (c) is computed and not announced)",
        )
    return Grid("trend", caption, columns, tuple(rows))


def topic_table(trend: Trend, lines: Sequence[TopicLine], voice: Voice = THAI) -> Grid:
    """Topics lost in more than one year, with the code each had."""
    years = trend.years[-MOST_YEARS:]
    columns = (
        Column("topic", voice.say("เรื่อง", "Topic"), 3),
        *(Column(str(year), voice.print(str(year)), 1, "center") for year in years),
    )
    rows = [
        _row(
            voice,
            voice.name(line),
            *(
                f"{code} {voice.pick(STATE_WORDS[state])}".strip()
                for code, state in list(zip(line.codes, line.states, strict=True))[-MOST_YEARS:]
            ),
        )
        for line in lines
    ]
    return Grid(
        "topics", voice.say("เรื่องเดียวกันในแต่ละปี", "The same topics in each year"), columns, tuple(rows), is_small=True
    )


def proposal_table(proposals: Proposals, voice: Voice = THAI) -> Grid:
    """Proposed measures with reasons, steps and days."""
    columns = (
        Column("number", voice.say("ที่", "No."), 0.4, "center"),
        Column("issue", voice.say("ประเด็นและเหตุผล", "Issue and why"), 2.6),
        Column("unit", voice.say("ผู้รับผิดชอบ", "Responsible"), 1.2),
        Column("steps", voice.say("ขั้นตอน", "Steps"), 3.6),
        Column("days", voice.say("งานและกำหนดเวลา", "Tasks and days"), 2.8),
    )
    rows = []
    for number, one in enumerate(proposals.proposals, start=1):
        points = "" if one.points is None else _n(one.points)
        worth = points and voice.say(f"มีค่า {points} คะแนนของคะแนนรวม", f"worth {points} of the total")
        reasons = [
            voice.pick(KIND_WORDS[one.kind]),
            *(voice.pick(words) for words in one.reasons),
            worth,
            *(voice.pick(words) for words in one.cautions),
        ]
        rows.append(
            (
                _cell(voice, [str(number)]),
                TableCell(
                    (
                        Line(voice.print(voice.say(one.measure.issue, one.issue_en)), bold=True),
                        *(Line(voice.print(text)) for text in reasons if text),
                    )
                ),
                _cell(
                    voice, [who.unit for who in one.measure.responsible] or [voice.say("(ยังไม่ระบุ)", "(not named yet)")]
                ),
                _cell(voice, step_lines(one, voice)),
                _cell(voice, task_lines(one, voice)),
            )
        )
    return Grid(
        "proposals",
        voice.say("มาตรการที่เสนอ เรียงตามค่า", "Proposed measures, the dearest first"),
        columns,
        tuple(rows),
        is_small=True,
    )


def day_lines(measure: Measure, voice: Voice = THAI) -> list[str]:
    """Each follow-up with its day in words."""
    return [
        f"{line.number}. {line.text or ''} ({_day(line.deadline, voice)})"
        for line in measure.follow_ups
        if line.deadline is not None
    ]


def step_lines(proposal: Proposal, voice: Voice) -> list[str]:
    """The numbered steps of a proposed measure."""
    steps = proposal.measure.steps
    english = proposal.steps_en or tuple(step.text for step in steps)
    return [f"{step.number}. {voice.say(step.text, en)}" for step, en in zip(steps, english, strict=True)]


def task_lines(proposal: Proposal, voice: Voice) -> list[str]:
    """The tasks of a proposed measure with their days."""
    lines = proposal.measure.follow_ups
    english = proposal.follow_ups_en or tuple(line.text or "" for line in lines)
    said = tuple(replace(line, text=voice.say(line.text or "", en)) for line, en in zip(lines, english, strict=True))
    return day_lines(replace(proposal.measure, follow_ups=said), voice)


def title_of(lost: LostItem, voice: Voice) -> str:
    """The title of an item: in English that of the list, for an announcement prints the Thai one."""
    return voice.say(lost.title, lost.item.title_en if lost.item is not None and lost.item.title_en else lost.title)


def _day(deadline: Deadline, voice: Voice) -> str:
    if deadline.due_on is not None:
        assumed = voice.say(" โดยประมาณ", ", about") if "entry_window" in deadline.inferred else ""
        return voice.say(f"ภายใน {voice.day(deadline.due_on)}{assumed}", f"by {voice.day(deadline.due_on)}{assumed}")
    if deadline.kind == "monthly" and deadline.until_on is not None:
        until = voice.month(deadline.until_on)
        return voice.say(f"ทุกเดือนถึง {until}", f"each month until {until}")
    return voice.say("ยังไม่กำหนดวัน", "no day set yet")


def _row(voice: Voice, *texts: str) -> tuple[TableCell, ...]:
    return tuple(_cell(voice, [text]) for text in texts)


def _cell(voice: Voice, texts: Iterable[str]) -> TableCell:
    return TableCell(tuple(Line(voice.print(text)) for text in texts))


def _n(score: Decimal | None, voice: Voice = THAI) -> str:
    return voice.pick(NOT_KNOWN) if score is None else format_points(score)
