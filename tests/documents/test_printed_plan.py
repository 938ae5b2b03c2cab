"""What a public document says of people: nothing, however their names were typed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.finding import Finding
from prongsai.core.handover import WaivedApproval
from prongsai.core.plan import (
    Agency,
    AsPrinted,
    Deadline,
    Evidence,
    FollowUp,
    Measure,
    MonthlyRound,
    Plan,
    Responsible,
    Step,
)
from prongsai.documents.printed_plan import (
    NAME_IN_PUBLIC,
    printed_extensions,
    printed_plan,
    printed_waived,
    public_plan,
)

NAME = "นางสาวตัวอย่าง ใจดี"


def plan_of(*people: str, **fields: object) -> Plan:
    measure = Measure(1, "ประเด็น", responsible=tuple(Responsible("กองคลัง", one) for one in people))
    return Plan(Agency("เทศบาลตำบลตัวอย่าง"), 2566, measures=(replace(measure, **fields),))


def remarks(person: str, text: str) -> tuple[str | None, str | None]:
    """A remark in a public document's cells, and in the data attached to it."""
    plan = plan_of(person, remarks=text)
    return printed_plan(plan, is_public=True).measures[0].remarks, public_plan(plan).measures[0].remarks


def everywhere(text: str) -> Plan:
    """A plan with the text in every free field it has."""
    evidence = (Evidence(f"https://a.go.th/{text}", f"https://a.go.th/{text}", f"https://b.go.th/{text}", text),)
    deadline = Deadline("date", due_on=date(2023, 1, 31), as_printed=text, why=text)
    plan = plan_of(
        NAME,
        issue=text,
        steps=(Step(1, text, deadline, note=text, evidence=evidence),),
        follow_ups=(FollowUp(1, text, "task", deadline, note=text, evidence=evidence),),
        status_as_printed=text,
        evidence=evidence,
        budget=text,
        problems=text,
        remarks=text,
        extra={text: text},
        as_printed=AsPrinted(text, text, text, text, text),
    )
    month = MonthlyRound("2023-01", date(2023, 1, 20), text, (text,))
    return replace(plan, monthly_rounds=(month,), findings=(Finding("x", "warning", 1, text, text, text),))


class TestAPersonInPublic:
    def test_stands_nowhere_in_the_data(self):
        assert "ใจดี" in repr(everywhere(f"ติดต่อ {NAME}"))
        assert "ใจดี" not in repr(public_plan(everywhere(f"ติดต่อ {NAME}")))

    def test_stands_in_the_printed_plan_only_where_the_person_is_in_charge(self):
        shown = printed_plan(everywhere(f"ติดต่อ {NAME}"), is_public=True)

        bare = replace(shown, measures=tuple(replace(one, responsible=()) for one in shown.measures), findings=())
        assert shown.measures[0].responsible[0].person == NAME
        assert "ใจดี" not in repr(replace(bare, measures=tuple(map(without_links, bare.measures))))

    @pytest.mark.parametrize(
        "typed",
        [
            "ตัวอย่าง ใจดี",
            "ตัวอย่าง\u00a0ใจดี",
            "ตัวอย่าง\r\nใจดี",
            "นางสาว  ตัวอย่าง\tใจดี",
            "ตัว\u200bอย่าง\u200b ใจ\u200bดี",
            "ตัวอย่าง\u00ad ใจดี",
            "นางสาว\ufeffตัวอย่าง\u2060ใจดี",
            "น.ส.ตัวอย่าง ใจดี",
            "ดร.ตัวอย่าง ใจดี",
            "ว่าที่ร้อยตรี ตัวอย่าง ใจดี",
            "ว่าที่ ร.ต. ตัวอย่าง ใจดี",
        ],
    )
    def test_is_found_however_it_was_typed(self, typed):
        for shown in remarks(NAME, f"ติดต่อ {typed} ได้ทุกวัน"):
            assert shown == f"ติดต่อ {NAME_IN_PUBLIC} ได้ทุกวัน"

    @pytest.mark.parametrize("typed", ["กำธร สำราญ", "ก\u0e4d\u0e32ธร ส\u0e4d\u0e32ราญ", "ก\u0e4d\u0e32ธร สำราญ"])
    @pytest.mark.parametrize("person", ["นายกำธร สำราญ", "นายก\u0e4d\u0e32ธร ส\u0e4d\u0e32ราญ"])
    def test_is_found_in_either_spelling_of_sara_am(self, person, typed):
        for shown in remarks(person, f"โดย {typed}"):
            assert shown == f"โดย {NAME_IN_PUBLIC}"

    def test_is_found_in_either_digits(self):
        assert remarks("สมาชิกคนที่ 12", "ให้สมาชิกคนที่ ๑๒ ตรวจ")[0] == f"ให้{NAME_IN_PUBLIC} ตรวจ"

    @given(gaps=st.lists(st.sampled_from(["", " ", "\u200b", "\u00a0", "\n", "\u00ad"]), min_size=12, max_size=12))
    @settings(deadline=None, max_examples=50)
    def test_is_found_whatever_blanks_fell_between_its_letters(self, gaps):
        typed = "".join(letter + gap for letter, gap in zip("ตัวอย่างใจดี", gaps, strict=True))

        shown = public_plan(plan_of(NAME, problems=typed)).measures[0].problems

        assert shown == NAME_IN_PUBLIC + gaps[-1]


