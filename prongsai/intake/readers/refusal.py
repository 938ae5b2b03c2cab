"""The sentences said when a file cannot be used, and the limits they name.

Every refusal names the file, says what is wrong and what to do next; nothing has been kept by then.
"""

from prongsai.core.errors import PersonError

MAX_BYTES = 25 * 1024 * 1024  # of one document; pictures inside a scan are what make a report larger
MAX_TABLE_ROWS = 9_999  # the largest real report has some hundred rows; an export of a database has more
MAX_PAGES = 5_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_DEPTH = 12  # tables inside tables


def bad_file(name: str, reason_th: str, reason_en: str) -> PersonError:
    """A refusal of the file `name`: `reason_*` says what is wrong and what to do."""
    return PersonError(f"{_name_th(name)} {reason_th}", f"{_name_en(name)} {reason_en}")


def empty_file(name: str) -> PersonError:
    """The file holds nothing to read."""
    return bad_file(
        name,
        "ว่างเปล่า ไม่มีข้อความให้อ่าน กรุณาตรวจว่าเลือกไฟล์ถูกต้อง",
        "is empty: there is nothing to read, please check that the right file was chosen",
    )


def too_large(name: str, size_bytes: int) -> PersonError:
    """The file is over MAX_BYTES."""
    size, limit = size_bytes / 1024 / 1024, MAX_BYTES // 1024 // 1024
    return bad_file(
        name,
        f"มีขนาด {size:,.0f} MB เกินขีดจำกัด {limit} MB กรุณาลดขนาดรูปภาพในไฟล์หรือแยกเป็นหลายไฟล์",
        f"is {size:,.0f} MB, over the limit of {limit} MB: please shrink its pictures or split it",
    )


def too_many_rows(name: str) -> PersonError:
    """A table has more rows than any plan of measures."""
    return bad_file(
        name,
        f"มีตารางยาวเกิน {MAX_TABLE_ROWS:,} แถว ไม่ใช่รายงานตามมาตรการ กรุณาเลือกเฉพาะตารางมาตรการ",
        f"holds a table of more than {MAX_TABLE_ROWS:,} rows, which is no report on measures:"
        " please keep only the table of measures",
    )


def too_many_pages(name: str, pages: int) -> PersonError:
    """A PDF has more pages than any report."""
    return bad_file(
        name,
        f"มี {pages:,} หน้า เกินขีดจำกัด {MAX_PAGES:,} หน้า กรุณาแยกเฉพาะหน้าที่เป็นรายงาน",
        f"has {pages:,} pages, over the limit of {MAX_PAGES:,}: please keep only the pages of the report",
    )


def too_deep(name: str) -> PersonError:
    """Tables or tags are nested beyond reason."""
    return bad_file(
        name,
        "มีตารางซ้อนกันหลายชั้นผิดปกติ กรุณาคัดลอกตารางมาตรการไปไว้ในไฟล์ใหม่",
        "nests its parts too deeply: please copy the table of measures into a new file",
    )


def zip_bomb(name: str) -> PersonError:
    """Unpacked, the file would be far larger than any document."""
    return bad_file(
        name,
        "เมื่อคลายแล้วมีขนาดใหญ่ผิดปกติ จึงไม่เปิดเพื่อความปลอดภัย กรุณาบันทึกเอกสารเป็นไฟล์ใหม่แล้วลองอีกครั้ง",
        "would unpack to an abnormal size and was not opened for safety: please save the document anew and try again",
    )


def damaged(name: str, kind_th: str, kind_en: str) -> PersonError:
    """The file is cut short or broken. `kind_*` names the type it claims to be."""
    return bad_file(
        name,
        f"เป็นไฟล์ {kind_th} ที่เสียหายหรือมาไม่ครบ กรุณาเปิดต้นฉบับแล้วบันทึกใหม่ หรือดาวน์โหลดอีกครั้ง",
        f"is a damaged or incomplete {kind_en} file: please open the original and save it again, or download it again",
    )


def encrypted(name: str) -> PersonError:
    """The file asks for a password."""
    return bad_file(
        name,
        "ถูกล็อกด้วยรหัสผ่าน กรุณาเปิดไฟล์ เอารหัสผ่านออก แล้วบันทึกใหม่",
        "is locked with a password: please open it, remove the password and save it again",
    )


def has_macros(name: str) -> PersonError:
    """The file holds program code."""
    return bad_file(
        name,
        "มีชุดคำสั่งมาโคร จึงไม่เปิดเพื่อความปลอดภัย กรุณาบันทึกเป็น .docx หรือ .xlsx (ชนิดที่ไม่มีมาโคร)",
        "holds macros and was not opened for safety: please save it as .docx or .xlsx (without macros)",
    )


def wrong_type(name: str, kind_th: str, kind_en: str) -> PersonError:
    """The file is of a type that is not read at all."""
    return bad_file(
        name,
        f"เป็น{kind_th} อ่านเป็นรายงานไม่ได้ ใช้ได้กับ Word (.docx) Excel (.xlsx) PDF หน้าเว็บ CSV และข้อความ",
        f"is {kind_en} and cannot be read as a report: use Word (.docx), Excel (.xlsx), PDF, web page, CSV or text",
    )


def save_as(name: str, kind_th: str, kind_en: str, target: str) -> PersonError:
    """An office format that a person can save as a newer one."""
    return bad_file(
        name,
        f"เป็น{kind_th} กรุณาเปิดแล้วเลือก “บันทึกเป็น” ชนิด {target} แล้วนำเข้าใหม่",
        f"is {kind_en}: please open it, choose “Save as” {target} and import that",
    )


def picture(name: str) -> PersonError:
    """A photograph or scan without any text layer."""
    return bad_file(
        name,
        "เป็นรูปภาพ ไม่มีข้อความให้อ่าน (needs_ocr) กรุณาใช้ไฟล์ต้นฉบับ Word, Excel หรือ PDF ที่คัดลอกข้อความได้",
        "is a picture without text (needs_ocr): please use the original Word, Excel or a PDF whose text can be copied",
    )


def unreadable_text(name: str) -> PersonError:
    """Bytes that are neither Unicode nor Thai in TIS-620/windows-874."""
    return bad_file(
        name,
        "ไม่ใช่ข้อความภาษาไทยหรืออังกฤษที่อ่านได้ หากเป็นไฟล์ข้อความ กรุณาบันทึกใหม่ด้วยรหัสอักขระ UTF-8",
        "is not readable Thai or English text: if it is a text file, please save it again as UTF-8",
    )


def _name_th(name: str) -> str:
    return f"ไฟล์ “{name}”" if _is_named(name) else "ข้อมูลที่ส่งมา"


def _name_en(name: str) -> str:
    return f"file “{name}”" if _is_named(name) else "what was sent"


def _is_named(name: str) -> bool:
    return name.strip() not in {"", "-"}
