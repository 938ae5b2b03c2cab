"""A link with the verdicts a person would give it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """right holds the fitting verdict first; more than one only where doubt says why a person may argue."""

    id: str
    url: str
    right: tuple[str, ...]
    style: str
    doubt: str = ""

    def __post_init__(self) -> None:
        if (len(self.right) > 1) != bool(self.doubt):
            raise ValueError(f"{self.style}: several verdicts need a reason, one verdict needs none")
