import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.plan import Deadline, Plan
from prongsai.core.plan_json import plan_to_json
from prongsai.core.plan_same import plan_differences, without_results
from prongsai.documents.content import ReportOptions, build_report, plan_in_report
from prongsai.documents.report import Grid
from prongsai.intake.blocks import Cell, Paragraph, Row, SourceDocument, Table
from prongsai.intake.own_report import read_own_report
from tests.documents.example_plan import MADE_ON, example_plan


def document(plan: Plan | None = None, *, kind: str = "docx", attached: str | None = None, **options) -> SourceDocument:
    """Our report as blocks, as a reader of formats would give them."""
    report = build_report(plan or example_plan(), framework=None, options=ReportOptions(made_on=MADE_ON, **options))
    blocks: list[Paragraph | Table] = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                head = [(column.heading,) for column in block.columns]
                rows = [[tuple(line.text for line in cell.lines) for cell in row] for row in block.rows]
                blocks.append(table([head, *rows]))
            else:
                blocks += [Paragraph(line.text) for line in getattr(block, "lines", ())]
    return SourceDocument("report", kind, tuple(blocks), attached_plan=attached)


def table(rows: list[list[tuple[str, ...]]]) -> Table:
    width = max(map(len, rows))
    return Table(tuple(Row(tuple(Cell(at, text) for at, text in enumerate(row))) for row in rows), width)


def edited(source: SourceDocument, old: str, new: str) -> SourceDocument:
    """The document with every paragraph of its first table changed, as in a word processor."""
    first = next(block for block in source.blocks if isinstance(block, Table))
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, paragraphs=tuple(text.replace(old, new) for text in cell.paragraphs))
                for cell in row.cells
            ),
        )
        for row in first.rows
    )
    return replace(
        source, blocks=tuple(replace(block, rows=rows) if block is first else block for block in source.blocks)
    )


def read(source: SourceDocument) -> Plan:
    plan = read_own_report(source)
    assert plan is not None
    return plan


class TestOurOwnReport:
    @pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
    @pytest.mark.parametrize("plan_only", [False, True])
    @pytest.mark.parametrize("public", [False, True])
    def test_is_read_back_to_the_same_plan(self, kind, plan_only, public):
        options = ReportOptions(made_on=MADE_ON, plan_only=plan_only, public=public)

        back = read(document(kind=kind, plan_only=plan_only, public=public))

        assert plan_differences(plan_in_report(example_plan(), options), back) == []

    def test_keeps_months_and_what_was_printed(self):
        back = read(document())

        assert back.monthly_rounds == example_plan().monthly_rounds
        assert back.measures[0].as_printed.result.startswith("ดำเนินการเรียบร้อยแล้ว")

    def test_of_another_hand_is_none(self):
        assert read_own_report(SourceDocument("x", "docx", (Paragraph("รายงาน"),))) is None
        assert read_own_report(SourceDocument("x", "docx")) is None

    def test_without_its_tables_is_none(self):
        source = document()
        paragraphs = tuple(block for block in source.blocks if isinstance(block, Paragraph))

        assert read_own_report(replace(source, blocks=paragraphs)) is None

    def test_without_its_facts_is_none(self):
        source = document()
        tables = [block for block in source.blocks if isinstance(block, Table)]

        assert read_own_report(replace(source, blocks=tuple(b for b in source.blocks if b is not tables[1]))) is None

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def test_damaged_anywhere_gives_a_plan_or_none(self, data):
        source = document(kind=data.draw(st.sampled_from(["docx", "pdf", "text"])))
        kept = [block for block in source.blocks if data.draw(st.booleans()) or isinstance(block, Paragraph)]
        broken = [
            replace(block, rows=tuple(row for row in block.rows if data.draw(st.integers(0, 9)) < 8))
            if isinstance(block, Table)
            else block
            for block in kept
        ]

        found = read_own_report(replace(source, blocks=tuple(broken)))

        assert found is None or isinstance(found, Plan)


class TestAnEditedReport:
    def test_takes_the_text_of_the_table(self):
        back = read(edited(document(), "จัดทำข้อมูล", "ปรับปรุงข้อมูล"))

        assert back.measures[0].steps[0].text.startswith("ปรับปรุงข้อมูล")
        assert back.measures[0].item_codes == ("O1", "O2")

    def test_takes_the_deadline_of_the_table(self):
        back = read(edited(document(), "๓๑ มกราคม", "๑๕ กุมภาพันธ์"))

        assert back.measures[0].steps[1].deadline == Deadline("date", due_on=date(2023, 2, 15))

    def test_takes_the_result_of_the_table(self):
        back = read(edited(document(), "ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ"))

        assert back.measures[1].status == "in_progress"

    def test_reads_an_address_that_is_new(self):
        back = read(edited(document(), "https://www.example.go.th/a?x=1", "https://www.example.go.th/new.pdf"))

        (evidence,) = back.measures[0].steps[1].evidence
        assert (evidence.url, evidence.link_class, evidence.title) == ("https://www.example.go.th/new.pdf", "ok", None)

    def test_takes_a_row_added_at_the_end(self):
        source = document()
        first = next(block for block in source.blocks if isinstance(block, Table))
        row = Row(
            tuple(Cell(at, text) for at, text in enumerate([("เรื่องใหม่",), ("กองช่าง",), ("๑. ทำ",), ("-",), ("-",)]))
        )
        longer = replace(first, rows=(*first.rows, row))

        back = read(replace(source, blocks=tuple(longer if block is first else block for block in source.blocks)))

        assert [(one.number, one.issue) for one in back.measures][-1] == (3, "เรื่องใหม่")

    def test_does_not_take_signatures_for_a_measure(self):
        source = document()
        first = next(block for block in source.blocks if isinstance(block, Table))
        row = Row((Cell(0, ("ลงชื่อ ........................ ผู้จัดทำ",)), Cell(1, ("(.....)",))))
        after = Row((Cell(0, ("(........)",)), Cell(1, ("ปลัดเทศบาล",))))
        longer = replace(first, rows=(*first.rows, row, after))

        back = read(replace(source, blocks=tuple(longer if block is first else block for block in source.blocks)))

        assert len(back.measures) == 2


