"""The worker processes of a fault test, the database they share, and what must hold whatever happens to them."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
GAP_S = 0.1
SLACK_S = 0.005  # a sleep may end this much early against the clock it is measured with
PACE = {"gap_s": GAP_S, "lease_s": 2.0, "batch_links": 10, "retry_s": 0.3, "retry_factor": 1.5, "tries": 30}
PACE |= {"away_tries": 100, "crashes": 20}


class Machines:
    """The worker processes of one test and their database: PostgreSQL when a server is given, else SQLite."""

    def __init__(self, postgres, site, home, links_a_host):
        self.postgres, self.site, self.home = postgres, site, home
        self._environ = os.environ | {"PRONGSAI_HOME": str(home)}
        for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
            self._environ.pop(name, None)
        self.workers = []
        self._log = open(home / "workers.log", "w")  # noqa: SIM115  closed in stop_all
        self.links = {
            f"{host}-{number}": site.url(host, f"{host}-{number}")
            for number in range(links_a_host)
            for host in range(len(site.hosts))
        }
        if postgres:
            self._environ["DATABASE_URL"] = postgres.address
            with psycopg.connect(postgres.conninfo, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        self._run("tests.faults.desk", input={"name": "night", "links": list(self.links.items()), "window_s": 0.001})

    def start(self, visits=3, killed_by="", **pace):
        options = {"pace": PACE | pace, "visits": visits, "killed_by": killed_by}
        words = [sys.executable, "-m", "tests.faults.worker", json.dumps(options)]
        worker = subprocess.Popen(words, cwd=ROOT, env=self._environ, stderr=self._log)
        self.workers.append(worker)
        return worker

    def report(self):
        return self._run("tests.faults.desk", "report")

    def wait_for_requests(self, count, limit_s=120):
        wait_until(lambda: len(self.site.seen) >= count, limit_s)

    def wait_for_end(self, limit_s=240):
        wait_until(
            lambda: self.query("SELECT count(*) FROM cycles_cyclelink WHERE state = 'waiting'") == [(0,)], limit_s
        )

    def query(self, sql):
        if self.postgres is None:
            (path,) = self.home.glob("*.sqlite3")
            with closing(sqlite3.connect(path, timeout=20)) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.postgres.conninfo, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def stop_all(self):
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self._log.close()

    def _run(self, module, *words, input=None):
        command = [sys.executable, "-m", module, *words]
        text = json.dumps(input) if input is not None else None
        done = subprocess.run(
            command, cwd=ROOT, env=self._environ, input=text, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def wait_until(is_so, limit_s):
    until = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < until, f"not within {limit_s} s"
        time.sleep(0.05)


@contextmanager
def machines(postgres, site, home, links_a_host):
    fleet = Machines(postgres, site, home, links_a_host)
    try:
        yield fleet
    finally:
        fleet.stop_all()


def assert_all_kept_once(fleet):
    kept = Counter(key for (key,) in fleet.query("SELECT key FROM seen WHERE state <> 'waiting'"))
    assert kept == Counter(fleet.links.keys())
    report = fleet.report()
    assert (report["done"], report["waiting"], report["dead"]) == (len(fleet.links), 0, 0)


def assert_pace_kept(site):
    assert all(gap is None or gap >= GAP_S - SLACK_S for gap in site.smallest_gaps().values()), site.smallest_gaps()


def visited_again(site):
    """How many requests were made beyond one for each link."""
    return len(site.paths()) - len(set(site.paths()))
