"""A publication at its own address, each of its versions for good, and its files."""

from django.utils.translation import gettext as _

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import (
    Place,
    PublicAgency,
    PublicationHead,
    PublicPublication,
    PublicVersion,
)
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document, FileDocument, draw, language_of
from prongsai.apps.portal.frame import absolute, make_frame, publisher
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.site.versions import show_version
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import year_path


def item_publication(slug: str, fiscal_year: int, item_code: str, number: int, asked: Asked) -> Answer:
    """A publication of an item: its current version."""
    return _publication(Place(slug, fiscal_year, item_code), number, None, asked)


def item_version(slug: str, fiscal_year: int, item_code: str, number: int, version: int, asked: Asked) -> Answer:
    """One version of a publication of an item."""
    return _publication(Place(slug, fiscal_year, item_code), number, version, asked)


def news_publication(slug: str, number: int, asked: Asked) -> Answer:
    """A piece of news: its current version."""
    return _publication(Place(slug), number, None, asked)


def news_version(slug: str, number: int, version: int, asked: Asked) -> Answer:
    """One version of a piece of news."""
    return _publication(Place(slug), number, version, asked)


def item_file(
    slug: str, fiscal_year: int, item_code: str, number: int, version: int, name: str, asked: Asked
) -> Answer:
    """A file of a version of an item's publication."""
    return _file(Place(slug, fiscal_year, item_code), number, version, name)


def news_file(slug: str, number: int, version: int, name: str, asked: Asked) -> Answer:
    """A file of a version of a piece of news."""
    return _file(Place(slug), number, version, name)


def _publication(place: Place, number: int, version_number: int | None, asked: Asked) -> Answer:
    head = public.look_at_publication(place.slug, place.item, number)
    if head is None:
        return None
    if head == asked.known:
        return UNCHANGED
    publication = public.find_publication(head.agency, place.item, number)
    if publication is None:
        return None
    version = publication.current if version_number is None else _version_of(publication, version_number)
    if version is None:
        return None
    return _page(head, publication, version, asked, is_own=version_number is not None)


def _version_of(publication: PublicPublication, number: int) -> PublicVersion | None:
    return next((one for one in publication.versions if one.number == number), None)


def _page(
    head: PublicationHead, publication: PublicPublication, version: PublicVersion, asked: Asked, *, is_own: bool
) -> Document:
    agency = head.agency
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    with language_of(asked):
        path = version.address if is_own else publication.address
        shown = show_version(version, tongue, path, english=asked.english, whole=True)
        title = shown.title or _("ถอนเรื่องที่ %(number)s ออกแล้ว") % {"number": shown.number}
        if is_own:
            title = _("%(title)s (ฉบับที่ %(version)s)") % {"title": title, "version": shown.version}
        frame = make_frame(
            agency,
            tongue,
            path,
            title,
            title,
            shown_name=head.agency_name,
            crumbs=_crumbs(version.place, tongue),
            data=_article(agency, version, path) if not version.is_withdrawn else None,
        )
        body = draw(
            "publication",
            frame,
            v=shown,
            page_title=title,
            others=[
                show_version(one, tongue, path, english=asked.english)
                for one in publication.versions
                if one is not version
            ],
            is_own=is_own,
            address=absolute(version.address),
        )
    return Document(body, head=head, agency=agency.pk, modified_at=version.changed_at)


def _crumbs(place: Place, tongue: Tongue) -> tuple[tuple[str, str], ...]:
    front = (f"/{place.slug}/", _("หน้าแรก"))
    if place.fiscal_year is None:
        return front, (place.path, _("ข่าว"))
    name = tongue.pick(*year_words(place.fiscal_year).title(place.code.upper()))
    year = (
        year_path(place.slug, place.fiscal_year),
        _("ปีงบประมาณ %(year)s") % {"year": tongue.n(place.fiscal_year)},
    )
    return front, year, (place.path, f"{place.code.upper()} {name}".strip())


def _article(agency: PublicAgency, version: PublicVersion, path: str) -> dict[str, object]:
    return {
        "@type": "NewsArticle" if version.place.fiscal_year is None else "CreativeWork",
        "headline" if version.place.fiscal_year is None else "name": version.title,
        "url": absolute(path),
        "version": str(version.number),
        "datePublished": version.published_at.isoformat(),
        "publisher": publisher(agency),
    }


def _file(place: Place, number: int, version_number: int, name: str) -> Answer:
    agency = public.find_agency(place.slug)
    version = public.find_version(agency, place.item, number, version_number) if agency else None
    if version is None:
        return None
    if version.is_withdrawn:
        return FileDocument(None)
    file = next((one for one in version.files if one.name == name), None)
    return FileDocument(file) if file else None
