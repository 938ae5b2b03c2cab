"""On SQLite the same worker runs in one process: killed and started again, it loses nothing."""

import signal

import pytest

from tests.faults.machines import assert_all_kept_once, assert_pace_kept, machines, visited_again
from tests.faults.site import Site


@pytest.fixture
def site():
    site = Site(hosts=3)
    yield site
    site.cut()


class TestWorkerKilled:
    def test_the_next_goes_on_where_it_stopped(self, site, tmp_path):
        with machines(None, site, tmp_path, links_a_host=12) as fleet:
            fleet.start()
            fleet.wait_for_requests(9)

            fleet.workers[0].kill()
            fleet.start()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert visited_again(site) <= len(site.hosts)
        assert_pace_kept(site)


@pytest.mark.slow
class TestWorkerStopped:
    def test_ends_with_the_link_in_hand(self, site, tmp_path):
        with machines(None, site, tmp_path, links_a_host=12) as fleet:
            first = fleet.start()
            fleet.wait_for_requests(9)

            first.send_signal(signal.SIGTERM)
            assert first.wait(15) == 0
            fleet.start()
            fleet.wait_for_end()

            assert_all_kept_once(fleet)
        assert visited_again(site) == 0
        assert_pace_kept(site)
