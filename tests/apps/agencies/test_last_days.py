"""The days on which a post begins and ends, and what a person has who leaves on one of them."""

from datetime import date, timedelta

import pytest

from prongsai.apps.agencies import leaving
from prongsai.apps.agencies.leaving import leave_agency, leaver_of_agency, list_moving
from prongsai.apps.agencies.pages import list_structure, post_view
from prongsai.apps.agencies.permissions import (
    ACKNOWLEDGE_WORK,
    CHECK_WORK,
    ROLES_OF,
    agencies_with,
    may,
    role_for,
    roles_in,
    units_headed,
)
from prongsai.apps.agencies.post_actions import appoint, cancel_holding, end_holding
from prongsai.apps.agencies.posts import acting_as
from prongsai.apps.agencies.queries import list_posts
from prongsai.apps.agencies.standing import load_members
from prongsai.core.errors import PersonError
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_post, make_user

DAY = timedelta(days=1)
TODAY = bangkok_today()
YEAR_END, YEAR_BEGIN = date(2023, 9, 30), date(2023, 10, 1)


@pytest.fixture
def agency(db):
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_user(agency, "agency_admin")


@pytest.fixture
def head(agency):
    return make_post(agency, "unit_head", "กองคลัง", title="ผู้อำนวยการกองคลัง")


class TestLeavingOnTheLastDay:
    def test_of_a_post_takes_its_work_along(self, agency, head):
        person = make_user(agency, "officer", unit="สำนักปลัด")
        give_post(person, head, until_on=TODAY)

        leaver = leaver_of_agency(person.memberships.get(), TODAY)

        assert leaver.posts == (head,)
        assert {unit.name for unit in leaver.units} == {"สำนักปลัด", "กองคลัง"}

    @pytest.mark.parametrize(
        ("from_on", "until_on", "has"),
        [
            (TODAY, None, True),
            (TODAY, TODAY, True),
            (TODAY - DAY, TODAY, True),
            (TODAY - 9 * DAY, TODAY - DAY, False),
            (TODAY + DAY, None, False),
        ],
    )
    def test_a_post_counts_on_its_days_alone(self, agency, head, from_on, until_on, has):
        person = make_user(agency, "officer")
        give_post(person, head, from_on=from_on, until_on=until_on)

        assert bool(leaver_of_agency(person.memberships.get(), TODAY).posts) is has

    def test_what_ends_today_anyway_is_not_ended_again(self, agency, admin, head):
        person = make_user(agency, "officer")
        held = give_post(person, head, until_on=TODAY)

        leave_agency(membership=person.memberships.get(), today=TODAY, by=admin, at=NOW)

        held.refresh_from_db()
        assert held.until_on == TODAY
        assert not person.memberships.exists()

    def test_every_hook_hears_of_the_unit(self, agency, admin, head, monkeypatch):
        heard = []

        class Hook:
            def preview(self, leaver):
                return [leaving.MovingWork("งาน", len(leaver.units), "")]

            def move(self, leaver, at):
                heard.extend(unit.name for unit in leaver.units)
                return {}

        monkeypatch.setattr(leaving, "on_leaving", [Hook()])
        person = make_user(agency, "officer")
        give_post(person, head, until_on=TODAY)

        assert [one.count for one in list_moving(leaver_of_agency(person.memberships.get(), TODAY))] == [1]
        leave_agency(membership=person.memberships.get(), today=TODAY, by=admin, at=NOW)
        assert heard == ["กองคลัง"]

    def test_a_division_of_post_and_membership_is_told_once(self, agency, head):
        person = make_user(agency, "officer", unit="กองคลัง")
        give_post(person, head)

        assert [unit.name for unit in leaver_of_agency(person.memberships.get(), TODAY).units] == ["กองคลัง"]


class TestTheTurnOfTheYear:
    @pytest.fixture
    def two(self, agency, admin, head):
        """One head until the last of September, the next from the first of October."""
        first, second = make_user(agency, "officer"), make_user(agency, "officer")
        appoint(post=head, user=first, capacity="holder", from_on=date(2022, 10, 1), by=admin, at=NOW)
        end_holding(holding=head.holdings.get(), until_on=YEAR_END, by=admin, at=NOW)
        appoint(post=head, user=second, capacity="holder", from_on=YEAR_BEGIN, by=admin, at=NOW)
        return first, second

    @pytest.mark.parametrize(("on", "heads"), [(YEAR_END, (True, False)), (YEAR_BEGIN, (False, True))])
    def test_there_is_one_head_each_day(self, agency, head, two, on, heads):
        assert tuple(bool(units_headed(user, agency, on)) for user in two) == heads
        assert tuple("unit_head" in roles_in(user, agency, on) for user in two) == heads
        assert tuple(acting_as(user, agency, "unit_head", on) is not None for user in two) == heads

    def test_the_next_may_not_begin_on_the_last_day(self, agency, admin, head, two):
        with pytest.raises(PersonError) as refused:
            appoint(post=head, user=two[1], capacity="holder", from_on=YEAR_END, until_on=YEAR_END, by=admin, at=NOW)
        assert str(two[0]) in refused.value.message_th

    def test_the_page_shows_who_is_in_it_that_day(self, agency, head, two):
        for on, user in ((YEAR_END, two[0]), (YEAR_BEGIN, two[1])):
            _top, divisions = list_structure(list(agency.units.all()), list(list_posts(agency)), on)
            [line] = [post for division in divisions for post in division.posts]
            assert [held.name for held in line.now] == [str(user)]

    def test_the_page_of_the_post_tells_now_later_past(self, head, two):
        assert [(line.name, line.when) for line in post_view(head, YEAR_END)] == [
            (str(two[0]), "now"),
            (str(two[1]), "later"),
        ]
        assert [line.when for line in post_view(head, YEAR_BEGIN)] == ["now", "past"]

    def test_a_leap_day_is_a_day(self, agency, admin, head):
        person = make_user(agency, "officer")
        leap = date(2024, 2, 29)
        appoint(post=head, user=person, capacity="holder", from_on=leap, until_on=leap, by=admin, at=NOW)

        assert [bool(units_headed(person, agency, leap + n * DAY)) for n in (-1, 0, 1)] == [False, True, False]


