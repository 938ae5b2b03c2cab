"""Office files as PDF: which are, what is said when none can be made, and what LibreOffice may not do."""

import io
import socket
import threading

import pytest

from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.offered_pdf import office_form
from prongsai.adapters.reading_limits import CannotRead
from prongsai.wiring.offered_copies import OfferedPdf, offer_pdf, offer_tables, offer_typed_table
from tests.adapters.gate import files
from tests.adapters.gate.files import saved, with_parts
from tests.adapters.page.documents import packed


@pytest.fixture
def listener():
    """A server on loopback that counts who comes."""
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    is_open = True

    def serve() -> None:
        while is_open:
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            seen.append(connection.recv(500))
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.getsockname()[1], seen
    is_open = False
    thread.join(2)
    server.close()


class TestForms:
    @pytest.mark.parametrize(
        ("content", "form"),
        [
            (files.clean_docx(), "docx"),
            (files.clean_xlsx(), "xlsx"),
            (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "odt"),
            (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "ods"),
            (packed({"ppt/presentation.xml": "<a/>"}), "pptx"),
            (b"{\\rtf1 x}", "rtf"),
            (b"%PDF-1.4", ""),
            (packed({"a.txt": "x"}), ""),
            ("ข้อความ".encode(), ""),
            (b"", ""),
        ],
    )
    def test_are_told_by_the_bytes(self, content, form):
        assert office_form(content) == form

    def test_a_locked_one_is_said(self):
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

        with pytest.raises(CannotRead) as refused:
            office_form(locked)
        assert refused.value.problem == "encrypted"


class TestStates:
    def test_other_files_have_no_pdf(self):
        offered = offer_pdf(files.pdf("ก"), name="ก.pdf")

        assert (offered.state, offered.content) == ("not_office", None)
        assert offered.message.th
        assert offered.message.en

    def test_without_libreoffice_there_is_none(self, monkeypatch):
        monkeypatch.setenv("PATH", "/nonexistent")

        assert offer_pdf(files.clean_docx(), name="ก.docx") == OfferedPdf("no_program")

    def test_a_damaged_file_fails(self):
        content = files.clean_docx()

        assert offer_pdf(content[: len(content) // 2], name="ก.docx").state in {"failed", "not_office"}

    def test_time_that_is_up_is_said(self, monkeypatch):
        from dataclasses import replace

        monkeypatch.setattr("prongsai.adapters.gate.worker.GATE_LIMITS", replace(GATE_LIMITS, wall_s=0.01, grace_s=0.0))
        from prongsai.adapters.gate import worker

        monkeypatch.setattr(worker.ask_worker, "__kwdefaults__", {"limits": worker.GATE_LIMITS})

        assert offer_pdf(files.clean_docx(), name="ก.docx").state == "out_of_time"


class TestTables:
    def test_come_as_both_forms(self):
        (offered,) = offer_tables(files.clean_xlsx(), name="ก.xlsx")

        assert offered.csv.decode("utf-8-sig").startswith("รายการ,งบประมาณ,เลขที่โครงการ\r\n")
        assert offered.xlsx.startswith(b"PK")

    def test_of_a_damaged_file_are_none(self):
        assert offer_tables(with_parts(files.clean_xlsx(), {"xl/workbook.xml": b"<a"}), name="ก.xlsx") == []

    def test_of_typed_rows(self):
        offered = offer_typed_table([["ก", "ข"], ["=1", "2"]], title="งบ")

        assert offered is not None
        assert offered.csv.decode("utf-8-sig") == "ก,ข\r\n'=1,2\r\n"
        assert offer_typed_table([]) is None


@pytest.mark.libreoffice
class TestLibreOffice:
    def test_makes_a_pdf_with_the_text(self):
        from tests.adapters.gate.looking import texts_of_pdf

        offered = offer_pdf(files.clean_docx("ประกาศเทศบาล 2566"), name="ก.docx")

        assert offered.state == "made"
        assert "2566" in texts_of_pdf(offered.content)[0]

    def test_leaves_out_names_and_dates_of_the_making(self):
        import pikepdf

        offered = offer_pdf(files.hiding_docx(), name="ก.docx")
        with pikepdf.Pdf.open(io.BytesIO(offered.content)) as made:
            assert "/Info" not in made.trailer
            assert "/Metadata" not in made.Root
        assert b"CreationDate" not in offered.content

    def test_the_same_file_gives_the_same_bytes(self):
        content = files.clean_docx()

        assert offer_pdf(content, name="ก") == offer_pdf(content, name="ก")

    def test_hidden_sheets_are_not_printed(self):
        import openpyxl

        from tests.adapters.gate.looking import texts_of_pdf

        book = openpyxl.Workbook()
        book.active["A1"] = "OPEN"
        secret = book.create_sheet("x")
        secret["A1"] = "SECRET"
        secret.sheet_state = "hidden"

        text = texts_of_pdf(offer_pdf(saved(book), name="ก.xlsx").content)[0]
        assert "OPEN" in text
        assert "SECRET" not in text

    def test_remote_pictures_and_templates_are_not_fetched(self, listener):
        import docx

        port, seen = listener
        document = docx.Document()
        document.add_picture(io.BytesIO(files.scribble()))
        relation = document.part.relate_to(
            f"http://127.0.0.1:{port}/a.png",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
            is_external=True,
        )
        blip = next(element for element in document.element.iter() if element.tag.endswith("}blip"))
        for key in list(blip.attrib):
            del blip.attrib[key]
        blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link", relation)

        assert offer_pdf(saved(document), name="ก.docx").state == "made"
        assert seen == []

    def test_remote_pictures_of_open_document_are_not_fetched(self, listener):
        port, seen = listener
        names = (
            "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
            "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' "
            "xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"
        )
        content = packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"<office:document-content {names} office:version='1.2'><office:body><office:text><text:p>x"
                f"<draw:frame svg:width='3cm' svg:height='3cm'><draw:image xlink:href='http://127.0.0.1:{port}/a.png'/></draw:frame>"
                "</text:p></office:text></office:body></office:document-content>",
                "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                "<manifest:file-entry manifest:full-path='/' manifest:media-type='application/vnd.oasis.opendocument.text'/>"
                "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>",
            }
        )

        offer_pdf(content, name="ก.odt")

        assert seen == []

    def test_time_is_bounded(self):
        with pytest.raises(CannotRead) as refused:
            convert_in_a_process()
        assert refused.value.problem == "out_of_time"


def convert_in_a_process() -> None:
    """LibreOffice with no time, in a process of its own because it leaves the network."""
    from dataclasses import replace

    from prongsai.adapters.gate.worker import ask_worker

    answer = ask_worker("offer_pdf", files.clean_docx(), limits=replace(GATE_LIMITS, office_wall_s=0.2))
    raise CannotRead(answer.values.get("problem", "damaged"), answer.values.get("detail", ""))
