"""What a person should know of a page besides its item and year: codes that never change, sentences in both languages."""

from datetime import date
from typing import Final

try:
    from prongsai.audit.native import numbers as native
except ImportError:  # not built here: every text is looked through
    native = None  # type: ignore[assignment]

from prongsai.audit.judge.agency_names import find_other_agency, find_other_province
from prongsai.audit.judge.elements import PageState
from prongsai.audit.judge.items import Ranking
from prongsai.audit.judge.matcher import Marks, Matcher
from prongsai.audit.judge.year_fits import wanted_year
from prongsai.audit.judged import JudgeNote, Question
from prongsai.audit.page import PageProblem, PageText
from prongsai.core.finding import Severity
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.framework.doubt import framework_doubt
from prongsai.core.framework.labels import is_unverified
from prongsai.core.framework.model import Framework, Item, Period
from prongsai.core.personal_data.numbers import KIND_LABELS, find_personal_data
from prongsai.core.thai.format import format_date

_EMPTY: Final = 30
_PERSONAL_READ: Final = 200_000
_LIST_SHARE: Final = 0.6
_OWN_WORDS, _OWN_TITLED = 600, 60
_OLD_DAYS: Final = 2 * 366
_PLACEHOLDER_SHARE: Final = 1_500


_PROBLEMS: Final[dict[PageProblem, tuple[str, str]]] = {
    "encrypted": ("มีรหัสผ่าน", "it is locked by a password"),
    "damaged": ("ไฟล์ชำรุด", "the file is damaged"),
    "too_big": ("ไฟล์ใหญ่เกินขีดจำกัด", "the file is over the size limit"),
    "too_many_pages": ("มีหน้ามากเกินขีดจำกัด", "it has more pages than the limit"),
    "out_of_time": ("ใช้เวลาอ่านเกินขีดจำกัด", "reading took longer than the limit"),
    "out_of_memory": ("ใช้หน่วยความจำเกินขีดจำกัด", "reading took more memory than the limit"),
    "no_reader": ("เครื่องนี้ไม่มีโปรแกรมอ่านไฟล์ชนิดนี้", "no reader for this kind of file is installed here"),
    "unsupported": ("เป็นไฟล์ชนิดที่อ่านไม่ได้", "nothing here reads this kind of file"),
}


def reading_notes(page: PageText, share_read: float, *, has_year: bool) -> list[JudgeNote]:
    """How far the page could be read. `has_year`: its year was made out in spite of a scan."""
    notes: list[JudgeNote] = []
    if page.problem == "needs_ocr":
        notes.append(
            JudgeNote(
                "needs_ocr",
                "warning",
                "เป็นภาพสแกนที่ยังอ่านไม่ได้ เพราะไม่มีโปรแกรม OCR ต้องให้คนดู",
                "this is a scan and no OCR is installed; a person must look",
            )
        )
    elif page.problem:
        th, en = _PROBLEMS[page.problem]
        notes.append(
            JudgeNote(
                "reading_incomplete",
                "warning",
                f"อ่านเอกสารได้ไม่ครบ เพราะ{th} สิ่งที่ไม่พบอาจอยู่ในส่วนที่ไม่ได้อ่าน ต้องให้คนดู",
                f"the document was not read whole: {en}; what was not found may be in the rest, so a person must look",
            )
        )
    elif share_read < 1:
        notes.append(
            JudgeNote(
                "reading_incomplete",
                "note",
                f"ข้อความยาว พิจารณา {share_read:.0%} ของทั้งหมด (ตอนต้น ตอนท้าย และสุ่มระหว่างกลาง)",
                f"a long text: {share_read:.0%} of it was judged (beginning, end and samples between)",
            )
        )
    if len(page.text.strip()) < _EMPTY and not page.problem and not page.members:
        notes.append(
            JudgeNote(
                "empty_page",
                "warning",
                "หน้านี้แทบไม่มีข้อความ อาจว่างเปล่าหรือมีแต่รูปภาพ กรุณาเปิดดู และใส่ข้อมูลเป็นข้อความ",
                "there is hardly any text here: the page is empty or made of pictures; open it, and put the content in as text",
            )
        )
    if page.ocr_pages:
        pages = ", ".join(str(number) for number in page.ocr_pages[:8])
        doubt_th = f" มีตัวเลข {page.unsure_digits} แห่งที่อ่านไม่แน่ใจ" if page.unsure_digits else ""
        doubt_en = f"; {page.unsure_digits} numbers could not be read for sure" if page.unsure_digits else ""
        notes.append(
            JudgeNote(
                "ocr_digits_not_evidence",
                "note" if has_year else "warning",
                f"หน้า {pages} เป็นภาพสแกน ตัวเลขจาก OCR เช่นปีและวันที่ไม่ใช้เป็นหลักฐาน ต้องให้คนดู{doubt_th}",
                f"page {pages} is a scan: digits from OCR, such as years and days, are no evidence; a person must look{doubt_en}",
            )
        )
    return notes


