"""Whatever stands in a plan, each cell is read back as it was written, in one line and after its blanks were lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.plan import Agency, Deadline, Evidence, FollowUp, Measure, MonthlyRound, Plan, Responsible, Step
from prongsai.core.plan_same import plan_differences
from prongsai.core.report_form.evidence_row import (
    read_evidence,
    read_owner,
    write_link_kind,
    write_owner,
    write_proof,
)
from prongsai.core.report_form.fact_rows import (
    format_round,
    read_extra,
    read_facts,
    read_list,
    read_month,
    write_extras,
    write_facts,
    write_list,
    write_month,
)
from prongsai.core.report_form.issue_cell import read_issue, read_responsible, write_issue, write_responsible
from prongsai.core.report_form.marked_text import squashed, tidy
from prongsai.core.report_form.result_cell import read_result, shown_evidence, write_result
from prongsai.core.report_form.words import (
    AGENCY_KIND_WORDS,
    ISSUE_WORDS,
    LINK_CLASS_WORDS,
    MEASURE_STATUS_WORDS,
    REPAIR_WORDS,
    WORK_STATUS_WORDS,
)
from prongsai.core.report_form.work_cell import read_works, write_works
from prongsai.core.reporting_round import ReportingRound, round_of
from prongsai.core.thai.deadline import read_deadline

NASTY = (
    "-", "–", "--", "•", "|", "•ก", "|ก|", "“", "”", "“ก”", "ก ” ข", "”“", "1.", "๑.", "๑. ก", "ก ๒. ข", "ก 2.5 ข", "ข้อ ๑.๒",
    "(", ")", "()", "(กำหนด: )", "(กำหนดแล้วเสร็จ: ภายในวันที่ ๕ มกราคม ๒๕๖๖)", "(ไม่กำหนดเวลา)", "(ไม่ได้ระบุกำหนดเวลา)",
    "(งานกำกับติดตาม)", "(งานที่ต้องรายงานผล)", "(รวบรวม)", "(เผยแพร่)", "(ทุกส่วนงาน)", "(เจ้าหน้าที่ผู้รับผิดชอบ)", "เจ้าหน้าที่:",
    "มาตรการที่ ๒", "ตัวชี้วัดที่ 9", "ประเด็น:", "ประเด็นที่ต้องพัฒนา: ก", "ผลการดำเนินการ:", "หมายเหตุ: ข", "หลักฐาน:", "เมื่อวันที่",
    "ขั้นตอนที่ ๑", "การติดตามข้อที่ ๒", "ชื่อ:", "ที่อยู่:", "ที่อยู่ที่เสนอ:", "ข้อความเดิม:", "ประเภท:", "การแก้ไข:", "ควรตรวจทาน",
    "ไม่ระบุ", "ไม่มีบันทึก", "ยังไม่ได้จำแนก", "ก, ข", ",", "a:b", "ผู้บริหาร", "นายกเทศมนตรีตรวจ", "ภายในเดือนมกราคม ๒๕๖๖",
    "ทุกเดือน", "อยู่ระหว่างดำเนินการ", "ดำเนินการเรียบร้อยแล้ว", "งบประมาณ", "หมายเหตุ", "ปัญหา/อุปสรรค", "ก" * 3000, "๙" * 12, "น้ำ",
)  # fmt: skip
"""Texts that look like the form's own marks, numbers, empty cells or quotations."""

WORDS = st.sampled_from(NASTY)
TEXTS = st.one_of(
    WORDS, st.lists(WORDS | st.text("กข ๑2.()“”-:,\t\n", max_size=4), min_size=2, max_size=4).map(" ".join)
)
SOLID = TEXTS.map(tidy).filter(bool)
"""Texts as the content hands them to the form: one line, nothing that a document could not carry."""

