"""The walk through a document: which tables are of measures, what goes on, what is left over and why."""

import pytest

from prongsai.intake.blocks import Cell, Paragraph, Row, Table
from prongsai.intake.body import Body, read_body
from tests.intake.making import TITLE, Wide, document, paragraphs, table

FIVE = ["ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา", "ผลการดำเนินการ"]


def row(issue: str, *, unit: str = "กองคลัง", steps: str = "จัดทำแผน") -> list[str]:
    return [issue, unit, steps, "ม.ค. 67", "ดำเนินการแล้ว"]


def read(*blocks) -> Body:
    return read_body(document(*blocks))


def issues(body: Body) -> list[str]:
    return [measure.printed("issue") for measure in body.measures]


def left(body: Body) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in body.left_over]


class TestTables:
    def test_of_measures_are_read_in_reading_order(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), "คำนำของตารางต่อไป", table(FIVE, row("ข๒")))

        assert issues(body) == ["ก๑", "ข๒"]
        assert left(body) == [("คำนำของตารางต่อไป", "other")]

    def test_without_a_header_go_on_with_the_columns_before(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), table(row("ข๒"), row("ค๓")))

        assert issues(body) == ["ก๑", "ข๒", "ค๓"]
        assert body.other_tables == []

    def test_without_a_header_and_of_another_width_do_not_go_on(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), table(["ข๒", "กองคลัง", "x"], ["ค๓", "กองช่าง", "y"]))

        assert issues(body) == ["ก๑"]
        assert body.other_tables == [None]
        assert left(body) == [("ข๒ | กองคลัง | x\nค๓ | กองช่าง | y", "table")]

    def test_without_a_header_at_the_start_are_no_measures(self):
        assert issues(read(*TITLE, table(row("ก๑"), row("ข๒")))) == []

    def test_a_row_cut_by_the_page_goes_on_in_the_next_table(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), table(FIVE, ["", "", "เผยแพร่", "", ""], row("ข๒")))

        assert issues(body) == ["ก๑", "ข๒"]
        assert body.measures[0].printed("steps") == "จัดทำแผน\nเผยแพร่"

    def test_a_row_without_issue_does_not_go_on_under_other_columns(self):
        other = ["มาตรการ", "หน่วยงาน", "ขั้นตอน", "เวลา", "หลักฐาน"]
        body = read(*TITLE, table(FIVE, row("ก๑")), table(other, ["", "", "เผยแพร่", "", ""]))

        assert body.measures[0].printed("steps") == "จัดทำแผน"

    def test_that_are_blank_are_passed_over(self):
        body = read(*TITLE, table(["", ""], ["", ""]), table(FIVE, row("ก๑")))

        assert issues(body) == ["ก๑"]
        assert body.other_tables == []

    def test_with_a_header_and_no_row_are_told(self):
        body = read(*TITLE, table(FIVE, ["", "", "", "", ""]))

        assert (body.measures, body.has_blank_table) == ([], True)

    def test_tell_whether_results_and_issues_have_a_column(self):
        plan = read(*TITLE, table(["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"], ["จัดทำแผน", "กองคลัง", "ม.ค. 67"]))
        report = read(*TITLE, table(FIVE, row("ก๑")))

        assert (plan.has_result_column, plan.has_issue_column) == (False, False)
        assert (report.has_result_column, report.has_issue_column) == (True, True)

    @pytest.mark.parametrize(
        "line", ["เทศบาลตำบลตัวอย่าง", "รายงานผลการดำเนินการตามมาตรการ (ต่อ)", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
    )
    def test_the_running_head_between_them_is_no_text_of_its_own(self, line):
        assert left(read(*TITLE, table(FIVE, row("ก๑")), line, table(FIVE, row("ข๒")))) == []

    def test_of_signatures_are_signatures(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), table(["ลงชื่อ ........", "ลงชื่อ ........"], ["(นายก)", "(ปลัด)"]))

        assert issues(body) == ["ก๑"]
        assert [reason for _text, reason in left(body)] == ["signature"]


class TestLayoutTables:
    def test_that_hold_other_tables_are_opened_in_place(self):
        inner = table(FIVE, row("ก๑"))
        outer = Table((Row((Cell(0, ("ข้อความนำ",), nested=(inner,)),)),), 1)

        body = read(*TITLE, outer)

        assert issues(body) == ["ก๑"]
        assert "ข้อความนำ" in body.head_lines

    def test_of_one_cell_are_paragraphs(self):
        body = read(*TITLE, table(["หมายเหตุของหน้า"]), table(FIVE, row("ก๑")))

        assert "หมายเหตุของหน้า" in body.head_lines
        assert body.other_tables == []

    def test_a_table_inside_a_cell_of_a_measure_stays_its_text(self):
        inner = table(["ปี", "จำนวน"], ["๒๕๖๖", "๓ เรื่อง"])
        cells = (Cell(0, ("ก๑",)), Cell(1, ("กองคลัง",)), Cell(2, ("ทำ",), nested=(inner,)), Cell(3, ("ม.ค. 67",)))
        head = tuple(Cell(index, (text,)) for index, text in enumerate(FIVE[:4]))

        body = read(*TITLE, Table((Row(head), Row(cells)), 4))

        assert issues(body) == ["ก๑"]
        assert "๒๕๖๖ | ๓ เรื่อง" in body.measures[0].printed("steps")


