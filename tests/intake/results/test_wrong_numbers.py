"""Numbers that are no scores (weights, respondents, questions) beside those that are."""

import pytest

from prongsai.intake.results.labels import FULL_MARKS, Key, Labels
from tests.core.result.made import FILES, d
from tests.intake.results.test_layouts import NAME, only, read, sheet

TOOLS = {"IIT": d("87.33"), "EIT": d("84.44"), "OIT": d("92.5")}
COLUMNS = {
    "น้ำหนัก": (30, 30, 40, 100),
    "คะแนนเต็ม 100": (87.33, 84.44, 92.5, None),
    "คะแนนถ่วงน้ำหนัก": (26.2, 25.33, 37, 88.53),
}


def said(found) -> str:
    return " ".join(f"{finding.where} {finding.message_th}" for finding in found.findings)


def weights(*order):
    return (
        ("แบบวัด", *order),
        *((tool, *(COLUMNS[one][at] for one in order)) for at, tool in enumerate((*TOOLS, "รวม"))),
    )


class TestWeights:
    @pytest.mark.parametrize(
        "order",
        [
            ("น้ำหนัก", "คะแนนเต็ม 100", "คะแนนถ่วงน้ำหนัก"),
            ("คะแนนเต็ม 100", "น้ำหนัก", "คะแนนถ่วงน้ำหนัก"),
            ("คะแนนถ่วงน้ำหนัก", "คะแนนเต็ม 100", "น้ำหนัก"),
        ],
    )
    def test_are_no_scores_wherever_their_column_stands(self, order):
        found = read(sheet(("ผลการประเมิน ITA 2565",), *weights(*order)), fiscal_year=None)

        (result,) = found.results
        assert (result.tools, result.total) == (TOOLS, d("88.53"))
        assert [finding.code for finding in found.findings] == ["result_column_passed_over"]
        assert "น้ำหนัก" in said(found)
        assert "คะแนนถ่วงน้ำหนัก" in said(found)

    def test_alone_beside_a_column_of_unknown_words_are_passed_over(self):
        assert only(sheet(("แบบวัด", "น้ำหนัก", "ได้"), ("IIT", 30, 87.33), ("EIT", 30, 84.44))).tools == {
            "IIT": d("87.33"),
            "EIT": d("84.44"),
        }

    @pytest.mark.parametrize("head", ["คะแนนเต็ม 100", "เต็ม 100", "คะแนนเต็ม ๑๐๐ คะแนน", "ร้อยละเต็ม 100"])
    def test_full_marks_of_a_hundred_are_scores_where_they_differ_and_nothing_else_is(self, head):
        assert only(sheet(("แบบวัด", head), ("IIT", 87.33), ("EIT", 100))).tools == {"IIT": d("87.33"), "EIT": 100}

    def test_full_marks_that_are_all_a_hundred_are_not(self):
        found = read(sheet(("แบบวัด", "คะแนนเต็ม 100", "ได้"), ("IIT", 100, 87), ("EIT", 100, 84)))

        assert found.results[0].tools == {"IIT": 87, "EIT": 84}
        assert "คะแนนเต็ม 100" in said(found)

    def test_of_a_table_above_say_nothing_of_the_table_below(self):
        rows = (*weights("น้ำหนัก", "คะแนนเต็ม 100", "คะแนนถ่วงน้ำหนัก"), (), ("รายการ", "ค่า", "คะแนน"), ("O1", 55, 100))

        found = read(sheet(*rows))

        assert found.results[0].items == {"O1": 100}
        assert "ช่อง B, D" in said(found)
        assert "55" in said(found) or '"ค่า"' in said(found)


