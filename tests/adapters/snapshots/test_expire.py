import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from prongsai.adapters.snapshots import SnapshotStore, verify_folder
from prongsai.adapters.snapshots import expire as expire_module
from prongsai.audit.expiry import ExpiryRule
from prongsai.core.errors import PersonError
from tests.adapters.snapshots.visits import NOON, PAGE, answer, visits

TOOL = Path(__file__).parents[3] / "tools" / "verify_snapshots.py"
RULE = ExpiryRule(365)


def keep(store, url, days_ago, body):
    return store.keep(visits(answer(url, body), start=NOON - timedelta(days=days_ago)), link_id="1")


@pytest.fixture
def kept(tmp_path):
    """Three runs: one whose file expires whole, one in part, one not at all. Names by what should become of them."""
    with SnapshotStore(tmp_path) as store:
        names = {
            "gone": keep(store, "http://a.go.th/1", 900, b"one"),
            "gone too": keep(store, "http://a.go.th/1", 890, b"two"),
        }
    with SnapshotStore(tmp_path) as store:
        names["gone also"] = keep(store, "http://a.go.th/1", 500, b"three")
        names["body"] = keep(store, "http://b.go.th/", 499, PAGE)
        names["only"] = keep(store, "http://c.go.th/", 498, b"four")
    with SnapshotStore(tmp_path) as store:
        names["newest"] = keep(store, "http://a.go.th/1", 2, b"five")
        names["revisit"] = keep(store, "http://b.go.th/", 1, PAGE)
    return tmp_path, names


class TestExpire:
    def test_lets_go_what_the_rule_says_and_still_verifies(self, kept):
        folder, names = kept
        with SnapshotStore(folder) as store:
            head = store.heads()

            done = store.expire(RULE, now=NOON)

            assert (done.snapshots, done.files_deleted, done.files_rewritten) == (3, 1, 1)
            assert done.bytes_freed > 0
            assert store.verify([head.hash]) == []
            assert [key for key, name in names.items() if store.find(name) is None] == ["gone", "gone too", "gone also"]
            assert store.read(names["only"])[1] == b"four"
            assert store.read(names["revisit"])[1] == PAGE
            with pytest.raises(PersonError, match="ระเบียบการเก็บ"):
                store.read(names["gone"])
        assert len(list((folder / "archive").iterdir())) == 2
        assert len(list((folder / "indexes").iterdir())) == 2
        tool = subprocess.run([sys.executable, TOOL, folder, head.hash], check=False, capture_output=True)
        assert tool.returncode == 0

    def test_the_chain_says_what_went_when_and_why(self, kept):
        folder, _names = kept
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)

        lines = [json.loads(line) for line in (folder / "index.jsonl").open()]
        gone = [line for line in lines if line["kind"] == "expired"]
        assert sorted(line["records"] for line in gone) == [1, 2]
        assert all("365 วัน" in line["rule"] and line["at"] == "2026-11-27T05:00:00.123456Z" for line in gone)
        moved = [line for line in lines if line["kind"] == "moved"]
        by_id = {line["id"]: line for line in lines if line["kind"] == "record"}
        assert [line["sha256"] for line in moved] == [by_id[line["id"]]["sha256"] for line in moved]

    def test_a_second_time_has_nothing_to_do(self, kept):
        folder, _names = kept
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)
            before = store.heads()

            assert store.expire(RULE, now=NOON).snapshots == 0
            assert store.heads() == before

    def test_a_file_may_be_written_anew_again_and_again(self, kept):
        folder, names = kept
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)
            keep(store, "http://c.go.th/", 0, b"newer than only")
            store.expire(RULE, now=NOON)

            assert store.find(names["only"]) is None
            assert store.find(names["body"]).file.endswith(".r2.warc.gz")
            assert store.verify() == []

    def test_a_file_in_use_is_left(self, kept):
        folder, _names = kept
        with SnapshotStore(folder) as writer:
            keep(writer, "http://d.go.th/", 900, b"old")
            keep(writer, "http://d.go.th/", 800, b"newer")

            assert writer.expire(ExpiryRule(365), now=NOON).snapshots_in_use == 1
            assert writer.verify() == []

    def test_an_expired_body_is_not_referred_to_any_more(self, kept):
        folder, _names = kept
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)
            again = keep(store, "http://new.go.th/", 0, b"one")

            assert store.find(again).kind == "response"
            assert store.read(again)[1] == b"one"

    def test_a_lost_lookup_knows_what_went(self, kept):
        folder, names = kept
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)
        for path in folder.glob("index.sqlite*"):
            path.unlink()

        with SnapshotStore(folder) as store:
            assert store.find(names["gone"]) is None
            assert store.read(names["only"])[1] == b"four"
            assert store.verify() == []

    def test_bringing_an_expired_file_back_shows(self, kept):
        folder, _names = kept
        old = {path.name: path.read_bytes() for path in (folder / "archive").iterdir()}
        with SnapshotStore(folder) as store:
            store.expire(RULE, now=NOON)
        gone = next(name for name in old if not (folder / "archive" / name).exists())
        (folder / "archive" / gone).write_bytes(old[gone])

        assert [fault.code for fault in verify_folder(folder)] == ["expired_file"]


class Crash(BaseException):
    """Stands for kill -9: nothing catches it."""


class TestCrashes:
    @pytest.mark.parametrize("step", ["append", "replace", "write_cdxj", "unlink"])
    def test_an_expiry_cut_short_is_finished_or_undone_by_the_next_run(self, kept, monkeypatch, step):
        folder, names = kept

        def crash(*_arguments, **_named):
            raise Crash

        with SnapshotStore(folder) as store:
            if step == "append":
                monkeypatch.setattr(expire_module.Folder, "append", crash)
            elif step == "write_cdxj":
                monkeypatch.setattr(expire_module, "write_cdxj", crash)
            else:
                monkeypatch.setattr(Path, step, crash)
            with pytest.raises(Crash):
                store.expire(RULE, now=NOON)
            monkeypatch.undo()

        with SnapshotStore(folder) as store:
            assert store.verify() == []
            assert store.read(names["only"])[1] == b"four"
            assert store.read(names["revisit"])[1] == PAGE
            store.expire(RULE, now=NOON)
            assert store.verify() == []
            assert store.find(names["gone also"]) is None
        left = sorted(os.listdir(folder / "archive"))
        assert len(left) == 2
        assert not any(name.endswith(".tmp") for name in left)
        assert {name.replace(".warc.gz", ".cdxj") for name in left} == set(os.listdir(folder / "indexes"))
