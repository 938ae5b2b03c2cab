"""The only chooser of PDF extractors: each page's words come from the one whose Thai is most plausible."""

from collections.abc import Callable, Iterator
from typing import Any

from prongsai.adapters.pdf_attachment import read_attached_plan, read_facts
from prongsai.adapters.pdf_oxide_words import open_oxide, read_oxide_words
from prongsai.adapters.pdf_pdfium import LOCK, open_document, read_frame, read_links, read_rules, read_words
from prongsai.adapters.pdf_poppler import read_poppler_pages
from prongsai.intake.pdf_port import PdfFile, PdfPage, Word
from prongsai.intake.readers.thai_marks import thai_implausibility, thai_letters

GOOD_ENOUGH = 1.0  # faults per 1,000 Thai letters below which no second extractor is asked


class PdfText:
    """Reads PDFs with PDFium; pages whose Thai looks damaged also with pdf_oxide and, if installed, poppler."""

    def __init__(self, *, use_poppler: bool = True) -> None:
        self._use_poppler = use_poppler

    def open(self, content: bytes, *, max_pages: int) -> PdfFile:
        """The file with its pages still unread; raises UnusablePdf when locked, damaged or too long."""
        document = open_document(content, max_pages=max_pages)
        facts = read_facts(document)
        others = _Others(content, use_poppler=self._use_poppler)
        return PdfFile(
            page_count=len(document),
            pages=_pages(document, others),
            generator=" / ".join(facts[key] for key in ("creator", "producer") if facts.get(key)),
            title=facts.get("title", ""),
            attached_plan=read_attached_plan(document),
            meta=facts,
        )


class _Others:
    """The other extractors, opened when a page first needs them."""

    def __init__(self, content: bytes, *, use_poppler: bool) -> None:
        self._content = content
        self._use_poppler = use_poppler
        self._oxide: Any | None = None
        self._is_oxide_open = False
        self._poppler: list[tuple[Word, ...]] | None = None

    def candidates(self, index: int, height: float) -> Iterator[tuple[str, Callable[[], tuple[Word, ...]]]]:
        """(name, call that reads the page) of each."""
        yield "pdf_oxide", lambda: self._read_oxide(index, height)
        if self._use_poppler:
            yield "poppler", lambda: self._read_poppler(index)

    def _read_oxide(self, index: int, height: float) -> tuple[Word, ...]:
        if not self._is_oxide_open:
            self._oxide, self._is_oxide_open = open_oxide(self._content), True
        return read_oxide_words(self._oxide, index, height) if self._oxide is not None else ()

    def _read_poppler(self, index: int) -> tuple[Word, ...]:
        if self._poppler is None:
            self._poppler = read_poppler_pages(self._content)
        return self._poppler[index] if index < len(self._poppler) else ()


def _pages(document: Any, others: _Others) -> Iterator[PdfPage]:
    try:
        for index in range(len(document)):
            with LOCK:
                page = document[index]
                try:
                    yield_page = _read_page(document, page, index, others)
                finally:
                    page.close()
            yield yield_page
    finally:
        with LOCK:
            document.close()


def _read_page(document: Any, page: Any, index: int, others: _Others) -> PdfPage:
    frame = read_frame(page)
    rules, has_pictures = read_rules(page, frame)
    width, height = frame.shown
    words = _on_page(read_words(page, frame, rules), width, height)
    best, score, name = words, implausibility(words), "pdfium"
    if score > GOOD_ENOUGH and frame.turned == 0:
        for other, read in others.candidates(index, height):
            found = _on_page(read(), width, height)
            found_score = implausibility(found)
            if found_score < score and _letters(found) >= 0.9 * _letters(best):
                best, score, name = found, found_score, other
            if score <= GOOD_ENOUGH:
                break
    return PdfPage(
        number=index + 1,
        width=width,
        height=height,
        words=best,
        rules=rules,
        links=read_links(document, page, frame),
        implausibility=score,
        extractor=name,
        has_pictures=has_pictures,
    )


def _on_page(words: tuple[Word, ...], width: float, height: float) -> tuple[Word, ...]:
    """Words that show: browsers also write the parts of a row that the page's edge cuts off."""
    return tuple(word for word in words if 0 <= word.box.middle_x <= width and 0 <= word.box.middle_y <= height)


def implausibility(words: tuple[Word, ...]) -> float:
    """Faults of Thai text per 1,000 Thai letters of these words."""
    return thai_implausibility(" ".join(word.text for word in words))


def _letters(words: tuple[Word, ...]) -> int:
    return sum(thai_letters(word.text) for word in words)
