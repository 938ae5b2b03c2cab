"""The form of a year from rows: its answers, what the machine proposes, and what is known of each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.apps.submission.models import FormEntry
from prongsai.apps.submission.queries import list_entries, newest_checks
from prongsai.core.framework import Framework
from prongsai.core.framework.model import Element
from prongsai.core.scoring import points_at_stake
from prongsai.core.submission import AddressSeen, Answer, FrozenForm, ItemStanding, Problem
from prongsai.web.templatetags.reading import in_language
from prongsai.wiring import framework_files


def form_of(year: DisclosureYear) -> FrozenForm:
    """The form as it stands now; two queries."""
    titles = titles_of(framework_of(year))
    entries = list_entries(year)
    codes = year.items.values_list("code", flat=True)
    answers = tuple(answer_of(code, titles.get(code, ""), entries.get(code)) for code in codes)
    return FrozenForm(year.agency_name, year.fiscal_year, answers)


def framework_of(year: DisclosureYear) -> Framework:
    """What the assessment asks in this year."""
    return framework_files().get(year.fiscal_year)


def titles_of(framework: Framework) -> dict[str, str]:
    """The official (Thai) titles by code."""
    return {item.code: item.title_th for item in framework.items}


def shown_titles(framework: Framework) -> dict[str, str]:
    """The titles by code in the reader's language. What is kept and handed in has the official ones."""
    return {item.code: in_language((item.title_th, item.title_en)) for item in framework.items}


def shown_answers(answers: Iterable[Answer], framework: Framework) -> list[Answer]:
    """Answers with the titles in the reader's language; those of codes and titles the framework has not stay."""
    official, shown = titles_of(framework), shown_titles(framework)
    return [
        replace(one, title=shown[one.code]) if one.title and one.title == official.get(one.code) else one
        for one in answers
    ]


def answer_of(code: str, title: str, entry: FormEntry | None) -> Answer:
    """One item's answer; an item nobody answered is open."""
    if entry is None:
        return Answer(code, title)
    return Answer(code, title, entry.has, tuple(entry.addresses), entry.explanation)


def entry_of(item: YearItem) -> FormEntry | None:
    """The answer that came with an item of `list_items`, None without one."""
    return getattr(item, "form_entry", None)


def standings(year: DisclosureYear, items: Sequence[YearItem]) -> list[ItemStanding]:
    """Each item's answer with worth, what was seen at its addresses, and elements that are not there; one query more."""
    framework = framework_of(year)
    titles, points = titles_of(framework), points_at_stake(framework)
    answers = {item.code: answer_of(item.code, titles.get(item.code, ""), entry_of(item)) for item in items}
    addresses = [address for answer in answers.values() for address in answer.addresses]
    seen = newest_checks(year.agency, addresses) if addresses else {}

    def address_seen(address: str) -> AddressSeen:
        check = seen.get(address)
        return AddressSeen(address, check.verdict, check.confirmed) if check else AddressSeen(address)

    return [
        ItemStanding(
            answers[item.code],
            points.get(item.code),
            tuple(address_seen(address) for address in answers[item.code].addresses),
            tuple(_missing(item, framework)),
            _to_look(item, framework),
        )
        for item in items
    ]


def total_at_risk(problems: Iterable[Problem], items: Iterable[ItemStanding]) -> Decimal | None:
    """Points of the total that the items which lose them are worth together, each once; None where none is known."""
    wanted = {one.code for one in problems if one.loses}
    return total_points(item for item in items if item.answer.code in wanted)


def list_to_look(problems: Iterable[Problem], items: Iterable[ItemStanding]) -> list[ItemStanding]:
    """Items that lose nothing, as far as is known, and of which somebody must still see whether every element is there.

    The board counts their points as at stake; `total_at_risk` does not.
    """
    losing = {one.code for one in problems if one.loses}
    return [item for item in items if item.to_look and item.answer.has and item.answer.code not in losing]


def total_points(items: Iterable[ItemStanding]) -> Decimal | None:
    """What items are worth together; None where none is known."""
    worth = [item.points for item in items if item.points is not None]
    return sum(worth, Decimal(0)) if worth else None


def _to_look(item: YearItem, framework: Framework) -> int:
    if not item.is_public:  # type: ignore[attr-defined]
        return 0
    wanted = len(_elements(item, framework))
    seen = [row for row in item.elements.all() if row.position < wanted and row.state in ("there", "not_there")]
    return wanted - len(seen)


def _elements(item: YearItem, framework: Framework) -> tuple[Element, ...]:
    return next((one.elements for one in framework.items if one.code == item.code), ())


def _missing(item: YearItem, framework: Framework) -> Iterable[tuple[str, str]]:
    elements = _elements(item, framework)
    for state in item.elements.all():
        if state.state == "not_there" and state.position < len(elements):
            element = elements[state.position]
            yield element.text_th, element.text_en
