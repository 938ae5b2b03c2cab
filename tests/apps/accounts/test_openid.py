"""Signing in through a real OpenID Connect provider that runs beside the test on loopback."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from prongsai.apps.accounts.actions import verify_email
from prongsai.apps.accounts.models import User
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.history.models import Event
from prongsai.settings import OpenIdProvider
from tests import openid_provider
from tests.apps.accounts.codes import enrol, later, sign_in, totp
from tests.apps.factories import make_agency, make_user

SIGN_IN = "/office/sign-in/"
START = "/office/sign-in/openid/"
SECURITY = "/office/account/security/"
IDENTITY = "/office/account/security/identity/"
NO_ACCOUNT = "ยังไม่มีบัญชีในระบบที่ผูกกับตัวตนนี้"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def issuer():
    port = free_port()
    address = f"http://127.0.0.1:{port}/o"
    slug = OpenIdProvider(address, "", Path(), "").slug
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "PRONGSAI"))}
    environment["REDIRECT_URIS"] = f"http://testserver{START}{slug}/"
    words = [sys.executable, str(Path(openid_provider.__file__)), str(port)]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def provider(db, settings, issuer, tmp_path):
    secret = tmp_path / "client-secret"
    secret.write_text(openid_provider.CLIENT_SECRET)
    openid = OpenIdProvider(issuer, openid_provider.CLIENT_ID, secret, "ThaID ทดสอบ")
    settings.PRONGSAI = replace(django_settings.PRONGSAI, openid=openid)
    return openid


@pytest.fixture
def somsri(provider):
    return make_user(make_agency(), username="somsri")


def go(client, who, start=START):
    """What the browser does: to the provider, signed in there as `who`, and back. Gives our answer to the way back."""
    leaving = client.get(start)
    assert leaving.status_code == 302, leaving
    browser = requests.Session()
    browser.get(f"{leaving['location'].partition('/o/')[0]}/login/", params={"who": who})
    back = browser.get(leaving["location"], allow_redirects=False)
    assert back.status_code == 302, back.text
    parts = urlsplit(back.headers["location"])
    return client.get(f"{parts.path}?{parts.query}")


def signed_in(client):
    return "_auth_user_id" in client.session


def said(client, response):
    return client.get(response["location"]).content.decode()


class TestSignIn:
    def test_is_offered_by_the_providers_name(self, client, somsri):
        assert "เข้าสู่ระบบด้วย ThaID ทดสอบ" in client.get(SIGN_IN).content.decode()

    def test_is_not_offered_without_a_provider(self, client, db):
        make_user(make_agency())

        assert START not in client.get(SIGN_IN).content.decode()
        assert client.get(START).status_code == 404

    def test_lets_in_whose_verified_address_the_provider_verified(self, client, somsri):
        verify_email(user=somsri, email="Somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

        answer = go(client, "somsri", f"{START}?next=/office/plans/")

        assert answer["location"] == "/office/plans/"
        assert client.session["_auth_user_id"] == str(somsri.pk)
        assert [event.action for event in Event.objects.order_by("seq")][-2:] == ["identity_linked", "signed_in"]
        assert Event.objects.latest("pk").after == {"methods": ["openid"]}

    def test_knows_the_identity_the_next_time_even_without_the_address(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        go(client, "somsri")
        EmailAddress.objects.all().delete()
        other = Client()

        go(other, "somsri")

        assert signed_in(other)

    def test_refuses_an_address_that_the_account_has_not_verified(self, client, somsri):
        User.objects.filter(pk=somsri.pk).update(email="somsri@example.go.th")
        password = User.objects.get(pk=somsri.pk).password

        answer = go(client, "somsri")

        assert NO_ACCOUNT in said(client, answer)
        assert not signed_in(client)
        assert not SocialAccount.objects.exists()
        assert User.objects.get(pk=somsri.pk).password == password

    def test_refuses_an_address_that_the_provider_has_not_verified(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

        assert NO_ACCOUNT in said(client, go(client, "unverified"))
        assert not signed_in(client)

    @pytest.mark.parametrize("who", ["stranger", "no-address"])
    def test_makes_no_account_for_a_stranger(self, client, somsri, who):
        assert NO_ACCOUNT in said(client, go(client, who))
        assert not signed_in(client)
        assert User.objects.count() == 1

    def test_asks_for_the_second_factor_of_who_has_one(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        sign_in(client, "somsri")
        secret, _codes = enrol(client)
        other = Client()

        assert go(other, "somsri")["location"] == "/office/sign-in/second-step/"
        assert not signed_in(other)
        other.post("/office/sign-in/second-step/", {"code": totp(secret)})

        assert signed_in(other)
        assert Event.objects.latest("pk").after == {"methods": ["openid", "totp"]}

    def test_refuses_who_was_switched_off_since(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        go(client, "somsri")
        User.objects.update(is_active=False)
        other = Client()

        answer = go(other, "somsri")

        assert "บัญชีนี้เข้าสู่ระบบไม่ได้" in said(other, answer)
        assert not signed_in(other)

    def test_refuses_a_demo_account_from_elsewhere(self, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        User.objects.update(is_demo=True)
        away = Client(REMOTE_ADDR="203.0.113.9")

        go(away, "somsri")

        assert not signed_in(away)

    def test_keeps_of_the_person_only_the_subject(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        go(client, "somsri")

        row = SocialAccount.objects.get()
        assert row.extra_data == {"userinfo": {"sub": row.uid}, "id_token": {"sub": row.uid}}
        assert row.provider.startswith("127.0.0.1-")

    def test_never_leads_to_another_site(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

        assert go(client, "somsri", f"{START}?next=https://evil.example/")["location"] == "/office/"


class TestTheWayBack:
    def address(self, provider):
        return f"{START}{provider.slug}/"

    @pytest.mark.parametrize(
        "query", ["", "?code=x", "?code=x&state=forged", "?error=access_denied", "?error=x&state=y"]
    )
    def test_without_a_state_of_this_browser_goes_nowhere(self, client, provider, somsri, query):
        answer = client.get(self.address(provider) + query)
        assert answer.status_code == 200  # a state may stand in a strict cookie: once more from a page of ours
        answer = client.get(f"{self.address(provider)}{query or '?'}&_redir=")

        assert answer["location"] == SIGN_IN
        assert "ไม่สำเร็จ" in said(client, answer)
        assert not signed_in(client)

    def test_of_another_browser_is_refused(self, client, somsri):
        """Else a link could sign a victim in as somebody else."""
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        leaving = client.get(START)
        browser = requests.Session()
        browser.get(f"{leaving['location'].partition('/o/')[0]}/login/", params={"who": "somsri"})
        back = urlsplit(browser.get(leaving["location"], allow_redirects=False).headers["location"])
        victim = Client()

        victim.get(f"{back.path}?{back.query}")

        assert not signed_in(victim)

    def test_is_used_once(self, client, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        leaving = client.get(START)
        browser = requests.Session()
        browser.get(f"{leaving['location'].partition('/o/')[0]}/login/", params={"who": "somsri"})
        back = urlsplit(browser.get(leaving["location"], allow_redirects=False).headers["location"])
        client.get(f"{back.path}?{back.query}")
        client.post("/office/sign-out/")

        client.get(f"{back.path}?{back.query}")

        assert not signed_in(client)

    def test_for_a_provider_that_is_not_ours_is_a_404(self, client, somsri):
        assert client.get(f"{START}other.example/?code=x").status_code == 404

    def test_says_so_when_the_provider_does_not_answer(self, client, somsri, settings, provider):
        gone = replace(provider, issuer=f"http://127.0.0.1:{free_port()}/o")
        settings.PRONGSAI = replace(django_settings.PRONGSAI, openid=gone)

        answer = client.get(START)

        assert answer["location"] == SIGN_IN
        assert "ติดต่อผู้ให้บริการยืนยันตัวตนไม่ได้" in said(client, answer)

    def test_with_a_wrong_secret_lets_nobody_in(self, client, somsri, provider):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())
        provider.client_secret_file.write_text("another")

        go(client, "somsri")

        assert not signed_in(client)

    def test_uses_pkce(self, client, somsri):
        assert "code_challenge_method=S256" in client.get(START)["location"]


class TestLinking:
    def test_from_the_security_page_opens_the_account_from_then_on(self, client, somsri):
        sign_in(client, "somsri")
        assert START in client.post(IDENTITY).content.decode()

        assert go(client, "stranger", f"{START}?next={SECURITY}")["location"] == SECURITY

        assert (Event.objects.latest("pk").action, Event.objects.latest("pk").actor) == (
            "identity_linked",
            str(somsri.pk),
        )
        page = client.get(SECURITY).content.decode()
        assert "ผูกบัญชีแล้ว" in page
        assert "ยกเลิกการผูกบัญชี" in page
        other = Client()
        go(other, "stranger")
        assert other.session["_auth_user_id"] == str(somsri.pk)

    def test_is_not_begun_by_a_mere_link(self, client, somsri):
        """Else a page elsewhere could link its own identity to the account of who looks at it."""
        sign_in(client, "somsri")

        assert client.get(START)["location"] != ""
        assert "/o/authorize" not in client.get(START)["location"]
        assert client.get(IDENTITY).status_code == 405

    def test_wants_proof_again(self, client, somsri, monkeypatch):
        sign_in(client, "somsri")
        later(monkeypatch, 16 * 60)

        assert client.post(IDENTITY)["location"].startswith("/office/account/confirm/")

    def test_never_takes_an_identity_from_another_account(self, client, somsri):
        sign_in(client, "somsri")
        client.post(IDENTITY)
        go(client, "stranger")
        make_user(make_agency(), username="other")
        thief = Client()
        sign_in(thief, "other")
        thief.post(IDENTITY)

        answer = go(thief, "stranger")

        assert SocialAccount.objects.get().user == somsri
        assert "ผูกกับบัญชีอื่นแล้ว" in said(thief, answer)

    def test_is_undone(self, client, somsri):
        sign_in(client, "somsri")
        client.post(IDENTITY)
        go(client, "stranger")

        client.post(f"{IDENTITY}{SocialAccount.objects.get().pk}/")

        assert not SocialAccount.objects.exists()
        assert Event.objects.latest("pk").action == "identity_unlinked"

    def test_is_kept_while_there_is_no_password(self, client, somsri):
        sign_in(client, "somsri")
        client.post(IDENTITY)
        go(client, "stranger")
        somsri.refresh_from_db()
        somsri.set_unusable_password()
        somsri.save()
        other = Client()
        go(other, "stranger")

        other.post(f"{IDENTITY}{SocialAccount.objects.get().pk}/")

        assert SocialAccount.objects.exists()


class TestVerifiedAddress:
    def test_belongs_to_one_person(self, somsri):
        from django.db import IntegrityError, transaction

        other = make_user(make_agency(), username="other")
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

        with pytest.raises(IntegrityError), transaction.atomic():
            verify_email(user=other, email="SOMSRI@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

    def test_stands_in_the_history_only_as_a_hash(self, somsri):
        verify_email(user=somsri, email="somsri@example.go.th", by=SYSTEM_ACTOR, at=timezone.now())

        assert "example.go.th" not in Event.objects.get(action="email_verified").line()


class TestAnswerOfTheProvider:
    @pytest.mark.parametrize(
        "told",
        [
            {"userinfo": {"sub": "1"}, "id_token": {"sub": "2"}},
            {"userinfo": {"sub": "1"}, "id_token": {"name": "no subject"}},
            {},
        ],
    )
    def test_about_two_people_is_refused(self, client, somsri, told):
        from allauth.core.exceptions import ImmediateHttpResponse
        from allauth.socialaccount.models import SocialLogin

        from prongsai.apps.accounts.allauth_adapters import SocialAdapter

        request = client.get(SIGN_IN).wsgi_request
        request._messages = type("Kept", (list,), {"add": lambda self, *words: self.append(words)})()
        login = SocialLogin(user=somsri, account=SocialAccount(provider="p", uid="1", extra_data=told, user=somsri))

        with pytest.raises(ImmediateHttpResponse):
            SocialAdapter().pre_social_login(request, login)

        assert "ตอบไม่ถูกต้อง" in str(request._messages)
