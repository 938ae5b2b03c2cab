"""A page without what changes at each visit: news and banners drawn by turns are nobody's content, wherever they stand.

Asked for again, a page of its own shows its content again; what it shows but once is the site's. This tells a short page
among changing news from the site's answer to anything, which a single look cannot.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prongsai.audit.fingerprint import Fingerprint, fingerprint, lines_shared
from prongsai.audit.host_facts import facts_at, opens
from prongsai.audit.page import PageText
from prongsai.audit.soft_404 import OWN_LETTERS_LEAST, PageFacts
from prongsai.audit.steps import Step

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

MOST_VISITS = 2
BY_CHANCE_MOST = 200
"""Times that a page is asked for again; the second only where so few letters are left that they may be there by chance."""


@dataclass(frozen=True, slots=True)
class Steady:
    """What a page shows each time, and how many letters of its own changed."""

    page: PageText
    facts: PageFacts
    changed: int = 0


def find_steady(
    page: PageText, facts: PageFacts, others: list[Fingerprint], to: "Visiting", *, do_pictures_turn: bool
) -> Generator[Step, Any, Steady | None]:
    """The page as it shows each time; None where it cannot be had again. `others` are pages whose lines are no content;
    `do_pictures_turn`: the site's other pages embed other things at each visit."""
    first = facts.prints.own_letters(*others)
    for visit in range(MOST_VISITS):
        again = yield from facts_at(facts.url, to)
        if again is None or not opens(again):
            return None if not visit else Steady(page, facts, first - facts.prints.own_letters(*others))
        page, facts = _shared(page, facts, again, do_pictures_turn=do_pictures_turn)
        if not OWN_LETTERS_LEAST <= facts.prints.own_letters(*others) < BY_CHANCE_MOST:
            break
    return Steady(page, facts, first - facts.prints.own_letters(*others))


def _shared(
    page: PageText, facts: PageFacts, again: PageFacts, *, do_pictures_turn: bool
) -> tuple[PageText, PageFacts]:
    text = lines_shared(page.text, facts.url, again.prints)
    prints = fingerprint(text, title=page.title, url=facts.url)
    prints = replace(prints, figures=prints.figures & again.prints.figures)
    objects = facts.objects & again.objects
    if not do_pictures_turn and not objects:  # an address may hold the time of day
        objects = facts.objects
    return replace(page, text=text), replace(facts, prints=prints, objects=objects)
