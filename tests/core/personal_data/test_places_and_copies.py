"""Places in words for a person, and the last look at a copy before it is handed out."""

import pytest

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.inspection import Inspection, PersonalFinding
from prongsai.core.personal_data.masked import MASKED_KINDS, require_masked, with_what_stays
from prongsai.core.personal_data.place import Place, column_letters


class TestPlaces:
    @pytest.mark.parametrize(
        ("place", "th", "en"),
        [
            (Place("file"), "ทั้งไฟล์", "the whole file"),
            (Place("line", 3), "บรรทัดที่ 3", "line 3"),
            (Place("page", 2), "หน้า 2", "page 2"),
            (Place("paragraph", 4), "ย่อหน้าที่ 4", "paragraph 4"),
            (Place("table", 1, 2), "ตารางที่ 1 แถวที่ 2", "table 1 row 2"),
            (Place("table", 1, 2, 3), "ตารางที่ 1 แถวที่ 2 ช่องที่ 3", "table 1 row 2 column 3"),
            (Place("cell", row=5, column=28, name="ก"), 'แผ่นงาน "ก" ช่อง AB5', 'sheet "ก" cell AB5'),
            (Place("cell", row=5, name="ก"), 'แผ่นงาน "ก" แถว 5', 'sheet "ก" row 5'),
            (Place("sheet", name="ก"), 'แผ่นงาน "ก"', 'sheet "ก"'),
            (Place("header"), "หัวกระดาษ", "page header"),
            (Place("footer"), "ท้ายกระดาษ", "page footer"),
            (Place("note"), "เชิงอรรถ", "footnotes"),
            (Place("comment", 2), "ความคิดเห็นที่ 2", "comment 2"),
            (Place("picture", 1), "ภาพที่ 1", "picture 1"),
            (Place("property", name="title"), "คุณสมบัติของไฟล์: title", "file property: title"),
            (Place("attachment", name="ก.csv"), 'ไฟล์แนบ "ก.csv"', 'attachment "ก.csv"'),
            (Place("form_field", name="a"), 'ช่องกรอก "a"', 'form field "a"'),
            (Place("part", name="links"), "ส่วน links ของไฟล์", "part links of the file"),
            (Place("said", name="หน้า 3"), "หน้า 3", "หน้า 3"),
        ],
    )
    def test_are_said_in_both_languages(self, place, th, en):
        assert place.words() == (th, en)

    @pytest.mark.parametrize(
        ("column", "letters"),
        [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (0, "")],
    )
    def test_columns_have_letters(self, column, letters):
        assert column_letters(column) == letters


def inspection(*kinds: str) -> Inspection:
    return Inspection("", tuple(PersonalFinding(kind, "warning", Place("page", 2), "●●", 1) for kind in kinds))


class TestRequireMasked:
    @pytest.mark.parametrize("kind", sorted(MASKED_KINDS))
    def test_what_masking_hides_must_be_gone(self, kind):
        with pytest.raises(PersonError) as refused:
            require_masked(inspection(kind), "ก.pdf")

        assert '"ก.pdf"' in refused.value.message_th
        assert "1 แห่ง" in refused.value.message_th
        assert "หน้า 2" in refused.value.message_th
        assert "page 2" in refused.value.message_en

    @pytest.mark.parametrize("kinds", [(), ("signature",), ("cannot_tell",), ("signature", "cannot_tell")])
    def test_what_a_person_decides_may_be_left(self, kinds):
        require_masked(inspection(*kinds), "ก.pdf")

    def test_all_that_is_left_is_counted(self):
        with pytest.raises(PersonError) as refused:
            require_masked(inspection("national_id", "signature", "metadata", "hidden_content"), "ก.pdf")

        assert "3 แห่ง" in refused.value.message_th
        assert "3 findings" in refused.value.message_en


PAGE = Place("page", 1)
CLEAR = Inspection("", ())


def signature(
    excerpt: str = "ลงชื่อ (น● ใ●)", *, place: Place = PAGE, count: int = 1, detail: str = ""
) -> PersonalFinding:
    return PersonalFinding("signature", "warning", place, excerpt, count, detail)


def stays(*original: PersonalFinding, copy: Inspection = CLEAR, masked: int = 9) -> list[PersonalFinding]:
    return list(with_what_stays(copy, original, masked=masked).findings)


class TestWhatStaysInACopy:
    def test_a_name_beside_words_of_signing_stays_although_the_copys_reader_missed_it(self):
        assert stays(signature()) == [signature()]

    def test_what_the_copy_says_itself_is_said_once(self):
        in_copy = signature("ลงชื่อ (ม●)", detail="อ่านจากภาพ ตัวเลขอาจคลาดเคลื่อน")
        kept_as_words = signature(place=Place("said", name="หน้า 1"))

        assert stays(signature(), kept_as_words, copy=Inspection("", (in_copy,))) == [in_copy]
        assert len(stays(signature(place=Place("page", 2)), copy=Inspection("", (in_copy,)))) == 2

    @pytest.mark.parametrize(
        ("excerpt", "count", "is_left"),
        [("ลงชื่อ", 1, False), ("ลงชื่อ, ลงชื่อ, ลงชื่อ", 3, False), ("ลงชื่อ, ลงชื่อ, ลงชื่อ", 4, True), ("ลงชื่อ (ก● ข●)", 1, True)],
    )
    def test_pictures_of_signatures_are_taken_out_and_names_beneath_are_not(self, excerpt, count, is_left):
        assert bool(stays(signature(excerpt, count=count, detail="มีภาพอยู่ด้วย"))) is is_left

    @pytest.mark.parametrize(
        ("place", "is_left"),
        [
            (Place("comment", 1), False),
            (Place("attachment", name="ก"), False),
            (Place("sheet", name="ก"), False),
            (Place("form_field", name="ลงชื่อ"), True),
            (Place("page", 12), True),
        ],
    )
    def test_hidden_parts_are_gone_but_for_what_is_drawn_into_a_page(self, place, is_left):
        assert bool(stays(signature(place=place, detail="อยู่ในส่วนที่ซ่อนไว้"))) is is_left

    @pytest.mark.parametrize(
        ("place", "is_left"),
        [(PAGE, True), (Place("picture", 2), False), (Place("file"), False), (Place("part", name="x"), False),
         (Place("attachment", name="ก.zip"), False)],
    )  # fmt: skip
    def test_pages_that_nobody_could_read_stay(self, place, is_left):
        assert bool(stays(PersonalFinding("cannot_tell", "warning", place, "", 1, "อ่านไม่ทัน"))) is is_left

    @pytest.mark.parametrize("kind", sorted(MASKED_KINDS))
    def test_what_is_masked_is_gone(self, kind):
        assert stays(PersonalFinding(kind, "error", PAGE, "●●", 1)) == []

    def test_numbers_read_from_pictures_stay_where_fewer_were_hidden(self):
        read = PersonalFinding("national_id", "error", PAGE, "●●", 2, "อ่านจากภาพ ตัวเลขอาจคลาดเคลื่อน")

        assert stays(read, masked=2) == []
        assert stays(read, masked=1) == [read]

    def test_what_stays_waits_for_a_person(self):
        assert not with_what_stays(CLEAR, [signature()], masked=0).is_clear