DAYS = st.none() | st.dates(date(2015, 1, 1), date(2035, 12, 31))
STATUSES = st.sampled_from(list(MEASURE_STATUS_WORDS))
DEADLINES = st.none() | st.builds(
    Deadline,
    kind=st.sampled_from(["date", "monthly", "relative", "continuous", "none"]),
    due_on=DAYS,
    from_on=DAYS,
    until_on=DAYS,
    days_after_event=st.none() | st.integers(0, 400),
    working_days=st.booleans(),
)
EVIDENCE = st.builds(
    Evidence,
    as_printed=SOLID,
    url=st.none() | st.sampled_from(["https://a.go.th/x", "http://b.go.th/ที่อยู่:", "/แผน(1).pdf"]),
    proposed_url=st.none() | st.just("https://c.go.th/y"),
    title=st.none() | SOLID,
    link_class=st.sampled_from(["", *LINK_CLASS_WORDS, "some-new-class"]),
    repairs=st.lists(st.sampled_from([*REPAIR_WORDS, "some_new_repair"]), max_size=3, unique=True).map(tuple),
    needs_review=st.booleans(),
)


def said(text):
    return read_deadline(text, fiscal_year=2566)


def wrapped(lines):
    """The cell as a DOCX has it, as a PDF has it, and as a bad PDF has it."""
    return ("\n".join(lines), " ".join(lines), "\n".join(map(squashed, lines)), "".join(map(squashed, lines)))


def same(left, right):
    return squashed(left) == squashed(right)


class TestIssueCell:
    @given(st.integers(1, 10**6), SOLID, st.sampled_from(list(ISSUE_WORDS)), st.none() | st.integers(0, 99), TEXTS)
    def test_is_read_back(self, number, issue, kind, indicator, name):
        measure = Measure(number, issue, kind, indicator)

        for cell in wrapped(write_issue(measure, tidy(name))):
            found = read_issue(cell)

            assert (found.number, found.issue_kind, found.indicator) == (number, kind, indicator)
            assert same(found.issue, issue)

    def test_of_an_empty_issue_is_read_back_too(self):
        for cell in wrapped(write_issue(Measure(3, ""))):
            assert read_issue(cell).issue == ""

    @pytest.mark.parametrize(("kind", "label"), list(ISSUE_WORDS.items()))
    def test_says_which_kind_of_issue_it_is(self, kind, label):
        assert write_issue(Measure(2, "ก", kind, 9), "การเปิดเผยข้อมูล") == (
            "มาตรการที่ ๒",
            "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล",
            f"{label}: ก",
        )

    @pytest.mark.parametrize("name", ["ประเด็น: อื่น", "มาตรการที่ ๙", "ตัวชี้วัดที่ ๑", "๕ ด้าน"])
    def test_leaves_out_a_name_of_the_indicator_that_would_be_mistaken(self, name):
        lines = write_issue(Measure(1, "ก", None, 9), name)

        assert lines[1] == "ตัวชี้วัดที่ ๙"
        assert read_issue("\n".join(lines)).indicator == 9

    def test_keeps_the_first_number_where_a_person_typed_a_second(self):
        found = read_issue("มาตรการที่ ๔\nมาตรการที่ ๕\nประเด็น: ก ประเด็น: ข")

        assert (found.number, found.issue) == (4, "ก ประเด็น: ข")


class TestResponsibleCell:
    WHO = st.builds(
        Responsible,
        unit=SOLID | st.just(""),
        person=st.none() | SOLID | st.just(""),
        role=st.sampled_from(["does", "compiles", "publishes"]),
        all_units=st.booleans(),
    )

    @given(st.lists(WHO, max_size=4).map(tuple))
    def test_is_read_back(self, who):
        lines = write_responsible(who, is_public=False)

        for is_strict in (True, False):
            for cell in (lines, map(squashed, lines)):
                assert self.folded(read_responsible("\n".join(cell), is_strict=is_strict)) == self.folded(who)

    @given(st.lists(WHO, max_size=4).map(tuple))
    def test_for_the_public_is_read_back_without_persons(self, who):
        lines = write_responsible(who, is_public=True)

        found = read_responsible("\n".join(lines), is_strict=True)

        assert self.folded(found) == [(unit, None, role, every) for unit, _, role, every in self.folded(who)]

    def test_for_the_public_shows_an_officer_where_a_person_was(self):
        named = (Responsible("กองคลัง", "นางสาวตัวอย่าง ใจดี"), Responsible("กองช่าง"))

        assert write_responsible(named, is_public=True) == ("๑. กองคลัง (เจ้าหน้าที่ผู้รับผิดชอบ)", "๒. กองช่าง")
        assert write_responsible(named, is_public=False)[1] == "เจ้าหน้าที่: นางสาวตัวอย่าง ใจดี"

    @pytest.mark.parametrize(
        ("role", "mark"), [("does", "กองคลัง"), ("compiles", "กองคลัง (รวบรวม)"), ("publishes", "กองคลัง (เผยแพร่)")]
    )
    def test_says_the_role_behind_the_unit(self, role, mark):
        assert write_responsible((Responsible("กองคลัง", role=role),), is_public=False) == (mark,)

    @staticmethod
    def folded(who):
        return [
            (squashed(one.unit), None if one.person is None else squashed(one.person), one.role, one.all_units)
            for one in who
        ]


