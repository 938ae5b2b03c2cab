"""Jobs for work that is due; what was lost is found again; a person's check goes first."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from prongsai.apps.cycles import jobs
from prongsai.apps.cycles.actions import HostBusy, hold_host
from prongsai.apps.cycles.frontier import CHECK
from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork, Host, PaceGroup
from prongsai.apps.cycles.nudges import VISITS_QUEUE, feed, find_lost
from prongsai.apps.cycles.turns import Desk
from prongsai.apps.cycles.visitor import get_visitor, register_visitor
from prongsai.apps.jobs.port import JOBS
from prongsai.apps.jobs.queue import job_queue
from prongsai.audit.batches import Pace
from prongsai.core.errors import OutsideError
from tests.apps.cycles.helpers import QUICK, Web, entry, make_cycle, states, turn

pytestmark = pytest.mark.django_db


def waiting():
    return job_queue().count_waiting(VISITS_QUEUE)


def many_hosts(count, **more):
    return make_cycle(*(entry(number, f"http://t{number}.go.th/") for number in range(count)), **more)


class TestFeed:
    def test_puts_one_job_for_each_piece_of_work_that_is_due(self):
        many_hosts(3)
        many_hosts(2, opens_at=timezone.now() + timedelta(hours=1))

        assert [feed(), feed()] == [3, 0]

        assert waiting() == 3
        assert GroupWork.objects.filter(queued_at__isnull=False).count() == 3

    def test_keeps_only_so_many_ahead(self):
        many_hosts(9)

        assert [feed(limit=4), feed(limit=4), feed(limit=6)] == [4, 0, 2]

    def test_leaves_a_held_group_alone(self):
        many_hosts(1)
        PaceGroup.objects.update(leased_by="one", lease_until=timezone.now() + timedelta(minutes=1))

        assert feed() == 0

    def test_a_job_that_waits_is_not_put_twice(self):
        many_hosts(2)
        feed()
        GroupWork.objects.update(queued_at=None)

        assert feed() == 0
        assert waiting() == 2


class TestFindLost:
    def test_work_of_a_dead_worker_is_due_at_once(self):
        many_hosts(2)
        feed()
        held = PaceGroup.objects.first()
        PaceGroup.objects.filter(pk=held.pk).update(leased_by="one", lease_until=timezone.now() - timedelta(seconds=1))

        assert find_lost() == 1

        assert list(GroupWork.objects.filter(queued_at=None).values_list("group", flat=True)) == [held.pk]

    def test_a_job_that_vanished_is_put_again_after_a_while(self):
        many_hosts(1)
        feed()

        assert find_lost() == 0
        GroupWork.objects.update(queued_at=timezone.now() - timedelta(minutes=2))
        assert find_lost() == 1

    def test_work_in_hand_is_not_lost_however_long_it_takes(self):
        many_hosts(1)
        GroupWork.objects.update(queued_at=timezone.now() - timedelta(hours=2))
        PaceGroup.objects.update(leased_by="one", lease_until=timezone.now() + timedelta(seconds=1))

        assert find_lost() == 0

    def test_notes_the_end_of_a_cycle(self):
        many_hosts(1)
        find_lost()
        assert Cycle.objects.get().ended_at is None

        turn(Web())
        find_lost()

        assert Cycle.objects.get().ended_at is not None


class TestJob:
    @pytest.fixture(autouse=True)
    def _one_desk(self, monkeypatch):
        monkeypatch.setattr(jobs, "_desk", [Desk(database_threads=0)])
        before = get_visitor_or_none()
        yield
        if before is not None:
            register_visitor(before)

    def test_visits_a_batch_with_the_registered_visitor_and_nudges_the_next(self):
        web = Web()
        register_visitor(web.visitor)
        make_cycle(*(entry(number) for number in range(15)))

        assert JOBS["visit_batch"](work_id=GroupWork.objects.get().pk) == 10

        assert list(states().values()).count("done") == 10
        assert waiting() == 1
        assert GroupWork.objects.get().queued_at is not None

    def test_every_worker_looks_after_all_cycles(self):
        many_hosts(2)

        jobs.look_after_cycles()

        assert waiting() == 2

    def test_closing_the_desk_ends_turns_at_their_next_link(self):
        make_cycle(*(entry(number) for number in range(3)))
        web = Web(**{"0": lambda: jobs.close_desk() or ("opens", 200)})

        assert turn(web, desk=jobs.desk()) == 1


def get_visitor_or_none():
    try:
        return get_visitor()
    except LookupError:
        return None


class TestHoldHost:
    def test_is_ours_alone_and_then_free(self):
        with hold_host("https://www.bansuan.go.th/x") as held:
            group = PaceGroup.objects.get(name="bansuan.go.th")
            assert group.lease_until > timezone.now() + timedelta(seconds=50)
            assert (held.group, held.wait_s) == ("bansuan.go.th", 0.0)

        group.refresh_from_db()
        assert (group.leased_by, group.lease_until) == ("", None)
        assert timezone.now() - group.last_visit_at < timedelta(seconds=5)

    def test_is_free_again_when_the_check_breaks(self):
        with pytest.raises(ZeroDivisionError), hold_host("https://bansuan.go.th/x"):
            raise ZeroDivisionError

        assert PaceGroup.objects.get().leased_by == ""

    def test_says_how_long_the_gap_still_is(self):
        PaceGroup.objects.create(name="bansuan.go.th", last_visit_at=timezone.now())

        with hold_host("https://bansuan.go.th/x", pace=Pace(gap_s=5)) as held:
            assert 4 < held.wait_s <= 5

    def test_finds_the_group_that_a_cycle_gave_the_host(self):
        addresses = {"a.go.th": ["203.0.113.5"], "b.go.th": ["203.0.113.5"]}
        make_cycle(entry(1, "http://a.go.th/1"), entry(2, "http://b.go.th/2"), addresses=addresses)

        with hold_host("http://b.go.th/9") as held:
            assert held.group == "a.go.th"
        assert Host.objects.count() == 2

    def test_a_host_in_use_says_so_in_a_sentence(self):
        PaceGroup.objects.create(name="bansuan.go.th", leased_by="x", lease_until=timezone.now() + timedelta(minutes=1))

        with pytest.raises(HostBusy) as error, hold_host("https://bansuan.go.th/x", patience_s=0.1):
            pass

        assert isinstance(error.value, OutsideError)
        assert "bansuan.go.th" in error.value.message_th
        assert PaceGroup.objects.get().wanted_until is not None

    def test_a_dead_workers_hold_is_no_obstacle(self):
        PaceGroup.objects.create(name="bansuan.go.th", leased_by="x", lease_until=timezone.now() - timedelta(seconds=1))

        with hold_host("https://bansuan.go.th/x"):
            assert PaceGroup.objects.get().leased_by != "x"

    def test_one_that_ran_out_is_not_blamed_on_a_link(self):
        make_cycle(*(entry(number) for number in range(3)))
        past = timezone.now() - timedelta(seconds=1)
        PaceGroup.objects.update(leased_by=f"{CHECK}machine:1", lease_until=past)

        assert turn(Web()) == 3

        assert set(CycleLink.objects.values_list("crashes", flat=True)) == {0}

    def test_a_cycle_does_not_take_a_wanted_group(self):
        make_cycle(entry(1))
        PaceGroup.objects.update(wanted_until=timezone.now() + timedelta(seconds=20))

        assert turn(Web()) == 0

        assert states() == {"1": "waiting"}


@pytest.mark.django_db(transaction=True)
class TestHoldDuringACycle:
    def test_a_check_longer_than_a_lease_keeps_it(self):
        with hold_host("https://bansuan.go.th/x", pace=Pace(lease_s=0.8)):
            time.sleep(1.5)
            assert PaceGroup.objects.get().lease_until > timezone.now()

    def test_the_worker_gives_the_host_up_after_the_link_in_hand(self):
        make_cycle(*(entry(number) for number in range(100)), pace=replace(QUICK, batch_links=100))
        began = threading.Event()
        visited = []

        def slow(batch, on_result):
            from prongsai.audit.result import LinkResult

            for one in batch.links:
                began.set()
                time.sleep(0.1)
                visited.append(one.link.id)
                on_result(LinkResult(one.link, "opens", "ก", "a", timezone.now(), status=200))

        web = Web(pace=replace(QUICK, batch_links=100))
        web.visitor = replace(web.visitor, visit=slow)
        worker = threading.Thread(target=_turn_and_close, args=(web,))
        worker.start()
        assert began.wait(10)
        asked_at = time.monotonic()

        with hold_host("http://www.bansuan.go.th/mine", patience_s=10):
            waited_s = time.monotonic() - asked_at
            worker.join(10)
            before = len(visited)
            time.sleep(0.3)
            assert len(visited) == before

        assert waited_s < 3
        assert before < 30
        assert list(states().values()).count("done") == before


def _turn_and_close(web):
    try:
        turn(web)
    finally:
        connection.close()
