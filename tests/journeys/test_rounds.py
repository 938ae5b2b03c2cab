"""The executive's months in the browserless client: a signed one, one on paper, a missed one; every page and button."""

import re
import time
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.accounts.models import User
from prongsai.apps.history.models import Event
from prongsai.apps.rounds.jobs import keep_rounds
from prongsai.apps.rounds.models import Decision, MemoHead, Round
from tests.apps.accounts.codes import secret_on, totp
from tests.apps.factories import make_agency, make_user
from tests.apps.handover.office import make_office as make_chain_office
from tests.apps.handover.office import walk
from tests.apps.rounds.office import Clock, decide, make_office, on_paper, sign

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n rest of a scan"


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Clock(monkeypatch)


def sign_in(client, user, *, shows_factor=True, shown_s_ago=0):
    """Signed in; with the second factor just shown, unless said otherwise."""
    User.objects.filter(pk=user.pk).update(second_factor_asked_at=None)  # the days of grace begin anew
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if shows_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - shown_s_ago, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def add_app(user):
    """An authenticator app of the person."""
    TOTP.activate(user, generate_totp_secret())


def seen_on(response):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', response.content.decode())
    assert found, response.content.decode()
    return found[1]


def text(response):
    return response.content.decode()


def page(client, office, month=date(2022, 12, 1)):
    return client.get(f"/office/rounds/{office.round(month).pk}/")


