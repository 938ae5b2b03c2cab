"""The list of a year and the pages of its items."""

import io
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import (
    ItemHead,
    ListedItem,
    PublicElement,
    PublicPublication,
    PublicVersion,
)
from prongsai.apps.portal import words
from prongsai.apps.portal.document import UNCHANGED, Answer, Asked, Document, draw, language_of
from prongsai.apps.portal.frame import absolute, make_frame, publisher
from prongsai.apps.portal.framework_words import ItemWords, YearWords, year_words
from prongsai.apps.portal.site.versions import ShownVersion, show_version
from prongsai.apps.portal.site.year_lines import draw_line, join_lines
from prongsai.apps.portal.tongue import Tongue
from prongsai.core.public_address import item_path, year_path

SVG = "image/svg+xml"
QUIET_MODULES = 4
"""White around a QR code, as its standard asks for."""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one sub-indicator; `name` "" where the year's cut is unknown."""

    name: str
    lines: SafeString


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One required element and what was seen of it."""

    text: str
    sign: str
    css: str
    word: str
    by: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of an item's own log."""

    day: str
    words: str
    why: str


def year(slug: str, fiscal_year: int, asked: Asked) -> Answer:
    """The item index of a year, in the framework's order."""
    found = public.look_at_year(slug, fiscal_year)
    if found is None:
        return None
    if found == asked.known:
        return UNCHANGED
    years, items = public.list_opened(found.agency), public.list_year(found)
    tongue = asked.tongue(thai_digits=found.agency.thai_digits)
    with language_of(asked):
        said = year_words(fiscal_year)
        path = year_path(slug, fiscal_year)
        title = _("รายการข้อมูลสาธารณะ ปีงบประมาณ พ.ศ. %(year)s") % {"year": tongue.n(fiscal_year)}
        count = count_words(items, tongue)
        frame = make_frame(
            found.agency,
            tongue,
            path,
            title,
            f"{found.agency_name}: {count}",
            shown_name=found.agency_name,
            crumbs=((f"/{slug}/", _("หน้าแรก")),),
            data={
                "@type": "DataCatalog",
                "name": f"{title} {found.agency_name}",
                "url": absolute(path),
                "publisher": publisher(found.agency),
            },
        )
        body = draw(
            "year",
            frame,
            count=count,
            sections=_sections(fiscal_year, items, said, tongue),
            years=[(tongue.n(one), f"../{one}/", one == fiscal_year) for one in years],
            is_verified=said.is_verified,
            now_called=found.agency.name if found.agency.name != found.agency_name else "",
        )
    return Document(body, head=found, agency=found.agency.pk, modified_at=found.agency.changed_at)


def count_words(items: tuple[ListedItem, ...], tongue: Tongue) -> str:
    """How many of a year's items have something published."""
    published = sum(1 for item in items if item.published)
    return _("เผยแพร่แล้ว %(published)s จาก %(all)s รายการ") % {
        "published": tongue.n(published),
        "all": tongue.n(len(items)),
    }


def _sections(fiscal_year: int, items: tuple[ListedItem, ...], said: YearWords, tongue: Tongue) -> list[Section]:
    """Items under their sections, both in the order of the year's list."""
    nothing, published, many = _("ยังไม่เผยแพร่"), _("เผยแพร่แล้ว"), _("เรื่อง")
    grouped: dict[str, list[str]] = {}
    for item in items:
        entry = said.items.get(item.code)
        count = f" {tongue.n(item.published)} {many}" if item.published > 1 else ""
        state = f"{published}{count} · {tongue.day(item.newest_at)}" if item.published else nothing
        line = draw_line(fiscal_year, item.code, tongue, state, is_published=bool(item.published))
        grouped.setdefault(entry.section if entry else "", []).append(line)
    return [
        Section(
            f"{tongue.n(code)} {tongue.pick(*said.sections[code])}" if code in said.sections else "", join_lines(lines)
        )
        for code, lines in grouped.items()
    ]


def item(slug: str, fiscal_year: int, item_code: str, asked: Asked) -> Answer:
    """An item's page: what must be in it, what is published, its versions and log. Every opened item has one."""
    found = public.look_at_item(slug, fiscal_year, item_code)
    if found is None:
        return None
    if found == asked.known:
        return UNCHANGED
    publications = public.list_publications(found)
    elements = public.list_elements(found) if publications else ()
    tongue = asked.tongue(thai_digits=found.agency.thai_digits)
    with language_of(asked):
        said = year_words(fiscal_year)
        path = found.place.path
        name = tongue.pick(*said.title(found.code))
        title = f"{found.code} {name}".strip()
        shown = [show_version(one.current, tongue, path, english=asked.english) for one in publications]
        description = _("%(item)s ปีงบประมาณ พ.ศ. %(year)s ของ%(agency)s") % {
            "item": title,
            "year": tongue.n(fiscal_year),
            "agency": found.agency_name,
        }
        frame = make_frame(
            found.agency,
            tongue,
            path,
            f"{title} · {tongue.n(fiscal_year)}",
            description,
            shown_name=found.agency_name,
            crumbs=(
                (f"/{slug}/", _("หน้าแรก")),
                (year_path(slug, fiscal_year), _("ปีงบประมาณ %(year)s") % {"year": tongue.n(fiscal_year)}),
            ),
            data=_dataset(found, publications, title, description),
        )
        body = draw(
            "item",
            frame,
            code=found.code,
            name=name,
            year=tongue.n(fiscal_year),
            unit=found.unit_name,
            shown=shown,
            older=_older(publications, tongue, path, english=asked.english),
            elements=_elements(said.items.get(found.code), elements, tongue),
            log=_log(found, publications, tongue),
            before=(found.before, f"../{found.before.lower()}/"),
            after=(found.after, f"../{found.after.lower()}/"),
            qr_href=f"../../../{fiscal_year}/{found.code.lower()}/qr.svg" if asked.english else "qr.svg",
            is_verified=said.is_verified,
        )
    return Document(body, head=found, agency=found.agency.pk, modified_at=_changed_at(found, publications))


