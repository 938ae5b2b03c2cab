"""One open thing with the words and addresses a person needs."""

from dataclasses import dataclass

from prongsai.core.reminder import OpenThing


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """`path` is where its holder does it, `view_path` where those told higher up look at it."""

    thing: OpenThing
    what: str
    unit_name: str
    path: str
    view_path: str


def what_words(number: int, issue: str, text: str | None) -> str:
    """How a piece of work is named everywhere: the measure, then what is asked."""
    return " · ".join(filter(None, (f"{number}. {issue}", text or "")))
