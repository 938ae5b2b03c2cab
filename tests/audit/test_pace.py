import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.pace import LONGEST_BACK_OFF_S, Pace, PaceRules, parse_retry_after

HOST = ("host:a.go.th",)


def started(pace, at, keys=HOST):
    return pace.started(keys, at=at, ready_since=at)


class TestPace:
    def test_the_next_request_waits_for_the_gap(self):
        pace = Pace(PaceRules(host_gap_s=1.0))

        started(pace, 10.0)
        pace.ended(HOST, at=10.2, is_strained=False)

        assert pace.next_at(HOST) == 11.0

    def test_a_host_with_a_request_under_way_is_busy(self):
        pace = Pace(PaceRules(host_connections=1))

        started(pace, 10.0)

        assert pace.next_at(HOST) is None

    def test_the_latest_of_all_budgets_counts(self):
        pace = Pace(PaceRules(host_gap_s=1.0, address_gap_s=0.5, platform_gap_s=4.0))
        keys = ("host:drive.google.com", "platform:google")

        started(pace, 10.0, keys)
        pace.ended(keys, at=10.1, is_strained=False)

        assert pace.next_at(("host:docs.google.com", "platform:google")) == 14.0
        assert pace.next_at(("host:elsewhere.go.th", "address:1.2.3.4")) == 0.0

    def test_failures_double_the_gap_up_to_a_minute_and_a_good_answer_eases_it(self):
        pace = Pace(PaceRules(host_gap_s=1.0), seed=1)
        at, waits = 0.0, []
        for _ in range(12):
            started(pace, at)
            pace.ended(HOST, at=at, is_strained=True)
            waits.append(pace.next_at(HOST) - at)
            at = pace.next_at(HOST)

        assert waits[0] < waits[1] < waits[2] < waits[3]
        assert max(waits) <= LONGEST_BACK_OFF_S * 1.2 + 1.0
        assert pace.failures("a.go.th") == 12

        started(pace, at)
        pace.ended(HOST, at=at, is_strained=False)
        assert pace.failures("a.go.th") == 0

    def test_back_off_has_jitter(self):
        def first_wait(seed):
            pace = Pace(PaceRules(host_gap_s=1.0), seed=seed)
            started(pace, 0.0)
            pace.ended(HOST, at=0.0, is_strained=True)
            return pace.next_at(HOST)

        assert len({first_wait(seed) for seed in range(20)}) > 10

    def test_a_request_under_another_budget_is_not_slowed(self):
        pace = Pace(PaceRules())
        started(pace, 0.0)
        pace.ended(HOST, at=0.0, is_strained=True, retry_after_s=25.0)

        assert pace.next_at(HOST) >= 25.0
        assert pace.next_at(("host:b.go.th",)) == 0.0

    def test_reports_the_smallest_gap_and_the_longest_wait(self):
        pace = Pace(PaceRules(host_gap_s=1.0))
        for at, ready in ((0.0, 0.0), (1.5, 0.0), (2.6, 0.5)):
            pace.started(HOST, at=at, ready_since=ready)
            pace.ended(HOST, at=at, is_strained=False)

        assert pace.report.smallest_gap_s == pytest.approx(1.1)
        assert pace.report.smallest_gap_host == "a.go.th"
        assert pace.report.longest_wait_s == pytest.approx(2.1)
        assert pace.report.requests == 3

    def test_forgets_a_host_only_when_its_gap_has_passed(self):
        pace = Pace(PaceRules(host_gap_s=1.0))
        started(pace, 10.0)
        pace.ended(HOST, at=10.1, is_strained=False)

        pace.forget("a.go.th", 10.5)
        assert pace.next_at(HOST) == 11.0

        pace.forget("a.go.th", 11.5)
        assert pace.next_at(HOST) == 0.0

    def test_another_worker_s_last_request_can_be_taken_over(self):
        pace = Pace(PaceRules())

        pace.not_before("a.go.th", 42.0)

        assert pace.next_at(HOST) == 42.0

    @given(st.lists(st.tuples(st.floats(0, 5), st.booleans()), min_size=2, max_size=40))
    def test_no_two_starts_are_closer_than_the_gap(self, visits):
        pace = Pace(PaceRules(host_gap_s=1.0), seed=3)
        now, starts = 0.0, []
        for took, is_strained in visits:
            now = max(now, pace.next_at(HOST))
            started(pace, now)
            starts.append(now)
            now += took
            pace.ended(HOST, at=now, is_strained=is_strained)

        assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in pairwise(starts))


