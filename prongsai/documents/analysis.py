"""The analysis document of a year's result, in the words and digits of an official document.

It says what was announced, what follows and what cannot be computed; figures that rest on an inferred rule or on a list
that is not verified are marked where they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from prongsai.core.finding import Finding
from prongsai.core.result import Analysis, Proposals, Trend
from prongsai.core.result.analysis import Part
from prongsai.core.scoring import format_points
from prongsai.documents import analysis_tables as tables
from prongsai.documents.analysis_charts import indicator_chart, trend_chart
from prongsai.documents.analysis_words import lost_sentences, overall_sentences, trend_sentences
from prongsai.documents.chart import rewritten
from prongsai.documents.report import Block, Chart, Cover, Heading, Line, Prose, Report, Section, Signature, Signatures
from prongsai.documents.thai_print import printed

TITLE = ("รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)")


@dataclass(frozen=True, slots=True)
class AnalysisFacts:
    """What the document is made of. `trend` None or of one year leaves the trend out, `proposals` None the measures."""

    analysis: Analysis
    findings: Sequence[Finding]
    made_on: date
    trend: Trend | None = None
    proposals: Proposals | None = None
    place: str = ""
    executive_post: str = ""


def build_analysis(facts: AnalysisFacts) -> Report:
    """The whole document."""
    analysis = facts.analysis
    agency = analysis.result.agency_name or "หน่วยงาน"
    year = printed(f"ประจำปีงบประมาณ พ.ศ. {analysis.result.fiscal_year}")
    blocks: list[Block] = [Heading(printed(f"การวิเคราะห์ผลการประเมิน ITA ของ{agency} {year}"), level=1)]
    blocks += _overall(facts)
    blocks += _indicators(facts)
    blocks += _strengths(analysis)
    blocks += _lost(analysis)
    if facts.trend is not None and len(facts.trend.years) > 1:
        blocks += _trend(facts.trend)
    sections = [Section(tuple(blocks))]
    if facts.proposals is not None and (facts.proposals.proposals or facts.proposals.gone):
        sections.append(Section(tuple(_proposals(facts.proposals)), landscape=True))
    sections.append(Section(tuple(_remarks(facts)), follows_on=facts.proposals is None))
    return Report(
        title=f"{' '.join(TITLE)} {agency} {year}",
        subject=f"การวิเคราะห์ผลการประเมิน {year}",
        author=agency,
        cover=Cover(TITLE, (year,), tuple(filter(None, (agency, facts.place)))),
        sections=tuple(sections),
        made_on=facts.made_on,
        footer=printed(f"การวิเคราะห์ผลการประเมิน ITA พ.ศ. {analysis.result.fiscal_year} {agency}"),
        keywords=("ITA", "การวิเคราะห์ผลการประเมิน", year),
    )


def _overall(facts: AnalysisFacts) -> Iterable[Block]:
    analysis = facts.analysis
    yield Heading(printed("1. ผลการประเมินโดยรวม"))
    yield _prose(words.th for words in overall_sentences(analysis))
    yield tables.tool_table(analysis)


def _indicators(facts: AnalysisFacts) -> Iterable[Block]:
    yield Heading(printed("2. คะแนนรายตัวชี้วัด"))
    before = before_of(facts.trend, facts.analysis.result.fiscal_year)
    drawing = indicator_chart(facts.analysis, before)
    if drawing is None:
        yield _prose(["ผลที่มีไม่ได้แยกรายตัวชี้วัด"])
        return
    note = " (ขีดดำคือคะแนนของปีก่อน)" if before else ""
    yield Chart(printed(f"คะแนนรายตัวชี้วัด เส้นประคือ 85 คะแนน{note}"), rewritten(drawing, printed))
    yield tables.part_table(facts.analysis, before)


def before_of(trend: Trend | None, fiscal_year: int) -> dict[str, Decimal]:
    """Scores of the indicators in the result before this year's, by number; {} without one."""
    if trend is None or fiscal_year not in trend.years:
        return {}
    at = trend.years.index(fiscal_year) - 1
    if at < 0:
        return {}
    return {line.key: score for line in trend.indicators if (score := line.scores[at]) is not None}


