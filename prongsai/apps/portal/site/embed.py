"""What other sites show of an agency: a year's items and the newest publications.

Each part comes as a page to frame, which sites of the agency may show inside their own, and as a bare piece of HTML that
another site's program takes in: without head, style and script, its classes all beginning with `prongsai`, its links
whole. Decision 0015 says why there are both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.loader import get_template
from django.utils.translation import gettext as _

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import ListedItem, PublicAgency, YearHead
from prongsai.apps.portal import assets
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document, language_of
from prongsai.apps.portal.frame import absolute, relative
from prongsai.apps.portal.framework_words import YearWords, year_words
from prongsai.apps.portal.site.items import count_words
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import agency_path, embed_path, news_list_path, year_path
from prongsai.core.public_host import with_twin

NEWEST = 10
Lead = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One item; `state` says whether anything is published for it, and when the newest came."""

    code: str
    href: str
    title: str
    state: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one sub-indicator; `name` "" where the year's cut is unknown."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A year's items in words. `newest` is the day of the newest publication, "" when there is none."""

    title: str
    href: str
    count: str
    newest: str
    is_draft: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One publication: its permanent address, its title as the agency wrote it, and where it belongs."""

    href: str
    title: str
    where: str
    day: str


@dataclass(frozen=True, slots=True)
class News:
    """The newest publications in words."""

    title: str
    href: str
    lines: tuple[NewsLine, ...]


def newest_page(slug: str, asked: Asked) -> Answer:
    """To frame: the items of the newest year, and what was published last of any year and of the news."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    head = public.look_at_year(slug, agency.latest_year) if agency.latest_year else None
    return _page(agency, head, asked, embed_path(slug))


def year_page(slug: str, fiscal_year: int, asked: Asked) -> Answer:
    """To frame: a year's items, and what was published last of them."""
    head = public.look_at_year(slug, fiscal_year)
    if head is None:
        return None
    return _page(head.agency, head, asked, embed_path(slug, fiscal_year), of_year=fiscal_year)


def news_page(slug: str, asked: Asked) -> Answer:
    """To frame beside other things: what was published last, alone."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    return _page(agency, None, asked, embed_path(slug) + "news/")


def items_fragment(slug: str, asked: Asked) -> Answer:
    """To take in: the items of the newest year."""
    agency = public.find_agency(slug)
    if agency is None or agency.latest_year is None:
        return None
    return year_fragment(slug, agency.latest_year, asked)


def year_fragment(slug: str, fiscal_year: int, asked: Asked) -> Answer:
    """To take in: a year's items."""
    head = public.look_at_year(slug, fiscal_year)
    if head is None:
        return None
    if head == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=head.agency.thai_digits)
    with language_of(asked):
        items = _items(head, tongue, _whole(asked))
        return _fragment("items", head, head.agency, tongue, items=items)


def news_fragment(slug: str, asked: Asked) -> Answer:
    """To take in: what was published last."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    with language_of(asked):
        return _fragment("news", agency, agency, tongue, news=_news(agency, None, tongue, _whole(asked)))


def framing_hosts(agency: PublicAgency) -> list[str]:
    """The names of the agency's own sites, each with and without "www."; empty when none is known."""
    named = [*public.list_hosts(agency), urlsplit(agency.site).hostname or ""]
    return list(dict.fromkeys(host for name in named for host in with_twin(name)))


def _framed_by(agency: PublicAgency) -> str:
    """Who may frame: the agency's own sites, or while none is known anybody. Public words, nothing to press."""
    hosts = framing_hosts(agency)
    return " ".join(
        ["'self'", *(f"{scheme}://{host}" for host in hosts for scheme in ("https", "http"))] if hosts else "*"
    )


