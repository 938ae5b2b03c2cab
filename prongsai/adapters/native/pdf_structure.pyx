# cython: boundscheck=True, wraparound=True
"""The structure of a PDF that is in order: cross-references, objects, streams, pages. Anything else raises GiveUp.

Names are given as str, strings as bytes. Nothing is repaired: PDFium does that, and by rules of its own.
"""

import zlib

from cython cimport final

cdef enum:
    DEEPEST = 40  # arrays and dictionaries within each other
    MOST_TABLES = 32
    MOST_PAGES = 5000
    MOST_OBJECTS = 1000000
    MOST_INFLATED = 50000000  # bytes of all streams of a file
    DEEPEST_PAGES = 30
    HEAD_WITHIN = 1024  # bytes in which the head stands, and the tail; as PDFium
    TAIL_WITHIN = 4096

cdef bytes BLANKS = b"\0\t\n\f\r "
cdef bytes DELIMITERS = b"()<>[]{}/%"
cdef int each
for each in range(256):
    KIND[each] = 1 if each in BLANKS else 2 if each in DELIMITERS else 0


class GiveUp(Exception):
    """The file, or the page, is not of the ordinary kind that is read here."""


@final
cdef class Ref:
    """A reference to an object by its number."""

    def __init__(self, Py_ssize_t number):
        self.number = number


@final
cdef class Stream:
    """A stream: its dictionary, and where its bytes stand."""

    def __init__(self, dict entries, bytes data, Py_ssize_t start, Py_ssize_t end):
        self.entries, self.data, self.start, self.end = entries, data, start, end


cdef inline int _digit(unsigned char letter) noexcept:
    return letter - c'0' if c'0' <= letter <= c'9' else -1


