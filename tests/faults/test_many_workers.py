"""Workers killed, the database restarted, the network cut: no link lost, none visited twice beyond those in flight.

Real worker processes, a real PostgreSQL and a real web site on loopback.
"""

import signal
import time

import pytest

from tests.faults.machines import assert_all_kept_once, assert_pace_kept, machines, visited_again
from tests.faults.site import Site
from tests.postgres_server import PostgresServer, find_programs

pytestmark = pytest.mark.skipif(find_programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def postgres():
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture
def site():
    site = Site(hosts=3)
    yield site
    site.cut()


class TestWorkerKilled:
    def test_another_goes_on_where_it_stopped(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=15) as fleet:
            first, _second = fleet.start(), fleet.start()
            fleet.wait_for_requests(15)

            first.send_signal(signal.SIGKILL)
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert set(site.paths()) == {
            url.removeprefix("http://").replace(f":{site.port}", "") for url in fleet.links.values()
        }
        assert visited_again(site) <= len(site.hosts)  # at most the one in flight of each host it had
        assert_pace_kept(site)


@pytest.mark.slow
class TestManyKilled:
    def test_each_death_costs_at_most_the_links_in_flight(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=60) as fleet:
            fleet.start(), fleet.start()
            for number in range(4):
                fleet.wait_for_requests(15 + number * 30)
                fleet.workers[number].send_signal(signal.SIGKILL)
                fleet.start()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert visited_again(site) <= 4 * len(site.hosts)
        assert_pace_kept(site)

    def test_a_link_that_kills_its_workers_is_given_up_and_the_others_are_not(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=6) as fleet:
            fleet.start(killed_by="1-3", crashes=2)
            fleet.start(killed_by="1-3", crashes=2)
            fleet.start(killed_by="1-3", crashes=2)
            fleet.wait_for_end()

            report = fleet.report()
            assert fleet.query("SELECT key, state, verdict FROM cycles_cyclelink WHERE state <> 'done'") == [
                ("1-3", "dead", "not_checked")
            ]
        assert (report["done"], report["dead"]) == (17, 1)
        assert_pace_kept(site)


@pytest.mark.slow
class TestWorkerStopped:
    def test_ends_with_the_link_in_hand_and_nothing_is_visited_twice(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=30) as fleet:
            first, _second = fleet.start(), fleet.start()
            fleet.wait_for_requests(15)

            first.send_signal(signal.SIGTERM)
            assert first.wait(10) == 0
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert visited_again(site) == 0
        assert_pace_kept(site)


@pytest.mark.slow
class TestDatabaseRestarted:
    @pytest.mark.parametrize("mode", ["immediate", "fast"])
    def test_workers_wait_and_go_on(self, postgres, site, tmp_path, mode):
        with machines(postgres, site, tmp_path, links_a_host=40) as fleet:
            fleet.start(), fleet.start()
            fleet.wait_for_requests(20)

            postgres.stop(mode)
            time.sleep(3)  # longer than a lease lasts
            asked = len(site.seen)
            postgres.start()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
            assert [worker.poll() for worker in fleet.workers] == [None, None]
        assert asked <= 20 + 6 * len(site.hosts)  # nobody goes on visiting while nothing can be kept
        # What is in hand is kept when the database comes back, unless the lease ran out and another was quicker.
        assert visited_again(site) <= len(site.hosts)
        assert_pace_kept(site)

    def test_a_worker_killed_while_it_was_away(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=30) as fleet:
            first, _second = fleet.start(), fleet.start()
            fleet.wait_for_requests(15)

            postgres.stop()
            first.send_signal(signal.SIGKILL)
            time.sleep(1)
            postgres.start()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert visited_again(site) <= len(site.hosts)
        assert_pace_kept(site)


@pytest.mark.slow
class TestNetworkCut:
    def test_links_that_had_no_answer_are_tried_again(self, postgres, site, tmp_path):
        with machines(postgres, site, tmp_path, links_a_host=30) as fleet:
            fleet.start(), fleet.start()
            fleet.wait_for_requests(30)

            site.cut()
            time.sleep(4)
            answered = len(site.seen)
            site.mend()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
            tried = fleet.query("SELECT count(*) FROM seen WHERE state = 'waiting' AND verdict = 'refused'")[0][0]
            report = fleet.report()
        assert answered < len(fleet.links)
        assert 0 < tried <= 4 * 10 * len(site.hosts)  # the group rests: not every link is spent on a host that is away
        assert report["verdicts"] == {"opens": len(fleet.links)}
        assert visited_again(site) == 0
        assert_pace_kept(site)
