"""Numbers in the markup of files that are no numbers, or beyond any sense: the file is read all the same, or refused."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.readers.whole_number import find_whole_number
from tests.intake.readers.samples import (
    docx_of,
    grid,
    paragraphs,
    read,
    spans,
    tables,
    word_cell,
    word_paragraph,
    word_table,
    xlsx_of,
    zip_of,
)

ODD = ["", "²", "--5", "1e3", "๑", "0x10", " 2 ", "+3", "9" * 5000, "-", "1.5", "NaN"]
LIST = (
    '<w:numbering NAMES><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
    '<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
IN_LIST = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def listed(*, level="0", start="1", form="decimal", asked=None) -> list[str]:
    """Two paragraphs of one Word list."""
    properties = IN_LIST.format(level=level if asked is None else asked)
    body = word_paragraph("ก", properties) + word_paragraph("ข", properties)
    return paragraphs(read(docx_of(body, numbering=LIST.format(level=level, start=start, form=form))))


class TestFindWholeNumber:
    @pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("-3", -3), ("007", 7), ("999999", 999_999)])
    def test_of_a_number(self, text, number):
        assert find_whole_number(text) == number

    @pytest.mark.parametrize("text", [None, *ODD, "1234567", "1\n"])
    def test_of_anything_else_is_none(self, text):
        assert find_whole_number(text) is None

    @given(st.text(max_size=12))
    def test_never_raises(self, text):
        number = find_whole_number(text)

        assert number is None or int(text) == number


class TestWebPages:
    @pytest.mark.parametrize("odd", ODD)
    def test_a_list_with_an_odd_start_counts_from_one(self, odd):
        assert paragraphs(read(f'<html><body><ol start="{odd}"><li>ก<li>ข</ol>')) == ["1. ก", "2. ข"]

    @pytest.mark.parametrize("odd", ODD)
    def test_an_item_with_an_odd_value_takes_its_place(self, odd):
        assert paragraphs(read(f'<html><body><ol><li>ก<li value="{odd}">ข</ol>')) == ["1. ก", "2. ข"]

    def test_lists_may_begin_at_nought_and_below(self):
        assert paragraphs(read('<html><body><ol start="-1"><li>ก<li>ข<li>ค</ol>')) == ["-1. ก", "0. ข", "1. ค"]
        assert paragraphs(read('<html><body><ol start="0"><li value="0">ก</ol>')) == ["0. ก"]

    @pytest.mark.parametrize("odd", [*ODD, "-2", "0"])
    def test_a_cell_with_an_odd_width_is_one_column_or_what_its_digits_say(self, odd):
        table = tables(read(f'<table><tr><td colspan="{odd}">ก</td><td>ข</td></tr><tr><td>ค<td>ง</tr></table>'))[0]

        assert spans(table)[0][0][1] in (1, 2, 200)
        assert grid(table)[0] == ["ก", "ข"]

    def test_a_page_of_cells_that_cover_each_other_is_refused_before_it_fills_the_memory(self):
        rows = '<tr><td rowspan="3000" colspan="200">x</td></tr>' * 3_000

        with pytest.raises(PersonError, match="9,999"):
            read(f"<table>{rows}</table>")

    def test_a_long_table_with_merged_cells_is_read(self):
        rows = "".join(f"<tr><td rowspan=2>{n}<td>ก<td>ข</tr><tr><td>ค<td>ง</tr>" for n in range(1_000))

        table = tables(read(f"<table>{rows}</table>"))[0]

        assert len(table.rows) == 2_000
        assert spans(table)[1998:] == [[(0, 1, 2), (1, 1, 1), (2, 1, 1)], [(1, 1, 1), (2, 1, 1)]]

    @pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "base64", "utf-7", "no-such", "mbcs", "utf-16"])
    def test_a_charset_that_no_web_page_has_is_passed_over(self, name):
        assert paragraphs(read(f'<html><head><meta charset="{name}"></head><body><p>แผนงาน</p>')) == ["แผนงาน"]


class TestWord:
    @pytest.mark.parametrize("odd", [*ODD, "-4", "0"])
    @pytest.mark.parametrize(
        "attribute", ['<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="{}"/>', '<w:hMerge w:val="{}"/>']
    )
    def test_an_odd_span_loses_no_text(self, odd, attribute):
        properties = attribute.format(odd)
        body = word_table([[word_cell("ก", properties), word_cell("ข")], [word_cell("ค"), word_cell("ง")]])

        (table,) = tables(read(docx_of(body)))

        assert {text for row in grid(table) for text in row if text} == {"ก", "ข", "ค", "ง"}

    @pytest.mark.parametrize("odd", [*ODD, "-7"])
    def test_an_odd_level_is_the_first(self, odd):
        assert listed(level="0", asked=odd) == ["1. ก", "2. ข"]

    @pytest.mark.parametrize("deep", ["9", "12", "99999"])
    def test_a_level_deeper_than_word_knows_is_its_deepest(self, deep):
        assert len(listed(level=deep)) == 2

    @pytest.mark.parametrize("odd", [one for one in ODD if one])
    def test_an_odd_start_is_one(self, odd):
        assert listed(start=odd)[0] == "1. ก"

    @pytest.mark.parametrize("form", ["lowerLetter", "upperRoman", "thaiLetters", "decimalZero", "ordinal"])
    def test_a_start_beyond_word_makes_no_endless_label(self, form):
        assert max(map(len, listed(start="999999", form=form))) < 2_000

    def test_a_list_that_restarts_by_an_override_counts_anew(self):
        numbering = LIST.format(level=0, start=1, form="thaiNumbers").replace(
            "</w:numbering>",
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num></w:numbering>",
        )
        second = IN_LIST.format(level=0).replace('numId w:val="1"', 'numId w:val="2"')
        body = word_paragraph("ก", IN_LIST.format(level=0)) + word_paragraph("ข", second) + word_paragraph("ค", second)

        assert paragraphs(read(docx_of(body, numbering=numbering))) == ["๑. ก", "๕. ข", "๖. ค"]


class TestPackages:
    def test_a_zip_of_a_version_to_come_is_damaged(self):
        content = bytearray(docx_of(word_paragraph("ก")))
        at = content.find(b"PK\x01\x02")
        content[at + 6 : at + 8] = struct.pack("<H", 99)

        with pytest.raises(PersonError, match="เสียหาย"):
            read(bytes(content))

    @pytest.mark.parametrize("value", ["NaN", "INF", "-INF", "inf", "1e999", "-1e999"])
    def test_a_number_that_is_none_leaves_its_cell_empty_or_as_written(self, value):
        content = _with_value(value)

        (table,) = tables(read(content))

        assert grid(table)[0] == ["เรื่อง", "งบประมาณ", "หมายเหตุ"]
        assert grid(table)[1][0] == "ถนน"

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("1234567890.5", "1234567890.5"),
            ("12345678901.25", "12345678901.25"),
            ("0.30000000000000004", "0.3"),
            ("33.333333333333336", "33.33333333"),
            ("-12.75", "-12.75"),
            ("97.9", "97.9"),
            ("999999999999.99", "999999999999.99"),
        ],
    )
    def test_a_budget_keeps_its_satang(self, value, shown):
        assert grid(tables(read(_with_value(value)))[0])[1][1] == shown

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=8), st.booleans())
    def test_a_damaged_file_is_read_or_refused_and_nothing_else(self, changes, is_word):
        content = bytearray(WORD if is_word else SHEET)
        for place, byte in changes:
            content[place % len(content)] = byte

        with suppress(PersonError):
            assert read(bytes(content)).blocks

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    @pytest.mark.parametrize("is_word", [True, False])
    def test_a_file_cut_short_is_damaged(self, share, is_word):
        content = WORD if is_word else SHEET

        with pytest.raises(PersonError, match="เสียหายหรือมาไม่ครบ"):
            read(content[: int(share * len(content))])


def _with_value(value: str) -> bytes:
    """A workbook whose only number is this, as written in the file."""
    entries = _entries(xlsx_of([["เรื่อง", "งบประมาณ", "หมายเหตุ"], ["ถนน", 4242, "-"]]))
    sheet = entries["xl/worksheets/sheet1.xml"]
    assert b"<v>4242</v>" in sheet
    entries["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v>4242</v>", f"<v>{value}</v>".encode())
    return zip_of(entries)


def _entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


WORD = docx_of(
    word_paragraph("หัวข้อ") + word_table([[word_cell("ก"), word_cell("ข")], [word_cell("ค"), word_cell("ง")]])
)
SHEET = xlsx_of([["ที่", "เรื่อง", "ผู้รับผิดชอบ"], [1, "ก", "ข"], [2.5, None, "ค"]], merges=["A1:B1"])
