"""The quick twin of `_Page` in audit/reading/html_text.py: tags into signs, links and headings, in one pass.

It reads what pages are made of nearly always. What is odd (a tag inside a tag, a quote that does not end, a piece longer
than `LONGEST`) it leaves to the plain way: `read_parts` then gives None and nothing is noted.
"""

from cpython.unicode cimport (
    PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ,
)
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest

cdef extern from "Python.h":
    bint Py_UNICODE_ISSPACE(Py_UCS4 letter) nogil

ctypedef fused Given:
    Narrow
    Wide
    Widest

cdef enum Role:
    INLINE, BLOCK, CELL, LINK, HEADING, TABLE, ALONE

LONGEST = 100_000

cdef enum:
    LONGEST_NAME = 9  # letters of an element whose text is not shown

cdef class Tags:
    """What `html_text` knows of tags: roles by name, names that stand alone, and the two questions asked of attributes."""

    cdef dict roles
    cdef frozenset void, closing
    cdef object hides, attribute, one_line, link_type

    def __init__(self, dict roles, frozenset void, frozenset closing, hides, attribute, one_line, link_type):
        self.roles, self.void, self.closing = roles, void, closing
        self.hides, self.attribute, self.one_line, self.link_type = hides, attribute, one_line, link_type

    def read_parts(self, list parts, page, Py_ssize_t most_links):
        """The text of a page's shown parts with signs for its tags; links and headings go to `page`. None where it is odd."""
        cdef Py_ssize_t size = 16, kind = 1
        cdef str part
        for part in parts:
            if PyUnicode_GET_LENGTH(part) > LONGEST:
                return None
            size += PyUnicode_GET_LENGTH(part) + 4
            kind = max(kind, PyUnicode_KIND(part))
        if kind == 1:
            return _read[Narrow](self, parts, page, size, most_links, NULL)
        if kind == 2:
            return _read[Wide](self, parts, page, size, most_links, NULL)
        return _read[Widest](self, parts, page, size, most_links, NULL)


cdef struct State:
    Py_ssize_t link_at  # where the words of the open link begin in the output, -1 in none
    Py_ssize_t heading_at
    Py_ssize_t depth  # of the hidden element, 0 in none
    Py_ssize_t out


cdef object _read(Tags tags, list parts, page, Py_ssize_t size, Py_ssize_t most_links, Letter *_kind):
    cdef Letter *folded = <Letter *> malloc(size * sizeof(Letter))
    cdef Letter *output = <Letter *> malloc(size * sizeof(Letter))
    cdef Py_ssize_t length
    cdef bint is_whole = folded != NULL and output != NULL
    cdef State state
    cdef str part
    cdef _Names names = _Names()
    state.link_at = state.heading_at = -1
    state.depth = state.out = 0
    try:
        if not is_whole:
            raise MemoryError
        for part in parts:
            length = _fold(part, folded)
            if not _read_part(tags, page, names, &state, folded, length, output, size, most_links):
                return None
        _end_link(tags, page, names, &state, output, most_links)
        _end_heading(tags, page, &state, output)
        return PyUnicode_FromKindAndData(sizeof(Letter), output, state.out)
    finally:
        free(folded)
        free(output)


cdef class _Names:
    """The address of the open link, and the name of the hidden element we are in."""

    cdef str address, hidden


cdef Py_ssize_t _fold(str part, Letter *folded):
    """White space folded as a browser does, a blank kept at either end; gives the length (see `html_text._folded`)."""
    if PyUnicode_KIND(part) == 1:
        return _fold_letters[Narrow, Letter](<const Narrow *> PyUnicode_DATA(part), PyUnicode_GET_LENGTH(part), folded)
    if PyUnicode_KIND(part) == 2:
        return _fold_letters[Wide, Letter](<const Wide *> PyUnicode_DATA(part), PyUnicode_GET_LENGTH(part), folded)
    return _fold_letters[Widest, Letter](<const Widest *> PyUnicode_DATA(part), PyUnicode_GET_LENGTH(part), folded)


