"""Occurrences as rows: made with the work, kept through edits, carried on by the night."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.apps.history.models import Event
from prongsai.apps.jobs.port import REPEATS
from prongsai.apps.plans import actions, deadlines, jobs, occurrences, progress, queries
from prongsai.apps.plans.models import Evidence, Measure, Occurrence, Plan, WorkItem
from prongsai.core import plan as core
from prongsai.core.reporting_round import round_of
from tests.apps.deadline_clock import set_today
from tests.apps.factories import first_measure, make_agency, make_plan, make_user, measure_facts
from tests.core.deadline_rule.test_slots import deadlines as any_deadline

TODAY = date(2026, 11, 23)  # fiscal year 2570
AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
YEAR = 2570
YEAR_DAYS = {"from_on": date(2026, 10, 1), "until_on": date(2027, 9, 30)}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    set_today(monkeypatch, TODAY)


def line(deadline, number=1, **fields):
    return core.FollowUp(number, f"งาน {number}", "task", deadline, **{"status": "not_started", **fields})


def one_work(deadline, year=YEAR, agency=None, **fields):
    """A plan of a single line of work; gives agency, clerk and the work."""
    agency = agency or make_agency()
    facts = measure_facts(1, steps=(), follow_ups=(line(deadline, **fields),), evidence=())
    plan = actions.store_plan(
        agency=agency, facts=core.Plan(agency.facts(), year, year - 1, measures=(facts,)), by=None, at=AT
    )
    return agency, make_user(agency), WorkItem.objects.get(measure__plan=plan)


def monthly(**fields):
    return core.Deadline("monthly", **{**YEAR_DAYS, **fields})


def days(item):
    return list(item.occurrences.order_by("due_on").values_list("due_on", flat=True))


def edit(item, user, deadline):
    measure = Measure.objects.get(pk=item.measure_id)
    facts = queries.get_measure_facts(measure.pk)
    changed = replace(facts, follow_ups=(replace(facts.follow_ups[0], deadline=deadline),))
    keys = {"step": [], "follow_up": [item.pk]}
    actions.change_measure(measure=measure, facts=changed, work_keys=keys, version=measure.version, by=user, at=AT)


def record(item, number, user, **fields):
    once = item.occurrences.get(number=number)
    values = {"status": "done", "done_on": TODAY, "note": None, **fields}
    return progress.record_progress(item=item, occurrence=once, version=once.version, by=user, at=AT, **values)


class TestNewWork:
    def test_has_an_occurrence_for_each_month_with_its_words(self):
        _agency, _user, item = one_work(monthly())

        assert days(item)[:2] == [date(2026, 10, 31), date(2026, 11, 30)]
        assert item.occurrences.count() == 12
        first = item.occurrences.get(number=1)
        assert first.why == "งวดเดือนตุลาคม ๒๕๖๙ ภายในสิ้นเดือน = ๓๑ ต.ค. ๒๕๖๙"
        assert first.why_en == "for October 2026, by its last day = 31 October 2026"

    def test_every_work_item_has_one(self):
        make_plan(make_agency(), YEAR, 3)

        assert not WorkItem.objects.filter(occurrences=None).exists()

    def test_the_single_occurrence_takes_over_what_the_document_states(self):
        done = {"status": "done", "done_on": date(2026, 11, 1), "note": "ครบ"}
        evidence = (core.Evidence("http://a.go.th", url="http://a.go.th"),)
        _agency, _user, item = one_work(core.Deadline("date", due_on=TODAY), evidence=evidence, **done)

        once = item.occurrences.get()
        assert (once.status, once.done_on, once.note) == ("done", date(2026, 11, 1), "ครบ")
        assert once.evidence.get().work_item == item

    def test_a_report_of_half_a_year_speaks_of_its_months_only(self):
        agency = make_agency()
        done = line(core.Deadline("monthly", from_on=date(2022, 10, 1), until_on=date(2023, 9, 30)), status="done")
        facts = core.Plan(
            agency.facts(),
            2566,
            2565,
            round=round_of("half_year", 2566),
            measures=(measure_facts(1, steps=(), follow_ups=(done,)),),
        )
        plan = actions.store_plan(agency=agency, facts=facts, by=None, at=AT)

        item = WorkItem.objects.get(measure__plan=plan)
        assert list(item.occurrences.values_list("status", flat=True))[:8] == ["done"] * 6 + ["not_started"] * 2
        assert queries.get_plan_facts(plan).measures[0].follow_ups[0].status == "done"

    def test_a_plan_without_a_round_speaks_of_no_month_still_to_come(self):
        _agency, _user, item = one_work(monthly(), status="in_progress")

        assert list(item.occurrences.values_list("status", flat=True)) == ["in_progress"] + ["not_started"] * 11

    def test_evidence_printed_for_recurring_work_is_of_no_single_month(self):
        evidence = (core.Evidence("http://a.go.th", url="http://a.go.th"),)
        one_work(monthly(), evidence=evidence)

        assert Evidence.objects.get().occurrence is None


class TestRecord:
    def test_one_month_leaves_the_others_open(self):
        _agency, user, item = one_work(monthly())

        record(item, 1, user, links=["http://www.example.go.th/oct"])

        assert item.occurrences.get(number=1).evidence.get().url == "http://www.example.go.th/oct"
        assert item.occurrences.filter(status="done").count() == 1

    def test_the_work_is_done_while_every_month_that_came_due_is(self, monkeypatch):
        _agency, user, item = one_work(monthly())
        record(item, 1, user)
        item.refresh_from_db()
        assert (item.status, item.done_on) == ("done", TODAY)

        set_today(monkeypatch, date(2026, 12, 1))
        plan = Plan.objects.get()
        assert deadlines.keep_occurrences(plan=plan, today=date(2026, 12, 1)) == 1

        item.refresh_from_db()
        assert (item.status, item.done_on) == ("in_progress", None)

    def test_the_same_page_may_show_every_month(self):
        _agency, user, item = one_work(monthly())

        for number in (1, 2):
            record(item, number, user, links=["http://www.example.go.th/monthly"])

        assert Evidence.objects.filter(url="http://www.example.go.th/monthly").count() == 2

    def test_two_months_recorded_at_once_do_not_collide(self):
        _agency, user, item = one_work(monthly())
        stale = [item.occurrences.get(number=number) for number in (1, 2)]

        for once in stale:
            values = {"status": "done", "done_on": TODAY, "note": None}
            progress.record_progress(item=item, occurrence=once, version=1, by=user, at=AT, **values)

        assert item.occurrences.filter(status="done").count() == 2


class TestEdit:
    def test_keeps_what_was_handed_in_and_what_was_missed(self):
        _agency, user, item = one_work(monthly())
        record(item, 3, user, links=["http://www.example.go.th/dec"])

        edit(item, user, core.Deadline("date", due_on=date(2027, 3, 31)))

        kept = item.occurrences.order_by("due_on").values_list("number", "due_on", "status")
        assert list(kept) == [
            (1, date(2026, 10, 31), "not_started"),
            (3, date(2026, 12, 31), "done"),
            (13, date(2027, 3, 31), "not_started"),
        ]
        assert item.occurrences.get(number=3).evidence.count() == 1

    def test_twice_the_same_changes_nothing_more(self):
        _agency, user, item = one_work(monthly())
        changed = core.Deadline("monthly", options=core.DeadlineOptions(due_day=5), **YEAR_DAYS)
        edit(item, user, changed)
        before = list(item.occurrences.values())

        edit(item, user, changed)

        assert list(item.occurrences.values()) == before
        assert days(item)[0] == date(2026, 11, 5)

    def test_a_new_day_moves_the_single_occurrence_with_its_evidence(self):
        _agency, user, item = one_work(core.Deadline("date", due_on=TODAY))
        record(item, 1, user, status="in_progress", done_on=None, links=["http://www.example.go.th/x"])

        edit(item, user, core.Deadline("date", due_on=date(2027, 1, 31)))

        once = item.occurrences.get()
        assert (once.due_on, once.original_due_on, once.evidence.count()) == (date(2027, 1, 31), date(2027, 1, 31), 1)
        assert once.why == "ภายในวันที่ ๓๑ มกราคม ๒๕๗๐"

    def test_a_granted_extension_outlives_it(self):
        agency, user, item = one_work(monthly())
        once = item.occurrences.get(number=2)
        asked = deadlines.ask_extension(occurrence=once, days=7, reason="น้ำท่วม", by=user, at=AT)
        deadlines.decide_extension(extension=asked, grant=True, by=make_user(agency, "top_executive"), at=AT)

        edit(item, user, core.Deadline("monthly", options=core.DeadlineOptions(due_day=5), **YEAR_DAYS))

        once.refresh_from_db()
        assert (once.original_due_on, once.due_on) == (date(2026, 11, 30), date(2026, 12, 7))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(any_deadline(), any_deadline(), st.sets(st.integers(1, 12), max_size=4))
    def test_any_edit_keeps_everything_touched(self, before, after, touched):
        _agency, user, item = one_work(before)
        item.occurrences.filter(number__in=touched).update(status="in_progress", version=2)
        kept = set(item.occurrences.filter(version=2).values_list("pk", flat=True))

        edit(item, user, after)

        assert kept <= set(item.occurrences.values_list("pk", flat=True))
        assert item.occurrences.exists()
        frame = occurrences.frame_of(item.measure.plan, TODAY)
        assert not occurrences.follow_rule(WorkItem.objects.get(pk=item.pk), frame)


class TestTheNight:
    def test_work_goes_on_after_the_year_until_a_plan_takes_over(self):
        agency, user, item = one_work(monthly())
        plan = item.measure.plan
        later = date(2027, 10, 5)

        assert deadlines.keep_occurrences(plan=plan, today=later) == 1
        assert days(item)[-2:] == [date(2027, 10, 31), date(2027, 11, 30)]

        actions.start_plan(agency=agency, fiscal_year=2571, by=user, at=AT)
        deadlines.keep_occurrences(plan=plan, today=later)

        assert days(item)[-1] == date(2027, 9, 30)

    def test_what_was_handed_in_after_the_year_is_kept_by_the_old_plan(self):
        agency, user, item = one_work(monthly())
        deadlines.keep_occurrences(plan=item.measure.plan, today=date(2027, 10, 5))
        record(item, 13, user)

        actions.start_plan(agency=agency, fiscal_year=2571, by=user, at=AT)
        deadlines.keep_occurrences(plan=item.measure.plan, today=date(2027, 10, 5))

        assert days(item)[-1] == date(2027, 10, 31)

    def test_a_second_run_finds_nothing_to_do(self):
        one_work(monthly())
        later = date(2027, 10, 5)
        plan = Plan.objects.get()
        deadlines.keep_occurrences(plan=plan, today=later)
        Plan.objects.update(occurrences_kept_on=None)

        assert deadlines.keep_occurrences(plan=plan, today=later) == 0

    def test_missed_nights_are_made_up_by_the_next(self):
        _agency, _user, item = one_work(monthly())

        deadlines.keep_occurrences(plan=item.measure.plan, today=date(2028, 2, 10))

        assert len(days(item)) == 18
        assert days(item)[-1] == date(2028, 3, 31)

    def test_the_job_looks_after_every_running_plan_and_leaves_replaced_ones(self, monkeypatch):
        agency, _user, old = one_work(monthly(), year=YEAR)
        one_work(None, year=2571, agency=agency)
        _other, _clerk, item = one_work(monthly())
        monkeypatch.setattr(jobs, "bangkok_today", lambda: date(2027, 10, 5))
        Plan.objects.update(occurrences_kept_on=TODAY)

        assert jobs.keep_all_occurrences() == 1

        assert days(item)[-1] == date(2027, 11, 30)
        assert Plan.objects.get(pk=old.measure.plan_id).occurrences_kept_on == TODAY
        assert "keep_occurrences" in REPEATS

    def test_writes_no_history(self):
        one_work(monthly())
        before = Event.objects.count()

        deadlines.keep_occurrences(plan=Plan.objects.get(), today=date(2027, 10, 5))

        assert Event.objects.count() == before

    def test_a_page_makes_up_for_a_night_that_did_not_run(self, client, monkeypatch):
        _agency, user, item = one_work(monthly())
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        set_today(monkeypatch, date(2027, 10, 5))

        page = client.get("/office/?unit=all").content.decode()

        assert days(item)[-1] == date(2027, 11, 30)
        assert "งวดเดือนตุลาคม 2570" in page


class TestUpgrade:
    """Work from before occurrences were kept."""

    def run(self):
        migration = import_module("prongsai.apps.plans.migrations.0003_occurrences_of_existing_work")
        migration._today = lambda: TODAY
        Evidence.objects.update(occurrence=None)
        Occurrence.objects.all().delete()
        migration.add_occurrences(apps, None)
        migration.hand_over_evidence(apps, None)

    @pytest.mark.parametrize("status", ["done", "not_started", "in_progress", "unknown"])
    @pytest.mark.parametrize(
        "deadline",
        [
            core.Deadline("date", due_on=TODAY),
            core.Deadline("date", from_on=date(2026, 11, 1), due_on=date(2026, 11, 30)),
            core.Deadline("continuous", **YEAR_DAYS),
            core.Deadline("relative", days_after_event=7),
            core.Deadline("none"),
            None,
            core.Deadline("monthly", **YEAR_DAYS),
            core.Deadline("monthly"),
            core.Deadline("monthly", from_on=date(2026, 12, 15), until_on=date(2027, 2, 10)),
        ],
    )
    def test_gives_old_work_what_new_work_gets(self, deadline, status):
        fields = ("number", "period_from", "period_to", "due_on", "original_due_on", "status", "note")
        _agency, _user, item = one_work(deadline, status=status, note="ตามเอกสาร")
        new = list(item.occurrences.values_list(*fields))

        self.run()

        assert list(item.occurrences.values_list(*fields)) == new

    def test_gives_evidence_to_the_single_occurrence_and_words_with_the_next_night(self):
        evidence = (core.Evidence("http://a.go.th", url="http://a.go.th"),)
        _agency, _user, item = one_work(core.Deadline("date", due_on=TODAY), evidence=evidence)
        said = item.occurrences.get().why
        self.run()
        assert (item.occurrences.get().evidence.count(), item.occurrences.get().why) == (1, "")

        Plan.objects.update(occurrences_kept_on=None)
        deadlines.keep_occurrences(plan=item.measure.plan, today=TODAY)

        assert item.occurrences.get().why == said


class TestRolledOver:
    def test_the_next_years_work_has_its_own(self):
        _agency, user, item = one_work(monthly())
        facts = replace(queries.get_plan_facts(item.measure.plan), fiscal_year=2571)
        shifted = replace(facts.measures[0].follow_ups[0], deadline=core.Deadline("monthly"))
        facts = replace(facts, measures=(replace(facts.measures[0], follow_ups=(shifted,)),))

        plan = actions.store_roll_over(source=item.measure.plan, facts=facts, by=user, at=AT)

        assert days(first_measure(plan).work.get())[0] == date(2027, 10, 31)
        assert days(item)[-1] == date(2027, 9, 30)
