"""The quick twin of `year_evidence._read_plainly`: the same years in the same order.

All words come from the Python beside it. Letters are looked at where they lie, in the text and in the bare form of
those before a year; only a year that is kept becomes objects. Names are those of the twin, which explains each step.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM
from libc.string cimport memchr


cdef extern from "Python.h":
    object PyType_GenericAlloc(type kind, Py_ssize_t places)


cdef enum:
    MOST_YEARS = 36
    LAST_YEARS = 8
    LEAD = 70
    SHORT_LEAD = 30
    QUOTED = 22
    SPAN_LETTERS = 45
    ADDRESS = 20
    MOST_WORDS = 64
    # Places of a text.
    FIRST = 170
    TAIL = 500
    # What stands before a year: a word that ends there may be of several sorts.
    FISCAL = 1
    YEARLY = 2
    ASSESSMENT = 4
    ACADEMIC = 8
    PLAIN = 16
    SIGNED = 32
    YEAR_ENDS = 64
    # Years whose days are kept once they have been made: all there are, of two digits or four.
    FIRST_YEAR = 2540
    LAST_YEAR = 2599
    OFFSET = 543
    E = 0xE0  # two of these are one AE in bare letters
    AE = 0xE1
    THO = 0xB6  # ถึง
    SARA_UE = 0xD6
    NGO = 0xA7
    PO = 0xBB  # ปี
    SARA_II = 0xD5
    PHO = 0xBE  # พ.ศ.
    SO = 0xC8


cdef struct Word:
    const unsigned char* letters  # of a bytes object that the Reader keeps
    Py_ssize_t length
    int sorts
    int month  # 1 to 12; 0 of what is no month
    Py_ssize_t era  # letters of an era's name; 0 of what is none
    Py_ssize_t bare_length
    int after  # the next word with the same first or last letter; -1 where none


cdef struct Words:
    int count
    int by_letter[256]  # the first of the words with that first or last letter; -1 where none
    Word words[MOST_WORDS]


cdef struct Ending:
    int sorts
    int month
    Py_ssize_t month_length
    Py_ssize_t era


cdef struct Places:
    Py_ssize_t count
    Py_ssize_t taken
    Py_ssize_t first[MOST_YEARS][2]
    Py_ssize_t last[LAST_YEARS][2]  # in turn: the place of number n stands at n modulo LAST_YEARS


cdef struct Reading:
    const unsigned char* letters
    Py_ssize_t length
    Py_ssize_t start  # of the year at hand
    Py_ssize_t end
    Py_ssize_t before  # where the letters before the year begin that are looked at
    Py_ssize_t skip_to
    Py_ssize_t other
    unsigned char bare[LEAD]
    Py_ssize_t bare_length


cdef inline bint is_digit(unsigned char letter) noexcept:
    return c'0' <= letter <= c'9'


cdef inline bint is_part(unsigned char letter) noexcept:
    """Whether a letter parts day, month and year: one of / . -"""
    return c'-' <= letter <= c'/'


cdef void clear(Words* words) noexcept:
    cdef int letter
    words.count = 0
    for letter in range(256):
        words.by_letter[letter] = -1


cdef inline void put(Places* places, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef Py_ssize_t turn = places.count % LAST_YEARS
    if places.count < MOST_YEARS:
        places.first[places.count][0] = start
        places.first[places.count][1] = end
    places.last[turn][0] = start
    places.last[turn][1] = end
    places.count += 1


cdef void put_before(Places* places, Places* whole, Py_ssize_t end) noexcept:
    """Moves the first of some places over, as many as stand before `end`; `taken` of them have been."""
    while whole.taken < whole.count and whole.first[whole.taken][0] < end:
        put(places, whole.first[whole.taken][0], whole.first[whole.taken][1])
        whole.taken += 1


cdef Py_ssize_t year_end(const unsigned char* letters, Py_ssize_t start, Py_ssize_t length) noexcept:
    """Where the year ends whose 2 stands at `start`, as `_YEAR` has it; 0 where there is none."""
    cdef Py_ssize_t end = start + 4
    if end > length or (start > 0 and is_digit(letters[start - 1])):
        return 0
    if letters[start + 1] == c'5' and is_digit(letters[start + 2]):  # 25xx, or 25x x
        if letters[start + 3] == c' ' and end < length and is_digit(letters[end]):
            end += 1
        elif not is_digit(letters[start + 3]):
            return 0
    elif not (letters[start + 1] == c'0' and c'0' <= letters[start + 2] <= c'4' and is_digit(letters[start + 3])):
        return 0
    return 0 if end < length and is_digit(letters[end]) else end


cdef inline bint is_same(const unsigned char* letters, const Word* word) noexcept:
    """Whether the word stands there; most differ in one of the first letters, before a call of memcmp would begin."""
    cdef Py_ssize_t place
    for place in range(word.length):
        if letters[place] != word.letters[place]:
            return False
    return True


cdef bint has_any(const Words* words, const unsigned char* bare, Py_ssize_t length, Py_ssize_t most) noexcept:
    """Whether the last `most` letters have one of the words, which are found by their first letter."""
    cdef Py_ssize_t start
    cdef const Word* word
    cdef int number
    for start in range(length - most if length > most else 0, length):
        number = words.by_letter[bare[start]]
        while number >= 0:
            word = &words.words[number]
            if word.length <= length - start and is_same(bare + start, word):
                return True
            number = word.after
    return False


cdef void see_end(const Words* words, const unsigned char* letters, Py_ssize_t length, Ending* ending) noexcept:
    """What the words are that end there, which are found by their last letter."""
    cdef const Word* word
    cdef int number
    ending.sorts = ending.month = 0
    ending.month_length = ending.era = 0
    if length <= 0:
        return
    number = words.by_letter[letters[length - 1]]
    while number >= 0:
        word = &words.words[number]
        if word.length <= length and is_same(letters + length - word.length, word):
            ending.sorts |= word.sorts
            if word.month and not ending.month:
                ending.month, ending.month_length = word.month, word.bare_length
            if word.era and not ending.era:
                ending.era = word.era
        number = word.after


cdef Py_ssize_t skip(const Reading* at, Py_ssize_t place, unsigned char letter) noexcept:
    """The place after a letter that may stand there."""
    return place + 1 if place < at.length and at.letters[place] == letter else place


cdef int until(const Reading* at, Py_ssize_t* end) noexcept:
    """The last year of a range whose first has been read, as `_UNTIL` has it, and its end; 0 where there is none."""
    cdef const unsigned char* letters = at.letters
    cdef Py_ssize_t length = at.length
    cdef Py_ssize_t place = skip(at, at.end, c' ')
    if place < length and letters[place] == c'-':
        place += 1
    elif place + 3 <= length and letters[place] == THO and letters[place + 1] == SARA_UE and letters[place + 2] == NGO:
        place += 3
    else:
        return 0
    place = skip(at, place, c' ')
    if place + 2 <= length and letters[place] == PO and letters[place + 1] == SARA_II:
        place = skip(at, place + 2, c' ')
    if place + 4 <= length and letters[place] == PHO and letters[place + 2] == SO:
        if letters[place + 1] != c'\n' and letters[place + 3] != c'\n':  # its points match any letter but a new line
            place = skip(at, place + 4, c' ')
    if place + 4 > length or letters[place] != c'2' or letters[place + 1] != c'5':
        return 0
    if not c'3' <= letters[place + 2] <= c'9' or not is_digit(letters[place + 3]):
        return 0
    if place + 4 < length and is_digit(letters[place + 4]):
        return 0
    end[0] = place + 4
    return 2500 + 10 * (letters[place + 2] - c'0') + letters[place + 3] - c'0'


cdef bint is_iso_after(const Reading* at) noexcept:
    cdef const unsigned char* after = at.letters + at.end
    if at.length - at.end < 6 or after[0] != c'-' or not c'0' <= after[1] <= c'1' or not is_digit(after[2]):
        return False
    return after[3] == c'-' and c'0' <= after[4] <= c'3' and is_digit(after[5])


cdef Py_ssize_t end_of_before(const Reading* at) noexcept:
    """Where a pattern's `$` may stand: the start of the year, or before a new line that stands last there."""
    return at.start - 1 if at.start > at.before and at.letters[at.start - 1] == c'\n' else at.start


