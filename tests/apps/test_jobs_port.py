"""The jobs port: one contract for both queues, run on the queue of the database that the suite runs on."""

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from prongsai.apps.jobs import port, running
from prongsai.apps.jobs.models import Schedule
from prongsai.apps.jobs.port import JOBS, Job, Put, Repeat, every, job, retry
from prongsai.apps.jobs.queue import enqueue, job_queue, load_jobs
from prongsai.apps.jobs.schedule import is_due, put_due

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


class Diary:
    """What the test's jobs did, in order."""

    def __init__(self):
        self.lines = []
        self.until = 0

    def write(self, line):
        self.lines.append(line)


@pytest.fixture
def diary(monkeypatch):
    monkeypatch.setattr(port, "JOBS", dict(JOBS))
    monkeypatch.setattr(running, "JOBS", port.JOBS)
    diary = Diary()

    @job("note", queue="notes")
    def note(line):
        diary.write(line)

    @job("fail_twice", queue="notes", tries=3, retry_s=0.0)
    def fail_twice():
        diary.write("try")
        if len(diary.lines) < 3:
            raise ValueError("not yet")

    @job("fail", queue="notes", tries=2, retry_s=0.0)
    def fail(line):
        diary.write(line)
        raise ValueError(f"cannot {line}")

    @job("again", queue="notes")
    def again(line):
        diary.write(line)
        if len(diary.lines) < 3:
            retry(0.0, "the host rests")

    @job("urgent", queue="notes", priority=50)
    def urgent(line):
        diary.write(line)

    return diary


def declared(name):
    return port.JOBS[name]


def work_until(is_so, limit_s=30):
    """A worker of the queue `notes` in a thread of its own, until something is so."""
    stop = threading.Event()
    worker = threading.Thread(target=job_queue().work, args=({"notes": 1}, stop))
    worker.start()
    until = time.monotonic() + limit_s
    try:
        while not is_so():
            assert time.monotonic() < until, f"not within {limit_s} s"
            time.sleep(0.05)
    finally:
        stop.set()
        worker.join(30)
    assert not worker.is_alive()


