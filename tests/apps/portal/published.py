"""What an agency opened and published, as rows."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import (
    ChangeEntry,
    Copy,
    DisclosureYear,
    GateDecision,
    Publication,
    PublicProfile,
    PublicStamp,
    Version,
    YearItem,
)
from prongsai.wiring import framework_files
from tests.apps.factories import make_agency

AT = datetime(2023, 3, 12, 3, 0, tzinfo=UTC)
PDF = b"%PDF-1.4 a small file of a test"
_seconds = count(1)


def tell(agency: Agency, kind: str, path: str, **fields: Any) -> ChangeEntry:
    """The stamp grows and the log gets a line, as with every change the public sees."""
    at = fields.pop("at", AT + timedelta(seconds=next(_seconds)))
    stamp, _made = PublicStamp.objects.get_or_create(agency=agency, defaults={"changed_at": at})
    stamp.number += 1
    stamp.changed_at = at
    stamp.save()
    return ChangeEntry.objects.create(agency=agency, number=stamp.number, kind=kind, at=at, address=path, **fields)


def open_year(agency: Agency | None = None, year: int = 2566, codes: int | None = None) -> DisclosureYear:
    agency = agency or make_agency(slug="ban-suan")
    row = DisclosureYear.objects.create(
        agency=agency, fiscal_year=year, agency_name=agency.name, opened_by="ผู้เปิดปี", opened_at=AT
    )
    wanted = framework_files().get(year).item_codes[:codes]
    unit = agency.units.first()
    YearItem.objects.bulk_create(
        [YearItem(year=row, code=code, position=place, unit=unit) for place, code in enumerate(wanted)]
    )
    tell(agency, "year_opened", f"/{agency.slug}/{year}/", fiscal_year=year)
    return row


def publish(where: YearItem | Agency, title: str = "ประกาศ", state: str = "published", **fields: Any) -> Version:
    """One version in a state; `publication` puts it into one that is there, `content` gives it a file."""
    item = where if isinstance(where, YearItem) else None
    agency = where.year.agency if isinstance(where, YearItem) else where
    publication = fields.pop("publication", None)
    if publication is None:
        number = Publication.objects.filter(agency=agency, item=item).count() + 1
        publication = Publication.objects.create(
            agency=agency, item=item, number=number, position=number, created_by="ผู้สร้าง", created_at=AT
        )
    content, file_name = fields.pop("content", None), fields.pop("file_name", "ประกาศ.pdf")
    kind = fields.pop("kind", "file" if content is not None else "page")
    values: dict[str, Any] = {"number": publication.versions.count() + 1, "maker_name": "ผู้ทำ", "made_at": AT}
    if kind == "page":
        values["body"] = "เนื้อหาของเรื่อง"
    if state not in ("draft", "waiting", "returned"):
        values |= {"approved_by_name": "ผู้อนุมัติ", "approved_at": AT, "approved_capacity": "ปลัดเทศบาล"}
    if state == "scheduled":
        values["publish_at"] = AT + timedelta(days=1)
    if state in ("published", "replaced", "withdrawn"):
        values["published_at"] = AT + timedelta(minutes=next(_seconds))
    if state == "replaced":
        values["replaced_at"] = values["published_at"] + timedelta(days=1)
    if state == "withdrawn":
        values |= {"withdrawn_at": AT + timedelta(days=2), "withdrawn_by": "ผู้ถอน", "withdrawn_why": "มีข้อมูลผิด"}
    if content is not None:
        values |= {
            "file": ContentFile(content, "x"),
            "file_name": file_name,
            "content_type": "application/pdf",
            "size_bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    values["content_sha256"] = hashlib.sha256(title.encode()).hexdigest()
    version = _through_the_gate(publication, state, {"kind": kind, "title": title, **values, **fields})
    if state in ("published", "withdrawn"):
        Publication.objects.filter(pk=publication.pk).update(current=version)
    if state in ("published", "replaced", "withdrawn"):
        code = item.code if item else ""
        year = item.year.fiscal_year if item else None
        above = f"/{agency.slug}/{year}/{code.lower()}/" if item else f"/{agency.slug}/news/"
        why = {"why": "มีข้อมูลผิด"} if state == "withdrawn" else {}
        tell(
            agency,
            "withdrawn" if state == "withdrawn" else "published",
            f"{above}{publication.number}/v{version.number}/",
            fiscal_year=year,
            item_code=code,
            version=version,
            title=title,
            **why,
        )
    return version


def _through_the_gate(publication: Publication, state: str, values: dict[str, Any]) -> Version:
    """The database takes no public version without a decision of the gate that was made before."""
    late = {name: values.pop(name) for name in list(values) if name.endswith("_at") and name != "made_at"}
    late |= {name: values.pop(name) for name in list(values) if name.startswith(("approved_", "withdrawn_"))}
    version = Version.objects.create(publication=publication, state="draft", **values)
    GateDecision.objects.create(version=version, outcome="clean", content_sha256=version.content_sha256, at=AT)
    if state not in ("draft", "waiting", "returned"):
        late["approved_sha256"] = version.content_sha256
    Version.objects.filter(pk=version.pk).update(state=state, **late)
    version.refresh_from_db()
    return version


def add_copy(version: Version, kind: str, content: bytes, file_name: str, content_type: str) -> Copy:
    return Copy.objects.create(
        version=version,
        kind=kind,
        file=ContentFile(content, "x"),
        file_name=file_name,
        content_type=content_type,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=AT,
    )


def mask(version: Version, content: bytes = b"%PDF-1.4 masked") -> Copy:
    GateDecision.objects.filter(version=version).update(outcome="masked", reason="ปกปิด", by_name="ผู้ตัดสิน")
    return add_copy(version, "masked", content, "ปกปิด.pdf", "application/pdf")


def make_profile(agency: Agency, **fields: Any) -> PublicProfile:
    values = {
        "postal_address": "99 หมู่ 1 ตำบลบ้านสวน",
        "phone": "0 4481 2345",
        "email": "saraban@example.go.th",
        "complaint_url": "https://www.example.go.th/complain",
        "about": "เทศบาลขนาดเล็ก",
    }
    return PublicProfile.objects.create(agency=agency, **{**values, **fields})


def item_of(year: DisclosureYear, code: str = "O1") -> YearItem:
    return year.items.select_related("year__agency").get(code=code)


def as_of(year: int = 2023) -> date:
    return date(year, 3, 1)
