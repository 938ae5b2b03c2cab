from datetime import date

import pytest

from prongsai.core.link import LINK_CLASSES
from prongsai.core.plan import Deadline, Evidence, FollowUp, Measure, Responsible, Step
from prongsai.core.report_form.evidence_row import read_evidence, read_owner, write_link_kind, write_owner
from prongsai.core.report_form.fact_rows import read_facts, read_list, read_month, write_list
from prongsai.core.report_form.issue_cell import read_issue, read_responsible, write_responsible
from prongsai.core.report_form.result_cell import read_result, write_result
from prongsai.core.report_form.words import LINK_CLASS_WORDS, MEASURE_STATUS_WORDS, parse_status
from prongsai.core.report_form.work_cell import read_works, write_works
from prongsai.core.thai.deadline import read_deadline


def said(text: str) -> Deadline | None:
    return read_deadline(text, fiscal_year=2566)


def works(text: str, *, with_roles: bool = False, is_strict: bool = True) -> list[tuple]:
    return [
        (one.number, one.text, one.deadline and one.deadline.kind, one.role)
        for one in read_works(text, said, with_roles=with_roles, is_strict=is_strict)
    ]


class TestWhatAClerkChangesInWord:
    def test_a_step_added_below_counts(self):
        assert [one[0] for one in works("๑. ก\n๒. ข\n๓. ค (กำหนดแล้วเสร็จ: ภายในวันที่ ๕ มกราคม ๒๕๖๖)")] == [1, 2, 3]

    def test_a_step_taken_out_leaves_the_numbers_of_the_others(self):
        assert [one[:2] for one in works("๑. ก\n๓. ค")] == [(1, "ก"), (3, "ค")]

    def test_steps_without_any_number_are_one_a_line(self):
        assert [one[:2] for one in works("จัดทำแผน\nรายงานผล")] == [(1, "จัดทำแผน"), (2, "รายงานผล")]

    def test_a_deadline_in_own_words_inside_the_bracket_is_read_as_text(self):
        (found,) = read_works("๑. ก (กำหนด: ภายในเดือนมีนาคม ๒๕๖๖)", said, with_roles=False, is_strict=True)

        assert found.deadline.due_on == date(2023, 3, 31)
        assert found.text == "ก"

    def test_a_changed_day_counts(self):
        (found,) = read_works("๑. ก (กำหนดแล้วเสร็จ: ภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๖)", said, with_roles=False, is_strict=True)

        assert found.deadline == Deadline("date", due_on=date(2023, 2, 28))

    def test_an_issue_without_its_label_is_all_that_is_left(self):
        found = read_issue("มาตรการที่ ๓\nข้อมูลพื้นฐาน")

        assert (found.number, found.issue_kind, found.issue) == (3, None, "ข้อมูลพื้นฐาน")

    def test_a_row_without_number_has_none(self):
        assert read_issue("เรื่องใหม่").number is None

    def test_statuses_in_other_words_are_understood(self):
        for status, words in MEASURE_STATUS_WORDS.items():
            assert parse_status(words) == status
        assert parse_status("ยังไม่แล้วเสร็จ") == "in_progress"
        assert parse_status("ดำเนินการเสร็จสิ้น") == "done"
        assert parse_status("") == "unknown"


class TestWork:
    def test_without_brackets_takes_the_deadline_its_text_says(self):
        assert write_works((Step(1, "รายงาน ภายในเดือนมกราคม ๒๕๖๖", said("ภายในเดือนมกราคม ๒๕๖๖")),), said) == (
            "๑. รายงาน ภายในเดือนมกราคม ๒๕๖๖",
        )

    def test_says_so_where_its_text_only_seems_to_set_a_time(self):
        (line,) = write_works((Step(1, "รายงาน ภายในเดือนมกราคม ๒๕๖๖"),), said)

        assert line == "๑. รายงาน ภายในเดือนมกราคม ๒๕๖๖ (ไม่ได้ระบุกำหนดเวลา)"

    def test_of_the_executive_is_supervision_unless_it_says_otherwise(self):
        task, watch = FollowUp(1, "ผู้บริหารลงนาม", "task"), FollowUp(2, "งานธุรการตรวจ", "supervision", Deadline("none"))
        lines = write_works((task, watch), said)

        assert "(งานที่ต้องรายงานผล)" in lines[0]
        assert "(งานกำกับติดตาม)" in lines[1]
        assert [one[3] for one in works("\n".join(lines), with_roles=True)] == ["task", "supervision"]

    def test_of_one_time_column_has_no_text(self):
        (line,) = write_works((FollowUp(1, None, "task", Deadline("date", due_on=date(2023, 1, 31))),), said)

        assert works(line, with_roles=True) == [(1, None, "date", "task")]

    def test_with_a_number_inside_is_quoted_and_read_from_wrapped_lines(self):
        lines = write_works((Step(1, "ดูข้อ ๒. ของประกาศ"), Step(2, "เผยแพร่")), said)

        assert [one[1] for one in works("".join(lines), is_strict=False)] == ["ดูข้อ ๒. ของประกาศ", "เผยแพร่"]


