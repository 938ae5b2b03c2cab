"""Each promise of the database about occurrences and what hangs on them, broken once."""

from datetime import date

import pytest
from django.db.models import RestrictedError

from prongsai.apps.plans.models import Closure, Evidence, Extension, Occurrence, WorkEvent, WorkItem
from prongsai.core import plan as core
from tests.apps.factories import NOW, make_agency, make_user
from tests.apps.test_occurrences import monthly, one_work
from tests.apps.test_plan_constraints import refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)


@pytest.fixture
def work():
    return one_work(monthly())[2]


class TestOccurrence:
    def test_one_for_each_number(self, work):
        refused(
            "one_occurrence_for_each_number",
            lambda: Occurrence.objects.create(work_item=work, number=1, changed_at=NOW),
        )

    def test_one_for_each_period(self, work):
        first = work.occurrences.get(number=1)
        days = {"period_from": first.period_from, "period_to": first.period_to}
        refused(
            "one_occurrence_for_each_period",
            lambda: Occurrence.objects.create(work_item=work, number=99, changed_at=NOW, **days),
        )

    def test_one_for_each_event(self, work):
        Occurrence.objects.create(work_item=work, number=98, period_from=DAY, changed_at=NOW)
        refused(
            "one_occurrence_for_each_event",
            lambda: Occurrence.objects.create(work_item=work, number=99, period_from=DAY, changed_at=NOW),
        )

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("occurrence_numbers_begin_at_one", {"number": 0}),
            ("occurrence_status_is_known", {"status": "finished"}),
            ("occurrence_begins_before_it_ends", {"period_to": date(2026, 9, 1)}),
            ("occurrence_is_due_after_it_begins", {"due_on": date(2026, 9, 1), "original_due_on": date(2026, 9, 1)}),
            ("an_extension_only_adds_days", {"due_on": date(2026, 10, 20)}),
            ("an_extension_only_adds_days", {"due_on": None}),
        ],
    )
    def test_holds_days_that_make_sense(self, work, name, fields):
        refused(name, lambda: work.occurrences.filter(number=1).update(**fields))

    def test_is_not_deleted_with_evidence_on_it(self, work):
        once = work.occurrences.get(number=1)
        Evidence.objects.create(
            measure=work.measure, work_item=work, occurrence=once, origin="added", url="http://a", added_at=NOW
        )

        with pytest.raises(RestrictedError):
            once.delete()
        work.measure.delete()  # the whole goes with its evidence
        assert not Evidence.objects.exists()


class TestEvidence:
    def test_of_an_occurrence_is_of_its_work(self, work):
        refused(
            "evidence_of_an_occurrence_is_of_its_work",
            lambda: Evidence.objects.create(
                measure=work.measure, occurrence=work.occurrences.first(), origin="added", url="http://a", added_at=NOW
            ),
        )

    @pytest.mark.parametrize("by_unit", [True, False])
    def test_no_link_twice_for_one_occurrence(self, work, by_unit):
        unit = work.measure.plan.agency.units.first() if by_unit else None
        fields = {"measure": work.measure, "work_item": work, "origin": "added", "url": "http://a", "added_at": NOW}
        fields |= {"unit": unit, "occurrence": work.occurrences.get(number=1)}
        Evidence.objects.create(**fields)

        refused("no_link_added_twice", lambda: Evidence.objects.create(**fields))
        Evidence.objects.create(**{**fields, "occurrence": work.occurrences.get(number=2)})


class TestWorkItem:
    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("due_day_of_monthly_work", {"due_day": 32}),
            ("due_day_of_monthly_work", {"due_day": 0}),
            ("due_day_of_monthly_work", {"due_day": 5, "deadline_kind": "continuous"}),
            ("check_interval_of_continuous_work", {"check_every": 3}),
            ("check_interval_of_continuous_work", {"check_every": 0, "deadline_kind": "continuous"}),
            ("check_unit_is_known", {"check_unit": "weeks"}),
        ],
    )
    def test_options_fit_the_kind(self, work, name, fields):
        refused(name, lambda: WorkItem.objects.filter(pk=work.pk).update(**fields))

    def test_options_that_do_not_fit_are_left_out_of_what_a_file_says(self):
        nonsense = core.DeadlineOptions(due_day=77, check_every=-4, check_unit="days")

        _agency, _user, item = one_work(monthly(options=nonsense))

        assert (item.due_day, item.check_every, item.check_unit) == (None, None, "months")


class TestExtension:
    @pytest.fixture
    def extension(self, work):
        return Extension.objects.create(
            occurrence=work.occurrences.get(number=1),
            old_due_on=date(2026, 10, 31),
            new_due_on=DAY,
            days=30,
            reason="น้ำท่วม",
            asked_by=make_user(),
            asked_by_name="ก",
            asked_at=NOW,
        )

    def test_nobody_grants_their_own(self, extension):
        decided = {"state": "granted", "decided_by_name": "ก", "decided_at": NOW, "decided_by": extension.asked_by}
        refused(
            "nobody_grants_their_own_extension",
            lambda: Extension.objects.filter(pk=extension.pk).update(**decided),
        )

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("extension_state_is_known", {"state": "maybe", "decided_by_name": "ข", "decided_at": NOW}),
            ("extension_has_a_reason", {"reason": ""}),
            ("extension_adds_days", {"days": 0}),
            ("extension_adds_days", {"new_due_on": date(2026, 10, 31)}),
            ("extension_decided_with_a_person_and_a_day", {"state": "granted"}),
            ("extension_decided_with_a_person_and_a_day", {"decided_by_name": "ข"}),
        ],
    )
    def test_says_what_was_decided(self, extension, name, fields):
        refused(name, lambda: Extension.objects.filter(pk=extension.pk).update(**fields))

    def test_one_open_for_an_occurrence(self, extension):
        extension.pk = None
        refused("one_open_extension_of_an_occurrence", lambda: extension.save(force_insert=True))


class TestEventsAndClosures:
    def test_one_event_for_each_day(self, work):
        fields = {"work_item": work, "happened_on": DAY, "recorded_by": "ก", "recorded_at": NOW}
        WorkEvent.objects.create(**fields)
        refused("one_event_of_work_for_each_day", lambda: WorkEvent.objects.create(**fields))

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("closure_begins_before_it_ends", {"to_on": date(2026, 11, 1)}),
            ("closure_says_why", {"why": ""}),
        ],
    )
    def test_a_closure_makes_sense(self, name, fields):
        values = {"agency": make_agency(), "from_on": DAY, "to_on": DAY, "why": "ปิด", "added_by": "ก", "added_at": NOW}
        refused(name, lambda: Closure.objects.create(**{**values, **fields}))

    def test_a_closure_is_entered_once(self):
        values = {"agency": make_agency(), "from_on": DAY, "to_on": DAY, "why": "ปิด", "added_by": "ก", "added_at": NOW}
        Closure.objects.create(**values)
        refused("one_closure_of_the_same_days", lambda: Closure.objects.create(**values))
