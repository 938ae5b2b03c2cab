"""The form in the browserless client: proposals, an answer, the frozen copy, the confirmation, scores, the clarification."""

import io
import re
import time
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from prongsai.apps.accounts.models import User
from prongsai.apps.submission.models import Clarification, FormEntry, Frozen
from prongsai.apps.submission.standing import framework_of
from prongsai.apps.submission.walking import own_front
from prongsai.core.scoring import format_points
from tests.apps.factories import make_agency, make_user
from tests.apps.portal.published import tell
from tests.apps.submission.office import CODES, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office(entry_closes_at=timezone.now() + timedelta(days=30))


def sign_in(client, user):
    """Signed in, with the second factor just shown."""
    User.objects.filter(pk=user.pk).update(second_factor_asked_at=None)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def text(response):
    return response.content.decode()


def seen_on(response):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text(response))
    assert found, text(response)
    return found[1]


def path(office, rest=""):
    return f"/office/form/{office.year.pk}/{rest}"


def day(value):
    return {"entered_on_day": value.day, "entered_on_month": value.month, "entered_on_year": value.year + 543}


def answer_by_page(client, office, code, **fields):
    data = {"version": 0, "has": "yes", "addresses": "https://a.go.th/x", "explanation": "ทาง", **fields}
    return client.post(f"/office/form/items/{office.item(code).pk}/", data)