class TestWorkCells:
    STEPS = st.lists(st.builds(Step, number=st.integers(1, 40), text=SOLID, deadline=DEADLINES), max_size=4).map(tuple)
    FOLLOW_UPS = st.lists(
        st.builds(
            FollowUp,
            number=st.integers(1, 40),
            text=SOLID,
            role=st.sampled_from(["task", "supervision"]),
            deadline=DEADLINES,
        )
        | st.builds(FollowUp, number=st.integers(1, 40), text=st.none(), deadline=DEADLINES.filter(bool)),
        max_size=4,
    ).map(tuple)

    @given(STEPS)
    def test_of_steps_are_read_back(self, steps):
        self.check(steps, with_roles=False)

    @given(FOLLOW_UPS)
    def test_of_follow_ups_are_read_back(self, follow_ups):
        self.check(follow_ups, with_roles=True)

    def check(self, works, *, with_roles):
        lines = write_works(works, said)

        for cell, is_strict in (("\n".join(lines), True), ("\n".join(map(squashed, lines)), False)):
            found = read_works(cell, said, with_roles=with_roles, is_strict=is_strict)
            left = Plan(Agency("ก"), 2566, measures=(Measure(1, "", follow_ups=self.follow_ups(found)),))
            right = Plan(Agency("ก"), 2566, measures=(Measure(1, "", follow_ups=self.follow_ups(works)),))
            assert plan_differences(left, right) == []

    @staticmethod
    def follow_ups(works):
        return tuple(FollowUp(one.number, one.text, getattr(one, "role", "task"), one.deadline) for one in works)

    @pytest.mark.parametrize(
        ("deadline", "mark"),
        [
            (None, ""),
            (Deadline("none"), " (ไม่กำหนดเวลา)"),
            (Deadline("date", due_on=date(2023, 1, 5)), " (กำหนดแล้วเสร็จ: ภายในวันที่ ๕ มกราคม ๒๕๖๖)"),
            (Deadline("continuous"), " (กำหนด: ต่อเนื่อง)"),
            (Deadline("relative", days_after_event=3), " (กำหนด: ภายใน ๓ วันหลังเสร็จสิ้นแต่ละครั้ง)"),
        ],
    )
    def test_say_a_deadline_that_the_text_does_not(self, deadline, mark):
        assert write_works((Step(7, "จัดทำข้อมูล", deadline),), said) == (f"๗. จัดทำข้อมูล{mark}",)

    def test_with_numbers_that_jump_or_repeat_keep_their_items_where_line_breaks_were_lost(self):
        steps = (Step(1, "จัดทำ", Deadline("none")), Step(4, "ส่ง", Deadline("continuous")), Step(4, "๕. แห่ง"))
        cell = "".join(map(squashed, write_works(steps, said)))

        found = read_works(cell, said, with_roles=False, is_strict=False)

        assert [(one.number, one.text) for one in found] == [(1, "จัดทำ"), (4, "ส่ง"), (4, "5.แห่ง")]

    def test_of_nothing_are_a_dash(self):
        assert write_works((), said) == ("-",)
        for empty in ("-", "", " \n"):
            assert read_works(empty, said, with_roles=True, is_strict=True) == []

    def test_supervision_without_time_needs_no_mark_and_a_task_without_time_neither(self):
        watch = FollowUp(1, "ผู้บริหารติดตาม", "supervision", Deadline("none"))

        assert write_works((watch,), said) == ("๑. ผู้บริหารติดตาม",)
        assert write_works((FollowUp(1, "ผู้บริหารติดตาม", "supervision", None),), said) == (
            "๑. ผู้บริหารติดตาม (ไม่ได้ระบุกำหนดเวลา)",
        )


