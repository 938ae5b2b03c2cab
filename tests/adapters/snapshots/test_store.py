import gzip
import json
import zlib
from datetime import timedelta
from hashlib import sha256

import pytest
from warcio.archiveiterator import ArchiveIterator

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.core.errors import OutsideError, PersonError
from tests.adapters.snapshots.visits import NOON, PAGE, answer, fill, visits


@pytest.fixture
def store(tmp_path):
    with SnapshotStore(tmp_path / "proof") as opened:
        yield opened


def read_index(folder):
    return [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]


class TestKeep:
    def test_returns_the_name_of_the_last_answer(self, store):
        moved = answer("http://tambon.go.th/", b"", status=301, headers=(("Location", "/index.html"),))
        name = store.keep(visits(moved, answer("http://tambon.go.th/index.html")), link_id="7")

        found = store.find(name)

        assert (found.url, found.status, found.hop, found.link_id) == ("http://tambon.go.th/index.html", 200, 2, "7")
        assert store.list_visits("http://tambon.go.th/")[0].hop == 1

    def test_the_line_accounts_for_the_bytes_of_the_file(self, store, tmp_path):
        name = store.keep(visits(answer()), link_id="1")
        store.flush()

        found = store.find(name)

        content = (tmp_path / "proof" / "archive" / found.file).read_bytes()
        assert sha256(content[found.offset : found.offset + found.length]).hexdigest() == found.sha256
        assert found.payload_sha256 == sha256(PAGE).hexdigest()
        assert gzip.decompress(content[found.offset : found.offset + found.answer_bytes]).count(b"WARC/1.1") == 1

    def test_a_thai_address_is_found_again(self, store):
        name = store.keep(visits(answer("http://ex.go.th/ข่าว")), link_id="1")
        again = store.keep(visits(answer("http://ex.go.th/ข่าว", status=304, body_as_sent=b"")), link_id="1")

        assert [found.id for found in store.list_visits("http://ex.go.th/ข่าว")] == [name, again]
        assert store.read(again)[1] == PAGE

    def test_nothing_to_keep_is_refused(self, store):
        with pytest.raises(ValueError, match="at least one hop"):
            store.keep([], link_id="1")

    def test_files_roll_at_a_size(self, tmp_path):
        with SnapshotStore(tmp_path, roll_bytes=4_000) as store:
            names = fill(store, 20)

            files = {store.find(name).file for name in names}

        assert len(files) > 2
        assert sorted(files) == sorted(path.name for path in (tmp_path / "archive").iterdir())
        assert all(path.stat().st_size < 6_000 for path in (tmp_path / "archive").iterdir())
        assert len(list((tmp_path / "indexes").glob("*.cdxj"))) == len(files)

    def test_a_full_disk_is_told_and_leaves_nothing_half_written(self, store, tmp_path, monkeypatch):
        store.keep(visits(answer()), link_id="1")
        real, calls = __import__("os").write, []

        def failing(descriptor, data):
            calls.append(1)
            if len(calls) > 1:
                raise OSError(28, "No space left on device")
            return real(descriptor, bytes(data[:50]))

        monkeypatch.setattr("prongsai.adapters.snapshots.folder.os.write", failing)
        with pytest.raises(OutsideError, match="No space left"):
            store.keep(visits(answer("http://tambon.go.th/2", b"other")), link_id="2")
        monkeypatch.undo()
        name = store.keep(visits(answer("http://tambon.go.th/3", b"third")), link_id="3")

        assert store.read(name)[1] == b"third"
        assert store.verify() == []

    def test_a_folder_that_cannot_be_used_is_told(self, tmp_path):
        (tmp_path / "file").write_text("")

        with pytest.raises(PersonError, match="กรุณาเลือกโฟลเดอร์"):
            SnapshotStore(tmp_path / "file")


