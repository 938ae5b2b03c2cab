import io

import openpyxl
import pytest

from prongsai.core.errors import PersonError
from prongsai.intake.results.template import SHEET, blank_result_xlsx
from prongsai.wiring.results import read_result_file
from tests.core.result.made import FILES, d


def filled(year, **values):
    """The blank workbook with scores typed in by code."""
    book = openpyxl.load_workbook(io.BytesIO(blank_result_xlsx(FILES.get(year), agency_name="เทศบาลตำบลบ้านสวนใส")))
    for row in book[SHEET].iter_rows(min_row=5):
        if row[0].value in values:
            row[2].value = values[row[0].value]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("year", [2563, 2566, 2567, 2568, 2569, 2570])
def test_comes_back_as_it_was_filled_in(year):
    items = {code: 0 if code == "O2" else 100 for code in FILES.get(year).item_codes}
    values = {**items, "IIT": 91.25, "EIT": 88, "OIT": 95.5, "คะแนนรวม": 92.1, "ระดับ": "ผ่านดี", "ตัวชี้วัดที่ 9": 93.5}
    values |= {entry.code: 80 for entry in FILES.get(year).sub_indicators}

    found = read_result_file(filled(year, **values), "แบบ.xlsx")

    assert [one.code for one in found.findings] == []
    (one,) = found.results
    assert (one.fiscal_year, one.agency_name) == (year, "เทศบาลตำบลบ้านสวนใส")
    assert one.items == items
    assert one.tools == {"IIT": d("91.25"), "EIT": 88, "OIT": d("95.5")}
    assert (one.total, one.level, one.indicators) == (d("92.1"), "ผ่านดี", {9: d("93.5")})
    assert one.sub_indicators == dict.fromkeys((entry.code for entry in FILES.get(year).sub_indicators), 80)


def test_left_blank_holds_no_result():
    with pytest.raises(PersonError):
        read_result_file(blank_result_xlsx(FILES.get(2567)), "แบบ.xlsx")


def test_is_the_same_bytes_for_the_same_year():
    assert blank_result_xlsx(FILES.get(2567)) == blank_result_xlsx(FILES.get(2567))
