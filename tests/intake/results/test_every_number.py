"""Whatever the table looks like, every number in it is in a result or its place is named in a finding."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.intake.results.leftovers import letter_of
from tests.intake.results.test_layouts import NAME, read, sheet

WORDS = ("IIT", "EIT", "OIT", "คะแนน", "คะแนนรวม", "คะแนนเฉลี่ย ITA", "ระดับ", "หน่วยงาน", "ตัวชี้วัดที่ 3", "การใช้อำนาจ", "O1", "O2", "9.1",
         "น้ำหนัก", "คะแนนเต็ม", "หมายเหตุ", "ปี 2565", "ปี 2566", "2567", "คะแนนพิเศษ", "A", "-", "", NAME)  # fmt: skip
NUMBER = object()


def scores_of(found) -> set[Decimal]:
    scores: set[Decimal] = set()
    for one in found.results:
        scores |= {*one.tools.values(), *one.indicators.values(), *one.sub_indicators.values(), *one.items.values()}
        scores |= set() if one.total is None else {one.total}
    return scores


@given(
    st.lists(
        st.lists(st.sampled_from((*WORDS, NUMBER, NUMBER, NUMBER)), min_size=2, max_size=5), min_size=2, max_size=6
    )
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_is_used_or_its_place_is_named(table):
    rows, places = [], {}
    for at, row in enumerate(table):
        cells: list[object] = []
        for column, cell in enumerate(row):
            if cell is NUMBER:
                number = Decimal("31.5") + len(places) * 2
                places[number] = (at, column)
                cell = float(number)
            cells.append(cell)
        rows.append(cells)
    try:
        found = read(sheet(*rows), agency_name="")  # of several agencies one would be chosen: then it is refused
    except PersonError:
        return  # nothing is stored, so nothing is lost

    where = " ".join(f"{finding.where} {finding.message_th}" for finding in found.findings)
    for number in set(places) - scores_of(found):
        at, column = places[number]
        named = rf"{re.escape(str(number))}|แถว {at + 1}\b|ช่อง (?:\w+, )*{letter_of(column)}\b"
        assert re.search(named, where), (number, rows, where)
