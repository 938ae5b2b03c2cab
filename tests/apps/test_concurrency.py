"""Two people at the same moment, each with a connection of their own: one wins, the other gets the designed answer."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404
from django.test import Client

from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import actions, deadlines, progress, queries
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Evidence, Extension, Import, Measure, Occurrence, Plan, WorkEvent, WorkItem
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, PASSWORD, first_measure, first_task, make_agency, make_plan, make_user
from tests.apps.factories import measure_facts as a_measure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=["www.bansuan.go.th"])
    return agency, make_user(agency), make_plan(agency, measures=2)


def at_once(*deeds):
    """Run all deeds at the same moment; gives what each returned or raised, in order."""
    start = threading.Barrier(len(deeds))
    answers = [None] * len(deeds)

    def run(place, deed):
        start.wait()
        try:
            answers[place] = deed()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def kinds(answers):
    """The class of each answer, errors last."""
    return sorted((type(answer) for answer in answers), key=lambda kind: (issubclass(kind, Exception), kind.__name__))


def count_events(agency, action):
    assert verify_agency(agency.slug).faults == ()
    return Event.objects.filter(agency=agency.slug, action=action).count()


def make_draft(agency, user, year=2568):
    facts = core.Plan(agency.facts(), year, year - 1, measures=(a_measure(1),))
    return actions.save_import(agency=agency, name="a.txt", content=b"abc", plan=facts, by=user, at=NOW), facts


class TestPlans:
    def test_a_year_opened_by_a_double_click_is_one_plan(self, office):
        agency, user, _plan = office
        deed = lambda: actions.start_plan(agency=agency, fiscal_year=2570, by=user, at=NOW)  # noqa: E731

        answers = at_once(deed, deed, deed)

        assert kinds(answers) == [Plan, PersonError, PersonError]
        assert Plan.objects.filter(agency=agency, fiscal_year=2570).count() == 1
        assert count_events(agency, "plan_started") == 1

    def test_another_agency_is_not_in_the_way(self, office):
        agency, user, _plan = office
        other = make_agency()

        answers = at_once(
            *(
                lambda one=one: actions.start_plan(agency=one, fiscal_year=2570, by=user, at=NOW)
                for one in (agency, other)
            )
        )

        assert kinds(answers) == [Plan, Plan]

    def test_rolled_over_by_two_is_one_plan_with_its_measures_once(self, office):
        agency, user, plan = office
        facts = replace(queries.get_plan_facts(plan), fiscal_year=2567)
        deed = lambda: actions.store_roll_over(source=plan, facts=facts, by=user, at=NOW)  # noqa: E731

        answers = at_once(deed, deed)

        assert kinds(answers) == [Plan, PersonError]
        assert Measure.objects.filter(plan__fiscal_year=2567).count() == 2
        assert count_events(agency, "plan_rolled_over") == 1

    def test_deleted_by_two_is_told_once(self, office):
        agency, user, plan = office
        stale = [Plan.objects.get(pk=plan.pk) for _person in range(2)]

        answers = at_once(*(lambda one=one: actions.delete_plan(plan=one, by=user, at=NOW) for one in stale))

        assert kinds(answers) == [type(None), Http404]
        assert count_events(agency, "plan_deleted") == 1

    def test_measures_added_by_two_stand_in_places_of_their_own(self, office):
        agency, user, plan = office

        answers = at_once(
            *(lambda n=n: actions.add_measure(plan=plan, facts=a_measure(n), by=user, at=NOW) for n in (3, 4, 5))
        )

        assert kinds(answers) == [Measure] * 3
        assert sorted(plan.measures.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
        assert count_events(agency, "measure_added") == 3

    def test_a_measure_added_to_a_plan_just_deleted_is_not_found(self, office):
        agency, user, plan = office
        stale = Plan.objects.get(pk=plan.pk)
        actions.delete_plan(plan=plan, by=user, at=NOW)

        with pytest.raises(Http404):
            actions.add_measure(plan=stale, facts=a_measure(3), by=user, at=NOW)

        assert count_events(agency, "measure_added") == 0


class TestImports:
    def test_accepted_by_two_is_one_plan(self, office):
        agency, user, _plan = office
        draft, _facts = make_draft(agency, user)
        deed = lambda: actions.accept_import(draft=draft, by=user, at=NOW)  # noqa: E731

        answers = at_once(deed, deed)

        assert kinds(answers) == [Plan, PersonError]
        assert Plan.objects.filter(agency=agency, fiscal_year=2568).count() == 1
        assert Import.objects.get(pk=draft.pk).accepted_as.fiscal_year == 2568
        assert count_events(agency, "import_accepted") == 1

    def test_two_drafts_of_one_year_make_one_plan_and_the_other_stays_a_draft(self, office):
        agency, user, _plan = office
        drafts = [make_draft(agency, user)[0] for _number in range(2)]

        answers = at_once(*(lambda one=one: actions.accept_import(draft=one, by=user, at=NOW) for one in drafts))

        assert kinds(answers) == [Plan, PersonError]
        assert sorted(Import.objects.values_list("state", flat=True)) == ["accepted", "draft"]

    def test_accepted_and_thrown_away_at_once_is_one_of_the_two(self, office):
        agency, user, _plan = office
        draft, _facts = make_draft(agency, user)

        at_once(
            lambda: actions.accept_import(draft=draft, by=user, at=NOW),
            lambda: actions.discard_import(draft=draft, by=user, at=NOW),
        )

        made = Plan.objects.filter(agency=agency, fiscal_year=2568).count()
        assert count_events(agency, "import_accepted") == made
        assert count_events(agency, "import_discarded") == 1 - made
        assert Import.objects.filter(pk=draft.pk).count() == made
        assert default_storage.exists(draft.original.name) == bool(made)

    def test_thrown_away_twice_is_told_once(self, office):
        agency, user, _plan = office
        draft, _facts = make_draft(agency, user)
        stale = [Import.objects.get(pk=draft.pk) for _person in range(2)]

        answers = at_once(*(lambda one=one: actions.discard_import(draft=one, by=user, at=NOW) for one in stale))

        assert kinds(answers) == [type(None), Http404]
        assert count_events(agency, "import_discarded") == 1

    def test_an_accepted_draft_can_no_longer_be_thrown_away_or_corrected(self, office):
        agency, user, _plan = office
        draft, facts = make_draft(agency, user)
        actions.accept_import(draft=draft, by=user, at=NOW)

        with pytest.raises(Http404):
            actions.discard_import(draft=draft, by=user, at=NOW)
        with pytest.raises(ChangedMeanwhile):
            actions.correct_import(draft=draft, plan=facts, version=1, by=user, at=NOW)

        assert Import.objects.get(pk=draft.pk).state == "accepted"
        assert default_storage.exists(draft.original.name)

    def test_corrected_by_two_keeps_the_first_ones_words(self, office):
        agency, user, _plan = office
        draft, facts = make_draft(agency, user)

        answers = at_once(
            *(
                lambda year=year: actions.correct_import(
                    draft=draft, plan=replace(facts, fiscal_year=year), version=1, by=user, at=NOW
                )
                for year in (2569, 2570)
            )
        )

        assert kinds(answers) == [type(None), ChangedMeanwhile]
        row = Import.objects.get(pk=draft.pk)
        assert (row.version, row.plan["fiscal_year"]) == (2, 2569 if answers[0] is None else 2570)
        assert count_events(agency, "import_corrected") == 1

    def test_corrected_after_it_was_thrown_away_is_not_found(self, office):
        agency, user, _plan = office
        draft, facts = make_draft(agency, user)
        actions.discard_import(draft=Import.objects.get(pk=draft.pk), by=user, at=NOW)

        with pytest.raises(Http404):
            actions.correct_import(draft=draft, plan=facts, version=1, by=user, at=NOW)
        with pytest.raises(Http404):
            actions.accept_import(draft=draft, by=user, at=NOW)

        assert not Plan.objects.filter(fiscal_year=2568).exists()


class TestProgress:
    def record(self, item, user, **fields):
        values = {"version": 1, "status": "in_progress", "done_on": None, "note": None, "by": user, "at": NOW}
        return lambda: progress.record_progress(item=WorkItem.objects.get(pk=item.pk), **{**values, **fields})

    def test_recorded_by_two_on_one_version_keeps_the_first(self, office):
        agency, user, plan = office
        task = first_task(plan)

        answers = at_once(self.record(task, user, note="หนึ่ง"), self.record(task, user, note="สอง"))

        assert kinds(answers) == [WorkItem, ChangedMeanwhile]
        row = WorkItem.objects.get(pk=task.pk)
        assert (row.version, row.note) == (2, "หนึ่ง" if isinstance(answers[0], WorkItem) else "สอง")
        assert count_events(agency, "progress_recorded") == 1

    def test_the_loser_leaves_neither_link_nor_file(self, office, tmp_path):
        _agency, user, plan = office
        task = first_task(plan)
        deed = self.record(
            task, user, links=["http://www.bansuan.go.th/a"], files=[progress.HandedFile("a.pdf", b"%PDF-1")]
        )

        answers = at_once(deed, deed)

        assert kinds(answers) == [WorkItem, ChangedMeanwhile]
        assert Evidence.objects.filter(work_item=task, origin="added").count() == 2
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

    def test_two_lines_of_one_measure_are_both_kept(self, office):
        agency, user, plan = office
        items = list(first_measure(plan).work.all())

        answers = at_once(*(self.record(item, user) for item in items))

        assert kinds(answers) == [WorkItem] * len(items)
        assert set(first_measure(plan).work.values_list("status", flat=True)) == {"in_progress"}
        assert count_events(agency, "progress_recorded") == len(items)

    def test_recorded_while_the_measure_is_edited_loses_neither(self, office):
        agency, user, plan = office
        task, measure = first_task(plan), first_measure(plan)
        facts = replace(queries.get_measure_facts(measure.pk), issue="ประเด็นใหม่")
        keys = {k: list(measure.work.filter(kind=k).values_list("pk", flat=True)) for k in ("step", "follow_up")}

        recorded, edited = at_once(
            self.record(task, user, note="เสร็จ"),
            lambda: actions.change_measure(measure=measure, facts=facts, work_keys=keys, version=1, by=user, at=NOW),
        )

        assert isinstance(edited, Measure)
        assert first_measure(plan).issue == "ประเด็นใหม่"
        row = WorkItem.objects.get(pk=task.pk)
        assert (row.note == "เสร็จ") == isinstance(recorded, WorkItem)
        assert isinstance(recorded, WorkItem | ChangedMeanwhile)
        assert count_events(agency, "measure_changed") == 1

    def test_on_a_line_just_taken_away_is_not_found(self, office):
        agency, user, plan = office
        task = first_task(plan)
        actions.remove_measure(measure=first_measure(plan), by=user, at=NOW)

        with pytest.raises(Http404):
            progress.record_progress(item=task, version=1, status="done", done_on=None, note=None, by=user, at=NOW)

        assert count_events(agency, "progress_recorded") == 0


class TestMeasuresAndEvidence:
    def test_a_measure_changed_by_two_keeps_the_first_ones_words(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        keys = {k: list(measure.work.filter(kind=k).values_list("pk", flat=True)) for k in ("step", "follow_up")}

        answers = at_once(
            *(
                lambda issue=issue: actions.change_measure(
                    measure=measure, facts=replace(facts, issue=issue), work_keys=keys, version=1, by=user, at=NOW
                )
                for issue in ("ของคนแรก", "ของคนที่สอง")
            )
        )

        assert kinds(answers) == [Measure, ChangedMeanwhile]
        assert first_measure(plan).issue == next(one.issue for one in answers if isinstance(one, Measure))
        assert first_measure(plan).version == 2
        assert count_events(agency, "measure_changed") == 1

    def test_a_measure_removed_by_two_is_told_once(self, office):
        agency, user, plan = office
        stale = [first_measure(plan) for _person in range(2)]

        answers = at_once(*(lambda one=one: actions.remove_measure(measure=one, by=user, at=NOW) for one in stale))

        assert kinds(answers) == [type(None), Http404]
        assert plan.measures.count() == 1
        assert count_events(agency, "measure_removed") == 1

    def test_a_stale_measure_is_not_removed_changed_or_given_evidence(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        actions.remove_measure(measure=Measure.objects.get(pk=measure.pk), by=user, at=NOW)

        for deed in (
            lambda: actions.remove_measure(measure=measure, by=user, at=NOW),
            lambda: actions.change_measure(
                measure=measure, facts=facts, work_keys={"step": [], "follow_up": []}, version=1, by=user, at=NOW
            ),
            lambda: progress.add_evidence(measure=measure, links=["http://a.go.th/"], by=user, at=NOW),
        ):
            with pytest.raises(Http404):
                deed()

        assert count_events(agency, "measure_removed") == 1
        assert count_events(agency, "measure_changed") == count_events(agency, "evidence_added") == 0

    def test_one_link_handed_in_by_two_is_there_once(self, office):
        agency, user, plan = office
        measure = first_measure(plan)
        deed = lambda: progress.add_evidence(  # noqa: E731
            measure=measure, links=["http://www.bansuan.go.th/new"], by=user, at=NOW
        )

        answers = at_once(deed, deed)

        assert kinds(answers) == [list, PersonError]
        assert Evidence.objects.filter(url="http://www.bansuan.go.th/new").count() == 1
        assert count_events(agency, "evidence_added") == 1

    def test_evidence_removed_by_two_is_told_once(self, office):
        agency, user, plan = office
        evidence = Evidence.objects.filter(measure__plan=plan)[0]
        stale = [Evidence.objects.get(pk=evidence.pk) for _person in range(2)]

        answers = at_once(*(lambda one=one: progress.remove_evidence(evidence=one, by=user, at=NOW) for one in stale))

        assert kinds(answers) == [type(None), Http404]
        assert count_events(agency, "evidence_removed") == 1

    def test_a_proposed_address_accepted_by_two_is_told_once(self, office):
        agency, user, plan = office
        row = Evidence.objects.filter(measure__plan=plan)[0]
        Evidence.objects.filter(pk=row.pk).update(proposed_url="http://www.bansuan.go.th/x")
        deed = lambda: progress.accept_proposed_address(evidence=row, by=user, at=NOW)  # noqa: E731

        answers = at_once(deed, deed)

        assert kinds(answers) == [type(None), PersonError]
        assert count_events(agency, "evidence_address_accepted") == 1


class TestPages:
    def press(self, user, address, data):
        def deed():
            client = Client()
            client.login(username=user.username, password=PASSWORD)
            return client.post(address, data).status_code

        return deed

    def test_progress_sent_by_two_browsers_answers_302_and_409(self, office):
        agency, user, plan = office
        other = make_user(agency)
        address = f"/office/work/{first_task(plan).pk}/"
        data = {"version": "1", "status": "in_progress"}

        answers = at_once(self.press(user, address, data), self.press(other, address, data))

        assert sorted(answers) == [302, 409]
        assert count_events(agency, "progress_recorded") == 1

    def test_a_draft_accepted_by_two_browsers_answers_without_a_fault(self, office):
        agency, user, _plan = office
        draft, _facts = make_draft(agency, user)
        address = f"/office/imports/{draft.pk}/accept/"

        answers = at_once(*(self.press(make_user(agency), address, {}) for _person in range(2)))

        assert set(answers) <= {302, 404}
        assert 302 in answers
        assert Plan.objects.filter(agency=agency, fiscal_year=2568).count() == 1
        assert count_events(agency, "import_accepted") == 1


class TestDeadlines:
    def test_two_nights_at_once_make_each_month_once(self, office):
        agency, _user, plan = office
        Plan.objects.filter(pk=plan.pk).update(occurrences_kept_on=None)
        Occurrence.objects.filter(work_item__deadline_kind="monthly", number__gt=3).delete()
        later = date(2027, 3, 1)
        deed = lambda: deadlines.keep_occurrences(plan=plan, today=later)  # noqa: E731

        answers = at_once(deed, deed, deed)

        assert sorted(answers) == [0, 0, 2]
        for item in WorkItem.objects.filter(measure__plan=plan, deadline_kind="monthly"):
            months = list(item.occurrences.values_list("period_from", flat=True))
            assert len(months) == len(set(months)) > 12
        assert verify_agency(agency.slug).faults == ()

    def test_an_edit_and_the_night_at_once_leave_one_set(self, office):
        _agency, user, plan = office
        measure = first_measure(plan)
        facts = queries.get_measure_facts(measure.pk)
        work = list(measure.work.order_by("kind", "position"))
        keys = {kind: [item.pk for item in work if item.kind == kind] for kind in ("step", "follow_up")}
        by_the_fifth = core.Deadline("monthly", options=core.DeadlineOptions(due_day=5))
        changed = replace(facts, follow_ups=(facts.follow_ups[0], replace(facts.follow_ups[1], deadline=by_the_fifth)))
        Plan.objects.filter(pk=plan.pk).update(occurrences_kept_on=None)

        answers = at_once(
            lambda: actions.change_measure(measure=measure, facts=changed, work_keys=keys, version=1, by=user, at=NOW),
            lambda: deadlines.keep_occurrences(plan=plan, today=date(2027, 3, 1)),
        )

        assert not any(isinstance(answer, Exception) for answer in answers), answers
        monthly = measure.work.get(deadline_kind="monthly")
        assert {row.due_on.day for row in monthly.occurrences.filter(status="not_started")} == {5}

    def test_an_extension_granted_by_a_double_click_counts_once(self, office):
        agency, user, plan = office
        once = first_task(plan).occurrences.get()
        asked = deadlines.ask_extension(occurrence=once, days=10, reason="น้ำท่วม", by=user, at=NOW)
        executive = make_user(agency, "top_executive")
        deed = lambda: deadlines.decide_extension(extension=asked, grant=True, by=executive, at=NOW)  # noqa: E731

        answers = at_once(deed, deed)

        assert kinds(answers) == [Extension, PersonError]
        once.refresh_from_db()
        assert (once.due_on - once.original_due_on).days == 10
        assert count_events(agency, "extension_granted") == 1

    def test_an_extension_asked_for_by_two_is_one_request(self, office):
        agency, user, plan = office
        once = first_task(plan).occurrences.get()
        deed = lambda: deadlines.ask_extension(occurrence=once, days=10, reason="x", by=user, at=NOW)  # noqa: E731

        assert kinds(at_once(deed, deed)) == [Extension, PersonError]
        assert count_events(agency, "extension_asked") == 1

    def test_an_event_recorded_by_two_is_one_occurrence(self, office):
        agency, user, plan = office
        item = first_task(plan)
        WorkItem.objects.filter(pk=item.pk).update(deadline_kind="relative", due_on=None, days_after_event=7)
        item.refresh_from_db()
        deed = lambda: deadlines.record_event(item=item, happened_on=date(2023, 1, 5), by=user, at=NOW)  # noqa: E731

        assert kinds(at_once(deed, deed)) == [WorkEvent, PersonError]
        assert item.occurrences.filter(period_from=date(2023, 1, 5)).count() == 1
        assert count_events(agency, "event_recorded") == 1
