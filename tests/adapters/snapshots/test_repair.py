"""A process killed in the middle: the next run loses nothing that was whole, and names what was torn."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from prongsai.adapters.snapshots import SnapshotStore, verify_folder
from prongsai.core.errors import PersonError
from tests.adapters.snapshots.visits import answer, fill, visits

WORKER = """
import sys
from prongsai.adapters.snapshots import SnapshotStore
from tests.adapters.snapshots.visits import answer, visits
store = SnapshotStore(sys.argv[1], flush_every=7, roll_bytes=30_000)
number = 0
while True:
    name = store.keep(visits(answer(f"http://{sys.argv[2]}.go.th/{number}", b"%d " % number * 300)), link_id=str(number))
    print(name, flush=True)
    number += 1
"""


def start_worker(folder, who):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder), who], stdout=subprocess.PIPE, text=True, cwd=os.getcwd()
    )


def abandon(store):
    """Leave a store as kill -9 leaves it: file closed, pending lines lost."""
    os.close(store._descriptor)
    store._pending, store._file = [], ""


@pytest.fixture
def torn(tmp_path):
    """A folder whose writer died after 5 whole exchanges, 3 of them in the index; the path of its WARC file."""
    store = SnapshotStore(tmp_path, flush_every=4)
    names = fill(store, 5)
    abandon(store)
    (path,) = (tmp_path / "archive").iterdir()
    return tmp_path, path, names


class TestRepair:
    def test_whole_records_are_indexed_and_found_by_name(self, torn):
        folder, path, names = torn

        with SnapshotStore(folder) as store:
            (repair,) = store.repairs
            assert (repair.file, repair.records_recovered, repair.bytes_cut) == (path.name, 2, 0)
            found = [store.find(name) for name in names]
            assert [one.link_id for one in found] == ["L0", "L1", "L2", "L3", "L4"]
            assert found[4].mime == found[0].mime == "text/html"
            assert (found[4].hop, found[4].status) == (1, 200)
            assert store.read(names[4])[1].endswith(b"4" * 40)
            assert store.verify() == []
        assert path.with_name(path.name).exists()
        assert (folder / "indexes" / path.name.replace(".warc.gz", ".cdxj")).read_text().count("\n") == 5

    @pytest.mark.parametrize("cut", [1, 50, 200])
    def test_a_torn_tail_is_cut_and_named(self, torn, cut):
        folder, path, names = torn
        whole = path.read_bytes()
        path.write_bytes(whole[:-cut])

        with SnapshotStore(folder) as store:
            (repair,) = store.repairs
            assert repair.bytes_cut > 0
            assert str(repair.bytes_cut) in repair.message_th
            assert str(repair.bytes_cut) in repair.message_en
            assert store.read(names[3])[1].endswith(b"3" * 40)
            assert store.verify() == []
        cuts = [json.loads(line) for line in (folder / "index.jsonl").open() if '"cut"' in line]
        assert [(line["file"], line["bytes"]) for line in cuts] == [(path.name, repair.bytes_cut)]

    def test_every_length_the_file_may_have_been_cut_to(self, torn, tmp_path_factory):
        folder, path, names = torn
        whole = path.read_bytes()
        indexed = max(
            line["offset"] + line["length"]
            for line in map(json.loads, (folder / "index.jsonl").read_text().splitlines())
        )
        for length in range(indexed, len(whole), 41):
            copy = tmp_path_factory.mktemp("copy") / "proof"
            shutil.copytree(folder, copy)
            (copy / "archive" / path.name).write_bytes(whole[:length])

            with SnapshotStore(copy) as store:
                assert store.verify() == [], length
                assert store.find(names[2]) is not None

    def test_a_file_torn_in_its_first_record_goes(self, tmp_path):
        (tmp_path / "archive").mkdir()
        (tmp_path / "archive" / "a.warc.gz").write_bytes(b"\x1f\x8b\x08torn")

        with SnapshotStore(tmp_path) as store:
            assert [repair.bytes_cut for repair in store.repairs] == [7]
            assert store.verify() == []
        assert list((tmp_path / "archive").iterdir()) == []

    def test_a_torn_line_of_the_index_is_cut_and_its_record_indexed_again(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            names = fill(store, 4)
        for path in tmp_path.glob("index.sqlite*"):
            path.unlink()
        index = tmp_path / "index.jsonl"
        index.write_bytes(index.read_bytes()[:-30])

        with SnapshotStore(tmp_path) as store:
            assert [repair.file == "index.jsonl" for repair in store.repairs] == [True, False]
            assert store.find(names[3]).link_id == "L3"
            assert store.verify() == []

    def test_an_index_made_shorter_is_refused_rather_than_mended(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 4)
        index = tmp_path / "index.jsonl"
        index.write_bytes(b"".join(index.read_bytes().splitlines(keepends=True)[:-1]))

        with pytest.raises(PersonError, match="สั้นกว่าที่เคยบันทึกไว้"):
            SnapshotStore(tmp_path)

    def test_an_index_with_rubbish_is_refused(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 2)
        with (tmp_path / "index.jsonl").open("ab") as index:
            index.write(b"rubbish\n")

        with pytest.raises(PersonError, match="อ่านไม่ได้"):
            SnapshotStore(tmp_path)

    def test_a_whole_folder_is_not_touched(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 4)
        before = (tmp_path / "index.jsonl").read_bytes()

        with SnapshotStore(tmp_path) as store:
            assert store.repairs == []
        assert (tmp_path / "index.jsonl").read_bytes() == before


class TestKilledProcesses:
    def test_three_workers_killed_lose_nothing_they_said_was_kept(self, tmp_path):
        workers = [start_worker(tmp_path, who) for who in ("one", "two", "three")]
        named = []
        for worker in workers:
            named += [worker.stdout.readline().strip() for _count in range(20)]
        time.sleep(0.1)
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
        for worker in workers:
            # The last line may itself be torn by the kill.
            named += [line.strip() for line in worker.stdout.read().splitlines()[:-1]]
            worker.wait()

        with SnapshotStore(tmp_path) as store:
            assert len(named) > 60
            assert all(store.find(name) is not None for name in named)
            assert store.verify() == []
        assert verify_folder(tmp_path) == []

    def test_a_killed_worker_is_repaired_while_another_goes_on(self, tmp_path):
        dead, living = start_worker(tmp_path, "dead"), start_worker(tmp_path, "living")
        first = [dead.stdout.readline().strip(), living.stdout.readline().strip()]
        for _count in range(30):
            dead.stdout.readline()
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        dead.stdout.close()

        try:
            with SnapshotStore(tmp_path) as store:
                assert all(store.find(name) is not None for name in first[:1])
                living_faults = [fault for fault in store.verify() if fault.code != "not_indexed"]
                assert living_faults == []
                last = living.stdout.readline().strip()
        finally:
            living.send_signal(signal.SIGKILL)
            living.stdout.read()
            living.wait()
        with SnapshotStore(tmp_path) as store:
            assert store.find(last) is not None
            assert store.verify() == []


class TestOldAnswersAfterRepair:
    def test_a_recovered_body_is_referred_to(self, torn):
        folder, _path, names = torn

        with SnapshotStore(folder) as store:
            kept = store.read(names[4])[1]
            again = store.keep(visits(answer("http://x.go.th/", kept)), link_id="x")
            assert store.find(again).refers_to == names[4]
