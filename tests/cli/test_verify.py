"""`prongsai verify` on an exported history."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from prongsai.adapters.time_stamp import ask_for_stamp, read_roots
from prongsai.cli.main import main
from prongsai.core.history_chain import FIRST_PREV, format_event, hash_event
from tests.time_stamp_server import TimeStampServer


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


class TestStamps:
    """`--stamp` and `--ca`: a downloaded time stamp against an exported history, without any database or network."""

    @pytest.fixture
    def stamp(self, tmp_path):
        def make(line, who="one"):
            event = json.loads(line)
            body = format_event({key: value for key, value in event.items() if key != "hash"}).encode()
            with TimeStampServer(who=who) as server:
                (tmp_path / f"{who}.pem").write_bytes(server.ca_file.read_bytes())
                roots = read_roots(server.ca_file)
                held = ask_for_stamp(body, address=server.address, roots=roots, asked_at=datetime.now(UTC))
            path = tmp_path / f"{event['seq']}.tsr"
            path.write_bytes(held.answer)
            return str(path), str(tmp_path / f"{who}.pem")

        return make

    def test_one_that_holds_is_shown_with_its_event_and_moment(self, export, stamp, capsys):
        lines = chain()
        tsr, ca = stamp(lines[1])

        code = main(["verify", export(lines), "--stamp", tsr, "--ca", ca, "--json"])

        (held,) = json.loads(capsys.readouterr().out)["stamps"]
        assert (code, held["agency"], held["seq"], held["signer"]) == (0, "ban-suan-sai", 2, "Test TSA")
        assert held["hash"] == json.loads(lines[1])["hash"]
        assert datetime.now(UTC) - datetime.fromisoformat(held["at"]) < timedelta(minutes=5)

    def test_in_words_too(self, export, stamp, capsys):
        lines = chain()
        tsr, ca = stamp(lines[2])

        assert main(["verify", export(lines), "--stamp", tsr, "--ca", ca]) == 0
        assert "3.tsr: ban-suan-sai #3 20" in capsys.readouterr().out

    def test_of_a_line_that_was_rewritten_since(self, export, stamp, capsys):
        lines = chain()
        tsr, ca = stamp(lines[2])
        event = {**json.loads(lines[2]), "after": {"status": "late"}}
        event["hash"] = hash_event({key: value for key, value in event.items() if key != "hash"})

        code = main(["verify", export([*lines[:2], format_event(event)]), "--stamp", tsr, "--ca", ca])

        assert code == 1
        assert "no event with hash" in capsys.readouterr().out

    def test_under_another_root(self, export, stamp, capsys):
        lines = chain()
        _other, ca = stamp(lines[0], who="two")
        tsr, _ca = stamp(lines[1])

        assert main(["verify", export(lines), "--stamp", tsr, "--ca", ca]) == 1
        assert "not signed by an authority of the CA file" in capsys.readouterr().out

    def test_older_than_its_event(self, export, stamp, capsys):
        lines = chain()
        event = {**json.loads(lines[0]), "at": "2099-01-01T00:00:00.000000Z"}
        event["hash"] = hash_event({key: value for key, value in event.items() if key != "hash"})
        tsr, ca = stamp(format_event(event))

        assert main(["verify", export([format_event(event)]), "--stamp", tsr, "--ca", ca]) == 1
        assert "older than the event" in capsys.readouterr().out

    def test_a_file_that_is_none(self, export, stamp, tmp_path, capsys):
        lines = chain()
        _tsr, ca = stamp(lines[0])
        (tmp_path / "other.tsr").write_text("hello")

        assert main(["verify", export(lines), "--stamp", str(tmp_path / "other.tsr"), "--ca", ca]) == 1
        assert "other.tsr" in capsys.readouterr().out

    def test_without_a_ca_file_it_says_what_is_missing(self, export, stamp, capsys, monkeypatch):
        monkeypatch.delenv("PRONGSAI_TSA_URL", raising=False)
        lines = chain()
        tsr, _ca = stamp(lines[0])

        assert main(["verify", export(lines), "--stamp", tsr]) == 2
        assert "--ca" in capsys.readouterr().err
