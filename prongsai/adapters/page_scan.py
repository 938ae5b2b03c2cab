"""Which pages of a scan are read by OCR, and the page with what was read: the first two and the one with the signature."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from prongsai.adapters.page_ocr import ReadImage, has_ocr, load_digit_reader, read_image
from prongsai.adapters.reading_limits import CannotRead, Deadline, both
from prongsai.audit.page import DigitRun, PageText

FIRST_PAGES = 2
_SIGNATURE = re.compile(
    r"(?:ลงชื่อ|ลงนาม|\(\s*ลงชื่อ|ประกาศ\s*ณ\s*วันที่|สั่ง\s*ณ\s*วันที่|ให้ไว้\s*ณ|ผู้อนุมัติ|ผู้รายงาน|ผู้รับรอง|นายกเทศมนตรี|นายกองค์การบริหาร)"
)


def pages_to_read(page_count: int, *, texts: dict[int, str] | None = None) -> list[int]:
    """Indexes (from 0) of a scan's pages worth OCR: the first two and the signature page.

    That is the last page whose known text (of pages that have one) holds words of signing, else the last page.
    """
    if page_count < 1:
        return []
    signed = [index for index, text in (texts or {}).items() if _SIGNATURE.search(text)]
    last = max(signed) if signed else page_count - 1
    return sorted({*range(min(FIRST_PAGES, page_count)), last})


def read_scan(
    page: PageText,
    image_of: Callable[[int], Any],
    wanted: list[int],
    *,
    deadline: Deadline,
    digit_reader: str = "",
) -> PageText:
    """`page` with the text of these pages (indexes from 0) read by OCR; "needs_ocr" when tesseract is absent.

    `image_of` draws a page; it may raise CannotRead. Pages the time did not suffice for are left as they are.
    """
    if not wanted:
        return page
    if not has_ocr():
        said = both("เป็นภาพสแกน ต้องติดตั้ง tesseract จึงจะอ่านได้", "a scan; tesseract is needed to read it")
        return replace(page, problem="needs_ocr", detail=_joined(page.detail, said))
    digits = load_digit_reader(digit_reader)
    texts = dict(enumerate(page.pages))
    read: dict[int, ReadImage] = {}
    problem, detail = page.problem, page.detail
    for index in wanted:
        if deadline.is_over():
            problem = problem or "out_of_time"
            break
        try:
            found = read_image(image_of(index), deadline=deadline, digits=digits)
        except CannotRead as error:
            problem, detail = problem or error.problem, _joined(detail, error.detail)
            continue
        if found is None:
            problem = problem or ("out_of_time" if deadline.is_over() else "damaged")
            continue
        read[index] = found
        texts[index] = found.text
    shown = tuple(texts.get(index, "") for index in range(max(texts, default=-1) + 1))
    left = page.page_count - len(read)
    if read and left > 0 and len(wanted) < page.page_count:
        numbers = ", ".join(str(index + 1) for index in sorted(read))
        detail = _joined(detail, both(f"อ่านภาพสแกนเฉพาะหน้า {numbers}", f"of the scan, page {numbers} was read"))
    return replace(
        page,
        text="\n".join(text for text in shown if text),
        pages=shown,
        ocr_pages=tuple(index + 1 for index in sorted(read)),
        digit_runs=tuple(
            DigitRun(index + 1, run, confidence) for index in sorted(read) for run, confidence in read[index].runs
        ),
        unsure_digits=sum(found.unsure for found in read.values()),
        problem=problem,
        detail=detail,
    )


def _joined(first: str, second: str) -> str:
    return "; ".join(part for part in (first, second) if part)