class TestResultCell:
    WORK = {"status": STATUSES, "done_on": DAYS, "note": st.none() | SOLID}
    RESULTS = st.builds(
        Measure,
        number=st.just(1),
        issue=st.just("ก"),
        status=STATUSES,
        evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
        steps=st.lists(
            st.builds(
                Step,
                number=st.integers(1, 30),
                text=st.just("ก"),
                evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
                **WORK,
            ),
            max_size=3,
        ).map(tuple),
        follow_ups=st.lists(st.builds(FollowUp, number=st.integers(1, 30), text=st.just("ก"), **WORK), max_size=3).map(
            tuple
        ),
    )

    @given(RESULTS)
    def test_is_read_back(self, measure):
        lines = [line.text for line in write_result(measure)]

        for cell in ("\n".join(lines), "\n".join(map(squashed, lines))):
            own, *works = read_result(cell)

            assert own.status == measure.status
            assert self.texts(own.evidence) == self.shown(measure.evidence)
            assert self.facts(works) == [
                *self.told("step", measure.steps),
                *self.told("follow_up", measure.follow_ups),
            ]

    @staticmethod
    def texts(texts):
        return [squashed(text) for text in texts]

    def shown(self, evidence):
        return self.texts(map(shown_evidence, evidence))

    def facts(self, works):
        return [
            (one.column, one.number, one.status, one.done_on, one.note and squashed(one.note), self.texts(one.evidence))
            for one in works
        ]

    def told(self, column, works):
        return [
            (column, one.number, one.status, one.done_on, one.note and squashed(one.note), self.shown(one.evidence))
            for one in works
            if one.status != "unknown" or one.done_on or one.note is not None or one.evidence
        ]

    @pytest.mark.parametrize("status", list(WORK_STATUS_WORDS))
    def test_names_each_piece_of_work_with_its_day(self, status):
        step = Step(2, "ก", status=status, done_on=date(2023, 1, 5))

        lines = [line.text for line in write_result(Measure(1, "ก", steps=(step,)))]

        assert lines[1] == f"ขั้นตอนที่ ๒ {WORK_STATUS_WORDS[status]} เมื่อวันที่ ๕ มกราคม ๒๕๖๖"

    @pytest.mark.parametrize(
        ("words", "status", "shown"),
        [
            ("เรียบร้อยตามหลักฐาน", "done", "เรียบร้อยตามหลักฐาน"),
            ("ดำเนินการ เรียบร้อยแล้ว", "done", "ดำเนินการเรียบร้อยแล้ว"),
            ("เรียบร้อยตามหลักฐาน", "in_progress", "อยู่ระหว่างดำเนินการ"),
            ("", "not_started", "ยังไม่ได้ดำเนินการ"),
        ],
    )
    def test_keeps_the_offices_own_words_only_where_they_say_the_status(self, words, status, shown):
        (line,) = write_result(Measure(1, "ก", status=status, status_as_printed=words))

        assert line.text.removeprefix("ผลการดำเนินการ:").strip() == shown

    @given(SOLID)
    def test_never_changes_the_status_whatever_words_came_with_it(self, words):
        for status in MEASURE_STATUS_WORDS:
            (line, *_) = write_result(Measure(1, "ก", status=status, status_as_printed=words))

            assert read_result(line.text)[0].status == status

    def test_notes_typed_twice_are_joined(self):
        (own,) = read_result("ผลการดำเนินการ: ดำเนินการเรียบร้อยแล้ว หมายเหตุ: ก หมายเหตุ: ข")

        assert own.note == "ก ข"


