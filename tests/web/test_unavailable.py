"""A database too busy to write: a clear answer in both languages, nothing stored, and nothing to type twice."""

import re
import sqlite3
from contextlib import contextmanager
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.data_out.keys import make_key
from prongsai.web import views
from prongsai.web.person_errors import PersonErrorMiddleware
from prongsai.web.unavailable import KEEP_BYTES, find_typed
from tests.apps.disclosure.desk import make_desk
from tests.apps.factories import PASSWORD
from tests.apps.handover.office import hand_in, make_office

LOCKED = OperationalError("database is locked")
NOTE = 'ประชุมแล้ว "มติ" <ครบ>\nและลงเว็บแล้ว'


def form(fields, *, is_ours=True, address="/office/measures/7/?tab=a", files=None):
    request = RequestFactory().post(address, fields | (files or {}))
    request.csrf_processing_done = is_ours
    return request


class TestTyped:
    def test_is_kept_with_every_value_of_a_name(self):
        typed = find_typed(form({"note": NOTE, "links": ["a", "b"], "csrfmiddlewaretoken": "x"}), may_be_sent=True)

        assert typed.address == "/office/measures/7/?tab=a"
        assert typed.fields == (("note", NOTE), ("links", "a"), ("links", "b"))
        assert typed.may_be_sent

    @pytest.mark.parametrize(
        "name", ["password", "new_password1", "code", "login_code", "totp_otp", "token", "credential"]
    )
    def test_is_never_kept_with_a_secret_in_it(self, name):
        assert find_typed(form({"note": NOTE, name: "123456"}), may_be_sent=True) is None

    @pytest.mark.parametrize("name", ["item_codes", "opinion", "postal", "shipping"])
    def test_is_kept_where_the_name_only_sounds_like_one(self, name):
        assert find_typed(form({name: "O7"}), may_be_sent=True) is not None

    def test_of_a_form_that_may_be_another_sites_is_not_kept(self):
        assert find_typed(form({"note": NOTE}, is_ours=False), may_be_sent=True) is None

    def test_of_a_page_that_was_only_opened_is_nothing(self):
        request = RequestFactory().get("/office/?q=a")
        request.csrf_processing_done = True

        assert find_typed(request, may_be_sent=True) is None

    def test_is_not_kept_beyond_the_limit(self):
        assert find_typed(form({"note": "x" * KEEP_BYTES}), may_be_sent=True) is None

    def test_may_not_be_sent_without_its_files(self):
        files = {"uploads": SimpleUploadedFile("a.pdf", b"%PDF")}

        typed = find_typed(form({"note": NOTE, "version": "1"}, files=files), may_be_sent=True)

        assert (typed.may_be_sent, typed.had_files, typed.texts) == (False, True, (NOTE,))


class TestOutsideOfAView:
    """A session that could not be stored after the view: its deed may stand."""

    def test_is_answered_503_and_asks_to_look_first(self):
        try:
            raise LOCKED
        except OperationalError:
            answer = views.server_error(form({"note": NOTE}))

        page = answer.content.decode()
        assert answer.status_code == 503
        assert answer["Retry-After"] == "10"
        assert "ดูก่อนว่ารายการล่าสุดบันทึกแล้วหรือยัง" in page
        assert "Look whether" not in page
        assert "look whether your last deed was kept" in page
        assert "ส่งอีกครั้ง" not in page
        assert "มติ" in page

    def test_another_fault_stays_500(self):
        try:
            raise OperationalError("no such column: x")
        except OperationalError:
            answer = views.server_error(form({}))

        assert answer.status_code == 500
        assert "Retry-After" not in answer


@pytest.mark.django_db
class TestMiddleware:
    def ask(self, request, write):
        def view(request):
            if write:
                make_office()
            raise LOCKED

        middleware = PersonErrorMiddleware(lambda request: HttpResponse())
        middleware.process_view(request, view, (), {})
        with pytest.raises(OperationalError) as raised:
            view(request)
        return middleware.process_exception(request, raised.value)

    def test_offers_to_send_again_what_was_not_stored(self):
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL does not count the rows it wrote")

        answer = self.ask(form({"note": NOTE}), write=False)

        assert "ยังไม่ได้บันทึก" in answer.content.decode()
        assert "ส่งอีกครั้ง" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"

    def test_asks_to_look_where_a_step_before_was_stored(self):
        answer = self.ask(form({"note": NOTE}), write=True)

        assert answer.status_code == 503
        assert "ยังไม่ได้บันทึก" not in answer.content.decode()
        assert "ส่งอีกครั้ง" not in answer.content.decode()

    def test_leaves_other_faults_alone(self):
        middleware = PersonErrorMiddleware(lambda request: HttpResponse())

        assert middleware.process_exception(form({}), OperationalError("no such table: x")) is None
        assert middleware.process_exception(form({}), OperationalError("database or disk is full")) is None