class TestRetryAfter:
    NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC).timestamp()

    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("120", 120),
            (" 0 ", 0),
            ("Fri, 27 Nov 2026 08:01:30 GMT", 90),
            ("Fri, 27 Nov 2026 07:00:00 GMT", 0),
            ("Fri, 27 Nov 2026 15:01:30 +0700", 90),
            ("Fri, 27 Nov 2026 08:01:30", 90),
            ("Fri, 27 Nov 2026 08:01:30 -0000", 90),
            ("Fri Nov 27 08:01:30 2026", 90),
            ("Friday, 27-Nov-26 08:01:30 GMT", 90),
            ("Mon, 01 Jan 0001 00:00:00 -0000", 0),
            ("Fri, 31 Feb 2026 08:01:30 GMT", None),
            ("1.5", None),
            ("", None),
            ("soon", None),
            ("-5", None),
            ("๑๒", None),
            ("9" * 40, 1e7),
        ],
    )
    def test_seconds_or_a_date(self, value, seconds):
        assert parse_retry_after(value, self.NOW) == seconds

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
    @pytest.mark.parametrize("zone", ["Asia/Bangkok", "America/New_York", "UTC"])
    def test_a_date_without_a_zone_is_not_in_the_servers(self, zone, monkeypatch):
        with monkeypatch.context() as changed:
            changed.setenv("TZ", zone)
            time.tzset()
            found = parse_retry_after("Fri, 27 Nov 2026 08:01:30", self.NOW)
        time.tzset()

        assert found == 90

    @given(st.text(max_size=60))
    def test_never_raises(self, value):
        found = parse_retry_after(value, self.NOW)

        assert found is None or found >= 0


class TestMemory:
    def test_budgets_that_have_rested_are_forgotten(self):
        pace = Pace(PaceRules(host_gap_s=1.0, address_gap_s=0.5))

        for number in range(20_000):
            keys = (f"host:h{number}.go.th", f"address:10.0.{number // 250}.{number % 250}")
            started(pace, float(number), keys)
            pace.ended(keys, at=number + 0.1, is_strained=False)
            pace.forget(f"h{number}.go.th", number + 0.1)

        assert pace.kept < 1000

    def test_hosts_still_in_hand_keep_theirs(self):
        pace = Pace(PaceRules(host_gap_s=1.0))
        started(pace, 0.0)
        pace.ended(HOST, at=0.0, is_strained=True)
        for number in range(5_000):
            started(pace, float(number), (f"host:h{number}.go.th", "platform:google"))
            pace.ended((f"host:h{number}.go.th", "platform:google"), at=float(number), is_strained=False)
            pace.forget(f"h{number}.go.th", float(number))

        assert pace.failures("a.go.th") == 1
        assert pace.kept < 1000

    def test_what_is_under_way_or_has_to_rest_is_kept(self):
        pace = Pace(PaceRules(host_gap_s=1.0, platform_gap_s=9.0))
        busy, resting = ("host:busy.go.th",), ("host:resting.go.th", "platform:google")
        started(pace, 0.0, busy)
        started(pace, 0.0, resting)
        pace.ended(resting, at=0.0, is_strained=False, retry_after_s=10_000.0)
        for name in ("busy.go.th", "resting.go.th"):
            pace.forget(name, 1.0)
        for number in range(3_000):
            started(pace, 2.0, (f"host:h{number}.go.th",))
            pace.ended((f"host:h{number}.go.th",), at=2.0, is_strained=False)
            pace.forget(f"h{number}.go.th", 4.0)

        assert pace.next_at(busy) is None
        assert pace.next_at(("host:resting.go.th",)) == 10_000.0
        assert pace.next_at(("platform:google",)) == 9.0

    def test_a_host_that_comes_back_is_in_hand_again(self):
        pace = Pace(PaceRules(host_gap_s=1.0))
        started(pace, 0.0)
        pace.ended(HOST, at=0.0, is_strained=False)
        pace.forget("a.go.th", 0.5)
        started(pace, 1.0)
        pace.ended(HOST, at=1.0, is_strained=True)
        for number in range(3_000):
            started(pace, 100.0, (f"host:h{number}.go.th",))
            pace.ended((f"host:h{number}.go.th",), at=100.0, is_strained=False)
            pace.forget(f"h{number}.go.th", 200.0)

        assert pace.failures("a.go.th") == 1


class TestLongerGap:
    def test_a_host_may_ask_for_a_longer_gap(self):
        pace = Pace(PaceRules(host_gap_s=1.0))
        started(pace, 10.0)

        pace.lengthen("a.go.th", 7.0)
        pace.ended(HOST, at=10.2, is_strained=False)
        first = pace.next_at(HOST)
        started(pace, first)
        pace.ended(HOST, at=first, is_strained=False)

        assert (first, pace.next_at(HOST)) == (17.0, 24.0)

    def test_but_not_for_a_shorter_one(self):
        pace = Pace(PaceRules(host_gap_s=5.0))
        started(pace, 10.0)
        pace.ended(HOST, at=10.2, is_strained=False)

        pace.lengthen("a.go.th", 0.1)

        assert pace.next_at(HOST) == 15.0

    def test_nor_where_pacing_is_switched_off(self):
        pace = Pace(PaceRules(host_gap_s=0.0))
        started(pace, 10.0)
        pace.ended(HOST, at=10.0, is_strained=False)

        pace.lengthen("a.go.th", 30.0)

        assert pace.next_at(HOST) == 10.0
