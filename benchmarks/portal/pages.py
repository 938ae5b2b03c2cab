"""Queries and CPU of drawing a public page anew, of answering from memory after a look, and by entity tag."""

import json
import statistics
import sys
import time

from benchmarks.portal.home import filled_home, run

PATHS = {
    "item page": "/agency-1/2566/o12/",
    "year index": "/agency-1/2566/",
    "front page": "/agency-1/",
    "publication": "/agency-1/2566/o12/1/",
    "news": "/agency-1/news/",
}
LIMIT_QUERIES, LIMIT_MS = 4, 8.0


def measure(*, quick: bool = False) -> None:
    """Print a line for each page."""
    with filled_home(2 if quick else 20, 5) as (_home, env):
        rows = json.loads(run(["-m", "benchmarks.portal.pages", "10" if quick else "60"], env))
    print(f"pages, CPU ms median of drawing anew (limit {LIMIT_MS}), queries (limit {LIMIT_QUERIES})")
    for name, row in rows.items():
        print(
            f"  {name:12} {row['drawn_ms']:6.2f} ms  {row['queries']} queries  {row['bytes']:6} bytes"
            f"  after a look {row['kept_ms']:.2f} ms with {row['kept_queries']} queries  304 {row['tag_ms']:.2f} ms with {row['tag_queries']} queries"
        )


def _child(runs: int) -> dict[str, dict[str, float]]:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from prongsai.apps.portal.answers import memory

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")
    rows = {}
    for name, path in PATHS.items():
        client.get(path)

        def cpu_ms(fresh: bool, **headers: str) -> float:
            took = []
            for _run in range(runs):
                if fresh:
                    memory.drop()
                began = time.process_time()
                client.get(path, **headers)  # noqa: B023 (called at once)
                took.append((time.process_time() - began) * 1000)
            return statistics.median(took)

        memory.drop()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(path)
        with CaptureQueriesContext(connection) as looked:
            client.get(path)
        with CaptureQueriesContext(connection) as repeated:
            again = client.get(path, HTTP_IF_NONE_MATCH=answer.headers["ETag"])
        assert again.status_code == 304
        rows[name] = {
            "queries": len(seen),
            "bytes": len(answer.content),
            "tag_queries": len(repeated),
            "kept_queries": len(looked),
            "drawn_ms": cpu_ms(True),
            "kept_ms": cpu_ms(False),
            "tag_ms": cpu_ms(False, HTTP_IF_NONE_MATCH=answer.headers["ETag"]),
        }
    return rows


if __name__ == "__main__":
    print(json.dumps(_child(int(sys.argv[1]))))
