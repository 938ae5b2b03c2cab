"""Plain data that the templates of this app show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.apps.disclosure import labels
from prongsai.apps.disclosure.board import BoardItem
from prongsai.apps.disclosure.broken_links import BrokenLink
from prongsai.apps.disclosure.contents import public_title
from prongsai.apps.disclosure.gate_actions import MaskedContent
from prongsai.apps.disclosure.link_actions import is_visited
from prongsai.apps.disclosure.link_standing import item_codes
from prongsai.apps.disclosure.models import (
    Copy,
    ElementState,
    GateDecision,
    LinkCheck,
    PersonalFinding,
    Publication,
    Version,
)
from prongsai.apps.disclosure.public_log import place_of
from prongsai.apps.evidence import labels as evidence_labels
from prongsai.apps.evidence.actions import PATIENCE
from prongsai.apps.evidence.pages import finding_lines
from prongsai.core import public_address
from prongsai.core.framework import Item
from prongsai.core.framework.labels import CONFIDENCE_LABELS, is_unverified
from prongsai.core.item_standing import period_of
from prongsai.core.personal_data.inspection import ADVICE, KIND_LABELS
from prongsai.core.scoring import format_points
from prongsai.core.typed_page import Block, parse_typed_page
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import bangkok_date

TABLE_SHOWN = 100


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the board."""

    code: str
    title: str
    href: str
    unit: str
    indicator: str
    state: str
    sign: str
    word: str
    there: int
    elements: int
    not_there: int
    to_look: int
    """Elements somebody should look for; none while nothing is public."""
    period: str
    months_missing: Sequence[date]
    public: int
    newest_on: date | None
    making: Sequence[tuple[str, int]]
    check_word: str
    check_sign: str
    check_count: int
    checked_on: date | None
    points: str
    due_on: date | None
    is_late: bool
    is_unverified: bool


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One required element, as machine and person see it."""

    position: int
    text: str
    sign: str
    word: str
    machine_sign: str
    machine_word: str
    grounds: str
    machine_at: datetime | None
    person: str
    person_word: str
    person_reason: str
    person_at: datetime | None
    doubt: str
    state: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """What the auditor saw behind a published link; `has_proof` when it kept a snapshot of it. `id` is the version's.

    `is_answered`: people answered all that was found, so that it counts as a fault no more.
    """

    id: int
    sign: str
    word: str
    sentence: str
    checked_at: datetime | None
    has_proof: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A published link that is named above the board. `place` is the item's code, or says that it is news."""

    href: str
    place: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in a list. `link` is None for what is not visited here."""

    id: int
    number: int
    title: str
    kind: str
    state: str
    sign: str
    word: str
    href: str
    version: Version
    link: LinkLine | None


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One publication with its versions, newest first. `address` is public, "" while nothing of it was."""

    id: int
    number: int
    title: str
    address: str
    versions: Sequence[VersionLine]
    is_public: bool
    has_new: bool


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What the gate found, in words."""

    kind: str
    place: str
    excerpt: str
    count: int
    detail: str
    advice: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class MaskedLine:
    """What the public reads instead of a version. `copy` is of a file, once it is made."""

    title: str
    url: str
    blocks: Sequence[Block]
    table: Sequence[Sequence[str]]
    table_more: int
    copy: Copy | None = None


def board_line(one: BoardItem, today: date) -> BoardLine:
    """A line of the board."""
    row, standing = one.row, one.standing
    check = one.check
    return BoardLine(
        code=row.code,
        title=item_title(one.item, row.code),
        href=reverse("disclosure:item_detail", args=(row.pk,)),
        unit=row.unit.name if row.unit else "",
        indicator=one.indicator,
        state=standing.state,
        sign=labels.BOARD_SIGNS[standing.state],
        word=str(labels.BOARD_WORDS[standing.state]),
        there=standing.there,
        elements=len(one.facts.elements),
        not_there=standing.not_there,
        to_look=standing.to_look if one.facts.public else 0,
        period=in_language(one.period),
        months_missing=one.facts.months_missing,
        public=one.facts.public,
        newest_on=bangkok_date(one.published.newest_at) if one.published.newest_at else None,
        making=[(str(labels.STATE_WORDS[state]), count) for state, count in sorted(one.published.making.items())],
        check_word=str(evidence_labels.GROUPS[check.group]) if check else "",
        check_sign=evidence_labels.SIGNS[check.group] if check else "",
        check_count=check.count if check else 0,
        checked_on=bangkok_date(check.checked_at) if check and check.checked_at else None,
        points=format_points(one.points, "en" if is_english() else "th"),
        due_on=row.due_on,
        is_late=bool(row.due_on and row.due_on < today and not standing.is_complete),
        is_unverified=one.is_unverified,
    )


def item_title(item: Item | None, code: str) -> str:
    """The item's title in the person's language."""
    return (item.title_en if is_english() else item.title_th) if item else code


def asked_days(item: Item | None, fiscal_year: int) -> tuple[date, date] | None:
    """The days an item's data must be about."""
    return period_of(item.period, fiscal_year) if item else None


