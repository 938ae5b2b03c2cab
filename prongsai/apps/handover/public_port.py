"""What hand-overs ask of the app that publishes; that app, which stands above this one, puts itself here at start."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from prongsai.apps.agencies.models import Agency


class PublicItem(NamedTuple):
    """An item of a year. `address` is its public page, "" where the year was not opened; `published` how much is public there
    now; `office` the page on which one publishes for it."""

    code: str
    address: str
    published: int
    office: str


class PublicSite(Protocol):
    """Knows what every agency has made public."""

    def list_items(self, agency: Agency, fiscal_year: int, codes: Sequence[str]) -> list[PublicItem]:
        """Each of these items in their order; at most one query."""
        ...


class _NoSite:
    def list_items(self, agency: Agency, fiscal_year: int, codes: Sequence[str]) -> list[PublicItem]:
        return []


_site: PublicSite = _NoSite()


def public_site() -> PublicSite:
    """The public site; one with nothing on it where no app publishes."""
    return _site


def set_public_site(new: PublicSite) -> None:
    """Called once, when the app that publishes starts."""
    global _site
    _site = new
