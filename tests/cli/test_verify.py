"""`prongsai verify` on an exported history."""

import json

import pytest

from prongsai.cli.main import main
from prongsai.core.history_chain import FIRST_PREV, format_event, hash_event


def chain(count=3):
    """Lines of a chain that holds."""
    lines, prev = [], FIRST_PREV
    for seq in range(1, count + 1):
        event = {
            "seq": seq, "agency": "ban-suan-sai", "at": "2026-11-22T08:00:00.000000Z", "action": "progress_recorded",
            "actor": "1", "role": "officer", "device": "", "object_type": "work", "object_id": str(seq),
            "object_label": "งาน", "before": None, "after": {"status": "done"}, "prev": prev,
        }  # fmt: skip
        prev = event["hash"] = hash_event(event)
        lines.append(format_event(event))
    return lines


@pytest.fixture
def export(tmp_path):
    def write(lines):
        path = tmp_path / "history.jsonl"
        path.write_text("\n".join(lines) + "\n")
        return str(path)

    return write


class TestVerifyFile:
    def test_says_that_a_whole_chain_holds_and_shows_its_head(self, export, capsys):
        lines = chain()

        code = main(["verify", export(lines)])

        out = capsys.readouterr().out
        assert code == 0
        assert json.loads(lines[-1])["hash"] in out
        assert "the chain holds" in out

    def test_names_the_line_that_was_edited(self, export, capsys):
        lines = chain()
        lines[1] = lines[1].replace("done", "late")

        code = main(["verify", export(lines), "--json"])

        faults = json.loads(capsys.readouterr().out)["faults"]
        assert code == 1
        assert 2 in {fault["line"] for fault in faults}

    def test_names_a_removed_line(self, export, capsys):
        lines = chain()

        code = main(["verify", export([lines[0], lines[2]])])

        assert code == 1
        assert "บรรทัด 2" in capsys.readouterr().out

    def test_refuses_what_is_no_text(self, tmp_path, capsys):
        path = tmp_path / "history.jsonl"
        path.write_bytes(b"\xff\xfe\x00")

        assert main(["verify", str(path)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
