"""Labels in paragraphs and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.intake.blocks import Paragraph
from prongsai.intake.grid import grid_of
from prongsai.intake.labels import (
    count_labels,
    has_label_column,
    read_label,
    read_label_table,
    read_labelled_paragraphs,
    split_labels,
)
from tests.intake.making import Wide, paragraphs, table


class TestReadLabel:
    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("ประเด็น: ข้อมูลพื้นฐาน", "issue", "ข้อมูลพื้นฐาน"),
            ("ผู้รับผิดชอบ : สำนักปลัด", "responsible", "สำนักปลัด"),
            ("ระยะเวลา\tม.ค. 67", "time", "ม.ค. 67"),
            ("1. มาตรการ: ทบทวน", "measure", "ทบทวน"),
            ("- งบประมาณ: ไม่ใช้", "budget", "ไม่ใช้"),
            ("ผลการดำเนินการ:", "result", ""),
        ],
    )
    def test_reads_label_and_value(self, text, kind, value):
        found = read_label(text)

        assert found is not None
        assert (found[0].kind, found[2]) == (kind, value)

    @pytest.mark.parametrize(
        "text", ["", "ข้อมูลพื้นฐาน", ": ค่า", "เวลา 10:30 น.", "http://www.sample.go.th", "ที่: 1", "ยาว" * 60 + ": ค่า"]
    )
    def test_other_lines_have_no_label(self, text):
        assert read_label(text) is None


class TestSplitLabels:
    def test_parts_a_line_before_each_label(self):
        text = "ประเด็น: การให้บริการ มาตรการ: จัดทำคู่มือ ผู้รับผิดชอบ: กองคลัง ระยะเวลา: มีนาคม 2567"

        assert split_labels(text) == [
            "ประเด็น: การให้บริการ",
            "มาตรการ: จัดทำคู่มือ",
            "ผู้รับผิดชอบ: กองคลัง",
            "ระยะเวลา: มีนาคม 2567",
        ]

    @pytest.mark.parametrize("text", ["", "ไม่มีป้าย", "ประเด็น: หนึ่งเดียว", "เวลา 10:30 ถึง 11:30"])
    def test_leaves_a_line_of_one_or_none(self, text):
        assert split_labels(text) == [text] or split_labels(text) == []

    @given(st.text(alphabet="ประเด็นมาตรการ: กข\n", max_size=60))
    def test_loses_nothing(self, text):
        joined = "".join(split_labels(text))

        assert joined.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


class TestLabelledParagraphs:
    def test_a_line_without_a_label_goes_on(self):
        reading = read_labelled_paragraphs(paragraphs("ประเด็น: ก", "มาตรการ: ข", "และ ค", "ผู้รับผิดชอบ: ง"))

        (only,) = reading.measures
        assert only.paragraphs("measure") == ("ข", "และ ค")

    def test_lines_before_the_first_label_and_after_the_signature_are_left(self):
        reading = read_labelled_paragraphs(paragraphs("คำนำ", "ประเด็น: ก", "ผู้รับผิดชอบ: ข", "ลงชื่อ ....", "ตำแหน่ง"))

        assert [piece.text for piece in reading.left_over] == ["คำนำ", "ลงชื่อ ....", "ตำแหน่ง"]

    def test_an_indicator_line_opens_a_group(self):
        reading = read_labelled_paragraphs(
            paragraphs(
                "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",
                "ประเด็น: ก",
                "ผู้รับผิดชอบ: ข",
                "ตัวชี้วัดที่ 10 การป้องกันการทุจริต",
                "ประเด็น: ค",
                "ผู้รับผิดชอบ: ง",
            )
        )

        assert [measure.groups for measure in reading.measures] == [
            ("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",),
            ("ตัวชี้วัดที่ 10 การป้องกันการทุจริต",),
        ]

    def test_links_of_a_paragraph_are_kept(self):
        reading = read_labelled_paragraphs(
            [Paragraph("ประเด็น: ก"), Paragraph("หลักฐาน: ดูที่นี่", links=(("ดูที่นี่", "http://www.sample.go.th/a"),))]
        )

        assert reading.measures[0].links(["evidence"]) == (("ดูที่นี่", "http://www.sample.go.th/a"),)

    def test_counts_kinds(self):
        assert count_labels(["ประเด็น: ก ผู้รับผิดชอบ: ข", "มาตรการที่ 2 ค"]) == {"issue", "responsible"}


class TestLabelTables:
    def test_a_heading_row_over_the_table_is_left_over(self):
        made = table([Wide("แบบฟอร์ม", across=2), None], ["ประเด็น", "ก"], ["มาตรการ", "ข"], ["ผู้รับผิดชอบ", "ค"])

        reading = read_label_table(made, grid_of(made))

        assert reading is not None
        assert len(reading.measures) == 1
        assert [piece.text for piece in reading.left_over] == ["แบบฟอร์ม"]

    def test_what_stands_before_the_opening_label_belongs_to_the_measure_below(self):
        made = table(["ตัวชี้วัด", "9"], ["ประเด็น", "ก"], ["ผู้รับผิดชอบ", "ข"], ["ระยะเวลา", "ม.ค. 67"])

        reading = read_label_table(made, grid_of(made))

        assert reading is not None
        assert reading.measures[0].printed("indicator") == "9"

    def test_an_ordinary_table_has_no_label_column(self):
        made = table(["ประเด็น", "แนวทาง", "ผู้รับผิดชอบ"], ["ข้อมูล", "ทบทวน", "กองคลัง"], ["บริการ", "คู่มือ", "กองช่าง"])

        assert not has_label_column(grid_of(made))
        assert read_label_table(made, grid_of(made)) is None

    def test_a_column_of_labels_is_known(self):
        made = table(["ประเด็น", "ก"], ["มาตรการ", "ข"], ["ผู้รับผิดชอบ", "ค"], ["ระยะเวลา", "ง"])

        assert has_label_column(grid_of(made))