def qr(slug: str, fiscal_year: int, item_code: str, asked: Asked) -> Answer:
    """The item's permanent address as a QR code, to print beside a notice."""
    found = public.look_at_item(slug, fiscal_year, item_code)
    if found is None:
        return None
    import segno  # 30 ms, and in a copy a code is drawn once for good

    drawn = io.BytesIO()
    code_drawn = segno.make_qr(absolute(item_path(slug, fiscal_year, item_code)), error="m")
    code_drawn.save(drawn, kind="svg", border=QUIET_MODULES, light="#fff", omitsize=True, xmldecl=False, lineclass=None)
    return Document(drawn.getvalue(), SVG, head=found, agency=found.agency.pk)


def _changed_at(found: ItemHead, publications: tuple[PublicPublication, ...]) -> datetime:
    moments = [version.changed_at for one in publications for version in one.versions]
    return max(moments, default=found.opened_at)


def _elements(entry: ItemWords | None, elements: tuple[PublicElement, ...], tongue: Tongue) -> list[ElementLine]:
    lines = []
    by_position = {one.position: one for one in elements}
    for position, text in enumerate(entry.elements if entry else ()):
        seen = by_position.get(position)
        sign, css, word = words.SEEN[seen.state if seen else ""]
        by = ""
        if seen is not None and seen.state:
            who = _("เจ้าหน้าที่ตรวจ") if seen.by_person else _("เครื่องตรวจ")
            by = f"{who} {tongue.day(seen.seen_at)}"
        lines.append(ElementLine(tongue.pick(*text), sign, css, str(word), by))
    return lines


def _older(
    publications: tuple[PublicPublication, ...], tongue: Tongue, path: str, *, english: bool
) -> list[ShownVersion]:
    """Versions that were replaced or withdrawn before the ones shown."""
    return [
        show_version(version, tongue, path, english=english)
        for one in publications
        for version in one.versions
        if version is not one.current
    ]


def _log(found: ItemHead, publications: tuple[PublicPublication, ...], tongue: Tongue) -> list[LogLine]:
    """What the public saw of the item, newest first."""
    events: list[tuple[datetime, PublicVersion | None, str]] = [(found.opened_at, None, "year_opened")]
    for one in publications:
        for version in one.versions:
            kind = "replaced" if version.number > min(other.number for other in one.versions) else "published"
            events.append((version.published_at, version, kind))
            if version.withdrawn_at:
                events.append((version.withdrawn_at, version, "withdrawn"))
    events.sort(key=lambda event: event[0], reverse=True)
    return [
        LogLine(
            day=tongue.moment(at),
            words=_log_words(version, kind, tongue),
            why=version.withdrawn_why if version is not None and kind == "withdrawn" else "",
        )
        for at, version, kind in events
    ]


def _log_words(version: PublicVersion | None, kind: str, tongue: Tongue) -> str:
    word = str(words.CHANGES[kind])
    if version is None:
        return word
    return _("%(change)s: เรื่องที่ %(number)s ฉบับที่ %(version)s") % {
        "change": word,
        "number": tongue.n(version.publication),
        "version": tongue.n(version.number),
    }


def _dataset(
    found: ItemHead, publications: tuple[PublicPublication, ...], title: str, description: str
) -> dict[str, object]:
    """The item in schema.org's words, with the files that may be taken away."""
    files = [
        {
            "@type": "DataDownload",
            "name": file.saved_as,
            "encodingFormat": file.content_type,
            "contentUrl": absolute(file.address),
            "sha256": file.sha256,
        }
        for one in publications
        for file in one.current.files
    ]
    said: dict[str, object] = {
        "@type": "Dataset",
        "name": title,
        "description": description,
        "url": absolute(found.place.path),
        "temporalCoverage": f"{found.fiscal_year - 544}-10-01/{found.fiscal_year - 543}-09-30",
        "isAccessibleForFree": True,
        "publisher": publisher(found.agency),
    }
    if publications:
        said["dateModified"] = _changed_at(found, publications).isoformat()
    if files:
        said["distribution"] = files
    return said
