"""Rule `year_kind_unclear`."""

import re

from prongsai.core.checks.places import list_work, of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits

_YEAR = re.compile(r"ประจำปี(?:พ\.ศ\.)?(25\d\d)(?!\d)")


def years_say_whether_they_are_fiscal(plan: Plan, framework: Framework | None) -> list[Finding]:
    """A year in the work's text says that it is the fiscal year, where it is. Source: the first real report, row 8."""
    found = []
    for measure in plan.measures:
        texts = (place.work.text or "" for place in list_work(measure))
        years = sorted({year for text in texts for year in _YEAR.findall(to_arabic_digits("".join(text.split())))})
        if years:
            listed = ", ".join(years)
            found.append(
                of_measure(
                    "year_kind_unclear",
                    "note",
                    measure,
                    "ขั้นตอนหรือวิธีการ",
                    f'เขียนว่า "ประจำปี {to_thai_digits(listed)}" โดยไม่บอกว่าเป็นปีงบประมาณหรือปีปฏิทิน '
                    'ควรเขียนว่า "ประจำปีงบประมาณ พ.ศ. …"',
                    f'"year {listed}" does not say whether it is the fiscal or the calendar year. Say which',
                )
            )
    return found