class TestTheForm:
    def test_the_menu_leads_to_the_newest_year(self, client, office):
        sign_in(client, office.clerk)
        assert client.get("/office/form/").headers["Location"] == path(office)

    def test_without_a_year_it_says_what_to_do(self, client):
        sign_in(client, make_user(make_agency(), "clerk_office"))
        assert "ยังไม่ได้เปิดปีที่ประเมิน" in text(client.get("/office/form/"))

    def test_every_item_with_its_worth_and_what_is_open(self, client, office):
        sign_in(client, office.clerk)
        page = text(client.get(path(office)))
        for code in CODES:
            assert f'id="{code}"' in page
        assert "ยังไม่ระบุ 4" in page
        assert "รวม 3.30 คะแนน" in page  # 0.40 + 0.40 + 0.50 + 2.00 of FY2566

    def test_the_published_item_is_proposed_and_taken(self, client, office):
        office.publish("O1")
        sign_in(client, office.clerk)
        response = client.post(path(office, "take/"), follow=True)
        assert "4 รายการ" in text(response)
        entry = FormEntry.objects.get(item__code="O1")
        assert entry.has is True
        assert entry.addresses[0].endswith(f"/{office.agency.slug}/2566/o1/")
        assert FormEntry.objects.get(item__code="O2").has is False

    def test_an_answer_set_back_is_taken_again_and_then_offered_no_more(self, client, office):
        office.publish("O1")
        sign_in(client, office.clerk)
        client.post(path(office, "take/"))
        answer_by_page(client, office, "O1", version=1, has="", addresses="", explanation="")
        assert "ใช้คำตอบที่ระบบเสนอ 1 รายการ" in text(client.get(path(office)))

        page = text(client.post(path(office, "take/"), follow=True))

        assert "ใช้คำตอบที่ระบบเสนอแล้ว 1 รายการ" in page
        assert "มี 1 ไม่มี 3 ยังไม่ระบุ 0" in page
        assert f'action="{path(office, "take/")}"' not in page

    def test_what_is_left_to_who_typed_it_is_not_offered(self, client, office):
        sign_in(client, office.clerk)
        client.post(path(office, "take/"))
        answer_by_page(client, office, "O2", version=1, has="", addresses="https://a.go.th/x", explanation="")

        page = text(client.get(path(office)))

        assert "ยังไม่ระบุ 1" in page
        assert f'action="{path(office, "take/")}"' not in page

    def test_after_a_walk_the_ways_fill_the_explanations_that_are_empty(self, client, office):
        tell(office.agency, "year_opened", f"/{office.agency.slug}/2566/", fiscal_year=2566)
        for code in ("O1", "O2"):
            office.publish(code)
        sign_in(client, office.clerk)
        client.post(path(office, "take/"))
        own = FormEntry.objects.get(item__code="O2").addresses[0]
        answer_by_page(client, office, "O2", version=1, addresses=own, explanation="พิมพ์เอง")
        assert "ใส่ทางที่เดินพบ" not in text(client.get(path(office)))
        client.post(path(office, "walk/"), {"start": own_front(office.year)})
        assert "ใส่ทางที่เดินพบเป็นคำอธิบาย 1 รายการ" in text(client.get(path(office)))

        page = text(client.post(path(office, "explain/"), follow=True))

        assert "ใส่ทางที่เดินพบเป็นคำอธิบายแล้ว 1 รายการ" in page
        assert "กดเลือก" in FormEntry.objects.get(item__code="O1").explanation
        assert FormEntry.objects.get(item__code="O2").explanation == "พิมพ์เอง"
        assert f'action="{path(office, "explain/")}"' not in page

    def test_what_waits_for_a_look_is_named_and_makes_up_the_difference_to_the_board(self, client, office):
        for code in ("O1", "O12"):
            office.publish(code)
        sign_in(client, office.clerk)
        client.post(path(office, "take/"))

        form = client.get(path(office)).context
        board = client.get(f"/office/year/{office.year.pk}/").context

        assert form["to_look"] == {code: count for code, _words, count in board["counts"]}["to_look"] == 2
        assert format_points(form["at_risk"] + form["to_look_points"]) == board["stake"]
        page = text(client.get(path(office)))
        assert "ไม่นับ 2 รายการที่ตอบว่ามีและยังรอคนดู" in page
        assert "(รวม 0.90 คะแนน)" in page

    @pytest.mark.parametrize("rest", ["", "looks/", "scores/"])
    def test_codes_have_one_spelling_whatever_digits_a_person_reads(self, client, office, rest):
        User.objects.filter(pk=office.clerk.pk).update(digits="thai")
        sign_in(client, office.clerk)

        page = text(client.get(path(office, rest)))

        assert "๒๕๖๖" in page
        for code in CODES:
            assert code in page
        assert "O๑" not in page
        assert "O๔๓" not in page

    def test_what_is_taken_as_not_there_goes_on_counting(self, client, office):
        office.publish("O1")
        sign_in(client, office.clerk)
        page = text(client.post(path(office, "take/"), follow=True))

        assert "มี 1 ไม่มี 3 ยังไม่ระบุ 0" in page
        assert "3 รายการจะเสียคะแนน" in page
        assert "รวม 2.90 คะแนน" in page  # all but O1
        assert "ยังเสียได้ 2.90 คะแนน" in text(client.get(path(office, "looks/")))

    def test_an_answer_that_is_no_address_says_so_and_keeps_what_was_typed(self, client, office):
        sign_in(client, office.clerk)
        response = answer_by_page(client, office, "O1", addresses="ดูที่เว็บ")
        assert response.status_code == 422
        assert "ไม่ใช่ที่อยู่เว็บ" in text(response)
        assert "ดูที่เว็บ" in text(response)
        assert not FormEntry.objects.exists()

    @pytest.mark.parametrize(
        "bad", ["javascript:alert(1)", "ftp://a.go.th/", "https://", "//a.go.th/", "https://a b.go.th"]
    )
    def test_rubbish_is_no_address(self, client, office, bad):
        sign_in(client, office.clerk)
        assert answer_by_page(client, office, "O1", addresses=bad).status_code == 422

    def test_somebody_else_was_first(self, client, office):
        office.answer("O1")
        sign_in(client, office.clerk)
        response = answer_by_page(client, office, "O1", explanation="ของฉัน")
        assert response.status_code == 422
        assert "สมศรี ใจดี" in text(response)
        assert "ของฉัน" in text(response)

    def test_only(self, client, office):
        office.answer("O1")
        sign_in(client, office.clerk)
        page = text(client.get(path(office, "?only=open")))
        assert 'id="O1"' not in page
        assert 'id="O2"' in page

    def test_officers_read_and_do_not_write(self, client, office):
        sign_in(client, office.officer)
        assert "ใช้คำตอบที่ระบบเสนอ" not in text(client.get(path(office)))
        assert client.post(path(office, "take/")).status_code == 404
        assert client.post(path(office, "explain/")).status_code == 404
        assert answer_by_page(client, office, "O1").status_code == 404

    def test_as_many_queries_for_four_items_as_for_one(self, client, office):
        sign_in(client, office.clerk)
        for code in CODES:
            office.answer(code)
            office.publish(code)
        client.get(path(office))
        with CaptureQueriesContext(
            connection,
        ) as many:
            client.get(path(office))
        small = make_office()
        small.answer("O1")
        sign_in(client, small.clerk)
        client.get(path(small))
        with CaptureQueriesContext(connection) as few:
            client.get(path(small))
        assert len(many) <= 10
        assert abs(len(many) - len(few)) <= 1  # without answers' addresses nothing is asked of the auditor

    @pytest.mark.parametrize("rest", ["looks/", "scores/", "clarification/", "freeze/"])
    def test_no_page_of_the_form_asks_much(self, client, office, rest):
        sign_in(client, office.clerk)
        for code in CODES:
            office.answer(code)
            office.publish(code)
        office.freeze()
        client.get(path(office, rest))
        with CaptureQueriesContext(connection) as seen:
            client.get(path(office, rest))
        assert len(seen) <= 10


