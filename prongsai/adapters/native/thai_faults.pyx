"""Quick twins of the counts by which readings of a PDF are chosen: faults of Thai spelling (intake/readers/thai_marks.py), and
clusters that stand twice (adapters/pdf_plausible.py)."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest

cdef enum:
    CONSONANT = 1  # ก to ฮ
    UPPER = 2
    LOWER = 4
    TONE = 8
    LEADING = 16
    THAI = 32  # to U+0E4E
    BETWEEN = 64  # may stand between the two of a cluster drawn twice
    TWICE = 128  # marks that such a cluster may have

cdef unsigned char SORTS[128]  # of U+0E00 to U+0E7F


cdef _fill():
    cdef int place
    for place in range(0x01, 0x4F):
        SORTS[place] = THAI
    for place in range(0x01, 0x2F):
        SORTS[place] |= CONSONANT | BETWEEN
    for place in (0x30, 0x32, 0x40, 0x41, 0x42, 0x43, 0x44):
        SORTS[place] |= BETWEEN
    for place in (0x31, 0x34, 0x35, 0x36, 0x37, 0x47, 0x4D):
        SORTS[place] |= UPPER
    for place in (0x38, 0x39, 0x3A):
        SORTS[place] |= LOWER
    for place in range(0x48, 0x4D):
        SORTS[place] |= TONE
    for place in range(0x40, 0x45):
        SORTS[place] |= LEADING
    for place in (0x31, *range(0x34, 0x3B), *range(0x47, 0x4F)):
        SORTS[place] |= TWICE


_fill()


cdef inline unsigned char _sort(unsigned int letter) noexcept nogil:
    return SORTS[letter & 127] if letter >> 7 == 0x0E00 >> 7 else 0


def spelling(str text):
    """(Thai letters, common faults, whether a letter is of those that only damaged text has, whether a mark follows a blank)."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _spelling[Narrow](text, NULL)
    if kind == 2:
        return _spelling[Wide](text, NULL)
    return _spelling[Widest](text, NULL)


cdef tuple _spelling(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text), letters = 0, faults = 0
    cdef Py_ssize_t tones_from = 0, vowels_from = 0, twice_from = 0  # what was counted before these is not counted again
    cdef unsigned int letter, before = 0
    cdef unsigned char sort, sort_before = 0, next_sort
    cdef bint is_odd = False, is_split = False
    for place in range(length):
        letter = given[place]
        sort = _sort(letter)
        if not sort:
            if letter >= 0xC0 and (letter <= 0x24F or 0xE000 <= letter <= 0xF8FF or letter == 0xFFFD):
                is_odd = True
            before, sort_before = letter, sort
            continue
        letters += 1
        next_sort = _sort(given[place + 1]) if place + 1 < length else 0
        if sort & (UPPER | LOWER | TONE):
            if not (sort_before & (CONSONANT | UPPER | LOWER | TONE)) and before != 0x0E45:
                faults += 1  # a mark that stands on nothing
            if sort & TONE:
                if next_sort & (TONE | UPPER | LOWER) and place >= tones_from:
                    faults += 1
                    tones_from = place + 2
            elif next_sort & (UPPER | LOWER) and place >= vowels_from:
                faults += 1
                vowels_from = place + 2
            if letter == 0x0E4D and not _makes_am(given, place + 1, length):
                faults += 1
            if before == 32:
                is_split = True
        elif sort & LEADING:
            if not (next_sort & CONSONANT) and not (place + 1 < length and given[place + 1] == 0x0E40):
                faults += 1
        elif sort & CONSONANT:
            if next_sort & (UPPER | LOWER | TONE) and place >= twice_from:
                twice_from = max(twice_from, _end_of_twin(given, place, length))
                if twice_from > place:
                    faults += 1
        elif letter == 0x0E33 and sort_before and 0x0E01 <= before <= 0x0E4E:
            if place + 1 < length and (
                given[place + 1] == 0x0E31 or 0x0E34 <= given[place + 1] <= 0x0E3A or 0x0E48 <= given[place + 1] <= 0x0E4D
            ):
                faults += 1
        if before == 32 and (letter == 0x0E30 or letter == 0x0E32 or letter == 0x0E33):
            is_split = True
        before, sort_before = letter, sort
    return letters, faults, is_odd, is_split


cdef inline bint _makes_am(const Letter *given, Py_ssize_t place, Py_ssize_t length) noexcept nogil:
    """Whether sara aa follows, behind a tone or at once."""
    if place < length and given[place] == 0x0E32:
        return True
    return place + 1 < length and _sort(given[place]) & TONE and given[place + 1] == 0x0E32


cdef Py_ssize_t _end_of_twin(const Letter *given, Py_ssize_t place, Py_ssize_t length) noexcept nogil:
    """Where the second copy of the cluster ends that begins at a consonant, 0 where there is none."""
    cdef Py_ssize_t end = place + 1, size, at
    while end < length and _sort(given[end]) & (UPPER | LOWER | TONE):
        end += 1
    size = end - place
    if size < 2 or end + size > length:
        return 0
    for at in range(size):
        if given[end + at] != given[place + at]:
            return 0
    return end + size


def is_mended(str text):
    """Whether `thai_marks.mend_marks` would leave the text as it is."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return True
    if kind == 2:
        return _is_mended[Wide](text, NULL)
    return _is_mended[Widest](text, NULL)


cdef bint _is_mended(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter, before = 0
    cdef unsigned char sort, sort_before = 0
    for place in range(length):
        letter = given[place]
        sort = _sort(letter)
        if sort:
            if letter == 0x0E4D:  # may be half of a sara am
                return False
            if sort & (UPPER | LOWER | TONE):
                if letter == before or (sort_before & TONE and sort & (UPPER | LOWER)):
                    return False
                if before == 0x0E33 and 0x0E48 <= letter <= 0x0E4B:
                    return False
            elif letter == 0x0E40 and before == 0x0E40:
                return False
        elif 0xF700 <= letter <= 0xF71A:
            return False
        before, sort_before = letter, sort
    return True


def count_twice(str text):
    """How many clusters stand twice with at most two letters between: the matches of `pdf_plausible._TWICE`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return 0
    if kind == 2:
        return _count_twice[Wide](text, NULL)
    return _count_twice[Widest](text, NULL)


cdef Py_ssize_t _count_twice(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place = 0, end, size, between, at, length = PyUnicode_GET_LENGTH(text), count = 0
    cdef bint is_same
    while place < length:
        if not _sort(given[place]) & CONSONANT:
            place += 1
            continue
        end = place + 1
        while end < length and _sort(given[end]) & TWICE:
            end += 1
        size = end - place
        if size < 2:
            place += 1
            continue
        between = 0
        while between < 2 and end + between < length and _sort(given[end + between]) & BETWEEN:
            between += 1
        while between >= 0:
            is_same = end + between + size <= length
            at = 0
            while is_same and at < size:
                is_same = given[end + between + at] == given[place + at]
                at += 1
            if is_same:
                break
            between -= 1
        if between >= 0:
            count += 1
            place = end + between + size
        else:
            place += 1
    return count
