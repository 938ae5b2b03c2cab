"""What the machine proposes for each item: have where something is public, its page's address, and the click path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.apps.disclosure.models import DisclosureYear, YearItem
from prongsai.apps.submission.models import SiteWalk
from prongsai.apps.submission.walking import page_of_item, paths_of
from prongsai.core.submission import Answer, ClickPath, explain


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer to take over. `is_found` says that the walk found the item's page by clicking from the front page."""

    has: bool
    addresses: tuple[str, ...]
    explanation: str
    is_found: bool

    def answer(self, code: str) -> Answer:
        """The proposal as the answer it would be."""
        return Answer(code, "", self.has, self.addresses, self.explanation)


def propose(year: DisclosureYear, items: Sequence[YearItem], walk: SiteWalk | None) -> dict[str, Proposal]:
    """A proposal by code for every item of `list_items`. Nothing public yet: have not, without addresses."""
    paths = paths_of(walk)
    return {item.code: _proposal(item, page_of_item(year, item.code), paths, year.agency.name) for item in items}


def _proposal(item: YearItem, address: str, paths: Mapping[str, ClickPath], agency: str) -> Proposal:
    path = paths.get(address)
    if not item.is_public:  # type: ignore[attr-defined]
        return Proposal(False, (), "", path is not None)
    return Proposal(True, (address,), explain(path, front_name=agency), path is not None)
