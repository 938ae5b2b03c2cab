"""Headers of tables and the meaning of each column."""

import pytest

from prongsai.intake.blocks import Table
from prongsai.intake.columns import Header, find_header
from prongsai.intake.grid import grid_of
from tests.intake.making import Wide, table


def header_of(made: Table) -> Header | None:
    return find_header(made, grid_of(made))


def kinds(made: Table) -> list[str]:
    header = header_of(made)
    assert header is not None
    return [column.kind for column in header.columns]


class TestFindHeader:
    def test_tells_each_column(self):
        assert kinds(table(["ที่", "ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลา"])) == [
            "number",
            "issue",
            "measure",
            "responsible",
            "time",
        ]

    def test_an_unknown_heading_is_kept_as_printed(self):
        header = header_of(table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "มติที่ประชุม"]))

        assert header is not None
        assert (header.columns[3].kind, header.columns[3].heading) == ("other", "มติที่ประชุม")

    def test_skips_titles_above(self):
        header = header_of(table(["แผน ปี 2567", "", ""], ["เทศบาล", "", ""], ["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ"]))

        assert header is not None
        assert (header.first_row, header.last_row) == (2, 2)

    @pytest.mark.parametrize(
        "row",
        [
            ["ข้อมูลพื้นฐาน", "สำนักปลัด", "ม.ค. 67"],
            ["มาตรการภายในเพื่อป้องกันการทุจริต", "สำนักปลัด", "ต.ค. 66"],
            ["โครงการอบรม", "กองการศึกษา", "10,000"],
            ["", "", ""],
            ["ประเด็น", "", ""],
        ],
    )
    def test_data_is_no_header(self, row):
        assert header_of(table(row)) is None

    def test_two_rows_of_headings_are_one_header(self):
        header = header_of(
            table(
                [
                    Wide("ประเด็น", down=2),
                    Wide("มาตรการ", down=2),
                    Wide("ระยะเวลา", across=2),
                    None,
                    Wide("ผู้รับผิดชอบ", down=2),
                ],
                [None, None, "เริ่ม", "สิ้นสุด", None],
                ["ก", "ข", "ม.ค. 67", "ก.พ. 67", "กองคลัง"],
            )
        )

        assert header is not None
        assert header.last_row == 1
        assert [column.kind for column in header.columns] == ["issue", "measure", "time", "time", "responsible"]
        assert header.columns[2].heading == "ระยะเวลา / เริ่ม"

    def test_months_under_a_year_keep_their_month(self):
        header = header_of(
            table(
                [Wide("กิจกรรม", down=2), Wide("ผู้รับผิดชอบ", down=2), Wide("พ.ศ. 2566", across=3), None, None],
                [None, None, "ต.ค.", "พ.ย.", "ธ.ค."],
            )
        )

        assert header is not None
        assert [column.month for column in header.columns] == [None, None, 10, 11, 12]

    def test_a_second_column_of_one_kind_is_kept_beside(self):
        assert kinds(table(["ประเด็น", "แนวทาง", "ผลการดำเนินงาน", "รายงานผลการดำเนินงาน", "ผู้รับผิดชอบ"]))[2:4] == [
            "result",
            "other",
        ]

    def test_measures_and_activities_are_measure_and_steps(self):
        assert kinds(table(["มาตรการ", "โครงการ/กิจกรรม", "ผู้รับผิดชอบ"])) == ["measure", "steps", "responsible"]

    def test_problems_before_the_measures_are_the_issue(self):
        assert kinds(table(["ปัญหา", "แนวทางแก้ไข", "ผู้รับผิดชอบ"]))[0] == "issue"
        assert kinds(table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ", "ปัญหา"]))[3] == "problems"

    def test_a_heading_over_two_columns_names_both(self):
        assert kinds(table([Wide("ผู้รับผิดชอบ", across=2), None, "ประเด็น", "ระยะเวลา"])) == [
            "responsible",
            "responsible",
            "issue",
            "time",
        ]


class TestIsOfMeasures:
    @pytest.mark.parametrize(
        "headings",
        [
            ["ประเด็น", "ผู้รับผิดชอบ"],
            ["มาตรการ", "ระยะเวลา"],
            ["ขั้นตอน", "ผลการดำเนินการ"],
            ["ประเด็น", "มาตรการ", "งบประมาณ"],
            ["ตัวชี้วัด", "ผู้รับผิดชอบ", "ผลการดำเนินการ"],
        ],
    )
    def test_what_is_done_and_who_or_when(self, headings):
        header = header_of(table(headings))

        assert header is not None
        assert header.is_of_measures

    @pytest.mark.parametrize(
        "headings",
        [["ลำดับ", "ผู้รับผิดชอบ", "งบประมาณ"], ["ข้อ OIT", "รายการข้อมูล", "URL"], ["โครงการ", "งบประมาณ", "หมายเหตุ"]],
    )
    def test_other_tables_are_not(self, headings):
        header = header_of(table(headings))

        assert header is None or not header.is_of_measures


class TestGrid:
    def test_spans_cover_their_places(self):
        grid = grid_of(table([Wide("ก", across=2, down=2), None, "ข"], [None, None, "ค"]))

        assert [[spot.cell.text if spot else None for spot in row] for row in grid] == [
            ["ก", "ก", "ข"],
            ["ก", "ก", "ค"],
        ]
        assert [spot.top for spot in grid[1] if spot] == [False, False, True]
        assert [spot.left for spot in grid[0] if spot] == [True, False, True]

    def test_spans_beyond_the_table_are_cut(self):
        grid = grid_of(table([Wide("ก", across=5000, down=5000)], ["ข"]))

        assert len(grid) == 2
        assert len(grid[0]) <= 120

    def test_no_rows_give_no_grid(self):
        assert grid_of(Table((), 3)) == []
