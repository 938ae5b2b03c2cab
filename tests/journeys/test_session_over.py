"""The session ended while a form was filled in: the person is told, and comes back to the page of the form."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.factories import PASSWORD
from tests.apps.handover.office import check, hand_in, make_office

pytestmark = pytest.mark.django_db
LOST = "ยังไม่ได้บันทึก เพราะการเข้าสู่ระบบสิ้นสุดแล้ว"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office():
    return make_office()


def next_of(answer):
    assert answer.status_code == 302
    place = urlsplit(answer["location"])
    assert place.path == "/office/sign-in/"
    return parse_qs(place.query)["next"][0]


class TestFormWithoutASession:
    def test_that_carried_nothing_typed_leads_back_to_its_page_and_says_it_was_not_recorded(self, client, office):
        address = f"/office/handover/parts/{office.part().pk}/"

        sent = client.post(address, {"version": "1", "note": "", "hand_in": "1"})

        assert next_of(sent) == address
        page = client.get(sent["location"]).content.decode()
        assert LOST in page
        assert office.part().state == "todo"

    def test_of_a_hand_in_shows_what_was_typed_and_leads_back_after_signing_in(self, client, office, caplog):
        address = f"/office/handover/parts/{office.part().pk}/"
        note = "ลงเว็บแล้ว\n<b>ทั้งหมด</b>"

        sent = client.post(address, {"version": "1", "note": note, "hand_in": "1"})

        page = sent.content.decode()
        assert sent.status_code == 403
        assert [unescape(text) for text in re.findall(r"readonly[^>]*>\n(.*?)</textarea>", page, re.DOTALL)] == [note]
        assert "<b>ทั้งหมด" not in page
        assert sent["Cache-Control"] == "private, no-store"
        assert not any("ลงเว็บ" in cookie.OutputString() for cookie in sent.cookies.values())
        assert "ลงเว็บ" not in caplog.text
        assert office.part().state == "todo"

        link = unescape(re.search(r'href="(/office/sign-in/[^"]+)"', page)[1])
        assert "note" not in link
        shown = client.get(link)
        assert f'name="next" value="{address}"' in shown.content.decode()
        signed = {"username": office.officer.username, "password": PASSWORD, "next": address}
        assert client.post("/office/sign-in/", signed)["Location"] == address

    def test_with_files_says_they_must_be_chosen_again(self, client, office):
        address = f"/office/handover/parts/{office.part().pk}/"

        page = client.post(address, {"note": "ครบ", "uploads": SimpleUploadedFile("ลับ.pdf", b"%PDF-1.4")}).content

        assert "ไฟล์ที่แนบต้องเลือกใหม่" in page.decode()
        assert "ลับ.pdf" not in page.decode()
        assert "%PDF" not in page.decode()

    def test_with_a_password_shows_nothing(self, client, office):
        typed = {"display_name": "สมชาย ใจดี", "new_password1": "my very own password"}

        sent = client.post("/office/account/password/", typed)

        assert sent.status_code == 302
        assert "my very own" not in client.get(sent["location"]).content.decode()

    def test_of_another_site_shows_nothing(self, office):
        strict = Client(enforce_csrf_checks=True)

        sent = strict.post(f"/office/handover/parts/{office.part().pk}/", {"note": "ข้อความของผู้อื่น"})

        assert sent.status_code == 403
        assert "ข้อความของผู้อื่น" not in sent.content.decode()

    def test_of_a_button_leads_to_the_page_that_holds_the_button(self, client, office):
        hand_in(office)
        check(office)
        work = f"/office/handover/{office.handover().pk}/"

        sent = client.post(f"{work}compile/", {"seen": office.whole()}, headers={"referer": f"http://testserver{work}"})

        assert next_of(sent) == work
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(next_of(sent)).status_code == 200
        assert office.handover().state == "checked"

    def test_without_a_referer_leads_to_the_page_above(self, client, office):
        work = f"/office/handover/{office.handover().pk}/"

        assert next_of(client.post(f"{work}compile/", {})) == work

    def test_from_elsewhere_never_leads_there(self, client, office):
        work = f"/office/handover/{office.handover().pk}/"

        sent = client.post(f"{work}compile/", {}, headers={"referer": "https://evil.example/office/"})

        assert next_of(sent) == work

    def test_a_page_asked_for_says_nothing_of_what_was_lost(self, client, office):
        answer = client.get(f"/office/handover/{office.handover().pk}/?x=1")

        assert next_of(answer) == f"/office/handover/{office.handover().pk}/?x=1"
        assert LOST not in client.get(answer["location"]).content.decode()


class TestButtonsAddressOpenedByALink:
    def test_says_so_in_both_languages_and_leads_on(self, client, office):
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
        work = f"/office/handover/{office.handover().pk}/"

        answer = client.get(f"{work}compile/")

        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        text = answer.content.decode()
        assert "เปิดที่อยู่นี้โดยตรงไม่ได้" in text
        assert "cannot be opened by itself" in text
        [link] = set(re.findall(r'<a[^>]*href="([^"]+)">(?:ไปหน้าของเรื่องนี้|Go to the page it belongs to)', text))
        assert unescape(link) == work
        assert client.get(link).status_code == 200

    def test_what_says_something_itself_stays(self, client):
        answer = client.post("/api/v1/agencies/")

        assert answer.status_code in (401, 404, 405)
        assert "เปิดที่อยู่นี้โดยตรงไม่ได้" not in answer.content.decode()
