"""Web pages and Word files as they come from old programs: tags unclosed, tables in tables, signs of every kind."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.blocks import Paragraph
from prongsai.intake.readers.docx_numbering import format_number
from prongsai.intake.readers.refusal import MAX_DEPTH
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
)


def page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


def only_cell(body: str):
    """The first cell of a table of two rows around this."""
    (table,) = tables(read(page(f"<table><tr><td>{body}<td>ข</tr><tr><td>ค<td>ง</tr></table>")))
    return table.rows[0].cells[0]


def runs(xml: str) -> str:
    """A Word paragraph of runs written as XML."""
    return f"<w:p>{xml}</w:p>"


class TestWebText:
    @pytest.mark.parametrize(
        ("body", "texts"),
        [
            ("ก<br>ข<br/>ค", ["ก", "ข", "ค"]),
            ("<div>ก<div>ข</div>ค</div>", ["ก", "ข", "ค"]),
            ("<p>ก<p>ข<p>ค", ["ก", "ข", "ค"]),
            ("<b>ก</b> <i>ข</i><u>ค</u>", ["ก ขค"]),
            ("<ul><li>ก<ul><li>ข</ul><li>ค</ul>", ["ก", "ข", "ค"]),
            ("<ol><li>ก<ol><li>ข</ol><li>ค</ol>", ["1. ก", "1. ข", "2. ค"]),
            ("<ol style='list-style: none'><li>ก</ol>", ["ก"]),
            ("ก&nbsp;&nbsp;ข&#3588;&lt;", ["ก ขค<"]),
            ("<input type=text value='ชื่อ'>", ["ชื่อ"]),
            ("<input type=hidden value='ลับ'>ก", ["ก"]),
            ("<select><option>ก</select>ข", ["ข"]),
            ("<span style='display: none'>ก</span>ข<p hidden>ค</p>", ["ข"]),
            ("<!-- ก -->ข<script>ค</script><style>ง</style>", ["ข"]),
            ("<pre>ก\n  ข\n\nค</pre>", ["ก", "ข", "ค"]),
            ("<h2>ก</h2>ข", ["ก", "ข"]),
        ],
    )
    def test_is_what_a_reader_sees(self, body, texts):
        assert paragraphs(read(page(body))) == texts

    @pytest.mark.parametrize("tag", ["h1", "h3", "h6"])
    def test_headings_are_named(self, tag):
        (block,) = read(page(f"<{tag}>ก</{tag}>")).blocks

        assert block.style == "heading"

    def test_links_go_with_their_paragraph(self):
        blocks = read(page('<p>ดู <a href="/1">หนึ่ง</a> และ <a href="http://a/2">สอง</a></p><p>ไม่มี</p>')).blocks

        assert [block.links for block in blocks if isinstance(block, Paragraph)] == [
            (("หนึ่ง", "/1"), ("สอง", "http://a/2")),
            (),
        ]

    @settings(max_examples=120, deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                ["<table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan=2>", "</td>", "</tr>", "</table>", "<p>", "ก", "ข ",
                 "<a href='http://[x'>", "</a>", "<ol start=-3>", "<li>", "</ol>", "<pre>", "\n", "</pre>", "<div hidden>", "</div>",
                 "<caption>", "<thead>", "&#0;", "<svg>", "</svg>", "<title>", "</title>", "<b", "<!--", "-->", "\ufeff"]
            ),
            max_size=30,
        ).map("".join)
    )  # fmt: skip
    def test_any_tags_are_read_or_refused(self, body):
        with suppress(PersonError):
            for table in tables(read(page(body))):
                cells = [cell for row in table.rows for cell in row.cells]
                assert all(cell.column + cell.column_span <= table.column_count for cell in cells)


class TestWebTables:
    def test_paragraphs_lists_and_links_of_a_cell_stay_in_it(self):
        cell = only_cell('<p>ก</p><ol><li>ข<li>ค</ol><a href="/x">ง</a>')

        assert cell.paragraphs == ("ก", "1. ข", "2. ค", "ง")
        assert cell.links == (("ง", "/x"),)

    def test_a_table_in_a_cell_is_in_the_cell(self):
        cell = only_cell("ก<table border=1><tr><td>1<td>2</tr><tr><td>3<td>4</tr></table>")

        assert cell.paragraphs == ("ก",)
        assert [grid(table) for table in cell.nested] == [[["1", "2"], ["3", "4"]]]

    def test_rows_in_sections_keep_the_order_of_the_page(self):
        table = tables(
            read(page("<table><tbody><tr><td>1<td>2</tbody><tbody><tr><td>3<td>4</tbody><tfoot><tr><td>5<td>6</table>"))
        )[0]

        assert grid(table) == [["1", "2"], ["3", "4"], ["5", "6"]]

    def test_hidden_rows_and_cells_are_left_out(self):
        table = tables(
            read(page("<table><tr><td>1<td hidden>x<td>2<tr style='display:none'><td>y<td>z<tr><td>3<td>4</table>"))
        )[0]

        assert grid(table) == [["1", "2"], ["3", "4"]]

    def test_a_cell_to_the_end_of_the_table(self):
        table = tables(read(page("<table><tr><td rowspan=0>ก<td>1<tr><td>2<tr><td>3</table>")))[0]

        assert spans(table)[0][0] == (0, 1, 3)

    def test_a_span_longer_than_the_table_ends_with_it(self):
        table = tables(read(page("<table><tr><td rowspan=99>ก<td>1<tr><td>2</table>")))[0]

        assert spans(table) == [[(0, 1, 2), (1, 1, 1)], [(1, 1, 1)]]


class TestWordText:
    @pytest.mark.parametrize(
        ("xml", "text"),
        [
            ("<w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t></w:r>", "ก ข"),
            ("<w:r><w:t>ก</w:t><w:noBreakHyphen/><w:t>ข</w:t></w:r>", "ก-ข"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> ครบ</w:t></w:r>', "✓ ครบ"),
            ('<w:r><w:sym w:char="FFFF"/><w:t>ก</w:t></w:r>', "ก"),
            ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:t>เห็น</w:t></w:r>", "เห็น"),
            ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>เห็น</w:t></w:r>', "เห็น"),
            ("<w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del><w:ins><w:r><w:t>ใหม่</w:t></w:r></w:ins>", "ใหม่"),
            (
                "<w:smartTag><w:r><w:t>ก</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t>ข</w:t></w:r></w:sdtContent></w:sdt>",
                "กข",
            ),
            ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
            ("<w:r><w:t>น\u0e4d\u0e49า</w:t></w:r>", "น\u0e4d\u0e49า"),
        ],
    )
    def test_is_what_word_shows(self, xml, text):
        assert paragraphs(read(docx_of(runs(xml)))) == [text]

    def test_a_soft_break_parts_paragraphs(self):
        assert paragraphs(read(docx_of(runs("<w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t><w:cr/><w:t>ค</w:t></w:r>")))) == [
            "ก",
            "ข",
            "ค",
        ]

    @pytest.mark.parametrize("depth", [1, MAX_DEPTH - 1])
    def test_tables_in_tables_are_read_to_a_depth(self, depth):
        body = word_table([[word_cell("ใน")]])
        for _ in range(depth):
            body = f"<w:tbl><w:tr><w:tc>{body}{word_paragraph('นอก')}</w:tc></w:tr></w:tbl>"

        assert len(tables(read(docx_of(body)))) == 1

    def test_and_no_deeper(self):
        body = word_table([[word_cell("ใน")]])
        for _ in range(MAX_DEPTH + 1):
            body = f"<w:tbl><w:tr><w:tc>{body}{word_paragraph('นอก')}</w:tc></w:tr></w:tbl>"

        with pytest.raises(PersonError, match="ซ้อนกันหลายชั้น"):
            read(docx_of(body))

    @given(
        st.integers(-5, 32_767),
        st.sampled_from(["decimal", "thaiNumbers", "thaiLetters", "lowerLetter", "upperRoman", "decimalZero", "x"]),
    )
    def test_any_counter_has_a_short_label(self, value, form):
        assert len(format_number(value, form)) <= 1_300
