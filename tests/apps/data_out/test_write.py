"""Drafts by a key: what the person may, within the scopes, never public by itself, never twice."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from prongsai.apps.data_out.api import write
from prongsai.apps.data_out.keys import make_key
from prongsai.apps.disclosure.models import Publication, Version
from prongsai.apps.history.models import Event
from tests.apps.disclosure.desk import PDF, make_desk, publish
from tests.apps.factories import make_agency, make_user

pytestmark = pytest.mark.django_db
PAGE = {"kind": "page", "title": "ประกาศ", "body": "ข้อความ"}
ALL = ("drafts:read", "drafts:write", "drafts:hand_in")


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


class Caller:
    """A program with a key."""

    def __init__(self, client, agency, user, scopes=ALL):
        made = make_key(agency=agency, name="โปรแกรม", scopes=scopes, days=30, by=user, at=timezone.now())
        self.client, self.agency, self.shown = client, agency, made.shown

    def __call__(self, method, address, data=None, **headers):
        headers = {
            "authorization": f"Bearer {self.shown}",
            **{name.replace("_", "-"): v for name, v in headers.items()},
        }
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1{address}", headers=headers, **body)

    def draft(self, code="O1", data=None, **headers):
        return self("post", f"/agencies/{self.agency.slug}/years/2566/items/{code}/drafts", data or PAGE, **headers)


@pytest.fixture
def call(client, desk):
    return Caller(client, desk.agency, desk.clerk)


class TestDrafting:
    def test_a_draft_that_is_not_public(self, call, desk, client):
        response = call.draft()
        assert response.status_code == 201
        body = response.json()
        assert (body["item_code"], body["state"], body["title"]) == ("O1", "draft", "ประกาศ")
        row = Version.objects.get(pk=body["id"])
        assert row.maker == desk.clerk
        assert client.get(f"/api/v1/agencies/{desk.agency.slug}/years/2566/items/O1/1").status_code == 404
        assert Event.objects.filter(agency=desk.agency.slug, action="publication_drafted").exists()

    @pytest.mark.parametrize(
        "data",
        [
            {"kind": "table", "title": "ตาราง", "table": [["ก", "ข"], ["1", "2"]]},
            {"kind": "link", "title": "ลิงก์", "url": "https://www.example.go.th/a"},
            {"kind": "nothing", "title": "ไม่มี", "period_from": "2022-11-01", "period_to": "2022-11-30"},
        ],
    )
    def test_every_kind(self, call, data):
        body = call.draft(data=data).json()
        for name, value in data.items():
            assert body[name] == value

    @pytest.mark.parametrize(
        "data",
        [
            {"kind": "page", "title": ""},
            {"kind": "page", "title": "ก"},
            {"kind": "link", "title": "ก", "url": "javascript:alert(1)"},
            {"kind": "file", "title": "ก"},
            {"kind": "nothing", "title": "ก", "period_from": "2022-12-01", "period_to": "2022-11-01"},
            {"title": "ก"},
            [],
            "ก",
        ],
    )
    def test_rubbish_is_one_problem_and_nothing_is_written(self, call, data):
        response = call("post", f"/agencies/{call.agency.slug}/years/2566/items/O1/drafts", data)
        assert response.status_code == 422
        assert response.headers["Content-Type"] == "application/problem+json"
        assert not Publication.objects.exists()

    def test_no_json_at_all(self, call):
        response = call.client.post(
            f"/api/v1/agencies/{call.agency.slug}/years/2566/items/O1/drafts",
            data=b"{",
            content_type="application/json",
            headers={"authorization": f"Bearer {call.shown}"},
        )
        assert response.status_code in (400, 422)
        assert response.headers["Content-Type"] == "application/problem+json"

    def test_a_file_is_known_by_its_content(self, call):
        file = SimpleUploadedFile("แผน.exe.pdf", PDF)
        response = call.client.post(
            f"/api/v1/agencies/{call.agency.slug}/years/2566/items/O1/drafts/file",
            data={"title": "แผน", "file": file},
            headers={"authorization": f"Bearer {call.shown}"},
        )
        assert response.status_code == 201, response.content
        assert response.json()["size_bytes"] == len(PDF)

    def test_a_program_is_no_file(self, call):
        file = SimpleUploadedFile("แผน.pdf", b"MZ\x90\x00" + b"\x00" * 200)
        response = call.client.post(
            f"/api/v1/agencies/{call.agency.slug}/years/2566/items/O1/drafts/file",
            data={"title": "แผน", "file": file},
            headers={"authorization": f"Bearer {call.shown}"},
        )
        assert response.status_code == 422
        assert not Version.objects.exists()

    def test_news(self, call):
        response = call("post", f"/agencies/{call.agency.slug}/news/drafts", PAGE)
        assert response.status_code == 201
        assert response.json()["item_code"] is None


class TestOnce:
    def test_the_same_call_again_is_the_same_draft(self, call):
        first = call.draft(idempotency_key="a-1")
        second = call.draft(idempotency_key="a-1")
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json()["id"] == second.json()["id"]
        assert Version.objects.count() == 1

    def test_another_call_under_the_same_word_is_refused(self, call):
        call.draft(idempotency_key="a-1")
        assert call.draft(data={**PAGE, "title": "อื่น"}, idempotency_key="a-1").status_code == 409
        assert call.draft(code="O2", idempotency_key="a-1").status_code == 409

    def test_without_the_word_there_are_two(self, call):
        call.draft()
        call.draft()
        assert Version.objects.count() == 2


class TestChanging:
    def test_what_was_read_is_changed(self, call):
        body = call.draft().json()
        read = call("get", f"/drafts/{body['id']}")
        tag = read.headers["ETag"]
        changed = call("put", f"/drafts/{body['id']}", {**PAGE, "title": "ใหม่"}, if_match=tag)
        assert changed.status_code == 200
        assert changed.json()["title"] == "ใหม่"
        assert changed.headers["ETag"] != tag
        again = call("put", f"/drafts/{body['id']}", {**PAGE, "title": "ซ้อน"}, if_match=tag)
        assert again.status_code == 409
        assert Version.objects.get().title == "ใหม่"

    def test_without_if_match_nothing_is_changed(self, call):
        body = call.draft().json()
        assert call("put", f"/drafts/{body['id']}", {**PAGE, "title": "ใหม่"}).status_code == 422

    def test_handed_on_people_go_on(self, call):
        body = call.draft().json()
        handed = call("post", f"/drafts/{body['id']}/hand-in", if_match=body["content_sha256"])
        assert handed.json()["state"] == "waiting"
        assert call("put", f"/drafts/{body['id']}", PAGE, if_match=body["content_sha256"]).status_code == 422

    def test_thrown_away(self, call):
        body = call.draft().json()
        assert call("delete", f"/drafts/{body['id']}").status_code == 204
        assert not Publication.objects.exists()
        assert call("get", f"/drafts/{body['id']}").status_code == 404

    def test_what_is_public_is_no_draft(self, call, desk):
        version = publish(desk)
        assert call("get", f"/drafts/{version.pk}").status_code == 404
        assert call("delete", f"/drafts/{version.pk}").status_code == 404

    def test_the_list_by_pages(self, call):
        ids = [call.draft().json()["id"] for _number in range(3)]
        page = call("get", f"/agencies/{call.agency.slug}/drafts?limit=2").json()
        rest = call("get", f"/agencies/{call.agency.slug}/drafts?limit=2&cursor={page['next']}").json()
        assert [one["id"] for one in page["items"] + rest["items"]] == ids[::-1]
        assert rest["next"] is None


class TestRights:
    def test_without_a_key(self, client, desk):
        address = f"/api/v1/agencies/{desk.agency.slug}/years/2566/items/O1/drafts"
        for headers in ({}, {"authorization": "Bearer psk_a_b"}, {"authorization": "Basic YTpi"}):
            response = client.post(address, json.dumps(PAGE), content_type="application/json", headers=headers)
            assert response.status_code == 401
            assert response.headers["WWW-Authenticate"] == "Bearer"

    def test_a_session_is_no_key(self, client, desk):
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
        address = f"/api/v1/agencies/{desk.agency.slug}/years/2566/items/O1/drafts"
        assert client.post(address, json.dumps(PAGE), content_type="application/json").status_code == 401

    def test_without_the_scope(self, client, desk):
        reader = Caller(client, desk.agency, desk.clerk, ["drafts:read"])
        assert reader.draft().status_code == 403
        assert not Version.objects.exists()
        writer = Caller(client, desk.agency, desk.clerk, ["drafts:write"])
        body = writer.draft().json()
        assert writer("get", f"/drafts/{body['id']}").status_code == 403
        assert writer("post", f"/drafts/{body['id']}/hand-in", if_match=body["content_sha256"]).status_code == 403

    def test_another_agency_is_not_there(self, client, desk):
        other = make_agency()
        stranger = Caller(client, other, make_user(other, "clerk_office"))
        stranger.agency = desk.agency
        assert stranger.draft().status_code == 404
        body = Caller(client, desk.agency, desk.clerk).draft().json()
        assert stranger("get", f"/drafts/{body['id']}").status_code == 404

    def test_a_units_person_writes_for_their_unit_only(self, client, desk):
        item = desk.item("O1")
        item.unit = desk.agency.units.get(name="กองคลัง")
        item.save()
        officer = Caller(client, desk.agency, desk.officer)
        assert officer.draft("O1").status_code == 201
        other = desk.item("O2")
        other.unit = desk.agency.units.get(name="สำนักปลัด")
        other.save()
        assert officer.draft("O2").status_code == 403
        assert officer("post", f"/agencies/{desk.agency.slug}/news/drafts", PAGE).status_code == 403

    def test_too_many_calls(self, call, monkeypatch):
        monkeypatch.setattr(write, "CALLS", write.Limit("api", 3, timedelta(minutes=1)))
        answers = [call("get", f"/agencies/{call.agency.slug}/drafts") for _number in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 61

    def test_a_body_without_end(self, client):
        response = client.post(
            "/api/v1/agencies/x/news/drafts", b"{}", content_type="application/json", CONTENT_LENGTH="999999999999"
        )
        assert response.status_code == 413
        assert response.headers["Content-Type"] == "application/problem+json"
