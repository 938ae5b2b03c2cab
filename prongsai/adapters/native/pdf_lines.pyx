# cython: boundscheck=True, wraparound=True
"""The text of a page's runs: PDFium's rules for lines, blanks, hyphens and letters drawn twice (its cpdf_textpage.cpp).

Followed step by step, since the extractors after it, and what the auditor knows of its faults, were worked out on
PDFium's text. Names say what its variables mean; the thresholds are its own.
"""

from cpython.unicode cimport PyUnicode_FromKindAndData
from cython cimport final
from libc.math cimport fabs, sqrt
from libc.stdlib cimport free, malloc, realloc
from libc.string cimport memmove

from prongsai.adapters.native.pdf_fonts cimport Font, Glyph, says_nothing, shown_width
from prongsai.adapters.native.pdf_runs cimport Item, Mark, Matrix, PageRuns, Run, times
from prongsai.adapters.native.pdf_structure import GiveUp

cdef extern from "Python.h":
    bint Py_UNICODE_ISALPHA(Py_UCS4 letter) nogil
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 letter) nogil

cdef enum:
    MOST_LETTERS = 300000
    MOST_OF_LINE = 3000  # runs that wait to be put in order
    HYPHEN_SIGN = 0xFFFE

cdef enum Before:  # what stands before a run
    NOTHING, BLANK, BREAK, HYPHEN

cdef enum Asked:  # what a mark's ActualText asks for
    PASS, DONE, DELAY

cdef enum Kind:  # letters of a code, made by these rules, of an ActualText, and the hyphen at a line's end
    PLAIN, MADE, PIECE, ENDING

cdef unsigned int NO_CODE = 0xFFFFFFFF

cdef struct Letter:
    unsigned short text
    unsigned char kind
    unsigned int code
    int run, font  # -1 where it was made
    float x, y, left, bottom, right, top


def text_of(PageRuns page):
    """The text of a page, and the same without clusters that stand twice."""
    cdef _Lines lines = _Lines(page)
    lines.read()
    return lines.text()


