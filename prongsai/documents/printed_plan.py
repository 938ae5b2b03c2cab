"""The plan as a document shows it: texts tidied, digits Thai, persons left out of public documents."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.handover import WaivedApproval
from prongsai.core.monthly_round import PaperRound
from prongsai.core.plan import Agency, Evidence, FollowUp, Measure, MonthlyRound, Plan, Step
from prongsai.core.plan_same import without_persons
from prongsai.core.report_form.marked_text import loose, tidy
from prongsai.documents.thai_print import printed

NAME_IN_PUBLIC = "เจ้าหน้าที่ผู้รับผิดชอบ"
_SHORTEST_NAME = 6
# Pages put zero-width blanks and soft hyphens into Thai words, so that browsers break lines there.
_GAP = r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
_TITLE = re.compile(r"^(?:นางสาว|นาง|นาย|น\.ส\.|ว่าที่\s?ร้อย(?:ตรี|โท|เอก)|ว่าที่\s?ร\.[ตทอ]\.|ดร\.)")

_Work = TypeVar("_Work", Step, FollowUp)


def printed_plan(plan: Plan, *, is_public: bool) -> Plan:
    """The plan with every free text as `printed` gives it; addresses keep their digits.

    For a public document, names given as a person of any measure are replaced wherever else they stand. The persons
    themselves stay in their fields, so that the document can say that somebody is in charge.
    """
    show = _mask(plan) if is_public else printed
    return replace(
        plan,
        agency=_agency(plan.agency),
        measures=tuple(_measure(measure, show) for measure in plan.measures),
        monthly_rounds=tuple(_month(held, show) for held in plan.monthly_rounds),
    )


def printed_extensions(
    extensions: Sequence[GrantedExtension], plan: Plan, *, is_public: bool
) -> tuple[GrantedExtension, ...]:
    """Extensions with their texts as `printed_plan` gives those of the plan they are of."""
    show = _mask(plan) if is_public else printed
    return tuple(
        replace(
            one, period=show(one.period), reason=show(" ".join(one.reason.split())), granted_by=show(one.granted_by)
        )
        for one in extensions
    )


def printed_waived(waived: Sequence[WaivedApproval], plan: Plan, *, is_public: bool) -> tuple[WaivedApproval, ...]:
    """Waived approvals with their texts as `printed_plan` gives those of the plan they are of."""
    show = _mask(plan) if is_public else printed
    return tuple(
        replace(
            one,
            period=show(one.period),
            unit=show(one.unit),
            taken_by=show(one.taken_by),
            reason=show(" ".join(one.reason.split())),
            order_number=show(one.order_number),
        )
        for one in waived
    )


def printed_paper_rounds(rounds: Sequence[PaperRound], plan: Plan, *, is_public: bool) -> tuple[PaperRound, ...]:
    """Rounds on paper with their texts as `printed_plan` gives those of the plan they are of."""
    show = _mask(plan) if is_public else printed
    return tuple(replace(one, memo_number=show(one.memo_number), recorded_by=show(one.recorded_by)) for one in rounds)


def public_plan(plan: Plan) -> Plan:
    """The plan that a public document shows, as data: no person named anywhere."""
    names = _name_pattern(plan)
    if names is None:
        return without_persons(plan)

    def show(text: str) -> str:
        return names.sub(NAME_IN_PUBLIC, text)

    bare = without_persons(plan)
    return replace(
        bare,
        measures=tuple(_measure(measure, show, link=show) for measure in bare.measures),
        monthly_rounds=tuple(_month(held, show) for held in bare.monthly_rounds),
        findings=tuple(
            replace(one, where=show(one.where), message_th=show(one.message_th), message_en=show(one.message_en))
            for one in bare.findings
        ),
    )


def _name_pattern(plan: Plan) -> re.Pattern[str] | None:
    """Every named person, with or without title, however the blanks fell; None where nobody is named."""
    named = {tidy(who.person) for measure in plan.measures for who in measure.responsible if who.person}
    bare = {_TITLE.sub("", name).strip() for name in named}
    # A short word such as "แก้ว" is a name only behind a title: alone it would blot out ordinary words. "ก" is none at all.
    parts = sorted((name for name in bare if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    short = sorted((name for name in bare if 1 < len(name) < _SHORTEST_NAME), key=len, reverse=True)
    title = _TITLE.pattern[1:] + _GAP
    ways = [rf"(?:{title})?(?:{'|'.join(map(_spelled, parts))})"] if parts else []
    ways += [rf"{title}(?:{'|'.join(map(_spelled, short))})(?![\u0e01-\u0e4e])"] if short else []
    return re.compile("|".join(ways)) if ways else None


def _spelled(name: str) -> str:
    """A pattern of a name in either spelling of sara am, whatever blanks and invisible characters fell into it."""
    return loose(name).replace("ำ", r"(?:ำ|\u0e4d\s*\u0e32)").replace(r"\s*", _GAP)


def _mask(plan: Plan) -> Callable[[str], str]:
    names = _name_pattern(plan)

    def show(text: str) -> str:
        text = tidy(text)
        return printed(names.sub(NAME_IN_PUBLIC, text) if names else text)

    return show


def _agency(agency: Agency) -> Agency:
    return replace(
        agency,
        name=printed(agency.name),
        district=None if agency.district is None else printed(agency.district),
        province=None if agency.province is None else printed(agency.province),
        hosts=tuple(tidy(host) for host in agency.hosts),
    )


def _measure(measure: Measure, show: Callable[[str], str], link: Callable[[str], str] = tidy) -> Measure:
    def maybe(text: str | None) -> str | None:
        return None if text is None else show(text)

    return replace(
        measure,
        issue=show(measure.issue),
        item_codes=tuple(tidy(code) for code in measure.item_codes),
        responsible=tuple(
            replace(who, unit=show(who.unit), person=None if who.person is None else printed(who.person))
            for who in measure.responsible
        ),
        steps=tuple(_work(step, show, link) for step in measure.steps),
        follow_ups=tuple(_work(follow_up, show, link) for follow_up in measure.follow_ups),
        status_as_printed=show(measure.status_as_printed),
        evidence=tuple(_evidence(one, show, link) for one in measure.evidence),
        budget=maybe(measure.budget),
        problems=maybe(measure.problems),
        remarks=maybe(measure.remarks),
        extra={show(heading): show(text) for heading, text in measure.extra.items()},
        as_printed=replace(
            measure.as_printed,
            issue=show(measure.as_printed.issue),
            responsible=show(measure.as_printed.responsible),
            steps=show(measure.as_printed.steps),
            follow_up=show(measure.as_printed.follow_up),
            result=show(measure.as_printed.result),
        ),
    )


def _work(work: _Work, show: Callable[[str], str], link: Callable[[str], str]) -> _Work:
    deadline = work.deadline and replace(
        work.deadline, as_printed=show(work.deadline.as_printed), why=show(work.deadline.why)
    )
    return replace(
        work,
        text=None if work.text is None else show(work.text),
        deadline=deadline,
        note=None if work.note is None else show(work.note),
        evidence=tuple(_evidence(one, show, link) for one in work.evidence),
    )


def _evidence(evidence: Evidence, show: Callable[[str], str], link: Callable[[str], str]) -> Evidence:
    return replace(
        evidence,
        as_printed=link(evidence.as_printed),
        url=None if evidence.url is None else link(evidence.url),
        proposed_url=None if evidence.proposed_url is None else link(evidence.proposed_url),
        title=None if evidence.title is None else show(evidence.title),
        link_class=tidy(evidence.link_class),
        repairs=tuple(tidy(repair) for repair in evidence.repairs),
    )


def _month(held: MonthlyRound, show: Callable[[str], str]) -> MonthlyRound:
    return replace(
        held,
        signed_by_post=None if held.signed_by_post is None else show(held.signed_by_post),
        decisions=tuple(show(decision) for decision in held.decisions),
    )
