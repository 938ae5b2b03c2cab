"""Who writes to SQLite next: the one who has waited longest; nobody waits longer than the limit, and says so."""

import sqlite3
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.db.transaction import atomic

from prongsai.web.fair_sqlite3 import base
from prongsai.web.fair_sqlite3.line import Line, run_in_turn


class Office:
    """A database file with one table, and connections to it as the product makes them."""

    def __init__(self, folder, wait_s, wrapper=base.DatabaseWrapper):
        self.path, self.wait_s, self.wrapper = folder / "office.sqlite3", wait_s, wrapper
        with sqlite3.connect(self.path) as plain:
            plain.execute("PRAGMA journal_mode = WAL")
            plain.execute("CREATE TABLE deed (who TEXT UNIQUE)")

    def connect(self):
        options = {"transaction_mode": "IMMEDIATE", "timeout": self.wait_s, "init_command": ""}
        settings = {
            "NAME": str(self.path),
            "OPTIONS": options,
            "AUTOCOMMIT": True,
            "CONN_MAX_AGE": 0,
            "TIME_ZONE": None,
        }
        return self.wrapper(settings | {"CONN_HEALTH_CHECKS": False, "ATOMIC_REQUESTS": False}, "office")

    @contextmanager
    def held(self):
        """The write lock in the hands of a program that is not ours."""
        holder = sqlite3.connect(self.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield holder
        finally:
            holder.close()

    def deeds(self):
        with sqlite3.connect(self.path) as plain:
            return [who for (who,) in plain.execute("SELECT who FROM deed ORDER BY rowid")]


@pytest.fixture(autouse=True)
def _may_connect(django_db_blocker):
    """These connections are not to the tests' own database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, wait_s=10)


def begin(connection):
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()


def write(connection, who):
    """One deed in a transaction of its own."""
    begin(connection)
    connection.connection.execute("INSERT INTO deed VALUES (?)", (who,))
    connection.connection.execute("COMMIT")


def insert(connection, who):
    """One deed without a transaction around it."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO deed VALUES (%s)", (who,))


def start(deed, office, who):
    def run():
        connection = office.connect()
        deed(connection, who)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


class TestLine:
    def test_lets_them_through_in_the_order_they_came(self):
        line, order, threads = Line(), [], []
        line.enter(1)

        def stand(number):
            assert line.enter(10)
            order.append(number)
            line.leave()

        for number in range(20):
            threads.append(threading.Thread(target=stand, args=(number,)))
            threads[-1].start()
            while len(line._waiting) <= number:
                time.sleep(0.001)
        line.leave()
        for thread in threads:
            thread.join(10)

        assert order == list(range(20))

    def test_is_left_by_who_waited_too_long(self):
        line = Line()
        line.enter(1)

        assert not line.enter(0.05)
        line.leave()
        assert line.enter(0.05)

    def test_is_free_again_after_a_statement_that_failed(self, office):
        line, connection = Line(), sqlite3.connect(office.path)

        def fail():
            raise ValueError("x")

        with pytest.raises(ValueError, match="x"):
            run_in_turn(line, connection, 3.0, fail)
        assert line.enter(0)
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (3000,)


class TestWriters:
    @pytest.mark.parametrize("deed", [write, insert])
    def test_write_in_the_order_they_came(self, office, deed):
        threads = []
        with office.held():
            for number in range(8):
                threads.append(start(deed, office, str(number)))
                time.sleep(0.05)
            assert office.deeds() == []
        for thread in threads:
            thread.join(10)

        assert office.deeds() == [str(number) for number in range(8)]

    @pytest.mark.parametrize("deed", [write, insert])
    def test_are_told_when_the_lock_never_comes(self, tmp_path, deed):
        office = Office(tmp_path, wait_s=0.3)
        connection = office.connect()

        began = time.monotonic()
        with office.held(), pytest.raises(OperationalError, match="database is locked"):
            deed(connection, "late")
        took = time.monotonic() - began
        deed(connection, "again")

        assert 0.3 <= took < 3
        assert office.deeds() == ["again"]

    def test_who_stands_behind_waits_no_longer_than_the_limit_in_all(self, tmp_path):
        office = Office(tmp_path, wait_s=0.5)
        took = []

        def give_up(connection, who):
            began = time.monotonic()
            with pytest.raises(OperationalError, match="database is locked"):
                write(connection, who)
            took.append(time.monotonic() - began)

        with office.held():
            for thread in [start(give_up, office, str(number)) for number in range(4)]:
                thread.join(10)

        assert len(took) == 4
        assert max(took) < 3

    def test_an_error_that_is_not_of_the_lock_rises_at_once(self, office):
        connection = office.connect()
        insert(connection, "twice")

        began = time.monotonic()
        with pytest.raises(Exception, match="UNIQUE"):
            insert(connection, "twice")
        with pytest.raises(OperationalError, match="no such table"), connection.cursor() as cursor:
            cursor.execute("INSERT INTO elsewhere VALUES (1)")

        assert time.monotonic() - began < 5
        insert(connection, "once")
        assert office.deeds() == ["twice", "once"]

    def test_many_rows_are_written_in_turn_too(self, office):
        def later(connection, _who):
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO deed VALUES (%s)", ((who,) for who in "abc"))

        with office.held():
            thread = start(later, office, "")
            time.sleep(0.1)
        thread.join(10)

        assert office.deeds() == ["a", "b", "c"]

    def test_statements_inside_a_transaction_do_not_stand_in_the_line(self, office):
        first, line = office.connect(), base._lines[str(office.path)]
        begin(first)
        thread = start(write, office, "second")  # stands first in the line and tries
        while not line._is_taken:
            time.sleep(0.001)

        insert(first, "first")
        first.connection.execute("COMMIT")
        thread.join(10)

        assert office.deeds() == ["first", "second"]

    def test_reading_waits_for_nobody(self, office):
        connection = office.connect()
        insert(connection, "seen")

        began = time.monotonic()
        with office.held(), connection.cursor() as cursor:
            cursor.execute("SELECT who FROM deed")
            assert cursor.fetchall() == [("seen",)]

        assert time.monotonic() - began < 2

    def test_nobody_waits_for_ten_turns(self, office):
        """Eight threads that write without pause: with SQLite's own waiting some wait for more than thirty turns."""
        waits = []
        until = time.monotonic() + 3

        def keep_writing(connection, who):
            connection.ensure_connection()
            while time.monotonic() < until:
                began = time.monotonic()
                begin(connection)
                waits.append(time.monotonic() - began)
                time.sleep(0.02)
                connection.connection.execute("COMMIT")

        for thread in [start(keep_writing, office, str(number)) for number in range(8)]:
            thread.join(30)

        assert len(waits) > 30
        assert max(waits) < 12 * 8 * 3 / len(waits) + 0.5


@pytest.mark.django_db
def test_the_product_writes_with_it(settings):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its own queue of locks")
    with atomic(), connection.cursor() as cursor:
        assert isinstance(cursor.cursor, base.FairCursor)
        assert cursor.cursor.wait_s == settings.DATABASES["default"]["OPTIONS"]["timeout"] == 20
