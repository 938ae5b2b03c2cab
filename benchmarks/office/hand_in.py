"""Handing in by 16 clients at once: how many a second, how long each waits, and what a killed worker loses."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.office.django_home import environment, run_module
from benchmarks.office.processes import cpu_s, free_port, running, start_web, tree_of
from tests.postgres_server import PostgresServer, find_programs

CLIENTS = 16
MOST_PARTS = 8
"""Of each officer in one run: with 20 agencies of 8 officers some 1,280 posts."""
Desks = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Handed:
    """What one run gave. `torn` are parts stored by halves, `lost` those acknowledged and not stored."""

    seconds: float
    p95_ms: float
    median_ms: float
    acknowledged: int
    unanswered: int
    other: list[Any]
    stored: int
    lost: int
    torn: int
    web_cpu_ms: float
    database_cpu_ms: float

    def __str__(self) -> str:
        rate = self.acknowledged / self.seconds
        return (
            f"{self.acknowledged} in {self.seconds:.1f} s: {rate:.0f}/s, median {self.median_ms:.0f} ms, p95 {self.p95_ms:.0f} ms;"
            f" CPU each {self.web_cpu_ms:.1f} ms web + {self.database_cpu_ms:.1f} ms database server;"
            f" unanswered {self.unanswered}, other answers {len(self.other)} {self.other[:3] or ''};"
            f" stored {self.stored}, lost {self.lost}, torn {self.torn}"
        )


def measure_hand_in(agencies: int = 20, items: int = 43) -> list[Handed]:
    """Print a line for each run on each database engine."""
    results = _on("SQLite", "", lambda: 0.0, agencies, items)
    if find_programs() is None:
        print("PostgreSQL is not installed: apt-get install postgresql")
        return results
    server = PostgresServer(is_durable=True)
    try:
        return results + _on("PostgreSQL", server.address, server.cpu_s, agencies, items)
    finally:
        server.remove()


def _on(name: str, database: str, database_cpu: Callable[[], float], agencies: int, items: int) -> list[Handed]:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = environment(Path(folder), port=port, database=database)
        desks: Desks = run_module("benchmarks.office.desks", agencies + 1, items, env=env)
        alone, speed, killed = desks[:1], _share(desks[1:], 0, 2, 3), _share(desks[1:], 2, 3, 3)
        results = []
        with running(start_web(env, port)) as web:
            for words, given, kill in (
                (f"{agencies} agencies", speed, False),
                ("one agency", alone, False),
                (f"{agencies} agencies, a worker killed half-way", killed, True),
            ):
                results.append(_run(env, port, web.pid, given, database_cpu, kill=kill))
                print(f"{name}, {words}: {results[-1]}; {machine()}", flush=True)
        return results


def _share(desks: Desks, first: int, last: int, of: int) -> Desks:
    def cut(parts: list[int]) -> list[int]:
        return parts[len(parts) * first // of : len(parts) * last // of][:MOST_PARTS]

    return [[{**desk, "parts": cut(desk["parts"])} for desk in agency] for agency in desks]


def _run(
    env: dict[str, str], port: int, web: int, desks: Desks, database_cpu: Callable[[], float], *, kill: bool
) -> Handed:
    command = [sys.executable, "-m", "benchmarks.office.clients", str(port), str(CLIENTS)]
    clients = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert clients.stdin is not None
    assert clients.stdout is not None
    clients.stdin.write(json.dumps(desks))
    clients.stdin.close()
    if clients.stdout.readline().strip() != "ready":
        raise SystemExit("the clients could not sign on")
    before, before_database = cpu_s(web), database_cpu()
    if kill:
        _kill_one_worker(web, after_s=1.0)
    answers = json.loads(clients.stdout.read())
    clients.wait()
    spent, spent_database = cpu_s(web) - before, database_cpu() - before_database
    asked = [part for agency in desks for desk in agency for part in desk["parts"]]
    stored = _stored(env, asked)
    waits = sorted(answers["latencies"])
    count = max(1, len(answers["acknowledged"]))
    return Handed(
        seconds=answers["seconds"],
        p95_ms=waits[int(len(waits) * 0.95)] * 1000,
        median_ms=waits[len(waits) // 2] * 1000,
        acknowledged=len(answers["acknowledged"]),
        unanswered=len(answers["unanswered"]),
        other=answers["other"],
        stored=len(stored["whole"]),
        lost=len(set(answers["acknowledged"]) - set(stored["whole"])),
        torn=len(stored["torn"]),
        web_cpu_ms=spent * 1000 / count,
        database_cpu_ms=spent_database * 1000 / count,
    )


def _kill_one_worker(web: int, *, after_s: float) -> None:
    time.sleep(after_s)
    os.kill(tree_of(web)[1], signal.SIGKILL)


def _stored(env: dict[str, str], asked: list[int]) -> Any:
    command = [sys.executable, "-m", "benchmarks.office.stored"]
    done = subprocess.run(command, env=env, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
