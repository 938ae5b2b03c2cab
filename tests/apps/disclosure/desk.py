"""An office with an opened year, its people, and publications on their way."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.actions import approve_version, draft_publication, draft_version, hand_to_approval
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.gate_actions import note_found
from prongsai.apps.disclosure.models import DisclosureYear, Publication, Version, YearItem
from prongsai.apps.disclosure.publish_actions import publish_version
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.plans.progress import HandedFile
from tests.apps.factories import make_agency, make_user

AT = datetime(2022, 12, 1, 3, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n%%EOF\n"
PAGE = Draft("page", "โครงสร้างหน่วยงาน", as_of_on=date(2022, 12, 1), body="# โครงสร้าง\n- สำนักปลัด\n- กองคลัง")
TABLE = Draft(
    "table",
    "สรุปการจัดซื้อจัดจ้าง",
    period_from=date(2022, 11, 1),
    period_to=date(2022, 11, 30),
    table=(("ลำดับ", "งาน", "บาท"), ("1", "ซื้อหมึกพิมพ์", "4,500")),
)
LINK = Draft("link", "แผนพัฒนาท้องถิ่น", url="https://www.example.go.th/plan")
NOTHING = Draft("nothing", "ไม่มีการจัดซื้อ", date(2022, 12, 1), date(2022, 12, 31))


def file_draft(title: str = "แผนผัง", name: str = "แผนผัง ปี 66.pdf", content: bytes = PDF) -> Draft:
    return Draft("file", title, file=HandedFile(name, content))


@dataclass
class Desk:
    """People by what they do; `year` is 2566."""

    agency: Agency
    year: DisclosureYear
    officer: User
    clerk: User
    administrator: User
    executive: User
    admin: User

    def item(self, code: str = "O1") -> YearItem:
        row = self.year.items.select_related("year__agency", "unit").get(code=code)
        return row


def make_desk(agency: Agency | None = None, fiscal_year: int = 2566) -> Desk:
    agency = agency or make_agency()
    year = open_year(agency=agency, fiscal_year=fiscal_year, by=None, at=AT)
    return Desk(
        agency=agency,
        year=year,
        officer=make_user(agency, "officer", unit="กองคลัง"),
        clerk=make_user(agency, "clerk_office"),
        administrator=make_user(agency, "chief_administrator"),
        executive=make_user(agency, "top_executive"),
        admin=make_user(agency, "agency_admin"),
    )


def draft(desk: Desk, what: Draft = PAGE, code: str | None = "O1", publication: Publication | None = None) -> Version:
    if publication is not None:
        return draft_version(publication=publication, draft=what, by=desk.clerk, at=AT)
    item = desk.item(code) if code else None
    return draft_publication(agency=desk.agency, item=item, draft=what, by=desk.clerk, at=AT)


def wait(desk: Desk, version: Version) -> Version:
    return hand_to_approval(version=version, seen_sha256=version.content_sha256, by=desk.clerk, at=AT)


def approve(desk: Desk, version: Version, by: User | None = None) -> Version:
    return approve_version(
        version=version, seen_sha256=version.content_sha256, by=by or desk.administrator, at=AT + timedelta(hours=1)
    )


def clear(version: Version) -> None:
    """The gate's machine found nothing."""
    assert note_found(version=version, content_sha256=version.content_sha256, found=(), at=AT)


def ready(desk: Desk, what: Draft = PAGE, code: str | None = "O1", publication: Publication | None = None) -> Version:
    """Drafted, handed on, approved and through the gate."""
    version = wait(desk, draft(desk, what, code, publication))
    clear(version)
    return approve(desk, version)


def publish(
    desk: Desk,
    what: Draft = PAGE,
    code: str | None = "O1",
    publication: Publication | None = None,
    at: datetime = AT + timedelta(hours=2),
) -> Version:
    return publish_version(version=ready(desk, what, code, publication), by=desk.clerk, at=at)


def again(desk: Desk, version: Version, title: str = "ฉบับแก้ไข") -> Version:
    """The next version of a published one, published."""
    what = replace(PAGE, title=title)
    return publish(
        desk,
        what,
        publication=Publication.objects.select_related("agency", "item__year__agency").get(pk=version.publication_id),
        at=AT + timedelta(days=1),
    )
