"""Pace groups, batches, the spread of a cycle and the next try of a link."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit import batches
from prongsai.audit.batches import Pace
from prongsai.audit.verdict import VERDICTS

PACE = Pace(retry_s=120, retry_factor=5, retry_cap_s=3600, tries=3)
HOSTS = [f"www.tambon{number}.go.th" for number in range(2_000)]


class TestHostOf:
    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://www.bansuan.go.th/ita/1", "www.bansuan.go.th"),
            ("http://WWW.Bansuan.go.th:8080/x", "www.bansuan.go.th"),
            ("http://bansuan.go.th./x", "bansuan.go.th"),
            ("http://user:secret@bansuan.go.th/", "bansuan.go.th"),
            ("http://[2001:db8::1]:80/", "2001:db8::1"),
            ("  https://bansuan.go.th", "bansuan.go.th"),
            ("bansuan.go.th/x", ""),
            ("http://[broken", ""),
            ("", ""),
        ],
    )
    def test_reads_the_host_and_never_raises(self, url, host):
        assert batches.host_of(url) == host


class TestPaceGroup:
    @pytest.mark.parametrize(
        ("host", "group"),
        [
            ("www.bansuan.go.th", "bansuan.go.th"),
            ("bansuan.go.th", "bansuan.go.th"),
            ("ita.bansuan.go.th", "ita.bansuan.go.th"),
            ("drive.google.com", "platform:google"),
            ("docs.google.com", "platform:google"),
            ("forms.gle", "platform:google"),
            ("lh3.googleusercontent.com", "platform:google"),
            ("www.facebook.com", "platform:facebook"),
            ("fb.watch", "platform:facebook"),
            ("1drv.ms", "platform:microsoft"),
            ("bansuan.thaischool1.in.th", "platform:thaischool"),
            ("www.canva.com", "platform:canva.com"),
            ("notgoogle.com", "notgoogle.com"),
            ("google.com.example.go.th", "google.com.example.go.th"),
            ("", "no-host"),
        ],
    )
    def test_a_platform_is_one_group_and_every_other_host_its_own(self, host, group):
        assert batches.pace_group(host) == group


class TestGroupHosts:
    def test_hosts_at_one_address_are_one_group(self):
        addresses = {"a.go.th": ["203.0.113.1"], "b.go.th": ["203.0.113.1"], "c.go.th": ["203.0.113.2"]}

        groups = batches.group_hosts(addresses, addresses)

        assert groups == {"a.go.th": "a.go.th", "b.go.th": "a.go.th", "c.go.th": "c.go.th"}

    def test_addresses_chain(self):
        addresses = {"c.go.th": ["1"], "b.go.th": ["1", "2"], "a.go.th": ["2", "3"], "d.go.th": ["3"]}

        assert set(batches.group_hosts(addresses, addresses).values()) == {"a.go.th"}

    def test_a_platform_keeps_its_own_group_whatever_its_address(self):
        addresses = {"drive.google.com": ["1"], "a.go.th": ["1"], "www.a.go.th": []}

        groups = batches.group_hosts(addresses, addresses)

        assert groups == {"drive.google.com": "platform:google", "a.go.th": "a.go.th", "www.a.go.th": "a.go.th"}

    @given(st.dictionaries(st.sampled_from(HOSTS[:12]), st.lists(st.sampled_from("12345"), max_size=3)))
    def test_two_hosts_share_a_group_exactly_when_addresses_join_them(self, addresses):
        groups = batches.group_hosts(addresses, addresses)

        joined = {host: {host} for host in addresses}
        for _ in addresses:  # the slow way: spread until nothing changes
            for one in addresses:
                for other in addresses:
                    if set(addresses[one]) & set(addresses[other]):
                        union = joined[one] | joined[other]
                        for host in union:
                            joined[host] = union | joined[host]
        for one in addresses:
            assert {other for other in addresses if groups[other] == groups[one]} == joined[one]


class TestCutBatches:
    @given(st.integers(0, 350), st.integers(1, 120))
    def test_every_link_once_in_order_and_none_too_long(self, count, size):
        cut = list(batches.cut_batches(range(count), size))

        assert [link for batch in cut for link in batch] == list(range(count))
        assert all(0 < len(batch) <= size for batch in cut)
        assert len(cut) == -(-count // size)


class TestStartOffset:
    @given(st.text(min_size=1), st.integers(1, 30_000), st.floats(1, 1e5), st.floats(0.01, 5))
    def test_the_group_can_end_within_the_window_if_it_fits_at_all(self, group, links, window_s, gap_s):
        offset = batches.start_offset_s(group, links, window_s, gap_s)

        assert offset >= 0
        assert offset == 0 or offset + links * gap_s <= window_s * (1 + 1e-9)

    def test_groups_spread_evenly_over_the_window(self):
        hours = [int(batches.start_offset_s(host, 100, 8 * 3600 + 100, 1.0) // 3600) for host in HOSTS]

        counts = [hours.count(hour) for hour in range(8)]

        assert sum(counts) == len(HOSTS)
        assert max(counts) < 1.3 * statistics.mean(counts)
        assert min(counts) > 0.7 * statistics.mean(counts)

    def test_a_group_keeps_its_hour(self):
        assert batches.start_offset_s("a.go.th", 9, 3600, 1) == batches.start_offset_s("a.go.th", 9, 3600, 1)


class TestRetryAfter:
    def test_grows_with_each_try_up_to_the_cap(self):
        waits = [statistics.mean(batches.retry_after_s(host, tries, PACE) for host in HOSTS) for tries in (1, 2, 3, 9)]

        assert waits == pytest.approx([120, 600, 3000, 3600], rel=0.03)

    def test_differs_between_links_within_half_of_its_mean(self):
        waits = {batches.retry_after_s(host, 1, PACE) for host in HOSTS}

        assert len(waits) > 1_990
        assert min(waits) >= 60
        assert max(waits) < 180


class TestIsAway:
    @pytest.mark.parametrize(
        ("verdict", "status", "away"),
        [
            ("refused", None, True),
            ("timed_out", None, True),
            ("refused", 429, True),
            ("refused", 503, True),
            ("refused", 403, False),
            ("refused", 500, False),
            ("gone", 404, False),
            ("opens", 200, False),
            ("not_checked", None, False),
        ],
    )
    def test_only_what_speaks_of_the_whole_host(self, verdict, status, away):
        assert batches.is_away(verdict, status) is away


class TestStateAfter:
    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_a_link_never_waits_for_ever(self, verdict):
        for status in (None, 200, 403, 404, 429, 503):
            states = [batches.state_after(verdict, status, tries, PACE) for tries in range(PACE.tries)]
            assert states[-1] in ("done", "dead")
            assert set(states[:-1]) <= {states[-1], "waiting"}

    @pytest.mark.parametrize(
        ("verdict", "status", "state"),
        [
            ("opens", 200, "done"),
            ("gone", 404, "done"),
            ("blocked", None, "done"),
            ("unsupported", 200, "done"),
            ("refused", 403, "done"),
            ("refused", 503, "waiting"),
            ("refused", None, "waiting"),
            ("timed_out", None, "waiting"),
        ],
    )
    def test_what_may_pass_is_tried_again(self, verdict, status, state):
        assert batches.state_after(verdict, status, 0, PACE) == state

    def test_the_last_try_that_tells_nothing_is_dead_not_done(self):
        assert [batches.state_after("timed_out", None, tries, PACE) for tries in (1, 2)] == ["waiting", "dead"]
