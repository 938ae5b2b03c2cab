import re
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from prongsai.documents.chart import (
    BARS_WIDTH,
    LOOKS,
    MARKS,
    TREND_HEIGHT,
    TREND_WIDTH,
    Bar,
    Box,
    Dot,
    Label,
    Segment,
    Series,
    draw_bars,
    draw_trend,
    rewritten,
    stack,
)
from prongsai.documents.chart_svg import draw_svg
from prongsai.documents.chart_typst import describe_drawing, draw_png

D = Decimal
PASS = D(85)


def trend(*scores, others=(), bound=PASS):
    years = [str(2560 + n) for n in range(len(scores))]
    return draw_trend(years, [Series("total", "คะแนนรวม", tuple(scores)), *others], bound=bound, alt="แนวโน้ม")


def of(drawing, kind, shape=None):
    return [
        one
        for one in drawing.shapes
        if getattr(one, "kind", None) == kind and (shape is None or isinstance(one, shape))
    ]


def texts(drawing):
    return [one.text for one in drawing.shapes if isinstance(one, Label)]


class TestDrawTrend:
    def test_higher_scores_lie_higher(self):
        low, high = list(of(trend(D(80), D(95)), "total", Dot))[:2]

        assert low.y > high.y
        assert low.x < high.x

    def test_breaks_the_line_where_a_year_is_unknown(self):
        drawing = trend(D(80), None, D(90), D(91))

        # three points with one line between the last two; the legend has a point and a line of its own
        assert len(of(drawing, "total", Dot)) == 3 + 1
        assert len(of(drawing, "total", Segment)) == 1 + 1

    def test_the_scale_begins_below_the_lowest_and_says_where(self):
        assert "50" in texts(trend(D("61"), D("90")))
        assert "40" not in texts(trend(D("61"), D("90")))
        assert "0" in texts(trend(D("2"), D("90")))

    def test_the_pass_line_is_inside_though_all_scores_lie_above(self):
        drawing = trend(D(99), D(100))

        assert of(drawing, "bound")[0].y1 < of(drawing, "base")[0].y1

    def test_everything_stays_on_the_sheet(self):
        others = [Series(code, code, (D(0), D(100), None)) for code in ("IIT", "EIT", "OIT")]
        drawing = trend(D(0), D(100), D(50), others=others)

        for shape in drawing.shapes:
            for value, most in (
                ("x", TREND_WIDTH),
                ("x1", TREND_WIDTH),
                ("x2", TREND_WIDTH),
                ("y", TREND_HEIGHT),
                ("y1", TREND_HEIGHT),
                ("y2", TREND_HEIGHT),
            ):
                assert 0 <= getattr(shape, value, 0) <= most, shape

    @pytest.mark.parametrize(
        ("others", "above"),
        [((50,), True), ((D("83"),), False), ((D("83"), D("77")), True), ((D("81"),), False), ((D("77"),), True)],
    )
    def test_the_totals_number_keeps_clear_of_other_marks(self, others, above):
        kinds = ("IIT", "EIT", "OIT")
        series = [
            Series("total", "รวม", (D(80),)),
            *(Series(kind, kind, (D(score),)) for kind, score in zip(kinds, others, strict=False)),
        ]
        drawing = draw_trend(["2567"], series, bound=None, alt="ก")

        number = next(one for one in drawing.shapes if isinstance(one, Label) and one.text == "80.00")
        point = next(one for one in drawing.shapes if isinstance(one, Dot) and one.kind == "total")
        paper = next(one for one in drawing.shapes if isinstance(one, Box) and one.kind == "paper")
        assert (number.y < point.y) == above
        assert paper.y < number.y < paper.y + paper.height
        assert drawing.shapes.index(paper) < drawing.shapes.index(point) < drawing.shapes.index(number)

    def test_lines_differ_in_dash_and_mark_and_not_in_colour_alone(self):
        kinds = ("total", "IIT", "EIT", "OIT")

        assert len({LOOKS[kind].dash for kind in kinds}) == 4
        assert len({MARKS[kind] for kind in kinds}) == 4

    @pytest.mark.parametrize("scores", [(), (None, None)])
    def test_of_nothing_is_no_chart(self, scores):
        assert trend(*scores) is None


