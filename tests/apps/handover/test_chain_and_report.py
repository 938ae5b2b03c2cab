"""Setting the chain, what the plans know of it, and what a report says of the work."""

from datetime import date

import pytest

from prongsai.apps.handover.actions import take_step
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from tests.apps.factories import first_task
from tests.apps.handover.office import AT, check, hand_in, make_office, step, waive, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class TestSetChain:
    def test_the_same_again_is_told_once(self):
        office = make_office(steps=())
        before = Event.objects.filter(action="chain_changed").count()

        for steps in (["check"], ["check"], [], []):
            set_chain(agency=office.agency, steps=steps, by=office.clerk, at=AT)

        assert Event.objects.filter(action="chain_changed").count() - before == 2

    def test_opens_what_is_on_its_way_and_switches_off_again(self):
        office = make_office(steps=())
        assert not Handover.objects.exists()

        set_chain(agency=office.agency, steps=["close", "check"], by=office.clerk, at=AT)

        assert office.agency.chain_rule.steps == ["check", "close"]
        assert office.handover().state == "todo"
        assert set_chain(agency=office.agency, steps=[], by=office.clerk, at=AT) is None
        events = Event.objects.filter(action="chain_changed").order_by("seq")
        assert [event.after["steps"] for event in events] == [["check", "close"], None]

    def test_supervision_is_no_work_that_is_handed_in(self):
        make_office()

        assert "supervision" not in set(Handover.objects.values_list("occurrence__work_item__role", flat=True))

    def test_opening_twice_opens_once(self):
        office = make_office()
        from prongsai.apps.handover.opening import open_handovers

        count = Handover.objects.count()

        assert open_handovers(office.agency, at=AT) == 0
        assert Handover.objects.count() == count
        assert Part.objects.filter(handover=office.handover()).count() == 1

    def test_a_step_taken_by_a_stranger_state_is_refused_after_the_switch(self):
        office = make_office()
        walk(office, to="check")
        set_chain(agency=office.agency, steps=["endorse", "close"], by=office.clerk, at=AT)

        take_step(
            handover=office.handover(), step="endorse", seen_sha256=office.whole(), by=office.administrator, at=AT
        )

        assert office.handover().state == "endorsed"


class TestPlansKnowTheChain:
    def test_progress_is_not_set_past_the_chain(self):
        from prongsai.apps.plans.progress import record_progress

        office = make_office()
        item = first_task(office.plan)

        with pytest.raises(PersonError, match="uses the chain"):
            record_progress(
                item=item,
                version=item.version,
                status="done",
                done_on=date(2022, 11, 1),
                note=None,
                by=office.officer,
                at=AT,
            )

    def test_supervision_is_recorded_as_before(self):
        from prongsai.apps.plans.models import WorkItem
        from prongsai.apps.plans.progress import record_progress

        office = make_office()
        item = WorkItem.objects.get(measure__plan=office.plan, role="supervision")

        record_progress(
            item=item, version=item.version, status="in_progress", done_on=None, note="ติดตามแล้ว", by=office.clerk, at=AT
        )

    def test_another_text_of_the_work_reopens_what_was_approved(self):
        from dataclasses import replace

        from prongsai.apps.plans.actions import change_measure
        from prongsai.apps.plans.queries import get_measure_facts

        office = make_office()
        walk(office, to="endorse")
        measure = first_task(office.plan).measure
        facts = get_measure_facts(measure.pk)
        first, *others = facts.follow_ups
        edited = replace(facts, follow_ups=(replace(first, text="รายงานผู้บริหารและสภา"), *others))
        keys = {
            kind: list(measure.work.filter(kind=kind).order_by("position").values_list("pk", flat=True))
            for kind in ("step", "follow_up")
        }

        change_measure(measure=measure, facts=edited, work_keys=keys, version=measure.version, by=office.clerk, at=AT)

        assert office.handover().state == "returned"

    def test_an_edit_beside_it_reopens_nothing(self):
        from dataclasses import replace

        from prongsai.apps.plans.actions import change_measure
        from prongsai.apps.plans.queries import get_measure_facts

        office = make_office()
        walk(office, to="endorse")
        measure = first_task(office.plan).measure
        facts = get_measure_facts(measure.pk)
        keys = {
            kind: list(measure.work.filter(kind=kind).order_by("position").values_list("pk", flat=True))
            for kind in ("step", "follow_up")
        }

        change_measure(
            measure=measure,
            facts=replace(facts, remarks="หมายเหตุใหม่"),
            work_keys=keys,
            version=measure.version,
            by=office.clerk,
            at=AT,
        )

        assert office.handover().state == "endorsed"


class TestReport:
    def test_lists_what_was_checked_under_a_waiver(self):
        from prongsai.apps.plans.chain_port import chain

        office = make_office()
        waive(office)
        hand_in(office, by=office.head)
        check(office)
        step(office, "compile")

        [one] = chain().list_waived(office.plan)

        assert (one.measure, one.column, one.step, one.unit) == (1, "follow_up", "check", "สำนักปลัด")
        assert (one.taken_on, one.taken_by) == (date(2022, 11, 23), str(office.head))
        assert (one.reason, one.order_number) == ("มีเจ้าหน้าที่ 3 คน", "12/2566")
