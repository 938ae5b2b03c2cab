"""Word, OpenDocument and PowerPoint text straight from their XML: odd markup, links, headings, days and damage."""

from datetime import date

import pytest

from prongsai.adapters.page_word import lines_of_xml, read_core_properties, read_docx, read_odt, read_pptx
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead
from prongsai.audit.page import PageLink, PageText
from tests.adapters.page.documents import packed

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
PROPERTIES = "<cp:coreProperties><dc:title>{}</dc:title><dcterms:modified>{}</dcterms:modified></cp:coreProperties>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, **parts: str | bytes) -> PageText:
    """A Word file of this body; further parts by name with "__" for a slash and "_" for a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    document = f"<w:document><w:body>{body}</w:body></w:document>"
    return read_docx(opened({"word/document.xml": document, **named}))


def opened(parts: dict[str, str | bytes]) -> Zip:
    return Zip(packed(parts), max_bytes=1_000_000)


def odt(body: str, **parts: str) -> PageText:
    content = f"<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return read_odt(opened({"content.xml": content, **{f"{name}.xml": part for name, part in parts.items()}}))


class TestWordText:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            (paragraph("ก") + paragraph("ข"), "ก\nข"),
            (paragraph("") + paragraph("  ") + paragraph("ก"), "ก"),
            ("<w:p><w:r><w:t>ตัด</w:t></w:r><w:r><w:t>คำ</w:t></w:r></w:p>", "ตัดคำ"),
            ('<w:p><w:r><w:t xml:space="preserve">ก  ข </w:t></w:r></w:p>', "ก ข"),
            ("<w:p><w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t></w:r></w:p>", "ก\nข"),
            ("<w:p><w:r><w:t>ก</w:t><w:cr/><w:t>ข</w:t></w:r></w:p>", "ก\nข"),
            ("<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t></w:r></w:p>", "ก ข"),
            ("<w:p><w:r><w:t>ก</w:t><w:noBreakHyphen/><w:t>ข</w:t></w:r></w:p>", "ก-ข"),
            ("<w:p><w:r><w:t/><w:t>ก</w:t></w:r></w:p>", "ก"),
            (paragraph("ก &amp; ข &lt;ค&gt;"), "ก & ข <ค>"),
            (paragraph("&amp;lt;"), "&lt;"),
            (paragraph("&#3585;&#xE02;"), "กข"),
            (paragraph("ก\u00a0ข"), "ก ข"),
            (paragraph("น\u0e4d\u0e32"), "นำ"),
            ("<w:p><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del><w:r><w:t>เหลือ</w:t></w:r></w:p>", "เหลือ"),
            ("<w:p><w:ins><w:r><w:t>เพิ่ม</w:t></w:r></w:ins></w:p>", "เพิ่ม"),
            ("<w:sdt><w:sdtContent>" + paragraph("ในช่อง") + "</w:sdtContent></w:sdt>", "ในช่อง"),
        ],
    )
    def test_is_what_a_person_reads(self, body, text):
        assert word(body).text == text

    def test_of_any_prefix_reads_alike(self):
        body = "<x:document><x:body><x:p><x:r><x:t>ก</x:t></x:r></x:p></x:body></x:document>"

        assert read_docx(opened({"word/document.xml": body})).text == "ก"

    def test_in_utf_16_reads_alike(self):
        document = f"<w:document><w:body>{paragraph('น้ำ')}</w:body></w:document>".encode("utf-16")

        assert read_docx(opened({"word/document.xml": document})).text == "น้ำ"

    def test_around_the_body_comes_after_it_each_line_once(self):
        page = word(
            paragraph("กลาง"),
            word__header1_xml=paragraph("หัว"),
            word__header2_xml=paragraph("หัว"),
            word__footer1_xml=paragraph("ท้าย"),
            word__footnotes_xml=paragraph("เชิงอรรถ"),
            word__endnotes_xml=paragraph("ท้ายเรื่อง"),
            word__comments_xml=paragraph("ความเห็น"),
        )

        assert page.text == "กลาง\nหัว\nท้าย\nเชิงอรรถ\nท้ายเรื่อง"


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell if '<' in cell else paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


class TestWordTables:
    def test_are_lines_with_cells_parted_by_tabs(self):
        assert word(table(["ก", "ข"], ["", "ง"]) + paragraph("หลัง")).text == "ก\tข\nง\nหลัง"

    def test_keep_a_row_on_one_line_whatever_stands_in_a_cell(self):
        two = paragraph("หนึ่ง") + "<w:p><w:r><w:t>สอง</w:t><w:br/><w:t>สาม</w:t></w:r></w:p>"

        assert word(table([two, "ข"])).text == "หนึ่ง สอง สาม\tข"

    def test_inside_a_cell_are_part_of_its_row(self):
        assert (
            word(table([table(["ใน", "นอก"], ["ล่าง", ""]) + paragraph(""), "ข"], ["ค", "ง"])).text
            == "ใน นอก ล่าง\tข\nค\tง"
        )

    def test_without_an_end_lose_nothing(self):
        assert word("<w:tbl><w:tr><w:tc>" + paragraph("ก")).text == "ก"


class TestWordHeadings:
    @pytest.mark.parametrize(
        ("style", "is_heading"),
        [("Heading1", True), ("heading 2", True), ("Title", True), ("หัวเรื่อง1", True), ("1", True), ("6", True), ("7", False),
         ("a3", True), ("Normal", False), ("TOCHeading", False), ("", False)],
    )  # fmt: skip
    def test_are_told_by_their_style(self, style, is_heading):
        body = paragraph("หัวข้อ", f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>') + paragraph("ข้อความ")

        assert word(body).headings == (("หัวข้อ",) if is_heading else ())

    def test_are_told_by_the_name_that_a_style_has(self):
        styles = '<w:styles><w:style w:type="paragraph" w:styleId="X9"><w:name w:val="heading 1"/></w:style></w:styles>'
        body = paragraph("หัวข้อ", '<w:pPr><w:pStyle w:val="X9"/></w:pPr>')

        assert word(body, word__styles_xml=styles).headings == ("หัวข้อ",)
        assert word(body).headings == ()


class TestWordLinks:
    def relations(self, *targets: str, kind: str = HYPERLINK) -> str:
        inside = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, to in enumerate(targets))
        return f"<Relationships>{inside}</Relationships>"

    def link(self, number: int, text: str) -> str:
        return f'<w:p><w:hyperlink r:id="r{number}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'

    def page(self, body: str, relations: str) -> PageText:
        document = f"<w:document><w:body>{body}</w:body></w:document>"
        return read_docx(opened({"word/document.xml": document, "word/_rels/document.xml.rels": relations}))

    def test_have_their_address_and_words(self):
        page = self.page(
            self.link(0, "หนึ่ง") + self.link(1, "สอง"), self.relations("http://a.go.th/?a=1&amp;b=2", "http://b/")
        )

        assert page.links == (PageLink("http://a.go.th/?a=1&b=2", "หนึ่ง"), PageLink("http://b/", "สอง"))
        assert page.text == "หนึ่ง\nสอง"

    def test_to_a_place_in_the_document_are_none(self):
        body = '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>ก</w:t></w:r></w:hyperlink></w:p>'

        assert self.page(body, self.relations()).links == ()

    def test_without_a_relation_are_none(self):
        assert self.page(self.link(5, "ก"), self.relations("http://a/")).links == ()
        assert self.page(self.link(0, "ก"), self.relations("media/a.png", kind="http://x/image")).links == ()

    def test_typed_as_a_field_count(self):
        body = '<w:p><w:instrText> HYPERLINK "http://a.go.th/?x=1&amp;y=2" </w:instrText><w:t>ก</w:t></w:p>'

        assert word(body).links == (PageLink("http://a.go.th/?x=1&y=2", ""),)


class TestProperties:
    @pytest.mark.parametrize(
        ("modified", "day"),
        [
            ("2023-09-30T23:59:59Z", date(2023, 9, 30)),
            ("2024-02-29T00:00:00Z", date(2024, 2, 29)),
            ("2013-12-23T23:15:00Z", None),
            ("2023-02-30T00:00:00Z", None),
            ("30/09/2566", None),
            ("", None),
        ],
    )
    def test_tell_the_day_it_was_saved(self, modified, day):
        archive = opened({"docProps/core.xml": PROPERTIES.format("แผน &amp; ผล", modified)})

        assert read_core_properties(archive) == ("แผน & ผล", day)

    def test_that_are_missing_are_empty(self):
        assert read_core_properties(opened({"a": ""})) == ("", None)

    @pytest.mark.parametrize(("pages", "count"), [("12", 12), ("0", 0), ("", 0), ("x", 0), ("-1", 0), ("999999999", 0)])
    def test_tell_the_pages(self, pages, count):
        app = f"<Properties><Pages>{pages}</Pages></Properties>"

        assert read_docx(opened({"word/document.xml": "<w:p/>", "docProps/app.xml": app})).page_count == count


class TestDamage:
    @pytest.mark.parametrize("read", [read_docx, read_odt])
    def test_a_file_without_its_text_is_damaged(self, read):
        with pytest.raises(CannotRead) as caught:
            read(opened({"word/styles.xml": "<w:styles/>"}))

        assert caught.value.problem == "damaged"

    @pytest.mark.parametrize("bomb", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!doctype html>", "<!entity a 'b'>"])
    def test_entities_are_refused_in_any_letters(self, bomb):
        with pytest.raises(CannotRead):
            word(bomb + paragraph("ก"))

    @pytest.mark.parametrize(
        "body", ["<w:p><w:r><w:t>ก", "<<<>>>", "</w:p></w:tbl></w:tc>", "<w:t>ก</w:t>" * 3, "\x00\x01ก"]
    )
    def test_broken_markup_is_read_as_far_as_it_goes(self, body):
        assert set(word(body).text) <= {"ก", "\x00", "\x01"}

    def test_a_main_part_of_another_name_is_found(self):
        relations = '<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>'

        assert read_docx(opened({"_rels/.rels": relations, "word/document2.xml": paragraph("ก")})).text == "ก"


class TestOpenDocument:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("<text:p>ก</text:p><text:p>ข</text:p>", "ก\nข"),
            ("<text:p>ก<text:s text:c='3'/>ข<text:tab/>ค</text:p>", "ก ข ค"),
            ("<text:p>ก<text:line-break/>ข</text:p>", "ก ข"),
            ("<text:p><text:span>ตัด</text:span><text:span>คำ</text:span></text:p>", "ตัดคำ"),
            ("<text:p>ก\nข</text:p>", "ก ข"),
            ("<text:p>&amp;&lt;</text:p>", "&<"),
            ("<text:tracked-changes><text:p>ลบ</text:p></text:tracked-changes><text:p>เหลือ</text:p>", "เหลือ"),
            ("<text:p>ก<office:annotation><text:p>ลับ</text:p></office:annotation>ข</text:p>", "กข"),
            ("<table:table><table:table-row><table:table-cell><text:p>ก</text:p><text:p>ข</text:p></table:table-cell>"
             "<table:table-cell><text:p>ค</text:p></table:table-cell></table:table-row></table:table><text:p>ง</text:p>", "ก ข\tค\nง"),
        ],
    )  # fmt: skip
    def test_is_what_a_person_reads(self, body, text):
        assert odt(body).text == text

    def test_has_headings_links_title_and_day(self):
        page = odt(
            '<text:h>หัวข้อ</text:h><text:h></text:h><text:p><text:a xlink:href="http://a/?x=1&amp;y=2">ลิงก์</text:a></text:p>',
            meta="<meta><dc:title>ชื่อ</dc:title><dc:date>2023-10-01T00:00:00</dc:date></meta>",
        )

        assert (page.headings, page.title, page.last_changed_on) == (("หัวข้อ",), "ชื่อ", date(2023, 10, 1))
        assert page.links == (PageLink("http://a/?x=1&y=2", "ลิงก์"),)


class TestSlides:
    def test_are_pages_in_the_order_of_their_numbers(self):
        slides = {f"ppt/slides/slide{n}.xml": f"<a:p><a:r><a:t>{n}</a:t></a:r></a:p>" for n in (10, 2, 1)}
        page = read_pptx(opened({**slides, "ppt/notesSlides/notesSlide1.xml": "<a:p><a:t>ลับ</a:t></a:p>"}))

        assert (page.pages, page.page_count, page.text) == (("1", "2", "10"), 3, "1\n2\n10")

    def test_keep_an_empty_one_as_a_page(self):
        page = read_pptx(
            opened({"ppt/slides/slide1.xml": "<p:sld/>", "ppt/slides/slide2.xml": "<a:p><a:t>ก</a:t></a:p>"})
        )

        assert (page.pages, page.text) == (("", "ก"), "ก")


class TestLines:
    @pytest.mark.parametrize(
        ("raw", "lines"),
        [
            ("", []),
            ("\n\n\t\n", []),
            (" ก  ข \n", ["ก ข"]),
            ("ก\tข\t\t", ["ก\tข"]),
            ("ก&nbsp;ข", ["ก ข"]),
            ("ก\r\nข", ["ก", "ข"]),
        ],
    )
    def test_are_clean(self, raw, lines):
        assert lines_of_xml(raw) == lines
