"""The authenticator app, recovery codes, who must have them, and proof again before a signature."""

import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as django_settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.accounts.factors import reset_factors
from prongsai.apps.accounts.models import SignInDelay, User
from prongsai.apps.accounts.second_factor import (
    ROLES_WITH_SECOND_FACTOR,
    fresh_second_factor_required,
    needs_second_factor,
)
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.config.urls import urlpatterns as office_addresses
from tests.apps.accounts.codes import enrol, later, secret_on, sign_in, totp
from tests.apps.factories import PASSWORD, make_agency, make_user

SECURITY = "/office/account/security/"
APP = "/office/account/security/app/"
SECOND_STEP = "/office/sign-in/second-step/"
CONFIRM = "/office/account/confirm/"
signed: list[dict[str, str]] = []


@fresh_second_factor_required
def sign_off(request):
    signed.append(request.POST.dict())
    return HttpResponse("signed")


urlpatterns = [*office_addresses, path("office/test-sign-off/", sign_off)]


@pytest.fixture
def clerk(db):
    return make_user(make_agency(), username="somsri")


@pytest.fixture
def enrolled(client, clerk):
    """The clerk with an app, signed out again; the secret and the recovery codes."""
    sign_in(client, "somsri")
    given = enrol(client)
    client.logout()
    return given


def signed_in(client):
    return "_auth_user_id" in client.session


def last_event():
    return Event.objects.latest("pk")


class TestSettingUpTheApp:
    def test_shows_a_picture_and_takes_the_code_of_the_phone(self, client, clerk):
        sign_in(client, "somsri")

        assert 'src="data:image/svg+xml;base64,' in client.get(APP).content.decode()
        enrol(client)

        assert "แอปยืนยันตัวตน" in client.get(SECURITY).content.decode()
        event = Event.objects.get(action="factor_added")
        assert (event.actor, event.after) == (str(clerk.pk), {"kind": "totp", "recovery_codes": 10})

    def test_keeps_the_secret_encrypted(self, client, clerk):
        sign_in(client, "somsri")
        secret, codes = enrol(client)

        kept = str([row.data for row in Authenticator.objects.all()])
        assert secret not in kept
        assert not any(code.replace(" ", "") in kept for code in codes)

    def test_refuses_a_wrong_code_and_shows_the_same_picture(self, client, clerk):
        sign_in(client, "somsri")
        before = client.get(APP).content.decode()

        page = client.post(APP, {"code": "000000"}).content.decode()

        assert "รหัสไม่ถูกต้อง" in page
        assert page.partition("base64,")[2][:200] == before.partition("base64,")[2][:200]
        assert not Authenticator.objects.exists()

    @pytest.mark.parametrize("code", ["", "12", "๑๒๓๔๕๖", "<script>", "\x00", "9" * 41])
    def test_bears_rubbish(self, client, clerk, code):
        sign_in(client, "somsri")
        client.get(APP)

        assert client.post(APP, {"code": code}).status_code == 200

    def test_is_done_once(self, client, clerk):
        sign_in(client, "somsri")
        enrol(client)

        assert client.get(APP)["location"] == SECURITY

    def test_the_code_of_setting_up_opens_nothing_afterwards(self, client, clerk):
        sign_in(client, "somsri")
        secret = secret_on(client.get(APP).content.decode())
        code = totp(secret)
        client.post(APP, {"code": code})

        app = TOTP(Authenticator.objects.get(user=clerk, type="totp"))

        assert not app.validate_code(code)
        assert app.validate_code(totp(secret, time.time() - 30))

    def test_a_code_that_ran_out_meanwhile_sets_nothing_up(self, client, clerk):
        from prongsai.apps.accounts.factors import add_totp
        from prongsai.core.errors import PersonError

        request = type("Request", (), {"user": clerk, "session": client.session})()
        with pytest.raises(PersonError) as refused:
            add_totp(
                request=request, user=clerk, secret="A" * 32, code=totp("A" * 32, time.time() - 900), at=timezone.now()
            )

        assert "รหัสหมดอายุ" in refused.value.message_th
        assert not Authenticator.objects.filter(user=clerk).exists()

    def test_two_pages_at_once_make_one_app(self, client, clerk):
        from prongsai.apps.accounts.factors import add_totp
        from prongsai.core.errors import PersonError

        sign_in(client, "somsri")
        enrol(client)

        request = type("Request", (), {"user": clerk, "session": client.session})()
        with pytest.raises(PersonError):
            add_totp(request=request, user=clerk, secret="A" * 32, code=totp("A" * 32), at=timezone.now())

    def test_asks_the_password_again_when_the_sign_in_is_old(self, client, clerk, monkeypatch):
        sign_in(client, "somsri")
        later(monkeypatch, 16 * 60)

        asked = client.get(APP)
        assert asked["location"].startswith(CONFIRM)
        assert "รหัสผ่านไม่ถูกต้อง" in client.post(asked["location"], {"password": "guess"}).content.decode()

        assert client.post(asked["location"], {"password": PASSWORD, "next": APP})["location"] == APP
        assert client.get(APP).status_code == 200


