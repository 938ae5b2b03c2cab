"""Proposed measures: for what last year's result lost, for what is new in this year's list, for weak survey indicators.

A proposal is a core Measure ready for a plan, with why it is proposed; a person edits and accepts it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from prongsai.core.framework.crosswalk import Crosswalk
from prongsai.core.framework.labels import PERIOD_LABELS, is_unverified
from prongsai.core.framework.model import Framework, Indicator, Item
from prongsai.core.plan import Deadline, FollowUp, Measure, Responsible, Step
from prongsai.core.result.analysis import Analysis, LostItem
from prongsai.core.result.proposal_days import IN_ENGLISH, ProposalDays, watch_until
from prongsai.core.result.window import EntryWindow
from prongsai.core.scoring import format_points, points_at_stake, points_sort_key
from prongsai.core.thai.words import Words

ProposalKind = Literal["lost", "new", "indicator"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed measure. `key` is the item's code in the plan's year ("O12"), or "I8" for an indicator.

    `points` of the total are what the item is worth in the plan's year, or cost last year where that is not known.
    `reasons` say why, `cautions` what to check first. `unit_from` is "plan", "usual" or "" where no unit is known.
    What ends in `_en` says the measure's issue, steps and follow-ups in English, one by one; the plan itself is in Thai.
    """

    key: str
    kind: ProposalKind
    measure: Measure
    points: Decimal | None
    reasons: tuple[Words, ...]
    cautions: tuple[Words, ...] = ()
    unit_from: str = ""
    issue_en: str = ""
    steps_en: tuple[str, ...] = ()
    follow_ups_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneItem:
    """A lost item that the plan's year no longer asks for; `near_codes` are what a person may look at instead."""

    lost: LostItem
    near_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals, the dearest first, new items after the lost ones; and lost items that are not asked for any more."""

    fiscal_year: int
    proposals: tuple[Proposal, ...]
    gone: tuple[GoneItem, ...]
    window: EntryWindow | None


@dataclass(frozen=True, slots=True)
class UnitsByTopic:
    """Whom to propose: `planned` from an earlier plan, `usual` from what such agencies usually do; both by topic."""

    planned: Mapping[str, str]
    usual: Mapping[str, str]

    def find(self, topic: str) -> tuple[str, str]:
        """The unit and where it is from, ("", "") when neither knows the topic."""
        if self.planned.get(topic):
            return self.planned[topic], "plan"
        if self.usual.get(topic):
            return self.usual[topic], "usual"
        return "", ""


NO_UNITS = UnitsByTopic({}, {})


def propose(
    analysis: Analysis,
    target: Framework,
    crosswalk: Crosswalk,
    *,
    today: date,
    window: EntryWindow | None,
    units: UnitsByTopic = NO_UNITS,
) -> Proposals:
    """What the plan of the target's year should hold after this result, nothing stored yet."""
    source = analysis.framework
    worth = points_at_stake(target)
    days = ProposalDays(target.fiscal_year, window, today)
    lost_by_code, gone = _map_lost(analysis, target, crosswalk)
    made: list[Proposal] = []
    for code, lost in lost_by_code.items():
        item = target.item(code)
        points = worth.get(code)
        if points is None:
            points = max((one.points for one in lost if one.points is not None), default=None)
        reasons = tuple(_lost_reason(one, source.fiscal_year, item) for one in lost)
        made.append(_of_item(item, "lost", target, points, reasons, days, units))
    made.sort(key=lambda one: points_sort_key(one.points))
    fresh = [
        _of_item(item, "new", target, worth.get(item.code), (_new_reason(source, target),), days, units)
        for item in crosswalk.compare(source, target).new_items
        if item.code not in lost_by_code
    ]
    fresh.sort(key=lambda one: points_sort_key(one.points))
    weak = [
        _of_indicator(indicator, analysis, target, days)
        for indicator in target.indicators
        if indicator.tool != "OIT" and _is_weak(analysis, indicator)
    ]
    return Proposals(target.fiscal_year, (*made, *fresh, *weak), tuple(gone), window)


def numbered(measures: Iterable[Measure], start: int = 1) -> tuple[Measure, ...]:
    """Measures numbered in a row from `start`."""
    return tuple(replace(measure, number=number) for number, measure in enumerate(measures, start=start))


