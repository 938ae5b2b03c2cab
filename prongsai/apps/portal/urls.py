"""Addresses of the public site. Everything of an agency lies under its word; its English pages one word deeper."""

from collections.abc import Callable

from django.urls import path, register_converter
from django.urls.resolvers import URLPattern

from prongsai.apps.portal import feeds, views
from prongsai.apps.portal.document import Answer
from prongsai.apps.portal.finding import seconds_to_search
from prongsai.apps.portal.site import agency, embed, items, publications


class BuddhistYear:
    """A fiscal year as a path has it."""

    regex = "2[56][0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class ItemCode:
    """An item's code in small letters."""

    regex = "[a-z][a-z0-9.]{0,7}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value.lower()


class Plain:
    """A name of a file: anything but a folder."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Slug:
    """An agency's word: never one of those that stand for something else."""

    regex = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(BuddhistYear, "year")
register_converter(ItemCode, "code")
register_converter(Plain, "plain")
register_converter(Slug, "word")

_ITEM = "<word:slug>/<year:fiscal_year>/<code:item_code>/"
_NEWS = "<word:slug>/news/"
_EMBED = "<word:slug>/embed/"
_ONE = "<int:number>/"
_VERSION = "<int:number>/v<int:version>/"

app_name = "portal"
PAGES: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
    ("<word:slug>/", "front", agency.front),
    ("<word:slug>/news/", "news", agency.news),
    ("<word:slug>/changes/", "changes", agency.changes),
    ("<word:slug>/data/", "data", agency.data),
    ("<word:slug>/search/", "search", agency.search),
    ("<word:slug>/<year:fiscal_year>/", "year", items.year),
    (_ITEM, "item", items.item),
    (_ITEM + _ONE, "publication", publications.item_publication),
    (_ITEM + _VERSION, "version", publications.item_version),
    (_NEWS + _ONE, "news_publication", publications.news_publication),
    (_NEWS + _VERSION, "news_version", publications.news_version),
    (_EMBED, "embed", embed.newest_page),
    (_EMBED + "news/", "embed_news", embed.news_page),
    (_EMBED + "<year:fiscal_year>/", "embed_year", embed.year_page),
    (_EMBED + "items.html", "fragment_items", embed.items_fragment),
    (_EMBED + "news.html", "fragment_news", embed.news_fragment),
    (_EMBED + "<year:fiscal_year>/items.html", "fragment_year", embed.year_fragment),
)
"""Pages that exist in both languages."""

WAITS = {"search": seconds_to_search}
"""Pages that cost much, with who says how often they may be asked for."""

FILES: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
    ("sitemap.xml", "sitemap_index", feeds.sitemap_index),
    ("robots.txt", "robots", feeds.robots),
    ("<word:slug>/sitemap.xml", "sitemap", feeds.sitemap),
    ("<word:slug>/feed.xml", "feed_rss", feeds.rss),
    ("<word:slug>/feed.json", "feed_json", feeds.json_feed),
    ("<word:slug>/signing-key.pem", "signing_key", feeds.signing_key),
    ("<word:slug>/data/publications.csv", "publications_csv", feeds.publications_csv),
    ("<word:slug>/data/items.csv", "items_csv", feeds.items_csv),
    ("<word:slug>/data/changes.csv", "changes_csv", feeds.changes_csv),
    (_ITEM + "qr.svg", "qr", items.qr),
    (_ITEM + _VERSION + "<plain:name>", "file", publications.item_file),
    (_NEWS + _VERSION + "<plain:name>", "news_file", publications.news_file),
)
"""Everything else: one for both languages."""


def _english(route: str) -> str:
    return route.replace("<word:slug>/", "<word:slug>/en/", 1)


urlpatterns: list[URLPattern] = [
    *(path(route, views.public(build), name=name) for route, name, build in FILES),
    *(
        path(_english(route), views.public(build, english=True, wait=WAITS.get(name)), name=f"{name}_en")
        for route, name, build in PAGES
    ),
    *(path(route, views.public(build, wait=WAITS.get(name)), name=name) for route, name, build in PAGES),
    path("static/portal/<plain:name>", views.asset, name="asset"),
]
