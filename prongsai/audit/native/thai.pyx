"""Quick twins of two questions that nearly every page answers alike: does any Thai of a text need repair (audit/reading/thai_repair.py),
and are bytes UTF-8 of no other capitals than A to Z (audit/watch/quick_look.py)?"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

ctypedef unsigned short Wide
ctypedef unsigned int Widest

ctypedef fused Letter:  # as CPython keeps a text with Thai in it: two or four bytes a letter
    Wide
    Widest


cdef enum:
    OTHER = 0
cdef enum:
    TONE = 1
cdef enum:
    SILENT = 2
cdef enum:
    VOWEL = 3
cdef enum:
    AM = 4
cdef enum:
    E = 5
cdef enum:
    LONE_CIRCLE = 6

cdef unsigned char SORTS[128]  # of the letters U+0E00 to U+0E7F
cdef bint IS_WRONG[8][8]  # one sort after another


cdef _fill():
    cdef int place
    for place in range(128):
        SORTS[place] = OTHER
    for place in range(0x48, 0x4C):
        SORTS[place] = TONE
    SORTS[0x4C] = SILENT
    for place in (0x31, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x47):
        SORTS[place] = VOWEL
    SORTS[0x33], SORTS[0x40], SORTS[0x4D] = AM, E, LONE_CIRCLE
    IS_WRONG[E][E] = IS_WRONG[TONE][VOWEL] = IS_WRONG[SILENT][VOWEL] = IS_WRONG[AM][TONE] = True
    for place in range(8):
        IS_WRONG[place][LONE_CIRCLE] = True


_fill()


def is_repaired(str text):
    """Whether `thai_repair.repair_thai` would leave the text as it is."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return "\u00ad" not in text
    if kind == 2:
        return _is_repaired[Wide](text, NULL)
    return _is_repaired[Widest](text, NULL)


cdef bint _is_repaired(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter
    cdef unsigned char sort, before = OTHER
    for place in range(length):
        letter = given[place]
        sort = OTHER
        if letter >> 7 == 0x0E00 >> 7:
            sort = SORTS[letter & 127]
            if IS_WRONG[before][sort]:
                return False
        elif letter >= 0xAD and (
            letter == 0xAD or letter == 0xFEFF or letter == 0x2060 or 0x200B <= letter <= 0x200F
        ):
            return False
        before = sort
    return True


def is_thai_utf8(bytes content):
    """Whether bytes are UTF-8 of ASCII, Thai and the signs beside it alone: see `quick_look.is_thai`."""
    cdef const unsigned char *given = content
    cdef Py_ssize_t place = 0, length = len(content)
    cdef unsigned char byte
    while place < length:
        byte = given[place]
        if byte < 0x80:
            place += 1
        elif byte == 0xE0 and place + 2 < length:
            if not (0xA0 <= given[place + 1] < 0xC0 and 0x80 <= given[place + 2] < 0xC0):
                return False
            place += 3
        elif byte == 0xE2 and place + 2 < length:
            if not (0x80 <= given[place + 1] < 0x84 and 0x80 <= given[place + 2] < 0xC0):
                return False
            place += 3
        elif byte == 0xC2 and place + 1 < length:
            if not 0x80 <= given[place + 1] < 0xC0:
                return False
            place += 2
        else:
            return False
    return True
