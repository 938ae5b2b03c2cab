"""Forms that add something, sent twice as a browser without scripts sends them: one thing is added."""

import re
import time
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.agencies.invitations import invite_first
from prongsai.apps.data_out.models import SCOPES
from prongsai.apps.disclosure.models import Publication
from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Evidence
from prongsai.apps.rounds.models import Decision
from tests.apps.disclosure.desk import PDF, make_desk
from tests.apps.factories import first_measure, make_agency, make_plan, make_post, make_user
from tests.apps.rounds.office import Clock
from tests.apps.rounds.office import make_office as make_rounds
from tests.apps.test_concurrency import at_once

pytestmark = pytest.mark.django_db
BODY = "# โครงสร้างหน่วยงานของเรา\n- สำนักปลัด"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def day(name, number, month, year):
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def key_on(page):
    keys = re.findall(r'name="once_key" value="((?:edit\.)?[\w-]{22})"', page.content.decode())
    assert keys, page.content.decode()[:3000]
    return keys[0]


def hidden_of(page):
    form = re.search(r'<form method="post" action="([^"]+)" data-once>(.*?)</form>', page.content.decode(), re.DOTALL)
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[2])
    return unescape(form[1]), {name: unescape(value) for name, value in fields}


class TestPublication:
    @pytest.fixture
    def place(self, client):
        desk = make_desk()
        sign_in(client, desk.clerk)
        return f"/office/year/items/{desk.item().pk}/add/page/"

    def typed(self, client, place, **changed):
        return {
            "once_key": key_on(client.get(place)),
            "title": "โครงสร้าง",
            **day("as_of_on", 1, 12, 2565),
            "body": BODY,
        } | changed

    def test_draft_is_made_once_and_the_second_is_led_to_it(self, client, place):
        sent = self.typed(client, place)

        first, second = client.post(place, sent), client.post(place, sent)

        assert first.status_code == 302, first.content.decode()
        assert second["Location"] == first["Location"]
        assert Publication.objects.count() == 1
        assert "บันทึกไว้ครั้งเดียว" in client.get(second["Location"]).content.decode()

    def test_that_was_refused_is_sent_again_with_the_same_key(self, client, place):
        sent = self.typed(client, place, title="")
        assert client.post(place, sent).status_code == 422

        assert client.post(place, sent | {"title": "โครงสร้าง"}).status_code == 302
        assert Publication.objects.count() == 1

    def test_changed_after_back_is_kept_and_becomes_another_one_when_wanted(self, client, place):
        sent = self.typed(client, place)
        first = client.post(place, sent)

        other = client.post(place, sent | {"body": BODY + "\n- กองคลังใหม่"})

        assert other.status_code == 409
        assert "ต่างจากที่บันทึกไว้" in other.content.decode()
        assert f'href="{first["Location"]}"' in other.content.decode()
        assert "กองคลังใหม่</textarea>" in other.content.decode()
        assert sent["once_key"] not in other.content.decode()
        assert Publication.objects.count() == 1

        address, fields = hidden_of(other)
        made = client.post(address, fields)
        client.post(address, fields)

        assert made.status_code == 302
        assert Publication.objects.count() == 2

    def test_with_a_file_says_that_it_must_be_chosen_again(self, client, place):
        place = place.replace("/page/", "/file/")
        sent = {"once_key": key_on(client.get(place)), "title": "แผนผังของหน่วยงานทั้งหมด"} | day("as_of_on", 1, 12, 2565)
        client.post(place, sent | {"upload": SimpleUploadedFile("a.pdf", PDF)})
        assert Publication.objects.count() == 1

        again = client.post(place, sent | {"upload": SimpleUploadedFile("a.pdf", PDF + b"%more\n")})

        assert again.status_code == 409
        assert "ไฟล์ที่แนบต้องเลือกใหม่" in again.content.decode()
        assert "แผนผังของหน่วยงานทั้งหมด</textarea>" in again.content.decode()
        assert "data-once" not in again.content.decode().partition("<h1>")[2]


class TestEvidence:
    def test_is_added_once(self, client):
        agency = make_agency()
        measure = first_measure(make_plan(agency))
        sign_in(client, make_user(agency))
        page = f"/office/measures/{measure.pk}/"
        sent = {"once_key": key_on(client.get(page)), "uploads": SimpleUploadedFile("a.pdf", PDF)}

        first = client.post(f"{page}evidence/", sent)
        second = client.post(f"{page}evidence/", sent | {"uploads": SimpleUploadedFile("a.pdf", PDF)})

        assert (first.status_code, second.status_code) == (302, 302)
        assert Evidence.objects.filter(file_name="a.pdf").count() == 1


class TestDecision:
    def test_is_made_once(self, client, monkeypatch):
        Clock(monkeypatch)
        office = make_rounds()
        sign_in(client, office.executive)
        place = f"/office/rounds/{office.round(date(2022, 12, 1)).pk}/decide/"
        unit = office.agency.units.get(name="กองคลัง").pk
        sent = {"once_key": key_on(client.get(place)), "text": "ให้เผยแพร่", "unit": unit, **day("due_on", 15, 12, 2565)}

        first, second = client.post(place, sent), client.post(place, sent)

        assert first.status_code == 302, first.content.decode()
        assert second["Location"] == first["Location"]
        assert Decision.objects.count() == 1


