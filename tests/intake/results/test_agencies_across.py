"""A column for each agency: only one's own is read, and never another's in its place."""

import pytest

from prongsai.core.errors import PersonError
from prongsai.intake.results.agencies import closest_agency, find_across, is_agency, is_same_agency
from tests.core.result.made import d
from tests.intake.results.test_layouts import NAME, NAMES, only, read, sheet

OTHER, FAR = "เทศบาลตำบลอื่น", "อบต.ไกล"
SCORES = {n: (80 + n, 85 + n, 70 + n) for n in range(1, 11)}


def rows(*head, levels=True):
    """The layout of a province: indicators down, agencies across."""
    return (
        ("ผลการประเมิน ITA ปีงบประมาณ 2565", None, None, None),
        head,
        *((f"{n}. {NAMES[n]}", *SCORES[n]) for n in SCORES),
        ("คะแนนรวม", 84.53, 88.53, 80.53),
        *([("ระดับผลการประเมิน", "B", "A", "C")] if levels else []),
    )


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


class TestOnesOwnColumn:
    @pytest.mark.parametrize("corner", ["ตัวชี้วัด", "หน่วยงาน", "รายการ", None])
    @pytest.mark.parametrize("ours", [NAME, "ทต.บ้านสวนใส", f"{NAME} อ.เมือง", "บ้านสวนใส"])
    def test_is_read_whatever_stands_in_the_corner(self, corner, ours):
        result = only(sheet(*rows(corner, OTHER, ours, FAR)), fiscal_year=None)

        assert result.indicators == {n: SCORES[n][1] for n in SCORES}
        assert (result.total, result.level, result.agency_name) == (d("88.53"), "A", ours)

    @pytest.mark.parametrize("place", [1, 2, 3])
    def test_is_found_at_any_place(self, place):
        head = ["ตัวชี้วัด", OTHER, "เทศบาลเมืองใกล้", FAR]
        head[place] = NAME

        result = only(sheet(*rows(*head)))

        assert result.indicators == {n: SCORES[n][place - 1] for n in SCORES}
        assert (result.total, result.level) == ((d("84.53"), d("88.53"), d("80.53"))[place - 1], "BAC"[place - 1])

    def test_is_said_and_the_others_are_not_named_one_by_one(self):
        found = read(sheet(*rows("ตัวชี้วัด", OTHER, NAME, FAR)))

        assert codes(found) == ["result_own_column"]
        assert "ช่อง C" in found.findings[0].message_th
        assert NAME in found.findings[0].message_th

    def test_by_a_former_name(self):
        found = read(sheet(*rows("ตัวชี้วัด", OTHER, "อบต.สวนใส", FAR)), former_names=("องค์การบริหารส่วนตำบลสวนใส",))

        assert found.results[0].total == d("88.53")

    def test_may_have_a_score_and_a_level_under_a_merged_name(self):
        table = (
            ("ตัวชี้วัด", OTHER, None, NAME, None),
            (None, "คะแนน", "ระดับ", "คะแนน", "ระดับ"),
            ("IIT", 70, "C", 90, "A"),
            ("คะแนนรวม", 71, "C", 91, "A"),
        )

        result = only(sheet(*table, merged=["B1:C1", "D1:E1", "A1:A2"]))

        assert (result.tools, result.total, result.level) == ({"IIT": 90}, 91, "A")

    def test_may_have_a_column_for_each_year(self):
        table = (
            ("ตัวชี้วัด", OTHER, None, NAME, None),
            (None, "ปี 2564", "ปี 2565", "ปี 2564", "ปี 2565"),
            ("IIT", 70, 71, 90, 91),
        )

        found = read(sheet(*table, merged=["B1:C1", "D1:E1", "A1:A2"]), fiscal_year=None)

        assert [(one.fiscal_year, one.tools["IIT"]) for one in found.results] == [(2564, 90), (2565, 91)]

    def test_alone_beside_an_average_is_the_column_of_scores(self):
        found = read(sheet(("ตัวชี้วัด", "ค่าเฉลี่ยจังหวัด", NAME), ("IIT", 80, 90), ("คะแนนรวม", 81, 91)))

        (result,) = found.results
        assert (result.tools, result.total, result.agency_name) == ({"IIT": 90}, 91, NAME)
        assert codes(found) == ["result_column_passed_over"]


class TestWithoutOnesOwn:
    def test_the_file_is_refused(self):
        with pytest.raises(PersonError) as refused:
            read(sheet(*rows("ตัวชี้วัด", OTHER, "เทศบาลเมืองใกล้", FAR)))

        assert "3 หน่วยงาน" in refused.value.message_th
        assert NAME in refused.value.message_th
        assert "3 agencies" in refused.value.message_en

    def test_no_name_asked_for_is_refused_too(self):
        with pytest.raises(PersonError) as refused:
            read(sheet(*rows("ตัวชี้วัด", OTHER, NAME, FAR)), agency_name="")

        assert "กรุณาระบุชื่อหน่วยงาน" in refused.value.message_th

    def test_two_names_that_may_both_be_meant_are_refused(self):
        with pytest.raises(PersonError):
            read(sheet(*rows("ตัวชี้วัด", f"{NAME}เหนือ", f"{NAME}ใต้", FAR)))

    def test_a_table_of_neighbours_beside_ones_own_is_left_out_and_named(self):
        table = (("หน่วยงาน", NAME), ("IIT", 90), (), (), ("ตัวชี้วัด", OTHER, "เทศบาลเมืองใกล้", FAR), ("EIT", 60, 61, 62))

        found = read(sheet(*table))

        assert found.results[0].tools == {"IIT": 90}
        assert "result_table_of_others" in codes(found)

    def test_a_lone_other_agency_is_warned_of(self):
        found = read(sheet(("ตัวชี้วัด", OTHER, "หมายเหตุ"), ("IIT", 80, None), ("EIT", 81, None)))

        assert codes(found) == ["result_other_agency"]
        assert found.results[0].agency_name == OTHER


class TestNames:
    @pytest.mark.parametrize(
        ("text", "is_one"),
        [(NAME, True), (FAR, True), ("อบจ. ชัยภูมิ", True), ("ทน.ใหญ่", True), ("เทศบาลตำบล", False), ("ตัวชี้วัด", False),
         ("คะแนนของเทศบาลตำบลอื่น", False), ("", False), ("เทศบาลตำบล" + "ก" * 90, False)],
    )  # fmt: skip
    def test_of_agencies_are_told_from_other_words(self, text, is_one):
        assert is_agency(text) is is_one

    def test_are_the_same_in_their_short_form(self):
        assert is_same_agency("อบต.ไกล", "องค์การบริหารส่วนตำบลไกล")
        assert not is_same_agency("อบต.ไกล", "เทศบาลตำบลไกล")
        assert not is_same_agency("", NAME)

    def test_the_exact_one_wins_over_a_longer_one(self):
        assert closest_agency([f"{NAME}เหนือ", NAME], NAME) == NAME
        assert closest_agency([OTHER, FAR], NAME) is None

    def test_a_list_of_contacts_is_no_heading(self):
        assert find_across([["ที่", NAME, OTHER], ["1", "นาย ก", "นาง ข"]], [NAME]) is None

    def test_a_title_over_the_whole_width_is_no_heading(self):
        assert find_across([[NAME, NAME, NAME], ["IIT", "90", ""]], [NAME]) is None
