"""What a web master copies to show the agency's public information in the agency's own web site."""

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.frame import absolute
from prongsai.apps.portal.site.embed import framing_hosts
from prongsai.core.public_address import embed_path


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to copy as it is."""

    name: str
    label: str
    text: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Pieces:
    """All of them. `hosts` are the sites that may frame; empty: every site may."""

    page: Piece
    frame: Piece
    news_frame: Piece
    items_part: Piece
    news_part: Piece
    shortcode: Piece
    news_shortcode: Piece
    rss: Piece
    rss_joomla: Piece
    json_feed: Piece
    hosts: tuple[str, ...]


def list_pieces(agency: Agency, fiscal_year: int | None, *, english: bool) -> Pieces:
    """For a year, or None for whatever year is the newest; `english` for the English pages of the agency."""
    slug = agency.slug
    told = public.find_agency(slug)

    def where(path: str) -> str:
        return absolute(in_english(path) if english else path)

    newest, above = embed_path(slug), embed_path(slug, fiscal_year)
    items, news = _("รายการข้อมูลสาธารณะ"), _("เรื่องที่เผยแพร่ล่าสุด")
    of_year = f' year="{fiscal_year}"' if fiscal_year else ""
    lang = ' lang="en"' if english else ""
    title = f"Public information of {agency.name}" if english else f"ข้อมูลสาธารณะของ{agency.name}"
    feed = absolute(f"/{slug}/feed.xml")
    return Pieces(
        page=Piece("page", _("ที่อยู่ของกรอบ"), where(above)),
        frame=Piece("frame", _("กรอบ: รายการและเรื่องล่าสุด"), make_frame(where(above), title, 900), 4),
        news_frame=Piece("news_frame", _("กรอบ: เรื่องล่าสุดอย่างเดียว"), make_frame(where(f"{newest}news/"), title, 500), 4),
        items_part=Piece("items_part", items, where(f"{above}items.html")),
        news_part=Piece("news_part", news, where(f"{newest}news.html")),
        shortcode=Piece("shortcode", items, f"[prongsai_items{of_year}{lang}]"),
        news_shortcode=Piece("news_shortcode", news, f"[prongsai_news{lang}]"),
        rss=Piece("rss", "RSS 2.0", feed),
        rss_joomla=Piece("rss_joomla", _("ที่อยู่ RSS"), feed),
        json_feed=Piece("json_feed", "JSON Feed 1.1", absolute(f"/{slug}/feed.json")),
        hosts=tuple(framing_hosts(told)) if told is not None else (),
    )


def make_frame(address: str, title: str, height: int) -> str:
    """The code of a frame; it stays in the middle where a theme puts blocks there."""
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%" height="{height}" '
        'style="border:0;display:block" loading="lazy" referrerpolicy="no-referrer"></iframe>'
    )
