"""The reader of one table, and what it puts together."""

from decimal import Decimal

import pytest

from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table
from prongsai.intake.results.labels import Key, Labels
from prongsai.intake.results.reader import read_results
from prongsai.intake.results.readings import MOST_FINDINGS, Findings, Reading
from prongsai.intake.results.scores import is_blank, read_mark, read_score
from prongsai.intake.results.tables import TableReader
from tests.core.result.made import FILES, d

NAME = "เทศบาลตำบลบ้านสวนใส"


def table(*rows) -> Table:
    width = max(len(row) for row in rows)
    return Table(tuple(Row(tuple(Cell(at, (str(cell),)) for at, cell in enumerate(row))) for row in rows), width)


def reader() -> TableReader:
    framework = FILES.get(2567)
    return TableReader(Labels(framework), framework, Findings())


def scores(*rows) -> dict[str, Decimal]:
    one = reader()
    one.read(table(*rows))
    return {f"{key.kind} {key.code}".strip(): score for key, score in one.main.scores.items()}


def codes(one: TableReader) -> list[str]:
    return [finding.code for finding in one.findings.list_all()]


class TestRows:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (("IIT", "90.5"), {"tool IIT": d("90.5")}),
            (("1", "IIT", "90.5"), {"tool IIT": d("90.5")}),
            (("เครื่องมือ OIT", "", "95"), {"tool OIT": d(95)}),
            (("ตัวชี้วัดที่ 3 การใช้อำนาจ", "88"), {"indicator 3": d(88)}),
            (("ตชว. 10", "100"), {"indicator 10": d(100)}),
            (("9.1 ข้อมูลพื้นฐาน", "97.78"), {"sub 9.1": d("97.78")}),
            (("10.2", "50"), {"sub 10.2": d(50)}),
            (("O12", "ได้"), {"item O12": d(100)}),
            (("ข้อ O5", "ไม่มี"), {"item O5": d(0)}),
            (("คะแนนรวม", "91.6"), {"total": d("91.6")}),
            (("คะแนนเฉลี่ยรวม", "๙๑.๖"), {"total": d("91.6")}),
            (("รวมทั้งสิ้น 3 รายการ", "91"), {}),
            (("งบประมาณ", "1,250,000"), {}),
            (("IIT", "-"), {}),
            (("IIT", ""), {}),
        ],
    )
    def test_name_a_part_and_its_score(self, row, expected):
        assert scores(row) == expected

    def test_the_column_under_a_heading_of_scores_wins_over_other_numbers(self):
        assert scores(("รายการ", "น้ำหนัก", "คะแนน"), ("IIT", "30", "90")) == {"tool IIT": d(90)}

    def test_a_column_for_full_marks_is_passed_over(self):
        assert scores(("รายการ", "คะแนนเต็ม", "คะแนนที่ได้"), ("IIT", "100", "90")) == {"tool IIT": d(90)}

    def test_headings_alone_are_no_scores(self):
        assert scores(("เครื่องมือ", "คะแนน")) == {}

    def test_the_same_score_twice_is_no_contradiction(self):
        one = reader()
        one.read(table(("IIT", "90"), ("IIT", "90.0")))

        assert codes(one) == []

    def test_two_scores_keep_the_first_and_say_so(self):
        one = reader()
        one.read(table(("IIT", "90"), ("IIT", "91")))

        assert one.main.scores[Key("tool", "IIT")] == d(90)
        assert codes(one) == ["result_given_twice"]

    def test_what_is_no_number_is_named(self):
        one = reader()
        one.read(table(("รายการ", "คะแนน"), ("IIT", "รอประกาศผลอย่างเป็นทางการ")))

        assert codes(one) == ["result_score_not_read"]
        assert one.main.scores == {}

    def test_agency_year_and_level_stand_beside(self):
        one = reader()
        one.read(table(("หน่วยงาน", NAME), ("ปีงบประมาณ", "2567"), ("ระดับ", "ผ่านดี"), ("IIT", "90")))

        assert (one.main.agency, one.main.year, one.main.level) == (NAME, 2567, "ผ่านดี")

    def test_a_level_that_is_a_number_is_none(self):
        one = reader()
        one.read(table(("ระดับ", "3"), ("IIT", "90")))

        assert one.main.level == ""


class TestColumns:
    def test_each_agency_is_a_reading(self):
        one = reader()
        one.read(
            table(
                ("ที่", "หน่วยงาน", "IIT", "EIT", "OIT", "รวม", "ระดับ"),
                ("1", "ก", "90", "80", "70", "79", "ผ่าน"),
                ("2", "ข", "91", "81", "71", "80", "A"),
            )
        )

        assert [(reading.agency, reading.level, len(reading.scores)) for reading in one.readings] == [
            ("ก", "ผ่าน", 4),
            ("ข", "A", 4),
        ]

    def test_a_row_without_scores_is_passed_over(self):
        one = reader()
        one.read(table(("หน่วยงาน", "IIT", "EIT"), ("หมายเหตุ", "", ""), ("ก", "90", "80")))

        assert [reading.agency for reading in one.readings] == ["ก"]

    def test_a_column_of_years(self):
        one = reader()
        one.read(table(("ปี", "IIT", "EIT"), ("2566", "90", "80"), ("2567", "91", "81")))

        assert [reading.year for reading in one.readings] == [2566, 2567]

    def test_without_a_column_for_the_agency_the_words_before_the_scores_are_it(self):
        one = reader()
        one.read(table(("ที่", "ชื่อ", "IIT", "EIT"), ("1", NAME, "90", "80")))

        assert one.readings[0].agency == NAME

    def test_headings_far_down_are_not_looked_for(self):
        one = reader()
        one.read(table(*[("ก", "ข", "ค")] * 16, ("หน่วยงาน", "IIT", "EIT"), ("ก", "90", "80")))

        assert one.readings == []