class TestSignInWithTheApp:
    def test_asks_for_the_code_after_the_password(self, client, enrolled, monkeypatch):
        secret, _codes = enrolled

        assert sign_in(client, "somsri", next="/office/plans/")["location"] == SECOND_STEP
        assert not signed_in(client)
        assert client.get("/office/")["location"].startswith("/office/sign-in/")

        assert client.post(SECOND_STEP, {"code": totp(secret)})["location"] == "/office/plans/"
        assert signed_in(client)
        assert last_event().after == {"methods": ["password", "totp"]}

    def test_takes_thai_digits_and_blanks(self, client, enrolled):
        secret, _codes = enrolled
        sign_in(client, "somsri")
        code = totp(secret).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

        client.post(SECOND_STEP, {"code": f"{code[:3]} {code[3:]}"})

        assert signed_in(client)

    def test_takes_a_code_once(self, client, enrolled):
        secret, _codes = enrolled
        code = totp(secret)
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": code})
        other = Client()

        sign_in(other, "somsri")
        page = other.post(SECOND_STEP, {"code": code}).content.decode()

        assert "กรุณาใช้รหัสล่าสุด" in page
        assert not signed_in(other)

    @pytest.mark.parametrize(("seconds", "fits"), [(-30, True), (30, True), (-90, False), (90, False)])
    def test_bears_a_clock_that_is_half_a_minute_off(self, client, enrolled, seconds, fits):
        secret, _codes = enrolled
        cache.clear()  # the app was set up long ago: none of its codes was used lately
        sign_in(client, "somsri")
        middle = time.time() // 30 * 30 + 15  # away from the edge of a window

        client.post(SECOND_STEP, {"code": totp(secret, middle + seconds)})

        assert signed_in(client) == fits

    def test_refuses_the_step_without_the_password(self, client, enrolled):
        secret, _codes = enrolled

        assert client.post(SECOND_STEP, {"code": totp(secret)})["location"] == "/office/sign-in/"
        assert not signed_in(client)

    def test_makes_a_guesser_of_codes_wait(self, client, enrolled):
        secret, _codes = enrolled
        sign_in(client, "somsri")
        for number in range(3):
            client.post(SECOND_STEP, {"code": f"00000{number}"})

        page = client.post(SECOND_STEP, {"code": totp(secret)}).content.decode()

        assert "กรุณารออีก" in page
        assert not signed_in(client)
        assert [event.after for event in Event.objects.filter(action="sign_in_failed")] == [{"step": "second_factor"}]

    def test_makes_guessers_of_codes_wait_together_and_not_the_owner(self, client, enrolled):
        """With the password and many addresses six digits would soon be guessed."""
        secret, _codes = enrolled
        owner = Client()
        sign_in(owner, "somsri")
        owner.post(SECOND_STEP, {"code": _codes[0]})
        owner.post("/office/sign-out/")
        for number in range(3):
            guesser = Client(REMOTE_ADDR=f"198.51.100.{number}")
            sign_in(guesser, "somsri")
            guesser.post(SECOND_STEP, {"code": "000000"})
        another = Client(REMOTE_ADDR="203.0.113.77")
        sign_in(another, "somsri")
        assert "กรุณารออีก" in another.post(SECOND_STEP, {"code": totp(secret)}).content.decode()

        sign_in(owner, "somsri")
        owner.post(SECOND_STEP, {"code": totp(secret)})

        assert signed_in(owner)
        assert not signed_in(another)

    def test_names_an_empty_field(self, client, enrolled):
        sign_in(client, "somsri")

        assert "กรอกรหัส" in client.post(SECOND_STEP, {"code": ""}).content.decode()

    @pytest.mark.parametrize("credential", ["{", "[]", "{}", '{"id": 1}', '"x"', '{"response": {"userHandle": 7}}'])
    def test_bears_rubbish_in_place_of_a_passkey(self, client, enrolled, credential):
        sign_in(client, "somsri")

        assert client.post(SECOND_STEP, {"credential": credential}).status_code == 200
        assert client.post("/office/sign-in/passkey/", {"credential": credential}).status_code == 302
        assert not signed_in(client)

    def test_still_leads_to_the_page_that_replaces_a_handed_out_password(self, client, enrolled):
        secret, _codes = enrolled
        User.objects.update(must_change_password=True)
        sign_in(client, "somsri")

        assert client.post(SECOND_STEP, {"code": totp(secret)})["location"] == "/office/account/password/"

    def test_another_secret_key_lets_nobody_in_and_breaks_no_page(self, client, enrolled, settings):
        secret, codes = enrolled
        settings.SECRET_KEY = "another-secret-key-of-at-least-32-characters"
        sign_in(client, "somsri")

        for code in (totp(secret), codes[0]):
            assert client.post(SECOND_STEP, {"code": code}).status_code == 200
        assert not signed_in(client)


