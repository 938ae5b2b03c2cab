# cython: boundscheck=True, wraparound=True
"""The runs of text that a page's content shows, as PDFium makes its text objects of them: one for each Tj, TJ, ' and ".

All sums are made in single floats and in PDFium's order: its rules for blanks and lines compare with thresholds, and on
these a rounding decides. What is not known here (inline images, fonts of other kinds, turned text) raises GiveUp.
"""

from cython cimport final
from libc.math cimport INFINITY, fabs, sqrt
from libc.stdlib cimport free, malloc
from libc.string cimport memcmp

from prongsai.adapters.native.pdf_fonts cimport Font
from prongsai.adapters.native.pdf_runs cimport Item, Matrix, PageRuns, Run, grown, identity, times
from prongsai.adapters.native.pdf_structure cimport (
    KIND, Lexer, PdfStructure, Ref, Stream, hex_value, plain_string, string_end,
)
from prongsai.adapters.native.pdf_structure import GiveUp

cdef enum:
    NUMBER, NAME, STRING, OPEN, CLOSE, DICTIONARY, OTHER
    MOST_OPERANDS = 100000
    MOST_SAVED = 256  # states
    DEEPEST_FORM = 6
    MOST_DEEP = 60  # brackets of a dictionary

cdef int each
cdef double POWERS[23]
POWERS[0] = 1
for each in range(1, 23):
    POWERS[each] = 10 * POWERS[each - 1]

# What changes nothing that is read here: paths, colours, clips, shadings, marks of points, compatibility.
cdef frozenset SILENT = frozenset(
    b"w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* CS cs SC SCN sc scn G g RG rg K k sh MP DP BX EX".split()
)

cdef struct State:
    Matrix ctm, text, shown
    float x, y, line_x, line_y, scale, char_space, word_space, leading, rise, size, line_width
    int font, mode

cdef struct Operand:
    int kind
    float number
    Py_ssize_t start, end


cdef PageRuns read_runs(PdfStructure pdf, dict known_fonts, dict page):
    """The runs of a page."""
    cdef PageRuns found = PageRuns(pdf, known_fonts)
    cdef State state
    state.ctm = state.text = state.shown = identity()
    state.x = state.y = state.line_x = state.line_y = state.char_space = state.word_space = 0
    state.leading = state.rise = state.size = 0
    state.scale = state.line_width = 1
    state.font, state.mode = -1, 0
    _Content(found, _content(pdf, page), pdf.dictionary(page.get("Resources")), 0, 0).read(&state)
    return found


cdef bytes _content(PdfStructure pdf, dict page):
    cdef object given = pdf.value(page.get("Contents")), part
    cdef list parts = []
    if given is None:
        return b""
    for part in given if type(given) is list else [given]:
        part = pdf.value(part)
        if type(part) is not Stream:
            raise GiveUp("odd contents")
        parts.append(pdf.bytes_of(part))
    return parts[0] if len(parts) == 1 else b" ".join(parts)


