"""What evidence is worth: the points of the total that are lost when its item scores 0."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from prongsai.core.scoring import format_points, points_at_stake
from prongsai.wiring import framework_files


def points_of(fiscal_year: int, item_codes: Iterable[str]) -> Decimal | None:
    """Points of the dearest of these items in that year; None while none of them is known.

    Evidence of a measure with several items is proof of one of them, and which is not said: the most it can cost.
    """
    known = _points(fiscal_year)
    points = [worth for code in item_codes if (worth := known.get(code)) is not None]
    return max(points, default=None)


def points_words(fiscal_year: int, item_codes: Iterable[str]) -> str:
    """`points_of` in digits, "" while unknown."""
    return _points_words(fiscal_year, tuple(item_codes))


@lru_cache(maxsize=4096)  # every line of a list asks, and most lists are of a few measures
def _points_words(fiscal_year: int, item_codes: tuple[str, ...]) -> str:
    points = points_of(fiscal_year, item_codes)
    return format_points(points) if points is not None else ""


@cache
def _points(fiscal_year: int) -> dict[str, Decimal | None]:
    return points_at_stake(framework_files().get(fiscal_year))