class TestRecoveryCodes:
    def test_open_once_each(self, client, enrolled):
        _secret, codes = enrolled
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": codes[0]})
        assert signed_in(client)
        assert last_event().after == {"methods": ["password", "recovery_codes"]}
        other = Client()
        sign_in(other, "somsri")

        other.post(SECOND_STEP, {"code": codes[0]})

        assert not signed_in(other)
        assert "เหลือ 9 รหัส" in client.get(SECURITY).content.decode()

    def test_end_when_new_ones_are_made(self, client, enrolled):
        secret, codes = enrolled
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": totp(secret)})

        page = client.post("/office/account/security/codes/").content.decode()

        assert page.count('class="password-shown"') == 10
        assert codes[0] not in page
        assert last_event().action == "recovery_codes_renewed"
        other = Client()
        sign_in(other, "somsri")
        other.post(SECOND_STEP, {"code": codes[0]})
        assert not signed_in(other)

    def test_are_not_made_without_another_factor(self, client, clerk):
        sign_in(client, "somsri")

        assert client.post("/office/account/security/codes/")["location"] == SECURITY
        assert not Authenticator.objects.exists()


class TestRemoving:
    def remove(self, client):
        row = Authenticator.objects.get(type="totp")
        address = f"{SECURITY}{row.pk}/remove/"
        assert "ลบแอปยืนยันตัวตน" in client.get(address).content.decode()
        return client.post(address, follow=True).content.decode()

    def test_takes_the_codes_along(self, client, clerk):
        sign_in(client, "somsri")
        enrol(client)

        assert "ลบแล้ว" in self.remove(client)

        assert not Authenticator.objects.exists()
        assert (last_event().action, last_event().before) == ("factor_removed", {"kind": "totp"})

    def test_is_refused_for_the_last_one_of_who_needs_it(self, client, db):
        make_user(make_agency(), "agency_admin", username="somsri")
        sign_in(client, "somsri")
        enrol(client)

        assert "บทบาทของคุณต้องมีการยืนยันขั้นที่สอง" in self.remove(client)

        assert Authenticator.objects.filter(type="totp").exists()

    def test_of_someone_else_is_a_404(self, client, clerk, enrolled):
        row = Authenticator.objects.get(type="totp")
        make_user(make_agency(), username="other")
        sign_in(client, "other")

        assert client.post(f"{SECURITY}{row.pk}/remove/").status_code == 404
        assert Authenticator.objects.filter(pk=row.pk).exists()

    def test_wants_the_second_factor_and_not_only_the_password(self, client, enrolled, monkeypatch):
        secret, _codes = enrolled
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": totp(secret)})
        later(monkeypatch, 16 * 60)
        address = f"{SECURITY}{Authenticator.objects.get(type='totp').pk}/remove/"

        asked = client.get(address)["location"]

        assert asked.startswith(CONFIRM)
        assert client.post(asked, {"password": PASSWORD, "next": address}).status_code == 200
        assert client.get(address).status_code == 302
        assert client.post(asked, {"code": totp(secret), "next": address})["location"] == address
        assert client.get(address).status_code == 200

    def test_an_operator_resets_who_lost_everything(self, client, clerk, enrolled, capsys):
        from django.core.management import call_command

        call_command("reset_second_factor", "SOMSRI")

        assert not Authenticator.objects.exists()
        assert (last_event().action, last_event().actor) == ("factors_reset", "system")
        assert "somsri" in capsys.readouterr().out
        sign_in(client, "somsri")
        assert signed_in(client)
        assert reset_factors(user=clerk, by=SYSTEM_ACTOR, at=timezone.now()) == 0

    def test_an_operator_is_told_of_a_wrong_name(self, db):
        from django.core.management import CommandError, call_command

        with pytest.raises(CommandError, match="nobody"):
            call_command("reset_second_factor", "nobody")


