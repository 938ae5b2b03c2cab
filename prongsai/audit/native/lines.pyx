"""Quick twins of loops over a page's lines: folding their blanks, and telling those that other pages of the site show too."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ

from libc.stdlib cimport free, malloc

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest

cdef extern from "Python.h":
    bint Py_UNICODE_ISSPACE(Py_UCS4 letter) nogil
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 letter) nogil
    bint Py_UNICODE_ISALNUM(Py_UCS4 letter) nogil


cdef enum:
    MOST_LINES = 4000  # as in `fingerprint`


cdef list _folded(str text, Letter *_kind):
    """The lines of a text with their blanks folded: see `fold.folded_lines`."""
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


def meaningful_lines(str text, Py_ssize_t longest, without_furniture):
    """A text with its blanks folded and each line of at most `longest` letters as `without_furniture` leaves it, without empty
    lines: see `fold.meaningful_lines`. Mostly nothing is left out, and then the text itself is the answer."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _meaningful[Narrow](text, longest, without_furniture, NULL)
    if kind == 2:
        return _meaningful[Wide](text, longest, without_furniture, NULL)
    return _meaningful[Widest](text, longest, without_furniture, NULL)


cdef str _meaningful(str text, Py_ssize_t longest, without_furniture, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, start = 0, run = 0, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter, before = 10
    cdef bint needs_folding = length == 0
    cdef list kept = []
    cdef str line, left
    for place in range(length):
        letter = given[place]
        if letter == 32:
            if before == 32 or before == 10:
                needs_folding = True
                break
        elif letter == 10:
            if before == 32:
                needs_folding = True
                break
        elif not (32 < letter < 127 or 0x0E01 <= letter <= 0x0E3A or 0x0E3F <= letter <= 0x0E5B) and not Py_UNICODE_ISPRINTABLE(letter):
            needs_folding = True
            break
        before = letter
    if needs_folding or before == 32:
        text = "\n".join(_folded[Letter](text, NULL))
        return _without(text, longest, without_furniture)
    for place in range(length + 1):
        if place < length and given[place] != 10:
            continue
        if place - start <= longest:
            line = PyUnicode_FromKindAndData(sizeof(Letter), given + start, place - start)
            left = without_furniture(line) if line else line
            if not left or left != line:
                if run < start:
                    kept.append(PyUnicode_FromKindAndData(sizeof(Letter), given + run, start - 1 - run))
                if left:
                    kept.append(left)
                run = place + 1
        start = place + 1
    if run == 0:
        return text
    if run < length:
        kept.append(PyUnicode_FromKindAndData(sizeof(Letter), given + run, length - run))
    return "\n".join(kept)


cdef str _without(str text, Py_ssize_t longest, without_furniture):
    cdef list kept = []
    cdef str line, left
    for line in text.split("\n"):
        left = line if len(line) > longest else without_furniture(line)
        if left:
            kept.append(left)
    return "\n".join(kept)


def beside(str text, frozenset frame):
    """Letters in lines and cells that a site's frame has not, and the text without its lines: see `fingerprint.beside`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _beside[Narrow](text, frame, NULL)
    if kind == 2:
        return _beside[Wide](text, frame, NULL)
    return _beside[Widest](text, frame, NULL)


cdef tuple _beside(str text, frozenset frame, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, line_start = 0, start = 0, count = 0, length = PyUnicode_GET_LENGTH(text)
    cdef bint is_known, are_all_known = True, is_row = False
    cdef unsigned int letter
    cdef list kept = []
    cdef object line
    for place in range(length + 1):
        letter = given[place] if place < length else 10
        if letter != 10 and letter != 9:
            continue
        line = PyUnicode_FromKindAndData(sizeof(Letter), given + start, place - start)
        is_known = hash(line) in frame
        if not is_known:
            count += place - start
            are_all_known = False
        start = place + 1
        if letter == 9:
            is_row = True
            continue
        if not are_all_known:
            if is_row:
                line = PyUnicode_FromKindAndData(sizeof(Letter), given + line_start, place - line_start)
            if not is_row or hash(line) not in frame:
                kept.append(line)
        line_start, are_all_known, is_row = start, True, False
    return count, "\n".join(kept)


def without_codes(str text):
    """A text with a 0 in place of each number and code: see `fingerprint.without_codes`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _without_codes[Narrow](text, NULL)
    if kind == 2:
        return _without_codes[Wide](text, NULL)
    return _without_codes[Widest](text, NULL)


cdef inline bint _is_of_code(unsigned int letter) noexcept nogil:
    return 48 <= letter <= 57 or 65 <= letter <= 90 or 97 <= letter <= 122 or letter == c"_" or letter == c"-"


cdef str _without_codes(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place = 0, start, count = 0, length = PyUnicode_GET_LENGTH(text)
    cdef Letter *written = <Letter *> malloc((length + 1) * sizeof(Letter))
    cdef bint has_digit
    cdef unsigned int letter
    if written == NULL:
        raise MemoryError
    try:
        while place < length:
            letter, start = given[place], place
            if 0x0E50 <= letter <= 0x0E59:
                while place < length and 0x0E50 <= given[place] <= 0x0E59:
                    place += 1
                written[count] = 48
                count += 1
            elif _is_of_code(letter):
                has_digit = False
                while place < length and _is_of_code(given[place]):
                    has_digit = has_digit or 48 <= given[place] <= 57
                    place += 1
                if has_digit:
                    written[count] = 48
                    count += 1
                else:
                    while start < place:
                        written[count] = given[start]
                        start, count = start + 1, count + 1
            else:
                written[count] = <Letter> letter
                place, count = place + 1, count + 1
        return PyUnicode_FromKindAndData(sizeof(Letter), written, count)
    finally:
        free(written)


def numbered_lines(str text):
    """Lines and cells of a text with a digit in them: see `fingerprint.numbered_lines`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _numbered[Narrow](text, NULL)
    if kind == 2:
        return _numbered[Wide](text, NULL)
    return _numbered[Widest](text, NULL)


cdef list _numbered(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, start = 0, length = PyUnicode_GET_LENGTH(text)
    cdef int breaks = 0  # beyond MOST_LINES the rest is one line
    cdef unsigned int letter
    cdef bint has_digit = False
    cdef list found = []
    cdef str line
    for place in range(length + 1):
        letter = given[place] if place < length else 10
        if 48 <= letter <= 57 or 0x0E50 <= letter <= 0x0E59:
            has_digit = True
        elif place == length or ((letter == 10 or letter == 9) and breaks < MOST_LINES):
            if has_digit:
                line = PyUnicode_FromKindAndData(sizeof(Letter), given + start, place - start)
                found.append(line if breaks < MOST_LINES else line.replace("\t", "\n"))
            breaks += 1
            start, has_digit = place + 1, False
    return found


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
