"""The charts of an analysis: scores over years and scores by indicator, with the figures for the table beside each."""

from decimal import Decimal

from prongsai.core.result import Analysis, Trend
from prongsai.core.result.analysis import STRONG_FROM, WEAK_BELOW
from prongsai.core.thai.words import Words
from prongsai.documents.chart import Bar, Drawing, Series, draw_bars, draw_trend

MOST_YEARS = 8
"""Years that one chart has room for: the newest."""


def trend_chart(trend: Trend, *, total_name: str = "คะแนนรวม", language: str = "th") -> Drawing | None:
    """Total and tools over years; None when nothing is known."""
    years = trend.years[-MOST_YEARS:]
    series = [Series("total", total_name, trend.total.scores[-MOST_YEARS:])]
    series += [Series(line.key, line.key, line.scores[-MOST_YEARS:]) for line in trend.tools]
    said = trend_words(trend)
    return draw_trend(
        [str(year) for year in years], series, bound=WEAK_BELOW, alt=said.th if language == "th" else said.en
    )


def trend_words(trend: Trend) -> Words:
    """What the chart of the trend shows, in a sentence."""
    known = [(year, score) for year, score in zip(trend.years, trend.total.scores, strict=True) if score is not None]
    if len(known) < 2:
        return Words(
            "แผนภูมิเส้นของคะแนนรายปี ตัวเลขอยู่ในตาราง", "line chart of scores by year; the figures are in the table"
        )
    (first, start), (last, end) = known[0], known[-1]
    return Words(
        f"แผนภูมิเส้นของคะแนนรายปี คะแนนรวมจาก {start:.2f} ในปี {first} เป็น {end:.2f} ในปี {last} ตัวเลขอยู่ในตาราง",
        f"line chart of scores by year: the total went from {start:.2f} in {first} to {end:.2f} in {last}; "
        "the figures are in the table",
    )


def indicator_chart(analysis: Analysis, before: dict[str, Decimal], *, language: str = "th") -> Drawing | None:
    """The indicators of one year with those of the year before as ticks; None when none is known."""
    bars = [
        Bar(f"{part.code} {part.name_th if language == 'th' else part.name_en}", part.score, before.get(part.code))
        for part in analysis.parts
        if part.kind == "indicator"
    ]
    year = analysis.result.fiscal_year
    alt = (
        f"แผนภูมิแท่งของคะแนนรายตัวชี้วัด ปี {year} ตัวเลขอยู่ในตาราง"
        if language == "th"
        else f"bar chart of the indicators of {year}; the figures are in the table"
    )
    return draw_bars(bars, bound=WEAK_BELOW, strong=STRONG_FROM, alt=alt)
