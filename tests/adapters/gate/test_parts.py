"""The small parts the readers and copies are made of: flows of XML, blocks of Word, packages, properties."""

import pytest
from lxml import etree

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.office_parts import is_person
from prongsai.adapters.gate.package import Package, remove, unwrap
from prongsai.adapters.gate.word_blocks import WordBlocks
from prongsai.adapters.gate.xml_flow import (
    Flow,
    attribute,
    flow_of,
    leaf_text,
    local,
    mask_leaves,
    parse_xml,
    write_xml,
)
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead
from prongsai.core.personal_data.place import Place
from prongsai.core.personal_data.signature import PICTURE
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE
from tests.adapters.page.documents import packed

W = 'xmlns:w="w"'


def word(body: str):
    return etree.fromstring(f"<w:document {W}><w:body>{body}</w:body></w:document>".encode())


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(run(text) for text in texts)}</w:p>"


class TestFlow:
    def test_letters_are_changed_where_they_stand(self):
        root = etree.fromstring("<p><t>โทร 08</t><t>1-234</t><x/><t>-5678 จบ</t></p>".encode())
        flow = flow_of(element for element in root if element.tag == "t")

        assert flow.text == f"โทร {MOBILE} จบ"
        assert flow.length == len(flow.text)
        assert flow.mask() == 1
        assert [element.text for element in root if element.tag == "t"] == ["โทร ●●", "●-●●●", "-●●78 จบ"]

    def test_signs_are_never_written(self):
        root = etree.fromstring("<p><t>081-234-</t><t>5678</t></p>")
        flow = Flow()
        flow.add(root[0])
        flow.sign("\n")
        flow.add(root[1])

        assert flow.mask() == 1
        assert [element.text for element in root] == ["●●●-●●●-", "●●78"]

    def test_nothing_to_hide_changes_nothing(self):
        root = etree.fromstring("<p><t>053-123456</t></p>")

        assert flow_of(root).mask() == 0
        assert root[0].text == "053-123456"

    def test_headings_of_columns_count(self):
        root = etree.fromstring("<p><t>1234567890</t></p>")

        assert flow_of(root).mask(("เลขที่บัญชี",)) == 1
        assert root[0].text == "●●●●●●●●90"


class TestXml:
    def test_names_are_told_without_namespaces(self):
        root = etree.fromstring('<a:b xmlns:a="x" a:c="1" d="2"><!-- e --></a:b>')

        assert local(root) == "b"
        assert local(root[0]) == ""
        assert (attribute(root, "c"), attribute(root, "d"), attribute(root, "e")) == ("1", "2", "")

    @pytest.mark.parametrize(
        "content",
        [b"<a", b"", b"<a></b>", b"<!DOCTYPE a><a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe<"],
    )
    def test_broken_ones_and_entities_are_refused(self, content):
        with pytest.raises(CannotRead):
            parse_xml(content)

    def test_is_written_as_it_was_read(self):
        root = parse_xml('<?xml version="1.0"?><a b="ก">ข<c/>ค</a>'.encode())

        assert write_xml(root).decode().splitlines()[1] == '<a b="ก">ข<c/>ค</a>'

    def test_unknown_parts_are_read_and_masked_by_leaves(self):
        root = etree.fromstring(
            f'<a title="โทร {MOBILE}" id="0812345678"><p><t>081-</t><t>234-5678</t></p><v>{ID}</v><!-- {MOBILE} --></a>'.encode()
        )

        assert MOBILE in leaf_text(root)
        assert ID in leaf_text(root)
        assert mask_leaves(root) == 3
        assert MOBILE not in leaf_text(root)
        assert root.get("id") == "0812345678"  # an identifier of the format, not a telling attribute

    def test_leaves_do_not_run_together(self):
        assert mask_leaves(etree.fromstring("<a><v>081</v><v>2345678</v></a>")) == 0

    def test_taking_out_keeps_the_text_behind(self):
        root = etree.fromstring("<a>1<b/>2<c/>3</a>")
        remove(root[1])
        remove(root[0])

        assert etree.tostring(root) == b"<a>123</a>"

    def test_unwrapping_keeps_the_order(self):
        root = etree.fromstring("<a><b/><w><c/><d/></w><e/></a>")
        unwrap(root[1])

        assert [child.tag for child in root] == ["b", "c", "d", "e"]


