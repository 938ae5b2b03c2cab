"""What every finding says to a person, tried on a plan with every defect."""

import re
from datetime import date

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.checks import CHECKS, run_checks
from prongsai.core.checks.places import WorkPlace, list_evidence, numbers_en, numbers_th, shortened
from prongsai.core.plan import Deadline, Evidence, FollowUp, Measure, Responsible, Step
from tests.core.checks.plans import MONTHLY, due, healthy_measure, link, plan_of, supervision, task

LONG = "จัดทำแผน สรุปผล รายงานผลงาน ประกาศข้อมูล แต่งตั้งคณะทำงาน " + "ตามแนวทางที่กำหนด" * 20


def everything_wrong():
    """Eight measures that together break every rule."""
    guessed = Deadline(kind="date", due_on=date(2023, 1, 31), as_printed="ภายในเดือนมกราคม", inferred=("year",))
    slip = Evidence(
        "http://www.tam.bon.go.th/x", "http://www.tam.bon.go.th/x", "http://www.tambon.go.th/x", link_class="ok"
    )
    mended = Evidence(
        "http://www. tambon.go.th/x", "http://www.tambon.go.th/x", link_class="ok", repairs=("white_space",)
    )
    links = tuple(link(link_class=name) for name in ("homepage-only", "truncated", "login-page", "social-media"))
    return plan_of(
        healthy_measure(1, evidence=(*links, slip, mended), follow_ups=(task(1, guessed), supervision(2, None))),
        healthy_measure(
            2,
            item_codes=("O1", "O2"),
            status="done",
            status_as_printed="เรียบร้อยแล้ว",
            evidence=(),
            follow_ups=(
                task(1, due(date(2023, 4, 30))),
                task(2, due(date(2022, 9, 30))),
                supervision(3, due(date(2023, 1, 31))),
            ),
        ),
        healthy_measure(
            3,
            item_codes=("O99",),
            status="done",
            status_as_printed="เรียบร้อย",
            evidence=(mended,),
            follow_ups=(
                task(1, due(date(2023, 10, 31)), status="done", done_on=date(2023, 5, 1)),
                supervision(2, due(date(2023, 10, 31))),
            ),
        ),
        Measure(4, "ข่าว", steps=(), follow_ups=(FollowUp(1, None, "task", MONTHLY),)),
        healthy_measure(
            5,
            issue="ซ้ำ",
            responsible=(Responsible("สำนักปลัด", "นางสาวตัวอย่าง ใจดี"),),
            steps=(
                Step(1, "เมื่อทุกภารกิจงานพร้อมแล้ว จัดทำแผนประจำปี ๒๕๖๖ และเผยแพร่ในช่องทางอื่น"),
                Step(2, LONG),
            ),
        ),
        healthy_measure(6, issue="ซ้ำเช่นกัน"),
        healthy_measure(7, issue="ซ้ำเช่นกัน"),
        healthy_measure(8, item_codes=("O6",)),
    )


@pytest.fixture(scope="module")
def findings():
    files = FrameworkFiles()
    draft_year = CHECKS["framework_unverified"](everything_wrong(), files.get(2570))
    return [*run_checks(everything_wrong(), files.get(2566)), *draft_year]


class TestSentences:
    def test_the_plan_breaks_every_rule(self, findings):
        assert {finding.code for finding in findings} == set(CHECKS)

    def test_each_tells_what_to_do(self, findings):
        for finding in findings:
            assert re.search("กรุณา|ควร|หากตั้งใจ", finding.message_th), finding.message_th

    def test_thai_sentences_count_in_thai_digits(self, findings):
        for finding in findings:
            plain = re.sub(r"https?://\S+|\"[^\"]*\"|\bO\d+\b", "", finding.message_th)
            assert not re.search("[0-9]", plain), finding.message_th

    def test_english_sentences_hold_thai_only_where_they_quote(self, findings):
        for finding in findings:
            plain = re.sub(r"\"[^\"]*\"", "", finding.message_en)
            assert not re.search("[ก-๛]", plain), finding.message_en

    def test_each_that_belongs_to_a_measure_begins_with_it(self, findings):
        for finding in findings:
            if finding.measure and not finding.code.startswith(("same_", "item_in_")):
                assert finding.message_th.startswith("มาตรการที่ "), finding.message_th
                assert finding.message_en.startswith(f"Measure {finding.measure}"), finding.message_en

    def test_none_has_loose_blanks_or_the_name_of_a_person(self, findings):
        for finding in findings:
            for sentence in (finding.message_th, finding.message_en, finding.where):
                assert sentence == sentence.strip()
                assert "  " not in sentence
                assert "ใจดี" not in sentence

    def test_errors_come_first(self, findings):
        severities = [finding.severity for finding in findings]

        assert severities == sorted(severities, key=["error", "warning", "note"].index)

    def test_the_same_plan_gives_the_same_findings(self, findings):
        assert run_checks(everything_wrong(), FrameworkFiles().get(2566)) == findings[:-1]


class TestPlaces:
    @pytest.mark.parametrize(
        ("work", "where_th", "where_en"),
        [
            (Step(3, "ก"), "ขั้นตอนที่ ๓", "step 3"),
            (FollowUp(2, "ก"), "การรายงานผล ข้อ ๒", "follow-up 2"),
            (FollowUp(5, "ก", "supervision"), "การกำกับติดตาม ข้อ ๕", "supervision 5"),
            (FollowUp(1, None), "กำหนดเวลา", "the time column"),
        ],
    )
    def test_work_is_named_by_its_column_and_number(self, work, where_th, where_en):
        place = WorkPlace(healthy_measure(follow_ups=(task(1),)), work)

        assert (place.where_th, place.where_en) == (where_th, where_en)

    def test_evidence_of_work_is_named_by_its_work(self):
        plan = plan_of(healthy_measure(evidence=(link(),), steps=(Step(2, "ก", evidence=(link(), link())),)))

        assert [place.where_en for place in list_evidence(plan)] == [
            "evidence 1",
            "step 2, evidence 1",
            "step 2, evidence 2",
        ]

    def test_numbers_are_listed_as_people_do(self):
        assert (numbers_th([1]), numbers_en([1])) == ("๑", "1")
        assert (numbers_th([1, 2, 10]), numbers_en([1, 2, 10])) == ("๑, ๒ และ ๑๐", "1, 2 and 10")

    def test_long_texts_are_cut_and_put_on_one_line(self):
        assert shortened("ก\n ข") == "ก ข"
        assert shortened("ก" * 100, 10) == "ก" * 9 + "…"
        assert shortened("ก" * 10, 10) == "ก" * 10
        assert shortened("ก" * 80) == "ก" * 80
        assert len(shortened("ก" * 81)) == 80
