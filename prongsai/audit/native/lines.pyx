"""Quick twins of loops over a page's lines: folding their blanks, and telling those that other pages of the site show too."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest

cdef extern from "Python.h":
    bint Py_UNICODE_ISSPACE(Py_UCS4 letter) nogil
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 letter) nogil
    bint Py_UNICODE_ISALNUM(Py_UCS4 letter) nogil


def folded_lines(str text):
    """The lines of a text with their blanks folded: see `meaning.folded_lines`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _folded[Narrow](text, NULL)
    if kind == 2:
        return _folded[Wide](text, NULL)
    return _folded[Widest](text, NULL)


cdef list _folded(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, start = 0, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter, before = 10
    cdef bint needs_folding = length > 0 and (Py_UNICODE_ISSPACE(given[0]) or Py_UNICODE_ISSPACE(given[length - 1]))
    cdef bint is_folded = True
    cdef list lines = []
    cdef str line
    for place in range(length):
        letter = given[place]
        if letter == 9 or (letter == 32 and (before == 32 or before == 10)) or (letter == 10 and before == 32):
            needs_folding = True
            break
        before = letter
    before = 10
    for place in range(length + 1):
        letter = given[place] if place < length else 10
        if letter == 10:
            line = PyUnicode_FromKindAndData(sizeof(Letter), given + start, place - start)
            if needs_folding and not (is_folded and before != 32):
                line = " ".join(line.split())
            lines.append(line)
            is_folded, start = True, place + 1
        elif letter == 32:
            if before == 32 or before == 10:
                is_folded = False
        elif not (32 < letter < 127 or 0x0E01 <= letter <= 0x0E3A or 0x0E3F <= letter <= 0x0E5B):
            is_folded = is_folded and Py_UNICODE_ISPRINTABLE(letter)
        before = letter
    return lines


def letters_beside(str text, frozenset known):
    """Letters in lines and cells of a text whose hashes are not among the known: see `fingerprint.letters_beside`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _letters_beside[Narrow](text, known, NULL)
    if kind == 2:
        return _letters_beside[Wide](text, known, NULL)
    return _letters_beside[Widest](text, known, NULL)


cdef Py_ssize_t _letters_beside(str text, frozenset known, Letter *_kind) except -1:
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, start = 0, count = 0, length = PyUnicode_GET_LENGTH(text)
    cdef object line
    for place in range(length + 1):
        if place == length or given[place] == 10 or given[place] == 9:
            if place > start:
                line = PyUnicode_FromKindAndData(sizeof(Letter), given + start, place - start)
                if hash(line) not in known:
                    count += place - start
            start = place + 1
    return count


def lines_beside(str text, frozenset frame):
    """The text without the lines that a site's frame has, whole or cell by cell: see `fingerprint.lines_beside`."""
    cdef list kept = []
    cdef str line, cell
    for line in text.split("\n"):
        if hash(line) in frame:
            continue
        if "\t" in line:
            for cell in line.split("\t"):
                if hash(cell) not in frame:
                    break
            else:
                continue
        kept.append(line)
    return "\n".join(kept)


def letters_in(str line):
    """Letters and digits of a line, zeros aside: see `fingerprint.letters_in`."""
    cdef Py_ssize_t place, count = 0, length = PyUnicode_GET_LENGTH(line)
    cdef int kind = PyUnicode_KIND(line)
    cdef const void *data = PyUnicode_DATA(line)
    cdef Py_UCS4 letter
    for place in range(length):
        letter = PyUnicode_READ(kind, data, place)
        if letter != 48 and Py_UNICODE_ISALNUM(letter):
            count += 1
    return count