class TestWordBlocks:
    def test_paragraphs_that_follow_each_other_are_one_block(self):
        blocks = list(WordBlocks().walk(word(paragraph("ก") + paragraph("ข", "ค"))[0]))

        assert [block.flow.text for block in blocks] == ["ก\nขค"]
        assert blocks[0].starts == [2]
        assert blocks[0].place == Place("paragraph", 1)

    def test_numbers_of_paragraphs_go_on_after_a_table(self):
        body = (
            paragraph("ก")
            + f"<w:tbl><w:tr><w:tc>{paragraph('ข')}</w:tc><w:tc>{paragraph('ค')}</w:tc></w:tr></w:tbl>"
            + paragraph("ง")
        )
        blocks = list(WordBlocks().walk(word(body)[0]))

        assert [(block.flow.text, block.place) for block in blocks] == [
            ("ก", Place("paragraph", 1)), ("ข\tค", Place("table", 1, 1)), ("ง", Place("paragraph", 2)),
        ]  # fmt: skip

    def test_tabs_breaks_and_pictures_are_signs(self):
        body = "<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:noBreakHyphen/><w:drawing/></w:r></w:p>"
        (block,) = WordBlocks().walk(word(body)[0])

        assert block.flow.text == f"ก\tข\nค-{PICTURE}"

    def test_a_tab_in_a_cell_is_no_new_cell(self):
        body = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t></w:r></w:p></w:tc><w:tc>{paragraph('ค')}</w:tc></w:tr></w:tbl>"
        (block,) = WordBlocks().walk(word(body)[0])

        assert block.flow.text == "ก ข\tค"

    def test_deleted_text_is_a_hidden_block_of_its_own(self):
        body = f"<w:p>{run('081-')}<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>{run('234-5678')}</w:p>"
        blocks = {block.is_hidden: block.flow.text for block in WordBlocks().walk(word(body)[0])}

        assert blocks == {False: MOBILE, True: "ลบ"}

    def test_content_controls_and_inserted_text_are_seen_through(self):
        body = f"<w:sdt><w:sdtContent>{paragraph('ก')}</w:sdtContent></w:sdt><w:p><w:ins>{run('ข')}</w:ins><w:hyperlink>{run('ค')}</w:hyperlink></w:p>"
        (block,) = WordBlocks().walk(word(body)[0])

        assert block.flow.text == "ก\nขค"

    def test_headings_are_those_of_the_first_rows_without_figures(self):
        def row(*cells: str) -> str:
            return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

        body = f"<w:tbl>{row('ชื่อ', 'เลขที่')}{row('', 'บัญชี')}{row('แดง', '1234567890')}</w:tbl>"
        blocks = list(WordBlocks().walk(word(body)[0]))

        assert blocks[-1].contexts == ("ชื่อ", "เลขที่ บัญชี")

    def test_a_wide_heading_stands_over_its_columns(self):
        wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc>"
        body = f"<w:tbl><w:tr>{wide}<w:tc>{paragraph('บัญชี')}</w:tc></w:tr><w:tr><w:tc>{paragraph('1')}</w:tc></w:tr></w:tbl>"
        blocks = list(WordBlocks().walk(word(body)[0]))

        assert blocks[-1].contexts == ("", "", "บัญชี")

    def test_a_header_numbers_nothing(self):
        (block,) = WordBlocks("header").walk(word(paragraph("ก") + paragraph("ข"))[0])

        assert block.place == Place("header", 0)
        assert block.starts == []


class TestPackage:
    def package(self) -> Package:
        return Package(Zip(files.hiding_docx(), max_bytes=50_000_000))

    def test_what_is_dropped_is_gone_from_relations_and_types(self):
        package = self.package()
        package.drop(lambda name: name == "word/comments.xml")

        assert "word/comments.xml" not in package.parts
        assert b"comments.xml" not in package.parts["word/_rels/document.xml.rels"]
        assert b"comments.xml" not in package.parts["[Content_Types].xml"]
        assert b"styles.xml" in package.parts["word/_rels/document.xml.rels"]

    def test_properties_are_emptied_not_dropped(self):
        package = self.package()
        package.without_properties()

        assert "สมชาย".encode() not in package.parts["docProps/core.xml"]
        assert parse_xml(package.parts["docProps/core.xml"]) is not None
        assert parse_xml(package.parts["docProps/app.xml"]) is not None

    def test_is_written_with_its_types_first_and_no_dates(self):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(self.package().write())) as archive:
            assert archive.namelist()[0] == "[Content_Types].xml"
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_pictures_nothing_draws_are_left_out(self):
        relations = b'<Relationships xmlns="r"><Relationship Id="rId1" Target="media/a.png" Type="x/image"/><Relationship Id="rId2" Target="media/b.png" Type="x/image"/></Relationships>'
        content = packed(
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": '<a><blip embed="rId1"/></a>',
                "word/_rels/document.xml.rels": relations,
                "word/media/a.png": b"a",
                "word/media/b.png": b"b",
            }
        )
        package = Package(Zip(content, max_bytes=1_000_000))
        package.drop_unused_pictures()

        assert "word/media/a.png" in package.parts
        assert "word/media/b.png" not in package.parts
        assert b"rId2" not in package.parts["word/_rels/document.xml.rels"]


class TestGathered:
    @pytest.mark.parametrize("name", ["สมชาย ใจดี", "Somchai J.", "นางสาวแดง"])
    def test_names_of_persons(self, name):
        assert is_person(name)

    @pytest.mark.parametrize(
        "name", ["", "  ", "python-docx", "Microsoft Office User", "USER", "เทศบาลตำบลบ้านสวน", "กองคลัง", "อบต.บ้านใหม่"]
    )
    def test_programs_machines_and_offices_are_none(self, name):
        assert not is_person(name)

    def test_a_number_in_a_property_is_found_and_its_value_not_kept(self):
        gathered = Gathered()
        gathered.metadata("Author", f"แดง {MOBILE}", th="ผู้สร้าง", en="author")

        kinds = [finding.kind for finding in gathered.result()]
        assert kinds == ["mobile_number", "metadata"]
        assert MOBILE not in str([finding.message() for finding in gathered.result()])

    def test_details_come_in_both_languages(self):
        gathered = Gathered()
        gathered.cannot_tell(Place("file"), "ไทย / english")

        (finding,) = gathered.result()
        assert (finding.detail_th, finding.detail_en) == ("ไทย", "english")

    def test_there_is_an_end_to_findings(self):
        gathered = Gathered()
        for number in range(3_000):
            gathered.hidden(Place("line", number), "ก", "a")

        assert len(gathered.result()) == 2_000
