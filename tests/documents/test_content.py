from dataclasses import replace
from datetime import date

import pytest

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.handover import STEPS, WaivedApproval
from prongsai.core.plan import Agency, Evidence, Measure, Plan
from prongsai.core.report_form.words import FORM_MARK, TABLE_HEADINGS
from prongsai.core.reporting_round import ReportingRound, round_of
from prongsai.documents.content import ReportOptions, build_report, plan_in_report
from prongsai.documents.posts import clerk_post, executive_post
from prongsai.documents.report import Grid, Heading, Prose, Report, Signatures
from prongsai.documents.thai_print import printed
from tests.documents.example_plan import MADE_ON, OFFICER, OPTIONS, example_plan


def built(plan: Plan | None = None, **options: object) -> Report:
    return build_report(plan or example_plan(), framework=None, options=ReportOptions(made_on=MADE_ON, **options))


def blocks(report: Report, kind: type) -> list:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


def grid(report: Report, key: str) -> Grid:
    return next(one for one in blocks(report, Grid) if one.key == key)


def cell(report: Report, key: str, row: int, column: int) -> list[str]:
    return [line.text for line in grid(report, key).rows[row][column].lines]


def all_text(report: Report) -> str:
    parts = [*report.cover.title, *report.cover.period, *report.cover.agency, report.title, report.subject]
    for one in blocks(report, Grid):
        parts += [line.text for row in one.rows for place in row for line in place.lines]
    parts += [line.text for one in blocks(report, Prose) for line in one.lines]
    return "\n".join(parts)


class TestTheCover:
    def test_says_title_year_round_and_place_in_thai_digits(self):
        cover = built().cover

        assert cover.title == ("รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ภายในหน่วยงาน")
        assert cover.period == ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)")
        assert cover.agency == ("เทศบาลตำบลตัวอย่าง", "อำเภอเมืองตัวอย่าง จังหวัดชัยภูมิ")

    def test_takes_the_round_asked_for(self):
        assert built(round_kind="full_year").cover.period[1] == "รอบ ๑๒ เดือน (เดือนตุลาคม ๒๕๖๕ - กันยายน ๒๕๖๖)"

    def test_takes_the_half_year_where_the_plan_has_no_round(self):
        assert "รอบ ๖ เดือน" in built(replace(example_plan(), round=None)).cover.period[1]

    def test_prints_days_where_the_round_is_no_run_of_whole_months(self):
        period = ReportingRound("half_year", date(2022, 10, 15), date(2023, 3, 31))

        assert "(๑๕ ตุลาคม ๒๕๖๕ - ๓๑ มีนาคม ๒๕๖๖)" in built(replace(example_plan(), round=period)).cover.period[1]

    def test_names_the_plan_without_a_round_when_it_stands_alone(self):
        cover = built(plan_only=True).cover

        assert cover.title == ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",)
        assert cover.period == ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",)

    def test_leaves_out_a_place_that_is_not_known(self):
        plan = Plan(Agency("องค์การบริหารส่วนตำบลสมมุติ"), 2566)

        assert built(plan).cover.agency == ("องค์การบริหารส่วนตำบลสมมุติ",)


class TestTheTable:
    def test_has_the_five_headings_of_the_official_form(self):
        assert tuple(column.heading for column in grid(built(), "measures").columns) == TABLE_HEADINGS["measures"]

    def test_has_four_columns_when_the_plan_stands_alone(self):
        table = grid(built(plan_only=True), "measures")

        assert len(table.columns) == 4
        assert {len(row) for row in table.rows} == {4}

    def test_spells_out_only_a_deadline_that_the_text_does_not_say(self):
        steps, follow_ups = cell(built(), "measures", 0, 2), cell(built(), "measures", 0, 3)

        assert steps[1] == "๒. รายงานผู้บริหาร (กำหนดแล้วเสร็จ: ภายในวันที่ ๓๑ มกราคม ๒๕๖๖)"
        assert follow_ups == [
            "๑. รายงานผู้บริหาร ภายในเดือนมกราคม ๒๕๖๖",
            "๒. ผู้บริหารกำกับติดตามการดำเนินการ",
        ]

    def test_quotes_text_that_would_be_taken_for_the_next_number(self):
        assert cell(built(), "measures", 0, 2)[0] == "๑. “จัดทำข้อมูลตามข้อ ๒. ของประกาศ”"

    def test_says_what_is_known_of_each_work_below_the_measure(self):
        assert cell(built(), "measures", 0, 4) == [
            "ดำเนินการเรียบร้อยแล้ว",
            "หลักฐาน: https://www.example.go.th/",
            "ขั้นตอนที่ ๒ ดำเนินการแล้ว เมื่อวันที่ ๓๐ มกราคม ๒๕๖๖",
            f"หมายเหตุ: เสนอโดย {OFFICER}",
            "หลักฐาน: https://www.example.go.th/a?x=1",
        ]

    def test_never_leaves_a_cell_blank(self):
        report = built()

        assert all(
            place.lines and place.lines[0].text for one in blocks(report, Grid) for row in one.rows for place in row
        )

    def test_says_that_there_are_no_measures(self):
        table = grid(built(Plan(Agency("ก"), 2566)), "measures")

        assert [[line.text for line in place.lines] for place in table.rows[0]] == [["ไม่มีมาตรการ"]]
        assert table.rows[0][0].span == 5


