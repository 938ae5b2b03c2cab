"""The sentences of an analysis in both languages: the document prints the Thai ones, the page those its reader wants."""

from decimal import Decimal

from prongsai.core.framework.labels import CONFIDENCE_LABELS, is_unverified
from prongsai.core.framework.model import Confidence, Level
from prongsai.core.result import Analysis, Trend
from prongsai.core.result.reckoning import is_close
from prongsai.core.scoring import format_points
from prongsai.core.thai.words import Words, join_thai

PROVEN_YEAR = 2564
"""The fiscal year whose averaging a printed table of 13 agencies proves; for others it is taken to be the same."""


def overall_sentences(analysis: Analysis) -> list[Words]:
    """Total, level and what stands before the next one, each in a sentence."""
    said = [_total_sentence(analysis), *_level_sentences(analysis)]
    ahead = analysis.next_level
    if ahead is not None:
        th = [f"คะแนนรวมอีก {_n(ahead.total_short)} คะแนน"] if ahead.total_short else []
        en = [f"{_n(ahead.total_short)} of the total"] if ahead.total_short else []
        th += [f"คะแนน {code} อีก {_n(short)} คะแนน" for code, short in ahead.tools_short]
        en += [f"{_n(short)} of {code}" for code, short in ahead.tools_short]
        if th:
            said.append(
                Words(
                    f"หากจะถึง{join_thai('ระดับ', ahead.level.name_th)} ต้องเพิ่ม{' และ'.join(th)}",
                    f"{ahead.level.name_en} lacks {' and '.join(en)}",
                )
            )
    return said


def _total_sentence(analysis: Analysis) -> Words:
    result, year, computed = analysis.result, analysis.result.fiscal_year, analysis.reckoning.total
    if analysis.total is None:
        return Words(
            f"ยังคำนวณคะแนนรวมของปี {year} ไม่ได้ เพราะไม่ทราบคะแนนครบทุกเครื่องมือ",
            f"the total of {year} cannot be computed: not every tool's score is known",
        )
    if result.total is None:
        return Words(
            f"คะแนนรวมที่คำนวณจากคะแนนทั้งสามเครื่องมือคือ {_n(analysis.total)} คะแนน (ไม่มีคะแนนรวมตามประกาศ)",
            f"the three tools give a total of {_n(analysis.total)} (none was announced)",
        )
    th = f"ปีงบประมาณ พ.ศ. {year} ได้คะแนนรวมตามประกาศ {_n(result.total)} คะแนน"
    en = f"the announced total of fiscal year {year} is {_n(result.total)}"
    if computed is not None and not is_close(result.total, computed):
        return Words(f"{th} ซึ่งต่างจากที่คำนวณได้ {_n(computed)} คะแนน", f"{en}, other than the computed {_n(computed)}")
    return Words(th, en)


def _level_sentences(analysis: Analysis) -> list[Words]:
    result, year = analysis.result, analysis.framework.fiscal_year
    said = []
    if result.level:
        said.append(Words(f"ประกาศระดับ {result.level}", f"announced level: {result.level}"))
    if analysis.level is not None:
        th, en = _confidence(analysis.level)
        if analysis.announced_level != analysis.level:
            said.append(
                Words(
                    f"ตามเกณฑ์ของปี {year} คะแนนนี้อยู่ใน{join_thai('ระดับ', analysis.level.name_th)}{th and f' ({th})'}",
                    f"by the rule of {year} this is {analysis.level.name_en}{en and f' ({en})'}",
                )
            )
        elif th:
            said.append(Words(f"เกณฑ์ของระดับนี้{th}", f"the rule of this level is {en}"))
    elif analysis.reckoning.level is not None and len(analysis.reckoning.level.possible) > 1:
        possible = analysis.reckoning.level.possible
        said.append(
            Words(
                f"ตามเกณฑ์ของปี {year} เป็นได้ทั้ง {' หรือ '.join(level.name_th for level in possible)} "
                "ขึ้นกับคะแนนขั้นต่ำรายเครื่องมือซึ่งยังไม่ทราบครบ",
                f"by the rule of {year} it is {' or '.join(level.name_en for level in possible)}: that depends on tools "
                "whose scores are not known",
            )
        )
    return said


