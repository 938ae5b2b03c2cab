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
from prongsai.documents.voice import Language, Voice

TITLE = ("รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส", "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)")
TITLE_EN = ("Analysis of the integrity and transparency", "assessment of government agencies (ITA)")


@dataclass(frozen=True, slots=True)
class AnalysisFacts:
    """What the document is made of. `trend` None or of one year leaves the trend out, `proposals` None the measures.

    In English the names of the agency, its units and the executive's post stay as they are.
    """

    analysis: Analysis
    findings: Sequence[Finding]
    made_on: date
    trend: Trend | None = None
    proposals: Proposals | None = None
    place: str = ""
    executive_post: str = ""
    language: Language = "th"

    @property
    def voice(self) -> Voice:
        """What prints its words."""
        return Voice(self.language)


def build_analysis(facts: AnalysisFacts) -> Report:
    """The whole document."""
    analysis, voice = facts.analysis, facts.voice
    fiscal_year = analysis.result.fiscal_year
    agency = analysis.result.agency_name or voice.say("หน่วยงาน", "the agency")
    title = TITLE if voice.language == "th" else TITLE_EN
    year = voice.print(voice.say(f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}", f"Fiscal year {fiscal_year} (B.E.)"))
    head = voice.say(
        f"การวิเคราะห์ผลการประเมิน ITA ของ{agency} {year}",
        f"Analysis of the ITA result of {agency}, fiscal year {fiscal_year}",
    )
    blocks: list[Block] = [Heading(voice.print(head), level=1)]
    blocks += _overall(facts)
    blocks += _indicators(facts)
    blocks += _strengths(analysis, voice)
    blocks += _lost(analysis, voice)
    if facts.trend is not None and len(facts.trend.years) > 1:
        blocks += _trend(facts.trend, voice)
    sections = [Section(tuple(blocks))]
    if facts.proposals is not None and (facts.proposals.proposals or facts.proposals.gone):
        sections.append(Section(tuple(_proposals(facts.proposals, voice)), landscape=True))
    sections.append(Section(tuple(_remarks(facts)), follows_on=facts.proposals is None))
    subject = voice.say("การวิเคราะห์ผลการประเมิน", "Analysis of the ITA result")
    footer = voice.say(
        f"การวิเคราะห์ผลการประเมิน ITA พ.ศ. {fiscal_year} {agency}", f"Analysis of the ITA result {fiscal_year}, {agency}"
    )
    return Report(
        title=f"{' '.join(title)} {agency} {year}",
        subject=f"{subject} {year}",
        author=agency,
        cover=Cover(title, (year,), tuple(filter(None, (agency, facts.place)))),
        sections=tuple(sections),
        made_on=facts.made_on,
        footer=voice.print(footer),
        language=voice.language,
        keywords=("ITA", subject, year),
    )


def _overall(facts: AnalysisFacts) -> Iterable[Block]:
    analysis, voice = facts.analysis, facts.voice
    yield Heading(voice.print(voice.say("1. ผลการประเมินโดยรวม", "1. The result as a whole")))
    yield _prose(voice, (voice.pick(words) for words in overall_sentences(analysis)))
    yield tables.tool_table(analysis, voice)


def _indicators(facts: AnalysisFacts) -> Iterable[Block]:
    voice = facts.voice
    yield Heading(voice.print(voice.say("2. คะแนนรายตัวชี้วัด", "2. Scores of the indicators")))
    before = before_of(facts.trend, facts.analysis.result.fiscal_year)
    drawing = indicator_chart(facts.analysis, before, language=voice.language)
    if drawing is None:
        yield _prose(voice, [voice.say("ผลที่มีไม่ได้แยกรายตัวชี้วัด", "The result is not broken down by indicator")])
        return
    note = voice.say(" (ขีดดำคือคะแนนของปีก่อน)", " (the black tick is the year before)") if before else ""
    computed = ", ".join(part.code for part in facts.analysis.parts if part.is_computed and part.kind == "indicator")
    if computed:
        note += voice.say(f" ตัวชี้วัดที่ {computed} คำนวณจากคะแนนรายข้อ", f"; indicators computed from items: {computed}")
    caption = voice.say("คะแนนรายตัวชี้วัด เส้นประคือ 85 คะแนน", "Scores of the indicators; the dashed line is 85")
    yield Chart(voice.print(f"{caption}{note}"), rewritten(drawing, voice.print))
    computed_before = computed_before_of(facts.trend, facts.analysis.result.fiscal_year)
    yield tables.part_table(facts.analysis, before, voice, computed_before=computed_before)


def before_of(trend: Trend | None, fiscal_year: int) -> dict[str, Decimal]:
    """Scores of the indicators in the result before this year's, by number; {} without one."""
    if trend is None or fiscal_year not in trend.years:
        return {}
    at = trend.years.index(fiscal_year) - 1
    if at < 0:
        return {}
    return {line.key: score for line in trend.indicators if (score := line.scores[at]) is not None}


def computed_before_of(trend: Trend | None, fiscal_year: int) -> frozenset[str]:
    """Which of the scores of `before_of` were computed and not announced, by number."""
    known = before_of(trend, fiscal_year)
    if trend is None or not known:
        return frozenset()
    at = trend.years.index(fiscal_year) - 1
    return frozenset(line.key for line in trend.indicators if line.key in known and line.marked[at][1])


def _strengths(analysis: Analysis, voice: Voice) -> Iterable[Block]:
    yield Heading(voice.print(voice.say("3. จุดแข็งและจุดที่ต้องพัฒนา", "3. Strengths and what to improve")))
    if not analysis.parts:
        said = voice.say(
            "ผลที่มีไม่ได้แยกรายตัวชี้วัด จึงวิเคราะห์จุดแข็งและจุดที่ต้องพัฒนาไม่ได้",
            "The result is not broken down by indicator, so strengths and weaknesses cannot be told",
        )
        yield _prose(voice, [said])
        return
    if analysis.strengths:
        yield Heading(voice.print(voice.say("จุดแข็ง (ตั้งแต่ 95 คะแนน)", "Strengths (95 and more)")), level=3)
        yield _list(voice, (_part(part, voice) for part in analysis.strengths))
    if analysis.weaknesses:
        words = (
            voice.say("ไม่มีส่วนใดต่ำกว่า 85 คะแนน ส่วนที่ได้น้อยที่สุด", "No part is under 85; the lowest are")
            if analysis.is_relative
            else voice.say("จุดที่ต้องพัฒนา (ต่ำกว่า 85 คะแนน)", "To improve (under 85)")
        )
        yield Heading(voice.print(words), level=3)
        yield _list(voice, (_part(part, voice) for part in analysis.weaknesses))
    if not analysis.strengths and not analysis.weaknesses:
        said = voice.say("ทุกส่วนได้ตั้งแต่ 85 แต่ไม่ถึง 95 คะแนน", "Every part has 85 or more, but less than 95")
        yield _prose(voice, [said])


def _part(part: Part, voice: Voice) -> str:
    is_whole = part.kind == "indicator"
    computed = voice.say(" (คำนวณจากคะแนนรายข้อ)", " (computed from items)") if part.is_computed else ""
    kind = voice.say("ตัวชี้วัดที่", "Indicator") if is_whole else voice.say("ตัวชี้วัดย่อยที่", "Sub-indicator")
    return f"{kind} {part.code} {voice.name(part)} {_n(part.score)}{voice.say(' คะแนน', '')}{computed}"


def _lost(analysis: Analysis, voice: Voice) -> Iterable[Block]:
    yield Heading(voice.print(voice.say("4. ข้อที่เสียคะแนนในแบบวัด OIT", "4. Items lost in OIT")))
    if not analysis.result.items:
        yield _prose(voice, [voice.say("ผลที่มีไม่ได้แยกรายข้อ", "The result is not broken down by item")])
        return
    known = len(analysis.result.items)
    if not analysis.lost:
        said = voice.say(f"ได้ 100 คะแนนครบทั้ง {known} ข้อที่ทราบคะแนน", f"All {known} items with a score got 100")
        yield _prose(voice, [said])
        return
    yield _prose(voice, (voice.pick(words) for words in lost_sentences(analysis)))
    yield tables.lost_table(analysis, voice)


def _trend(trend: Trend, voice: Voice) -> Iterable[Block]:
    yield Heading(voice.print(voice.say("5. แนวโน้มรายปี", "5. Trend over the years")))
    drawing = trend_chart(trend, total_name=voice.say("คะแนนรวม", "Total"), language=voice.language)
    if drawing is not None:
        caption = voice.say(
            "คะแนนรวมและคะแนนรายเครื่องมือ เส้นประคือ 85 คะแนน", "The total and the tools; the dashed line is 85"
        )
        if any(any(line.computed) for line in (trend.total, *trend.tools)):
            caption += voice.say(
                " บางค่าคำนวณ ไม่ใช่ค่าตามประกาศ ดูในตาราง",
                "; some scores are computed and not announced, as the table says",
            )
        yield Chart(voice.print(caption), rewritten(drawing, voice.print))
    yield tables.trend_table(trend, voice)
    yield _prose(voice, (voice.pick(words) for words in trend_sentences(trend)))
    lost = [line for line in trend.topics if line.times_lost > 1]
    if lost:
        yield Heading(voice.say("เรื่องที่เสียคะแนนมากกว่าหนึ่งปี", "Topics lost in more than one year"), level=3)
        yield tables.topic_table(trend, lost, voice)


def _proposals(proposals: Proposals, voice: Voice) -> Iterable[Block]:
    year = proposals.fiscal_year
    head = voice.say(
        f"ข้อเสนอมาตรการสำหรับแผนปีงบประมาณ พ.ศ. {year}", f"Measures proposed for the plan of fiscal year {year}"
    )
    yield Heading(voice.print(head), level=1)
    window = proposals.window
    if window is not None and window.is_assumed:
        said = voice.say(
            f"ยังไม่ทราบวันเปิดปิดกรอกแบบวัด OIT ของปี {year} กำหนดเวลาข้างล่างคิดจากวันของปี {window.known_from} "
            "ต้องตรวจเมื่อมีประกาศ",
            f"When OIT is entered in {year} is not known yet: the days below follow from those of {window.known_from} "
            "and must be checked once they are announced",
        )
        yield _prose(voice, [said])
    if proposals.proposals:
        yield tables.proposal_table(proposals, voice)
    if proposals.gone:
        words = voice.say(f"ข้อที่เสียคะแนนแต่ปี {year} ไม่ถามแล้ว", f"Items lost that {year} no longer asks for")
        yield Heading(voice.print(words), level=2)
        near = voice.say("ข้อใกล้เคียงที่ควรดู", "look at instead")
        yield _list(
            voice,
            (
                f"{one.lost.code} {tables.title_of(one.lost, voice)}"
                + (f" ({near}: {', '.join(one.near_codes)})" if one.near_codes else "")
                for one in proposals.gone
            ),
        )


def _remarks(facts: AnalysisFacts) -> Iterable[Block]:
    voice = facts.voice
    yield Heading(voice.say("ข้อสังเกตเกี่ยวกับข้อมูล", "Remarks on the data"))
    said = [voice.say(finding.message_th, finding.message_en) for finding in facts.findings]
    if facts.analysis.reckoning.assumed:
        names = ", ".join(facts.analysis.reckoning.assumed)
        said.append(
            voice.say(
                f"คะแนน {names} ในรายงานนี้ถือว่าเป็นค่าเฉลี่ยของตัวชี้วัด ซึ่งเป็นข้ออนุมาน",
                f"the scores of {names} are taken to be the mean of the indicators, which is inferred",
            )
        )
    said.append(voice.pick(tables.MARK_WORDS))
    source = facts.analysis.result.source
    said.append(
        voice.say(f"ที่มาของผล: {source}", f"source of the result: {source}")
        if source
        else voice.say("ไม่ได้ระบุที่มาของผล", "no source of the result is given")
    )
    yield _list(voice, said)
    yield Signatures(
        (
            Signature(voice.say("ผู้จัดทำ", "Prepared by"), ""),
            Signature(voice.say("ผู้รับรอง", "Certified by"), facts.executive_post),
        ),
        language=voice.language,
    )


def _prose(voice: Voice, sentences: Iterable[str]) -> Prose:
    return Prose(tuple(Line(voice.print(_sentence(voice, text))) for text in sentences))


def _sentence(voice: Voice, text: str) -> str:
    """Thai sentences have no full stop; English ones begin with a capital and end in one."""
    return text if voice.language == "th" else f"{_capital(voice, text)}."


def _list(voice: Voice, sentences: Iterable[str]) -> Prose:
    return Prose(tuple(Line(voice.print(f"- {_capital(voice, text)}")) for text in sentences), is_list=True)


def _capital(voice: Voice, text: str) -> str:
    return text if voice.language == "th" else f"{text[:1].upper()}{text[1:]}"


def _n(score: Decimal) -> str:
    return format_points(score)
