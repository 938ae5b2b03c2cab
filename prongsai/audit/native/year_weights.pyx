"""The quick twin of `year._weigh_plainly`: the same weights to the last digit, and years in the same order."""

from libc.string cimport memset


cdef enum:
    FIRST_WEIGHED = 2540
    YEARS_WEIGHED = 51
    KINDS = 11
    ZONES = 6


cdef class Weigher:
    """Weighs years by the tables of the Python module that it is given: `year`."""

    cdef dict kinds, zones
    cdef double weights[KINDS][ZONES]
    cdef double caps[KINDS]
    cdef bint is_strong[KINDS]
    cdef bint is_day[KINDS]
    cdef bint is_early[ZONES]
    cdef int bare, result, fiscal, range
    cdef double bare_in_title
    cdef object day_beside_year

    def __cinit__(self, plain):
        self.kinds = {kind: number for number, kind in enumerate(plain._WEIGHTS)}
        self.zones = {zone: number for number, zone in enumerate(plain._ZONES)}
        if (len(self.kinds), len(self.zones)) != (KINDS, ZONES):
            raise ValueError(f"room for {KINDS} kinds and {ZONES} zones")
        if (plain._FIRST_YEAR, plain._YEARS_AHEAD) != (FIRST_WEIGHED, FIRST_WEIGHED + YEARS_WEIGHED - 1):
            raise ValueError(f"room for {YEARS_WEIGHED} years from {FIRST_WEIGHED}")
        for kind, number in self.kinds.items():
            self.caps[number] = plain._CAPS.get(kind, plain._NO_CAP)
            self.is_strong[number], self.is_day[number] = kind in plain._STRONG, kind in plain._DAYS
            for zone, place in self.zones.items():
                self.weights[number][place] = plain._WEIGHTS_IN_ZONES[kind, zone]
        for zone, place in self.zones.items():
            self.is_early[place] = zone in plain._BARE_ZONES
        self.bare, self.result = self.kinds["bare"], self.kinds["result"]
        self.fiscal, self.range = self.kinds["fiscal"], self.kinds["range"]
        self.bare_in_title, self.day_beside_year = plain._BARE_IN_TITLE, plain._DAY_BESIDE_YEAR

    def weigh(self, list seen not None):
        """Weight of each fiscal year, and the strongest place that says it: `year._weigh_plainly`."""
        cdef double sums[YEARS_WEIGHED][KINDS]
        cdef double strongest[YEARS_WEIGHED]
        cdef bint is_there[YEARS_WEIGHED][KINDS]
        cdef int order[YEARS_WEIGHED * KINDS][2]  # of kinds in years, as they were first seen
        cdef int count = 0, number, kind, zone
        cdef long year
        cdef double weight, so_far, cap
        cdef bint is_named = False, has_strong = False
        cdef dict weights = {}, best = {}
        memset(is_there, 0, sizeof(is_there))
        for number in range(YEARS_WEIGHED):
            strongest[number] = -1.0
        for one in seen:
            if self.is_strong[<int>self.kinds[(<tuple>one)[0]]]:
                is_named = True
                break
        for one in seen:
            kind, zone = self.kinds[(<tuple>one)[0]], self.zones[(<tuple>one)[2]]
            year = <long>(<tuple>one)[1] - FIRST_WEIGHED
            if kind == self.range or not 0 <= year < YEARS_WEIGHED:
                continue
            if kind == self.result and not is_named:
                kind, one = self.fiscal, one._replace(kind="fiscal")
            if is_there[year][kind]:
                so_far = sums[year][kind]
            else:
                so_far, is_there[year][kind] = 0.0, True
                order[count][0], order[count][1] = year, kind
                count += 1
            if kind == self.bare and self.is_early[zone]:
                weight = self.bare_in_title
                sums[year][kind] = so_far if so_far > weight else weight
            else:
                weight, cap = self.weights[kind][zone], self.caps[kind]
                cap = so_far if so_far > cap else cap
                sums[year][kind] = cap if so_far + weight > cap else so_far + weight
            if weight > strongest[year]:
                strongest[year] = weight
                best[(<tuple>one)[1]] = one
        for number in range(count):
            has_strong |= self.is_strong[order[number][1]]
        for number in range(count):
            # Of floats as Python has them: where C may multiply and add at once, the last digit would be another.
            share = self.day_beside_year if has_strong and self.is_day[order[number][1]] else 1.0
            key = FIRST_WEIGHED + order[number][0]
            weights[key] = weights.get(key, 0.0) + share * <object>sums[order[number][0]][order[number][1]]
        return weights, best
