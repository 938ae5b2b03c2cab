"""Results of a moment share a transaction, and a visit waits until its own is kept."""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import timezone

from prongsai.apps.cycles.database_threads import DatabaseThreads
from prongsai.apps.cycles.frontier import extend_leases, take_batch
from prongsai.apps.cycles.leases import LeaseKeeper, new_owner
from prongsai.apps.cycles.models import CycleLink, GroupWork, PaceGroup
from prongsai.apps.cycles.turns import Desk, take_turn
from tests.apps.cycles.helpers import QUICK, Web, entry, make_cycle, states

PACED = replace(QUICK, gap_s=0.4)


def visit_all(web, desk):
    """All work at the same time, a thread for each piece."""
    works = list(GroupWork.objects.values_list("pk", flat=True))
    threads = [threading.Thread(target=take_turn, args=(work, web.visitor, desk)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    desk.close()


def hosts(count):
    return make_cycle(*(entry(number, f"http://t{number}.go.th/{number}") for number in range(count)))


@pytest.mark.django_db(transaction=True)
class TestKeptTogether:
    def test_results_of_several_hosts_share_a_transaction(self):
        hosts(6)
        web, calls = Web(pace=PACED), []
        web.visitor = replace(web.visitor, save=calls.append)

        visit_all(web, Desk(database_threads=2))

        assert len(calls) < 6
        assert sorted(one.result.link.id for call in calls for one in call) == [str(number) for number in range(6)]
        assert set(states().values()) == {"done"}

    def test_one_that_cannot_be_saved_takes_no_other_down(self):
        hosts(6)
        web = Web(pace=PACED)

        def save(outcomes):
            if any(one.result.link.id == "3" for one in outcomes):
                raise ValueError("no room")
            web.kept.extend(outcomes)

        web.visitor = replace(web.visitor, save=save)
        visit_all(web, Desk(database_threads=2))

        assert sorted(web.kept_ids()) == ["0", "1", "2", "4", "5"]
        assert [key for key, state in states().items() if state == "waiting"] == ["3"]
        assert CycleLink.objects.get(key="3").crashes == 1

    def test_a_visit_goes_on_only_when_its_result_is_kept(self):
        make_cycle(entry(1), entry(2))
        web, order = Web(pace=PACED), []
        web.answers = {"1": ("opens", 200), "2": lambda: order.append("asked 2") or ("opens", 200)}

        def save(outcomes):
            time.sleep(0.1)
            order.extend(f"kept {one.result.link.id}" for one in outcomes)

        web.visitor = replace(web.visitor, save=save)
        visit_all(web, Desk(database_threads=2))

        assert order == ["kept 1", "asked 2", "kept 2"]


@pytest.mark.django_db
class TestSignsOfLife:
    def test_extend_only_leases_that_are_held(self):
        hosts(3)
        works = list(GroupWork.objects.order_by("pk"))
        held = take_batch(works[0].pk, "one", QUICK)
        soon = timezone.now() + timedelta(seconds=1)
        PaceGroup.objects.filter(pk=held.group).update(lease_until=soon)

        assert extend_leases(["one", "nobody"], 60) == 1

        assert PaceGroup.objects.get(pk=held.group).lease_until > soon + timedelta(seconds=50)
        assert PaceGroup.objects.filter(lease_until__isnull=True).count() == 2

    def test_are_given_until_the_lease_is_given_back(self):
        keeper = LeaseKeeper(Counting())
        keeper.add("one", lease_s=0.4)
        time.sleep(0.5)
        keeper.remove("one")
        given = keeper._database.calls
        time.sleep(0.3)
        keeper.close()

        assert given >= 2
        assert keeper._database.calls == given

    def test_no_two_leases_have_one_name(self):
        assert len({new_owner() for _ in range(1_000)}) == 1_000


class Counting:
    """Counts what is asked of the database."""

    def __init__(self):
        self.calls = 0

    def call(self, deed):
        self.calls += 1


@pytest.mark.django_db(transaction=True)
class TestDatabaseThreads:
    def test_a_deed_is_done_again_when_the_database_comes_back(self):
        database, tries = DatabaseThreads(1), []

        def deed():
            tries.append(threading.current_thread().name)
            if len(tries) < 3:
                raise OperationalError("server closed the connection")
            return "done"

        assert database.call(deed) == "done"
        database.close()
        assert len(tries) == 3
        assert database.interruptions == 2
        assert threading.current_thread().name not in tries

    def test_after_so_long_its_error_rises(self):
        database = DatabaseThreads(1, give_up_s=0.1)

        def fail():
            raise OperationalError("server closed the connection")

        with pytest.raises(OperationalError):
            database.call(fail)
        database.close()

    def test_another_error_rises_at_once(self):
        database = DatabaseThreads(0)
        with pytest.raises(ZeroDivisionError):
            database.call(lambda: 1 / 0)
        assert database.interruptions == 0

    def test_closing_closes_the_connection_of_every_thread(self):
        database, together, used = DatabaseThreads(4), threading.Barrier(4, timeout=20), []

        def deed():
            together.wait()  # so that each of the four has one
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            used.append(connections["default"])

        callers = [threading.Thread(target=database.call, args=(deed,)) for _ in range(4)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join(30)
        assert len({id(one) for one in used}) == 4
        assert all(one.connection is not None for one in used)
        with mock.patch.object(DatabaseWrapper, "is_in_memory_db", return_value=False):
            database.close()

        assert [one.connection for one in used] == [None] * 4

    def test_closing_unused_threads_opens_nothing(self):
        with mock.patch.object(BaseDatabaseWrapper, "close") as close:
            DatabaseThreads(4).close()

        close.assert_not_called()
