"""Fills the database of the benchmark: python -m benchmarks.portal.content AGENCIES YEARS [FIRST]."""

import hashlib
import sys
from datetime import UTC, datetime, timedelta

AT = datetime(2023, 3, 1, 3, 0, tzinfo=UTC)
BODY = "\n\n".join(
    f"ย่อหน้าที่ {number} องค์การบริหารส่วนตำบลเปิดเผยข้อมูลตามรายการนี้เพื่อให้ประชาชนตรวจสอบการดำเนินงานและการใช้จ่ายงบประมาณได้โดยสะดวก"
    for number in range(1, 7)
)
FIRST_YEAR = 2563


def fill(agencies: int, years: int, first: int = 1) -> None:
    """Agencies from number `first` to number `agencies`. Each item of each year gets one page of text and one link; each agency ten pieces of news."""
    from django.db import transaction
    from django.db.models import F

    from prongsai.apps.agencies.models import Agency, Unit
    from prongsai.apps.disclosure.models import (
        ChangeEntry,
        GateDecision,
        Publication,
        PublicStamp,
        Version,
        YearItem,
    )
    from prongsai.apps.disclosure.year_actions import open_year

    for number in range(first, agencies + 1):
        with transaction.atomic():
            agency = Agency.objects.create(
                slug=f"agency-{number}",
                name=f"องค์การบริหารส่วนตำบลที่ {number}",
                kind="tao",
                province="ชัยภูมิ",
                created_at=AT,
            )
            Unit.objects.create(agency=agency, name="สำนักปลัด", position=1)
            for fiscal_year in range(FIRST_YEAR, FIRST_YEAR + years):
                open_year(agency=agency, fiscal_year=fiscal_year, by=None, at=AT)
            items = list(YearItem.objects.filter(year__agency=agency))
            publications = [
                Publication(agency=agency, item=item, number=one, position=one, created_by="x", created_at=AT)
                for item in items
                for one in (1, 2)
            ]
            publications += [
                Publication(agency=agency, item=None, number=one, position=one, created_by="x", created_at=AT)
                for one in range(1, 11)
            ]
            Publication.objects.bulk_create(publications)
            versions = [_version(publication) for publication in publications]
            Version.objects.bulk_create(versions)
            GateDecision.objects.bulk_create(
                GateDecision(version=one, outcome="clean", content_sha256=one.content_sha256, at=AT) for one in versions
            )
            mine = Version.objects.filter(publication__agency=agency)
            mine.update(
                state="published",
                approved_by_name="ปลัด",
                approved_capacity="ปลัดองค์การบริหารส่วนตำบล",
                approved_at=AT,
                approved_sha256=F("content_sha256"),
                published_at=AT + timedelta(hours=1),
            )
            for publication, version in zip(publications, versions, strict=True):
                publication.current = version
            Publication.objects.bulk_update(publications, ["current"], batch_size=500)
            stamp = PublicStamp.objects.get(agency=agency)
            ChangeEntry.objects.bulk_create(
                ChangeEntry(
                    agency=agency,
                    number=stamp.number + place,
                    kind="published",
                    at=AT + timedelta(hours=1),
                    fiscal_year=one.publication.item.year.fiscal_year if one.publication.item else None,
                    item_code=one.publication.item.code if one.publication.item else "",
                    version=one,
                    title=one.title,
                    address=_address(agency.slug, one),
                )
                for place, one in enumerate(versions, start=1)
            )
            stamp.number += len(versions)
            stamp.save()


def _version(publication):  # type: ignore[no-untyped-def]
    from prongsai.apps.disclosure.models import Version

    what = f"รายการ {publication.item.code}" if publication.item else "ข่าว"
    title = f"{what} เรื่องที่ {publication.number}"
    values = {"kind": "page", "body": BODY}
    if publication.item and publication.number == 2:
        values = {"kind": "link", "url": "https://www.example.go.th/data"}
    digest = hashlib.sha256(f"{title}{values}".encode()).hexdigest()
    return Version(
        publication=publication, number=1, title=title, content_sha256=digest, maker_name="ผู้ทำ", made_at=AT, **values
    )


def _address(slug, version):  # type: ignore[no-untyped-def]
    item, number = version.publication.item, version.publication.number
    above = f"/{slug}/{item.year.fiscal_year}/{item.code.lower()}/" if item else f"/{slug}/news/"
    return f"{above}{number}/v1/"


if __name__ == "__main__":
    import django

    django.setup()
    fill(*(int(one) for one in sys.argv[1:]))
