"""The parts put together: read a document, check it, write it, roll it over."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import resources

import pytest

from prongsai import wiring
from prongsai.adapters.pdf_text import PdfText
from prongsai.core import plan as core
from prongsai.core.checks import CHECK_CODES
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding, sort_findings
from prongsai.core.plan_json import plan_from_json, plan_to_json
from prongsai.core.plan_same import plan_differences
from prongsai.core.reporting_round import round_of
from prongsai.wiring import ReportRequest

PERSON = "นางสาวตัวอย่าง ใจดี"
DOCUMENT = (
    "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ รอบ ๖ เดือน\n"
    "เทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดสมมติ\n"
    "ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tระยะเวลา\tผลการดำเนินการ\n"
    f"ข้อมูลพื้นฐาน\tสำนักปลัด ({PERSON})\t๑. ปรับปรุงข้อมูล\tภายในเดือนมกราคม ๒๕๖๗\tดำเนินการแล้ว https://www.tua.go.th/a\n"
    "การจัดซื้อจัดจ้าง\tกองคลัง\t๑. จัดทำแผน\tตลอดปี\tยังไม่ได้ดำเนินการ\n"
).encode()
MADE_ON = date(2024, 4, 1)


def measure(number: int = 1, **fields) -> core.Measure:
    deadline = core.Deadline("date", due_on=date(2024, 1, 31), as_printed="ภายในเดือนมกราคม ๒๕๖๗")
    values = {
        "issue": f"ประเด็นที่ {number}",
        "item_codes": ("O1",),
        "responsible": (core.Responsible("สำนักปลัด", PERSON),),
        "steps": (core.Step(1, "ปรับปรุงข้อมูล"),),
        "follow_ups": (core.FollowUp(1, "รายงานผล", "task", deadline, "done", date(2024, 1, 15)),),
        "status": "done",
        "evidence": (core.Evidence("https://www.tua.go.th/a", url="https://www.tua.go.th/a", link_class="ok"),),
    }
    return core.Measure(number, **{**values, **fields})


def a_plan(**fields) -> core.Plan:
    agency = core.Agency("เทศบาลตำบลตัวอย่าง", "tambon_municipality", "เมือง", "สมมติ", hosts=("www.tua.go.th",))
    values = {"round": round_of("half_year", 2567), "measures": (measure(1), measure(2))}
    return core.Plan(agency, 2567, 2566, **{**values, **fields})


class TestToday:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
            (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        ],
    )
    def test_is_the_day_in_bangkok(self, monkeypatch, moment, day):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        monkeypatch.setattr(wiring, "datetime", Clock)

        assert wiring.bangkok_today() == day


class TestFrameworkFiles:
    def test_are_read_once_for_a_folder(self, tmp_path):
        assert wiring.framework_files(tmp_path) is wiring.framework_files(tmp_path)
        assert wiring.framework_files(tmp_path) is not wiring.framework_files(tmp_path / "other")

    def test_know_the_years_of_the_package(self):
        assert {2566, 2567} <= set(wiring.framework_files().years())


class TestReadDocument:
    def test_gives_the_plan_with_findings_of_reader_and_checks_worst_first(self):
        plan = wiring.read_document(DOCUMENT, "แผน.txt")

        assert [one.issue for one in plan.measures] == ["ข้อมูลพื้นฐาน", "การจัดซื้อจัดจ้าง"]
        assert list(plan.findings) == sort_findings(plan.findings)
        assert {finding.code for finding in plan.findings} & CHECK_CODES
        assert list(plan.findings) == wiring.check_plan(plan)

    def test_takes_year_and_agency_from_the_one_who_asks(self):
        table = DOCUMENT.split(b"\n", 2)[2]

        plan = wiring.read_document(table, "แผน.txt", fiscal_year=2568, agency_name="อบต.อื่น")

        assert (plan.fiscal_year, plan.agency.name) == (2568, "อบต.อื่น")

    def test_says_in_one_sentence_what_cannot_be_used(self):
        with pytest.raises(PersonError) as caught:
            wiring.read_document(b"\x00\x01\x02", "รูป.bin")

        assert caught.value.message_th
        assert caught.value.message_en

    @pytest.mark.parametrize(
        ("content", "is_pdf"),
        [
            (b"%PDF-1.7 x", True),
            (b"\n" * 1000 + b"%PDF-1.7", True),
            (b" " * 1024 + b"%PDF-1.7", False),
            (b"text", False),
        ],
    )
    def test_loads_the_pdf_reader_only_for_a_pdf(self, monkeypatch, content, is_pdf):
        given = []

        def read_source(content, *, name, pdf):
            given.append(pdf)
            raise PersonError("ไทย", "English")

        monkeypatch.setattr("prongsai.intake.readers.read_source", read_source)
        with pytest.raises(PersonError):
            wiring.read_document(content, "a")

        assert [isinstance(pdf, PdfText) for pdf in given] == [is_pdf]


class TestCheckPlan:
    READER = Finding("cell_repaired", "note", 1, "ข้อ 1", "ไทย", "English")

    def test_keeps_what_the_reader_said_and_runs_every_check_anew(self):
        stale = Finding(sorted(CHECK_CODES)[0], "error", 77, "ข้อ 77", "เก่า", "stale")
        plan = a_plan(findings=(self.READER, stale))

        found = wiring.check_plan(plan)

        assert self.READER in found
        assert stale not in found

    def test_run_twice_says_the_same(self):
        once = wiring.check_plan(a_plan(measures=(measure(1, responsible=(), evidence=()),)))
        twice = wiring.check_plan(a_plan(measures=(measure(1, responsible=(), evidence=()),), findings=tuple(once)))

        assert once == twice
        assert once

    def test_a_mended_fault_is_no_longer_said(self):
        broken = a_plan(measures=(measure(1, responsible=()),))
        before = {(one.code, one.where) for one in wiring.check_plan(broken)}
        mended = replace(broken, measures=(measure(1),), findings=tuple(wiring.check_plan(broken)))

        assert before - {(one.code, one.where) for one in wiring.check_plan(mended)}


class TestLoadPlan:
    @pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n  \t"])
    def test_reads_plan_json_by_its_content_whatever_its_name(self, start):
        plan = a_plan()

        loaded = wiring.load_plan(start + plan_to_json(plan).encode(), "แผน.docx")

        assert plan_differences(plan, loaded) == []
        assert loaded.findings == ()

    def test_reads_anything_else_as_a_document(self):
        assert wiring.load_plan(DOCUMENT, "plan.json") == wiring.read_document(DOCUMENT, "plan.json")

    @pytest.mark.parametrize("content", [b"{", b"{}", b'{"fiscal_year": "x"}', b'{"a": ' * 2000])
    def test_says_what_is_wrong_with_broken_json(self, content):
        with pytest.raises(PersonError):
            wiring.load_plan(content, "plan.json")


class TestWriteReport:
    STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "html": b"<!doctype html"}

    def test_every_format_is_drawn_and_reads_back_the_same(self):
        plan = a_plan()

        drawn = wiring.write_reports(plan, wiring.REPORT_FORMATS, ReportRequest(made_on=MADE_ON))

        assert tuple(drawn) == wiring.REPORT_FORMATS
        for name, start in self.STARTS.items():
            assert drawn[name].lower().startswith(start.lower()), name
        for name, content in drawn.items():
            back = wiring.read_document(content, f"รายงาน.{name}")
            assert plan_differences(plan, back) == [], name

    def test_the_content_is_built_once_for_all_formats(self, monkeypatch):
        from prongsai.documents import content

        built = []
        build = content.build_report
        monkeypatch.setattr(content, "build_report", lambda *a, **k: built.append(1) or build(*a, **k))

        wiring.write_reports(a_plan(), ["txt", "html"], ReportRequest(made_on=MADE_ON))

        assert built == [1]

    def test_one_format_is_what_several_give(self):
        request = ReportRequest(made_on=MADE_ON)

        assert (
            wiring.write_report(a_plan(), "txt", request)
            == wiring.write_reports(a_plan(), ["html", "txt"], request)["txt"]
        )

    def test_the_public_one_names_no_person_on_paper_or_in_what_is_attached(self):
        public = wiring.write_reports(a_plan(), ["txt", "html", "pdf"], ReportRequest(public=True, made_on=MADE_ON))
        internal = wiring.write_report(a_plan(), "txt", ReportRequest(made_on=MADE_ON))

        assert PERSON in internal.decode()
        assert all("ใจดี" not in public[name].decode() for name in ("txt", "html"))
        back = wiring.read_document(public["pdf"], "a.pdf")
        assert [who.person for one in back.measures for who in one.responsible] == [None, None]

    def test_the_pdf_carries_what_it_says(self):
        plan = a_plan()

        content = wiring.write_report(plan, "pdf", ReportRequest(round_kind="full_year", made_on=MADE_ON))

        attached = PdfText().open(content, max_pages=50).attached_plan
        assert plan_differences(replace(plan, round=round_of("full_year", 2567)), plan_from_json(attached, "a")) == []

    def test_a_plan_only_tells_no_result(self):
        text = wiring.write_report(a_plan(), "txt", ReportRequest(plan_only=True, made_on=MADE_ON))

        back = wiring.read_document(text, "แผน.txt")
        assert text.decode().startswith("มาตรการส่งเสริม")
        assert {one.status for one in back.measures} <= {"unknown", "not_started"}
        assert [one.evidence for one in back.measures] == [(), ()]

    @pytest.mark.parametrize(
        ("own", "asked", "told"),
        [
            (None, None, "๖ เดือน"),
            ("full_year", None, "๑๒ เดือน"),
            ("half_year", "full_year", "๑๒ เดือน"),
        ],
    )
    def test_the_round_is_the_one_asked_for_else_the_plans_own_else_the_half_year(self, own, asked, told):
        plan = a_plan(round=round_of(own, 2567) if own else None)

        text = wiring.write_report(plan, "txt", ReportRequest(round_kind=asked, made_on=MADE_ON))

        assert f"รอบ {told}" in text.decode()

    def test_is_the_same_bytes_on_the_same_day(self):
        request = ReportRequest(made_on=MADE_ON)
        first, second = (wiring.write_reports(a_plan(), wiring.REPORT_FORMATS, request) for _time in range(2))

        assert first == second

    def test_is_made_today_when_no_day_is_given(self, monkeypatch):
        monkeypatch.setattr(wiring, "bangkok_today", lambda: MADE_ON)

        assert wiring.write_report(a_plan(), "txt", ReportRequest()) == wiring.write_report(
            a_plan(), "txt", ReportRequest(made_on=MADE_ON)
        )


class TestRollOver:
    def test_moves_year_and_deadlines_and_drops_results(self):
        rolled = wiring.roll_over_plan(a_plan(), 2568).plan

        assert (rolled.fiscal_year, rolled.based_on_fiscal_year) == (2568, 2567)
        follow_up = rolled.measures[0].follow_ups[0]
        assert follow_up.deadline.due_on == date(2025, 1, 31)
        assert (follow_up.status, follow_up.done_on) == ("not_started", None)
        assert all(one.evidence == () for one in rolled.measures)

    def test_leaves_the_source_as_it_was(self):
        plan = a_plan()

        wiring.roll_over_plan(plan, 2568)

        assert plan == a_plan()


class TestExample:
    def test_the_packaged_report_is_read_with_its_measures(self):
        content = (resources.files("prongsai.data") / "example" / "report-2566.txt").read_bytes()

        plan = wiring.read_document(content, "report-2566.txt")

        assert plan.fiscal_year == 2566
        assert len(plan.measures) == 9
        assert all(one.steps and one.responsible for one in plan.measures)


class TestReportPurpose:
    def test_of_the_half_year_2566_answers_its_item(self):
        thai, english = wiring.report_purpose(2566, "half_year")

        assert "O43" in thai
        assert "O43" in english

    def test_of_a_later_half_year_is_internal(self):
        assert "ภายในหน่วยงาน" in wiring.report_purpose(2568, "half_year")[0]

    def test_of_a_full_year_answers_the_year_after(self):
        assert "การประเมินปี 2568" in wiring.report_purpose(2567, "full_year")[0]
