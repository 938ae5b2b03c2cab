"""The quick twin of audit/judge/letters.py: Thai text into bytes of one letter each, one pass over the letters."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from prongsai.audit.native.widths cimport Letter, Narrow, Wide, Widest


cdef class Alphabet:
    """Code page 874 with a table that says what each of its bytes is read as.

    `other` is what a letter outside the code page is read as, -1 to leave it out.
    """

    cdef int[256] narrow  # of the letters up to U+00FF; -1: left out
    cdef int[128] thai  # from U+0E00
    cdef int[64] marks  # from U+2000
    cdef int other
    cdef int euro

    def __cinit__(self, bytes table, int other=-1):
        if len(table) != 256:
            raise ValueError("the table has not 256 bytes")
        cdef int place
        self.other = other
        for place in range(256):
            self.narrow[place] = self._read_as(table, place)
        for place in range(128):
            self.thai[place] = self._read_as(table, 0x0E00 + place)
        for place in range(64):
            self.marks[place] = self._read_as(table, 0x2000 + place)
        self.euro = self._read_as(table, 0x20AC)

    cdef int _read_as(self, bytes table, int letter):
        encoded = chr(letter).encode("cp874", "ignore")
        return table[<unsigned char> encoded[0]] if encoded else self.other

    def write(self, str text):
        """The text in this alphabet."""
        cdef int kind = PyUnicode_KIND(text)
        if kind == 1:
            return _write[Narrow](self, text, NULL)
        if kind == 2:
            return _write[Wide](self, text, NULL)
        return _write[Widest](self, text, NULL)


cdef bytes _write(Alphabet alphabet, str text, Letter *_kind):
    cdef const Letter *given = <const Letter *> PyUnicode_DATA(text)
    cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text), to = 0
    cdef bytes written = PyBytes_FromStringAndSize(NULL, length)
    cdef unsigned char *out = <unsigned char *> PyBytes_AS_STRING(written)
    cdef unsigned int letter
    cdef int byte
    for place in range(length):
        letter = given[place]
        if letter < 256:
            byte = alphabet.narrow[letter]
        elif letter >> 7 == 0x0E00 >> 7:
            byte = alphabet.thai[letter & 127]
        elif letter >> 6 == 0x2000 >> 6:
            byte = alphabet.marks[letter & 63]
        else:
            byte = alphabet.euro if letter == 0x20AC else alphabet.other
        if byte >= 0:
            out[to] = byte
            to += 1
    return written if to == length else written[:to]


cdef class Bare:
    """Bytes into bare letters: read by a table, some dropped, two of one sort made one other."""

    cdef int[256] read_as  # -1: dropped
    cdef unsigned char twice, one

    def __cinit__(self, bytes table, bytes dropped, bytes pair, bytes one):
        if len(table) != 256 or len(pair) != 2 or pair[0] != pair[1] or len(one) != 1:
            raise ValueError("a table of 256 bytes, a pair of one letter and one letter are wanted")
        cdef int place
        for place in range(256):
            self.read_as[place] = -1 if place in dropped else table[place]
        self.twice, self.one = pair[0], one[0]

    def write(self, bytes given):
        """The bare letters of bytes in code page 874."""
        cdef Py_ssize_t place, length = len(given), to = 0
        cdef const unsigned char *read = given
        cdef bytes written = PyBytes_FromStringAndSize(NULL, length)
        cdef unsigned char *out = <unsigned char *> PyBytes_AS_STRING(written)
        cdef int byte
        cdef bint is_second = False  # the letter before is the first of a pair
        for place in range(length):
            byte = self.read_as[read[place]]
            if byte < 0:
                continue
            if byte == self.twice:
                if is_second:
                    out[to - 1] = self.one
                    is_second = False
                    continue
                is_second = True
            else:
                is_second = False
            out[to] = byte
            to += 1
        return written if to == length else written[:to]
