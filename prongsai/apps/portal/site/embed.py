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

from prongsai.apps.portal import assets, lookups
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.document import Answer, Asked, Document, language_of
from prongsai.apps.portal.frame import absolute, relative
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.published import PublicAgency, PublicVersion, PublicYear
from prongsai.apps.portal.site.items import Section, count_words, list_sections
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import agency_path, embed_path, news_list_path, year_path
from prongsai.core.public_host import with_twin

NEWEST = 10
Lead = Callable[[str], str]


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
    agency = lookups.find_agency(slug)
    if agency is None:
        return None
    year = lookups.find_year(slug, agency.latest_year) if agency.latest_year else None
    return _page(agency, asked, embed_path(slug), year=year, versions=lookups.list_newest(agency, NEWEST))


def year_page(slug: str, fiscal_year: int, asked: Asked) -> Answer:
    """To frame: a year's items, and what was published last of them."""
    year = lookups.find_year(slug, fiscal_year)
    if year is None:
        return None
    versions = lookups.list_newest(year.agency, NEWEST, fiscal_year)
    return _page(year.agency, asked, embed_path(slug, fiscal_year), year=year, versions=versions)


def news_page(slug: str, asked: Asked) -> Answer:
    """To frame beside other things: what was published last, alone."""
    agency = lookups.find_agency(slug)
    if agency is None:
        return None
    return _page(agency, asked, embed_path(slug) + "news/", versions=lookups.list_newest(agency, NEWEST))


def items_fragment(slug: str, asked: Asked) -> Answer:
    """To take in: the items of the newest year."""
    agency = lookups.find_agency(slug)
    if agency is None or agency.latest_year is None:
        return None
    return year_fragment(slug, agency.latest_year, asked)


def year_fragment(slug: str, fiscal_year: int, asked: Asked) -> Answer:
    """To take in: a year's items."""
    year = lookups.find_year(slug, fiscal_year)
    if year is None:
        return None
    tongue = asked.tongue(thai_digits=year.agency.thai_digits)
    with language_of(asked):
        return _fragment("items", year.agency, tongue, items=_items(year, tongue, _whole(asked)))


def news_fragment(slug: str, asked: Asked) -> Answer:
    """To take in: what was published last."""
    agency = lookups.find_agency(slug)
    if agency is None:
        return None
    tongue = asked.tongue(thai_digits=agency.thai_digits)
    with language_of(asked):
        news = _news(agency, lookups.list_newest(agency, NEWEST), None, tongue, _whole(asked))
        return _fragment("news", agency, tongue, news=news)


def framing_hosts(agency: PublicAgency) -> list[str]:
    """The names of the agency's own sites, each with and without "www."; empty when none is known."""
    named = [*lookups.list_hosts(agency), urlsplit(agency.site).hostname or ""]
    return list(dict.fromkeys(host for name in named for host in with_twin(name)))


def _framed_by(agency: PublicAgency) -> str:
    """Who may frame: the agency's own sites, or while none is known anybody. Public words, nothing to press."""
    hosts = framing_hosts(agency)
    return " ".join(
        ["'self'", *(f"{scheme}://{host}" for host in hosts for scheme in ("https", "http"))] if hosts else "*"
    )


def _page(
    agency: PublicAgency,
    asked: Asked,
    path: str,
    *,
    versions: list[PublicVersion],
    year: PublicYear | None = None,
) -> Document:
    here = in_english(path) if asked.english else path
    tongue = asked.tongue(thai_digits=agency.thai_digits)

    def lead(to: str) -> str:
        return relative(here, in_english(to) if asked.english else to)

    with language_of(asked):
        of_year = year.fiscal_year if year is not None and path != embed_path(agency.slug) else None
        items = _items(year, tongue, lead) if year is not None else None
        news = _news(agency, versions, of_year, tongue, lead)
        about = year_path(agency.slug, year.fiscal_year) if year is not None else news_list_path(agency.slug)
        words = {
            "lang": tongue.code,
            "title": items.title if items is not None else news.title,
            "name": year.agency_name_then if of_year and year is not None else agency.name,
            "home": lead(agency_path(agency.slug)),
            "canonical": absolute(in_english(about) if asked.english else about),
            "css": "../" * (here.count("/") - 1) + assets.address("embed.css"),
            "items": items,
            "news": news,
        }
        body = get_template("portal/embed.html").render(words)
    return Document(body.encode("utf-8", "replace"), agency=agency.pk, stamp=agency.stamp, framed_by=_framed_by(agency))


def _fragment(part: str, agency: PublicAgency, tongue: Tongue, **words: object) -> Document:
    body = get_template(f"portal/embed_{part}.html").render({"lang": tongue.code, **words})
    return Document(body.encode("utf-8", "replace"), agency=agency.pk, stamp=agency.stamp)


def _whole(asked: Asked) -> Lead:
    def lead(to: str) -> str:
        return absolute(in_english(to) if asked.english else to)

    return lead


def _items(year: PublicYear, tongue: Tongue, lead: Lead) -> Items:
    said = year_words(year.fiscal_year)
    href = lead(year_path(year.agency.slug, year.fiscal_year))
    newest = max((item.newest_at for item in year.items if item.newest_at), default=None)
    return Items(
        title=_("รายการข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. %(year)s") % {"year": tongue.n(year.fiscal_year)},
        href=href,
        count=count_words(year, tongue),
        newest=tongue.day(newest),
        is_draft=not said.is_verified,
        sections=tuple(list_sections(year, said, tongue, href)),
    )


def _news(agency: PublicAgency, versions: list[PublicVersion], of_year: int | None, tongue: Tongue, lead: Lead) -> News:
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
            for one in versions
        ),
    )
