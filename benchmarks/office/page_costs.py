"""Fills a database and measures every page; prints one line of JSON: python -m benchmarks.office.page_costs AGENCIES ITEMS YEARS RUNS"""

import json
import statistics
import sys
import time
from typing import Any

from benchmarks.office.django_home import prepare


def main() -> None:
    """Name, queries, CPU (median, least, most), bytes, status and limit of each page."""
    agencies, items, years, runs = map(int, sys.argv[1:])
    prepare()
    from benchmarks.office.page_list import list_pages
    from benchmarks.office.world import Size, build

    began = time.perf_counter()
    agency = build(Size(agencies, items, years))
    loaded_s = time.perf_counter() - began
    pages = [_measure(page, runs) for page in list_pages(agency)]
    print(json.dumps({"loaded_s": loaded_s, "pages": pages}))


def _measure(page: Any, runs: int) -> dict[str, object]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(page.who, backend="django.contrib.auth.backends.ModelBackend")
    for _turn in range(3):  # templates, what is asked once a session
        client.get(page.address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.address)
    queries = len(captured)  # the next request empties what was captured
    spent = []
    for _turn in range(runs):
        start = time.process_time()
        client.get(page.address)
        spent.append((time.process_time() - start) * 1000)
    return {
        "name": page.name,
        "status": response.status_code,
        "queries": queries,
        "median_ms": statistics.median(spent),
        "least_ms": min(spent),
        "most_ms": max(spent),
        "kb": len(response.content) / 1024,
        "limit_ms": page.limit_ms,
    }


if __name__ == "__main__":
    main()
