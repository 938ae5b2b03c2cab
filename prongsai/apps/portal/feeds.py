"""What programs read: RSS and JSON Feed of news and publications, CSV of everything public, sitemaps, robots.txt."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import PublicAgency, PublicVersion
from prongsai.apps.portal.addresses import in_english
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document
from prongsai.apps.portal.frame import absolute, site_address
from prongsai.apps.portal.framework_words import year_words
from prongsai.apps.portal.keys import find_public_key
from prongsai.core.public_address import agency_path, item_path, news_list_path

LINES = 100
RSS = "application/rss+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _answer(agency: PublicAgency, text: str, content_type: str) -> Document:
    return Document(
        text.encode("utf-8", "replace"),
        content_type,
        head=agency,
        agency=agency.pk,
        modified_at=agency.changed_at,
    )


def _newest(agency: PublicAgency) -> list[PublicVersion]:
    """The published versions the public saw last, newest first."""
    return public.list_latest(agency, limit=LINES)


def _where(version: PublicVersion) -> str:
    place = version.place
    if place.fiscal_year is None:
        return "ข่าวประชาสัมพันธ์"
    return f"{place.code} {year_words(place.fiscal_year).title(place.code)[0]} ปีงบประมาณ พ.ศ. {place.fiscal_year}"


def rss(slug: str, asked: Asked) -> Answer:
    """News and publications, newest first, for feed readers and the agency's own site."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
        f"<title>{_xml(agency.name)}</title><link>{absolute(agency_path(slug))}</link>",
        f"<description>{_xml('ข้อมูลสาธารณะของ' + agency.name)}</description><language>th</language>",
        f'<atom:link href="{absolute(f"/{slug}/feed.xml")}" rel="self" type="application/rss+xml"/>',
    ]
    if agency.changed_at:
        lines.append(f"<lastBuildDate>{format_datetime(agency.changed_at.astimezone(UTC))}</lastBuildDate>")
    for version in _newest(agency):
        lines.append(
            f"<item><title>{_xml(version.title)}</title><link>{absolute(version.place.publication(version.publication))}"
            f'</link><guid isPermaLink="true">{absolute(version.address)}</guid>'
            f"<pubDate>{format_datetime(version.published_at.astimezone(UTC))}</pubDate>"
            f"<description>{_xml(_where(version))}</description><category>{_xml(_where(version))}</category>"
            f"{_enclosure(version)}</item>"
        )
    return _answer(agency, "\n".join([*lines, "</channel></rss>", ""]), RSS)


def _enclosure(version: PublicVersion) -> str:
    if not version.files:
        return ""
    file = version.files[0]
    return (
        f'<enclosure url="{absolute(version.address + file.name)}" length="{file.size_bytes}" '
        f"type={quoteattr(_xml_signs(file.content_type))}/>"
    )


def json_feed(slug: str, asked: Asked) -> Answer:
    """The same as JSON Feed 1.1."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": agency.name,
        "home_page_url": absolute(agency_path(slug)),
        "feed_url": absolute(f"/{slug}/feed.json"),
        "language": "th",
        "items": [
            {
                "id": absolute(version.address),
                "url": absolute(version.place.publication(version.publication)),
                "title": version.title,
                "content_text": _where(version),
                "date_published": version.published_at.astimezone(UTC).isoformat(),
                "tags": [_where(version)],
                "attachments": [
                    {
                        "url": absolute(version.address + file.name),
                        "mime_type": file.content_type,
                        "size_in_bytes": file.size_bytes,
                        "title": file.saved_as,
                    }
                    for file in version.files
                ],
            }
            for version in _newest(agency)
        ],
    }
    return _answer(agency, json.dumps(feed, ensure_ascii=False, indent=1) + "\n", JSON_FEED)


def publications_csv(slug: str, asked: Asked) -> Answer:
    """Every version that may be read, one a line."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    head = (
        "fiscal_year",
        "item",
        "item_title",
        "publication",
        "version",
        "state",
        "kind",
        "title",
        "period_from",
        "period_to",
        "as_of",
        "published_at",
        "replaced_at",
        "url",
        "link",
        "file",
        "sha256",
        "content_sha256",
    )
    rows = (
        (
            version.place.fiscal_year or "",
            version.place.code,
            year_words(version.place.fiscal_year).title(version.place.code)[0] if version.place.fiscal_year else "",
            version.publication,
            version.number,
            version.state,
            version.kind,
            version.title,
            version.period_from or "",
            version.period_to or "",
            version.as_of_on or "",
            _iso(version.published_at),
            _iso(version.replaced_at),
            absolute(version.address),
            version.url,
            absolute(version.address + version.files[0].name) if version.files else "",
            version.files[0].sha256 if version.files else "",
            version.content_sha256,
        )
        for version in asked.list_published(agency)
    )
    return _answer(agency, _csv(head, rows), CSV)


