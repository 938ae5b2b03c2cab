import pytest

from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from prongsai.audit.page import PageLink, PageReader
from tests.adapters.page.documents import THAI, docx, odt, packed, pptx, text_pdf, xlsx


class TestKindByContent:
    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (docx, "docx"),
            (xlsx, "xlsx"),
            (odt, "odf"),
            (pptx, "pptx"),
            (lambda: text_pdf(THAI), "pdf"),
            (lambda: THAI.encode(), "text"),
        ],
    )
    def test_the_content_says_what_it_is_and_a_header_that_lies_is_told(self, reader, make, kind):
        page = reader.read(make(), content_type="image/jpeg", name="photo.jpg")

        assert page.kind == kind
        assert page.problem == ""
        assert "image/jpeg" in page.detail

    def test_an_honest_or_general_header_is_not_mentioned(self, reader):
        assert reader.read(docx(), content_type="application/octet-stream", name="a.bin").detail == ""
        assert reader.read(THAI.encode(), content_type="text/plain; charset=utf-8").detail == ""

    def test_an_error_page_sent_as_pdf_is_html(self, reader):
        page = reader.read("<html><body><h1>404 ไม่พบหน้า</h1></body></html>".encode(), content_type="application/pdf")

        assert (page.kind, page.text, page.headings) == ("html", "404 ไม่พบหน้า", ("404 ไม่พบหน้า",))
        assert "application/pdf" in page.detail

    @pytest.mark.parametrize("content", [b"MZ\x90\0\3", b"\0\1\2\3\4\5", b"\0\0\0\x18ftypmp42", b"OggS"])
    def test_what_nobody_reads_is_unsupported(self, reader, content):
        page = reader.read(content)

        assert (page.kind, page.problem, page.text) == ("unsupported", "unsupported", "")

    @pytest.mark.parametrize("content", [b"", b"  \r\n"])
    def test_nothing_is_an_empty_text(self, reader, content):
        assert reader.read(content).text == ""

    def test_a_file_over_the_cap_is_not_even_sent_to_a_worker(self):
        with build_page_reader(ReadLimits(max_bytes=100)) as small:
            assert small.read(b"%PDF-1.4" + b" " * 200).problem == "too_big"
            assert small._workers[0]._process is None

    def test_it_fills_the_port(self, reader):
        port: PageReader = reader

        assert port.read(b"<p>x</p>").text == "x"


class TestTexts:
    def test_html_by_header_and_meta(self, reader):
        content = f'<meta charset="tis-620"><title>ชื่อ</title><a href="/x.pdf">{THAI}</a>'.encode("cp874")

        page = reader.read(content, content_type="text/html; charset=utf-8")

        assert (page.kind, page.title, page.text) == ("html", "ชื่อ", THAI)
        assert page.links == (PageLink("/x.pdf", THAI),)
        assert "charset" in page.detail

    def test_csv_json_and_plain_text_are_text(self, reader):
        assert reader.read("ก,ข\n๑,๒\n".encode("cp874"), name="a.csv").text == "ก,ข\n๑,๒"
        assert reader.read('{"ชื่อ": "แผน"}'.encode()).text == '{"ชื่อ": "แผน"}'

    def test_a_feed_is_its_text(self, reader):
        page = reader.read(f"<?xml version='1.0'?><rss><item><title>ข่าว</title><p>{THAI}</p></item></rss>".encode())

        assert page.kind == "text"
        assert THAI in page.text

    def test_addresses_in_plain_text_are_links(self, reader):
        page = reader.read(b"see https://a.go.th/x?y=1. and (http://b.go.th/z)")

        assert [link.address for link in page.links] == ["https://a.go.th/x?y=1", "http://b.go.th/z"]