@final
cdef class _Lines:
    """One pass over the runs of a page."""

    cdef PageRuns page
    cdef Letter *letters
    cdef int count, room, line_start  # the letters of the open line begin at line_start
    cdef int waiting[MOST_OF_LINE]
    cdef int waiting_count
    cdef int last, last_form  # the last run, -1 before the first

    def __cinit__(self):
        self.letters = NULL

    def __dealloc__(self):
        free(self.letters)

    def __init__(self, PageRuns page):
        self.page, self.last = page, -1

    cdef int read(self) except -1:
        cdef int place
        for place in range(self.page.run_count):
            self._order(place)
        for place in range(self.waiting_count):
            self._read_run(self.waiting[place])
        return self._close_line()

    cdef int _order(self, int place) except -1:
        """Puts a run among those of its line, from left to right; the line before is read once another begins."""
        cdef Run *run = &self.page.runs[place]
        cdef Run *before
        cdef float last_width, this_width, x, y, threshold
        cdef int at
        if fabs(run.right - run.left) < 0.01:
            return 0
        if not self.waiting_count:
            self.waiting[0] = place
            self.waiting_count = 1
            return 0
        if self._is_drawn_twice(place):
            return 0
        before = &self.page.runs[self.waiting[self.waiting_count - 1]]
        last_width = self._reach(before, before.count - 1)
        this_width = self._reach(run, 0)
        threshold = max(last_width, this_width) / 4
        x, y = self._place(run)
        if fabs(y - self._place(before)[1]) > threshold * 2:
            for at in range(self.waiting_count):
                self._read_run(self.waiting[at])
            self.waiting[0] = place
            self.waiting_count = 1
            return 0
        if self.waiting_count >= MOST_OF_LINE:
            raise GiveUp("a line of too many runs")
        at = self.waiting_count
        while at > 0 and x < self._place(&self.page.runs[self.waiting[at - 1]])[0]:
            at -= 1
        memmove(&self.waiting[at + 1], &self.waiting[at], (self.waiting_count - at) * sizeof(int))
        self.waiting[at] = place
        self.waiting_count += 1
        return 0

    cdef (float, float) _place(self, Run *run) noexcept:
        """Where a run begins on the page."""
        cdef Matrix *form = &self.page.forms[run.form]
        return (
            form.a * run.matrix.e + form.c * run.matrix.f + form.e,
            form.b * run.matrix.e + form.d * run.matrix.f + form.f,
        )

    cdef float _reach(self, Run *run, int item) noexcept:
        """The width on the page of one letter of a run."""
        cdef float width = shown_width(self.page.items[run.first + item].glyph) * run.size / 1000
        cdef Matrix whole = times(&run.matrix, &self.page.forms[run.form])
        return _distance(&whole, fabs(width))

    cdef bint _is_drawn_twice(self, int place):
        """Whether one of the last five runs of the same content is the same at the same place: bold by drawing twice."""
        cdef int other = self.page.runs[place].before, looked = 0
        while other >= 0 and looked < 5:
            if self._is_same(other, place):
                return True
            other = self.page.runs[other].before
            looked += 1
        return False

    cdef bint _is_same(self, int other_place, int place):
        cdef Run *other = &self.page.runs[other_place]
        cdef Run *run = &self.page.runs[place]
        cdef bint is_empty = run.left >= run.right or run.bottom >= run.top
        cdef bint is_other_empty = other.left >= other.right or other.bottom >= other.top
        cdef float left, right, bottom, top, char_size
        cdef Letter *letter
        cdef int at
        left, right, bottom, top = run.left, run.right, run.bottom, run.top
        if is_empty and is_other_empty:
            if self.line_start >= 2:
                letter = &self.letters[self.line_start - 2]
                if fabs(left - other.left) > letter.right - letter.left:
                    return False
        else:
            left, right = max(left, other.left), min(right, other.right)
            bottom, top = max(bottom, other.bottom), min(top, other.top)
            if left >= right or bottom >= top:
                return False
            if fabs((right - left) - (other.right - other.left)) > (other.right - other.left) / 2 or run.size != other.size:
                return False
        if run.count != other.count:
            return False
        for at in range(run.count):
            if self.page.items[run.first + at].code != self.page.items[other.first + at].code:
                return False
        char_size = shown_width(self.page.items[run.first + run.count - 1].glyph)
        return (
            fabs(other.matrix.e - run.matrix.e) <= 0.9 * char_size * run.size / 1000
            and fabs(other.matrix.f - run.matrix.f) <= max(max(top - bottom, right - left), run.size) / 8
        )

    cdef int _read_run(self, int place) except -1:
        """Adds the letters of a run, and what stands before it."""
        cdef Run *run = &self.page.runs[place]
        cdef int asked = self._ask_mark(place), before
        if asked == DONE:
            self.last, self.last_form = place, run.form
            return 0
        if self.last >= 0:
            before = self._find_before(place)
            if not self._add_before(before, run):
                return 0
        self.last, self.last_form = place, run.form
        if asked == DELAY:
            self._add_actual(place)
        else:
            self._add_items(place)
        return 0

    cdef int _ask_mark(self, int place) noexcept:
        """Whether the ActualText over a run is to be read instead (DELAY), or was read with the run before (DONE)."""
        cdef Mark *mark = &self.page.marks[self.page.runs[place].mark]
        cdef Mark *last
        if mark.count == 0 or not mark.has_actual:
            return PASS
        if self.last >= 0:
            last = &self.page.marks[self.page.runs[self.last].mark]
            if last.count == mark.count and last.param == mark.param:
                return DONE
        return DELAY if mark.actual_length else PASS

    cdef int _add_actual(self, int place) except -1:
        cdef Run *run = &self.page.runs[place]
        cdef Mark *mark = &self.page.marks[run.mark]
        cdef float width
        cdef Letter *letter
        cdef int at
        if not mark.inner_length:
            return 0
        width = run.right - run.left
        for at in range(mark.inner_length):
            letter = self._add(self.page.letters[mark.inner + at], PIECE)
            letter.run, letter.font = place, run.font
            letter.x, letter.y = run.matrix.e, run.matrix.f
            letter.left = run.left + at * width
            letter.right = run.left + width / mark.inner_length + at * width
            letter.bottom, letter.top = run.bottom, run.top
        return 0

    cdef Letter *_add(self, unsigned short text, unsigned char kind) except NULL:
        cdef Letter *found
        if self.count >= self.room:
            if self.room > MOST_LETTERS:
                raise GiveUp("too many letters")
            found = <Letter *> realloc(self.letters, (2 * self.room + 1024) * sizeof(Letter))
            if found == NULL:
                raise MemoryError
            self.letters = found
            self.room = 2 * self.room + 1024
        found = &self.letters[self.count]
        found.text, found.kind, found.code, found.run, found.font = text, kind, NO_CODE, -1, -1
        self.count += 1
        return found

    cdef int _add_made(self, unsigned short text) except -1:
        """A blank or the end of a line; none where nothing stands before."""
        cdef Letter before
        cdef Letter *made
        cdef float size
        if not self.count:
            return 0
        before = self.letters[self.count - 1]
        made = self._add(text, MADE)
        size = self.page.runs[before.run].size if before.run >= 0 else 0
        made.x, made.y = before.x, before.y
        made.left = made.right = before.x
        made.bottom = made.top = before.y
        return 0

    cdef bint _add_before(self, int before, Run *run) except -1:
        """Adds what stands before a run; False where the run is a hyphen that is there already."""
        cdef Letter *letter
        if before == BLANK:
            self._add_made(32)
        elif before == BREAK:
            self._close_line()
            if self.count:
                self._add_made(c'\n')
                self.line_start = self.count
        elif before == HYPHEN:
            if run.count == 1 and _is_hyphen(self._first(run)):
                return False
            while self.count > self.line_start and self.letters[self.count - 1].text == 32:
                self.count -= 1
            if self.count <= self.line_start:
                raise GiveUp("a hyphen of no line")
            letter = &self.letters[self.count - 1]
            letter.text, letter.kind = HYPHEN_SIGN, ENDING
        return True

    cdef unsigned short _first(self, Run *run) noexcept:
        cdef Font font = self.page.fonts[run.font]
        cdef Item *item = &self.page.items[run.first]
        return item.code if says_nothing(item.glyph) else font.letters[item.glyph.text]

    cdef int _close_line(self) except -1:
        """Ends the open line: of blanks side by side one stays."""
        cdef int at, kept = self.line_start
        for at in range(self.line_start, self.count):
            if self.letters[at].text == 32 and kept > self.line_start and self.letters[kept - 1].text == 32:
                continue
            if kept != at:
                self.letters[kept] = self.letters[at]
            kept += 1
        self.count = self.line_start = kept
        return 0

    cdef bint _continues_hyphen(self, unsigned short letter) noexcept:
        """Whether a hyphen ends the text so far that the word with this letter goes on from."""
        cdef int at = self.count - 1, first = self.line_start if self.count > self.line_start else 0
        if at < first:
            return False
        while at > first and self.letters[at].text == 32:
            at -= 1
        if not _is_hyphen(self.letters[at].text):
            return False
        if at > first and Py_UNICODE_ISALPHA(self.letters[at - 1].text) and (
            Py_UNICODE_ISALPHA(letter) or Py_UNICODE_ISDECIMAL(letter)
        ):
            return True
        return self.letters[self.count - 1].kind == PIECE and _is_hyphen(self.letters[self.count - 1].text)

    cdef bint _is_across(self, int place) noexcept:
        """Whether a run goes along its line, for all that can be seen of it: that of one letter does, one of marks may not."""
        cdef Run *run = &self.page.runs[place]
        return run.count <= 1 or fabs(run.matrix.a * self.page.items[run.first + run.count - 1].at) > <float> 0.0001

    cdef int _find_before(self, int place) noexcept:
        """What stands between the last run and this one."""
        cdef Run *run = &self.page.runs[place]
        cdef Run *last
        cdef Item *last_item
        cdef Item *item = &self.page.items[run.first]
        cdef Matrix form = self.page.forms[run.form], whole, back, matrix
        cdef int last_size, this_size, line_end
        cdef unsigned short letter = self._first(run)
        cdef float x, y, px, py, last_width, this_width, threshold, height
        cdef bint is_new, is_across
        if self.count and self.letters[self.count - 1].run >= 0:
            self.last = self.letters[self.count - 1].run  # the form stays that of the run read last
        last = &self.page.runs[self.last]
        # PDFium looks at a whole page whether its lines go across or down, and errs on short tables; here all go across.
        is_across = self._is_across(place) or self._is_across(self.last)
        last_item = &self.page.items[last.first + last.count - 1]
        line_end = HYPHEN if self._continues_hyphen(letter) else BREAK
        if is_across:
            if run.top - run.bottom > 4.5 and last.top - last.bottom > 4.5 and max(run.bottom, last.bottom) >= min(run.top, last.top):
                return line_end
        last_size, this_size = shown_width(last_item.glyph), shown_width(item.glyph)
        last_width, this_width = fabs(last_size * last.size / 1000), fabs(this_size * run.size / 1000)
        threshold = max(last_width, this_width) / 4
        whole = times(&last.matrix, &self.page.forms[self.last_form])
        back = _inverse(&whole)
        px = form.a * run.matrix.e + form.c * run.matrix.f + form.e
        py = form.b * run.matrix.e + form.d * run.matrix.f + form.f
        x, y = back.a * px + back.c * py + back.e, back.b * px + back.d * py + back.f
        if last_width < this_width:
            threshold = _distance(&back, threshold)
        if is_across:
            height = last.top - last.bottom
            is_new = (last.left >= last.right or last.bottom >= last.top) and height > 5
            if is_new or ((y > threshold * 2 or y < threshold * -3) and (fabs(y) >= 1 or fabs(y) > fabs(x))):
                is_new = True
                if last.count > 1 and last_item.at > self.page.items[last.first].at and last.matrix.b < 0.1 and last.matrix.c < 0.1:
                    if _is_beside(last, run) or _is_beside(run, last):
                        is_new = False
                if is_new:
                    return line_end
        if run.count == 1 and _is_hyphen(letter) and line_end == HYPHEN:
            return HYPHEN
        if letter == 32 or self._last_letter(last) == 32:
            return NOTHING
        threshold = _normal(max(last_size, this_size), 400, 700, 800)
        if last_size >= this_size:
            threshold *= fabs(last.size)
        else:
            threshold *= fabs(run.size)
            matrix = times(&run.matrix, &form)
            threshold = _distance(&matrix, threshold)
            threshold = _distance(&back, threshold)
        threshold /= 1000
        if 1.4879 < threshold < 1.4881 or 1.38999 < threshold < 1.39001:
            threshold *= 1.5
        return BLANK if _is_gap(x, last_item.at, this_width, last_width, threshold) else NOTHING

    cdef unsigned short _last_letter(self, Run *run) noexcept:
        cdef Font font = self.page.fonts[run.font]
        cdef Glyph *glyph = self.page.items[run.first + run.count - 1].glyph
        return 0 if says_nothing(glyph) else font.letters[glyph.text + glyph.count - 1]

    cdef int _add_items(self, int place) except -1:
        """Adds the letters of a run, with blanks where its numbers leave a gap."""
        cdef Run *run = &self.page.runs[place]
        cdef Font font = self.page.fonts[run.font]
        cdef Matrix matrix = times(&run.matrix, &self.page.forms[run.form])
        cdef float base = self._base_space(run, &matrix), spacing = 0, threshold, near, size = run.size / 1000
        cdef Item *item
        cdef Letter *letter
        cdef Letter shape
        cdef int at, back
        cdef bint is_twice
        for at in range(run.count):
            item = &self.page.items[run.first + at]
            if at and self.page.items[run.first + at - 1].kerning != 0:
                if self.count and self.letters[self.count - 1].text != 32:
                    spacing = -run.size_across * self.page.items[run.first + at - 1].kerning / 1000
            spacing -= base
            if spacing != 0 and at:
                threshold = _space_threshold(font, run.size_across, item.glyph)
                if threshold != 0 and spacing >= threshold:
                    letter = self._add(32, MADE)
                    letter.run, letter.font = place, run.font
                    letter.x = letter.left = letter.right = matrix.a * item.at + matrix.e
                    letter.y = letter.bottom = letter.top = matrix.b * item.at + matrix.f
            spacing = 0
            shape.x, shape.y = matrix.a * item.at + matrix.e, matrix.b * item.at + matrix.f
            near = <float> sqrt((matrix.a * matrix.a + matrix.b * matrix.b)) * (<float> 0.07 * run.size)
            is_twice = False
            for back in range(self.count - 1, max(self.line_start, self.count - 7) - 1, -1):
                letter = &self.letters[back]
                if letter.code == item.code and letter.font == run.font and fabs(letter.x - shape.x) < near and fabs(letter.y - shape.y) < near:
                    is_twice = True
                    break
            if is_twice:
                if at == 0 and self.count > self.line_start and self.letters[self.count - 1].text == 32:
                    self.count -= 1
                continue
            if says_nothing(item.glyph):
                raise GiveUp("a code that says nothing")
            _box_of(&matrix, item, size, &shape)
            for back in range(item.glyph.count):
                letter = self._add(font.letters[item.glyph.text + back], PLAIN)
                letter.code, letter.run, letter.font, letter.x, letter.y = item.code, place, run.font, shape.x, shape.y
                letter.left, letter.bottom, letter.right, letter.top = shape.left, shape.bottom, shape.right, shape.top
        return 0

    cdef float _base_space(self, Run *run, Matrix *matrix) noexcept:
        """What Tc adds to every gap of a run, so that it is no gap."""
        cdef float base = 0, spacing, kerning, extra = 0
        cdef bint has_kerning = False
        cdef int at
        if run.char_space != 0 and run.count >= 2:
            spacing = _distance(matrix, run.char_space)
            base = spacing
            for at in range(run.count):
                if self.page.items[run.first + at].kerning != 0:
                    kerning = -run.size_across * self.page.items[run.first + at].kerning / 1000
                    base = min(base, kerning + spacing)
                    has_kerning = True
            if base < 0 or (run.count == 2 and has_kerning):
                base = 0
        if run.char_space > <float> 0.001:
            extra = -_distance(matrix, run.char_space)
        elif run.char_space < <float> -0.001:
            extra = _distance(matrix, fabs(run.char_space))
        return base + extra

    cdef tuple text(self):
        """The letters as text: as they stand, and without clusters that stand twice."""
        cdef unsigned short *out = <unsigned short *> malloc(2 * (self.count + 1))
        cdef int at = 0, kept = 0, next_kept = 0, length
        cdef object whole
        if out == NULL:
            raise MemoryError
        try:
            for at in range(self.count):
                if self.letters[at].text == HYPHEN_SIGN:
                    self.letters[at].text = c'-'
                out[at] = self.letters[at].text
            whole = PyUnicode_FromKindAndData(2, out, self.count)
            at = 0
            while at < self.count:
                length = self._cluster(at)
                if length and at >= next_kept and self._stands_again(at, length):
                    while next_kept < at + length:
                        out[kept] = self.letters[next_kept].text
                        kept += 1
                        next_kept += 1
                    next_kept = at + 2 * length
                at += max(1, length)
            if next_kept == 0:
                return whole, whole
            while next_kept < self.count:
                out[kept] = self.letters[next_kept].text
                kept += 1
                next_kept += 1
            return whole, PyUnicode_FromKindAndData(2, out, kept)
        finally:
            free(out)

    cdef int _cluster(self, int at) noexcept:
        """The length of a consonant with marks that the same follows, 0 where none does."""
        cdef int end = at + 1, place
        if not 0x0E01 <= self.letters[at].text <= 0x0E2E:
            return 0
        while end < self.count and _is_mark(self.letters[end].text):
            end += 1
        if end == at + 1 or 2 * end - at > self.count:
            return 0
        for place in range(at, end):
            if self.letters[place].text != self.letters[place + end - at].text:
                return 0
        return end - at

    cdef bint _stands_again(self, int at, int length) noexcept:
        """Whether the second of two clusters is a copy of the first: it has the box of its mark, see `pdf_plain`."""
        cdef double bottom = self.letters[at].bottom, top = self.letters[at].top
        cdef double bottom_2 = self.letters[at + length].bottom, top_2 = self.letters[at + length].top
        return fabs(bottom_2 - bottom) > 0.25 * (top - bottom) or top_2 - bottom_2 < 0.5 * (top - bottom)


