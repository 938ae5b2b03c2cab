"""Quick looks for numbers: codes of items ("O12", "007"), and whether any row of digits is long enough for a person's number."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest


cdef inline bint _is_digit(unsigned char letter) noexcept:
    return c'0' <= letter <= c'9'


def printed_codes(bytes text, Py_ssize_t most):
    """The numbers of codes in the first `most` plain letters, 0 aside: what `items._CODES` matches."""
    cdef const unsigned char *given = text
    cdef Py_ssize_t length = min(<Py_ssize_t> len(text), most), place = 0, at, end
    cdef unsigned char before
    cdef set found = set()
    while place < length:
        end = 0
        if given[place] == c'o':
            before = given[place - 1] if place else c' '
            if not (_is_digit(before) or c'a' <= before <= c'z'):
                end = _code_after_o(given, place + 1, length, &at)
        elif given[place] == c'0':
            before = given[place - 1] if place else c' '
            if (
                place + 2 < length and c'0' <= given[place + 1] <= c'4' and _is_digit(given[place + 2])
                and not (_is_digit(before) or c'a' <= before <= c'z' or before in b":.,/-")
                and _ends_code(given, place + 3, length, True)
            ):
                at, end = place + 1, place + 3
        if not end:
            place += 1
            continue
        found.add(given[at] - c'0' if end - at == 1 else 10 * (given[at] - c'0') + given[at + 1] - c'0')
        place = end
    found.discard(0)
    return found


cdef Py_ssize_t _code_after_o(const unsigned char *given, Py_ssize_t start, Py_ssize_t length, Py_ssize_t *at) noexcept:
    """Where a code's number ends whose "o" stands before `start`, 0 where none does; `at` is where the number begins."""
    cdef Py_ssize_t blanks, place, end
    cdef bint is_oit = start + 1 < length and given[start] == c'i' and given[start + 1] == c't'
    place = start + 2 if is_oit else start
    blanks = 0
    while blanks < 2 and place < length and (
        given[place] == c' ' or given[place] == c'.' or given[place] == c':' or given[place] == c'-' or (is_oit and given[place] == c'_')
    ):
        place += 1
        blanks += 1
    if is_oit and place < length and given[place] == c'0':
        place += 1
    if place >= length or not c'1' <= given[place] <= c'9':
        return 0
    end = place + 1
    if end < length and _is_digit(given[end]):
        end += 1
    if not _ends_code(given, end, length, False):
        return 0  # one digit less is followed by a digit
    at[0] = place
    return end


cdef bint _ends_code(const unsigned char *given, Py_ssize_t end, Py_ssize_t length, bint is_time) noexcept:
    """Whether no digit follows, nor a sign and a digit; a colon is one where the code may be a time."""
    if end < length and _is_digit(given[end]):
        return False
    return not (
        end + 1 < length and _is_digit(given[end + 1])
        and (given[end] == c'.' or given[end] == c',' or given[end] == c'/' or given[end] == c'-' or (is_time and given[end] == c':'))
    )


def may_be_personal(str text):
    """Whether a row of digits is long enough for the number of a person, telephone or account: ten digits, with up to two
    signs between each two, or nine of which the first is 6, 8 or 9."""
    cdef int kind = PyUnicode_KIND(text)
    if kind == 1:
        return _may_be_personal[Narrow](text, NULL)
    if kind == 2:
        return _may_be_personal[Wide](text, NULL)
    return _may_be_personal[Widest](text, NULL)


cdef bint _may_be_personal(str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef int digits = 0, signs = 0, digit, first = 0
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text)
    cdef unsigned int letter
    for place in range(length):
        letter = given[place]
        if c'0' <= letter <= c'9':
            digit = letter - c'0'
        elif 0x0E50 <= letter <= 0x0E59:
            digit = letter - 0x0E50
        else:
            if digits:
                if letter == 32 or letter == 0xA0 or letter == c'-' or letter == c'.' or letter == c'(' or letter == c')':
                    signs += 1
                    if signs > 2:
                        digits = 0
                else:
                    digits = 0
            continue
        if not digits:
            first = digit
        digits += 1
        signs = 0
        if digits >= 10 or (digits == 9 and (first == 6 or first == 8 or first == 9)):
            return True
    return False
