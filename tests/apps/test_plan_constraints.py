"""Each promise of the database, broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.plans.models import Evidence, Import, Measure, Plan, WorkItem
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user


@pytest.fixture
def plan(db):
    return make_plan(make_agency(), measures=2)


def refused(name, breaking):
    """The write is refused by the constraint of this name."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        breaking()
    assert name in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


class TestPlan:
    def test_one_plan_for_each_year(self, plan):
        refused(
            "one_plan_for_each_year",
            lambda: Plan.objects.create(agency=plan.agency, fiscal_year=plan.fiscal_year, created_at=NOW),
        )

    def test_fiscal_year_is_buddhist_era(self, plan):
        refused("fiscal_year_is_buddhist_era", lambda: Plan.objects.filter(pk=plan.pk).update(fiscal_year=2023))

    @pytest.mark.parametrize(
        "fields",
        [
            {"round_kind": "half_year"},
            {"round_from": date(2022, 10, 1)},
            {"round_kind": "half_year", "round_from": date(2023, 3, 31), "round_to": date(2022, 10, 1)},
            {"round_kind": "quarter", "round_from": date(2022, 10, 1), "round_to": date(2023, 3, 31)},
        ],
    )
    def test_round_has_both_its_days(self, plan, fields):
        refused("round_has_both_its_days", lambda: Plan.objects.filter(pk=plan.pk).update(**fields))


class TestMeasure:
    def test_status_is_known(self, plan):
        refused("measure_status_is_known", lambda: plan.measures.update(status="finished"))

    def test_has_an_issue(self, plan):
        refused("measure_has_an_issue", lambda: plan.measures.update(issue=""))

    def test_one_in_each_place(self, plan):
        refused(
            "one_measure_in_each_place",
            lambda: Measure.objects.create(plan=plan, position=1, number=9, issue="x", changed_at=NOW),
        )


class TestWorkItem:
    def test_one_in_each_place(self, plan):
        item = first_task(plan)

        refused(
            "one_work_item_in_each_place",
            lambda: WorkItem.objects.create(
                measure=item.measure, kind="follow_up", position=1, number=1, role="task", changed_at=NOW
            ),
        )

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("work_status_is_known", {"status": "closed"}),
            ("deadline_kind_is_known", {"deadline_kind": "weekly", "due_on": None}),
            ("due_day_exactly_for_a_date", {"due_on": None}),
            ("due_day_exactly_for_a_date", {"deadline_kind": "monthly"}),
            ("deadline_begins_before_it_ends", {"from_on": date(2023, 2, 1)}),
            ("period_begins_before_it_ends", {"from_on": date(2023, 1, 1), "until_on": date(2022, 1, 1)}),
            ("steps_have_text_and_follow_ups_a_role", {"role": ""}),
            ("steps_have_text_and_follow_ups_a_role", {"kind": "step"}),
        ],
    )
    def test_keeps(self, plan, name, fields):
        item = first_task(plan)

        refused(name, lambda: WorkItem.objects.filter(pk=item.pk).update(**fields))


class TestEvidence:
    def make(self, plan, **fields):
        return lambda: Evidence.objects.create(measure=first_measure(plan), origin="added", added_at=NOW, **fields)

    def test_is_a_link_or_a_file(self, plan):
        refused(
            "evidence_is_a_link_or_a_file", self.make(plan, url="http://a.go.th/", file="x", file_name="a", sha256="0")
        )
        refused("evidence_is_a_link_or_a_file", self.make(plan, file="x"))

    def test_no_link_twice_on_a_measure(self, plan):
        self.make(plan, url="http://a.go.th/")()

        refused("no_link_added_twice_to_measure", self.make(plan, url="http://a.go.th/"))

    def test_no_link_twice_on_work(self, plan):
        task = first_task(plan)
        self.make(plan, url="http://a.go.th/", work_item=task)()

        refused("no_link_added_twice_to_work", self.make(plan, url="http://a.go.th/", work_item=task))

    def test_the_same_link_on_measure_and_work_is_fine(self, plan):
        self.make(plan, url="http://a.go.th/")()
        self.make(plan, url="http://a.go.th/", work_item=first_task(plan))()


class TestAgency:
    def test_slug_is_not_reserved(self, db):
        refused("slug_is_not_reserved", lambda: make_agency(slug="office"))

    def test_kind_is_known(self, db):
        refused("agency_kind_is_known", lambda: make_agency(kind="school"))

    def test_one_unit_for_each_name(self, plan):
        refused("one_unit_for_each_name", lambda: plan.agency.units.create(name="กองคลัง"))

    def test_one_role_for_each_person(self, plan):
        user = make_user(plan.agency)

        refused(
            "one_role_for_each_person",
            lambda: Membership.objects.create(user=user, agency=plan.agency, role="officer", created_at=NOW),
        )

    def test_role_is_known(self, plan):
        make_user(plan.agency)

        refused("role_is_known", lambda: Membership.objects.update(role="king"))

    def test_slug_is_unique(self, plan):
        refused("slug", lambda: Agency.objects.create(slug=plan.agency.slug, kind="tao", created_at=NOW))


class TestUser:
    def test_one_user_for_each_name_whatever_the_case(self, db):
        make_user(username="somchai")

        refused("one_user_for_each_name", lambda: make_user(username="SomChai"))

    def test_one_user_for_each_email(self, db):
        make_user(email="a@example.go.th")

        refused("one_user_for_each_email", lambda: make_user(email="A@EXAMPLE.go.th"))


class TestImport:
    def test_state_is_known(self, plan):
        refused(
            "import_state_is_known",
            lambda: Import.objects.create(
                agency=plan.agency, state="lost", name="x", size_bytes=1, plan={}, created_at=NOW, changed_at=NOW
            ),
        )
