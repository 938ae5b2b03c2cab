from cython cimport final

from prongsai.adapters.native.pdf_structure cimport Lexer, PdfStructure


cdef enum:
    HAS_TEXT = 2  # a bit of `known`


cdef struct Glyph:
    int width, left, bottom, right, top  # in thousandths of the font's size
    int text, count  # its text: where it begins among the font's letters, and how many
    unsigned char known  # bits, as named in pdf_fonts.pyx


@final
cdef class Font:
    cdef readonly bint is_wide  # two bytes for each code
    cdef readonly int space_width  # -1 where no code stands for a blank
    cdef unsigned short *letters  # the texts of all codes
    cdef int letter_count, letter_room
    cdef Glyph *blocks[256]  # of 256 codes each, NULL where none was used
    cdef int code_count, default_width, space_code
    cdef bytes file, to_glyph
    cdef Py_ssize_t outlines, outlines_end, places, place_count, sides, side_count, full_sides
    cdef int em
    cdef bint has_long_places
    cdef dict glyph_numbers, tables

    cdef Glyph *_slot(self, unsigned int code) except NULL
    cdef int _set_width(self, Py_ssize_t code, int width) except -1
    cdef int _read_chars(self, Lexer lexer) except -1
    cdef unsigned int _read_code(self, Lexer lexer) except? 0xFFFFFFFF
    cdef int _read_ranges(self, PdfStructure pdf, Lexer lexer) except -1
    cdef Py_ssize_t _two(self, Py_ssize_t at) except -1
    cdef Py_ssize_t _four(self, Py_ssize_t at) except -1
    cdef int _signed(self, Py_ssize_t at) except? -99999
    cdef int _scale(self, int value) noexcept
    cdef Glyph *glyph(self, unsigned int code) except NULL
    cdef int _measure(self, unsigned int code, Glyph *glyph) except -1
    cdef int _set_text(self, unsigned int code, const unsigned short *text, int count) except -1


cdef inline bint says_nothing(Glyph *glyph) noexcept:
    """Whether the font does not tell what a code means."""
    return not glyph.known & HAS_TEXT


cdef inline int shown_width(Glyph *glyph) noexcept:
    """The width, or that of the box where the font says none: marks."""
    if glyph.width > 0:
        return glyph.width
    return glyph.right - glyph.left if glyph.right > glyph.left else 0


cdef bint is_odd(unsigned int letter) noexcept