class TestTheAnnexes:
    def test_say_not_checked_where_no_verdict_is(self):
        report = built()

        assert cell(report, "evidence", 0, 4) == ["ยังไม่ได้ตรวจ"]
        assert cell(report, "evidence", 1, 4) == ["เปิดได้ ตรวจเมื่อ ๑ เมษายน ๒๕๖๖"]

    @pytest.mark.parametrize("checked_at", ["yesterday", "", "9999-12-31T23:59:59Z", "2023-13-01"])
    def test_leave_out_a_day_of_checking_that_cannot_be_read(self, checked_at):
        proof = example_plan().measures[0].steps[1].evidence[0]
        evidence = replace(proof, audit=replace(proof.audit, checked_at=checked_at))
        plan = replace(example_plan(), measures=(Measure(1, "ก", evidence=(evidence,)),))

        assert cell(built(plan), "evidence", 0, 4) == ["เปิดได้"]

    @pytest.mark.parametrize(("kind", "months"), [("half_year", 6), ("full_year", 12)])
    def test_list_every_month_of_the_round(self, kind, months):
        report = built(round_kind=kind)

        assert len(grid(report, "months").rows) == months
        assert cell(report, "months", 0, 1) == ["ไม่มีบันทึก"]
        assert cell(report, "months", 3, 1) == ["๒๐ มกราคม ๒๕๖๖"]

    def test_print_codes_and_further_details(self):
        report = built()

        assert cell(report, "items", 0, 2) == ["O1, O2"]
        assert cell(report, "extras", 0, 2) == ["งบประมาณ"]
        assert cell(report, "extras", 0, 3) == ["๕,๐๐๐ บาท"]

    def test_say_how_each_deadline_was_computed(self):
        rows = grid(built(), "deadlines").rows

        assert len(rows) == 3
        assert all(place.lines[0].text for row in rows for place in row)

    def test_leave_evidence_and_months_out_of_the_plan_alone(self):
        keys = [one.key for one in blocks(built(plan_only=True), Grid)]

        assert keys == ["measures", "facts", "items", "extras", "deadlines"]

    def test_leave_out_a_table_of_further_details_that_there_are_none_of(self):
        bare = replace(example_plan(), measures=(Measure(1, "ก"),))

        keys = [one.key for one in blocks(built(bare), Grid)]

        assert "extras" not in keys
        assert "extras" in [one.key for one in blocks(built(), Grid)]

    def test_follow_on_below_each_other_but_the_first(self):
        assert [section.follows_on for section in built().sections] == [False, False, True, True, True]

    def test_are_set_small_but_the_main_table_is_not(self):
        sizes = {one.key: one.is_small for one in blocks(built(), Grid)}

        assert sizes.pop("measures") is False
        assert all(sizes.values())

    def test_end_with_the_mark_of_the_form(self):
        last = built(history_head="ab12").sections[-1].blocks[-1]

        assert isinstance(last, Prose)
        assert last.lines[-1].text == FORM_MARK
        assert "ab12" in last.lines[1].text


