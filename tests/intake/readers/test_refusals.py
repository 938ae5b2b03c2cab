import io
import struct
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.report_form.words import FORM_MARK
from prongsai.intake.readers import read_source, refusal
from prongsai.intake.readers.kind import find_kind
from tests.intake.readers.samples import docx_of, read, word_cell, word_paragraph, word_table, xlsx_of, zip_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def refused(content: bytes, name: str = "แผน.docx") -> PersonError:
    with pytest.raises(PersonError) as caught:
        read_source(content, name=name, pdf=None)
    error = caught.value
    assert "\n" not in error.message_th + error.message_en
    assert name in error.message_th
    return error


class TestWrongTypes:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "ว่างเปล่า"),
            (b" \n\t \n", "ว่างเปล่า"),
            (b"\xff\xd8\xff\xe0" + bytes(64), "รูปภาพ"),
            (b"\x89PNG\r\n\x1a\n" + bytes(64), "รูปภาพ"),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(64), "รูปภาพ"),
            (b"BM" + bytes(64), "รูปภาพ"),
            (b"\x00\x00\x00\x18ftypheic" + bytes(64), "รูปภาพ"),
            (b"\x00\x00\x00\x18ftypmp42" + bytes(64), "วีดิทัศน์"),
            (b"MZ\x90\x00" + bytes(64), "โปรแกรม"),
            (b"\x7fELF\x02" + bytes(64), "โปรแกรม"),
            (b"Rar!\x1a\x07\x01\x00" + bytes(64), "ไฟล์บีบอัด"),
            (b"\x1f\x8b\x08\x00" + bytes(64), "ไฟล์บีบอัด"),
            (b"ID3\x04\x00" + bytes(64), "ไฟล์เสียง"),
            (b"SQLite format 3\x00" + bytes(64), "ฐานข้อมูล"),
            (rb"{\rtf1\ansi test}", ".docx"),
            (_OLE + "WordDocument".encode("utf-16-le"), ".docx"),
            (_OLE + "PowerPoint Document".encode("utf-16-le"), "งานนำเสนอ"),
            (_OLE + "Something".encode("utf-16-le"), "ไม่รู้จัก"),
            (b"\x01\x02\x03\x04" * 100, "UTF-8"),
            (bytes(range(128, 256)) * 20, "UTF-8"),
            (b"text with a \x00 inside", "UTF-8"),
            (b'{"schema": "prongsai/plan/1", "agency": {}}', "plan.json"),
            (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', ".xlsx"),
            (b'<?xml version="1.0"?><rss><a/></rss>', "XML"),
            (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", ".mht"),
        ],
    )
    def test_each_is_one_sentence_that_says_what_it_is_and_what_to_do(self, content, words):
        error = refused(content)

        assert words in error.message_th
        assert error.message_en.isascii() or "“" in error.message_en

    def test_a_name_does_not_make_a_picture_a_document(self):
        assert "รูปภาพ" in refused(b"\xff\xd8\xff\xe0" + bytes(64), "รายงาน.pdf").message_th

    def test_a_document_under_a_wrong_name_is_read_by_its_content(self):
        assert read(docx_of(word_paragraph("ก")), "แผน.pdf").format == "docx"
        assert read(xlsx_of([["ก", "ข"]]), "แผน.txt").format == "xlsx"
        assert read("<html><body><p>ก</p></body></html>", "แผน.doc").format == "html"

    def test_data_without_a_name_are_called_what_was_sent(self):
        with pytest.raises(PersonError) as caught:
            read_source(b"", name="-", pdf=None)

        assert "ข้อมูลที่ส่งมา" in caught.value.message_th

    def test_a_pdf_without_a_reader_is_refused(self):
        assert "PDF" in refused(b"%PDF-1.7\n").message_th


class TestSizes:
    def test_a_file_over_the_limit_is_refused_before_it_is_looked_at(self):
        error = refused(b"PK\x03\x04" + bytes(refusal.MAX_BYTES))

        assert "25 MB" in error.message_th

    def test_200_megabytes_are_refused(self):
        content = bytes(200 * 1024 * 1024)

        assert "200 MB" in refused(content).message_th

    @pytest.mark.parametrize("ending", ["txt", "csv", "html", "xlsx", "docx"])
    def test_ten_thousand_rows_are_refused_in_every_format(self, ending):
        count = 10_000
        if ending == "txt":
            content = ("ก\tข\tค\n" * count).encode()
        elif ending == "csv":
            content = ("ก,ข,ค\n" * count).encode()
        elif ending == "html":
            content = ("<table>" + "<tr><td>ก</td><td>ข</td></tr>" * count + "</table>").encode()
        elif ending == "xlsx":
            content = xlsx_of([["ก", "ข", "ค"]] * count)
        else:
            content = docx_of(word_table([[word_cell("ก"), word_cell("ข")]] * count))

        assert "9,999 แถว" in refused(content, f"แผน.{ending}").message_th

    def test_a_thousand_rows_are_read(self):
        document = read("ก\tข\tค\n" * 1_000)

        assert sum(len(block.rows) for block in document.blocks) == 1_000


@cache
def whole_files():
    """Made once: a workbook holds the time it was made, and hypothesis needs the same bytes on every run."""
    return docx_of(word_paragraph("ก" * 300)), xlsx_of([["ก", "ข"]] * 9)