def content_notes(
    page: PageText, question: Question, state: PageState, *, ranking: Ranking, marks: Marks, matcher: Matcher
) -> list[JudgeNote]:
    """What is odd about the text itself."""
    notes: list[JudgeNote] = []
    found = state.scan.found
    placeholders = marks.placeholders & found
    if placeholders:
        words = ", ".join(f'"{matcher.texts[number]}"' for number in sorted(placeholders)[:3])
        is_whole = len(page.text) < _PLACEHOLDER_SHARE
        notes.append(
            JudgeNote(
                "placeholder_text",
                "error" if is_whole else "warning",
                f"มีข้อความตัวอย่างหรือข้อความว่ายังไม่เสร็จ: {words} กรุณาใส่ข้อมูลจริง",
                f"there is filler text or a remark that the page is not ready: {words}; put the real content in",
            )
        )
    if only_lists_links(page, ranking):
        notes.append(
            JudgeNote(
                "only_lists_links",
                "warning",
                "หน้านี้มีแต่รายการลิงก์ไปยังข้อมูลอื่น ไม่ใช่ข้อมูลของรายการเอง กรุณาใส่ลิงก์ตรงของข้อมูล",
                "this page only lists links to other pages; give the address of the information itself",
            )
        )
    for name, words_of in marks.others.items():
        if words_of & found and not (name == "LPA" and ranking.is_index):
            notes.append(
                JudgeNote(
                    "other_assessment",
                    "note",
                    f"ข้อความกล่าวถึงการประเมิน {name} ซึ่งไม่ใช่การเปิดเผยข้อมูล OIT ของสำนักงาน ป.ป.ช.",
                    f"the text speaks of the {name} assessment, which is not the NACC's disclosure list",
                )
            )
            break
    if question.agency_name:
        other = find_other_agency(question.agency_name, f"{page.title}\n{page.text}", state.letters.bare)
        if other is not None:
            own_th = (
                f"ชื่อ {question.agency_name} พบ {other.own_times} ครั้ง"
                if other.own_times
                else f"ไม่พบชื่อ {question.agency_name}"
            )
            own_en = (
                f"{question.agency_name} {other.own_times} times"
                if other.own_times
                else f"{question.agency_name} not at all"
            )
            notes.append(
                JudgeNote(
                    "template_of_other_agency",
                    "error" if other.is_certain else "warning",
                    f'พบชื่อหน่วยงานอื่น "{other.name}" {other.times} ครั้ง {own_th} อาจคัดลอกแบบมาโดยไม่ได้แก้ กรุณาตรวจ',
                    f'another agency, "{other.name}", is named {other.times} times and {own_en}: perhaps a copied template; please check',
                )
            )
    elsewhere = find_other_province(question.agency_name, question.province, state.letters.bare)
    if elsewhere is not None:
        notes.append(
            JudgeNote(
                "template_of_other_agency",
                "warning",
                f"ข้อความระบุจังหวัด{elsewhere} ไม่ใช่จังหวัด{question.province} อาจเป็นของหน่วยงานชื่อเดียวกันในจังหวัดอื่น กรุณาตรวจ",
                f"the text says {elsewhere}, not {question.province}: perhaps an agency of the same name elsewhere; please check",
            )
        )
    notes.extend(personal_notes(page.text))
    return notes


