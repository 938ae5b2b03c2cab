"""What every answer carries, and what a public https site switches on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.apps.factories import make_agency, make_user

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
class TestHeaders:
    @pytest.mark.parametrize("address", ["/office/sign-in/", "/health/", "/nothing/", "/office/"])
    def test_every_answer_is_guarded(self, client, address):
        make_user(make_agency())

        response = client.get(address)

        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("address", ["/office/sign-in/", "/health/", "/nothing/", "/static/web/prongsai.css", "/"])
    def test_no_answer_may_be_framed_or_use_the_device(self, client, address):
        make_user(make_agency())

        response = client.get(address)

        for part in ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
            assert part in response["Content-Security-Policy"]
        assert "Content-Security-Policy-Report-Only" not in response
        assert "camera=()" in response["Permissions-Policy"]
        assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Server" not in response

    def test_other_sites_may_not_embed_our_answers(self, client):
        make_user(make_agency())

        assert client.get("/office/sign-in/")["Cross-Origin-Resource-Policy"] == "same-origin"
        assert client.get("/nothing/")["Cross-Origin-Resource-Policy"] == "same-origin"
        assert client.get("/static/web/document.css")["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_the_fault_page_is_guarded_too(self, client, monkeypatch):
        make_user(make_agency())
        client.raise_request_exception = False
        monkeypatch.setattr("prongsai.apps.accounts.views.sign_in_views.SignInForm", None)

        response = client.get("/office/sign-in/")

        assert (response.status_code, response["Cache-Control"]) == (500, "private, no-store")
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "Traceback" not in response.content.decode()

    def test_the_way_to_https_is_guarded_too(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True

        response = client.get("/office/sign-in/")

        assert (response.status_code, response["Location"]) == (301, "https://testserver/office/sign-in/")
        assert "default-src 'none'" in response["Content-Security-Policy"]

    def test_https_is_kept_for_a_year(self, client, settings):
        make_user(make_agency())
        settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True

        response = client.get("/office/sign-in/", secure=True)

        assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"

    def test_pages_of_the_office_stay_in_no_store(self, client):
        make_user(make_agency())

        assert client.get("/office/sign-in/")["Cache-Control"] == "private, no-store"

    def test_our_fonts_may_be_used_by_the_sandboxed_preview(self, client):
        response = client.get("/static/web/fonts/sarabun-regular.woff2")

        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"

    def test_cookies_stay_with_us(self, client):
        user = make_user(make_agency(), username="somsri")
        client.get("/office/sign-in/")
        client.post("/office/sign-in/", {"username": user.username, "password": "a-long-pass-1"})

        for name in ("sessionid", "csrftoken"):
            cookie = client.cookies[name]
            assert (cookie["samesite"], bool(cookie["httponly"])) == ("Strict", True)

    def test_a_form_from_elsewhere_is_refused_in_both_languages(self):
        from django.test import Client

        make_user(make_agency())
        response = Client(enforce_csrf_checks=True).post("/office/sign-in/", {"username": "a", "password": "b"})

        assert response.status_code == 403
        assert "The form was not sent" in response.content.decode()

    def test_templates_hold_no_inline_script_or_style(self):
        for path in (ROOT / "prongsai").rglob("templates/**/*.html"):
            text = path.read_text(encoding="utf-8")
            assert " style=" not in text, path
            assert "<style" not in text, path
            assert " onclick=" not in text, path
            assert "<script>" not in text, path

    def test_a_missing_page_and_a_fault_speak_both_languages(self, client):
        make_user(make_agency())
        from prongsai.web.views import server_error

        missing = client.get("/nothing/")
        fault = server_error(None)

        assert missing.status_code == 404
        assert "Page not found" in missing.content.decode()
        assert (fault.status_code, "ระบบขัดข้อง" in fault.content.decode()) == (500, True)


class TestPublicSite:
    def test_check_deploy_is_clean_under_https(self, tmp_path):
        environment = {**os.environ, "PRONGSAI_HOME": str(tmp_path), "PRONGSAI_URL": "https://ita.example.go.th"}
        environment["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"
        environment.pop("DATABASE_URL", None)
        environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by browser tests in the same process

        result = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )

        assert result.returncode == 0, result.stderr
        assert "no issues" in result.stdout

    def test_no_migration_is_missing(self, tmp_path):
        environment = {
            **os.environ,
            "PRONGSAI_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        }

        result = subprocess.run(
            [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )

        assert result.returncode == 0, result.stdout


def test_cookies_of_a_public_site_are_of_this_host_and_strict(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "from prongsai.apps.accounts.known_device import COOKIE\n"
        "print([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.MESSAGE_COOKIE_NAME, COOKIE])\n"
        "print([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY])\n"
        "print({s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE}, s.SECURE_HSTS_SECONDS >= 31536000)\n"
    )
    environment = {**os.environ, "PRONGSAI_HOME": str(tmp_path), "PRONGSAI_URL": "https://ita.example.go.th"}
    environment["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"

    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)

    names, flags, rest = result.stdout.splitlines()
    assert names.count("__Host-") == 5, result.stderr
    assert (flags, rest) == ("[True, True, True, True]", "{'Strict'} True")