class TestResponsible:
    def test_stands_without_number_when_alone(self):
        assert write_responsible((Responsible("กองคลัง"),), is_public=False) == ("กองคลัง",)

    def test_of_nobody_is_a_dash(self):
        assert write_responsible((), is_public=False) == ("-",)
        assert read_responsible("-", is_strict=True) == ()

    def test_named_like_a_dash_is_still_somebody(self):
        assert read_responsible("\n".join(write_responsible((Responsible("-"),), is_public=False)), is_strict=True) == (
            Responsible("-"),
        )

    def test_of_all_units_are_named_once(self):
        who = (Responsible("กองคลัง", all_units=True), Responsible("ทุกส่วนงาน", all_units=True))

        lines = write_responsible(who, is_public=False)

        assert lines == ("๑. กองคลัง (ทุกส่วนงาน)", "๒. ทุกส่วนงาน")
        assert read_responsible("\n".join(lines), is_strict=True) == who

    def test_an_older_report_that_says_it_twice_is_read(self):
        who = (Responsible("ทุกส่วนงาน", all_units=True),)

        assert read_responsible("ทุกส่วนงาน (ทุกส่วนงาน)", is_strict=True) == who

    def test_a_unit_of_that_name_that_is_not_all_of_them_comes_back_as_it_was(self):
        who = (Responsible("ทุกส่วนงาน"),)

        assert read_responsible("\n".join(write_responsible(who, is_public=False)), is_strict=True) == who


class TestResults:
    def test_link_the_addresses_they_show(self):
        lines = write_result(Measure(1, "ก", evidence=(Evidence("x", "https://a.go.th/"), Evidence("พิมพ์", None))))

        assert [(line.text, line.link) for line in lines[1:]] == [
            ("หลักฐาน: https://a.go.th/", "https://a.go.th/"),
            ("หลักฐาน: พิมพ์", None),
        ]

    def test_say_the_status_without_a_label_and_point_at_evidence_once(self):
        printed = "ดำเนินการเรียบร้อยแล้วตาม หลักฐาน"
        proof = (Evidence("https://a.go.th/", "https://a.go.th/"),)

        shown = write_result(Measure(1, "ก", status="done", status_as_printed=printed, evidence=proof))
        alone = write_result(Measure(1, "ก", status="done", status_as_printed=printed))

        assert [line.text for line in shown] == ["ดำเนินการเรียบร้อยแล้ว", "หลักฐาน: https://a.go.th/"]
        assert alone[0].text == printed

    @pytest.mark.parametrize(
        ("printed", "left"),
        [
            ("ดำเนินการเรียบร้อย ตามเอกสารหลักฐานที่แนบ", "ดำเนินการเรียบร้อย"),
            ("จัดทำแล้วเสร็จ มีหลักฐานดังนี้:", "จัดทำแล้วเสร็จ"),
            ("รวบรวมหลักฐานแล้วเสร็จ", "รวบรวมหลักฐานแล้วเสร็จ"),
        ],
    )
    def test_keep_own_words_but_what_only_points_at_evidence(self, printed, left):
        measure = Measure(
            1, "ก", status="done", status_as_printed=printed, evidence=(Evidence("x", "https://a.go.th/"),)
        )

        lines = write_result(measure)

        assert lines[0].text == left
        assert read_result("\n".join(line.text for line in lines))[0].status == "done"

    def test_of_a_step_without_words_are_none(self):
        assert [one.column for one in read_result("ผลการดำเนินการ: ดำเนินการเรียบร้อยแล้ว")] == [None]


class TestAnnexRows:
    def test_name_the_owner_of_evidence(self):
        for owner in ((1, None, 0), (12, "step", 3), (2, "follow_up", 1)):
            assert read_owner(write_owner(*owner)) == owner
        assert read_owner("อื่น ๆ") is None

    def test_have_different_words_for_every_kind_of_link(self):
        assert len(set(LINK_CLASS_WORDS.values())) == len(LINK_CLASS_WORDS)

    def test_with_words_nobody_wrote_give_evidence_without_kind(self):
        assert read_evidence("อะไรก็ไม่รู้", "ไม่ทราบ") == Evidence("")

    def test_keep_commas_inside_a_code(self):
        assert read_list(write_list(("O1", "ก, ข", "-"))) == ("O1", "ก, ข", "-")
        assert read_list("-") == ()

    def test_of_a_month_without_record_are_none(self):
        assert read_month(("มกราคม ๒๕๖๖", "ไม่มีบันทึก", "-", "-")) is None
        assert read_month(()) is None

    def test_need_a_name_and_a_year(self):
        assert read_facts({}) is None
        assert read_facts({"หน่วยงาน": "ก", "ปีงบประมาณของแผน": "ไม่ทราบ"}) is None


