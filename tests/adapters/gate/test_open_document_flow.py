"""Text of OpenDocument and of slides as blocks: what stands in them, what parts it, and how it is put back masked."""

import pytest
from lxml import etree

from prongsai.adapters.gate.open_document import is_unseen_shape, pages_of, says_something
from prongsai.adapters.gate.open_document_flow import (
    add_open_paragraph,
    cells_not_shown,
    count_repeated,
    rows_of_table,
    telling_attributes,
    walk_open,
)
from prongsai.adapters.gate.open_document_styles import Styles
from prongsai.adapters.gate.slide_flow import walk_slide
from prongsai.adapters.gate.slides import is_hidden_shape, is_hidden_slide
from prongsai.adapters.gate.xml_flow import Flow, aside_text, local
from prongsai.core.personal_data.signature import PICTURE
from tests.adapters.gate.files import ID, MOBILE
from tests.adapters.gate.open_files import _SPACES, cell, p, row, sheet, style


def tree(body: str):
    return etree.fromstring(f"<office:body {_SPACES}>{body}</office:body>".encode())


def blocks(body: str):
    return list(walk_open(tree(body)))


def texts(body: str) -> list[str]:
    return [block.flow.text for block in blocks(body)]


class TestParagraphs:
    @pytest.mark.parametrize(
        ("inner", "expected"),
        [
            ("ก<text:span>ข</text:span>ค", "กขค"),
            ("ก<text:span>ข<text:span>ค</text:span>ง</text:span>จ", "กขคงจ"),
            ('ก<text:s text:c="3"/>ข', "ก   ข"),
            ("ก<text:s/>ข", "ก ข"),
            ('ก<text:s text:c="99999"/>ข', f"ก{' ' * 40}ข"),
            ("ก<text:tab/>ข<text:line-break/>ค", "ก\tข\nค"),
            ('<text:a xlink:href="https://a.go.th">ก</text:a> ข', "ก ข"),
            ("ก<draw:frame><draw:image/></draw:frame>ข", f"ก{PICTURE}ข"),
            ("ก<draw:frame><draw:text-box><text:p>ค</text:p></draw:text-box></draw:frame>ข", "กข"),
            ("ก<!-- ลับ -->ข", "กข"),
            ("ก<office:annotation><text:p>ลับ</text:p></office:annotation>ข", "กข"),
            ("ก<text:note><text:note-citation>1</text:note-citation></text:note>ข", "กข"),
        ],
    )
    def test_say(self, inner, expected):
        flow = Flow()

        add_open_paragraph(tree(p(inner))[0], flow)

        assert flow.text == expected
        assert flow.length == len(expected)

    def test_tabs_and_breaks_in_a_cell_are_blanks(self):
        flow = Flow()

        add_open_paragraph(tree(p("ก<text:tab/>ข<text:line-break/>ค"))[0], flow, in_cell=True)

        assert flow.text == "ก ข ค"

    def test_masked_letters_go_back_into_texts_and_tails(self):
        root = tree(p(f"โทร <text:span>{MOBILE[:5]}</text:span>{MOBILE[5:9]}<text:span>{MOBILE[9:]}</text:span> จบ"))
        (block,) = walk_open(root)

        assert block.flow.mask() == 1
        paragraph = root[0]
        assert [(child.text, child.tail) for child in paragraph] == [("●●●-●", "●●-●"), ("●78", " จบ")]
        assert paragraph.text == "โทร "


class TestBlocks:
    def test_paragraphs_in_a_row_are_one_and_know_where_each_begins(self):
        (block,) = blocks(p("หนึ่ง") + "<text:h>สอง</text:h>" + p("สาม"))

        assert block.flow.text == "หนึ่ง\nสอง\nสาม"
        assert block.first == 1
        assert [block.flow.text[start:] for start in block.starts] == ["สอง\nสาม", "สาม"]

    def test_lists_and_sections_go_on_in_the_same_block(self):
        body = (
            p("หัว")
            + f"<text:list><text:list-item>{p('ก')}</text:list-item></text:list><text:section>{p('ข')}</text:section>"
        )

        assert texts(body) == ["หัว\nก\nข"]

    def test_a_table_stands_between_two_blocks(self):
        assert texts(p("ก") + sheet(row(cell("1"), cell("2"))) + p("ข")) == ["ก", "1\t2", "ข"]

    def test_boxes_and_notes_are_blocks_of_their_own(self):
        box = f"<draw:frame><draw:text-box>{p('ในกล่อง')}</draw:text-box></draw:frame>"
        note = f"<text:note><text:note-body>{p('เชิงอรรถ')}</text:note-body></text:note>"

        assert sorted(texts(p(f"ก{box}{note}"))) == sorted(["ก", "ในกล่อง", "เชิงอรรถ"])

    @pytest.mark.parametrize(
        "name", ["office:forms", "text:tracked-changes", "presentation:notes", "office:annotation"]
    )
    def test_what_is_not_seen_is_left_to_others(self, name):
        assert texts(f"<{name}>{p('ลับ')}</{name}>") == []

    def test_of_nothing_there_are_none(self):
        assert blocks("") == []
        assert blocks(p("")) == []


