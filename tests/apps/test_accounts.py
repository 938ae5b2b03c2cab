"""Signing in and out, the growing wait, the own account, the language."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.accounts.demo import DEMO_PASSWORD
from prongsai.apps.accounts.first_run import greeting
from prongsai.apps.accounts.models import SignInDelay, User
from prongsai.apps.accounts.sign_in_delay import (
    FORGOTTEN_AFTER,
    FREE_TRIES,
    LONGEST_WAIT,
    delay_after,
    forget_failures,
    note_failure,
    seconds_to_wait,
)
from prongsai.apps.history.models import Event
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user

SIGN_IN = "/office/sign-in/"
WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
WAIT = "กรุณารออีก"


def sign_in(client, name, password=PASSWORD, **fields):
    return client.post(SIGN_IN, {"username": name, "password": password, **fields})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def clerk(db):
    return make_user(make_agency(), username="somsri", display_name="สมศรี")


class TestSignIn:
    def test_leads_to_what_is_due_and_is_recorded(self, client, clerk):
        response = sign_in(client, "somsri")

        assert response["location"] == "/office/"
        event = Event.objects.latest("pk")
        assert (event.action, event.actor, event.role) == ("signed_in", str(clerk.pk), "self")

    @pytest.mark.parametrize("name", ["SOMSRI", " somsri ", "somsri@example.go.th", "Somsri@Example.go.th"])
    def test_takes_the_name_in_any_case_and_the_address(self, client, clerk, name):
        User.objects.update(email="somsri@example.go.th")

        sign_in(client, name)

        assert signed_in(client)

    def test_goes_on_to_the_page_that_was_asked_for(self, client, clerk):
        asked = client.get("/office/plans/")
        assert asked["location"] == "/office/sign-in/?next=/office/plans/"

        assert sign_in(client, "somsri", next="/office/plans/")["location"] == "/office/plans/"

    @pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
    def test_never_leads_to_another_site(self, client, clerk, address):
        assert sign_in(client, "somsri", next=address)["location"] == "/office/"

    def test_says_the_same_of_a_wrong_name_and_a_wrong_password(self, client, clerk):
        wrong_name = sign_in(client, "nobody")
        wrong_password = sign_in(client, "somsri", "not-the-password")

        assert WRONG in wrong_name.content.decode()
        assert WRONG in wrong_password.content.decode()
        assert not signed_in(client)

    def test_names_an_empty_field(self, client, clerk):
        page = client.post(SIGN_IN, {"username": "", "password": ""}).content.decode()

        assert "กรอกชื่อผู้ใช้หรืออีเมล" in page
        assert "กรอกรหัสผ่าน" in page

    def test_refuses_someone_who_was_switched_off(self, client, clerk):
        User.objects.update(is_active=False)

        assert WRONG in sign_in(client, "somsri").content.decode()

    @pytest.mark.parametrize("name", ["\x00", "ก" * 254, "' OR 1=1 --", "<script>alert(1)</script>", "😀"])
    def test_bears_rubbish_and_shows_it_harmlessly(self, client, clerk, name):
        response = sign_in(client, name)

        assert response.status_code == 200
        assert "<script>alert(1)" not in response.content.decode()

    def test_does_not_show_the_password_again(self, client, clerk):
        assert "my-secret-words" not in sign_in(client, "somsri", "my-secret-words").content.decode()

    def test_leads_away_who_is_signed_in_already(self, client, clerk):
        sign_in(client, "somsri")

        assert client.get(SIGN_IN)["location"] == "/office/"


class TestSignOut:
    def test_ends_the_session(self, client, clerk):
        sign_in(client, "somsri")

        assert client.post("/office/sign-out/")["location"] == SIGN_IN
        assert client.get("/office/")["location"].startswith(SIGN_IN)

    def test_is_not_done_by_a_mere_link(self, client, clerk):
        sign_in(client, "somsri")

        assert client.get("/office/sign-out/").status_code == 405
        assert signed_in(client)


class TestDelay:
    def test_is_nothing_for_the_first_tries_then_doubles(self):
        assert [delay_after(count).seconds for count in range(7)] == [0, 0, 0, 2, 4, 8, 16]

    @given(st.integers(0, 10**9))
    def test_never_shrinks_and_never_locks_out_for_good(self, failures):
        assert timedelta(0) <= delay_after(failures) <= delay_after(failures + 1) <= LONGEST_WAIT

    def test_makes_a_guesser_wait(self, client, clerk):
        for _count in range(FREE_TRIES):
            sign_in(client, "somsri", "wrong-password")

        right_but_too_early = sign_in(client, "somsri")

        assert WAIT in right_but_too_early.content.decode()
        assert not signed_in(client)

    def test_lets_the_owner_in_after_the_wait(self, client, clerk):
        for _count in range(20):
            note_failure("somsri", "127.0.0.1", timezone.now())
        SignInDelay.objects.update(wait_until=timezone.now() - timedelta(seconds=1))

        sign_in(client, "somsri")

        assert signed_in(client)
        assert not SignInDelay.objects.exists()

    def test_holds_one_name_at_one_place_only(self, db):
        for _count in range(5):
            note_failure("somsri", "10.0.0.1", NOW)

        assert seconds_to_wait("somsri", "10.0.0.1", NOW) == 9
        assert seconds_to_wait(" Somsri ", "10.0.0.1", NOW) == 9
        assert seconds_to_wait("somsri", "10.0.0.2", NOW) == 0
        assert seconds_to_wait("somchai", "10.0.0.1", NOW) == 0

    def test_is_forgotten_after_half_a_day_and_after_a_good_sign_in(self, db):
        for _count in range(8):
            note_failure("somsri", "here", NOW)
        later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)

        note_failure("somsri", "here", later)
        assert seconds_to_wait("somsri", "here", later) == 0

        forget_failures("somsri", "here")
        assert not SignInDelay.objects.exists()

    def test_keeps_no_name_and_no_address(self, db):
        note_failure("somsri", "10.0.0.1", NOW)

        assert "somsri" not in SignInDelay.objects.get().key


class TestDemoAccounts:
    @pytest.fixture
    def demo(self, db):
        agency = make_agency()
        user = make_user(agency, username="clerk", is_demo=True)
        user.set_password(DEMO_PASSWORD)
        user.save()
        return user

    def test_sign_in_on_this_machine(self, client, demo):
        sign_in(client, "clerk", DEMO_PASSWORD)

        assert signed_in(client)

    @pytest.mark.parametrize(
        "where",
        [
            {"REMOTE_ADDR": "192.168.1.20"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.9"},
            {"REMOTE_ADDR": ""},
        ],
    )
    def test_do_not_sign_in_from_elsewhere(self, client, demo, where):
        response = client.post(SIGN_IN, {"username": "clerk", "password": DEMO_PASSWORD}, **where)

        assert WRONG in response.content.decode()

    def test_do_not_sign_in_where_the_site_has_a_public_name(self, client, demo, settings):
        settings.PRONGSAI = replace(django_settings.PRONGSAI, url="https://ita.example.go.th")

        assert WRONG in sign_in(client, "clerk", DEMO_PASSWORD).content.decode()

    def test_lose_their_session_when_seen_from_elsewhere(self, client, demo):
        sign_in(client, "clerk", DEMO_PASSWORD)

        away = client.get("/office/", REMOTE_ADDR="192.168.1.20")

        assert away["location"].startswith(SIGN_IN)
        assert not signed_in(client)

    def test_are_named_to_who_starts_the_system(self, demo):
        assert "clerk" in greeting()
        assert DEMO_PASSWORD in greeting()


class TestGreeting:
    def test_gives_the_set_up_code_while_nobody_is_there(self, db, settings, tmp_path):
        settings.PRONGSAI = replace(django_settings.PRONGSAI, home=tmp_path)

        assert (tmp_path / "setup-code").exists() is False
        assert "รหัสติดตั้ง" in greeting()
        assert (tmp_path / "setup-code").read_text() in greeting()
        assert (tmp_path / "setup-code").stat().st_mode & 0o077 == 0

    def test_is_silent_once_real_people_work(self, clerk):
        assert greeting() == ""


class TestOwnPassword:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, clerk):
        sign_in(client, "somsri")

    def change(self, client, current=PASSWORD, new="บ้านสวนสีเขียว-7"):
        return client.post("/office/account/password/", {"current": current, "new": new})

    def test_changes_and_stays_signed_in(self, client, clerk):
        self.change(client)

        clerk.refresh_from_db()
        assert clerk.check_password("บ้านสวนสีเขียว-7")
        assert client.get("/office/").status_code == 200
        assert Event.objects.latest("pk").action == "password_changed"

    def test_ends_every_other_session(self, client, clerk):
        from django.test import Client

        other = Client()
        sign_in(other, "somsri")

        self.change(client)

        assert other.get("/office/")["location"].startswith(SIGN_IN)

    def test_wants_the_present_one(self, client, clerk):
        assert "รหัสผ่านปัจจุบันไม่ถูกต้อง" in self.change(client, current="guess").content.decode()

    @pytest.mark.parametrize(
        ("new", "why"),
        [
            ("สั้น", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10 ตัวอักษร"),
            ("1234567890", "ตัวเลขล้วน"),
            ("password123", "เดาง่าย"),
            ("somsri12345", "คล้าย"),
            ("", "กรุณากรอกช่องนี้"),
        ],
    )
    def test_says_in_thai_what_is_wrong_with_the_new_one(self, client, clerk, new, why):
        page = self.change(client, new=new).content.decode()

        assert why in page
        clerk.refresh_from_db()
        assert clerk.check_password(PASSWORD)

    def test_never_stands_in_the_history(self, client, clerk):
        self.change(client)

        assert not any("สวน" in str((event.before, event.after)) for event in Event.objects.all())


class TestHandedOutPassword:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, clerk):
        User.objects.update(must_change_password=True)
        self.landed = sign_in(client, "somsri")

    def test_leads_to_the_page_that_replaces_it(self, client):
        assert self.landed["location"] == "/office/account/password/"

    @pytest.mark.parametrize("address", ["/office/", "/office/plans/", "/office/imports/", "/office/account/"])
    def test_opens_nothing_else(self, client, address):
        assert client.get(address)["location"] == "/office/account/password/"
        assert client.post(address, {})["location"] == "/office/account/password/"

    def test_still_lets_the_person_out_and_change_language(self, client):
        assert client.post("/office/language/", {"language": "en"}).status_code == 302
        assert client.post("/office/sign-out/")["location"] == SIGN_IN

    def test_opens_everything_once_replaced(self, client):
        client.post("/office/account/password/", {"current": PASSWORD, "new": "ของฉันคนเดียว-9"})

        assert client.get("/office/").status_code == 200


class TestPreferences:
    def test_are_saved_and_recorded_without_the_name_in_the_clear(self, client, clerk):
        sign_in(client, "somsri")

        client.post("/office/account/", {"display_name": "สมศรี ใหม่", "language": "en", "digits": "thai"})

        clerk.refresh_from_db()
        assert (clerk.display_name, clerk.language, clerk.digits) == ("สมศรี ใหม่", "en", "thai")
        assert "สมศรี" not in str(Event.objects.latest("pk").after)

    @pytest.mark.parametrize("bad", [{"language": "fr"}, {"digits": "roman"}, {"display_name": ""}])
    def test_refuse_what_is_not_offered(self, client, clerk, bad):
        sign_in(client, "somsri")

        response = client.post("/office/account/", {"display_name": "ก", "language": "th", "digits": "", **bad})

        assert "มีบางอย่างต้องแก้ไข" in response.content.decode()
        clerk.refresh_from_db()
        assert clerk.display_name == "สมศรี"

    def test_show_thai_digits_to_who_asked_for_them(self, client, clerk):
        sign_in(client, "somsri")
        User.objects.update(digits="thai")

        page = client.get("/office/").content.decode()

        assert any(digit in page for digit in "๐๑๒๓๔๕๖๗๘๙")


class TestLanguage:
    def test_is_kept_in_a_cookie_for_strangers(self, client, clerk):
        client.post("/office/language/", {"language": "en", "next": SIGN_IN})

        page = client.get(SIGN_IN)

        assert "Sign in" in page.content.decode()
        assert page["content-language"] == "en"

    def test_is_kept_in_the_account(self, client, clerk):
        sign_in(client, "somsri")

        response = client.post("/office/language/", {"language": "en", "next": "/office/plans/"})

        clerk.refresh_from_db()
        assert clerk.language == "en"
        assert response["location"] == "/office/plans/"

    def test_never_leads_to_another_site(self, client, clerk):
        response = client.post("/office/language/", {"language": "en", "next": "https://evil.example/"})

        assert response["location"] == "/office/"

    def test_falls_back_to_thai(self, client, clerk):
        client.cookies["language"] = "xx"

        assert client.get(SIGN_IN)["content-language"] == "th"
        client.post("/office/language/", {"language": "xx"})
        assert client.get(SIGN_IN)["content-language"] == "th"


@pytest.mark.django_db
class TestNames:
    def test_are_unique_without_regard_to_case(self):
        make_user(username="Somsri")

        with pytest.raises(IntegrityError), transaction.atomic():
            make_user(username="somsri")

    def test_an_address_belongs_to_one_person_but_may_be_missing(self):
        make_user(email="a@example.go.th")
        make_user(), make_user()

        with pytest.raises(IntegrityError), transaction.atomic():
            make_user(email="A@example.go.th")
