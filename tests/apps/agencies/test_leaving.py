"""Leaving a post or an agency: what open work moves, to whom, and that it is shown first."""

from datetime import timedelta

import pytest

from prongsai.apps.agencies import leaving
from prongsai.apps.agencies.leaving import (
    leave_agency,
    leave_post,
    leaver_of_agency,
    leaver_of_post,
    list_moving,
    list_to_cancel,
)
from prongsai.apps.agencies.models import Membership
from prongsai.apps.evidence.models import Notice, Request
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.core.errors import PersonError
from prongsai.web.templatetags.reading import day
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_plan, make_post, make_user

DAY = timedelta(days=1)
TODAY = bangkok_today()


@pytest.fixture
def agency(db):
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_user(agency, "agency_admin", display_name="นางผู้ดูแล ระบบดี")


@pytest.fixture
def unit(agency):
    return agency.units.get(name="สำนักปลัด")


@pytest.fixture
def head(agency):
    return make_post(agency, "unit_head", "สำนักปลัด", title="หัวหน้าสำนักปลัด")


@pytest.fixture
def leaver(agency, head):
    user = make_user(agency, "officer", unit="สำนักปลัด", display_name="นายเก่า ไปแล้ว")
    give_post(user, head)
    return user


def open_notice(agency, user, unit, plan=None):
    plan = plan or make_plan(agency)
    evidence = plan.measures.get().evidence.get()
    request = Request.objects.filter(evidence=evidence).first() or Request.objects.create(
        evidence=evidence, asked_by="ก", asked_at=NOW
    )
    return Notice.objects.create(user=user, agency=agency, unit=unit, request=request, made_at=NOW)


def held(user, post):
    return post.holdings.get(user=user)


def leave(user, agency, admin):
    leave_agency(membership=user.memberships.get(agency=agency), today=TODAY, by=admin, at=NOW)


class TestHeir:
    def heir(self, user, agency, unit):
        return leaver_of_agency(user.memberships.get(agency=agency), TODAY).heir_of(unit.pk if unit else None)

    def test_is_the_next_in_the_post(self, agency, admin, unit, head, leaver):
        make_user(agency, "officer", unit="สำนักปลัด")
        next_one = make_user(agency, "officer")
        give_post(next_one, head, "acting_for", order_number="1")

        assert self.heir(leaver, agency, unit) == next_one

    def test_else_the_head_of_the_unit(self, agency, admin, unit, head):
        give_post(boss := make_user(agency, "officer"), head)
        user = make_user(agency, "officer", unit="สำนักปลัด")

        assert self.heir(user, agency, unit) == boss

    def test_else_a_colleague_of_the_unit(self, agency, admin, unit, leaver):
        make_user(agency, "officer", unit="กองคลัง")
        colleague = make_user(agency, "officer", unit="สำนักปลัด")

        assert self.heir(leaver, agency, unit) == colleague

    def test_else_the_clerks_office_and_then_the_administrator(self, agency, admin, unit, leaver):
        assert self.heir(leaver, agency, unit) == admin

        clerk = make_user(agency, "clerk_office")

        assert self.heir(leaver, agency, unit) == clerk
        assert self.heir(leaver, agency, None) == clerk

    def test_is_nobody_in_an_empty_office(self, agency, unit, leaver):
        make_user(agency, "officer", unit="สำนักปลัด", is_active=False)
        make_user(make_agency(), "agency_admin")

        assert self.heir(leaver, agency, unit) is None