class TestTables:
    def test_rows_know_sheet_number_and_headings(self):
        head, first, second = blocks(
            sheet(row(cell("ชื่อ"), cell("โทร")), row(cell("ก"), cell("1")), row(cell("ข"), cell("2")), name="หน้า")
        )

        assert (head.sheet, head.row, first.row, second.row) == ("หน้า", 1, 2, 3)
        assert first.contexts[:2] == ("ชื่อ", "โทร")
        assert head.contexts == ()
        assert first.is_row

    def test_two_rows_of_headings_are_joined(self):
        *_, last = blocks(sheet(row(cell("บัญชี"), cell("")), row(cell("เลขที่"), cell("ชื่อ")), row(cell("1"), cell("ก"))))

        assert last.contexts[:2] == ("บัญชี เลขที่", "ชื่อ")

    def test_repeated_rows_count(self):
        first, second = blocks(sheet(row(cell("ก"), extra=' table:number-rows-repeated="4"'), row(cell("ข"))))

        assert (first.row, second.row) == (1, 5)

    def test_repeated_cells_are_as_many_tabs_at_most_sixty(self):
        (block,) = blocks(sheet(row(cell("", repeated=16384), cell("ข"))))

        assert block.flow.text.count("\t") == 60
        assert block.flow.text.endswith("ข")

    def test_values_that_say_more_than_is_shown_are_kept_apart(self):
        _, block = blocks(
            sheet(row(cell("เลข"), cell("ยอด")), row(cell("3E+12", value="3101400123457"), cell("5", value="5")))
        )

        assert [(value, heading) for _, value, heading in block.values] == [("3101400123457", "เลข")]

    def test_several_paragraphs_of_a_cell_are_lines(self):
        (block,) = blocks(sheet(row(f"<table:table-cell>{p('ก')}{p('ข')}</table:table-cell>", cell("ค"))))

        assert block.flow.text == "ก\nข\tค"

    def test_a_table_in_a_cell_is_read_too(self):
        inner = sheet(row(cell("ใน")))

        assert sorted(texts(sheet(row(f"<table:table-cell>{p('นอก')}{inner}</table:table-cell>")))) == ["นอก", "ใน"]

    def test_rows_in_groups_are_rows(self):
        table = tree(
            f"<table:table><table:table-header-rows>{row(cell('ก'))}</table:table-header-rows><table:table-row-group>{row(cell('ข'))}</table:table-row-group></table:table>"
        )[0]

        assert ["".join(one.itertext()) for one in rows_of_table(table)] == ["ก", "ข"]

    @pytest.mark.parametrize(("value", "expected"), [("3", 3), ("", 1), ("x", 1), ("-2", 1), ("99999999", 1)])
    def test_repetition_is_a_sane_number(self, value, expected):
        element = tree(f'<table:table-cell table:number-columns-repeated="{value}"/>')[0]

        assert count_repeated(element, "number-columns-repeated") == expected


class TestCellsNotShown:
    def shown(self, *rows: str, columns: str = "<table:table-column/>") -> list[str]:
        table = tree(sheet(*rows, columns=columns))[0]
        return ["".join(one.itertext()) for one in cells_not_shown(table)]

    @pytest.mark.parametrize("visibility", ["collapse", "filter"])
    def test_of_a_hidden_row(self, visibility):
        assert self.shown(row(cell("ก"), cell("ข"), extra=f' table:visibility="{visibility}"'), row(cell("ค"))) == [
            "ก",
            "ข",
        ]

    def test_of_a_hidden_column(self):
        columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'

        assert self.shown(row(cell("ก"), cell("ข")), row(cell("ค"), cell("ง")), columns=columns) == ["ข", "ง"]

    def test_of_hidden_columns_in_a_group_and_repeated(self):
        columns = '<table:table-column-group><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/></table:table-column-group>'

        assert self.shown(row(cell("ก"), cell("ข"), cell("ค"), cell("ง")), columns=columns) == ["ข", "ค"]

    def test_a_cell_that_reaches_into_a_hidden_column_counts(self):
        columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'

        assert self.shown(row(cell("ก", repeated=3)), columns=columns) == ["ก"]

    def test_where_all_is_shown_there_are_none(self):
        assert self.shown(row(cell("ก"), extra=' table:visibility="visible"')) == []


