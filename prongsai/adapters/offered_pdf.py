"""Office files as PDF through LibreOffice, a separate program: no macros, no network, a profile and a time of its own.

Runs inside the gate's worker. The same file gives the same pages; properties and dates of the making are left out.
"""

import contextlib
import ctypes
import io
import os
import tempfile
from pathlib import Path

from prongsai.adapters.gate.package import Package
from prongsai.adapters.page_documents import kind_of_zip
from prongsai.adapters.page_ole import find_office, form_of_ole, run_office
from prongsai.adapters.page_zip import Zip
from prongsai.adapters.reading_limits import CannotRead, Deadline, ReadLimits, both
from prongsai.audit.reading.page_kind import find_form

_FILTERS = {
    "docx": "writer_pdf_Export", "odt": "writer_pdf_Export", "doc": "writer_pdf_Export", "rtf": "writer_pdf_Export",
    "xlsx": "calc_pdf_Export", "ods": "calc_pdf_Export", "xls": "calc_pdf_Export",
    "pptx": "impress_pdf_Export", "odp": "impress_pdf_Export", "ppt": "impress_pdf_Export",
}  # fmt: skip
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_CHOSEN = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def office_form(content: bytes) -> str:
    """ "docx", "xlsx", "doc" and so on by the bytes; "" when it is no office file. Raises CannotRead when it is damaged."""
    form = find_form(content)
    if form == "rtf":
        return "rtf"
    if form == "ole":
        found = form_of_ole(content)
        if found == "locked":
            raise CannotRead("encrypted", both("ไฟล์มีรหัสผ่าน", "the file needs a password"))
        return "" if found == "other" else found
    if form != "zip":
        return ""
    archive = Zip(content, max_bytes=1_000_000)
    kind = kind_of_zip(archive)
    if kind == "odf":
        said = archive.read("mimetype").decode("ascii", errors="replace").rpartition("opendocument.")[2]
        return _OPEN_DOCUMENT.get(said, "")
    return kind if kind in _FILTERS else ""


def convert_to_pdf(content: bytes, form: str, *, limits: ReadLimits, deadline: Deadline) -> bytes:
    """The file as PDF. Raises CannotRead: "no_reader" without LibreOffice, "out_of_time", "damaged", "too_big"."""
    program = find_office()
    if program is None:
        raise CannotRead("no_reader", both("เครื่องนี้ไม่มี LibreOffice", "LibreOffice is not installed"))
    if form in {"docx", "xlsx", "pptx"}:
        package = Package(Zip(content, max_bytes=limits.max_unpacked_bytes))
        package.drop_remote()
        content = package.write()
    _leave_network()
    with tempfile.TemporaryDirectory(prefix="prongsai-office-") as folder:
        source = Path(folder) / f"document.{form}"
        source.write_bytes(content)
        profile = Path(folder) / "profile" / "user"
        profile.mkdir(parents=True)
        items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _CHOSEN)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo", "--nodefault",
            "--convert-to", f"pdf:{_FILTERS[form]}", "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        run_office(command, folder, limits=limits, wait_s=deadline.left_s())
        target = Path(folder) / "out" / "document.pdf"
        if not target.exists():
            raise CannotRead("damaged", both("LibreOffice เปิดไฟล์ไม่ได้", "LibreOffice cannot open the file"))
        if target.stat().st_size > limits.max_bytes:
            raise CannotRead("too_big", both("PDF ที่ได้ใหญ่เกินไป", "the PDF made is too large"))
        return _without_making(target.read_bytes())


def _leave_network() -> None:
    """Where the system allows it, this process and what it starts see no network at all; else the dead proxy must do."""
    with contextlib.suppress(OSError, AttributeError):
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            os.environ[name] = "http://127.0.0.1:9"
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def _without_making(content: bytes) -> bytes:
    """The PDF without dates, names and identifiers of its making."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
        for key in ("/Metadata", "/PieceInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        for key in ("/Info", "/ID", "/DocChecksum"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        pdf.save(target, deterministic_id=True)
    return target.getvalue()
