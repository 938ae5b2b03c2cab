"""Typed pages: title, text and table."""

from prongsai.core.personal_data.find import find_in_parts
from prongsai.core.personal_data.place import Place
from prongsai.core.personal_data.typed import mask_typed, parts_of_typed
from tests.core.personal_data.numbers import ID, dashed

TABLE = (("ที่", "ชื่อ", "เลขที่บัญชี", "โทรศัพท์"), ("1", "แดง", "1234567890", "812345678"), ("2", "ดำ", "-", "053-123456"))


def found(**typed) -> list[tuple[str, Place]]:
    return [(one.kind, one.place) for one in find_in_parts(parts_of_typed(**typed))]


class TestPartsOfTyped:
    def test_names_title_line_and_cell(self):
        assert found(title=f"ของ {ID}", body="หนึ่ง\nโทร 081-234-5678", table=TABLE) == [
            ("national_id", Place("property", name="title")),
            ("mobile_number", Place("line", 2)),
            ("bank_account", Place("table", 1, 2, 3)),
            ("mobile_number", Place("table", 1, 2, 4)),
        ]

    def test_a_table_of_one_column_has_its_heading(self):
        assert found(table=(("เลขที่บัญชี",), ("1234567890",))) == [("bank_account", Place("table", 1, 2, 1))]
        assert found(table=(("รหัส",), ("1234567890",))) == []

    def test_first_rows_with_figures_are_no_headings(self):
        assert found(table=(("โทร 053-123456", "x"), ("812345678", "y"))) == []

    def test_boxes_over_the_cells_of_a_row(self):
        assert found(table=(("เลขประจำตัวประชาชน", *[""] * 13), ("เลขประจำตัวประชาชน", *ID))) == [
            ("national_id", Place("table", 1, 2, 0))
        ]

    def test_signatures_in_rows_under_each_other(self):
        assert found(table=(("ลงชื่อ.....", "ลงชื่อ....."), ("(นายดี งาม)", "(นางสี ใส)")))[0][0] == "signature"

    def test_nothing_is_no_part(self):
        assert parts_of_typed() == []
        assert found(body="ประกาศ", table=(("ก", "ข"),)) == []


class TestMaskTyped:
    def test_masks_all_three_and_counts(self):
        copy = mask_typed(title=f"ของ {dashed(ID)}", body="โทร 081-234-5678\nต่อ", table=TABLE)

        assert copy.title == "ของ ●-●●●●-●●●●●-●5-7"
        assert copy.body == "โทร ●●●-●●●-●●78\nต่อ"
        assert copy.table == (TABLE[0], ("1", "แดง", "●●●●●●●●90", "●●●●●●●78"), TABLE[2])
        assert copy.masked == 4

    def test_a_masked_copy_is_found_clear(self):
        copy = mask_typed(title=ID, body=f"บัตรประชาชน {' '.join(ID)}", table=TABLE)

        assert found(title=copy.title, body=copy.body, table=copy.table) == []

    def test_keeps_breaks_in_cells_it_does_not_change(self):
        table = (("ก", "ข"), ("บรรทัด\nสอง", "x\ty"))

        assert mask_typed(table=table).table == table

    def test_a_number_broken_in_a_cell_is_masked(self):
        copy = mask_typed(table=(("ก",), ("โทร 081-234-\n5678",)))

        assert copy.table[1][0].startswith("โทร ●●●-●●●-")
        assert copy.masked == 1

    def test_rows_keep_their_cells(self):
        copy = mask_typed(table=(("a", "b", "c"), ("", ID, "")))

        assert [len(row) for row in copy.table] == [3, 3]
