import pytest

from prongsai.core.errors import PersonError
from prongsai.intake.readers.docx_numbering import format_number
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
    zip_of,
)

_NUMBERING = (
    '<w:numbering NAMES><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num></w:numbering>"
)


def _item(text: str, number: int = 1, level: int = 0) -> str:
    return word_paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


class TestTables:
    def test_merged_cells_become_spans(self):
        down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        body = word_table(
            [
                [word_cell("ก", down), word_cell("ข", '<w:gridSpan w:val="2"/>')],
                [word_cell("", on), word_cell("ค"), word_cell("ง")],
                [word_cell("จ"), word_cell("ฉ"), word_cell("ช")],
            ]
        )

        table = tables(read(docx_of(body)))[0]

        assert spans(table) == [[(0, 1, 2), (1, 2, 1)], [(1, 1, 1), (2, 1, 1)], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]]
        assert table.column_count == 3

    def test_a_merge_down_over_several_columns_keeps_the_columns_after_it(self):
        wide = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
        on = '<w:gridSpan w:val="2"/><w:vMerge/>'
        body = word_table([[word_cell("ก", wide), word_cell("ข")], [word_cell("", on), word_cell("ค")]])

        table = tables(read(docx_of(body)))[0]

        assert spans(table) == [[(0, 2, 2), (2, 1, 1)], [(2, 1, 1)]]

    def test_text_hidden_in_a_merged_cell_is_not_lost(self):
        body = word_table([[word_cell("ก", '<w:vMerge w:val="restart"/>')], [word_cell("ซ่อน", "<w:vMerge/>")]])

        assert tables(read(docx_of(body)))[0].rows[0].cells[0].paragraphs == ("ก", "ซ่อน")

    def test_a_new_merge_begins_where_the_old_one_ends(self):
        start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        body = word_table([[word_cell("ก", start)], [word_cell("", on)], [word_cell("ข", start)], [word_cell("", on)]])

        assert spans(tables(read(docx_of(body)))[0]) == [[(0, 1, 2)], [], [(0, 1, 2)], []]

    def test_old_horizontal_merges_and_skipped_columns_are_understood(self):
        before = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        start, on = word_cell("ก", '<w:hMerge w:val="restart"/>'), word_cell("", "<w:hMerge/>")
        row = f"{before}{start}{on}</w:tr>"

        assert spans(tables(read(docx_of(f"<w:tbl>{row}</w:tbl>")))[0]) == [[(1, 2, 1)]]

    def test_nested_tables_stay_in_their_cell(self):
        inner = word_table([[word_cell("ใน"), word_cell("นอก")]])
        body = word_table([[f"<w:tc>{word_paragraph('ก่อน')}{inner}<w:p/></w:tc>"]])

        cell = tables(read(docx_of(body)))[0].rows[0].cells[0]

        assert cell.paragraphs == ("ก่อน",)
        assert grid(cell.nested[0]) == [["ใน", "นอก"]]

    def test_repeated_header_rows_are_marked(self):
        header = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{word_cell('ประเด็น')}</w:tr>"
        off = f'<w:tr><w:trPr><w:tblHeader w:val="0"/></w:trPr>{word_cell("ก")}</w:tr>'

        rows = tables(read(docx_of(f"<w:tbl>{header}{off}</w:tbl>")))[0].rows

        assert [row.is_header for row in rows] == [True, False]

    def test_rows_and_cells_inside_content_controls_are_found(self):
        row = f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{word_cell('ก')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"

        assert grid(tables(read(docx_of(f"<w:tbl>{row}</w:tbl>")))[0]) == [["ก"]]

    def test_places_are_said_in_thai(self):
        cell = tables(read(docx_of(word_table([[word_cell("ก"), word_cell("ข")]]))))[0].rows[0].cells[1]

        assert cell.where == "ตารางที่ 1 แถว 1 ช่อง 2"


class TestParagraphs:
    def test_soft_breaks_start_paragraphs_and_tabs_are_blanks(self):
        body = "<w:p><w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t><w:tab/><w:t>ค</w:t></w:r></w:p>"

        assert paragraphs(read(docx_of(body))) == ["ก", "ข ค"]

    def test_headings_and_titles_are_named(self):
        styles = (
            '<w:styles NAMES><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:styleId="a2"><w:name w:val="Title"/></w:style></w:styles>'
        )
        body = word_paragraph("หัวข้อ", '<w:pStyle w:val="a1"/>') + word_paragraph("ชื่อ", '<w:pStyle w:val="a2"/>')

        assert [block.style for block in read(docx_of(body, styles=styles)).blocks] == ["heading", "title"]

    def test_text_boxes_follow_their_paragraph_once(self):
        box = f"<w:txbxContent>{word_paragraph('ในกล่อง')}</w:txbxContent>"
        drawing = (
            f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        )

        assert paragraphs(read(docx_of(f"<w:p><w:r><w:t>ก</w:t>{drawing}</w:r></w:p>"))) == ["ก", "ในกล่อง"]

    def test_hidden_text_and_comments_are_left_out(self):
        body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ลับ</w:t></w:r><w:r><w:t>เห็น</w:t></w:r><w:commentRangeStart/></w:p>"

        assert paragraphs(read(docx_of(body))) == ["เห็น"]

    def test_headers_and_footers_are_kept_apart(self):
        document = read(
            docx_of(
                word_paragraph("เนื้อหา"),
                header1=f"<w:hdr NAMES>{word_paragraph('เทศบาลตำบลตัวอย่าง')}</w:hdr>",
                footer1=f"<w:ftr NAMES>{word_paragraph('หน้า 1')}</w:ftr>",
            )
        )

        assert paragraphs(document) == ["เนื้อหา"]
        assert document.meta == {"header": "เทศบาลตำบลตัวอย่าง", "footer": "หน้า 1"}

    def test_a_document_without_text_is_empty(self):
        with pytest.raises(PersonError, match="ว่างเปล่า"):
            read(docx_of("<w:p/>"))

    def test_a_package_without_its_main_part_is_damaged(self):
        with pytest.raises(PersonError, match="เสียหาย"):
            read(zip_of({"[Content_Types].xml": b"wordprocessingml"}))

    def test_a_document_of_another_namespace_edition_is_read_alike(self):
        strict = docx_of(word_paragraph("ก"))
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(strict)) as archive:
            entries = {
                name: archive.read(name).replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                for name in archive.namelist()
            }

        assert paragraphs(read(zip_of(dict(entries)))) == ["ก"]