cdef Py_ssize_t slashed(const Reading* at, int* day, int* month) noexcept:
    """The day and month of 03/04/ before a year, as `_SLASHED` has them, and where they begin; -1 where none."""
    cdef const unsigned char* letters = at.letters
    cdef Py_ssize_t place = end_of_before(at) - 1
    if place < at.before + 3 or not is_part(letters[place]) or not is_digit(letters[place - 1]):
        return -1
    month[0] = letters[place - 1] - c'0'
    place -= 2
    if c'0' <= letters[place] <= c'1':
        month[0] += 10 * (letters[place] - c'0')
        place -= 1
    if place < at.before + 1 or not is_part(letters[place]) or not is_digit(letters[place - 1]):
        return -1
    day[0] = letters[place - 1] - c'0'
    place -= 1
    if place > at.before and is_digit(letters[place - 1]):
        if letters[place - 1] > c'3' or (place > at.before + 1 and is_digit(letters[place - 2])):
            return -1
        day[0] += 10 * (letters[place - 1] - c'0')
        place -= 1
    return place


cdef bint is_address(const Reading* at) noexcept:
    """Whether letters of an address run up to the year, not digits, points and dashes alone: `_ADDRESS`."""
    cdef const unsigned char* letters = at.letters
    cdef Py_ssize_t place = end_of_before(at)
    cdef Py_ssize_t first = at.before if at.start - at.before < ADDRESS else at.start - ADDRESS
    cdef unsigned char letter
    while place > first:
        place -= 1
        letter = letters[place]
        if c'a' <= letter <= c'z' or letter in (c'_', c'%', c'/', c'=', c'?', c'&'):
            return True
        if not (is_digit(letter) or letter in (c'.', c'-')):
            return False
    return False