@pytest.mark.django_db(transaction=True)
class TestQueue:
    @pytest.fixture(autouse=True)
    def _quick(self, diary, monkeypatch):
        if connection.vendor == "sqlite":
            monkeypatch.setattr("prongsai.apps.jobs.django_tasks_queue.POLL_S", 0.05)
        else:
            monkeypatch.setattr("prongsai.apps.jobs.procrastinate_queue.RESTART_S", 0.1)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs")

    def test_runs_what_was_put_with_its_arguments(self, diary):
        assert enqueue(declared("note"), line="ก")
        assert job_queue().count_waiting("notes") == 1

        work_until(lambda: diary.lines)

        assert diary.lines == ["ก"]
        assert job_queue().count_waiting() == 0

    def test_urgent_jobs_go_first(self, diary):
        for number in range(3):
            enqueue(declared("note"), line=number)
        enqueue(declared("urgent"), line="now")

        work_until(lambda: len(diary.lines) == 4)

        assert diary.lines == ["now", 0, 1, 2]

    def test_a_job_put_in_a_transaction_that_fails_was_never_put(self, diary):
        with suppress(ZeroDivisionError), transaction.atomic():
            enqueue(declared("note"), line="x")
            raise ZeroDivisionError

        assert job_queue().count_waiting() == 0

    def test_one_job_of_a_key_waits_and_a_refusal_leaves_the_transaction_whole(self, diary):
        with transaction.atomic():
            puts = [enqueue(declared("note"), line=number, key="visit:7") for number in range(3)]
            assert (
                job_queue().put([Put(declared("note"), {"line": key}, key=key) for key in ("a", "visit:7", "b")]) == 2
            )

        assert puts == [True, False, False]
        assert job_queue().count_waiting() == 3

    def test_a_key_may_wait_again_once_its_job_has_run(self, diary):
        enqueue(declared("note"), line=1, key="visit:7")
        work_until(lambda: diary.lines)

        assert enqueue(declared("note"), line=2, key="visit:7")

    def test_a_later_job_waits_for_its_time(self, diary):
        enqueue(declared("note"), line="later", after_s=3600)
        enqueue(declared("note"), line="now")

        work_until(lambda: diary.lines)

        assert diary.lines == ["now"]
        assert job_queue().count_waiting() == 1

    def test_the_wait_counts_from_when_a_job_could_have_run(self, diary):
        queue = job_queue()
        assert queue.oldest_wait_s("notes") == 0
        queue.put([Put(declared("note"), {"line": "later"}, after_s=3600.0)])
        assert queue.oldest_wait_s("notes") == 0
        queue.put([Put(declared("note"), {"line": "now"})])
        time.sleep(0.3)

        assert 0.2 <= queue.oldest_wait_s("notes") < 60
        assert queue.oldest_wait_s("other") == 0

    def test_a_job_that_raises_is_tried_again(self, diary):
        enqueue(declared("fail_twice"))

        work_until(lambda: len(diary.lines) == 3 and job_queue().count_waiting() == 0)

        assert job_queue().list_dead() == []

    def test_one_that_raises_too_often_is_dead_and_seen(self, diary):
        enqueue(declared("fail"), line="ก")

        work_until(lambda: job_queue().list_dead())

        (dead,) = job_queue().list_dead()
        assert (dead.name, dead.arguments) == ("fail", {"line": "ก"})
        assert dead.failed_at is not None
        assert diary.lines == ["ก", "ก"]

    def test_one_that_asks_for_later_keeps_its_tries(self, diary):
        enqueue(declared("again"), line="x", key="k")

        work_until(lambda: len(diary.lines) == 3)

        assert job_queue().list_dead() == []

    def test_a_job_nobody_declares_is_dead_not_lost(self, diary):
        enqueue(declared("note"), line="x")
        del port.JOBS["note"]

        work_until(lambda: job_queue().list_dead())

        assert job_queue().list_dead()[0].name == "note"

    def test_a_job_in_hand_ends_before_the_worker_does(self, diary):
        begun = threading.Event()

        @job("slow", queue="notes")
        def slow():
            begun.set()
            time.sleep(0.5)
            diary.write("whole")

        enqueue(slow)
        work_until(begun.is_set)

        assert diary.lines == ["whole"]


@pytest.mark.django_db(transaction=True)
@on_sqlite
class TestRecoverOnSqlite:
    def put_running(self, diary, worker):
        from django_tasks_db.models import DBTaskResult

        enqueue(declared("note"), line="x")
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[worker])

    @pytest.mark.parametrize(
        "worker", ["{machine}:999999999:dead:1", "{machine}:{own}:other:1", "named-by-an-older-release"]
    )
    def test_a_job_of_a_worker_that_runs_no_more_is_put_back(self, diary, worker):
        from prongsai.apps.jobs import django_tasks_queue

        self.put_running(diary, worker.format(machine=django_tasks_queue._MACHINE, own=os.getpid()))

        assert job_queue().recover() == 1
        assert job_queue().count_waiting() == 1

    def test_a_job_in_hand_is_left_alone(self, diary):
        from prongsai.apps.jobs import django_tasks_queue

        self.put_running(diary, django_tasks_queue._worker_id())

        assert job_queue().recover() == 0

    def test_old_successes_are_cleared(self, diary, monkeypatch):
        from django_tasks_db.models import DBTaskResult

        enqueue(declared("note"), line="x")
        DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=2))

        job_queue().recover()

        assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
