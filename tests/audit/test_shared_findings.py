"""What the visits of a host share: found once, under the host that was asked, and told honestly when finding it failed."""

from datetime import UTC, datetime

import pytest

from prongsai.audit import host_facts, robots, visit, watching
from prongsai.audit.engine import EngineRules
from prongsai.audit.fingerprint import fingerprint
from prongsai.audit.host_facts import NOT_ASKED
from prongsai.audit.pace import PaceRules
from prongsai.audit.result import LinkToCheck
from prongsai.audit.robots import Robots
from prongsai.audit.shared_findings import SharedFindings
from prongsai.audit.soft_404 import HostFacts, PageFacts
from prongsai.audit.steps import Shared
from tests.audit.world import World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"
TWO_PAGES = {
    **site(),
    BASE + "a": page(),
    BASE + "b": page("<h1>แผน</h1>" + "<p>เนื้อหาอีกหน้าหนึ่งของเทศบาล ยาวพอเป็นเนื้อหา</p>" * 5),
}


def _faulty(*_args, **_more):
    raise RuntimeError("a fault of ours")


def _nothing():
    raise AssertionError("never run")
    yield


HOME = HostFacts(None, PageFacts(BASE, 200, fingerprint("หน้าแรก"), frozenset(), frozenset()))


class TestFindingThatFails:
    def test_robots_with_a_fault_of_ours_close_the_site_for_this_run(self, monkeypatch):
        closed = Robots.closed()
        monkeypatch.setattr(Robots, "closed", lambda: closed)
        monkeypatch.setattr(robots, "parse_robots", _faulty)

        results = World({**TWO_PAGES, BASE + "robots.txt": scripted(body=b"User-agent: *")}).audit(
            [LinkToCheck("1", BASE + "a", is_submitted=False), LinkToCheck("2", BASE + "b", is_submitted=False)]
        )

        assert [result.verdict for result in results.values()] == ["not_checked"] * 2
        assert all("robots.txt" in result.why for result in results.values())
        assert not any("ขัดข้อง" in result.why for result in results.values())

    def test_probe_with_a_fault_of_ours_leaves_the_pages_judged_alone(self, monkeypatch):
        monkeypatch.setattr(host_facts, "facts_at", _faulty)

        results = World(TWO_PAGES).audit([BASE + "a", BASE + "b"])

        assert [result.verdict for result in results.values()] == ["opens"] * 2

    def test_watch_with_a_fault_of_ours_tells_nothing(self, monkeypatch):
        monkeypatch.setattr(watching, "find_cloaking", _faulty)

        results = World(TWO_PAGES).audit([BASE + "a", BASE + "b"], watches=True)

        assert [result.verdict for result in results.values()] == ["opens"] * 2

    @pytest.mark.parametrize(
        ("steps", "name", "default"),
        [
            (lambda to: visit._robots(BASE, to), "robots", Robots.closed()),
            (lambda to: host_facts.find_host_facts(BASE, to), "facts", NOT_ASKED),
            (lambda to: host_facts.find_missing(BASE, NOT_ASKED, to), "missing /", None),
            (lambda to: host_facts.with_noise(BASE, HOME, to), "noise", (0, 0, False)),
            (lambda to: watching.watch_host(BASE, to), "cloaking", ()),
        ],
    )
    def test_each_finding_says_what_to_go_by_without_it(self, steps, name, default):
        asked = next(steps(World({}).start([], watches=True)._to))

        assert (asked.host, asked.name, asked.default) == ("www.muang.go.th", name, default)


class TestWhereFindingsAreKept:
    def test_a_target_of_links_on_two_hosts_is_asked_once(self):
        target = "http://www.target.go.th/"
        pages = {
            **site("www.target.go.th", a=page(), b=page("<h1>อื่น</h1>" + "<p>เนื้อหาอีกหน้าหนึ่งที่ยาวพอ</p>" * 8)),
            "http://one.go.th/x": scripted(302, headers=(("Location", target + "a"),)),
            "http://two.go.th/x": scripted(302, headers=(("Location", target + "b"),)),
        }
        world = World(pages)

        results = world.audit(["http://one.go.th/x", "http://two.go.th/x"])

        assert [result.verdict for result in results.values()] == ["moved", "moved"]
        assert [request.url for request in world.net.asked].count(target) == 2, "the front page, and whether it changes"
        assert sum("no-such-page" in request.url for request in world.net.asked) == 1

    def test_also_when_one_host_is_done_before_the_other_begins(self):
        target = "http://www.target.go.th/"
        pages = {
            **site("www.target.go.th", a=page()),
            "http://one.go.th/x": scripted(302, headers=(("Location", target + "a"),)),
            "http://two.go.th/x": scripted(302, headers=(("Location", target + "a"),)),
        }
        world = World(pages)

        world.audit(["http://one.go.th/x", "http://two.go.th/x"], rules=EngineRules(PaceRules(), hosts_at_once=1))

        assert [request.url for request in world.net.asked].count(target) == 2, "the front page, and whether it changes"
        assert sum("no-such-page" in request.url for request in world.net.asked) == 1


def step(host, name="facts", default=None):
    return Shared(host, name, _nothing, default)


class TestSharedFindings:
    def test_the_first_who_asks_is_to_find_it(self):
        kept = SharedFindings()

        _, is_new = kept.get(step("a"), "link's host")
        _, is_new_again = kept.get(step("a"), "another")
        _, is_new_thing = kept.get(step("a", "robots"), "another")

        assert (is_new, is_new_again, is_new_thing) == (True, False, True)

    def test_what_a_host_in_hand_uses_stays(self):
        kept = SharedFindings(most_unused=1)
        for number in range(10):
            kept.get(step(f"target {number}"), "in hand")
        for number in range(10):
            kept.get(step(f"other {number}"), f"gone {number}")
            kept.leave(f"gone {number}")

        assert all(not kept.get(step(f"target {number}"), "in hand")[1] for number in range(10))

    def test_what_nobody_uses_goes_the_oldest_first(self):
        kept = SharedFindings(most_unused=2)
        for number in range(5):
            kept.get(step(f"target {number}"), f"host {number}")
            kept.leave(f"host {number}")

        assert kept.hosts == {"target 3", "target 4"}

    def test_what_is_used_again_is_not_the_oldest(self):
        kept = SharedFindings(most_unused=1)
        kept.get(step("a"), "one")
        kept.leave("one")

        kept.get(step("a"), "two")
        kept.get(step("b"), "three")
        kept.leave("three")

        assert kept.hosts == {"a", "b"}

    def test_leaving_twice_or_unknown_does_no_harm(self):
        kept = SharedFindings()
        kept.leave("never seen")
        kept.get(step("a"), "one")
        kept.leave("one")
        kept.leave("one")

        assert kept.hosts == {"a"}


def test_the_engine_lets_go_of_what_is_shared_when_many_hosts_are_done():
    pages, urls = {}, []
    for number in range(12):
        host = f"www.site{number:02}.go.th"
        pages |= site(host, a=page())
        urls.append(f"http://{host}/a")
    world = World(pages)

    results = world.audit(urls, rules=EngineRules(PaceRules(), hosts_at_once=3))

    assert {result.verdict for result in results.values()} == {"opens"}
    assert len(world.engine._shared.hosts) <= 3
    assert all(result.checked_at >= datetime(2026, 11, 27, tzinfo=UTC) for result in results.values())
