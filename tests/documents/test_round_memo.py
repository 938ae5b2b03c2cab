"""The words of a round's memo at their edges: which lines are named, whose day, what stands open."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.monthly_round import Bar, Counts, DecisionLine, Sheet, WaitingLine, WorkLine
from prongsai.documents.memo import Memo, dated_line
from prongsai.documents.round_memo import NAMED, build_round_memo
from tests.documents.small_memo import FACTS, SHEET, WORK

EMPTY = Sheet(SHEET.agency, SHEET.month, SHEET.as_of, SHEET.since)
DECISION = DecisionLine(1, date(2022, 11, 1), 1, "เร่งรัด", "กองคลัง", date(2022, 11, 30), "open")


def memo(sheet: Sheet, **facts: object) -> Memo:
    return build_round_memo(replace(FACTS, sheet=sheet, **facts))


def item(sheet: Sheet, number: int) -> str:
    """The numbered line of the memo: 1 late, 2 due, 3 done, 4 returned, 5 waiting, 6 decisions."""
    return [one.text for one in memo(sheet).paragraphs if one.is_item][number - 1]


def works(count: int, **fields: object) -> tuple[WorkLine, ...]:
    return tuple(replace(WORK, work_id=n, text=f"งานที่หนึ่งร้อย{'ก' * n}", **fields) for n in range(count))


class TestWorkIsNamed:
    @pytest.mark.parametrize(
        ("count", "more"), [(0, ""), (1, ""), (3, ""), (4, "และอีก ๑ รายการ"), (120, "และอีก ๑๑๗ รายการ")]
    )
    def test_up_to_three_and_the_rest_is_counted(self, count, more):
        said = item(replace(EMPTY, counts=Counts(due=count), due=works(min(count, 50))), 2)

        assert said.count("(กำหนด") == min(count, NAMED)
        assert said.endswith(more)
        assert ("ได้แก่" in said) == (count > 0)

    def test_with_how_much_of_the_month_is_done_or_late(self):
        sheet = replace(EMPTY, counts=Counts(due=1), due=works(1))

        assert item(replace(sheet, bars=(Bar(EMPTY.month, 0, 0, 1),)), 2).startswith(
            "๒. งานที่ถึงกำหนดภายในเดือนนี้ ๑ รายการ ได้แก่"
        )
        said = item(replace(sheet, bars=(Bar(EMPTY.month, 1, 1, 3),)), 2)
        assert said.startswith("๒. งานที่ถึงกำหนดภายในเดือนนี้ ๕ รายการ (แล้วเสร็จ ๒ เกินกำหนดแล้ว ๒ ยังไม่ถึงวันครบกำหนด ๑) ได้แก่")

    @pytest.mark.parametrize(("state", "said"), [("acknowledged", " [ผู้บริหารทราบแล้ว]"), ("", "")])
    def test_with_how_far_the_chain_has_taken_it(self, state, said):
        named = item(replace(EMPTY, counts=Counts(late=1), late=works(1, state=state)), 1)

        assert named.endswith(said)
        assert ("[" in named) == bool(said)

    def test_not_at_all_where_only_the_number_is_known(self):
        assert item(replace(EMPTY, counts=Counts(done=7)), 3).endswith("จำนวน ๗ รายการ")

    def test_by_its_measure_where_it_has_no_text(self):
        said = item(replace(EMPTY, counts=Counts(due=1), due=(replace(WORK, text="", measure="3. ประเด็น"),)), 2)

        assert "(๑) ๓. ประเด็น" in said

    def test_without_a_day_or_unit_that_it_does_not_have(self):
        said = item(replace(EMPTY, counts=Counts(due=1), due=(replace(WORK, due_on=None, units=()),)), 2)

        assert said.endswith("(๑) เผยแพร่แผนการจัดซื้อจัดจ้าง")

    @pytest.mark.parametrize(
        ("units", "said"),
        [
            (("กองคลัง",), "กองคลัง"),
            (("กองคลัง", "กองช่าง"), "กองคลัง, กองช่าง"),
            (("กองคลัง", "กองช่าง", "สำนักปลัด"), "กองคลัง, กองช่าง และอื่น ๆ"),
        ],
    )
    def test_with_two_units_at_most(self, units, said):
        assert item(replace(EMPTY, counts=Counts(late=1), late=(replace(WORK, units=units),)), 1).endswith(f") {said}")

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (date(2023, 9, 30), "๓๐ ก.ย. ๒๕๖๖"),
            (date(2023, 10, 1), "๑ ต.ค. ๒๕๖๖"),
            (date(2024, 2, 29), "๒๙ ก.พ. ๒๕๖๗"),
            (date(2022, 12, 31), "๓๑ ธ.ค. ๒๕๖๕"),
        ],
    )
    def test_with_the_calendar_year_of_its_day_not_the_fiscal_one(self, day, said):
        assert f"(กำหนด {said})" in item(replace(EMPTY, counts=Counts(due=1), due=(replace(WORK, due_on=day),)), 2)

    @given(st.text(alphabet="กขค ่\n\t\u00a0๑2", max_size=300))
    def test_on_one_line_and_in_at_most_ninety_letters(self, text):
        said = item(replace(EMPTY, counts=Counts(due=1), due=(replace(WORK, text=text, due_on=None, units=()),)), 2)

        assert "\n" not in said
        assert len(said.partition("(๑)")[2]) <= 92


class TestWhatWaits:
    def test_and_what_was_returned_are_lines_of_their_own(self):
        line = WaitingLine(1, "1. ก", "รายงานไตรมาส 1", None, "ลิงก์เสีย")
        sheet = replace(
            EMPTY, counts=Counts(returned=1, waiting=5), returned=(line,), waiting=(replace(line, text=""),)
        )

        assert item(sheet, 4) == "๔. งานที่ส่งกลับให้แก้ไข ๑ รายการ ได้แก่ (๑) รายงานไตรมาส ๑"
        assert item(sheet, 5) == "๕. เรื่องที่รอผู้บริหารพิจารณา ๕ รายการ ได้แก่ (๑) ๑. ก และอีก ๔ รายการ"


class TestDecisions:
    @pytest.mark.parametrize(
        ("state", "said"),
        [("open", "เร่งรัด ยังไม่แล้วเสร็จ (กำหนด ๓๐ พ.ย. ๒๕๖๕)"), ("done", "เร่งรัด แล้วเสร็จ"), ("withdrawn", "เร่งรัด ยกเลิก")],
    )
    def test_of_earlier_rounds_say_how_far_they_are(self, state, said):
        assert item(replace(EMPTY, decisions=(replace(DECISION, state=state),)), 6).endswith(f"๑ ข้อ ได้แก่ (๑) {said}")

    def test_of_a_later_round_are_not_told(self):
        later = replace(DECISION, month=date(2023, 1, 1), text="เดือนหน้า")
        made = memo(replace(EMPTY, decisions=(later,)))

        assert "เดือนหน้า" not in repr(made)
        assert item(replace(EMPTY, decisions=(later,)), 6).endswith("๐ ข้อ")

    def test_of_the_round_are_numbered_in_the_opinion_without_those_withdrawn(self):
        own = [replace(DECISION, month=SHEET.month, text=f"ข้อ {name}", state=state) for name, state in
               (("ก", "open"), ("ข", "withdrawn"), ("ค", "done"))]  # fmt: skip
        lines = memo(replace(EMPTY, decisions=tuple(own))).opinions[0].lines

        assert lines == (
            "๑. ข้อ ก (กองคลัง ภายในวันที่ ๓๐ พ.ย. ๒๕๖๕)",
            "๒. ข้อ ค (กองคลัง ภายในวันที่ ๓๐ พ.ย. ๒๕๖๕)",
        )

    def test_without_a_unit_are_for_all(self):
        own = replace(DECISION, month=SHEET.month, unit="")

        assert "(ทั้งหน่วยงาน " in memo(replace(EMPTY, decisions=(own,))).opinions[0].lines[0]


class TestTheOpinion:
    @pytest.mark.parametrize(
        ("comment", "signed", "lines"),
        [
            ("", "", ()),
            ("เห็นชอบ", "", ()),
            ("", "ลงนาม", ("ทราบ",)),
            ("เห็นชอบ", "ลงนาม", ("เห็นชอบ",)),
            ("ข้อ 1\r\n\r\n  \nข้อ 2", "ลงนาม", ("ข้อ ๑", "ข้อ ๒")),
        ],
    )
    def test_says_what_was_signed_and_nothing_before(self, comment, signed, lines):
        assert memo(EMPTY, comment=comment, signed=signed).opinions[0].lines == lines

    def test_is_no_mere_noting_where_there_are_decisions(self):
        own = replace(DECISION, month=SHEET.month)

        assert "ทราบ" not in memo(replace(EMPTY, decisions=(own,)), signed="ลงนาม").opinions[0].lines


class TestTheHead:
    @pytest.mark.parametrize(
        ("month", "fiscal_year", "said"),
        [
            (date(2022, 10, 1), 2566, "ประจำเดือนตุลาคม ๒๕๖๕"),
            (date(2023, 9, 1), 2566, "ประจำเดือนกันยายน ๒๕๖๖"),
            (date(2023, 10, 1), 2567, "ประจำเดือนตุลาคม ๒๕๖๖"),
        ],
    )
    def test_has_the_month_and_the_text_its_fiscal_year(self, month, fiscal_year, said):
        made = memo(replace(EMPTY, month=month), fiscal_year=fiscal_year)

        assert made.subject.endswith(said)
        assert f"ปีงบประมาณ พ.ศ. {'๒๕๖๖' if fiscal_year == 2566 else '๒๕๖๗'}" in made.paragraphs[0].text
        assert made.title == f"บันทึกข้อความ {made.subject}"

    def test_says_the_day_up_to_which_it_counts(self):
        made = memo(replace(EMPTY, as_of=date(2024, 2, 29), since=date(2024, 1, 31)))

        assert "ณ วันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗" in made.paragraphs[1].text
        assert "ตั้งแต่วันที่ ๓๑ ม.ค. ๒๕๖๗" in made.paragraphs[4].text

    @pytest.mark.parametrize(("day", "said"), [(None, ""), (date(2023, 10, 1), "๑ ตุลาคม ๒๕๖๖")])
    def test_leaves_the_day_open_until_it_is_known(self, day, said):
        assert memo(EMPTY, dated_on=day).dated == said
        assert "".join(dated_line(day)) == (said or "//")
