"""Work of a unit whose head's post is empty: the clerk's office checks it, and everybody concerned is told."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from prongsai.apps.handover.models import Approval, Part
from prongsai.apps.history.models import Event
from prongsai.apps.reminders.people import list_people
from prongsai.apps.reminders.sources.chain import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.core.reminder import people_of
from prongsai.wiring import bangkok_today
from tests.apps.factories import give_post, make_post, make_user
from tests.apps.handover.office import AT, EVERY_UNIT, hand_in, make_office

pytestmark = pytest.mark.django_db
NO_HEAD = "สำนักปลัด ยังไม่มีหัวหน้าหรือผู้รักษาการแทน"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def headless(**kinds):
    """An office whose สำนักปลัด has nobody at its head; กองคลัง has one."""
    office = make_office(**kinds)
    office.head.memberships.update(role="officer")
    return office


def page(client, user, url):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def whole(office):
    return f"/office/handover/{office.handover().pk}/"


class TestUnitWithoutHead:
    def test_is_checked_by_the_clerks_office_from_my_work(self, client):
        office = headless()
        part = hand_in(office)

        text = page(client, office.clerk, "/office/")
        ticked = re.search(r'name="ticked" value="(part:[^"]+)"', text)[1]
        assert "มีเรื่องรอคุณตัดสินใจ 1 เรื่อง" in text
        client.post("/office/handover/steps/", {"ticked": ticked})

        part.refresh_from_db()
        assert part.state == "checked"
        given = Approval.objects.get(step="check")
        assert (given.by, given.capacity) == (office.clerk, "สำนักปลัด (ผู้รวบรวม)")
        event = Event.objects.get(action="part_checked")
        assert (event.role, event.after["capacity"]) == ("clerk_office", "สำนักปลัด (ผู้รวบรวม)")

    def test_is_checked_and_returned_on_the_page_of_the_hand_over(self, client):
        office = headless()
        part = hand_in(office)

        text = page(client, office.clerk, whole(office))
        assert f"/office/handover/parts/{part.pk}/check/" in text
        back = re.search(r'action="(/office/handover/parts/\d+/return/)"', text)[1]
        assert client.post(back, {"reason": "ปีผิด"}).status_code == 302

        part.refresh_from_db()
        assert (part.state, part.returned_why) == ("returned", "ปีผิด")
        assert Approval.objects.get(outcome="returned").capacity == "สำนักปลัด (ผู้รวบรวม)"

    @pytest.mark.parametrize("who", ["officer", "finance_head", "administrator", "executive"])
    def test_is_checked_by_nobody_else(self, client, who):
        office = headless()
        part = hand_in(office)

        assert "/check/" not in page(client, getattr(office, who), whole(office))
        assert client.post(f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256}).status_code == 404
        assert "part:" not in page(client, getattr(office, who), "/office/")

    @pytest.mark.parametrize("how", ["membership", "post", "substitute"])
    def test_with_a_head_again_it_is_the_heads(self, client, how):
        office = headless()
        part = hand_in(office)
        if how == "membership":
            office.head.memberships.update(role="unit_head")
        else:
            give_post(
                office.head,
                make_post(office.agency, "unit_head", "สำนักปลัด"),
                {"post": "holder", "substitute": "acting_for"}[how],
            )

        assert "part:" not in page(client, office.clerk, "/office/")
        assert NO_HEAD not in page(client, office.clerk, whole(office))
        assert client.post(f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256}).status_code == 404
        assert f"part:{part.pk}:" in page(client, office.head, "/office/")

    def test_who_made_it_does_not_check_it(self, client):
        office = headless()
        part = hand_in(office, by=office.clerk)
        other = make_user(office.agency, "clerk_office")

        assert "part:" not in page(client, office.clerk, "/office/")
        refused = client.post(f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256})
        assert refused.status_code == 422
        assert f"part:{part.pk}:" in page(client, other, "/office/")
        with pytest.raises(IntegrityError, match="maker of a part"), transaction.atomic():
            Approval.objects.create(
                **{"handover": part.handover, "part": part, "step": "check", "outcome": "approved"},
                **{"by": office.clerk, "by_name": "ก", "at": AT, "content_sha256": part.content_sha256},
            )

    def test_work_of_no_unit_waits_for_any_head_and_then_for_the_clerk(self, client):
        office = headless()
        part = hand_in(office)
        Part.objects.filter(pk=part.pk).update(unit=None, unit_name="")
        assert f"part:{part.pk}:" in page(client, office.finance_head, "/office/")
        assert "part:" not in page(client, office.clerk, "/office/")

        office.finance_head.memberships.update(role="officer")

        assert f"part:{part.pk}:" in page(client, office.clerk, "/office/")
        assert "/check/" in page(client, office.clerk, whole(office))

    def test_without_the_step_nobody_is_missed(self, client):
        office = headless(steps=("compile", "endorse", "acknowledge", "publish", "close"))

        assert NO_HEAD not in page(client, office.officer, f"/office/handover/parts/{office.part().pk}/")

    def test_only_the_part_of_the_unit_without_head_is_the_clerks(self, client):
        office = headless(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")

        text = page(client, office.clerk, "/office/")

        assert re.findall(r'value="part:(\d+):', text) == [str(office.part().pk)]
        assert page(client, office.clerk, whole(office)).count("ยังไม่มีหัวหน้าหรือผู้รักษาการแทน") == 1


class TestBeingTold:
    def test_the_officer_before_handing_in(self, client):
        office = headless()

        text = page(client, office.officer, f"/office/handover/parts/{office.part().pk}/")

        assert NO_HEAD in text
        assert "สำนักปลัดตรวจแทนหัวหน้าส่วนงาน" in text
        assert 'href="/office/agency/posts/"' not in text.split(NO_HEAD)[1][:300]

    def test_the_administrator_with_the_way_to_appoint_one(self, client):
        office = headless()
        admin = make_user(office.agency, "agency_admin")

        text = page(client, admin, whole(office))

        link = re.search(r'href="([^"]+)">ตั้งหัวหน้าส่วนงาน', text.split(NO_HEAD)[1])[1]
        assert client.get(link).status_code == 200

    def test_the_clerk_in_a_reminder_of_what_she_can_do(self, client):
        office = headless()
        part = hand_in(office)
        day = max(bangkok_today(), part.handover.occurrence.due_on)

        (matter,) = [one for one in list_open(frame_of(office.agency, day)) if one.thing.key == f"check:{part.pk}"]
        people, _users = list_people(office.agency, day)
        told = [one.id for one in people_of(matter.thing.level, matter.thing.units, people)]

        assert told == [office.clerk.pk]
        assert "/check/" in page(client, office.clerk, matter.path)

    def test_before_the_only_head_leaves(self, client):
        office = make_office()
        admin = make_user(office.agency, "agency_admin")
        leave = f"/office/agency/people/{office.head.memberships.get().pk}/leave/"

        text = page(client, admin, leave)
        with CaptureQueriesContext(connection) as captured:
            client.get(leave)

        assert "จะไม่มีหัวหน้าหรือผู้รักษาการแทน:" in text
        assert len(captured) <= 12  # two for the session; those of the shared limit are counted in test_query_counts
        give_post(office.officer, make_post(office.agency, "unit_head", "สำนักปลัด"))
        assert "จะไม่มีหัวหน้าหรือผู้รักษาการแทน:" not in page(client, admin, leave)

    def test_before_the_only_holder_of_the_post_goes(self, client):
        office = headless()
        admin = make_user(office.agency, "agency_admin")
        held = give_post(office.head, make_post(office.agency, "unit_head", "สำนักปลัด"))

        assert "จะไม่มีหัวหน้าหรือผู้รักษาการแทน:" in page(client, admin, f"/office/agency/holdings/{held.pk}/end/")
