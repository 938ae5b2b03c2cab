"""An agency's front page, its news, its public log, search and what may be taken away as data."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import PublicAgency, PublicChange, PublicVersion
from prongsai.apps.portal import words
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document, draw, language_of
from prongsai.apps.portal.executives import Executive, look_at_front
from prongsai.apps.portal.finding import ON_A_PAGE, FoundLine, FoundPage, item_title, search_agency
from prongsai.apps.portal.frame import (
    absolute,
    kind_words,
    make_frame,
    outside_link,
    place_words,
    publisher,
    relative,
    site_address,
)
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.keys import find_public_key
from prongsai.apps.portal.site.versions import show_version
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import agency_path, item_path, news_list_path
from prongsai.wiring import bangkok_today

NEWS_ON_FRONT = 5
CHANGES_ON_FRONT = 8
NEWS_ON_PAGE = 500
CHANGES_ON_PAGE = 200


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the public log."""

    moment: str
    words: str
    what: str
    why: str
    href: str
    is_own: bool
    """Whether `what` and `why` have words of the agency's own, which are Thai on every page."""


@dataclass(frozen=True, slots=True)
class ExecutiveLine:
    """A person in a leading post."""

    name: str
    title: str


def front(slug: str, asked: Asked) -> Answer:
    """Contact, executives, news, and the way to the year's items."""
    head = look_at_front(slug, bangkok_today())
    if head is None:
        return None
    if head == asked.known:
        return UNCHANGED
    agency = head.agency
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    path = agency_path(slug)
    with language_of(asked):
        description = _("ข้อมูลสาธารณะของ%(agency)s %(place)s") % {
            "agency": agency.name,
            "place": place_words(agency, tongue),
        }
        frame = make_frame(agency, tongue, path, agency.name, description, data=publisher(agency))
        body = draw(
            "front",
            frame,
            kind=kind_words(agency),
            place=place_words(agency, tongue),
            about=[line for line in agency.about.splitlines() if line.strip()],
            executives=[_executive(one) for one in head.executives],
            news=[_listed(one, tongue, path, asked) for one in _news(agency, NEWS_ON_FRONT)],
            years=_years(agency, tongue),
            changes=[_change(one, tongue, path, asked) for one in public.list_changes(agency, limit=CHANGES_ON_FRONT)],
            contact=_contact(agency),
        )
    return Document(body, head=head, agency=agency.pk, modified_at=agency.changed_at)


def _executive(one: Executive) -> ExecutiveLine:
    capacity = str(words.CAPACITIES.get(one.capacity, ""))
    return ExecutiveLine(one.name, f"{capacity} {one.title}".strip())


def _news(agency: PublicAgency, limit: int) -> list[PublicVersion]:
    return public.list_latest(agency, limit=limit, only_news=True)


def _years(agency: PublicAgency, tongue: Tongue) -> list[tuple[str, str, str, str]]:
    return [
        (tongue.n(one.fiscal_year), f"{one.fiscal_year}/", tongue.n(one.items_with_content), tongue.n(one.item_count))
        for one in public.list_years(agency)
    ]


def _contact(agency: PublicAgency) -> list[tuple[str, str, str]]:
    """(what, words, link) of everything the agency gave; the link "" where it is no link."""
    dialled = "".join(sign for sign in agency.phone if sign.isdigit() or sign == "+")
    rows = [
        (_("ที่อยู่"), agency.postal_address, ""),
        (_("โทรศัพท์"), agency.phone, f"tel:{dialled}" if 8 < len(dialled) < 14 else ""),
        (_("โทรสาร"), agency.fax, ""),
        (_("อีเมล"), agency.email, f"mailto:{agency.email}"),
        (_("เว็บไซต์"), agency.site, outside_link(agency.site)),
        (_("เครือข่ายสังคม"), agency.social, outside_link(agency.social)),
        (_("แผนที่"), agency.map_url, outside_link(agency.map_url)),
        (_("ติดต่อสอบถาม"), agency.contact_url, outside_link(agency.contact_url)),
        (_("ร้องเรียนการทุจริต"), agency.complaint_url, outside_link(agency.complaint_url)),
    ]
    return [row for row in rows if row[1]]


def news(slug: str, asked: Asked) -> Answer:
    """Everything the agency published that belongs to no item, newest first."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    path = news_list_path(slug)
    with language_of(asked):
        title = _("ข่าวประชาสัมพันธ์")
        frame = make_frame(
            agency, tongue, path, title, f"{title} {agency.name}", crumbs=((agency_path(slug), _("หน้าแรก")),)
        )
        lines = [_listed(one, tongue, path, asked) for one in _news(agency, NEWS_ON_PAGE)]
        body = draw("news", frame, news=lines, page_title=title)
    return Document(body, head=agency, agency=agency.pk, modified_at=agency.changed_at)


def changes(slug: str, asked: Asked) -> Answer:
    """What was published, replaced and withdrawn, newest first."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    path = f"/{slug}/changes/"
    with language_of(asked):
        title = _("บันทึกการเผยแพร่")
        frame = make_frame(
            agency, tongue, path, title, f"{title} {agency.name}", crumbs=((agency_path(slug), _("หน้าแรก")),)
        )
        lines = [_change(one, tongue, path, asked) for one in public.list_changes(agency, limit=CHANGES_ON_PAGE)]
        body = draw("changes", frame, changes=lines, page_title=title)
    return Document(body, head=agency, agency=agency.pk, modified_at=agency.changed_at)


