"""Keys and webhooks on their page: a key is shown once, after the second factor; whoever does not manage sees nothing."""

import re
import time
from datetime import UTC, datetime

import pytest

from prongsai.apps.accounts.models import User
from prongsai.apps.data_out.models import ApiKey, Webhook
from tests.apps.factories import make_agency, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


def sign_in(client, user, *, shows_factor=True):
    User.objects.filter(pk=user.pk).update(second_factor_asked_at=None)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if shows_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def text(response):
    return response.content.decode()


def test_a_key_is_made_shown_once_used_and_revoked(client, agency):
    sign_in(client, make_user(agency, "agency_admin"))
    data = {"name": "โปรแกรมบัญชี", "scopes": ["drafts:read"], "days": 30}
    page = client.post("/office/agency/data/keys/", data)
    shown = re.search(r"psk_[0-9a-f]{12}_[\w-]+", text(page))[0]
    assert shown not in text(client.get("/office/agency/data/"))
    listed = client.get(f"/api/v1/agencies/{agency.slug}/drafts", headers={"authorization": f"Bearer {shown}"})
    assert listed.status_code == 200
    row = ApiKey.objects.get()
    assert client.post(f"/office/agency/data/keys/{row.pk}/revoke/").status_code == 302
    refused = client.get(f"/api/v1/agencies/{agency.slug}/drafts", headers={"authorization": f"Bearer {shown}"})
    assert refused.status_code == 401


def test_the_days_of_a_key_are_those_in_bangkok(client, agency):
    sign_in(client, make_user(agency, "agency_admin"))
    client.post("/office/agency/data/keys/", {"name": "โปรแกรมบัญชี", "scopes": ["drafts:read"], "days": 30})
    in_the_night = {
        "made_at": datetime(2026, 10, 28, 20, 5, tzinfo=UTC),
        "expires_at": datetime(2090, 12, 31, 17, 0, tzinfo=UTC),
    }
    ApiKey.objects.update(**in_the_night)
    assert "1 ม.ค. 2634" in text(client.get("/office/agency/data/"))

    ApiKey.objects.update(revoked_at=datetime(2026, 11, 27, 20, 5, tzinfo=UTC))

    page = text(client.get("/office/agency/data/"))
    assert "28 พ.ย. 2569" in page
    assert "27 พ.ย. 2569" not in page


def test_without_the_second_factor_no_key_is_made(client, agency):
    sign_in(client, make_user(agency, "agency_admin"), shows_factor=False)
    client.post("/office/agency/data/keys/", {"name": "x", "scopes": ["drafts:read"], "days": 30})
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("change", [{"name": ""}, {"scopes": []}, {"days": 0}, {"days": 9999}, {"scopes": ["all"]}])
def test_what_does_not_fit_is_told_on_the_page(client, agency, change):
    sign_in(client, make_user(agency, "agency_admin"))
    response = client.post("/office/agency/data/keys/", {"name": "x", "scopes": ["drafts:read"], "days": 30, **change})
    assert response.status_code == 422
    assert 'id="errors"' in text(response)
    assert not ApiKey.objects.exists()


def test_a_webhook_is_added_looked_at_and_removed(client, agency):
    sign_in(client, make_user(agency, "agency_admin"))
    client.post("/office/agency/data/webhooks/", {"url": "https://hook.example.com/in"})
    row = Webhook.objects.get()
    page = text(client.get(f"/office/agency/data/webhooks/{row.pk}/"))
    assert re.search(r"<code>[0-9a-f]{64}</code>", page)
    client.post(f"/office/agency/data/webhooks/{row.pk}/on/", {"new_key": "on"})
    row.refresh_from_db()
    assert row.key_number == 2
    client.post(f"/office/agency/data/webhooks/{row.pk}/remove/")
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("url", ["http://hook.example.com/in", "javascript:alert(1)", "", "https://"])
def test_only_https_is_taken(client, agency, url):
    sign_in(client, make_user(agency, "agency_admin"))
    assert client.post("/office/agency/data/webhooks/", {"url": url}).status_code == 422
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("role", ["officer", "clerk_office", "auditor"])
def test_others_do_not_manage(client, agency, role):
    sign_in(client, make_user(agency, role))
    assert client.get("/office/agency/data/").status_code == 404
    assert client.post("/office/agency/data/webhooks/", {"url": "https://a.example/"}).status_code == 404


def test_a_webhook_of_another_agency_is_not_there(client, agency):
    other = make_agency()
    admin = make_user(other, "agency_admin")
    sign_in(client, admin)
    client.post("/office/agency/data/webhooks/", {"url": "https://hook.example.com/in"})
    row = Webhook.objects.get()
    sign_in(client, make_user(agency, "agency_admin"))
    assert client.get(f"/office/agency/data/webhooks/{row.pk}/").status_code == 404
