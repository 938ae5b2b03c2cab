"""What a reader says about a file it could read: notices are findings without a measure."""

from collections.abc import Iterable

from prongsai.core.finding import Finding


def lines_joined(numbers: Iterable[int]) -> Finding:
    """Lines of a text file that continue the line before were joined to it; `numbers` count from 1."""
    listed = list(numbers)
    places = ", ".join(str(number) for number in listed[:8]) + (" …" if len(listed) > 8 else "")
    return Finding(
        "cell_repaired",
        "note",
        None,
        f"บรรทัด {places}",
        f"ต่อบรรทัดที่ขาดกลางช่องตารางเข้ากับบรรทัดก่อนหน้า {len(listed)} แห่ง กรุณาตรวจกับต้นฉบับ",
        f"{len(listed)} line(s) broken inside a table cell were joined to the line before: please compare",
    )


def encoding_repaired(encoding: str) -> Finding:
    """Thai text that an earlier program had stored as western letters was turned back."""
    return Finding(
        "low_text_quality",
        "warning",
        None,
        "ทั้งไฟล์",
        f"ข้อความไทยในไฟล์ถูกบันทึกผิดรหัสอักขระ ({encoding}) ได้แปลงกลับแล้ว กรุณาตรวจกับต้นฉบับ",
        f"the Thai text had been stored in the wrong encoding ({encoding}) and was turned back: please compare",
    )


def damaged_characters(count: int) -> Finding:
    """Some characters could not be read at all."""
    return Finding(
        "low_text_quality",
        "warning",
        None,
        "ทั้งไฟล์",
        f"มีอักขระเสียอ่านไม่ได้ {count:,} ตัว (แสดงเป็น \ufffd) กรุณาตรวจกับต้นฉบับ",
        f"{count:,} characters are damaged (shown as \ufffd): please compare with the original",
    )


def tracked_changes(kept: int, dropped: int) -> Finding:
    """A Word file still holds tracked changes: insertions were read, deletions were not."""
    return Finding(
        "tracked_changes",
        "warning",
        None,
        "ทั้งไฟล์",
        f"ไฟล์ Word ยังมีการติดตามการเปลี่ยนแปลง: อ่านส่วนที่เพิ่ม {kept} แห่ง และไม่อ่านส่วนที่ลบ {dropped} แห่ง"
        " กรุณายอมรับหรือปฏิเสธการเปลี่ยนแปลงก่อนส่งจริง",
        f"the Word file still tracks changes: {kept} insertion(s) were read and {dropped} deletion(s) left out;"
        " please accept or reject them before the final version",
    )


def footnotes_left_out(count: int) -> Finding:
    """Footnotes are not part of the table and were not read."""
    return Finding(
        "footnotes_left_out",
        "note",
        None,
        "ทั้งไฟล์",
        f"มีเชิงอรรถ {count} รายการที่ไม่ได้อ่าน",
        f"{count} footnote(s) were not read",
    )


def hidden_sheets(names: Iterable[str]) -> Finding:
    """Sheets that the workbook hides were not read."""
    listed = ", ".join(f"“{name}”" for name in names)
    return Finding(
        "hidden_sheet",
        "warning",
        None,
        "ทั้งไฟล์",
        f"มีแผ่นงานที่ซ่อนอยู่และไม่ได้อ่าน: {listed} หากต้องการให้อ่าน กรุณาเลิกซ่อนแล้วนำเข้าใหม่",
        f"hidden sheet(s) were not read: {listed}; unhide them and import again if they belong to the report",
    )


def needs_ocr(pages: Iterable[int], page_count: int) -> Finding:
    """Pages of a PDF without any text: an error when the whole file has none, else a warning."""
    listed = list(pages)
    if len(listed) == page_count:
        return Finding(
            "needs_ocr",
            "error",
            None,
            "ทั้งไฟล์",
            "ไฟล์ PDF นี้เป็นภาพสแกน ไม่มีข้อความให้อ่าน กรุณาใช้ไฟล์ต้นฉบับ Word หรือ Excel หรือ PDF ที่คัดลอกข้อความได้",
            "this PDF is a scan without text: please use the original Word or Excel file or a PDF whose text can be copied",
        )
    places = ", ".join(str(number) for number in listed[:12]) + (" …" if len(listed) > 12 else "")
    return Finding(
        "needs_ocr",
        "warning",
        None,
        f"หน้า {places}",
        f"มี {len(listed)} หน้าจาก {page_count} หน้าที่เป็นภาพ ไม่มีข้อความให้อ่าน กรุณาตรวจว่ามีมาตรการอยู่ในหน้านั้นหรือไม่",
        f"{len(listed)} of {page_count} pages are pictures without text: please check whether they hold measures",
    )


def low_text_quality(pages: Iterable[int]) -> Finding:
    """Thai on these pages of a PDF reads implausibly, whichever way it is extracted."""
    listed = list(pages)
    places = ", ".join(str(number) for number in listed[:12]) + (" …" if len(listed) > 12 else "")
    return Finding(
        "low_text_quality",
        "warning",
        None,
        f"หน้า {places}",
        "ข้อความไทยที่อ่านได้จาก PDF มีสระหรือวรรณยุกต์ผิดที่มาก กรุณาตรวจทุกช่องกับต้นฉบับ หรือใช้ไฟล์ Word แทน",
        "the Thai text read from this PDF has many vowels or tone marks out of place:"
        " please compare every cell, or use the Word file instead",
    )