class TestZips:
    def test_an_ordinary_zip_asks_to_be_unpacked(self):
        assert "แตกไฟล์" in refused(zip_of({"แผน.docx": b"x"})).message_th

    def test_an_empty_zip_is_empty(self):
        assert "ว่างเปล่า" in refused(zip_of({})).message_th

    def test_a_bomb_is_not_unpacked(self):
        bomb = zip_of({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": bytes(60_000_000)})

        assert "ขนาดใหญ่ผิดปกติ" in refused(bomb).message_th

    def test_too_many_entries_are_a_bomb(self):
        assert "ขนาดใหญ่ผิดปกติ" in refused(zip_of({f"{number}.xml": b"" for number in range(5_001)})).message_th

    def test_an_entry_that_lies_about_its_size_is_damaged(self):
        content = bytearray(docx_of(word_paragraph("ก" * 5_000)))
        place = content.rindex(b"word/document.xml") - 46  # its record in the central directory
        content[place + 24 : place + 28] = struct.pack("<I", 10)

        refused(bytes(content))

    def test_a_locked_zip_says_password(self):
        content = bytearray(docx_of(word_paragraph("ก")))
        place = content.index(b"PK\x01\x02")
        content[place + 8] |= 1

        assert "รหัสผ่าน" in refused(bytes(content)).message_th

    def test_a_locked_office_file_says_password(self):
        assert "รหัสผ่าน" in refused(_OLE + "EncryptedPackage".encode("utf-16-le")).message_th

    @pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/vbaProject.bin"])
    def test_macros_are_refused(self, part):
        content = zip_of({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": b"<x/>", part: b"x"})

        assert "มาโคร" in refused(content).message_th

    def test_a_macro_type_without_code_is_refused_too(self):
        types = b"application/vnd.ms-word.document.macroEnabled.main+xml wordprocessingml"

        assert "มาโคร" in refused(zip_of({"[Content_Types].xml": types, "word/document.xml": b"<x/>"})).message_th

    def test_old_excel_with_macros_is_refused(self):
        content = _OLE + "Workbook".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le")

        assert "มาโคร" in refused(content).message_th

    def test_opendocument_text_asks_for_docx(self):
        assert ".docx" in refused(zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"})).message_th

    def test_presentations_are_refused(self):
        assert "งานนำเสนอ" in refused(zip_of({"[Content_Types].xml": b"presentationml"})).message_th

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
    def test_a_file_cut_short_is_damaged(self, share):
        for content in (docx_of(word_paragraph("ก" * 3_000)), xlsx_of([["ก", "ข"]] * 50)):
            assert "เสียหาย" in refused(content[: int(len(content) * share)]).message_th

    def test_broken_old_excel_is_damaged(self):
        assert "เสียหาย" in refused(_OLE + "Workbook".encode("utf-16-le")).message_th

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_file_with_flipped_bytes_is_read_or_refused_never_a_fault(self, data):
        content = bytearray(data.draw(st.sampled_from(whole_files())))
        for _ in range(data.draw(st.integers(1, 6))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

        with suppress(PersonError):
            assert read(bytes(content), "แผน.docx").blocks


class TestXmlBombs:
    def test_declared_entities_are_refused(self):
        laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
        content = zip_of({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": laughs})

        refused(content)

    def test_entities_of_files_are_not_fetched(self):
        outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'

        refused(zip_of({"[Content_Types].xml": b"wordprocessingml", "word/document.xml": outside}))

    def test_tables_inside_tables_have_an_end(self):
        inner = word_cell("ก")
        for _ in range(20):
            inner = f"<w:tc>{word_table([[inner]])}<w:p/></w:tc>"

        assert "ซ้อน" in refused(docx_of(word_table([[inner]]))).message_th

    def test_very_deep_xml_is_refused(self):
        deep = "<w:sdt>" * 3_000 + "</w:sdt>" * 3_000

        refused(docx_of(deep))

    def test_very_deep_pages_are_refused_or_read(self):
        deep = "<html><body>" + "<div>" * 5_000 + "ก" + "</div>" * 5_000

        with suppress(PersonError):
            assert read(deep).blocks


class TestFindKind:
    def test_knows_each_kind(self):
        assert find_kind(b"junk before %PDF-1.4", name="") == "pdf"
        assert find_kind(docx_of(""), name="") == "docx"
        assert find_kind(xlsx_of([["ก"]]), name="") == "workbook"
        assert find_kind("ข้อความ".encode(), name="") == "text"

    def test_text_that_begins_like_a_program_is_text(self):
        assert find_kind(b"MZ is also the start of a sentence", name="") == "text"
        assert find_kind(b"BM and ID3", name="") == "text"

    def test_a_stored_zip_is_told_like_a_packed_one(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("xl/workbook.xml", "<x/>")

        assert find_kind(buffer.getvalue(), name="") == "workbook"


class TestOwnReports:
    @pytest.mark.parametrize("ending", ["html", "xlsx", "docx"])
    def test_our_own_annex_may_be_longer(self, ending):
        count = 10_050
        if ending == "html":
            content = ("<table>" + "<tr><td>ก</td><td>ข</td></tr>" * count + f"</table><p>{FORM_MARK}</p>").encode()
        elif ending == "xlsx":
            content = xlsx_of([*[["ก", "ข", "ค"]] * count, [], [FORM_MARK]])
        else:
            content = docx_of(word_table([[word_cell("ก"), word_cell("ข")]] * count) + word_paragraph(FORM_MARK))

        assert max(len(getattr(block, "rows", ())) for block in read(content).blocks) == count

    def test_even_that_has_an_end(self):
        content = "<table>" + "<tr><td>ก</td></tr>" * 60_001 + f"</table>{FORM_MARK}"

        assert "แถว" in refused(content.encode(), "แผน.html").message_th
