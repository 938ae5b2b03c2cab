from datetime import UTC, datetime, timedelta

import pytest

from prongsai.audit.expiry import ExpiryRule, KeptVisit, Window, choose_expired, describe_rule

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def visit(name, days_ago, url="http://a.go.th/", **changes):
    return KeptVisit(name, url, NOW - timedelta(days=days_ago), **changes)


def window(opened_days_ago, closed_days_ago):
    return Window(NOW - timedelta(days=opened_days_ago), NOW - timedelta(days=closed_days_ago))


class TestChooseExpired:
    def test_young_visits_stay_and_old_ones_go(self):
        visits = [visit("old", 400), visit("older", 800), visit("young", 10), visit("newest", 1)]

        assert choose_expired(visits, ExpiryRule(365), now=NOW) == {"old", "older"}

    def test_the_newest_of_each_address_stays_however_old(self):
        visits = [visit("a1", 900), visit("a2", 800), visit("b1", 700, "http://b.go.th/")]

        assert choose_expired(visits, ExpiryRule(365), now=NOW) == {"a1"}

    def test_the_newest_answer_stays_beside_newer_failures(self):
        visits = [visit("a1", 900), visit("a2", 800), visit("failed", 700, is_answered=False)]

        assert choose_expired(visits, ExpiryRule(0), now=NOW) == {"a1"}

    def test_what_was_in_force_in_a_window_stays(self):
        visits = [
            visit("long before", 900), visit("before", 700), visit("inside", 690), visit("last inside", 680),
            visit("failed inside", 679, is_answered=False), visit("after", 600), visit("newest", 5),
        ]  # fmt: skip

        gone = choose_expired(visits, ExpiryRule(30, (window(695, 670),)), now=NOW)

        assert gone == {"long before", "inside", "failed inside", "after"}

    def test_a_window_before_the_first_visit_keeps_nothing_more(self):
        assert choose_expired([visit("a", 90), visit("b", 1)], ExpiryRule(30, (window(200, 190),)), now=NOW) == {"a"}

    def test_those_named_in_certificates_stay(self):
        visits = [visit("certified", 900), visit("other", 900), visit("newest", 1)]

        gone = choose_expired(visits, ExpiryRule(30, (), frozenset({"certified"})), now=NOW)

        assert gone == {"other"}

    def test_what_a_kept_revisit_refers_to_stays(self):
        visits = [visit("body", 900, "http://elsewhere.go.th/"), visit("x", 1, "http://elsewhere.go.th/")]
        visits += [visit("revisit", 1, refers_to="body")]

        assert choose_expired(visits, ExpiryRule(30), now=NOW) == frozenset()

    def test_nothing_kept_means_nothing_to_go(self):
        assert choose_expired([], ExpiryRule(30), now=NOW) == frozenset()

    def test_a_negative_time_is_refused(self):
        with pytest.raises(ValueError, match="keep_days is -1"):
            ExpiryRule(-1)

    def test_says_the_rule_in_words(self):
        thai, english = describe_rule(ExpiryRule(730, (window(9, 1),)))

        assert "730 วัน" in thai
        assert "730 days" in english