def element_lines(seen: Sequence[ElementState], item: Item | None) -> list[ElementLine]:
    """Every element the item requires, looked at or not."""
    states = {one.position: one for one in seen}
    lines = []
    for position, element in enumerate(item.elements if item else ()):
        state = states.get(position)
        counted = state.state if state else ""
        machine = state.by_machine if state else ""
        person = state.by_person if state else ""
        doubt = in_language(CONFIDENCE_LABELS[element.confidence]) if is_unverified(element.confidence) else ""
        lines.append(
            ElementLine(
                position=position,
                text=element.text_en if is_english() else element.text_th,
                sign=labels.SEEN_SIGNS[counted],
                word=str(labels.SEEN_WORDS[counted]),
                machine_sign=labels.SEEN_SIGNS[machine],
                machine_word=str(labels.SEEN_WORDS[machine]),
                grounds=in_language((state.grounds, state.grounds_en)) if state else "",
                machine_at=state.machine_at if state else None,
                person=state.person_name if state else "",
                person_word=str(labels.SEEN_WORDS[person]) if person else "",
                person_reason=state.person_reason if state else "",
                person_at=state.person_at if state else None,
                doubt=doubt,
                state=counted,
            )
        )
    return lines


def publication_line(row: Publication, slug: str) -> PublicationLine:
    """A publication whose versions are loaded."""
    versions = [version_line(one) for one in row.versions.all()]
    is_public = any(one.state in ("published", "replaced") for one in versions)
    address = public_address.publication_path(slug, place_of(row.item), row.number) if row.current_id else ""
    shown = next((one for one in versions if one.state == "published"), versions[0] if versions else None)
    return PublicationLine(
        id=row.pk,
        number=row.number,
        title=shown.title if shown else "",
        address=public_address.encode_path(address),
        versions=versions,
        is_public=is_public,
        has_new=any(one.state not in ("published", "replaced", "withdrawn") for one in versions),
    )


def version_line(row: Version) -> VersionLine:
    """A version in a list."""
    return VersionLine(
        id=row.pk,
        number=row.number,
        title=public_title(row),
        kind=str(labels.KIND_WORDS[row.kind]),
        state=row.state,
        sign=labels.STATE_SIGNS[row.state],
        word=str(labels.STATE_WORDS[row.state]),
        href=reverse("disclosure:version_detail", args=(row.pk,)),
        version=row,
        link=link_line(row) if is_visited(row) else None,
    )


