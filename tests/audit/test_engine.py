"""The engine: who goes next, how politely, and that nothing is lost; all in virtual time."""

from itertools import pairwise

from prongsai.audit.engine import EngineRules, LinkLists
from prongsai.audit.hops import RetryRules
from prongsai.audit.pace import PaceRules
from prongsai.audit.result import LinkToCheck
from prongsai.audit.robots import LONGEST_DELAY_S
from tests.audit.world import HOME, NOT_FOUND, HtmlReader, World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"

FEW = EngineRules(PaceRules(), hosts_at_once=16)


def gaps(world, host):
    moments = [moment for moment, url in world.net.started_at if f"//{host}/" in url]
    return [later - earlier for earlier, later in pairwise(moments)]


def many_sites(hosts, links):
    pages, urls = {}, []
    for number in range(hosts):
        host = f"www.site{number:03}.go.th"
        pages.update(
            site(
                host,
                **{
                    f"p{one}.html": page(f"<h1>เรื่องที่ {one}</h1><p>เนื้อหาเฉพาะของหน้านี้ยาวพอที่จะเป็นเนื้อหาจริง</p>")
                    for one in range(links)
                },
            )
        )
        urls += [f"http://{host}/p{one}.html" for one in range(links)]
    return pages, urls


class TestPoliteness:
    def test_one_request_a_second_at_each_host_and_hosts_side_by_side(self):
        pages, urls = many_sites(20, 5)
        world = World(pages)

        results = world.audit(urls)

        assert len(results) == 100
        for number in range(20):
            assert min(gaps(world, f"www.site{number:03}.go.th")) >= 1.0 - 1e-9
        took = world.now_s - 1000.0
        assert took < 10, "twenty hosts of five pages and four questions each are done in the time of one"
        assert world.engine.pace_report.smallest_gap_s >= 1.0 - 1e-9
        assert world.engine.pace_report.requests == 20 * (5 + 4), (
            "front page twice, probe and one sibling beside the pages"
        )

    def test_redirects_probe_and_robots_keep_the_pace_too(self):
        pages = {**site(), BASE + "a": scripted(302, headers=(("Location", "/b"),)), BASE + "b": page()}
        world = World(pages)

        world.audit([LinkToCheck("1", BASE + "a", is_submitted=False)])

        assert len(world.net.asked) == 7
        assert min(gaps(world, "www.muang.go.th")) >= 1.0 - 1e-9

    def test_hosts_on_one_server_share_its_budget(self):
        pages, urls = many_sites(4, 3)
        world = World(pages)

        class OneServer:
            def find(self, _host):
                return "203.0.113.7"

        world.audit(urls, addresses=OneServer())

        moments = [moment for moment, _ in world.net.started_at]
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.5 - 1e-9

    def test_a_host_whose_address_is_still_asked_for_waits_without_holding_others(self):
        pages, urls = many_sites(2, 1)
        world = World(pages)
        ready_at = world.now_s + 3

        class Slow:
            def find(self, host):
                return None if host.startswith("www.site000") and world.now_s < ready_at else "203.0.113.7"

        world.audit(urls, addresses=Slow())

        first = {url: moment for moment, url in reversed(world.net.started_at)}
        assert first[urls[1]] < ready_at <= first[urls[0]]

    def test_all_hosts_of_a_platform_share_its_budget(self):
        hosts = ["drive.google.com", "docs.google.com", "sites.google.com"]
        pages = {f"https://{host}/x{n}": page() for host in hosts for n in range(2)}
        world = World(pages)

        world.audit(list(pages))

        moments = [moment for moment, _ in world.net.started_at]
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 1.0 - 1e-9

    def test_a_slow_site_is_asked_one_thing_at_a_time(self):
        pages = {**site(), **{BASE + f"p{n}": page(elapsed_s=5.0) for n in range(3)}}
        world = World(pages)

        world.audit([BASE + f"p{n}" for n in range(3)])

        asked = [moment for moment, url in world.net.started_at if url in pages]
        assert min(later - earlier for earlier, later in pairwise(asked)) >= 1.0
        slow = [moment for moment, url in world.net.started_at if url.startswith(BASE + "p") and url in pages]
        assert min(later - earlier for earlier, later in pairwise(slow)) >= 5.0

    def test_a_struggling_site_is_asked_more_slowly_until_it_answers_well(self):
        pages = {**site(), **{BASE + f"p{n}": scripted(500) for n in range(4)}}
        world = World(pages)

        world.audit([BASE + f"p{n}" for n in range(4)])

        waits = gaps(world, "www.muang.go.th")
        assert waits[0] < waits[1] < waits[2]
        assert "www.muang.go.th" in world.engine.pace_report.hosts_slowed

    def test_retry_after_is_obeyed_and_the_link_asked_again(self):
        busy = scripted(503, headers=(("Retry-After", "12"),))
        world = World({**site(), BASE + "a": [busy, page()]})

        result = world.audit([BASE + "a"])["1"]

        assert result.verdict == "opens"
        assert gaps(world, "www.muang.go.th")[0] >= 12.0

    def test_the_delay_that_robots_txt_asks_for_is_kept(self):
        robots = scripted(body=b"User-agent: *\nCrawl-delay: 9")
        pages = {**site(), BASE + "robots.txt": robots, **{BASE + f"p{n}": page() for n in range(3)}}
        world = World({**pages, **site("www.other.go.th", a=page(), b=page())})
        links = [LinkToCheck(str(n), BASE + f"p{n}", is_submitted=False) for n in range(3)]

        world.audit(
            [*links, LinkToCheck("4", "http://www.other.go.th/a"), LinkToCheck("5", "http://www.other.go.th/b")]
        )

        assert min(gaps(world, "www.muang.go.th")) >= 9.0 - 1e-9
        assert min(gaps(world, "www.other.go.th")) < 2.0

    def test_a_delay_of_hours_is_capped(self):
        robots = scripted(body=b"User-agent: *\nCrawl-delay: 86400")
        world = World({**site(), BASE + "robots.txt": robots, BASE + "a": page()})

        world.audit([LinkToCheck("1", BASE + "a", is_submitted=False)])

        assert min(gaps(world, "www.muang.go.th")) >= LONGEST_DELAY_S - 1e-9
        assert max(gaps(world, "www.muang.go.th")) < LONGEST_DELAY_S + 1

    def test_a_port_of_its_own_is_no_host_of_its_own(self):
        base = "http://www.muang.go.th:8080/"
        robots = scripted(body=b"User-agent: *\nCrawl-delay: 9")
        world = World({base: HOME, base + "*": NOT_FOUND, base + "robots.txt": robots, base + "a": page()})

        world.audit([LinkToCheck("1", base + "a", is_submitted=False)])

        assert min(gaps(world, "www.muang.go.th:8080")) >= 9.0 - 1e-9

    def test_a_longer_retry_after_ends_that_link_and_the_others_go_on_at_pace(self):
        busy = scripted(429, headers=(("Retry-After", "3600"),))
        world = World({**site(), BASE + "a": busy, BASE + "b": page()})

        results = world.audit([BASE + "a", BASE + "b"])

        assert (results["1"].verdict, results["2"].verdict) == ("refused", "opens")
        assert "3600" in results["1"].why
        assert world.now_s - 1000 < 60

    def test_a_window_spreads_the_hosts(self):
        pages, urls = many_sites(40, 1)
        world = World(pages)

        world.audit(urls, rules=EngineRules(PaceRules(), window_s=3600.0))

        firsts = sorted({url.split("/")[2]: moment - 1000 for moment, url in reversed(world.net.started_at)}.values())
        assert firsts[0] < 600
        assert firsts[-1] > 3000
        assert max(later - earlier for earlier, later in pairwise(firsts)) < 900

    def test_the_longest_wait_is_that_of_the_last_in_line(self):
        pages, urls = many_sites(1, 6)
        world = World(pages)

        results = world.audit(urls)

        assert world.engine.pace_report.longest_wait_s == max(result.waited_s for result in results.values())
        assert 6.0 <= world.engine.pace_report.longest_wait_s <= 9.0

    def test_no_pace_means_several_requests_at_one_host(self):
        pages, urls = many_sites(1, 30)
        world = World(pages)

        world.audit(urls, rules=EngineRules(PaceRules(0, 0, 0, host_connections=4)))

        assert world.now_s - 1000 < 30 * 0.1, "thirty answers of a tenth of a second, four at a time"


