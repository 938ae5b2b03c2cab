"""DOCX: everything a file can hide is found, and nothing of it is left in the copy."""

import io
import zipfile

import docx
import pytest

from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE, with_parts
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract, numbers_in_zip


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def hiding() -> bytes:
    return files.hiding_docx()


@pytest.fixture(scope="module")
def hiding_copy(hiding) -> bytes:
    return mask(hiding).content


class TestLooking:
    def test_a_clean_file_holds_nothing(self):
        assert look(files.clean_docx("ประกาศเทศบาล", "โทร 053-123456", "งบประมาณ 1,234,567.00 บาท")) == []

    def test_a_number_split_over_runs_breaks_and_cells(self):
        findings = look(files.split_runs_docx())

        assert at(findings, "national_id") == ["paragraph 1", "table 1 row 1"]
        assert at(findings, "mobile_number") == ["paragraph 2"]

    def test_header_and_footer(self, hiding):
        findings = look(hiding)

        assert "page header" in at(findings, "national_id")
        assert "page footer" in at(findings, "mobile_number")

    def test_comments(self, hiding):
        findings = look(hiding)

        assert "comment 1" in at(findings, "national_id")
        assert "the document holds comments" in details(findings, "hidden_content")

    def test_deleted_text_is_still_in_the_file(self, hiding):
        findings = look(hiding)

        assert at(findings, "bank_account") == ["paragraph 2"]
        assert "changes are tracked" in details(findings, "hidden_content")

    def test_hidden_and_white_text(self, hiding):
        (finding,) = [one for one in look(hiding) if "hidden, white" in one.detail_en]

        assert finding.count == 2

    def test_white_text_on_a_coloured_cell_is_read_well(self):
        document = docx.Document()
        cell = document.add_table(1, 1).cell(0, 0)
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
        cell.paragraphs[0].add_run("หัวตาราง").font.color.rgb = docx.shared.RGBColor(255, 255, 255)

        assert look(files.saved(document)) == []

    def test_text_boxes_and_texts_for_screen_readers(self, hiding):
        findings = look(hiding)

        assert "paragraph 5" in at(findings, "national_id")
        assert "the whole file" in at(findings, "mobile_number")

    def test_properties_name_persons_by_first_letters_only(self, hiding):
        findings = [one for one in look(hiding) if one.kind == "metadata"]

        assert {one.place.name: one.excerpt for one in findings} == {"creator": "ส● ใ●", "lastModifiedBy": "แ● ร●"}
        assert not any(one.needs_decision for one in findings)

    def test_properties_hold_numbers(self, hiding):
        assert "file property: description" in at(look(hiding), "mobile_number")

    def test_an_embedded_file(self, hiding):
        assert "a file is embedded" in details(look(hiding), "hidden_content")

    def test_macros(self):
        content = with_parts(files.clean_docx(), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})

        assert "macros" in details(look(content), "hidden_content")

    def test_custom_properties_and_xml(self):
        custom = f'<Properties xmlns="a"><property name="x"><v>โทร {MOBILE}</v></property></Properties>'.encode()
        item = f"<root><a>{ID}</a></root>".encode()
        findings = look(with_parts(files.clean_docx(), {"docProps/custom.xml": custom, "customXml/item9.xml": item}))

        assert "file property: custom" in at(findings, "mobile_number")
        assert "part customXml/item9.xml of the file" in at(findings, "national_id")
        assert "custom XML data" in details(findings, "hidden_content")

    def test_addresses_of_links(self):
        document = docx.Document()
        document.part.relate_to("tel:0812345678", "http://x/hyperlink", is_external=True)

        assert at(look(files.saved(document)), "mobile_number") == ["part links of the file"]

    def test_a_part_no_reader_knows(self):
        chart = '<c:chartSpace xmlns:c="c" xmlns:a="a"><a:p><a:r><a:t>โทร 081-</a:t></a:r><a:r><a:t>234-5678</a:t></a:r></a:p></c:chartSpace>'.encode()

        assert kinds(look(with_parts(files.clean_docx(), {"word/charts/chart1.xml": chart}))) == {"mobile_number"}

    def test_instructions_of_fields(self):
        document = docx.Document()
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document.add_paragraph("x")._p.append(
            parse_xml(f'<w:r {nsdecls("w")}><w:instrText> HYPERLINK "tel:0812345678" </w:instrText></w:r>')
        )

        (finding,) = look(files.saved(document))
        assert finding.kind == "mobile_number"
        assert "hidden" in finding.detail_en

    def test_a_column_is_understood_by_its_heading(self):
        document = docx.Document()
        table = document.add_table(3, 3)
        for column, text in enumerate(("ชื่อ", "เลขที่บัญชีธนาคาร", "จำนวนเงิน")):
            table.cell(0, column).text = text
        for row in (1, 2):
            table.cell(row, 1).text = f"123456789{row}"
            table.cell(row, 2).text = f"987654321{row}"

        findings = look(files.saved(document))

        assert at(findings, "bank_account") == ["table 1 row 2 column 2", "table 1 row 3 column 2"]
        assert len(findings) == 2

    def test_signatures(self):
        findings = look(files.signed_docx())

        assert at(findings, "signature") == ["paragraph 2"]
        assert details(findings, "signature") == "with a picture"

    def test_signatures_in_a_table_of_two_rows(self):
        document = docx.Document()
        table = document.add_table(2, 2)
        for column, name in enumerate(("(นายหนึ่ง ใจดี)", "(นางสอง ใจงาม)")):
            table.cell(0, column).text = "ลงชื่อ..............."
            table.cell(1, column).text = name

        assert at(look(files.saved(document)), "signature") == ["table 1 row 1"]

    def test_pictures_wait_for_a_person_without_ocr(self):
        assert at(look(files.picture_docx()), "cannot_tell") == ["picture 1"]

    @needs_tesseract
    def test_pictures_are_read(self):
        findings = look(files.picture_docx(), ocr=True)

        assert at(findings, "national_id") == ["picture 1"]

    def test_drawings_that_are_not_read_are_said(self):
        content = with_parts(files.clean_docx(), {"word/media/image9.emf": b"\x01\0\0\0"})

        assert "EMF" in details(look(content), "cannot_tell")

    @pytest.mark.parametrize(
        "body",
        [b"<w:document", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b""],
        ids=["broken", "entities", "empty"],
    )
    def test_a_body_that_cannot_be_read_is_a_persons_to_look_at(self, body):
        content = with_parts(files.clean_docx(), {"word/document.xml": body})

        assert kinds(look(content)) == {"cannot_tell"}