class TestReadings:
    def test_parts_come_out_in_their_order(self):
        reading = Reading()
        for key in (
            Key("indicator", "10"),
            Key("indicator", "2"),
            Key("sub", "10.1"),
            Key("sub", "9.2"),
            Key("item", "O10"),
            Key("item", "O9"),
            Key("tool", "OIT"),
            Key("tool", "IIT"),
        ):
            reading.scores[key] = d(90)

        found = reading.result(2567, "ก.csv")

        assert list(found.indicators) == [2, 10]
        assert list(found.sub_indicators) == ["9.2", "10.1"]
        assert list(found.items) == ["O9", "O10"]
        assert list(found.tools) == ["IIT", "OIT"]
        assert (found.fiscal_year, found.source) == (2567, "ก.csv")

    def test_findings_of_a_kind_are_counted_beyond_a_dozen(self):
        findings = Findings()
        for at in range(MOST_FINDINGS + 5):
            findings.say("result_score_not_read", "warning", f"แถว {at}", "ก", "a")
        findings.say("result_given_twice", "note", "", "ข", "b")

        found = findings.list_all()

        assert len(found) == MOST_FINDINGS + 2
        assert found[-1].message_th == "และอีก 5 แห่งเช่นเดียวกัน"
        assert found[-1].severity == "warning"


class TestScores:
    @pytest.mark.parametrize(
        ("text", "score"),
        [
            ("90", d(90)), ("90.5", d("90.5")), ("90,5", d("90.5")), ("๙๐.๕", d("90.5")), ("ร้อยละ 90.5", d("90.5")), ("90.5 %", d("90.5")),
            ("90.5 คะแนน", d("90.5")), ("90/100", d(90)), ("-3", d(-3)), ("100", d(100)), ("1,250", d("1.250")), ("2567", None), ("90 คน", None),
            ("ผ่าน", None), ("", None), ("90.5.1", None), ("1,250,000", None), ("ข้อ 9", None),
        ],
    )  # fmt: skip
    def test_numbers(self, text, score):
        assert read_score(text) == score

    @pytest.mark.parametrize(
        ("text", "mark"),
        [("✓", 100), ("ผ่าน", 100), (" มี ", 100), ("✗", 0), ("ไม่ผ่าน", 0), ("N O", 0), ("90", None), ("", None)],
    )
    def test_marks(self, text, mark):
        assert read_mark(text) == (None if mark is None else d(mark))

    @pytest.mark.parametrize(
        ("text", "blank"), [("", True), (" - ", True), ("ไม่มี ข้อมูล", True), ("N/A", True), ("0", False), ("ไม่มี", False)]
    )
    def test_blanks(self, text, blank):
        assert is_blank(text) is blank


class TestWholeDocuments:
    def read(self, *blocks, **options):
        return read_results(SourceDocument("ก", "text", tuple(blocks)), frameworks=FILES.get, **options)

    def test_two_tables_of_one_year_are_merged_and_the_first_wins(self):
        found = self.read(
            Paragraph("ผลการประเมิน ITA ปีงบประมาณ 2567"), table(("IIT", "90"), ("คะแนนรวม", "88")), table(("ปี", "IIT", "EIT"), ("2567", "70", "80")),
        )  # fmt: skip

        (result,) = found.results
        assert result.total == d(88)
        assert result.tools["EIT"] == d(80)

    def test_the_agency_of_the_text_is_taken_where_no_table_names_one(self):
        found = self.read(Paragraph(f"ผลของ{NAME} ประจำปีงบประมาณ 2567"), table(("IIT", "90")))

        assert found.results[0].agency_name == NAME

    def test_another_agency_than_asked_for_is_a_warning(self):
        found = self.read(Paragraph("ผลของเทศบาลตำบลอื่นไกล ปีงบประมาณ 2567"), table(("IIT", "90")), agency_name=NAME)

        assert [finding.code for finding in found.findings] == ["result_other_agency"]

    def test_the_year_named_most_often_is_the_results(self):
        found = self.read(
            Paragraph("เปรียบเทียบกับปีงบประมาณ 2566"), Paragraph("ผลปีงบประมาณ 2567"), Paragraph("ประจำปี 2567"), table(("IIT", "90")),
        )  # fmt: skip

        assert found.results[0].fiscal_year == 2567

    @pytest.mark.parametrize("line", ["IIT: 90", "IIT\t90", "IIT    90", "IIT 90 คะแนน", "IIT = 90", "IIT | 90"])
    def test_lines_of_text_part_label_and_score(self, line):
        assert self.read(Paragraph(line), fiscal_year=2567).results[0].tools == {"IIT": d(90)}