class TestParagraphs:
    def test_before_the_table_are_head_and_preface(self):
        body = read(*TITLE, "เพื่อยกระดับการประเมินให้สูงขึ้น จึงกำหนดมาตรการดังนี้", table(FIVE, row("ก๑")))

        assert list(TITLE) == body.head_lines[:3]
        assert left(body) == [("เพื่อยกระดับการประเมินให้สูงขึ้น จึงกำหนดมาตรการดังนี้", "preface")]

    @pytest.mark.parametrize(
        "text", ["ลงชื่อ ...............", "(นายตัวอย่าง ใจดี)", "นายกเทศมนตรีตำบลตัวอย่าง", "ปลัดเทศบาล", "วันที่ ......"]
    )
    def test_after_the_table_signatures_are_known(self, text):
        assert left(read(*TITLE, table(FIVE, row("ก๑")), text)) == [(text, "signature")]

    @pytest.mark.parametrize("text", ["- ๒ -", "หน้า ๓", "หน้าที่ 3 จาก 10", "3/10", "----", "", "   "])
    def test_page_numbers_and_rules_are_nothing(self, text):
        assert left(read(*TITLE, table(FIVE, row("ก๑")), text, table(FIVE, row("ข๒")))) == []

    @pytest.mark.parametrize("text", ["หน้าที่ของเจ้าหน้าที่", "๑๒๓๔", "หน้า ๓ แสดงผล"])
    def test_words_that_only_look_like_page_numbers_are_kept(self, text):
        assert text in [one for one, _reason in left(read(*TITLE, table(FIVE, row("ก๑")), text))]

    def test_an_indicator_line_stands_over_the_next_tables_until_another(self):
        body = read(
            *TITLE,
            "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",
            table(FIVE, row("ก๑")),
            table(FIVE, row("ข๒")),
            "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต",
            table(FIVE, row("ค๓")),
        )

        assert [one.groups for one in body.measures] == [
            ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",),
            ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",),
            ("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต",),
        ]
        assert left(body) == []

    def test_an_indicator_line_over_no_table_is_left_over(self):
        body = read(*TITLE, table(FIVE, row("ก๑")), "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต")

        assert [text for text, _reason in left(body)] == ["ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต"]

    def test_links_of_a_line_left_over_are_kept(self):
        foot = [Wide("หมายเหตุ : ดูที่นี่", across=5, links=(("ดูที่นี่", "https://www.a.go.th/x"),)), None, None, None, None]

        body = read(*TITLE, table(FIVE, row("ก๑"), foot))

        assert "https://www.a.go.th/x" in left(body)[0][0]


class TestLabelsAboveATable:
    STEPS = (
        ["ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"],
        ["๑. จัดทำ", "กองคลัง", "ม.ค. 67"],
        ["๒. เผยแพร่", "กองช่าง", "ก.พ. 67"],
    )

    def test_name_the_measure_whose_steps_the_table_holds(self):
        body = read(*TITLE, "ประเด็น: ข้อมูลพื้นฐาน", table(*self.STEPS), "ประเด็น: การจัดซื้อ", table(*self.STEPS))

        assert issues(body) == ["ข้อมูลพื้นฐาน", "การจัดซื้อ"]
        assert [one.printed("steps") for one in body.measures] == ["๑. จัดทำ\n๒. เผยแพร่"] * 2

    def test_give_what_the_table_does_not_but_never_instead_of_it(self):
        body = read(*TITLE, "ประเด็น: ข้อมูลพื้นฐาน", "ผู้รับผิดชอบ: สำนักปลัด", table(*self.STEPS))

        assert body.measures[0].printed("responsible") == "กองคลัง\nกองช่าง"

    def test_of_two_measures_name_none(self):
        body = read(*TITLE, "ประเด็น: ก๑", "ผู้รับผิดชอบ: สำนักปลัด", "ประเด็น: ข๒", table(*self.STEPS))

        assert "ก๑" not in issues(body)
        assert any("ก๑" in text for text, _reason in left(body))


class TestLabelledParagraphs:
    LINES = ("ประเด็น: ก๑", "ผู้รับผิดชอบ: กองคลัง", "ผลการดำเนินการ: ดำเนินการแล้ว")

    def test_are_read_where_there_is_no_table_of_measures(self):
        body = read(*TITLE, *self.LINES, "ลงชื่อ ..........")

        assert issues(body) == ["ก๑"]
        assert body.has_result_column
        assert left(body)[-1] == ("ลงชื่อ ..........", "signature")

    def test_are_left_where_a_table_says_the_measures(self):
        body = read(*TITLE, table(FIVE, row("ข๒")), *self.LINES)

        assert issues(body) == ["ข๒"]
        assert {text for text, _reason in left(body)} >= set(self.LINES)

    def test_without_who_and_when_are_no_measures(self):
        body = read(*TITLE, "ประเด็น: ก๑", "หมายเหตุ: ข")

        assert issues(body) == []
        assert [text for text, _reason in left(body)] == [*TITLE, "ประเด็น: ก๑", "หมายเหตุ: ข"]

    def test_tell_no_results_where_none_is_said(self):
        assert not read(*TITLE, "ประเด็น: ก๑", "ผู้รับผิดชอบ: กองคลัง").has_result_column


class TestNothing:
    @pytest.mark.parametrize("blocks", [(), ("",), (" ", "- ๑ -")])
    def test_gives_nothing(self, blocks):
        body = read(*blocks)

        assert body.measures == []
        assert [text for text, _reason in left(body)] == [text for text in blocks if text.strip()]

    def test_paragraph_blocks_and_plain_strings_are_the_same(self):
        assert read(*paragraphs(*TITLE)) == read(*(Paragraph(text) for text in TITLE))
