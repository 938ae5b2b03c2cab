"""Names of hosts: what is one, whose it is, what it may be a slip of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.link import host_lists
from prongsai.core.link.host_name import (
    domain_of,
    edit_distance,
    find_lookalike,
    has_known_ending,
    has_possible_ending,
    is_agency_host,
    is_host_name,
    is_ip_address,
    is_same_agency,
    without_www,
)

WORD = st.text("abcde", max_size=8)
NAME = st.text("abcdefghijklmnopqrstuvwxyz", min_size=16, max_size=24)


def slow_distance(left: str, right: str) -> int:
    """Optimal string alignment, written for reading."""
    if not left or not right:
        return len(left) + len(right)
    best = min(
        slow_distance(left[:-1], right) + 1,
        slow_distance(left, right[:-1]) + 1,
        slow_distance(left[:-1], right[:-1]) + (left[-1] != right[-1]),
    )
    if len(left) > 1 and len(right) > 1 and left[-1] == right[-2] and left[-2] == right[-1]:
        best = min(best, slow_distance(left[:-2], right[:-2]) + 1)
    return best


class TestIsHostName:
    @pytest.mark.parametrize(
        "host",
        [
            "www.sanor.go.th",
            "sanor.go.th",
            "a-b.ac.th",
            "xn--o3cw4h.xn--o3cw4h",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "x_y.example.org",
            "3dgf.mcru.ac.th",
        ],
    )
    def test_names_and_addresses_are_hosts(self, host):
        assert is_host_name(host)

    @pytest.mark.parametrize(
        "host",
        [
            "",
            "sanor",
            "www.sanor",
            "www.",
            "-a.go.th",
            "a-.go.th",
            "a..go.th",
            "a b.go.th",
            "เทศบาล.ไทย",
            "999.1.1.1",
            "1.2.3",
            "[zz]",
            "a.123",
            "a." * 130 + "th",
            "x" * 64 + ".go.th",
        ],
    )
    def test_other_words_are_none(self, host):
        assert not is_host_name(host)

    def test_a_cut_ending_is_only_good_for_comparing(self):
        assert is_host_name("www.sanor.go.t")
        assert not has_possible_ending("www.sanor.go.t")
        assert has_possible_ending("www.sanor.go.th")
        assert has_possible_ending("10.0.0.1")

    @pytest.mark.parametrize(
        ("host", "known"),
        [
            ("www.sanor.go.th", True),
            ("go.th", False),
            ("www.sanor.com", True),
            ("www.khoksaadch", False),
            ("www.sanor.zzz", False),
            ("10.1.1.1", True),
            ("xn--o3cw4h.xn--o3cw4h", True),
        ],
    )
    def test_a_known_ending_makes_a_host_complete(self, host, known):
        assert has_known_ending(host) is known


class TestOwners:
    @pytest.mark.parametrize(
        ("host", "domain"),
        [
            ("www.sanor.go.th", "sanor.go.th"),
            ("ita.sanor.go.th", "sanor.go.th"),
            ("sanor.go.th", "sanor.go.th"),
            ("www2.mcru.ac.th", "mcru.ac.th"),
            ("nysso.nyh.moph.go.th", "nyh.moph.go.th"),
            ("kosamphi.moph.go.th", "kosamphi.moph.go.th"),
            ("www.moph.go.th", "moph.go.th"),
            ("www.bbc.co.uk", "bbc.co.uk"),
            ("www.namkham.com", "namkham.com"),
            ("203.150.1.2", "203.150.1.2"),
            ("localhost", "localhost"),
        ],
    )
    def test_the_domain_is_what_one_agency_owns(self, host, domain):
        assert domain_of(host) == domain

    @pytest.mark.parametrize(
        ("host", "known", "same"),
        [
            ("www.sanor.go.th", "sanor.go.th", True),
            ("ita.sanor.go.th", "www.sanor.go.th", True),
            ("www.sanor.go.th", "www.sanorr.go.th", False),
            ("kosamphi.moph.go.th", "nysso.moph.go.th", False),
            ("www.sanor.go.th", "www.sanor.ac.th", False),
        ],
    )
    def test_sub_hosts_belong_to_the_agency_and_offices_under_a_ministry_do_not(self, host, known, same):
        assert is_same_agency(host, [known]) is same

    def test_no_known_host_means_no_owner(self):
        assert not is_same_agency("www.sanor.go.th", [])

    @pytest.mark.parametrize(
        ("host", "agency"),
        [
            ("a.go.th", True),
            ("a.ac.th", True),
            ("a.or.th", True),
            ("a.mi.th", True),
            ("a.co.th", False),
            ("a.com", False),
        ],
    )
    def test_the_ending_tells_an_agency(self, host, agency):
        assert is_agency_host(host) is agency

    @pytest.mark.parametrize(
        ("host", "bare"),
        [
            ("www.a.go.th", "a.go.th"),
            ("www2.a.go.th", "a.go.th"),
            ("ww.a.go.th", "a.go.th"),
            ("wwwa.go.th", "wwwa.go.th"),
            ("web.a.go.th", "web.a.go.th"),
        ],
    )
    def test_www_is_no_part_of_a_name(self, host, bare):
        assert without_www(host) == bare

    @pytest.mark.parametrize(
        ("host", "is_ip"), [("1.2.3.4", True), ("256.1.1.1", False), ("[2001:db8::1]", True), ("a.th", False)]
    )
    def test_knows_numbers_from_names(self, host, is_ip):
        assert is_ip_address(host) is is_ip


class TestEditDistance:
    @given(WORD, WORD, st.integers(0, 3))
    def test_agrees_with_the_plain_definition_up_to_its_limit(self, left, right, limit):
        assert edit_distance(left, right, limit) == min(slow_distance(left[:6], right[:6]), limit + 1) or (
            max(len(left), len(right)) > 6
        )

    @given(WORD, WORD)
    def test_is_the_same_both_ways(self, left, right):
        assert edit_distance(left, right, 9) == edit_distance(right, left, 9)

    @given(WORD)
    def test_is_nothing_for_the_same_word(self, word):
        assert edit_distance(word, word, 0) == 0


class TestFindLookalike:
    @given(NAME, st.data())
    def test_one_dropped_letter_of_a_long_name_is_found(self, name, data):
        position = data.draw(st.integers(1, len(name) - 1))
        known = f"www.{name}.go.th"
        written = f"www.{name[:position]}{name[position + 1 :]}.go.th"

        assert find_lookalike(written, [known]) == known

    @given(NAME, st.data())
    def test_a_dot_inside_a_name_is_found(self, name, data):
        position = data.draw(st.integers(1, len(name) - 1))
        known = f"www.{name}.go.th"

        assert find_lookalike(f"www.{name[:position]}.{name[position:]}.go.th", [known]) == known

    @given(st.text("abcdefgh", min_size=3, max_size=9), st.text("qrstuvwx", min_size=1, max_size=1), st.data())
    def test_a_short_name_with_another_letter_is_another_agency(self, name, letter, data):
        position = data.draw(st.integers(0, len(name) - 1))
        other = name[:position] + letter + name[position + 1 :]

        assert find_lookalike(f"www.{other}.go.th", [f"www.{name}.go.th"]) is None

    def test_the_likeliest_known_host_comes_first(self):
        known = ["www.nongthongkham.go.th", "www.nongthongkhan.go.th"]

        assert find_lookalike("www.nongthongkhaa.go.th", known) == known[0]

    def test_numbers_are_never_slips(self):
        assert find_lookalike("10.0.0.1", ["10.0.0.2"]) is None
        assert find_lookalike("www.school-number-one-2.ac.th", ["www.school-number-one-1.ac.th"]) is None


class TestTables:
    TABLES = (
        "SOCIAL_MEDIA",
        "URL_SHORTENERS",
        "SHORT_LINKS_OF_PLATFORMS",
        "THIRD_PARTY",
        "GOVERNMENT_SYSTEMS",
        "OFFICES_WITH_SYSTEMS",
        "NATIONAL_OFFICES",
        "UMBRELLA_DOMAINS",
        "COUNTERS_AND_TEMPLATES",
        "TEST_HOSTS",
        "SURVEY_HOSTS",
    )

    @pytest.mark.parametrize("name", TABLES)
    def test_hold_only_names_of_hosts(self, name):
        table = getattr(host_lists, name)

        assert table
        assert [entry for entry in table if not is_host_name(entry) or entry != entry.lower()] == []

    def test_a_platform_stands_in_one_table_only(self):
        tables = [host_lists.SOCIAL_MEDIA, host_lists.GOVERNMENT_SYSTEMS, host_lists.COUNTERS_AND_TEMPLATES]
        for position, table in enumerate(tables):
            for other in tables[position + 1 :]:
                assert not table & other

    def test_a_host_stands_on_its_own_entry_and_on_its_parents(self):
        assert host_lists.is_on("m.facebook.com", host_lists.SOCIAL_MEDIA)
        assert host_lists.is_on("facebook.com", host_lists.SOCIAL_MEDIA)
        assert not host_lists.is_on("notfacebook.com", host_lists.SOCIAL_MEDIA)