class TestKindOfLink:
    def test_an_uploaded_file_is_said_in_words_and_read_again(self):
        file = Evidence("คำสั่ง.pdf", title="คำสั่ง.pdf", link_class="file")

        (kind,) = write_link_kind(file)

        assert kind == "ประเภท: ไฟล์ที่แนบในระบบ"
        assert read_evidence("ชื่อ: คำสั่ง.pdf", kind).link_class == "file"

    def test_every_kind_has_words(self):
        assert {*LINK_CLASSES, "file"} - set(LINK_CLASS_WORDS) == set()


class TestIssuesOfAnotherHand:
    @pytest.mark.parametrize(
        ("text", "number", "indicator", "kind", "issue"),
        [
            ("มาตรการที่ 12\nตัวชี้วัดที่ 9 การเปิดเผย\nประเด็นที่ต้องพัฒนา: ก", 12, 9, "develop", "ก"),
            ("มาตรการที่๑๒ตัวชี้วัดที่๑๐ประเด็นที่ต้องปรับปรุงแก้ไข:ก", 12, 10, "fix", "ก"),
            ("ประเด็น : ก\nมาตรการที่ ๒", 2, None, None, "ก"),
            ("ตัวชี้วัดที่ ๙", None, 9, None, ""),
            ("มาตรการที่ ๒ ก ตัวชี้วัดที่ ๙ ข", 2, 9, None, "ก"),
            ("ประเด็น: “ก ประเด็น: ข”", None, None, None, "ก ประเด็น: ข"),
            ("", None, None, None, ""),
        ],
    )
    def test_are_read_as_far_as_they_go(self, text, number, indicator, kind, issue):
        found = read_issue(text)

        assert (found.number, found.indicator, found.issue_kind, found.issue) == (number, indicator, kind, issue)


class TestResponsibleOfAnotherHand:
    @pytest.mark.parametrize(
        ("text", "who"),
        [
            ("กองคลัง", [Responsible("กองคลัง")]),
            ("๑. กองคลัง\n๒. กองช่าง", [Responsible("กองคลัง"), Responsible("กองช่าง")]),
            ("๑. กองคลัง\n๓. กองช่าง", [Responsible("กองคลัง"), Responsible("กองช่าง")]),
            ("กองคลัง (รวบรวม)", [Responsible("กองคลัง", role="compiles")]),
            ("กองคลัง ( เผยแพร่ ) ด่วน", [Responsible("กองคลัง ด่วน", role="publishes")]),
            ("ทุกกอง (ทุกส่วนงาน) (รวบรวม)", [Responsible("ทุกกอง", role="compiles", all_units=True)]),
            ("กองคลัง\nเจ้าหน้าที่: นางสาวตัวอย่าง ใจดี", [Responsible("กองคลัง", "นางสาวตัวอย่าง ใจดี")]),
            ("กองคลัง (เจ้าหน้าที่ผู้รับผิดชอบ)", [Responsible("กองคลัง")]),
            ("(ทุกส่วนงาน)", [Responsible("", all_units=True)]),
            ("งาน 2.5 ล้าน", [Responsible("งาน 2.5 ล้าน")]),
        ],
    )
    def test_are_read_line_by_line(self, text, who):
        assert read_responsible(text, is_strict=True) == tuple(who)

    def test_numbers_out_of_order_are_text_where_line_breaks_do_not_count(self):
        assert read_responsible("๑. กองคลัง ชั้น ๓. ๒. กองช่าง", is_strict=False) == (
            Responsible("กองคลัง ชั้น ๓."),
            Responsible("กองช่าง"),
        )