@final
cdef class _Content:
    """One pass over a content stream."""

    cdef PageRuns page
    cdef bytes content
    cdef dict resources
    cdef int form, depth, before, mark, mark_depth
    cdef const unsigned char *letters
    cdef Py_ssize_t length, at, plain_count
    cdef unsigned char *plain  # the strings of the operands, without their signs
    cdef Operand *operands
    cdef int operand_count, operand_room
    cdef State *saved
    cdef int saved_count
    cdef bint is_in_text
    cdef list open_marks
    cdef Py_ssize_t font_start, font_end  # the name of the font set last, and its place
    cdef int font

    def __cinit__(self):
        self.plain, self.operands, self.saved = NULL, NULL, NULL

    def __dealloc__(self):
        free(self.plain)
        free(self.operands)
        free(self.saved)

    def __init__(self, PageRuns page, bytes content, dict resources, int form, int depth):
        self.page, self.content, self.resources, self.form, self.depth = page, content, resources, form, depth
        self.letters, self.length, self.before = content, len(content), -1
        self.open_marks = []
        page.pdf.count_bytes(self.length)
        self.plain = <unsigned char *> malloc(self.length + 1)
        self.saved = <State *> malloc(MOST_SAVED * sizeof(State))
        if self.plain == NULL or self.saved == NULL:
            raise MemoryError

    cdef int read(self, State *state) except -1:
        cdef unsigned char letter, second
        cdef Py_ssize_t start
        while self.at < self.length:
            letter = self.letters[self.at]
            second = self.letters[self.at + 1] if self.at + 1 < self.length else 0
            if KIND[letter] == 1:
                self.at += 1
            elif c'0' <= letter <= c'9' or letter == c'-' or letter == c'.' or letter == c'+':
                self._read_number()
            elif letter == c'/':
                start = self.at + 1
                self.at = start
                while self.at < self.length and KIND[self.letters[self.at]] == 0:
                    self.at += 1
                self._add(NAME, 0, start, self.at)
            elif letter == c'(':
                start = string_end(self.letters, self.at, self.length)
                if start < 0:
                    raise GiveUp("a string that does not end")
                # No longer than what it was read from: all strings together are no longer than the content.
                self._add_plain(plain_string(self.letters, self.at + 1, start - 1, self.plain + self.plain_count))
                self.at = start
            elif letter == c'[':
                self.at += 1
                self._add(OPEN, 0, 0, 0)
            elif letter == c']':
                self.at += 1
                self._add(CLOSE, 0, 0, 0)
            elif letter == c'<' and second == c'<':
                self._skip_dictionary()
            elif letter == c'<':
                self._read_hex()
            elif letter == c'%':
                while self.at < self.length and self.letters[self.at] != c'\n' and self.letters[self.at] != c'\r':
                    self.at += 1
            elif KIND[letter] == 2:
                raise GiveUp("an odd sign")
            else:
                start = self.at
                while self.at < self.length and KIND[self.letters[self.at]] == 0:
                    self.at += 1
                self._do(state, start)
        return 0

    cdef int _add(self, int kind, float number, Py_ssize_t start, Py_ssize_t end) except -1:
        cdef Operand *operand
        if self.operand_count >= self.operand_room:
            self.operands = <Operand *> grown(self.operands, &self.operand_room, sizeof(Operand), MOST_OPERANDS)
        operand = &self.operands[self.operand_count]
        operand.kind, operand.number, operand.start, operand.end = kind, number, start, end
        self.operand_count += 1
        return 0

    cdef int _add_plain(self, Py_ssize_t count) except -1:
        self._add(STRING, 0, self.plain_count, self.plain_count + count)
        self.plain_count += count
        return 0

    cdef int _read_number(self) except -1:
        cdef const unsigned char *letters = self.letters
        cdef Py_ssize_t at = self.at, length = self.length
        cdef double number = 0
        cdef int digits = 0, places = -1
        cdef bint is_minus = letters[at] == c'-'
        cdef unsigned char letter
        if is_minus or letters[at] == c'+':
            at += 1
        while at < length:
            letter = letters[at]
            if c'0' <= letter <= c'9':
                digits += 1
                number = 10 * number + (letter - c'0')
                places += places >= 0
            elif letter == c'.' and places < 0:
                places = 0
            elif KIND[letter]:
                break
            else:
                raise GiveUp("an odd number")
            at += 1
        self.at = at
        if places > 0 and digits <= 22:
            number /= POWERS[places]
        if not 0 < digits <= 22 or number > 1e7:
            raise GiveUp("an odd number")
        return self._add(NUMBER, -number if is_minus else number, 0, 0)

    cdef int _read_hex(self) except -1:
        cdef Py_ssize_t count = 0
        cdef unsigned char *out = self.plain + self.plain_count
        cdef int high = -1, value
        cdef unsigned char letter
        self.at += 1
        while True:
            if self.at >= self.length:
                raise GiveUp("a string that does not end")
            letter = self.letters[self.at]
            self.at += 1
            if letter == c'>':
                break
            value = hex_value(letter)
            if value < 0:
                if KIND[letter] != 1:
                    raise GiveUp("an odd string")
            elif high < 0:
                high = value
            else:
                out[count] = 16 * high + value
                count += 1
                high = -1
        if high >= 0:
            out[count] = 16 * high
            count += 1
        return self._add_plain(count)

    cdef int _skip_dictionary(self) except -1:
        """Notes where a dictionary stands; what is in it is looked at when it is a mark's."""
        cdef Py_ssize_t start = self.at, end
        cdef int depth = 0
        while self.at < self.length:
            if self.letters[self.at] == c'(':
                end = string_end(self.letters, self.at, self.length)
                if end < 0:
                    break
                self.at = end
            elif self.letters[self.at] == c'<' and self.at + 1 < self.length and self.letters[self.at + 1] == c'<':
                depth += 1
                self.at += 2
                if depth > MOST_DEEP:
                    break
            elif self.letters[self.at] == c'<':
                while self.at < self.length and self.letters[self.at] != c'>':
                    self.at += 1
                self.at += 1
            elif self.letters[self.at] == c'>' and self.at + 1 < self.length and self.letters[self.at + 1] == c'>':
                depth -= 1
                self.at += 2
                if depth == 0:
                    return self._add(DICTIONARY, 0, start, self.at)
            elif self.letters[self.at] == c'%':
                break
            else:
                self.at += 1
        raise GiveUp("an odd dictionary")

    cdef float _number(self, int back) except? -8e8:
        """The number that stands `back` from the last operand."""
        cdef int place = self.operand_count - 1 - back
        if place < 0 or self.operands[place].kind != NUMBER:
            raise GiveUp("an operator without its numbers")
        return self.operands[place].number

    cdef str _name(self, int back):
        cdef int place = self.operand_count - 1 - back
        cdef bytes name
        if place < 0 or self.operands[place].kind != NAME:
            raise GiveUp("an operator without its name")
        name = self.content[self.operands[place].start : self.operands[place].end]
        if b"#" in name or not name.isascii():
            raise GiveUp("an odd name")
        return name.decode("ascii")

    cdef Matrix _matrix(self) except *:
        cdef Matrix found
        found.a, found.b, found.c = self._number(5), self._number(4), self._number(3)
        found.d, found.e, found.f = self._number(2), self._number(1), self._number(0)
        return found

    cdef int _do(self, State *state, Py_ssize_t start) except -1:
        """Does what the operator asks whose word stands from `start` to here."""
        cdef Py_ssize_t length = self.at - start
        cdef unsigned char one = self.letters[start], two = self.letters[start + 1] if length > 1 else 0
        cdef Matrix matrix
        if length > 3:
            self._do_rare(state, start)
        elif length == 3:
            if memcmp(&self.letters[start], b"BDC", 3) == 0:
                self._open_mark(True)
            elif memcmp(&self.letters[start], b"BMC", 3) == 0:
                self._open_mark(False)
            elif memcmp(&self.letters[start], b"EMC", 3) == 0:
                if self.open_marks:
                    self.mark = self.open_marks.pop()
            else:
                self._do_rare(state, start)
        elif one == c'T' and two:
            self._do_text(state, two, start)
        elif one == c'B' and two == c'T':
            state.text = identity()
            _change(state)
            state.x = state.y = state.line_x = state.line_y = 0
            self.is_in_text = True
        elif one == c'E' and two == c'T':
            self.is_in_text = False
        elif one == c'c' and two == c'm':
            matrix = self._matrix()
            state.ctm = times(&matrix, &state.ctm)
            _change(state)
        elif one == c'q' and not two:
            if self.saved_count >= MOST_SAVED:
                raise GiveUp("too many states")
            self.saved[self.saved_count] = state[0]
            self.saved_count += 1
        elif one == c'Q' and not two:
            if self.saved_count:
                self.saved_count -= 1
                state[0] = self.saved[self.saved_count]
        elif (one == c'\'' or one == c'"') and not two:
            if one == c'"':
                if self.operand_count < 3:
                    raise GiveUp("an operator without its numbers")
                state.word_space, state.char_space = self._number(2), self._number(1)
            self._move(state, 0, -state.leading)
            self._show(state, self.operand_count - 1)
        elif one == c'D' and two == c'o':
            self._draw(state)
        else:
            self._do_rare(state, start)
        self.operand_count = 0
        self.plain_count = 0
        return 0

    cdef int _do_rare(self, State *state, Py_ssize_t start) except -1:
        cdef bytes word = self.content[start:self.at]
        if word == b"w":
            state.line_width = self._number(0)
        elif word == b"gs":
            self._set_graphics(state)
        elif word not in SILENT:
            raise GiveUp("another operator")
        return 0

    cdef int _set_graphics(self, State *state) except -1:
        cdef dict given = self.page.pdf.dictionary(
            self.page.pdf.dictionary(self.resources.get("ExtGState")).get(self._name(0))
        )
        cdef object width = self.page.pdf.value(given.get("LW"))
        if "Font" in given:
            raise GiveUp("a font of a graphics state")
        if width is not None:
            if (type(width) is not int and type(width) is not float) or not 0 <= width < 1e6:
                raise GiveUp("an odd graphics state")
            state.line_width = width
        return 0

    cdef int _do_text(self, State *state, unsigned char letter, Py_ssize_t start) except -1:
        cdef float x, y
        if letter == c'J' or letter == c'j':
            self._show(state, -1 if letter == c'J' else self.operand_count - 1)
        elif letter == c'm':
            state.text = self._matrix()
            _change(state)
            state.x = state.y = state.line_x = state.line_y = 0
        elif letter == c'f':
            state.size = self._number(0)
            if not 0 < state.size < 10000:
                raise GiveUp("an odd size")
            state.font = self._find_font()
        elif letter == c'r':
            x = self._number(0)
            if not (0 <= x <= 7 and x == <int> x):
                raise GiveUp("an odd mode")
            state.mode = <int> x
        elif letter == c'd' or letter == c'D':
            x, y = self._number(1), self._number(0)
            self._move(state, x, y)
            if letter == c'D':
                state.leading = -y
        elif letter == c'*':
            self._move(state, 0, -state.leading)
        elif letter == c'c':
            state.char_space = self._number(0)
        elif letter == c'w':
            state.word_space = self._number(0)
        elif letter == c's':
            state.rise = self._number(0)
        elif letter == c'L':
            state.leading = self._number(0)
        elif letter == c'z':
            state.scale = self._number(0) / 100
            _change(state)
        else:
            raise GiveUp("another operator")
        return 0

    cdef int _find_font(self) except -1:
        """The place of the font that is named before a number; the last one, which is set for each word, is remembered."""
        cdef Operand *operand
        if self.operand_count < 2 or self.operands[self.operand_count - 2].kind != NAME:
            raise GiveUp("an operator without its name")
        operand = &self.operands[self.operand_count - 2]
        if (
            self.font_end == 0 or operand.end - operand.start != self.font_end - self.font_start
            or memcmp(&self.letters[operand.start], &self.letters[self.font_start], operand.end - operand.start)
        ):
            self.font = self.page.font_place(self.resources, self._name(1))
            self.font_start, self.font_end = operand.start, operand.end
        return self.font

    cdef int _move(self, State *state, float x, float y) except -1:
        state.line_x += x
        state.line_y += y
        state.x, state.y = state.line_x, state.line_y
        return 0

    cdef int _open_mark(self, bint has_param) except -1:
        cdef int outer = self.mark
        cdef Operand *operand
        if len(self.open_marks) > 1000:
            raise GiveUp("odd marks")
        self.mark = self.page.add_mark(outer, has_param)
        self.open_marks.append(outer)
        if not has_param:
            return 0
        if self.operand_count < 2 or self.operands[self.operand_count - 2].kind != NAME:
            raise GiveUp("odd marks")
        operand = &self.operands[self.operand_count - 2]
        if operand.end - operand.start == 2 and memcmp(&self.letters[operand.start], b"OC", 2) == 0:
            raise GiveUp("optional content")
        operand = &self.operands[self.operand_count - 1]
        if operand.kind == NAME:
            self._look_up_mark(outer)
        elif operand.kind != DICTIONARY:
            raise GiveUp("odd marks")
        elif not self._read_usual_mark(operand.start, operand.end):
            self._read_mark(self.content[operand.start : operand.end])
        return 0

    cdef int _look_up_mark(self, int outer) except -1:
        """A mark's dictionary among the resources: one is the same whenever it is named, and PDFium takes two marks for one."""
        cdef object entries = self.page.pdf.value(
            self.page.pdf.dictionary(self.resources.get("Properties")).get(self._name(0))
        )
        if type(entries) is not dict or "ActualText" in entries or self.page.marks[outer].has_actual:
            raise GiveUp("odd marks")
        return 0

    cdef bint _read_usual_mark(self, Py_ssize_t start, Py_ssize_t end) except -1:
        """Reads "<</MCID 4>>" and "<</ActualText<FEFF0E01>>>", which typst writes for each cluster, without making objects."""
        cdef const unsigned char *letters = self.letters
        cdef Py_ssize_t at
        cdef unsigned char text[64]
        cdef int count = 0, high, low
        if end - start > 20 and memcmp(&letters[start], b"<</ActualText<FEFF", 18) == 0 and end - start < 140:
            text[0], text[1], count = 0xFE, 0xFF, 2
            at = start + 18
            while at + 1 < end and count < 64:
                high, low = hex_value(letters[at]), hex_value(letters[at + 1])
                if high < 0 or low < 0:
                    break
                text[count] = 16 * high + low
                count += 1
                at += 2
            if end - at == 3 and letters[at] == c'>':
                self.page.set_actual(self.mark, text[:count])
                return True
            return False
        if end - start < 7 or memcmp(&letters[start], b"<</MCID", 7):
            return False
        for at in range(start + 7, end):
            if letters[at] == c'/' or letters[at] == c'(' or letters[at] == c'#':
                return False
        return True

    cdef int _read_mark(self, bytes given) except -1:
        cdef Lexer lexer
        cdef object text
        if b"ActualText" not in given and b"#" not in given:
            return 0
        lexer = Lexer(given)
        text = (<dict> lexer.parse(0)).get("ActualText")
        if type(text) is bytes:
            self.page.set_actual(self.mark, text)
        elif text is not None or b"#" in given:
            raise GiveUp("odd marks")
        return 0

    cdef int _draw(self, State *state) except -1:
        """An image says nothing; a form's content is read with its own matrix."""
        cdef PdfStructure pdf = self.page.pdf
        cdef object given = pdf.dictionary(self.resources.get("XObject")).get(self._name(0)), form = pdf.value(given), key
        cdef object kind, numbers, resources
        cdef State inner
        cdef Matrix outer
        if type(form) is not Stream or type(given) is not Ref:
            raise GiveUp("nothing to draw")
        kind = pdf.value((<Stream> form).entries.get("Subtype"))
        if "OC" in (<Stream> form).entries:
            raise GiveUp("optional content")
        if kind == "Image":
            return 0
        key = (<Ref> given).number
        if kind != "Form" or key in self.page.open_forms or self.depth >= DEEPEST_FORM:
            raise GiveUp("an odd form")
        inner = state[0]
        inner.text = inner.shown = inner.ctm = identity()
        inner.x = inner.y = inner.line_x = inner.line_y = inner.leading = inner.rise = 0
        inner.scale = 1
        numbers = pdf.value((<Stream> form).entries.get("Matrix"))
        if numbers is not None:
            inner.ctm = _matrix_of(pdf, numbers)
        outer = times(&state.ctm, &self.page.forms[self.form])
        resources = (<Stream> form).entries.get("Resources")
        self.page.open_forms.add(key)
        _Content(
            self.page, pdf.bytes_of(form), pdf.dictionary(resources) if resources is not None else self.resources,
            self.page.add_form(outer), self.depth + 1,
        ).read(&inner)
        self.page.open_forms.discard(key)
        return 0

    cdef int _show(self, State *state, int only) except -1:
        """A run of the string at `only`, or of the strings and numbers of an array where that is -1."""
        cdef PageRuns page = self.page
        cdef int place, first = only, last = only, count = 0, strings = 0, start_items = page.item_count
        cdef float start_kerning = 0, kerning = 0, size = state.size, along, end_kerning = 0
        cdef Operand *operand
        cdef Font font
        if only < 0:
            if self.operand_count < 2 or self.operands[0].kind != OPEN or self.operands[self.operand_count - 1].kind != CLOSE:
                raise GiveUp("an operator without its array")
            first, last = 1, self.operand_count - 2
        elif only >= self.operand_count or self.operands[only].kind != STRING:
            raise GiveUp("an operator without its string")
        if not self.is_in_text or state.font < 0:
            raise GiveUp("text outside of text")
        for place in range(first, last + 1):
            operand = &self.operands[place]
            if operand.kind == STRING:
                strings += 1
            elif operand.kind != NUMBER:
                raise GiveUp("an odd array")
        if type(page.fonts[state.font]) is not Font:
            raise GiveUp(page.fonts[state.font])
        font = page.fonts[state.font]
        if not strings:
            for place in range(first, last + 1):
                state.x -= self.operands[place].number * size / 1000 * state.scale
            return 0
        for place in range(first, last + 1):
            operand = &self.operands[place]
            if operand.kind == NUMBER:
                if count:
                    kerning += operand.number
                else:
                    start_kerning += operand.number
            elif operand.end > operand.start:
                if count:
                    page.items[page.item_count - 1].kerning = kerning
                kerning = 0
                count += 1
                self._add_items(font, operand.start, operand.end)
        if start_kerning != 0:
            state.x -= start_kerning * size / 1000 * state.scale
        if not count:
            return 0
        along = self._add_run(state, font, start_items)
        state.x += along * state.scale
        if kerning != 0:
            state.x -= kerning * size / 1000 * state.scale
        return 0

    cdef int _add_items(self, Font font, Py_ssize_t start, Py_ssize_t end) except -1:
        cdef PageRuns page = self.page
        cdef unsigned int code
        cdef Item *item
        if font.is_wide and (end - start) % 2:
            raise GiveUp("half a code")
        while start < end:
            code = self.plain[start]
            start += 1
            if font.is_wide:
                code = 256 * code + self.plain[start]
                start += 1
            item = page.add_item()
            item.code, item.kerning, item.at = code, 0, 0
            item.glyph = font.glyph(code)
        return 0

    cdef float _add_run(self, State *state, Font font, int first) except? -8e8:
        """Places the letters of a run; gives how far it reaches."""
        cdef PageRuns page = self.page
        cdef Run *run
        cdef Item *item
        cdef int place
        cdef float at = 0, size = state.size, left = 10000, right = -10000, bottom = 10000, top = -10000, one, two, width
        run = page.add_run()
        run.matrix = state.shown
        one = state.text.a * state.x + state.text.c * (state.y + state.rise) + state.text.e
        two = state.text.b * state.x + state.text.d * (state.y + state.rise) + state.text.f
        run.matrix.e = state.ctm.a * one + state.ctm.c * two + state.ctm.e
        run.matrix.f = state.ctm.b * one + state.ctm.d * two + state.ctm.f
        run.size, run.char_space, run.word_space = size, state.char_space, state.word_space
        run.size_across = fabs(<float> sqrt(run.matrix.a * run.matrix.a + run.matrix.b * run.matrix.b) * size)
        run.font, run.first, run.count = state.font, first, page.item_count - first
        run.mark, run.form, run.before = self.mark, self.form, self.before
        for place in range(first, page.item_count):
            item = &page.items[place]
            item.at = at
            bottom = min(bottom, <float> min(item.glyph.bottom, item.glyph.top))
            top = max(top, <float> max(item.glyph.bottom, item.glyph.top))
            one = at + item.glyph.left * size / 1000
            two = at + item.glyph.right * size / 1000
            left, right = min(left, min(one, two)), max(right, max(one, two))
            width = item.glyph.width * size / 1000
            at += width
            if item.code == 32 and not font.is_wide:
                at += state.word_space
            at += state.char_space
            at -= (item.kerning * size) / 1000
        bottom, top = bottom * size / 1000, top * size / 1000
        _set_box(run, left, bottom, right, top)
        if state.mode == 1 or state.mode == 2 or state.mode == 5 or state.mode == 6:
            width = state.line_width / 2
            run.left, run.right, run.bottom, run.top = run.left - width, run.right + width, run.bottom - width, run.top + width
        if not (fabs(run.left) < 1e6 and fabs(run.right) < 1e6 and fabs(run.bottom) < 1e6 and fabs(run.top) < 1e6 and fabs(at) < 1e6):
            raise GiveUp("text far away")
        _require_upright(&run.matrix, &page.forms[self.form])
        self.before = page.run_count - 1
        return at