def only_lists_links(page: PageText, ranking: Ranking) -> bool:
    """Whether a page lists many items, or nearly all its words are labels of links.

    A page whose title names an item and that has words of its own is none, however long the site's menu.
    """
    if ranking.is_index:
        return True
    if len(page.links) < 3:
        return False
    labels = sum(len(link.label) for link in page.links)
    own = len(page.text) - labels
    return labels >= _LIST_SHARE * len(page.text) and own < (_OWN_TITLED if ranking.is_titled else _OWN_WORDS)


def personal_notes(text: str) -> list[JudgeNote]:
    """One note for each kind of personal number in a text; samples are masked."""
    if native and not native.may_be_personal(text):
        return []
    notes: list[JudgeNote] = []
    for found in find_personal_data(text[:_PERSONAL_READ]):
        th, en = KIND_LABELS[found.kind]
        samples = ", ".join(found.samples)
        severity: Severity = "error" if found.kind != "mobile_number" else "warning"
        notes.append(
            JudgeNote(
                "personal_data",
                severity,
                f"พบ{th} {found.count} รายการ เช่น {samples} กรุณาปิดบังก่อนเผยแพร่",
                f"found {found.count} of {en}, such as {samples}; mask them before publishing",
            )
        )
    return notes


def framework_notes(framework: Framework, item: Item | None) -> list[JudgeNote]:
    """That the year's list, or this item's elements and period, are not verified."""
    if item is not None and is_unverified(item.elements_confidence):
        return [
            JudgeNote(
                "framework_unverified",
                "note",
                f"องค์ประกอบและช่วงเวลาของ {item.code} ปี {framework.fiscal_year} ยังไม่ได้ยืนยัน กรุณาตรวจกับคู่มือของสำนักงาน ป.ป.ช.",
                f"the elements and period of {item.code} in {framework.fiscal_year} are not verified; check them with the NACC's handbook",
            )
        ]
    doubt = (
        framework_doubt(framework)
        if framework.is_draft or (item is not None and is_unverified(item.confidence))
        else None
    )
    return [JudgeNote("framework_unverified", "note", *doubt)] if doubt else []


def changed_notes(period: Period, fiscal_year: int, changed_on: date | None) -> list[JudgeNote]:
    """That the page was last changed before its content can have existed."""
    if changed_on is None:
        return []
    day = format_date(changed_on)
    if period == "evergreen":
        if (fiscal_year_end(fiscal_year) - changed_on).days <= _OLD_DAYS + 366:
            return []
        return [
            JudgeNote(
                "last_changed_outside_period",
                "note",
                f"แก้ไขครั้งสุดท้าย {day} นานแล้ว กรุณาตรวจว่ายังเป็นปัจจุบัน",
                f"last changed on {changed_on.isoformat()}, long ago; check that it is still current",
            )
        ]
    earliest, th, en = _earliest(period, fiscal_year)
    if earliest is None or changed_on >= earliest:
        return []
    return [
        JudgeNote(
            "last_changed_outside_period",
            "warning",
            f"แก้ไขครั้งสุดท้าย {day} ก่อน{th} ข้อมูลที่ขอจึงยังไม่น่ามีในหน้านี้",
            f"last changed on {changed_on.isoformat()}, before {en}: it can hardly hold what is asked for",
        )
    ]


def _earliest(period: Period, fiscal_year: int) -> tuple[date | None, str, str]:
    """The first day on which a page of this period can have been finished."""
    if period == "first_half_current_fy":
        day = date(fiscal_year_end(fiscal_year).year, 3, 1)
        return day, "ครบ 6 เดือนแรกของปีงบประมาณ", "the first six months were over"
    if period == "previous_fy":
        year = wanted_year(period, fiscal_year)
        return date(fiscal_year_end(year).year, 9, 1), f"สิ้นปีงบประมาณ {year}", f"the end of fiscal year {year}"
    if period in ("current_fy", "monthly_current_fy", "analysis_of_previous_fy_result"):
        start = fiscal_year_start(fiscal_year)
        return date(start.year, 8, 1), f"เริ่มปีงบประมาณ {fiscal_year}", f"fiscal year {fiscal_year} began"
    return None, "", ""
