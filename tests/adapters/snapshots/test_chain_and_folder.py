"""The chain of lines and the folder it lies in: any change shows, and several writers take turns."""

import json
import os
import resource
import threading
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.snapshots import lookup as lookup_module
from prongsai.adapters.snapshots.chain import (
    FIRST_PREV,
    Head,
    RecordBody,
    chain_lines,
    chain_records,
    is_as_hashed,
    parse_line,
)
from prongsai.adapters.snapshots.folder import Folder, append_bytes, is_being_written
from prongsai.adapters.snapshots.frozen import freeze
from prongsai.adapters.snapshots.judged_json import judged_from_json, judged_to_json
from prongsai.adapters.snapshots.lookup import KeptRecord, Lookup
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.core.errors import PersonError

START = Head(0, FIRST_PREV, 0)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcกข", max_size=4), inner, max_size=3),
    max_leaves=4,
)
BODIES = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["record", "cut"]), "file": st.text("a/กข.", max_size=8), "more": VALUES}
    ),
    max_size=5,
)


def record(number: int, *, file: str = "a.warc.gz", **fields: object) -> dict[str, object]:
    """A line's body for one kept answer of 100 bytes."""
    return {
        "kind": "record",
        "type": "response",
        "id": f"id{number:05}",
        "url": f"http://a.go.th/{number}",
        "at": f"2023-09-30T16:{number // 60 % 60:02}:{number % 60:02}Z",
        "status": 200,
        "mime": "text/html",
        "link": "1",
        "hop": 0,
        "file": file,
        "offset": number * 100,
        "length": 100,
        "answer": 80,
        "sha256": "ab" * 32,
        "payload": f"{number:064x}",
        "refers_to": None,
        **fields,
    }


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path)
    made.make()
    return made


@pytest.fixture
def lookup(folder):
    opened = Lookup(folder.lookup)
    yield opened
    opened.close()


def append(folder: Folder, lookup: Lookup, *bodies: dict[str, object]) -> None:
    with folder.locked():
        folder.follow(lookup)
        folder.append(lookup, list(bodies), durable=False)


WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.integers(0, 10**12)
RECORD_BODIES = st.builds(
    RecordBody, WORDS, st.sampled_from(["response", "warcinfo"]), WORDS, WORDS, st.none() | st.integers(100, 599), WORDS,
    WORDS, NUMBERS, WORDS, NUMBERS, NUMBERS, NUMBERS, st.just("ab" * 32), st.sampled_from(["", "cd" * 32]),
    st.none() | WORDS,
)  # fmt: skip


def as_line_body(body: RecordBody) -> dict[str, object]:
    """The dict that `chain_lines` takes for the same record."""
    fields = body._asdict()
    return {"kind": "record", "type": fields.pop("type_"), **fields}


class TestTheChain:
    @given(st.lists(RECORD_BODIES, max_size=4), st.integers(0, 10**9))
    def test_of_records_alone_is_the_same_to_the_last_byte(self, bodies, seq):
        start = Head(seq, "12" * 32, 345)

        written, records, head = chain_records(bodies, start)

        expected, lines, expected_head = chain_lines(map(as_line_body, bodies), start)
        assert (written, head) == (expected, expected_head)
        assert records == [lookup_module._VALUES(line) for line in lines]

    @given(BODIES)
    @settings(deadline=None, max_examples=50)
    def test_is_read_again_line_by_line_and_every_line_fits_its_hash(self, bodies):
        written, lines, head = chain_lines(bodies, START)

        raws = [raw + b"\n" for raw in written.split(b"\n")[:-1]]
        assert [parse_line(raw) for raw in raws] == lines
        assert all(is_as_hashed(line, raw) for line, raw in zip(lines, raws, strict=True))
        assert [line["seq"] for line in lines] == list(range(1, len(bodies) + 1))
        assert [line["prev"] for line in lines] == [FIRST_PREV, *(line["hash"] for line in lines)][: len(lines)]
        assert (head.seq, head.index_bytes) == (len(bodies), len(written))

    @given(BODIES, st.integers(0, 5))
    @settings(deadline=None, max_examples=50)
    def test_is_the_same_whether_written_at_once_or_in_two_goes(self, bodies, cut):
        whole, _, end = chain_lines(bodies, START)
        first, _, middle = chain_lines(bodies[:cut], START)
        second, _, last = chain_lines(bodies[cut:], middle)

        assert (first + second, last) == (whole, end)

    @given(
        body=st.fixed_dictionaries({"kind": st.just("record"), "file": st.just("a"), "more": VALUES}),
        place=st.integers(0, 500),
        bit=st.integers(0, 7),
    )
    def test_no_bit_of_a_line_can_be_turned_without_it_showing(self, body, place, bit):
        raw = bytearray(chain_lines([body], START)[0][:-1])
        raw[place % len(raw)] ^= 1 << bit

        line = parse_line(bytes(raw))
        assert line is None or not is_as_hashed(line, bytes(raw)) or bytes(raw).endswith(b"\n")

    @pytest.mark.parametrize(
        "raw",
        [b"", b"{", b"[]", b"null", b"1", b"{}", b'{"seq": "1"}', b'{"seq": true, "kind": "a", "file": "", "prev": "", "hash": ""}',
         b'{"seq": 1, "kind": "a", "file": "", "prev": ""}', b'{"seq": 1, "kind": 2, "file": "", "prev": "", "hash": ""}',
         b"\xff\xfe", b"[" * 100_000],
    )  # fmt: skip
    def test_what_is_no_line_is_none(self, raw):
        assert parse_line(raw) is None

    def test_a_line_in_another_order_or_spelling_is_not_as_hashed(self):
        _, (line,), _ = chain_lines([{"kind": "cut", "file": "แผน"}], START)

        assert not is_as_hashed(line, json.dumps(line, ensure_ascii=False).encode())
        assert not is_as_hashed(line, json.dumps(line, sort_keys=True, separators=(",", ":")).encode())
        assert not is_as_hashed(line | {"file": "\ud800"}, b"")


