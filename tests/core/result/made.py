"""Small results for tests."""

from decimal import Decimal

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.result import YearResult

FILES = FrameworkFiles()
ALL = {year: FILES.get(year) for year in FILES.years()}


def d(value):
    return Decimal(str(value))


def item_scores(year, lost=()):
    return {code: d(0 if code in lost else 100) for code in FILES.get(year).item_codes}


def result(year=2566, *, lost=None, tools=None, **fields):
    """A result; with `lost` all items of the year, those named at 0."""
    values = {"tools": {"IIT": d(90), "EIT": d(88), "OIT": d(95)}} if tools is None else {"tools": tools}
    values["tools"] = {code: d(score) for code, score in values["tools"].items()}
    if lost is not None:
        values["items"] = item_scores(year, lost)
    return YearResult(year, "เทศบาลตำบลบ้านสวนใส", **values, **fields)
