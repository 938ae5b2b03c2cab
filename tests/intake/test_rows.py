"""From a table with known columns to measures: where one begins, what is carried, what belongs to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.columns import find_header
from prongsai.intake.grid import grid_of
from prongsai.intake.rows import TableReading, read_rows
from tests.intake.making import Wide, table

FIVE = ["ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา", "ผลการดำเนินการ"]
NUMBERED = ["ลำดับ", "ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"]


def read(*rows, heading=FIVE, **options) -> TableReading:
    made = table(heading, *rows)
    grid = grid_of(made)
    header = find_header(made, grid)
    assert header is not None
    return read_rows(made, grid, header, **options)


def printed(reading: TableReading, kind: str) -> list[str]:
    return [measure.printed(kind) for measure in reading.measures]


def left(reading: TableReading) -> list[str]:
    return [piece.text for piece in reading.left_over]


def row(issue: str, unit: str = "กองคลัง", steps: str = "จัดทำแผน", time: str = "ม.ค. 67", result: str = "ดำเนินการแล้ว"):
    return [issue, unit, steps, time, result]


class TestWhereAMeasureBegins:
    def test_at_each_issue_printed_anew(self):
        assert printed(read(row("ก๑"), row("ข๒"), row("ค๓")), "issue") == ["ก๑", "ข๒", "ค๓"]

    def test_not_at_a_row_of_a_spanning_issue_with_further_steps(self):
        reading = read(
            [Wide("ก๑", down=2), "กองคลัง", "ทำ", "ม.ค. 67", "แล้ว"],
            [None, "", "เผยแพร่", "ก.พ. 67", ""],
            row("ข๒"),
        )

        assert printed(reading, "issue") == ["ก๑", "ข๒"]
        assert printed(reading, "steps") == ["ทำ\nเผยแพร่", "จัดทำแผน"]
        assert printed(reading, "time")[0] == "ม.ค. 67\nก.พ. 67"

    def test_a_span_reaches_its_last_row_and_no_further(self):
        reading = read(
            [Wide("ก๑", down=2), Wide("กองคลัง", down=2), "ทำ", "ม.ค. 67", ""],
            [None, None, "เผยแพร่", "ก.พ. 67", ""],
            ["ข๒", "", "จัดทำ", "มี.ค. 67", ""],
        )

        assert printed(reading, "responsible") == ["กองคลัง", ""]
        assert reading.measures[1].carried == set()

    def test_a_span_that_ends_leaves_a_place_no_cell_covers_empty(self):
        reading = read(
            [Wide("ก๑", down=2), Wide("กองคลัง", down=2), "ทำ", "ม.ค. 67", ""],
            [None, None, "เผยแพร่", "ก.พ. 67", ""],
            ["ข๒", None, "จัดทำ", "มี.ค. 67", ""],
        )

        assert printed(reading, "responsible") == ["กองคลัง", ""]

    def test_spans_that_overlap_keep_the_upper_cell(self):
        reading = read(
            [Wide("ก๑", down=3), "กองคลัง", "ทำ", "ม.ค. 67", ""],
            [Wide("ข๒", down=2), "กองช่าง", "ทำ", "ม.ค. 67", ""],
            [None, "", "เผยแพร่", "ก.พ. 67", ""],
        )

        assert printed(reading, "steps") == ["ทำ", "ทำ\nเผยแพร่"]

    def test_at_a_number_of_its_own_under_a_spanning_issue(self):
        reading = read(
            ["1", Wide("ก๑", down=2), "จัดทำแผน", "กองคลัง", "ม.ค. 67"],
            ["2", None, "เผยแพร่แผน", "กองช่าง", "ก.พ. 67"],
            heading=NUMBERED,
        )

        assert printed(reading, "issue") == ["ก๑", "ก๑"]
        assert printed(reading, "measure") == ["จัดทำแผน", "เผยแพร่แผน"]

    def test_at_words_and_a_unit_of_its_own_in_a_column_of_measures(self):
        heading = ["ประเด็น", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"]

        own = read(["ก๑", "จัดทำแผน", "กองคลัง", "ม.ค. 67"], ["", "เผยแพร่แผน", "กองช่าง", ""], heading=heading)
        more = read(["ก๑", "จัดทำแผน", "กองคลัง", "ม.ค. 67"], ["", "เผยแพร่แผน", "", ""], heading=heading)

        assert printed(own, "measure") == ["จัดทำแผน", "เผยแพร่แผน"]
        assert printed(more, "measure") == ["จัดทำแผน\nเผยแพร่แผน"]

    @pytest.mark.parametrize(
        ("second", "measures"),
        [
            (row("ก๑", steps="เผยแพร่", result=""), 1),
            (row("ก๑", unit="กองช่าง", steps="เผยแพร่"), 2),
            (row("ก๑", steps="เผยแพร่", result="ยังไม่ได้ดำเนินการ"), 2),
        ],
    )
    def test_a_repeated_issue_is_the_same_measure_unless_unit_or_result_differ(self, second, measures):
        reading = read(row("ก๑"), second)

        assert len(reading.measures) == measures
        assert "\n".join(printed(reading, "steps")) == "จัดทำแผน\nเผยแพร่"

    def test_never_when_the_measure_was_named_above_the_table(self):
        reading = read(row("ก๑"), row("ข๒"), row("ค๓"), one_measure=True)

        assert len(reading.measures) == 1
        assert reading.measures[0].printed("steps") == "จัดทำแผน\nจัดทำแผน\nจัดทำแผน"


class TestCarriedDown:
    def test_a_blank_issue_with_a_number_takes_the_one_above_and_says_so(self):
        reading = read(
            ["1", "ก๑", "จัดทำแผน", "กองคลัง", "ม.ค. 67"],
            ["2", "", "เผยแพร่แผน", "กองช่าง", "ก.พ. 67"],
            heading=NUMBERED,
        )

        assert printed(reading, "issue") == ["ก๑", "ก๑"]
        assert [measure.carried for measure in reading.measures] == [set(), {"issue"}]
        assert printed(reading, "responsible") == ["กองคลัง", "กองช่าง"]

    def test_the_unit_goes_with_the_issue_but_measure_time_and_result_never(self):
        heading = [*NUMBERED, "ผลการดำเนินการ"]
        reading = read(
            ["1", "ก๑", "จัดทำแผน", "กองคลัง", "ม.ค. 67", "ดำเนินการแล้ว"],
            ["2", "", "เผยแพร่แผน", "", "", ""],
            heading=heading,
        )

        second = reading.measures[1]
        assert second.carried == {"issue", "responsible"}
        assert second.printed("responsible") == "กองคลัง"
        assert (second.printed("measure"), second.printed("time"), second.printed("result")) == ("เผยแพร่แผน", "", "")

    def test_a_unit_left_blank_beside_an_issue_of_its_own_stays_blank(self):
        reading = read(row("ก๑"), row("ข๒", unit=""))

        assert printed(reading, "responsible") == ["กองคลัง", ""]

    def test_nothing_is_carried_across_a_heading_row(self):
        reading = read(
            ["1", "ก๑", "จัดทำแผน", "กองคลัง", "ม.ค. 67"],
            [Wide("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", across=5), None, None, None, None],
            ["2", "", "เผยแพร่แผน", "กองช่าง", "ก.พ. 67"],
            heading=NUMBERED,
        )

        assert printed(reading, "issue") == ["ก๑", ""]
        assert reading.measures[1].carried == set()

    @pytest.mark.parametrize("mark", ['"', "”", "เช่นเดียวกัน", "〃"])
    def test_a_ditto_mark_takes_the_cell_above_and_is_told(self, mark):
        reading = read(row("ก๑", unit="กองช่าง"), row("ข๒", unit=mark), row("ค๓", unit=mark))

        assert printed(reading, "responsible") == ["กองช่าง"] * 3
        assert [[repair.code for repair in one.repairs] for one in reading.measures] == [
            [],
            ["cell_repaired"],
            ["cell_repaired"],
        ]
        assert "ผู้รับผิดชอบ" in reading.measures[1].repairs[0].message_th

    def test_a_ditto_mark_beside_a_further_step_takes_the_nearest_cell_above(self):
        reading = read(
            [Wide("ก๑", down=3), "กองช่าง", "ทำ", "ม.ค. 67", ""],
            [None, '"', "ตรวจ", "ก.พ. 67", ""],
            [None, '"', "เผยแพร่", '"', ""],
        )

        (only,) = reading.measures
        assert only.printed("responsible") == "กองช่าง"
        assert only.printed("time") == "ม.ค. 67\nก.พ. 67\nก.พ. 67"
        assert len(only.repairs) == 3

    def test_a_ditto_mark_with_nothing_above_is_left_as_printed(self):
        assert printed(read(row("ก๑", unit='"')), "responsible") == ['"']

    def test_a_ditto_mark_does_not_reach_over_a_heading_row(self):
        group = [Wide("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", across=5), None, None, None, None]

        assert printed(read(row("ก๑"), group, row("ข๒", unit='"')), "responsible") == ["กองคลัง", '"']


class TestHeadingRows:
    def test_are_no_measures_and_stand_over_what_follows(self):
        group = [Wide("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", across=5), None, None, None, None]
        reading = read(group, row("ก๑"), row("ข๒"))

        assert [one.groups for one in reading.measures] == [("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",)] * 2
        assert [piece.text for piece in reading.group_lines] == ["ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล"]
        assert reading.groups == ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",)

    def test_an_indicator_line_in_the_first_cell_is_one_too(self):
        reading = read(["ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", "", "", "", ""], row("ก๑"))

        assert printed(reading, "issue") == ["ก๑"]

    def test_a_lower_heading_stands_under_the_higher_until_that_changes(self):
        def wide(text):
            return [Wide(text, across=5), None, None, None, None]

        reading = read(
            wide("แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)"),
            wide("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล"),
            wide("ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน"),
            row("ก๑"),
            wide("ตัวชี้วัดย่อยที่ ๙.๒ การบริหารงาน"),
            row("ข๒"),
            wide("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต"),
            row("ค๓"),
        )

        assert [len(one.groups) for one in reading.measures] == [3, 3, 2]
        assert [one.groups[-1].split()[1] for one in reading.measures] == ["๙.๑", "๙.๒", "๑๐"]

    def test_headings_from_before_the_table_are_in_force(self):
        assert read(row("ก๑"), groups=("ตัวชี้วัดที่ ๙",)).measures[0].groups == ("ตัวชี้วัดที่ ๙",)

    def test_a_lone_cell_in_a_method_column_goes_on_with_the_measure(self):
        reading = read(row("ก๑"), ["", "", "เผยแพร่บนเว็บไซต์", "", ""])

        assert printed(reading, "steps") == ["จัดทำแผน\nเผยแพร่บนเว็บไซต์"]
        assert reading.group_lines == []


class TestWhatBelongsToNone:
    @pytest.mark.parametrize("foot", ["ลงชื่อ ............ ผู้รายงาน", "หมายเหตุ : ข้อมูล ณ วันที่รายงาน", "จึงเรียนมาเพื่อโปรดทราบ"])
    def test_a_foot_ends_the_table(self, foot):
        reading = read(row("ก๑"), [Wide(foot, across=5), None, None, None, None], ["", "(นายกเทศมนตรี)", "", "", ""])

        assert printed(reading, "issue") == ["ก๑"]
        assert left(reading) == [foot, "(นายกเทศมนตรี)"]

    @pytest.mark.parametrize("words", ["รวม", "รวมทั้งสิ้น", "รวมเป็นเงิน"])
    def test_a_total_is_left_over(self, words):
        reading = read(row("ก๑"), [words, "", "", "3 เรื่อง", ""])

        assert len(reading.measures) == 1
        assert left(reading) == [words, "3 เรื่อง"]

    def test_an_issue_that_only_begins_like_a_total_is_a_measure(self):
        assert printed(read(row("ก๑"), row("รวมพลังต้านทุจริต")), "issue") == ["ก๑", "รวมพลังต้านทุจริต"]

    def test_titles_above_the_header_are_kept_in_one_line_a_row(self):
        made = table(["อำเภอ", "เมือง", "", "", ""], FIVE, row("ก๑"))
        grid = grid_of(made)
        header = find_header(made, grid)

        reading = read_rows(made, grid, header)

        assert [piece.text for piece in reading.above] == ["อำเภอ เมือง"]
        assert printed(reading, "issue") == ["ก๑"]

    def test_blank_rows_change_nothing(self):
        blank = ["", "", "", "", ""]

        assert printed(read(blank, row("ก๑"), blank, row("ข๒"), blank), "issue") == ["ก๑", "ข๒"]


class TestHeadersAgain:
    def test_the_same_header_on_a_new_page_is_dropped(self):
        reading = read(row("ก๑"), FIVE, row("ข๒"))

        assert printed(reading, "issue") == ["ก๑", "ข๒"]
        assert left(reading) == []

    def test_another_header_gives_new_columns(self):
        reading = read(
            row("ก๑"),
            ["มาตรการ", "ขั้นตอน", "หน่วยงานที่รับผิดชอบ", "กำหนดเวลา", "หลักฐาน"],
            ["ข๒", "ทำ", "กองช่าง", "ก.พ. 67", "ภาพ"],
        )

        assert printed(reading, "responsible") == ["กองคลัง", "กองช่าง"]
        assert printed(reading, "steps") == ["จัดทำแผน", "ทำ"]
        assert reading.measures[1].printed("evidence") == "ภาพ"

    def test_a_measure_cut_by_the_page_goes_on_and_a_new_issue_does_not(self):
        before = read(row("ก๑")).measures[0]

        rest = read(["", "", "เผยแพร่", "", ""], row("ข๒"), going_on=before)

        assert printed(rest, "issue") == ["ข๒"]
        assert before.printed("steps") == "จัดทำแผน\nเผยแพร่"


WORDS = st.sampled_from(
    ["", "ก๑", "ข๒", "1", "2", '"', "รวม", "กองคลัง", "ม.ค. 67", "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", "-", "ดำเนินการแล้ว"]
)


class TestAnyRows:
    @given(st.lists(st.lists(WORDS, min_size=5, max_size=5), max_size=8), st.booleans())
    def test_lose_no_word(self, rows, one_measure):
        rows = [
            [f"{text}{n}{m}" if text in {"ก๑", "ข๒"} else text for m, text in enumerate(r)] for n, r in enumerate(rows)
        ]

        reading = read(*rows, one_measure=one_measure)

        kept = "\n".join(
            [piece.text for piece in (*reading.left_over, *reading.group_lines, *reading.above)]
            + [
                piece.text
                for one in reading.measures
                for piece in (*one.extra, *(p for _m, p in one.marks), *(p for ps in one.pieces.values() for p in ps))
            ]
        )
        unique = {text for r in rows for text in r if text.startswith(("ก๑", "ข๒"))}
        assert [text for text in unique if text not in kept] == []