def more_days(**fields) -> GrantedExtension:
    values = {"measure": 1, "column": "follow_up", "number": 1, "period": "งวดเดือนมกราคม ๒๕๖๖", "days": 10}
    values |= {"old_due_on": date(2023, 1, 31), "new_due_on": date(2023, 2, 10), "granted_on": date(2023, 1, 30)}
    return GrantedExtension(**{"reason": f"น้ำท่วม\nแจ้งโดย {OFFICER}", "granted_by": "นายสมมุติ ทดสอบ", **values, **fields})


class TestExtensions:
    def test_stand_with_the_deadlines_with_reason_and_approver(self):
        report = built(extensions=(more_days(),))

        assert cell(report, "extensions", 0, 1)[-1] == "งวดเดือนมกราคม ๒๕๖๖"
        assert cell(report, "extensions", 0, 2) == ["๓๑ มกราคม ๒๕๖๖"]
        assert cell(report, "extensions", 0, 3) == ["๑๐ กุมภาพันธ์ ๒๕๖๖", "(เพิ่ม ๑๐ วัน นับจากวันครบกำหนดเดิม)"]
        assert cell(report, "extensions", 0, 4) == [
            f"น้ำท่วม แจ้งโดย {OFFICER}",
            "อนุมัติเมื่อ ๓๐ มกราคม ๒๕๖๖ โดย นายสมมุติ ทดสอบ",
        ]

    def test_name_nobody_in_public(self):
        said = "\n".join(cell(built(extensions=(more_days(),), public=True), "extensions", 0, 4))

        assert OFFICER not in said
        assert "นายสมมุติ" not in said

    @pytest.mark.parametrize("plan_only", [True, False])
    def test_are_no_table_where_nothing_was_granted(self, plan_only):
        assert "extensions" not in {one.key for one in blocks(built(plan_only=plan_only), Grid)}


def checked_alone(**fields):
    values = {
        "measure": 1,
        "column": "follow_up",
        "number": 1,
        "period": "งวดเดือนมกราคม ๒๕๖๖",
        "unit": "กองคลัง",
        "step": "check",
        "taken_on": date(2023, 1, 20),
        "taken_by": "นายสมมุติ ทดสอบ",
        "reason": f"มีเจ้าหน้าที่ ๓ คน ({OFFICER} ลา)",
        "order_number": "12/2566",
    }
    return WaivedApproval(**{**values, **fields})


class TestWaivedApprovals:
    def test_stand_with_the_monthly_follow_up_with_who_when_and_why(self):
        report = built(waived=(checked_alone(),))

        assert cell(report, "waived", 0, 1)[1:] == ["งวดเดือนมกราคม ๒๕๖๖", "กองคลัง"]
        assert cell(report, "waived", 0, 2) == ["หัวหน้าส่วนงานตรวจ", "โดย นายสมมุติ ทดสอบ"]
        assert cell(report, "waived", 0, 3) == ["๒๐ มกราคม ๒๕๖๖"]
        assert cell(report, "waived", 0, 4) == [
            f"มีเจ้าหน้าที่ ๓ คน ({OFFICER} ลา)",
            "ตามคำสั่งหรือบันทึกที่ ๑๒/๒๕๖๖",
        ]

    def test_name_nobody_in_public(self):
        report = built(waived=(checked_alone(),), public=True)

        assert cell(report, "waived", 0, 2) == ["หัวหน้าส่วนงานตรวจ"]
        assert OFFICER not in "\n".join(cell(report, "waived", 0, 4))

    def test_every_step_has_its_words(self):
        for step in STEPS:
            assert cell(built(waived=(checked_alone(step=step),)), "waived", 0, 2)[0]

    def test_are_no_table_where_nobody_checked_their_own_work(self):
        assert "waived" not in {one.key for one in blocks(built(), Grid)}

    def test_are_no_part_of_a_plan_alone(self):
        assert "waived" not in {one.key for one in blocks(built(plan_only=True, waived=(checked_alone(),)), Grid)}


