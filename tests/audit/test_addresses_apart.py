"""Addresses told apart without any visit: front pages, documents, drives, what cannot exist beside them, pace groups."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.batches import (
    BATCH_LINKS,
    Pace,
    cut_batches,
    group_hosts,
    host_of,
    is_away,
    is_worth_retrying,
    retry_after_s,
    state_after,
)
from prongsai.audit.drives import file_address
from prongsai.audit.front import is_front_address, is_same_address, says_nothing
from prongsai.audit.host_facts import ENTRANCE_LINKS, leads_to_file, way_in
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.soft_404 import sibling_address
from prongsai.audit.verdict import UNKNOWN_VERDICTS, VERDICTS

BASE = "https://www.muang.go.th"
HOSTS = st.from_regex(r"(www\.)?[a-z]{1,6}\.(go\.th|com|or\.th)", fullmatch=True)
TOKEN = "a1b2c3d4"


class TestHostOf:
    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://www.a.go.th/x", "www.a.go.th"),
            ("HTTPS://WWW.A.GO.TH./x", "www.a.go.th"),
            ("http://a.go.th:8080", "a.go.th"),
            ("http://user:pw@a.go.th/", "a.go.th"),
            ("http://a.go.th?x=@b.go.th", "a.go.th"),
            ("http://a.go.th@evil.example/", "evil.example"),
            ("http://[::1]:80/", "::1"),
            ("http://[bad", ""),
            ("", ""),
            ("/x", ""),
            ("mailto:a@b.go.th", ""),
        ],
    )
    def test_is_what_a_browser_would_ask(self, url, host):
        assert host_of(url) == host

    @given(st.from_regex(r"https?://[a-zA-Z0-9.:@/?#-]{0,24}", fullmatch=True))
    def test_the_quick_way_says_what_the_careful_one_says(self, url):
        try:
            careful = (urlsplit(url).hostname or "").rstrip(".").lower()
        except ValueError:
            careful = ""

        assert host_of(url) == careful


class TestPaceGroups:
    @given(st.dictionaries(HOSTS, st.lists(st.sampled_from("1234"), max_size=2), max_size=6), st.randoms())
    def test_the_order_of_hosts_does_not_matter(self, addresses, random):
        hosts = list(addresses)
        random.shuffle(hosts)

        groups = group_hosts(hosts, addresses)

        assert groups == group_hosts(sorted(addresses), addresses)
        for one in hosts:
            for other in hosts:
                if set(addresses[one]) & set(addresses[other]) and not groups[one].startswith("platform:"):
                    assert groups[one] == groups[other] or groups[other].startswith("platform:")


class TestCycle:
    def test_a_batch_is_what_a_worker_may_leave_behind(self):
        assert [len(batch) for batch in cut_batches(range(BATCH_LINKS + 1))] == [BATCH_LINKS, 1]

    @given(HOSTS, st.integers(1, 20))
    def test_the_next_try_is_within_half_of_its_time_and_never_beyond_the_cap(self, key, tries):
        pace = Pace()
        meant = min(pace.retry_s * pace.retry_factor ** (tries - 1), pace.retry_cap_s)

        assert 0.5 * meant <= retry_after_s(key, tries, pace) < 1.5 * meant

    @pytest.mark.parametrize("verdict", VERDICTS)
    @pytest.mark.parametrize("status", [None, 200, 403, 404, 408, 429, 500, 503])
    def test_only_what_is_unknown_for_a_passing_reason_is_tried_again(self, verdict, status):
        again = is_worth_retrying(verdict, status)

        assert not again or verdict in UNKNOWN_VERDICTS
        assert not again or status in (None, 408, 429, 500, 503)
        assert not (is_away(verdict, status) and status not in (None, 429, 503))

    @pytest.mark.parametrize(("tries", "state"), [(0, "waiting"), (1, "waiting"), (2, "dead"), (9, "dead")])
    def test_a_link_is_given_up_after_so_many_tries(self, tries, state):
        assert state_after("timed_out", None, tries, Pace(tries=3)) == state
        assert state_after("opens", 200, tries, Pace(tries=3)) == "done"
        assert state_after("refused", 403, tries, Pace(tries=3)) == "done"


class TestFrontPages:
    @pytest.mark.parametrize(
        "path",
        [
            "", "/", "/index.php", "/INDEX.HTML", "/home", "/th/", "/th/home", "/?fbclid=x", "/?utm_source=line&utm_medium=x",
            "/index.php?lang=th", "/index.php?page=home", "/?option=com_home", "/#", "/web/index.php", "/หน้าแรก",
            "/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2%E0%B9%81%E0%B8%A3%E0%B8%81", "/main.php?PHPSESSID=1",
        ],
    )  # fmt: skip
    def test_are_known_by_their_address(self, path):
        assert is_front_address(BASE + path)

    @pytest.mark.parametrize(
        "path",
        [
            "/news", "/index.php?id=7", "/?p=12", "/index.php?page=contact", "/th/plan", "/#/plan", "/#!/o1", "/home/2566",
            "/index.php/news", "/homepage2.html", "/th/en/web/site/home", "/plan.pdf", "/?id=home",
        ],
    )  # fmt: skip
    def test_pages_of_their_own_are_not(self, path):
        assert not is_front_address(BASE + path)

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (BASE + "/a", "http://muang.go.th/a/", True),
            (BASE + "/a?x=1&fbclid=z", BASE + "/a?x=1", True),
            (BASE + "/a?utm_source=x", BASE + "/a", True),
            (BASE + "/a?x=1", BASE + "/a?x=2", False),
            (BASE + "/a", BASE + "/A", False),
            (BASE + "/a", "https://ita.muang.go.th/a", False),
        ],
    )
    def test_what_is_hung_on_an_address_makes_no_other(self, one, other, same):
        assert is_same_address(one, other) is same
        assert is_same_address(other, one) is same

    @pytest.mark.parametrize(
        ("pair", "nothing"), [("fbclid=1", True), ("LANG=th", True), ("_=1", True), ("id=1", False), ("", False)]
    )
    def test_a_parameter_that_says_nothing(self, pair, nothing):
        assert says_nothing(pair) is nothing


class TestDocuments:
    @pytest.mark.parametrize(
        "address",
        ["/a.PDF", "x/b.docx?v=2", "https://drive.google.com/x", "/download.php?id=1", "/Download/7", "c.jpg"],
    )
    def test_are_known_by_their_address(self, address):
        assert leads_to_file(address)

    @pytest.mark.parametrize("address", ["/a", "/pdf/", "/view?file=a.pdf", "", "#", "/a.php"])
    def test_pages_are_none(self, address):
        assert not leads_to_file(address)


class TestWayIn:
    def found(self, *links, url=BASE + "/"):
        return way_in(url, PageText("html", "", links=tuple(PageLink(*link) for link in links)))

    def test_is_the_only_link_into_the_site(self):
        assert self.found(("/main", "ภาพ"), ("https://www.facebook.com/x", "f"), ("/a.pdf", "ไฟล์")) == BASE + "/main"

    @pytest.mark.parametrize("words", ["เข้าสู่เว็บไซต์", "เข้าสู่หน้าหลัก", "ENTER", "Skip", "หน้าแรก"])
    def test_or_the_one_that_says_so(self, words):
        assert self.found(("/news", "ข่าว"), ("/2", words), ("/about", "เกี่ยวกับ")) == BASE + "/2"

    def test_is_none_where_several_links_say_nothing(self):
        assert self.found(("/a", "ก"), ("/b", "ข")) == ""

    def test_is_none_on_a_page_with_menus(self):
        assert self.found(*((f"/{n}", "หน้าหลัก") for n in range(ENTRANCE_LINKS + 1))) == ""

    @pytest.mark.parametrize(
        "address", ["http://[bad", "mailto:a@b", "javascript:void(0)", "", "#top", "https://other.go.th/"]
    )
    def test_what_leads_nowhere_is_none(self, address):
        assert self.found((address, "เข้าสู่เว็บไซต์")) == ""

    def test_the_twin_with_or_without_www_is_the_site(self):
        assert self.found(("https://muang.go.th/home", "ภาพ")) == "https://muang.go.th/home"


class TestSiblings:
    @pytest.mark.parametrize(
        ("url", "changed"),
        [
            ("/news.php?id=12", "id"),
            ("/index.php?option=com_content&view=article&id=5&Itemid=7", "id"),
            ("/view?cat=3&news_id=99", "news_id"),
            ("/show?fbclid=1&no=4", "no"),
        ],
    )
    def test_the_record_of_a_query_is_changed_and_the_menu_left(self, url, changed):
        before = dict(pair.split("=") for pair in urlsplit(BASE + url).query.split("&"))
        after = dict(pair.split("=") for pair in urlsplit(sibling_address(BASE + url, TOKEN)).query.split("&"))

        assert after[changed] != before[changed]
        assert {key for key in after if after[key] != before[key]} == {changed}

    @pytest.mark.parametrize("path", ["/news/12", "/news/12/แผน", "/a/plan.html", "/x", "/2566/o1/"])
    def test_a_path_keeps_its_folders_and_its_ending(self, path):
        sibling = urlsplit(sibling_address(BASE + path, TOKEN))

        assert sibling.netloc == "www.muang.go.th"
        assert sibling.path.count("/") == path.rstrip("/").count("/")
        assert sibling.path.rpartition(".")[2] == "html" or not path.endswith(".html")

    @given(
        st.from_regex(r"/[a-z0-9/._-]{0,16}(\?[a-z]{1,6}=[a-z0-9]{0,6}(&id=[0-9]{1,4})?)?", fullmatch=True),
        st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    )
    def test_is_always_another_page_of_the_same_host(self, path, token):
        sibling = sibling_address(BASE + path, token)

        assert host_of(sibling) == "www.muang.go.th"
        assert not is_same_address(sibling, BASE + path)


class TestDrives:
    @given(st.from_regex(r"https://(drive|docs)\.google\.com/[a-z/]{0,20}(\?id=[\w-]{0,14})?", fullmatch=True))
    def test_a_direct_address_has_no_other_behind_it(self, url):
        direct = file_address(url)

        assert direct is None or file_address(direct) is None

    @pytest.mark.parametrize("identity", ["1AbC", "", "1AbC/../x", "1AbC dEf GhIjKl"])
    def test_what_is_no_file_of_a_drive_has_none(self, identity):
        assert file_address(f"https://drive.google.com/open?id={identity}") is None

    @pytest.mark.parametrize(
        "url",
        [
            "https://drive.google.com.evil.example/file/d/1AbC_dEf-GhIjKl/view",
            "https://evil.example/?u=drive.google.com",
        ],
    )
    def test_a_host_that_only_looks_like_one_has_none(self, url):
        assert file_address(url) is None
