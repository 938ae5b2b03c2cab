from cython cimport final

from prongsai.adapters.native.pdf_fonts cimport Font, Glyph
from prongsai.adapters.native.pdf_structure cimport PdfStructure


cdef struct Matrix:
    float a, b, c, d, e, f


cdef struct Item:
    unsigned int code
    float at, kerning  # where it stands in the run; what is taken off behind it, in thousandths
    Glyph *glyph


cdef struct Run:
    Matrix matrix
    float size, size_across, char_space, word_space
    float left, bottom, right, top
    int font, first, count, mark, form, before  # `before`: the last run of the same content, -1 where it is the first


cdef struct Mark:
    int count, param  # how many marks there are, this one among them; 0 where this one has no dictionary
    bint has_actual
    int actual, actual_length  # the ActualText that stands over all
    int inner, inner_length  # the one of the innermost mark with a dictionary


@final
cdef class PageRuns:
    cdef PdfStructure pdf
    cdef dict known_fonts, font_places
    cdef list fonts  # each a Font, or a str that tells why it is none
    cdef list held
    cdef Run *runs
    cdef Item *items
    cdef Mark *marks
    cdef Matrix *forms
    cdef unsigned short *letters
    cdef int run_count, run_room, item_count, item_room, mark_count, mark_room, form_count, form_room
    cdef int letter_count, letter_room, params
    cdef set open_forms

    cdef int add_form(self, Matrix matrix) except -1
    cdef int add_mark(self, int outer, bint has_param) except -1
    cdef int set_actual(self, int place, bytes text) except -1
    cdef Run *add_run(self) except NULL
    cdef Item *add_item(self) except NULL
    cdef int font_place(self, dict resources, str name) except -1


cdef void *grown(void *given, int *room, int size, int most) except NULL


cdef inline Matrix times(Matrix *first, Matrix *second) noexcept:
    """First the one, then the other."""
    cdef Matrix found
    found.a = first.a * second.a + first.b * second.c
    found.b = first.a * second.b + first.b * second.d
    found.c = first.c * second.a + first.d * second.c
    found.d = first.c * second.b + first.d * second.d
    found.e = first.e * second.a + first.f * second.c + second.e
    found.f = first.e * second.b + first.f * second.d + second.f
    return found


cdef inline Matrix identity() noexcept:
    cdef Matrix found
    found.a = found.d = 1
    found.b = found.c = found.e = found.f = 0
    return found
