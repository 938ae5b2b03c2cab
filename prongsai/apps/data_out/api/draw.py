"""Public values as the API's shapes. Addresses are whole, so that a reader need not know this site's name."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import Version
from prongsai.core.framework import Framework
from prongsai.core.framework.model import Item
from prongsai.core.public_address import agency_path, encode_path

Drawn = dict[str, Any]


def whole(path: str) -> str:
    """A path of this site as an address."""
    return f"{settings.PRONGSAI.url.rstrip('/')}{encode_path(path)}"


def agency(one: public.PublicAgency) -> Drawn:
    """An agency."""
    return {
        "slug": one.slug,
        "name": one.name,
        "kind": one.kind,
        "district": one.district,
        "province": one.province,
        "address": whole(agency_path(one.slug)),
        "changed_at": one.changed_at,
    }


def year(one: public.PublicYear) -> Drawn:
    """An opened year."""
    return {
        "fiscal_year": one.fiscal_year,
        "agency_name": one.agency_name,
        "address": whole(one.address),
        "opened_at": one.opened_at,
        "item_count": one.item_count,
        "items_with_content": one.items_with_content,
    }


def version(one: public.PublicVersion) -> Drawn:
    """One version."""
    return {
        "number": one.number,
        "kind": one.kind,
        "state": one.state,
        "title": one.title,
        "address": whole(one.address),
        "published_at": one.published_at,
        "replaced_at": one.replaced_at,
        "withdrawn_at": one.withdrawn_at,
        "withdrawn_why": one.withdrawn_why,
        "is_masked": one.is_masked,
        "period_from": one.period_from,
        "period_to": one.period_to,
        "as_of_on": one.as_of_on,
        "body": one.body,
        "table": [list(row) for row in one.table],
        "url": one.url,
        "content_sha256": one.content_sha256,
        "approved_by": one.approved_by,
        "approved_capacity": one.approved_capacity,
        "approved_at": one.approved_at,
        "files": [
            {
                "kind": file.kind,
                "name": file.name,
                "address": whole(file.address),
                "content_type": file.content_type,
                "size_bytes": file.size_bytes,
                "sha256": file.sha256,
            }
            for file in one.files
        ],
    }


def publication(one: public.PublicPublication) -> Drawn:
    """One publication with its current version."""
    return {
        "number": one.number,
        "address": whole(one.address),
        "fiscal_year": one.fiscal_year,
        "item_code": one.item_code,
        "current": version(one.current),
    }


def whole_publication(one: public.PublicPublication) -> Drawn:
    """One publication with all its versions."""
    return {**publication(one), "versions": [version(each) for each in one.versions]}


def item(one: public.PublicItem, entry: Item | None) -> Drawn:
    """An item; `entry` is what the year's framework says of it."""
    return {
        "code": one.code,
        "title_th": entry.title_th if entry else "",
        "title_en": entry.title_en if entry else "",
        "confidence": entry.confidence if entry else "not_established",
        "period": entry.period if entry else "",
        "address": whole(one.address),
        "unit_name": one.unit_name,
        "has_content": one.has_content,
        "publications": [publication(each) for each in one.publications],
    }


def whole_item(one: public.PublicItem, entry: Item | None) -> Drawn:
    """An item with its elements."""
    states = {each.position: each for each in one.elements}
    elements = [
        {
            "position": position,
            "text_th": element.text_th,
            "text_en": element.text_en,
            "confidence": element.confidence,
            "state": states[position].state if position in states else "",
            "by_machine": states[position].by_machine if position in states else "",
            "by_person": states[position].by_person if position in states else "",
        }
        for position, element in enumerate(entry.elements if entry else ())
    ]
    return {**item(one, entry), "elements": elements}


def entries(framework: Framework) -> dict[str, Item]:
    """What the framework says of each item, by code."""
    return {one.code: one for one in framework.items}


def change(one: public.PublicChange) -> Drawn:
    """One change."""
    return {
        "number": one.number,
        "kind": one.kind,
        "at": one.at,
        "fiscal_year": one.fiscal_year,
        "item_code": one.item_code,
        "version": one.version,
        "title": one.title,
        "why": one.why,
        "address": whole(one.address),
    }


def draft(row: Version) -> Drawn:
    """A version that is not public, for the key's own person."""
    place = row.publication.item
    return {
        "id": row.pk,
        "publication": row.publication.number,
        "number": row.number,
        "fiscal_year": place.year.fiscal_year if place else None,
        "item_code": place.code if place else None,
        "kind": row.kind,
        "state": row.state,
        "title": row.title,
        "period_from": row.period_from,
        "period_to": row.period_to,
        "as_of_on": row.as_of_on,
        "body": row.body,
        "table": [list(line) for line in row.table],
        "url": row.url,
        "file_name": row.file_name,
        "size_bytes": row.size_bytes,
        "content_sha256": row.content_sha256,
        "returned_why": row.returned_why,
        "made_by": row.maker_name,
        "made_at": row.made_at,
    }


def drafts(rows: Iterable[Version]) -> list[Drawn]:
    """Several of them."""
    return [draft(row) for row in rows]