class TestOneMonthAfterAnother:
    def test_opens_is_decided_in_and_signed_and_the_next_shows_the_decision(self, client, clock):
        office = make_office(opened=False)
        clock.go(2022, 12, 1)
        assert keep_rounds() == {"opened": 1, "missed": 0}
        number = office.round().pk

        sign_in(client, office.executive)
        front = client.get("/office/rounds/")
        assert "รอลงนาม" in text(front)
        assert "ผู้บริหารติดตาม" not in text(page(client, office))
        made = client.post(
            f"/office/rounds/{number}/decide/",
            {
                "text": "ให้เผยแพร่แผนจัดซื้อ",
                "unit": str(office.agency.units.get(name="กองคลัง").pk),
                "due_on_day": "20",
                "due_on_month": "12",
                "due_on_year": "2565",
            },
            follow=True,
        )
        assert "ให้เผยแพร่แผนจัดซื้อ" in text(made)
        signed = client.post(
            f"/office/rounds/{number}/sign/",
            {"seen": seen_on(made), "comment": "เร่งรัดด้วย"},
            follow=True,
        )
        assert "ลงนามแล้ว" in text(signed)
        assert "นายกเทศมนตรีตำบลทดสอบ" in text(signed)
        assert "เร่งรัดด้วย" in text(signed)
        assert 'name="seen"' not in text(signed)

        sign_in(client, office.finance)
        mine = text(client.get("/office/"))
        assert "ให้เผยแพร่แผนจัดซื้อ" in mine
        decision = Decision.objects.get()
        clock.go(2022, 12, 21)
        sign_in(client, office.finance)  # the session of three weeks ago is over
        assert "เกินกำหนด" in text(client.get(f"/office/rounds/decisions/{decision.pk}/"))
        told = client.post(
            f"/office/rounds/decisions/{decision.pk}/",
            {"version": "1", "report": "ลงเว็บแล้ว", "done_on_day": "20", "done_on_month": "12", "done_on_year": "65"},
            follow=True,
        )
        assert "ทำเสร็จแล้ว" in text(told)
        assert "ให้เผยแพร่แผนจัดซื้อ" not in text(client.get("/office/"))

        clock.go(2023, 1, 3)
        assert keep_rounds() == {"opened": 0, "missed": 0}  # a holiday in lieu
        clock.go(2023, 1, 4)
        assert keep_rounds() == {"opened": 1, "missed": 0}
        sign_in(client, office.executive)
        january = text(page(client, office, date(2023, 1, 1)))
        assert "ธันวาคม 2565 ·" in january
        assert "ลงเว็บแล้ว" in january
        again = client.post(
            f"/office/rounds/decisions/{decision.pk}/reopen/", {"version": "2", "reason": "ขาดไตรมาส 2"}, follow=True
        )
        assert "ขาดไตรมาส 2" in text(again)
        sign_in(client, office.finance)
        assert "ขาดไตรมาส 2" in text(client.get("/office/"))

    def test_on_paper(self, client, clock):
        office = make_office()
        number = office.round().pk
        sign_in(client, office.clerk)
        clock.go(2022, 12, 12)
        memo = client.get(f"/office/rounds/{number}/memo/pdf/")
        assert memo.content.startswith(b"%PDF-")

        recorded = client.post(
            f"/office/rounds/{number}/paper/",
            {
                "memo_number": "ชย 71201/45",
                "memo_on_day": "9",
                "memo_on_month": "12",
                "memo_on_year": "2565",
                "post": "นายกเทศมนตรีตำบลทดสอบ",
                "comment": "ทราบ",
                "scan": SimpleUploadedFile("IMG_01.jpeg", PNG),
            },
            follow=True,
        )
        assert f"บันทึกจากกระดาษโดย {office.clerk}" in text(recorded)
        assert "ที่ ชย 71201/45" in text(recorded)
        added = client.post(
            f"/office/rounds/{number}/decide/",
            {"text": "เร่งรัด", "unit": "", "due_on_day": "31", "due_on_month": "12", "due_on_year": "2565"},
            follow=True,
        )
        assert "เร่งรัด" in text(added)
        scan = client.get(f"/office/files/rounds/{number}/")
        assert b"".join(scan.streaming_content) == PNG
        assert scan["content-type"] == "image/png"
        assert "attachment" in scan["content-disposition"]
        assert client.get(f"/office/rounds/{number}/paper/").status_code == 302  # there is nothing to record any more
        event = Event.objects.get(agency=office.agency.slug, action="round_recorded_on_paper")
        assert event.role == "clerk_office"

    def test_a_missed_month_is_shown_and_cannot_be_signed_afterwards(self, client, clock):
        office = make_office()
        seen = office.seen()
        clock.go(2023, 1, 1)  # a holiday, before the job runs
        sign_in(client, office.executive)
        assert "ไม่มีการลงนาม" in text(page(client, office))
        refused = client.post(f"/office/rounds/{office.round().pk}/sign/", {"seen": seen})
        assert refused.status_code == 422
        assert "ย้อนหลังไม่ได้" in text(refused)

        clock.go(2023, 1, 5)
        assert keep_rounds() == {"opened": 1, "missed": 1}
        listed = text(client.get("/office/rounds/"))
        assert "ผ่านเดือนไปโดยไม่มีการลงนาม" in listed
        assert "เปิดช้า" in listed  # January's opened on the 5th, its day was the 4th

    def test_the_report_lists_every_month(self, client, clock):
        office = make_office()
        decide(office)
        sign(office)
        for year, month, day in ((2023, 1, 4), (2023, 2, 1), (2023, 3, 1)):
            clock.go(year, month, day)
            keep_rounds()
        on_paper(office, at=clock.at, month=date(2023, 2, 1), memo_on=date(2023, 2, 14))
        sign_in(client, office.clerk)

        annex = text(client.get(f"/office/plans/{office.plan.pk}/report/txt/?content=half_year"))
        data = client.get(f"/office/plans/{office.plan.pk}/report/json/?content=half_year").json()

        assert [(one["month"], one["held_on"]) for one in data["monthly_rounds"]] == [
            ("2022-12", "2022-12-01"),
            ("2023-01", None),
            ("2023-02", "2023-02-14"),
        ]
        assert data["monthly_rounds"][0]["decisions"] == ["ให้เผยแพร่แผนจัดซื้อให้ครบ"]
        assert "ไม่มีการลงนามในเดือนนี้" in annex
        assert "นายกเทศมนตรีตำบลทดสอบ" in annex
        assert "ลงนามบนกระดาษ บันทึกข้อความที่ ชย ๗๑๒๐๑/๔๕ ลงวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖" in " ".join(annex.split())
        assert "โดย" + str(office.clerk) not in "".join(annex.split())
        own = text(client.get(f"/office/plans/{office.plan.pk}/report/txt/?content=half_year&audience=internal"))
        assert f"บันทึกเข้าระบบ โดย {office.clerk} เมื่อ" in " ".join(own.split())
        year = text(client.get(f"/office/plans/{office.plan.pk}/report/txt/?content=full_year"))
        assert year.count("ยังไม่ถึง") == 6  # April to September, on a day of March