cdef Py_ssize_t _fold_letters(const Given *given, Py_ssize_t length, Letter *folded) noexcept:
    cdef Py_ssize_t place, to = 0
    cdef unsigned int letter
    cdef bint is_blank = False
    for place in range(length):
        letter = given[place]
        if letter <= 32 or letter >= 0x85:
            if letter == 32 or (not 0x0E00 <= letter < 0x0E80 and Py_UNICODE_ISSPACE(letter)):
                is_blank = True
                continue
        if is_blank:
            folded[to] = c' '
            to += 1
            is_blank = False
        folded[to] = <Letter> letter
        to += 1
    if is_blank:
        folded[to] = c' '
        to += 1
        if to == 1:  # nothing but white space has a blank at either end
            folded[to] = c' '
            to += 1
    return to


cdef inline bint _is_letter(Py_UCS4 letter) noexcept:
    return (c'a' <= letter <= c'z') or (c'A' <= letter <= c'Z')


cdef str _slice(Letter *text, Py_ssize_t start, Py_ssize_t end):
    return PyUnicode_FromKindAndData(sizeof(Letter), text + start, end - start)


cdef bint _read_part(
    Tags tags, page, _Names names, State *state, Letter *text, Py_ssize_t length, Letter *output, Py_ssize_t size,
    Py_ssize_t most_links,
) except -1:
    """Texts and tags of one folded part by turns; False where something is odd."""
    cdef Py_ssize_t place = 0, end, name_at, name_end, found, double_quotes, quotes
    cdef Py_UCS4 letter
    cdef bint closes, may_hide
    cdef int role
    cdef str name, attributes, words
    while place < length:
        end = place
        while end < length and text[end] != c'<':
            end += 1
        if end > place:
            if not state.depth:
                memcpy(output + state.out, text + place, (end - place) * sizeof(Letter))
                state.out += end - place
            place = end
            continue
        name_at = place + 1
        closes = name_at < length and text[name_at] == c'/'
        name_at += closes
        if name_at >= length or not _is_letter(text[name_at]):
            return False
        end = name_at + 1
        name_end = 0
        while end < length and text[end] != c'>':
            if text[end] == c'<':
                return False
            if not name_end and (text[end] == c' ' or text[end] == c'/'):
                name_end = end
            end += 1
        if end == length:
            return False
        if not name_end:
            name_end = end
        role = _role_of(tags, text, name_at, name_end)
        if role == LINK and not closes and not state.depth and _is_link_alone(text, place, name_end, end):
            _end_link(tags, page, names, state, output, most_links)
            if end - place > 10:
                names.address = _slice(text, place + 9, end - 1)
                state.link_at = state.out
            place = end + 1
            continue
        may_hide = False
        double_quotes = quotes = 0
        for found in range(name_end, end):
            letter = text[found]
            if letter == c'"':
                double_quotes += 1
            elif letter == c"'":
                quotes += 1
            elif letter == c'n' and _may_hide(text, found, name_end, end):
                may_hide = True
        if name_end < end:
            letter = text[end - 1]
            if (double_quotes & 1 or quotes & 1) and letter != c'"' and letter != c"'" and letter != c'/':
                return False
        if may_hide and not state.depth and not closes:
            name, attributes = _slice(text, name_at, name_end), _slice(text, name_end, end)
            if name not in tags.roles:
                name = name.lower()
            if tags.hides(name, attributes):
                if role == BLOCK or role == CELL or role == HEADING or role == TABLE:
                    output[state.out] = c'\n'
                    state.out += 1
                name = name.lower()
                if name not in tags.void and text[end - 1] != c'/':
                    names.hidden = name
                    state.depth = 1
                place = end + 1
                continue
        if state.depth:
            _leave_hidden(tags, names, state, text, name_at, name_end, end, closes)
            if state.depth or closes:
                place = end + 1
                continue
        if role == BLOCK:
            output[state.out] = c'\n'
            state.out += 1
        elif role == TABLE:
            output[state.out] = c'\v'
            state.out += 1
        elif role == CELL:
            if not closes:
                output[state.out] = c'\t'
                state.out += 1
        elif role == LINK:
            _end_link(tags, page, names, state, output, most_links)
            words = tags.attribute("href", _slice(text, name_end, end)) if name_end < end else ""
            if words:
                names.address, state.link_at = words, state.out
        elif role == HEADING:
            _end_heading(tags, page, state, output)
            output[state.out] = c'\n'
            state.out += 1
            if not closes:
                state.heading_at = state.out
        elif role == ALONE:
            if not (state.link_at < 0 and name_end - name_at == 3 and text[name_at] | 32 == c'i' and text[name_at + 1] | 32 == c'm'):
                page._link = None if state.link_at < 0 else ("", 0)
                words = page._note(_slice(text, name_at, name_end).lower(), _slice(text, name_end, end))
                page._link = None
                if words and not _append(output, state, size, words):
                    return False
        place = end + 1
    return True