class TestOffice:
    def test_a_word_file_is_lines_rows_headings_and_links(self, reader):
        page = reader.read(docx())

        assert page.text.split("\n") == [
            "หัวข้อใหญ่", THAI, "ดูที่ เว็บไซต์", "รายการ\tงบ", "ถนน\tหมู่ ๑ หมู่ ๒\tใน นอก", "ท้ายเอกสาร", "ส่วนหัว", "ส่วนท้าย",
        ]  # fmt: skip
        assert page.headings == ("หัวข้อใหญ่",)
        assert page.links == (PageLink("https://a.go.th/x?a=1&b=2", "เว็บไซต์"),)
        assert page.title == "แผนจัดซื้อ"
        assert str(page.last_changed_on) == "2023-04-05"

    def test_the_day_of_an_empty_template_is_not_that_of_the_document(self, reader):
        core = "<x><dcterms:modified xsi:type='y'>2013-12-23T23:15:00Z</dcterms:modified><dcterms:created>{}</dcterms:created></x>"
        body = "<w:document><w:p><w:t>ก</w:t></w:p></w:document>"

        for created, day in (("2013-12-23T23:15:00Z", None), ("2022-01-02T00:00:00Z", "2022-01-02")):
            page = reader.read(packed({"word/document.xml": body, "docProps/core.xml": core.format(created)}))
            assert (str(page.last_changed_on) if page.last_changed_on else None) == day

    def test_text_boxes_count_once(self, reader):
        box = "<mc:AlternateContent><mc:Choice><w:p><w:t>กล่อง</w:t></w:p></mc:Choice><mc:Fallback><w:p><w:t>กล่อง</w:t></w:p></mc:Fallback></mc:AlternateContent>"
        body = f"<w:document><w:body><w:p><w:t>ก</w:t></w:p>{box}<w:p><w:delText>ลบ</w:delText><w:t xml:space='preserve'> ข</w:t></w:p></w:body></w:document>"

        assert reader.read(packed({"word/document.xml": body})).text == "ก\nกล่อง\nข"

    def test_another_prefix_for_the_same_names_reads_alike(self, reader):
        body = (
            "<x:document><x:body><x:p><x:r><x:t>ก &lt;1&gt;</x:t><x:tab/><x:t>ข</x:t></x:r></x:p></x:body></x:document>"
        )

        assert reader.read(packed({"word/document.xml": body})).text == "ก <1> ข"

    def test_a_workbook_is_its_shown_sheets(self, reader):
        page = reader.read(xlsx())

        assert page.pages == ("งบ\nรายการ\tจำนวน\tราคา\nถนน หมู่ ๑\t3\t2.5\n\t2023-03-31", f"ผล\n{THAI}")
        assert page.page_count == 2
        assert page.title == "งบประมาณ"
        assert "ลับ" not in page.text

    def test_rows_beyond_the_limit_are_left_out_and_said(self):
        with build_page_reader(ReadLimits(max_rows=2)) as small:
            page = small.read(xlsx())

        assert page.problem == "too_big"
        assert "ถนน" in page.text
        assert "2023-03-31" not in page.text

    def test_an_opendocument_text(self, reader):
        page = reader.read(odt())

        assert page.text.split("\n") == ["หัวข้อ", "ก ข ลิงก์", "หนึ่ง\tสอง", "ท้าย"]
        assert (page.title, page.headings, str(page.last_changed_on)) == ("ชื่อ", ("หัวข้อ",), "2023-04-05")
        assert page.links == (PageLink("https://a.go.th/", "ลิงก์"),)

    def test_slides_are_pages_in_order(self, reader):
        page = reader.read(pptx())

        assert page.pages == ("สอง\nข้อ & สอง", "สิบ\nข้อ & สอง")


class TestPdf:
    def test_text_pages_and_title_are_read(self, reader):
        page = reader.read(text_pdf(THAI, "หน้าสอง"))

        assert page.page_count == 2
        assert page.pages[1] == "หน้าสอง"
        assert "".join(page.pages[0].split()) == "".join(THAI.split())
        assert page.text == "\n".join(page.pages)

    def test_links_of_a_pdf_are_kept_once(self, reader):
        page = reader.read(text_pdf('#link("https://a.go.th/x")[ก] #link("https://a.go.th/x")[ข]'))

        assert [link.address for link in page.links] == ["https://a.go.th/x"]

    def test_a_long_document_is_read_at_its_head_and_its_last_page(self):
        with build_page_reader(ReadLimits(max_pages=4, head_pages=2), use_ocr=False) as small:
            page = small.read(text_pdf(*[f"หน้าที่ {number}" for number in range(1, 8)]))

        assert page.problem == "too_many_pages"
        assert page.page_count == 7
        assert page.pages == ("หน้าที่ 1", "หน้าที่ 2", "", "", "", "", "หน้าที่ 7")
        assert "7 pages" in page.detail