class TestAShortName:
    """Too short to look for alone: "แก้ว" is a glass as well."""

    @pytest.mark.parametrize(
        ("person", "text", "shown"),
        [
            ("นางแก้ว", "มอบ นางแก้ว จัดทำ", f"มอบ {NAME_IN_PUBLIC} จัดทำ"),
            ("นางแก้ว", "มอบ นาง แก้ว", f"มอบ {NAME_IN_PUBLIC}"),
            ("แก้ว", "มอบ นางแก้ว", f"มอบ {NAME_IN_PUBLIC}"),
            ("นายดี มา", "โดย นายดี มา", f"โดย {NAME_IN_PUBLIC}"),
            ("นางแก้ว", "ขวดแก้วและเศษแก้ว", "ขวดแก้วและเศษแก้ว"),
            ("นางแก้ว", "มอบ นางแก้วตา จัดทำ", "มอบ นางแก้วตา จัดทำ"),
            ("ก", "นายกเทศมนตรี และนาย ก", "นายกเทศมนตรี และนาย ก"),
        ],
    )
    def test_is_a_name_only_behind_a_title(self, person, text, shown):
        assert remarks(person, text) == (shown, shown)

    def test_does_not_keep_a_long_one_from_being_found(self):
        plan = plan_of("นางแก้ว", NAME, remarks=f"{NAME} กับ นางแก้ว")

        assert public_plan(plan).measures[0].remarks == f"{NAME_IN_PUBLIC} กับ {NAME_IN_PUBLIC}"


def without_links(measure: Measure) -> Measure:
    """Addresses are evidence: a printed plan keeps them letter by letter."""
    return replace(
        measure,
        evidence=(),
        steps=tuple(replace(one, evidence=()) for one in measure.steps),
        follow_ups=tuple(replace(one, evidence=()) for one in measure.follow_ups),
    )


class TestAPlanWithoutPeople:
    @pytest.mark.parametrize("people", [(), ("",), ("  ",), ("\u200b",)])
    def test_loses_no_word(self, people):
        text = "นายกเทศมนตรีกำกับติดตาม"

        assert public_plan(plan_of(*people, remarks=text)).measures[0].remarks == text
        assert printed_plan(plan_of(*people, remarks=text), is_public=True).measures[0].remarks == text

    def test_has_no_person_left_in_its_fields(self):
        public = public_plan(plan_of(NAME, "นายสมมุติ ทดสอบ"))

        assert [who.person for who in public.measures[0].responsible] == [None, None]
        assert [who.unit for who in public.measures[0].responsible] == ["กองคลัง", "กองคลัง"]


