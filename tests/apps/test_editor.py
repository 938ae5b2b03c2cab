"""The form of a measure gives back what it was given, and what a person changes."""

from datetime import date

import pytest
from django.http import QueryDict

from prongsai.apps.plans.editor import MeasureEditor
from prongsai.core import plan as core
from prongsai.core.checks.measure_without_unit import every_measure_names_who_acts
from prongsai.core.deadline_rule.options import SET_BY_OFFICE, SET_TO_MONTH_END
from prongsai.core.thai.deadline_words import explain_deadline
from tests.apps.factories import measure_facts
from tests.core.checks.plans import plan_of

FACTS = measure_facts(
    3,
    indicator=9,
    issue_kind="fix",
    steps=(core.Step(1, "ขั้นหนึ่ง", status="done", done_on=date(2023, 1, 2)), core.Step(2, "ขั้นสอง")),
    budget="ไม่ใช้งบประมาณ",
    extra={"หมายเหตุอื่น": "x"},
)


def keys(facts):
    return {
        "step": [10 + n for n, _ in enumerate(facts.steps)],
        "follow_up": [20 + n for n, _ in enumerate(facts.follow_ups)],
    }


def posted(facts=FACTS, **changes):
    """What a browser sends when the form is opened and sent back unchanged, except for `changes`."""
    editor = MeasureEditor(facts, keys(facts))
    data = QueryDict(mutable=True)
    for part in (editor.form, *editor.responsible.forms, *editor.steps.forms, *editor.follow_ups.forms):
        for bound in part:
            value = bound.value()
            name = bound.html_name
            if isinstance(value, bool):
                if value:
                    data[name] = "on"
            elif isinstance(value, date):
                data[f"{name}_day"], data[f"{name}_month"] = str(value.day), str(value.month)
                data[f"{name}_year"] = str(value.year + 543)
            elif not isinstance(value, list) and value is not None:
                data[name] = str(value)
    for formset in (editor.responsible, editor.steps, editor.follow_ups):
        data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(formset.forms))
        data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(formset.forms))
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return data


def edited(facts=FACTS, **changes):
    editor = MeasureEditor(facts, keys(facts), posted(facts, **changes))
    assert editor.is_valid(), [part.errors for part in editor.forms]
    return editor.edited()


def errors(**changes):
    editor = MeasureEditor(FACTS, keys(FACTS), posted(**changes))
    assert not editor.is_valid()
    return [part.errors for part in editor.forms]


class TestEndOfAMonth:
    MONTH = {"follow_up__0__end_day": "", "follow_up__0__end_month": "2", "follow_up__0__end_year": "2567"}

    def test_month_and_year_without_a_day_are_its_last_day_and_it_says_so(self):
        deadline = edited(**self.MONTH).facts.follow_ups[0].deadline

        assert (deadline.from_on, deadline.due_on) == (date(2024, 2, 1), date(2024, 2, 29))
        assert deadline.why == SET_TO_MONTH_END
        assert "สิ้นเดือน" in deadline.why
        assert explain_deadline(deadline, "th").startswith("ภายในเดือนกุมภาพันธ์ ๒๕๖๗")
        assert explain_deadline(deadline, "en") == "by the end of February 2024 (29 February 2024)"

    def test_a_first_day_that_was_typed_stays(self):
        start = {"follow_up__0__start_day": "5", "follow_up__0__start_month": "1", "follow_up__0__start_year": "2567"}

        assert edited(**self.MONTH, **start).facts.follow_ups[0].deadline.from_on == date(2024, 1, 5)

    def test_a_rhythm_may_end_with_a_month_too(self):
        rhythm = edited(**self.MONTH, follow_up__0__deadline_kind="monthly").facts.follow_ups[0].deadline

        assert (rhythm.from_on, rhythm.until_on, rhythm.why) == (None, date(2024, 2, 29), SET_TO_MONTH_END)

    def test_it_is_as_it_was_when_the_form_comes_back_unchanged(self):
        once = edited(**self.MONTH).facts

        assert edited(once).facts == once

    @pytest.mark.parametrize("left_out", ["month", "year"])
    def test_less_is_asked_for(self, left_out):
        assert "end" in str(errors(**{**self.MONTH, f"follow_up__0__end_{left_out}": ""}))

    def test_the_first_day_of_a_range_needs_its_day(self):
        start = {"follow_up__0__start_day": "", "follow_up__0__start_month": "1", "follow_up__0__start_year": "2566"}

        assert "start" in str(errors(**start))

    def test_the_form_says_it(self):
        assert "สิ้นเดือน" in MeasureEditor(FACTS, keys(FACTS)).follow_ups.forms[0]["end"].help_text


