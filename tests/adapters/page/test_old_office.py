"""DOC, XLS, PPT and RTF: XLS is read here, the others by LibreOffice in a profile of its own; without it they are said to need it."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from prongsai.adapters import page_ole
from prongsai.adapters.page_documents import DocumentReading
from prongsai.adapters.page_ole import form_of_ole
from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from tests.adapters.page.documents import THAI, docx, xlsx

LIMITS = ReadLimits()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = (
    rb"{\rtf1\ansi\ansicpg874 {\fonttbl{\f0\fcharset222 Tahoma;}}\f0 "
    + b"".join(rb"\'%02x" % byte for byte in "รายงานผล ปี ๒๕๖๖".encode("cp874"))
    + rb"\par second}"
)


def old(stream: str) -> bytes:
    """An OLE file as far as its stream names go."""
    return OLE + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600


def converted(content: bytes, suffix: str, to: str, folder: Path) -> bytes:
    source = folder / f"source{suffix}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"source.{to}").read_bytes()


class TestForms:
    @pytest.mark.parametrize(
        ("stream", "form"),
        [
            ("WordDocument", "doc"),
            ("Workbook", "xls"),
            ("Book", "xls"),
            ("PowerPoint Document", "ppt"),
            ("EncryptedPackage", "locked"),
            ("Other", "other"),
        ],
    )
    def test_the_streams_say_what_it_is(self, stream, form):
        assert form_of_ole(old(stream)) == form

    @pytest.mark.parametrize(
        ("stream", "kind", "problem"),
        [("EncryptedPackage", "doc", "encrypted"), ("Other", "doc", "unsupported"), ("Workbook", "xls", "damaged")],
    )
    def test_what_cannot_be_read_is_said(self, stream, kind, problem, monkeypatch):
        monkeypatch.setattr(page_ole, "find_office", lambda: None)

        found = DocumentReading(LIMITS).read(old(stream), form="ole")

        assert (found.kind, found.problem) == (kind, problem)

    @pytest.mark.parametrize(
        ("content", "form", "kind"),
        [(old("WordDocument"), "ole", "doc"), (old("PowerPoint Document"), "ole", "pptx"), (RTF, "rtf", "doc")],
    )
    def test_without_libreoffice_there_is_no_reader(self, content, form, kind, monkeypatch):
        monkeypatch.setattr(page_ole, "find_office", lambda: None)

        found = DocumentReading(LIMITS).read(content, form=form)

        assert (found.kind, found.problem) == (kind, "no_reader")
        assert "LibreOffice" in found.detail


class TestProgram:
    """A stand-in program, so that time and failure are tested where LibreOffice is not."""

    @staticmethod
    def use(monkeypatch, folder: Path, script: str) -> None:
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(page_ole, "find_office", lambda: str(program))

    def test_one_that_hangs_is_killed_with_all_it_started(self, monkeypatch, tmp_path):
        self.use(monkeypatch, tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")

        found = DocumentReading(ReadLimits(office_wall_s=0.5)).read(RTF, form="rtf")

        assert found.problem == "out_of_time"
        child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
        assert not child.exists() or child.read_text().split()[2] == "Z"

    def test_one_that_fails_means_a_damaged_file(self, monkeypatch, tmp_path):
        self.use(monkeypatch, tmp_path, "exit 1")

        assert DocumentReading(LIMITS).read(RTF, form="rtf").problem == "damaged"

    def test_it_gets_a_home_and_a_profile_that_are_gone_afterwards(self, monkeypatch, tmp_path):
        self.use(monkeypatch, tmp_path, f'echo "$HOME" > {tmp_path}/home; echo "$1" > {tmp_path}/profile')

        DocumentReading(LIMITS).read(RTF, form="rtf")

        home = (tmp_path / "home").read_text().strip()
        assert home in (tmp_path / "profile").read_text()
        assert not Path(home).exists()

    def test_our_own_memory_bound_stays_as_it_was(self, monkeypatch, tmp_path):
        import resource

        self.use(monkeypatch, tmp_path, "exit 0")
        before = resource.getrlimit(resource.RLIMIT_AS)

        DocumentReading(LIMITS).read(RTF, form="rtf")

        assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
class TestLibreOffice:
    def test_an_old_word_file_is_read_like_a_new_one(self, tmp_path):
        content = converted(docx(), ".docx", "doc", tmp_path)

        with build_page_reader() as reader:
            found = reader.read(content, content_type="application/msword")

        assert (found.kind, found.problem, found.detail) == ("doc", "", "")
        assert THAI in found.text
        assert found.title == "แผนจัดซื้อ"

    def test_rich_text_is_read(self):
        with build_page_reader() as reader:
            found = reader.read(RTF)

        assert found.text.split("\n") == ["รายงานผล ปี ๒๕๖๖", "second"]

    def test_old_workbooks_are_read_without_it(self, tmp_path, monkeypatch):
        content = converted(xlsx(), ".xlsx", "xls", tmp_path)
        monkeypatch.setattr(page_ole, "find_office", lambda: None)

        found = DocumentReading(LIMITS).read(content, form="ole")

        assert (found.kind, found.problem) == ("xls", "")
        assert THAI in found.text
        assert "ลับ" not in found.text

    def test_opendocument_sheets_are_read_without_it(self, tmp_path):
        content = converted(xlsx(), ".xlsx", "ods", tmp_path)

        found = DocumentReading(LIMITS).read(content, form="zip")

        assert (found.kind, found.problem) == ("odf", "")
        assert THAI in found.text

    def test_a_broken_word_file_is_damaged(self, tmp_path):
        content = converted(docx(), ".docx", "doc", tmp_path)
        broken = io.BytesIO(content[:1536] + bytes(len(content) - 1536)).getvalue() + "WordDocument".encode("utf-16-le")

        with build_page_reader() as reader:
            assert reader.read(broken).kind == "doc"
