from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


VISITS = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from(["http://a.go.th/", "http://b.go.th/"]), st.booleans()), max_size=9
).map(
    lambda rows: [
        visit(f"v{number}", days, url, is_answered=answered) for number, (days, url, answered) in enumerate(rows)
    ]
)
WINDOWS = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=2).map(
    lambda pairs: tuple(window(max(pair), min(pair)) for pair in pairs)
)


class TestEdges:
    def test_a_visit_of_just_so_many_days_may_go_and_one_a_second_younger_stays(self):
        visits = [
            visit("old", 30),
            KeptVisit("young", "http://a.go.th/", NOW - timedelta(days=30, seconds=-1)),
            visit("now", 0),
        ]

        assert choose_expired(visits, ExpiryRule(30), now=NOW) == {"old"}

    def test_what_was_seen_at_the_very_moment_of_opening_or_closing_was_in_force(self):
        visits = [
            visit("before", 800),
            visit("opening", 700),
            visit("closing", 690),
            visit("after", 600),
            visit("now", 0),
        ]

        assert choose_expired(visits, ExpiryRule(30, (window(700, 690),)), now=NOW) == {"before", "after"}

    def test_of_two_visits_at_one_moment_one_stays(self):
        assert len(choose_expired([visit("a", 90), visit("b", 90)], ExpiryRule(30), now=NOW)) == 1

    def test_a_certificate_for_what_is_not_there_is_no_fault(self):
        assert choose_expired([visit("a", 90)], ExpiryRule(30, (), frozenset({"elsewhere"})), now=NOW) == frozenset()

    def test_what_an_expired_visit_refers_to_goes_with_it(self):
        visits = [visit("body", 900), visit("revisit", 800, refers_to="body"), visit("newest", 1)]

        assert choose_expired(visits, ExpiryRule(30), now=NOW) == {"body", "revisit"}


class TestAnyVisits:
    @given(VISITS, WINDOWS, st.integers(0, 800))
    def test_keeps_what_was_promised(self, visits, windows, keep_days):
        gone = choose_expired(visits, ExpiryRule(keep_days, windows), now=NOW)

        kept = [one for one in visits if one.name not in gone]
        assert all(one.at <= NOW - timedelta(days=keep_days) for one in visits if one.name in gone)
        for url in {one.url for one in visits}:
            of_url = [one for one in visits if one.url == url]
            assert max(one.at for one in of_url) in [one.at for one in kept if one.url == url]
            answered = [one.at for one in of_url if one.is_answered]
            kept_answers = [one.at for one in kept if one.url == url and one.is_answered]
            assert not answered or max(answered) in kept_answers
            for moment in [moment for one in windows for moment in (one.opens_at, one.closes_at)]:
                in_force = [at for at in answered if at <= moment]
                assert not in_force or max(in_force) in kept_answers

    @given(VISITS, WINDOWS, st.integers(0, 800))
    def test_once_they_have_gone_nothing_more_goes(self, visits, windows, keep_days):
        rule = ExpiryRule(keep_days, windows)
        gone = choose_expired(visits, rule, now=NOW)

        assert choose_expired([one for one in visits if one.name not in gone], rule, now=NOW) == frozenset()

    @given(VISITS, st.integers(0, 400), st.integers(0, 400))
    def test_a_longer_time_lets_nothing_more_go(self, visits, keep_days, more):
        shorter, longer = ExpiryRule(keep_days), ExpiryRule(keep_days + more)

        assert choose_expired(visits, longer, now=NOW) <= choose_expired(visits, shorter, now=NOW)