def link_line(row: Version) -> LinkLine:
    """The newest visit of a published link, in the words that evidence has."""
    visit: LinkCheck | None = getattr(row, "link_check", None)
    if visit is not None and visit.asked_at is not None and visit.asked_at > timezone.now() - PATIENCE:
        return LinkLine(row.pk, "waiting", _("กำลังตรวจ…"), "", None)
    if visit is not None and (visit.failed_at or visit.asked_at):
        return LinkLine(
            row.pk, "failed", _("ตรวจไม่สำเร็จ"), _("ระบบตรวจไม่สำเร็จ ไม่ใช่ความผิดของลิงก์ ระบบจะตรวจอีกครั้งคืนนี้"), None
        )
    if visit is None or visit.checked_at is None:
        why = in_language((visit.why, visit.why_en)) if visit is not None and visit.why else _("ระบบจะตรวจคืนนี้")
        return LinkLine(row.pk, "unchecked", str(evidence_labels.GROUPS["unchecked"]), why, None)
    word = str(evidence_labels.GROUPS[visit.group])
    if visit.verdict != "opens":
        word = f"{word}: {evidence_labels.verdict_word(visit.verdict, visit.why)}"
    sentence = in_language((visit.headline, visit.headline_en))
    return LinkLine(
        id=row.pk,
        sign=evidence_labels.SIGNS[visit.group],
        word=word,
        sentence=sentence,
        checked_at=visit.checked_at,
        has_proof=bool(visit.snapshot),
        is_answered=visit.is_answered,
    )


def link_findings(row: Version) -> dict[str, object]:
    """`findings` of the newest visit of a published link, each with its answer, and the answers `withdrawn`; one query."""
    visit: LinkCheck | None = getattr(row, "link_check", None) if is_visited(row) else None
    if visit is None or visit.checked_at is None:
        return {}
    answers = list(row.link_answers.all())
    return {
        "findings": finding_lines(visit, item_codes(row), answers),
        "withdrawn": [one for one in answers if one.withdrawn_at is not None],
    }


def broken_lines(found: Sequence[BrokenLink]) -> list[BrokenLine]:
    """What `broken_links.list_broken` found."""
    return [
        BrokenLine(
            href=one.path,
            place=one.version.publication.item.code if one.version.publication.item else _("ข่าว:"),
            title=public_title(one.version),
            sentence=in_language((one.headline_th, one.headline_en)),
        )
        for one in found
    ]


def found_lines(findings: Sequence[PersonalFinding]) -> list[FoundLine]:
    """What was found, worst first as stored."""
    lines = []
    for one in findings:
        label = KIND_LABELS.get(one.kind)  # type: ignore[call-overload]
        advice = ADVICE.get(one.kind)  # type: ignore[call-overload]
        lines.append(
            FoundLine(
                kind=in_language(label) if label else one.kind,
                place=in_language((one.place, one.place_en or one.place)),
                excerpt=one.excerpt,
                count=one.count,
                detail=in_language((one.detail, one.detail_en or one.detail)),
                advice=in_language(advice) if advice else "",
                is_note=one.severity == "note",
            )
        )
    return lines


def masked_line(version: Version, decision: GateDecision | None) -> MaskedLine | None:
    """As the public reads it where the masked copy was chosen; None where it reads the version itself, or nothing."""
    if decision is None or decision.outcome != "masked":
        return None
    copy = next((one for one in version.copies.all() if one.kind == "masked"), None)
    return _masked(version, public_title(version), version.masked_body, version.masked_table, copy)


def proposed_line(version: Version, masked: MaskedContent) -> MaskedLine:
    """As the public would read it, were the masked copy chosen."""
    return _masked(version, masked.title, masked.body, masked.table, None)


def _masked(version: Version, title: str, body: str, table: Sequence[Sequence[str]], copy: Copy | None) -> MaskedLine:
    return MaskedLine(
        title=title,
        url=version.url,
        blocks=parse_typed_page(body) if body else (),
        table=table[:TABLE_SHOWN],
        table_more=max(len(table) - TABLE_SHOWN, 0),
        copy=copy,
    )


def typed_blocks(version: Version) -> tuple[Block, ...]:
    """The typed text of a version, to be drawn."""
    return parse_typed_page(version.body)
