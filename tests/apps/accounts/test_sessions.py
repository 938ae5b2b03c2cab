"""Where one is signed in, without network addresses; ending sessions; what a new password ends."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.accounts.actions import change_password
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from tests.apps.accounts.codes import sign_in
from tests.apps.factories import PASSWORD, make_agency, make_user

SESSIONS = "/office/account/sessions/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/140.0 Mobile"


@pytest.fixture
def clerk(db):
    return make_user(make_agency(), username="somsri")


@pytest.fixture
def phone(clerk):
    phone = Client(HTTP_USER_AGENT=PHONE, REMOTE_ADDR="203.0.113.9")
    sign_in(phone, "somsri")
    return phone


@pytest.fixture
def desk(client, clerk):
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
    sign_in(client, "somsri")
    return client


def works(client):
    return client.get("/office/").status_code == 200


class TestList:
    def test_names_the_devices_this_one_first(self, phone, desk):
        page = desk.get(SESSIONS).content.decode()

        assert page.index("Firefox/Windows") < page.index("เครื่องนี้") < page.index("Chrome/Android")

    def test_keeps_no_network_address_and_no_full_name_of_the_browser(self, phone):
        row = UserSession.objects.get()

        assert (row.ip, row.user_agent) == ("0.0.0.0", "Chrome/Android")
        kept = Session.objects.get(pk=row.session_key).get_decoded()
        assert "203.0.113.9" not in str(kept)

    def test_leaves_out_sessions_that_ended(self, phone, desk):
        phone.post("/office/sign-out/")

        assert "Chrome/Android" not in desk.get(SESSIONS).content.decode()
        assert UserSession.objects.count() == 1

    def test_shows_nobody_elses(self, phone, client):
        make_user(make_agency(), username="other")
        sign_in(client, "other")

        assert "Chrome/Android" not in client.get(SESSIONS).content.decode()

    def test_asks_the_database_as_often_for_thirty_as_for_one(self, desk, clerk):
        def count():
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(SESSIONS).status_code == 200
            return len(captured)

        count()
        few = count()
        for _number in range(30):
            sign_in(Client(), "somsri")

        assert few == count() <= 10

    def test_names_a_session_that_began_before_sessions_were_listed(self, client, clerk):
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
        client.get("/office/", HTTP_USER_AGENT=PHONE)

        assert "Chrome/Android" in client.get(SESSIONS).content.decode()

    def test_leaves_out_what_has_run_out(self, phone, desk):
        Session.objects.filter(pk=UserSession.objects.get(user_agent="Chrome/Android").session_key).update(
            expire_date=timezone.now()
        )

        assert "Chrome/Android" not in desk.get(SESSIONS).content.decode()

    def test_tells_when_each_was_last_seen_and_writes_seldom(self, desk, monkeypatch):
        works(desk)
        row = UserSession.objects.get()
        before = row.last_seen_at
        with CaptureQueriesContext(connection) as captured:
            works(desk)
        assert not [query for query in captured if "usersessions" in query["sql"]]

        import datetime

        later = timezone.now() + datetime.timedelta(minutes=6)
        monkeypatch.setattr(timezone, "now", lambda: later)
        works(desk)

        row.refresh_from_db()
        assert row.last_seen_at > before


class TestEnding:
    def test_ends_one_and_records_it(self, phone, desk):
        row = UserSession.objects.get(user_agent="Chrome/Android")

        desk.post(f"{SESSIONS}{row.pk}/")

        assert not works(phone)
        assert works(desk)
        event = Event.objects.latest("pk")
        assert (event.action, event.after) == ("session_ended", {"device": "Chrome/Android"})

    def test_does_not_end_the_one_in_hand(self, desk):
        assert desk.post(f"{SESSIONS}{UserSession.objects.get().pk}/").status_code == 404
        assert works(desk)

    def test_ends_all_others(self, phone, desk):
        desk.post(f"{SESSIONS}others/")

        assert not works(phone)
        assert works(desk)
        assert (Event.objects.latest("pk").action, Event.objects.latest("pk").after) == ("sessions_ended", {"count": 1})

    def test_records_nothing_when_there_was_no_other(self, desk):
        desk.post(f"{SESSIONS}others/")

        assert Event.objects.latest("pk").action == "signed_in"

    def test_of_someone_else_is_a_404(self, phone, client):
        make_user(make_agency(), username="other")
        sign_in(client, "other")

        assert client.post(f"{SESSIONS}{UserSession.objects.get(user_agent='Chrome/Android').pk}/").status_code == 404
        assert works(phone)

    @pytest.mark.parametrize("address", ["others/", "1/"])
    def test_is_not_done_by_a_mere_link(self, desk, address):
        assert desk.get(f"{SESSIONS}{address}").status_code == 405


class TestNewPassword:
    def test_ends_the_others_and_keeps_this_one_listed(self, phone, desk):
        desk.post("/office/account/password/", {"current": PASSWORD, "new": "บ้านสวนสีเขียว-7"})

        assert not works(phone)
        assert works(desk)
        assert UserSession.objects.count() == 1
        assert "เครื่องนี้" in desk.get(SESSIONS).content.decode()

    def test_by_someone_else_ends_them_all(self, phone, desk, clerk):
        change_password(user=clerk, password="handed-out-1234", by=SYSTEM_ACTOR, at=timezone.now())

        assert not works(phone)
        assert not works(desk)
        assert not UserSession.objects.exists()
        assert not [row for row in Session.objects.all() if "_auth_user_id" in row.get_decoded()]


class TestSignOut:
    def test_is_recorded(self, desk, clerk):
        desk.post("/office/sign-out/")

        event = Event.objects.latest("pk")
        assert (event.action, event.actor) == ("signed_out", str(clerk.pk))
        assert not UserSession.objects.exists()


class TestLongest:
    def move_on(self, monkeypatch, days):
        later = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: later)

    def test_a_session_in_daily_use_ends_after_a_month(self, desk, monkeypatch):
        assert works(desk)
        for _week in range(4):
            self.move_on(monkeypatch, 7)
            assert works(desk)

        self.move_on(monkeypatch, 3)

        assert not works(desk)
        assert not Session.objects.exists()

    def test_signing_in_again_begins_a_new_month(self, desk, monkeypatch):
        assert works(desk)
        self.move_on(monkeypatch, 31)
        assert not works(desk)

        sign_in(desk, "somsri")

        assert works(desk)