class TestTheFolder:
    def test_is_made_once_and_again_without_harm(self, folder):
        folder.index.write_bytes(b"kept")
        folder.make()

        assert folder.index.read_bytes() == b"kept"
        assert folder.archive.is_dir()
        assert folder.indexes.is_dir()

    def test_that_cannot_be_made_is_a_sentence(self, tmp_path):
        (tmp_path / "file").write_text("x")

        with pytest.raises(PersonError, match="cannot be used"):
            Folder(tmp_path / "file").make()

    def test_names_the_index_beside_a_file(self, folder):
        assert folder.cdxj("a.warc.gz").name == "a.cdxj"
        assert folder.warc("a.warc.gz").parent.name == "archive"

    def test_follows_what_another_wrote(self, folder, lookup, tmp_path):
        append(folder, lookup, record(1), record(2))
        other = Lookup(tmp_path / "other.sqlite")

        assert folder.follow(other) == 0
        assert other.head() == lookup.head()
        assert other.find("id00002") == lookup.find("id00002")
        other.close()

    def test_follows_thousands_of_lines_at_once(self, folder, tmp_path):
        written, _, head = chain_lines(map(record, range(12_345)), START)
        folder.index.write_bytes(written)
        late = Lookup(tmp_path / "late.sqlite")

        folder.follow(late)
        assert late.head() == head
        assert len(list(late.list_records())) == 12_345
        late.close()

    @pytest.mark.parametrize("cut", [1, 2, 50, 200])
    def test_cuts_a_torn_last_line_and_says_how_much(self, folder, tmp_path, cut):
        written, lines, _ = chain_lines([record(1), record(2)], START)
        folder.index.write_bytes(written[:-cut])
        late = Lookup(tmp_path / "late.sqlite")

        torn = folder.follow(late)
        second = len(written) - len(chain_lines([record(1)], START)[0])
        assert torn == second - cut
        assert (late.head().seq, late.head().hash) == (1, lines[0]["hash"])
        assert folder.follow(late) == 0
        late.close()

    def test_goes_on_after_a_cut_as_if_nothing_had_been(self, folder, lookup):
        append(folder, lookup, record(1))
        with folder.index.open("ab") as file:
            file.write(b'{"torn')
        append(folder, lookup, record(2))

        lines = folder.index.read_bytes().splitlines()
        assert [json.loads(line)["seq"] for line in lines] == [1, 2]

    def test_refuses_a_chain_that_became_shorter(self, folder, lookup):
        append(folder, lookup, record(1), record(2))
        folder.index.write_bytes(folder.index.read_bytes()[:-10])

        with pytest.raises(PersonError, match="shorter than it was"):
            folder.follow(lookup)

    @pytest.mark.parametrize("rubbish", [b"rubbish\n", b"\n", b"{}\n", b"\0" * 50 + b"\n"])
    def test_refuses_a_line_that_is_none_and_names_its_place(self, folder, lookup, rubbish):
        append(folder, lookup, record(1))
        end = folder.index.stat().st_size
        with folder.index.open("ab") as file:
            file.write(rubbish + chain_lines([record(2)], lookup.head())[0])

        with pytest.raises(PersonError, match=f"byte {end} "):
            folder.follow(lookup)
        assert lookup.head().seq == 1

    def test_gives_many_writers_turns_in_one_chain(self, folder):
        def write(first: int) -> None:
            own = Lookup(folder.lookup)
            for number in range(first, first + 10):
                append(folder, own, record(number))
            own.close()

        writers = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200, 300)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        raws = folder.index.read_bytes().splitlines()
        lines = [json.loads(raw) for raw in raws]
        assert [line["seq"] for line in lines] == list(range(1, 41))
        assert all(is_as_hashed(line, raw) for line, raw in zip(lines, raws, strict=True))
        assert all(after["prev"] == before["hash"] for before, after in pairwise(lines))

    def test_knows_which_file_is_still_written(self, folder):
        import fcntl

        path = folder.warc("a.warc.gz")
        assert not is_being_written(path)
        with path.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            assert is_being_written(path)
        assert not is_being_written(path)

    def test_goes_on_where_the_system_wrote_only_a_part(self, tmp_path, monkeypatch):
        write, content = os.write, bytes(range(256)) * 20
        monkeypatch.setattr(os, "write", lambda descriptor, some: write(descriptor, some[:1_000]))
        with (tmp_path / "a").open("wb") as file:
            append_bytes(file.fileno(), content, 0)

        assert (tmp_path / "a").read_bytes() == content

    def test_knows_how_long_the_chain_is_now(self, folder, lookup):
        assert folder.index_bytes() == 0
        append(folder, lookup, record(1))
        assert folder.index_bytes() == folder.index.stat().st_size == lookup.head().index_bytes
        folder.close()
        folder.close()

    def test_takes_back_what_could_not_be_written_whole(self, tmp_path):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        with (tmp_path / "f").open("w+b", buffering=0) as file:
            append_bytes(file.fileno(), b"kept", 0)
            resource.setrlimit(resource.RLIMIT_FSIZE, (6, hard))  # a disk with room for two bytes more
            try:
                with pytest.raises(OSError, match="File too large"):
                    append_bytes(file.fileno(), b" and more", 4)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

        assert (tmp_path / "f").read_bytes() == b"kept"


