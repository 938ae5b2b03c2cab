"""Text pasted from Word, Excel and web pages: quoted cells, glued paragraphs, blanks and marks of every kind."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.readers.cell_text import clean_line, clean_paragraphs
from prongsai.intake.readers.refusal import MAX_TABLE_ROWS
from prongsai.intake.readers.tabbed import unquote_cells
from prongsai.intake.readers.text_lines import HARD_BREAK
from prongsai.intake.readers.thai_marks import mend_marks, thai_implausibility
from prongsai.intake.readers.wrapping import join_lines, join_wrapped, starts_paragraph
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, spans, tables

HEADER, LINE = "\t".join(HEADINGS), "\t".join(ROW)


def rows_of(text: str) -> list[list[str]]:
    return [row for table in tables(read(text)) for row in grid(table)]


class TestUnquoteCells:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ('ก\t"ข\nค"\tง', f"ก\tข{HARD_BREAK}ค\tง"),
            ('ก\t"ข\nค"', f"ก\tข{HARD_BREAK}ค"),
            ('ก\t"ข\nค"\nง\tจ', f"ก\tข{HARD_BREAK}ค\nง\tจ"),
            ('"ก\nข"\tค', f"ก{HARD_BREAK}ข\tค"),
            ('ก\t"พูดว่า ""ดี"""\tข', 'ก\tพูดว่า "ดี"\tข'),
            ('ก\tข "อ้าง" ค\tง', 'ก\tข "อ้าง" ค\tง'),
            ('"ก" เปิด\tข', '"ก" เปิด\tข'),
            ('ก\t"ไม่ปิด\tข', 'ก\t"ไม่ปิด\tข'),
            ("ก\tข", "ก\tข"),
            ("", ""),
        ],
    )
    def test_only_what_a_program_quoted(self, text, wanted):
        assert unquote_cells(text) == wanted

    @given(st.text('ก"\t\n', max_size=30))
    def test_never_loses_a_letter_or_a_tab(self, text):
        found = unquote_cells(text)

        assert found.count("ก") == text.count("ก")
        assert found.count("\t") == text.count("\t")


class TestTabbedRows:
    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
    def test_any_line_end_gives_the_same(self, ending):
        assert rows_of(HEADER + ending + LINE + ending) == [list(HEADINGS), list(ROW)]

    def test_blanks_around_and_inside_cells_are_one(self):
        assert rows_of("ก\u00a0 ข\t ค\u3000ง \tจ\u200b\n1\t2\t3\n")[0] == ["ก ข", "ค ง", "จ"]

    def test_a_row_too_long_widens_the_table(self):
        table = tables(read("ก\tข\tค\n1\t2\t3\t4\n"))[0]

        assert table.column_count == 4
        assert grid(table)[0] == ["ก", "ข", "ค", ""]

    def test_a_line_over_all_columns_spans_them(self):
        assert spans(tables(read(f"{HEADER}\n{LINE}\nตัวชี้วัดที่ 10\n{LINE}\n"))[0])[2] == [(0, 5, 1)]

    def test_lines_that_open_with_a_code_are_rows_of_their_own(self):
        found = rows_of("O1\t0\nO4\t0\nO2\tมาตรการ\t100\nO3 50\n")

        assert found == [["O1", "0", ""], ["O4", "0", ""], ["O2", "มาตรการ", "100"], ["O3 50"]]

    def test_a_line_after_a_cell_of_words_goes_on_in_it(self):
        found = rows_of("1\tรายงาน\n2\tเผยแพร่ตาม\nข้อ 17 ของประกาศ\n")

        assert found == [["1", "รายงาน"], ["2", "เผยแพร่ตาม\nข้อ 17 ของประกาศ"]]

    def test_rows_up_to_the_limit_are_read_and_one_more_is_refused(self):
        rows = [f"{n}\tเรื่อง\tกองคลัง" for n in range(MAX_TABLE_ROWS)]

        assert len(rows_of("\n".join(rows))) == MAX_TABLE_ROWS
        with pytest.raises(PersonError, match="9,999"):
            read("\n".join([*rows, "อีก\tเรื่อง\tกองคลัง"]))

    @pytest.mark.parametrize("text", ["ก\tข", "\tก\n\tข", "ก\t\t\n", "ก: \tข\nค: \tง และ\tจ\n"[:6]])
    def test_a_tab_here_and_there_is_no_table(self, text):
        assert tables(read(text)) == []

    @pytest.mark.parametrize("word", ["ลงชื่อ", "(ลงชื่อ", "ผู้รายงาน", "หมายเหตุ", "วันที่ 1", "จึงเรียนมา"])
    def test_what_follows_a_table_ends_it(self, word):
        document = read(f"{HEADER}\n{LINE}\n{word} ข้อความ\n")

        assert len(tables(document)[0].rows) == 2
        assert paragraphs(document) == [f"{word} ข้อความ"]

    @settings(max_examples=60, deadline=None)
    @given(st.text('กข12\t\n"|., <>a\x0b\x0c', max_size=60))
    def test_anything_pasted_is_read_or_refused_in_one_sentence(self, text):
        with suppress(PersonError):
            shown = "".join(paragraphs(read(text))) + "".join(cell for row in rows_of(text) for cell in row)

            assert shown.count("ก") == text.count("ก") or "<" in text


