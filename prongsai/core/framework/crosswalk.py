"""How the items of one fiscal year follow from another's, by topic.

An item of year A has in year B the item of the same topic, or the one that absorbed its topic, or none.
Where the hand-made table of the first municipality's measures and the topics disagree, the topics are followed; both
cases concern procurement: the table puts the monthly summary of FY2566 (O21) into O16 of FY2567 and O12 of FY2568, the
topics say it was dropped and came back in FY2569 (O11). Such a neighbour is only named (`near_codes`), for a person.
"""

from dataclasses import dataclass, field
from typing import Literal

from prongsai.core.framework.model import Confidence, Framework, Item
from prongsai.core.framework.topic import Topic

MoveKind = Literal["same", "moved", "absorbed_into", "dropped"]


@dataclass(frozen=True, slots=True)
class YearChange:
    """What changed in a year's list against the year before, in words."""

    fiscal_year: int
    text_th: str
    text_en: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ItemMove:
    """What becomes of one item of the source year.

    "same": same code; "moved": another code, same topic; "absorbed_into": its topic is now part of another item;
    "dropped": the target year does not ask for it (`to_code` None, `near_codes` what a person may look at).
    """

    from_code: str
    topic: str
    kind: MoveKind
    to_code: str | None
    near_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every item of the source year, and the items of the target year that answer to none of them."""

    moves: tuple[ItemMove, ...]
    new_items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The topics' names, and the ways from one year's items to another's."""

    topics: tuple[Topic, ...] = ()
    changes: tuple[YearChange, ...] = ()
    _by_code: dict[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {topic.code: topic for topic in self.topics})

    def find_topic(self, code: str) -> Topic | None:
        """The topic of a code such as "news", None when there is none."""
        return self._by_code.get(code)

    def list_changes(self, fiscal_year: int) -> tuple[YearChange, ...]:
        """What changed in that year's list, in words."""
        return tuple(change for change in self.changes if change.fiscal_year == fiscal_year)

    def move(self, code: str, source: Framework, target: Framework) -> ItemMove:
        """What becomes of one item. Raises KeyError when the source year has no such code."""
        item = source.item(code)
        found = target.find_item_by_topic(item.topic)
        if found is None:
            return ItemMove(code, item.topic, "dropped", None, self._near(item.topic, target))
        if found.topic != item.topic:
            return ItemMove(code, item.topic, "absorbed_into", found.code)
        return ItemMove(code, item.topic, "same" if found.code == code else "moved", found.code)

    def compare(self, source: Framework, target: Framework) -> Comparison:
        """All moves in the order of the source year, then what is new in the target year."""
        moves = tuple(self.move(item.code, source, target) for item in source.items)
        known = {topic for item in source.items for topic in item.topics}
        new_items = tuple(item for item in target.items if not known.intersection(item.topics))
        return Comparison(moves, new_items)

    def map_codes(self, codes: tuple[str, ...], source: Framework, target: Framework) -> tuple[str, ...]:
        """Codes of the target year for codes of the source year, without repeats, in the target's order.

        Dropped items and codes the source year does not have give nothing.
        """
        wanted = {self.move(code, source, target).to_code for code in codes if source.has_item(code)}
        return tuple(item.code for item in target.items if item.code in wanted)

    def _near(self, topic: str, target: Framework) -> tuple[str, ...]:
        entry = self.find_topic(topic)
        found = (target.find_item_by_topic(name) for name in entry.near) if entry else ()
        return tuple(item.code for item in found if item is not None)
