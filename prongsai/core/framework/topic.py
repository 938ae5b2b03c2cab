"""Topics: what an item is about, by one name through all the years, with the spellings agencies use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `phrases` are titles and headings it goes by; `near` is a hint for a person, never a mapping."""

    code: str
    name_th: str
    name_en: str
    near: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over several topics, as issues of a measure table name it ("การให้บริการ").

    `topics` are always meant; those of `only_when_named` only when the measure's own text names them.
    """

    names: tuple[str, ...]
    topics: tuple[str, ...]
    only_when_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """All topics with their spellings, the headings over them, and words that name no item at all.

    `evidence` gives for a topic the words that show in running text that it is meant. Two of these are the same only
    when they are one object, so that what is computed from one can be kept by it.
    """

    topics: tuple[Topic, ...] = ()
    headings: tuple[Heading, ...] = ()
    not_items: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    _by_code: dict[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {topic.code: topic for topic in self.topics})

    def find(self, code: str) -> Topic | None:
        """The topic of a code, None when there is none."""
        return self._by_code.get(code)


NO_TOPICS = Topics()