cdef inline bint _is_mark(unsigned short letter) noexcept:
    return letter == 0x0E31 or 0x0E33 <= letter <= 0x0E3A or 0x0E47 <= letter <= 0x0E4E


cdef inline bint _is_hyphen(unsigned short letter) noexcept:
    return letter == c'-' or letter == 0xAD


cdef float _unit(float one, float two) noexcept:
    if two == 0:
        return fabs(one)
    if one == 0:
        return fabs(two)
    return <float> sqrt(one * one + two * two)


cdef float _distance(Matrix *matrix, float distance) noexcept:
    return distance * (_unit(matrix.a, matrix.b) + _unit(matrix.c, matrix.d)) / 2


cdef Matrix _inverse(Matrix *given) noexcept:
    cdef Matrix found
    cdef float size = given.a * given.d - given.b * given.c, negative = -size
    found.a = found.d = 1
    found.b = found.c = found.e = found.f = 0
    if size == 0:
        return found
    found.a, found.b, found.c, found.d = given.d / size, given.b / negative, given.c / negative, given.a / size
    found.e = (given.c * given.f - given.d * given.e) / size
    found.f = (given.a * given.f - given.b * given.e) / negative
    return found


cdef bint _is_beside(Run *first, Run *second) noexcept:
    """Whether the second begins within the height of the first."""
    return 0 <= second.matrix.e <= 1000 and first.bottom <= second.matrix.f <= first.top