cdef bint is_numbered(const Reading* at) noexcept:
    """Whether a number and a slash stand before the year: `_NUMBERED`."""
    cdef const unsigned char* letters = at.letters
    cdef Py_ssize_t place = end_of_before(at) - 1
    if place >= at.before and letters[place] == c' ':
        place -= 1
    if place < at.before or letters[place] != c'/':
        return False
    place -= 1
    if place >= at.before and letters[place] == c' ':
        place -= 1
    return place >= at.before and is_digit(letters[place])


cdef bint is_span(const Reading* at, Py_ssize_t place, Py_ssize_t start) noexcept:
    """Whether a dash or ถึง stands between two days."""
    cdef const unsigned char* letters = at.letters
    while place < start:
        if letters[place] == c'-':
            return True
        if letters[place] == THO and place + 3 <= start and letters[place + 1] == SARA_UE and letters[place + 2] == NGO:
            return True
        place += 1
    return False


cdef int trailing_number(const unsigned char* bare, Py_ssize_t length) noexcept:
    """The number from 1 to 31 that stands last; 0 where there is none."""
    cdef int number = 0
    if length > 0 and is_digit(bare[length - 1]):
        number = bare[length - 1] - c'0'
        if length > 1 and is_digit(bare[length - 2]):
            number += 10 * (bare[length - 2] - c'0')
    return number if number <= 31 else 0


cdef bytes words_of(const Reading* at, Py_ssize_t start, Py_ssize_t end):
    """`_words`: exactly QUOTED letters before the year, then the year."""
    if start >= QUOTED:
        return PyBytes_FromStringAndSize(<const char*>at.letters + start - QUOTED, QUOTED + end - start)
    return b" " * (QUOTED - start) + PyBytes_FromStringAndSize(<const char*>at.letters, end)


cdef inline void fill(object made, Py_ssize_t place, object value) noexcept:
    Py_INCREF(value)
    PyTuple_SET_ITEM(made, place, value)