class TestTheLookup:
    def kept(self, lookup: Lookup, number: int) -> KeptRecord:
        found = lookup.find(f"id{number:05}")
        assert found is not None
        return found

    def test_gives_a_record_as_its_line_says(self, folder, lookup):
        append(folder, lookup, record(7))

        found = self.kept(lookup, 7)
        assert (found.url, found.status, found.offset, found.length, found.answer_bytes) == (
            "http://a.go.th/7",
            200,
            700,
            100,
            80,
        )
        assert (found.seq, found.refers_to, found.link_id) == (1, None, "1")
        assert lookup.find("id00008") is None

    def test_gives_the_newest_whole_answer_of_an_address(self, folder, lookup):
        same = {"url": "http://a.go.th/"}
        append(
            folder,
            lookup,
            record(1, **same),
            record(3, **same, status=404),
            record(2, **same),
            record(4, **same, payload="", type="metadata"),
        )

        assert lookup.find_newest("http://a.go.th/").id == "id00002"
        assert [one.id for one in lookup.list_visits("http://a.go.th/")] == ["id00001", "id00002", "id00003", "id00004"]
        assert lookup.find_newest("http://b.go.th/") is None

    def test_finds_a_body_by_its_whole_digest(self, folder, lookup):
        append(folder, lookup, record(1, payload="ab" * 32))

        assert lookup.find_payload("ab" * 32).record_id == "id00001"
        assert lookup.find_payload("ab" * 16 + "cd" * 16) is None
        assert lookup.find_payload("cd" * 32) is None

    def test_takes_in_records_alone_as_it_does_lines(self, folder, lookup, tmp_path):
        bodies = [
            RecordBody(
                f"id{number}", kind, f"http://a.go.th/{number}", f"2026-11-27T05:00:0{number}Z", status, "text/html", "1", 1,
                f"{number % 2}.warc.gz", number * 100, 90, 80, "ab" * 32, payload, refers_to,
            )
            for number, (kind, status, payload, refers_to) in enumerate(
                [("warcinfo", None, "", None), ("response", 200, "cd" * 32, None), ("revisit", 304, "cd" * 32, "id1"),
                 ("metadata", None, "", None), ("response", 404, "ef" * 32, None)]
            )
        ]  # fmt: skip
        with folder.locked():
            folder.append_records(lookup, bodies)
        again = Lookup(tmp_path / "again.sqlite")
        with folder.locked():
            folder.follow(again)

        assert list(again.list_records()) == list(lookup.list_records()) != []
        assert again.head() == lookup.head()
        assert again.file_ends() == lookup.file_ends() == {"0.warc.gz": (490, False), "1.warc.gz": (390, False)}
        assert again.find_payload("cd" * 32) == lookup.find_payload("cd" * 32) != None  # noqa: E711
        again.close()

    def test_moves_a_record_with_its_line(self, folder, lookup):
        append(folder, lookup, record(1))
        append(folder, lookup, {"kind": "moved", "id": "id00001", "file": "b.warc.gz", "offset": 0, "length": 100})

        assert (self.kept(lookup, 1).file, self.kept(lookup, 1).offset) == ("b.warc.gz", 0)
        assert lookup.file_ends() == {"a.warc.gz": (200, False), "b.warc.gz": (100, False)}

    def test_lets_a_file_go_with_all_that_was_in_it(self, folder, lookup):
        append(folder, lookup, record(1), record(2, file="b.warc.gz"))
        append(folder, lookup, {"kind": "expired", "file": "a.warc.gz"})

        assert lookup.find("id00001") is None
        assert lookup.find_payload(f"{1:064x}") is None
        assert self.kept(lookup, 2).file == "b.warc.gz"
        assert lookup.file_ends()["a.warc.gz"] == (0, True)

    def test_takes_in_nothing_of_lines_that_are_wrong_half_way(self, folder, lookup):
        broken = {key: value for key, value in record(2).items() if key != "url"}
        _, lines, head = chain_lines([record(1), broken], START)

        with pytest.raises(Exception, match="url"):
            lookup.add(lines, head)
        assert lookup.head() == START
        assert list(lookup.list_records()) == []


