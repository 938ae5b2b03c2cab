"""Search over 100,000 entries on both databases, and F1 of ours and its peers: python -m benchmarks.search [ENTRIES]

Entries are made of the real titles in tests/data/search, in 20 agencies. Each query is asked inside one agency and of
what is public in all. PostgreSQL is Debian's, with and without pg_trgm; without a server its part is left out.
"""

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.office.django_home import environment, prepare, run_module
from benchmarks.search_peers import score_peers

AGENCIES = 20
DATA = Path(__file__).parents[1] / "tests" / "data" / "search"
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม")
PLACES = ("บ้านสวนใส", "ทุ่งท่าช้าง", "น้ำคำ", "หางดง", "ซับพุทรา", "สะนอ", "โพนสูง", "ธงธานี", "เขาสามยอด", "หน้าพระลาน")


def main() -> None:
    """Three tables: F1 by method, cost by database, and the slowest queries."""
    if sys.argv[1:2] == ["--run"]:
        print(json.dumps(run(int(sys.argv[2]))))
        return
    from tests.postgres_server import PostgresServer, find_programs

    entries = int(sys.argv[1]) if sys.argv[1:] else 100_000
    print(machine())
    server = PostgresServer(is_durable=True) if find_programs() else None
    try:
        print("F1 over the queries of tests/data/search: all together, mean of the queries, held out (both ways)")
        for name, all_, held in score_peers(DATA, server):
            print(f"  {name:44} {all_[0]:.3f} {all_[1]:.3f}   {held[0]:.3f} {held[1]:.3f}")
        with tempfile.TemporaryDirectory() as home:
            _show("SQLite", run_module("benchmarks.search", "--run", entries, env=environment(Path(home))))
        if server is not None:
            with tempfile.TemporaryDirectory() as home:
                before = server.cpu_s()
                env = environment(Path(home), database=server.address)
                _show("PostgreSQL", run_module("benchmarks.search", "--run", entries, env=env))
                print(f"  CPU of the server in all: {server.cpu_s() - before:.0f} s")
    finally:
        if server is not None:
            server.remove()


def run(entries: int) -> dict[str, Any]:
    """Fill an empty database and ask every query; in a process of its own."""
    prepare()
    from django.db import connection
    from django.utils import timezone

    from prongsai.apps.agencies.models import Agency
    from prongsai.apps.search.actions import index
    from prongsai.apps.search.queries import search

    titles = [json.loads(line)["title"] for line in (DATA / "titles.jsonl").read_text().splitlines()]
    queries = [json.loads(line)["query"] for line in (DATA / "queries.jsonl").read_text().splitlines()]
    agencies = [
        Agency.objects.create(name=f"เทศบาลตำบล{number}", slug=f"agency-{number}", kind="tambon_municipality", created_at=timezone.now())
        for number in range(AGENCIES)
    ]  # fmt: skip
    cpu, wall = time.process_time(), time.perf_counter()
    for number, agency in enumerate(agencies):
        index(agency=agency, kind="document", found=_things(titles, number, entries // AGENCIES))
    spent = {"index_cpu_s": time.process_time() - cpu, "index_s": time.perf_counter() - wall, "entries": entries}
    one = agencies[AGENCIES // 2]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ways: dict[str, Callable[[str], Any]] = {
        "inside one agency": lambda text: search(one, text, is_public=False),
        "public, one agency": lambda text: search(one, text, is_public=True),
        "public, all agencies": lambda text: search(None, text, is_public=True),
    }
    tables = {way: _ask(call, queries) for way, call in ways.items()}
    return {**spent, "bytes": _sizes(connection), "ways": tables, "peak_mb": _peak_mb()}


def _things(titles: list[str], seed: int, count: int) -> Iterator[Any]:
    from datetime import UTC, datetime

    from prongsai.apps.search.sources import Findable

    at = datetime(2026, 11, 27, tzinfo=UTC)
    for number in range(count):
        spread = number * 7 + seed * 13
        title, first, second = (titles[(spread * step) % len(titles)] for step in (1, 3, 11))
        year = 2564 + spread % 7
        yield Findable(
            object_id=str(number),
            title=f"{title} {UNITS[spread % len(UNITS)]} {PLACES[number % len(PLACES)]} ปีงบประมาณ พ.ศ. {year} ฉบับที่ {number}",
            text=f"{first} และ{second} ของ{PLACES[spread % len(PLACES)]}",
            address=f"/agency-{seed}/{year}/{number}",
            changed_at=at,
            fiscal_year=year,
            is_public=number % 2 == 0,
        )


def _ask(call: Callable[[str], Any], queries: list[str]) -> dict[str, Any]:
    call(queries[0])
    lines = []
    for text in queries:
        cpu, wall = time.process_time(), time.perf_counter()
        found = call(text)
        lines.append(
            (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu), found.tried, found.total, text)
        )
    walls, cpus = sorted(line[0] for line in lines), [line[1] for line in lines]
    by_try = {tried: [line[0] for line in lines if line[2] == tried] for tried in ("words", "parts", "inner", "loose")}
    return {
        "median_ms": statistics.median(walls),
        "p95_ms": walls[int(len(walls) * 0.95)],
        "max_ms": walls[-1],
        "cpu_ms": statistics.median(cpus),
        "later_ms": {tried: statistics.median(ms) for tried, ms in by_try.items() if ms and tried != "words"},
        "slowest": [(line[4], line[2], line[3], line[0]) for line in sorted(lines, reverse=True)[:3]],
    }


def _sizes(connection: Any) -> dict[str, int]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            whole = cursor.fetchone()[0]
            cursor.execute("SELECT sum(length(block)) FROM search_entry_words_data")
            return {"database": whole, "word index": cursor.fetchone()[0]}
        sizes = {}
        cursor.execute("SELECT pg_total_relation_size('search_entry')")
        sizes["table with indices"] = cursor.fetchone()[0]
        for name in ("words", "parts", "loose"):
            cursor.execute("SELECT pg_relation_size(to_regclass(%s))", [f"search_entry_{name}"])
            sizes[f"index of {name}"] = cursor.fetchone()[0] or 0
        return sizes


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _show(name: str, got: dict[str, Any]) -> None:
    sizes = ", ".join(f"{what} {size / 1_000_000:.0f} MB" for what, size in got["bytes"].items())
    each = 1_000_000 * got["index_cpu_s"] / got["entries"]
    print(f"{name}: {got['entries']} entries indexed in {got['index_s']:.0f} s ({each:.0f} us CPU each); {sizes}; peak {got['peak_mb']:.0f} MB")  # fmt: skip
    for way, one in got["ways"].items():
        later = ", ".join(f"{tried} {ms:.0f}" for tried, ms in one["later_ms"].items())
        print(f"  {way:22} median {one['median_ms']:6.1f} ms  p95 {one['p95_ms']:6.1f}  max {one['max_ms']:6.1f}  CPU {one['cpu_ms']:5.1f}  later tries: {later}")  # fmt: skip
        for text, tried, total, ms in one["slowest"]:
            print(f"      {ms:7.1f} ms {tried:6} {total:6} found: {text}")


if __name__ == "__main__":
    main()