class TestEveryUnit:
    def test_ticked_without_a_name_is_kept_under_the_words_for_it(self):
        got = edited(who__0__unit="", who__0__person="", who__0__all_units="on").facts

        assert got.responsible[0] == core.Responsible("ทุกส่วนงาน", all_units=True)
        assert every_measure_names_who_acts(plan_of(got), None) == []

    def test_ticked_beside_a_name_keeps_the_name(self):
        got = edited(who__0__unit="ทุกกอง", who__0__all_units="on").facts

        assert (got.responsible[0].unit, got.responsible[0].all_units) == ("ทุกกอง", True)

    def test_an_empty_line_without_the_tick_is_left_out(self):
        assert edited(who__0__unit="", who__0__person="").facts.responsible == ()


class TestMeasureEditor:
    def test_gives_back_an_unchanged_measure(self):
        got = edited()

        assert got.facts == FACTS
        assert got.work_keys == keys(FACTS)

    def test_keeps_the_printed_deadline_until_someone_changes_it(self):
        same = edited().facts.follow_ups[0].deadline
        moved = edited(follow_up__0__end_day="๑๕", follow_up__0__end_year="66").facts.follow_ups[0].deadline

        assert same == FACTS.follow_ups[0].deadline
        assert moved.due_on == date(2023, 1, 15)
        assert (moved.as_printed, moved.why) == (same.as_printed, SET_BY_OFFICE)

    def test_reads_item_codes_as_people_write_them(self):
        assert edited(item_codes="o๑๑ 12,O13 , O11").facts.item_codes == ("O11", "O12", "O13")

    def test_a_new_line_gets_the_next_number_and_no_key(self):
        got = edited(step__2__text="ขั้นใหม่")

        assert [(step.number, step.text) for step in got.facts.steps][-1] == (3, "ขั้นใหม่")
        assert got.work_keys["step"] == [10, 11, None]

    def test_a_removed_line_renumbers_the_rest_and_keeps_their_progress(self):
        got = edited(step__0__remove="on")

        assert [(step.number, step.text) for step in got.facts.steps] == [(1, "ขั้นสอง")]
        assert got.work_keys["step"] == [11]

    def test_keeps_progress_of_a_line_whose_text_changes(self):
        step = edited(step__0__text="ขั้นหนึ่งแก้แล้ว").facts.steps[0]

        assert (step.text, step.status, step.done_on) == ("ขั้นหนึ่งแก้แล้ว", "done", date(2023, 1, 2))

    def test_an_unknown_key_makes_a_new_line_not_someone_elses(self):
        got = edited(step__0__key="999")

        assert got.work_keys["step"] == [None, 11]
        assert got.facts.steps[0].status == "unknown"

    def test_evidence_lines_keep_what_was_known_and_read_what_is_new(self):
        first = FACTS.evidence[0]
        got = edited(evidence=f"{first.url}\nwww.bansuan.go.th/a.pdf").facts.evidence

        assert got[0] == first
        assert got[1].url == "http://www.bansuan.go.th/a.pdf"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"issue": "  "}, "issue"),
            ({"indicator": "เก้า"}, "indicator"),
            ({"item_codes": "X9"}, "item_codes"),
            ({"follow_up__0__end_day": "31", "follow_up__0__end_month": "2"}, "end"),
            ({"follow_up__0__end_day": "", "follow_up__0__end_month": "", "follow_up__0__end_year": ""}, "end"),
            (
                {"follow_up__0__start_day": "1", "follow_up__0__start_month": "2", "follow_up__0__start_year": "2567"},
                "start",
            ),
            ({"follow_up__1__deadline_kind": "relative"}, "days"),
            ({"follow_up__1__deadline_kind": "relative", "follow_up__1__days": "0"}, "days"),
            ({"follow_up__1__deadline_kind": "weekly"}, "deadline_kind"),
        ],
    )
    def test_refuses_by_field(self, changes, field):
        assert field in str(errors(**changes))

    def test_the_button_for_another_line_adds_one_and_saves_nothing(self):
        data = posted()
        data["add"] = "step"
        editor = MeasureEditor(FACTS, keys(FACTS), data)

        assert not editor.is_valid()
        assert len(editor.steps.forms) == 4
