"""Failed sign-ins slow down a place and a name at a place, and never a person on a browser they know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.utils import timezone

from prongsai.apps.accounts.actions import FAILED_STRANGERS_AN_HOUR
from prongsai.apps.accounts.known_device import COOKIE, DAYS, known_device
from prongsai.apps.accounts.models import SignInDelay
from prongsai.apps.accounts.place import device_words, place_of
from prongsai.apps.accounts.sign_in_delay import (
    FREE_TRIES_OF_A_PLACE,
    LONGEST_WAIT,
    delay_after,
    note_failure_at,
    seconds_to_wait_at,
)
from prongsai.apps.history.models import Event
from tests.apps.accounts.codes import sign_in
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user

WAIT = "กรุณารออีก"


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def clerk(db):
    return make_user(make_agency(), username="somsri")


@pytest.fixture
def known(client, clerk):
    """A client that the clerk has signed in with before."""
    sign_in(client, "somsri")
    client.post("/office/sign-out/")
    assert COOKIE in client.cookies
    return client


class TestPlace:
    def test_waits_after_many_failures_whatever_the_names(self, clerk):
        client = Client()
        for number in range(FREE_TRIES_OF_A_PLACE):
            sign_in(client, f"guess{number}", "wrong-password")

        assert WAIT in sign_in(client, "somsri").content.decode()
        assert not signed_in(client)
        elsewhere = Client(REMOTE_ADDR="203.0.113.7")
        sign_in(elsewhere, "somsri")
        assert signed_in(elsewhere)

    def test_forgives_no_failures_for_one_good_sign_in(self, clerk):
        """Else a guesser with an account of their own would clean the slate between guesses."""
        make_user(make_agency(), username="guesser")
        client = Client()
        for number in range(FREE_TRIES_OF_A_PLACE - 1):
            sign_in(client, f"guess{number}", "wrong-password")
        sign_in(client, "guesser")

        other = Client()
        sign_in(other, "one-more", "wrong-password")

        assert WAIT in sign_in(other, "somsri").content.decode()

    def test_never_waits_longer_than_five_minutes(self, db):
        for _number in range(60):
            note_failure_at("here", NOW)

        assert seconds_to_wait_at("here", NOW) == LONGEST_WAIT.total_seconds() + 1
        assert seconds_to_wait_at("here", NOW + LONGEST_WAIT) == 0
        assert delay_after(FREE_TRIES_OF_A_PLACE - 1, FREE_TRIES_OF_A_PLACE) == timedelta(0)


class TestKnownBrowser:
    def test_lets_its_owner_in_whatever_others_fail(self, known, clerk):
        stranger = Client()
        for _number in range(30):
            sign_in(stranger, "somsri", "wrong-password")
            SignInDelay.objects.update(wait_until=timezone.now() - timedelta(seconds=1))
        sign_in(stranger, "somsri", "wrong-password")
        assert WAIT in sign_in(Client(), "somsri").content.decode()

        sign_in(known, "somsri")

        assert signed_in(known)

    def test_waits_for_its_own_failures(self, known):
        for _number in range(3):
            sign_in(known, "somsri", "wrong-password")

        assert WAIT in sign_in(known, "somsri").content.decode()

    def test_is_known_to_who_signed_in_with_it_only(self, known, clerk):
        make_user(make_agency(), username="other")
        for _number in range(3):
            sign_in(Client(), "other", "wrong-password")

        assert WAIT in sign_in(known, "other").content.decode()

    def test_is_told_by_a_cookie_that_scripts_and_other_sites_do_not_get(self, known):
        cookie = known.cookies[COOKIE]

        assert (bool(cookie["httponly"]), cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert "somsri" not in cookie.value

    @pytest.mark.parametrize("value", ["", "x", "a:b:c", "eyJkZXZpY2UiOiAieCJ9:1abcde:forged"])
    def test_believes_no_forged_cookie(self, clerk, value):
        request = RequestFactory().get("/office/")
        request.COOKIES[COOKIE] = value

        assert known_device(request, clerk.pk) is None

    def test_is_forgotten_after_half_a_year(self, known, clerk, monkeypatch):
        import time

        request = RequestFactory().get("/office/")
        request.COOKIES[COOKIE] = known.cookies[COOKIE].value
        assert known_device(request, clerk.pk)
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + DAYS * 24 * 3600 + 1)

        assert known_device(request, clerk.pk) is None


class TestAddressOfAPlace:
    def place(self, **meta):
        return place_of(RequestFactory().get("/", **meta))

    def test_is_what_the_socket_says(self):
        assert self.place(REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1") == "203.0.113.9"

    def test_is_a_whole_network_for_ipv6(self):
        assert self.place(REMOTE_ADDR="2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64"

    def test_is_what_our_own_proxy_added_last(self, settings):
        settings.PRONGSAI = replace(django_settings.PRONGSAI, url="https://ita.example.go.th")

        forwarded = "198.51.100.1, 203.0.113.9"
        assert self.place(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded) == "203.0.113.9"
        assert self.place(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded) == "192.0.2.1"

    def test_bears_rubbish(self, settings):
        settings.PRONGSAI = replace(django_settings.PRONGSAI, url="https://ita.example.go.th")

        assert self.place(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="x" * 500) == "x" * 64


class TestDeviceWords:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome/Windows"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge/Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18 Safari/604.1", "Safari/iPhone"),
            ("Mozilla/5.0 (Linux; Android 14) Firefox/140.0", "Firefox/Android"),
            ("", "other/other"),
        ],
    )
    def test_say_few_words_and_say_them_again_unchanged(self, agent, words):
        assert device_words(agent) == words
        assert device_words(words) == words


class TestFailedSignInsInTheHistory:
    def events(self):
        return Event.objects.filter(action="sign_in_failed")

    def test_say_whose_account_it_was_and_not_what_was_typed(self, client, clerk):
        sign_in(client, "somsri", "my-secret-words")

        event = self.events().get()
        assert (event.object_id, event.actor, event.role) == (str(clerk.pk), "unknown", "none")
        assert "my-secret-words" not in event.line()

    def test_do_not_keep_a_name_that_nobody_has(self, client, clerk):
        sign_in(client, "my-password-by-mistake", "x")

        event = self.events().get()
        assert (event.object_id, event.object_label) == ("", "unknown name")
        assert "mistake" not in event.line()

    def test_are_one_an_hour_for_each_account(self, client, clerk):
        for _number in range(10):
            sign_in(client, "somsri", "wrong")

        assert self.events().count() == 1

    def test_are_few_an_hour_for_names_that_nobody_has(self, client, clerk):
        for number in range(FAILED_STRANGERS_AN_HOUR + 15):
            sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), f"guess{number}", "wrong")

        assert FAILED_STRANGERS_AN_HOUR <= self.events().count() <= FAILED_STRANGERS_AN_HOUR * 2

    def test_of_a_real_account_are_not_hidden_behind_those(self, client, clerk):
        for number in range(FAILED_STRANGERS_AN_HOUR + 5):
            sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), f"guess{number}", "wrong")

        sign_in(client, "somsri", "wrong")

        assert self.events().filter(object_id=str(clerk.pk)).count() == 1


def test_password_of_these_tests_is_right(clerk):
    assert clerk.check_password(PASSWORD)