class TestCleanText:
    @pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u202f", "\u3000", "\t", "\f", "\v", "  "])
    def test_blanks_of_every_kind_are_one(self, blank):
        assert clean_line(f"{blank}ก{blank}ข{blank}") == "ก ข"

    @pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u200f"])
    def test_what_cannot_be_seen_goes(self, unseen):
        assert clean_line(f"{unseen}ก{unseen}ข") == "กข"
        assert clean_paragraphs([unseen, f" {unseen} "]) == ()

    @pytest.mark.parametrize("text", ["น้ำ", "๒๕๖๖", "ก็", "ฯลฯ", "ๆ", "ศรี", "เเ"])
    def test_thai_stays_as_it_is_typed(self, text):
        assert clean_line(text) == text


class TestWrappedLines:
    @pytest.mark.parametrize(
        "line",
        ["๑. ก", "1) ก", "(๒) ก", "๑.๑ ก", "• ก", "- ก", "* ก", "ก. ข", "ขั้นตอนที่ ๑", "ข้อ 3", "ครั้งที่ ๒", "กิจกรรมที่ 1"],
    )
    def test_what_begins_a_paragraph(self, line):
        assert starts_paragraph(line)
        assert join_wrapped(["นำ", line]) == ("นำ", line)

    @pytest.mark.parametrize(
        "line",
        ["๒๕๖๖", "1.5 ล้านบาท", "๒.๕ ไร่", "97.5 คะแนน", "- ม.ค. ๒๕๖๖", "กองคลัง", "ก.ย. ๒๕๖๖", "และ", "12/2566", ""],
    )
    def test_what_does_not(self, line):
        assert not starts_paragraph(line)

    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            ("https://www.a.go.th/", "plan.pdf", "https://www.a.go.th/plan.pdf"),
            ("https://www.a.go.th/x", "ดูต่อ", "https://www.a.go.th/x ดูต่อ"),
            ("https://www.a.go.th/", "แผน.pdf", "https://www.a.go.th/แผน.pdf"),
            ("ดูที่", "https://a.go.th", "ดูที่ https://a.go.th"),
            ("ประชา", "สัมพันธ์", "ประชาสัมพันธ์"),
            ("ภายใน", "15 วัน", "ภายใน 15 วัน"),
            ("เทศบาล", "(สำนักปลัด)", "เทศบาล (สำนักปลัด)"),
            ("plan", "report", "plan report"),
            ("", "ก", "ก"),
            ("ก", "", "ก"),
        ],
    )
    def test_are_joined_as_thai_is_typed(self, first, second, joined):
        assert join_lines(first, second) == joined

    @given(st.lists(st.text("กข1. -a(", max_size=6), max_size=6))
    def test_loses_nothing_but_white_space(self, lines):
        assert "".join("".join(join_wrapped(lines)).split()) == "".join("".join(lines).split())


class TestMendMarks:
    @pytest.mark.parametrize(
        ("raw", "mended"),
        [
            ("ป\uf70a", "ป่"),
            ("\uf700าน", "ฐาน"),
            ("น\u0e4d\u0e49\u0e32", "น้ำ"),
            ("น\u0e49\u0e4d\u0e32", "น้ำ"),
            ("ที\u0e48\u0e48", "ที่"),
            ("plain 123", "plain 123"),
        ],
    )
    def test_marks_of_fonts_become_marks_of_typing(self, raw, mended):
        assert mend_marks(raw) == mended

    @given(st.text("กขนปเาำ" + "\u0e31\u0e34\u0e48\u0e49\u0e4d\uf70a\uf712", max_size=24))
    def test_mending_never_reads_worse(self, text):
        mended = mend_marks(text)

        assert len(mended) <= len(text)
        assert not any("\uf700" <= sign <= "\uf71a" for sign in mended)
        assert thai_implausibility("เทศบาลตำบล" * 50 + mended) >= 0
