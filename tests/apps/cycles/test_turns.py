"""One worker's turn: a batch is visited, each result kept, the group given free, what failed tried again."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from prongsai.apps.cycles import frontier
from prongsai.apps.cycles.frontier import Hand, Measured, end_batch, keep_results, take_batch
from prongsai.apps.cycles.models import CycleLink, GroupWork, PaceGroup
from prongsai.apps.cycles.queries import cycle_report, list_dead_links, list_groups
from prongsai.apps.cycles.turns import Desk, take_turn
from prongsai.apps.cycles.visitor import Visitor
from prongsai.audit.result import LinkResult
from tests.apps.cycles.helpers import QUICK, Web, entry, make_cycle, states, turn, turns

pytestmark = pytest.mark.django_db


def take(owner="worker", pace=QUICK):
    return take_batch(GroupWork.objects.get().pk, owner, pace)


def keep(batch, one, save=lambda outcomes: None):
    (kept,) = keep_results([Hand(batch, (one,), Measured())], QUICK, save)
    return kept


def result(link, verdict="opens", status=200):
    return LinkResult(link.link, verdict, "เหตุผล", "reason", timezone.now(), status=status)


class TestTurn:
    def test_visits_at_most_a_batch_and_the_next_turn_the_rest(self):
        make_cycle(*(entry(number) for number in range(25)))
        web = Web()

        assert [turn(web), turn(web), turn(web), turn(web)] == [10, 10, 5, 0]

        assert web.asked == [str(number) for number in range(25)]
        assert sorted(web.kept_ids()) == sorted(web.asked)
        assert set(states().values()) == {"done"}

    def test_gives_the_group_free_and_ends_the_work(self):
        make_cycle(entry(1))

        turn(Web())

        group, work = PaceGroup.objects.get(), GroupWork.objects.get()
        assert (group.leased_by, group.lease_until) == ("", None)
        assert group.last_visit_at is not None
        assert (work.due_at, work.queued_at, work.visits) == (None, None, 1)

    def test_waits_out_the_gap_that_another_worker_began(self):
        make_cycle(entry(1))
        PaceGroup.objects.update(last_visit_at=timezone.now())
        started = timezone.now()

        turn(Web(pace=replace(QUICK, gap_s=0.3)))

        assert (timezone.now() - started).total_seconds() >= 0.29

    def test_waits_between_the_links_of_two_agencies(self):
        make_cycle(entry(1, agency="a"), entry(2, agency="a"), entry(3, agency="b"))
        started = timezone.now()

        turn(Web(pace=replace(QUICK, gap_s=0.2)))

        assert (timezone.now() - started).total_seconds() >= 0.19

    def test_waits_then_also_when_hosts_of_one_address_answer_out_of_order(self):
        make_cycle(*(entry(n, agency="a") for n in (1, 2, 3)), entry(4, agency="b"))
        web, moments = Web(), {}
        in_order = web.visit

        def out_of_order(batch, on_result):
            moments.clear()
            first, second, third, other = batch.links
            for one in (third, first, second, other):
                moments[one.link.id] = timezone.now()
                in_order(replace(batch, links=(one,)), on_result)

        take_turn(
            GroupWork.objects.get().pk,
            Visitor(out_of_order, web.kept.extend, replace(QUICK, gap_s=0.2)),
            Desk(database_threads=0),
        )

        assert (moments["2"] - moments["3"]).total_seconds() < 0.15
        assert (moments["4"] - moments["2"]).total_seconds() >= 0.19

    def test_does_nothing_when_nothing_is_due(self):
        make_cycle(entry(1), opens_at=timezone.now() + timedelta(hours=1))
        web = Web()

        assert turn(web) == 0

        assert web.batches == []
        assert GroupWork.objects.get().due_at > timezone.now() + timedelta(minutes=50)

    def test_a_stopped_desk_leaves_the_work_to_others_at_once(self):
        make_cycle(entry(1))
        GroupWork.objects.update(queued_at=timezone.now())
        desk = Desk(database_threads=0)
        desk.stop.set()

        assert turn(Web(), desk=desk) == 0

        assert GroupWork.objects.get().queued_at is None

    def test_told_to_stop_it_keeps_the_link_in_hand_and_leaves_the_others(self):
        make_cycle(entry(1), entry(2), entry(3))
        desk = Desk(database_threads=0)
        web = Web(**{"2": lambda: desk.stop.set() or ("opens", 200)})

        assert turn(web, desk=desk) == 2

        assert states() == {"1": "done", "2": "done", "3": "waiting"}
        assert PaceGroup.objects.get().leased_by == ""

    def test_work_that_is_gone_is_no_error(self):
        assert take_turn(999, Web().visitor, Desk(database_threads=0)) == 0


class TestUnknown:
    def test_is_tried_again_and_then_given_up_with_its_last_verdict(self):
        cycle = make_cycle(entry(1), entry(2))
        web = Web(**{"1": ("timed_out", None)})

        turns(web)

        assert web.asked.count("1") == 3
        assert web.asked.count("2") == 1
        assert [outcome.state for outcome in web.kept if outcome.result.link.id == "1"] == [
            "waiting",
            "waiting",
            "dead",
        ]
        (dead,) = list_dead_links(cycle)
        assert (dead.key, dead.verdict, dead.tries, dead.crashes) == ("1", "timed_out", 3, 0)

    def test_a_later_answer_ends_it(self):
        make_cycle(entry(1))
        answers = iter([("refused", 503), ("opens", 200)])
        web = Web(**{"1": lambda: next(answers)})

        turns(web)

        assert [outcome.state for outcome in web.kept] == ["waiting", "done"]
        assert CycleLink.objects.get().verdict == "opens"

    def test_waits_between_tries(self):
        make_cycle(entry(1))

        turn(Web(pace=replace(QUICK, retry_s=600, retry_cap_s=600), **{"1": ("timed_out", None)}))

        wait_s = (CycleLink.objects.get().due_at - timezone.now()).total_seconds()
        assert 295 < wait_s < 905
        assert GroupWork.objects.get().due_at == CycleLink.objects.get().due_at


class TestHostAway:
    def test_a_host_that_answers_nothing_three_times_is_left_alone(self):
        make_cycle(*(entry(number) for number in range(8)))
        web = Web(pace=replace(QUICK, retry_s=600, retry_cap_s=600), **dict.fromkeys("01234567", ("refused", None)))

        assert turn(web) == 3

        group = PaceGroup.objects.get()
        assert 295 < (group.rest_until - timezone.now()).total_seconds() < 905
        assert list(states().values()).count("waiting") == 8
        assert turn(web) == 0
        assert GroupWork.objects.get().due_at == group.rest_until

    def test_after_so_many_rests_the_cycle_gives_it_up(self):
        cycle = make_cycle(*(entry(number) for number in range(40)))
        web = Web(pace=replace(QUICK, tries=9), **{str(number): ("refused", None) for number in range(40)})

        turns(web)

        report = cycle_report(cycle)
        assert (report.waiting, report.dead) == (0, 40)
        assert len(web.asked) == QUICK.away_after * QUICK.away_tries
        assert report.verdicts == {"not_checked": 40}

    def test_an_answer_in_between_keeps_it_going(self):
        make_cycle(*(entry(number) for number in range(8)))
        web = Web(**dict.fromkeys("01345", ("timed_out", None)))

        assert turn(web) == 6  # 0 1 - 3 4 5 are three in a row
        assert PaceGroup.objects.get().rests == 1

    def test_an_answer_later_forgets_the_rests(self):
        make_cycle(entry(1))
        PaceGroup.objects.update(rests=3, rest_until=timezone.now())

        turn(Web())

        group = PaceGroup.objects.get()
        assert (group.rests, group.rest_until) == (0, None)

    def test_a_plain_refusal_is_an_answer(self):
        make_cycle(*(entry(number) for number in range(8)))

        assert turn(Web(**{str(number): ("refused", 403) for number in range(8)})) == 8


class TestBrokenVisit:
    def test_a_link_that_breaks_the_visit_is_given_up_and_the_others_are_visited(self):
        cycle = make_cycle(*(entry(number) for number in range(6)))

        def break_():
            raise ValueError("no such codec")

        web = Web(**{"2": break_})
        turns(web)

        assert states() == {"0": "done", "1": "done", "2": "dead", "3": "done", "4": "done", "5": "done"}
        assert web.asked.count("2") == QUICK.crashes
        assert list_dead_links(cycle)[0].crashes == QUICK.crashes

    def test_links_a_visit_passes_over_do_not_go_round_for_ever(self):
        make_cycle(entry(1), entry(2))
        web = Web(**{"1": lambda: None})

        turns(web)

        assert states() == {"1": "dead", "2": "done"}

    @pytest.mark.parametrize("together_s", [0.0, 60.0])
    def test_a_result_that_cannot_be_saved_takes_no_other_down(self, monkeypatch, together_s):
        monkeypatch.setattr("prongsai.apps.cycles.turns.TOGETHER_S", together_s)
        make_cycle(*(entry(number) for number in range(6)))
        web = Web()

        def save(outcomes):
            if any(outcome.result.link.id == "2" for outcome in outcomes):
                raise ValueError("no room")

        web.visitor = replace(web.visitor, save=save)
        turns(web)

        assert states() == {"0": "done", "1": "done", "2": "dead", "3": "done", "4": "done", "5": "done"}
        assert web.asked.count("2") == QUICK.crashes


class TestLease:
    def test_a_held_group_is_not_taken_again(self):
        make_cycle(*(entry(number) for number in range(20)))
        first = take("one")

        assert take("two") is None

        assert first is not None
        assert PaceGroup.objects.get().leased_by == "one"
        assert 0 < (GroupWork.objects.get().due_at - timezone.now()).total_seconds() <= frontier.BUSY_S

    def test_one_that_ran_out_is_taken_with_the_link_in_flight_alone(self):
        make_cycle(*(entry(number) for number in range(20)))
        first = take("one")
        keep(first, result(first.links[0]), lambda outcomes: None)
        PaceGroup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

        second = take("two")

        assert [link.link.id for link in second.links] == ["1"]
        assert CycleLink.objects.get(key="1").crashes == 1

    def test_after_it_full_batches_are_taken_again(self):
        make_cycle(*(entry(number) for number in range(20)))
        take("one")
        PaceGroup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        web = Web()

        assert [turn(web), turn(web)] == [1, 10]

    def test_a_link_in_flight_at_every_death_is_given_up(self):
        make_cycle(*(entry(number) for number in range(3)))
        for _ in range(QUICK.crashes + 1):
            batch = take("one")
            PaceGroup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

        assert batch.links[0].link.id == "1"
        assert states() == {"0": "dead", "1": "waiting", "2": "waiting"}

    def test_results_of_a_lost_lease_are_kept_once_and_the_visit_ends(self):
        make_cycle(*(entry(number) for number in range(3)))
        first = take("one")
        PaceGroup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        second = take("two")
        saved = []

        kept = keep(first, result(first.links[0]), saved.extend)
        again = keep(second, result(second.links[0]), saved.extend)

        assert (kept.is_ours, again.is_ours) == (False, True)
        assert len(saved) == 1

    def test_the_end_of_a_lost_lease_does_not_free_anothers(self):
        make_cycle(*(entry(number) for number in range(3)))
        first = take("one")
        PaceGroup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        take("two")

        end_batch(first, QUICK, is_away=True, has_answered=False)

        group = PaceGroup.objects.get()
        assert (group.leased_by, group.rests) == ("two", 0)

    def test_each_result_kept_is_a_sign_of_life(self):
        make_cycle(entry(1), entry(2))
        batch = take("one")
        PaceGroup.objects.update(lease_until=timezone.now() + timedelta(seconds=1))

        keep(batch, result(batch.links[0]), lambda outcomes: None)

        assert (PaceGroup.objects.get().lease_until - timezone.now()).total_seconds() > QUICK.lease_s - 5

    def test_the_first_visit_after_an_unknown_commit_is_not_kept_twice(self):
        make_cycle(entry(1))
        batch = take("one")
        saved = []

        for _ in range(2):  # the connection broke at the commit, and it is tried again
            keep(batch, result(batch.links[0]), saved.extend)

        assert len(saved) == 1
        assert GroupWork.objects.get().visits == 1


class TestDatabaseAway:
    def test_a_result_in_hand_waits_for_it_and_the_batch_ends_there(self, monkeypatch):
        make_cycle(entry(1), entry(2))
        desk = Desk(database_threads=0)
        calls = []

        def keep(*words):
            calls.append(1)
            return keep_results(*words)

        monkeypatch.setattr("prongsai.apps.cycles.keeping.keep_results", keep)

        def interrupted():
            desk.database.interruptions += 1
            return ("opens", 200)

        web = Web(**{"1": interrupted})
        turn(web, desk=desk)

        assert states() == {"1": "done", "2": "waiting"}
        assert calls == [1]

    def test_inside_a_transaction_the_error_rises(self):
        desk = Desk(database_threads=0)

        def fail():
            raise OperationalError("server closed the connection")

        with pytest.raises(OperationalError):
            desk.database.call(fail)


class TestTwoCycles:
    def test_take_turns_at_one_host(self):
        make_cycle(*(entry(f"a{number}") for number in range(30)), opens_at=timezone.now() - timedelta(hours=2))
        make_cycle(*(entry(f"b{number}") for number in range(30)), opens_at=timezone.now() - timedelta(hours=1))
        web = Web()

        turns(web)

        assert "".join(batch.links[0].link.id[0] for batch in web.batches) == "ababab"
        assert len(web.asked) == 60


class TestReport:
    def test_says_how_politely_it_went(self):
        cycle = make_cycle(*(entry(number) for number in range(3)))
        start = timezone.now()
        times = iter([0, 1.5, 4])

        def visit(batch, on_result):
            for one in batch.links:
                at = start + timedelta(seconds=next(times))
                on_result(LinkResult(one.link, "opens", "ก", "a", at, status=200, waited_s=0.75))

        take_turn(GroupWork.objects.get().pk, replace(Web().visitor, visit=visit), Desk(database_threads=0))

        report = cycle_report(cycle)
        assert (report.smallest_gap_s, report.longest_wait_s) == (1.5, 0.75)
        assert report.longest_late_s >= 1
        assert report.last_checked_at == start + timedelta(seconds=4)
        assert (report.visits, report.groups, report.groups_waiting, report.is_ended) == (3, 1, 0, True)
        assert list_groups(cycle)[0].smallest_gap_s == 1.5

    def test_the_gap_counts_across_batches_and_hosts_apart(self):
        cycle = make_cycle(entry(1, "http://a.go.th/1"), entry(2, "http://www.a.go.th/2"), entry(3, "http://a.go.th/3"))
        start = timezone.now()
        offset_s = {"1": 0, "2": 0.2, "3": 1.0}

        def visit(batch, on_result):
            for one in batch.links:
                on_result(LinkResult(one.link, "opens", "ก", "a", start + timedelta(seconds=offset_s[one.link.id])))

        visitor = replace(Web().visitor, visit=visit, pace=replace(QUICK, batch_links=3))
        take_turn(GroupWork.objects.get().pk, visitor, Desk(database_threads=0))

        assert cycle_report(cycle).smallest_gap_s == 1.0

    def test_makes_as_many_queries_for_300_links_as_for_3(self, django_assert_num_queries):
        cycle = make_cycle(*(entry(number) for number in range(300)))

        with django_assert_num_queries(2):
            cycle_report(cycle)


class TestThreads:
    def test_few_database_threads_serve_many_visits(self, transactional_db):
        make_cycle(*(entry(number, f"http://t{number % 6}.go.th/{number}") for number in range(60)))
        web, desk = Web(), Desk(database_threads=2)
        works = list(GroupWork.objects.values_list("pk", flat=True))

        threads = [threading.Thread(target=take_turn, args=(work, web.visitor, desk)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        desk.close()

        assert set(states().values()) == {"done"}
        assert sorted(web.asked, key=int) == [str(number) for number in range(60)]


class TestSuspects:
    """Links that were in flight when their worker died: whichever killed it, the others must come through."""

    def two_groups(self):
        make_cycle(*(entry(f"{host}{number}", f"http://{host}.go.th/{number}") for number in range(3) for host in "ab"))
        self.works = {work.group.name: work for work in GroupWork.objects.select_related("group")}
        assert len(self.works) == 2
        self.first, self.second = self.works.values()

    def take(self, work, owner="worker"):
        return take_batch(work.pk, owner, QUICK)

    def die(self):
        PaceGroup.objects.exclude(leased_by="").update(lease_until=timezone.now() - timedelta(seconds=1))

    def test_are_visited_one_at_a_time(self):
        self.two_groups()
        assert self.take(self.first)
        assert self.take(self.second)
        self.die()

        alone = self.take(self.first, "two")

        assert [link.link.id[1] for link in alone.links] == ["0"]
        assert self.take(self.second, "two") is None
        self.second.refresh_from_db()
        assert 0 < (self.second.due_at - timezone.now()).total_seconds() <= frontier.BUSY_S
        assert sorted(CycleLink.objects.filter(key__endswith="0").values_list("crashes", flat=True)) == [1, 1]

    def test_the_next_goes_when_the_one_before_came_back(self):
        self.two_groups()
        self.take(self.first), self.take(self.second)
        self.die()
        alone = self.take(self.first)
        self.take(self.second)
        keep(alone, result(alone.links[0]))
        end_batch(alone, QUICK, is_away=False, has_answered=True)

        assert [link.link.id[1] for link in self.take(self.second).links] == ["0"]
        assert len(self.take(self.first).links) == 2

    def test_one_is_given_up_and_the_other_not(self):
        self.two_groups()
        self.take(self.first), self.take(self.second)
        for _ in range(QUICK.crashes):
            self.die()
            killer = self.take(self.first)
            self.take(self.second)

        assert killer.links[0].link.id[1] == "1"
        assert sorted(CycleLink.objects.filter(key__endswith="0").values_list("state", "crashes")) == [
            ("dead", QUICK.crashes),
            ("waiting", 1),
        ]

    def test_a_batch_ends_before_one(self):
        self.two_groups()
        CycleLink.objects.filter(work=self.first, key__endswith="1").update(crashes=1)

        batch = self.take(self.first)

        assert [link.link.id[1] for link in batch.links] == ["0"]
