"""The judge: one page, one question, one judgement with its grounds."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from prongsai.audit.judge.elements import PageState, see_elements
from prongsai.audit.judge.items import Ranking, rank_items
from prongsai.audit.judge.letters import read_letters
from prongsai.audit.judge.matcher import Marks, Scan, prepare
from prongsai.audit.judge.page_notes import (
    changed_notes,
    content_notes,
    framework_notes,
    only_lists_links,
    reading_notes,
)
from prongsai.audit.judge.year import judge_year
from prongsai.audit.judge.year_evidence import see_years
from prongsai.audit.judge.year_fits import Rounds, year_fits
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, Question
from prongsai.audit.page import PageText
from prongsai.core.framework.model import Framework, Item

_URL_YEAR = re.compile(r"(?<!\d)(25[4-8]\d)(?!\d)")
_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|zip|rar|jpe?g|png)(?:$|[?#])|//(?:drive|docs)\.google\.|//1drv\.ms|onedrive\.|dropbox\.",
    re.IGNORECASE | re.MULTILINE,
)
_READABLE: Final = 30
_MOST_LINKS: Final = 500


def judge(
    page: PageText,
    question: Question,
    *,
    framework: Framework,
    frameworks: Callable[[int], Framework] | None = None,
    last_changed_on: date | None = None,
) -> Judged:
    """What the page supports, which year it covers, which elements it holds, and what a person should know.

    `framework` is the list of the year the evidence is handed in for; `frameworks` gives another year's list where the
    question names no year and the page does. `last_changed_on` is the server's word, the document's own comes from the page.
    About 0.3 ms for a page of 10 kB; the words of a year's list are prepared on its first use.
    """
    letters = read_letters(page.title, page.headings, page.text, has_foot=page.kind == "html" and bool(page.links))
    found = _URL_YEAR.search(question.url) if "25" in question.url else None
    url_year = int(found[1]) if found else None
    seen = None if page.ocr_pages else see_years(letters)
    year = judge_year(page, letters, asked=question.fiscal_year, url_year=url_year, seen=seen)
    asked = question.fiscal_year or framework.fiscal_year
    if question.fiscal_year is None and year.fiscal_year is not None and frameworks is not None:
        framework, asked = frameworks(year.fiscal_year), year.fiscal_year
    prepared = prepare(framework)
    scan = prepared.matcher.scan(letters.bare)
    ranking = rank_items(page, letters, scan, prepared)
    if ranking.is_index:  # a list of many items has years of many documents
        year = judge_year(page, letters, asked=question.fiscal_year, url_year=url_year, is_index=True, seen=seen)
    matcher, marks = prepared.matcher, prepared.marks
    rounds = _rounds(scan, marks)
    why_th, why_en = _why_not_whole(page, letters.share_read, ranking)
    state = PageState(letters, scan, year, rounds, why_th, why_en)
    item = _item(question, ranking, framework)
    elements: tuple[ElementSeen, ...] = ()
    notes: list[JudgeNote] = reading_notes(page, letters.share_read, has_year=year.fiscal_year is not None)
    fits = year_fits(item.period, asked, year, rounds, topic=item.topic) if item is not None else "cannot_tell"
    if item is not None:
        elements = see_elements(item, asked, state, matcher)
        notes.extend(framework_notes(framework, item))
        notes.extend(changed_notes(item.period, asked, last_changed_on or page.last_changed_on))
    notes.extend(content_notes(page, question, state, ranking=ranking, marks=marks, matcher=matcher))
    return Judged(
        ranking.items,
        year.fiscal_year,
        year.fiscal_years,
        year.grounds_th,
        year.grounds_en,
        fits,
        year.period_from,
        year.period_to,
        elements,
        tuple(notes),
    )


def _item(question: Question, ranking: Ranking, framework: Framework) -> Item | None:
    """The item that the evidence is handed in for, else the one it most supports."""
    if question.item_code is not None:
        return framework.find_item(question.item_code)
    return framework.find_item(ranking.items[0].code) if ranking.items else None


def _rounds(scan: Scan, marks: Marks) -> Rounds:
    halves = (marks.half_year, marks.second_half, marks.whole_year)
    return Rounds(*[not scan.found.isdisjoint(words) for words in halves])


def _why_not_whole(page: PageText, share_read: float, ranking: Ranking) -> tuple[str, str]:
    """Why something that was not seen may yet be there; two empty texts when the whole page was read."""
    if page.problem:
        return "เอกสารอ่านได้ไม่ครบ", "the document was not read whole"
    if page.ocr_pages:
        return "เป็นภาพสแกนที่อ่านด้วย OCR ซึ่งอ่านผิดได้", "it is a scan, and OCR misreads"
    if share_read < 1:
        return "ข้อความยาวและอ่านเพียงบางส่วน", "the text is long and only a part was read"
    if len(page.text.strip()) < _READABLE:
        return "แทบไม่มีข้อความให้อ่าน", "there is hardly any text to read"
    if page.kind == "archive":
        return "เป็นแฟ้มบีบอัดที่ไม่ได้เปิดอ่าน", "it is an archive that was not opened"
    if only_lists_links(page, ranking):
        return "หน้านี้มีแต่รายการลิงก์ ข้อมูลอาจอยู่ในเอกสารที่ลิงก์ไป", "the page only lists links, and it may be behind one of them"
    if page.links and _leads_to_document("\n".join([link.address for link in page.links[:_MOST_LINKS]])):
        return "หน้านี้มีลิงก์ไปยังเอกสาร ข้อมูลอาจอยู่ในเอกสารนั้น", "the page links to documents, and it may be in one of them"
    return "", ""


def _leads_to_document(addresses: str) -> bool:
    return "." in addresses and _DOCUMENT.search(addresses) is not None