class TestSigning:
    def test_wants_a_second_factor_to_be_set_up(self, client):
        office = make_office()
        sign_in(client, office.executive, shows_factor=False)

        answer = client.post(f"/office/rounds/{office.round().pk}/sign/", {"seen": office.seen()})

        assert answer.status_code == 302
        assert answer["location"].startswith("/office/account/security/")
        assert office.round().state == "open"

    def test_wants_the_factor_again_when_it_was_shown_long_ago(self, client):
        office = make_office()
        sign_in(client, office.executive, shown_s_ago=3600)
        add_app(office.executive)

        answer = client.post(f"/office/rounds/{office.round().pk}/sign/", {"seen": office.seen()})

        assert answer.status_code == 302
        assert answer["location"].startswith("/office/account/confirm/")
        assert office.round().state == "open"

    def test_without_a_factor_says_nothing_was_signed_and_leads_back_to_the_comment(self, client):
        office = make_office()
        sign_in(client, office.executive, shows_factor=False)
        here = f"/office/rounds/{office.round().pk}/"

        answer = client.post(f"{here}sign/", {"seen": office.seen(), "comment": "เร่งรัดกองช่าง"}, follow=True)

        assert "ยังไม่ได้ลงนาม" in text(answer)
        assert f'href="{here}">กลับไปหน้าที่ทำค้างไว้' in text(answer)
        assert office.round().state == "open"
        back = text(client.get(here))
        assert "รอบนี้ยังไม่ได้ลงนาม" in back
        assert "เร่งรัดกองช่าง</textarea>" in back

    def test_after_the_factor_is_set_up_the_codes_lead_back_to_the_round(self, client):
        office = make_office()
        sign_in(client, office.executive, shows_factor=False)
        here = f"/office/rounds/{office.round().pk}/"
        client.post(f"{here}sign/", {"seen": office.seen(), "comment": "ค"}, follow=True)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(office.executive.pk)
        session.save()
        app = "/office/account/security/app/"

        codes = client.post(app, {"code": totp(secret_on(text(client.get(app))))})

        assert f'href="{here}"' in text(codes), text(codes)

    def test_the_comment_is_still_there_when_the_factor_was_asked_for_again_and_not_shown(self, client):
        office = make_office()
        sign_in(client, office.executive, shown_s_ago=3600)
        add_app(office.executive)
        here = f"/office/rounds/{office.round().pk}/"

        client.post(f"{here}sign/", {"seen": office.seen(), "comment": "เร่งรัดกองช่าง"})

        assert "เร่งรัดกองช่าง</textarea>" in text(client.get(here))

    def test_a_kept_comment_is_of_its_round_and_gone_once_signed(self, client):
        office = make_office()
        sign_in(client, office.executive, shows_factor=False)
        here = f"/office/rounds/{office.round().pk}/"
        client.post(f"{here}sign/", {"seen": office.seen(), "comment": "เร่งรัดกองช่าง"})
        session = client.session
        assert session["kept_round_comment"]["round"] == office.round().pk
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        session["account_authentication_methods_user"] = str(office.executive.pk)
        session.save()

        client.post(f"{here}sign/", {"seen": office.seen(), "comment": "อย่างอื่น"})

        assert office.round().comment == "อย่างอื่น"
        assert "kept_round_comment" not in client.session

    def test_a_comment_too_long_is_not_kept(self, client):
        office = make_office()
        sign_in(client, office.executive, shows_factor=False)

        answer = client.post(
            f"/office/rounds/{office.round().pk}/sign/", {"seen": office.seen(), "comment": "ก" * 4001}
        )

        assert answer.status_code == 422
        assert "kept_round_comment" not in client.session

    def test_a_stale_page_keeps_the_comment_and_shows_the_new_content(self, client):
        office = make_office()
        stale = office.seen()
        sign_in(client, office.executive)
        decide(office)

        answer = client.post(f"/office/rounds/{office.round().pk}/sign/", {"seen": stale, "comment": "คงไว้"})

        assert answer.status_code == 422
        assert "เนื้อหาเปลี่ยนไป" in text(answer)
        assert "คงไว้" in text(answer)
        assert seen_on(answer) == office.seen() != stale

    def test_others_see_no_button(self, client):
        office = make_office()
        for user in (office.clerk, office.officer, office.auditor):
            assert 'name="seen"' not in text(page(sign_in(client, user), office))