class TestWhoNeedsOne:
    @given(st.sets(st.sampled_from(["officer", "clerk_office", "auditor", "overseer"])))
    def test_not_who_neither_approves_nor_administers(self, roles):
        assert not needs_second_factor(roles)

    @given(st.sets(st.sampled_from(["officer", "clerk_office"])), st.sampled_from(sorted(ROLES_WITH_SECOND_FACTOR)))
    def test_whoever_has_one_such_role_among_others(self, others, role):
        assert needs_second_factor({*others, role})

    def no_grace(self, settings):
        settings.PRONGSAI = replace(django_settings.PRONGSAI, second_factor_grace_days=0)

    @pytest.mark.parametrize("role", ["agency_admin", "top_executive"])
    def test_is_led_to_the_page_that_sets_it_up(self, client, db, settings, role):
        self.no_grace(settings)
        make_user(make_agency(), role, username="boss")
        sign_in(client, "boss")

        for address in ("/office/", "/office/plans/", "/office/agency/"):
            assert client.get(address)["location"] == f"{SECURITY}?{urlencode({'next': address})}"
            assert client.post(address)["location"].startswith(f"{SECURITY}?next=")
        led = client.post("/office/plans/", follow=True).content.decode()
        assert "ยังไม่ได้ลงนามหรือบันทึก" in led
        assert "กลับไปหน้าที่ทำค้างไว้" not in led  # it would lead here again
        assert "บทบาทของคุณต้องยืนยันตัวตนขั้นที่สอง" in client.get(SECURITY).content.decode()

        enrol(client)
        assert client.get("/office/").status_code == 200

    def test_goes_on_when_it_was_set_up_elsewhere(self, client, db, settings):
        self.no_grace(settings)
        make_user(make_agency(), "agency_admin", username="boss")
        other = Client()
        sign_in(client, "boss")
        sign_in(other, "boss")
        enrol(other)

        assert client.get("/office/").status_code == 200
        assert client.get("/office/").status_code == 200

    def test_leaves_officers_alone(self, client, db, settings):
        self.no_grace(settings)
        make_user(make_agency(), "officer", username="officer")
        sign_in(client, "officer")

        assert client.get("/office/").status_code == 200

    def test_counts_every_agency_of_a_person(self, client, db, settings):
        from prongsai.apps.agencies.models import Membership

        self.no_grace(settings)
        person = make_user(make_agency(), "officer", username="two")
        Membership.objects.create(user=person, agency=make_agency(), role="agency_admin", created_at=timezone.now())
        sign_in(client, "two")

        assert client.get("/office/")["location"] == f"{SECURITY}?next=%2Foffice%2F"

    def test_reminds_once_within_the_days_of_grace(self, client, db):
        boss = make_user(make_agency(), "agency_admin", username="boss")
        sign_in(client, "boss")

        assert "ต้องยืนยันตัวตนขั้นที่สอง" in client.get("/office/").content.decode()
        assert "ต้องยืนยันตัวตนขั้นที่สอง" not in client.get("/office/").content.decode()

        boss.refresh_from_db()
        User.objects.update(second_factor_asked_at=boss.second_factor_asked_at - timedelta(days=7))
        assert client.get("/office/")["location"] == f"{SECURITY}?next=%2Foffice%2F"

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_never_leads_back_to_another_site(self, client, db, elsewhere):
        make_user(make_agency(), "officer", username="somsri")
        sign_in(client, "somsri")

        page = client.get(SECURITY, {"next": elsewhere}).content.decode()

        assert "กลับไปหน้าที่ทำค้างไว้" not in page
        assert "after_second_factor" not in client.session

    def test_grace_does_not_begin_again_with_another_session(self, client, db):
        make_user(make_agency(), "agency_admin", username="boss")
        sign_in(client, "boss")
        client.get("/office/")
        first = User.objects.get().second_factor_asked_at
        other = Client()
        sign_in(other, "boss")
        other.get("/office/")

        assert first is not None
        assert User.objects.get().second_factor_asked_at == first

    def test_spares_demo_accounts_on_this_machine(self, client, db, settings):
        self.no_grace(settings)
        make_user(make_agency(), "agency_admin", username="demo", is_demo=True)
        sign_in(client, "demo")

        assert client.get("/office/").status_code == 200

    def test_can_still_sign_out_and_change_language(self, client, db, settings):
        self.no_grace(settings)
        make_user(make_agency(), "agency_admin", username="boss")
        sign_in(client, "boss")

        assert client.post("/office/language/", {"language": "en"})["location"].startswith(SECURITY) is False
        assert client.post("/office/sign-out/")["location"] == "/office/sign-in/"


