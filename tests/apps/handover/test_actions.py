"""Each step of the chain: what it does, what it refuses, what the history keeps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.handover.actions import check_part, excuse_part, return_work, save_part
from prongsai.apps.handover.chain_actions import end_waiver, record_waiver
from prongsai.apps.handover.models import Approval
from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile, remove_evidence
from prongsai.core.errors import PersonError
from prongsai.core.handover import Refusal
from tests.apps.factories import first_task
from tests.apps.handover.office import (
    AT,
    EVERY_UNIT,
    LINK,
    change_evidence,
    check,
    hand_in,
    make_office,
    step,
    waive,
    walk,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class TestHandIn:
    def test_keeps_who_when_and_exactly_what(self):
        office = make_office()

        hand_in(office, files=(HandedFile("แผน.txt", "ข้อมูล".encode()),), done_on=date(2022, 11, 20))

        part = office.part()
        assert (part.state, part.maker, part.handed_in_at) == ("handed_in", office.officer, AT)
        assert len(part.content_sha256) == 64
        assert office.handover().state == "handed_in"
        assert {one.url or one.file_name for one in Evidence.objects.filter(occurrence=part.handover.occurrence)} == {
            LINK,
            "แผน.txt",
        }

    def test_writes_one_event(self):
        office = make_office()
        before = Event.objects.count()

        hand_in(office)

        assert Event.objects.count() == before + 1
        event = Event.objects.latest("pk")
        assert (event.action, event.role) == ("part_handed_in", "officer")
        assert event.after["evidence"] == [LINK]

    def test_makes_the_work_in_progress(self):
        office = make_office()

        hand_in(office)

        assert first_task(office.plan).status == "in_progress"

    def test_a_draft_is_kept_and_nobody_waits_for_it(self):
        office = make_office()

        hand_in(office, hand_in=False)

        part = office.part()
        assert (part.state, part.note, part.content_sha256) == ("todo", "ลงเว็บแล้ว", "")
        assert Evidence.objects.filter(occurrence=part.handover.occurrence).count() == 1
        assert Event.objects.latest("pk").action == "part_saved"

    def test_refuses_nothing_at_all_and_writes_nothing(self):
        office = make_office()
        before = Event.objects.count()

        with pytest.raises(Refusal, match="no evidence and no note"):
            hand_in(office, links=(), note="  ")

        assert office.part().state == "todo"
        assert Event.objects.count() == before

    def test_a_second_writer_is_told(self):
        office = make_office()
        old = office.part()
        hand_in(office, hand_in=False)

        with pytest.raises(ChangedMeanwhile):
            save_part(part=old, version=old.version, note="อีกคน", done_on=None, hand_in=True, by=office.officer, at=AT)

        assert office.part().note == "ลงเว็บแล้ว"

    def test_a_double_click_hands_in_once(self):
        office = make_office()
        old = office.part()
        hand_in(office)

        with pytest.raises(ChangedMeanwhile):
            save_part(part=old, version=old.version, note="", done_on=None, hand_in=True, by=office.officer, at=AT)

        assert Event.objects.filter(action="part_handed_in").count() == 1

    def test_refuses_a_link_that_is_none_and_keeps_nothing(self):
        office = make_office()

        with pytest.raises(PersonError, match="cannot be used as a link"):
            hand_in(office, links=("ไม่ใช่ลิงก์",))

        assert office.part().state == "todo"
        assert not Evidence.objects.filter(occurrence=office.handover().occurrence).exists()


class TestEveryUnit:
    def test_each_unit_has_a_part_and_the_compiler_waits_for_all(self):
        office = make_office(measures=EVERY_UNIT)
        assert [part.unit_name for part in office.handover().parts.all()] == ["สำนักปลัด", "กองคลัง"]
        hand_in(office)
        check(office)

        with pytest.raises(Refusal, match="กองคลัง must hand in first"):
            step(office, "compile")

        hand_in(office, "กองคลัง", links=(LINK + "/2",))
        with pytest.raises(Refusal, match="heads of กองคลัง must check"):
            step(office, "compile")
        check(office, "กองคลัง")
        step(office, "compile")
        assert office.handover().state == "compiled"

    def test_the_same_link_may_come_from_two_units(self):
        office = make_office(measures=EVERY_UNIT)

        hand_in(office)
        hand_in(office, "กองคลัง")

        assert Evidence.objects.filter(occurrence=office.handover().occurrence, url=LINK).count() == 2

    def test_a_unit_let_off_is_not_waited_for(self):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        check(office)

        excuse_part(part=office.part("กองคลัง"), reason="ไม่มีภารกิจนี้", by=office.clerk, at=AT)
        step(office, "compile")

        assert office.handover().state == "compiled"
        assert Event.objects.filter(action="part_excused").get().after == {"excused": "ไม่มีภารกิจนี้"}

    def test_let_off_again_for_the_same_reason_is_told_once(self):
        office = make_office(measures=EVERY_UNIT)
        for reason in ("ไม่มีภารกิจนี้", " ไม่มีภารกิจนี้ ", "อีกเหตุผล", "", " "):
            excuse_part(part=office.part("กองคลัง"), reason=reason, by=office.clerk, at=AT)

        told = Event.objects.filter(action="part_excused").order_by("seq")
        assert [one.after["excused"] for one in told] == ["ไม่มีภารกิจนี้", "อีกเหตุผล", None]

    def test_what_is_compiled_keeps_its_units(self):
        office = make_office()
        walk(office, to="compile")

        with pytest.raises(Refusal, match="units cannot change"):
            excuse_part(part=office.part(), reason="x", by=office.clerk, at=AT)

    def test_one_unit_sent_back_leaves_the_other_checked(self):
        office = make_office(measures=EVERY_UNIT)
        for unit in ("สำนักปลัด", "กองคลัง"):
            hand_in(office, unit)
            check(office, unit)
        step(office, "compile")

        return_work(
            handover=office.handover(),
            part_ids=[office.part("กองคลัง").pk],
            reason="ขาดหน้าปก",
            step="endorse",
            by=office.administrator,
            at=AT,
        )

        assert (office.part().state, office.part("กองคลัง").state) == ("checked", "returned")
        assert office.handover().state == "returned"
        assert office.part("กองคลัง").returned_why == "ขาดหน้าปก"
        hand_in(office, "กองคลัง", note="เพิ่มหน้าปกแล้ว", links=())
        check(office, "กองคลัง")
        step(office, "compile")
        assert office.handover().state == "compiled"


class TestWholeChain:
    def test_leaves_a_trace_of_every_step(self):
        office = make_office()

        walk(office)

        assert office.handover().state == "closed"
        approvals = list(Approval.objects.order_by("pk").values_list("step", "by_name", "outcome"))
        assert approvals == [
            ("check", str(office.head), "approved"),
            ("compile", str(office.clerk), "approved"),
            ("endorse", str(office.administrator), "approved"),
            ("acknowledge", str(office.executive), "approved"),
            ("publish", str(office.clerk), "approved"),
            ("close", str(office.clerk), "approved"),
        ]
        actions = list(Event.objects.filter(object_type="handover").order_by("seq").values_list("action", "role"))
        assert actions == [
            ("part_handed_in", "officer"),
            ("part_checked", "unit_head"),
            ("work_compiled", "clerk_office"),
            ("work_endorsed", "chief_administrator"),
            ("work_acknowledged", "top_executive"),
            ("work_published", "clerk_office"),
            ("work_closed", "clerk_office"),
        ]

    def test_published_work_is_done(self):
        office = make_office()
        hand_in(office, done_on=date(2022, 11, 20))
        check(office)
        for name in ("compile", "endorse", "acknowledge"):
            step(office, name)
        assert first_task(office.plan).status == "in_progress"

        step(office, "publish")

        item = first_task(office.plan)
        assert (item.status, item.done_on) == ("done", date(2022, 11, 20))

    def test_the_executives_order_stands_on_the_work(self):
        office = make_office()
        walk(office, to="endorse")

        step(office, "acknowledge", comment="ให้เผยแพร่ภายใน 3 วัน")

        assert office.handover().order == "ให้เผยแพร่ภายใน 3 วัน"

    def test_steps_switched_off_are_passed_over(self):
        office = make_office(steps=("compile", "acknowledge", "close"))
        hand_in(office)
        step(office, "compile")
        step(office, "acknowledge")

        step(office, "close")

        assert first_task(office.plan).status == "done"
        assert Approval.objects.count() == 3

    def test_without_publishing_and_closing_the_last_step_is_the_end(self):
        office = make_office(steps=("check", "compile"))

        walk(office, to="compile")

        assert first_task(office.plan).status == "done"

    def test_a_step_out_of_turn_is_refused(self):
        office = make_office()
        walk(office, to="compile")

        with pytest.raises(Refusal, match="moved on"):
            step(office, "publish")
        with pytest.raises(Refusal, match="moved on"):
            step(office, "compile")


class TestApprovalIsOfWhatWasSeen:
    def test_what_changed_after_the_page_was_opened_is_not_approved(self):
        office = make_office()
        hand_in(office)
        seen = office.part().content_sha256
        return_work(
            handover=office.handover(), part_ids=[office.part().pk], reason="x", step="check", by=office.head, at=AT
        )
        hand_in(office, note="ใหม่", links=())

        with pytest.raises(Refusal, match="content changed"):
            check_part(part=office.part(), seen_sha256=seen, by=office.head, at=AT)

    def test_evidence_changed_after_approval_reopens(self):
        office = make_office()
        walk(office, to="endorse")
        change_evidence(office)

        assert office.handover().state == "returned"
        assert office.part().state == "returned"
        assert "เปลี่ยน" in office.part().returned_why
        assert not Approval.objects.filter(outcome="approved", superseded_at=None).exists()
        assert Event.objects.filter(action="work_reopened").get().before == {"state": "endorsed"}
        assert first_task(office.plan).status == "in_progress"

    def test_evidence_taken_away_before_the_first_check_goes_along(self):
        office = make_office()
        hand_in(office)
        old = office.part().content_sha256

        remove_evidence(
            evidence=Evidence.objects.get(occurrence=office.handover().occurrence), by=office.officer, at=AT
        )

        assert office.part().state == "handed_in"
        assert office.part().content_sha256 != old

    def test_after_reopening_the_chain_is_walked_anew(self):
        office = make_office()
        walk(office, to="acknowledge")
        change_evidence(office)

        hand_in(office, links=(LINK + "/new",))
        check(office)
        for name in ("compile", "endorse", "acknowledge"):
            step(office, name)

        assert office.handover().state == "acknowledged"
        assert Approval.objects.filter(outcome="approved", superseded_at=None).count() == 4

    def test_only_the_unit_that_changed_goes_back(self):
        office = make_office(measures=EVERY_UNIT)
        for unit in ("สำนักปลัด", "กองคลัง"):
            hand_in(office, unit)
            check(office, unit)

        change_evidence(office, "กองคลัง")

        assert (office.part().state, office.part("กองคลัง").state) == ("checked", "returned")


class TestReturn:
    @pytest.mark.parametrize(
        ("reached", "by", "waiting"),
        [
            ("check", "clerk", "compile"),
            ("compile", "administrator", "endorse"),
            ("endorse", "executive", "acknowledge"),
            ("acknowledge", "clerk", "publish"),
        ],
    )
    def test_at_each_step_ends_what_was_approved(self, reached, by, waiting):
        office = make_office()
        walk(office, to=reached)

        return_work(
            handover=office.handover(),
            part_ids=[office.part().pk],
            reason="แก้ปีงบประมาณ",
            step=waiting,
            by=getattr(office, by),
            at=AT + timedelta(hours=1),
        )

        assert office.part().state == "returned"
        assert office.part().returned_by == str(getattr(office, by))
        assert not Approval.objects.filter(outcome="approved", superseded_at=None).exists()
        assert Approval.objects.get(outcome="returned").comment == "แก้ปีงบประมาณ"

    def test_wants_a_reason(self):
        office = make_office()
        walk(office, to="check")

        with pytest.raises(Refusal, match="say why"):
            return_work(
                handover=office.handover(),
                part_ids=[office.part().pk],
                reason=" ",
                step="compile",
                by=office.clerk,
                at=AT,
            )

        assert office.part().state == "checked"

    def test_a_part_of_other_work_is_no_part_of_it(self):
        office, other = make_office(), make_office()
        walk(office, to="check")

        with pytest.raises(Refusal, match="choose at least one unit"):
            return_work(
                handover=office.handover(),
                part_ids=[other.part().pk],
                reason="x",
                step="compile",
                by=office.clerk,
                at=AT,
            )


class TestMakerAndChecker:
    def test_nobody_checks_their_own_work(self):
        office = make_office()
        hand_in(office, by=office.head)

        with pytest.raises(Refusal, match="someone else must check"):
            check(office)

    def test_the_maker_does_not_endorse_either(self):
        office = make_office()
        hand_in(office, by=office.administrator)
        check(office)
        step(office, "compile")

        with pytest.raises(Refusal, match="someone else must check"):
            step(office, "endorse")

    def test_who_endorsed_does_not_acknowledge(self):
        office = make_office()
        walk(office, to="endorse")

        with pytest.raises(Refusal, match="someone else must check"):
            step(office, "acknowledge", by=office.administrator)

    def test_without_a_check_the_compiler_must_be_another(self):
        office = make_office(steps=("compile", "close"))
        hand_in(office, by=office.clerk)

        with pytest.raises(Refusal, match="someone else must check"):
            step(office, "compile")

    def test_with_a_check_the_clerk_compiles_what_they_handed_in(self):
        office = make_office()
        hand_in(office, by=office.clerk)
        check(office)

        step(office, "compile")

        assert office.handover().state == "compiled"

    def test_the_database_refuses_it_too(self):
        office = make_office()
        part = hand_in(office)
        values = {
            "handover": office.handover(),
            "part": part,
            "step": "check",
            "outcome": "approved",
            "by_name": "x",
            "at": AT,
            "content_sha256": part.content_sha256,
        }

        with pytest.raises(IntegrityError, match="maker"), transaction.atomic():
            Approval.objects.create(by=office.officer, **values)

        Approval.objects.create(by=office.head, **values)

    def test_the_database_refuses_an_acknowledgement_by_who_endorsed(self):
        office = make_office()
        walk(office, to="endorse")

        with pytest.raises(IntegrityError, match="earlier step"), transaction.atomic():
            Approval.objects.create(
                handover=office.handover(),
                step="acknowledge",
                outcome="approved",
                by=office.administrator,
                by_name="x",
                at=AT,
                content_sha256=office.whole(),
            )

    def test_the_database_refuses_to_turn_an_approval_over_to_the_maker(self):
        office = make_office()
        walk(office, to="check")

        with pytest.raises(IntegrityError, match="maker"), transaction.atomic():
            Approval.objects.filter(step="check").update(by=office.officer)


class TestWaiver:
    def test_lets_a_small_office_go_on_and_says_so(self):
        office = make_office()
        waive(office)
        hand_in(office, by=office.head)

        check(office)

        approval = Approval.objects.get()
        assert approval.waiver is not None
        assert approval.waiver.reason == "มีเจ้าหน้าที่ 3 คน"
        assert Event.objects.filter(action="part_checked").get().after["waiver"] == "มีเจ้าหน้าที่ 3 คน"

    def test_is_not_used_where_it_is_not_needed(self):
        office = make_office()
        record_waiver(
            agency=office.agency,
            reason="x",
            order_number="",
            from_on=date(2022, 1, 1),
            until_on=None,
            by=office.clerk,
            at=AT,
        )

        walk(office, to="check")

        assert Approval.objects.get().waiver is None

    @pytest.mark.parametrize(("first", "last"), [(date(2022, 11, 24), None), (date(2022, 11, 1), date(2022, 11, 22))])
    def test_holds_only_between_its_days(self, first, last):
        office = make_office()
        record_waiver(
            agency=office.agency,
            reason="x",
            order_number="",
            from_on=first,
            until_on=last,
            by=office.clerk,
            at=AT - timedelta(days=1),
        )
        hand_in(office, by=office.head)

        with pytest.raises(Refusal):
            check(office)

    def test_ends_and_is_not_lengthened(self):
        office = make_office()
        row = record_waiver(
            agency=office.agency,
            reason="x",
            order_number="",
            from_on=date(2022, 11, 1),
            until_on=None,
            by=office.clerk,
            at=AT,
        )
        end_waiver(waiver=row, last_on=date(2022, 11, 10), by=office.clerk, at=AT)

        with pytest.raises(PersonError, match="not lengthened"):
            end_waiver(waiver=row, last_on=date(2022, 12, 1), by=office.clerk, at=AT)

        row.refresh_from_db()
        assert row.until_on == date(2022, 11, 10)

    @pytest.mark.parametrize(
        ("reason", "last", "said"),
        [
            (" ", None, "say the reason"),
            ("x", date(2022, 10, 1), "must not come before the first"),
            ("x", date(2022, 11, 22), "cannot be written afterwards"),
        ],
    )
    def test_wants_a_reason_and_its_days_in_order(self, reason, last, said):
        office = make_office()

        with pytest.raises(PersonError, match=said):
            record_waiver(
                agency=office.agency,
                reason=reason,
                order_number="",
                from_on=date(2022, 11, 1),
                until_on=last,
                by=office.clerk,
                at=AT,
            )

    def test_that_ends_today_still_holds_today(self):
        office = make_office()
        record_waiver(
            agency=office.agency,
            reason="x",
            order_number="",
            from_on=date(2022, 11, 1),
            until_on=AT.date(),
            by=office.clerk,
            at=AT,
        )
        hand_in(office, by=office.head)

        check(office)

        assert Approval.objects.get().waiver is not None