class TestWhatWaits:
    def test_handovers_for_the_executive_and_returned_ones_lead_to_their_page(self, client, clock):
        chain = make_chain_office()
        walk(chain, to="endorse")
        clock.go(2022, 12, 1)
        keep_rounds()
        sign_in(client, chain.executive)

        shown = text(client.get(f"/office/rounds/{Round.objects.get(agency=chain.agency).pk}/"))

        assert f'href="/office/handover/{chain.handover().pk}/"' in shown
        assert "ไม่มีเรื่องรอพิจารณา" not in shown


class TestDecisions:
    def test_another_unit_reads_but_does_not_report(self, client):
        office = make_office()
        decision = decide(office)
        sign_in(client, office.officer)

        assert client.get(f"/office/rounds/decisions/{decision.pk}/").status_code == 200
        assert 'name="report"' not in text(client.get(f"/office/rounds/decisions/{decision.pk}/"))
        assert client.post(f"/office/rounds/decisions/{decision.pk}/", {"version": 1, "report": "ก"}).status_code == 404

    def test_what_is_missing_is_said(self, client):
        office = make_office()
        sign_in(client, office.executive)

        nothing = client.post(f"/office/rounds/{office.round().pk}/decide/", {"text": "", "due_on_day": ""})
        past = client.post(
            f"/office/rounds/{office.round().pk}/decide/",
            {"text": "ก", "due_on_day": "1", "due_on_month": "11", "due_on_year": "2565"},
        )

        assert nothing.status_code == past.status_code == 422
        assert "เขียนข้อสั่งการ" in text(nothing)
        assert "ต้องไม่ก่อนวันที่สั่งการ" in text(past)

    def test_the_second_of_two_sees_the_first(self, client):
        office = make_office()
        decision = decide(office)
        sign_in(client, office.finance)
        address = f"/office/rounds/decisions/{decision.pk}/"
        client.post(address, {"version": 1, "report": "คนแรก"})

        answer = client.post(address, {"version": 1, "report": "คนที่สอง"})

        assert answer.status_code == 409
        assert "คนแรก" in text(answer)
        assert "คนที่สอง" in text(answer)

    def test_withdrawing_wants_a_reason(self, client):
        office = make_office()
        decision = decide(office)
        sign_in(client, office.executive)
        address = f"/office/rounds/decisions/{decision.pk}/withdraw/"

        assert client.post(address, {"version": 1, "reason": ""}).status_code == 422
        assert "ยกเลิกข้อสั่งการแล้ว" in text(client.post(address, {"version": 1, "reason": "ซ้ำ"}, follow=True))
        assert client.post(address, {"version": 2, "reason": "ซ้ำ"}).status_code == 422
        assert Decision.objects.get().state == "withdrawn"

    def test_an_office_of_another_agency_finds_nothing(self, client):
        decision = decide(make_office())
        sign_in(client, make_user(make_agency(), "top_executive"))

        assert client.get(f"/office/rounds/decisions/{decision.pk}/").status_code == 404


class TestOpeningByHand:
    def test_in_the_month_the_agency_began(self, client, clock):
        office = make_office(opened=False)
        clock.go(2022, 11, 25)
        sign_in(client, office.clerk)
        assert "เปิดรอบของเดือนนี้" in text(client.get("/office/rounds/"))

        opened = client.post("/office/rounds/open/", follow=True)
        twice = client.post("/office/rounds/open/", follow=True)

        assert "รอบเดือนพฤศจิกายน 2565" in text(opened)
        assert "เปิดแล้ว" in text(twice)
        assert Round.objects.count() == 1
        assert Event.objects.get(agency=office.agency.slug, action="round_opened").actor == str(office.clerk.pk)

    def test_needs_a_plan(self, client):
        clerk = make_user(make_agency())
        sign_in(client, clerk)

        assert "เปิดรอบของเดือนนี้</button>" not in text(client.get("/office/rounds/"))
        assert "ยังไม่มีแผน" in text(client.post("/office/rounds/open/", follow=True))


