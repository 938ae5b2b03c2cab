"""A digest that no record has is told without SQLite, and never one that some process kept."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.snapshots import SnapshotStore, lookup
from prongsai.adapters.snapshots.chain import RecordBody
from prongsai.adapters.snapshots.folder import Folder
from prongsai.adapters.snapshots.lookup import Lookup
from prongsai.adapters.snapshots.sieve import Sieve
from tests.adapters.snapshots.visits import PAGE, answer, fill, visits


def digest(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def body(number: int, **changes: object) -> RecordBody:
    """What is told of a kept page whose body has the digest of its number."""
    made = RecordBody(
        f"id{number:05}", "response", f"http://a.go.th/{number}", "2026-11-27T05:00:00Z", 200, "text/html", "1", 1,
        "a.warc.gz", number * 100, 100, 80, "ab" * 32, digest(number), None,
    )  # fmt: skip
    return made._replace(**changes)


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    made.make()
    yield made
    made.close()


@pytest.fixture
def open_lookup(folder):
    """Opens the folder's lookup once more, as another process would."""
    opened = []

    def once_more():
        opened.append(Lookup(folder.lookup))
        return opened[-1]

    yield once_more
    for one in opened:
        one.close()


def append(folder, one, *bodies):
    with folder.locked():
        folder.follow(one)
        folder.append_records(one, list(bodies))


def find(folder, one, number):
    """What the lookup finds for a digest, and whether it asked SQLite for it."""
    asked = []
    one._db.set_trace_callback(asked.append)
    found = one.find_payload(digest(number), index_bytes=folder.index_bytes())
    one._db.set_trace_callback(None)
    return (found and found.record_id), any("digest = " in statement for statement in asked)


class TestTheSieve:
    @given(st.sets(st.binary(min_size=16, max_size=16), max_size=50))
    def test_holds_all_that_was_put_in(self, digests):
        sieve = Sieve()

        sieve.add([(one, "id") for one in digests])

        assert all(sieve.may_hold(one.hex() + "00" * 16) for one in digests)

    def test_lets_few_strangers_pass(self):
        sieve = Sieve()
        sieve.add([(bytes.fromhex(digest(number)), "id") for number in range(20_000)])

        passed = sum(sieve.may_hold(digest(number)) for number in range(20_000, 40_000))

        assert passed < 60  # one in 839 is to be expected: 24

    def test_an_empty_one_holds_nothing(self):
        assert not Sieve().may_hold("00" * 32)


class TestTheLookupWithASieve:
    def test_a_stranger_is_told_without_sqlite(self, folder, open_lookup):
        one = open_lookup()
        append(folder, one, body(1))
        find(folder, one, 1)

        assert find(folder, one, 2) == (None, False)
        assert find(folder, one, 1) == ("id00001", True)

    def test_what_is_added_later_is_found_and_strangers_are_still_told(self, folder, open_lookup):
        one = open_lookup()
        assert find(folder, one, 1) == (None, False)

        append(folder, one, body(1), body(2, type_="revisit", refers_to="id00001"), body(3, payload=""))
        with folder.locked():
            folder.append(one, [{"kind": "cut", "file": "a.warc.gz", "offset": 400, "bytes": 7}])

        assert find(folder, one, 1) == ("id00001", True)
        assert find(folder, one, 4) == (None, False)

    def test_what_the_folder_held_at_opening_is_found(self, folder, open_lookup):
        append(folder, open_lookup(), *map(body, range(50)))

        one = open_lookup()

        assert [find(folder, one, number) for number in (0, 49)] == [("id00000", True), ("id00049", True)]
        assert find(folder, one, 50) == (None, False)

    def test_what_another_process_adds_is_found_at_once(self, folder, open_lookup):
        one, other = open_lookup(), open_lookup()
        assert find(folder, one, 1) == (None, False)

        append(folder, other, body(1))

        assert find(folder, one, 1) == ("id00001", True)

    def test_and_after_a_line_of_ones_own_too(self, folder, open_lookup):
        one, other = open_lookup(), open_lookup()
        find(folder, one, 1)
        append(folder, other, body(1))

        append(folder, one, body(2))

        assert [find(folder, one, number) for number in (1, 2)] == [("id00001", True), ("id00002", True)]
        assert find(folder, one, 3) == (None, True)  # the sieve does not know what the other added: it is given up

    def test_lines_that_another_left_unread_are_sieved_when_followed(self, folder, open_lookup, tmp_path):
        one = open_lookup()
        find(folder, one, 1)
        elsewhere = Lookup(tmp_path / "elsewhere.sqlite")  # writes the chain but not the lookup: killed in between
        append(folder, elsewhere, body(1))
        elsewhere.close()

        append(folder, one, body(2))

        assert [find(folder, one, number) for number in (1, 2)] == [("id00001", True), ("id00002", True)]
        assert find(folder, one, 3) == (None, False)

    def test_what_was_rolled_back_is_not_found_and_all_else_is(self, folder, open_lookup):
        one = open_lookup()
        find(folder, one, 1)
        append(folder, one, body(1))
        with pytest.raises(ValueError, match="fromhex"):
            one.add_records([(*body(2, payload="no digest"), 2, "h")], one.head())

        assert find(folder, one, 1) == ("id00001", True)
        assert find(folder, one, 2)[0] is None

    def test_a_folder_of_very_many_goes_without(self, folder, open_lookup, monkeypatch):
        monkeypatch.setattr(lookup, "_MOST_SIEVED", 3)
        append(folder, open_lookup(), *map(body, range(4)))

        one = open_lookup()

        assert find(folder, one, 3) == ("id00003", True)
        assert find(folder, one, 9) == (None, True)

    def test_who_does_not_say_how_long_the_chain_is_asks_sqlite(self, folder, open_lookup):
        one = open_lookup()
        append(folder, one, body(1))

        assert one.find_payload(digest(1)).record_id == "id00001"
        assert one.find_payload(digest(2)) is None


class TestTwoStores:
    def test_a_body_the_other_flushed_is_kept_once(self, tmp_path):
        with SnapshotStore(tmp_path) as one, SnapshotStore(tmp_path) as other:
            fill(one, 3)
            first = other.keep(visits(answer(body=PAGE * 2)), link_id="1")
            other.flush()

            again = one.keep(visits(answer("http://other.go.th/", PAGE * 2)), link_id="2")

            assert (one.find(again).kind, one.find(again).refers_to) == ("revisit", first)
            assert one.read(again)[1] == PAGE * 2
            assert one.verify() == []

    def test_bodies_of_ones_own_are_kept_once_before_and_after_a_flush(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            first = store.keep(visits(answer()), link_id="1")
            second = store.keep(visits(answer()), link_id="2")
            store.flush()
            third = store.keep(visits(answer()), link_id="3")

            assert [store.find(name).refers_to for name in (first, second, third)] == [None, first, first]

    def test_closing_frees_the_chain_and_it_can_be_opened_again(self, tmp_path):
        store = SnapshotStore(tmp_path)
        fill(store, 1)
        store.close()

        with SnapshotStore(tmp_path) as again:
            assert again.find(again.keep(visits(answer("http://b.go.th/", PAGE + b"0" * 40)), link_id="1")).refers_to
