"""Whatever a file holds, the reader gives results or one sentence: never a fault, never long."""

import json
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.result import analyse, check_result, result_from_dict, result_to_dict
from prongsai.wiring.results import read_result_file
from tests.core.result.made import ALL, FILES
from tests.intake.results.test_reader import csv, workbook

SOME = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
CELLS = st.sampled_from(
    ["", "-", "IIT", "EIT", "OIT", "คะแนนรวม", "ระดับ", "ผ่านดี", "O1", "O42", "O99", "ข้อ ๒", "ตัวชี้วัดที่ 9", "9.1", "10.2",
     "คะแนน", "คะแนนที่ได้", "คะแนนเต็ม", "ปี 2566", "2567", "หน่วยงาน", "เทศบาลตำบลก", "ปีงบประมาณ พ.ศ. 2566", "100", "0", "๙๙.๕",
     "-1", "1e9", "999", "✓", "ไม่มี", "<b>", "=1+1", "9" * 50, "ก" * 400]
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=25)


def answer(content, name):
    """The results or the sentence, with everything that follows from the results."""
    try:
        found = read_result_file(content, name, fiscal_year=2566, agency_name="เทศบาลตำบลก")
    except PersonError:
        return
    for one in found.results:
        assert not one.is_empty
        framework = ALL.get(one.fiscal_year) or FILES.get(one.fiscal_year)
        check_result(one, framework, ALL)
        analyse(one, framework)
        assert result_from_dict(json.loads(json.dumps(result_to_dict(one)))) == one


class TestAnyInput:
    @SOME
    @given(ROWS)
    def test_any_table_is_read_or_refused(self, rows):
        answer(csv(*rows), "ก.csv")

    @SOME
    @given(st.text(max_size=400))
    def test_any_text_is_read_or_refused(self, text):
        answer(text.encode(errors="surrogatepass"), "ก.txt")

    @SOME
    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, content):
        answer(content, "ก")

    @pytest.mark.parametrize("seed", range(25))
    def test_a_workbook_with_a_few_bytes_changed_is_read_or_refused(self, seed):
        chance = random.Random(seed)
        raw = bytearray(workbook(("ปีงบประมาณ พ.ศ. 2566",), ("ข้อ", "คะแนน"), ("O1", 100), ("IIT", 90)))
        for _turn in range(chance.randint(1, 10)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        started = time.process_time()

        answer(bytes(raw), "ก.xlsx")

        assert time.process_time() - started < 5

    def test_a_wide_sheet_of_labels_takes_no_time(self):
        rows = [["O1", "IIT", "คะแนน", "100"] * 30 for _row in range(2_000)]
        started = time.process_time()

        answer(csv(*rows), "กว้าง.csv")

        assert time.process_time() - started < 8