class TestLeavingAPost:
    def test_hands_open_notices_to_the_next(self, agency, admin, unit, head, leaver):
        notice = open_notice(agency, leaver, unit)
        next_one = make_user(agency, "officer")
        give_post(next_one, head, "acting_for", order_number="1")

        leave_post(holding=held(leaver, head), until_on=TODAY - DAY, today=TODAY, by=admin, at=NOW)

        assert list(Notice.objects.values_list("user", "request", "read_at")) == [
            (next_one.pk, notice.request_id, None)
        ]
        assert held(leaver, head).until_on == TODAY - DAY
        assert Event.objects.get(action="work_handed_on").after == {"notices": 1}
        assert verify_agency(agency.slug).faults == ()

    def test_leaves_other_units_and_closed_ones_alone(self, agency, admin, unit, head, leaver):
        other = open_notice(agency, leaver, agency.units.get(name="กองคลัง"), make_plan(agency, 2567))
        closed = open_notice(agency, leaver, unit)
        Request.objects.filter(pk=closed.request_id).update(closed_at=NOW)

        leave_post(holding=held(leaver, head), until_on=TODAY, today=TODAY, by=admin, at=NOW)

        assert set(Notice.objects.filter(user=leaver)) == {other, closed}
        assert not Event.objects.filter(action="work_handed_on").exists()

    def test_an_heir_who_was_asked_too_has_one_notice(self, agency, admin, unit, head, leaver):
        plan = make_plan(agency)
        open_notice(agency, leaver, unit, plan)
        give_post(next_one := make_user(agency, "officer"), head, "acting_for", order_number="1")
        own = open_notice(agency, next_one, unit, plan)

        leave_post(holding=held(leaver, head), until_on=TODAY, today=TODAY, by=admin, at=NOW)

        assert list(Notice.objects.all()) == [own]

    def test_not_before_the_day(self, admin, head, leaver):
        with pytest.raises(PersonError, match="อนาคต"):
            leave_post(holding=held(leaver, head), until_on=TODAY + DAY, today=TODAY, by=admin, at=NOW)
        assert held(leaver, head).until_on is None


class TestLeavingTheAgency:
    def test_ends_posts_moves_work_and_takes_the_role_away(self, agency, admin, unit, head, leaver):
        open_notice(agency, leaver, unit)

        leave(leaver, agency, admin)

        assert not leaver.memberships.exists()
        assert held(leaver, head).until_on == TODAY
        assert Notice.objects.get().user == admin
        actions = set(Event.objects.filter(agency=agency.slug).values_list("action", flat=True))
        assert actions >= {"post_left", "work_handed_on", "member_removed"}

    def test_appointments_to_come_are_cancelled(self, agency, admin, leaver):
        later = make_post(agency, "top_executive")
        give_post(leaver, later, from_on=TODAY + DAY)

        leave(leaver, agency, admin)

        assert not later.holdings.exists()

    def test_what_ended_before_stays_as_it_was(self, agency, admin, leaver):
        old = make_post(agency, "top_executive")
        give_post(leaver, old, until_on=TODAY - 30 * DAY)

        leave(leaver, agency, admin)

        assert old.holdings.get().until_on == TODAY - 30 * DAY

    def test_posts_elsewhere_stay(self, agency, admin, leaver):
        elsewhere = make_agency()
        Membership.objects.create(user=leaver, agency=elsewhere, role="officer", created_at=NOW)
        post = make_post(elsewhere, "chief_administrator")
        give_post(leaver, post)

        leave(leaver, agency, admin)

        assert post.holdings.get().until_on is None
        assert leaver.memberships.get().agency == elsewhere

    def test_the_last_administrator_changes_nothing(self, agency, admin, unit):
        post = make_post(agency, "chief_administrator")
        give_post(admin, post)
        notice = open_notice(agency, admin, unit)
        before = Event.objects.count()

        with pytest.raises(PersonError):
            leave(admin, agency, admin)

        assert post.holdings.get().until_on is None
        assert list(Notice.objects.all()) == [notice]
        assert Event.objects.count() == before

    def test_without_an_heir_the_notice_waits(self, agency, unit, leaver):
        Membership.objects.filter(user=leaver).update(role="agency_admin")
        other = make_user(agency, "agency_admin", is_active=False)
        notice = open_notice(agency, leaver, unit)

        leave(leaver, agency, other)

        assert list(Notice.objects.all()) == [notice]


