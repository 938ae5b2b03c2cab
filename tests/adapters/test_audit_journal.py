import sqlite3

import pytest

from prongsai.adapters.audit_journal import open_journal
from prongsai.audit.engine import host_of_link
from prongsai.audit.result import LinkToCheck
from prongsai.core.errors import PersonError

LINKS = [LinkToCheck(str(n), f"http://h{n % 3}.go.th/{n}", "O1" if n % 2 else None, 2566) for n in range(30)]


def opened(folder, links=LINKS, **more):
    return open_journal(folder, iter(links), host_of=host_of_link, **more)


def do(journal, count):
    done = 0
    for host, _ in list(journal.hosts()):
        while done < count and (links := journal.take(host, 1)):
            journal.save(links[0], "opens", '{"id": "' + links[0].id + '", "verdict": "opens"}')
            done += 1
    return done


class TestJournal:
    def test_gives_every_link_once_by_host(self, tmp_path):
        journal = opened(tmp_path)

        assert list(journal.hosts()) == [("h0.go.th", 10), ("h1.go.th", 10), ("h2.go.th", 10)]
        taken = [link for host, _ in journal.hosts() for _ in range(3) for link in journal.take(host, 4)]
        assert sorted(taken, key=lambda link: int(link.id)) == LINKS
        assert journal.take("h0.go.th", 4) == []

    def test_goes_on_where_it_was(self, tmp_path):
        first = opened(tmp_path)
        do(first, 12)
        first.close()

        second = opened(tmp_path)

        assert second.is_resumed
        assert second.left() == 18
        assert len(list(second.results())) == 12
        assert do(second, 100) == 18
        assert sorted(int(line["id"]) for line in second.results()) == list(range(30))

    def test_is_gone_when_all_is_done(self, tmp_path):
        journal = opened(tmp_path)
        do(journal, 100)

        journal.close()

        assert list(tmp_path.iterdir()) == []

    def test_what_was_taken_but_not_saved_is_still_to_do(self, tmp_path):
        first = opened(tmp_path)
        first.take("h0.go.th", 5)
        first.close()

        assert opened(tmp_path).left() == 30

    def test_another_list_is_another_run(self, tmp_path):
        first = opened(tmp_path)
        do(first, 5)
        first.close()

        assert not opened(tmp_path, LINKS[:-1]).is_resumed

    def test_fresh_begins_anew(self, tmp_path):
        first = opened(tmp_path)
        do(first, 5)
        first.close()

        again = opened(tmp_path, fresh=True)

        assert not again.is_resumed
        assert again.left() == 30

    def test_the_same_link_twice_is_two_links(self, tmp_path):
        twice = [LinkToCheck("1", "http://a.go.th/x"), LinkToCheck("1", "http://a.go.th/x")]
        journal = opened(tmp_path, twice)

        one, other = journal.take("a.go.th", 9)
        journal.save(one, "opens", '{"id": "1", "verdict": "opens"}')
        journal.save(other, "gone", '{"id": "1", "verdict": "gone"}')

        assert journal.left() == 0
        assert journal.counts() == {"opens": 1, "gone": 1}

    def test_results_come_in_the_order_of_the_list(self, tmp_path):
        journal = opened(tmp_path)
        for link in reversed([link for host, _ in journal.hosts() for link in journal.take(host, 99)]):
            journal.save(link, "opens", '{"id": "' + link.id + '", "verdict": "opens"}')

        assert [line["id"] for line in journal.results()] == [link.id for link in LINKS]

    def test_a_list_that_fails_half_way_leaves_nothing(self, tmp_path):
        def broken():
            yield LINKS[0]
            raise ValueError("line 2")

        with pytest.raises(ValueError, match="line 2"):
            open_journal(tmp_path, broken(), host_of=host_of_link)

        assert list(tmp_path.iterdir()) == []

    def test_saved_results_survive_a_killed_process(self, tmp_path):
        journal = opened(tmp_path)
        do(journal, 10)
        journal.left()

        with sqlite3.connect(journal.path) as other:
            assert other.execute("SELECT count(*) FROM result").fetchone() == (10,)

    def test_one_run_at_a_time_over_a_list(self, tmp_path):
        first = opened(tmp_path)

        with pytest.raises(PersonError, match="another run"):
            opened(tmp_path)
        opened(tmp_path, LINKS[:5]).close()
        first.close()

        opened(tmp_path).close()
        assert not list(tmp_path.glob("*.lock"))
        assert not list(tmp_path.glob(".new*"))

    def test_a_finished_list_is_kept_when_asked(self, tmp_path):
        first = opened(tmp_path)
        do(first, 30)
        first.close(keep=True)

        second = opened(tmp_path)
        assert second.is_resumed
        assert second.left() == 0
        second.close()
        assert list(tmp_path.iterdir()) == []