def _strengths(analysis: Analysis) -> Iterable[Block]:
    yield Heading(printed("3. จุดแข็งและจุดที่ต้องพัฒนา"))
    if not analysis.parts:
        yield _prose(["ผลที่มีไม่ได้แยกรายตัวชี้วัด จึงวิเคราะห์จุดแข็งและจุดที่ต้องพัฒนาไม่ได้"])
        return
    if analysis.strengths:
        yield Heading("จุดแข็ง (ตั้งแต่ ๙๕ คะแนน)", level=3)
        yield _list(_part(part) for part in analysis.strengths)
    if analysis.weaknesses:
        words = "ไม่มีส่วนใดต่ำกว่า ๘๕ คะแนน ส่วนที่ได้น้อยที่สุด" if analysis.is_relative else "จุดที่ต้องพัฒนา (ต่ำกว่า ๘๕ คะแนน)"
        yield Heading(words, level=3)
        yield _list(_part(part) for part in analysis.weaknesses)
    if not analysis.strengths and not analysis.weaknesses:
        yield _prose(["ทุกส่วนได้ตั้งแต่ 85 แต่ไม่ถึง 95 คะแนน"])


def _part(part: Part) -> str:
    kind = "ตัวชี้วัดที่" if part.kind == "indicator" else "ตัวชี้วัดย่อยที่"
    return (
        f"{kind} {part.code} {part.name_th} {_n(part.score)} คะแนน{' (คำนวณจากคะแนนรายข้อ)' if part.is_computed else ''}"
    )


def _lost(analysis: Analysis) -> Iterable[Block]:
    yield Heading(printed("4. ข้อที่เสียคะแนนในแบบวัด OIT"))
    if not analysis.result.items:
        yield _prose(["ผลที่มีไม่ได้แยกรายข้อ"])
        return
    if not analysis.lost:
        yield _prose([f"ได้ 100 คะแนนครบทั้ง {len(analysis.result.items)} ข้อที่ทราบคะแนน"])
        return
    yield _prose(words.th for words in lost_sentences(analysis))
    yield tables.lost_table(analysis)


def _trend(trend: Trend) -> Iterable[Block]:
    yield Heading(printed("5. แนวโน้มรายปี"))
    drawing = trend_chart(trend)
    if drawing is not None:
        yield Chart(printed("คะแนนรวมและคะแนนรายเครื่องมือ เส้นประคือ 85 คะแนน"), rewritten(drawing, printed))
    yield tables.trend_table(trend)
    yield _prose(words.th for words in trend_sentences(trend))
    lost = [line for line in trend.topics if line.times_lost > 1]
    if lost:
        yield Heading("เรื่องที่เสียคะแนนมากกว่าหนึ่งปี", level=3)
        yield tables.topic_table(trend, lost)


def _proposals(proposals: Proposals) -> Iterable[Block]:
    year = proposals.fiscal_year
    yield Heading(printed(f"ข้อเสนอมาตรการสำหรับแผนปีงบประมาณ พ.ศ. {year}"), level=1)
    window = proposals.window
    if window is not None and window.is_assumed:
        yield _prose(
            [
                f"ยังไม่ทราบวันเปิดปิดกรอกแบบวัด OIT ของปี {year} กำหนดเวลาข้างล่างคิดจากวันของปี {window.known_from} "
                "ต้องตรวจเมื่อมีประกาศ"
            ]
        )
    if proposals.proposals:
        yield tables.proposal_table(proposals)
    if proposals.gone:
        yield Heading(f"ข้อที่เสียคะแนนแต่ปี {printed(str(year))} ไม่ถามแล้ว", level=2)
        yield _list(
            f"{one.lost.code} {one.lost.title}"
            + (f" (ข้อใกล้เคียงที่ควรดู: {', '.join(one.near_codes)})" if one.near_codes else "")
            for one in proposals.gone
        )


def _remarks(facts: AnalysisFacts) -> Iterable[Block]:
    yield Heading("ข้อสังเกตเกี่ยวกับข้อมูล")
    said = [f.message_th for f in facts.findings]
    if facts.analysis.reckoning.assumed:
        names = ", ".join(facts.analysis.reckoning.assumed)
        said.append(f"คะแนน {names} ในรายงานนี้ถือว่าเป็นค่าเฉลี่ยของตัวชี้วัด ซึ่งเป็นข้ออนุมาน")
    said.append(tables.MARK_WORDS)
    source = facts.analysis.result.source
    said.append(f"ที่มาของผล: {source}" if source else "ไม่ได้ระบุที่มาของผล")
    yield _list(said)
    yield Signatures(
        (
            Signature("ผู้จัดทำ", ""),
            Signature("ผู้รับรอง", facts.executive_post),
        )
    )


def _prose(sentences: Iterable[str]) -> Prose:
    return Prose(tuple(Line(printed(text)) for text in sentences))


def _list(sentences: Iterable[str]) -> Prose:
    return Prose(tuple(Line(printed(f"- {text}")) for text in sentences), is_list=True)


def _n(score: Decimal) -> str:
    return format_points(score)
