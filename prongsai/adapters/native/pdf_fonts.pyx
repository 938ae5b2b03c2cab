# cython: boundscheck=True, wraparound=True
"""Fonts of ordinary PDFs: what each code says (ToUnicode), how wide it is, and the box of its glyph.

The boxes are needed for PDFium's rule that a run which does not overlap the last one in height begins a line. They are
taken from the heads of the glyphs of embedded TrueType files, scaled and cut to whole numbers as PDFium does.
"""

from cython cimport final
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcmp

from prongsai.adapters.native.pdf_structure cimport Lexer, PdfStructure, Stream, hex_value
from prongsai.adapters.native.pdf_structure import GiveUp

cdef enum:
    HAS_WIDTH = 1
    IS_ODD = 4  # it says two things, or what PDFium treats in a way of its own
    HAS_BOX = 8
    MOST_CODES = 65536
    MOST_LETTERS = 400000
    MOST_TEXT = 32  # letters of one code
    SYMBOLIC = 4
    NONSYMBOLIC = 32
    ALL_CAPS = 65536

@final
cdef class Font:
    """One font; GiveUp where it is not of an ordinary kind."""

    def __cinit__(self):
        cdef int place
        self.letters = NULL
        for place in range(256):
            self.blocks[place] = NULL

    def __dealloc__(self):
        cdef int place
        for place in range(256):
            free(self.blocks[place])
        free(self.letters)

    def __init__(self, PdfStructure pdf, dict entries):
        cdef object kind = entries.get("Subtype"), descendants
        self.is_wide = kind == "Type0"
        self.code_count = MOST_CODES if self.is_wide else 256
        self.default_width = self.space_code = -1
        self.glyph_numbers = None
        self._read_map(pdf, pdf.value(entries.get("ToUnicode")))
        if self.is_wide:
            if entries.get("Encoding") != "Identity-H":
                raise GiveUp("another encoding")
            descendants = pdf.value(entries.get("DescendantFonts"))
            if type(descendants) is not list or len(descendants) != 1:
                raise GiveUp("an odd font")
            self._read_wide(pdf, pdf.dictionary(descendants[0]))
        elif kind == "TrueType":
            self._read_simple(pdf, entries)
        else:
            raise GiveUp("another kind of font")
        self._find_space()

    def _read_wide(self, PdfStructure pdf, dict entries):
        cdef object system = pdf.dictionary(entries.get("CIDSystemInfo")), to_glyph = pdf.value(entries.get("CIDToGIDMap"))
        cdef object width = pdf.value(entries.get("DW", 1000))
        cdef object ordering = pdf.value(system.get("Ordering"))
        if entries.get("Subtype") != "CIDFontType2" or ordering not in (b"Identity", b"UCS"):
            raise GiveUp("another kind of font")
        if ordering == b"UCS" and self.space_code < 0:
            self.space_code = 32  # PDFium takes the codes of such a font for Unicode
        if type(to_glyph) is Stream:
            self.to_glyph = pdf.bytes_of(to_glyph)
        elif to_glyph is not None and to_glyph != "Identity":
            raise GiveUp("an odd font")
        self.default_width = _whole(width)
        self._read_widths(pdf, pdf.value(entries.get("W")))
        self._open_file(pdf, pdf.dictionary(entries.get("FontDescriptor")))

    def _read_widths(self, PdfStructure pdf, widths):
        """The W array: of two widths of one code PDFium takes the first."""
        cdef Py_ssize_t at = 0, code, last, count
        cdef object second
        if widths is None:
            return
        if type(widths) is not list:
            raise GiveUp("odd widths")
        count = len(widths)
        while at + 1 < count:
            code, second = _whole(pdf.value(widths[at])), pdf.value(widths[at + 1])
            if not 0 <= code < MOST_CODES:
                raise GiveUp("odd widths")
            if type(second) is list:
                for width in second:
                    self._set_width(code, _whole(pdf.value(width)))
                    code += 1
                at += 2
            else:
                if at + 2 >= count:
                    raise GiveUp("odd widths")
                last = _whole(second)
                if not code <= last < MOST_CODES:
                    raise GiveUp("odd widths")
                pdf.count_bytes(last - code)
                for code in range(code, last + 1):
                    self._set_width(code, _whole(pdf.value(widths[at + 2])))
                at += 3
        if at != count:
            raise GiveUp("odd widths")

    cdef Glyph *_slot(self, unsigned int code) except NULL:
        """The place for a glyph. Blocks of 256 are made when first used: room for all codes would cost more to clear than to fill."""
        cdef unsigned int block = code >> 8
        if code >= <unsigned int> self.code_count:
            raise GiveUp("a code outside of the font")
        if self.blocks[block] == NULL:
            self.blocks[block] = <Glyph *> calloc(256, sizeof(Glyph))
            if self.blocks[block] == NULL:
                raise MemoryError
        return &self.blocks[block][code & 255]

    cdef int _set_width(self, Py_ssize_t code, int width) except -1:
        cdef Glyph *glyph
        if not 0 <= code < self.code_count:
            raise GiveUp("odd widths")
        glyph = self._slot(code)
        if not glyph.known & HAS_WIDTH:
            glyph.width = width
            glyph.known |= HAS_WIDTH
        return 0

    def _read_simple(self, PdfStructure pdf, dict entries):
        """A font of 256 codes: its own encoding with a symbol's cmap, or WinAnsi with a Unicode one."""
        cdef dict described = pdf.dictionary(entries.get("FontDescriptor")), symbols, unicodes, romans
        cdef object encoding = pdf.value(entries.get("Encoding")), widths = pdf.value(entries.get("Widths"))
        cdef object first = pdf.value(entries.get("FirstChar")), flags = pdf.value(described.get("Flags"))
        cdef Py_ssize_t code
        cdef unsigned short letter
        if type(widths) is not list or type(first) is not int or type(flags) is not int or flags & ALL_CAPS:
            raise GiveUp("a font without widths")
        if not 0 <= first <= 255 or len(widths) + first > 256 or pdf.value(entries.get("LastChar")) != first + len(widths) - 1:
            raise GiveUp("odd widths")
        for code in range(len(widths)):
            self._set_width(first + code, _whole(pdf.value(widths[code])))
        self._open_file(pdf, described)
        symbols, unicodes, romans = self._read_cmaps()
        self.glyph_numbers = {}
        if encoding is None and flags & SYMBOLIC and not flags & NONSYMBOLIC:
            if symbols:
                self.glyph_numbers = {
                    code: next((symbols[high + code] for high in (0xF000, 0xF100, 0xF200, 0) if high + code in symbols), 0)
                    for code in range(256)
                }
            elif romans:
                self.glyph_numbers = romans
            else:
                raise GiveUp("a font of another encoding")
        elif encoding == "WinAnsiEncoding" and flags & NONSYMBOLIC and not flags & SYMBOLIC and unicodes:
            for code in range(256):
                letter = code
                self.glyph_numbers[code] = unicodes.get(code, 0)
                if not 32 <= code < 127 or not self.glyph_numbers[code]:
                    self._slot(code).known |= IS_ODD  # its glyph may be found by other ways
                elif not self._slot(code).known & HAS_TEXT:
                    self._set_text(code, &letter, 1)
        else:
            raise GiveUp("a font of another encoding")

    def _read_map(self, PdfStructure pdf, stream):
        """ToUnicode: bfchar and bfrange."""
        cdef Lexer lexer
        cdef Py_ssize_t start, end
        cdef unsigned char letter
        if type(stream) is not Stream:
            if stream is None and not self.is_wide:
                return
            raise GiveUp("a font without a map")
        lexer = Lexer(pdf.bytes_of(stream))
        if b"-UCS2" in lexer.data or b"usecmap" in lexer.data:
            raise GiveUp("a map on another map")
        while True:
            lexer.skip_blanks()
            if lexer.at >= lexer.length:
                break
            start = lexer.at
            letter = lexer.letters[start]
            while lexer.at < lexer.length and _is_word(lexer.letters[lexer.at]):
                lexer.at += 1
            if lexer.at == start:
                lexer.at += 1
            elif lexer.at - start == 11 and memcmp(&lexer.letters[start], b"beginbfchar", 11) == 0:
                self._read_chars(lexer)
            elif lexer.at - start == 12 and memcmp(&lexer.letters[start], b"beginbfrange", 12) == 0:
                self._read_ranges(pdf, lexer)

    cdef int _read_chars(self, Lexer lexer) except -1:
        cdef unsigned short text[MOST_TEXT]
        cdef int count
        cdef unsigned int code
        while not lexer.follows(b"endbfchar"):
            code = self._read_code(lexer)
            count = _read_text(lexer, text)
            self._set_text(code, text, count)
        return 0

    cdef unsigned int _read_code(self, Lexer lexer) except? 0xFFFFFFFF:
        cdef unsigned short text[MOST_TEXT]
        cdef int digits = 0, value
        cdef unsigned int code = 0
        lexer.skip_blanks()
        if lexer.at >= lexer.length or lexer.letters[lexer.at] != c'<':
            raise GiveUp("an odd map")
        lexer.at += 1
        while lexer.at < lexer.length and digits < 5:
            value = hex_value(lexer.letters[lexer.at])
            if value < 0:
                break
            code = 16 * code + value
            digits += 1
            lexer.at += 1
        if lexer.at >= lexer.length or lexer.letters[lexer.at] != c'>' or digits == 0 or digits > 4 or code >= <unsigned int> self.code_count:
            raise GiveUp("an odd map")
        lexer.at += 1
        return code

    cdef int _read_ranges(self, PdfStructure pdf, Lexer lexer) except -1:
        cdef unsigned short text[MOST_TEXT]
        cdef unsigned int code, last
        cdef int count
        while not lexer.follows(b"endbfrange"):
            code, last = self._read_code(lexer), self._read_code(lexer)
            if code > last or code >> 8 != last >> 8:
                raise GiveUp("an odd range")
            pdf.count_bytes(last - code)
            lexer.skip_blanks()
            if lexer.at < lexer.length and lexer.letters[lexer.at] == c'[':
                lexer.at += 1
                for code in range(code, last + 1):
                    count = _read_text(lexer, text)
                    self._set_text(code, text, count)
                lexer.skip_blanks()
                if lexer.at >= lexer.length or lexer.letters[lexer.at] != c']':
                    raise GiveUp("an odd range")
                lexer.at += 1
                continue
            count = _read_text(lexer, text)
            if count == 0 or text[count - 1] + (last - code) > 0xFFFF:
                raise GiveUp("an odd range")
            for code in range(code, last + 1):
                self._set_text(code, text, count)
                text[count - 1] += 1
        return 0

    cdef int _set_text(self, unsigned int code, const unsigned short *text, int count) except -1:
        """What a code says. Where it is said twice, PDFium takes the lower: that is left to it."""
        cdef Glyph *glyph = self._slot(code)
        cdef unsigned short *grown
        cdef int place
        if count == 0:
            return 0
        if glyph.known & HAS_TEXT:
            if glyph.count != count or memcmp(&self.letters[glyph.text], text, 2 * count):
                glyph.known |= IS_ODD
            return 0
        if self.letter_count + count > self.letter_room:
            if self.letter_room > MOST_LETTERS:
                raise GiveUp("a map that is too long")
            grown = <unsigned short *> realloc(self.letters, 2 * (2 * self.letter_room + 1024))
            if grown == NULL:
                raise MemoryError
            self.letters = grown
            self.letter_room = 2 * self.letter_room + 1024
        glyph.known |= HAS_TEXT
        if count == 1 and text[0] == 32 and (self.space_code < 0 or code < <unsigned int> self.space_code):
            self.space_code = code
        glyph.text, glyph.count = self.letter_count, count
        for place in range(count):
            self.letters[self.letter_count + place] = text[place]
            if is_odd(text[place]):
                glyph.known |= IS_ODD
        self.letter_count += count
        return 0

    def _find_space(self):
        """The width of the lowest code that says a blank; of code 0 where there is none, as PDFium has it."""
        cdef Glyph *glyph
        if self.space_code < 0 and not self.is_wide:
            self.space_width = -1
            return
        glyph = self._slot(max(self.space_code, 0))
        self.space_width = glyph.width if glyph.known & HAS_WIDTH else self.default_width

    def _open_file(self, PdfStructure pdf, dict described):
        """The places of the tables of the embedded TrueType file."""
        cdef object stream = pdf.value(described.get("FontFile2"))
        cdef Py_ssize_t count, at, head, place, metrics
        cdef dict tables = {}
        if type(stream) is not Stream or "FontFile" in described or "FontFile3" in described:
            raise GiveUp("no TrueType file")
        self.file = pdf.bytes_of(stream)
        if self.file[:4] not in (b"\0\1\0\0", b"true"):
            raise GiveUp("no TrueType file")
        count = self._two(4)
        for place in range(count):
            at = 12 + 16 * place
            tables[self.file[at : at + 4]] = (self._four(at + 8), self._four(at + 12))
        if not {b"head", b"maxp", b"loca", b"glyf", b"hhea", b"hmtx"} <= tables.keys() or b"CFF " in tables or b"gvar" in tables:
            raise GiveUp("an odd TrueType file")
        for at, place in tables.values():
            if at + place > len(self.file):
                raise GiveUp("an odd TrueType file")
        head = tables[b"head"][0]
        self.em, self.has_long_places = self._two(head + 18), self._two(head + 50) != 0
        if not 16 <= self.em <= 16384:
            raise GiveUp("an odd TrueType file")
        self.places = tables[b"loca"][0]
        self.place_count = tables[b"loca"][1] // (4 if self.has_long_places else 2)
        self.place_count = min(self.place_count, self._two(tables[b"maxp"][0] + 4) + 1)
        self.outlines, place = tables[b"glyf"]
        self.outlines_end = self.outlines + place
        self.full_sides = self._two(tables[b"hhea"][0] + 34)
        self.sides, metrics = tables[b"hmtx"]
        if 4 * self.full_sides > metrics or not self.full_sides:
            raise GiveUp("an odd TrueType file")
        self.side_count = self.full_sides + (metrics - 4 * self.full_sides) // 2
        self.glyph_numbers = None
        self.tables = tables

    cdef Py_ssize_t _two(self, Py_ssize_t at) except -1:
        if at < 0 or at + 2 > len(self.file):
            raise GiveUp("the font's file ends")
        return 256 * (<const unsigned char *> self.file)[at] + (<const unsigned char *> self.file)[at + 1]

    cdef Py_ssize_t _four(self, Py_ssize_t at) except -1:
        return 65536 * self._two(at) + self._two(at + 2)

    cdef int _signed(self, Py_ssize_t at) except? -99999:
        cdef Py_ssize_t value = self._two(at)
        return value - 65536 if value > 32767 else value

    def _read_cmaps(self):
        """Codes to glyphs of the three kinds of table: symbols, Unicode, Roman."""
        cdef Py_ssize_t start, length, place, count, at, kind
        cdef dict found = {}
        if b"cmap" not in self.tables:
            raise GiveUp("a font of another encoding")
        start, length = self.tables[b"cmap"]
        count = self._two(start + 2)
        if count > 32:
            raise GiveUp("an odd TrueType file")
        for place in range(count):
            at = start + 4 + 8 * place
            found[self._two(at), self._two(at + 2)] = start + self._four(at + 4)
        return tuple(self._read_cmap(found.get(kind)) for kind in ((3, 0), (3, 1), (1, 0)))

    def _read_cmap(self, at):
        cdef Py_ssize_t kind, place, count, code, first, last, delta, offset, glyph
        cdef dict found = {}
        if at is None:
            return found
        kind = self._two(at)
        if kind == 0:
            for code in range(256):
                place = at + 6 + code
                if place >= len(self.file):
                    raise GiveUp("the font's file ends")
                found[code] = (<const unsigned char *> self.file)[place]
        elif kind == 6:
            first, count = self._two(at + 6), self._two(at + 8)
            for place in range(count):
                found[first + place] = self._two(at + 10 + 2 * place)
        elif kind == 4:
            count = self._two(at + 6) // 2
            for place in range(count):
                last = self._two(at + 14 + 2 * place)
                first = self._two(at + 16 + 2 * count + 2 * place)
                delta = self._two(at + 16 + 4 * count + 2 * place)
                offset = self._two(at + 16 + 6 * count + 2 * place)
                if first > last or len(found) + last - first > 70_000:
                    raise GiveUp("an odd TrueType file")
                for code in range(first, last + 1):
                    glyph = code
                    if offset:
                        glyph = self._two(at + 16 + 6 * count + 2 * place + offset + 2 * (code - first)) if code != 0xFFFF else 0
                        if not glyph:
                            continue
                    glyph = (glyph + delta) & 0xFFFF
                    if glyph:
                        found[code] = glyph
        else:
            raise GiveUp("a font of another encoding")
        return found

    cdef Glyph *glyph(self, unsigned int code) except NULL:
        """The glyph of a code. It may say nothing (`says_nothing`): an ActualText may stand over it."""
        cdef Glyph *found = self._slot(code)
        if found.known & IS_ODD:
            raise GiveUp("a code that says nothing certain")
        if not found.known & HAS_BOX:
            self._measure(code, found)
        return found

    cdef int _measure(self, unsigned int code, Glyph *found) except -1:
        cdef Py_ssize_t number = code, start, end, side
        cdef int shift, left
        if not found.known & HAS_WIDTH:
            if self.default_width < 0:
                raise GiveUp("a code without a width")
            found.width = self.default_width
        found.known |= HAS_BOX | HAS_WIDTH
        if self.glyph_numbers is not None:
            number = self.glyph_numbers.get(code, 0)
        elif self.to_glyph is not None:
            if 2 * number + 2 > len(self.to_glyph):
                raise GiveUp("a code outside of the font")
            number = 256 * <int> self.to_glyph[2 * number] + <int> self.to_glyph[2 * number + 1]
        if number + 1 >= self.place_count:
            return 0  # no such glyph: PDFium has an empty box
        if self.has_long_places:
            start, end = self._four(self.places + 4 * number), self._four(self.places + 4 * number + 4)
        else:
            start, end = 2 * self._two(self.places + 2 * number), 2 * self._two(self.places + 2 * number + 2)
        start += self.outlines
        end += self.outlines
        if end > self.outlines_end:
            raise GiveUp("the font's file ends")
        if end <= start:
            return 0
        if end < start + 10:
            raise GiveUp("an odd glyph")
        if self._signed(start) == 0:
            return 0
        left = self._signed(start + 2)
        side = min(number, self.full_sides - 1)
        if number < self.full_sides:
            shift = self._signed(self.sides + 4 * number + 2) - left
        elif number < self.side_count:
            shift = self._signed(self.sides + 4 * self.full_sides + 2 * (number - self.full_sides)) - left
        else:
            shift = -left
        found.left = self._scale(left + shift)
        found.right = self._scale(self._signed(start + 6) + shift)
        found.bottom = self._scale(self._signed(start + 4))
        found.top = self._scale(self._signed(start + 8))
        if self.is_wide:
            found.top += found.top // 64 if found.top >= 0 else -(-found.top // 64)
        return 0

    cdef int _scale(self, int value) noexcept:
        # Cut towards zero after half of the em is added: PDFium's NormalizeFontMetric.
        return <int> ((value * 1000.0 + self.em // 2) / self.em)


cdef inline bint _is_word(unsigned char letter) noexcept:
    return c'a' <= letter <= c'z' or c'A' <= letter <= c'Z'


cdef int _read_text(Lexer lexer, unsigned short *text) except -1:
    """The letters of "<0E010E48>", in UTF-16 and no more than MOST_TEXT; gives how many."""
    cdef int count = 0, digits = 0, digit
    cdef unsigned int value = 0
    lexer.skip_blanks()
    if lexer.at >= lexer.length or lexer.letters[lexer.at] != c'<':
        raise GiveUp("an odd map")
    lexer.at += 1
    while lexer.at < lexer.length:
        digit = hex_value(lexer.letters[lexer.at])
        if digit < 0:
            break
        value = 16 * value + digit
        digits += 1
        if digits == 4:
            if count >= MOST_TEXT:
                raise GiveUp("a long text for a code")
            text[count] = value
            count += 1
            digits, value = 0, 0
        lexer.at += 1
    if lexer.at >= lexer.length or lexer.letters[lexer.at] != c'>' or digits:
        raise GiveUp("an odd map")
    lexer.at += 1
    return count


cdef bint is_odd(unsigned int letter) noexcept:
    """Whether PDFium treats a letter in a way of its own: controls, halves of pairs, right to left, ligatures."""
    return (
        letter < 32 or 0x7F <= letter < 0xA0 or 0x0590 <= letter <= 0x08FF or 0xD800 <= letter <= 0xDFFF
        or 0xFB00 <= letter <= 0xFDFF or 0xFE70 <= letter <= 0xFEFF or letter >= 0xFFFD
        or letter == 0x200F or 0x202A <= letter <= 0x202E or 0x2066 <= letter <= 0x2069
    )


cdef int _whole(object number) except? -1:
    """A number of the file as PDFium makes it whole: cut towards zero."""
    if (type(number) is not int and type(number) is not float) or not -100000 <= number <= 100000:
        raise GiveUp("an odd number")
    return <int> <double> number