class TestFiles:
    def test_the_sheet_holds_every_answer_as_text(self, client, office):
        office.answer_all()
        office.answer("O1", version=1, explanation="=1+1")
        sign_in(client, office.officer)
        book = load_workbook(io.BytesIO(client.get(path(office, "copy/xlsx/")).content))
        rows = list(book.active.iter_rows(values_only=True))
        assert [row[0] for row in rows] == ["รหัส", *CODES]
        assert rows[1][4] == "=1+1"
        assert book.active["E2"].data_type == "s"

    def test_the_text(self, client, office):
        office.answer_all()
        sign_in(client, office.officer)
        content = client.get(path(office, "copy/txt/")).content.decode()
        assert content.count("\nมี\n") == 4
        assert content.startswith(f"# แบบประเมิน OIT ปี 2566 {office.agency.name}\n# ข้อมูล ณ ")

    def test_no_other_format(self, client, office):
        sign_in(client, office.officer)
        assert client.get(path(office, "copy/exe/")).status_code == 404


class TestFreezing:
    def freeze(self, client, office):
        office.answer_all()
        sign_in(client, office.clerk)
        page = client.get(path(office, "freeze/"))
        today = timezone.localdate()
        return client.post(path(office, "freeze/"), {"seen": seen_on(page), **day(today)})

    def test_kept_confirmed_and_printed(self, client, office):
        assert self.freeze(client, office).status_code == 302
        row = Frozen.objects.get()
        sign_in(client, office.executive)
        page = client.get(f"/office/form/frozen/{row.pk}/")
        assert "ยืนยันว่ากรอกตามนี้" in text(page)
        client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": seen_on(page)})
        row.refresh_from_db()
        assert row.confirmed_by == office.executive
        assert "สมชาย ดีมาก" in text(client.get(f"/office/form/frozen/{row.pk}/"))
        for file_format, magic in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
            assert client.get(f"/office/form/frozen/{row.pk}/{file_format}/").content.startswith(magic)

    def test_without_the_second_factor_nobody_confirms(self, client, office):
        self.freeze(client, office)
        row = Frozen.objects.get()
        User.objects.filter(pk=office.executive.pk).update(second_factor_asked_at=None)
        client.force_login(office.executive, backend="django.contrib.auth.backends.ModelBackend")
        client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256})
        row.refresh_from_db()
        assert row.confirmed_at is None

    def test_open_items_are_named_on_the_page(self, client, office):
        office.answer("O1")
        sign_in(client, office.clerk)
        page = client.get(path(office, "freeze/"))
        response = client.post(path(office, "freeze/"), {"seen": seen_on(page), **day(timezone.localdate())})
        assert response.status_code == 422
        assert "O2, O12, O43" in text(response)

    def test_a_change_on_the_way_shows_the_new_form(self, client, office):
        office.answer_all()
        sign_in(client, office.clerk)
        page = client.get(path(office, "freeze/"))
        office.answer("O1", version=1, explanation="เปลี่ยนแล้ว")
        data = {"seen": seen_on(page), **day(timezone.localdate())}
        response = client.post(path(office, "freeze/"), data)
        assert response.status_code == 422
        assert "เปลี่ยนแล้ว" in text(response)
        assert seen_on(response) != data["seen"]
        assert not Frozen.objects.exists()

    def test_the_clerk_sees_no_confirming(self, client, office):
        self.freeze(client, office)
        row = Frozen.objects.get()
        assert "ยืนยันว่ากรอกตามนี้" not in text(client.get(f"/office/form/frozen/{row.pk}/"))
        assert client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256}).status_code == 404


