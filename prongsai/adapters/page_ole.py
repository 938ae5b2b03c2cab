"""Old office files (DOC, XLS, PPT, RTF): XLS is read directly, the others are converted by LibreOffice where it is installed."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from prongsai.adapters.page_sheet import read_sheets
from prongsai.adapters.page_word import read_docx, read_pptx
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.page import PageKind, PageText

_TO: dict[str, tuple[str, str, PageKind]] = {
    "doc": (".doc", "docx:MS Word 2007 XML", "doc"),
    "rtf": (".rtf", "docx:MS Word 2007 XML", "doc"),
    "xls": (".xls", "xlsx:Calc MS Excel 2007 XML", "xls"),
    "ppt": (".ppt", "pptx:Impress MS PowerPoint 2007 XML", "pptx"),
}


def form_of_ole(content: bytes) -> str:
    """ "doc", "xls", "ppt", "locked" or "other", by the names of the streams inside."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return "locked"
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    return "ppt" if has("PowerPoint Document") else "other"


def read_ole(content: bytes, *, limits: ReadLimits, deadline: Deadline) -> PageText:
    """An old Office file. Raises CannotRead, "no_reader" when it needs LibreOffice and there is none."""
    form = form_of_ole(content)
    if form == "locked":
        raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password"))
    if form == "other":
        raise CannotRead("unsupported", both("ไฟล์ Office รุ่นเก่าที่ไม่รู้จัก", "an unknown old Office file"))
    if form == "xls":
        try:
            return read_sheets(content, kind="xls", limits=limits)
        except CannotRead as error:
            if error.problem != "damaged" or find_office() is None:
                raise
    return read_through_office(content, form, limits=limits, deadline=deadline)


def kind_of_old_form(form: str) -> PageKind:
    """The kind of page an old form is."""
    return _TO[form][2] if form in _TO else "doc"


def find_office() -> str | None:
    """The path of LibreOffice, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_through_office(content: bytes, form: str, *, limits: ReadLimits, deadline: Deadline) -> PageText:
    """A file converted to its modern form by LibreOffice and read as that. Raises CannotRead."""
    kind = _TO[form][2]
    converted = _convert(content, form, limits=limits, deadline=deadline)
    archive = Zip(converted, max_bytes=limits.max_unpacked_bytes)
    if kind == "xls":
        return read_sheets(converted, kind="xls", limits=limits)
    page = read_pptx(archive) if kind == "pptx" else read_docx(archive)
    # The day is that of the conversion unless the file told its own; LibreOffice keeps the file's own when it has one.
    return replace(page, kind=kind)


def convert_old(content: bytes, form: str, *, limits: ReadLimits, deadline: Deadline) -> bytes:
    """An old file ("ole" or "rtf") as DOCX, XLSX or PPTX. Raises CannotRead, "no_reader" without LibreOffice."""
    if form == "ole":
        form = form_of_ole(content)
        if form == "locked":
            raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password"))
        if form == "other":
            raise CannotRead("unsupported", both("ไฟล์ Office รุ่นเก่าที่ไม่รู้จัก", "an unknown old Office file"))
    return _convert(content, form, limits=limits, deadline=deadline)


def _convert(content: bytes, form: str, *, limits: ReadLimits, deadline: Deadline) -> bytes:
    """LibreOffice runs with a profile of its own that is thrown away, so that no macro, lock or other instance matters."""
    program = find_office()
    suffix, to, _ = _TO[form]
    if program is None:
        raise CannotRead(
            "no_reader", both("ต้องติดตั้ง LibreOffice จึงจะอ่านไฟล์รุ่นเก่าได้", "LibreOffice is needed to read old files")
        )
    with tempfile.TemporaryDirectory(prefix="prongsai-office-") as folder:
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(content)
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo",
            "--nodefault", "--convert-to", to, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        run_office(command, folder, limits=limits, wait_s=deadline.left_s())
        target = Path(folder) / "out" / f"document.{to.partition(':')[0]}"
        if not target.exists():
            raise CannotRead("damaged", both("LibreOffice เปิดไฟล์ไม่ได้", "LibreOffice cannot open the file"))
        if target.stat().st_size > limits.max_bytes:
            raise CannotRead("too_big", both("ไฟล์ที่แปลงแล้วใหญ่เกินไป", "the converted file is too large"))
        return target.read_bytes()


def run_office(command: list[str], folder: str, *, limits: ReadLimits, wait_s: float) -> None:
    """Run LibreOffice inside a folder of its own and within limits; raises CannotRead when it does not end in time."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    room = limits.office_memory_bytes if hard == resource.RLIM_INFINITY else min(limits.office_memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (room, hard))  # the child inherits it; ours goes back at once
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
            process_group=0,
        )
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    try:
        process.wait(timeout=wait_s)
    except subprocess.TimeoutExpired as error:
        raise CannotRead(
            "out_of_time", both("LibreOffice แปลงไฟล์ไม่เสร็จตามเวลา", "LibreOffice did not finish in time")
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
