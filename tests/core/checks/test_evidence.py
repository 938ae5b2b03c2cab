"""Rules about links of evidence and claims of work done."""

from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.checks import CHECKS
from prongsai.core.checks.link_not_public import NOT_PUBLIC
from prongsai.core.checks.link_off_site import OFF_SITE
from prongsai.core.link import LINK_CLASSES, UNUSABLE_CLASSES
from prongsai.core.link.evidence import fix_evidence
from prongsai.core.plan import Step
from tests.core.checks.plans import due, healthy_measure, link, plan_of, task


def found(code, plan, framework=None):
    return CHECKS[code](plan, framework)


class TestClassesOfLinks:
    def test_every_class_but_the_good_ones_is_named_by_some_rule(self):
        codes = ("homepage_only", "url_malformed", "link_not_public", "link_off_site")
        for link_class in LINK_CLASSES:
            plan = plan_of(healthy_measure(evidence=(link(link_class=link_class),)))

            named = [code for code in codes if found(code, plan)]

            assert len(named) == (0 if link_class in {"ok", "ok-site-relative", "viewer-wrapped"} else 1), link_class

    def test_the_tables_of_the_rules_hold_only_known_classes(self):
        assert set(LINK_CLASSES) >= NOT_PUBLIC | OFF_SITE | UNUSABLE_CLASSES
        assert not NOT_PUBLIC & OFF_SITE


class TestHomepageOnly:
    def test_is_an_error_for_each_link_with_its_place(self):
        home = link("https://www.tambon.go.th/", "homepage-only")
        step = Step(1, "จัดทำข้อมูล", evidence=(home,))

        findings = found("homepage_only", plan_of(healthy_measure(evidence=(home, home), steps=(step,))))

        assert [finding.where for finding in findings] == ["หลักฐานที่ ๑", "หลักฐานที่ ๒", "ขั้นตอนที่ ๑ หลักฐานที่ ๑"]
        assert {finding.severity for finding in findings} == {"error"}
        assert "https://www.tambon.go.th/" in findings[0].message_th


class TestMendedLinks:
    def test_a_mended_link_shows_what_was_printed_and_what_was_done(self):
        evidence = fix_evidence("http://www.tambon .go.th/แผน.pdf", ["www.tambon.go.th"])

        (finding,) = found("url_repaired", plan_of(healthy_measure(evidence=(evidence,))))

        assert finding.severity == "note"
        assert '"http://www.tambon .go.th/แผน.pdf"' in finding.message_th
        assert "ช่องว่าง" in finding.message_th
        assert "percent-encoded" in finding.message_en

    def test_a_lookalike_is_proposed_and_not_called_mended(self):
        evidence = fix_evidence("http://www.nongthong.kham.go.th/x", ["www.nongthongkham.go.th"])
        plan = plan_of(healthy_measure(evidence=(evidence,)))

        (finding,) = found("host_lookalike", plan)

        assert finding.severity == "warning"
        assert "http://www.nongthongkham.go.th/x" in finding.message_th
        assert found("url_repaired", plan) == []

    def test_an_unusable_link_says_what_is_wrong_with_it(self):
        evidence = fix_evidence("http://www.tambon.go.th/ita/...", [])

        (finding,) = found("url_malformed", plan_of(healthy_measure(evidence=(evidence,))))

        assert finding.severity == "error"
        assert "ถูกตัดท้าย" in finding.message_th

    def test_clean_links_are_quiet(self):
        assert all(found(code, plan_of()) == [] for code in ("url_repaired", "host_lookalike", "url_malformed"))


class TestSameEvidence:
    def test_one_page_behind_two_measures_is_a_note(self):
        shared = link("https://www.tambon.go.th/all")
        plan = plan_of(healthy_measure(1, evidence=(shared,)), healthy_measure(2, evidence=(shared, shared)))

        (finding,) = found("same_evidence", plan)

        assert "มาตรการที่ ๑ และ ๒" in finding.message_th

    def test_front_pages_are_left_to_their_own_rule(self):
        home = link("https://www.tambon.go.th/", "homepage-only")
        plan = plan_of(healthy_measure(1, evidence=(home,)), healthy_measure(2, evidence=(home,)))

        assert found("same_evidence", plan) == []