class TestFreezing:
    def test_of_a_folder_without_a_chain_is_nothing(self, tmp_path):
        assert freeze(tmp_path, tmp_path) == []

    def test_leaves_out_bytes_that_no_line_accounts_for(self, folder, lookup, tmp_path):
        append(folder, lookup, record(0))
        folder.warc("a.warc.gz").write_bytes(b"x" * 170)
        folder.warc("unknown.warc.gz").write_bytes(b"y")
        folder.cdxj("a.warc.gz").write_text("line\n")
        into = tmp_path / "frozen"
        into.mkdir()

        frozen = {one.name: one for one in freeze(folder.path, into)}

        assert {name: one.length for name, one in frozen.items()} == {
            "index.jsonl": folder.index.stat().st_size,
            "archive/a.warc.gz": 100,
            "indexes/a.cdxj": 5,
        }
        append(folder, lookup, record(1))
        assert folder.index.stat().st_size > frozen["index.jsonl"].length


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)
JUDGED = st.builds(
    Judged,
    items=st.lists(st.builds(RankedItem, TEXTS, st.floats(0, 1), st.lists(TEXTS, max_size=3).map(tuple)), max_size=3).map(tuple),
    fiscal_year=st.none() | st.integers(2560, 2570),
    fiscal_years=st.lists(st.integers(2560, 2570), max_size=3).map(tuple),
    year_grounds_th=TEXTS,
    period_from=st.none() | st.dates(),
    period_to=st.none() | st.dates(),
    elements=st.lists(st.builds(ElementSeen, st.integers(0, 9), TEXTS, st.sampled_from(["found", "cannot_tell"]), TEXTS, TEXTS), max_size=2).map(tuple),
    notes=st.lists(st.builds(JudgeNote, TEXTS, st.just("warning"), TEXTS, TEXTS), max_size=2).map(tuple),
)  # fmt: skip


class TestJudgements:
    @given(JUDGED)
    def test_are_given_back_as_they_were(self, judged):
        assert judged_from_json(judged_to_json(judged)) == judged

    @pytest.mark.parametrize(
        "missing", [(), ("notes",), ("items", "elements"), ("period_from", "fiscal_years", "year_fits")]
    )
    def test_of_an_older_version_have_the_defaults(self, missing):
        known = json.loads(judged_to_json(Judged(fiscal_year=2566)))
        for name in missing:
            del known[name]

        assert judged_from_json(json.dumps(known)) == replace(Judged(), fiscal_year=2566)
