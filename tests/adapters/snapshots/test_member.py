"""A record's gzip member gives back every byte, whether it was packed or stored, to every reader of gzip."""

import gzip
import zlib
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.adapters.snapshots.member import pack_member
from tests.adapters.snapshots.visits import answer, visits

LINES, HEAD = b"WARC/1.1\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"
TEXT = ("แผนปฏิบัติการป้องกันการทุจริต " * 8_000).encode()


def noise(count: int, seed: int = 1) -> bytes:
    """What no packing makes smaller."""
    return Random(seed).randbytes(count)


def scan(count: int) -> bytes:
    """Text at both ends and an image between, as a scanned PDF is."""
    text = b"1 0 obj << /Type /Page /Parent 2 0 R >> endobj\n" * 300
    return text + noise(count) + text


def unpack(member: bytes) -> bytes:
    """Through zlib, which says whether this is one member to its last byte."""
    reader = zlib.decompressobj(31)
    whole = reader.decompress(member)
    assert (reader.eof, reader.unused_data) == (True, b"")
    return whole


class TestPackMember:
    @pytest.mark.parametrize("level", [0, 1, 2])
    @pytest.mark.parametrize(
        "payload",
        [
            b"",
            b"x",
            TEXT,
            noise(1_000),
            noise(65_535),
            noise(65_536),
            noise(98_303),
            noise(98_304),
            noise(500_000),
            scan(50_000),
            scan(300_000),
            TEXT + noise(300_000),
            noise(300_000) + TEXT,
        ],
        ids=len,
    )
    def test_gives_back_every_byte(self, payload, level):
        member = pack_member(LINES, HEAD, payload, level=level)

        assert unpack(member) == gzip.decompress(member) == LINES + HEAD + payload + b"\r\n\r\n"

    @given(st.integers(65_536, 400_000), st.integers(0, 2), st.binary(max_size=100))
    def test_whatever_its_length(self, count, level, head):
        payload = noise(400_000)[:count]

        assert unpack(pack_member(LINES, head, payload, level=level)) == LINES + head + payload + b"\r\n\r\n"

    def test_what_repeats_across_the_stored_middle_is_given_back(self):
        edge = noise(20_000, seed=2)
        payload = edge + noise(200_000) + edge

        assert unpack(pack_member(LINES, HEAD, payload, level=1)) == LINES + HEAD + payload + b"\r\n\r\n"

    def test_text_is_packed_however_long(self):
        assert len(pack_member(LINES, HEAD, TEXT, level=1)) < len(TEXT) // 20

    def test_a_body_of_which_a_part_can_be_packed_is_packed(self):
        payload = noise(150_000) + TEXT

        assert len(pack_member(LINES, HEAD, payload, level=1)) < 180_000

    def test_the_text_at_the_ends_of_a_scan_is_packed(self):
        payload = scan(300_000)

        assert 300_000 < len(pack_member(LINES, HEAD, payload, level=1)) < 310_000

    def test_what_is_packed_already_grows_by_a_few_bytes(self):
        payload = noise(1_000_000)

        assert len(pack_member(LINES, HEAD, payload, level=1)) < len(payload) + 400


class TestAStoredBody:
    def test_is_read_by_the_store_and_by_warcio_with_its_digests(self, tmp_path):
        body = scan(400_000)
        with SnapshotStore(tmp_path) as store:
            name = store.keep(visits(answer(body=body)), link_id="1")
            again = store.keep(visits(answer("http://b.go.th/", body)), link_id="2")

            assert store.read(name, max_bytes=10**7)[1] == store.read(again, max_bytes=10**7)[1] == body
            assert store.verify() == []
        (file,) = (tmp_path / "archive").iterdir()
        kinds = []
        for record in ArchiveIterator(BytesIO(file.read_bytes()), check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
        assert kinds == ["warcinfo", "response", "request", "revisit", "request"]
