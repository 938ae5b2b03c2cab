import pytest

from prongsai.core.errors import PersonError
from tests.intake.readers.samples import grid, paragraphs, read, spans, tables


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


class TestTables:
    def test_spans_put_cells_in_their_columns(self):
        table = tables(
            read(
                page(
                    "<table><tr><td rowspan=2>ก<td colspan=2>ข</tr><tr><td>ค<td>ง</tr>"
                    "<tr><td>จ<td rowspan=0>ฉ<td>ช</tr><tr><td>ซ<td>ฌ</tr></table>"
                )
            )
        )[0]

        assert spans(table) == [
            [(0, 1, 2), (1, 2, 1)],
            [(1, 1, 1), (2, 1, 1)],
            [(0, 1, 1), (1, 1, 2), (2, 1, 1)],
            [(0, 1, 1), (2, 1, 1)],
        ]

    def test_header_rows_are_marked(self):
        table = tables(
            read(page("<table><thead><tr><td>ก<td>ข</thead><tr><th>ค<th>ง</tr><tr><th>จ<td>ฉ</tr></table>"))
        )[0]

        assert [row.is_header for row in table.rows] == [True, True, False]

    def test_breaks_paragraphs_and_items_are_paragraphs_of_the_cell(self):
        table = tables(read(page("<table><tr><td>ก<br>ข<p>ค</p><ul><li>ง<li>จ</ul><td>ฉ</tr></table>")))[0]

        assert table.rows[0].cells[0].paragraphs == ("ก", "ข", "ค", "ง", "จ")

    def test_numbers_of_ordered_lists_are_in_the_text(self):
        cell = tables(read(page('<table><tr><td><ol start="3"><li>ก<li>ข</ol><td>ค</tr></table>')))[0].rows[0].cells[0]

        assert cell.paragraphs == ("3. ก", "4. ข")

    def test_thai_numbered_lists_show_thai_numbers(self):
        document = read(page('<ol style="list-style-type: thai"><li>ก</ol>'))

        assert paragraphs(document) == ["๑. ก"]

    def test_nested_tables_stay_in_their_cell(self):
        cell = (
            tables(
                read(page("<table><tr><td>ก<table><tr><td>ใน<td>ข้าง</tr></table><td>ข</tr><tr><td>1<td>2</tr></table>"))
            )[0]
            .rows[0]
            .cells[0]
        )

        assert cell.text == "ก"
        assert grid(cell.nested[0]) == [["ใน", "ข้าง"]]

    def test_tables_that_only_lay_out_the_page_are_looked_through(self):
        inner = "<table border=1><tr><td>ก<td>ข</tr><tr><td>ค<td>ง</tr></table>"

        document = read(page(f"<table><tr><td>เมนู</td><td><p>รายงาน</p>{inner}</td></tr></table>"))

        assert paragraphs(document) == ["เมนู", "รายงาน"]
        assert grid(tables(document)[0]) == [["ก", "ข"], ["ค", "ง"]]

    def test_a_caption_comes_before_its_table(self):
        document = read(page("<table><caption>ตาราง ก</caption><tr><td>1<td>2</tr></table>"))

        assert paragraphs(document) == ["ตาราง ก"]


class TestText:
    def test_what_a_reader_does_not_see_is_left_out(self):
        document = read(
            page(
                "<p>เห็น</p><script>x()</script><style>p{}</style><p hidden>ลับ</p><p style='display: none'>ลับ</p>"
                "<div style='visibility:hidden'>ลับ</div><!-- ลับ --><noscript>ลับ</noscript><template>ลับ</template>"
            )
        )

        assert paragraphs(document) == ["เห็น"]

    def test_headings_are_named_and_links_kept_as_written(self):
        document = read(page("<h2>หัวข้อ</h2><p>ดู <a href='/o1 x'>ที่นี่</a> และ <a href=''>ว่าง</a></p>"))

        assert document.blocks[0].style == "heading"
        assert document.blocks[1].links == (("ที่นี่", "/o1 x"), ("ว่าง", ""))

    def test_a_link_around_blocks_keeps_its_text(self):
        document = read(page("<a href='http://a.go.th/x'><div>ก</div><div>ข</div></a>"))

        links = [link for block in document.blocks for link in block.links]
        assert links == [("ก ข", "http://a.go.th/x")]

    def test_line_breaks_of_the_source_are_blanks_except_in_preformatted_text(self):
        document = read(page("<p>ก\n  ข</p><pre>ค\nง</pre>"))

        assert paragraphs(document) == ["ก ข", "ค", "ง"]

    @pytest.mark.parametrize("charset", ["tis-620", "windows-874", "TIS620", "iso-8859-11"])
    def test_old_thai_pages_are_read_by_their_declared_charset(self, charset):
        text = page("<p>รายงานผล ๒๕๖๖</p>", f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>")

        assert paragraphs(read(text.encode("cp874"))) == ["รายงานผล ๒๕๖๖"]

    @pytest.mark.parametrize("charset", ["iso-8859-1", "nonsense", "utf-8"])
    def test_a_page_that_declares_the_wrong_charset_is_read_by_plausibility(self, charset):
        text = page("<p>รายงานผล ๒๕๖๖</p>", f"<meta charset={charset}>")

        assert paragraphs(read(text.encode("cp874"))) == ["รายงานผล ๒๕๖๖"]

    def test_a_page_with_an_xml_declaration_is_read(self):
        text = '<?xml version="1.0" encoding="utf-8"?>\n' + page("<p>ก</p>")

        assert paragraphs(read(text)) == ["ก"]

    def test_a_fragment_is_a_page_when_it_is_named_so_or_begins_with_a_tag(self):
        assert read("<div><p>ก</p><p>ข</p></div>").format == "html"
        assert read("ก<br>ข", "a.htm").format == "html"

    def test_tabbed_text_named_html_is_text(self):
        assert read("ประเด็น\tผู้รับผิดชอบ\tเวลา\n<p>ก</p>\tข\tค\n", "แผน.html").format == "text"

    def test_a_page_without_text_is_empty(self):
        with pytest.raises(PersonError, match="ว่างเปล่า"):
            read(page("<script>x()</script>"))

    def test_title_and_generator_are_kept(self):
        document = read(page("<p>ก</p>", "<title>รายงาน</title><meta name=Generator content='Word 15'>"))

        assert document.meta["title"] == "รายงาน"
        assert document.generator == "Word 15"

    def test_an_absurd_span_does_not_fill_the_memory(self):
        table = tables(read(page("<table><tr><td colspan=999999 rowspan=999999>ก<td>ข</tr><tr><td>ค</tr></table>")))[0]

        assert table.column_count <= 202