cdef void _change(State *state) noexcept:
    """The matrix of text, after any of those that it is made of has changed."""
    cdef Matrix scaled = identity()
    scaled.a = state.scale
    scaled = times(&scaled, &state.text)
    state.shown = times(&scaled, &state.ctm)


cdef void _set_box(Run *run, float left, float bottom, float right, float top) noexcept:
    cdef float x, y
    cdef int corner
    run.left = run.bottom = INFINITY
    run.right = run.top = -INFINITY
    for corner in range(4):
        x, y = right if corner & 1 else left, top if corner & 2 else bottom
        x, y = run.matrix.a * x + run.matrix.c * y + run.matrix.e, run.matrix.b * x + run.matrix.d * y + run.matrix.f
        run.left, run.right = min(run.left, x), max(run.right, x)
        run.bottom, run.top = min(run.bottom, y), max(run.top, y)


cdef int _require_upright(Matrix *text, Matrix *form) except -1:
    cdef Matrix whole = times(text, form)
    if not (whole.a > 1e-4 and whole.d > 1e-4 and fabs(whole.b) < 1e-3 * whole.a and fabs(whole.c) < whole.d):
        raise GiveUp("turned text")
    return 0


cdef Matrix _matrix_of(PdfStructure pdf, object numbers) except *:
    cdef Matrix found
    cdef list six
    if type(numbers) is not list or len(numbers) != 6:
        raise GiveUp("an odd matrix")
    six = [pdf.value(number) for number in numbers]
    for number in six:
        if (type(number) is not int and type(number) is not float) or not -1e6 < number < 1e6:
            raise GiveUp("an odd matrix")
    found.a, found.b, found.c, found.d, found.e, found.f = six
    return found
