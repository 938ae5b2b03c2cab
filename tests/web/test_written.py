"""`write` stores what `save(update_fields=...)` stores, and nothing beside."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.handover.models import Part
from prongsai.apps.plans.models import Measure, Occurrence
from prongsai.web.written import write
from tests.apps.factories import first_measure, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


@pytest.fixture
def measure():
    return first_measure(make_plan(make_agency(), measures=1))


def columns(row):
    """All of a row as the database holds it now."""
    return type(row).objects.filter(pk=row.pk).values().get()


class TestWrite:
    @pytest.mark.parametrize(
        "values",
        [
            {"name": "เทศบาลตำบล \"ใหม่\" 100% %s 'ก'"},
            {"hosts": ["a.go.th", "ข.ไทย"]},
            {"created_at": AT},
            {"name": "ก", "hosts": [], "created_at": AT},
        ],
    )
    def test_stores_what_save_stores(self, values):
        saved, written = make_agency(), make_agency()
        for row in (saved, written):
            for name, value in values.items():
                setattr(row, name, value)

        saved.save(update_fields=tuple(values))
        write(written, *values)

        for name, value in values.items():
            assert columns(saved)[name] == columns(written)[name] == value

    def test_leaves_the_other_columns_and_rows_alone(self, measure):
        other = make_agency()
        before, others = columns(measure), columns(other)
        measure.number, measure.issue, measure.remarks = 77, "เรื่องอื่น", "ไม่เขียน"

        write(measure, "issue")

        assert columns(measure) == before | {"issue": "เรื่องอื่น"}
        assert columns(other) == others

    def test_stores_nothing_as_null_and_a_day_as_a_day(self, measure):
        once = Occurrence.objects.filter(work_item__measure=measure).first()
        once.done_on, once.note = date(2026, 11, 27), None
        write(once, "done_on", "note")
        assert (columns(once)["done_on"], columns(once)["note"]) == (date(2026, 11, 27), None)

        once.done_on, once.note = None, "ทำแล้ว"
        write(once, "done_on", "note")
        assert (columns(once)["done_on"], columns(once)["note"]) == (None, "ทำแล้ว")

    def test_stores_who_by_the_key(self, measure):
        user = make_user(measure.plan.agency, "officer")
        unit = measure.plan.agency.units.create(name="กองช่าง")
        user.memberships.update(unit=None)
        membership = user.memberships.get()
        membership.unit = unit

        write(membership, "unit")

        assert columns(membership)["unit_id"] == unit.pk

    def test_is_one_query_with_one_row(self, measure):
        with CaptureQueriesContext(connection) as captured:
            write(measure, "issue", "remarks")
        (query,) = captured
        assert query["sql"].startswith("UPDATE")

    def test_refuses_a_row_that_is_gone(self, measure):
        gone = Measure.objects.get(pk=measure.pk)
        Measure.objects.filter(pk=measure.pk).delete()
        with pytest.raises(DatabaseError, match="not stored any more"):
            write(gone, "issue")

    @pytest.mark.parametrize("name", ["id", "parts", "nothing"])
    def test_refuses_what_is_no_column_to_write(self, name):
        with pytest.raises(ValueError, match="not all columns"):
            write(Part(pk=1), name)
