import gzip
import os
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from random import Random
from uuid import UUID

import pytest
from warcio.archiveiterator import ArchiveIterator

from prongsai.adapters.snapshots.warc import Earlier, format_date, make_record_id, pack_exchange, pack_file_head
from tests.adapters.snapshots.visits import NOON, PAGE, answer


def read_records(content):
    """Each record as (type, WARC headers, bytes of the block)."""
    for record in ArchiveIterator(BytesIO(content), check_digests="raise"):
        record.content_stream().read()
    found = []
    for record in ArchiveIterator(BytesIO(content), no_record_parse=True):
        block = record.raw_stream.read()
        found.append((record.rec_type, dict(record.rec_headers.headers), block))
    return found


class TestPackExchange:
    def test_keeps_the_answer_first_and_the_request_beside_it(self):
        exchange = pack_exchange(answer(), NOON, link_id="แผน/1")

        (kind, head, block), (request_kind, request_head, request_block) = read_records(exchange.content)
        assert (kind, request_kind) == ("response", "request")
        assert head["WARC-Record-ID"] == f"<urn:uuid:{exchange.record_id}>" == request_head["WARC-Concurrent-To"]
        assert head["WARC-Target-URI"] == request_head["WARC-Target-URI"] == "http://www.tambon.go.th/o1.html"
        assert head["WARC-Date"] == "2026-11-27T05:00:00.123456Z" == exchange.at
        assert head["WARC-IP-Address"] == "203.150.1.2"
        assert head["X-Prongsai-Link"] == "%E0%B9%81%E0%B8%9C%E0%B8%99%2F1"
        assert block == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n" + PAGE
        assert request_block.startswith(b"GET /o1.html HTTP/1.1\r\nHost: www.tambon.go.th\r\nUser-Agent: prongsai\r\n")

    def test_says_warc_1_1_and_packs_each_record_as_its_own_member(self):
        exchange = pack_exchange(answer(), NOON)

        first, rest = exchange.content[: exchange.answer_bytes], exchange.content[exchange.answer_bytes :]
        assert gzip.decompress(first).startswith(b"WARC/1.1\r\n")
        assert gzip.decompress(rest).startswith(b"WARC/1.1\r\n")
        assert b"WARC-Type: response" in gzip.decompress(first)
        assert b"WARC-Type: request" in gzip.decompress(rest)

    def test_digests_are_sha256_of_the_body_as_sent(self):
        packed = gzip.compress(PAGE, mtime=0)

        exchange = pack_exchange(
            answer(body_as_sent=packed, headers=(("Content-Encoding", "gzip"),)),
            NOON,
        )

        assert exchange.payload_sha256 == sha256(packed).hexdigest()
        (_kind, head, block), _request = read_records(exchange.content)
        assert head["WARC-Payload-Digest"] == f"sha256:{exchange.payload_sha256}"
        assert head["WARC-Block-Digest"] == f"sha256:{sha256(block).hexdigest()}"
        assert block.endswith(packed)

    def test_headers_that_are_not_ascii_are_kept_byte_for_byte(self):
        thai = "ไฟล์.pdf".encode().decode("latin-1")

        exchange = pack_exchange(answer(headers=(("Content-Disposition", f'attachment; filename="{thai}"'),)), NOON)

        assert 'filename="ไฟล์.pdf"'.encode() in read_records(exchange.content)[0][2]

    def test_other_headers_as_long_as_the_chunk_mark_stay_as_they_are(self):
        headers = (("X-Seventeen-Chars", "1"), ("transfer-ENCODING", "chunked"))

        block = read_records(pack_exchange(answer(headers=headers), NOON).content)[0][2]

        assert b"\r\nX-Seventeen-Chars: 1\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n" in block

    def test_each_question_has_its_own_line_and_headers(self):
        asked = [
            ("http://a.go.th/1", (("Host", "a.go.th"), ("Accept", "*/*"))),
            ("http://a.go.th/2?x=1", (("Host", "a.go.th"), ("Accept", "*/*"))),
            ("http://a.go.th/2", (("Host", "a.go.th"), ("Accept", "*/*"), ("Cookie", "a=1"))),
            ("http://a.go.th/2", (("Host", "a.go.th"), ("Accept", "*/*"), ("Cookie", "a=1\r\nEvil: 2"))),
            ("http://b.go.th/", (("Host", "b.go.th"), ("X-Name", "ชื่อ"))),
        ]
        blocks = [
            read_records(pack_exchange(answer(url, request_headers=headers), NOON).content)[1][2].decode()
            for url, headers in asked
        ]

        assert blocks == [
            "GET /1 HTTP/1.1\r\nHost: a.go.th\r\nAccept: */*\r\n\r\n",
            "GET /2?x=1 HTTP/1.1\r\nHost: a.go.th\r\nAccept: */*\r\n\r\n",
            "GET /2 HTTP/1.1\r\nHost: a.go.th\r\nAccept: */*\r\nCookie: a=1\r\n\r\n",
            "GET /2 HTTP/1.1\r\nHost: a.go.th\r\nAccept: */*\r\nCookie: a=1 Evil: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: b.go.th\r\nX-Name: ชื่อ\r\n\r\n",
        ]

    @pytest.mark.parametrize(
        ("link_id", "written"),
        [("42", "42"), ("a b\r\nX: y", "a%20b%0D%0AX%3A%20y"), ("๑", "%E0%B9%91"), ("a-1", "a-1")],
    )
    def test_the_link_is_named_in_ascii(self, link_id, written):
        head = read_records(pack_exchange(answer(), NOON, link_id=link_id).content)[0][1]

        assert head["X-Prongsai-Link"] == written

    def test_a_chunk_mark_header_is_renamed_since_the_body_has_no_chunks(self):
        exchange = pack_exchange(answer(headers=(("Transfer-Encoding", "chunked"),)), NOON)

        block = read_records(exchange.content)[0][2]
        assert b"X-Archive-Orig-Transfer-Encoding: chunked" in block
        assert b"\r\nTransfer-Encoding" not in block

    def test_a_header_cannot_smuggle_a_line_into_the_record(self):
        exchange = pack_exchange(answer(headers=(("X-A", "1\r\nX-B: 2\r\n\r\nbody"),)), NOON)

        record = next(iter(ArchiveIterator(BytesIO(exchange.content))))
        assert [name for name, _value in record.http_headers.headers] == ["X-A"]
        assert record.raw_stream.read() == PAGE

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"is_cut": True}, "length"),
            ({"problem": "whole_timed_out"}, "time"),
            ({"problem": "connection_reset"}, "disconnect"),
            ({"problem": "bad_protocol"}, "unspecified"),
            ({"problem": "tls", "tls_detail": "self-signed"}, None),
            ({}, None),
        ],
    )
    def test_a_body_that_ended_early_is_marked(self, changes, reason):
        exchange = pack_exchange(answer(**changes), NOON)

        assert read_records(exchange.content)[0][1].get("WARC-Truncated") == reason

    def test_a_bad_certificate_is_told_beside_the_answer(self):
        exchange = pack_exchange(answer(problem="tls", tls_detail="self-signed certificate"), NOON)

        kinds = [(kind, block) for kind, _head, block in read_records(exchange.content)]
        assert [kind for kind, _block in kinds] == ["response", "request", "metadata"]
        assert b"tls-detail: self-signed certificate\r\n" in kinds[2][1]

    def test_a_failed_fetch_is_a_metadata_record(self):
        failed = answer(status=None, body=b"", body_as_sent=b"", problem="no_address", detail="no such host", peer="")

        exchange = pack_exchange(failed, NOON)

        (kind, head, block), (request_kind, *_rest) = read_records(exchange.content)
        assert (kind, request_kind, exchange.kind, exchange.payload_sha256) == ("metadata", "request", "metadata", "")
        assert block == b"fetch-problem: no_address\r\nfetch-detail: no such host\r\nelapsed-seconds: 0.000\r\n"
        assert "WARC-IP-Address" not in head
        assert head["Content-Type"] == "application/warc-fields"

    def test_a_fetch_that_failed_before_asking_has_no_request(self):
        failed = answer(status=None, body=b"", body_as_sent=b"", problem="blocked", request_headers=())

        assert [kind for kind, *_rest in read_records(pack_exchange(failed, NOON).content)] == ["metadata"]

    def test_a_revisit_keeps_its_headers_and_refers_to_the_earlier_record(self):
        earlier = Earlier("0193-x", "http://www.tambon.go.th/old.html", "2026-11-01T00:00:00.000000Z", "ab" * 32)

        exchange = pack_exchange(answer(), NOON, earlier=earlier)

        kind, head, block = read_records(exchange.content)[0]
        assert kind == "revisit"
        assert head["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
        assert head["WARC-Refers-To"] == "<urn:uuid:0193-x>"
        assert head["WARC-Refers-To-Target-URI"] == earlier.url
        assert head["WARC-Refers-To-Date"] == earlier.at
        assert head["WARC-Payload-Digest"] == "sha256:" + "ab" * 32
        assert block.endswith(b"Server: nginx\r\n\r\n")

    def test_a_304_says_so_in_its_profile(self):
        earlier = Earlier("0193-x", "http://www.tambon.go.th/o1.html", "2026-11-01T00:00:00.000000Z", "ab" * 32)

        exchange = pack_exchange(answer(status=304, reason="Not Modified", body_as_sent=b""), NOON, earlier=earlier)

        head = read_records(exchange.content)[0][1]
        assert head["WARC-Profile"].endswith("/server-not-modified")
        assert exchange.payload_sha256 == "ab" * 32

    @pytest.mark.parametrize(
        ("peer", "address"),
        [
            ("203.150.1.2", "203.150.1.2"),
            ("203.150.1.2:443", "203.150.1.2"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("unix:/tmp/x", None),
            ("", None),
        ],
    )
    def test_the_peer_is_written_as_a_bare_address(self, peer, address):
        assert read_records(pack_exchange(answer(peer=peer), NOON).content)[0][1].get("WARC-IP-Address") == address

    def test_an_unknown_request_is_written_with_what_is_certain(self):
        one = answer("http://user:secret@ex.go.th:8080/ข่าว?q=ก", request_headers=(), etag='"e1"')

        block = read_records(pack_exchange(one, NOON).content)[1][2]

        assert block.startswith(
            b"GET /%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?q=%E0%B8%81 HTTP/1.1\r\nHost: ex.go.th:8080\r\n"
        )
        assert b'If-None-Match: "e1"' in block
        assert b"secret" not in block

    @pytest.mark.parametrize(
        ("url", "target"),
        [
            ("http://www.tambon.go.th:8080/a/../b.php?id=[1]&q=%E0#top", "/a/../b.php?id=[1]&q=%E0"),
            ("http://www.tambon.go.th/a?", "/a"),
            ("http://www.tambon.go.th?q=1", "/?q=1"),
            ("http://www.tambon.go.th/a[1]?b=|", "/a%5B1%5D?b=%7C"),
            ("http://user@www.tambon.go.th/a b", "/a%20b"),
        ],
    )
    def test_the_question_names_path_and_query(self, url, target):
        exchange = pack_exchange(answer(url), NOON)

        _answer, (_kind, _head, request) = read_records(exchange.content)
        assert request.startswith(f"GET {target} HTTP/1.1\r\n".encode())

    def test_a_thai_address_is_written_in_ascii(self):
        exchange = pack_exchange(answer("http://ex.go.th/ข่าว%20ใหม่?q=ก b"), NOON)

        for _kind, head, _block in read_records(exchange.content):
            assert head["WARC-Target-URI"] == (
                "http://ex.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7%20%E0%B9%83%E0%B8%AB%E0%B8%A1%E0%B9%88?q=%E0%B8%81%20b"
            )

    def test_a_large_body_is_kept_whole(self):
        body = bytes(range(256)) * 8_000

        exchange = pack_exchange(answer(body=body, body_as_sent=body), NOON)

        assert read_records(exchange.content)[0][2].endswith(body)


class TestNamesAndDates:
    def test_a_file_begins_with_who_wrote_it(self):
        record_id, at, content = pack_file_head(NOON, file_name="a.warc.gz", software="prongsai 1")

        ((kind, head, block),) = read_records(content)
        assert (kind, head["WARC-Filename"], head["WARC-Date"]) == ("warcinfo", "a.warc.gz", at)
        assert record_id in head["WARC-Record-ID"]
        assert b"software: prongsai 1\r\nformat: WARC File Format 1.1\r\n" in block

    def test_record_ids_are_uuids_in_the_order_of_time(self):
        names = [make_record_id(NOON + timedelta(milliseconds=number)) for number in range(50)]

        assert names == sorted(names)
        assert len(set(names)) == 50
        assert all((UUID(name).version, UUID(name).variant) == (7, "specified in RFC 4122") for name in names)

    def test_ids_are_never_given_twice_and_their_chance_parts_are_spread(self):
        names = [make_record_id(NOON) for _ in range(2_000)]

        assert len(set(names)) == 2_000
        assert {name[19] for name in names} == set("89ab")
        for place in (15, 16, 17, 20, 21, 22, *range(24, 36)):
            assert {name[place] for name in names} == set("0123456789abcdef")

    def test_a_child_process_gives_other_ids_than_its_parent(self):
        make_record_id(NOON)  # some are drawn ahead
        reading, writing = os.pipe()
        if (child := os.fork()) == 0:
            os.write(writing, make_record_id(NOON).encode())
            os._exit(0)
        os.waitpid(child, 0)

        told = os.read(reading, 100).decode()

        os.close(reading)
        os.close(writing)
        assert UUID(told).version == 7
        assert told not in {make_record_id(NOON) for _ in range(600)}

    def test_ids_of_one_exchange_begin_with_its_moment(self):
        records = read_records(pack_exchange(answer(tls_detail="expired"), NOON).content)

        ids = [head["WARC-Record-ID"][10:-1] for _kind, head, _block in records]
        assert len(set(ids)) == 3
        assert {name[:13] for name in ids} == {make_record_id(NOON)[:13]}

    def test_dates_are_utc_whatever_the_zone(self):
        bangkok = datetime(2026, 11, 27, 12, 0, tzinfo=timezone(timedelta(hours=7)))

        assert format_date(bangkok) == "2026-11-27T05:00:00.000000Z"
        assert format_date(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00.000000Z"


class TestHowCloselyItIsPacked:
    PAGE = b"\n <!doctype html>" + "<p>แผนปฏิบัติการป้องกันการทุจริต</p>".encode() * 300

    def packed(self, body):
        return pack_exchange(answer(body=body), NOON).answer_bytes

    def test_a_page_is_packed_to_a_part_of_its_length(self):
        assert self.packed(self.PAGE) < len(self.PAGE) // 5

    @pytest.mark.parametrize("size", [2_000, 20_000, 60_000])
    def test_what_is_packed_already_hardly_grows(self, size):
        body = b"%PDF-1.7\n" + Random(size).randbytes(size)

        assert self.packed(body) < 1.02 * len(body) + 700
