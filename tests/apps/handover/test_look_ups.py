"""Who may look up which part of the work, what follows a hand-over elsewhere, and what the tables refuse."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.apps.agencies.permissions import ROLES_OF
from prongsai.apps.handover import queries
from prongsai.apps.handover.actions import excuse_part, find_waiver, lock_handover, return_work, save_part, take_step
from prongsai.apps.handover.chain_actions import record_waiver, set_chain
from prongsai.apps.handover.due_list import still_to_hand_in, with_parts
from prongsai.apps.handover.jobs import open_all_handovers
from prongsai.apps.handover.models import Approval, ChainRule, Handover, Part
from prongsai.apps.handover.opening import open_handovers
from prongsai.apps.handover.permissions import STEP_PERMISSION, STEP_ROLE, steps_of
from prongsai.apps.handover.search_source import find_handovers
from prongsai.apps.handover.watching import CHAIN
from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Occurrence
from prongsai.core.handover import STEPS, Refusal
from tests.apps.factories import first_task, give_post, make_agency, make_plan, make_post, make_user
from tests.apps.handover.office import AT, EVERY_UNIT, LINK, check, hand_in, make_office, step, walk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
EVERYBODY = ("officer", "head", "finance", "finance_head", "clerk", "administrator", "executive")


@pytest.fixture
def office():
    return make_office(measures=EVERY_UNIT)


def may(office, look_up, *args):
    """Those of the office to whom a look-up gives its row."""
    found = set()
    for name in EVERYBODY:
        try:
            assert look_up(getattr(office, name), *args) is not None
        except Http404:
            continue
        found.add(name)
    return found


class TestWhoMayLookUp:
    def test_a_part_to_hand_in(self, office):
        for unit, own in (("สำนักปลัด", {"officer", "head"}), ("กองคลัง", {"finance", "finance_head"})):
            for look_up in (queries.part_for, queries.part_to_save):
                assert may(office, look_up, office.part(unit).pk) == own | {"clerk"}

    def test_a_part_to_check(self, office):
        assert may(office, queries.part_to_check, office.part("กองคลัง").pk) == {"finance_head"}

    def test_a_part_of_no_known_unit_is_checked_by_any_head_and_made_by_the_clerk(self, office):
        part = office.part("กองคลัง")
        Part.objects.filter(pk=part.pk).update(unit=None)

        assert may(office, queries.part_to_check, part.pk) == {"head", "finance_head"}
        assert may(office, queries.part_for, part.pk) == {"clerk"}

    def test_a_part_to_let_off(self, office):
        assert may(office, queries.part_to_excuse, office.part().pk) == {"clerk"}

    @pytest.mark.parametrize("name", STEPS)
    def test_a_whole_for_a_step(self, office, name):
        who = {"check": {"head", "finance_head"}, "endorse": {"administrator"}, "acknowledge": {"executive"}}

        assert may(office, queries.handover_for_step, office.handover().pk, name) == who.get(name, {"clerk"})

    def test_everybody_reads_and_no_stranger(self, office):
        assert may(office, queries.handover_for, office.handover().pk) == set(EVERYBODY)
        for role in ("agency_admin", "unit_head", "top_executive"):
            stranger = make_user(make_agency(), role)
            for look_up in (queries.part_for, queries.part_to_save, queries.part_to_check, queries.part_to_excuse):
                with pytest.raises(Http404):
                    look_up(stranger, office.part().pk)
            with pytest.raises(Http404):
                queries.handover_for(stranger, office.handover().pk)

    def test_a_waiver(self, office):
        row = record_waiver(
            agency=office.agency,
            reason="น้อยคน",
            order_number="",
            from_on=AT.date(),
            until_on=None,
            by=office.clerk,
            at=AT,
        )

        assert queries.waiver_for(office.clerk, row.pk, "handover.manage") == row
        for user in (office.officer, make_user(make_agency(), "clerk_office")):
            with pytest.raises(Http404):
                queries.waiver_for(user, row.pk, "handover.manage")

    def test_a_post_gives_the_steps_of_its_role_on_its_days(self, office):
        person = make_user(office.agency, "auditor")
        give_post(person, make_post(office.agency, "top_executive"))
        former = make_user(office.agency, "auditor")
        give_post(former, make_post(office.agency, "chief_administrator"), until_on=date(2022, 1, 31))

        assert steps_of(person, office.agency) == {"acknowledge"}
        assert steps_of(former, office.agency) == frozenset()

    @pytest.mark.parametrize("name", STEPS)
    def test_the_role_that_signs_a_step_has_its_right(self, name):
        assert STEP_ROLE[name] in ROLES_OF[STEP_PERMISSION[name]]


class TestWhatIsWaitedFor:
    def test_a_part_with_nothing_in_it_is_not_handed_in(self, office):
        part = office.part()

        for blank in ("", " \n ", "\u3000"):
            with pytest.raises(Refusal):
                save_part(part=part, version=1, note=blank, done_on=None, hand_in=True, by=office.officer, at=AT)
        assert office.part().state == "todo"

    @pytest.mark.parametrize("given", [{"note": "ไม่มีรายการ"}, {"note": "", "links": (LINK,)}])
    def test_a_word_or_a_link_is_enough(self, office, given):
        part = office.part()
        values = {"note": "", "done_on": None, "links": (), **given}

        save_part(part=part, version=part.version, hand_in=True, by=office.officer, at=AT, **values)

        assert office.part().state == "handed_in"

    def test_what_was_handed_in_is_not_saved_over(self, office):
        hand_in(office)
        part = office.part()

        for again in (True, False):
            with pytest.raises(Refusal):
                save_part(
                    part=part, version=part.version, note="อื่น", done_on=None, hand_in=again, by=office.officer, at=AT
                )
        assert office.part().note == "ลงเว็บแล้ว"

    def test_all_units_let_off_leave_one_to_do_it(self, office):
        excuse_part(part=office.part("กองคลัง"), reason="ไม่เกี่ยว", by=office.clerk, at=AT)
        hand_in(office)
        check(office)

        assert office.handover().state == "checked"

    def test_a_unit_taken_back_in_is_waited_for_again(self, office):
        excuse_part(part=office.part("กองคลัง"), reason="ไม่เกี่ยว", by=office.clerk, at=AT)
        hand_in(office)
        check(office)

        excuse_part(part=office.part("กองคลัง"), reason="  ", by=office.clerk, at=AT)

        assert office.handover().state != "checked"
        with pytest.raises(Refusal):
            step(office, "compile")
        assert (office.part("กองคลัง").excused_why, office.part("กองคลัง").excused_by) == ("", "")

    def test_still_to_hand_in_leaves_out_what_lies_elsewhere(self, office):
        unit = office.part().unit_id
        due = Occurrence.objects.filter(work_item=first_task(office.plan))
        assert still_to_hand_in(due, unit).exists()
        assert still_to_hand_in(due, None).exists()

        hand_in(office)

        assert not still_to_hand_in(due, unit).exists()
        assert still_to_hand_in(due, office.part("กองคลัง").unit_id).exists()

    def test_the_button_leads_to_the_only_open_part(self, office):
        due = Occurrence.objects.filter(work_item=first_task(office.plan))
        mine = office.part()

        assert with_parts(due, frozenset({mine.unit_id})).get().part_pk == mine.pk
        assert with_parts(due, None).get().part_pk is None  # two are open
        hand_in(office, "กองคลัง")
        assert with_parts(due, None).get().part_pk == mine.pk
        assert with_parts(due, frozenset()).get().part_pk is None


class TestCounts:
    def test_of_states_and_years(self, office):
        hand_in(office)
        make_plan(office.agency, 2567)
        open_handovers(office.agency, at=AT)
        rows = queries.list_handovers(office.agency, 2566)

        assert sum(queries.count_states(rows).values()) == rows.count()
        assert queries.list_handovers(office.agency, 2568).count() == 0
        assert queries.list_handovers(office.agency, None).count() >= rows.count()

    def test_lists_are_in_the_order_of_the_days_those_without_last(self, office):
        days = [row.occurrence.due_on for row in queries.list_handovers(office.agency, None)]

        known = [day for day in days if day is not None]
        assert days == [*sorted(known), *[None] * (len(days) - len(known))]


class TestOpening:
    def test_the_night_opens_for_those_who_use_the_chain_alone(self, office):
        Handover.objects.all().delete()
        without = make_office(steps=())

        assert open_all_handovers() == Handover.objects.filter(agency=office.agency).count() > 0
        assert not Handover.objects.filter(agency=without.agency).exists()
        assert open_all_handovers() == 0

    def test_the_address_of_work_is_its_hand_over_opened_when_it_was_not(self, office):
        Handover.objects.all().delete()
        occurrence = Occurrence.objects.select_related("work_item__measure__plan__agency").get(
            work_item=first_task(office.plan)
        )

        address = CHAIN.address_of(occurrence, at=AT)

        assert address == f"/office/handover/{Handover.objects.get(occurrence=occurrence).pk}/"
        assert CHAIN.address_of(occurrence, at=AT) == address

    def test_without_a_chain_there_is_no_address(self):
        office = make_office(steps=())
        occurrence = Occurrence.objects.filter(work_item=first_task(office.plan)).first()

        assert CHAIN.address_of(occurrence, at=AT) == ""
        assert not CHAIN.is_used(office.agency)

    @pytest.mark.parametrize("steps", [("close",), ("check",), STEPS, STEPS[::-1]])
    def test_the_rule_keeps_its_steps_in_the_chains_order(self, office, steps):
        rule = set_chain(agency=office.agency, steps=steps, by=office.clerk, at=AT)

        assert rule.steps == [name for name in STEPS if name in steps]
        assert ChainRule.objects.get().steps == rule.steps

    def test_switched_off_twice_is_off(self, office):
        for _again in range(2):
            assert set_chain(agency=office.agency, steps=(), by=office.clerk, at=AT) is None
        assert not ChainRule.objects.exists()


class TestWaiverInForce:
    def record(self, office, first, last, reason="น้อยคน"):
        return record_waiver(
            agency=office.agency,
            reason=reason,
            order_number=" 1/2566 ",
            from_on=first,
            until_on=last,
            by=office.clerk,
            at=AT,
        )

    @pytest.mark.parametrize(
        ("on", "holds"),
        [
            (date(2022, 9, 30), False),
            (date(2022, 10, 1), True),
            (date(2023, 9, 30), True),
            (date(2023, 10, 1), False),
        ],
    )
    def test_of_a_fiscal_year(self, office, on, holds):
        row = self.record(office, date(2022, 10, 1), date(2023, 9, 30))

        assert (find_waiver(office.agency.pk, on) == row) is holds

    def test_of_two_the_later_begun_counts(self, office):
        self.record(office, date(2022, 10, 1), None, "เก่า")
        newer = self.record(office, date(2022, 11, 1), date(2022, 11, 30), "ใหม่")

        assert find_waiver(office.agency.pk, date(2022, 11, 15)) == newer
        assert find_waiver(office.agency.pk, date(2022, 12, 1)).reason == "เก่า"

    def test_of_another_agency_is_none(self, office):
        self.record(make_office(), date(2022, 10, 1), None)

        assert find_waiver(office.agency.pk, date(2022, 11, 15)) is None

    def test_words_are_kept_without_blanks_around(self, office):
        row = self.record(office, date(2022, 10, 1), None, " น้อยคน ")

        assert (row.reason, row.order_number) == ("น้อยคน", "1/2566")


class TestWhatIsFound:
    def test_only_work_on_which_somebody_did_something(self, office):
        assert list(find_handovers(office.agency)) == []

        hand_in(office, note="จัดทำคู่มือ")

        [found] = find_handovers(office.agency)
        assert "จัดทำคู่มือ" in found.text
        assert found.fiscal_year == 2566
        assert found.address == f"/office/handover/{office.handover().pk}/"

    def test_the_reason_of_a_return_and_of_a_unit_let_off(self, office):
        excuse_part(part=office.part("กองคลัง"), reason="ไม่มีงบประมาณ", by=office.clerk, at=AT)
        hand_in(office)
        return_work(
            handover=office.handover(),
            part_ids=[office.part().pk],
            reason="ขาดลายมือชื่อ",
            step="check",
            by=office.head,
            at=AT,
        )

        [found] = find_handovers(office.agency)

        assert "ไม่มีงบประมาณ" in found.text
        assert "ขาดลายมือชื่อ" in found.text


class TestGoneMeanwhile:
    def test_a_hand_over_that_is_gone_is_a_404(self, office):
        row = office.handover()
        Handover.objects.filter(pk=row.pk).delete()

        with pytest.raises(Http404), transaction.atomic():
            lock_handover(row)

    def test_a_part_of_another_hand_over_is_not_sent_back(self, office):
        hand_in(office)
        other = make_office()
        hand_in(other)

        with pytest.raises(Refusal):
            return_work(
                handover=office.handover(), part_ids=[other.part().pk], reason="ก", step="check", by=office.head, at=AT
            )
        assert other.part().state == "handed_in"

    def test_a_step_that_was_taken_is_not_taken_again(self):
        office = make_office()
        walk(office, to="compile")
        events = Event.objects.count()

        with pytest.raises(Refusal):
            take_step(handover=office.handover(), step="compile", seen_sha256=office.whole(), by=office.clerk, at=AT)

        assert Event.objects.count() == events
        assert Approval.objects.filter(step="compile").count() == 1


class TestWhatTheTablesRefuse:
    def breaks(self, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    def test_states_and_steps_that_are_none(self, office):
        hand_in(office)
        check(office)
        self.breaks(lambda: Handover.objects.update(state="lost"))
        self.breaks(lambda: Part.objects.update(state="lost"))
        self.breaks(lambda: Approval.objects.update(step="sign"))
        self.breaks(lambda: Approval.objects.update(outcome="perhaps"))

    def test_one_hand_over_of_an_occurrence(self, office):
        row = office.handover()
        self.breaks(
            lambda: Handover.objects.create(
                agency=row.agency, occurrence=row.occurrence, state="todo", opened_at=AT, changed_at=AT
            )
        )