class TestLists:
    def test_numbers_that_word_draws_are_in_the_text(self):
        body = _item("หนึ่ง") + _item("หนึ่งหนึ่ง", level=1) + _item("หนึ่งสอง", level=1) + _item("สอง") + _item("จุด", 2)

        assert paragraphs(read(docx_of(body, numbering=_NUMBERING))) == [
            "๑. หนึ่ง",
            "๑.1) หนึ่งหนึ่ง",
            "๑.2) หนึ่งสอง",
            "๒. สอง",
            "- จุด",
        ]

    def test_a_deeper_level_begins_again_after_each_upper_item(self):
        body = _item("ก") + _item("ข", level=1) + _item("ค") + _item("ง", level=1)

        assert paragraphs(read(docx_of(body, numbering=_NUMBERING)))[3] == "๒.1) ง"

    def test_a_list_with_its_own_start_counts_by_itself(self):
        body = _item("ก") + _item("ข", 3) + _item("ค")

        assert paragraphs(read(docx_of(body, numbering=_NUMBERING))) == ["๑. ก", "๕. ข", "๒. ค"]

    def test_a_list_of_a_style_is_numbered(self):
        styles = (
            '<w:styles NAMES><w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style></w:styles>'
        )
        body = word_paragraph("ก", '<w:pStyle w:val="own"/>')

        assert paragraphs(read(docx_of(body, numbering=_NUMBERING, styles=styles))) == ["๑. ก"]

    def test_number_zero_takes_a_paragraph_out_of_its_list(self):
        assert paragraphs(read(docx_of(_item("ก", 0), numbering=_NUMBERING))) == ["ก"]

    def test_numbers_go_on_through_the_cells_of_a_table(self):
        cell = f"<w:tc>{_item('ก')}{_item('ข')}</w:tc>"

        found = tables(read(docx_of(word_table([[cell]]), numbering=_NUMBERING)))[0].rows[0].cells[0]

        assert found.paragraphs == ("๑. ก", "๒. ข")

    @pytest.mark.parametrize(
        ("value", "form", "shown"),
        [
            (12, "thaiNumbers", "๑๒"),
            (1, "thaiLetters", "ก"),
            (3, "lowerLetter", "c"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (1994, "upperRoman", "MCMXCIV"),
            (7, "decimalZero", "07"),
            (7, "unknownFormat", "7"),
        ],
    )
    def test_each_number_format_is_shown_as_word_shows_it(self, value, form, shown):
        assert format_number(value, form) == shown


class TestLinks:
    def test_a_hyperlink_of_several_runs_is_one_link(self):
        body = '<w:p><w:hyperlink r:id="h1"><w:r><w:t>เว็บ</w:t></w:r><w:r><w:t>ไซต์</w:t></w:r></w:hyperlink></w:p>'

        block = read(docx_of(body, links={"h1": "https://www.example.go.th/o1"})).blocks[0]

        assert block.links == (("เว็บไซต์", "https://www.example.go.th/o1"),)

    def test_two_links_to_one_address_stay_two(self):
        one = '<w:hyperlink r:id="h1"><w:r><w:t>ก</w:t></w:r></w:hyperlink>'

        block = read(docx_of(f"<w:p>{one}{one}</w:p>", links={"h1": "https://a.go.th/"})).blocks[0]

        assert [text for text, _ in block.links] == ["ก", "ก"]

    def test_a_field_gives_its_result_and_its_address(self):
        field = (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.go.th/x" '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ดูที่นี่</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> ต่อ</w:t></w:r></w:p>'
        )

        block = read(docx_of(field)).blocks[0]

        assert block.text == "ดูที่นี่ ต่อ"
        assert block.links == (("ดูที่นี่", "https://a.go.th/x"),)

    def test_a_place_inside_the_document_is_no_link(self):
        body = '<w:p><w:hyperlink w:anchor="top"><w:r><w:t>บน</w:t></w:r></w:hyperlink></w:p>'

        assert read(docx_of(body)).blocks[0].links == ()


class TestChanges:
    def test_insertions_are_read_deletions_are_not_and_both_are_said(self):
        body = (
            "<w:p><w:r><w:t>คง</w:t></w:r><w:ins><w:r><w:t>เพิ่ม</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del></w:p>"
        )

        document = read(docx_of(body))

        assert paragraphs(document) == ["คงเพิ่ม"]
        assert [notice.code for notice in document.notices] == ["tracked_changes"]

    def test_a_deleted_row_is_gone(self):
        deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{word_cell('เก่า')}</w:tr>"
        table = f"<w:tbl>{deleted}<w:tr>{word_cell('ใหม่')}</w:tr></w:tbl>"

        assert grid(tables(read(docx_of(table)))[0]) == [["ใหม่"]]

    def test_footnotes_are_said(self):
        body = '<w:p><w:r><w:t>ก</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'

        assert [notice.code for notice in read(docx_of(body)).notices] == ["footnotes_left_out"]


class TestWordProcessors:
    def test_what_python_docx_writes_is_read(self):
        import io

        import docx

        document = docx.Document()
        document.add_heading("รายงาน", 0)
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "ก"
        table.cell(2, 1).merge(table.cell(2, 2)).text = "ข"
        buffer = io.BytesIO()
        document.save(buffer)

        found = read(buffer.getvalue())

        assert spans(tables(found)[0])[0][0] == (0, 1, 2)
        assert spans(tables(found)[0])[2] == [(0, 1, 1), (1, 2, 1)]
        assert found.generator
