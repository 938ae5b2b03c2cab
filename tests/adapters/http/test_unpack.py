"""Unpacking within bounds, and addresses and heads read from text, without a server."""

import gzip
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.http_answer import read_head
from prongsai.adapters.http_target import Target, target_of
from prongsai.adapters.http_unpack import unpack
from tests.adapters.http.trap_server import gzip_bomb

CAP = 100_000


class TestUnpack:
    @given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "identity", "", "gzip, deflate", "GZIP"]))
    @settings(max_examples=100, deadline=None)
    def test_gives_back_what_was_packed(self, body, encoding):
        packed = body
        for name in encoding.lower().split(", "):
            packed = gzip.compress(packed) if name == "gzip" else zlib.compress(packed) if name == "deflate" else packed

        result = unpack(packed, encoding, CAP)

        assert (result.body, result.is_cut, result.problem) == (body, False, "")

    @given(
        st.binary(max_size=2000),
        st.sampled_from(["gzip", "deflate", "gzip, gzip", "br", ", ,", "x" * 100]),
        st.booleans(),
    )
    @settings(max_examples=200, deadline=None)
    def test_never_raises_and_never_exceeds_the_cap(self, packed, encoding, is_whole):
        assert len(unpack(packed, encoding, 500, is_whole=is_whole).body) <= 500

    @given(st.binary(min_size=200, max_size=2000), st.integers(1, 100))
    @settings(max_examples=100, deadline=None)
    def test_keeps_the_part_before_the_end_of_a_cut_body(self, body, missing):
        packed = gzip.compress(body)[:-missing]

        cut, damaged = unpack(packed, "gzip", CAP, is_whole=False), unpack(packed, "gzip", CAP)

        assert body.startswith(cut.body)
        assert (cut.is_cut, cut.problem) == (True, "")
        assert damaged.problem
        assert damaged.body == cut.body

    def test_cuts_an_honest_body_without_blame(self):
        words = b"".join(b"%d %d\n" % (number, number * number) for number in range(40_000))

        result = unpack(gzip.compress(words), "gzip", CAP)

        assert (result.body, result.is_cut, result.problem) == (words[:CAP], True, "")

    def test_takes_exactly_the_cap_as_whole(self):
        assert unpack(gzip.compress(bytes(CAP)), "gzip", CAP).is_cut is False
        assert unpack(gzip.compress(bytes(CAP + 1)), "gzip", CAP).is_cut is True

    @pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
    def test_holds_no_more_than_the_cap_of_a_bomb(self, encoding):
        bomb = gzip_bomb(100)
        if encoding != "gzip":
            bomb = gzip.compress(bomb)
        tracemalloc.start()
        start = time.process_time()

        result = unpack(bomb, encoding, CAP)

        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert result.problem
        assert len(result.body) <= CAP
        assert peak < 10 * CAP
        assert time.process_time() - start < 1

    @pytest.mark.parametrize("count", [50_000])
    def test_spends_no_time_on_a_million_members(self, count):
        start = time.process_time()

        result = unpack(gzip.compress(b"") * count, "gzip", CAP)

        assert result.problem
        assert time.process_time() - start < 1


class TestTargetOf:
    @pytest.mark.parametrize(
        ("url", "asked", "host_header"),
        [
            ("http://A.go.th", "http://a.go.th/", "a.go.th"),
            ("HTTPS://A.go.th:443/X", "https://a.go.th/X", "a.go.th"),
            ("http://a.go.th:8080/", "http://a.go.th:8080/", "a.go.th:8080"),
            ("http://a.go.th:/x", "http://a.go.th/x", "a.go.th"),
            ("  http://a.go.th/x\n", "http://a.go.th/x", "a.go.th"),
            ("http://user:pass@a.go.th/x", "http://a.go.th/x", "a.go.th"),
            ("http://โคกสะอาด.ไทย/ก", "http://xn--12cf3cxeprp6j.xn--o3cw4h/%E0%B8%81", "xn--12cf3cxeprp6j.xn--o3cw4h"),
            (
                "http://[2001:4860:4860:0::8888]:8080/",
                "http://[2001:4860:4860::8888]:8080/",
                "[2001:4860:4860::8888]:8080",
            ),
        ],
    )
    def test_rebuilds_the_address(self, url, asked, host_header):
        target = target_of(url)

        assert isinstance(target, Target)
        assert (target.url, target.place.host_header, target.place.refusal) == (asked, host_header, "")

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "a.go.th",
            "mailto:a@b",
            "javascript:1",
            "http://",
            "http:/a",
            "http://a.go.th:99999/",
            "http://a.go.th:0/",
            "http://a.go.th:x/",
            "http://[::1/",
        ],
    )
    def test_says_why_it_cannot_be_asked_for(self, url):
        assert isinstance(target_of(url), str)

    @given(st.text(alphabet="htp:/\\@#?%[]. \t\nก①a1", max_size=30))
    @settings(max_examples=300, deadline=None)
    def test_gives_only_ascii_that_reads_one_way(self, tail):
        target = target_of("http://a.go.th" + tail)

        if isinstance(target, Target):
            assert target.url.isascii()
            assert target.url.isprintable()
            assert not set(target.url) & set(' \\#@"<>') - {"@"}
            authority = target.url.split("/")[2].split("?")[0]
            assert authority == target.place.host_header
            assert target_of(target.url) == target


class TestReadHead:
    def test_reads_the_last_of_several_heads_without_trailers(self):
        lines = [
            b"HTTP/1.1 103 Early\r\n",
            b"A: 1\r\n",
            b"\r\n",
            b"HTTP/1.1 200 OK\r\n",
            b"B: 2\r\n",
            b"\r\n",
            b"T: 3\r\n",
            b"\r\n",
        ]

        head = read_head(lines)

        assert (head.status, head.reason, head.headers) == (200, "OK", (("B", "2"),))

    @pytest.mark.parametrize(
        "lines",
        [
            [],
            [b"HTTP/1.1 103 Early\r\n", b"\r\n"],
            [b"HTTP/1.1 200 OK\r\n", b"A: 1\r\n"],
            [b"HTTP/1.1 2x0\r\n", b"\r\n"],
            [b"\r\n"],
        ],
    )
    def test_gives_nothing_of_half_a_head(self, lines):
        assert read_head(lines).status is None

    def test_joins_the_encodings_of_several_lines(self):
        lines = [b"HTTP/1.0 200\r\n", b"Content-Encoding: gzip\r\n", b"content-encoding:deflate\r\n", b"\r\n"]

        head = read_head(lines)

        assert (head.content_encoding, head.reason, head.http_version) == ("gzip, deflate", "", "1.0")

    def test_keeps_a_status_line_smuggled_as_a_header_out(self):
        lines = [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 500 Bad\r\n", b"\r\n"]

        assert read_head(lines).status == 200

    @given(st.lists(st.binary(max_size=20), max_size=8))
    @settings(max_examples=100, deadline=None)
    def test_never_raises(self, lines):
        read_head([b"HTTP/1.1 200 OK\r\n", *lines, b"\r\n"])
        read_head(lines)