class TestRespondents:
    @pytest.mark.parametrize(
        "head",
        ["ผู้ตอบแบบ IIT", "จำนวนผู้ตอบ IIT", "ผู้ตอบแบบวัด EIT (คน)", "กลุ่มตัวอย่าง IIT", "IIT (คน)", "IIT ที่เปลี่ยนแปลง", "ผลต่าง OIT",
         "เป้าหมาย IIT", "IIT ปีก่อน", "IIT เฉลี่ยจังหวัด", "IIT respondents", "คะแนนรวมเฉลี่ยประเทศ"],
    )  # fmt: skip
    def test_and_other_numbers_about_a_tool_are_no_score_of_it(self, head):
        found = read(sheet(("หน่วยงาน", "ตัวชี้วัดที่ 1", "ตัวชี้วัดที่ 2", head), (NAME, 91, 82, 46)))

        (result,) = found.results
        assert (result.tools, result.total, result.indicators) == ({}, None, {1: 91, 2: 82})
        assert head in said(found)

    @pytest.mark.parametrize("head", ["IIT (30)", "คะแนน IIT", "แบบวัด IIT", "IIT เฉลี่ย", "IIT (ร้อยละ 30)"])
    def test_but_a_tool_in_other_words_still_is(self, head):
        assert only(sheet(("หน่วยงาน", head, "EIT"), (NAME, 91, 82))).tools == {"IIT": 91, "EIT": 82}


class TestQuestions:
    @pytest.mark.parametrize(
        "codes", [("i1", "i2", "e1"), ("I1", "I2", "E1"), ("I1", "I11", "I12"), ("ข้อ 1", "ข้อ 2", "ข้อ 3")]
    )
    @pytest.mark.parametrize("head", ["ข้อคำถาม", "คำถาม"])
    def test_are_no_indicators_and_no_items_but_named(self, codes, head):
        found = read(sheet(("รายการ", "คะแนน"), ("IIT", 84), (), (head, "คะแนน"), *((one, 81) for one in codes)))

        (result,) = found.results
        assert (result.indicators, result.items, result.tools) == ({}, {}, {"IIT": 84})
        assert all(f'"{one}"' in said(found) for one in codes)

    def test_in_columns_are_named(self):
        found = read(sheet(("หน่วยงาน", "i1", "i2", "e1", "IIT", "EIT"), (NAME, 81, 82, 83, 84, 85)))

        assert (found.results[0].indicators, found.results[0].tools) == ({}, {"IIT": 84, "EIT": 85})
        assert all(f'"{one}"' in said(found) for one in ("i1", "i2", "e1"))

    def test_a_column_of_unknown_words_under_a_merged_tool_is_not_the_tools(self):
        rows = (("หน่วยงาน", "IIT", None, "EIT"), (None, "ครั้งแรก", "คะแนน", "คะแนน"), (NAME, 46, 84, 80))

        found = read(sheet(*rows, merged=["B1:C1"]))

        assert found.results[0].tools == {"IIT": 84, "EIT": 80}
        assert "ครั้งแรก" in said(found)


class TestNamesOfColumns:
    def test_stand_under_a_title(self):
        found = read(sheet(("ผลการประเมิน ITA",), ("เรื่อง", "ครั้งที่หนึ่ง", "ครั้งที่สอง"), ("IIT", 84, 80), ("EIT", 85, 81)))

        assert '"ครั้งที่สอง"' in said(found)
        assert '"C"' not in said(found)

    def test_stand_in_a_merged_heading(self):
        rows = (("เรื่อง", "สองครั้งแรก", None), ("IIT", 84, 80), ("EIT", 85, 81))

        assert '"สองครั้งแรก"' in said(read(sheet(*rows, merged=["B1:C1"])))

    def test_are_no_titles_over_the_whole_width(self):
        rows = (("ผลการประเมินของเรา", None, None), ("IIT", 84, 80), ("EIT", 85, 81))

        assert '"C"' in said(read(sheet(*rows, merged=["A1:C1"])))


class TestLabels:
    @pytest.mark.parametrize(
        ("text", "key"),
        [("คะแนนเต็ม 100", FULL_MARKS), ("เต็ม ๑๐๐", FULL_MARKS), ("คะแนนเต็ม", Key("ignored")), ("I3", Key("indicator", "3")),
         ("Indicator 3", Key("indicator", "3")), ("i3", None), ("ผู้ตอบแบบวัด IIT", Key("ignored")), ("เพิ่ม/ลด", Key("ignored")),
         ("ภาพรวมระดับประเทศ", Key("ignored")), ("คะแนน (เต็ม 100)", Key("score"))],
    )  # fmt: skip
    def test_tell_scores_from_other_numbers(self, text, key):
        assert Labels(FILES.get(2567)).read(text) == key