class TestCopies:
    def test_nothing_of_what_was_hidden_is_left(self, hiding_copy):
        assert look(hiding_copy) == []
        assert numbers_in_zip(hiding_copy) == []
        blob = b"".join(parts(hiding_copy).values()).decode("utf-8", errors="replace")
        for word in ("สมชาย", "รักชาติ", "ผู้ตรวจ", "ผู้แก้", "ขาวบนขาว", "ซ่อน"):
            assert word not in blob

    def test_parts_are_gone_with_all_that_leads_to_them(self, hiding_copy):
        found = parts(hiding_copy)

        assert not [
            name
            for name in found
            if "comments" in name or "embeddings" in name or "thumbnail" in name or "customXml" in name
        ]
        assert b"comments" not in found["word/_rels/document.xml.rels"]
        assert b"comments" not in found["[Content_Types].xml"]

    def test_word_reads_the_copy_and_its_text_is_kept(self, hiding_copy):
        texts = [paragraph.text for paragraph in opened(hiding_copy).paragraphs]

        assert texts[:3] == ["ข้อความที่มีความคิดเห็น", "เดิม ข้อความใหม่", "เห็น "]

    def test_split_numbers_keep_runs_and_their_looks(self):
        copy = mask(files.split_runs_docx())
        document = opened(copy.content)

        assert copy.masked == 3
        assert document.paragraphs[0].text == "บัตรประชาชน ●-●●●●-●●●●●-●5-7 ที่อยู่ ..."
        assert [run.bold for run in document.paragraphs[0].runs[1:5]] == [True, False, True, False]
        assert document.paragraphs[1].text == "โทรศัพท์มือถือ ●●●-●●●-\n●●78 บ้าน 053-123456"
        assert [cell.text for cell in document.tables[0].rows[0].cells[1:]] == ["●"] * 11 + ["5", "7"]
        assert document.tables[0].cell(1, 0).text == "จำนวนเงิน 1,234,567 บาท"

    def test_numbers_under_a_heading_are_masked(self):
        document = docx.Document()
        table = document.add_table(2, 2)
        table.cell(0, 1).text = "เลขที่บัญชี"
        table.cell(1, 1).text = "1234567890"

        copy = opened(mask(files.saved(document)).content)

        assert copy.tables[0].cell(1, 1).text == "●●●●●●●●90"

    def test_the_picture_of_a_signature_is_taken_out_and_the_name_stays(self):
        copy = mask(files.signed_docx())
        document = opened(copy.content)

        assert len(document.inline_shapes) == 0
        assert "(นายสมชาย ใจดี)" in [paragraph.text for paragraph in document.paragraphs]
        assert [one.detail_en for one in look(copy.content)] == [""]
        assert not [name for name in parts(copy.content) if "/media/" in name]

    def test_other_pictures_stay(self):
        document = docx.Document()
        document.add_paragraph("ตราสัญลักษณ์")
        document.add_picture(io.BytesIO(files.scribble()))
        document.add_paragraph("ข้อความ")
        document.add_paragraph("ลงชื่อ.......")
        document.add_paragraph("(นายดี งาม)")

        assert len(opened(mask(files.saved(document)).content).inline_shapes) == 1

    @needs_tesseract
    def test_pictures_are_painted_over(self):
        copy = mask(files.picture_docx(), ocr=True)

        assert copy.masked >= 1
        assert "national_id" not in kinds(look(copy.content, ocr=True))

    def test_links_to_other_files_are_left_out_and_links_for_readers_stay(self):
        document = docx.Document()
        document.part.relate_to("https://www.example.go.th/a", "http://x/hyperlink", is_external=True)
        document.part.relate_to("file:///C:/Users/somchai/แบบ.dotx", "http://x/attachedTemplate", is_external=True)

        relations = parts(mask(files.saved(document)).content)["word/_rels/document.xml.rels"].decode()

        assert "https://www.example.go.th/a" in relations
        assert "somchai" not in relations

    def test_a_file_with_macros_becomes_a_plain_one(self):
        def types(old: bytes) -> bytes:
            plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            return old.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")

        content = with_parts(files.clean_docx(), {"word/vbaProject.bin": b"x"}, also={"[Content_Types].xml": types})
        copy = parts(mask(content).content)

        assert "word/vbaProject.bin" not in copy
        assert b"macroEnabled" not in copy["[Content_Types].xml"]

    def test_a_deleted_row_is_gone(self):
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document = docx.Document()
        table = document.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "อยู่", "ลบ"
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="ก"/>'))

        copy = opened(mask(files.saved(document)).content)

        assert [row.cells[0].text for row in copy.tables[0].rows] == ["อยู่"]

    def test_the_same_file_gives_the_same_copy(self, hiding, hiding_copy):
        assert mask(hiding).content == hiding_copy

    def test_the_original_is_not_changed(self):
        content = files.split_runs_docx()
        before = bytes(content)

        mask(content)

        assert content == before

    def test_of_a_broken_file_there_is_none(self):
        with pytest.raises(CannotRead):
            mask(with_parts(files.clean_docx(), {"word/document.xml": b"<w:document"}))
