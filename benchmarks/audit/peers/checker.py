"""What the benchmark needs of a link checker: its command line, and what it said of each address."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the list: what the auditor may be told beside the address."""

    id: str
    url: str
    item: str | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all checkers in a run. Pacing is off in all of them."""

    connections: int = 128
    whole_s: float = 60.0
    first_byte_s: float = 20.0
    connect_s: float = 10.0
    allowed_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """How to start a checker on a list."""

    words: tuple[str, ...]
    stdin: Path | None = None


class Checker(Protocol):
    """One link checker in one mode."""

    @property
    def name(self) -> str: ...

    def prepare(self, links: Sequence[Link], folder: Path, settings: Settings) -> Command:
        """Writes the list as this checker wants it and gives the command; the folder is fresh."""
        ...

    def said(self, links: Sequence[Link], folder: Path, stdout: Path) -> dict[str, str]:
        """What it said in one word or two, by the link's id; ids it left out are missing."""
        ...
