# cython: boundscheck=True, wraparound=True
"""What a page shows, gathered in arrays: runs of text with their letters, marks, forms and fonts. `pdf_content` fills it."""

from cython cimport final
from libc.stdlib cimport free, realloc

from prongsai.adapters.native.pdf_fonts cimport Font, is_odd
from prongsai.adapters.native.pdf_structure cimport PdfStructure, Ref
from prongsai.adapters.native.pdf_structure import GiveUp

cdef enum:
    MOST_RUNS = 100000
    MOST_ITEMS = 200000
    MOST_MARKS = 200000
    MOST_FORMS = 2000  # drawn on a page, each time counted


cdef void *grown(void *given, int *room, int size, int most) except NULL:
    """More room for an array, twice what it was."""
    cdef void *found
    if room[0] >= most:
        raise GiveUp("too much on a page")
    found = realloc(given, <size_t> (2 * room[0] + 256) * size)
    if found == NULL:
        raise MemoryError
    room[0] = 2 * room[0] + 256
    return found


@final
cdef class PageRuns:
    """The runs of one page, in the order of its content; forms stand where they are drawn."""

    def __cinit__(self):
        self.runs, self.items, self.marks, self.forms, self.letters = NULL, NULL, NULL, NULL, NULL

    def __dealloc__(self):
        free(self.runs)
        free(self.items)
        free(self.marks)
        free(self.forms)
        free(self.letters)

    def __init__(self, PdfStructure pdf, dict known_fonts):
        self.pdf, self.known_fonts = pdf, known_fonts
        self.font_places, self.fonts, self.held, self.open_forms = {}, [], [], set()
        self.add_form(identity())
        self.add_mark(0, False)

    cdef int add_form(self, Matrix matrix) except -1:
        if self.form_count >= self.form_room:
            self.forms = <Matrix *> grown(self.forms, &self.form_room, sizeof(Matrix), MOST_FORMS)
        self.forms[self.form_count] = matrix
        self.form_count += 1
        return self.form_count - 1

    cdef int add_mark(self, int outer, bint has_param) except -1:
        cdef Mark *mark
        if self.mark_count >= self.mark_room:
            self.marks = <Mark *> grown(self.marks, &self.mark_room, sizeof(Mark), MOST_MARKS)
        mark = &self.marks[self.mark_count]
        if self.mark_count == 0:
            mark.count = mark.param = mark.actual = mark.actual_length = mark.inner = mark.inner_length = 0
            mark.has_actual = False
        else:
            mark[0] = self.marks[outer]
            mark.count += 1
            mark.param = 0
            if has_param:
                self.params += 1
                mark.param = self.params
                mark.inner = mark.inner_length = 0
        self.mark_count += 1
        return self.mark_count - 1

    cdef int set_actual(self, int place, bytes text) except -1:
        """The ActualText of a mark: UTF-16, or plain ASCII."""
        cdef Mark *mark = &self.marks[place]
        cdef const unsigned char *given = text
        cdef Py_ssize_t length = len(text), at
        cdef bint is_wide = length >= 2 and given[0] == 0xFE and given[1] == 0xFF
        cdef unsigned int letter
        mark.has_actual = True
        mark.actual = mark.inner = self.letter_count
        if length > 20000 or (is_wide and length % 2):
            raise GiveUp("an odd ActualText")
        at = 2 if is_wide else 0
        while at < length:
            letter = 256 * given[at] + given[at + 1] if is_wide else given[at]
            at += 2 if is_wide else 1
            if letter < 32 or (letter > 126 and not is_wide) or is_odd(letter):
                raise GiveUp("an odd ActualText")
            if self.letter_count >= self.letter_room:
                self.letters = <unsigned short *> grown(self.letters, &self.letter_room, 2, MOST_ITEMS)
            self.letters[self.letter_count] = letter
            self.letter_count += 1
        mark.actual_length = mark.inner_length = self.letter_count - mark.actual
        return 0

    cdef Run *add_run(self) except NULL:
        """Room for one more run."""
        if self.run_count >= self.run_room:
            self.runs = <Run *> grown(self.runs, &self.run_room, sizeof(Run), MOST_RUNS)
        self.run_count += 1
        return &self.runs[self.run_count - 1]

    cdef Item *add_item(self) except NULL:
        """Room for one more letter of a run."""
        if self.item_count >= self.item_room:
            self.items = <Item *> grown(self.items, &self.item_room, sizeof(Item), MOST_ITEMS)
        self.item_count += 1
        return &self.items[self.item_count - 1]

    cdef int font_place(self, dict resources, str name) except -1:
        """The place among the fonts of this page of the one with this name."""
        cdef object given = self.pdf.dictionary(resources.get("Font")).get(name), font
        cdef object key
        if given is None:
            raise GiveUp("a font that is not there")
        if type(given) is not Ref:
            self.held.append(given)  # so that its id stays its own
        key = (<Ref> given).number if type(given) is Ref else -id(given)
        if key in self.font_places:
            return self.font_places[key]
        font = self.known_fonts.get(key)
        if font is None:
            try:
                font = Font(self.pdf, self.pdf.dictionary(given))
            except GiveUp as error:
                font = str(error)  # only text that is shown in it needs it
            if key > 0:
                self.known_fonts[key] = font
        self.fonts.append(font)
        self.font_places[key] = len(self.fonts) - 1
        return len(self.fonts) - 1
