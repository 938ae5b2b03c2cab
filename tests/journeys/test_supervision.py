"""Who says how far the executive's following-up is: the executive, the ปลัด, and the clerk's office for them."""

import re

import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Evidence, Occurrence
from tests.apps.factories import first_task, give_post, make_post, make_user
from tests.apps.handover.office import LINK, make_office

pytestmark = pytest.mark.django_db

OTHERS = ("officer", "head", "finance", "finance_head")
THEIRS = ("executive", "administrator", "clerk")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def watched(office):
    """The first month of the executive's following-up."""
    rows = Occurrence.objects.filter(work_item__measure__plan=office.plan, work_item__role="supervision")
    return rows.select_related("work_item__measure").order_by("number")[0]


def address(once):
    return f"/office/work/{once.work_item_id}/{once.number}/"


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def record(client, user, once):
    sign_in(client, user)
    values = {
        "version": once.version,
        "status": "done",
        "note": "ประชุมติดตามแล้ว",
        "links": LINK,
        "done_on_day": "22",
        "done_on_month": "11",
        "done_on_year": "2565",
    }
    return client.post(address(once), values)


@pytest.mark.parametrize("steps", [("check", "compile"), ()])
class TestRecording:
    @pytest.mark.parametrize("who", OTHERS)
    def test_is_not_an_officers(self, client, steps, who):
        office = make_office(steps=steps)
        once = watched(office)

        assert record(client, getattr(office, who), once).status_code == 404
        assert client.get(address(once)).status_code == 404
        assert client.get(f"/office/work/{once.work_item_id}/").status_code == 404
        assert watched(office).status != "done"

    @pytest.mark.parametrize("who", THEIRS)
    def test_is_the_executives_and_of_who_records_for_them(self, client, steps, who):
        office = make_office(steps=steps)
        user = getattr(office, who)

        assert record(client, user, watched(office)).status_code == 302

        assert watched(office).status == "done"
        event = Event.objects.get(action="progress_recorded")
        roles = {"executive": "top_executive", "administrator": "chief_administrator", "clerk": "clerk_office"}
        assert (event.actor, event.role) == (str(user.pk), roles[who])


class TestOthers:
    @pytest.mark.parametrize("role", ["agency_admin", "auditor"])
    def test_of_the_office_do_not(self, client, role):
        office = make_office()

        assert record(client, make_user(office.agency, role), watched(office)).status_code == 404

    def test_nor_an_officer_who_works_for_every_unit(self, client):
        office = make_office()

        assert record(client, make_user(office.agency, "officer"), watched(office)).status_code == 404

    def test_nor_an_officer_who_asks_for_more_days(self, client):
        office = make_office()
        once = watched(office)
        sign_in(client, office.officer)

        assert client.get(f"{address(once)}extend/").status_code == 404
        sign_in(client, office.clerk)
        assert client.get(f"{address(once)}extend/").status_code == 200

    def test_but_who_acts_for_the_executive_does_and_in_that_role(self, client):
        office = make_office()
        give_post(office.officer, make_post(office.agency, "chief_administrator", title="ปลัดเทศบาล"))

        assert record(client, office.officer, watched(office)).status_code == 302
        assert Event.objects.get(action="progress_recorded").role == "chief_administrator"


class TestWork:
    def test_of_units_is_still_theirs_without_a_chain(self, client):
        office = make_office(steps=())
        task = f"/office/work/{first_task(office.plan).pk}/1/"

        sign_in(client, office.officer)
        assert client.get(task).status_code == 200
        for who in ("executive", "administrator"):
            sign_in(client, getattr(office, who))
            assert client.get(task).status_code == 404


class TestEvidence:
    def handed(self, client, office):
        assert record(client, office.clerk, watched(office)).status_code == 302
        return Evidence.objects.get(work_item=watched(office).work_item)

    def test_of_it_is_taken_away_by_who_may_record_it(self, client):
        office = make_office()
        row = self.handed(client, office)
        there = f"/office/evidence/{row.pk}/remove/"

        sign_in(client, office.officer)
        assert client.post(there).status_code == 404
        sign_in(client, office.executive)
        assert client.post(there).status_code == 302
        assert not Evidence.objects.filter(pk=row.pk).exists()

    def test_shows_its_buttons_to_them_alone(self, client):
        office = make_office()
        row = self.handed(client, office)
        measure = f"/office/measures/{row.measure_id}/"

        for user, shown in ((office.officer, False), (office.executive, True), (office.clerk, True)):
            sign_in(client, user)
            text = client.get(measure).content.decode()
            assert (f"/office/evidence/{row.pk}/remove/" in text) == shown
            assert (f'href="/office/work/{row.work_item_id}/"' in text) == shown
            told = client.get(f"/office/evidence/{row.pk}/").content.decode()
            assert (f"/office/evidence/{row.pk}/check/" in told) == (shown and "ตรวจเดี๋ยวนี้" in told)


class TestMyWork:
    def buttons(self, client, user):
        sign_in(client, user)
        return re.findall(r'href="(/office/work/\d+/\d+/)"', client.get("/office/?unit=all").content.decode())

    def test_leads_them_to_it(self, client):
        office = make_office()

        for user in (office.executive, office.administrator, office.clerk):
            assert address(watched(office)) in self.buttons(client, user)

    def test_leaves_it_out_for_who_carries_the_work_out(self, client):
        office = make_office()
        sign_in(client, office.officer)

        for there in ("/office/", "/office/?unit=all"):
            text = client.get(there).content.decode()
            assert "ผู้บริหารติดตาม" not in text
            assert "รายงานผู้บริหาร" in text

    def test_shows_it_to_who_only_reads(self, client):
        office = make_office()
        sign_in(client, make_user(office.agency, "auditor"))

        assert "ผู้บริหารติดตาม" in client.get("/office/").content.decode()
