"""A query put together once gives what the same query gives when it is built anew, whatever its values."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Count, Q
from django.db.models.functions import Upper

from prongsai.apps.agencies.models import Agency, Unit
from prongsai.web.prepared import Prepared
from tests.apps.factories import make_agency

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 1, 3, 0, tzinfo=UTC)


def by_slug(slug):
    return Agency.objects.filter(slug=slug).values_list("pk", "name", "created_at", "hosts")


def units(agency, name):
    rows = Unit.objects.filter(~Q(name=name), agency=agency).annotate(among=Count("agency__units"))
    return rows.order_by("-position").values_list("name", "position", "among")[:2]


class TestPrepared:
    def test_gives_the_rows_of_the_query_with_their_types(self):
        for number in range(3):
            make_agency(slug=f"a-{number}", created_at=AT + timedelta(days=number), hosts=["x.example"])
        prepared = Prepared(by_slug, slug=str)

        for number in range(3):
            slug = f"a-{number}"
            assert prepared.rows(slug=slug) == list(by_slug(slug))
            assert prepared.first(slug=slug)[2] == AT + timedelta(days=number)
        assert prepared.rows(slug="none") == []
        assert prepared.first(slug="none") is None

    def test_takes_numbers_texts_and_days_in_any_order(self):
        agency = make_agency()
        for position, name in enumerate(("ก", "ข", "ค"), start=5):
            Unit.objects.create(agency=agency, name=name, position=position)
        prepared = Prepared(units, name=str, agency=int)

        assert prepared.rows(agency=agency.pk, name="ข") == list(units(agency.pk, "ข"))
        assert [row[0] for row in prepared.rows(agency=agency.pk, name="ข")] == ["ค", "ก"]
        assert prepared.rows(agency=agency.pk + 1, name="ข") == []

    def test_a_day_is_given_as_the_database_wants_it(self):
        make_agency(slug="old", created_at=AT)
        prepared = Prepared(
            lambda on: Agency.objects.filter(created_at__date__lte=on).values_list("slug", flat=False), on=date
        )

        assert prepared.rows(on=date(2023, 3, 1)) == [("old",)]
        assert prepared.rows(on=date(2023, 2, 28)) == []

    @pytest.mark.parametrize("number", [2**63, -(2**63), 10**30])
    def test_a_number_that_no_column_holds_finds_nothing_as_with_django(self, number):
        agency = make_agency()
        prepared = Prepared(units, name=str, agency=int)
        agency_by = Prepared(lambda pk: Agency.objects.filter(pk=pk).values_list("pk"), pk=int)

        assert prepared.rows(agency=number, name="ก") == []
        assert agency_by.first(pk=number) is None
        assert list(Agency.objects.filter(pk=number)) == []
        assert agency_by.first(pk=2**63 - 1) is None
        assert agency_by.first(pk=agency.pk) == (agency.pk,)

    def test_a_value_is_only_ever_a_value(self):
        make_agency(slug="a")

        assert Prepared(by_slug, slug=str).rows(slug="' OR 1=1 --") == []

    def test_builds_once(self):
        built = []

        def build(slug):
            built.append(slug)
            return by_slug(slug)

        prepared = Prepared(build, slug=str)
        for _run in range(3):
            prepared.rows(slug="a")

        assert len(built) == 1

    def test_a_query_that_changes_its_value_is_refused(self):
        with_function = Prepared(
            lambda slug: Agency.objects.annotate(big=Upper("slug")).filter(big=slug).values_list("pk"), slug=str
        )
        make_agency(slug="a")

        assert len(with_function.rows(slug="A")) == 1
        with pytest.raises(ValueError, match="slug"):
            Prepared(lambda slug: Agency.objects.filter(name=f"{slug}!").values_list("pk"), slug=str).rows(slug="a")

    def test_a_query_ordered_by_what_it_does_not_select_gives_only_what_it_selects(self):
        for slug, name in (("a", "ข"), ("b", "ก")):
            make_agency(slug=slug, name=name)
        prepared = Prepared(
            lambda name: Agency.objects.exclude(name=name).order_by("name").values_list("slug").distinct(), name=str
        )

        assert prepared.rows(name="-") == [("b",), ("a",)]
        assert prepared.rows(name="ก") == [("a",)]