class TestTurns:
    """Pages that came at once are worked on stage by stage: all are read before the first is looked at."""

    def _done(self, sites, *, failing=None):
        done = []

        class Reader(HtmlReader):
            def read(self, content, *, content_type="", name=""):
                if name.startswith("p"):
                    done.append("read")
                return super().read(content, content_type=content_type, name=name)

        def look(read):
            done.append("looked at")
            if done.count("looked at") == failing:
                raise RuntimeError("a fault of ours")
            return read.text

        pages, urls = many_sites(sites, 1)
        results = World(pages).audit(urls, gap_s=0.0, reader=Reader(), meaningful=look)
        return done, results

    def test_all_are_read_before_the_first_is_looked_at(self):
        done, results = self._done(6)

        assert done == ["read"] * 6 + ["looked at"] * 6
        assert {result.verdict for result in results.values()} == {"opens"}

    def test_one_alone_waits_for_nobody(self):
        done, results = self._done(1)

        assert done == ["read", "looked at"]
        assert results["1"].verdict == "opens"

    def test_a_fault_in_one_leaves_the_others_their_turn(self, caplog):
        done, results = self._done(5, failing=3)

        assert done.count("looked at") == 5
        assert sorted(result.verdict for result in results.values()) == ["not_checked", *["opens"] * 4]
        assert "a fault of ours" in caplog.text

    def test_pages_of_one_site_keep_its_pace(self):
        pages, urls = many_sites(1, 4)
        world = World(pages)

        world.audit(urls)

        assert all(gap >= 1.0 for gap in gaps(world, "www.site000.go.th"))