class TestThePrintedPlan:
    def test_names_everybody_where_it_is_not_public(self):
        assert remarks_of(printed_plan(plan_of(NAME, remarks=f"โดย {NAME}"), is_public=False)) == f"โดย {NAME}"

    def test_prints_thai_digits_but_keeps_addresses(self):
        proof = Evidence("http://a.go.th/2566?id=12", "http://a.go.th/2566?id=12", title="ประกาศ 2566")
        shown = printed_plan(plan_of(budget="5,000 บาท", evidence=(proof,)), is_public=True).measures[0]

        assert shown.budget == "๕,๐๐๐ บาท"
        assert shown.evidence[0].url == shown.evidence[0].as_printed == "http://a.go.th/2566?id=12"
        assert shown.evidence[0].title == "ประกาศ ๒๕๖๖"

    def test_keeps_what_is_not_known_unknown(self):
        bare = plan_of(follow_ups=(FollowUp(1, None),), evidence=(Evidence("ก"),))
        shown = printed_plan(bare, is_public=True)

        assert shown.agency.district is shown.agency.province is None
        assert shown.measures[0].budget is shown.measures[0].problems is shown.measures[0].remarks is None
        assert shown.measures[0].follow_ups[0].text is None
        assert shown.measures[0].evidence[0].url is shown.measures[0].evidence[0].title is None

    @pytest.mark.parametrize("is_public", [False, True])
    def test_is_the_same_printed_twice(self, is_public):
        once = printed_plan(everywhere("ปี 2566\u200b และ น\u0e4d\u0e32 \r\n ข้อ 3"), is_public=is_public)

        assert printed_plan(once, is_public=is_public) == once

    def test_leaves_numbers_and_days_alone(self):
        plan = everywhere("ก")
        shown = printed_plan(plan, is_public=False)

        assert shown.measures[0].steps[0].deadline.due_on == date(2023, 1, 31)
        assert (shown.fiscal_year, shown.measures[0].number) == (plan.fiscal_year, 1)


def remarks_of(plan: Plan) -> str | None:
    return plan.measures[0].remarks


EXTENSION = GrantedExtension(
    measure=1,
    column="step",
    number=1,
    period="งวดที่ 1",
    old_due_on=date(2023, 9, 30),
    new_due_on=date(2023, 10, 1),
    days=1,
    reason=f"ฝนตก\n\n 3 วัน ({NAME})",
    granted_by=NAME,
    granted_on=date(2023, 9, 29),
)
WAIVED = WaivedApproval(
    measure=1,
    column="step",
    number=1,
    period="งวดที่ 1",
    unit="กองคลัง 2",
    step="check",
    taken_on=date(2023, 9, 30),
    taken_by=NAME,
    reason=f"มี 3 คน\n{NAME} ลา",
    order_number="12/2566",
)


class TestExtensionsAndWaivedApprovals:
    def test_are_one_line_in_thai_digits(self):
        (extension,) = printed_extensions((EXTENSION,), plan_of(NAME), is_public=False)
        (waived,) = printed_waived((WAIVED,), plan_of(NAME), is_public=False)

        assert extension.period == "งวดที่ ๑"
        assert extension.reason == f"ฝนตก ๓ วัน ({NAME})"
        assert (waived.unit, waived.order_number) == ("กองคลัง ๒", "๑๒/๒๕๖๖")
        assert waived.reason == f"มี ๓ คน {NAME} ลา"

    def test_name_nobody_of_the_plan_in_public(self):
        shown = [
            *printed_extensions((EXTENSION,), plan_of(NAME), is_public=True),
            *printed_waived((WAIVED,), plan_of(NAME), is_public=True),
        ]

        assert all("ใจดี" not in repr(one) for one in shown)
        assert all(NAME_IN_PUBLIC in one.reason for one in shown)

    def test_keep_their_days(self):
        (extension,) = printed_extensions((EXTENSION,), plan_of(), is_public=True)

        assert (extension.old_due_on, extension.new_due_on) == (date(2023, 9, 30), date(2023, 10, 1))

    def test_of_none_are_none(self):
        assert printed_extensions((), plan_of(NAME), is_public=True) == ()
        assert printed_waived((), plan_of(NAME), is_public=True) == ()