@final
cdef class Lexer:
    """Reads objects from bytes, from the place `at` on. Every place is compared with `length` before it is looked at."""

    def __init__(self, bytes data, Py_ssize_t at=0):
        self.data, self.letters, self.length = data, data, len(data)
        if not 0 <= at <= self.length:
            raise GiveUp("a place outside of the file")
        self.at = at

    cdef int skip_blanks(self) except -1:
        """Blanks and remarks."""
        cdef unsigned char letter
        while self.at < self.length:
            letter = self.letters[self.at]
            if letter == c'%':
                while self.at < self.length and self.letters[self.at] != c'\n' and self.letters[self.at] != c'\r':
                    self.at += 1
            elif KIND[letter] != 1:
                break
            else:
                self.at += 1
        return 0

    cdef bint follows(self, bytes word):
        """Whether this word comes next, and ends; it is then behind us."""
        cdef Py_ssize_t end
        self.skip_blanks()
        end = self.at + len(word)
        if end > self.length or self.data[self.at:end] != word or (end < self.length and KIND[self.letters[end]] == 0):
            return False
        self.at = end
        return True

    def parse_object(self):
        """The object that comes next."""
        return self.parse(0)

    cdef object parse(self, int depth):
        cdef unsigned char letter, second
        cdef list items
        cdef Py_ssize_t number
        if depth > DEEPEST:
            raise GiveUp("too deep")
        self.skip_blanks()
        if self.at >= self.length:
            raise GiveUp("the file ends within an object")
        letter = self.letters[self.at]
        second = self.letters[self.at + 1] if self.at + 1 < self.length else 0
        if letter == c'/':
            return self.parse_name()
        if c'0' <= letter <= c'9':
            number = self._find_reference()
            return Ref(number) if number >= 0 else self._parse_number()
        if letter == c'-' or letter == c'+' or letter == c'.':
            return self._parse_number()
        if letter == c'<' and second == c'<':
            return self._parse_dictionary(depth)
        if letter == c'<':
            return self._parse_hex()
        if letter == c'(':
            return self._parse_string()
        if letter == c'[':
            self.at += 1
            items = []
            while True:
                self.skip_blanks()
                if self.at < self.length and self.letters[self.at] == c']':
                    self.at += 1
                    return items
                items.append(self.parse(depth + 1))
        if self.follows(b"true"):
            return True
        if self.follows(b"false"):
            return False
        if self.follows(b"null"):
            return None
        raise GiveUp("no object")

    cdef object _parse_dictionary(self, int depth):
        cdef dict entries = {}
        cdef object name
        self.at += 2
        while True:
            self.skip_blanks()
            if self.at + 1 < self.length and self.letters[self.at] == c'>' and self.letters[self.at + 1] == c'>':
                self.at += 2
                return entries
            if self.at >= self.length or self.letters[self.at] != c'/':
                raise GiveUp("a dictionary without a name")
            name = self.parse_name()
            if name in entries:
                raise GiveUp("a name that stands twice")
            entries[name] = self.parse(depth + 1)

    cdef Py_ssize_t _find_reference(self):
        """The number of "12 0 R", then behind us; -1 where it is another thing."""
        cdef Py_ssize_t at = self.at, number = 0, digits = 0
        while at < self.length and digits < 9 and _digit(self.letters[at]) >= 0:
            number = 10 * number + _digit(self.letters[at])
            at += 1
            digits += 1
        if at >= self.length or KIND[self.letters[at]] != 1:
            return -1
        while at < self.length and KIND[self.letters[at]] == 1:
            at += 1
        digits = 0
        while at < self.length and digits < 5 and _digit(self.letters[at]) >= 0:
            at += 1
            digits += 1
        if not digits or at >= self.length or KIND[self.letters[at]] != 1:
            return -1
        while at < self.length and KIND[self.letters[at]] == 1:
            at += 1
        if at >= self.length or self.letters[at] != c'R' or (at + 1 < self.length and KIND[self.letters[at + 1]] == 0):
            return -1
        self.at = at + 1
        return number

    cdef object _parse_number(self):
        cdef Py_ssize_t start = self.at, digits = 0
        cdef long long whole = 0
        cdef double number = 0.0, place = 1.0
        cdef bint is_minus = self.letters[start] == c'-', is_whole = True
        if is_minus or self.letters[start] == c'+':
            self.at += 1
        while self.at < self.length and KIND[self.letters[self.at]] == 0:
            if self.letters[self.at] == c'.' and is_whole:
                is_whole = False
                number = whole
            elif _digit(self.letters[self.at]) >= 0 and digits < 18:
                digits += 1
                if is_whole:
                    whole = 10 * whole + _digit(self.letters[self.at])
                else:
                    place /= 10.0
                    number += place * _digit(self.letters[self.at])
            else:
                raise GiveUp("an odd number")
            self.at += 1
        if not digits:
            raise GiveUp("an odd number")
        if is_whole:
            return -whole if is_minus else whole
        return -number if is_minus else number

    cdef object parse_name(self):
        cdef Py_ssize_t start = self.at + 1
        cdef bint is_plain = True
        self.at = start
        while self.at < self.length and KIND[self.letters[self.at]] == 0:
            is_plain = is_plain and self.letters[self.at] != c'#' and self.letters[self.at] < 128
            self.at += 1
        if is_plain:
            return self.letters[start:self.at].decode("latin-1")
        raise GiveUp("a name that is not plain ASCII")

    cdef object _parse_hex(self):
        cdef bytearray found = bytearray()
        cdef int high = -1, value
        self.at += 1
        while self.at < self.length and self.letters[self.at] != c'>':
            value = hex_value(self.letters[self.at])
            if value >= 0:
                if high < 0:
                    high = value
                else:
                    found.append(16 * high + value)
                    high = -1
            elif KIND[self.letters[self.at]] != 1:
                raise GiveUp("an odd string")
            self.at += 1
        if self.at >= self.length:
            raise GiveUp("the file ends within a string")
        self.at += 1
        if high >= 0:
            found.append(16 * high)
        return bytes(found)

    cdef object _parse_string(self):
        cdef bytearray found
        cdef Py_ssize_t start, end
        end = string_end(self.letters, self.at, self.length)
        if end < 0:
            raise GiveUp("the file ends within a string")
        found = bytearray(end - self.at)
        start = self.at
        self.at = end
        return bytes(found[: plain_string(self.letters, start + 1, end - 1, found)])