cdef bint _append(Letter *output, State *state, Py_ssize_t size, str words) except -1:
    """Words of a button or picture; False where they do not fit the letters of the page."""
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(words)
    if PyUnicode_KIND(words) > <int> sizeof(Letter) or state.out + length > size:
        return False
    for place in range(length):
        output[state.out + place] = <Letter> PyUnicode_READ(PyUnicode_KIND(words), PyUnicode_DATA(words), place)
    state.out += length
    return True


cdef int _role_of(Tags tags, Letter *text, Py_ssize_t start, Py_ssize_t end) except -1:
    """The role of a name. The names most tags have are told by their letters, the others looked up."""
    cdef Py_UCS4 one = text[start] | 32, two
    cdef Py_ssize_t length = end - start
    cdef str name
    cdef object role
    if text[start] >= 128:
        one = 0
    if length == 1:
        if one == c'a':
            return LINK
        if one == c'p':
            return BLOCK
    elif length == 2:
        two = text[start + 1] | 32
        if (one == c'l' and two == c'i') or (one == c'b' and two == c'r'):
            return BLOCK
        if one == c't' and (two == c'd' or two == c'h'):
            return CELL
        if one == c't' and two == c'r':
            return TABLE
    elif length == 3 and one == c'd' and text[start + 1] | 32 == c'i' and text[start + 2] | 32 == c'v':
        return BLOCK
    name = _slice(text, start, end)
    role = tags.roles.get(name)
    if role is None:
        role = tags.roles.get(name.lower())
    return INLINE if role is None else <int> role


cdef inline bint _may_hide(Letter *text, Py_ssize_t place, Py_ssize_t start, Py_ssize_t end) noexcept:
    """Whether the "n" at a place is of "idden" or "none"."""
    if place + 3 < end and text[place + 1] == c'o' and text[place + 2] == c'n' and text[place + 3] == c'e':
        return True
    return (
        place - 4 >= start and text[place - 1] == c'e' and text[place - 2] == c'd' and text[place - 3] == c'd'
        and text[place - 4] == c'i'
    )


cdef int _leave_hidden(
    Tags tags, _Names names, State *state, Letter *text, Py_ssize_t name_at, Py_ssize_t name_end, Py_ssize_t end, bint closes
) except -1:
    """Count the tags of the hidden element's name until it ends."""
    cdef str name = _slice(text, name_at, name_end).lower()
    if name != names.hidden:
        return 0
    if closes:
        state.depth -= 1
    elif name in tags.closing:
        state.depth = 1 if tags.hides(name, _slice(text, name_end, end)) else 0
    elif text[end - 1] != c'/':
        state.depth += 1
    return 0


cdef inline bint _is_link_alone(Letter *text, Py_ssize_t place, Py_ssize_t name_end, Py_ssize_t end) noexcept:
    """Whether a tag is <a href="..."> and nothing more, as most links are written."""
    cdef Py_ssize_t at = place + 9
    if end < at + 1 or text[place + 1] != c'a' or text[end - 1] != c'"' or name_end != place + 2 or not _is_href(text + name_end):
        return False
    while text[at] != c'"':
        at += 1
    return at == end - 1


cdef inline bint _is_href(Letter *text) noexcept:
    return (
        text[0] == c' ' and text[1] == c'h' and text[2] == c'r' and text[3] == c'e' and text[4] == c'f' and text[5] == c'='
        and text[6] == c'"'
    )


cdef int _end_link(Tags tags, page, _Names names, State *state, Letter *output, Py_ssize_t most_links) except -1:
    """Note the open link with the words since it began."""
    cdef Py_ssize_t start = state.link_at
    if start < 0:
        return 0
    state.link_at = -1
    cdef list links = page.links
    if len(links) >= most_links:
        return 0
    cdef str address = names.address
    if page.base or "&" in address:
        address = page._address(address)
    else:
        address = address.strip()
    links.append(tuple.__new__(tags.link_type, (address, _line_of(tags, output, start, state.out))))
    return 0


