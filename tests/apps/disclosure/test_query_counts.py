"""Every page of the office about a year makes at most ten queries, as many for much that is published as for little."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.agencies.models import GroupMember, Unit, WorkingGroup
from prongsai.apps.disclosure.work_actions import Taken, take_from_work
from prongsai.apps.disclosure.year_actions import open_year, state_element
from prongsai.apps.evidence.models import Check, EvidenceState
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.plans.models import Evidence
from prongsai.core import plan as core
from prongsai.core.handover import STEPS
from tests.apps.disclosure.desk import AT, LINK, PAGE, Desk, approve, clear, draft, file_draft, make_desk, publish, wait
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts
from tests.apps.handover.office import make_office, walk

pytestmark = pytest.mark.django_db
MOST = 10


def busy_desk(publications: int, evidence: int = 2) -> Desk:
    """An office with a chain, a plan, last year's items, checked evidence, and publications in every state."""
    agency = make_agency()
    measure = measure_facts(responsible=(core.Responsible("สำนักปลัด"), core.Responsible("กองคลัง")))
    plan = make_plan(agency, measures=(measure,))
    make_plan(agency, 2567, measures=(measure,))
    open_year(agency=agency, fiscal_year=2565, by=None, at=AT)
    desk = make_desk(agency)
    row = plan.measures.get()
    for number in range(evidence):
        one = Evidence.objects.create(
            measure=row, position=900 + number, origin="added", url=f"https://example.go.th/{number}", added_at=AT
        )
        seen = Check.objects.create(evidence=one, checked_at=AT, verdict="opens", why="เปิดได้", why_en="opens")
        EvidenceState.objects.create(evidence=one, newest=seen, group="good")
    state_element(item=desk.item(), position=0, state="there", by=desk.clerk, at=AT)
    for number in range(publications):
        publish(desk, replace(PAGE, title=f"เรื่องที่ {number}"))
        publish(desk, replace(LINK, url=f"https://example.go.th/plan/{number}"))
        draft(desk, file_draft(f"แผนผัง {number}"))
    waiting = wait(desk, draft(desk))
    clear(waiting)
    approve(desk, waiting)
    wait(desk, draft(desk, PAGE, code=None))
    group = WorkingGroup.objects.create(agency=agency, fiscal_year=2567, created_at=AT)
    GroupMember.objects.create(group=group, user=desk.officer, name="ก", duty="member", item_codes=["O2"], position=1)
    set_chain(agency=agency, steps=STEPS, by=desk.clerk, at=AT)
    return desk


def count(client, url):
    client.get("/office/account/")  # the first look of a session tells once of what is missing
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return [query["sql"][:200] for query in captured]


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def addresses(desk: Desk) -> dict[str, str]:
    item = desk.item()
    public = item.publications.filter(current__kind="link").first()
    in_making = item.publications.filter(current=None, versions__kind="file").first()
    version, making = public.versions.get().pk, in_making.versions.get().pk
    return {
        "board": f"/office/year/{desk.year.pk}/",
        "calendar": f"/office/year/{desk.year.pk}/calendar/",
        "carry over": f"/office/year/{desk.year.pk}/carry-over/",
        "open": "/office/year/open/",
        "item": f"/office/year/items/{item.pk}/",
        "item change": f"/office/year/items/{item.pk}/change/",
        "add": f"/office/year/items/{item.pk}/add/table/",
        "news": "/office/year/news/",
        "waiting": "/office/year/waiting/",
        "ready": "/office/year/ready/",
        "version": f"/office/year/versions/{version}/",
        "version in the making": f"/office/year/versions/{making}/",
        "edit": f"/office/year/versions/{making}/edit/",
        "discard": f"/office/year/versions/{making}/discard/",
        "gate": f"/office/year/versions/{making}/personal/",
        "next version": f"/office/year/publications/{public.pk}/add/page/",
        "withdraw": f"/office/year/publications/{public.pk}/withdraw/",
    }


class TestPagesOfTheYear:
    def test_ask_as_much_for_much_as_for_little(self, client):
        few, many = busy_desk(1), busy_desk(25, evidence=30)
        enter(client, few.clerk)
        less = {name: count(client, url) for name, url in addresses(few).items()}
        enter(client, many.clerk)
        more = {name: count(client, url) for name, url in addresses(many).items()}

        for name, asked in more.items():
            assert len(asked) <= MOST, (name, len(asked), asked)
            assert len(asked) == len(less[name]), (name, asked)

    @pytest.mark.parametrize("role", ["officer", "unit_head", "auditor", "chief_administrator", "top_executive"])
    def test_the_item_and_its_versions_for_everybody(self, client, role):
        desk = busy_desk(2)
        unit = desk.agency.units.first()
        desk.year.items.update(unit=unit)
        enter(client, make_user(desk.agency, role, unit=unit.name if role in ("officer", "unit_head") else None))
        pages = addresses(desk)

        for name in ("board", "item", "version", "version in the making", "gate"):
            asked = count(client, pages[name])
            assert len(asked) <= MOST, (name, asked)

    def test_the_board_with_many_years_and_units(self, client):
        desk = busy_desk(1)
        for year in (2567, 2568):
            open_year(agency=desk.agency, fiscal_year=year, by=None, at=AT)
        for number in range(30):
            Unit.objects.create(agency=desk.agency, name=f"กองที่ {number}")
        enter(client, desk.clerk)

        assert len(count(client, addresses(desk)["board"])) <= MOST


class TestPagesOfWork:
    def test_the_list_and_one_piece(self, client):
        office = make_office(measures=(measure_facts(evidence=()),))
        year = open_year(agency=office.agency, fiscal_year=2566, by=None, at=AT)
        walk(office, to="acknowledge")
        enter(client, office.clerk)
        (row,) = Evidence.objects.filter(occurrence=office.handover().occurrence)

        for url in ("/office/year/ready/", f"/office/year/ready/{row.pk}/"):
            asked = count(client, url)
            assert len(asked) <= MOST, (url, asked)
        assert year.items.filter(code="O1").exists()

    def test_the_version_taken_from_work(self, client):
        office = make_office(measures=(measure_facts(evidence=()),))
        year = open_year(agency=office.agency, fiscal_year=2566, by=None, at=AT)
        walk(office, to="acknowledge")
        (row,) = Evidence.objects.filter(occurrence=office.handover().occurrence)
        item = year.items.select_related("year__agency").get(code="O1")
        version = take_from_work(evidence=row, taken=Taken(item, "แผนผัง"), by=office.clerk, at=AT)
        enter(client, office.clerk)

        asked = count(client, f"/office/year/versions/{version.pk}/")

        assert len(asked) <= MOST, asked
