"""Finds every word of a set in one pass over bytes (Aho-Corasick), and counts them without an object for each hit."""

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdlib cimport calloc, free, malloc, qsort, realloc
from libc.string cimport memset


cdef struct Span:
    int start
    int end
    int word


cdef int _by_place(const void *one, const void *other) noexcept nogil:
    """Spans by where they begin, the longest first."""
    cdef const Span *left = <const Span *> one
    cdef const Span *right = <const Span *> other
    if left.start != right.start:
        return -1 if left.start < right.start else 1
    return (right.end > left.end) - (right.end < left.end)


cdef _tree(list words):
    """The words as a tree: for each state its edges by letter, and the word that ends there (-1 for none)."""
    cdef list edges = [{}]
    cdef list ends = [-1]
    cdef dict here
    cdef int state, place
    cdef bytes word
    for place, word in enumerate(words):
        state = 0
        for letter in word:
            here = edges[state]
            if letter not in here:
                here[letter] = len(edges)
                edges.append({})
                ends.append(-1)
            state = here[letter]
        if state == 0 or ends[state] != -1:
            raise ValueError(f"word {place} is empty or stands twice: {word!r}")
        ends[state] = place
    return edges, ends


cdef class WordFinder:
    """Knows words by their places in the list given: none empty, none twice; together of fewer than 32,000 letters.

    A table has the next state for each state and sort of letter: some megabytes, of which a page touches little. A state is
    named by where its row begins, and the rows of states in which a word ends come last: so what must be done between two
    letters, each of which waits for the one before, is an addition and a look into the table.
    """

    cdef int words, sorts, endings  # from this row on words end
    cdef unsigned char[256] sort_of  # 0 for letters of no word
    cdef int *table
    cdef int *word  # that ends in a state (by its number: row / sorts), -1 for none
    cdef int *first_end  # the longest end of a state's letters that is a word, as its state; -1 for none
    cdef int *next_end  # the next shorter one
    cdef int *lengths

    def __cinit__(self, list words):
        cdef list edges, ends
        cdef int place
        cdef bytes word
        edges, ends = _tree(words)
        cdef int count = len(edges)
        if count > 32_000:
            raise ValueError(f"words of {count} letters are too many")
        for place in range(256):
            self.sort_of[place] = 0
        for place, letter in enumerate(sorted(set(b"".join(words))), start=1):
            self.sort_of[letter] = place
        self.words, self.sorts = len(words), len(set(b"".join(words))) + 1
        self.table = <int *> calloc(count * self.sorts, sizeof(int))
        self.word = <int *> malloc(count * sizeof(int))
        self.first_end = <int *> malloc(count * sizeof(int))
        self.next_end = <int *> malloc(count * sizeof(int))
        self.lengths = <int *> malloc((self.words + 1) * sizeof(int))
        if not (self.table and self.word and self.first_end and self.next_end and self.lengths):
            raise MemoryError
        for place, word in enumerate(words):
            self.lengths[place] = len(word)
        for place in range(count):
            self.word[place] = ends[place]
        self._fill_table(edges)

    cdef _fill_table(self, list edges):
        """Breadth first: where no edge leads on, a state goes where the longest end of its letters that begins a word goes."""
        cdef int state, target, back, sort
        cdef list waiting = [0]
        cdef list fallback = [0] * len(edges)
        self.first_end[0] = self.next_end[0] = -1
        for state in waiting:
            back = fallback[state]
            for sort in range(self.sorts):
                self.table[state * self.sorts + sort] = self.table[back * self.sorts + sort]
            for letter, target in edges[state].items():
                sort = self.sort_of[letter]
                fallback[target] = self.table[back * self.sorts + sort] if state else 0
                self.table[state * self.sorts + sort] = target
                back_end = self.first_end[fallback[target]]
                self.first_end[target] = target if self.word[target] >= 0 else back_end
                self.next_end[target] = back_end
                waiting.append(target)
        self._put_endings_last(len(edges))

    cdef _put_endings_last(self, int count):
        """Moves each row to where its state belongs, and names states by where their rows begin."""
        cdef int *row_of = <int *> malloc(count * sizeof(int))
        cdef int *moved = <int *> malloc(count * self.sorts * sizeof(int))
        cdef int state, sort, rows = 0
        try:
            if row_of == NULL or moved == NULL:
                raise MemoryError
            for state in range(count):
                if self.first_end[state] < 0:
                    row_of[state] = rows
                    rows += self.sorts
            self.endings = rows
            for state in range(count):
                if self.first_end[state] >= 0:
                    row_of[state] = rows
                    rows += self.sorts
            for state in range(count):
                for sort in range(self.sorts):
                    moved[row_of[state] + sort] = row_of[self.table[state * self.sorts + sort]]
            free(self.table)
            self.table, moved = moved, NULL
            self._move(self.word, row_of, count, False)
            self._move(self.next_end, row_of, count, True)
            self._move(self.first_end, row_of, count, True)
        finally:
            free(row_of)
            free(moved)

    cdef _move(self, int *values, int *row_of, int count, bint are_states):
        """Puts the values of states where their rows are."""
        cdef int *before = <int *> malloc(count * sizeof(int))
        cdef int state
        if before == NULL:
            raise MemoryError
        for state in range(count):
            before[state] = values[state]
        for state in range(count):
            values[row_of[state] // self.sorts] = (
                row_of[before[state]] // self.sorts if are_states and before[state] >= 0 else before[state]
            )
        free(before)

    def __dealloc__(self):
        free(self.table)
        free(self.word)
        free(self.first_end)
        free(self.next_end)
        free(self.lengths)

    def scan(self, str text, bytes is_name):
        """How often each word stands in Latin-1 `text`, and where names stand: (start, end, word) in order, without those inside
        a longer one. `is_name` has a byte for each word, not zero for a name."""
        if PyUnicode_KIND(text) != 1:
            raise ValueError("the text is not of one byte a letter")
        if len(is_name) != self.words:
            raise ValueError("is_name has not a byte for each word")
        cdef const unsigned char *given = <const unsigned char *> PyUnicode_1BYTE_DATA(text)
        cdef const unsigned char *names = is_name
        cdef int *counts = <int *> malloc((self.words + 1) * sizeof(int))
        cdef int *met = <int *> malloc((self.words + 1) * sizeof(int))
        cdef int met_count = 0, room = 256, found = 0
        cdef Span *spans = <Span *> malloc(room * sizeof(Span))
        cdef Span *more
        cdef Py_ssize_t place, length = PyUnicode_GET_LENGTH(text)
        cdef const int *rows = self.table
        cdef int row = 0, endings = self.endings, ending, word, covered = 0
        cdef dict counted = {}
        cdef list named = []
        try:
            if counts == NULL or met == NULL or spans == NULL:
                raise MemoryError
            memset(counts, 0, (self.words + 1) * sizeof(int))
            for place in range(length):
                row = rows[row + self.sort_of[given[place]]]
                if row < endings:
                    continue
                ending = self.first_end[row // self.sorts]
                while ending >= 0:
                    word = self.word[ending]
                    if not counts[word]:
                        met[met_count] = word
                        met_count += 1
                    counts[word] += 1
                    if names[word]:
                        if found == room:
                            room *= 2
                            more = <Span *> realloc(spans, room * sizeof(Span))
                            if more == NULL:
                                raise MemoryError
                            spans = more
                        spans[found].start, spans[found].end, spans[found].word = place + 1 - self.lengths[word], place + 1, word
                        found += 1
                    ending = self.next_end[ending]
            for place in range(met_count):
                counted[met[place]] = counts[met[place]]
            qsort(spans, found, sizeof(Span), _by_place)
            for place in range(found):
                if spans[place].end > covered:
                    covered = spans[place].end
                    named.append((spans[place].start, spans[place].end, spans[place].word))
            return counted, named
        finally:
            free(counts)
            free(met)
            free(spans)

    def words_in(self, bytes text, bytes table):
        """The set of the words that stand in `text` when each byte is read as `table` (256 bytes) has it."""
        if len(table) != 256:
            raise ValueError("the table has not 256 bytes")
        cdef const unsigned char *given = text
        cdef const unsigned char *read_as = table
        cdef unsigned char[256] sort_of
        cdef Py_ssize_t place, length = len(text)
        cdef const int *rows = self.table
        cdef int row = 0, endings = self.endings, ending
        cdef set found = set()
        for place in range(256):
            sort_of[place] = self.sort_of[read_as[place]]
        for place in range(length):
            row = rows[row + sort_of[given[place]]]
            if row < endings:
                continue
            ending = self.first_end[row // self.sorts]
            while ending >= 0:
                found.add(self.word[ending])
                ending = self.next_end[ending]
        return found
