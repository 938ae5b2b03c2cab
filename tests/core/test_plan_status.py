"""A measure's status from its work, and findings in the order that a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import OutsideError, PersonError
from prongsai.core.finding import SEVERITIES, Finding, sort_findings
from prongsai.core.plan import STATUSES, FollowUp, Step, combined_status, derived_status

STATUS_LISTS = st.lists(st.sampled_from(STATUSES), max_size=6)


class TestCombinedStatus:
    @pytest.mark.parametrize(
        ("parts", "wanted"),
        [
            (["done"], "done"),
            (["done", "done"], "done"),
            (["done", "unknown"], "in_progress"),
            (["unknown", "done", "unknown"], "in_progress"),
            (["done", "not_started"], "in_progress"),
            (["done", "in_progress"], "in_progress"),
            (["not_started"], "not_started"),
            (["not_started", "not_started"], "not_started"),
            (["not_started", "unknown"], "not_started"),
            (["in_progress", "not_started"], "in_progress"),
            (["in_progress"], "in_progress"),
        ],
    )
    def test_of_what_is_known(self, parts, wanted):
        assert combined_status(parts, "unknown") == wanted

    @pytest.mark.parametrize("printed", STATUSES)
    def test_is_what_was_printed_where_no_part_is_known(self, printed):
        assert combined_status([], printed) == printed
        assert combined_status(["unknown", "unknown"], printed) == printed

    @given(STATUS_LISTS, st.sampled_from(STATUSES))
    def test_is_done_only_when_every_part_is(self, parts, printed):
        if any(part != "unknown" for part in parts):
            assert (combined_status(parts, printed) == "done") == all(part == "done" for part in parts)

    @given(STATUS_LISTS, st.sampled_from(STATUSES), st.randoms())
    def test_does_not_depend_on_the_order(self, parts, printed, random):
        other = parts.copy()
        random.shuffle(other)

        assert combined_status(parts, printed) == combined_status(other, printed)

    @given(STATUS_LISTS)
    def test_a_further_finished_part_never_makes_it_less(self, parts):
        rank = {"unknown": 0, "not_started": 0, "in_progress": 1, "done": 2}
        before = combined_status(parts)

        if before != "unknown" and "unknown" not in parts:
            assert rank[combined_status([*parts, "done"])] >= rank[before]


def test_steps_and_follow_ups_count_alike():
    work = (Step(1, "จัดทำ", status="done"), FollowUp(1, "รายงาน", status="not_started"))

    assert derived_status(work) == "in_progress"
    assert derived_status((), "done") == "done"


def finding(severity, measure, code="x"):
    return Finding(code, severity, measure, "", "ไทย", "english")


class TestSortFindings:
    def test_errors_first_then_by_measure_and_the_plans_own_before(self):
        given_ = [
            finding("note", 1), finding("error", 2), finding("warning", None), finding("error", None), finding("error", 1),
        ]  # fmt: skip

        assert [(one.severity, one.measure) for one in sort_findings(given_)] == [
            ("error", None), ("error", 1), ("error", 2), ("warning", None), ("note", 1),
        ]  # fmt: skip

    def test_equals_keep_their_order(self):
        given_ = [finding("warning", 3, code) for code in "bca"]

        assert [one.code for one in sort_findings(given_)] == ["b", "c", "a"]

    @given(st.lists(st.builds(finding, st.sampled_from(SEVERITIES), st.one_of(st.none(), st.integers(1, 9)))))
    def test_loses_nothing_and_is_settled(self, given_):
        once = sort_findings(iter(given_))

        assert sort_findings(once) == once
        assert sorted(map(repr, once)) == sorted(map(repr, given_))


@pytest.mark.parametrize("kind", [PersonError, OutsideError])
def test_an_error_says_both_languages_in_a_log(kind):
    error = kind("ไฟล์ว่าง", "the file is empty")

    assert str(error) == "ไฟล์ว่าง / the file is empty"
    assert (error.message_th, error.message_en) == ("ไฟล์ว่าง", "the file is empty")
    assert not isinstance(error, OutsideError if kind is PersonError else PersonError)