cdef Py_ssize_t string_end(const unsigned char *letters, Py_ssize_t at, Py_ssize_t length) noexcept:
    """Behind the bracket that ends the string whose first stands at `at`, -1 where none does."""
    cdef Py_ssize_t depth = 0
    while at < length:
        if letters[at] == c'\\':
            at += 1
        elif letters[at] == c'(':
            depth += 1
        elif letters[at] == c')':
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return -1


cdef Py_ssize_t plain_string(const unsigned char *letters, Py_ssize_t at, Py_ssize_t end, unsigned char *out) noexcept:
    """Writes the bytes of a string without its signs to `out`, which is as long; gives how many."""
    cdef Py_ssize_t count = 0, digits
    cdef unsigned char letter
    cdef unsigned int value
    while at < end:
        letter = letters[at]
        at += 1
        if letter == c'\r':
            if at < end and letters[at] == c'\n':
                at += 1
            letter = c'\n'
        elif letter == c'\\':
            if at >= end:
                break
            letter = letters[at]
            at += 1
            if c'0' <= letter <= c'7':
                value, digits = letter - c'0', 1
                while digits < 3 and at < end and c'0' <= letters[at] <= c'7':
                    value = 8 * value + letters[at] - c'0'
                    at += 1
                    digits += 1
                letter = value & 255
            elif letter == c'n':
                letter = c'\n'
            elif letter == c'r':
                letter = c'\r'
            elif letter == c't':
                letter = c'\t'
            elif letter == c'b':
                letter = 8
            elif letter == c'f':
                letter = 12
            elif letter == c'\r':
                if at < end and letters[at] == c'\n':
                    at += 1
                continue
            elif letter == c'\n':
                continue
        out[count] = letter
        count += 1
    return count