def lost_sentences(analysis: Analysis) -> list[Words]:
    """How many items were lost and what they cost together, or that it cannot be computed."""
    lost, known, year = len(analysis.lost), len(analysis.result.items), analysis.framework.fiscal_year
    th, en = f"เสียคะแนน {lost} ข้อ จาก {known} ข้อที่ทราบคะแนน", f"{lost} of the {known} items with a score were lost"
    if analysis.lost_points is None:
        return [
            Words(
                f"{th} แต่คำนวณไม่ได้ว่าเสียคะแนนรวมเท่าใด เพราะยังไม่ทราบตัวชี้วัดย่อยของปี {year}",
                f"{en}; what they cost cannot be computed, since the sub-indicators of {year} are not known",
            )
        ]
    th += f" รวมกันมีค่า {_n(analysis.lost_points)} คะแนนของคะแนนรวม"
    en += f", together {_n(analysis.lost_points)} of the total"
    if analysis.regained_total is not None:
        th += f" หากได้ครบทุกข้อ คะแนนรวมจะเป็นประมาณ {_n(analysis.regained_total)} คะแนน"
        en += f"; with all of them the total would be about {_n(analysis.regained_total)}"
    said = [Words(th, en)]
    if year != PROVEN_YEAR:
        said.append(
            Words(
                f"ค่าของแต่ละข้อคำนวณจากวิธีเฉลี่ยที่พิสูจน์ได้จากผลของปี {PROVEN_YEAR} และอนุมานว่าใช้กับปีนี้ด้วย",
                f"what an item is worth follows from the averaging proven for {PROVEN_YEAR} and inferred for this year",
            )
        )
    return said


def trend_sentences(trend: Trend) -> list[Words]:
    """For each step from year to year, what can be compared although the lists differ."""
    said = []
    for step in trend.steps:
        if step.shared:
            said.append(
                Words(
                    f"ปี {step.from_fiscal_year} ถึง {step.to_fiscal_year} มีเรื่องที่ทั้งสองปีถามและทราบคะแนน {step.shared} เรื่อง "
                    f"ได้เต็ม {step.kept_before} เรื่องในปีแรก และ {step.kept_after} เรื่องในปีหลัง "
                    f"รายการข้อเปลี่ยน: เลิกถาม {len(step.dropped)} ข้อ เพิ่มใหม่ {len(step.added)} ข้อ",
                    f"{step.from_fiscal_year} and {step.to_fiscal_year} both ask for {step.shared} topics with a known score: "
                    f"{step.kept_before} had full marks in the first, {step.kept_after} in the second; "
                    f"{len(step.dropped)} items were dropped, {len(step.added)} are new",
                )
            )
    if trend.renamed:
        numbers = ", ".join(map(str, trend.renamed))
        said.append(
            Words(
                f"ตัวชี้วัดที่ {numbers} เปลี่ยนชื่อหรือเครื่องมือ จึงไม่นำมาเทียบกัน",
                f"indicators {numbers} changed their name or tool and are not compared",
            )
        )
    if trend.doubtful_years:
        years = ", ".join(map(str, trend.doubtful_years))
        said.append(
            Words(
                f"รายการข้อของปี {years} ส่วนใหญ่ยังไม่ได้ยืนยัน การเทียบรายข้อจึงเป็นประมาณการ",
                f"the lists of {years} are mostly not verified: comparing items is an estimate",
            )
        )
    return said


def _confidence(level: Level) -> tuple[str, str]:
    confidence: Confidence = level.confidence
    if confidence == "inferred" or is_unverified(confidence):
        return CONFIDENCE_LABELS[confidence]
    return "", ""


def _n(score: Decimal) -> str:
    return format_points(score)
