"""The board of a year with 43 items, 300 publications and 5 years: queries, and CPU time of each request.

python -m benchmarks.board [--publications 300] [--years 5] [--runs 30]
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.office.django_home import environment, prepare, run_module

MOST_QUERIES, MOST_CPU_MS = 10, 40.0
FIRST_YEAR = 2564


def main() -> None:
    """Print the figures; exit 1 over the limits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board", description=__doc__)
    parser.add_argument("--publications", type=int, default=300)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(_measure(options.publications, options.years, options.runs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        words = ("--inside", "--publications", options.publications, "--years", options.years, "--runs", options.runs)
        found = run_module("benchmarks.board", *words, env={**environment(Path(folder)), "PYTHONPATH": os.getcwd()})
    for name, value in found.items():
        print(f"{name:24} {value}")
    sys.exit(found["queries"] > MOST_QUERIES or found["cpu_ms_median"] > MOST_CPU_MS)


def _measure(publications: int, years: int, runs: int) -> dict[str, float]:
    prepare()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    user, year = _fill(publications, years)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("disclosure:board", args=(year.pk,))
    for _turn in range(3):  # templates, what is asked once a session
        client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    queries = len(captured)
    spent = []
    for _turn in range(runs):
        start = time.process_time()
        client.get(address)
        spent.append((time.process_time() - start) * 1000)
    return {
        "items": year.items.count(),
        "publications": publications,
        "years": years,
        "status": response.status_code,
        "queries": queries,
        "cpu_ms_median": round(statistics.median(spent), 1),
        "cpu_ms_least": round(min(spent), 1),
        "kb": round(len(response.content) / 1024, 1),
    }


def _fill(publications: int, years: int):  # type: ignore[no-untyped-def]
    """An agency with so many years, each item's elements seen, and so many publications in the year shown (2566)."""
    from django.db import transaction

    from prongsai.apps.accounts.actions import create_user
    from prongsai.apps.agencies.actions import add_member, create_agency
    from prongsai.apps.disclosure.models import ElementState, GateDecision, Publication, Version
    from prongsai.apps.disclosure.year_actions import open_year
    from prongsai.wiring import framework_files

    at = datetime(2022, 12, 1, tzinfo=UTC)
    with transaction.atomic():
        agency = create_agency(
            slug="bench", name="เทศบาลตำบลทดสอบ", kind="tambon_municipality", district="", province="ชัยภูมิ",
            units=[("", "กองคลัง", [])], by=None, at=at,
        )  # fmt: skip
        user = create_user(username="clerk", display_name="clerk", password="a-long-pass-1", is_demo=False, at=at)
        add_member(agency=agency, user=user, role="clerk_office", unit=None, by=None, at=at)
        opened = {
            number: open_year(agency=agency, fiscal_year=number, by=None, at=at)
            for number in range(FIRST_YEAR, FIRST_YEAR + years)
        }
        shown = opened.get(2566) or opened[FIRST_YEAR]
        for year in opened.values():
            framework = framework_files().get(year.fiscal_year)
            items = list(year.items.all())
            ElementState.objects.bulk_create(
                ElementState(item=item, position=position, by_machine="there", machine_at=at)
                for item in items
                for position in range(len(framework.item(item.code).elements))
            )
            for number in range(publications if year == shown else len(items)):
                item = items[number % len(items)]
                publication = Publication.objects.create(
                    agency=agency, item=item, number=number + 1, created_by="x", created_at=at
                )
                version = Version.objects.create(
                    publication=publication, number=1, kind="page", title="ข้อมูล", body="ข้อความ", made_at=at,
                    content_sha256="0", state="approved", approved_by_name="x", approved_at=at, approved_sha256="0",
                    period_from=date(2022, 10, 1), period_to=date(2022, 10, 31),
                )  # fmt: skip
                GateDecision.objects.create(version=version, outcome="clean", content_sha256="0", at=at)
                version.state, version.published_at = "published", at
                version.save()
                publication.current = version
                publication.save()
    return user, shown


if __name__ == "__main__":
    main()
