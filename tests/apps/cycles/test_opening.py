"""Opening a cycle: each link once, hosts grouped, the work spread over the window."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from prongsai.apps.cycles.actions import close_cycle, forget_cycles
from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork, Host, PaceGroup
from prongsai.apps.cycles.queries import cycle_report
from prongsai.audit.batches import Pace
from prongsai.audit.result import LinkToCheck
from tests.apps.cycles.helpers import CycleEntry, Web, entry, make_cycle, states, turn, turns

pytestmark = pytest.mark.django_db


class TestOpenCycle:
    def test_puts_each_link_once_with_all_it_was_asked_with(self):
        link = LinkToCheck("7", "https://bansuan.go.th/o12", "O12", 2568, False)

        make_cycle(CycleEntry(link, "bansuan"), CycleEntry(link, "bansuan"), entry(8))

        row = CycleLink.objects.get(key="7")
        assert (row.url, row.item, row.fiscal_year, row.is_submitted) == (link.url, "O12", 2568, False)
        assert (row.agency, row.state, row.tries) == ("bansuan", "waiting", 0)
        assert CycleLink.objects.count() == 2

    def test_hosts_of_one_platform_are_one_piece_of_work(self):
        make_cycle(
            entry(1, "https://drive.google.com/file/d/1"),
            entry(2, "https://docs.google.com/document/d/2"),
            entry(3, "https://www.bansuan.go.th/3"),
            entry(4, "https://bansuan.go.th/4"),
        )

        work = {work.group.name: work.links.count() for work in GroupWork.objects.select_related("group")}
        assert work == {"platform:google": 2, "bansuan.go.th": 2}

    def test_hosts_at_one_address_are_one_piece_of_work(self):
        addresses = {"a.go.th": ["203.0.113.5"], "b.go.th": ["203.0.113.5"]}

        make_cycle(entry(1, "http://a.go.th/1"), entry(2, "http://b.go.th/2"), addresses=addresses)

        assert GroupWork.objects.get().group.name == "a.go.th"

    def test_a_host_with_waiting_links_keeps_its_group_when_its_address_is_learnt(self):
        make_cycle(entry(1, "http://b.go.th/1"))
        addresses = {"a.go.th": ["203.0.113.5"], "b.go.th": ["203.0.113.5"]}

        make_cycle(entry(2, "http://a.go.th/2"), entry(3, "http://b.go.th/3"), addresses=addresses)

        assert Host.objects.get(name="b.go.th").group.name == "b.go.th"
        assert CycleLink.objects.get(key="3").work.group == CycleLink.objects.get(key="1").work.group

    def test_and_moves_once_nothing_waits_there(self):
        make_cycle(entry(1, "http://b.go.th/1"))
        turns(Web())
        addresses = {"a.go.th": ["203.0.113.5"], "b.go.th": ["203.0.113.5"]}

        make_cycle(entry(2, "http://a.go.th/2"), entry(3, "http://b.go.th/3"), addresses=addresses)

        assert Host.objects.get(name="b.go.th").group.name == "a.go.th"

    def test_spreads_the_work_over_the_window(self):
        opens_at = timezone.now()

        make_cycle(
            *(entry(number, f"http://tambon{number}.go.th/") for number in range(200)),
            opens_at=opens_at,
            window_s=8 * 3600,
            pace=Pace(),
        )

        hours = [(work.due_at - opens_at).total_seconds() / 3600 for work in GroupWork.objects.all()]
        assert 0 <= min(hours) < 1
        assert 7 < max(hours) < 8
        assert CycleLink.objects.exclude(due_at=None).count() == 200

    def test_makes_as_many_queries_for_300_links_of_a_host_as_for_3(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            make_cycle(*(entry(number) for number in range(300)))

    def test_loses_none_where_one_statement_ends_and_the_next_begins(self, monkeypatch):
        monkeypatch.setattr("prongsai.apps.cycles.actions.ROWS_AT_ONCE", 7)

        make_cycle(*(entry(number, f"http://t{number % 3}.go.th/{number}") for number in range(30)))

        assert sorted(CycleLink.objects.values_list("key", flat=True), key=int) == [str(number) for number in range(30)]

    def test_links_of_one_agency_stay_together(self):
        make_cycle(
            *(entry(number, f"https://drive.google.com/{number}", agency=f"agency{number % 3}") for number in range(9))
        )

        agencies = [link.agency for link in CycleLink.objects.order_by("due_at", "pk")]
        assert agencies == sorted(agencies)

    def test_takes_an_address_without_a_host(self):
        make_cycle(entry(1, "ftp/x"), entry(2, "http://[broken"))

        assert GroupWork.objects.get().group.name == "no-host"

    def test_takes_more_hosts_than_one_statement_has_room_for(self):
        make_cycle(*(entry(number, f"http://t{number}.go.th/") for number in range(1_300)))

        assert GroupWork.objects.count() == PaceGroup.objects.count() == 1_300


class TestCloseCycle:
    def test_gives_up_what_waits_and_keeps_what_was_seen(self):
        cycle = make_cycle(*(entry(number) for number in range(12)))
        turn(Web())

        assert close_cycle(cycle=cycle) == 2

        report = cycle_report(cycle)
        assert (report.done, report.dead, report.waiting) == (10, 2, 0)
        assert report.verdicts == {"opens": 10, "not_checked": 2}
        assert Cycle.objects.get().ended_at is not None

    def test_a_batch_in_hand_keeps_its_results_out_of_a_closed_cycle(self):
        cycle = make_cycle(entry(1), entry(2))
        web = Web(**{"1": lambda: close_cycle(cycle=cycle) and ("opens", 200)})

        turn(web)

        assert states() == {"1": "dead", "2": "dead"}
        assert web.kept == []


class TestForgetCycles:
    def test_deletes_what_ended_long_ago_and_nothing_else(self):
        old, fresh, running = (make_cycle(*(entry(f"{name}{n}") for n in range(3))) for name in "abc")
        Cycle.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=20))
        Cycle.objects.filter(pk=fresh.pk).update(ended_at=timezone.now() - timedelta(days=2))

        assert forget_cycles(ended_before=timezone.now() - timedelta(days=14)) == 1

        assert set(Cycle.objects.all()) == {fresh, running}
        assert CycleLink.objects.count() == 6
        assert PaceGroup.objects.count() == 1

    def test_makes_as_many_queries_for_300_links_as_for_3(self, django_assert_max_num_queries):
        make_cycle(*(entry(number) for number in range(300)))
        Cycle.objects.update(ended_at=timezone.now() - timedelta(days=20))

        with django_assert_max_num_queries(12):
            forget_cycles(ended_before=timezone.now())


class TestShowCycles:
    def test_says_how_it_went_and_what_was_given_up(self, capsys):
        make_cycle(entry(1), entry(2, agency="bansuan"))
        turns(Web(**{"2": ("timed_out", None)}))

        call_command("show_cycles")

        out = capsys.readouterr().out
        assert "links: 2" in out
        assert "done 1" in out
        assert "given up: bansuan 2 http://www.bansuan.go.th/2 timed_out (3 tries)" in out


class TestConstraints:
    def break_(self, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    def test_no_link_twice_in_a_cycle(self):
        make_cycle(entry(1))
        link = CycleLink.objects.get()
        link.pk = None

        self.break_(link.save)

    def test_a_group_once_in_a_cycle(self):
        make_cycle(entry(1))
        work = GroupWork.objects.get()
        work.pk = None

        self.break_(work.save)

    def test_an_ended_link_has_a_verdict(self):
        make_cycle(entry(1))

        self.break_(lambda: CycleLink.objects.update(state="done"))

    def test_a_lease_has_an_owner_and_an_end(self):
        PaceGroup.objects.create(name="a")

        self.break_(lambda: PaceGroup.objects.update(leased_by="x"))
        self.break_(lambda: PaceGroup.objects.update(lease_until=timezone.now()))

    def test_a_state_is_one_of_three(self):
        make_cycle(entry(1))

        self.break_(lambda: CycleLink.objects.update(state="lost"))

    def test_a_cycle_opens_before_it_closes(self):
        now = timezone.now()

        self.break_(lambda: Cycle.objects.create(name="x", opens_at=now, closes_at=now - timedelta(seconds=1)))
