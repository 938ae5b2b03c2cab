"""The chain shows every edit, removal, insertion and move; the standalone script says the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.history_chain import FIRST_PREV, chain_heads, format_event, hash_event, verify_chain

SCRIPT = Path(__file__).parents[2] / "tools" / "verify_history.py"


def chain(*labels: str, agency: str = "khoksaat") -> list[str]:
    lines, prev = [], FIRST_PREV
    for seq, label in enumerate(labels, start=1):
        event = {
            "seq": seq,
            "agency": agency,
            "at": "2026-11-22T08:00:00.000000Z",
            "action": "measure_changed",
            "actor": "7",
            "role": "officer",
            "device": "",
            "object_type": "measure",
            "object_id": "3",
            "object_label": label,
            "before": None,
            "after": {"note": "เสร็จแล้ว"},
            "prev": prev,
        }
        event["hash"] = prev = hash_event(event)
        lines.append(format_event(event))
    return lines


def edited(line: str, **fields: object) -> str:
    return format_event({**json.loads(line), **fields})


class TestVerifyChain:
    def test_accepts_a_whole_chain(self):
        assert verify_chain(chain("ก", "ข", "ค")) == []

    def test_accepts_the_mixed_chains_of_two_agencies(self):
        first, second = chain("ก", "ข"), chain("x", "y", agency="other")

        assert verify_chain([first[0], second[0], second[1], first[1]]) == []

    def test_finds_an_edited_line(self):
        lines = chain("ก", "ข", "ค")
        lines[1] = edited(lines[1], object_label="อื่น")

        assert [(fault.line, fault.code) for fault in verify_chain(lines)] == [(2, "edited")]

    def test_finds_an_edit_that_was_hashed_again(self):
        lines = chain("ก", "ข", "ค")
        event = {**json.loads(lines[1]), "object_label": "อื่น"}
        lines[1] = format_event({**event, "hash": hash_event(event)})

        assert [(fault.line, fault.code) for fault in verify_chain(lines)] == [(3, "broken_link")]

    def test_finds_a_removed_line(self):
        lines = chain("ก", "ข", "ค")

        codes = {fault.code for fault in verify_chain([lines[0], lines[2]])}

        assert codes == {"sequence", "broken_link"}

    def test_finds_a_line_put_in_twice(self):
        lines = chain("ก", "ข")

        assert {fault.line for fault in verify_chain([lines[0], lines[0], lines[1]])} == {2}

    def test_finds_lines_in_another_order(self):
        lines = chain("ก", "ข", "ค")

        assert verify_chain([lines[0], lines[2], lines[1]])

    def test_finds_a_cut_off_end_when_the_last_hash_is_known(self):
        lines = chain("ก", "ข", "ค")
        known = chain_heads(lines)

        faults = verify_chain(lines[:2], known)

        assert [fault.code for fault in faults] == ["head_missing"]
        assert verify_chain(lines[:2]) == []

    def test_finds_another_spelling_of_the_same_values(self):
        lines = chain("ก")
        respelled = json.dumps(json.loads(lines[0]), ensure_ascii=True)

        assert [fault.code for fault in verify_chain([respelled])] == ["edited"]

    @pytest.mark.parametrize("rubbish", ["x", "[]", "{}", '{"seq":1}', "null", '"\\ud800"', "[" * 5000])
    def test_says_where_a_line_is_no_event(self, rubbish):
        assert [fault.code for fault in verify_chain([*chain("ก"), rubbish])] == ["unreadable"]

    def test_skips_empty_lines(self):
        assert verify_chain([*chain("ก"), "", "\n"]) == []

    @given(st.integers(0, 4), st.integers(0, 400))
    def test_finds_any_single_changed_character(self, place, offset):
        lines = chain("ก", "ข", "ค", "ง", "จ")
        line = lines[place]
        offset %= len(line)
        changed = line[:offset] + chr(ord(line[offset]) ^ 1) + line[offset + 1 :]

        assert verify_chain([*lines[:place], changed, *lines[place + 1 :]])


class TestStandaloneScript:
    def run(self, tmp_path: Path, lines: list[str], *heads: str) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "history.jsonl"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return subprocess.run([sys.executable, "-I", str(SCRIPT), str(path), *heads], capture_output=True, text=True)

    def test_is_at_most_60_lines_and_standard_library_only(self):
        source = SCRIPT.read_text(encoding="utf-8")

        imports = {line.split()[1] for line in source.splitlines() if line.startswith("import ")}

        assert len(source.splitlines()) <= 60
        assert imports <= set(sys.stdlib_module_names)

    def test_agrees_with_the_core(self, tmp_path):
        lines = chain("ก", "ข", "ค")
        head = f"khoksaat={chain_heads(lines)['khoksaat']}"

        assert self.run(tmp_path, lines, head).returncode == 0
        assert self.run(tmp_path, lines[:2], head).returncode == 1
        assert self.run(tmp_path, [lines[0], lines[2]]).returncode == 1
        assert self.run(tmp_path, [lines[0], edited(lines[1], actor="8")]).returncode == 1
