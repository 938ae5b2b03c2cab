"""What is written without warcio is, header for header, what warcio's writer makes of the same record."""

import gzip
from io import BytesIO

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from prongsai.adapters.snapshots.chain import Head
from prongsai.adapters.snapshots.lookup import Lookup
from prongsai.adapters.snapshots.warc import Earlier, pack_exchange, pack_file_head
from tests.adapters.snapshots.visits import NOON, PAGE, answer

EARLIER = Earlier(
    "01890000-0000-7000-8000-000000000000", "http://www.tambon.go.th/a", "2026-11-01T00:00:00.000000Z", "ab" * 32
)


def members(content: bytes) -> list[bytes]:
    """Each gzip member unpacked: one record each."""
    found = []
    stream = BytesIO(content)
    for record in ArchiveIterator(stream):
        record.raw_stream.read()
    iterator = ArchiveIterator(BytesIO(content))
    places = []
    for record in iterator:
        record.content_stream().read()
        places.append((iterator.get_record_offset(), iterator.get_record_length()))
    for offset, length in places:
        found.append(gzip.decompress(content[offset : offset + length]))
    return found


def written_again(raw: bytes) -> bytes:
    """The record read by warcio and written by it."""
    record = next(iter(ArchiveIterator(BytesIO(raw), check_digests="raise")))
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return out.getvalue()


def head_lines(raw: bytes) -> list[bytes]:
    return sorted(raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))


class TestAsWarcio:
    @pytest.mark.parametrize(
        "exchange",
        [
            pack_exchange(answer(), NOON, link_id="แผน/1", hop=2),
            pack_exchange(answer(body=b"", body_as_sent=b""), NOON),
            pack_exchange(answer(), NOON, earlier=EARLIER),
            pack_exchange(answer(status=304, reason="Not Modified", body=b"", body_as_sent=b""), NOON, earlier=EARLIER),
            pack_exchange(answer(problem="tls", tls_detail="self-signed"), NOON),
            pack_exchange(answer(status=None, problem="connect_timed_out", detail="no answer"), NOON),
            pack_exchange(answer(is_cut=True, body=PAGE * 2000, body_as_sent=PAGE * 2000), NOON),
        ],
        ids=["answer", "no body", "revisit", "304", "certificate", "no answer", "cut"],
    )
    def test_each_record_is_what_warcio_would_write(self, exchange):
        for raw in members(exchange.content):
            again = written_again(raw)

            assert head_lines(again) == head_lines(raw)
            assert again.partition(b"\r\n\r\n")[2] == raw.partition(b"\r\n\r\n")[2]

    def test_so_is_the_head_of_a_file(self):
        _record_id, _moment, content = pack_file_head(NOON, file_name="a.warc.gz", software="prongsai 1")
        (raw,) = members(content)

        assert head_lines(written_again(raw)) == head_lines(raw)
        assert b"WARC-Filename: a.warc.gz" in raw
        assert b"WARC-Target-URI" not in raw

    def test_every_record_has_an_id_of_its_own(self):
        records = members(pack_exchange(answer(problem="tls", tls_detail="self-signed"), NOON).content)
        ids = [line for raw in records for line in head_lines(raw) if line.startswith(b"WARC-Record-ID: <urn:uuid:")]

        assert len(records) == len(set(ids)) == 3

    def test_a_digest_worked_out_before_is_taken(self):
        digest = pack_exchange(answer(), NOON).payload_sha256

        again = pack_exchange(answer(), NOON, payload_sha256=digest)

        assert again.payload_sha256 == digest
        assert f"WARC-Payload-Digest: sha256:{digest}".encode() in members(again.content)[0]


def record_line(number: int, **changes: object) -> dict[str, object]:
    return {
        "kind": "record", "type": "response", "id": f"id{number}", "url": "http://a/", "at": f"2026-11-27T00:00:{number:02}Z",
        "status": 200, "mime": "text/html", "link": "L", "hop": 1, "file": "a.warc.gz", "offset": number * 10, "length": 10,
        "answer": 5, "sha256": "cd" * 32, "payload": f"{number:064x}", "refers_to": None, "seq": number + 1, "hash": "ef" * 32,
    } | changes  # fmt: skip


class TestLookupOfManyLines:
    def test_records_of_two_files_are_all_found_and_the_files_end_where_their_last_does(self, tmp_path):
        lookup = Lookup(tmp_path / "index.sqlite")

        lookup.add([record_line(0), record_line(1), record_line(2, file="b.warc.gz", offset=0)], Head(3, "x", 9))

        assert [record.id for record in lookup.list_records()] == ["id0", "id1", "id2"]
        assert lookup.file_ends() == {"a.warc.gz": (20, False), "b.warc.gz": (10, False)}
        assert lookup.head() == Head(3, "x", 9)
        lookup.close()

    def test_the_first_of_two_like_bodies_is_the_one_referred_to(self, tmp_path):
        lookup = Lookup(tmp_path / "index.sqlite")

        lookup.add([record_line(0, payload="11" * 32), record_line(1, payload="11" * 32)], Head(2, "x", 9))

        earlier = lookup.find_payload("11" * 32)
        assert earlier is not None
        assert earlier.record_id == "id0"
        lookup.close()

    def test_a_move_between_records_is_taken_in_its_turn(self, tmp_path):
        lookup = Lookup(tmp_path / "index.sqlite")
        moved = {"kind": "moved", "id": "id0", "file": "c.warc.gz", "offset": 0, "length": 10, "seq": 2, "hash": "x"}

        lookup.add([record_line(0), moved, record_line(1)], Head(3, "x", 9))

        first = lookup.find("id0")
        assert first is not None
        assert (first.file, first.offset) == ("c.warc.gz", 0)
        assert lookup.file_ends() == {"a.warc.gz": (20, False), "c.warc.gz": (10, False)}
        lookup.close()

    def test_only_whole_answers_are_found_by_their_bodies(self, tmp_path):
        lookup = Lookup(tmp_path / "index.sqlite")

        lookup.add([record_line(0, type="revisit"), record_line(1, payload="", type="metadata")], Head(2, "x", 9))

        assert lookup.find_payload(f"{0:064x}") is None
        lookup.close()
