"""Cycles at their edges: nothing to do, one link, the same link twice, no host, a window that is over, what is printed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from prongsai.apps.cycles import jobs
from prongsai.apps.cycles.actions import close_cycle, forget_cycles, open_cycle
from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork, Host, PaceGroup
from prongsai.apps.cycles.nudges import feed, find_lost
from prongsai.apps.cycles.queries import cycle_report, list_dead_links, list_groups
from tests.apps.cycles.helpers import QUICK, Web, entry, make_cycle, states, turn, turns

pytestmark = pytest.mark.django_db


class TestEmpty:
    def test_a_cycle_of_nothing_is_nothing_to_do(self):
        cycle = make_cycle()

        report = cycle_report(cycle)

        assert (report.links, report.groups, report.visits, report.is_ended) == (0, 0, 0, True)
        assert (report.smallest_gap_s, report.longest_wait_s, report.last_checked_at) == (None, 0.0, None)
        assert report.verdicts == {}
        assert feed() == 0

    def test_it_is_noted_as_ended_by_the_next_look(self):
        make_cycle()

        find_lost()

        assert Cycle.objects.get().ended_at is not None

    def test_closing_it_gives_up_nothing(self):
        assert close_cycle(cycle=make_cycle()) == 0

    def test_closing_twice_keeps_the_first_end(self):
        cycle = make_cycle(entry(1))
        assert close_cycle(cycle=cycle) == 1
        ended_at = Cycle.objects.get().ended_at

        assert close_cycle(cycle=cycle) == 0
        assert Cycle.objects.get().ended_at == ended_at


class TestLinks:
    def test_one_link_is_one_piece_of_work_done_in_one_turn(self):
        cycle = make_cycle(entry(1))

        assert turns(Web()) == 1

        report = cycle_report(cycle)
        assert (report.done, report.groups_waiting, report.visits, report.smallest_gap_s) == (1, 0, 1, None)
        assert report.is_ended

    def test_one_id_twice_is_one_link_and_the_first_address_counts(self):
        make_cycle(entry(1, "http://a.go.th/1"), entry(1, "http://b.go.th/1"))

        assert CycleLink.objects.get().url == "http://a.go.th/1"
        assert [group.name for group in PaceGroup.objects.all()] == ["a.go.th"]

    def test_one_address_under_two_ids_is_visited_for_both(self):
        make_cycle(entry(1, "http://a.go.th/x"), entry(2, "http://a.go.th/x"))
        web = Web()

        turns(web)

        assert web.asked == ["1", "2"]

    def test_a_link_is_in_two_cycles_at_a_time(self):
        make_cycle(entry(1))
        make_cycle(entry(1))

        assert CycleLink.objects.filter(key="1").count() == 2
        assert PaceGroup.objects.count() == Host.objects.count() == 1

    @pytest.mark.parametrize("url", ["", "http://", "/only/a/path", "mailto:a@b.c", "http://[::1", "http://:80/"])
    def test_what_has_no_host_is_one_group_of_its_own_and_is_ended(self, url):
        make_cycle(entry(1, url or " "), entry(2, "http://a.go.th/"))

        turns(Web(**{"1": ("blocked", None)}))

        assert CycleLink.objects.get(key="1").work.group.name == "no-host"
        assert states() == {"1": "done", "2": "done"}

    def test_a_host_longer_than_its_column_is_taken(self):
        url = f"http://{'a' * 400}.go.th/"

        make_cycle(entry(1, url))
        turns(Web())

        assert len(Host.objects.get().name) == 255
        assert states() == {"1": "done"}

    @pytest.mark.parametrize(
        "urls",
        [
            ("http://A.go.th/", "http://a.go.th/"),
            ("http://www.a.go.th", "https://a.go.th:8443/x"),
            ("http://a.go.th./", "http://a.go.th/"),
        ],
    )
    def test_one_host_spelled_differently_is_paced_as_one(self, urls):
        make_cycle(*(entry(number, url) for number, url in enumerate(urls)))

        assert PaceGroup.objects.get().name == "a.go.th"


class TestWindow:
    def test_one_that_is_over_is_visited_now(self):
        make_cycle(entry(1), opens_at=timezone.now() - timedelta(days=2), window_s=3600)

        assert turns(Web()) == 1
        assert states() == {"1": "done"}

    def test_one_that_has_not_begun_waits(self):
        make_cycle(entry(1), opens_at=timezone.now() + timedelta(hours=1), window_s=60)
        web = Web()

        assert turn(web) == 0
        assert web.asked == []
        assert states() == {"1": "waiting"}

    def test_one_without_length_is_refused_and_leaves_nothing(self):
        now = timezone.now()

        with pytest.raises(IntegrityError), transaction.atomic():
            open_cycle(name="x", entries=[entry(1)], opens_at=now, closes_at=now, pace=QUICK)

        assert not Cycle.objects.exists()
        assert not CycleLink.objects.exists()

    def test_work_of_a_closed_cycle_is_not_fed(self):
        cycle = make_cycle(entry(1))
        close_cycle(cycle=cycle)

        assert feed() == 0
        assert turn(Web()) == 0
        assert cycle_report(cycle).verdicts == {"not_checked": 1}


class TestForget:
    def ended(self, cycle, days):
        Cycle.objects.filter(pk=cycle.pk).update(ended_at=timezone.now() - timedelta(days=days))

    def test_of_nothing_forgets_nothing(self):
        assert forget_cycles(ended_before=timezone.now()) == 0

    def test_one_that_never_ended_stays_however_old(self):
        make_cycle(entry(1), opens_at=timezone.now() - timedelta(days=400))

        assert forget_cycles(ended_before=timezone.now()) == 0
        assert CycleLink.objects.count() == 1

    def test_the_very_moment_is_not_before_itself(self):
        cycle = make_cycle(entry(1))
        moment = timezone.now()
        Cycle.objects.filter(pk=cycle.pk).update(ended_at=moment)

        assert forget_cycles(ended_before=moment) == 0
        assert forget_cycles(ended_before=moment + timedelta(microseconds=1)) == 1

    def test_the_job_keeps_a_fortnight(self):
        kept, gone = make_cycle(entry(1)), make_cycle(entry(2))
        self.ended(kept, 13.9)
        self.ended(gone, 14.1)

        assert jobs.forget_cycles() == 1
        assert Cycle.objects.get() == kept

    def test_more_groups_than_one_statement_holds_all_go(self):
        cycle = make_cycle(*(entry(number, f"http://t{number}.go.th/") for number in range(501)))
        self.ended(cycle, 20)

        assert forget_cycles(ended_before=timezone.now()) == 1
        assert not GroupWork.objects.exists()
        assert PaceGroup.objects.count() == 501  # the hosts keep their pace for the next cycle


class TestShowCycles:
    def out(self, capsys, *arguments):
        call_command("show_cycles", *arguments)
        return capsys.readouterr().out

    def test_says_nothing_where_there_is_none(self, capsys):
        assert self.out(capsys) == ""

    def test_an_empty_cycle_has_no_gap(self, capsys):
        make_cycle()

        assert "smallest gap of a host: -" in self.out(capsys)

    def test_shows_as_many_as_asked_newest_first(self, capsys):
        for name in ("first", "second", "third"):
            cycle = make_cycle(entry(name))
            Cycle.objects.filter(pk=cycle.pk).update(name=name)

        out = self.out(capsys, "--last", "2")

        assert out.index("third") < out.index("second")
        assert "first" not in out

    def test_lists_as_many_given_up_as_asked(self, capsys):
        cycle = make_cycle(*(entry(number) for number in range(5)))
        close_cycle(cycle=cycle)

        assert self.out(capsys, "--dead", "2").count("given up: office") == 2
        assert self.out(capsys, "--dead", "0").count("given up: office") == 0
        assert len(list_dead_links(cycle)) == 5

    def test_says_how_often_a_link_crashed_its_worker(self, capsys):
        def crash():
            raise ValueError("broken")

        make_cycle(entry(1))
        turns(Web(**{"1": crash}))

        assert "3 crashes" in self.out(capsys)
        assert states() == {"1": "dead"}

    def test_shows_the_three_groups_with_the_smallest_gap(self, capsys):
        cycle = make_cycle(*(entry(f"{host}{n}", f"http://h{host}.go.th/{n}") for host in range(4) for n in range(2)))
        turns(Web())

        out = self.out(capsys)

        assert out.count(" 2 visits, ") == 3
        gaps = [group.smallest_gap_s for group in list_groups(cycle)]
        assert len(gaps) == 4
        assert gaps == sorted(gaps)
