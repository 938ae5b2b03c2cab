"""The preview of an import and the marks of what is late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.apps.plans import labels, pages
from prongsai.apps.plans.draft_cells import cell_of, draft_cells
from prongsai.apps.plans.models import Occurrence
from prongsai.apps.plans.queries import measures_of
from prongsai.core import plan as core
from prongsai.core.checks import run_checks
from prongsai.core.finding import Finding
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts

BACKEND = "django.contrib.auth.backends.ModelBackend"
DUE = date(2023, 1, 31)


def occurrence(**fields):
    return Occurrence(number=1, **{"original_due_on": fields.get("due_on"), **fields})


def finding(where, severity="warning"):
    return Finding("x", severity, 1, where, f"ไทย {severity}", "English")


class TestCellOf:
    @pytest.mark.parametrize(
        ("where", "cell"),
        [
            ("ผู้รับผิดชอบ", "responsible"),
            ("ขั้นตอนที่ ๑", "steps"),
            ("ขั้นตอนหรือวิธีการ", "steps"),
            ("การรายงานผล ข้อ ๑", "follow_up"),
            ("การรายงานผล ข้อ ๑ หลักฐานที่ ๒", "follow_up"),
            ("การกำกับติดตาม", "follow_up"),
            ("กำหนดเวลาแล้วเสร็จ", "follow_up"),
            ("กำหนดเวลา", "follow_up"),
            ("การดำเนินการ", "result"),
            ("หลักฐานที่ ๑", "result"),
            ("ประเด็น", "issue"),
            ("ข้อ O12", "issue"),
            ("บรรทัด 12 ช่อง 3", ""),
            ("", ""),
        ],
    )
    def test_is_read_from_the_place(self, where, cell):
        assert cell_of(finding(where)) == cell

    def test_every_place_of_the_checks_belongs_to_a_cell(self):
        facts = replace(measure_facts(1), steps=(), responsible=(core.Responsible("กอง", "นางสาวตัวอย่าง ใจดี"),))
        plan = core.Plan(core.Agency("ก"), 2566, measures=(facts, measure_facts(2)))

        for one in run_checks(plan, None):
            if one.measure is not None:
                assert cell_of(one), one


class TestDraftCells:
    def test_are_the_five_columns_with_what_is_printed(self):
        cells = draft_cells(measure_facts(1), [])

        assert [cell.key for cell in cells] == ["issue", "responsible", "steps", "follow_up", "result"]
        assert cells[0].printed == "-ประเด็น"

    def test_begin_with_the_whole_row_when_something_is_said_of_it(self):
        cells = draft_cells(measure_facts(1), [finding("บรรทัด 3")])

        assert cells[0].key == ""
        assert len(cells) == 6

    def test_lose_no_finding_and_fold_only_notes(self):
        found = [finding(where, severity) for where in ("หลักฐานที่ ๑", "") for severity in ("note", "warning", "error")]

        cells = draft_cells(measure_facts(1), found)

        assert sorted(map(id, found)) == sorted(id(one) for cell in cells for one in (*cell.loud, *cell.notes))
        assert all(one.severity == "note" for cell in cells for one in cell.notes)
        assert [one.severity for one in cells[-1].loud] == ["error", "warning"]


@pytest.mark.django_db
class TestLate:
    def lines(self, today, **fields):
        plan = make_plan(make_agency(), measures=(measure_facts(1, **fields),))
        row = pages.measure_view(measures_of(plan, today).get(), today=today)
        return {line.text: line.is_late for line in (*row.steps, *row.follow_ups)}

    def test_is_what_is_not_done_after_its_day(self):
        assert self.lines(date(2023, 2, 1))["รายงานผู้บริหาร"]

    def test_is_not_yet_on_the_day_itself(self):
        assert not self.lines(DUE)["รายงานผู้บริหาร"]

    def test_is_never_what_is_done_or_has_no_day(self):
        done = core.FollowUp(1, "เสร็จ", "task", core.Deadline("date", due_on=DUE), "done", DUE)

        assert not any(self.lines(date(2024, 1, 1), follow_ups=(done,)).values())

    def test_is_not_what_the_report_calls_done_as_a_whole(self):
        assert not self.lines(date(2023, 2, 1), status="done", status_as_printed="เรียบร้อย")["รายงานผู้บริหาร"]


class TestOccurrenceWords:
    def test_monthly_work_names_the_month_it_is_due_for(self):
        monthly = core.Deadline("monthly", until_on=date(2023, 9, 30))
        november = occurrence(period_from=date(2022, 11, 1), period_to=date(2022, 11, 30), due_on=date(2022, 11, 30))

        words = labels.occurrence_words(monthly, november)

        assert words == "ทุกเดือน: งวดเดือนพฤศจิกายน 2565 · ภายใน 30 พ.ย. 2565"

    def test_an_extension_says_the_day_that_counts_now(self):
        row = occurrence(due_on=DUE + timedelta(days=7), original_due_on=DUE)

        assert labels.occurrence_words(core.Deadline("date", due_on=DUE), row) == "ขยายถึง 7 ก.พ. 2566"

    def test_work_after_an_event_names_its_day(self):
        row = occurrence(period_from=date(2023, 1, 24), due_on=DUE)

        words = labels.occurrence_words(core.Deadline("relative", days_after_event=7), row)

        assert words == "หลังเหตุการณ์วันที่ 24 ม.ค. 2566 · ภายใน 31 ม.ค. 2566"

    def test_everything_else_is_said_as_ever(self):
        for deadline in (None, core.Deadline("none"), core.Deadline("date", due_on=DUE)):
            row = occurrence(due_on=DUE if deadline and deadline.due_on else None)

            assert labels.occurrence_words(deadline, row) == labels.deadline_words(deadline)


@pytest.mark.django_db
class TestMyWork:
    def test_an_officer_of_a_unit_gets_no_link_to_what_is_not_theirs(self, client):
        agency = make_agency()
        make_plan(agency, 2566)
        client.force_login(make_user(agency, "officer", unit="สำนักปลัด"), backend=BACKEND)

        assert "/office/work/" in client.get("/office/").content.decode()
        assert "/office/work/" not in client.get("/office/?unit=all").content.decode()

    def test_says_that_the_latest_plan_is_of_an_earlier_year(self, client):
        agency = make_agency()
        make_plan(agency, 2566)
        client.force_login(make_user(agency), backend=BACKEND)

        page = client.get("/office/").content.decode()

        assert "แผนล่าสุดเป็นของปี 2566" in page
        assert "ยกไปปีถัดไป" in page