class TestAttributes:
    @pytest.mark.parametrize(
        ("attributes", "expected"),
        [
            ('xlink:href="tel:0812345678"', ["tel:0812345678"]),
            ('office:value="3101400123457"', ["3101400123457"]),
            (f'draw:name="โทร {MOBILE}"', [f"โทร {MOBILE}"]),
            ('xlink:href="Pictures/10000000000003200000025.png"', []),
            ('xlink:href="./Object 123456789012/content.xml"', []),
            ('svg:d="M 0812345678 0812345678"', []),
            ('text:style-name="P081234567890"', []),
            ('table:name="12345678"', []),
        ],
    )
    def test_long_ones_are_looked_at_and_drawings_are_not(self, attributes, expected):
        assert [value for _, value in telling_attributes(tree(f"<a {attributes}/>")[0])] == expected


class TestAsideText:
    def test_leaves_out_what_paragraphs_say(self):
        said = aside_text(tree(f"{p('ก')}<text:date>ข</text:date>{p('ค<text:span>ง</text:span>จ')}"))

        assert said == "ข"

    def test_holds_titles_of_pictures_comments_and_telling_attributes(self):
        said = aside_text(
            tree(
                p('ก<draw:frame draw:name="ชื่อ"><svg:title>หัว</svg:title><svg:desc>คำ</svg:desc></draw:frame>')
                + "<!-- ลับ -->"
            )
        )

        assert "ลับ" in said
        assert {"ชื่อ", "หัว", "คำ"} <= set(said.split(" ; "))

    def test_text_behind_elements_counts(self):
        assert aside_text(etree.fromstring("<a><b/>ก<c>ข</c> </a>".encode())) == "ก ; ข"


class TestStyles:
    def styles(self, *parts: str) -> Styles:
        return Styles([tree("".join(parts))])

    @pytest.mark.parametrize(
        ("properties", "hides"),
        [
            ('text:display="none"', True),
            ('text:display="true"', True),
            ('fo:color="#FFFFFF"', True),
            ('fo:color="#ffffff" fo:background-color="#000000"', False),
            ('fo:color="#000000"', False),
            ('fo:font-size="1pt"', True),
            ('fo:font-size="12pt"', False),
            ('fo:font-size="xpt"', False),
            ('fo:font-size="80%"', False),
            ("", False),
        ],
    )
    def test_what_hides_a_span(self, properties, hides):
        styles = self.styles(style("S", "text", f"<style:text-properties {properties}/>"))
        span = tree(p('<text:span text:style-name="S">ก</text:span>'))[0][0]

        assert styles.hides_text(span) is hides

    def test_a_style_takes_after_its_parent(self):
        styles = self.styles(
            style("Parent", "text", '<style:text-properties text:display="none"/>'),
            '<style:style style:name="Child" style:family="text" style:parent-style-name="Parent"/>',
        )

        assert styles.hides_text(tree('<text:p text:style-name="Child">ก</text:p>')[0])

    def test_styles_in_a_circle_end(self):
        styles = self.styles(
            '<style:style style:name="A" style:family="text" style:parent-style-name="B"/>',
            '<style:style style:name="B" style:family="text" style:parent-style-name="A"/>',
        )

        assert not styles.hides_text(tree('<text:p text:style-name="A">ก</text:p>')[0])

    def test_white_in_a_box_may_stand_on_its_colour(self):
        styles = self.styles(style("W", "text", '<style:text-properties fo:color="#ffffff"/>'))
        box = tree(f"<draw:custom-shape>{p('ก', 'W')}</draw:custom-shape>")[0]

        assert not styles.hides_text(box[0])

    def test_hidden_sheets_and_slides(self):
        styles = self.styles(
            style("T", "table", '<style:table-properties table:display="false"/>'),
            style("D", "drawing-page", '<style:drawing-page-properties presentation:visibility="hidden"/>'),
        )

        assert styles.hides_table(tree('<table:table table:style-name="T"/>')[0])
        assert not styles.hides_table(tree('<table:table table:style-name="D"/>')[0])
        assert styles.hides_page(tree('<draw:page draw:style-name="D"/>')[0])
        assert not styles.hides_page(tree("<draw:page/>")[0])

    def test_other_elements_hide_nothing(self):
        assert not self.styles().hides_text(tree('<table:table-cell table:style-name="S"/>')[0])