cdef float _normal(float threshold, int one, int two, int three) noexcept:
    if threshold < one:
        return threshold / 2
    if threshold < two:
        return threshold / 4
    if threshold < three:
        return threshold / 5
    return threshold / 6


cdef bint _is_gap(float x, float last_at, float this_width, float last_width, float threshold) noexcept:
    cdef float widest, difference
    if fabs(last_at + last_width - x) <= threshold:
        return False
    widest, difference = threshold + last_width, x - last_at
    return fabs(difference) > widest or (x < 0 and -widest > difference) or difference > this_width + last_width


cdef float _space_threshold(Font font, float size, Glyph *glyph) noexcept:
    """The gap within a run that counts as a blank: half of the font's own, or a part of the next letter."""
    cdef float threshold = 0
    if font.space_width >= 0:
        threshold = size * font.space_width / 1000
    threshold = 0 if threshold > size / 3 else threshold / 2
    if threshold == 0:
        threshold = size * _normal(shown_width(glyph), 300, 500, 700) / 1000
    return threshold


cdef void _box_of(Matrix *matrix, Item *item, float size, Letter *letter) noexcept:
    """The box of a letter on the page."""
    cdef float left = item.glyph.left * size + item.at, right = item.glyph.right * size + item.at
    cdef float bottom = item.glyph.bottom * size, top = item.glyph.top * size, x, y
    cdef int corner
    if fabs(top - bottom) < 0.01:
        top = bottom + size
    if fabs(right - left) < 0.01:
        right = left + item.glyph.width * size
    letter.left = letter.bottom = 1e30
    letter.right = letter.top = -1e30
    for corner in range(4):
        x, y = right if corner & 1 else left, top if corner & 2 else bottom
        x, y = matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f
        letter.left, letter.right = min(letter.left, x), max(letter.right, x)
        letter.bottom, letter.top = min(letter.bottom, y), max(letter.top, y)