class TestSiteThatIsDown:
    def test_is_given_up_after_five_failures_in_a_row(self):
        host = "http://www.gone.go.th/"
        world = World({host + "*": scripted(problem="connect_timed_out", elapsed_s=10.0)})

        results = world.audit([f"{host}p{n}" for n in range(40)])

        assert {result.verdict for result in results.values()} == {"timed_out"}
        assert len(world.net.asked) <= 12
        assert "ติดกัน" in results["40"].why

    def test_a_site_that_answers_is_not_given_up_for_errors(self):
        world = World({BASE + "*": scripted(500), BASE: HOME})

        world.audit([f"{BASE}p{n}" for n in range(12)])

        assert len(world.net.asked) == 12

    def test_a_broken_connection_is_tried_once_more(self):
        world = World({**site(), BASE + "a": [scripted(problem="connection_reset"), page()]})

        assert world.audit([BASE + "a"])["1"].verdict == "opens"

    def test_retries_can_be_switched_off(self):
        world = World({**site(), BASE + "a": [scripted(problem="connection_reset"), page()]})

        assert world.audit([BASE + "a"], retry=RetryRules(retries=0))["1"].verdict == "refused"


class TestNothingIsLost:
    def test_every_link_has_exactly_one_result(self):
        pages, urls = many_sites(30, 7)
        mixed = [*urls, "mailto:x@y.z", "", "http://www.nowhere.go.th/a", *urls[:10]]

        results = World(pages).audit([LinkToCheck(str(number), url) for number, url in enumerate(mixed)])

        assert sorted(map(int, results)) == list(range(len(mixed)))

    def test_stopping_leaves_the_rest_with_the_frontier(self):
        pages, urls = many_sites(3, 10)
        world = World(pages)
        engine = world.start([LinkToCheck(str(number), url) for number, url in enumerate(urls)])
        run = engine.run()

        done = [next(run) for _ in range(5)]
        run.close()

        assert len({visited.result.link.id for visited in done}) == 5

    def test_hosts_are_forgotten_when_they_are_done(self):
        pages, urls = many_sites(25, 2)
        world = World(pages)

        world.audit(urls)

        assert world.engine._hosts == {}

    def test_what_politeness_remembers_of_them_too(self):
        pages, urls = many_sites(400, 1)
        pages |= {
            f"http://one{n}.go.th/": scripted(302, headers=(("Location", f"http://two{n}.go.th/"),)) for n in range(400)
        }
        pages |= {f"http://two{n}.go.th/": page() for n in range(400)}
        world = World(pages)

        class Own:
            def find(self, host):
                return f"address of {host}"

        world.audit([*urls, *(f"http://one{n}.go.th/" for n in range(400))], addresses=Own(), judge=False, rules=FEW)

        assert world.engine._pace.kept < 600, "1,200 hosts and as many addresses were asked"

    def test_redirects_to_hosts_that_are_not_in_the_list(self):
        pages = {
            **site(),
            BASE + "a": scripted(302, headers=(("Location", "http://www.new.go.th/a"),)),
            **site("www.new.go.th", a=page()),
        }

        result = World(pages).audit([BASE + "a"])["1"]

        assert (result.verdict, result.host_class) == ("moved", "own")


class TestLinkLists:
    def test_gives_links_by_host_in_order(self):
        links = [
            LinkToCheck("1", "http://a.go.th/1"),
            LinkToCheck("2", "http://b.go.th/1"),
            LinkToCheck("3", "HTTP://A.go.th/2"),
            LinkToCheck("4", "x"),
        ]
        lists = LinkLists(links)

        assert dict(lists.hosts()) == {"a.go.th": 2, "b.go.th": 1, "": 1}
        assert [link.id for link in lists.take("a.go.th", 50)] == ["1", "3"]
        assert lists.take("a.go.th", 50) == []
        assert lists.take("never.go.th", 50) == []


def test_a_404_front_page_does_not_hinder():
    pages = {BASE: scripted(404), BASE + "*": NOT_FOUND, BASE + "a": page()}

    assert World(pages).audit([BASE + "a"])["1"].verdict == "opens"


class TestHostsInHand:
    def test_no_more_hosts_than_the_rule_allows_and_all_are_done(self):
        pages, urls = many_sites(30, 2)
        world = World(pages)
        engine = world.start(
            [LinkToCheck(str(number), url) for number, url in enumerate(urls)],
            rules=EngineRules(PaceRules(), hosts_at_once=4),
        )
        most = 0
        done = set()

        for visited in engine.run():
            most = max(most, sum(host.is_listed for host in engine._hosts.values()))
            done.add(visited.result.link.id)

        assert len(done) == 60
        assert most <= 4
        assert engine._hosts == {}

    def test_a_host_that_a_redirect_led_to_still_has_its_own_turn(self):
        pages = {
            **site(),
            BASE + "a": scripted(302, headers=(("Location", "http://www.new.go.th/a"),)),
            **site("www.new.go.th", a=page(), b=page()),
        }
        links = [BASE + "a", "http://www.new.go.th/b"]

        results = World(pages).audit(links, rules=EngineRules(PaceRules(), hosts_at_once=1))

        assert [results[key].verdict for key in ("1", "2")] == ["moved", "opens"]
