"""The chain shows every edit, removal, insertion and move; the standalone script says the same."""

import contextlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
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


class TestWhatAFaultSays:
    def faults(self, lines, heads=None):
        return [(fault.line, fault.code) for fault in verify_chain(lines, heads)]

    def test_a_removed_line_shows_at_the_one_after_it_with_both_numbers(self):
        lines = chain("ก", "ข", "ค", "ง")

        sequence, link = verify_chain([lines[0], lines[1], lines[3]])

        assert (sequence.line, sequence.code, link.line, link.code) == (3, "sequence", 3, "broken_link")
        assert "ลำดับที่ 4 แต่ควรเป็น 3" in sequence.message_th
        assert "number 4 where 3 must be" in sequence.message_en

    def test_a_removed_first_line_shows_at_the_new_first(self):
        assert self.faults(chain("ก", "ข")[1:]) == [(1, "sequence"), (1, "broken_link")]

    def test_a_line_put_between_shows_there_and_at_the_next(self):
        lines, foreign = chain("ก", "ข"), chain("x", "y")[1]

        assert self.faults([lines[0], foreign, lines[1]]) == [(2, "broken_link"), (3, "sequence"), (3, "broken_link")]

    def test_two_swapped_lines_show_at_both_and_where_the_chain_goes_on(self):
        lines = chain("ก", "ข", "ค", "ง")

        found = self.faults([lines[0], lines[2], lines[1], lines[3]])

        assert {line for line, _ in found} == {2, 3, 4}
        assert {code for _, code in found} == {"sequence", "broken_link"}

    def test_a_doubled_last_line_shows(self):
        lines = chain("ก", "ข")

        assert self.faults([*lines, lines[-1]]) == [(3, "sequence"), (3, "broken_link")]

    def test_a_chain_that_does_not_begin_with_zeros_shows(self):
        event = {**json.loads(chain("ก")[0]), "prev": "1" * 64}
        event["hash"] = hash_event(event)

        assert self.faults([format_event(event)]) == [(1, "broken_link")]

    def test_a_lost_end_is_of_the_whole_chain_and_names_the_agency(self):
        lines = chain("ก", "ข")

        (fault,) = verify_chain(lines[:1], chain_heads(lines))

        assert (fault.line, fault.agency) == (0, "khoksaat")

    def test_an_earlier_known_hash_is_still_there_after_more_lines(self):
        lines = chain("ก", "ข", "ค")

        assert self.faults(lines, chain_heads(lines[:1])) == []

    def test_a_known_hash_counts_only_for_its_own_agency(self):
        first, second = chain("ก"), chain("x", agency="other")
        heads = {"khoksaat": chain_heads(second)["other"]}

        assert self.faults([*first, *second], heads) == [(0, "head_missing")]

    def test_an_agency_without_any_line_lacks_its_end(self):
        assert self.faults([], {"khoksaat": "a" * 64}) == [(0, "head_missing")]

    def test_a_line_moved_to_another_agency_breaks_both_chains(self):
        first, second = chain("ก", "ข", "ค"), chain("x", "y", agency="other")
        event = {**json.loads(first[1]), "agency": "other"}
        moved = format_event({**event, "hash": hash_event(event)})

        faults = verify_chain([first[0], moved, second[0], first[2], second[1]])

        assert {(fault.line, fault.agency) for fault in faults} == {(2, "other"), (3, "other"), (4, "khoksaat")}

    def test_two_chains_glued_together_under_one_name_show_at_the_seam(self):
        assert self.faults([*chain("ก", "ข"), *chain("ค")]) == [(3, "sequence"), (3, "broken_link")]

    def test_empty_lines_count_in_the_numbers(self):
        lines = chain("ก", "ข")

        assert self.faults([lines[0], "", edited(lines[1], role="admin")]) == [(3, "edited")]

    def test_an_unreadable_line_has_no_agency_and_stops_nothing(self):
        lines = chain("ก", "ข")

        faults = verify_chain([lines[0], "{", lines[1]])

        assert [(fault.line, fault.agency, fault.code) for fault in faults] == [(2, "", "unreadable")]

    @pytest.mark.parametrize(
        "changes", [{"seq": "1"}, {"seq": True}, {"seq": 1.0}, {"agency": 5}, {"prev": None}, {"hash": None}]
    )
    def test_a_field_of_another_kind_is_unreadable(self, changes):
        assert self.faults([edited(chain("ก")[0], **changes)]) == [(1, "unreadable")]

    @pytest.mark.parametrize("name", ["seq", "device", "hash"])
    def test_a_line_with_a_field_too_few_or_too_many_is_unreadable(self, name):
        event = json.loads(chain("ก")[0])

        assert (
            self.faults([format_event({key: value for key, value in event.items() if key != name})])[0][1]
            == "unreadable"
        )
        assert self.faults([format_event({**event, name + "_2": 1})]) == [(1, "unreadable")]

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_any_label_can_be_written_and_only_the_same_one_holds(self, label, other):
        (line,) = chain(label.encode("utf-8", "ignore").decode())
        changed = edited(line, object_label=other.encode("utf-8", "ignore").decode())

        assert verify_chain([line]) == []
        assert bool(verify_chain([changed])) == (changed != line)

    def test_line_ends_of_either_kind_do_not_matter_but_blanks_inside_do(self):
        (line,) = chain("ก")

        assert self.faults([line + "\r\n"]) == []
        assert self.faults([line + " "]) == [(1, "edited")]

    def test_every_fault_speaks_both_languages(self):
        lines = chain("ก", "ข", "ค")
        faults = verify_chain([edited(lines[1], actor="9"), "x", lines[0]], {"other": "0"})

        assert {fault.code for fault in faults} == {"edited", "sequence", "broken_link", "unreadable", "head_missing"}
        assert all(fault.message_th and fault.message_en.isascii() for fault in faults)


