"""Charts at the edges of their scale: any scores stay on the sheet, and equal scores stand at equal heights."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.documents.chart import (
    BARS_WIDTH,
    TREND_HEIGHT,
    TREND_WIDTH,
    Bar,
    Box,
    Dot,
    Drawing,
    Label,
    Segment,
    Series,
    draw_bars,
    draw_trend,
    rewritten,
    stack,
)
from prongsai.documents.chart_svg import draw_svg

SCORES = st.none() | st.decimals(0, 100, places=2)
KINDS = ("total", "IIT", "EIT", "OIT")
PASS = Decimal(85)


def points(drawing: Drawing, kind: str = "total") -> list[Dot]:
    """Marks on the line, without the one of the legend."""
    return [one for one in drawing.shapes if isinstance(one, Dot) and one.kind == kind][:-1]


def labels(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.shapes if isinstance(one, Label)]


def is_inside(drawing: Drawing) -> bool:
    across = [getattr(one, name) for one in drawing.shapes for name in ("x", "x1", "x2") if hasattr(one, name)]
    down = [getattr(one, name) for one in drawing.shapes for name in ("y", "y1", "y2") if hasattr(one, name)]
    return all(0 <= value <= drawing.width for value in across) and all(0 <= value <= drawing.height for value in down)


@st.composite
def series(draw) -> list[Series]:
    years = draw(st.integers(1, 8))
    return [Series(kind, kind, tuple(draw(st.lists(SCORES, min_size=years, max_size=years)))) for kind in KINDS]


class TestATrend:
    @given(series(), st.sampled_from([None, PASS]))
    @settings(deadline=None)
    def test_of_any_scores_stays_on_the_sheet_with_every_known_score(self, lines, bound):
        years = [str(2560 + n) for n in range(len(lines[0].scores))]
        drawing = draw_trend(years, lines, bound=bound, alt="ก")

        known = [score for one in lines for score in one.scores if score is not None]
        if not known:
            assert drawing is None
            return
        assert is_inside(drawing)
        assert (drawing.width, drawing.height) == (TREND_WIDTH, TREND_HEIGHT)
        for one in lines:
            assert len(points(drawing, one.kind)) == sum(score is not None for score in one.scores)
        totals = [f"{score:.2f}" for score in lines[0].scores if score is not None]
        assert [one.text for one in drawing.shapes if isinstance(one, Label) and one.is_strong] == totals

    @given(st.lists(st.decimals(0, 100, places=2), min_size=2, max_size=8))
    @settings(deadline=None)
    def test_lies_higher_exactly_where_the_score_is(self, scores):
        drawing = draw_trend(["ก"] * len(scores), [Series("total", "ก", tuple(scores))], bound=None, alt="ก")

        heights = [one.y for one in points(drawing)]
        for first, second, a, b in zip(scores, scores[1:], heights, heights[1:], strict=False):
            assert (first >= second) or a >= b
            assert (first <= second) or a <= b
            assert first != second or a == b

    @pytest.mark.parametrize(
        ("lowest", "foot"),
        [
            ("0", "0"),
            ("2.99", "0"),
            ("12.99", "0"),
            ("13", "10"),
            ("52.99", "40"),
            ("53", "50"),
            ("93", "90"),
            ("100", "90"),
        ],
    )
    def test_begins_at_a_full_ten_at_least_three_below_the_lowest(self, lowest, foot):
        drawing = draw_trend(["2566"], [Series("total", "ก", (Decimal(lowest),))], bound=None, alt="ก")
        scale = [one.text for one in drawing.shapes if isinstance(one, Label) and one.anchor == "end"]

        assert scale[0] == foot

    def test_has_its_hundred_at_the_top_and_its_foot_on_the_base(self):
        drawing = draw_trend(["1", "2"], [Series("total", "ก", (Decimal(100), Decimal(0)))], bound=None, alt="ก")
        top, bottom = points(drawing)
        base = next(one for one in drawing.shapes if isinstance(one, Segment) and one.kind == "base")

        assert (top.y, bottom.y) == (18.0, base.y1)

    @pytest.mark.parametrize("columns", [[], ["2566"]])
    def test_of_nothing_known_is_none(self, columns):
        assert draw_trend(columns, [Series("total", "ก", (None,) * len(columns))], bound=PASS, alt="ก") is None

    def test_refuses_scores_for_other_years_than_it_has(self):
        with pytest.raises(ValueError, match="zip"):
            draw_trend(["2566"], [Series("total", "ก", (Decimal(1), Decimal(2)))], bound=None, alt="ก")


class TestBars:
    @given(st.lists(st.tuples(st.decimals(0, 100, places=2), SCORES), min_size=1, max_size=20))
    @settings(deadline=None)
    def test_of_any_scores_stay_on_the_sheet_and_say_their_number(self, scores):
        drawing = draw_bars([Bar("ก", *one) for one in scores], bound=PASS, strong=Decimal(95), alt="ก")

        assert is_inside(drawing)
        assert drawing.width == BARS_WIDTH
        boxes = [one for one in drawing.shapes if isinstance(one, Box)]
        assert [one.kind for one in boxes] == [
            "weak" if score < 85 else "strong" if score >= 95 else "middle" for score, _ in scores
        ]
        assert all(one.x + one.width <= drawing.width for one in boxes)
        assert [text for text in labels(drawing) if "." in text] == [f"{score:.2f}" for score, _ in scores]

    def test_of_nothing_scored_can_still_be_seen(self):
        (box,) = [
            one
            for one in draw_bars([Bar("ก", Decimal(0))], bound=PASS, strong=PASS, alt="").shapes
            if isinstance(one, Box)
        ]

        assert box.width > 0


class TestSvg:
    @given(st.text(max_size=20), st.text(max_size=20))
    @settings(deadline=None)
    def test_says_any_text_that_xml_can_say(self, text, alt):
        written = "".join(
            one if one in "\t\n" or " " <= one < "\ud800" or "\ue000" <= one < "\ufffe" else " " for one in text
        )
        told = "".join(one if " " <= one < "\ud800" else " " for one in alt)
        root = ElementTree.fromstring(draw_svg(Drawing(10, 10, (Label(written, 1, 1),), told)))

        assert root.attrib["aria-label"] == told
        assert (root[0].text or "") == written

    @pytest.mark.parametrize("mark", ["circle", "square", "triangle", "diamond"])
    def test_draws_each_mark_around_its_point(self, mark):
        (shape,) = ElementTree.fromstring(draw_svg(Drawing(20, 20, (Dot("total", 10, 10, mark),), "ก")))

        if mark == "circle":
            assert (shape.get("cx"), shape.get("cy")) == ("10", "10")
        elif mark == "square":
            assert float(shape.get("x")) + float(shape.get("width")) / 2 == 10
        else:
            corners = [tuple(map(float, pair.split(","))) for pair in shape.get("points").split()]
            assert sum(x for x, _ in corners) / len(corners) == pytest.approx(10)
            assert min(y for _, y in corners) < 10 < max(y for _, y in corners)


class TestParts:
    @given(st.lists(st.integers(0, 50), max_size=6), st.floats(0.1, 5))
    def test_of_a_column_touch_each_other_from_the_base_upwards(self, counts, scale):
        placed = stack(counts, base=300.0, scale=scale)

        below = 300.0
        for (top, height), count in zip(placed, counts, strict=True):
            assert top + height == pytest.approx(below, abs=0.11)
            assert height == pytest.approx(count * scale, abs=0.06)
            below = top

    def test_rewritten_leave_shapes_and_places_alone(self):
        drawing = draw_bars([Bar("ก 1", Decimal(50))], bound=PASS, strong=PASS, alt="1")
        again = rewritten(drawing, lambda text: text.replace("1", "๑"))

        assert again.alt == "๑"
        assert [type(one) for one in again.shapes] == [type(one) for one in drawing.shapes]
        assert [(one.x, one.y) for one in again.shapes if isinstance(one, Label)] == [
            (one.x, one.y) for one in drawing.shapes if isinstance(one, Label)
        ]
