"""An office with a year open, some items published, and its people."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import DisclosureYear, GateDecision, Publication, Version, YearItem
from prongsai.apps.history.models import Event
from prongsai.apps.submission import actions
from prongsai.apps.submission.models import Frozen
from prongsai.apps.submission.standing import form_of
from prongsai.core.submission import hash_of_form
from prongsai.wiring import framework_files
from tests.apps.factories import make_agency, make_user

NOW = datetime(2023, 4, 1, 3, 0, tzinfo=UTC)
CLOSES = datetime(2023, 4, 30, 9, 30, tzinfo=UTC)
CODES = ("O1", "O2", "O12", "O43")


@dataclass
class Office:
    agency: Agency
    year: DisclosureYear
    clerk: User
    executive: User
    officer: User

    def item(self, code: str) -> YearItem:
        return YearItem.objects.get(year=self.year, code=code)

    def seen(self) -> str:
        return hash_of_form(form_of(self.year))

    def actions(self) -> list[str]:
        events = Event.objects.filter(agency=self.agency.slug).order_by("seq")
        return list(events.values_list("action", flat=True))

    def answer(self, code: str, **fields: Any) -> None:
        values = {
            "has": True,
            "addresses": [f"http://localhost/{self.agency.slug}/2566/{code.lower()}/"],
            "explanation": "จากหน้าแรก",
            "version": 0,
        }
        actions.answer_item(item=self.item(code), by=self.clerk, at=NOW, **{**values, **fields})

    def answer_all(self) -> None:
        for code in CODES:
            self.answer(code)

    def freeze(self, **fields: Any) -> Frozen:
        values = {"seen_sha256": self.seen(), "entered_on": NOW.date(), "by": self.clerk, "at": NOW}
        return actions.freeze(year=self.year, **{**values, **fields})

    def publish(self, code: str, **fields: Any) -> Version:
        """A version of an item that the public sees; the way there is the disclosure app's own matter."""
        item = self.item(code)
        publication = Publication.objects.create(
            agency=self.agency, item=item, number=item.publications.count() + 1, created_by="x", created_at=NOW
        )
        values = {
            "number": 1,
            "kind": "page",
            "title": f"ข้อมูลของ {code}",
            "body": "ข้อความ",
            "content_sha256": "0" * 64,
            "maker_name": "ผู้ทำ",
            "made_at": NOW,
        }
        version = Version.objects.create(publication=publication, **{**values, **fields})
        GateDecision.objects.create(version=version, outcome="clean", content_sha256="0" * 64, at=NOW)
        version.state, version.approved_by_name, version.approved_at, version.published_at = "published", "ก", NOW, NOW
        version.approved_sha256 = version.content_sha256
        version.save()
        publication.current = version
        publication.save()
        return version


def make_office(**fields: Any) -> Office:
    """FY2566 with four of its items, opened a month before the form closes."""
    agency = make_agency("เทศบาลตำบลโคกสะอาด")
    values = {
        "fiscal_year": 2566,
        "agency_name": agency.name,
        "entry_closes_at": CLOSES,
        "opened_by": "x",
        "opened_at": NOW - timedelta(days=60),
    }
    year = DisclosureYear.objects.create(agency=agency, **{**values, **fields})
    codes = framework_files().get(2566).item_codes
    for code in CODES:
        YearItem.objects.create(year=year, code=code, position=list(codes).index(code))
    return Office(
        agency,
        year,
        make_user(agency, "clerk_office", display_name="สมศรี ใจดี"),
        make_user(agency, "top_executive", display_name="สมชาย ดีมาก"),
        make_user(agency, "officer"),
    )
