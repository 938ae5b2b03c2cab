import pytest
import yaml

from prongsai.core.errors import PersonError
from prongsai.core.framework.yaml_record import error_at, read_yaml

KNOWN = ("name", "count", "share", "day", "is_open", "words", "numbers", "parts", "by_name")


def record(text: str):
    return read_yaml(text, "office.yaml", KNOWN)


def refusal(read):
    with pytest.raises(PersonError) as caught:
        read()
    return caught.value.message_en


class TestFields:
    def test_give_typed_values(self):
        found = record(
            "name: ก\ncount: 3\nshare: 0.5\nis_open: true\nday: 2023-08-10\nwords: [a, b]\nnumbers: [1, 2]\n"
        )

        assert found.text("name") == "ก"
        assert found.integer("count", least=1, most=9) == 3
        assert found.number("share", least=0, most=1) == 0.5
        assert found.flag("is_open") is True
        assert found.optional_day("day").isoformat() == "2023-08-10"
        assert found.texts("words") == ("a", "b")
        assert found.integers("numbers", least=1, most=2) == (1, 2)
        assert found.keys() == ("name", "count", "share", "is_open", "day", "words", "numbers")

    @pytest.mark.parametrize(
        "text", ["count: 1\n", "name:\ncount: 1\n", "name: null\nwords: ~\nday:\n", "name: ~\nparts:\n"]
    )
    def test_that_are_absent_or_empty_are_none(self, text):
        found = record(text)

        assert not found.has("name")
        assert found.optional_text("name") is None
        assert found.optional_day("day") is None
        assert found.optional_number("share", least=0, most=1) is None
        assert found.texts("words") == ()
        assert list(found.records("parts", ("a",))) == []
        assert dict(found.record_map("by_name", ("a",))) == {}
        assert found.texts_map("by_name") == {}

    def test_that_are_quoted_keep_their_text(self):
        assert record("name: '019'").text("name") == "019"
        assert record("name: 019").text("name") == "019"
        assert record("name: 10.10").text("name") == "10.10"

    @pytest.mark.parametrize(
        ("text", "read", "words"),
        [
            ("count: 0", lambda found: found.integer("count", least=1, most=9), "from 1 to 9"),
            ("count: 10", lambda found: found.integer("count", least=1, most=9), '"10"'),
            ("count: 1.5", lambda found: found.integer("count", least=1, most=9), "whole number"),
            ("count: [1]", lambda found: found.integer("count", least=1, most=9), "one value"),
            ("share: nan", lambda found: found.number("share", least=0, most=1), "number from 0 to 1"),
            ("share: .inf", lambda found: found.number("share", least=0, most=1), "number from 0 to 1"),
            ("share: half", lambda found: found.number("share", least=0, most=1), '"half"'),
            ("is_open: yes", lambda found: found.flag("is_open"), "true or false"),
            ("day: 31/12/2565", lambda found: found.optional_day("day"), "Christian era"),
            ("day: 0001-01-01", lambda found: found.optional_day("day"), "Christian era"),
            ("words: a", lambda found: found.texts("words"), "starts with -"),
            ("words: [[a]]", lambda found: found.texts("words"), "one value"),
            ("words: [~]", lambda found: found.texts("words"), "must be text"),
            ("numbers: [1, x]", lambda found: found.integers("numbers", least=1, most=5), '"x"'),
            ("numbers: [9]", lambda found: found.integers("numbers", least=1, most=5), '"9"'),
            ("parts: {a: b}", lambda found: list(found.records("parts", ("a",))), "must be a list"),
            ("parts: [a]", lambda found: list(found.records("parts", ("a",))), "name: value"),
            ("parts: [{b: 1}]", lambda found: list(found.records("parts", ("a",))), "parts[1].b"),
            ("by_name: [a]", lambda found: dict(found.record_map("by_name", ("a",))), "name: value"),
            ("by_name: {x: 1}", lambda found: dict(found.record_map("by_name", ("a",))), "by_name.x"),
            ("by_name: {x: y}", lambda found: found.texts_map("by_name"), "by_name.x"),
            ("name: ก", lambda found: found.choice("name", ("ข", "ค")), "allowed: ข, ค"),
            ("count: 1", lambda found: found.text("name"), "is missing"),
            ("name:", lambda found: found.text("name"), "is empty"),
        ],
    )
    def test_of_another_kind_say_what_is_wanted_and_what_was_found(self, text, read, words):
        message = refusal(lambda: read(record(text)))

        assert words in message
        assert "line 1" in message

    def test_know_their_line(self):
        found = record("# remark\n\nname: ก\ncount: 1\n")

        assert found.line_of("count") == 4
        assert found.line_of("words") == 3
        assert found.line == 3

    def test_parts_are_named_by_their_code_else_by_their_place(self):
        parts = list(record("parts:\n- {a: first}\n- {b: second}\n").records("parts", ("a", "b"), name_by="a"))

        assert [part.path for part in parts] == ["parts[first]", "parts[2]"]


class TestRefusals:
    def test_name_file_line_and_field(self):
        fault = error_at("office.yaml", 7, "items[O1].code", "ผิด", "is wrong")

        assert fault.message_th == 'ไฟล์ "office.yaml" บรรทัด 7 ช่อง "items[O1].code" ผิด'
        assert fault.message_en == 'File "office.yaml", line 7, field "items[O1].code" is wrong'

    @pytest.mark.parametrize("text", ["<<: {name: a}", "? {a: b}\n: c", "name: a\n<<: *b"])
    def test_merge_keys_and_odd_keys_are_refused(self, text):
        assert refusal(lambda: record(text))

    def test_nothing_is_constructed(self):
        found = record("name: !!python/name:os.system x")

        assert found.text("name") == "x"

    def test_reads_the_same_without_the_c_library(self, monkeypatch):
        text = "name: ก\nwords: [a, 'b: c']\n"
        fast = record(text).texts("words")
        monkeypatch.delattr(yaml, "CSafeLoader")

        slow = record(text).texts("words")

        assert slow == fast == ("a", "b: c")
        assert "line 2" in refusal(lambda: record("name: ก\n'x"))
