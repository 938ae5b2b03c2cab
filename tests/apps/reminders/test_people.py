"""Who hears of something, from memberships and posts as they are on the day."""

from datetime import date

import pytest

from prongsai.apps.agencies.models import Unit
from prongsai.apps.agencies.permissions import recording_units, roles_in, units_headed
from prongsai.apps.reminders.people import list_people
from prongsai.apps.reminders.sending import run_once
from tests.apps.factories import give_post, make_agency, make_plan, make_post, make_user
from tests.apps.reminders.desk import at, make_desk, told, work_days

pytestmark = pytest.mark.django_db
TODAY = date(2023, 1, 24)


def person(agency, user, today=TODAY):
    people, _users = list_people(agency, today)
    return next(one for one in people if one.id == user.pk)


class TestPeople:
    def test_an_officer_works_in_their_unit_and_heads_nothing(self):
        agency = make_agency()
        officer = make_user(agency, "officer", unit="กองคลัง")

        found = person(agency, officer)

        assert found.works_in == {agency.units.get(name="กองคลัง").pk}
        assert not found.heads
        assert not found.works_anywhere

    def test_an_officer_of_a_section_works_for_its_division(self):
        agency = make_agency()
        division = agency.units.get(name="กองคลัง")
        section = Unit.objects.create(agency=agency, parent=division, name="งานพัสดุ")

        found = person(agency, make_user(agency, "officer", unit="งานพัสดุ"))

        assert found.works_in == {section.pk, division.pk}

    def test_an_officer_of_no_unit_works_anywhere(self):
        agency = make_agency()

        found = person(agency, make_user(agency, "officer"))

        assert (found.works_in, found.works_anywhere) == (frozenset(), True)

    def test_a_clerk_is_no_officer_of_every_unit(self):
        agency = make_agency()

        found = person(agency, make_user(agency, "clerk_office"))

        assert (found.works_in, found.works_anywhere) == (frozenset(), False)

    @pytest.mark.parametrize("role", ["auditor", "overseer"])
    def test_who_only_reads_is_asked_for_nothing(self, role):
        agency = make_agency()

        found = person(agency, make_user(agency, role, unit="กองคลัง"))

        assert not found.works_in
        assert not found.works_anywhere

    def test_a_post_counts_only_while_it_is_held(self):
        agency = make_agency()
        user = make_user(agency, "officer", unit="กองคลัง")
        give_post(
            user, make_post(agency, "chief_administrator"), "acting_for", date(2023, 1, 20), until_on=date(2023, 1, 25)
        )

        roles = [person(agency, user, date(2023, 1, day)).roles for day in (19, 20, 25, 26)]

        assert ["chief_administrator" in one for one in roles] == [False, True, True, False]

    def test_who_left_the_service_is_not_there(self):
        agency = make_agency()
        make_user(agency, "officer", is_active=False)

        assert list_people(agency, TODAY) == ([], {})

    def test_agrees_with_what_the_person_may_do(self):
        agency, other = make_agency(), make_agency("เทศบาลอื่น")
        head = make_user(agency, "officer", unit="กองคลัง")
        give_post(head, make_post(agency, "unit_head", "สำนักปลัด"))
        head.memberships.create(agency=other, role="clerk_office", created_at=at(-30))

        _people, users = list_people(agency, TODAY)

        fresh = type(head).objects.get(pk=head.pk)
        for ask in (roles_in, units_headed, recording_units):
            assert ask(users[head.pk], agency) == ask(fresh, agency)

    def test_asks_as_much_for_many_as_for_few(self, django_assert_num_queries):
        agency = make_agency()
        for _number in range(30):
            give_post(make_user(agency, "officer", unit="กองคลัง"), make_post(agency, "officer"))

        with django_assert_num_queries(2):
            list_people(agency, TODAY)


class TestChangeOfPeople:
    def test_the_next_in_the_unit_is_told_what_is_open(self):
        desk = make_desk()
        work_days(-8, 2)
        desk.officer.memberships.all().delete()
        heir = make_user(desk.agency, "officer", unit="สำนักปลัด")

        run_once(at(3))

        assert told(heir) == [("2023-02-03", "late")]

    def test_a_substitute_is_told_while_they_stand_in(self):
        agency = make_agency()
        make_plan(agency)
        make_user(agency, "officer", unit="สำนักปลัด")
        deputy = make_user(agency, "officer", unit="กองคลัง")
        post = make_post(agency, "top_executive")
        give_post(make_user(agency, "officer", unit="กองคลัง"), post)
        give_post(deputy, post, "acting_for", date(2023, 3, 1), until_on=date(2023, 3, 31))

        work_days(-8, 35)

        days = [day for day, _tone in told(deputy)]
        assert days[0] == "2023-03-01"
        assert len(days) < 4

    def test_of_a_closed_account_nothing_is_said(self):
        desk = make_desk()
        desk.officer.is_active = False
        desk.officer.save()
        admin = make_user(desk.agency, "agency_admin")

        run_once(at(-7))

        assert told(desk.officer) == []
        assert told(admin) == [("2023-01-24", "soon")]