def _map_lost(
    analysis: Analysis, target: Framework, crosswalk: Crosswalk
) -> tuple[dict[str, list[LostItem]], list[GoneItem]]:
    """Lost items by the code they have in the target's year; those it dropped apart. Unknown codes are neither."""
    found: dict[str, list[LostItem]] = {}
    gone: list[GoneItem] = []
    for lost in analysis.lost:
        if lost.item is None:
            continue
        move = crosswalk.move(lost.code, analysis.framework, target)
        if move.to_code is None:
            gone.append(GoneItem(lost, move.near_codes))
        else:
            found.setdefault(move.to_code, []).append(lost)
    return found, gone


def _of_item(
    item: Item,
    kind: ProposalKind,
    framework: Framework,
    points: Decimal | None,
    reasons: tuple[Words, ...],
    days: ProposalDays,
    units: UnitsByTopic,
) -> Proposal:
    unit, unit_from = units.find(item.topic)
    year = framework.fiscal_year
    what = f"ข้อ {item.code} {item.title_th}"
    texts = [f"ตรวจข้อมูลเดิมของ{what} เทียบกับองค์ประกอบที่ปี {year} กำหนด และจดสิ่งที่ยังขาด"]
    texts += [f"จัดทำให้มีครบ: {element.text_th}" for element in item.elements]
    texts += [
        f"ใช้{PERIOD_LABELS[item.period][0]} หากไม่มีข้อมูลให้เขียนว่าไม่มี ไม่เว้นว่าง",
        "เสนอผู้บริหาร แล้วเผยแพร่บนเว็บไซต์หลักของหน่วยงานในหน้าที่เปิดถึงข้อมูลได้โดยตรง",
    ]
    texts_en = [
        f"Check what there is for {item.code} against the elements that {year} asks for, and note what is missing",
        *(f"Make it complete: {element.text_en}" for element in item.elements),
        f"Use {PERIOD_LABELS[item.period][1]}; where there are no data, say so and leave nothing blank",
        "Submit it to the executive, then publish it on the agency's main website, on a page that opens the data directly",
    ]
    indicator = framework.indicator_of(item)
    follow_ups = _follow_ups(days.for_period(item.period), what, days)
    measure = Measure(
        number=1,
        issue=f"{item.title_th} ({item.code})",
        issue_kind="fix" if kind == "lost" else "develop",
        indicator=indicator,
        item_codes=(item.code,),
        responsible=(Responsible(unit),) if unit else (),
        steps=tuple(Step(number, text) for number, text in enumerate(texts, start=1)),
        follow_ups=follow_ups,
        status="not_started",
    )
    return Proposal(
        item.code, kind, measure, points, reasons, _cautions(item, framework, unit_from), unit_from,
        issue_en=f"{item.title_en} ({item.code})",
        steps_en=tuple(texts_en),
        follow_ups_en=_follow_ups_en(days.for_period(item.period), item.code),
    )  # fmt: skip


def _follow_ups_en(days: tuple[tuple[str, Deadline], ...], what: str) -> tuple[str, ...]:
    return (*(IN_ENGLISH[text].format(what=what) for text, _ in days), "The executive looks at the progress each month")


def _follow_ups(days: tuple[tuple[str, Deadline], ...], what: str, rule: ProposalDays) -> tuple[FollowUp, ...]:
    lines = [
        FollowUp(number, text.format(what=what), "task", deadline, "not_started")
        for number, (text, deadline) in enumerate(days, start=1)
    ]
    watch = watch_until(rule)
    return (
        *lines,
        FollowUp(len(lines) + 1, "ผู้บริหารกำกับติดตามความก้าวหน้าทุกเดือน", "supervision", watch, "not_started"),
    )


