"""Which units somebody heads: the query says of all what permissions say of each person."""

from datetime import date, timedelta

import pytest

from prongsai.apps.agencies.heads import units_with_head
from prongsai.apps.agencies.leaving import leaver_of_agency, leaver_of_post, list_left_headless
from prongsai.apps.agencies.models import Unit
from prongsai.apps.agencies.permissions import units_headed
from tests.apps.factories import give_post, make_agency, make_post, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 23)
CASES = ("nobody", "membership", "post", "substitute", "section_post", "ended", "to_come", "gone", "closed_account")


def named(units):
    return sorted(unit.name for unit in units)


def office(case):
    agency = make_agency()
    clerk = agency.units.get(name="สำนักปลัด")
    Unit.objects.create(agency=agency, parent=clerk, name="งานนิติการ")
    person = make_user(agency, "unit_head" if case == "membership" else "officer", unit="สำนักปลัด")
    if case in ("post", "gone", "closed_account"):
        give_post(person, make_post(agency, "unit_head", "สำนักปลัด"))
    if case == "substitute":
        give_post(person, make_post(agency, "unit_head", "สำนักปลัด"), "acting_for")
    if case == "section_post":
        make_post(agency, "section_head", "งานนิติการ", role="unit_head")
        give_post(person, agency.posts.get())
    if case == "ended":
        give_post(person, make_post(agency, "unit_head", "สำนักปลัด"), until_on=TODAY - timedelta(days=1))
    if case == "to_come":
        give_post(person, make_post(agency, "unit_head", "สำนักปลัด"), from_on=TODAY + timedelta(days=1))
    if case == "gone":
        person.memberships.all().delete()
        make_user(make_agency(), "unit_head", unit="กองคลัง")  # of another agency
    if case == "closed_account":
        person.is_active = False
        person.save()
    return agency, type(person).objects.get(pk=person.pk)


class TestUnitsWithHead:
    @pytest.mark.parametrize("case", CASES)
    def test_are_those_that_somebody_heads(self, case):
        agency, person = office(case)

        found = set(units_with_head(agency, TODAY).values_list("pk", flat=True))

        expected = units_headed(person, agency, TODAY) if person.is_active else frozenset()
        assert found == expected
        assert bool(found) == (case in ("membership", "post", "substitute", "section_post"))

    def test_a_section_has_its_divisions_head_and_not_the_other_way_round(self):
        agency, _person = office("post")
        other, _person = office("section_post")

        assert named(units_with_head(agency, TODAY)) == ["งานนิติการ", "สำนักปลัด"]
        assert named(units_with_head(other, TODAY)) == ["งานนิติการ"]


class TestLeftHeadless:
    def test_names_the_units_of_the_only_head(self):
        _agency, person = office("post")

        assert named(list_left_headless(leaver_of_agency(person.memberships.get(), TODAY))) == ["สำนักปลัด"]
        assert named(list_left_headless(leaver_of_post(person.holdings.get(), TODAY))) == ["สำนักปลัด"]

    def test_of_a_membership_leaves_with_the_agency_and_not_with_a_post(self):
        agency, person = office("membership")
        give_post(person, make_post(agency, "unit_head", "กองคลัง"))

        assert named(list_left_headless(leaver_of_post(person.holdings.get(), TODAY))) == ["กองคลัง"]
        assert named(list_left_headless(leaver_of_agency(person.memberships.get(), TODAY))) == ["กองคลัง", "สำนักปลัด"]

    def test_names_none_where_the_next_one_begins_tomorrow(self):
        agency, person = office("post")
        give_post(make_user(agency, "officer"), agency.posts.get(), "acting_for", TODAY + timedelta(days=1))

        assert list_left_headless(leaver_of_agency(person.memberships.get(), TODAY)) == []

    def test_names_none_for_who_heads_nothing(self):
        _agency, person = office("nobody")

        assert list_left_headless(leaver_of_agency(person.memberships.get(), TODAY)) == []

    def test_of_a_section_whose_division_has_a_head_says_nothing(self):
        agency, person = office("section_post")
        make_user(agency, "unit_head", unit="สำนักปลัด")

        assert list_left_headless(leaver_of_agency(person.memberships.get(), TODAY)) == []

    def test_counts_no_substitute_who_left_the_agency(self):
        agency, person = office("post")
        gone = make_user(agency, "officer")
        give_post(gone, agency.posts.get(), "acting_for")
        gone.memberships.all().delete()

        assert named(list_left_headless(leaver_of_agency(person.memberships.get(), TODAY))) == ["สำนักปลัด"]
