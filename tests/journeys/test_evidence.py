"""The pages of evidence in an officer's words: hand in, wait, see, answer, ask, read the notice; without scripts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from prongsai.apps.evidence.actions import PATIENCE, ask_officer, note_failed_check
from prongsai.apps.evidence.models import Answer, EvidenceState, Notice
from prongsai.apps.plans.models import Evidence
from prongsai.audit.judged import JudgeNote
from tests.apps.evidence.seen import HOST, JUDGED, PERSONAL, add_link, keep
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=[HOST])
    return agency, make_plan(agency)


@pytest.fixture
def row(office):
    return add_link(first_measure(office[1]))


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def text_of(response):
    joined = re.sub(r'<span class="nowrap">([^<]*)</span>', r"\1", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", joined))


class TestHandIn:
    def test_the_page_says_that_it_is_being_checked_and_asks_again(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency, "officer", unit="สำนักปลัด"))
        measure, url = first_measure(plan), f"http://{HOST}/plan"

        page = client.post(f"/office/measures/{measure.pk}/evidence/", {"links": url}, follow=True)

        row = Evidence.objects.get(url=url)
        assert "กำลังตรวจ…" in text_of(page)
        assert f'hx-get="/office/evidence/{row.pk}/verdict/" hx-trigger="every 2s"' in page.content.decode()
        assert "โหลดใหม่" in text_of(page)

    def test_what_waits_is_answered_in_place_until_it_is_known(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        EvidenceState.objects.create(evidence=row, asked_at=timezone.now())
        ask = {"headers": {"HX-Request": "true"}}

        waiting = client.get(f"/office/evidence/{row.pk}/verdict/", **ask).content.decode()
        keep(row, "soft_404")
        known = client.get(f"/office/evidence/{row.pk}/verdict/", **ask).content.decode()

        assert "hx-trigger" in waiting
        assert "<html" not in waiting
        assert "hx-trigger" not in known
        assert "เหตุผลของ soft_404" in known
        assert "ต้องแก้ไข: หน้าแจ้งว่าไม่พบข้อมูล" in known

    def test_a_check_that_got_lost_does_not_keep_the_page_waiting(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        EvidenceState.objects.create(evidence=row, asked_at=timezone.now() - PATIENCE - timedelta(seconds=1))

        page = client.get(f"/office/measures/{row.measure_id}/")

        assert "ตรวจไม่สำเร็จ" in text_of(page)
        assert "hx-trigger" not in page.content.decode()

    def test_a_broken_off_check_is_no_fault_of_the_evidence(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        note_failed_check(evidence=row, at=NOW)

        page = client.get(f"/office/evidence/{row.pk}/")

        assert "ไม่ใช่ความผิดของหลักฐาน" in text_of(page)

    def test_the_form_of_progress_shows_what_was_seen_of_earlier_evidence(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        task = first_task(plan)
        keep(add_link(task.measure, work_item=task), "login_wall")

        assert "ต้องเข้าสู่ระบบก่อน" in text_of(client.get(f"/office/work/{task.pk}/"))

    def test_what_is_neither_link_nor_file_has_no_verdict(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        Evidence.objects.filter(measure__plan=plan).update(url=None, as_printed="หนังสือเวียน")

        page = client.get(f"/office/measures/{first_measure(plan).pk}/")
        row = Evidence.objects.get()

        assert "ยังไม่ได้ตรวจ" not in text_of(page)
        assert client.get(f"/office/evidence/{row.pk}/").status_code == 404


class TestEvidencePage:
    def test_shows_what_was_seen_with_its_grounds(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, "timed_out")
        keep(row, days=1, notes=(PERSONAL,), snapshot="2022-11.warc.gz#7")

        page = text_of(client.get(f"/office/evidence/{row.pk}/"))

        for words in (
            "พบเลขประจำตัวประชาชน",
            "พบคำว่า ปีงบประมาณ พ.ศ. 2566",
            "ตรงกับปีที่ต้องการ",
            "แผนผังโครงสร้าง",
            "พบหัวข้อ โครงสร้าง",
            "ข้อที่แนบไว้",
            "เว็บไซต์ของหน่วยงานเอง",
            "2022-11.warc.gz#7",
            "a" * 64,
            "เหตุผลของ timed_out",
        ):
            assert words in page, words

    def test_in_english_says_it_in_english(self, client, row):
        user = sign_in(client, make_user(row.measure.plan.agency, language="en"))
        assert user.language == "en"
        keep(row, "moved", judged=JUDGED, notes=(PERSONAL,))

        page = text_of(client.get(f"/office/evidence/{row.pk}/"))

        assert "one identity number was found" in page
        assert "says fiscal year 2566" in page
        assert "reason of moved" in page

    def test_what_a_page_says_is_no_markup_of_ours(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        evil = "<script>alert(1)</script>"
        keep(row, title=evil, why=evil, notes=(JudgeNote("x_note", "warning", evil, evil),))

        assert evil not in client.get(f"/office/evidence/{row.pk}/").content.decode()
        assert evil not in client.get("/office/evidence/?year=all").content.decode()

    def test_a_finding_is_answered_and_the_answer_taken_back(self, client, row):
        user = sign_in(client, make_user(row.measure.plan.agency, display_name="สมศรี"))
        keep(row, "soft_404")
        address = f"/office/evidence/{row.pk}/answer/"

        empty = client.post(address, {"finding": "verdict_soft_404", "reason": " "})
        page = client.post(address, {"finding": "verdict_soft_404", "reason": "อยู่ในตารางที่ 2"}, follow=True)
        given = Answer.objects.get()
        after = client.post(f"/office/evidence/answers/{given.pk}/withdraw/", follow=True)

        assert empty.status_code == 422
        assert "เขียนเหตุผลก่อนบันทึก" in text_of(empty)
        assert "อยู่ในตารางที่ 2" in text_of(page)
        assert "สมศรี" in text_of(page)
        assert "คำตอบที่ถอนแล้ว" in text_of(after)
        assert given.answered_by == str(user)

    def test_an_answer_to_what_is_there_no_more_says_so(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row)

        page = client.post(f"/office/evidence/{row.pk}/answer/", {"finding": "verdict_gone", "reason": "ก"})

        assert page.status_code == 422
        assert "ข้อตรวจพบนี้ไม่มีแล้ว" in text_of(page)

    def test_check_now_leads_back_to_where_it_was_pressed(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))

        first = client.post(f"/office/evidence/{row.pk}/check/", {"next": "/office/evidence/?year=all"})
        again = client.post(f"/office/evidence/{row.pk}/check/")
        EvidenceState.objects.all().delete()
        outside = client.post(f"/office/evidence/{row.pk}/check/", {"next": "https://evil.example/"})

        assert first["location"] == "/office/evidence/?year=all"
        assert again.status_code == 422
        assert "กำลังตรวจหลักฐานนี้อยู่แล้ว" in text_of(again)
        assert outside["location"] == f"/office/evidence/{row.pk}/"

    def test_an_executive_reads_and_asks_but_does_not_answer(self, client, row):
        agency = row.measure.plan.agency
        make_user(agency, "officer", unit="สำนักปลัด")
        sign_in(client, make_user(agency, "top_executive"))
        keep(row, "gone")

        page = text_of(client.get(f"/office/evidence/{row.pk}/"))

        assert "ขอให้ผู้รับผิดชอบแก้ไข" in page
        assert "ตอบข้อนี้" not in page
        assert "ตรวจเดี๋ยวนี้" not in page


class TestList:
    def rows(self, plan, *verdicts):
        measure = first_measure(plan)
        made = [add_link(measure, f"http://{HOST}/{place}") for place, _verdict in enumerate(verdicts)]
        for one, verdict in zip(made, verdicts, strict=True):
            if verdict:
                keep(one, verdict)
        return made

    def labels(self, response):
        return re.findall(r'class="title url"[^>]*>([^<]+)<', response.content.decode())

    def test_what_would_score_0_comes_first_and_what_is_good_last(self, client, office):
        agency, plan = office
        plan.measures.get().evidence.all().delete()
        sign_in(client, make_user(agency))
        made = self.rows(plan, "opens", "", "timed_out", "bad_certificate", "soft_404")

        page = client.get("/office/evidence/")

        assert self.labels(page) == [one.url for one in reversed(made)]
        assert "0 คะแนน 1 รายการ" in text_of(page)

    def test_the_dearest_comes_first_in_its_heap(self, client, office):
        agency, plan = office
        cheap = self.rows(plan, "soft_404")[0]
        dear_measure = first_measure(make_plan(agency, 2567))
        dear_measure.item_codes = ["O35"]
        dear_measure.save()
        dear = add_link(dear_measure, f"http://{HOST}/dear")
        keep(dear, "soft_404")
        sign_in(client, make_user(agency))

        page = client.get("/office/evidence/?year=all&group=loses")

        worth = [float(number) for number in re.findall(r"มีค่าถึง <b>([\d.]+)</b>", page.content.decode())]
        assert self.labels(page) == [dear.url, cheap.url]
        assert worth == sorted(worth, reverse=True)
        assert worth[0] > worth[1]

    def test_what_is_answered_goes_to_the_end(self, client, office):
        agency, plan = office
        plan.measures.get().evidence.all().delete()
        user = sign_in(client, make_user(agency))
        first, second = self.rows(plan, "soft_404", "timed_out")
        from prongsai.apps.evidence.actions import answer_finding

        answer_finding(evidence=first, finding="verdict_soft_404", reason="ดูแล้ว", by=user, at=NOW)

        assert self.labels(client.get("/office/evidence/")) == [second.url, first.url]
        assert self.labels(client.get("/office/evidence/?answered=no")) == [second.url]
        assert self.labels(client.get("/office/evidence/?answered=yes")) == [first.url]

    def test_filters_by_heap_unit_item_and_year(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        broken, _good = self.rows(plan, "soft_404", "opens")
        other = first_measure(make_plan(agency, 2565))
        other.responsible.update(unit=agency.units.get(name="กองคลัง"))
        other.item_codes = ["O9"]
        other.save()
        old = add_link(other, f"http://{HOST}/old")
        unit = agency.units.get(name="กองคลัง").pk

        def shown(query):
            return self.labels(client.get(f"/office/evidence/?{query}"))

        assert shown("group=loses") == [broken.url]
        assert old.url not in shown("")
        assert old.url in shown("year=2565")
        assert set(shown(f"year=all&unit={unit}")) == {"http://www.example.go.th/o1", old.url}
        assert set(shown("year=all&item=O9")) == {"http://www.example.go.th/o1", old.url}
        assert shown("year=2565&group=loses") == []

    def test_an_officer_sees_what_is_of_their_unit_first(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency, "officer", unit="กองคลัง"))
        (broken,) = self.rows(plan, "soft_404")

        assert self.labels(client.get("/office/evidence/")) == []
        assert broken.url in self.labels(client.get("/office/evidence/?unit=all"))

    @pytest.mark.parametrize(
        "query", ["year=abc", "unit=999999", "item=O999", "group=x", "answered=x", "page=99", "unit=๑"]
    )
    def test_takes_any_address(self, client, office, query):
        sign_in(client, make_user(office[0]))

        assert client.get(f"/office/evidence/?{query}").status_code == 200

    def test_says_what_to_do_while_there_is_none(self, client):
        sign_in(client, make_user(make_agency()))

        assert "ยังไม่มีหลักฐาน" in text_of(client.get("/office/evidence/"))

    def test_asks_those_responsible_with_one_click(self, client, office):
        agency, plan = office
        officer = make_user(agency, "officer", unit="สำนักปลัด")
        sign_in(client, make_user(agency))
        (broken,) = self.rows(plan, "soft_404")

        page = client.post(f"/office/evidence/{broken.pk}/ask/", {"next": "/office/evidence/"}, follow=True)

        assert "แจ้ง สำนักปลัด แล้ว" in text_of(page)
        assert "แจ้ง สำนักปลัด ให้แก้ไข เมื่อ" in text_of(page)
        assert Notice.objects.get().user == officer
        assert f"/office/evidence/{broken.pk}/ask/" not in page.content.decode()

    def test_shows_50_on_a_page(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        self.rows(plan, *["opens"] * 60)

        first, second = (client.get(f"/office/evidence/?page={number}") for number in (1, 2))

        assert (len(self.labels(first)), len(self.labels(second))) == (50, 11)
        assert '<ol class="rows proofs" start="51">' in second.content.decode()


class TestAlarms:
    SPAM = JudgeNote("hidden_spam_links", "error", "มีลิงก์โฆษณาซ่อนอยู่ 40 ลิงก์", "40 advertising links are hidden")

    def test_stand_at_the_top_of_the_list_until_the_page_is_clean(self, client, office, row):
        sign_in(client, make_user(office[0], "officer"))
        keep(row, notes=(self.SPAM,))
        keep(add_link(first_measure(office[1]), f"http://{HOST}/2"), notes=(self.SPAM,))

        shown = client.get("/office/evidence/?group=good&year=all")

        text = text_of(shown)
        assert "ร่องรอยว่าเว็บไซต์ถูกเจาะ" in text
        assert f"{HOST} มีลิงก์โฆษณาซ่อนอยู่ ๔๐ ลิงก์" in text or f"{HOST} มีลิงก์โฆษณาซ่อนอยู่ 40 ลิงก์" in text
        assert "ในหลักฐาน" in text
        assert f'href="/office/evidence/{row.pk}/"' in shown.content.decode()
        for one in Evidence.objects.filter(check_state__isnull=False):
            keep(one, days=1)
        assert "ร่องรอยว่าเว็บไซต์ถูกเจาะ" not in text_of(client.get("/office/evidence/"))

    def test_are_no_business_of_another_agency(self, client, office, row):
        keep(row, notes=(self.SPAM,))
        other = make_agency()
        add_link(first_measure(make_plan(other)))
        sign_in(client, make_user(other))

        assert "ร่องรอยว่าเว็บไซต์ถูกเจาะ" not in text_of(client.get("/office/evidence/"))

    def test_are_a_notice_that_leads_to_the_evidence(self, client, office, row):
        sign_in(client, make_user(office[0], "agency_admin"))
        keep(row, notes=(self.SPAM,))

        before = client.get("/office/")
        listed = client.get("/office/notices/")
        opened = client.post(f"/office/notices/{Notice.objects.get().pk}/open/", follow=True)

        assert '<b class="count">1</b>' in before.content.decode()
        assert "พบร่องรอยว่าเว็บไซต์ถูกเจาะ" in text_of(listed)
        assert "มีลิงก์โฆษณาซ่อนอยู่" in text_of(listed)
        assert "ขอให้แก้ไขหลักฐาน" not in text_of(listed)
        assert opened.redirect_chain[0][0] == f"/office/evidence/{row.pk}/"
        keep(row, days=1)
        assert "ไม่พบแล้ว" in text_of(client.get("/office/notices/"))

    def test_are_said_in_english_too(self, client, office, row):
        sign_in(client, make_user(office[0], language="en"))
        keep(row, notes=(self.SPAM,))

        assert "40 advertising links are hidden" in text_of(client.get("/office/evidence/"))
        assert "40 advertising links are hidden" in text_of(client.get("/office/notices/"))


class TestNotices:
    def test_the_menu_counts_them_until_they_are_opened(self, client, row):
        agency = row.measure.plan.agency
        officer = make_user(agency, "officer", unit="สำนักปลัด")
        keep(row, "soft_404")
        ask_officer(evidence=row, by=make_user(agency, display_name="ปลัดสมชาย"), at=NOW)
        sign_in(client, officer)

        before = client.get("/office/")
        listed = client.get("/office/notices/")
        opened = client.post(f"/office/notices/{Notice.objects.get().pk}/open/", follow=True)

        assert '<b class="count">1</b>' in before.content.decode()
        assert "ปลัดสมชาย ขอให้แก้ไขหลักฐาน" in text_of(listed)
        assert "เหตุผลของ soft_404" in text_of(listed)
        assert "ผลตรวจหลักฐาน" in text_of(opened)
        assert '<b class="count">' not in opened.content.decode()
        assert "อ่านแล้ว" in text_of(client.get("/office/notices/"))

    def test_one_that_is_mended_says_so(self, client, row):
        agency = row.measure.plan.agency
        sign_in(client, make_user(agency, "officer", unit="สำนักปลัด"))
        keep(row, "soft_404")
        ask_officer(evidence=row, by=make_user(agency), at=NOW)
        keep(row, days=1)

        assert "แก้ไขแล้ว" in text_of(client.get("/office/notices/"))

    def test_there_are_none_at_first(self, client, office):
        sign_in(client, make_user(office[0]))

        assert "ไม่มีการแจ้งเตือน" in text_of(client.get("/office/notices/"))


class TestReport:
    def test_the_annex_says_what_was_seen_of_links_and_files(self, client, office):
        agency, plan = office
        measure = first_measure(plan)
        sign_in(client, make_user(agency))
        keep(add_link(measure), "gone", confirmed=True)
        printed = Evidence.objects.get(origin="printed")
        keep(printed)

        page = text_of(client.get(f"/office/plans/{plan.pk}/report/preview/"))

        assert "ไม่พบหน้า (ยืนยันแล้วสองวัน) ตรวจเมื่อ ๒๒ พฤศจิกายน ๒๕๖๕" in page
        assert "เปิดได้ ตรวจเมื่อ ๒๒ พฤศจิกายน ๒๕๖๕" in page

    def test_the_history_of_the_plan_tells_of_answers_but_not_of_every_visit(self, client, row):
        agency, plan = row.measure.plan.agency, row.measure.plan
        user = sign_in(client, make_user(agency))
        keep(row, "soft_404")
        from prongsai.apps.evidence.actions import answer_finding

        answer_finding(evidence=row, finding="verdict_soft_404", reason="ดูแล้ว", by=user, at=NOW)

        page = text_of(client.get(f"/office/plans/{plan.pk}/history/"))

        assert "ตอบข้อตรวจพบของหลักฐาน" in page
        assert "ตรวจหลักฐาน " not in page
