"""The quick twin of `items.name_topics`: the topics that a page names, weighed the same to the last digit."""

from libc.math cimport log2
from libc.stdlib cimport calloc, free


cdef enum:
    TITLE, HEADING, FIRST, HEAD, BODY, FOOT, ZONES


cdef struct Name:
    double weight
    int times  # on this page
    int seen  # zones of this page in which it was weighed, a bit for each
    bint only_as_title
    bint is_known


cdef class Namer:
    """Weighs the names of a matcher's topics by the numbers of the Python module that it is given: `items`."""

    cdef Name *names
    cdef int count
    cdef dict topics  # number -> topic
    cdef dict report_of
    cdef list bares
    cdef double zones[ZONES]
    cdef double most_of, whole_title, begins, only_as_first, only_as_title, long_name, again, next_name
    cdef Py_ssize_t first_letters, lead, first_name
    cdef object is_reported_on, title_parts

    def __cinit__(self, matcher, plain):
        cdef int number
        self.bares, self.count = matcher.bares, len(matcher.bares)
        self.names = <Name *> calloc(self.count + 1, sizeof(Name))
        if self.names == NULL:
            raise MemoryError
        self.topics = {number: phrase.topic for number, phrase in matcher.phrases.items()}
        for number, phrase in matcher.phrases.items():
            self.names[number].weight, self.names[number].is_known = phrase.weight, True
            self.names[number].only_as_title = phrase.only_as_title
        self.report_of = plain.REPORT_OF
        for number, zone in enumerate((plain._TITLE, plain._HEADING, plain._FIRST, plain._HEAD, plain._BODY, plain._FOOT)):
            self.zones[number] = zone
        self.most_of, self.whole_title, self.begins = plain._MOST_OF, plain._WHOLE_TITLE, plain._BEGINS
        self.only_as_first, self.only_as_title = plain._ONLY_AS_FIRST, plain._ONLY_AS_TITLE
        self.long_name, self.again, self.next_name = plain._LONG_NAME, plain._AGAIN, plain._NEXT_NAME
        self.first_letters, self.lead, self.first_name = plain._FIRST_LETTERS, plain._LEAD, plain._FIRST_NAME
        self.is_reported_on, self.title_parts = plain._is_reported_on, plain._title_parts

    def __dealloc__(self):
        free(self.names)

    def read(self, letters, list found not None, linked not None):
        """See `items.name_topics`. `found` are the places of names as a scan gives them, `linked` how often each is a link."""
        cdef Py_ssize_t start, end, text_at = letters.text_at, head_end = letters.head_end, foot_at = letters.foot_at
        cdef Py_ssize_t title_end = letters.title_end, first_end = text_at + self.first_letters, letters_of_names = 0
        cdef bint has_no_title = text_at <= 2, has_long_title = False
        cdef int number, zone
        cdef double weight
        cdef Name *name
        cdef str bare = letters.bare, topic
        cdef dict named = {}, of_topic
        cdef set titled = set()
        cdef object titles = None, before
        cdef tuple place
        for place in found:
            number = place[2]
            if not (0 <= number < self.count and self.names[number].is_known):
                raise KeyError(number)
            self.names[number].times = self.names[number].seen = 0
        for place in found:
            self.names[<int> place[2]].times += 1
        for place in found:
            start, end, number = place
            name = self.names + number
            if start >= text_at:  # as most stand in the text
                zone = FOOT if start >= foot_at else FIRST if start < first_end else HEAD if start < head_end else BODY
                if linked and name.times <= <int> linked.get(place[2], 0):
                    continue
                letters_of_names += end - start
            else:
                zone = TITLE if start < title_end else HEADING
            topic = self.topics[number]
            if topic in self.report_of:
                if self.is_reported_on(bare[max(0, start - self.lead) : start]):
                    topic = self.report_of[topic]
            elif zone != TITLE:
                if name.seen >> zone & 1:
                    continue
                name.seen |= 1 << zone
            weight = name.weight * self.zones[zone]
            if zone == TITLE:
                if titles is None:
                    titles = self.title_parts(letters.title)
                for part in titles:
                    if end - start >= self.most_of * len(part) and self.bares[number] in part:
                        weight = max(weight, self.whole_title)
                        break
            if start == 0:  # what a title begins with is its subject
                weight *= self.begins
            if name.only_as_title and zone != TITLE and zone != HEADING:
                weight *= self.only_as_first if zone == FIRST else self.only_as_title
            if zone == TITLE or (has_no_title and start < self.first_name and not name.only_as_title):
                titled.add(topic)
                has_long_title = has_long_title or name.weight >= self.long_name
            of_topic = <dict> named.get(topic)
            if of_topic is None:
                named[topic] = {place[2]: weight}
            else:
                before = of_topic.get(place[2])
                if before is None or weight > <double> before:
                    of_topic[place[2]] = weight
        return named, titled, has_long_title, letters_of_names, {topic: self._sum(of_topic) for topic, of_topic in named.items()}

    cdef double _sum(self, dict names) except? -1.0:
        """See `items._sum_names`."""
        cdef double total = 0.0, share = 1.0, again
        cdef Name *name
        cdef list order = list(names)
        if len(order) == 2:
            if <double> names[order[1]] > <double> names[order[0]]:
                order.reverse()
        elif len(order) > 2:
            order.sort(key=names.__getitem__, reverse=True)
        for number in order:
            name, again = self.names + <int> number, 0.0
            if name.times > 1:
                again = self.again * name.weight * log2(name.times) * (self.only_as_title if name.only_as_title else 1.0)
            total += (<double> names[number] + again) * share
            share *= self.next_name
        return total
