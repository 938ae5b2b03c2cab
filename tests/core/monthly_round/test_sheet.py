"""The sheet: kept as JSON and read back the same, and a hash that any change alters."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.monthly_round import (
    Bar,
    Counts,
    DecisionLine,
    Sheet,
    WaitingLine,
    WorkLine,
    hash_of_sheet,
    sheet_from_dict,
    sheet_to_dict,
)

WORK = WorkLine(7, 70, "1. ประเด็น", "ทำข้อมูล", ("กองคลัง",), date(2022, 11, 30), is_new=True)
SHEET = Sheet(
    agency="เทศบาลตำบลทดสอบ",
    month=date(2022, 12, 1),
    as_of=date(2022, 12, 2),
    since=date(2022, 11, 2),
    counts=Counts(late=1, new_late=1, due=2, done=3, returned=1, waiting=1),
    late=(WORK,),
    done=(replace(WORK, work_id=8, done_on=date(2022, 12, 1), is_new=False, due_on=None),),
    returned=(WaitingLine(3, "2. ข", "รายงาน", None, "ลิงก์เสีย"),),
    waiting=(WaitingLine(4, "2. ข", "ประกาศ", date(2022, 12, 9)),),
    decisions=(DecisionLine(5, date(2022, 11, 1), 1, "เร่งรัด", "กองคลัง", date(2022, 12, 1), "open"),),
    bars=(Bar(date(2022, 11, 1), 1, 2, 3),),
)
TEXT = st.text(max_size=20)
DAY = st.dates()
SHEETS = st.builds(
    Sheet,
    agency=TEXT,
    month=DAY,
    as_of=DAY,
    since=DAY,
    counts=st.builds(Counts, *[st.integers(0, 9)] * 6),
    late=st.lists(
        st.builds(
            WorkLine, st.integers(), st.integers(), TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.none() | DAY
        ),
        max_size=3,
    ).map(tuple),
    decisions=st.lists(
        st.builds(DecisionLine, st.integers(), DAY, st.integers(), TEXT, TEXT, DAY, st.just("open"), st.none() | DAY),
        max_size=2,
    ).map(tuple),
)


class TestKeeping:
    def test_gives_back_the_same(self):
        stored = json.loads(json.dumps(sheet_to_dict(SHEET)))

        assert sheet_from_dict(stored) == SHEET
        assert hash_of_sheet(sheet_from_dict(stored)) == hash_of_sheet(SHEET)

    @given(SHEETS)
    def test_whatever_it_holds(self, sheet):
        assert sheet_from_dict(json.loads(json.dumps(sheet_to_dict(sheet)))) == sheet

    def test_a_field_nobody_knows_is_left_out_and_a_new_one_has_its_default(self):
        stored = sheet_to_dict(SHEET)
        stored["later"] = 1
        del stored["bars"]

        assert sheet_from_dict(stored) == replace(SHEET, bars=())


class TestHash:
    def test_is_of_64_hex_digits_and_always_the_same(self):
        assert len(hash_of_sheet(SHEET)) == 64
        assert hash_of_sheet(SHEET) == hash_of_sheet(replace(SHEET))

    @pytest.mark.parametrize(
        "change",
        [
            {"as_of": date(2022, 12, 3)},
            {"counts": Counts(late=2)},
            {"late": ()},
            {"late": (replace(WORK, text="ทำข้อมูล "),)},
            {"late": (replace(WORK, is_new=False),)},
            {"decisions": ()},
            {"bars": (Bar(date(2022, 11, 1), 1, 2, 4),)},
        ],
    )
    def test_differs_after_any_change(self, change):
        assert hash_of_sheet(replace(SHEET, **change)) != hash_of_sheet(SHEET)

    def test_of_lone_surrogates_is_still_a_hash(self):
        assert len(hash_of_sheet(replace(SHEET, agency="\ud800"))) == 64


def test_a_bar_counts_all():
    assert SHEET.bars[0].total == 6
