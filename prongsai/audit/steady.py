"""A page without what changes at each visit: news and banners drawn by turns are nobody's content, wherever they stand.

Asked for again, a page of its own shows its content again; what it shows but once is the site's. This tells a short page
among changing news from the site's answer to anything, which a single look cannot.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prongsai.audit.fingerprint import fingerprint, lines_shared, own_lines
from prongsai.audit.host_facts import facts_at, leads_to_file, opens
from prongsai.audit.page import PageText
from prongsai.audit.soft_404 import FIGURES_BY_CHANCE, PageFacts
from prongsai.audit.steps import Step

if TYPE_CHECKING:
    from prongsai.audit.visit import Visiting

MOST_VISITS = 3
BY_CHANCE_LETTERS = 200
"""Times that a page is asked for again; more than once only where so little is left that it may be there by chance, and a
third time only where the second took some of that away or titles of other pages are all there is."""


@dataclass(frozen=True, slots=True)
class Steady:
    """What a page shows each time, and how many letters of its own changed."""

    page: PageText
    facts: PageFacts
    changed: int = 0


def find_steady(
    page: PageText, facts: PageFacts, others: Sequence[PageFacts], to: "Visiting", *, do_pictures_turn: bool
) -> Generator[Step, Any, Steady | None]:
    """The page as it shows each time; None where it cannot be had again. `others` are pages whose lines are no content;
    `do_pictures_turn`: the site's other pages embed other things at each visit."""
    first = _own(facts, others)
    left = first
    for visit in range(MOST_VISITS):
        again = yield from facts_at(facts.url, to)
        if again is None or not opens(again):
            if not visit:
                return None
            break
        before = left
        page, facts = _shared(page, facts, again, do_pictures_turn=do_pictures_turn)
        left = _own(facts, others)
        letters, lines, pictures = left
        may_be_chance = letters < max(BY_CHANCE_LETTERS, first[0] - letters) and (
            letters > 0 or 0 < lines <= FIGURES_BY_CHANCE or (do_pictures_turn and pictures > 0)
        )
        if not may_be_chance or (visit and left == before and not _are_links_alone(page, facts, others)):
            break
    return Steady(page, facts, first[0] - left[0])


def figures_beside_links(figures: int, page: PageText, facts: PageFacts, others: Sequence[PageFacts]) -> int:
    """The number of lines with numbers; where they are few, without links to other pages, which may be there by chance."""
    if figures > FIGURES_BY_CHANCE:
        return figures
    links = {hash(link.label) for link in page.links if not leads_to_file(link.address)}
    known = (one.prints.figures for one in others)
    return len(facts.prints.figures.difference(facts.prints.echoed, links, *known))


def _own(facts: PageFacts, others: Sequence[PageFacts]) -> tuple[int, int, int]:
    """Letters, lines with numbers and things embedded that none of the others has."""
    prints = [one.prints for one in others]
    pictures = facts.objects.difference(*(one.objects for one in others))
    return facts.prints.own_letters(*prints), facts.prints.own_figures(*prints), len(pictures)


def _are_links_alone(page: PageText, facts: PageFacts, others: Sequence[PageFacts]) -> bool:
    labels = {link.label for link in page.links if not leads_to_file(link.address)}
    lines = own_lines(page.text, facts.url, *(one.prints for one in others))
    return any(line in labels for line in lines) and sum(len(line) for line in lines if line not in labels) < 20


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
