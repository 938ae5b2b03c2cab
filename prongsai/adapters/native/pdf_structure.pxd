from cython cimport final

cdef unsigned char KIND[256]  # 1 for a blank, 2 for a delimiter, 0 for what words are made of


cdef inline int hex_value(unsigned char letter) noexcept:
    """The value of a digit, -1 where it is none."""
    if c'0' <= letter <= c'9':
        return letter - c'0'
    letter |= 32
    return letter - c'a' + 10 if c'a' <= letter <= c'f' else -1


@final
cdef class Ref:
    cdef readonly Py_ssize_t number


@final
cdef class Stream:
    cdef readonly dict entries
    cdef bytes data
    cdef Py_ssize_t start, end


@final
cdef class Lexer:
    cdef bytes data
    cdef const unsigned char *letters
    cdef Py_ssize_t length, at

    cdef int skip_blanks(self) except -1
    cdef bint follows(self, bytes word)
    cdef object parse(self, int depth)
    cdef object _parse_number(self)
    cdef Py_ssize_t _find_reference(self)
    cdef object parse_name(self)
    cdef object _parse_string(self)
    cdef object _parse_hex(self)
    cdef object _parse_dictionary(self, int depth)


@final
cdef class PdfStructure:
    cdef bytes content
    cdef dict places, objects, packs
    cdef set open_numbers
    cdef Py_ssize_t inflated
    cdef readonly dict trailer
    cdef readonly list pages

    cdef dict _read_table(self, Lexer lexer)
    cdef dict _read_table_stream(self, Lexer lexer)
    cdef object _object_or_stream(self, Lexer lexer, Py_ssize_t number)
    cdef Stream _stream_at(self, Lexer lexer, Py_ssize_t number)
    cdef object _packed(self, Py_ssize_t pack, Py_ssize_t index, Py_ssize_t number)
    cdef int _list_below(self, object node, dict above, set seen, int depth) except -1
    cdef object get(self, Py_ssize_t number)
    cpdef object value(self, object thing)
    cpdef dict dictionary(self, object thing)
    cpdef bytes bytes_of(self, Stream stream)
    cdef int count_bytes(self, Py_ssize_t count) except -1


cdef Py_ssize_t string_end(const unsigned char *letters, Py_ssize_t at, Py_ssize_t length) noexcept
cdef Py_ssize_t plain_string(const unsigned char *letters, Py_ssize_t at, Py_ssize_t end, unsigned char *out) noexcept