class TestOtherForms:
    def test_a_post_is_added_once(self, client):
        agency = make_agency()
        sign_in(client, make_user(agency, "agency_admin"))
        place = "/office/agency/posts/new/"
        sent = {"once_key": key_on(client.get(place)), "kind": "deputy_executive", "title": "รองนายกเทศมนตรี"}

        answers = [client.post(place, sent) for _turn in range(2)]

        assert [one.status_code for one in answers] == [302, 302]
        assert agency.posts.count() == 1

    def test_a_closure_is_added_once(self, client):
        agency = make_agency()
        sign_in(client, make_user(agency))
        place = "/office/closures/"
        sent = {"once_key": key_on(client.get(place)), "why": "ปิดซ่อมอาคาร"} | day("from_on", 3, 5, 2570)

        answers = [client.post(place, sent) for _turn in range(2)]

        assert [one.status_code for one in answers] == [302, 302]
        assert agency.closures.count() == 1

    def test_a_unit_saved_twice_is_told_once_and_the_second_is_led_to_the_units(self, client):
        agency = make_agency()
        sign_in(client, make_user(agency, "agency_admin"))
        unit = agency.units.get(name="กองคลัง")
        place = f"/office/agency/units/{unit.pk}/"
        sent = {"once_key": key_on(client.get(place)), "name": "กองคลังเมือง", "sections": "", "aliases": ""}

        first, second = client.post(place, sent), client.post(place, sent)

        assert (first.status_code, second["Location"]) == (302, first["Location"])
        assert Event.objects.filter(agency=agency.slug, action="unit_changed").count() == 1

    def test_changed_after_back_an_edit_goes_to_the_form_itself(self, client):
        agency = make_agency()
        sign_in(client, make_user(agency, "agency_admin"))
        unit = agency.units.get(name="กองคลัง")
        place = f"/office/agency/units/{unit.pk}/"
        sent = {"once_key": key_on(client.get(place)), "name": "กองคลังเมือง", "sections": "", "aliases": ""}
        client.post(place, sent)

        assert client.post(place, sent | {"name": "กองการเงิน"}).status_code == 302
        unit.refresh_from_db()
        assert unit.name == "กองการเงิน"


class TestShownOnce:
    """What is made shows a secret; sent again it is not made again, and the way to a new secret is said."""

    @pytest.fixture
    def agency(self, client):
        agency = make_agency()
        user = make_user(agency, "agency_admin")
        sign_in(client, user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return agency

    def send_thrice(self, client, place, sent, page=None):
        sent = {"once_key": key_on(client.get(page or place)), **sent}
        first = client.post(place, sent)
        assert first.status_code == 200, first.content.decode()[:3000]
        again = [client.post(place, sent) for _time in range(2)]
        assert [one.status_code for one in again] == [302, 302]
        assert again[0]["Location"] == again[1]["Location"]
        return first.content.decode(), again[1]["Location"], client.get(again[1]["Location"]).content.decode()

    def test_an_invitation(self, client, agency):
        sent = {"name": "สมหญิง", "email": "", "role": "officer", "unit": "", "post": ""}

        shown, led_to, page = self.send_thrice(client, "/office/agency/invitations/new/", sent)

        row = agency.invitations.get()
        assert led_to == f"/office/agency/invitations/{row.pk}/"
        assert "แสดงเพียงครั้งเดียว" in page
        assert 'name="renew"' in page
        assert "password-shown" in shown

    def test_the_first_people(self, client, agency):
        posts = [make_post(agency, kind) for kind in ("top_executive", "chief_administrator")]
        sent = {f"name-{post.pk}": "สมชาย" for post in posts} | {f"email-{post.pk}": "" for post in posts}

        _shown, led_to, page = self.send_thrice(client, "/office/agency/people/first/", sent)

        assert agency.invitations.count() == 2
        assert led_to == "/office/agency/invitations/"
        assert "แสดงเพียงครั้งเดียว" in page

    def test_a_person(self, client, agency):
        sent = {"display_name": "สมหญิง", "username": "somying", "role": "officer", "unit": ""}

        _shown, led_to, page = self.send_thrice(client, "/office/agency/people/new/", sent)

        member = agency.memberships.get(user__username="somying")
        assert led_to == f"/office/agency/people/{member.pk}/"
        assert "แสดงเพียงครั้งเดียว" in page
        assert 'name="password"' in page
        assert "มีผู้ใช้ชื่อนี้แล้ว" not in page

    def test_a_key(self, client, agency):
        sent = {"name": "โปรแกรมบัญชี", "scopes": [SCOPES[0][0]], "days": "30"}

        shown, led_to, page = self.send_thrice(
            client, reverse("data_out:key_make"), sent, page=reverse("data_out:key_list")
        )

        assert agency.api_keys.count() == 1
        assert led_to == reverse("data_out:key_list")
        assert "psk_" in shown
        assert "psk_" not in page
        assert "โปรแกรมบัญชี ออกไปแล้ว" in page


@pytest.mark.django_db(transaction=True)
def test_first_people_invited_from_two_tabs_at_once_get_one_invitation_each():
    agency = make_agency()
    admin, post = make_user(agency, "agency_admin"), make_post(agency, "top_executive")

    def invite():
        return len(invite_first(agency=agency, people=[(post, "สมชาย", "")], by=admin, at=timezone.now()))

    assert sorted(at_once(invite, invite)) == [0, 1]
    assert agency.invitations.count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_presses_make_one_draft_and_both_are_led_to_it(self, client):
        desk = make_desk()
        sign_in(client, desk.clerk)
        place = f"/office/year/items/{desk.item().pk}/add/page/"
        sent = {"once_key": key_on(client.get(place)), "title": "โครงสร้าง", "body": BODY} | day("as_of_on", 1, 12, 2565)

        def press():
            one = Client()
            one.cookies = client.cookies.copy()
            return one.post(place, sent)

        answers = at_once(press, press, press)

        assert [one.status_code for one in answers] == [302, 302, 302]
        assert len({one["Location"] for one in answers}) == 1
        assert Publication.objects.count() == 1