class TestMemo:
    def test_number_and_day_are_printed_where_given(self, client):
        office = make_office()
        sign_in(client, office.clerk)
        address = f"/office/rounds/{office.round().pk}/memo/"
        query = "?number=ชย+71201/45&dated_day=2&dated_month=12&dated_year=2565"

        assert client.get(address + query).status_code == 200
        shown = client.get(address + "preview/" + query)

        assert "ชย ๗๑๒๐๑/๔๕" in text(shown)
        assert "๒ ธันวาคม ๒๕๖๕" in text(shown)
        assert "sandbox" in shown["content-security-policy"]

    def test_a_day_nobody_can_read_is_said_and_not_printed(self, client):
        office = make_office()
        sign_in(client, office.clerk)
        address = f"/office/rounds/{office.round().pk}/memo/"
        query = "?number=&dated_day=99&dated_month=12&dated_year=2565"

        assert 'class="error-summary"' in text(client.get(address + query))
        assert client.get(address + "docx/" + query).status_code == 200

    def test_another_format_is_not_found(self, client):
        office = make_office()
        sign_in(client, office.clerk)

        assert client.get(f"/office/rounds/{office.round().pk}/memo/exe/").status_code == 404

    def test_a_bare_number_has_the_agencys_code_in_page_and_word(self, client):
        office = make_office()
        sign_in(client, office.clerk)
        client.post("/office/agency/memo/", {"from_unit": "สำนักปลัด", "letter_code": "ชย 71201"})
        address, asked = f"/office/rounds/{office.round().pk}/memo/", {"number": "๑๒๓", "dated_day": ""}

        assert "ชย ๗๑๒๐๑/๑๒๓" in text(client.get(address + "preview/", asked))
        with ZipFile(BytesIO(client.get(address + "docx/", asked).content)) as package:
            assert "ชย ๗๑๒๐๑/๑๒๓" in re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
        assert "พิมพ์เฉพาะเลข" in text(client.get(address))

    def test_its_head_is_the_agencys(self, client):
        from PIL import Image

        office = make_office()
        sign_in(client, office.clerk)
        drawn = BytesIO()
        Image.new("RGB", (60, 80), (120, 0, 0)).save(drawn, "JPEG")
        given = {"from_unit": "สำนักปลัด โทร. 0 4400 0000", "letter_code": "ชย 71201"}

        bad = client.post("/office/agency/memo/", {**given, "picture": SimpleUploadedFile("a.png", b"<html>")})
        client.post("/office/agency/memo/", {**given, "picture": SimpleUploadedFile("a.png", drawn.getvalue())})
        shown = text(client.get(f"/office/rounds/{office.round().pk}/memo/preview/"))

        assert bad.status_code == 422
        assert "สำนักปลัด โทร. ๐ ๔๔๐๐ ๐๐๐๐" in shown
        assert "ชย ๗๑๒๐๑/" in shown
        assert "data:image/png;base64," in shown
        assert bytes(MemoHead.objects.get().garuda).startswith(b"\x89PNG")
        client.post("/office/agency/memo/", {**given, "remove": "on"})
        assert bytes(MemoHead.objects.get().garuda) == b""
        assert Event.objects.filter(agency=office.agency.slug, action="memo_head_changed").count() == 2