class TestEnding:
    @pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, True), (1, True)])
    def test_on_or_after_the_first_day(self, agency, admin, head, days, is_taken):
        held = give_post(make_user(agency, "officer"), head, from_on=TODAY)

        if is_taken:
            assert (
                end_holding(holding=held, until_on=TODAY + days * DAY, by=admin, at=NOW).until_on == TODAY + days * DAY
            )
        else:
            with pytest.raises(PersonError):
                end_holding(holding=held, until_on=TODAY + days * DAY, by=admin, at=NOW)

    @pytest.mark.parametrize(("days", "is_taken"), [(-1, True), (0, False), (1, False)])
    def test_is_brought_forward_never_put_off(self, agency, admin, head, days, is_taken):
        held = give_post(make_user(agency, "officer"), head, from_on=TODAY - 9 * DAY, until_on=TODAY)

        if is_taken:
            end_holding(holding=held, until_on=TODAY + days * DAY, by=admin, at=NOW)
        else:
            with pytest.raises(PersonError):
                end_holding(holding=held, until_on=TODAY + days * DAY, by=admin, at=NOW)

    @pytest.mark.parametrize(("days", "is_taken"), [(-1, False), (0, False), (1, True)])
    def test_only_what_has_not_begun_is_cancelled(self, agency, admin, head, days, is_taken):
        held = give_post(make_user(agency, "officer"), head, from_on=TODAY + days * DAY)

        if is_taken:
            cancel_holding(holding=held, by=admin, at=NOW)
            assert not head.holdings.exists()
        else:
            with pytest.raises(PersonError):
                cancel_holding(holding=held, by=admin, at=NOW)

    @pytest.mark.parametrize("year", [1956, 2157, 2566])
    def test_a_year_that_cannot_be_right_is_told(self, agency, admin, head, year):
        with pytest.raises(PersonError) as refused:
            appoint(
                post=head,
                user=make_user(agency, "officer"),
                capacity="holder",
                from_on=date(year, 1, 1),
                by=admin,
                at=NOW,
            )
        assert str(year) in refused.value.message_en


class TestRightsOfEveryone:
    @pytest.fixture
    def people(self, agency):
        """A person for each role of a membership, and two whose right is of a post alone."""
        roles = sorted({role for roles in ROLES_OF.values() for role in roles} - {"system_admin"})
        found = [make_user(agency, role) for role in roles]
        executive, clerk = make_user(agency, "officer"), make_user(agency, "auditor")
        give_post(executive, make_post(agency, "top_executive"))
        give_post(clerk, make_post(agency, "chief_administrator"), until_on=TODAY - DAY)
        return [*found, executive, clerk]

    @pytest.mark.parametrize("permission", sorted(ROLES_OF))
    def test_every_way_of_asking_gives_one_answer(self, agency, people, permission):
        for user in people:
            has = not roles_in(user, agency).isdisjoint(ROLES_OF[permission])
            assert may(user, agency, permission) is has
            assert (agency.pk in agencies_with(user, permission)) is has
            assert (role_for(user, agency, permission) in ROLES_OF[permission]) is has

    def test_those_loaded_together_have_what_each_has_alone(self, agency, people):
        alone = {user.pk: roles_in(user, agency, TODAY) for user in people}

        together = {user.pk: roles_in(user, agency, TODAY) for user in load_members(agency)}

        assert together == alone

    def test_a_post_that_ended_yesterday_gives_nothing(self, agency, people):
        assert may(people[-2], agency, ACKNOWLEDGE_WORK)
        assert roles_in(people[-1], agency) == {"auditor"}
        assert "chief_administrator" in roles_in(people[-1], agency, TODAY - DAY)

    def test_nobody_has_a_right_in_another_agency(self, agency, people):
        other = make_agency()

        assert not any(may(user, other, permission) for user in people for permission in (*ROLES_OF, CHECK_WORK))
