"""What office files have in common: persons in properties, attachments, unknown parts; and the forms copies are made of."""

import zipfile

import pytest

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.masking import GateMasking
from prongsai.adapters.gate.office_parts import gather_attached, gather_properties, gather_unknown, is_person
from prongsai.adapters.gate.worker import GATE_LIMITS
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE, person_picture, picture_bytes
from tests.adapters.gate.looking import kinds, look, mask
from tests.adapters.gate.open_files import cell, open_file, p, row, sheet
from tests.adapters.gate.slide_files import clean_pptx
from tests.adapters.page.documents import packed

CORE = '<c xmlns:dc="d"><dc:creator>{}</dc:creator></c>'


def archive(**parts: str) -> Zip:
    return Zip(
        packed({name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}),
        max_bytes=1_000_000,
    )


def gathered(step, **parts: str) -> Gathered:
    found = Gathered()
    step(archive(**parts), found)
    return found


class TestPersons:
    @pytest.mark.parametrize("name", ["สมชาย ใจดี", "นางบัว", "Somchai", "ก.ข.", "clerk2560"])
    def test_names(self, name):
        assert is_person(name)

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "  ",
            "python-docx",
            "Admin",
            "HP",
            "LibreOffice",
            "เทศบาลตำบลบ้านสวน",
            "อบต.บ้านสวน",
            "กองคลัง",
            "สำนักปลัด",
            "บริษัท ก จำกัด",
        ],
    )
    def test_programs_machines_and_offices_are_none(self, name):
        assert not is_person(name)


class TestProperties:
    def test_a_person_is_shown_by_first_letters(self):
        (finding,) = gathered(gather_properties, docProps__core_xml=CORE.format("สมชาย ใจดี")).findings

        assert (finding.kind, finding.severity, finding.excerpt) == ("metadata", "note", "ส● ใ●")
        assert not finding.needs_decision

    def test_an_office_is_none(self):
        assert gathered(gather_properties, docProps__core_xml=CORE.format("เทศบาลตำบลบ้านสวน")).findings == []

    @pytest.mark.parametrize("name", ["title", "subject", "keywords", "description", "category", "contentStatus"])
    def test_what_is_written_in_others_is_looked_through(self, name):
        found = gathered(gather_properties, docProps__core_xml=f"<c><{name}>โทร {MOBILE}</{name}></c>")

        (finding,) = found.result()
        assert (finding.kind, finding.place.name) == ("mobile_number", name)

    def test_custom_ones_wait_for_a_decision(self):
        found = gathered(gather_properties, docProps__custom_xml=f"<P><p><v>{ID}</v></p><p><v>ก</v></p></P>").result()

        assert {finding.kind for finding in found} == {"national_id", "hidden_content"}
        assert next(finding for finding in found if finding.kind == "hidden_content").count == 2

    def test_none_are_nothing(self):
        assert gathered(gather_properties, docProps__core_xml="<c/>", docProps__custom_xml="<P/>").result() == []


class TestAttached:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("word/vbaProject.bin", "the file holds macros"),
            ("xl/VBAPROJECT.BIN", "the file holds macros"),
            ("word/embeddings/a.xlsx", "a file is embedded; a reader can open it"),
            ("ppt/activeX/a.bin", "a file is embedded; a reader can open it"),
        ],
    )
    def test_are_told(self, name, words):
        found = Gathered()
        gather_attached(Zip(packed({name: b"x"}), max_bytes=1_000), found)

        assert [finding.detail_en for finding in found.findings] == [words]

    @pytest.mark.parametrize("name", ["word/embeddings/_rels/a.rels", "word/activeX/a.xml", "word/media/a.png"])
    def test_their_descriptions_are_none(self, name):
        found = Gathered()
        gather_attached(Zip(packed({name: b"x"}), max_bytes=1_000), found)

        assert found.findings == []

    def test_a_number_in_a_name_is_masked(self):
        found = Gathered()
        gather_attached(Zip(packed({f"word/embeddings/บัตร {ID}.xlsx": b"x"}), max_bytes=1_000), found)

        assert ID not in found.findings[0].place.name
        assert "●" in found.findings[0].place.name