@final
cdef class PdfStructure:
    """The objects of a file, each read when first asked for."""

    def __init__(self, bytes content):
        cdef Py_ssize_t head = content.find(b"%PDF-", 0, HEAD_WITHIN)
        if head < 0:
            raise GiveUp("no head")
        self.content = content[head:] if head else content
        self.places, self.objects, self.packs = {}, {}, {}
        self.open_numbers = set()
        self.inflated = 0
        self.trailer = {}
        self._read_tables()
        self.pages = []
        self._list_pages()

    def _read_tables(self):
        """Where each object stands: the newest table first, whose word counts."""
        cdef Lexer lexer
        cdef Py_ssize_t tail = self.content.rfind(b"startxref", max(0, len(self.content) - TAIL_WITHIN))
        cdef set seen = set()
        cdef object place, table
        if tail < 0:
            raise GiveUp("no tail")
        lexer = Lexer(self.content, tail + 9)
        place = lexer.parse_object()
        while place is not None:
            if type(place) is not int or place <= 0 or place in seen or len(seen) >= MOST_TABLES:
                raise GiveUp("an odd chain of tables")
            seen.add(place)
            lexer = Lexer(self.content, place)
            table = self._read_table(lexer) if lexer.follows(b"xref") else self._read_table_stream(lexer)
            if not self.trailer:
                self.trailer = table
            if "Encrypt" in table:
                raise GiveUp("locked")
            place = table.get("Prev")
            if "XRefStm" in table:  # Word: an empty table, with what the stream says; PDFium passes over that of the oldest
                if place is None:
                    raise GiveUp("an odd chain of tables")
                self._read_table_stream(Lexer(self.content, _small(table["XRefStm"], len(self.content))))

    cdef dict _read_table(self, Lexer lexer):
        cdef Py_ssize_t first, count, number, at, offset, digit
        cdef object trailer
        while not lexer.follows(b"trailer"):
            first, count = _small(lexer.parse(0), MOST_OBJECTS), _small(lexer.parse(0), MOST_OBJECTS)
            lexer.skip_blanks()
            if first + count > MOST_OBJECTS or lexer.at + 20 * count > lexer.length:
                raise GiveUp("a table that is too long")
            for number in range(first, first + count):
                at = lexer.at
                if lexer.letters[at + 10] != 32 or lexer.letters[at + 16] != 32 or KIND[lexer.letters[at + 18]] != 1:
                    raise GiveUp("an odd line of a table")
                if number not in self.places:
                    if lexer.letters[at + 17] == c'n':
                        offset = 0
                        for digit in range(10):
                            if _digit(lexer.letters[at + digit]) < 0:
                                raise GiveUp("an odd line of a table")
                            offset = 10 * offset + _digit(lexer.letters[at + digit])
                        self.places[number] = offset
                    elif lexer.letters[at + 17] == c'f':
                        self.places[number] = None
                    else:
                        raise GiveUp("an odd line of a table")
                lexer.at = at + 20
        trailer = lexer.parse(0)
        if type(trailer) is not dict:
            raise GiveUp("no trailer")
        return trailer

    cdef dict _read_table_stream(self, Lexer lexer):
        cdef Stream stream = self._stream_at(lexer, -1)
        cdef dict entries = stream.entries
        cdef object widths = entries.get("W"), index
        cdef bytes data
        cdef const unsigned char *letters
        cdef Py_ssize_t one, two, three, at = 0, number, place, kind, second, third, step
        if entries.get("Type") != "XRef" or type(widths) is not list or len(widths) != 3:
            raise GiveUp("an odd table")
        one, two, three = (_small(width, 7) for width in widths)
        data = self.bytes_of(stream)
        letters = data
        index = entries.get("Index", [0, entries.get("Size")])
        if type(index) is not list or len(index) % 2 or one + two + three == 0:
            raise GiveUp("an odd table")
        for place in range(0, len(index), 2):
            number = _small(index[place], MOST_OBJECTS)
            for _ in range(_small(index[place + 1], MOST_OBJECTS)):
                if at + one + two + three > len(data):
                    raise GiveUp("a table that is too short")
                kind, second, third = (0 if one else 1), 0, 0
                for step in range(one):
                    kind = 256 * kind + letters[at + step]
                for step in range(one, one + two):
                    second = 256 * second + letters[at + step]
                for step in range(one + two, one + two + three):
                    third = 256 * third + letters[at + step]
                at += one + two + three
                if number not in self.places:
                    if kind > 2:
                        raise GiveUp("an odd line of a table")
                    if kind == 2:
                        self.places[number] = (second, third)
                    else:
                        self.places[number] = second if kind else None
                number += 1
        return entries

    cdef object get(self, Py_ssize_t number):
        """The object of this number, None where there is none."""
        cdef object place, found
        if number in self.objects:
            return self.objects[number]
        place = self.places.get(number)
        if place is None:
            return None
        if number in self.open_numbers or len(self.open_numbers) > DEEPEST:
            raise GiveUp("an object within itself")
        self.open_numbers.add(number)
        found = self._packed(place[0], place[1], number) if type(place) is tuple else self._object_at(place, number)
        self.open_numbers.discard(number)
        self.objects[number] = found
        return found

    def _object_at(self, Py_ssize_t place, Py_ssize_t number):
        cdef Lexer lexer = Lexer(self.content, place)
        cdef object found
        found = self._object_or_stream(lexer, number)
        return found

    cdef object _object_or_stream(self, Lexer lexer, Py_ssize_t number):
        """What stands after "12 0 obj"; any number where that is -1."""
        cdef object found, length
        cdef Py_ssize_t start, end
        cdef object said = lexer.parse(0)
        if type(said) is not int or (number >= 0 and said != number) or type(lexer.parse(0)) is not int:
            raise GiveUp("another object stands there")
        if not lexer.follows(b"obj"):
            raise GiveUp("no object stands there")
        found = lexer.parse(0)
        if type(found) is dict and lexer.follows(b"stream"):
            if lexer.at < lexer.length and lexer.letters[lexer.at] == c'\r':
                lexer.at += 1
            if lexer.at >= lexer.length or lexer.letters[lexer.at] != c'\n':
                raise GiveUp("an odd stream")
            start = lexer.at + 1
            length = self.value(found.get("Length"))
            end = start + _small(length, lexer.length)
            if end > lexer.length:
                raise GiveUp("a stream that is too long")
            lexer.at = end
            if not lexer.follows(b"endstream"):
                raise GiveUp("a stream of another length")
            return Stream(found, lexer.data, start, end)
        if not lexer.follows(b"endobj"):
            raise GiveUp("an object that does not end")
        return found

    cdef Stream _stream_at(self, Lexer lexer, Py_ssize_t number):
        cdef object found = self._object_or_stream(lexer, number)
        if type(found) is not Stream:
            raise GiveUp("no stream")
        return found

    cdef object _packed(self, Py_ssize_t pack, Py_ssize_t index, Py_ssize_t number):
        """An object out of a stream of objects."""
        cdef Lexer lexer
        cdef object stream, entry
        cdef list numbers
        cdef Py_ssize_t count, first, place
        entry = self.packs.get(pack)
        if entry is None:
            stream = None if type(self.places.get(pack)) is tuple else self.get(pack)
            if type(stream) is not Stream or (<Stream> stream).entries.get("Type") != "ObjStm":
                raise GiveUp("no stream of objects")
            lexer = Lexer(self.bytes_of(stream))
            count = _small((<Stream> stream).entries.get("N"), MOST_OBJECTS)
            first = _small((<Stream> stream).entries.get("First"), lexer.length)
            if 4 * count > lexer.length + 4:
                raise GiveUp("too many objects")
            numbers = []
            for place in range(count):
                numbers.append((lexer.parse(0), first + _small(lexer.parse(0), lexer.length)))
            entry = self.packs[pack] = (lexer, numbers)
        lexer, numbers = entry
        if index >= len(numbers) or numbers[index][0] != number or numbers[index][1] > lexer.length:
            raise GiveUp("another object stands there")
        lexer.at = numbers[index][1]
        return lexer.parse(0)

    cpdef object value(self, object thing):
        """The thing itself, or what it refers to."""
        cdef int steps = 0
        while type(thing) is Ref:
            thing = self.get((<Ref> thing).number)
            steps += 1
            if steps > 8:
                raise GiveUp("a long chain of references")
        return thing

    cpdef dict dictionary(self, object thing):
        """The dictionary that a thing is or refers to, an empty one for None."""
        thing = self.value(thing)
        if thing is None:
            return {}
        if type(thing) is not dict:
            raise GiveUp("no dictionary")
        return thing

    cdef int count_bytes(self, Py_ssize_t count) except -1:
        """Adds to the work done for this file."""
        self.inflated += count
        if self.inflated > MOST_INFLATED:
            raise GiveUp("too much to inflate")
        return 0

    cpdef bytes bytes_of(self, Stream stream):
        """The content of a stream, as it stands or inflated."""
        cdef list filters = self._listed(stream.entries.get("Filter")), options = self._listed(stream.entries.get("DecodeParms"))
        cdef object inflater
        cdef bytes data
        if "F" in stream.entries:
            raise GiveUp("a stream outside of the file")
        data = stream.data[stream.start:stream.end]
        self.count_bytes(len(data))
        if filters and filters[0] == "ASCII85Decode":  # reportlab
            if any(options):
                raise GiveUp("another filter")
            data, filters = _from_base_85(data), filters[1:]
        if not filters:
            return data
        if filters != ["FlateDecode"] or len(options) > 1:
            raise GiveUp("another filter")
        inflater = zlib.decompressobj()
        try:
            data = inflater.decompress(data, MOST_INFLATED - self.inflated + 1)
        except zlib.error as error:
            raise GiveUp("a damaged stream") from error
        self.count_bytes(len(data))
        if not inflater.eof:
            raise GiveUp("a stream that does not end")
        return self._without_predictor(data, options[0]) if options and options[0] is not None else data

    def _listed(self, given):
        """A thing or the things of an array."""
        given = self.value(given)
        if type(given) is list:
            if len(given) > 2:
                raise GiveUp("many filters")
            return [self.value(one) for one in given]
        return [] if given is None else [given]

    def _without_predictor(self, bytes data, options):
        cdef object kind = self.value(self.dictionary(options).get("Predictor", 1))
        cdef Py_ssize_t columns, rows, row, at, start, colors
        cdef bytearray out
        cdef const unsigned char *given = data
        cdef unsigned char *target
        cdef unsigned char tag
        if kind == 1:
            return data
        colors = _small(self.value(options.get("Colors", 1)), 4)
        columns = _small(self.value(options.get("Columns", 1)), 100_000)
        if type(kind) is not int or not 10 <= kind <= 15 or self.value(options.get("BitsPerComponent", 8)) != 8 or not columns or colors != 1:
            raise GiveUp("another predictor")
        if len(data) % (columns + 1):
            raise GiveUp("half a row")
        rows = len(data) // (columns + 1)
        out = bytearray(rows * columns)
        target = out
        for row in range(rows):
            tag = given[row * (columns + 1)]
            start = row * (columns + 1) + 1
            if tag > 2:
                raise GiveUp("another predictor")
            for at in range(columns):
                target[row * columns + at] = given[start + at]
                if tag == 1 and at:
                    target[row * columns + at] += target[row * columns + at - 1]
                elif tag == 2 and row:
                    target[row * columns + at] += target[(row - 1) * columns + at]
        return bytes(out)

    def _list_pages(self):
        """The pages in order, each with what it has of the nodes above it."""
        cdef dict root = self.dictionary(self.trailer.get("Root"))
        cdef set seen = set()
        cdef dict above = {}
        if root.get("Type") not in (None, "Catalog") or "Pages" not in root:
            raise GiveUp("no catalog")
        self._list_below(root["Pages"], above, seen, 0)
        if not self.pages:
            raise GiveUp("no pages")

    cdef int _list_below(self, object node, dict above, set seen, int depth) except -1:
        cdef dict entries
        cdef object kid, name, kids
        cdef Py_ssize_t before = len(self.pages)
        if type(node) is not Ref or (<Ref> node).number in seen or depth > DEEPEST_PAGES or len(seen) > 2 * MOST_PAGES:
            raise GiveUp("an odd tree of pages")
        seen.add((<Ref> node).number)
        entries = self.dictionary(node)
        above = dict(above)
        for name in ("Resources", "MediaBox", "CropBox", "Rotate"):
            if name in entries:
                above[name] = entries[name]
        if "Kids" not in entries:
            if entries.get("Type") != "Page" or depth == 0:
                raise GiveUp("an odd page")
            above.update(entries)
            self.pages.append(above)
            if len(self.pages) > MOST_PAGES:
                raise GiveUp("too many pages")
            return 0
        kids = self.value(entries["Kids"])
        if entries.get("Type") != "Pages" or type(kids) is not list:
            raise GiveUp("an odd tree of pages")
        for kid in kids:
            self._list_below(kid, above, seen, depth + 1)
        if self.value(entries.get("Count")) != len(self.pages) - before or len(self.pages) == before:
            raise GiveUp("an odd count of pages")
        return 0