class TestAPublicReport:
    def test_names_the_officer_in_charge_instead_of_the_person(self):
        report = built(public=True)

        assert cell(report, "measures", 0, 1) == ["สำนักปลัด (เจ้าหน้าที่ผู้รับผิดชอบ)"]
        assert OFFICER not in all_text(report)
        assert OFFICER in all_text(built())

    @pytest.mark.parametrize(
        "printed_name", [OFFICER, "ตัวอย่าง  ใจดี", "นางสาว ตัวอย่าง ใจดี", "ตัวอย่าง\nใจดี", "นางสาวตัวอย่างใจดี"]
    )
    def test_finds_the_name_however_it_is_spaced(self, printed_name):
        plan = example_plan()
        measure = replace(plan.measures[0], remarks=f"ติดต่อ {printed_name} โทร. ๑๒", extra={printed_name: "ก"})
        plan = replace(plan, measures=(measure,))

        shown = plan_in_report(plan, replace(OPTIONS, public=True))

        assert shown.measures[0].remarks == "ติดต่อ เจ้าหน้าที่ผู้รับผิดชอบ โทร. ๑๒"
        assert "ใจดี" not in all_text(built(plan, public=True))
        assert "ใจดี" not in repr(shown)


class TestTheSigners:
    @pytest.mark.parametrize(
        ("agency", "clerk", "executive"),
        [
            (Agency("เทศบาลตำบลตัวอย่าง", "tambon_municipality"), "ปลัดเทศบาล", "นายกเทศมนตรีตำบลตัวอย่าง"),
            (Agency("เทศบาลนครตัวอย่าง"), "ปลัดเทศบาล", "นายกเทศมนตรีนครตัวอย่าง"),
            (Agency("เทศบาลเมืองตัวอย่าง"), "ปลัดเทศบาล", "นายกเทศมนตรีเมืองตัวอย่าง"),
            (Agency("องค์การบริหารส่วนตำบลสมมุติ"), "ปลัดองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบลสมมุติ"),
            (Agency("อบจ.สมมุติ", "pao"), "ปลัดองค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนจังหวัด"),
            (Agency("หน่วยงาน"), "ปลัดองค์กรปกครองส่วนท้องถิ่น", "นายกองค์กรปกครองส่วนท้องถิ่น"),
        ],
    )
    def test_hold_the_posts_of_the_kind_of_agency(self, agency, clerk, executive):
        assert (clerk_post(agency), executive_post(agency)) == (clerk, executive)

    @pytest.mark.parametrize("plan_only", [False, True])
    def test_sign_a_sentence_of_their_own(self, plan_only):
        (signed,) = blocks(built(plan_only=plan_only), Signatures)

        assert signed.lead.startswith("ขอรับรองว่า")
        assert ("ผลการดำเนินการ" in signed.lead) is not plan_only

    def test_leave_the_makers_post_to_be_filled_in(self):
        (signed,) = blocks(built(), Signatures)

        assert signed.signers[0].post == ""

    def test_are_the_maker_the_clerk_and_the_executive(self):
        (signatures,) = blocks(built(), Signatures)

        assert [one.duty for one in signatures.signers] == ["ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้รับรอง"]


class TestPrintedText:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("ปี 2566", "ปี ๒๕๖๖"),
            ("ข้อ O34 และ ISO9001", "ข้อ O34 และ ISO9001"),
            ("ดู https://a.go.th/แผน2566 หน้า 3", "ดู https://a.go.th/แผน2566 หน้า ๓"),
            ("เลขที่โครงการ 66037123456", "เลขที่โครงการ 66037123456"),
            ("ก\x00ข\u200bค\n\tง", "ก ขค ง"),
            ("น\u0e4d\u0e32", "นำ"),
            ("\ud800", ""),
        ],
    )
    def test_has_thai_digits_except_in_addresses_and_codes(self, text, shown):
        assert printed(text) == shown


class TestAReport:
    def test_has_its_main_table_in_landscape_under_the_official_heading(self):
        report = built()

        assert report.sections[0].landscape
        assert isinstance(report.sections[0].blocks[0], Heading)
        assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ นำมาสู่ข้อเสนอแนะ" in report.sections[0].blocks[1].lines[0].text

    def test_takes_measures_without_number_order_and_unknown_classes(self):
        measure = Measure(7, "", evidence=(Evidence("", None, link_class="brand-new", repairs=("x",)),))

        report = built(replace(example_plan(), measures=(measure, replace(measure, number=3))))

        assert cell(report, "measures", 0, 0) == ["มาตรการที่ ๗", "ประเด็น: “”"]

    def test_shows_the_plan_it_says_it_shows(self):
        plan = replace(example_plan(), round=round_of("full_year", 2566))

        assert plan_in_report(plan, OPTIONS) == plan
        assert plan_in_report(plan, replace(OPTIONS, round_kind="half_year")).round == round_of("half_year", 2566)
