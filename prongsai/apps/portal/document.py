"""What stands at a public address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import get_template
from django.utils import translation

from prongsai.apps.disclosure.public_queries import OfAgency, PublicFile, PublicVersion, list_published
from prongsai.apps.portal.frame import Frame
from prongsai.apps.portal.tongue import Tongue

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to answer with. They stand while a look gives an equal `head`; None: they are never used again.

    `agency` is the key of the agency that the page is of; None: it is no agency's. `framed_by` names the sites that may
    show it in a frame, as Content-Security-Policy writes them; "" is none.
    """

    body: bytes
    content_type: str = HTML
    head: object = None
    agency: int | None = None
    status: int = 200
    modified_at: datetime | None = None
    framed_by: str = ""


@dataclass(frozen=True, slots=True)
class FileDocument:
    """A file of a publication, in storage; None stands for one that was withdrawn (`file` is gone for good)."""

    file: PublicFile | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The thing asked for has its page at another path."""

    path: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page that the asker holds is still right."""


UNCHANGED = Unchanged()


@dataclass(slots=True)
class Asked:
    """What a builder is told: the language by the address, the words of a search, and who will serve the answer.

    `known` is the head of the page that is held already: a builder that looks and finds it equal draws nothing.
    `published` is every version of the agency for a copy, which has read them once for all its lists.
    """

    english: bool = False
    query: str = ""
    page: int = 1
    is_static: bool = False
    known: object = None
    published: Sequence[PublicVersion] | None = None

    def list_published(self, agency: OfAgency) -> Iterable[PublicVersion]:
        """Every version that may be read, in the order of years, items, numbers and versions."""
        return self.published if self.published is not None else list_published(agency)

    def tongue(self, *, thai_digits: bool) -> Tongue:
        """How the page speaks."""
        return Tongue(self.english, thai_digits)


Answer = Document | FileDocument | Elsewhere | Unchanged | None


def draw(template: str, frame: Frame, **context: object) -> bytes:
    """A page's bytes. Without a request: nothing of a person, a session or a cookie can get in."""
    found = get_template(f"portal/{template}.html")
    return found.render({"f": frame, **context}).encode("utf-8", "replace")


def language_of(asked: Asked) -> translation.override:
    """The language for the time of drawing."""
    return translation.override("en" if asked.english else "th")
