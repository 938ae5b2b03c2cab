"""What occurrences amount to for their work."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.deadline_rule.progress import Progress, Recorded, work_progress

YEAR_END = date(2023, 9, 30)
PRINTED = Progress("unknown", None, "ตามเอกสาร")


def month(number, status="not_started", **fields):
    first = date(2022 + (9 + number - 1) // 12, (9 + number - 1) % 12 + 1, 1)
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(first.month, 31)
    return Recorded(status, first, first.replace(day=last), **fields)


def progress(parts, today=date(2022, 12, 31), printed=PRINTED):
    return work_progress(parts, printed, today=today, year_end=YEAR_END)


class TestWorkProgress:
    def test_stays_as_printed_until_a_person_records(self):
        assert progress([month(1, "done"), month(2)]) == PRINTED

    def test_is_done_when_all_that_came_due_is(self):
        parts = [month(n, "done", is_recorded=True, done_on=date(2022, 12, n)) for n in (1, 2, 3)]

        assert progress([*parts, month(4), month(5)]) == Progress("done", date(2022, 12, 3))

    def test_is_no_longer_done_once_the_next_came_due(self):
        parts = [month(n, "done", is_recorded=True) for n in (1, 2, 3)]

        assert progress([*parts, month(4)], today=date(2023, 1, 30)).status == "done"
        assert progress([*parts, month(4)], today=date(2023, 1, 31)).status == "in_progress"

    def test_one_month_left_out_is_not_done(self):
        parts = [month(1, "done", is_recorded=True), month(2), month(3, "done", is_recorded=True)]

        assert progress(parts) == Progress("in_progress")

    def test_before_anything_came_due_all_of_it_counts(self):
        parts = [month(1, "done", is_recorded=True), month(2)]

        assert progress(parts, today=date(2022, 10, 3)).status == "in_progress"

    def test_work_done_ahead_of_time_is_work_in_progress(self):
        assert progress([month(1), month(2), month(3), month(9, "done", is_recorded=True)]).status == "in_progress"

    def test_months_after_the_year_do_not_change_how_it_went(self):
        year = [month(n, "done", is_recorded=True) for n in range(1, 13)]

        assert progress([*year, month(13)], today=date(2023, 12, 31)).status == "done"

    def test_a_single_note_is_told_as_it_is_and_several_by_month(self):
        one = [month(1, "done", is_recorded=True, note="ครบ"), month(2)]
        two = [*one, month(3, "done", is_recorded=True, note="ล่าช้า")]

        assert progress(one).note == "ครบ"
        assert progress(two).note == "ตุลาคม ๒๕๖๕: ครบ\nธันวาคม ๒๕๖๕: ล่าช้า"

    @pytest.mark.parametrize("status", ["not_started", "in_progress", "done", "unknown"])
    def test_a_single_occurrence_is_the_work(self, status):
        part = Recorded(status, None, date(2023, 1, 31), is_recorded=True)

        assert progress([part]).status == status

    @given(st.lists(st.sampled_from(["not_started", "in_progress", "done", "unknown"]), min_size=1, max_size=12))
    def test_done_means_every_one_due_is_done(self, statuses):
        parts = [month(n, status, is_recorded=True) for n, status in enumerate(statuses, start=1)]

        found = progress(parts, today=date(2023, 3, 31))

        assert (found.status == "done") == all(status == "done" for status in statuses[:6])