def _page(
    agency: PublicAgency, year: YearHead | None, asked: Asked, path: str, *, of_year: int | None = None
) -> Answer:
    # Whoever serves a copy sends its own headers.
    framed_by = "" if asked.is_static else _framed_by(agency)
    head = (agency, year, framed_by)
    if head == asked.known:
        return UNCHANGED
    here = in_english(path) if asked.english else path
    tongue = asked.tongue(thai_digits=agency.thai_digits)

    def lead(to: str) -> str:
        return relative(here, in_english(to) if asked.english else to)

    with language_of(asked):
        items = _items(year, tongue, lead) if year is not None else None
        news = _news(agency, of_year, tongue, lead)
        about = year_path(agency.slug, year.fiscal_year) if year is not None else news_list_path(agency.slug)
        words = {
            "lang": tongue.code,
            "title": items.title if items is not None else news.title,
            "name": year.agency_name if of_year and year is not None else agency.name,
            "home": lead(agency_path(agency.slug)),
            "canonical": absolute(in_english(about) if asked.english else about),
            "css": "../" * (here.count("/") - 1) + assets.address("embed.css"),
            "items": items,
            "news": news,
        }
        body = get_template("portal/embed.html").render(words)
    return Document(body.encode("utf-8", "replace"), head=head, agency=agency.pk, framed_by=framed_by)


def _fragment(part: str, head: object, agency: PublicAgency, tongue: Tongue, **words: object) -> Document:
    body = get_template(f"portal/embed_{part}.html").render({"lang": tongue.code, **words})
    return Document(body.encode("utf-8", "replace"), head=head, agency=agency.pk)


def _whole(asked: Asked) -> Lead:
    def lead(to: str) -> str:
        return absolute(in_english(to) if asked.english else to)

    return lead


def _items(year: YearHead, tongue: Tongue, lead: Lead) -> Items:
    said, listed = year_words(year.fiscal_year), public.list_year(year)
    href = lead(year_path(year.agency.slug, year.fiscal_year))
    newest = max((item.newest_at for item in listed if item.newest_at), default=None)
    return Items(
        title=_("รายการข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. %(year)s") % {"year": tongue.n(year.fiscal_year)},
        href=href,
        count=count_words(listed, tongue),
        newest=tongue.day(newest),
        is_draft=not said.is_verified,
        sections=tuple(_sections(listed, said, tongue, href)),
    )


def _sections(listed: tuple[ListedItem, ...], said: YearWords, tongue: Tongue, above: str) -> list[Section]:
    """Items under their sections, as in the list of the year; `above` leads to it."""
    nothing, published, many = _("ยังไม่เผยแพร่"), _("เผยแพร่แล้ว"), _("เรื่อง")
    grouped: dict[str, list[Line]] = {}
    for item in listed:
        entry = said.items.get(item.code)
        count = f" {tongue.n(item.published)} {many}" if item.published > 1 else ""
        line = Line(
            code=item.code,
            href=f"{above}{item.code.lower()}/",
            title=tongue.pick(*entry.title) if entry else "",
            state=f"{published}{count} · {tongue.day(item.newest_at)}" if item.published else nothing,
            is_published=bool(item.published),
        )
        grouped.setdefault(entry.section if entry else "", []).append(line)
    return [
        Section(f"{tongue.n(code)} {tongue.pick(*said.sections[code])}" if code in said.sections else "", tuple(lines))
        for code, lines in grouped.items()
    ]


def _news(agency: PublicAgency, of_year: int | None, tongue: Tongue, lead: Lead) -> News:
    more = year_path(agency.slug, of_year) if of_year else f"/{agency.slug}/changes/"
    return News(
        title=_("เผยแพร่ล่าสุด"),
        href=lead(more),
        lines=tuple(
            NewsLine(
                href=lead(one.place.publication(one.publication)),
                title=one.title,
                where=f"{one.place.code} · {tongue.n(one.place.fiscal_year)}" if one.place.fiscal_year else _("ข่าว"),
                day=tongue.day(one.published_at),
            )
            for one in public.list_latest(agency, limit=NEWEST, fiscal_year=of_year)
        ),
    )