class TestARowCutByAPage:
    def test_is_put_together_again(self):
        source = document(kind="pdf")
        first = next(block for block in source.blocks if isinstance(block, Table))
        head, measure, *rest = first.rows
        cut = [
            Row(tuple(replace(cell, paragraphs=cell.paragraphs[:1]) for cell in measure.cells)),
            Row(tuple(replace(cell, paragraphs=cell.paragraphs[1:]) for cell in measure.cells)),
        ]
        upper = replace(first, rows=(head, cut[0]))
        lower = replace(first, rows=(head, cut[1], *rest))
        blocks: list[Paragraph | Table] = []
        for block in source.blocks:
            blocks += [upper, Paragraph("แบบรายงานโปร่งใส รุ่น ๑ หน้า ๒"), lower] if block is first else [block]

        assert plan_differences(example_plan(), read(replace(source, blocks=tuple(blocks)))) == []

    def test_is_put_together_where_every_blank_was_lost(self):
        source = document(kind="pdf")
        bare = tuple(
            replace(
                block,
                rows=tuple(
                    Row(
                        tuple(
                            replace(c, paragraphs=tuple(re.sub(r"\s", "", p) for p in c.paragraphs)) for c in row.cells
                        )
                    )
                    for row in block.rows
                ),
            )
            if isinstance(block, Table)
            else block
            for block in source.blocks
        )

        assert plan_differences(example_plan(), read(replace(source, blocks=bare))) == []


class TestTheAttachedPlan:
    def test_is_taken_to_the_letter_where_the_pages_say_the_same(self):
        plan = replace(example_plan(), measures=(replace(example_plan().measures[0], status_as_printed="เสร็จ"),))

        assert read(document(plan, kind="pdf", attached=plan_to_json(plan))) == plan

    def test_of_the_plan_alone_may_hold_results(self):
        plan = without_results(example_plan())

        assert read(document(kind="pdf", attached=plan_to_json(example_plan()), plan_only=True)) == example_plan()
        assert read(document(kind="pdf", attached=plan_to_json(plan), plan_only=True)) == plan

    def test_that_differs_gives_way_to_the_pages_and_says_where(self):
        plan = example_plan()
        other = replace(plan, measures=(plan.measures[0], replace(plan.measures[1], status="done")))

        back = read(document(kind="pdf", attached=plan_to_json(other)))

        assert plan_differences(plan, back) == []
        (finding,) = back.findings
        assert (finding.code, finding.severity, finding.measure) == ("attachment_differs", "error", 2)
        assert finding.where == "มาตรการลำดับที่ 2 ผลการดำเนินการ"
        assert "measures[1].status" in finding.message_en

    def test_with_other_measures_differs_as_a_whole(self):
        plan = example_plan()

        back = read(document(kind="pdf", attached=plan_to_json(replace(plan, measures=plan.measures[:1]))))

        assert [(one.code, one.measure) for one in back.findings] == [("attachment_differs", None)]

    @pytest.mark.parametrize("attached", ["", "{", "[]", '{"schema": "prongsai/plan/9"}'])
    def test_that_cannot_be_read_is_an_error(self, attached):
        back = read(document(kind="pdf", attached=attached))

        assert plan_differences(example_plan(), back) == []
        assert [(one.code, one.severity) for one in back.findings] == [("attachment_differs", "error")]

    def test_is_the_same_where_only_a_letter_could_not_be_drawn(self):
        plan = replace(example_plan(), measures=(replace(example_plan().measures[1], issue="ดี 😀 มาก"),))
        source = edited(document(plan, kind="pdf", attached=plan_to_json(plan)), "😀", "□")

        assert read(source) == plan
        assert "□" in read(replace(source, attached_plan=None)).measures[0].issue

    def test_is_the_same_where_two_letters_share_a_shape(self):
        plan = replace(example_plan(), measures=(replace(example_plan().measures[1], issue="ค่า \u2126 สูง"),))
        source = edited(document(plan, kind="pdf", attached=plan_to_json(plan)), "\u2126", "\u03a9")

        assert read(source) == plan