class TestPreview:
    def test_says_what_and_to_whom_and_changes_nothing(self, agency, admin, unit, head, leaver):
        open_notice(agency, leaver, unit)
        before = Event.objects.count()

        lines = list_moving(leaver_of_post(held(leaver, head), TODAY))

        assert [(line.words, line.heir) for line in lines] == [
            ("งานที่ยังไม่เสร็จของสำนักปลัด", str(admin)),
            ("คำขอให้แก้ไขหลักฐานที่ยังไม่เสร็จ", str(admin)),
        ]
        assert lines[0].count > 0
        assert lines[1].count == 1
        assert Notice.objects.get().user == leaver
        assert Event.objects.count() == before

    def test_asks_every_hook(self, agency, admin, head, leaver, monkeypatch):
        seen = []

        class Hook:
            def preview(self, leaver):
                return [leaving.MovingWork("แฟ้ม", 3, "")]

            def move(self, leaver, at):
                seen.append((leaver.user, leaver.is_whole))
                return {"folders": 3}

        monkeypatch.setattr(leaving, "on_leaving", [Hook()])
        assert [line.count for line in list_moving(leaver_of_post(held(leaver, head), TODAY))] == [3]

        leave(leaver, agency, admin)

        assert seen == [(leaver, True)]
        assert Event.objects.get(action="work_handed_on").after == {"folders": 3}


class TestPages:
    @pytest.fixture
    def signed_in(self, client, admin):
        client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def test_the_page_of_leaving_shows_posts_and_work_before(self, signed_in, agency, unit, leaver):
        open_notice(agency, leaver, unit)
        url = f"/office/agency/people/{leaver.memberships.get().pk}/leave/"

        page = signed_in.get(url).content.decode()

        for words in ("หัวหน้าสำนักปลัด", "คำขอให้แก้ไขหลักฐาน", "ไปอยู่กับ นางผู้ดูแล ระบบดี"):
            assert words in page
        assert leaver.memberships.exists()
        assert signed_in.post(url)["location"] == "/office/agency/people/"
        assert not leaver.memberships.exists()

    def test_the_page_of_leaving_names_appointments_to_come(self, signed_in, agency, leaver):
        clerk = make_post(agency, "chief_administrator", title="ปลัดเทศบาลตำบลทดสอบ")
        first = give_post(leaver, clerk, "acting_in_post", from_on=TODAY + 9 * DAY, until_on=TODAY + 12 * DAY)
        give_post(leaver, clerk, "acting_in_post", from_on=TODAY - 9 * DAY, until_on=TODAY - 5 * DAY)
        row = leaver.memberships.get()

        listed = list_to_cancel(leaver_of_agency(row, TODAY))
        page = signed_in.get(f"/office/agency/people/{row.pk}/leave/").content.decode()
        signed_in.post(f"/office/agency/people/{row.pk}/leave/")

        assert listed == [first]
        assert "การแต่งตั้งล่วงหน้าที่จะถูกยกเลิก" in page
        assert (
            f"ปลัดเทศบาลตำบลทดสอบ ({first.get_capacity_display()}) {day(first.from_on)} – {day(first.until_on)}" in page
        )
        assert not leaver.holdings.filter(pk=first.pk).exists()

    def test_the_page_says_nothing_of_appointments_where_none_is_to_come(self, signed_in, leaver):
        page = signed_in.get(f"/office/agency/people/{leaver.memberships.get().pk}/leave/").content.decode()

        assert "การแต่งตั้งล่วงหน้า" not in page

    def test_the_page_of_ending_takes_a_buddhist_day(self, signed_in, head, leaver):
        url = f"/office/agency/holdings/{held(leaver, head).pk}/end/"
        assert "ยืนยันสิ้นสุด" in signed_in.get(url).content.decode()

        signed_in.post(url, {"until_on_day": "1", "until_on_month": "3", "until_on_year": "๒๕๖๖"})

        assert held(leaver, head).until_on.isoformat() == "2023-03-01"

    def test_a_day_to_come_is_refused_with_a_sentence(self, signed_in, head, leaver):
        url = f"/office/agency/holdings/{held(leaver, head).pk}/end/"
        later = TODAY + 2 * DAY
        parts = {"until_on_day": later.day, "until_on_month": later.month, "until_on_year": later.year + 543}

        assert "อนาคต" in signed_in.post(url, parts).content.decode()

    def test_an_appointment_to_come_is_cancelled_there(self, signed_in, agency, leaver):
        post = make_post(agency, "top_executive")
        row = give_post(leaver, post, from_on=TODAY + DAY)
        url = f"/office/agency/holdings/{row.pk}/end/"
        page = signed_in.get(url).content.decode()
        assert "ยืนยันยกเลิกการแต่งตั้ง" in page

        signed_in.post(url, {"until_on_day": "1", "until_on_month": "1", "until_on_year": "2500"})

        assert not post.holdings.exists()
