"""The only chooser of PDF extractors: each page's words come from the one whose Thai is most plausible."""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

try:
    from prongsai.adapters.native.thai_faults import is_mended
except ImportError:  # not built here: each mending is tried
    is_mended = None  # type: ignore[assignment]

from prongsai.adapters.pdf_attachment import read_attached_plan, read_facts
from prongsai.adapters.pdf_draw import draw_page, page_shows_pictures
from prongsai.adapters.pdf_oxide_words import open_oxide, read_oxide_words
from prongsai.adapters.pdf_pdfium import LOCK, open_document, read_frame, read_links, read_rules, read_words
from prongsai.adapters.pdf_plain import PdfiumText, letters_text, oxide_text, poppler_texts
from prongsai.adapters.pdf_plausible import is_same_order, plain_faults, seems_repeated, thai_from_latin
from prongsai.adapters.pdf_poppler import read_poppler_pages
from prongsai.adapters.pdf_quick import QuickText, open_quickly, read_quickly
from prongsai.adapters.reading_limits import Deadline
from prongsai.audit.reading.fold import fold_lines
from prongsai.intake.pdf_port import PdfFile, PdfPage, UnusablePdf, Word
from prongsai.intake.readers.thai_marks import mend_marks, thai_implausibility, thai_letters

GOOD_ENOUGH = 1.0  # faults per 1,000 Thai letters below which no second extractor is asked
PLAIN_GOOD_ENOUGH = 1.2  # the same for plain text; 0.5 reads no better and costs 5 times more where nothing is wrong
OTHERS_FROM = 2.0  # faults beyond which the extractors that may change the order of a page are asked
_REPEATING_MAKERS = re.compile("Skia|Typst", re.IGNORECASE)  # their clusters come once for each glyph
_MISNAMING_MAKERS = re.compile("WeasyPrint|pydyf|cairo|Pango", re.IGNORECASE)  # their maps name glyphs by clusters
UNREADABLE = 150.0  # faults per 1,000 Thai letters beyond which a picture of the page is read instead
POPPLER_PAGES = 500  # read in one call of the program
FEWEST_LETTERS = 60  # a page with no more may be a scan, and is left to PDFium
REFUSALS = 3  # pages after which the quick reader is asked no more: the same program wrote the others


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


@dataclass(frozen=True, slots=True)
class PlainPage:
    """The text of one page, and how far to trust it; links are (address, words)."""

    text: str
    implausibility: float
    extractor: str
    links: tuple[tuple[str, str], ...] = ()