class TestEvidenceRows:
    @given(EVIDENCE)
    def test_are_read_back(self, evidence):
        proof = [text for text, _ in write_proof(evidence)]
        kind = write_link_kind(evidence)

        for back in (
            read_evidence("\n".join(proof), "\n".join(kind)),
            read_evidence("".join(map(squashed, proof)), "".join(map(squashed, kind))),
        ):
            for name in ("link_class", "repairs", "needs_review"):
                assert getattr(back, name) == getattr(evidence, name)
            for name in ("url", "proposed_url", "title", "as_printed"):
                one, other = getattr(back, name), getattr(evidence, name)
                assert (one is None) == (other is None)
                assert same(one or "", other or "")

    def test_link_the_address_alone(self):
        evidence = Evidence("พิมพ์", "https://a.go.th/x", "https://b.go.th/", "ชื่อ")

        assert write_proof(evidence) == (
            ("ชื่อ: ชื่อ", None),
            ("ที่อยู่: https://a.go.th/x", "https://a.go.th/x"),
            ("ที่อยู่ที่เสนอ: https://b.go.th/", None),
            ("ข้อความเดิม: พิมพ์", None),
        )

    def test_without_anything_are_a_dash(self):
        assert write_proof(Evidence("")) == (("-", None),)
        assert read_evidence("-", "ประเภท: ยังไม่ได้จำแนก") == Evidence("")

    def test_do_not_print_the_same_address_twice(self):
        assert write_proof(Evidence("https://a.go.th/x", "https://a.go.th/x")) == (
            ("ที่อยู่: https://a.go.th/x", "https://a.go.th/x"),
        )

    @given(st.integers(1, 10**6), st.sampled_from([None, "step", "follow_up"]), st.integers(1, 99))
    def test_name_their_owner(self, measure, column, number):
        owner = (measure, column, number if column else 0)

        assert read_owner(write_owner(*owner)) == owner
        assert read_owner(squashed(write_owner(*owner))) == owner

    @pytest.mark.parametrize("text", ["", "มาตรการที่", "มาตรการที่ ก", "มาตรการที่ ๑ ขั้นตอนที่", "๑", "มาตรการที่ ๑ และ ๒"])
    def test_of_nobody_have_no_owner(self, text):
        assert read_owner(text) is None


class TestFactRows:
    PLANS = st.builds(
        Plan,
        agency=st.builds(
            Agency,
            name=SOLID,
            kind=st.none() | st.sampled_from(list(AGENCY_KIND_WORDS)),
            district=st.none() | SOLID,
            province=st.none() | SOLID,
            hosts=st.lists(st.sampled_from(["www.a.go.th", "b-c.go.th", "xn--o3cw4h.th"]), max_size=3).map(tuple),
        ),
        fiscal_year=st.integers(2550, 2650),
        based_on_fiscal_year=st.none() | st.integers(2550, 2650),
        round=st.none() | st.builds(round_of, st.sampled_from(["half_year", "full_year"]), st.integers(2550, 2650)),
    )

    @given(PLANS)
    def test_are_read_back(self, plan):
        rows = write_facts(plan)

        assert plan_differences(read_facts(dict(rows)), plan) == []
        assert plan_differences(read_facts({squashed(label): squashed(value) for label, value in rows}), plan) == []

    @pytest.mark.parametrize("kind", ["half_year", "full_year"])
    @given(st.dates(date(2000, 1, 1)), st.dates(date(2000, 1, 1)))
    def test_keep_a_round_with_days_of_its_own(self, kind, first, last):
        plan = Plan(Agency("ก"), 2566, round=ReportingRound(kind, first, last))

        assert read_facts(dict(write_facts(plan))).round == plan.round

    def test_word_the_round_naturally(self):
        assert format_round(round_of("full_year", 2566)) == "รอบ ๑๒ เดือน (๑ ตุลาคม ๒๕๖๕ ถึง ๓๐ กันยายน ๒๕๖๖)"

    @given(st.lists(SOLID | st.just(""), max_size=4).map(tuple))
    def test_keep_lists_apart(self, texts):
        assert [squashed(text) for text in read_list(write_list(texts))] == [squashed(text) for text in texts]

    @given(
        st.none() | SOLID, st.none() | SOLID, st.none() | SOLID, st.dictionaries(SOLID, SOLID | st.just(""), max_size=3)
    )
    def test_keep_further_details(self, budget, problems, remarks, extra):
        measure = Measure(1, "ก", budget=budget, problems=problems, remarks=remarks, extra=extra)

        for fold in (str, squashed):
            found = [read_extra(fold(heading), fold(text)) for heading, text in write_extras(measure)]
            fields = {key: squashed(text) for key, _, text in found if key}
            columns = [(squashed(heading), squashed(text)) for key, heading, text in found if not key]

            wanted = {"budget": budget, "problems": problems, "remarks": remarks}
            assert fields == {key: squashed(text) for key, text in wanted.items() if text is not None}
            assert columns == [(squashed(heading), squashed(text)) for heading, text in extra.items()]

    def test_a_column_named_like_a_field_stays_a_column(self):
        measure = Measure(1, "ก", budget="๑๐๐", extra={"งบประมาณ": "๒๐๐"})

        assert [read_extra(*row) for row in write_extras(measure)] == [
            ("budget", "งบประมาณ", "๑๐๐"),
            (None, "งบประมาณ", "๒๐๐"),
        ]