class TestStatusWithoutDate:
    def test_a_measure_called_done_names_its_day(self):
        plan = plan_of(healthy_measure(status="done", follow_ups=(task(1, due(date(2023, 1, 31))),)))

        (finding,) = found("status_without_date", plan)

        assert finding.severity == "warning"

    def test_done_work_without_a_day_is_listed_once_a_measure(self):
        steps = (
            Step(1, "ก", status="done"),
            Step(2, "ข", status="done", done_on=date(2023, 1, 5)),
            Step(3, "ค", status="done"),
        )
        plan = plan_of(healthy_measure(status="done", steps=steps, follow_ups=(task(1, None, status="done"),)))

        (finding,) = found("status_without_date", plan)

        assert "ขั้นตอนที่ ๑ และ ๓ และการรายงานผลข้อ ๑" in finding.message_th
        assert "step 1 and 3 and follow-up 1" in finding.message_en

    def test_dated_work_answers_for_the_measure(self):
        assert found("status_without_date", plan_of(healthy_measure(status="done"))) == []

    @pytest.mark.parametrize("status", ["unknown", "not_started", "in_progress"])
    def test_what_is_not_done_needs_no_day(self, status):
        assert found("status_without_date", plan_of(healthy_measure(status=status, follow_ups=()))) == []


class TestDoneOnAfterRound:
    @pytest.mark.parametrize(("day", "count"), [(date(2023, 3, 31), 0), (date(2023, 4, 1), 1)])
    def test_counts_from_the_end_of_the_round(self, day, count):
        work = task(1, due(date(2023, 4, 30)), status="done", done_on=day)

        assert len(found("done_on_after_round", plan_of(healthy_measure(follow_ups=(work,))))) == count

    def test_without_a_round_there_is_no_end(self):
        work = task(1, None, status="done", done_on=date(2024, 1, 1))

        assert found("done_on_after_round", plan_of(healthy_measure(follow_ups=(work,)), round=None)) == []


class TestDoneWithoutEvidence:
    def test_done_needs_evidence_somewhere(self):
        bare = healthy_measure(status="done", evidence=())

        assert len(found("done_without_evidence", plan_of(bare))) == 1
        with_step = replace(bare, steps=(Step(1, "ก", evidence=(link(),)),))
        assert found("done_without_evidence", plan_of(with_step)) == []

    def test_work_in_progress_needs_none_yet(self):
        assert found("done_without_evidence", plan_of(healthy_measure(evidence=()))) == []


class TestWordingOfStatus:
    def test_two_wordings_of_done_are_one_note(self):
        plan = plan_of(
            healthy_measure(1, status="done", status_as_printed="ดำเนินการเรียบร้อยแล้วตามหลักฐาน"),
            healthy_measure(2, status="done", status_as_printed="ดำเนินการเรียบร้อยตามหลักฐาน"),
            healthy_measure(3, status="done", status_as_printed="ดำเนินการ เรียบร้อยตาม หลักฐาน"),
        )

        (finding,) = found("status_words_differ", plan)

        assert finding.measure is None
        assert finding.message_th.count('"') == 4

    def test_many_wordings_are_descriptions_and_no_slips(self):
        measures = [
            healthy_measure(number, status="done", status_as_printed=f"ดำเนินการโครงการที่ {number} แล้ว")
            for number in range(1, 8)
        ]

        assert found("status_words_differ", plan_of(*measures)) == []


class TestItemsShareStatus:
    def test_several_items_under_one_done_are_a_note(self):
        shared = healthy_measure(item_codes=("O1", "O2"), status="done", follow_ups=(task(1, None),))

        (finding,) = found("items_share_status", plan_of(shared))

        assert finding.measure is None
        assert "มาตรการที่ ๑" in finding.message_th

    def test_work_with_a_status_of_its_own_answers_it(self):
        assert found("items_share_status", plan_of(healthy_measure(item_codes=("O1", "O2"), status="done"))) == []