@contextmanager
def lock_held(monkeypatch):
    """Another program writes and does not end; ours gives up after a moment."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.3)
    connection.close()
    holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.close()


@pytest.mark.django_db(transaction=True)
class TestHeldLock:
    @pytest.fixture(autouse=True)
    def _only_sqlite(self):
        if connection.vendor != "sqlite":
            pytest.skip("a lock of SQLite")

    @pytest.fixture
    def office(self, client):
        office = make_office()
        self.come(client, office.officer)
        return office

    def come(self, client, user):
        client.login(username=user.username, password=PASSWORD)
        client.get("/office/")

    def test_a_form_keeps_what_was_typed(self, client, office, monkeypatch):
        part = office.part()
        data = {"version": part.version, "note": NOTE, "hand_in": "1"}
        with lock_held(monkeypatch):
            answer = client.post(f"/office/handover/parts/{part.pk}/", data)

        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "ยังไม่ได้บันทึก เพราะขณะนี้มีผู้บันทึกพร้อมกันจำนวนมาก" in answer.content.decode()
        assert "และลงเว็บแล้ว</textarea>" in answer.content.decode()
        assert [office.part().state, office.part().version] == ["todo", 1]
        assert client.post(f"/office/handover/parts/{part.pk}/", data).status_code == 302

    def test_a_button_is_pressed_again_with_what_was_typed(self, client, office, monkeypatch):
        part = hand_in(office)
        self.come(client, office.head)
        deed = {"seen": part.content_sha256, "comment": NOTE}
        with lock_held(monkeypatch):
            answer = client.post(f"/office/handover/parts/{part.pk}/check/", deed)
        page = answer.content.decode()
        state = office.part().state
        fields = {name: unescape(value) for name, value in re.findall(r'hidden" name="(\w+)" value="([^"]*)"', page)}
        address = re.search(r'method="post" action="([^"]+)"', page)[1]
        again = client.post(address, fields)

        assert (answer.status_code, answer["Retry-After"], state) == (503, "10", "handed_in")
        assert len(fields.pop("csrfmiddlewaretoken")) == 64
        assert fields == deed
        assert again.status_code == 302
        assert office.part().state == "checked"

    def test_a_draft_of_a_publication_stays_in_its_form(self, client, monkeypatch):
        desk = make_desk()
        self.come(client, desk.clerk)
        address = reverse("disclosure:news_add", args=("page",))
        typed = {"title": "ประกาศ", "body": NOTE, "text": NOTE}
        with lock_held(monkeypatch):
            answer = client.post(address, typed)

        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
        assert "และลงเว็บแล้ว</textarea>" in answer.content.decode()
        assert client.post(address, typed).status_code == 302

    def test_a_page_is_still_read(self, client, office, monkeypatch):
        with lock_held(monkeypatch):
            assert client.get("/office/").status_code == 200

    def test_signing_in_says_so_and_shows_no_password(self, client, office, monkeypatch):
        client.logout()
        client.raise_request_exception = False
        with lock_held(monkeypatch):
            answer = client.post("/office/sign-in/", {"username": office.officer.username, "password": PASSWORD})

        assert answer.status_code == 503
        assert PASSWORD not in answer.content.decode()

    def test_the_api_answers_with_a_problem(self, client, monkeypatch):
        desk = make_desk()
        made = make_key(
            agency=desk.agency, name="x", scopes=["drafts:write"], days=30, by=desk.clerk, at=timezone.now()
        )
        with lock_held(monkeypatch):
            answer = client.post(
                f"/api/v1/agencies/{desk.agency.slug}/news/drafts",
                {"kind": "page", "title": "ก", "text": "ข"},
                content_type="application/json",
                headers={"Authorization": f"Bearer {made.shown}", "Idempotency-Key": "a" * 16},
            )

        assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
        assert answer["Retry-After"] == "10"
        assert "พร้อมกัน" in answer.json()["detail_th"]