class TestPages:
    def test_only_drawn_pages_are_pages(self):
        root = tree("<draw:page/><text:page/><draw:page/>")

        assert [local(one) for one in pages_of(root)] == ["page", "page"]
        assert len(pages_of(root)) == 2

    @pytest.mark.parametrize(("text", "says"), [("", False), ("12", False), ("อย่าลืม", True)])
    def test_notes_with_the_slides_number_alone_say_nothing(self, text, says):
        assert says_something(tree(f"<presentation:notes>{p(text)}</presentation:notes>")[0]) is says

    @pytest.mark.parametrize(
        ("display", "unseen"), [("none", True), ("printer", True), ("always", False), ("screen", False)]
    )
    def test_shapes_that_no_screen_shows(self, display, unseen):
        assert is_unseen_shape(tree(f'<draw:frame draw:display="{display}"/>')[0]) is unseen


A = 'xmlns:a="a" xmlns:p="p"'


def slide(inner: str, more: str = ""):
    return etree.fromstring(f"<p:sld {A} {more}>{inner}</p:sld>".encode())


def said(*runs: str) -> str:
    return "<a:p>" + "".join(f"<a:r><a:t>{one}</a:t></a:r>" for one in runs) + "</a:p>"


def slide_row(*cells: str) -> str:
    return "<a:tr>" + "".join(f"<a:tc><a:txBody>{said(one)}</a:txBody></a:tc>" for one in cells) + "</a:tr>"


class TestSlides:
    def test_paragraphs_of_all_shapes_are_one_block(self):
        (block,) = walk_slide(slide(f"<p:sp>{said('ก', 'ข')}</p:sp><p:grpSp><p:sp>{said('ค')}</p:sp></p:grpSp>"))

        assert block.flow.text == "กข\nค"
        assert not block.is_row

    def test_breaks_and_fields(self):
        (block,) = walk_slide(slide("<a:p><a:r><a:t>ก</a:t></a:r><a:br/><a:fld><a:t>ข</a:t></a:fld></a:p>"))

        assert block.flow.text == "ก\nข"

    def test_rows_know_their_headings(self):
        text, head, first = walk_slide(
            slide(said("หัว") + f"<a:tbl>{slide_row('ชื่อ', 'บัตร')}{slide_row('แดง', '1')}</a:tbl>")
        )

        assert text.flow.text == "หัว"
        assert (head.contexts, first.contexts[:2]) == ((), ("ชื่อ", "บัตร"))
        assert first.flow.text == "แดง\t1"

    def test_a_first_row_with_figures_is_no_heading(self):
        _, second = walk_slide(slide(f"<a:tbl>{slide_row('1', '2')}{slide_row('3', '4')}</a:tbl>"))

        assert second.contexts == ()

    def test_a_number_over_two_shapes_is_masked_in_both(self):
        root = slide(f"<p:sp>{said('เลขประจำตัวประชาชน ' + ID[:7])}</p:sp><p:sp>{said(ID[7:])}</p:sp>")
        (block,) = walk_slide(root)

        assert block.flow.mask() == 1
        assert [leaf.text for leaf in root.iter("{a}t")] == ["เลขประจำตัวประชาชน ●-●●●●-", "●●●●●-●5-7"]

    def test_an_empty_slide_has_none(self):
        assert list(walk_slide(slide("<a:p/>"))) == []

    @pytest.mark.parametrize(
        ("more", "hidden"), [('show="0"', True), ('show="false"', True), ('show="1"', False), ("", False)]
    )
    def test_hidden_slides(self, more, hidden):
        assert is_hidden_slide(slide("", more)) is hidden

    @pytest.mark.parametrize(("value", "hidden"), [("1", True), ("true", True), ("0", False)])
    def test_hidden_shapes(self, value, hidden):
        shape = slide(f'<p:sp><p:nvSpPr><p:cNvPr id="1" hidden="{value}"/></p:nvSpPr></p:sp>')[0]

        assert is_hidden_shape(shape) is hidden
        assert not is_hidden_shape(shape[0])
