"""Whoever is invited to a post, or holds one, is called by it; the role of the membership alone says too little."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.agencies.invitation_mail import mail_invitation
from prongsai.apps.agencies.invitations import invite
from prongsai.wiring import bangkok_today
from tests.apps.factories import give_post, make_agency, make_post, make_user

pytestmark = pytest.mark.django_db
TITLE = "นายกเทศมนตรีตำบลทดสอบ"


@pytest.fixture
def office():
    agency = make_agency()
    return agency, make_user(agency, "agency_admin"), make_post(agency, "top_executive", title=TITLE)


def ask(office, post, role="officer"):
    agency, admin, _post = office
    wanted = {"name": "นายสมชาย ใจดี", "email": "a@example.go.th", "role": role, "unit": None, "post": post}
    return invite(agency=agency, by=admin, at=timezone.now(), **wanted)


def page(client, user, url):
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(url, follow=True).content.decode().partition("<main")[2]


class TestInvitation:
    def test_to_a_post_names_it_in_the_mail(self, office):
        row, _code = ask(office, office[2])

        mail_invitation(row, "https://x.go.th/join")

        assert f"ในตำแหน่ง {TITLE}" in mail.outbox[0].body
        assert "เจ้าหน้าที่" not in mail.outbox[0].body

    def test_to_a_role_names_that(self, office):
        row, _code = ask(office, None, "clerk_office")

        mail_invitation(row, "https://x.go.th/join")

        assert "ในบทบาท สำนักปลัด (ผู้รวบรวม)" in mail.outbox[0].body

    def test_to_a_post_names_it_where_one_joins_and_in_the_list(self, client, office):
        _row, code = ask(office, office[2])

        joins = page(client, None, f"/office/join/{code}/")
        listed = page(client, office[1], "/office/agency/invitations/")

        for text in (joins, listed):
            assert TITLE in text
            assert "เจ้าหน้าที่" not in text

    def test_to_a_role_names_that_in_the_list(self, client, office):
        ask(office, None)

        assert "เจ้าหน้าที่" in page(client, office[1], "/office/agency/invitations/")


class TestPeople:
    def people(self, client, office):
        return page(client, office[1], "/office/agency/people/")

    def test_are_listed_with_the_post_they_hold(self, client, office):
        give_post(make_user(office[0], "officer"), office[2])

        assert f"<p><strong>{TITLE}</strong> · เจ้าหน้าที่" in self.people(client, office)

    def test_are_listed_with_the_capacity_of_a_substitute(self, client, office):
        give_post(make_user(office[0], "officer"), office[2], "acting_for")

        assert f"<strong>{TITLE}</strong> (รักษาราชการแทน) · เจ้าหน้าที่" in self.people(client, office)

    @pytest.mark.parametrize("when", ["past", "to come", "elsewhere"])
    def test_are_not_called_by_what_they_do_not_hold_today(self, client, office, when):
        someone, today = make_user(office[0], "officer"), bangkok_today()
        if when == "past":
            give_post(someone, office[2], until_on=today - timedelta(days=1))
        elif when == "to come":
            give_post(someone, office[2], from_on=today + timedelta(days=1))
        else:
            give_post(someone, make_post(make_agency(), "top_executive", title=TITLE))

        assert TITLE not in self.people(client, office)

    def test_take_as_many_queries_for_many_as_for_one(self, client, office):
        counts = []
        for more in (1, 20):
            for _one in range(more):
                give_post(make_user(office[0], "officer"), make_post(office[0], "officer"))
            self.people(client, office)
            with CaptureQueriesContext(connection) as captured:
                client.get("/office/agency/people/")
            counts.append(len(captured))

        assert counts[0] == counts[1] <= 10
