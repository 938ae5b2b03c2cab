"""What a round shows: late, due, done, returned, waiting, decided; told apart by day and by agency."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from prongsai.apps.handover.models import Handover
from prongsai.apps.handover.opening import open_handovers
from prongsai.apps.plans.models import Occurrence, WorkItem
from prongsai.apps.plans.progress import record_progress
from prongsai.apps.rounds import actions, sheet_rows
from prongsai.apps.rounds.chart import BASE, TOP, draw_chart
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import note_missed, open_rounds
from prongsai.apps.rounds.queries import get_round
from prongsai.apps.rounds.sheets import build_sheet
from prongsai.core import plan as core
from prongsai.core.monthly_round import Bar, DueInMonth
from tests.apps.factories import first_task, make_plan, measure_facts
from tests.apps.handover.office import STEPS, hand_in, walk
from tests.apps.handover.office import make_office as make_chain_office
from tests.apps.rounds.office import DECEMBER, decide, make_office, on_paper, sign

pytestmark = pytest.mark.django_db
JANUARY = datetime(2023, 1, 4, 3, 0, tzinfo=UTC)
FEBRUARY = datetime(2023, 2, 1, 3, 0, tzinfo=UTC)
FIRST = date(2022, 12, 1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def due(day: date) -> core.Measure:
    """A measure with one task due on a day, and no other work with a day."""
    deadline = core.Deadline("date", due_on=day, as_printed="ภายใน", why="ตามที่เขียน")
    return measure_facts(steps=(core.Step(1, "ทำ"),), follow_ups=(core.FollowUp(1, "รายงาน", "task", deadline),))


def open_december(agency):
    open_rounds(agency, at=DECEMBER)
    return get_round(Round.objects.get(agency=agency, month=FIRST).pk)


def finish(office, item: WorkItem, day: date | None, at=DECEMBER) -> None:
    item.refresh_from_db()
    record_progress(item=item, version=item.version, status="done", done_on=day, note=None, by=office.clerk, at=at)


class TestWork:
    @pytest.mark.parametrize(
        ("day", "late", "to_come"),
        [
            (date(2022, 11, 30), 1, 0),
            (date(2022, 12, 1), 0, 1),  # its last day still counts
            (date(2022, 12, 31), 0, 1),
            (date(2023, 1, 1), 0, 0),
        ],
    )
    def test_is_late_from_the_day_after_and_due_to_the_end_of_the_month(self, day, late, to_come):
        sheet = make_office(measures=(due(day),)).sheet()

        assert (sheet.counts.late, len(sheet.late)) == (late, late)
        assert (sheet.counts.due, len(sheet.due)) == (to_come, to_come)

    def test_says_what_whose_and_since_when(self):
        office = make_office(measures=(due(date(2022, 11, 30)), replace(due(date(2022, 10, 15)), number=2)))

        old, new = office.sheet().late

        assert (old.measure, old.text, old.units, old.due_on) == (
            "2. ประเด็นที่ 1",
            "รายงาน",
            ("สำนักปลัด",),
            date(2022, 10, 15),
        )
        assert (old.is_new, new.is_new) == (False, True)
        assert office.sheet().counts.new_late == 1
        assert WorkItem.objects.get(pk=new.work_id).text == "รายงาน"

    def test_done_is_what_was_finished_since_the_last_round(self):
        office = make_office(measures=(due(date(2022, 11, 30)), due(date(2022, 12, 20)), due(date(2022, 12, 21))))
        items = list(WorkItem.objects.filter(kind="follow_up").order_by("measure__position"))
        finish(office, items[0], date(2022, 10, 31))
        finish(office, items[1], date(2022, 11, 15))
        finish(office, items[2], None)

        sheet = office.sheet()

        assert [one.work_id for one in sheet.done] == [items[1].pk, items[2].pk]
        assert sheet.counts.done == 2
        assert sheet.counts.late == 0

    def test_the_executives_own_following_up_is_no_work_of_a_unit(self):
        office = make_office()
        work = Occurrence.objects.filter(work_item__role="supervision", due_on__lt=FIRST)
        assert work.exists()

        assert "ผู้บริหารติดตาม" not in [one.text for one in office.sheet().late]

    def test_another_agencys_and_an_older_years_is_left_out(self):
        office = make_office(measures=(due(date(2022, 11, 30)),))
        make_office(measures=(due(date(2022, 11, 30)),))
        make_plan(office.agency, 2565, (due(date(2022, 3, 31)),))

        assert office.sheet().counts.late == 1

    def test_lists_are_short_and_numbers_whole(self, monkeypatch):
        monkeypatch.setattr(sheet_rows, "LONGEST_LIST", 3)
        office = make_office(measures=tuple(due(date(2022, 11, 10 + at)) for at in range(7)))

        sheet = office.sheet()

        assert sheet.counts.late == 7
        assert [one.due_on.day for one in sheet.late] == [10, 11, 12]  # the longest overdue

    def test_an_agency_without_an_active_plan_shows_nothing(self):
        office = make_office()
        office.plan.delete()

        assert office.sheet().counts.late == 0


class TestSince:
    def test_is_a_month_before_the_first_round(self):
        assert make_office().sheet().since == date(2022, 11, 1)

    def test_is_the_day_of_the_last_signature(self):
        office = make_office()
        sign(office, at=datetime(2022, 12, 15, 3, 0, tzinfo=UTC))
        open_rounds(office.agency, at=JANUARY)

        assert office.sheet(JANUARY, date(2023, 1, 1)).since == date(2022, 12, 15)

    def test_is_the_opening_of_a_missed_round(self):
        office = make_office()
        open_rounds(office.agency, at=JANUARY)
        note_missed(office.round(), at=JANUARY)

        assert office.sheet(JANUARY, date(2023, 1, 1)).since == FIRST


class TestHandovers:
    def round_of(self, office) -> Round:
        open_rounds(office.agency, at=DECEMBER)
        from prongsai.apps.rounds.queries import get_round

        return get_round(Round.objects.get(agency=office.agency).pk)

    def test_wait_for_the_executive_after_the_step_before(self):
        office = make_chain_office()
        walk(office, to="compile")
        row = self.round_of(office)
        assert build_sheet(row, FIRST).counts.waiting == 0
        from tests.apps.handover.office import step

        step(office, "endorse")

        sheet = build_sheet(row, FIRST)
        assert (sheet.counts.waiting, [one.handover_id for one in sheet.waiting]) == (1, [office.handover().pk])

    def test_wait_earlier_where_the_agency_skips_steps(self):
        office = make_chain_office(steps=tuple(one for one in STEPS if one != "endorse"))
        walk_to = ("check", "compile")
        hand_in(office)
        from tests.apps.handover.office import check, step

        check(office)
        step(office, walk_to[1])

        assert build_sheet(self.round_of(office), FIRST).counts.waiting == 1

    def test_came_back_with_the_reason(self):
        from prongsai.apps.handover.actions import return_work

        office = make_chain_office()
        walk(office, to="check")
        return_work(
            handover=office.handover(),
            part_ids=[office.part().pk],
            reason="ลิงก์เป็นหน้าแรก",
            step="compile",
            by=office.clerk,
            at=DECEMBER,
        )

        sheet = build_sheet(self.round_of(office), FIRST)

        assert (sheet.counts.returned, sheet.returned[0].reason) == (1, "ลิงก์เป็นหน้าแรก")
        assert sheet.waiting == ()

    def test_of_no_state_in_question_are_left_out(self):
        office = make_chain_office()
        open_handovers(office.agency, at=DECEMBER)
        assert Handover.objects.filter(state="todo").exists()

        sheet = build_sheet(self.round_of(office), FIRST)

        assert (sheet.counts.waiting, sheet.counts.returned) == (0, 0)


class TestDecisions:
    def test_of_earlier_rounds_while_open_and_once_after_they_are_done(self):
        office = make_office()
        first, second = decide(office, text="ก"), decide(office, text="ข")
        gone = decide(office, text="ค")
        actions.withdraw_decision(decision=gone, version=1, reason="ซ้ำ", by=office.executive, at=DECEMBER)
        assert [one.text for one in office.sheet().decisions] == ["ก", "ข", "ค"]
        sign(office)
        actions.report_decision(
            decision=first, version=1, report="เสร็จ", done_on=date(2022, 12, 20), by=office.finance, at=JANUARY
        )
        open_rounds(office.agency, at=JANUARY)
        january = office.sheet(JANUARY, date(2023, 1, 1)).decisions
        sign(office, at=JANUARY)
        open_rounds(office.agency, at=FEBRUARY)
        february = office.sheet(FEBRUARY, date(2023, 2, 1)).decisions

        assert [(one.text, one.state) for one in january] == [("ก", "done"), ("ข", "open")]
        assert [(one.text, one.state) for one in february] == [("ข", "open")]
        assert Decision.objects.get(pk=second.pk).state == "open"

    def test_of_paper_stand_in_the_next_round(self):
        office = make_office()
        on_paper(office)
        actions.record_decision(
            round_=office.round(), text="ก", unit=None, due_on=date(2022, 12, 9), by=office.clerk, at=DECEMBER
        )
        open_rounds(office.agency, at=JANUARY)

        assert [one.text for one in office.sheet(JANUARY, date(2023, 1, 1)).decisions] == ["ก"]


class TestBars:
    def test_count_six_months_by_how_they_ended(self):
        office = make_office(measures=tuple(due(date(2022, 11, day)) for day in (7, 8, 9, 10)))
        items = list(WorkItem.objects.filter(kind="follow_up").order_by("measure__position"))
        finish(office, items[0], date(2022, 11, 7))
        finish(office, items[1], date(2022, 11, 20))
        finish(office, items[2], None)

        bars = office.sheet().bars

        assert [bar.month.month for bar in bars] == [7, 8, 9, 10, 11, 12]
        assert (bars[4].in_time, bars[4].late, bars[4].open) == (2, 1, 1)
        assert bars[3].total == 0

    def test_are_drawn_to_the_highest(self):
        chart = draw_chart([Bar(FIRST, 2, 1, 1), Bar(date(2023, 1, 1), 0, 0, 8)])

        assert chart is not None
        low, high = chart.columns
        assert [block.kind for block in low.blocks] == ["in_time", "late", "open"]
        assert high.top == TOP
        assert low.blocks[0].y + low.blocks[0].height == BASE
        assert low.blocks[0].height == pytest.approx((BASE - TOP) / 4, abs=0.1)
        assert low.blocks[1].y + low.blocks[1].height == pytest.approx(low.blocks[0].y, abs=0.2)
        assert (high.total, high.blocks[0].label) == (8, "8")

    def test_of_nothing_are_no_chart(self):
        assert draw_chart([Bar(FIRST, 0, 0, 0)]) is None
        assert draw_chart([]) is None


def test_a_task_of_the_office_is_there():
    assert first_task(make_office().plan).text == "รายงานผู้บริหาร"


class TestDueInTheMonth:
    def test_is_what_the_chart_shows_and_says_how_much_is_late_or_done(self):
        days = (date(2022, 12, 5), date(2022, 12, 6), date(2022, 12, 30), date(2022, 11, 30), date(2023, 1, 1))
        office = make_office(measures=tuple(replace(due(day), number=n) for n, day in enumerate(days, start=1)))
        done = WorkItem.objects.get(measure__number=2, kind="follow_up")
        finish(office, done, date(2022, 12, 2))

        sheet = office.sheet(datetime(2022, 12, 20, 3, 0, tzinfo=UTC))

        assert sheet.due_in_month == DueInMonth(total=3, done=1, late=1)
        assert (sheet.counts.due, sheet.bars[-1].total) == (1, 3)

    def test_without_a_chart_is_what_is_to_come(self):
        sheet = replace(make_office(measures=(due(date(2022, 12, 30)),)).sheet(), bars=())

        assert sheet.due_in_month == DueInMonth(total=1, done=0, late=0)

    def test_is_said_on_the_page_as_in_the_chart(self, client):
        office = make_office(measures=(due(date(2022, 12, 5)), replace(due(date(2022, 12, 6)), number=2)))
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")

        text = client.get(f"/office/rounds/{office.round().pk}/").content.decode()  # long after December

        assert '<a href="#due"><b>2</b> ถึงกำหนดเดือนนี้ <span class="small">เกินแล้ว 2</span>' in text
        assert "เสร็จแล้ว 0 รายการ เกินกำหนดแล้ว 2 รายการ" in text


class TestStateOfTheChain:
    def test_stands_beside_late_work_that_is_under_way(self, client):
        office = make_chain_office(measures=(due(date(2022, 11, 24)),))
        walk(office, to="acknowledge")
        month = open_december(office.agency)

        (line,) = build_sheet(month, date(2022, 12, 1)).late
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
        text = client.get(f"/office/rounds/{month.pk}/").content.decode()

        assert line.state == "acknowledged"
        assert '<span class="state state-acknowledged">นายกทราบ/สั่งการ</span>' in text

    def test_is_none_before_it_was_handed_in_and_without_a_chain(self):
        waiting = make_chain_office(measures=(due(date(2022, 11, 24)),))
        without = make_office(measures=(due(date(2022, 11, 24)),))

        (line,) = build_sheet(open_december(waiting.agency), date(2022, 12, 1)).late

        assert [line.state, *(one.state for one in without.sheet().late)] == ["", ""]
