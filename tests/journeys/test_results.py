"""What a clerk does with results: brings last year's, looks at the analysis, puts measures into the plan; and today's score."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.disclosure.models import DisclosureYear, ElementState, GateDecision, Publication, Version, YearItem
from prongsai.apps.evidence.actions import answer_finding, save_check
from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import add_measure
from prongsai.apps.plans.models import Evidence, Measure, Plan
from prongsai.apps.results.actions import add_result, save_draft
from prongsai.apps.results.models import Proposal, ResultDraft, ToolEntry, YearResult
from prongsai.apps.results.standing_source import list_item_facts
from prongsai.audit.judged import ElementSeen, Judged, RankedItem
from prongsai.core import plan as core
from tests.apps.evidence.seen import result as seen
from tests.apps.factories import NOW, make_agency, make_plan, make_user, measure_facts
from tests.core.result.made import FILES, d, result

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency("เทศบาลตำบลบ้านสวนใส")
    user = make_user(agency)
    client.force_login(user, backend=BACKEND)
    return agency, user


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "ผล 2567.xlsx"
    return out


def announced(lost=("O12", "O34")):
    items = [(item.code, item.title_th, 0 if item.code in lost else 100) for item in FILES.get(2567).items]
    return workbook(
        ("ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567",),
        ("ข้อ", "รายการ", "คะแนน"),
        ("IIT", "", 91),
        ("EIT", "", 88),
        ("คะแนนรวม", "", "91.43"),
        ("ระดับ", "", "ผ่านดี"),
        *items,
    )


def follow(client, response):
    assert response.status_code == 302, text(response)[:2000]
    return client.get(response["location"])


class TestBringingAResult:
    def test_nothing_is_stored_before_it_was_looked_at(self, client, office):
        page = follow(client, client.post("/office/results/import/", {"file": announced(), "text": ""}))

        assert "ตรวจผลที่อ่านได้" in text(page)
        assert "91.43" in text(page)
        assert "O34" in text(page)
        assert not YearResult.objects.exists()

        page = follow(client, client.post(f"{page.wsgi_request.path}accept/", {"version": 1, "year": "2567"}))

        assert YearResult.objects.get().total == d("91.43")
        assert "ผลการประเมิน พ.ศ. 2567" in text(page)
        assert not ResultDraft.objects.exists()

    def test_what_does_not_fit_is_said_beside_the_figures(self, client, office):
        page = follow(client, client.post("/office/results/import/", {"file": announced(lost=["O1"]), "text": ""}))

        assert "คะแนนรวมที่ประกาศ 91.43" in text(page)

    def test_a_column_that_was_not_used_is_named_before_anything_is_stored(self, client, office):
        upload = workbook(("ITA ปี 2567",), ("หน่วยงาน", "IIT", "EIT", "คะแนนพิเศษ"), ("เทศบาลตำบลบ้านสวนใส", 84, 80, 77))

        page = text(follow(client, client.post("/office/results/import/", {"file": upload, "text": ""})))

        assert "คะแนนพิเศษ" in page
        assert "ไม่ได้อ่านตัวเลขในช่องนี้" in page
        assert not YearResult.objects.exists()

    def test_pasted_text_of_another_year_is_corrected_before_it_is_stored(self, client, office):
        sent = {"text": "IIT: 90\nEIT: 80\nOIT: 100\nคะแนนรวม: 91", "fiscal_year": "๖๗"}
        page = follow(client, client.post("/office/results/import/", sent))
        base = page.wsgi_request.path

        client.post(f"{base}move/", {"version": 1, "fiscal_year": "2566"})
        follow(client, client.post(f"{base}accept/", {"version": 2, "year": "2566"}))

        assert YearResult.objects.get().fiscal_year == 2566

    def test_a_year_that_is_there_is_replaced_only_when_ticked(self, client, office):
        add_result(agency=office[0], result=result(2567, total=d(50)), by=None, at=NOW)
        page = follow(client, client.post("/office/results/import/", {"file": announced(), "text": ""}))
        base = page.wsgi_request.path
        assert "มีผลของปีนี้อยู่แล้ว" in text(page)

        client.post(f"{base}accept/", {"version": 1, "year": "2567"})
        assert YearResult.objects.get().total == 50

        client.post(f"{base}accept/", {"version": 1, "year": "2567", "replace": "on"})
        assert YearResult.objects.get().total == d("91.43")

    @pytest.mark.parametrize(
        "sent",
        [
            {"text": "สวัสดี"},
            {"text": ""},
            {"text": "O1 100"},  # no year
            {"text": "IIT: 90", "fiscal_year": "x"},
        ],
    )
    def test_rubbish_is_one_sentence_and_nothing_is_kept(self, client, office, sent):
        response = client.post("/office/results/import/", sent)

        assert response.status_code == 422
        assert "มีบางอย่างต้องแก้ไข" in text(response)
        assert not ResultDraft.objects.exists()

    def test_a_file_that_is_too_large_is_refused_by_name(self, client, office, monkeypatch):
        monkeypatch.setattr("prongsai.apps.results.views.import_views.RESULT_MAX_BYTES", 100)

        response = client.post("/office/results/import/", {"file": announced(), "text": ""})

        assert response.status_code == 422
        assert "ผล 2567.xlsx" in text(response)

    def test_the_blank_workbook_comes_back(self, client, office):
        blank = client.get("/office/results/template/2567/")
        book = openpyxl.load_workbook(io.BytesIO(blank.content))
        sheet = book["ผลการประเมิน"]
        for row in sheet.iter_rows(min_row=5):
            if row[0].value in ("IIT", "EIT", "คะแนนรวม"):
                row[2].value = 90
        out = io.BytesIO()
        book.save(out)
        out.seek(0)
        out.name = "แบบ.xlsx"

        page = follow(client, client.post("/office/results/import/", {"file": out, "text": ""}))
        follow(client, client.post(f"{page.wsgi_request.path}accept/", {"version": 1, "year": "2567"}))

        assert (YearResult.objects.get().iit, YearResult.objects.get().total) == (90, 90)

    def test_a_draft_is_thrown_away(self, client, office):
        page = follow(client, client.post("/office/results/import/", {"file": announced(), "text": ""}))

        client.post(f"{page.wsgi_request.path}discard/")

        assert not ResultDraft.objects.exists()


class TestTypingAResult:
    def test_from_year_to_result(self, client, office):
        form = follow(client, client.post("/office/results/new/", {"fiscal_year": "2567"}))
        assert "กรอกผล พ.ศ. 2567" in text(form)

        sent = {"version": 0, "t_IIT": "๙๐.๕", "t_EIT": "88,25", "o_O12": "0", "rest_kept": "on", "level": "ผ่านดี"}
        page = follow(client, client.post("/office/results/2567/edit/", sent))

        row = YearResult.objects.get()
        assert (row.iit, row.eit) == (d("90.50"), d("88.25"))
        assert row.items.count() == 35
        assert list(row.items.filter(score=0).values_list("code", flat=True)) == ["O12"]
        assert "คำนวณ" in text(page)

    @pytest.mark.parametrize("score", ["101", "-1", "abc", "90.123"])
    def test_an_impossible_score_is_said_at_its_field(self, client, office, score):
        response = client.post("/office/results/2567/edit/", {"version": 0, "t_IIT": score})

        assert response.status_code == 422
        assert "id_t_IIT_error" in response.content.decode()
        assert not YearResult.objects.exists()

    def test_an_empty_form_stores_nothing(self, client, office):
        assert client.post("/office/results/2567/edit/", {"version": 0}).status_code == 422
        assert not YearResult.objects.exists()

    def test_correcting_keeps_items_the_years_list_does_not_have(self, client, office):
        facts = result(2569, lost=[])
        add_result(
            agency=office[0],
            result=result(2569, tools={}).__class__(2569, items={**facts.items, "O40": d(0)}),
            by=None,
            at=NOW,
        )
        page = client.get("/office/results/2569/edit/")
        assert 'value="100" selected' in page.content.decode()

        sent = {"version": 1, "t_IIT": "90", "rest_kept": "on"}
        follow(client, client.post("/office/results/2569/edit/", sent))

        assert YearResult.objects.get().items.filter(code="O40").exists()

    def test_a_second_writer_is_told_and_nothing_is_lost(self, client, office):
        add_result(agency=office[0], result=result(2567), by=None, at=NOW)
        client.post("/office/results/2567/edit/", {"version": 1, "t_IIT": "50"})

        response = client.post("/office/results/2567/edit/", {"version": 1, "t_IIT": "60"})

        assert response.status_code == 422
        assert "มีผู้อื่นแก้ผลของปีนี้ก่อน" in text(response)
        assert 'value="60"' in response.content.decode()
        assert YearResult.objects.get().iit == 50

    def test_taking_away_asks_once(self, client, office):
        add_result(agency=office[0], result=result(2567), by=None, at=NOW)

        assert "ประวัติการแก้ไขยังอยู่" in text(client.get("/office/results/2567/remove/"))
        follow(client, client.post("/office/results/2567/remove/"))

        assert not YearResult.objects.exists()


class TestHistoryByYear:
    def test_shows_years_levels_and_a_chart_with_its_figures(self, client, office):
        for year, total in ((2566, "80.25"), (2567, "88.50"), (2568, "93.75")):
            add_result(agency=office[0], result=result(year, tools={}, total=d(total), level="ผ่าน"), by=None, at=NOW)

        page = client.get("/office/results/")

        assert "<svg" in page.content.decode()
        assert "คะแนนรวมจาก 80.25 ในปี 2566 เป็น 93.75 ในปี 2568" in page.content.decode()
        assert "88.50" in text(page)

    def test_what_follows_from_items_is_said_to_be_computed(self, client, office):
        add_result(
            agency=office[0], result=result(2564, tools={}, lost=["O42"], indicators={9: d("95.28")}), by=None, at=NOW
        )
        add_result(agency=office[0], result=result(2565, tools={}, lost=["O42"]), by=None, at=NOW)

        page, analysis = text(client.get("/office/results/")), text(client.get("/office/results/2565/analysis/"))

        for shown in (page, analysis):
            assert "75.00 คำนวณ" in shown
            assert "95.28 100.00 คำนวณ" in shown
            assert "บางค่าคำนวณจากส่วนอื่น" in shown
        assert "75.00 คำนวณ" in text(client.get("/office/results/2565/"))

    def test_an_empty_office_says_so(self, client, office):
        assert "ยังไม่มีผลของปีใด" in text(client.get("/office/results/"))

    def test_a_reader_sees_and_does_not_change(self, client, office):
        add_result(agency=office[0], result=result(2567, lost=["O1"]), by=None, at=NOW)
        client.force_login(make_user(office[0], "auditor"), backend=BACKEND)

        for address in ("/office/results/", "/office/results/2567/", "/office/proposals/2568/", "/office/score/2567/"):
            page = client.get(address)
            assert page.status_code == 200
            assert "/edit/" not in page.content.decode()
            assert "/accept/" not in page.content.decode()
            assert "/tools/" not in page.content.decode()


class TestAnalysis:
    def test_page_and_documents(self, client, office):
        add_result(agency=office[0], result=result(2566, lost=["O12"], indicators={8: d(70)}), by=None, at=NOW)
        add_result(agency=office[0], result=result(2567, lost=["O12", "O34"], indicators={8: d(80)}), by=None, at=NOW)

        page = client.get("/office/results/2567/analysis/")

        assert "จุดที่ต้องพัฒนา" in text(page)
        assert "แนวโน้มรายปี" in text(page)
        for kind, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE")):
            response = client.get(f"/office/results/2567/analysis/{kind}/")
            assert response.content.startswith(start)
            assert f"analysis-2567.{kind}" in response["Content-Disposition"]
        assert client.get("/office/results/2567/analysis/exe/").status_code == 404

    def test_a_year_that_cannot_be_computed_says_so(self, client, office):
        add_result(agency=office[0], result=result(2569, tools={"IIT": 90, "EIT": 90}, lost=["O1"]), by=None, at=NOW)

        assert "คำนวณไม่ได้" in text(client.get("/office/results/2569/analysis/"))
        assert "คำนวณไม่ได้" in text(client.get("/office/results/2569/"))

    def test_is_whole_in_english(self, client, office):
        add_result(
            agency=office[0],
            result=result(2568, lost=["O1"], tools={"IIT": 95, "EIT": 84}, total=d(93), level="ผ่าน"),
            by=None,
            at=NOW,
        )
        client.post("/office/language/", {"language": "en", "next": "/office/"})

        page = text(client.get("/office/results/2568/analysis/"))

        assert "1 of the 28 items with a score were lost" in page
        assert "good pass lacks" in page


class TestProposals:
    def prepare(self, office, **plan):
        make_plan(office[0], 2567, (measure_facts(1, item_codes=("O12",), responsible=(core.Responsible("กองคลัง"),)),))
        add_result(agency=office[0], result=result(2567, lost=["O12", "O34"], indicators={8: d(80)}), by=None, at=NOW)

    def test_name_lost_items_by_this_years_codes_with_last_plans_unit(self, client, office):
        self.prepare(office)
        lost = FILES.get(2567).item("O12")
        now = FILES.get(2568).find_item_by_topic(lost.topic)

        page = text(client.get("/office/proposals/2568/"))

        assert f"({now.code})" in page
        assert "กองคลัง" in page
        assert "ตัวชี้วัดที่ 8" in page

    def test_items_new_this_year_are_named_though_last_years_list_lacked_them(self, client, office):
        add_result(agency=office[0], result=result(2568, lost=[]), by=None, at=NOW)

        page = text(client.get("/office/proposals/2570/"))

        assert "(O11)" in page
        assert "รายการของปี 2568 ไม่มีเรื่องนี้" in page

    def test_are_accepted_once_into_a_plan_that_is_started(self, client, office):
        self.prepare(office)
        ticks = {"proposal": ["O11:0", "O27:0"]}

        page = follow(client, client.post("/office/proposals/2568/accept/", ticks))

        assert "เพิ่ม 2 มาตรการเข้าแผนแล้ว" in text(page)
        measures = Measure.objects.filter(plan__fiscal_year=2568)
        assert {tuple(one.item_codes) for one in measures} == {("O11",), ("O27",)}
        assert all(one.work.filter(kind="follow_up", deadline_kind="date").exists() for one in measures)
        again = follow(client, client.post("/office/proposals/2568/accept/", ticks))
        assert "ทำซ้ำไม่ได้" in text(again)
        assert measures.count() == 2

    def test_one_that_was_accepted_meanwhile_stops_all(self, client, office):
        self.prepare(office)
        client.post("/office/proposals/2568/accept/", {"proposal": ["O11:0"]})

        client.post("/office/proposals/2568/accept/", {"proposal": ["O27:0", "O11:0"]})

        assert Measure.objects.filter(plan__fiscal_year=2568).count() == 1

    def test_nothing_ticked_says_so(self, client, office):
        self.prepare(office)

        assert "ยังไม่ได้เลือกข้อเสนอ" in text(follow(client, client.post("/office/proposals/2568/accept/", {})))
        assert not Plan.objects.filter(fiscal_year=2568).exists()

    def test_one_is_edited_then_accepted_as_edited(self, client, office):
        self.prepare(office)
        form = client.get("/office/proposals/2568/O11/")
        sent = {**whole_form(form), "issue": "เขียนใหม่"}

        page = follow(client, client.post("/office/proposals/2568/O11/", {**sent, "keep": "1"}))
        assert "เขียนใหม่" in text(page)
        assert Proposal.objects.get().state == "edited"
        assert not Measure.objects.filter(plan__fiscal_year=2568).exists()

        follow(client, client.post("/office/proposals/2568/accept/", {"proposal": ["O11:1"]}))
        assert Measure.objects.get(plan__fiscal_year=2568).issue == "เขียนใหม่"

    def test_one_set_aside_is_taken_up_again(self, client, office):
        self.prepare(office)

        client.post("/office/proposals/2568/O11/aside/", {"version": "0"})
        assert Proposal.objects.get().state == "set_aside"
        assert 'value="O11:1"' not in client.get("/office/proposals/2568/").content.decode()

        client.post("/office/proposals/2568/O11/aside/", {"version": "1"})
        assert 'value="O11:2"' in client.get("/office/proposals/2568/").content.decode()

    def test_what_the_plan_covers_already_is_said(self, client, office):
        self.prepare(office)
        make_plan(office[0], 2568, (measure_facts(1, item_codes=("O11",)),))

        assert "แผนมีมาตรการของข้อนี้อยู่แล้ว" in text(client.get("/office/proposals/2568/"))

    def test_without_a_result_the_page_says_what_to_do(self, client, office):
        assert "กรุณานำเข้าหรือกรอกผลก่อน" in text(client.get("/office/proposals/2568/"))
        assert client.get("/office/proposals/2568/O1/").status_code == 404


def whole_form(response):
    """What a browser would send of the form unchanged."""
    from lxml import html

    page = html.fromstring(response.content.decode())
    form = next(one for one in page.forms if "issue" in one.fields)
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def judged(code, states, year="yes"):
    elements = tuple(ElementSeen(at, "ก", state) for at, state in enumerate(states))
    return Judged(items=(RankedItem(code, 0.9),), fiscal_year=2568, year_fits=year, elements=elements)


class TestScoreToday:
    def measured(self, office, *codes, year=2568):
        make_plan(office[0], year, (measure_facts(1, item_codes=codes),))
        return Evidence.objects.get()

    def facts(self, office, code, year=2568):
        return next(one for one in list_item_facts(office[0], FILES.get(year)) if one.code == code)

    def checked(self, evidence, **fields):
        return save_check(evidence=evidence, result=seen(evidence, **fields), at=NOW)

    def test_an_item_without_evidence_has_none_and_says_why(self, client, office):
        page = text(client.get("/office/score/2568/"))

        assert "ยังไม่มีหลักฐานของข้อนี้" in page
        assert "ระบบยังไม่มีหลักฐานหรือสิ่งที่เผยแพร่ของปี 2568 เลย" in page

    def test_evidence_nobody_checked_is_open(self, client, office):
        self.measured(office, "O1", "O2")

        facts = self.facts(office, "O2")

        assert [link.state for link in facts.links] == ["unchecked"]
        assert "ยังบอกไม่ได้" in text(client.get("/office/score/2568/"))

    def test_a_checked_page_with_every_element_and_the_right_year_has_full_marks(self, client, office):
        evidence = self.measured(office, "O1")
        elements = ("found",) * len(FILES.get(2568).item("O1").elements)

        self.checked(evidence, judged=judged("O1", elements))

        assert "ได้ 1 ข้อ" in text(client.get("/office/score/2568/"))

    def test_a_missing_element_a_wrong_year_and_a_front_page_have_none(self, client, office):
        evidence = self.measured(office, "O1")
        elements = ("found",) * len(FILES.get(2568).item("O1").elements)
        said = []
        for days, fields in enumerate(
            (
                {"judged": judged("O1", ("found", "not_found", "found"))},
                {"judged": judged("O1", elements, year="no")},
                {"verdict": "homepage_only", "judged": None},
            )
        ):
            save_check(evidence=evidence, result=seen(evidence, days=days, **fields), at=NOW)
            said.append(text(client.get("/office/score/2568/")))

        assert "ไม่พบองค์ประกอบที่ 2" in said[0]
        assert "ไม่ใช่ของปีที่ต้องการ" in said[1]
        assert "เหตุผลของ homepage_only" in said[2]
        assert all("ได้ 0 ข้อ" in one for one in said)

    @pytest.mark.parametrize("verdict", ["refused", "timed_out", "gone"])
    def test_a_refusal_and_gone_seen_once_leave_it_open(self, office, verdict):
        evidence = self.measured(office, "O1")
        save_check(evidence=evidence, result=seen(evidence, verdict), at=NOW)

        assert [link.state for link in self.facts(office, "O1").links] == ["unknown"]

    def test_a_standing_answer_counts_as_an_element(self, office):
        evidence = self.measured(office, "O1")
        self.checked(evidence, judged=judged("O1", ("found", "not_found", "found")))
        answer_finding(
            evidence=Evidence.objects.get(), finding="element_2_not_found", reason="อยู่หน้า 3", by=office[1], at=NOW
        )

        assert self.facts(office, "O1").elements == ("found", "answered", "found")

    def test_evidence_of_a_measure_with_several_items_proves_the_one_it_fits(self, office):
        evidence = self.measured(office, "O1", "O2")
        self.checked(evidence, judged=judged("O2", ("found",)))

        assert [one.code for one in list_item_facts(office[0], FILES.get(2568))] == ["O2"]

    def test_a_file_handed_in_is_not_public(self, office):
        evidence = self.measured(office, "O1")
        Evidence.objects.filter(pk=evidence.pk).update(url=None, file="a", file_name="แผน.pdf", sha256="x")

        assert [link.is_public for link in self.facts(office, "O1").links] == [False]

    def test_published_items_of_an_opened_year_count(self, client, office):
        make_opened(office[0], "O1", states=("there",) * len(FILES.get(2568).item("O1").elements))

        facts = self.facts(office, "O1")

        assert [link.state for link in facts.links] == ["counts"]
        assert set(facts.elements) == {"found"}
        assert "ได้ 1 ข้อ" in text(client.get("/office/score/2568/"))

    def test_a_persons_word_on_an_element_counts_before_the_machines(self, client, office):
        make_opened(office[0], "O1", states=("there", "there", "there"), by_person={0: "not_there"})

        assert self.facts(office, "O1").elements[0] == "not_found"
        assert "ไม่พบองค์ประกอบที่ 1" in text(client.get("/office/score/2568/"))

    def test_what_is_not_live_does_not_count(self, office):
        make_opened(office[0], "O1", state="draft")

        assert list_item_facts(office[0], FILES.get(2568)) == []

    def test_what_if_works_by_a_plain_form_and_stores_nothing(self, client, office):
        before = Event.objects.count()

        page = text(client.get("/office/score/2568/?fix=O25&fix=O26&fix=O27&fix=O28&fix=O99&iit=๙๐&eit=90"))

        assert "ถ้าแก้ข้อที่เลือก" in page
        assert "4 จาก 28" in page
        assert "64.00" in page  # 27 + 27 + 10 of the two fives of indicator 10
        assert Event.objects.count() == before
        assert not ToolEntry.objects.exists()

    def test_an_impossible_score_in_the_question_is_left_out(self, client, office):
        assert client.get("/office/score/2568/?fix=O1&iit=900&eit=x").status_code == 200

    def test_a_year_whose_cut_is_unknown_has_marks_and_no_score(self, client, office):
        page = text(client.get("/office/score/2570/?fix=O1"))

        assert "คำนวณไม่ได้: ยังไม่ทราบตัวชี้วัดย่อยของปี 2570" in page
        assert "1 จาก 26" in page

    def test_iit_and_eit_are_entered_with_their_source(self, client, office):
        sent = {"tool": "IIT", "score": "๘๘.๕", "source": "ประมาณการ"}
        page = follow(client, client.post("/office/score/2568/tools/", sent))

        assert "ประมาณการ" in text(page)
        assert ToolEntry.objects.get().score == d("88.5")

        follow(client, client.post("/office/score/2568/tools/", {"tool": "IIT", "score": "", "source": ""}))
        assert not ToolEntry.objects.exists()

    @pytest.mark.parametrize(
        "sent",
        [
            {"tool": "IIT", "score": "90"},
            {"tool": "IIT", "score": "900", "source": "ก"},
            {"tool": "OIT", "score": "90", "source": "ก"},
        ],
    )
    def test_a_bad_entry_is_said(self, client, office, sent):
        response = client.post("/office/score/2568/tools/", sent)

        assert response.status_code == 422
        assert "มีบางอย่างต้องแก้ไข" in text(response)
        assert not ToolEntry.objects.exists()

    @pytest.mark.parametrize("year", [2562, 2651, 99999])
    def test_a_year_out_of_range_is_not_found(self, client, office, year):
        assert client.get(f"/office/score/{year}/").status_code == 404


def make_opened(agency, code, *, states=(), by_person=None, state="published", year=2568):
    opened = DisclosureYear.objects.create(
        agency=agency, fiscal_year=year, agency_name=agency.name, opened_by="ก", opened_at=NOW
    )
    item = YearItem.objects.create(year=opened, code=code, position=1)
    for at, seen_state in enumerate(states):
        person = (by_person or {}).get(at, "")
        named = {"person_name": "ก", "person_at": NOW} if person else {}
        ElementState.objects.create(item=item, position=at, by_machine=seen_state, by_person=person, **named)
    publication = Publication.objects.create(agency=agency, item=item, number=1, created_by="ก", created_at=NOW)
    version = Version.objects.create(
        publication=publication, number=1, kind="page", title="โครงสร้าง", body="ข้อความ",
        content_sha256="x", maker_name="ก", made_at=NOW, period_from=date(2024, 10, 1),
    )  # fmt: skip
    if state == "published":
        GateDecision.objects.create(version=version, outcome="clean", content_sha256="x", at=NOW)
        version.state, version.approved_by_name, version.approved_at, version.published_at = state, "ข", NOW, NOW
        version.approved_sha256 = "x"
        version.save()
    return item


class TestQueryCounts:
    PAGES = (
        "/office/results/",
        "/office/results/2568/",
        "/office/results/2568/analysis/",
        "/office/results/2568/edit/",
        "/office/results/import/",
        "/office/score/2568/",
        "/office/score/2568/?fix=O1",
        "/office/proposals/2569/",
        "/office/proposals/2569/O11/",
    )

    @staticmethod
    def count(client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, url
        return len(captured), [query["sql"][:140] for query in captured]

    def test_are_the_same_for_much_as_for_little_and_never_over_ten(self, client, office):
        agency, user = office
        make_plan(agency, 2568, 1)
        add_result(agency=agency, result=result(2568, lost=["O1"]), by=None, at=NOW)
        save_draft(agency=agency, name="a.csv", content=b"x", results=[result(2567)], findings=[], by=user, at=NOW)
        item = make_opened(agency, "O1", states=("there",))
        few = {url: self.count(client, url) for url in self.PAGES}

        for year in (2563, 2564, 2565, 2566, 2567):
            add_result(agency=agency, result=result(year, lost=["O1", "O2"]), by=None, at=NOW)
        plan = Plan.objects.get()
        for number in range(2, 40):
            add_measure(plan=plan, facts=measure_facts(number), by=user, at=NOW)
        for _turn in range(30):
            save_draft(agency=agency, name="a.csv", content=b"x", results=[result(2567)], findings=[], by=user, at=NOW)
        for number in range(2, 12):
            more = YearItem.objects.create(year=item.year, code=f"O{number}", position=number)
            ElementState.objects.create(item=more, position=0, by_machine="there")
        many = {url: self.count(client, url) for url in self.PAGES}

        for url in self.PAGES:
            assert few[url][0] == many[url][0], (url, few[url], many[url])
            assert many[url][0] <= 10, (url, many[url])

    def test_a_draft_of_many_years_asks_no_more(self, client, office):
        agency, user = office
        made = {}
        for years in ((2567,), tuple(range(2560, 2570))):
            draft = save_draft(
                agency=agency,
                name="a.csv",
                content=b"x",
                results=[result(year) for year in years],
                findings=[],
                by=user,
                at=NOW,
            )
            made[len(years)] = self.count(client, f"/office/results/import/{draft.pk}/")

        assert made[1][0] == made[10][0] <= 10
