"""Every way to tamper with a folder is named, by prongsai and by the independent script alike."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from prongsai.adapters.snapshots import SnapshotStore, verify_folder
from prongsai.adapters.snapshots.chain import Head, chain_lines
from tests.adapters.snapshots.visits import answer, fill, visits

TOOL = Path(__file__).parents[3] / "tools" / "verify_snapshots.py"


@pytest.fixture
def folder(tmp_path):
    """Two WARC files of 10 visits in all, closed."""
    with SnapshotStore(tmp_path, roll_bytes=6_000, flush_every=4) as store:
        fill(store, 9)
        store.keep(visits(answer(), answer(status=404, body_as_sent=b"no")), link_id="x")
    assert verify_folder(tmp_path) == []
    assert len(list_warcs(tmp_path)) >= 2
    return tmp_path


def list_warcs(folder):
    return sorted((folder / "archive").glob("*.warc.gz"))


def read_lines(folder):
    return (folder / "index.jsonl").read_bytes().splitlines(keepends=True)


def write_lines(folder, lines):
    (folder / "index.jsonl").write_bytes(b"".join(lines))


def run_tool(folder, *hashes):
    done = subprocess.run(
        [sys.executable, "-I", TOOL, folder, *hashes], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return done.returncode, done.stdout


def codes(folder, known=()):
    return {fault.code for fault in verify_folder(folder, known)}


def flip_byte(folder, at):
    path = list_warcs(folder)[0]
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


class TestTampering:
    def test_an_untouched_folder_holds(self, folder):
        code, said = run_tool(folder)

        assert verify_folder(folder) == []
        assert (code, "snapshots hold" in said) == (0, True)

    @pytest.mark.parametrize("at", [0, 400, 1500, -1])
    def test_one_changed_byte_of_a_file_names_the_record(self, folder, at):
        flip_byte(folder, at)

        (fault,) = verify_folder(folder)
        assert fault.code == "changed"
        line = json.loads(read_lines(folder)[fault.line - 1])
        assert (fault.file, fault.name) == (list_warcs(folder)[0].name, line["id"])
        code, said = run_tool(folder)
        assert code == 1
        assert line["id"] in said

    def test_a_record_replaced_by_another_whole_one(self, folder):
        path = list_warcs(folder)[0]
        line = json.loads(read_lines(folder)[2])
        content = path.read_bytes()
        start, end = line["offset"], line["offset"] + line["length"]
        forged = gzip.compress(gzip.decompress(content[start:end]).replace("ทุจริต".encode(), "สุจริต".encode()))
        path.write_bytes(content[:start] + forged + content[end:])

        assert "changed" in codes(folder)
        assert run_tool(folder)[0] == 1

    def test_a_record_cut_out_of_a_file(self, folder):
        path = list_warcs(folder)[0]
        line = json.loads(read_lines(folder)[2])
        content = path.read_bytes()
        path.write_bytes(content[: line["offset"]] + content[line["offset"] + line["length"] :])

        faults = verify_folder(folder)
        assert line["id"] in {fault.name for fault in faults}
        assert run_tool(folder)[0] == 1

    def test_a_file_cut_short(self, folder):
        path = list_warcs(folder)[0]
        path.write_bytes(path.read_bytes()[:-10])

        assert codes(folder) == {"cut_off"}
        assert run_tool(folder)[0] == 1

    def test_a_file_that_is_gone(self, folder):
        gone = list_warcs(folder)[0]
        gone.unlink()

        faults = verify_folder(folder)
        assert [(fault.code, fault.file) for fault in faults] == [("file_missing", gone.name)]
        code, said = run_tool(folder)
        assert (code, gone.name in said) == (1, True)

    def test_bytes_added_to_a_file(self, folder):
        path = list_warcs(folder)[0]
        path.write_bytes(path.read_bytes() + gzip.compress(b"WARC/1.1\r\n"))

        assert codes(folder) == {"not_indexed"}
        assert run_tool(folder)[0] == 1

    def test_a_file_added(self, folder):
        (folder / "archive" / "zzz.warc.gz").write_bytes(gzip.compress(b"WARC/1.1\r\n"))

        assert [(fault.code, fault.file) for fault in verify_folder(folder)] == [("not_indexed", "zzz.warc.gz")]
        assert run_tool(folder)[0] == 1

    def test_an_edited_line(self, folder):
        lines = read_lines(folder)
        lines[3] = lines[3].replace(b"tambon.go.th", b"tambom.go.th")
        write_lines(folder, lines)

        faults = verify_folder(folder)
        assert [(fault.code, fault.line) for fault in faults] == [("edited", 4)]
        assert "line 4" in run_tool(folder)[1]

    def test_an_edited_line_hashed_again_breaks_the_next(self, folder):
        lines = read_lines(folder)
        line = json.loads(lines[3])
        body = {key: value for key, value in line.items() if key not in ("hash", "prev", "seq")}
        lines[3] = chain_lines([body | {"url": "http://forged.go.th/"}], Head(3, line["prev"], 0))[0]
        write_lines(folder, lines)

        assert [(fault.code, fault.line) for fault in verify_folder(folder)] == [("broken_link", 5)]
        assert "line 5" in run_tool(folder)[1]

    @pytest.mark.parametrize("position", [0, 3, 8])
    def test_a_removed_line(self, folder, position):
        lines = read_lines(folder)
        del lines[position]
        write_lines(folder, lines)

        faults = verify_folder(folder)
        assert {"sequence", "broken_link"} <= {fault.code for fault in faults}
        assert faults[0].line == position + 1
        assert run_tool(folder)[0] == 1

    def test_an_inserted_line(self, folder):
        lines = read_lines(folder)
        lines.insert(4, lines[2])
        write_lines(folder, lines)

        assert {"sequence", "broken_link", "gap"} <= codes(folder)
        assert run_tool(folder)[0] == 1

    def test_two_lines_that_changed_places(self, folder):
        lines = read_lines(folder)
        lines[3], lines[4] = lines[4], lines[3]
        write_lines(folder, lines)

        assert {"sequence", "broken_link", "gap"} <= codes(folder)
        assert run_tool(folder)[0] == 1

    def test_rubbish_instead_of_a_line(self, folder):
        for rubbish in (b"\xff\xfe\n", b"[]\n", b"{}\n", b'{"seq": 3}\n', b"[" * 100_000 + b"\n"):
            lines = read_lines(folder)
            whole = list(lines)
            lines[4] = rubbish
            write_lines(folder, lines)

            assert "unreadable" in codes(folder)
            write_lines(folder, whole)

    def test_places_that_make_no_sense(self, folder):
        for forged in ({"offset": -1}, {"offset": "x"}, {"length": None}, {"file": "../../etc/passwd"}):
            lines = read_lines(folder)
            whole = list(lines)
            line = json.loads(lines[-1])
            body = {key: value for key, value in line.items() if key not in ("hash", "prev", "seq")} | forged
            lines[-1] = chain_lines([body], Head(line["seq"] - 1, line["prev"], 0))[0]
            write_lines(folder, lines)

            assert "unreadable" in codes(folder)
            write_lines(folder, whole)

    def test_the_end_of_the_index_cut_away(self, folder):
        write_lines(folder, read_lines(folder)[:-2])

        assert codes(folder) == {"not_indexed"}
        assert run_tool(folder)[0] == 1

    def test_index_and_file_cut_together_show_by_a_head_kept_outside(self, folder):
        lines = read_lines(folder)
        last = json.loads(lines[-1])
        write_lines(folder, lines[:-1])
        path = folder / "archive" / last["file"]
        path.write_bytes(path.read_bytes()[: last["offset"]])

        assert codes(folder) == set()
        assert codes(folder, [last["hash"]]) == {"head_missing"}
        assert run_tool(folder, last["hash"])[0] == 1

    def test_a_missing_index(self, tmp_path):
        assert codes(tmp_path) == {"index_missing"}
        assert run_tool(tmp_path)[0] == 2

    def test_every_fault_is_said_in_both_languages(self, folder):
        flip_byte(folder, 500)
        lines = read_lines(folder)
        del lines[5]
        write_lines(folder, lines)

        for fault in verify_folder(folder, ["0" * 64]):
            assert any("\u0e01" <= char <= "\u0e5b" for char in fault.message_th)
            assert fault.message_en.isascii()


class TestLivingWriter:
    def test_what_is_being_written_is_no_fault(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            store.keep(visits(answer()), link_id="1")

            assert verify_folder(tmp_path) == []
            assert SnapshotStore(tmp_path).repairs == []
        assert verify_folder(tmp_path) == []

    def test_the_script_is_short_and_stands_alone(self):
        text = TOOL.read_text()

        assert len(text.splitlines()) <= 60
        imports = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
        assert imports <= sys.stdlib_module_names