def items_csv(slug: str, asked: Asked) -> Answer:
    """Every item of every opened year, and how much is published for it."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    head = ("fiscal_year", "item", "title", "title_en", "unit", "published", "newest_at", "url")
    rows: list[tuple[object, ...]] = []
    for fiscal_year in (one.fiscal_year for one in public.list_years(agency)):
        year = public.look_at_year(slug, fiscal_year)
        said = year_words(fiscal_year)
        for item in public.list_year(year) if year else ():
            thai, english = said.title(item.code)
            address = absolute(item_path(slug, fiscal_year, item.code))
            rows.append(
                (fiscal_year, item.code, thai, english, item.unit_name, item.published, _iso(item.newest_at), address)
            )
    return replace(_answer(agency, _csv(head, rows), CSV), head=None)  # units are renamed without a stamp


def changes_csv(slug: str, asked: Asked) -> Answer:
    """The whole public log, oldest first."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    head = ("number", "kind", "at", "fiscal_year", "item", "title", "why", "url")
    rows = (
        (
            one.number,
            one.kind,
            _iso(one.at),
            one.fiscal_year or "",
            one.item_code,
            one.title,
            one.why,
            absolute(one.address),
        )
        for one in reversed(public.list_changes(agency, limit=None))
    )
    return _answer(agency, _csv(head, rows), CSV)


def sitemap(slug: str, asked: Asked) -> Answer:
    """Every page of an agency with the day of its last change, each beside its English one."""
    agency = public.find_agency(slug)
    if agency is None:
        return None
    if agency == asked.known:
        return UNCHANGED
    changed: dict[str, datetime] = {}
    for version in asked.list_published(agency):
        at = version.replaced_at or version.published_at
        for path in (version.place.publication(version.publication), version.address, version.place.path):
            changed[path] = max(changed.get(path, at), at)
    paths = [agency_path(slug), news_list_path(slug), f"/{slug}/changes/", f"/{slug}/data/", f"/{slug}/search/"]
    paths += [one.address for one in public.list_years(agency)]
    paths += [item_path(slug, year, code) for year, code in public.list_item_codes(agency)]
    paths += [path for path in changed if path not in set(paths)]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in paths:
        last = changed.get(path) or (agency.changed_at if path == agency_path(slug) else None)
        when = f"<lastmod>{_iso(last)}</lastmod>" if last else ""
        other = f'<xhtml:link rel="alternate" hreflang="en" href="{absolute(in_english(path))}"/>'
        lines.append(f"<url><loc>{absolute(path)}</loc>{when}{other}</url>")
    return _answer(agency, "\n".join([*lines, "</urlset>", ""]), XML)


def signing_key(slug: str, asked: Asked) -> Answer:
    """The public half of the key that signs the copy of the site, as PEM."""
    agency = public.find_agency(slug)
    key = find_public_key(agency.pk) if agency else None
    if agency is None or key is None:
        return None
    head = (agency, key)
    return UNCHANGED if head == asked.known else replace(_answer(agency, key.pem, TEXT), head=head)


def sitemap_index(asked: Asked, only: str | None = None) -> Answer:
    """The sitemaps of all agencies, or of one."""
    head = tuple(one.slug for one in public.list_agencies() if only in (None, one.slug))
    if head == asked.known:
        return UNCHANGED
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{absolute(f'/{slug}/sitemap.xml')}</loc></sitemap>" for slug in head),
    ]
    return Document("\n".join([*lines, "</sitemapindex>", ""]).encode(), XML, head=head)


def robots(asked: Asked) -> Answer:
    """Everything public may be read by machines; the office has nothing for them."""
    text = f"User-agent: *\nDisallow: /office/\nAllow: /\nSitemap: {site_address()}/sitemap.xml\n"
    return Document(text.encode(), TEXT)


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """With a byte-order mark, so that Excel reads Thai; no cell begins a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _xml(text: str) -> str:
    return escape(_xml_signs(text))


def _xml_signs(text: str) -> str:
    """Without the signs that XML has no way to write."""
    return _NO_XML.sub("", text)
