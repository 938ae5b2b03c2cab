"""What to mend first, and what the filters leave; no database."""

from decimal import Decimal

import pytest

from prongsai.apps.evidence import labels
from prongsai.apps.evidence.groups import GROUPS
from prongsai.apps.evidence.queries import EvidenceFacts
from prongsai.apps.evidence.selection import Choice, select
from prongsai.apps.evidence.worth import points_of
from prongsai.audit.verdict import HOST_CLASSES, VERDICTS
from prongsai.core.scoring import points_at_stake
from prongsai.wiring import framework_files

YEAR = 2567


def one(number, group="loses", codes=("O1",), *, open_findings=1, year=YEAR, measure=1):
    return EvidenceFacts(number, year, tuple(codes), measure, group, open_findings, None, False)


def ids(evidence, **choice):
    return select(evidence, Choice(**choice)).ids


class TestOrder:
    def test_goes_by_heap_then_by_points_then_by_the_order_of_the_plan(self):
        points = points_at_stake(framework_files().get(YEAR))
        cheap, dear = (pick(points, key=points.get) for pick in (min, max))
        assert points[cheap] < points[dear]

        order = ids(
            [
                one(1, "good", open_findings=0),
                one(2, "unchecked", open_findings=0),
                one(3, "unknown"),
                one(4, "doubt"),
                one(5, "loses", [cheap]),
                one(6, "loses", [dear]),
                one(7, "loses", [cheap]),
            ]
        )

        assert order == [6, 5, 7, 4, 3, 2, 1]

    def test_what_is_answered_stands_between_what_is_open_and_what_is_good(self):
        order = ids(
            [one(1, "good", open_findings=0), one(2, "loses", open_findings=0), one(3, "unchecked", open_findings=0)]
        )

        assert order == [3, 2, 1]

    def test_unknown_worth_comes_last_in_its_heap(self):
        assert ids([one(1, codes=[]), one(2, codes=["O1"]), one(3, codes=["O999"])]) == [2, 1, 3]


class TestCounts:
    def test_are_of_all_heaps_whichever_is_shown(self):
        evidence = [one(1), one(2, open_findings=0), one(3, "good", open_findings=0)]

        selection = select(evidence, Choice(group="good"))

        assert selection.ids == [3]
        assert (selection.total, selection.answered) == (3, 1)
        assert dict(selection.counts) == {"loses": 2, "doubt": 0, "unknown": 0, "unchecked": 0, "good": 1}
        assert selection.open_counts["loses"] == 1

    def test_of_nothing_are_nothing(self):
        selection = select([], Choice())

        assert (selection.ids, selection.total, selection.first_points) == ([], 0, None)


class TestFilters:
    EVIDENCE = (
        one(1, measure=1, codes=("O1", "O2")),
        one(2, measure=2, codes=("O3",), open_findings=0),
        one(3, "good", year=2566, open_findings=0),
        one(4, "unchecked", measure=2, open_findings=0),
    )

    @pytest.mark.parametrize(
        ("choice", "left"),
        [
            ({}, {1, 2, 3, 4}),
            ({"year": 2566}, {3}),
            ({"item": "O2"}, {1}),
            ({"measures": frozenset({2})}, {2, 4}),
            ({"measures": frozenset()}, set()),
            ({"answered": "yes"}, {2}),
            ({"answered": "no"}, {1}),
            ({"group": "unchecked"}, {4}),
        ],
    )
    def test_leave_what_fits(self, choice, left):
        assert set(ids(self.EVIDENCE, **choice)) == left


class TestPointsOf:
    def test_is_of_the_dearest_item(self):
        points = points_at_stake(framework_files().get(YEAR))
        cheap, dear = (pick(points, key=points.get) for pick in (min, max))

        assert points_of(YEAR, [cheap, dear]) == points[dear]
        assert points_of(YEAR, [cheap]) == points[cheap] > Decimal(0)

    @pytest.mark.parametrize(("year", "codes"), [(YEAR, []), (YEAR, ["O999"]), (2650, ["O1"])])
    def test_is_unknown_without_a_known_item_or_weight(self, year, codes):
        assert points_of(year, codes) is None


class TestLabels:
    def test_every_code_has_words(self):
        assert set(labels.GROUPS) == set(labels.GROUP_MEANINGS) == set(labels.SIGNS) == set(GROUPS)
        assert set(labels.VERDICTS) == set(labels.VERDICT_SIGNS) == set(VERDICTS)
        assert set(labels.HOST_CLASSES) == set(HOST_CLASSES)