class TestUnknownParts:
    def unknown(self, known: set[str] = frozenset(), **parts: str) -> Gathered:
        found = Gathered()
        gather_unknown(archive(**parts), found, known=set(known))
        return found

    def test_are_looked_through_and_named(self):
        (finding,) = self.unknown(word__strange_xml=f"<a><b>{ID}</b></a>").result()

        assert finding.place.name == "word/strange.xml"
        assert finding.detail_en == "in hidden content"

    def test_known_and_dull_ones_are_not(self):
        assert self.unknown({"a.xml"}, a_xml=f"<a>{ID}</a>", word__fontTable_xml=f"<a>{ID}</a>").result() == []

    def test_broken_ones_are_a_persons_to_look_at(self):
        (finding,) = self.unknown(word__broken_xml="<a").result()

        assert finding.kind == "cannot_tell"

    def test_custom_xml_with_words_is_told_and_without_is_not(self):
        told = self.unknown(customXml__item1_xml="<a>ก</a>").findings
        empty = self.unknown(customXml__item1_xml="<a/>").findings

        assert [finding.detail_en for finding in told] == ["custom XML data are attached"]
        assert empty == []


class TestFormsOfCopies:
    @pytest.mark.parametrize(
        ("content", "suffix", "content_type"),
        [
            (files.clean_docx(), ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (files.clean_xlsx(), ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (clean_pptx(), ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            (open_file("text", p("ก")), ".odt", "application/vnd.oasis.opendocument.text"),
            (open_file("spreadsheet", sheet(row(cell("ก")))), ".ods", "application/vnd.oasis.opendocument.spreadsheet"),
            (open_file("presentation", "<draw:page/>"), ".odp", "application/vnd.oasis.opendocument.presentation"),
            (files.pdf("ก"), ".pdf", "application/pdf"),
            (b"<!doctype html><p>a</p>", ".html", "text/html; charset=utf-8"),
            ("ก,ข\n1,2\n3,4\n".encode(), ".csv", "text/csv; charset=utf-8"),
            ("ก ข ค".encode(), ".txt", "text/plain; charset=utf-8"),
        ],
        ids=["docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf", "html", "csv", "txt"],
    )  # fmt: skip
    def test_keep_their_kind_and_hide_nothing_where_there_is_nothing(self, content, suffix, content_type):
        copy = mask(content)

        assert (copy.suffix, copy.content_type, copy.masked) == (suffix, content_type, 0)
        assert not kinds(look(copy.content, content_type=content_type)) - {"cannot_tell"}

    @pytest.mark.parametrize("content", [b"Rar!\x1a\x07\0", packed({"a.txt": b"a"}), b"\x7fELF"])
    def test_others_have_none_and_say_which_have(self, content):
        with pytest.raises(CannotRead) as refused:
            mask(content)
        assert all(word in refused.value.detail for word in ("PDF", "DOCX", "XLSX")) or refused.value.detail

    def test_a_template_of_open_document_becomes_a_document(self):
        content = open_file("text", p("ก"))
        target = files.with_parts(content, {"mimetype": b"application/vnd.oasis.opendocument.text-template"})

        assert mask(target).suffix == ".odt"

    def test_time_is_asked_for_before_a_pdf_is_drawn(self):
        asked: list[float] = []

        GateMasking(GATE_LIMITS, use_ocr=False, ask_for_time=asked.append).mask(files.pdf("ก"))

        assert asked
        assert min(asked) > 0

    def test_a_picture_of_several_pages_says_to_save_as_pdf(self):
        pages = [person_picture("ก"), person_picture("ข")]
        content = picture_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:])

        with pytest.raises(CannotRead) as refused:
            mask(content)
        assert "save it as PDF" in refused.value.detail

    def test_copies_of_office_files_hold_no_time_of_their_making(self):
        import io

        for content in (files.clean_docx(), clean_pptx(), open_file("text", p("ก"))):
            with zipfile.ZipFile(io.BytesIO(mask(content).content)) as made:
                assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
