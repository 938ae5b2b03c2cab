"""Rights by membership and by posts held between days."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency, Membership, Unit
from prongsai.apps.agencies.permissions import (
    ACKNOWLEDGE_WORK,
    CHECK_WORK,
    EDIT_PLANS,
    ENDORSE_WORK,
    MANAGE_SYSTEM,
    RECORD_PROGRESS,
    ROLES_OF,
    VIEW_PLANS,
    may,
    recording_units,
    role_in,
    roles_in,
    units_headed,
)
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.agencies.queries import agencies_for
from prongsai.apps.agencies.standing import load_memberships
from prongsai.documents.posts import executive_post
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_post, make_user

DAY = timedelta(days=1)


def fresh(user):
    return type(user).objects.get(pk=user.pk)


@pytest.mark.django_db
class TestRolesIn:
    def test_are_the_memberships_role_and_those_of_posts(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator"))

        assert roles_in(user, agency) == {"officer", "chief_administrator"}
        assert role_in(user, agency) == "officer"

    def test_count_the_first_and_the_last_day_and_no_other(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        today = bangkok_today()
        give_post(user, make_post(agency, "top_executive"), from_on=today, until_on=today + DAY)

        had = [day for day in (-1, 0, 1, 2) if "top_executive" in roles_in(user, agency, today + day * DAY)]

        assert had == [0, 1]

    def test_a_deputy_has_none_until_the_post_above_is_delegated(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "deputy_executive"))
        assert roles_in(user, agency) == {"officer"}

        give_post(user, make_post(agency, "top_executive"), "delegated")

        assert roles_in(user, agency) == {"officer", "top_executive"}

    def test_a_post_without_membership_gives_nothing(self):
        agency = make_agency()
        user = make_user()
        give_post(user, make_post(agency, "top_executive"))

        assert roles_in(user, agency) == frozenset()
        assert not agencies_for(user).exists()

    def test_a_post_elsewhere_gives_nothing_here(self):
        here, there = make_agency(), make_agency()
        user = make_user(here, "officer")
        Membership.objects.create(user=user, agency=there, role="officer", created_at=NOW)
        give_post(user, make_post(there, "top_executive"))

        assert roles_in(user, here) == {"officer"}
        assert roles_in(user, there) == {"officer", "top_executive"}

    def test_the_one_who_runs_the_machine_sees_no_agencys_work(self):
        agency = make_agency()
        user = make_user(is_superuser=True)

        assert roles_in(user, agency) == {"system_admin"}
        assert may(user, agency, MANAGE_SYSTEM)
        assert not may(user, agency, VIEW_PLANS)
        assert list(agencies_for(user, MANAGE_SYSTEM)) == [agency]
        assert not agencies_for(user, VIEW_PLANS).exists()

    def test_who_is_switched_off_may_nothing(self):
        agency = make_agency()
        user = make_user(agency, "agency_admin", is_active=False)

        assert not any(may(user, agency, permission) for permission in ROLES_OF)

    def test_cost_one_query_for_all_agencies_and_posts(self):
        agencies = [make_agency() for _one in range(4)]
        user = make_user()
        for agency in agencies:
            Membership.objects.create(user=user, agency=agency, role="officer", created_at=NOW)
            give_post(user, make_post(agency, "chief_administrator"))
        user = fresh(user)

        with CaptureQueriesContext(connection) as captured:
            found = load_memberships(user)
            roles = {roles_in(user, agency) for agency in agencies}

        assert len(captured) == 1
        assert [row.agency for row in found] == agencies
        assert roles == {frozenset({"officer", "chief_administrator"})}


@pytest.mark.django_db
class TestLookUps:
    """The filter of look-ups and the predicate must never disagree."""

    @pytest.mark.parametrize("role", ["officer", "unit_head", "auditor", "overseer", "clerk_office", "agency_admin"])
    @pytest.mark.parametrize("kind", ["", "unit_head", "chief_administrator", "top_executive", "deputy_executive"])
    def test_agree_with_the_table(self, role, kind):
        agency = make_agency()
        user = make_user(agency, role)
        if kind:
            give_post(user, make_post(agency, kind, unit="กองคลัง" if kind == "unit_head" else ""))

        for permission in ROLES_OF:
            assert agencies_for(user, permission).exists() == may(user, agency, permission), permission
            assert user.has_perm(permission, agency) == may(user, agency, permission), permission

    @pytest.mark.parametrize(
        ("first", "last", "has"), [(-5, -1, False), (-5, 0, True), (0, None, True), (1, None, False)]
    )
    def test_keep_to_the_days(self, first, last, has):
        agency = make_agency()
        user = make_user(agency, "officer")
        today = bangkok_today()
        until = None if last is None else today + last * DAY
        give_post(user, make_post(agency, "chief_administrator"), from_on=today + first * DAY, until_on=until)

        assert agencies_for(user, ENDORSE_WORK).exists() is has
        assert may(user, agency, ENDORSE_WORK) is has

    def test_find_each_agency_once(self):
        agency = make_agency()
        user = make_user(agency, "clerk_office")
        give_post(user, make_post(agency, "chief_administrator"))
        give_post(user, make_post(agency, "top_executive"), "clerk_as_executive", order_number="1/2566")

        assert list(agencies_for(user)) == [agency]


@pytest.mark.django_db
class TestTwoStepsOfTheTop:
    def test_the_clerk_endorses_and_the_executive_acknowledges(self):
        assert ROLES_OF[ENDORSE_WORK].isdisjoint(ROLES_OF[ACKNOWLEDGE_WORK])

    def test_the_clerk_acting_as_executive_may_both(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator"))
        give_post(user, make_post(agency, "top_executive"), "clerk_as_executive", order_number="1/2566")

        assert may(user, agency, ENDORSE_WORK)
        assert may(user, agency, ACKNOWLEDGE_WORK)

    def test_auditor_and_overseer_change_nothing(self):
        changing = set(ROLES_OF) - {VIEW_PLANS, "history.view", "rounds.view", "results.view"}

        assert {role for name in changing for role in ROLES_OF[name]}.isdisjoint({"auditor", "overseer"})
        assert "auditor" in ROLES_OF["history.view"]


@pytest.mark.django_db
class TestUnits:
    @pytest.fixture
    def agency(self):
        agency = make_agency()
        finance = agency.units.get(name="กองคลัง")
        Unit.objects.create(agency=agency, parent=finance, name="งานพัสดุ")
        return agency

    def ids(self, agency, *names):
        return set(agency.units.filter(name__in=names).values_list("pk", flat=True))

    def test_a_head_heads_the_sections_too(self, agency):
        user = make_user(agency, "officer", unit="สำนักปลัด")
        give_post(user, make_post(agency, "unit_head", "กองคลัง"))

        assert units_headed(user, agency) == self.ids(agency, "กองคลัง", "งานพัสดุ")
        assert recording_units(user, agency) == self.ids(agency, "กองคลัง", "งานพัสดุ", "สำนักปลัด")

    def test_a_membership_can_make_a_head(self, agency):
        user = make_user(agency, "unit_head", unit="กองคลัง")

        assert units_headed(user, agency) == self.ids(agency, "กองคลัง", "งานพัสดุ")
        assert may(user, agency, CHECK_WORK)

    def test_an_officer_of_a_section_records_for_its_division(self, agency):
        user = make_user(agency, "officer", unit="งานพัสดุ")

        assert recording_units(user, agency) == self.ids(agency, "กองคลัง", "งานพัสดุ")

    def test_an_officer_without_a_unit_and_the_clerks_office_record_for_all(self, agency):
        assert recording_units(make_user(agency, "officer"), agency) is None
        assert recording_units(make_user(agency, "clerk_office", unit="กองคลัง"), agency) is None

    @pytest.mark.parametrize("role", ["auditor", "overseer", "top_executive", "chief_administrator"])
    def test_who_only_reads_records_for_none(self, agency, role):
        assert recording_units(make_user(agency, role, unit="กองคลัง"), agency) == frozenset()

    def test_a_stranger_records_for_none(self, agency):
        assert recording_units(make_user(make_agency()), agency) == frozenset()
        assert units_headed(make_user(make_agency()), agency) == frozenset()


@pytest.mark.django_db
class TestActingAs:
    @pytest.fixture
    def agency(self):
        return make_agency()

    def test_a_holder_signs_with_the_post(self, agency):
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator", title="ปลัดเทศบาล"))

        acting = acting_as(user, agency, "chief_administrator", bangkok_today())

        assert (acting.capacity, acting.words) == ("holder", "ปลัดเทศบาล")

    @pytest.mark.parametrize(
        ("capacity", "words"),
        [
            ("acting_for", "รองปลัดเทศบาล รักษาราชการแทน ปลัดเทศบาล"),
            ("delegated", "รองปลัดเทศบาล ปฏิบัติราชการแทน ปลัดเทศบาล"),
            ("acting_in_post", "รองปลัดเทศบาล รักษาการในตำแหน่ง ปลัดเทศบาล"),
        ],
    )
    def test_a_substitute_signs_with_both(self, agency, capacity, words):
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "deputy_administrator", title="รองปลัดเทศบาล"))
        clerk = make_post(agency, "chief_administrator", title="ปลัดเทศบาล")
        give_post(user, clerk, capacity, order_number="12/2566")

        acting = acting_as(user, agency, "chief_administrator", bangkok_today())

        assert (acting.capacity, acting.words) == (capacity, words)

    def test_the_clerk_as_executive(self, agency):
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator", title="ปลัดเทศบาล"))
        mayor = make_post(agency, "top_executive", title="นายกเทศมนตรีตำบลทดสอบ")
        give_post(user, mayor, "clerk_as_executive", order_number="12/2566")

        acting = acting_as(user, agency, "top_executive", bangkok_today())

        assert acting.words == "ปลัดเทศบาล ปฏิบัติหน้าที่ นายกเทศมนตรีตำบลทดสอบ"

    def test_of_two_posts_the_own_one_comes_first(self, agency):
        user = make_user(agency, "officer")
        give_post(
            user, make_post(agency, "unit_head", "กองคลัง", title="ผู้อำนวยการกองคลัง"), from_on=bangkok_today() - DAY
        )
        other = make_post(agency, "unit_head", "สำนักปลัด", title="หัวหน้าสำนักปลัด")
        give_post(user, other, "acting_for", from_on=bangkok_today(), order_number="1/2566")

        assert acting_as(user, agency, "unit_head", bangkok_today()).words == "ผู้อำนวยการกองคลัง"

    def test_a_role_without_a_post_is_called_as_agencies_of_its_kind_call_the_post(self, agency):
        acting = acting_as(make_user(agency, "top_executive"), agency, "top_executive", bangkok_today())

        assert (acting.capacity, acting.words) == ("", executive_post(agency.facts()))

    def test_a_role_whose_post_is_vacant_is_called_as_the_post(self, agency):
        make_post(agency, "top_executive", title="นายกเทศมนตรีตำบลบ้านใหม่")

        acting = acting_as(make_user(agency, "top_executive"), agency, "top_executive", bangkok_today())

        assert acting.words == "นายกเทศมนตรีตำบลบ้านใหม่"

    def test_a_role_of_many_posts_is_named(self, agency):
        make_post(agency, "unit_head", "กองคลัง", title="ผู้อำนวยการกองคลัง")

        acting = acting_as(make_user(agency, "unit_head", "สำนักปลัด"), agency, "unit_head", bangkok_today())

        assert acting.words == "หัวหน้าส่วนงาน"

    def test_nobody_acts_in_a_role_that_is_not_theirs(self, agency):
        today = bangkok_today()
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator"), from_on=today - 9 * DAY, until_on=today - DAY)

        assert acting_as(user, agency, "chief_administrator", today) is None
        assert acting_as(make_user(), agency, "officer", today) is None


@pytest.mark.django_db
class TestHistoryNamesTheRole:
    def test_that_gives_the_right_used(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        give_post(user, make_post(agency, "chief_administrator"))

        assert actor_in(user, agency).role == "officer"
        assert actor_in(user, agency, ENDORSE_WORK).role == "chief_administrator"
        assert actor_in(user, agency, RECORD_PROGRESS).role == "officer"
        assert actor_in(user, agency, EDIT_PLANS).role == "none"


@pytest.mark.django_db
class TestConstraints:
    def refused(self, name, make):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            make()
        assert name in str(caught.value) or "UNIQUE" in str(caught.value)

    @pytest.fixture
    def agency(self):
        return make_agency()

    def test_keep_posts_sane(self, agency: Agency):
        make_post(agency, "top_executive")
        make_post(agency, "unit_head", "กองคลัง")

        self.refused("one_executive_and_one_clerk", lambda: make_post(agency, "top_executive"))
        self.refused("one_head_of_a_unit", lambda: make_post(agency, "unit_head", "กองคลัง"))
        self.refused("head_of_some_unit", lambda: make_post(agency, "unit_head"))
        self.refused("post_has_a_title", lambda: make_post(agency, "officer", title=""))
        self.refused("post_role_is_known", lambda: make_post(agency, "officer", role="agency_admin"))
        self.refused("post_kind_is_known", lambda: make_post(agency, "officer").__class__.objects.update(kind="king"))

    def test_keep_holdings_sane(self, agency: Agency):
        user, other = make_user(agency, "officer"), make_user(agency, "officer")
        post = make_post(agency, "chief_administrator")
        row = give_post(user, post)

        self.refused("one_holder_until_further_notice", lambda: give_post(other, post))
        self.refused("one_holder_until_further_notice", lambda: give_post(other, post, "acting_in_post"))
        self.refused("capacity_is_known", lambda: give_post(other, post, "boss"))
        self.refused("holding_ends", lambda: give_post(other, post, "acting_for", until_on=row.from_on - DAY))
        self.refused("a_dated_order", lambda: give_post(other, post, "acting_for", order_on=row.from_on))
        self.refused("in_writing", lambda: give_post(other, post, "delegated", scope=""))
        self.refused("in_writing", lambda: give_post(other, post, "delegated", order_number=""))

    def test_keep_sections_sane(self, agency: Agency):
        finance, clerk = agency.units.get(name="กองคลัง"), agency.units.get(name="สำนักปลัด")
        Unit.objects.create(agency=agency, parent=finance, name="งานธุรการ")
        Unit.objects.create(agency=agency, parent=clerk, name="งานธุรการ")

        self.refused("one_section", lambda: Unit.objects.create(agency=agency, parent=finance, name="งานธุรการ"))
        self.refused("one_unit", lambda: Unit.objects.create(agency=agency, name="กองคลัง"))
        self.refused("own_section", lambda: Unit.objects.filter(pk=clerk.pk).update(parent=clerk.pk))

    def test_no_membership_makes_a_system_administrator(self, agency: Agency):
        self.refused("role_is_known", lambda: make_user(agency, "system_admin"))
