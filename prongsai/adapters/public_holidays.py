"""Public holidays of Thai government offices, from the `holidays` package."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

from prongsai.core.thai.words import Words

_NO_OFFICE_HOLIDAYS = ("วันแรงงานแห่งชาติ", "ชดเชยวันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")


@lru_cache(maxsize=32)
def public_holidays(first_year: int, last_year: int) -> Mapping[date, Words]:
    """Days off of government offices in Christian years, with the name of each.

    Labour Day and its substitute are left out: they free employees of companies, not civil servants. Days that the
    cabinet grants late are missing until the package has them: an office enters them as its own closure.
    """
    years = range(first_year, last_year + 1)
    thai = holidays.country_holidays("TH", years=years, language="th", categories=("public", "government"))
    english = holidays.country_holidays("TH", years=years, language="en_US", categories=("public", "government"))
    found = {}
    for day, names in thai.items():
        kept = [name for name in names.split("; ") if name not in _NO_OFFICE_HOLIDAYS]
        if kept:
            pairs = zip(names.split("; "), english[day].split("; "), strict=False)
            said = [one for name, one in pairs if name in kept]
            found[day] = Words("; ".join(kept), "; ".join(said))
    return dict(sorted(found.items()))