class TestRevisits:
    def test_an_unchanged_body_is_kept_once(self, store):
        first = store.keep(visits(answer()), link_id="1")
        second = store.keep(visits(answer(), start=NOON + timedelta(days=1)), link_id="1")

        assert store.find(second).kind == "revisit"
        assert store.find(second).refers_to == first
        assert store.read(second)[1] == PAGE

    def test_also_across_runs_and_addresses(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            first = store.keep(visits(answer()), link_id="1")
        with SnapshotStore(tmp_path) as store:
            second = store.keep(visits(answer("http://other.go.th/copy.html")), link_id="2")

            assert store.find(second).refers_to == first
            assert store.read(second)[1] == PAGE

    def test_a_304_gives_the_body_it_confirms(self, store):
        store.keep(visits(answer(headers=(("Content-Type", "text/html"), ("ETag", '"a"')))), link_id="1")
        not_modified = answer(status=304, reason="Not Modified", body=b"", headers=(("ETag", '"a"'), ("Date", "x")))
        name = store.keep(visits(not_modified, start=NOON + timedelta(days=1)), link_id="1")
        store.flush()
        again = store.keep(visits(not_modified, start=NOON + timedelta(days=2)), link_id="1")

        for one in (name, again):
            headers, body = store.read(one)
            assert body == PAGE
            assert dict(headers) == {"ETag": '"a"', "Date": "x", "Content-Type": "text/html"}
            assert store.find(one).status == 304

    def test_a_304_before_the_first_flush_too(self, store):
        first = store.keep(visits(answer()), link_id="1")
        name = store.keep(visits(answer(status=304, body=b"", body_as_sent=b"")), link_id="1")

        assert store.find(name).refers_to == first

    def test_a_304_of_a_page_never_kept_stays_an_answer_of_its_own(self, store):
        name = store.keep(visits(answer(status=304, body=b"", body_as_sent=b"")), link_id="1")

        assert store.find(name).kind == "response"
        assert store.read(name)[1] == b""

    def test_empty_cut_and_broken_bodies_are_never_referred_to(self, store):
        for _time in range(2):
            for changes in ({"body_as_sent": b""}, {"is_cut": True}, {"problem": "connection_reset"}):
                name = store.keep(visits(answer(**changes)), link_id="1")

                assert store.find(name).kind == "response"


class TestRead:
    @pytest.mark.parametrize(
        ("coding", "pack"),
        [
            ("gzip", gzip.compress),
            ("deflate", zlib.compress),
            ("deflate", lambda data: zlib.compress(data, wbits=-15)),
            ("identity", lambda data: data),
        ],
    )
    def test_unpacks_the_body_and_gives_it_as_sent_too(self, store, coding, pack):
        sent = pack(PAGE)
        name = store.keep(visits(answer(body_as_sent=sent, headers=(("Content-Encoding", coding),))), link_id="1")

        assert store.read(name) == ((("Content-Encoding", coding),), PAGE)
        assert store.read_as_sent(name)[1] == sent

    def test_brotli_too(self, store):
        brotli = pytest.importorskip("brotli")
        sent = brotli.compress(PAGE)
        name = store.keep(visits(answer(body_as_sent=sent, headers=(("Content-Encoding", "br"),))), link_id="1")

        assert store.read(name)[1] == PAGE

    def test_a_bomb_is_unpacked_only_to_the_limit(self, store):
        sent = gzip.compress(bytes(50_000_000))
        name = store.keep(visits(answer(body_as_sent=sent, headers=(("Content-Encoding", "gzip"),))), link_id="1")

        assert len(store.read(name, max_bytes=1_000_000)[1]) == 1_000_000

    def test_a_damaged_encoding_is_given_as_it_came(self, store):
        name = store.keep(visits(answer(body_as_sent=b"no gzip", headers=(("Content-Encoding", "gzip"),))), link_id="1")

        assert store.read(name)[1] == b"no gzip"

    def test_a_failed_fetch_says_what_failed(self, store):
        failed = answer(status=None, body_as_sent=b"", problem="no_address", peer="")
        name = store.keep(visits(failed), link_id="1")

        headers, body = store.read(name)

        assert headers == ()
        assert b"fetch-problem: no_address" in body

    def test_a_name_that_is_not_there_is_told(self, store):
        assert store.find("nobody") is None
        with pytest.raises(PersonError, match="nobody"):
            store.read("nobody")

    def test_what_another_process_kept_is_found(self, tmp_path):
        with SnapshotStore(tmp_path) as reader, SnapshotStore(tmp_path) as writer:
            name = writer.keep(visits(answer()), link_id="1")
            writer.flush()

            assert reader.read(name)[1] == PAGE


class TestFolder:
    def test_two_stores_in_one_folder_write_their_own_files_and_one_chain(self, tmp_path):
        with (
            SnapshotStore(tmp_path, flush_every=3) as one,
            SnapshotStore(tmp_path, flush_every=2) as two,
        ):
            names = [*fill(one, 5), *fill(two, 5, first=10), *fill(one, 5, first=20)]

        with SnapshotStore(tmp_path) as store:
            assert store.repairs == []
            assert store.verify() == []
            assert len({store.find(name).file for name in names}) == 2
        lines = read_index(tmp_path)
        assert [line["seq"] for line in lines] == list(range(1, 18))

    def test_a_lost_lookup_is_made_again_from_the_chain(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            names = fill(store, 5)
            before = [store.find(name) for name in names]
        for path in tmp_path.glob("index.sqlite*"):
            path.unlink()

        with SnapshotStore(tmp_path) as store:
            assert [store.find(name) for name in names] == before
            revisit = store.keep(visits(answer("http://x.go.th/", PAGE + b"3" * 40)), link_id="x")
            assert store.find(revisit).refers_to == names[3]

    def test_heads_move_with_every_visit_and_are_known_afterwards(self, store):
        fill(store, 2)
        first = store.heads()
        fill(store, 2, first=5)
        second = store.heads()

        assert first.hash != second.hash
        assert (first.seq, second.seq) == (3, 5)
        assert store.verify([first.hash, second.hash]) == []
        assert [fault.code for fault in store.verify(["f" * 64])] == ["head_missing"]

    def test_warc_files_are_read_by_warcio_with_every_digest(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 10)
            store.keep(visits(answer(), answer(status=None, problem="no_address", body_as_sent=b"")), link_id="x")
            fill(store, 10)

        kinds = []
        for path in (tmp_path / "archive").iterdir():
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream, check_digests="raise"):
                    record.content_stream().read()
                    kinds.append(record.rec_type)
        assert kinds.count("response") == 11
        assert kinds.count("revisit") == 10
        assert kinds.count("request") == 22
        assert kinds.count("metadata") == 1