class TestWorkOfAnotherHand:
    def test_a_line_break_inside_an_item_does_not_split_it(self):
        assert works("๑. จัดทำ\nแผน\n๒. ส่ง") == [(1, "จัดทำ\nแผน", None, "task"), (2, "ส่ง", None, "task")]

    def test_text_before_the_first_number_is_an_item_of_its_own(self):
        assert [one[:2] for one in works("จัดทำก่อน\n๒. ส่ง")] == [(1, "จัดทำก่อน"), (2, "ส่ง")]

    def test_decimal_numbers_do_not_open_items(self):
        assert [one[:2] for one in works("๑. จัดสรร 2.5 ล้านบาท ข้อ ๓.๑")] == [(1, "จัดสรร 2.5 ล้านบาท ข้อ ๓.๑")]

    def test_both_marks_may_stand_in_any_order(self):
        for marks in ("(งานกำกับติดตาม) (ไม่กำหนดเวลา)", "(ไม่กำหนดเวลา)(งานกำกับติดตาม)"):
            assert works(f"๑. งานธุรการตรวจ {marks}", with_roles=True) == [(1, "งานธุรการตรวจ", "none", "supervision")]

    def test_words_behind_a_mark_belong_to_the_text(self):
        assert works("๑. จัดทำ (ไม่กำหนดเวลา) เพิ่มเติม") == [(1, "จัดทำ เพิ่มเติม", "none", "task")]

    def test_a_mark_taken_out_leaves_the_deadline_of_the_text(self):
        (found,) = read_works("๑. ส่งภายในเดือนมกราคม ๒๕๖๖", said, with_roles=False, is_strict=True)

        assert found.deadline.due_on == date(2023, 1, 31)

    def test_a_bracket_that_says_no_time_leaves_none(self):
        (found,) = read_works("๑. ส่ง (กำหนด: เร็ว ๆ นี้)", said, with_roles=False, is_strict=True)

        assert found.deadline is None

    def test_steps_are_never_supervision(self):
        assert works("๑. ผู้บริหารลงนาม") == [(1, "ผู้บริหารลงนาม", None, "task")]

    @pytest.mark.parametrize("who", ["ผู้บริหาร", "นายกเทศมนตรี", "ปลัดเทศบาล"])
    def test_follow_ups_of_the_executive_are(self, who):
        assert works(f"๑. {who}ติดตาม", with_roles=True) == [(1, f"{who}ติดตาม", "none", "supervision")]


class TestResultsOfAnotherHand:
    def test_days_and_notes_belong_to_the_work_before_them(self):
        _, first, second = read_result(
            "ผลการดำเนินการ: อยู่ระหว่างดำเนินการ\nขั้นตอนที่ ๑ ดำเนินการแล้ว เมื่อวันที่ ๕ มกราคม ๒๕๖๖\nหมายเหตุ: ก\n"
            "การติดตามข้อที่ ๒ ยังไม่ได้ดำเนินการ หลักฐาน: https://a.go.th/x หลักฐาน: -"
        )

        assert (first.column, first.number, first.status) == ("step", 1, "done")
        assert (first.done_on, first.note, first.evidence) == (date(2023, 1, 5), "ก", [])
        assert (second.column, second.number, second.status, second.done_on) == ("follow_up", 2, "not_started", None)
        assert second.evidence == ["https://a.go.th/x", "-"]

    def test_a_day_that_does_not_exist_is_no_day(self):
        _, step = read_result("ขั้นตอนที่ ๑ ดำเนินการแล้ว เมื่อวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๖")

        assert (step.status, step.done_on) == ("done", None)

    @pytest.mark.parametrize("text", ["เรียบร้อย", "ผลการดำเนินการ: เรียบร้อย", "ผลการดำเนินการ : เรียบร้อย"])
    def test_the_label_may_be_missing(self, text):
        (own,) = read_result(text)

        assert (own.status, own.status_words) == ("done", "เรียบร้อย")

    def test_an_empty_cell_says_nothing(self):
        (own,) = read_result("")

        assert (own.status, own.status_words, own.note, own.evidence) == ("unknown", "", None, [])


class TestFactsOfAnotherHand:
    FACTS = {"หน่วยงาน": "ทต.ตัวอย่าง", "ปีงบประมาณของแผน": "๒๕๖๖"}

    def test_what_was_taken_out_is_not_known(self):
        plan = read_facts(self.FACTS)

        assert (plan.agency.name, plan.fiscal_year) == ("ทต.ตัวอย่าง", 2566)
        assert (plan.agency.kind, plan.agency.district, plan.based_on_fiscal_year, plan.round) == (None,) * 4
        assert plan.agency.hosts == ()

    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("รอบ ๖ เดือน (๑ ตุลาคม ๒๕๖๕ ถึง ๓๑ มีนาคม ๒๕๖๖)", "half_year"),
            ("รอบ 12 เดือน (1 ตุลาคม 2565 ถึง 30 กันยายน 2566)", "full_year"),
            ("รอบ ๖ เดือน", None),
            ("๑ ตุลาคม ๒๕๖๕ ถึง", None),
            ("ถึง ๓๑ มีนาคม ๒๕๖๖", None),
            ("ไม่ระบุ", None),
        ],
    )
    def test_a_round_needs_both_its_days(self, words, kind):
        found = read_facts(self.FACTS | {"รอบการรายงาน": words}).round

        assert (found and found.kind) == kind

    def test_labels_count_without_their_blanks(self):
        plan = read_facts({"หน่วย งาน ": " ก ", "ปีงบประมาณ ของแผน": "2566", "จัง\nหวัด": "ชัยภูมิ"})

        assert (plan.agency.name, plan.agency.province) == ("ก", "ชัยภูมิ")