cdef class Reader:
    """Sees the years of texts, by the words of the Python module that it is given: `year_evidence`."""

    cdef Words endings, short_months, laws, uploads, results
    cdef unsigned char bare_letters[256]  # 0 of those that the bare form drops
    cdef unsigned char ends_date[256]
    cdef int oldest_plain_year
    cdef Py_ssize_t head
    cdef object dated, add_span
    cdef type year_seen
    cdef list days, kept

    def __cinit__(self, plain):
        cdef int letter
        self.kept = []
        clear(&self.endings)
        clear(&self.short_months)
        clear(&self.laws)
        clear(&self.uploads)
        clear(&self.results)
        for letter in range(256):
            bare = plain.bare_of(bytes((letter,)))
            self.bare_letters[letter] = bare[0] if bare else 0
            self.ends_date[letter] = letter in plain._ENDS_DATE
        for sort, names in (
            (FISCAL, plain._FISCAL), (YEARLY, plain._YEARLY), (ASSESSMENT, plain._ASSESSMENT),
            (ACADEMIC, plain._ACADEMIC), (PLAIN, plain._PLAIN), (SIGNED, plain._SIGNED), (YEAR_ENDS, plain._YEAR_ENDS),
        ):
            for name in names:
                self.add(&self.endings, name, len(name) - 1).sorts = sort
        for name in plain._ERA:
            self.add(&self.endings, name, len(name) - 1).era = len(name)
        for name, number in plain._MONTHS.items():
            self.add(&self.endings, name, len(name) - 1).month = number
        for name, number in plain._SHORT_MONTHS.items():
            word = self.add(&self.short_months, name, len(name) - 1)
            word.month, word.bare_length = number, len(plain.bare_of(name))
        for name in plain._LAW_WORDS:
            self.add(&self.laws, name, 0)
        for name in plain._UPLOADED_WORDS:
            self.add(&self.uploads, name, 0)
        for name in plain._PREVIOUS_RESULT_WORDS:
            self.add(&self.results, name, 0)
        self.oldest_plain_year, self.head = plain.OLDEST_PLAIN_YEAR, plain.HEAD
        self.dated, self.add_span = plain._dated, plain._add_span
        self.year_seen = plain.YearSeen
        self.days = [None] * ((LAST_YEAR + 1 - FIRST_YEAR) * 12 * 31)

    cdef Word* add(self, Words* words, bytes name, Py_ssize_t by) except NULL:
        """Room for a word, found by its letter at `by`, after those that have the same."""
        cdef Word* word
        cdef int* last
        if words.count == MOST_WORDS or not name:
            raise ValueError(f"room for {MOST_WORDS} words of a letter or more")
        self.kept.append(name)
        last = &words.by_letter[<unsigned char>name[by]]
        while last[0] >= 0:
            last = &words.words[last[0]].after
        last[0] = words.count
        word = &words.words[words.count]
        words.count += 1
        word.letters = <const unsigned char*>PyBytes_AS_STRING(name)
        word.length = word.bare_length = PyBytes_GET_SIZE(name)
        word.sorts = word.month = 0
        word.era = 0
        word.after = -1
        return word

    def read(self, bytes text not None, str zone not None, found):
        """Adds the years of one piece of plain letters to what has been found: `year_evidence._read_plainly`."""
        cdef Reading at
        cdef Places places
        cdef Py_ssize_t number, turn, count, start, last_end = -1
        cdef bint is_short
        at.letters, at.length = <const unsigned char*>PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text)
        at.skip_to, at.other = -1, 0
        self.find_places(&at, &places)
        count = places.count if places.count < MOST_YEARS else MOST_YEARS
        all_seen = found.seen
        earlier = None
        for number in range(count):
            if places.count > MOST_YEARS and number >= MOST_YEARS - LAST_YEARS:
                turn = (places.count - MOST_YEARS + number) % LAST_YEARS
                at.start, at.end = places.last[turn][0], places.last[turn][1]
            else:
                at.start, at.end = places.first[number][0], places.first[number][1]
            start = at.start
            is_short = at.end - start == 2
            if is_short:
                start -= 2 if at.letters[start - 1] == c' ' else 1
            if start < at.skip_to:
                continue
            place = zone or self.place(start, at.length)
            if is_short:
                seen = self.short_date(&at, place)
            else:
                seen = self.one_year(&at, place)
            if seen is None:
                earlier = None
                continue
            if (<tuple>seen)[5] is None or (<tuple>seen)[0] == "fiscal":
                earlier = None
            else:
                if earlier is not None and start - last_end < SPAN_LETTERS and is_span(&at, last_end, start):
                    if not self.add_span(earlier, seen, found):
                        earlier = None
                        continue
                earlier, last_end = seen, at.end
            all_seen.append(seen)
        if at.other:
            found.other += at.other

    cdef void find_places(self, Reading* at, Places* places) noexcept:
        """Where years stand, in full and in two digits, in order: `_places`, the first of them and the last."""
        cdef const unsigned char* letters = at.letters
        cdef const unsigned char* two
        cdef Py_ssize_t length = at.length, start = 0, end
        cdef Places whole
        whole.count = whole.taken = 0
        while start < length:
            two = <const unsigned char*>memchr(letters + start, c'2', length - start)
            if two is NULL:
                break
            start = two - letters
            end = year_end(letters, start, length)
            if end:
                put(&whole, start, end)
            start = end or start + 1
        if whole.count >= MOST_YEARS:
            places[0] = whole
            return
        places.count = 0
        for start in range(2, length, 2):  # one of two letters side by side must be a digit
            if is_digit(letters[start]):
                self.put_short(places, &whole, letters, start - 1, length)
                self.put_short(places, &whole, letters, start, length)
        put_before(places, &whole, length)

    cdef void put_short(
        self, Places* places, Places* whole, const unsigned char* letters, Py_ssize_t start, Py_ssize_t length
    ) noexcept:
        """Puts the year of two digits that stands there, if any, as `_SHORT` has it, after those in full before it."""
        if start + 2 > length or not c'4' <= letters[start] <= c'7' or not is_digit(letters[start + 1]):
            return
        if start + 2 < length and is_digit(letters[start + 2]):
            return
        if not self.ends_date[letters[start - 1]]:
            if start < 2 or letters[start - 1] != c' ' or not self.ends_date[letters[start - 2]]:
                return
        put_before(places, whole, start)
        put(places, start, start + 2)

    cdef str place(self, Py_ssize_t start, Py_ssize_t length):
        if start < self.head:
            return "first" if start < FIRST else "head"
        return "tail" if start > length - TAIL else "body"

    cdef void make_bare(self, Reading* at, Py_ssize_t most) noexcept:
        """The bare form of the letters before the year, `most` of them."""
        cdef Py_ssize_t place, length = 0
        cdef unsigned char letter
        at.before = at.start - most if at.start > most else 0
        for place in range(at.before, at.start):
            letter = self.bare_letters[at.letters[place]]
            if letter == E and length and at.bare[length - 1] == E:
                at.bare[length - 1] = AE
            else:
                at.bare[length] = letter
                length += letter != 0
        at.bare_length = length

    cdef object one_year(self, Reading* at, str zone):
        cdef const unsigned char* digits = at.letters + at.start
        cdef bint is_split = at.end - at.start != 4, has_era
        cdef Py_ssize_t until_end = 0
        cdef int year, until_year
        cdef Ending ending
        at.skip_to = at.end
        self.make_bare(at, LEAD)
        see_end(&self.endings, at.bare, at.bare_length, &ending)
        has_era = ending.era != 0
        if has_era:
            at.bare_length -= ending.era
            see_end(&self.endings, at.bare, at.bare_length, &ending)
        if is_split and not ending.sorts & (FISCAL | YEARLY):
            return None
        year = 2000 + 100 * (digits[1] - c'0') + 10 * (digits[2] - c'0') + digits[4 if is_split else 3] - c'0'
        if year < 2100:
            year += OFFSET
            if not ending.sorts & FISCAL or is_iso_after(at):
                at.other += 1
                return None
        until_year = until(at, &until_end)
        if 0 < until_year - year <= 25:
            at.skip_to = until_end
            if until_year - year > 6:
                at.other += 1
                return None
            return self.made("range", year, zone, words_of(at, at.start, until_end), until_year, None)
        if not ending.month:
            self.see_short_month(at, at.start, &ending)
        if ending.month:
            return self.of_month(at, &ending, year, zone)
        return self.no_day(at, &ending, year, zone, has_era)

    cdef void see_short_month(self, const Reading* at, Py_ssize_t end, Ending* ending) noexcept:
        """The month with points, ม.ค., that stands last before `end`, if any."""
        cdef Ending short
        while end > at.before and (at.letters[end - 1] == c' ' or at.letters[end - 1] == c'.'):
            end -= 1
        if end - at.before < 2 or at.letters[end - 2] != c'.':
            return
        see_end(&self.short_months, at.letters + at.before, end - at.before, &short)
        ending.month, ending.month_length = short.month, short.month_length

    cdef object no_day(self, Reading* at, const Ending* ending, int year, str zone, bint has_era):
        cdef unsigned char last = at.letters[at.start - 1] if at.start > at.before else 0
        cdef int day = 0, month = 0, sorts = ending.sorts
        if sorts & ACADEMIC:
            at.other += 1
            return None
        kind = None
        if sorts & FISCAL:
            kind = "result" if has_any(&self.results, at.bare, at.bare_length - 6, 60) else "fiscal"
        elif sorts & YEARLY:
            kind = "yearly"
        elif sorts & ASSESSMENT and last not in (c'/', c'_', c'%', c'=', c'&', c'?', c'-'):
            kind = "assessment"
        elif (is_part(last) or last == c'\n') and slashed(at, &day, &month) >= 0:
            return self.slashed_date(at, year, month, day, zone)
        elif is_address(at) or is_numbered(at) or year < self.oldest_plain_year:
            pass
        elif has_any(&self.laws, at.bare, at.bare_length, 48) or has_any(&self.uploads, at.bare, at.bare_length, 22):
            pass
        elif sorts & PLAIN:
            kind = "year"
        else:
            kind = "named" if has_era else "bare"
        if kind is None:
            at.other += 1
            return None
        return self.made(kind, year, zone, words_of(at, at.start, at.end), None, None)

    cdef object slashed_date(self, Reading* at, int year, int month, int day, str zone):
        cdef tuple dated
        if year < self.oldest_plain_year or has_any(&self.uploads, at.bare, at.bare_length, 40):
            at.other += 1
            return None
        dated = self.day_of(year, month, day)
        if dated is None:
            return None
        return self.made("date", dated[1], zone, words_of(at, at.start, at.end), None, dated[0])

    cdef object of_month(self, Reading* at, const Ending* ending, int year, str zone):
        cdef Py_ssize_t length = at.bare_length, lead
        cdef Ending before
        cdef int day
        cdef tuple dated
        if year < self.oldest_plain_year or has_any(&self.uploads, at.bare, length, 40):
            at.other += 1
            return None
        length -= ending.month_length
        day = trailing_number(at.bare, length)
        dated = self.day_of(year, ending.month, day or 1)
        if dated is None:
            return None
        if not day:
            return self.made("month", dated[1], zone, words_of(at, at.start, at.end), None, dated[0])
        lead = length
        while lead > 0 and is_digit(at.bare[lead - 1]):
            lead -= 1
        see_end(&self.endings, at.bare, lead, &before)
        year_be = dated[1]
        if day == 30 and ending.month == 9 and before.sorts & YEAR_ENDS:
            kind, year_be = "fiscal", year
        elif before.sorts & SIGNED and not has_any(&self.laws, at.bare, lead, 40):
            kind = "signed"
        else:
            kind = "date"
        return self.made(kind, year_be, zone, words_of(at, at.start, at.end), None, dated[0])

    cdef object short_date(self, Reading* at, str zone):
        """A day or month with a year of two digits: `_short_date`."""
        cdef const unsigned char* letters = at.letters
        cdef Py_ssize_t start, end = at.end
        cdef int day = 0, month = 0
        cdef int year = 2500 + 10 * (letters[end - 2] - c'0') + letters[end - 1] - c'0'
        cdef Ending ending
        cdef tuple dated
        self.make_bare(at, SHORT_LEAD)
        start = slashed(at, &day, &month)
        if start >= 0:
            if end < at.length and is_part(letters[end]):
                return None
            dated = self.day_of(year, month, day)
            return self.made("date", dated[1], zone, words_of(at, start, end), None, dated[0]) if dated else None
        if year < self.oldest_plain_year:
            return None
        see_end(&self.endings, at.bare, at.bare_length, &ending)
        if ending.era:
            at.bare_length -= ending.era
            see_end(&self.endings, at.bare, at.bare_length, &ending)
        if not ending.month:
            start = at.start
            if start > at.before and letters[start - 1] == c' ':
                start -= 1
            if start >= at.before + 4 and letters[start - 1] == letters[start - 3] == c'.':  # พ.ศ.
                if letters[start - 2] == SO and letters[start - 4] == PHO:
                    start -= 4
            self.see_short_month(at, start, &ending)
            if not ending.month:
                return None
        day = trailing_number(at.bare, at.bare_length - ending.month_length)
        dated = self.day_of(year, ending.month, day or 1)
        if dated is None:
            return None
        return self.made("date" if day else "month", dated[1], zone, words_of(at, at.start, end), None, dated[0])

    cdef tuple day_of(self, int year, int month, int day):
        """The day and the fiscal year it lies in; None when there is no such day. Each is made once: `_dated`."""
        cdef Py_ssize_t place
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
            return self.dated(year, month, day)
        place = ((year - FIRST_YEAR) * 12 + month - 1) * 31 + day - 1
        found = self.days[place]
        if found is None:
            self.days[place] = found = self.dated(year, month, day)
        return found

    cdef object made(self, str kind, year, str zone, bytes words, until, day):
        """YearSeen(kind, year, ...), without a call."""
        seen = PyType_GenericAlloc(self.year_seen, 6)
        fill(seen, 0, kind)
        fill(seen, 1, year)
        fill(seen, 2, zone)
        fill(seen, 3, words)
        fill(seen, 4, until)
        fill(seen, 5, day)
        return seen
