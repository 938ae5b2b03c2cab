"""The pages of evidence make as many queries for 3,000 rows as for 30, at most 10."""

from datetime import timedelta

import pytest

from prongsai.apps.evidence.models import Alarm, Check, EvidenceState, Notice, Request
from prongsai.apps.plans.models import Evidence
from tests.apps.evidence.seen import HOST, PERSONAL, add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user
from tests.apps.kept_rows import kept_rows
from tests.journeys.test_query_counts import count

pytestmark = pytest.mark.django_db
SIZES = (30, 3000)


def many(size, measures=10):
    """An agency whose evidence was all checked, and which is asked to mend all of it."""
    agency = make_agency(hosts=[HOST])
    user = make_user(agency, "agency_admin")
    plan = make_plan(agency, measures=measures)
    model = keep(add_link(first_measure(plan)), "soft_404", notes=(PERSONAL,))
    values = {
        field.name: getattr(model, field.name) for field in Check._meta.fields if field.name not in ("id", "evidence")
    }
    on = list(plan.measures.all())
    rows = Evidence.objects.bulk_create(
        Evidence(
            measure=on[place % measures], url=f"http://{HOST}/{place}", origin="added", link_class="ok", added_at=NOW
        )
        for place in range(size)
    )
    checks = Check.objects.bulk_create(Check(evidence=row, **values) for row in rows)
    EvidenceState.objects.bulk_create(
        EvidenceState(evidence=row, newest=check, group="loses", open_findings=2, headline="ก", headline_en="a")
        for row, check in zip(rows, checks, strict=True)
    )
    requests = Request.objects.bulk_create(
        Request(evidence=row, asked_by="ก", asked_at=NOW, asked_of=["สำนักปลัด"]) for row in rows
    )
    Notice.objects.bulk_create(Notice(user=user, agency=agency, request=one, made_at=NOW) for one in requests)
    alarms = Alarm.objects.bulk_create(
        Alarm(
            agency=agency,
            evidence=row,
            host=f"{place % 3}.go.th",
            code="defaced",
            message_th="ก",
            message_en="a",
            first_seen_at=NOW,
        )
        for place, row in enumerate(rows)
    )
    Notice.objects.bulk_create(Notice(user=user, agency=agency, alarm=one, made_at=NOW) for one in alarms)
    return agency, user, plan


@pytest.fixture(scope="class")
def offices(django_db_setup, django_db_blocker):
    with kept_rows(django_db_blocker):
        yield {size: many(size) for size in SIZES}


class TestPages:
    @pytest.mark.parametrize(
        "address",
        [
            "/office/evidence/",
            "/office/evidence/?group=loses&item=O1&answered=no",
            "/office/evidence/?unit={unit}",
            "/office/evidence/?page=2",
            "/office/notices/",
            "/office/notices/?page=2",
            "/office/measures/{measure}/",
        ],
    )
    def test_make_as_many_queries_for_3000_rows_as_for_30(self, client, offices, address):
        made = {}
        for size, (agency, user, plan) in offices.items():
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            url = address.format(unit=agency.units.first().pk, measure=first_measure(plan).pk)
            made[size] = count(client, url)

        assert made[30][0] == made[3000][0] <= 10, made[3000][1]

    def test_the_page_of_one_with_many_checks(self, client):
        agency = make_agency(hosts=[HOST])
        client.force_login(make_user(agency), backend="django.contrib.auth.backends.ModelBackend")
        row = add_link(first_measure(make_plan(agency)))
        model = keep(row, "soft_404", notes=(PERSONAL,))
        few = count(client, f"/office/evidence/{row.pk}/")
        for days in range(1, 400):
            model.pk, model.checked_at = None, NOW - timedelta(days=days)
            model.save(force_insert=True)

        many_checks = count(client, f"/office/evidence/{row.pk}/")

        assert few[0] == many_checks[0] <= 10, many_checks[1]
