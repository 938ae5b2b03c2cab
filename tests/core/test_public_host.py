"""Host names that may stand in a header."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.public_host import with_twin


class TestWithTwin:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("www.bansuan.go.th", ["www.bansuan.go.th", "bansuan.go.th"]),
            ("bansuan.go.th", ["bansuan.go.th", "www.bansuan.go.th"]),
            (" WWW.BanSuan.go.th. ", ["www.bansuan.go.th", "bansuan.go.th"]),
            ("บ้านสวน.ไทย", ["xn--q3cab7co0c8j.xn--o3cw4h", "www.xn--q3cab7co0c8j.xn--o3cw4h"]),
            ("127.0.0.1", ["127.0.0.1"]),
            ("www.th", ["www.th"]),
        ],
    )
    def test_gives_the_host_as_a_browser_sends_it_and_its_twin(self, given, expected):
        assert with_twin(given) == expected

    @pytest.mark.parametrize(
        "given",
        [
            "",
            "localhost",
            "a b.go.th",
            "x.go.th; script-src *",
            "x.go.th\r\nSet-Cookie: a",
            "*.go.th",
            "x" * 64 + ".th",
            "a..th",
            ".th",
            "a.-th",
            "a.th-",
            "-a.go.th",
            "a_b.go.th",
            "http://a.go.th",
            "a.go.th/x",
            "a.go.th:8080",
            "user@a.go.th",
            "ก" * 64 + ".ไทย",
            "a." * 130 + "th",
            "\u200b",
        ],
    )
    def test_gives_nothing_for_what_is_no_host(self, given):
        assert with_twin(given) == []

    @given(st.text("aกW-.เw:/ \u200b0", max_size=24))
    def test_whatever_is_given_only_hosts_come_back(self, given):
        found = with_twin(given)

        assert len(found) <= 2
        assert all(re.fullmatch(r"[a-z0-9.-]+[a-z0-9]", host) and ".." not in host for host in found)

    @given(st.from_regex(r"(www\.)?[a-z]{1,9}(\.[a-z]{2,5}){1,3}", fullmatch=True))
    def test_a_twin_has_its_first_as_twin(self, host):
        found = with_twin(host)

        assert found[0] == host
        if len(found) == 2:
            assert sorted(with_twin(found[1])) == sorted(found)
