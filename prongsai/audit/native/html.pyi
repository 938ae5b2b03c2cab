from collections.abc import Callable
from typing import Protocol

from prongsai.audit.page import PageLink

class _Page(Protocol):
    base: str
    links: list[PageLink]
    headings: list[str]

class Tags:
    def __init__(
        self,
        roles: dict[str, int],
        void: frozenset[str],
        closing: frozenset[str],
        hides: Callable[[str, str], bool],
        attribute: Callable[[str, str], str],
        one_line: Callable[[str], str],
        link_type: type[PageLink],
    ) -> None: ...
    def read_parts(self, parts: list[str], page: _Page, most_links: int) -> str | None: ...

def lines_of(text: str) -> list[str]: ...
def find_skipped(text: str, start: int, names: frozenset[str]) -> tuple[int, str]: ...
def may_hold_pre(text: str) -> bool: ...
