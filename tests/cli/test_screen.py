"""What people get on the screen."""

import json

import pytest

from prongsai.cli.screen import finding_to_dict, print_findings, print_json_line, print_table, shown_width
from prongsai.core.finding import Finding, sort_findings

ERROR = Finding("homepage_only", "error", 2, "หลักฐานที่ ๑", "ลิงก์เป็นหน้าแรก", "the link is the home page")
NOTE = Finding("year_inferred", "note", None, "", "ปีได้จากปีงบประมาณ", "the year was inferred")


class TestShownWidth:
    @pytest.mark.parametrize(
        ("text", "width"), [("abc", 3), ("กี่", 1), ("ผู้รับผิดชอบ", 8), ("", 0), ("日本", 4), ("a\u200bb", 2)]
    )
    def test_counts_terminal_columns(self, text, width):
        assert shown_width(text) == width


class TestPrintTable:
    def test_lines_columns_up_under_thai_marks(self, capsys):
        print_table(("ที่", "x"), [("กี่", "1"), ("ยาวกว่า", "2")])

        lines = capsys.readouterr().out.splitlines()
        assert {shown_width(line[: line.rindex(sign)]) for line, sign in zip(lines[2:], "12", strict=True)} == {8}


class TestPrintFindings:
    def test_puts_errors_before_notes_and_counts_them(self, capsys):
        print_findings(sort_findings([NOTE, ERROR]))

        out = capsys.readouterr().out
        assert out.index("homepage_only") < out.index("year_inferred")
        assert "ผิดพลาด / error 1" in out

    def test_says_both_languages_and_the_place(self, capsys):
        print_findings([ERROR])

        out = capsys.readouterr().out
        assert "มาตรการที่ 2 หลักฐานที่ ๑" in out
        assert "the link is the home page" in out


class TestJson:
    def test_keeps_thai(self, capsys):
        print_json_line(finding_to_dict(ERROR))

        out = capsys.readouterr().out
        assert json.loads(out)["message_th"] == "ลิงก์เป็นหน้าแรก"
        assert "ลิงก์" in out
