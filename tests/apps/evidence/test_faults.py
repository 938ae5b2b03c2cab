"""What of a check is a fault for which somebody must act at once, and from when to when it stands."""

import pytest

from prongsai.apps.evidence.faults import LEFT_ITS_OWNER, OTHER_AGENCY, fault_since, list_faults
from prongsai.apps.evidence.findings import CheckFinding
from prongsai.apps.evidence.groups import is_answered
from prongsai.audit.verdict import VERDICTS
from prongsai.audit.watch.notes import CODES
from tests.apps.factories import NOW


def finding(code, severity="error"):
    return CheckFinding(code, severity, "ก", "a")


def codes(*found, verdict="opens", confirmed=False):
    return [one.code for one in list_faults(found, verdict, confirmed=confirmed)]


class TestListFaults:
    @pytest.mark.parametrize("verdict", ["soft_404", "homepage_only", "login_wall", "redirect_loop"])
    def test_what_counts_at_once_is_one(self, verdict):
        assert codes(finding(f"verdict_{verdict}"), verdict=verdict) == [f"verdict_{verdict}"]

    @pytest.mark.parametrize("verdict", ["refused", "timed_out", "unsupported", "blocked", "bad_certificate"])
    def test_what_nobody_knows_or_still_opens_is_none(self, verdict):
        assert codes(finding(f"verdict_{verdict}", "warning"), verdict=verdict) == []

    def test_gone_is_one_on_the_second_day(self):
        gone = finding("verdict_gone")

        assert codes(gone, verdict="gone") == []
        assert codes(gone, verdict="gone", confirmed=True) == ["verdict_gone"]

    @pytest.mark.parametrize("code", CODES)
    def test_every_sign_of_a_break_in_is_one(self, code):
        assert codes(finding(code, "warning")) == [code]

    def test_a_page_of_somebody_else_is_one_when_that_is_certain(self):
        assert codes(finding(LEFT_ITS_OWNER)) == [LEFT_ITS_OWNER]
        assert codes(finding(OTHER_AGENCY)) == [OTHER_AGENCY]
        assert codes(finding(OTHER_AGENCY, "warning")) == []

    def test_what_the_content_lacks_is_none(self):
        assert codes(finding("year_differs"), finding("item_differs"), finding("personal_data")) == []

    def test_a_verdict_with_an_answer_is_none(self):
        assert codes(verdict="soft_404") == []


class TestFaultSince:
    def test_begins_with_the_first_visit_that_sees_it_and_stays(self):
        later = NOW.replace(year=NOW.year + 1)

        assert fault_since(None, "soft_404", is_faulty=True, at=NOW) == NOW
        assert fault_since(NOW, "homepage_only", is_faulty=True, at=later) == NOW

    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_ends_with_a_visit_that_saw_the_page_alone(self, verdict):
        ends = verdict in ("opens", "moved", "bad_certificate")

        assert fault_since(NOW, verdict, is_faulty=False, at=NOW) == (None if ends else NOW)

    def test_none_stays_none(self):
        assert fault_since(None, "timed_out", is_faulty=False, at=NOW) is None


@pytest.mark.parametrize(
    ("group", "left", "answered"),
    [("loses", 0, True), ("doubt", 0, True), ("loses", 1, False), ("good", 0, False), ("unchecked", 0, False)],
)
def test_a_check_is_answered_when_nothing_is_left_open(group, left, answered):
    assert is_answered(group, left) is answered