class TestContesting:
    def score(self, client, office, code="O12", **fields):
        data = {"version": 0, "score": 0, "said": "ไม่พบแผน", "reason": "มีตั้งแต่เดือนมีนาคม", **fields}
        return client.post(f"/office/form/items/{office.item(code).pk}/score/", data)

    def test_scores_to_clarification(self, client, office):
        office.answer_all()
        office.freeze()
        office.answer("O12", version=1, addresses=["https://changed.go.th/"])
        sign_in(client, office.clerk)
        assert self.score(client, office).status_code == 302
        page = text(client.get(path(office, "clarification/")))
        assert "มีตั้งแต่เดือนมีนาคม" in page
        assert "/2566/o12/" in page  # what was frozen counts,
        assert "changed.go.th" not in page  # not what was written since
        today = timezone.localdate()
        sent = {"sent_on_day": today.day, "sent_on_month": today.month, "sent_on_year": today.year + 543}
        assert client.post(path(office, "clarification/"), sent).status_code == 302
        row = Clarification.objects.get()
        assert row.rows[0]["said"] == "ไม่พบแผน"
        packed = zipfile.ZipFile(io.BytesIO(client.get(f"/office/form/sent/{row.pk}/zip/").content))
        assert sorted(packed.namelist()) == ["clarification-2566.docx", "clarification-2566.pdf"]

    def test_nothing_contested_has_no_file(self, client, office):
        sign_in(client, office.clerk)
        assert client.get(path(office, "clarification/pdf/")).status_code == 404
        assert "ยังไม่มีรายการที่ชี้แจง" in text(client.get(path(office, "clarification/")))

    def test_a_full_score_is_not_contested(self, client, office):
        sign_in(client, office.clerk)
        response = self.score(client, office, score=100)
        assert response.status_code == 422
        assert "ได้คะแนนเต็มแล้ว" in text(response)

    def test_a_score_beyond_100_is_refused(self, client, office):
        sign_in(client, office.clerk)
        assert self.score(client, office, score=101).status_code == 422

    def test_the_list_shows_all(self, client, office):
        sign_in(client, office.clerk)
        self.score(client, office)
        page = text(client.get(path(office, "scores/")))
        assert "ไม่พบแผน" in page
        assert "บันทึกแล้ว 1 รายการ ชี้แจง 1 รายการ" in page


class TestLooks:
    def test_what_is_worth_points_now_and_what_comes(self, client, office):
        sign_in(client, office.officer)
        page = text(client.get(path(office, "looks/")))
        assert "ยังเสียได้ 3.30 คะแนน" in page
        assert "ก่อนปิด 2 ชั่วโมง" in page

    def test_in_english(self, client, office):
        User.objects.filter(pk=office.officer.pk).update(language="en")
        sign_in(client, office.officer)
        assert "have or have not was not said yet" in text(client.get(path(office, "looks/")))


class TestInEnglish:
    @pytest.fixture
    def page_of(self, client, office):
        office.clerk.language = "en"
        office.clerk.save()
        sign_in(client, office.clerk)
        return lambda rest="": text(client.get(path(office, rest)))

    def test_items_have_their_english_names_on_every_page_of_the_form(self, page_of, office, client):
        item = next(one for one in framework_of(office.year).items if one.code == "O12")

        for page in (
            page_of(),
            page_of("freeze/"),
            page_of("scores/"),
            text(client.get(f"/office/form/items/{office.item('O12').pk}/")),
        ):
            assert escape(item.title_en) in page
            assert item.title_th not in page

    def test_the_button_says_what_it_will_do(self, page_of, office):
        office.answer_all()

        assert "Keep the form as it was entered</a>" in page_of()
        assert "Keep the form as it was entered</h1>" in page_of("freeze/")