def data(slug: str, asked: Asked) -> Answer:
    """Everything public as files for programs, the feeds, and the key that signs the copy of the site."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    key = find_public_key(agency.pk)
    head = (agency, key)
    if head == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    with language_of(asked):
        title = _("ข้อมูลเปิด")
        frame = make_frame(
            agency,
            tongue,
            f"/{slug}/data/",
            title,
            _("ข้อมูลสาธารณะทั้งหมดของ%(agency)s ในรูปแบบที่โปรแกรมอ่านได้") % {"agency": agency.name},
            crumbs=((agency_path(slug), _("หน้าแรก")),),
        )
        up = "../../" if asked.english else "../"
        body = draw("data", frame, page_title=title, base=up, key=key.fingerprint if key else "", site=site_address())
    return Document(body, head=head, agency=agency.pk, modified_at=agency.changed_at)


def _listed(version: PublicVersion, tongue: Tongue, page: str, asked: Asked):  # type: ignore[no-untyped-def]
    return show_version(version, tongue, page, english=asked.english)


def _change(change: PublicChange, tongue: Tongue, page: str, asked: Asked) -> ChangeLine:
    here = in_english(page) if asked.english else page
    path = change.address if change.address.endswith("/") else change.address.rpartition("/")[0] + "/"
    what = change.title
    if change.fiscal_year and change.item_code:
        name = tongue.pick(*year_words(change.fiscal_year).title(change.item_code))
        what = f"{change.item_code} {name} · {tongue.n(change.fiscal_year)}" + (
            f": {change.title}" if change.title else ""
        )
    elif change.fiscal_year:
        what = _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": tongue.n(change.fiscal_year)}
    if change.is_year_closed:
        why, word = _("เปิดปีนี้โดยไม่ได้ตั้งใจ ยังไม่มีข้อมูลใดในปีนี้"), _("ปิดปีที่เปิดโดยไม่ได้ตั้งใจ")
    else:
        why, word = change.why if change.kind == "withdrawn" else "", str(words.CHANGES[change.kind])
    return ChangeLine(
        moment=tongue.moment(change.at),
        words=word,
        what=what or absolute(path),
        why=why,
        href=relative(here, in_english(path) if asked.english else path),
        is_own=change.version is not None,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One line of an answer to a search, or of the list of everything."""

    href: str
    title: str
    where: str
    language: str


def search(slug: str, asked: Asked) -> Answer:
    """Words in titles and texts; without words, and in the static copy, the list of everything that can be found."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    path = f"/{slug}/search/"
    here = in_english(path) if asked.english else path
    with language_of(asked):
        title = _("ค้นหา")
        found = search_agency(agency, asked.query, asked.page, tongue) if asked.query else None
        frame = make_frame(
            agency,
            tongue,
            path,
            title,
            f"{title} {agency.name}",
            query=_asks(asked.query, found.page) if found else "",
            crumbs=((agency_path(slug), _("หน้าแรก")),),
        )
        lines = [
            Found(
                relative(here, in_english(one.path) if asked.english else one.path), one.title, one.where, one.language
            )
            for one in (found.lines if found else _everything(agency, tongue, asked))
        ]
        body = draw(
            "search",
            frame,
            page_title=title,
            query=asked.query,
            lines=lines,
            is_static=asked.is_static,
            **(_pages(found, asked.query, tongue) if found else {}),
        )
    return Document(body, head=agency, agency=agency.pk, modified_at=agency.changed_at)


def _asks(query: str, page: int) -> str:
    """The part of a result page's address after its path; for good, whatever is found there later."""
    return "?" + urlencode({"q": query, **({"page": page} if page > 1 else {})})


def _pages(found: FoundPage, query: str, tongue: Tongue) -> dict[str, object]:
    first = (found.page - 1) * ON_A_PAGE + 1
    return {
        "count": tongue.n(f"{found.total:,}"),
        "is_more": found.is_more,
        "is_too_short": found.is_too_short,
        "page": tongue.n(found.page) if found.pages > 1 else "",
        "pages": tongue.n(found.pages),
        "first": tongue.n(first),
        "last": tongue.n(first + len(found.lines) - 1),
        "previous": _asks(query, found.page - 1) if found.page > 1 else "",
        "next": _asks(query, found.page + 1) if found.page < found.pages else "",
    }


def _everything(agency: PublicAgency, tongue: Tongue, asked: Asked) -> list[FoundLine]:
    found = []
    for version in asked.list_published(agency):
        if version.state == "published":
            where = (
                f"{version.place.code} · {tongue.n(version.place.fiscal_year)}"
                if version.place.fiscal_year
                else _("ข่าว")
            )
            found.append(FoundLine(version.place.publication(version.publication), version.title, where))
    for year, code in public.list_item_codes(agency):
        if year == agency.latest_year:
            name, language = item_title(year, code, tongue)
            found.append(FoundLine(item_path(agency.slug, year, code), f"{code} {name}", tongue.n(year), language))
    return found
