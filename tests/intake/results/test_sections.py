"""The row "รวม" of a part about one tool is that tool's score, and scores that contradict each other have their places."""

import pytest

from prongsai.intake.results.labels import Key
from prongsai.intake.results.sections import Sections
from tests.core.result.made import FILES, d
from tests.intake.results.test_layouts import NAME, NAMES, only, read, sheet, sheets

SCORES = dict(zip(range(1, 11), map(d, ("91.11", "82.22", "93.33", "84.44", "85.55", "86.66", "87.77", "78.88", "97.5", "87.5")), strict=True))  # fmt: skip
PARTS = {"IIT": (range(1, 6), "87.33"), "EIT": (range(6, 9), "84.44"), "OIT": (range(9, 11), "92.5")}
TOOLS = {tool: d(total) for tool, (_numbers, total) in PARTS.items()}


def part(tool, title, word="รวม"):
    numbers, total = PARTS[tool]
    return [
        *([(title,)] if title else []),
        ("ที่", "ตัวชี้วัด", "คะแนน", "ค่าเฉลี่ยจังหวัด"),
        *((n, NAMES[n], float(SCORES[n]), float(SCORES[n]) - 1) for n in numbers),
        (None, word, float(total), float(total) - 1),
    ]


class TestASheetForEachTool:
    def book(self, summary=(("คะแนนรวม", 88.53), ("ระดับ", "A")), word="รวม", **names):
        made = {names.get(tool, tool): (part(tool, f"แบบวัด ปี 2565 {NAME}", word), ()) for tool in PARTS}
        return sheets(**made, สรุป=(summary, ()))

    @pytest.mark.parametrize("word", ["รวม", "คะแนนรวม", "รวมทั้งหมด", "คะแนนเฉลี่ยรวม", "ภาพรวม"])
    def test_has_each_tools_score_and_the_total_apart(self, word):
        found = read(self.book(word=word), fiscal_year=None)

        (result,) = found.results
        assert (result.tools, result.total, result.level) == (TOOLS, d("88.53"), "A")
        assert result.indicators == SCORES
        assert {finding.code for finding in found.findings} == {"result_column_passed_over"}

    def test_may_be_named_in_more_words(self):
        assert only(self.book(IIT="แบบวัด IIT", EIT="2 eit", OIT="(OIT)")).tools == TOOLS

    def test_is_known_by_the_mean_of_its_indicators_where_no_sheet_says_it(self):
        assert only(self.book(IIT="แผ่น1", EIT="แผ่น2", OIT="แผ่น3")).tools == TOOLS

    def test_a_total_that_says_it_is_of_ita_stays_the_total(self):
        assert only(sheets(IIT=(part("IIT", "", "คะแนนรวม ITA"), ()))).total == d("87.33")

    def test_a_sheet_with_all_tools_has_the_total(self):
        rows = (("รายการ", "คะแนน"), ("IIT", 90), ("EIT", 80), ("OIT", 70), ("รวม", 79))

        assert only(sheets(IIT=(rows, ()))).total == 79

    def test_one_row_for_each_agency_in_each_sheet(self):
        def rows(tool):
            numbers, total = PARTS[tool]
            head = ("หน่วยงาน", *(f"ตัวชี้วัดที่ {n}" for n in numbers), "รวม")
            return (
                head,
                (NAME, *(float(SCORES[n]) for n in numbers), float(total)),
                ("อบต.ไกล", *[70] * len(numbers), 70),
            )

        result = only(sheets(**{tool: (rows(tool), ()) for tool in PARTS}))

        assert (result.tools, result.total, result.indicators) == (TOOLS, None, SCORES)

    def test_tells_where_two_different_scores_of_a_tool_stand(self):
        found = read(self.book(summary=(("IIT", 80), ("คะแนนรวม", 88.53))))

        (words,) = [one.message_th for one in found.findings if one.code == "result_given_twice"]
        assert "IIT มีคะแนนสองค่า (87.33 และ 80)" in words
        assert "แผ่นงาน “IIT” แถว 8" in words
        assert "แผ่นงาน “สรุป” แถว 1" in words

    def test_tells_where_two_tables_of_columns_differ(self):
        head, row = ("หน่วยงาน", "IIT", "EIT"), (NAME, 84, 80)
        found = read(sheets(ก=((head, row), ()), ข=((head, (NAME, 85, 80)), ())))

        (finding,) = [one for one in found.findings if one.code == "result_given_twice"]
        assert "แผ่นงาน “ก” แถว 2 และ แผ่นงาน “ข” แถว 2" in finding.message_th
        assert "IIT has two scores (84 and 85) at sheet “ก” row 2 and sheet “ข” row 2" in finding.message_en


class TestPartsOfOneTable:
    def test_have_a_sum_each_and_the_total_last(self):
        rows = [("ตัวชี้วัด", "คะแนน")]
        for numbers, total in PARTS.values():
            rows += [*((NAMES[n], float(SCORES[n])) for n in numbers), ("รวม", float(total))]
        rows.append(("คะแนนรวม", 88.53))

        result = only(sheet(*rows))

        assert (result.tools, result.total) == (TOOLS, d("88.53"))

    def test_in_lines_of_text(self):
        lines = ["ITA ปีงบประมาณ 2565"]
        for tool, (numbers, total) in PARTS.items():
            lines += [f"แบบวัด {tool}", *(f"ตัวชี้วัดที่ {n}: {SCORES[n]}" for n in numbers), f"รวม: {total}"]
        lines.append("คะแนนรวม: 88.53")

        result = only("\n".join(lines).encode(), "ผล.txt", fiscal_year=None)

        assert (result.tools, result.total) == (TOOLS, d("88.53"))

    def test_a_total_far_from_the_mean_of_one_tool_is_no_tools(self):
        result = only(sheet(("ตัวชี้วัด", "คะแนน"), *((NAMES[n], 80 + n) for n in range(1, 6)), ("คะแนนรวม", 71)))

        assert (result.tools, result.total) == ({}, 71)

    def test_some_indicators_of_a_tool_are_not_enough(self):
        assert only(sheet(("ตัวชี้วัด", "คะแนน"), (NAMES[1], 80), (NAMES[2], 90), ("คะแนนรวม", 85))).total == 85


class TestSections:
    def test_a_title_is_of_its_own_table_alone(self):
        sections = Sections(FILES.get(2567))
        sections.title("EIT")
        sections.note(Key("indicator", "6"))
        assert sections.total_of("รวม", d(90), {}) == Key("tool", "EIT")

        sections.end_table()
        sections.note(Key("indicator", "6"))
        assert sections.total_of("รวม", d(90), {}) == Key("total")

    def test_a_name_of_a_sheet_with_two_tools_says_nothing(self):
        sections = Sections(FILES.get(2567))
        sections.at("แผ่นงาน “IIT EIT” แถว 1")

        assert sections.total_of("รวม", d(90), {}) == Key("total")

    def test_items_and_parts_of_indicators_belong_to_their_tool(self):
        sections = Sections(FILES.get(2567))
        sections.at("แผ่นงาน “oit” แถว 1")
        sections.note(Key("item", "O1"))
        sections.note(Key("sub", "9.1"))

        assert sections.total_of("รวม", d(90), {}) == Key("tool", "OIT")
        assert sections.total_of("รวม ITA", d(90), {}) == Key("total")