class PlainPdf:
    """A PDF as plain text by page: each page's text is that of the reading whose Thai is most plausible.

    Readings, cheapest first: our own of ordinary files, which gives PDFium's text; PDFium's; its letters put together by
    their places; the same with the fonts' text maps put right; pdf_oxide; poppler. The later ones are asked only where the
    text so far looks damaged, and the last two taken only when they give the passages of a page in the same order.
    """

    def __init__(self, content: bytes, *, deadline: Deadline, use_poppler: bool = True, use_quick: bool = True) -> None:
        """Raises UnusablePdf when the file cannot be opened. Without `use_quick` PDFium reads every page."""
        self._content = content
        self._deadline = deadline
        self._opened: Any | None = None  # PDFium's document
        self._quick = open_quickly(content) if use_quick else None
        self._refused = 0  # pages that the quick reader did not read
        self.page_count: int = self._quick.page_count if self._quick else len(self._document())
        self.facts: dict[str, str] = self._quick.facts if self._quick else read_facts(self._document())
        self.title = self.facts.get("title", "")
        self._use_poppler = use_poppler
        # Our own reports are made by typst too, but their text map was put right (documents/pdf_copyable.py).
        is_ours = self._maker().startswith("prongsai")
        self._is_typst = "typst" in self._maker().lower()
        self._is_repeating = bool(_REPEATING_MAKERS.search(self._maker())) and not is_ours
        self._is_misnaming = bool(_MISNAMING_MAKERS.search(self._maker()))
        self._others = _OtherTexts(content, deadline, self.page_count)
        self._mended: Any | None = None
        self._is_mended = False
        self._read_pages: dict[int, PlainPage] = {}
        if self._is_misnaming or (self._is_repeating and not self._is_typst):
            self._quick = None  # their pages are doubtful, whatever their text

    def read_page(self, index: int) -> PlainPage:
        """Page `index` (from 0); an unreadable page has no text."""
        found = self._read_quickly(index) or self._read_with_pdfium(index)
        self._read_pages[index] = found
        return found

    def _document(self) -> Any:
        """PDFium's document, opened when it is first asked for."""
        if self._opened is None:
            self._opened = open_document(self._content, max_pages=1_000_000)
        return self._opened

    def _read_quickly(self, index: int) -> PlainPage | None:
        if self._quick is None:
            return None
        quick = read_quickly(self._quick, index)
        if quick is None:
            self._refused += 1
            if self._refused >= REFUSALS:
                self._quick = None
            return None
        if len(quick.text) <= FEWEST_LETTERS:
            return None
        best, is_good = self._simple_text(quick)
        return replace(best, links=tuple((address, "") for address in quick.addresses)) if is_good else None

    def _read_with_pdfium(self, index: int) -> PlainPage:
        with LOCK:
            try:
                page = self._document()[index]
            except Exception:  # a page that is no page (a loop in the tree, a broken reference)
                return PlainPage("", 0.0, "")
            try:
                best = self._best_text(page, index)
                links = read_links(self._document(), page, read_frame(page))
            finally:
                page.close()
        return replace(best, links=tuple((link.address, "") for link in links))

    def _maker(self) -> str:
        return f"{self.facts.get('creator', '')} {self.facts.get('producer', '')}"

    def _simple_text(self, layer: PdfiumText | QuickText) -> tuple[PlainPage, bool]:
        """The text of a layer as it stands, and whether it needs no other reading."""
        name = "quick" if isinstance(layer, QuickText) else "pdfium"
        if not layer.has_thai():
            text = mend_lines(layer.whole())
            return PlainPage(thai_from_latin(text), plain_faults(text), name), True
        if self._is_typst:
            once = _plain(layer.once(), f"{name}, clusters once")
            if once.text and once.implausibility <= OTHERS_FROM and not seems_repeated(once.text):
                return once, True
        best = _plain(layer.whole(), name)
        return best, best.implausibility <= PLAIN_GOOD_ENOUGH and not self._is_doubtful(best)

    def _is_doubtful(self, page: PlainPage) -> bool:
        return self._is_repeating or self._is_misnaming or seems_repeated(page.text)

    def _best_text(self, page: Any, index: int) -> PlainPage:
        with PdfiumText(page) as layer:
            best, is_good = self._simple_text(layer)
        if is_good:
            return best
        is_doubtful = self._is_doubtful(best)
        mended = self._mended_text(index) if self._is_misnaming else None
        if mended is not None:
            return _better(best, mended, margin=2.0)
        placed = _plain(letters_text(page), "pdfium letters")
        # Where clusters may be repeated, which no score tells, the letters' places do.
        best = _better(best, placed, margin=3.0 if is_doubtful else 0.0)
        if best.implausibility > PLAIN_GOOD_ENOUGH:
            mended = self._mended_text(index)
            if mended is not None:
                best = _better(best, mended, margin=-0.01)
        if best.implausibility > OTHERS_FROM:
            best = self._with_others(best, index)
        return best

    def _with_others(self, best: PlainPage, index: int) -> PlainPage:
        for name in ("pdf_oxide", "poppler"):
            if best.implausibility <= OTHERS_FROM or (name == "poppler" and not self._use_poppler):
                break
            found = _plain(self._others.read(name, index), name)
            if is_same_order(best.text, found.text):
                best = _better(best, found, margin=-0.01)
        return best

    def _mended_text(self, index: int) -> PlainPage | None:
        """The page's letters after the fonts' maps were put right, None when there was nothing to put right."""
        if not self._is_mended:
            from prongsai.adapters.pdf_font_maps import mend_font_maps  # few files need it

            self._is_mended = True
            content = mend_font_maps(self._content)
            if content is not None:
                with contextlib.suppress(UnusablePdf):
                    self._mended = open_document(content, max_pages=1_000_000)
        if self._mended is None or len(self._mended) != self.page_count:
            return None
        page = self._mended[index]
        try:
            return _plain(letters_text(page), "pdfium letters, fonts mended")
        finally:
            page.close()

    def is_scan(self, index: int) -> bool:
        """Whether a page read before shows pictures and hardly any text, or text that no extractor makes sense of."""
        read = self._read_pages.get(index)
        if read is None:
            return False
        if read.implausibility > UNREADABLE and thai_letters(read.text) > 40:
            return True
        if len(read.text.split()) > 8 or len(read.text) > FEWEST_LETTERS:
            return False
        with contextlib.suppress(UnusablePdf):  # the quick reader may have taken a file that PDFium does not open
            return page_shows_pictures(self._document(), index)
        return False

    def draw(self, index: int) -> Any:
        """A page as a grey Pillow image at 150 dots per inch, smaller when the page is very large."""
        return draw_page(self._document(), index)

    def close(self) -> None:
        """Free the file."""
        with LOCK:
            if self._opened is not None:
                self._opened.close()
            if self._mended is not None:
                self._mended.close()


class _OtherTexts:
    """The texts of pdf_oxide and poppler, each opened when first asked."""

    def __init__(self, content: bytes, deadline: Deadline, page_count: int) -> None:
        self._content = content
        self._deadline = deadline
        self._page_count = page_count
        self._oxide: Any | None = None
        self._is_oxide_open = False
        self._poppler: list[str] | None = None

    def read(self, name: str, index: int) -> str:
        """The text of a page by the extractor of this name, "" when it has none."""
        if name == "pdf_oxide":
            if not self._is_oxide_open:
                self._oxide, self._is_oxide_open = open_oxide(self._content), True
            return oxide_text(self._oxide, index) if self._oxide is not None else ""
        if self._poppler is None:
            last = min(self._page_count, POPPLER_PAGES)
            self._poppler = poppler_texts(self._content, first=1, last=last, deadline=self._deadline)
        return self._poppler[index] if index < len(self._poppler) else ""


def _plain(text: str, extractor: str) -> PlainPage:
    text = mend_lines(text)
    return PlainPage(text, plain_faults(text), extractor)


def _better(first: PlainPage, second: PlainPage, *, margin: float) -> PlainPage:
    """The second when it is at most `margin` faults worse and no shorter by a tenth, else the first."""
    is_whole = thai_letters(second.text) >= 0.75 * thai_letters(first.text) and bool(second.text)
    return second if is_whole and second.implausibility <= first.implausibility + margin else first


def mend_lines(text: str) -> str:
    """A page's text with its Thai mended, blanks folded, empty lines gone."""
    return fold_lines(text if is_mended is not None and is_mended(text) else mend_marks(text))