class TestRecoverOnPostgres:
    @pytest.fixture(autouse=True)
    def _empty(self, diary):
        self.run("DELETE FROM procrastinate_jobs")
        self.run("DELETE FROM procrastinate_workers")

    def run(self, sql, *values):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else None

    def be_taken(self, seconds_ago):
        ((worker,),) = self.run(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id",
            seconds_ago,
        )
        self.run("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", worker)

    def test_a_job_of_a_silent_worker_is_put_back(self):
        enqueue(declared("note"), line="x")
        self.be_taken(seconds_ago=60)

        assert job_queue().recover() == 1
        assert job_queue().count_waiting() == 1

    def test_a_job_of_a_live_worker_is_left_alone(self):
        enqueue(declared("note"), line="x")
        self.be_taken(seconds_ago=1)

        assert job_queue().recover() == 0

    def test_a_keyed_job_whose_key_waits_again_is_dropped(self):
        enqueue(declared("note"), line="x", key="k")
        self.be_taken(seconds_ago=60)
        enqueue(declared("note"), line="x", key="k")

        assert job_queue().recover() == 0
        assert self.run("SELECT status::text FROM procrastinate_jobs") == [("todo",)]

    def test_two_lost_jobs_of_one_key_come_back_as_one(self):
        for _ in range(2):
            enqueue(declared("note"), line="x", key="k")
            self.be_taken(seconds_ago=60)

        assert job_queue().recover() == 1
        assert job_queue().count_waiting() == 1

    def test_a_job_that_kills_its_workers_is_dead_in_the_end(self):
        enqueue(declared("note"), line="x")
        for _ in range(6):
            self.be_taken(seconds_ago=60)
            job_queue().recover()

        assert [dead.name for dead in job_queue().list_dead()] == ["note"]


class TestEvery:
    NIGHT = Repeat(Job("n", print), daily_at=clock_time(1))
    MINUTE = Repeat(Job("m", print), interval_s=60)

    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            (None, "2026-11-26T17:59", False),  # 00:59 in Bangkok
            (None, "2026-11-26T18:00", True),
            ("2026-11-26T18:00", "2026-11-27T16:59", False),
            ("2026-11-26T18:00", "2026-11-27T17:30", False),  # the next day, not yet one o'clock
            ("2026-11-26T18:00", "2026-11-27T18:01", True),
            ("2026-11-20T18:00", "2026-11-27T10:00", True),
        ],
    )
    def test_once_a_bangkok_day_from_its_hour_on(self, last, now, due):
        assert is_due(self.NIGHT, moment(last), moment(now)) is due

    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            (None, "2026-11-26T17:59", True),
            ("2026-11-26T17:59", "2026-11-26T17:59:59", False),
            ("2026-11-26T17:59", "2026-11-26T18:00", True),
        ],
    )
    def test_or_every_so_many_seconds(self, last, now, due):
        assert is_due(self.MINUTE, moment(last), moment(now)) is due

    def test_takes_one_of_both(self):
        with pytest.raises(ValueError, match="either"):
            every(Job("x", print))
        with pytest.raises(ValueError, match="either"):
            every(Job("x", print), daily_at=clock_time(1), interval_s=5)

    @pytest.mark.django_db
    def test_is_put_once_however_often_schedulers_look(self, diary):
        repeats = [Repeat(declared("note"), daily_at=clock_time(0))]
        now = datetime(2026, 11, 26, 18, tzinfo=UTC)

        assert [put_due(now, repeats) for _ in range(3)] == [["note"], [], []]

        assert job_queue().count_waiting("notes") == 1
        assert Schedule.objects.get().last_put_at == now


class TestJob:
    def test_can_be_run_here_and_now(self):
        assert Job("double", lambda number: 2 * number)(4) == 8

    def test_waits_longer_before_each_try(self):
        waits = [[Job("x", print, retry_s=60).wait_before_try(tries) for _ in range(200)] for tries in (1, 2, 3)]

        assert [min(wait) >= 30 * 4**power for power, wait in enumerate(waits)] == [True] * 3
        assert [max(wait) <= 90 * 4**power for power, wait in enumerate(waits)] == [True] * 3

    def test_all_apps_jobs_are_known_to_a_worker(self):
        load_jobs()

        assert {"visit_batch", "clear_abandoned_imports", "clear_stray_files", "verify_histories"} <= set(JOBS)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