@pytest.mark.urls("tests.apps.accounts.test_second_factor")
class TestProofBeforeASignature:
    @pytest.fixture(autouse=True)
    def _nothing_signed(self):
        signed.clear()

    def test_is_not_asked_right_after_signing_in_with_it(self, client, enrolled):
        secret, _codes = enrolled
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": totp(secret)})

        assert client.post("/office/test-sign-off/", {"decision": "go"}).content == b"signed"

    def test_keeps_the_form_and_does_it_when_the_factor_is_shown(self, client, enrolled, monkeypatch):
        secret, _codes = enrolled
        sign_in(client, "somsri")
        client.post(SECOND_STEP, {"code": totp(secret)})
        later(monkeypatch, 15 * 60 + 1)

        asked = client.post("/office/test-sign-off/", {"decision": "เห็นชอบ"})
        assert asked["location"] == f"{CONFIRM}?next=%2Foffice%2Ftest-sign-off%2F"
        assert signed == []
        wrong = client.post(asked["location"], {"code": "000000", "next": "/office/test-sign-off/"})
        assert "กรุณาใช้รหัสล่าสุด" in wrong.content.decode()
        assert signed == []

        done = client.post(asked["location"], {"code": totp(secret), "next": "/office/test-sign-off/"})

        assert done.content == b"signed"
        assert signed == [{"decision": "เห็นชอบ"}]

    def test_leads_who_has_none_to_the_page_that_sets_it_up(self, client, clerk):
        sign_in(client, "somsri")

        assert client.post("/office/test-sign-off/")["location"].startswith(SECURITY)
        assert signed == []

    def test_takes_the_password_of_a_demo_account_on_this_machine(self, client, db, monkeypatch):
        make_user(make_agency(), "top_executive", username="demo", is_demo=True)
        sign_in(client, "demo")
        assert client.post("/office/test-sign-off/").content == b"signed"
        later(monkeypatch, 16 * 60)

        asked = client.post("/office/test-sign-off/")["location"]

        assert asked.startswith(CONFIRM)
        assert client.post(asked, {"password": PASSWORD, "next": "/office/test-sign-off/"}).content == b"signed"

    def test_never_goes_on_to_another_site(self, client, clerk, monkeypatch):
        sign_in(client, "somsri")

        response = client.post(CONFIRM, {"password": PASSWORD, "next": "https://evil.example/"})

        assert response["location"] == SECURITY


def test_the_history_stays_whole(client, enrolled):
    secret, _codes = enrolled
    sign_in(client, "somsri", "wrong")
    sign_in(client, "somsri")
    client.post(SECOND_STEP, {"code": totp(secret)})
    client.post("/office/sign-out/")

    assert [event.action for event in Event.objects.order_by("seq")][-3:] == [
        "sign_in_failed",
        "signed_in",
        "signed_out",
    ]
    assert verify_agency("system").faults == ()
    assert not SignInDelay.objects.filter(failures__gt=3).exists()
