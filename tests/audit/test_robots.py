"""robots.txt by RFC 9309, and the files that agencies really have."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit.robots import LONGEST_DELAY_S, Robots, parse_robots

US = "prongsai/1.0 (+https://example.go.th/bot)"

JOOMLA = """\
# If the Joomla site is installed within a folder
User-agent: *
Disallow: /administrator/
Disallow: /cache/
Disallow: /tmp/
"""
WORDPRESS = "User-agent: *\r\nDisallow: /wp-admin/\r\nAllow: /wp-admin/admin-ajax.php\r\n\r\nSitemap: https://a.go.th/sitemap.xml\r\n"


def allows(text: str, path: str, agent: str = US) -> bool:
    return parse_robots(text).allows(path, agent)


class TestAllows:
    @pytest.mark.parametrize("text", ["", "\n\n", "User-agent: *\nDisallow:", "User-agent: *", "Disallow: /", "\ufeff"])
    def test_everything_where_nothing_is_forbidden(self, text):
        assert allows(text, "/")
        assert allows(text, "/a/b?c=d")

    @pytest.mark.parametrize(
        "text", ["User-agent: *\nDisallow: /", "\ufeffUser-agent: *\nDisallow: /", "USER-AGENT:*\rDISALLOW:/"]
    )
    def test_nothing_where_all_is_forbidden(self, text):
        assert not allows(text, "/")
        assert not allows(text, "/a")
        assert allows(text, "/robots.txt")

    def test_what_common_systems_leave_open(self):
        assert allows(JOOMLA, "/index.php?option=com_content")
        assert not allows(JOOMLA, "/administrator/index.php")
        assert not allows(WORDPRESS, "/wp-admin/options.php")
        assert allows(WORDPRESS, "/wp-admin/admin-ajax.php")

    @pytest.mark.parametrize(
        ("pattern", "path", "is_matched"),
        [
            ("/fish", "/fish", True),
            ("/fish", "/fish.html", True),
            ("/fish", "/fishheads/yummy.html", True),
            ("/fish", "/Fish.asp", False),
            ("/fish", "/catfish", False),
            ("/fish*", "/fish.php?id=1", True),
            ("/fish/", "/fish", False),
            ("/fish/", "/fish/salmon.htm", True),
            ("fish/", "/fish/salmon.htm", True),
            ("/*.php", "/folder/filename.php?parameters", True),
            ("/*.php", "/windows.PHP", False),
            ("/*.php$", "/filename.php", True),
            ("/*.php$", "/filename.php?parameters", False),
            ("/*.php$", "/filename.php5", False),
            ("/*.php$", "/a.php/b.php", True),
            ("/fish*.php", "/fishheads/catfish.php?parameters", True),
            ("/fish*.php", "/Fish.PHP", False),
            ("/a*b*c", "/a-c-b", False),
            ("/a*b*c", "/a-c-b-c", True),
            ("/ab$", "/ab", True),
            ("/ab$", "/abab", False),
            ("/*ab$", "/ab", True),
            ("/a*ab$", "/ab", False),
            ("*", "/anything", True),
            ("*/x", "/y/x", True),
            ("/$", "/", True),
            ("/$", "/x", False),
            ("/**//x", "/a//x", True),
            ("/*?id=", "/x?id=3", True),
            ("/แผน", "/%E0%B9%81%E0%B8%9C%E0%B8%99/1", True),
            ("/%e0%b9%81%e0%b8%9c%e0%b8%99", "/แผน", True),
            ("/a%7Eb", "/a~b", True),
            ("/a%2Fb", "/a/b", False),
            ("/a%2fb", "/a%2Fb", True),
        ],
    )
    def test_by_pattern(self, pattern, path, is_matched):
        assert allows(f"User-agent: *\nDisallow: {pattern}", path) is not is_matched

    @pytest.mark.parametrize(
        ("rules", "path", "is_allowed"),
        [
            ("Allow: /p\nDisallow: /", "/page", True),
            ("Disallow: /\nAllow: /p", "/page", True),
            ("Allow: /folder\nDisallow: /folder", "/folder/page", True),
            ("Disallow: /folder\nAllow: /folder", "/folder/page", True),
            ("Allow: /page\nDisallow: /*.htm", "/page.htm", False),
            ("Allow: /page\nDisallow: /*.ph", "/page.php5", True),
            ("Allow: /$\nDisallow: /", "/", True),
            ("Allow: /$\nDisallow: /", "/page.htm", False),
        ],
    )
    def test_by_the_longest_rule(self, rules, path, is_allowed):
        assert allows(f"User-agent: *\n{rules}", path) is is_allowed

    def test_by_the_group_of_the_agent(self):
        text = (
            "User-agent: *\nDisallow: /\n\nUser-agent: Prongsai\nDisallow: /secret\n\nUser-agent: Googlebot\nAllow: /"
        )

        assert allows(text, "/open")
        assert not allows(text, "/secret/1")
        assert not allows(text, "/open", "other/2.0")
        assert allows(text, "/secret", "googlebot")

    def test_by_all_groups_of_one_agent_together(self):
        text = "User-agent: prongsai\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: PRONGSAI/2\nDisallow: /b"

        assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]

    def test_by_a_group_of_several_agents(self):
        text = "User-agent: x\nUser-agent: prongsai\nDisallow: /a\nUser-agent: *\nDisallow: /b"

        assert [allows(text, path) for path in ("/a", "/b")] == [False, True]

    def test_nothing_of_a_longer_name_that_begins_like_ours(self):
        assert allows("User-agent: prongsai-images\nDisallow: /", "/a")

    def test_a_line_of_another_kind_parts_no_group(self):
        text = "User-agent: prongsai\nSitemap: https://a.go.th/s.xml\nUser-agent: x\nDisallow: /a"

        assert not allows(text, "/a")

    def test_what_stands_behind_a_hash_is_a_remark(self):
        assert allows("User-agent: * # all\nDisallow: /a # not /b", "/b")
        assert not allows("User-agent: * # all\nDisallow: /a # not /b", "/a")

    def test_an_html_page_forbids_nothing(self):
        assert allows("<html><head><title>404: Not Found</title></head><body style='x: y'>…</body></html>", "/a")

    def test_nothing_while_the_file_cannot_be_had(self):
        assert not Robots.closed().allows("/", US)
        assert Robots.closed().allows("/robots.txt", US)


class TestCrawlDelay:
    @pytest.mark.parametrize(
        ("value", "seconds"),
        [
            ("10", 10.0),
            ("0.5", 0.5),
            ("2 seconds", 2.0),
            ("0", 0.0),
            ("3600", LONGEST_DELAY_S),
            ("", None),
            ("-1", None),
            ("soon", None),
        ],
    )
    def test_is_read_in_seconds(self, value, seconds):
        assert parse_robots(f"User-agent: *\nCrawl-delay: {value}\nDisallow: /x").crawl_delay_s(US) == seconds

    def test_belongs_to_its_group(self):
        robots = parse_robots("User-agent: *\nCrawl-delay: 20\n\nUser-agent: prongsai\nDisallow: /x")

        assert robots.crawl_delay_s(US) is None
        assert robots.crawl_delay_s("other") == 20

    def test_is_not_said_by_an_empty_file(self):
        assert parse_robots("").crawl_delay_s(US) is None


class TestHostileFiles:
    def test_are_read_up_to_the_cap(self):
        text = "User-agent: *\nDisallow: /a\n" + "# fill\n" * 100_000 + "Disallow: /b\n"

        assert not allows(text, "/a")
        assert allows(text, "/b")

    def test_cost_no_time(self):
        """Patterns of many stars against a path made to fit nearly: a regular expression would never end."""
        text = "User-agent: *\n" + "Disallow: /" + "a*" * 19 + "b\n" + f"Disallow: /{'*a' * 200}$\n" * 1200
        robots = parse_robots(text)
        start = time.process_time()

        assert robots.allows("/" + "a" * 5000, US)

        assert time.process_time() - start < 0.5

    @given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20))
    @settings(max_examples=150, deadline=None)
    def test_never_raise(self, text, path, agent):
        robots = parse_robots("User-agent: *\nDisallow: " + text)

        robots.allows(path, agent)
        robots.crawl_delay_s(agent)

    @given(st.text(alphabet="/ab*$", min_size=1, max_size=8), st.text(alphabet="ab/", max_size=10))
    @settings(max_examples=400, deadline=None)
    def test_match_as_the_regular_expression_would(self, pattern, path):
        import re

        end = "$" if pattern.endswith("$") else ""
        middle = pattern.removesuffix("$")
        middle = middle if middle.startswith(("/", "*")) else "/" + middle
        wanted = re.match(".*".join(map(re.escape, middle.split("*"))) + end, "/" + path, re.DOTALL)

        assert allows(f"User-agent: *\nDisallow: {pattern}", "/" + path) is not bool(wanted)