class TestChainHeads:
    def test_is_the_last_hash_of_each_agency(self):
        first, second = chain("ก", "ข"), chain("x", agency="other")

        heads = chain_heads([first[0], *second, "", "rubbish", first[1]])

        assert heads == {"khoksaat": json.loads(first[1])["hash"], "other": json.loads(second[0])["hash"]}

    def test_of_nothing_is_nothing(self):
        assert chain_heads([]) == {}


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


def load_script():
    """The standalone script as a module, so that a thousand runs need no thousand processes."""
    spec = importlib.util.spec_from_file_location("verify_history", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAID = {
    "edited": "edited",
    "number": "sequence",
    "does": "broken_link",
    "not": "unreadable",
}


def faults_of_script(content: bytes) -> list[tuple[int, str]]:
    """What the standalone script says of a file, as (line, code)."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file, contextlib.redirect_stdout(io.StringIO()) as out:
        file.write(content)
        file.flush()
        code = load_script().main([file.name])
    found = [(int(number), SAID[word]) for number, word in re.findall(r"^line (\d+): (\w+)", out.getvalue(), re.M)]
    assert bool(found) == bool(code)
    return found


def faults_of_product(content: bytes) -> list[tuple[int, str]]:
    """What the product says of the same file."""
    return [(fault.line, fault.code) for fault in verify_chain(content.decode().split("\n"))]


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.floats(0, 3), st.text(max_size=8), st.just("0" * 64), st.just([])
)
FIELD_NAMES = st.sampled_from(sorted(json.loads(chain("ก")[0])))
TAMPERING = st.one_of(
    st.tuples(st.just("remove"), st.integers(0, 7)),
    st.tuples(st.just("swap"), st.integers(0, 7), st.integers(0, 7)),
    st.tuples(st.just("repeat"), st.integers(0, 7), st.integers(0, 7)),
    st.tuples(st.just("insert"), st.integers(0, 7), st.text(st.characters(codec="utf-8"), max_size=30)),
    st.tuples(st.just("field"), st.integers(0, 7), FIELD_NAMES, VALUES),
    st.tuples(st.just("rehash"), st.integers(0, 7), FIELD_NAMES, VALUES),
    st.tuples(st.just("respell"), st.integers(0, 7)),
    st.tuples(st.just("drop_field"), st.integers(0, 7), FIELD_NAMES),
    st.tuples(st.just("character"), st.integers(0, 7), st.integers(0, 500), st.characters(codec="utf-8")),
)


def tamper(lines: list[str], deed: tuple) -> list[str]:
    name, place, *rest = deed
    place %= len(lines)
    line = lines[place]
    if name == "remove":
        return [*lines[:place], *lines[place + 1 :]]
    if name == "swap":
        other = rest[0] % len(lines)
        changed = list(lines)
        changed[place], changed[other] = changed[other], changed[place]
        return changed
    if name == "repeat":
        at = rest[0] % (len(lines) + 1)
        return [*lines[:at], line, *lines[at:]]
    if name == "insert":
        return [*lines[:place], rest[0], *lines[place:]]
    if name == "character":
        at = rest[0] % max(len(line), 1)
        return [*lines[:place], line[:at] + rest[1] + line[at + 1 :], *lines[place + 1 :]]
    try:
        event = json.loads(line)
        assert isinstance(event, dict)
    except (ValueError, AssertionError):
        return lines
    if name == "respell":
        changed = json.dumps(event)
    elif name == "drop_field":
        changed = format_event({key: value for key, value in event.items() if key != rest[0]})
    else:
        event[rest[0]] = rest[1]
        if name == "rehash":
            event["hash"] = hash_event(event)
        changed = format_event(event)
    return [*lines[:place], changed, *lines[place + 1 :]]


class TestBothVerifiers:
    @given(st.lists(TAMPERING, min_size=1, max_size=3))
    @example([("field", 0, "hash", "\u2028")])
    @example([("insert", 1, "")])
    @example([("insert", 1, '{"a":"\\ud800"}')])
    def test_say_the_same_of_any_tampering(self, deeds):
        lines = []
        for pair in zip(chain("ก\u2028\x85", "ข", "ค", "ง"), chain("x", "y", "z", "w", agency="other"), strict=True):
            lines += pair
        for deed in deeds:
            lines = tamper(lines, deed) or lines
        content = "\n".join(lines).encode("utf-8", "surrogatepass")
        try:
            content.decode()
        except UnicodeDecodeError:
            return  # the product refuses the whole file by name, see the command's own tests

        assert faults_of_script(content) == faults_of_product(content)

    @given(TAMPERING)
    def test_find_whatever_changes_a_chain_but_for_its_end(self, deed):
        lines = chain("ก", "ข", "ค", "ง")
        changed = tamper(lines, deed)
        meaning = [line for line in changed if line.encode().strip()]  # other blanks than ASCII's make a line
        is_cut_short = meaning == lines[: len(meaning)]

        found = faults_of_product("\n".join(changed).encode())

        is_last_rehashed = deed[0] == "rehash" and deed[1] % 4 == 3
        if not is_last_rehashed:  # a new end of one's own making shows only against a known hash
            assert bool(found) != is_cut_short

    def test_agree_on_what_is_no_text_at_all(self):
        assert faults_of_script(b"\xff\xfe\n" + chain("ก")[0].encode()) == [(1, "unreadable")]