class TestQueries:
    def count(self, client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured), [query["sql"][:150] for query in captured]

    def test_a_round_asks_as_often_for_200_measures_as_for_2(self, client):
        made = {}
        for size in (2, 200):
            office = make_office(measures=size)
            decide(office)
            sign_in(client, office.executive)
            made[size] = self.count(client, f"/office/rounds/{office.round().pk}/")

        assert made[2][0] == made[200][0], made
        assert made[200][0] <= 10, made[200]

    def test_the_list_and_my_work(self, client):
        office = make_office()
        sign_in(client, office.clerk)
        few = self.count(client, "/office/rounds/"), self.count(client, "/office/?unit=all")
        for year in range(2015, 2020):
            for month in range(1, 13):
                first = date(year, month, 1)
                Round.objects.create(
                    agency=office.agency,
                    month=first,
                    opens_on=first,
                    due_on=date(year, month, 28),
                    opened_at=office.round().opened_at,
                )
        for _turn in range(30):
            decide(office)
        many = self.count(client, "/office/rounds/"), self.count(client, "/office/?unit=all")

        for before, after in zip(few, many, strict=True):
            assert before[0] == after[0] <= 10, after


class TestTheFirstPageOfWhoeverSigns:
    def link(self, shown):
        found = re.search(r'class="button" href="(/office/rounds/\d+/)">ดูและลงนามรอบนี้', shown)
        return found[1] if found else None

    def test_leads_to_the_open_round_until_it_is_signed(self, client):
        office = make_office()
        sign_in(client, office.executive)

        shown = text(client.get("/office/"))
        there = client.get(self.link(shown))
        client.post(f"{self.link(shown)}sign/", {"seen": seen_on(there)})
        after = text(client.get("/office/"))

        assert "รอคุณ: ลงนามรอบของผู้บริหาร" in shown
        assert "มีเรื่องรอคุณตัดสินใจ 1 เรื่อง" in shown
        assert "ไม่มีงานค้าง" not in shown
        assert office.round().state == "signed"
        assert self.link(after) is None
        assert "รอคุณตัดสินใจ" not in after

    def test_names_the_months_that_passed_whether_or_not_a_job_noted_it(self, client, clock):
        office = make_office()
        clock.go(2023, 1, 1)  # a holiday: January's round opens later
        sign_in(client, office.executive)
        before_the_job = text(client.get("/office/"))
        clock.go(2023, 1, 4)
        keep_rounds()

        shown = text(client.get("/office/"))

        december, january = office.round(), office.round(date(2023, 1, 1))
        for page_text in (before_the_job, shown):
            assert f'<a href="/office/rounds/{december.pk}/">ธันวาคม 2565</a>' in page_text
            assert "เดือนที่ผ่านไปโดยไม่มีการลงนาม" in page_text
        assert self.link(before_the_job) is None
        assert self.link(shown) == f"/office/rounds/{january.pk}/"

    def test_forgets_what_was_missed_more_than_a_year_ago(self, client, clock):
        office = make_office()
        Round.objects.update(state="missed", missed_at=clock.at)
        clock.go(2023, 12, 31)
        sign_in(client, office.executive)
        assert f"/office/rounds/{office.round().pk}/" in text(client.get("/office/"))
        clock.go(2024, 1, 1)
        sign_in(client, office.executive)

        assert f"/office/rounds/{office.round().pk}/" not in text(client.get("/office/"))

    def test_others_have_nothing_to_sign(self, client):
        office = make_office()

        for user in (office.clerk, office.officer, office.auditor):
            assert "ลงนามรอบ" not in text(sign_in(client, user).get("/office/"))

    def test_of_a_clerk_who_stands_in_asks_ten_times_at_most(self, client, clock):
        from tests.apps.factories import give_post, make_post

        office = make_chain_office(measures=12)
        walk(office, to="check")
        give_post(office.clerk, make_post(office.agency, "top_executive"), capacity="clerk_as_executive")
        clock.go(2022, 12, 1)
        keep_rounds()
        Decision.objects.create(
            round=Round.objects.get(), number=1, text="เร่งรัด", due_on=date.max, made_by_name="ก", made_at=clock.at
        )
        sign_in(client, office.clerk)
        client.get("/office/")

        with CaptureQueriesContext(connection) as captured:
            shown = text(client.get("/office/"))

        assert self.link(shown)
        assert "เร่งรัด" in shown
        assert 'name="ticked"' in shown
        assert len(captured) <= 10, [query["sql"][:150] for query in captured]
