"""The gate's worker: bounded, alone, and silent about what it read; hostile files cost only themselves."""

import io
import time
import zipfile

import pytest

from prongsai.adapters.gate.reading import GateReading
from prongsai.adapters.gate.worker import GATE_LIMITS, ask_worker
from prongsai.adapters.reading_limits import CannotRead, ReadLimits
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE, with_parts
from tests.adapters.gate.looking import details, kinds, look
from tests.adapters.page.documents import packed


def inspect(content: bytes, limits: ReadLimits = GATE_LIMITS):
    return ask_worker("inspect", content, limits=limits, content_type="", use_ocr=False).values


class TestWorker:
    def test_answers_with_findings_and_nothing_personal(self):
        answer = inspect(files.split_runs_docx())

        assert sorted(one["kind"] for one in answer["findings"]) == ["mobile_number", "national_id", "national_id"]
        assert ID not in str(answer)
        assert MOBILE not in str(answer)

    def test_a_copy_comes_as_bytes(self):
        answer = ask_worker("mask", f"โทร {MOBILE}".encode(), content_type="", use_ocr=False)

        assert answer.content.decode("utf-8-sig") == "โทร ●●●-●●●-●●78"
        assert answer.values == {"masked": 1, "suffix": ".txt", "content_type": "text/plain; charset=utf-8"}

    def test_why_there_is_no_copy_comes_as_a_problem(self):
        answer = ask_worker("mask", packed({"a.txt": "x"}), content_type="", use_ocr=False)

        assert answer.values["problem"] == "unsupported"
        assert answer.content == b""

    def test_unknown_work_is_a_fault(self):
        with pytest.raises(CannotRead):
            ask_worker("dance", b"x")

    def test_a_process_that_takes_too_long_is_ended(self):
        began = time.monotonic()

        with pytest.raises(CannotRead) as refused:
            inspect(files.clean_docx(), ReadLimits(wall_s=0.01, grace_s=0.01))

        assert refused.value.problem == "out_of_time"
        assert time.monotonic() - began < 5

    def test_memory_is_bounded(self):
        """Said by the worker itself, or by its death."""
        try:
            found = {
                one["kind"] for one in inspect(files.clean_docx(), ReadLimits(memory_bytes=30_000_000))["findings"]
            }
        except CannotRead:
            found = {"cannot_tell"}

        assert found == {"cannot_tell"}

    def test_large_content_passes_the_pipes(self):
        text = ("ประกาศ " * 100_000 + f"โทร {MOBILE}").encode()

        assert [one["kind"] for one in inspect(text)["findings"]] == ["mobile_number"]


class TestHostileFiles:
    def test_a_zip_bomb_is_not_unpacked(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("word/document.xml", b"<a>" + b" " * 300_000_000 + b"</a>")
            bomb.writestr("[Content_Types].xml", "<Types/>")

        findings = look(target.getvalue())

        assert kinds(findings) == {"cannot_tell"}
        assert "limit" in details(findings, "cannot_tell")

    def test_entities_are_not_expanded(self):
        lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'

        assert kinds(look(with_parts(files.clean_docx(), {"word/document.xml": lol}))) == {"cannot_tell"}

    def test_an_external_entity_reads_no_file(self):
        xxe = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'
        findings = look(with_parts(files.clean_docx(), {"word/footnotes.xml": xxe}))

        assert "cannot_tell" in kinds(findings)
        assert "root" not in str(findings)

    def test_deep_nesting_ends(self):
        deep = (
            b'<w:document xmlns:w="w"><w:body>'
            + b"<w:sdt><w:sdtContent>" * 3_000
            + b"<w:p/>"
            + b"</w:sdtContent></w:sdt>" * 3_000
            + b"</w:body></w:document>"
        )

        assert kinds(look(with_parts(files.clean_docx(), {"word/document.xml": deep}))) <= {"cannot_tell"}

    @pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
    def test_cut_off_files_are_a_persons_to_look_at(self, kind):
        content = {"docx": files.clean_docx, "xlsx": files.clean_xlsx, "pdf": lambda: files.pdf("ก")}[kind]()

        assert "cannot_tell" in kinds(look(content[: len(content) // 2]))

    @pytest.mark.parametrize("seed", range(12))
    def test_bytes_changed_at_random_raise_nothing(self, seed):
        import random

        chance = random.Random(seed)
        content = bytearray(chance.choice([files.hiding_docx, files.hiding_xlsx, files.hiding_pdf])())
        for _ in range(30):
            content[chance.randrange(len(content))] = chance.randrange(256)

        look(bytes(content))

    def test_a_file_over_the_limit_is_said(self):
        findings = GateReading(ReadLimits(max_bytes=1_000), use_ocr=False).inspect(files.clean_docx())

        assert "larger than" in details(findings, "cannot_tell")

    @pytest.mark.parametrize(
        "content",
        [b"\x7fELF\0\0", b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c", b"ID3\0\0" + b"\0" * 20, packed({"a.txt": "x"})],
    )
    def test_other_kinds_are_a_persons_to_look_at(self, content):
        assert kinds(look(content)) == {"cannot_tell"}

    def test_old_files_without_libreoffice(self, monkeypatch):
        monkeypatch.setattr("prongsai.adapters.page_ole.find_office", lambda: None)

        assert "LibreOffice" in details(look(b"{\\rtf1 0812345678}"), "cannot_tell")

    @pytest.mark.libreoffice
    def test_old_files_are_read_through_libreoffice(self):
        assert "mobile_number" in kinds(look(b"{\\rtf1\\ansi Tel 081-234-5678\\par}"))


class TestSlidesAndOpenDocument:
    def test_slides_notes_and_hidden_slides(self):
        slide = "<p:sld xmlns:a='a' xmlns:p='p' {}><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
        content = packed(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/presentation.xml": "<p/>",
                "ppt/slides/slide1.xml": slide.format("", "ก", ""),
                "ppt/slides/slide2.xml": slide.format("show='0'", "โทร 081-", "234-5678"),
                "ppt/notesSlides/notesSlide1.xml": slide.format("", f"บัตรประชาชน {ID}", ""),
            }
        )
        findings = look(content)

        assert {one.place.number for one in findings if one.kind == "mobile_number"} == {2}
        assert "national_id" in kinds(findings)
        assert "the slide is hidden" in details(findings, "hidden_content")
        assert "speaker's notes" in details(findings, "hidden_content")

    def test_open_document_text(self):
        names = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:dc='d'"
        content = packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"<office:document-content {names}><office:body><text:p>โทร 081-<text:span>234</text:span>-5678</text:p>"
                f"<office:annotation><text:p>บัตรประชาชน {ID}</text:p></office:annotation></office:body></office:document-content>",
                "meta.xml": f"<office:meta {names}><dc:creator>สมชาย ใจดี</dc:creator></office:meta>",
            }
        )
        findings = look(content)

        assert {"mobile_number", "national_id", "hidden_content", "metadata"} <= kinds(findings)
        assert "comments" in details(findings, "hidden_content")
        assert "สมชาย" not in str([one.message() for one in findings])