cdef int _end_heading(Tags tags, page, State *state, Letter *output) except -1:
    """Note the open heading, where it has words."""
    if state.heading_at < 0:
        return 0
    cdef str words = _line_of(tags, output, state.heading_at, state.out)
    state.heading_at = -1
    if words:
        page.headings.append(words)
    return 0


cdef str _line_of(Tags tags, Letter *text, Py_ssize_t start, Py_ssize_t end):
    """The words of a piece as one line, blanks folded, characters named."""
    cdef Py_ssize_t place
    cdef Py_UCS4 letter
    while start < end and text[start] == c' ':
        start += 1
    while end > start and text[end - 1] == c' ':
        end -= 1
    for place in range(start, end):
        letter = text[place]
        if letter == c'&' or letter < 32 or (letter == 32 and text[place + 1] == 32):
            return tags.one_line(_slice(text, start, end))
    return _slice(text, start, end)


def lines_of(str text):
    """Lines of a text whose named characters have been put in: see `html_text.lines_of`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _lines[Narrow](text, NULL)
    if kind == 2:
        return _lines[Wide](text, NULL)
    return _lines[Widest](text, NULL)


cdef inline bint _ends_line(Py_UCS4 letter) noexcept:
    if letter > 30:  # as nearly all are
        return letter == 0x85 or letter == 0x2028 or letter == 0x2029
    return 10 <= letter <= 13 or 28 <= letter


cdef list _lines(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, to = 0, start, end, at, length = PyUnicode_GET_LENGTH(text)
    cdef Letter *kept = <Letter *> malloc((length + 1) * sizeof(Letter))
    cdef unsigned int letter
    cdef list lines = []
    if kept == NULL:
        raise MemoryError
    try:
        # Blanks and line ends beside a cell's sign go, a row of blanks becomes one.
        for place in range(length):
            letter = given[place]
            if letter > 32 and letter != 0xA0:  # as nearly all are
                kept[to] = <Letter> letter
                to += 1
                continue
            if letter == 0xA0:
                letter = 32
            if letter == 9:
                while to and (kept[to - 1] == 32 or kept[to - 1] == 10):
                    to -= 1
            elif (letter == 32 or letter == 10) and to and kept[to - 1] == 9:
                continue
            elif letter == 32 and to and kept[to - 1] == 32:
                continue
            kept[to] = <Letter> letter
            to += 1
        start = 0
        while start < to:
            end = start
            while end < to and not _ends_line(kept[end]):
                end += 1
            at = end
            while start < at and Py_UNICODE_ISSPACE(kept[start]):
                start += 1
            while at > start and Py_UNICODE_ISSPACE(kept[at - 1]):
                at -= 1
            if at > start:
                lines.append(PyUnicode_FromKindAndData(sizeof(Letter), kept + start, at - start))
            start = end + 1
        return lines
    finally:
        free(kept)


def may_hold_pre(str text):
    """Whether "<pre" stands in a text, in any case of its letters."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _may_hold_pre[Narrow](text, NULL)
    if kind == 2:
        return _may_hold_pre[Wide](text, NULL)
    return _may_hold_pre[Widest](text, NULL)


cdef bint _may_hold_pre(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text)
    for place in range(length - 3):
        if given[place] == c'<' and given[place + 1] | 32 == c'p' and given[place + 2] | 32 == c'r' and given[place + 3] | 32 == c'e':
            return True
    return False


def find_skipped(str text, Py_ssize_t start, frozenset names):
    """Where the next comment or declaration ("") or element of these names begins, -1 for none: see `html_text.find_skipped`."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _find_skipped[Narrow](text, start, names, NULL)
    if kind == 2:
        return _find_skipped[Wide](text, start, names, NULL)
    return _find_skipped[Widest](text, start, names, NULL)


cdef tuple _find_skipped(str text, Py_ssize_t start, frozenset names, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, end, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter
    cdef str name
    for place in range(start, length - 1):
        if given[place] != c'<':
            continue
        letter = given[place + 1]
        if letter == c'!' or letter == c'?':
            return place, ""
        end = place + 1
        while end < length and end - place <= LONGEST_NAME and _is_letter(given[end]):
            end += 1
        if end - place < 4 or end == length:
            continue
        letter = given[end]
        if letter == c'>' or letter == c'/' or Py_UNICODE_ISSPACE(letter):
            name = PyUnicode_FromKindAndData(sizeof(Letter), given + place + 1, end - place - 1).lower()
            if name in names:
                return place, name
    return -1, ""
