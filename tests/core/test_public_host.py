"""Host names that may stand in a header."""

import pytest

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
        ],
    )
    def test_gives_nothing_for_what_is_no_host(self, given):
        assert with_twin(given) == []