class TestMonthRows:
    MONTHS = st.dates(date(2015, 1, 1), date(2035, 12, 31)).map(lambda day: day.replace(day=1))

    @given(MONTHS, DAYS, st.none() | SOLID, st.lists(SOLID, max_size=4).map(tuple))
    def test_are_read_back(self, month, held_on, post, decisions):
        held = MonthlyRound(f"{month:%Y-%m}", held_on, post, decisions)

        for fold in (str, squashed):
            back = read_month(tuple("\n".join(map(fold, cell)) for cell in write_month(month, held)))

            assert (back.month, back.held_on) == (held.month, held_on)
            assert (back.signed_by_post is None) == (post is None)
            assert same(back.signed_by_post or "", post or "")
            assert [squashed(one) for one in back.decisions] == [squashed(one) for one in decisions]

    def test_without_a_record_say_so(self):
        assert write_month(date(2023, 1, 1), None) == (("มกราคม ๒๕๖๖",), ("ไม่มีบันทึก",), ("-",), ("-",))

    @pytest.mark.parametrize(
        ("made_on", "says"),
        [
            (date(2023, 2, 1), "ไม่มีบันทึก"),
            (date(2023, 1, 31), "ยังไม่สิ้นเดือน"),
            (date(2023, 1, 1), "ยังไม่สิ้นเดือน"),
            (date(2022, 12, 31), "ยังไม่ถึง"),
        ],
    )
    def test_of_months_that_had_not_ended_call_nothing_missed(self, made_on, says):
        cells = write_month(date(2023, 1, 1), None, made_on=made_on)

        assert cells[1] == (says,)
        assert read_month(tuple(cell[0] for cell in cells)) is None

    def test_on_paper_are_read_back_by_the_day_they_were_signed(self):
        held = MonthlyRound("2023-01", date(2023, 1, 20), "นายก")
        cells = write_month(date(2023, 1, 1), held, paper=("ลงนามบนกระดาษ ลงวันที่ ๑๙ มกราคม ๒๕๖๖",))

        assert read_month(tuple("\n".join(cell) for cell in cells)) == held

    def test_held_without_a_day_are_still_held(self):
        held = MonthlyRound("2023-01", signed_by_post="นายก")
        cells = write_month(date(2023, 1, 1), held)

        assert cells == (("มกราคม ๒๕๖๖",), ("ไม่ระบุ",), ("นายก",), ("-",))
        assert read_month(tuple(cell[0] for cell in cells)) == held

    def test_missed_say_that_nobody_signed_and_stay_on_record(self):
        cells = write_month(date(2023, 1, 1), MonthlyRound("2023-01", decisions=("เร่งรัด",)))

        assert cells == (("มกราคม ๒๕๖๖",), ("ไม่มีการลงนามในเดือนนี้",), ("-",), ("๑. “เร่งรัด”",))
        assert read_month(tuple(cell[0] for cell in cells)) == MonthlyRound("2023-01", decisions=("เร่งรัด",))

    @pytest.mark.parametrize("cells", [("มกราคม ๒๕๖๖",), ("ม.ค. ๖๖", "", "", ""), ("", "", "", "")])
    def test_with_cells_missing_or_no_month_are_none(self, cells):
        assert read_month(cells) is None
