"""A list page makes the same number of queries for 3 and for 300 rows, at most 10 (history of sign-in aside)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.agencies.invitations import invite
from prongsai.apps.agencies.models import Unit, WorkingGroup
from prongsai.apps.plans.actions import save_import
from prongsai.core import plan as core
from tests.apps.factories import (
    NOW,
    first_measure,
    give_post,
    make_agency,
    make_plan,
    make_post,
    make_user,
    measure_facts,
)


def count(client, url):
    client.get(url)  # fills what is kept once: content types, the first look for users
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(captured), [query["sql"][:160] for query in captured]


def office(client, measures):
    agency = make_agency()
    user = make_user(agency, "agency_admin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    plan = make_plan(agency, measures=measures)
    return agency, user, plan


PAGES = {
    "what is due": "/office/?unit=all",
    "due, one bucket": "/office/?due=overdue&unit=all",
    "plan": "/office/plans/{plan}/",
    "plan, page 2": "/office/plans/{plan}/?page=2",
    "findings": "/office/plans/{plan}/findings/",
    "history": "/office/plans/{plan}/history/",
    "roll-over": "/office/plans/{plan}/rollover/",
    "measure": "/office/measures/{measure}/",
    "requests for more days": "/office/extensions/",
    "closures": "/office/closures/",
}


@pytest.mark.django_db
class TestListPages:
    @pytest.mark.parametrize("page", PAGES)
    def test_make_as_many_queries_for_300_measures_as_for_3(self, client, page):
        made = {}
        for size in (3, 300):
            _agency, _user, plan = office(client, size)
            url = PAGES[page].format(plan=plan.pk, measure=first_measure(plan).pk)
            made[size] = count(client, url)
            client.logout()

        assert made[3][0] == made[300][0], made
        assert made[300][0] <= 10, made[300][1]

    def test_the_list_of_plans(self, client):
        agency, _user, _plan = office(client, 1)
        few = count(client, "/office/plans/")
        for year in range(2567, 2620):
            make_plan(agency, year, 1)

        many = count(client, "/office/plans/")

        assert few[0] == many[0] <= 10

    def test_the_list_of_people(self, client):
        agency, _user, _plan = office(client, 1)
        few = count(client, "/office/agency/people/")
        for _person in range(60):
            make_user(agency, "officer", unit="กองคลัง")

        many = count(client, "/office/agency/people/")

        assert few[0] == many[0] <= 10

    def test_posts_invitations_and_working_groups(self, client):
        agency, user, _plan = office(client, 1)
        post = make_post(agency, "chief_administrator")
        give_post(make_user(agency, "officer"), post, until_on=NOW.date())
        invite(agency=agency, name="ก", email="", role="officer", unit=None, post=None, by=user, at=NOW)
        addresses = (
            "/office/agency/posts/",
            f"/office/agency/posts/{post.pk}/",
            "/office/agency/invitations/",
            "/office/agency/people/first/",
            "/office/agency/working-groups/",
            "/office/agency/working-groups/2566/",
        )
        few = [count(client, address) for address in addresses]
        for number in range(60):
            unit = Unit.objects.create(agency=agency, name=f"กอง {number}")
            Unit.objects.create(agency=agency, parent=unit, name="งานธุรการ")
            head = make_post(agency, "unit_head", unit.name)
            give_post(make_user(agency, "officer"), head, until_on=NOW.date())
            give_post(make_user(agency, "officer"), post, until_on=NOW.date())
            give_post(make_user(agency, "officer"), make_post(agency, "officer"))
            invite(agency=agency, name="ก", email="", role="officer", unit=unit, post=None, by=user, at=NOW)
            WorkingGroup.objects.create(agency=agency, fiscal_year=2570 + number, created_at=NOW)

        many = [count(client, address) for address in addresses]

        for address, less, more in zip(addresses, few, many, strict=True):
            assert less[0] == more[0] <= 10, (address, less, more)

    def test_leaving_asks_as_much_for_much_work(self, client):
        made = {}
        for size in (3, 300):
            agency, _user, _plan = office(client, size)
            unit = agency.units.get(name="สำนักปลัด")
            leaver = make_user(agency, "officer", unit=unit.name)
            made[size] = count(client, f"/office/agency/people/{leaver.memberships.get().pk}/leave/")
            client.logout()

        assert made[3][0] == made[300][0], made

    def test_the_drafts_and_one_draft(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        agency, user, _plan = office(client, 1)

        def draft(size):
            facts = core.Plan(agency.facts(), 2570, measures=tuple(measure_facts(n) for n in range(1, size + 1)))
            return save_import(agency=agency, name="a.txt", content=b"x", plan=facts, by=user, at=NOW)

        first = draft(3)
        few = count(client, "/office/imports/"), count(client, f"/office/imports/{first.pk}/")
        for _turn in range(55):
            last = draft(1)
        last = draft(300)
        many = count(client, "/office/imports/"), count(client, f"/office/imports/{last.pk}/")

        assert few[0][0] == many[0][0] <= 10
        assert few[1][0] == many[1][0] <= 10
