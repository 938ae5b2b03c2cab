"""python -m benchmarks.audit.queue [--links N] [--hosts N] [--workers N] [--visits N] [--gap S] [--runs N]

Measures what queue and frontier cost a link, in CPU (workers and database) and in time; the visits do nothing. The
database waits for the disk as in production. With a gap the visits keep it, and the smallest gap of a host is what
the visits themselves noted on one monotonic clock.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import psycopg

from benchmarks.measure import machine
from tests.postgres_server import PostgresServer


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit.queue")
    parser.add_argument("--links", type=int, default=200_000)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--visits", type=int, default=8, help="batches that one worker has in hand")
    parser.add_argument("--gap", type=float, default=0.0)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(machine(), flush=True)
    runs = [_run(options) for _ in range(options.runs)]
    for name in runs[0]:
        values = [run[name] for run in runs if run[name] is not None]
        if values:
            print(f"{name:34} {statistics.median(values):12.3f}   (min {min(values):.3f}, max {max(values):.3f})")
    return 0


def _run(options: argparse.Namespace) -> dict[str, float | None]:
    server = PostgresServer(is_durable=True, max_connections=100)
    with tempfile.TemporaryDirectory() as home:
        try:
            return _measure(options, server, Path(home))
        finally:
            server.remove()


def _measure(options: argparse.Namespace, server: PostgresServer, home: Path) -> dict[str, float | None]:
    environ = os.environ | {"DATABASE_URL": server.address, "PRONGSAI_HOME": str(home)}
    words = [sys.executable, "-m", "benchmarks.audit.queue.opening", str(options.links), str(options.hosts)]
    opened = json.loads(subprocess.run(words, env=environ, check=True, capture_output=True, text=True).stdout)
    size_mb = _query(server, "SELECT pg_database_size('postgres')")[0][0] / 1e6
    database_before = server.cpu_s()
    began = time.monotonic()
    workers = [_start(options, environ, home / f"lines-{number}") for number in range(options.workers)]
    told = [json.loads(worker.communicate()[0].splitlines()[-1]) for worker in workers]
    wall_s = time.monotonic() - began
    database_s = server.cpu_s() - database_before
    left = _query(server, "SELECT count(*) FROM cycles_cyclelink WHERE state <> 'done'")[0][0]
    times = _times(home)
    visited = sum(map(len, times.values()))
    if left or visited != options.links or sum(one["links"] for one in told) != options.links:
        raise SystemExit(f"{left} links were not done and {visited} visits made of {options.links}: {told}")
    gaps = [later - earlier for host in times.values() for earlier, later in pairwise(sorted(host))]
    ms = 1000 / options.links
    workers_s = sum(one["cpu_s"] for one in told)
    return {
        "opening, CPU ms a link": opened["cpu_s"] * ms,
        "opening, wall ms a link": opened["wall_s"] * ms,
        "opening, peak memory, MB": opened["peak_mb"],
        "workers, CPU ms a link": workers_s * ms,
        "database, CPU ms a link": database_s * ms,
        "all, CPU ms a link": (opened["cpu_s"] + workers_s + database_s) * ms,
        "draining, wall ms a link": wall_s * ms,
        "draining, wall s": wall_s,
        "links a second": options.links / wall_s,
        "smallest gap of a host, s": min(gaps) if options.gap else None,
        "least links of one worker": min(Counter({n: one["links"] for n, one in enumerate(told)}).values()),
        "peak memory of a worker, MB": max(one["peak_mb"] for one in told),
        "database after opening, MB": size_mb,
        "database after draining, MB": _query(server, "SELECT pg_database_size('postgres')")[0][0] / 1e6,
    }


def _start(options: argparse.Namespace, environ: dict[str, str], lines: Path) -> "subprocess.Popen[str]":
    asked = json.dumps({"gap_s": options.gap, "visits": options.visits, "lines": str(lines)})
    words = [sys.executable, "-m", "benchmarks.audit.queue.worker", asked]
    return subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, text=True)


def _times(home: Path) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for path in home.glob("lines-*"):
        for line in path.read_text().splitlines():
            host, _, at = line.partition("\t")
            times[host].append(float(at))
    return times


def _query(server: PostgresServer, sql: str) -> list[tuple[int, ...]]:
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload,no-any-return]


if __name__ == "__main__":
    sys.exit(main())