class TestDrawBars:
    def test_are_as_long_as_their_scores_and_carry_them(self):
        drawing = draw_bars([Bar("ก", D(50)), Bar("ข", D(100))], bound=D(85), strong=D(95), alt="")

        half, whole = [one for one in drawing.shapes if isinstance(one, Box)]
        assert whole.width == pytest.approx(2 * half.width, abs=0.5)
        assert {"50.00", "100.00", "ก", "ข", "85"} <= set(texts(drawing))

    def test_weak_middle_and_strong_look_different(self):
        drawing = draw_bars([Bar("", D("84.99")), Bar("", D(85)), Bar("", D(95))], bound=D(85), strong=D(95), alt="")

        assert [one.kind for one in drawing.shapes if isinstance(one, Box)] == ["weak", "middle", "strong"]

    def test_last_times_score_is_a_tick(self):
        drawing = draw_bars([Bar("", D(50), D(100)), Bar("", D(50))], bound=D(85), strong=D(95), alt="")

        ticks = of(drawing, "before")
        assert len(ticks) == 1
        assert ticks[0].x1 > of(drawing, "bound")[0].x1

    def test_grow_downwards_and_stay_on_the_sheet(self):
        drawing = draw_bars([Bar("", D(n * 10)) for n in range(11)], bound=D(85), strong=D(95), alt="")

        assert max(one.y for one in drawing.shapes if isinstance(one, Label)) <= drawing.height
        assert drawing.width == BARS_WIDTH

    def test_of_nothing_are_no_chart(self):
        assert draw_bars([], bound=D(85), strong=D(95), alt="") is None


class TestSvg:
    def test_is_well_formed_and_escapes_what_is_free(self):
        svg = draw_svg(draw_bars([Bar('<b>&"', D(50))], bound=D(85), strong=D(95), alt='a"<'))

        root = ElementTree.fromstring(svg)
        assert root.attrib["aria-label"] == 'a"<'
        assert '<b>&"' in [one.text for one in root]

    def test_needs_no_style_and_no_script(self):
        svg = draw_svg(trend(D(80), D(90)))

        assert "style" not in svg
        assert not re.search(r"<script|href|url\(", svg)

    def test_numbers_on_the_line_are_set_off_from_lines_that_cross_them(self):
        root = ElementTree.fromstring(draw_svg(trend(D(80), D(90), others=[Series("IIT", "IIT", (D(81), D(89)))])))

        around = {one.text: one.get("paint-order") for one in root if one.tag.endswith("text")}
        assert (around["80.00"], around["90.00"], around["2560"]) == ("stroke", "stroke", None)

    def test_draws_every_shape(self):
        drawing = trend(D(80), D(90), others=[Series(code, code, (D(70), D(71))) for code in ("IIT", "EIT", "OIT")])

        assert len(list(ElementTree.fromstring(draw_svg(drawing)))) == len(drawing.shapes)


class TestTypst:
    def test_describes_every_shape_with_colours_typst_takes(self):
        drawn = describe_drawing(trend(D(80), D(90)))

        assert {one["shape"] for one in drawn["shapes"]} == {"label", "segment", "dot", "box"}
        assert all(re.fullmatch("#[0-9a-f]{6}", one["stroke"]) for one in drawn["shapes"] if "stroke" in one)

    def test_a_picture_has_ink_and_the_shape_of_the_drawing(self):
        drawing = trend(D(80), D(90))

        picture = Image.open(BytesIO(draw_png(drawing))).convert("L")

        assert picture.width / picture.height == pytest.approx(drawing.width / drawing.height, rel=0.01)
        assert picture.getextrema()[0] < 80

    def test_is_the_same_bytes_each_time(self):
        assert draw_png(trend(D(80), D(90))) == draw_png(trend(D(80), D(90)))


def test_rewriting_puts_every_text_into_the_readers_digits():
    drawing = rewritten(trend(D(80), D(90)), lambda text: text.replace("8", "๘"))

    assert "๘0.00" in texts(drawing)
    assert not any("8" in text for text in texts(drawing))


def test_a_stacked_column_grows_from_its_base():
    assert stack([2, 0, 1], base=100, scale=10) == [(80, 20), (80, 0), (70, 10)]
