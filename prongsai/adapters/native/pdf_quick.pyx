# cython: boundscheck=True, wraparound=True
"""The quick reader of ordinary PDFs: pages, their text and links, and what the file says of itself.

What is not ordinary gives None, and PDFium reads it.
"""

from prongsai.adapters.native.pdf_content cimport read_runs
from prongsai.adapters.native.pdf_structure cimport PdfStructure, Ref

from prongsai.adapters.native.pdf_lines import text_of
from prongsai.adapters.native.pdf_structure import GiveUp

FACTS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
MOST_LINKS = 2000


def open_quickly(bytes content):
    """A QuickPdf, None where the file is not of the ordinary kind."""
    try:
        return QuickPdf(content)
    except MemoryError:
        raise
    except Exception:  # whatever is odd about a file, PDFium decides
        return None


cdef class QuickPdf:
    """An ordinary PDF. `facts` are those of `pdf_attachment.read_facts`."""

    cdef PdfStructure pdf
    cdef dict fonts
    cdef readonly Py_ssize_t page_count
    cdef readonly dict facts
    cdef readonly str trouble  # why the last page was not read

    def __init__(self, bytes content):
        self.pdf, self.fonts = PdfStructure(content), {}
        self.page_count = len(self.pdf.pages)
        self.facts = self._read_facts()

    def read_page(self, Py_ssize_t index):
        """(text, text without repeated clusters, addresses of links) of page `index` (from 0); None where PDFium must read it."""
        try:
            return self._read_page(index)
        except MemoryError:
            raise
        except Exception as error:  # as above
            self.trouble = str(error)
            return None

    def _read_page(self, Py_ssize_t index):
        cdef dict page = self.pdf.pages[index]
        cdef object turned = self.pdf.value(page.get("Rotate"))
        if (turned is not None and turned != 0) or "UserUnit" in page:
            raise GiveUp("a turned page")
        self._box(page.get("MediaBox"))
        links = self._links(page)
        whole, once = text_of(read_runs(self.pdf, self.fonts, page))
        return whole, once, links

    def _box(self, given):
        cdef list numbers
        given = self.pdf.value(given)
        if type(given) is not list or len(given) != 4:
            raise GiveUp("an odd page")
        numbers = [self.pdf.value(number) for number in given]
        for number in numbers:
            if (type(number) is not int and type(number) is not float) or not -1e6 < number < 1e6:
                raise GiveUp("an odd page")
        if numbers[0] >= numbers[2] or numbers[1] >= numbers[3]:
            raise GiveUp("an odd page")
        return numbers

    def _links(self, dict page):
        """The addresses of the page's links, in order."""
        cdef list found = []
        cdef object annotations = self.pdf.value(page.get("Annots")), annotation, action, address
        if annotations is None:
            return found
        if type(annotations) is not list or len(annotations) > MOST_LINKS:
            raise GiveUp("odd annotations")
        for annotation in annotations:
            annotation = self.pdf.dictionary(annotation)
            if self.pdf.value(annotation.get("Subtype")) != "Link":
                continue
            self._box(annotation.get("Rect"))
            action = self.pdf.value(annotation.get("A"))
            if action is None:
                continue
            action = self.pdf.dictionary(action)
            if self.pdf.value(action.get("S")) != "URI":
                continue
            address = self.pdf.value(action.get("URI"))
            if type(address) is not bytes or not address.isascii() or b"\0" in address or "Base" in self.pdf.dictionary(
                self.pdf.dictionary(self.pdf.dictionary(self.pdf.trailer.get("Root")).get("URI"))
            ):
                raise GiveUp("an odd address")
            if address:
                found.append(address.decode("ascii"))
        return found

    def _read_facts(self):
        cdef dict found = {}, given
        cdef object name, said
        if "Info" in self.pdf.trailer and type(self.pdf.trailer["Info"]) is not Ref:
            raise GiveUp("odd facts")
        given = self.pdf.dictionary(self.pdf.trailer.get("Info"))
        for name in FACTS:
            said = self.pdf.value(given.get(name))
            if said is None:
                continue
            if type(said) is not bytes:
                raise GiveUp("odd facts")
            said = _text(said)
            if said:
                found[name.lower()] = said
        return found


cdef str _text(bytes said):
    """A string of the file: UTF-16, or plain ASCII; other kinds are left to PDFium."""
    cdef str text
    if said[:2] == b"\xfe\xff":
        text = said[2:].decode("utf-16-be")
    elif said.isascii():
        text = said.decode("ascii")
    else:
        raise GiveUp("odd facts")
    for letter in text:
        if letter < 32 or letter > 0xFFFF or 0x7F <= letter < 0xA0 or 0xD800 <= letter <= 0xDFFF:
            raise GiveUp("odd facts")
    return text