cdef bytes _from_base_85(bytes data):
    """Bytes out of ASCII85, five letters for four of them."""
    cdef const unsigned char *given = data
    cdef Py_ssize_t at = 0, length = len(data), kept = 0
    cdef bytearray out = bytearray(4 * length + 4)  # a "z" alone is four
    cdef unsigned char *target = out
    cdef unsigned long long value = 0
    cdef int count = 0, place
    while at < length and given[at] != c'~':
        if given[at] == c'z' and count == 0:
            target[kept] = target[kept + 1] = target[kept + 2] = target[kept + 3] = 0
            kept += 4
        elif c'!' <= given[at] <= c'u':
            value = 85 * value + given[at] - c'!'
            count += 1
            if count == 5:
                if value > 0xFFFFFFFFULL:
                    raise GiveUp("odd ASCII85")
                for place in range(4):
                    target[kept + place] = (value >> (24 - 8 * place)) & 255
                kept += 4
                value, count = 0, 0
        elif KIND[given[at]] != 1:
            raise GiveUp("odd ASCII85")
        at += 1
    if at >= length or count == 1:
        raise GiveUp("odd ASCII85")
    if count:
        for place in range(count, 5):
            value = 85 * value + 84
        for place in range(count - 1):
            target[kept + place] = (value >> (24 - 8 * place)) & 255
        kept += count - 1
    return bytes(out[:kept])


cdef Py_ssize_t _small(object number, Py_ssize_t most) except -1:
    """A whole number from 0 to `most`."""
    if type(number) is not int or not 0 <= number <= most:
        raise GiveUp("an odd number")
    return number