def _of_indicator(indicator: Indicator, analysis: Analysis, target: Framework, days: ProposalDays) -> Proposal:
    """A survey indicator has no items: the steps say how to find out what to do, and do not claim to know it."""
    score = format_points(analysis.result.indicators[indicator.number])
    year = analysis.result.fiscal_year
    what = f"ตัวชี้วัดที่ {indicator.number} {indicator.name_th}"
    who = "บุคลากรของหน่วยงาน" if indicator.tool == "IIT" else "ผู้รับบริการและผู้มาติดต่อ"
    texts = (
        f"อ่านคะแนนรายข้อคำถามของ{what} ปี {year} และหาข้อที่ได้คะแนนต่ำ",
        f"รับฟังความเห็นของ{who}ว่าเหตุใดจึงได้คะแนนต่ำ",
        "กำหนดสิ่งที่จะปรับปรุงพร้อมผู้รับผิดชอบ และเสนอผู้บริหารเห็นชอบ",
        f"ดำเนินการแล้วสื่อสารผลให้{who}ทราบก่อนช่วงตอบแบบวัด",
    )
    measure = Measure(
        number=1,
        issue=f"{indicator.name_th} (ตัวชี้วัดที่ {indicator.number})",
        issue_kind="fix",
        indicator=indicator.number,
        steps=tuple(Step(number, text) for number, text in enumerate(texts, start=1)),
        follow_ups=_follow_ups(days.for_indicator(), what, days),
        status="not_started",
    )
    reason = Words(f"ปี {year} ได้ {score} คะแนน ต่ำกว่า 85", f"{score} in {year}, under 85")
    cautions = (Words("หน่วยงานต้องระบุผู้รับผิดชอบเอง", "the office names who is responsible"),)
    who_en = "the agency's own staff" if indicator.tool == "IIT" else "those who use its services"
    texts_en = (
        f"Read the scores of each question of indicator {indicator.number} in {year} and find the low ones",
        f"Hear from {who_en} why they are low",
        "Decide what to improve and who is responsible, and get the executive's consent",
        f"Do it, and tell {who_en} before the survey is answered",
    )
    return Proposal(
        f"I{indicator.number}", "indicator", measure, None, (reason,), cautions,
        issue_en=f"{indicator.name_en} (indicator {indicator.number})",
        steps_en=texts_en,
        follow_ups_en=_follow_ups_en(days.for_indicator(), f"indicator {indicator.number}"),
    )  # fmt: skip


def _is_weak(analysis: Analysis, indicator: Indicator) -> bool:
    score = analysis.result.indicators.get(indicator.number)
    same = any(
        one.number == indicator.number and one.name_th == indicator.name_th for one in analysis.framework.indicators
    )
    return score is not None and same and score < 85


def _lost_reason(lost: LostItem, year: int, item: Item) -> Words:
    cost = format_points(lost.points) if lost.points is not None else ""
    moved = f" ปีนี้คือข้อ {item.code}" if lost.code != item.code else ""
    moved_en = f", now {item.code}" if lost.code != item.code else ""
    worth = f" เสีย {cost} คะแนนของคะแนนรวม" if cost else " (ไม่ทราบว่าเสียกี่คะแนน)"
    worth_en = f", which cost {cost} of the total" if cost else ", at an unknown cost"
    return Words(
        f"ปี {year} ข้อ {lost.code} {lost.title} ได้ {float(lost.score):g}{worth}{moved}",
        f"{lost.code} got {float(lost.score):g} in {year}{worth_en}{moved_en}",
    )


def _new_reason(source: Framework, target: Framework) -> Words:
    return Words(
        f"เป็นข้อใหม่ของปี {target.fiscal_year} รายการของปี {source.fiscal_year} ไม่มีเรื่องนี้",
        f"new in {target.fiscal_year}: the list of {source.fiscal_year} did not ask for it",
    )


def _cautions(item: Item, framework: Framework, unit_from: str) -> tuple[Words, ...]:
    found = []
    if framework.is_draft:
        found.append(
            Words(
                f"รายการของปี {framework.fiscal_year} เป็นร่างที่ยกมาจากปี {framework.drafted_from}",
                f"the list of {framework.fiscal_year} is a draft taken from {framework.drafted_from}",
            )
        )
    elif is_unverified(item.confidence):
        found.append(Words("ชื่อและรหัสของข้อนี้ยังไม่ได้ยืนยัน", "code and title of this item are not verified"))
    if is_unverified(item.elements_confidence) or item.elements_confidence == "inferred":
        found.append(
            Words("องค์ประกอบของข้อนี้ยังไม่ได้ยืนยัน ให้ตรวจกับคู่มือก่อน", "its elements are not verified: check the handbook first")
        )
    if unit_from == "usual":
        found.append(Words("ผู้รับผิดชอบเป็นข้อเสนอตามที่ อปท. มักมอบหมาย", "the unit is the one such offices usually name"))
    elif not unit_from:
        found.append(Words("หน่วยงานต้องระบุผู้รับผิดชอบเอง", "the office names who is responsible"))
    return tuple(found)
