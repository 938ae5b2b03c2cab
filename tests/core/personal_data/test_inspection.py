"""What the gate says: sentences in both languages, order, JSON."""

import json
from typing import get_args

import pytest

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.inspection import (
    ADVICE,
    KIND_LABELS,
    FindingKind,
    Inspection,
    PersonalFinding,
    inspection_from_dict,
    inspection_to_dict,
    sort_personal,
)
from prongsai.core.personal_data.masked import MASKED_KINDS, require_masked
from prongsai.core.personal_data.place import Place, PlaceUnit, column_letters

NUMBER = PersonalFinding("national_id", "error", Place("page", 2), "●-●●●●-●●●●●-●2-3", 2)
AUTHOR = PersonalFinding(
    "metadata", "note", Place("property", name="creator"), "ส● ใ●", 1, "ชื่อผู้สร้างไฟล์", "who made the file"
)
SIGNED = PersonalFinding("signature", "warning", Place("paragraph", 9), "ลงชื่อ (น● ใ●)", 1)


class TestWords:
    @pytest.mark.parametrize("kind", get_args(FindingKind))
    def test_every_kind_has_a_label_and_advice_in_both_languages(self, kind):
        for words in (KIND_LABELS[kind], ADVICE[kind]):
            assert words.th
            assert words.en.isascii()

    def test_a_sentence_says_what_where_how_often_and_what_to_do(self):
        words = NUMBER.message()

        assert words.th.startswith("หน้า 2: พบเลขประจำตัวประชาชน 2 รายการ: ●-●●●●-●●●●●-●2-3")
        assert words.en == (
            "page 2: national identity number (2): ●-●●●●-●●●●●-●2-3; "
            "mask it before publishing, or confirm with the reason why the law has it public"
        )

    def test_a_sentence_says_the_detail(self):
        assert "(ชื่อผู้สร้างไฟล์)" in AUTHOR.message().th
        assert "(who made the file)" in AUTHOR.message().en


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "th", "en"),
        [
            (Place("file"), "ทั้งไฟล์", "the whole file"),
            (Place("line", 4), "บรรทัดที่ 4", "line 4"),
            (Place("page", 3), "หน้า 3", "page 3"),
            (Place("paragraph", 12), "ย่อหน้าที่ 12", "paragraph 12"),
            (Place("table", 1, 3, 2), "ตารางที่ 1 แถวที่ 3 ช่องที่ 2", "table 1 row 3 column 2"),
            (Place("table", 1, 3), "ตารางที่ 1 แถวที่ 3", "table 1 row 3"),
            (Place("cell", row=7, column=28, name="ผล"), 'แผ่นงาน "ผล" ช่อง AB7', 'sheet "ผล" cell AB7'),
            (Place("cell", row=7, name="ผล"), 'แผ่นงาน "ผล" แถว 7', 'sheet "ผล" row 7'),
            (Place("sheet", name="ผล"), 'แผ่นงาน "ผล"', 'sheet "ผล"'),
            (Place("comment", 2), "ความคิดเห็นที่ 2", "comment 2"),
            (Place("picture", 5), "ภาพที่ 5", "picture 5"),
        ],
    )
    def test_are_said_as_a_person_looks_for_them(self, place, th, en):
        assert place.words() == (th, en)

    @pytest.mark.parametrize("unit", get_args(PlaceUnit))
    def test_every_unit_has_words(self, unit):
        words = Place(unit, 1, 1, 1, "x").words()

        assert words.th
        assert words.en

    @pytest.mark.parametrize(
        ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (0, "")]
    )
    def test_columns_have_letters(self, column, letters):
        assert column_letters(column) == letters


class TestInspection:
    def test_is_clear_without_findings_or_with_notes_only(self):
        assert Inspection("0" * 64, ()).is_clear
        assert Inspection("0" * 64, (AUTHOR,)).is_clear

    def test_waits_for_a_decision_on_everything_else(self):
        inspection = Inspection("0" * 64, (NUMBER, SIGNED, AUTHOR))

        assert not inspection.is_clear
        assert inspection.to_decide == (NUMBER, SIGNED)

    def test_counts_a_kind_over_all_places(self):
        assert Inspection("", (NUMBER, NUMBER, SIGNED)).count("national_id") == 4
        assert Inspection("", (NUMBER,)).count("bank_account") == 0

    def test_errors_come_first_and_the_order_inside_is_kept(self):
        other = PersonalFinding("signature", "warning", Place("page", 1), "", 1)

        assert sort_personal([AUTHOR, SIGNED, NUMBER, other]) == (NUMBER, SIGNED, other, AUTHOR)

    def test_survives_json(self):
        inspection = Inspection("a" * 64, (NUMBER, SIGNED, AUTHOR))

        assert inspection_from_dict(json.loads(json.dumps(inspection_to_dict(inspection)))) == inspection

    def test_says_its_schema_and_verdict(self):
        said = inspection_to_dict(Inspection("a" * 64, (NUMBER,)))

        assert said["schema"] == "prongsai/personal-data/1"
        assert said["is_clear"] is False
        assert said["findings"][0]["message_th"].startswith("หน้า 2")

    @pytest.mark.parametrize("broken", [{}, {"sha256": ""}, {"sha256": "", "rules_version": 1, "findings": [{}]}])
    def test_refuses_what_is_none(self, broken):
        with pytest.raises((KeyError, TypeError)):
            inspection_from_dict(broken)


class TestRequireMasked:
    def test_lets_signatures_and_unreadable_parts_pass(self):
        unread = PersonalFinding("cannot_tell", "warning", Place("picture", 1), "", 1)

        require_masked(Inspection("", (SIGNED, unread)), "ก.pdf")

    @pytest.mark.parametrize("kind", sorted(MASKED_KINDS))
    def test_refuses_a_copy_that_still_holds_one(self, kind):
        left = PersonalFinding(kind, "error", Place("page", 1), "●●", 1)

        with pytest.raises(PersonError) as refused:
            require_masked(Inspection("", (SIGNED, left)), "ก.pdf")

        assert '"ก.pdf"' in refused.value.message_th
        assert "1 แห่ง" in refused.value.message_th
        assert "not handed out" in refused.value.message_en
