"""Where a visit goes: each kind of redirect, each kind of trouble at each hop, and what is asked for again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit.fetch_port import Answer, Request
from prongsai.audit.hops import MOST_HOPS, REDIRECTS, RetryRules, follow
from prongsai.audit.result import Hop
from prongsai.audit.steps import Answered, Ask
from tests.fakes.fake_fetcher import FakeFetcher, scripted

A = "http://www.muang.go.th/a"
B = "http://www.muang.go.th/b"
C = "http://www.muang.go.th/c"
AT = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
PROBLEMS_NOT_RETRIED = [
    "bad_address",
    "blocked",
    "no_address",
    "connection_refused",
    "first_byte_timed_out",
    "whole_timed_out",
    "bad_protocol",
]
PROBLEMS_RETRIED = ["connection_reset", "connect_timed_out"]


def to(location, status=302, **more):
    return scripted(status, headers=(("Location", location), *more.pop("headers", ())), **more)


def walk(pages, url=A, *, retries=1, longest_s=30.0, waited_s=(), **asked):
    """The trail of one address over scripted answers, and the requests made."""
    net = FakeFetcher(pages)
    steps = follow(url, rules=RetryRules(retries, longest_s), max_bytes=1000, **asked)
    waits = list(waited_s)
    try:
        step = next(steps)
        while True:
            assert isinstance(step, Ask)
            net.start(step.request, None)
            ((_, answer),) = net.finished(0)
            step = steps.send(Answered(answer, AT, waits.pop(0) if waits else 0.0))
    except StopIteration as stop:
        return stop.value, net.asked


def place_of(location, status=302, base=A):
    """Where a Location leads from `base`: the second request, None when none is made."""
    _, asked = walk({base: to(location, status)}, base)
    return asked[1].url if len(asked) > 1 else None


class TestLocation:
    @pytest.mark.parametrize(
        ("location", "url"),
        [
            ("/b", B),
            ("b", B),
            ("./b", B),
            ("../b", B),
            ("http://www.muang.go.th/b", B),
            ("//www.muang.go.th/b", B),
            ("  /b  ", B),
            ("?page=2", A + "?page=2"),
            ("/b#part-3", B),
            ("/b?x=1#part", B + "?x=1"),
            ("https://www.muang.go.th/b", "https://www.muang.go.th/b"),
            ("http://www.muang.go.th:8080/b", "http://www.muang.go.th:8080/b"),
            ("//other.go.th:8443/b", "http://other.go.th:8443/b"),
            ("/a b.pdf", "http://www.muang.go.th/a%20b.pdf"),
            ("/a%20b.pdf", "http://www.muang.go.th/a%20b.pdf"),
            ("/x?q=ก", "http://www.muang.go.th/x?q=%E0%B8%81"),
            ("HTTP://www.muang.go.th/b", B),
        ],
    )
    def test_is_resolved_against_the_address_asked_for(self, location, url):
        assert place_of(location) == url

    @pytest.mark.parametrize(
        "location",
        [
            "",
            "   ",
            "javascript:history.back()",
            "mailto:clerk@muang.go.th",
            "data:text/html,<p>x",
            "ftp://www.muang.go.th/b",
            "file:///etc/passwd",
            "http://[broken/b",
            "about:blank",
        ],
    )
    def test_that_leads_nowhere_ends_the_visit_there(self, location):
        trail, asked = walk({A: to(location)})

        assert len(asked) == 1
        assert trail.hops == [Hop(A, 302)]
        assert (trail.loop, trail.final_url, trail.answer.status) == ("", A, 302)

    def test_that_is_missing_ends_the_visit_there(self):
        trail, asked = walk({A: scripted(301)})

        assert (len(asked), trail.answer.status, trail.loop) == (1, 301, "")

    def test_of_a_host_in_thai_letters_is_kept_for_the_client_to_encode(self):
        url = place_of("http://เทศบาล.ไทย/ข่าว".encode().decode("latin-1"))

        assert url == "http://เทศบาล.ไทย/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"

    def test_in_letters_that_are_no_utf_8_is_still_asked_for(self):
        url = place_of("/\xa1\xa2.pdf")  # windows-874 sent raw, read as Latin-1

        assert url.startswith("http://www.muang.go.th/%")
        assert url.isascii()

    def test_the_first_of_two_counts(self):
        trail, _ = walk({A: scripted(302, headers=(("location", "/b"), ("Location", "/c"))), B: scripted()})

        assert trail.final_url == B

    @pytest.mark.parametrize("status", sorted(REDIRECTS))
    def test_is_followed_with_every_status_that_redirects(self, status):
        assert place_of("/b", status) == B

    @pytest.mark.parametrize("status", [200, 201, 300, 304, 305, 306, 404, 500])
    def test_beside_another_status_is_not_followed(self, status):
        assert place_of("/b", status) is None

    @settings(max_examples=60)
    @given(st.text(max_size=40))
    def test_never_raises_and_never_leaves_the_web(self, location):
        url = place_of(location)

        assert url is None or url.startswith(("http://", "https://"))
        assert url is None or "#" not in url

    @settings(max_examples=40)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="/\\?#%;:\t\r\n"), min_size=1, max_size=20))
    def test_a_path_stays_one_path_whatever_its_letters(self, name):
        if name.strip() != name or name in {".", ".."}:
            return
        url = place_of("/folder/" + name)

        assert url.isascii()
        assert url.startswith("http://www.muang.go.th/folder/")


class TestHops:
    def test_each_is_noted_with_its_status_in_order(self):
        trail, asked = walk({A: to("/b", 301), B: to("/c", 307), C: scripted(404)})

        assert trail.hops == [Hop(A, 301), Hop(B, 307), Hop(C, 404)]
        assert [request.url for request in asked] == [A, B, C]
        assert [answer.status for answer, _ in trail.exchanges] == [301, 307, 404]

    def test_the_wait_is_that_of_the_first_request_only(self):
        trail, _ = walk({A: to("/b"), B: scripted()}, waited_s=(2.5, 7.0))

        assert (trail.waited_s, trail.at) == (2.5, AT)

    def test_what_makes_a_visit_conditional_goes_with_the_first_request_only(self):
        _, asked = walk(
            {A: to("/b"), B: scripted()}, etag='"1"', last_modified="Fri, 27 Nov 2026", referer="http://from/"
        )

        assert (asked[0].etag, asked[0].last_modified, asked[0].referer) == (
            '"1"',
            "Fri, 27 Nov 2026",
            "http://from/",
        )
        assert (asked[1].etag, asked[1].last_modified, asked[1].referer) == (None, None, None)

    def test_the_cap_goes_with_every_request(self):
        _, asked = walk({A: to("/b"), B: to("/c"), C: scripted()})

        assert {request.max_bytes for request in asked} == {1000}

    @pytest.mark.parametrize("hops", range(1, MOST_HOPS + 1))
    def test_up_to_five_are_followed(self, hops):
        pages = {f"http://h.go.th/{n}": to(f"/{n + 1}") for n in range(hops)} | {f"http://h.go.th/{hops}": scripted()}

        trail, asked = walk(pages, "http://h.go.th/0")

        assert (trail.loop, len(asked), len(trail.hops)) == ("", hops + 1, hops + 1)

    def test_the_sixth_is_named_and_not_asked_for(self):
        pages = {f"http://h.go.th/{n}": to(f"/{n + 1}") for n in range(20)}

        trail, asked = walk(pages, "http://h.go.th/0")

        assert (trail.loop, trail.final_url) == ("too_many_hops", "http://h.go.th/6")
        assert len(asked) == MOST_HOPS + 1

    @pytest.mark.parametrize("size", [1, 2, 3, 5])
    def test_a_circle_of_any_size_is_named_at_its_first_repeat(self, size):
        pages = {f"http://h.go.th/{n}": to(f"/{(n + 1) % size}") for n in range(size)}

        trail, asked = walk(pages, "http://h.go.th/0")

        assert (trail.loop, trail.final_url, len(asked)) == ("loop", "http://h.go.th/0", size)

    def test_a_circle_that_the_first_address_only_leads_into(self):
        trail, _ = walk({A: to("/b"), B: to("/c"), C: to("/b")})

        assert (trail.loop, trail.final_url) == ("loop", B)

    def test_a_fragment_does_not_make_a_circle_another_page(self):
        trail, _ = walk({A: to("/a#again")})

        assert trail.loop == "loop"

    def test_to_https_and_back_is_a_circle(self):
        secure = A.replace("http:", "https:")

        trail, _ = walk({A: to(secure), secure: to(A)})

        assert trail.loop == "loop"

    def test_another_query_is_another_page(self):
        trail, _ = walk({A: to("/a?lang=th"), A + "?lang=th": scripted()})

        assert (trail.loop, trail.final_url) == ("", A + "?lang=th")

    @settings(max_examples=60)
    @given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
    def test_any_web_of_redirects_comes_to_an_end(self, targets):
        pages = {f"http://h.go.th/{n}": to(f"/{target}") for n, target in enumerate(targets)}

        trail, asked = walk(pages, "http://h.go.th/0")

        assert trail.loop in {"loop", "too_many_hops"}
        assert len(asked) <= MOST_HOPS + 1
        assert len({request.url for request in asked}) == len(asked)


class TestTrouble:
    @pytest.mark.parametrize("problem", PROBLEMS_NOT_RETRIED)
    @pytest.mark.parametrize("hop", [0, 1, 2])
    def test_that_will_not_pass_ends_the_visit_at_its_hop(self, problem, hop):
        urls = [A, B, C]
        pages = {A: to("/b"), B: to("/c"), C: scripted(), urls[hop]: scripted(problem=problem)}

        trail, asked = walk(pages)

        assert (trail.final_url, trail.answer.problem, len(asked)) == (urls[hop], problem, hop + 1)
        assert trail.hops[-1] == Hop(urls[hop], None)

    @pytest.mark.parametrize("problem", PROBLEMS_RETRIED)
    @pytest.mark.parametrize("hop", [0, 1, 2])
    def test_that_may_pass_is_tried_once_more_at_every_hop(self, problem, hop):
        urls = [A, B, C]
        plain = {A: to("/b"), B: to("/c"), C: scripted()}
        pages = {**plain, urls[hop]: [scripted(problem=problem), plain[urls[hop]]]}

        trail, asked = walk(pages)

        assert (trail.final_url, trail.answer.status) == (C, 200)
        assert [request.url for request in asked].count(urls[hop]) == 2
        assert [hop.url for hop in trail.hops] == [A, B, C]

    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_of_a_busy_site_is_tried_once_more(self, status):
        trail, asked = walk({A: [scripted(status), scripted()]})

        assert (trail.answer.status, len(asked), len(trail.exchanges)) == (200, 2, 2)
        assert trail.hops == [Hop(A, 200)]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500, 501, 505])
    def test_of_other_kinds_is_not(self, status):
        _, asked = walk({A: [scripted(status), scripted()]})

        assert len(asked) == 1

    @pytest.mark.parametrize("retries", [0, 1, 2, 4])
    def test_is_tried_as_often_as_the_rules_say(self, retries):
        trail, asked = walk({A: scripted(503)}, retries=retries)

        assert (len(asked), trail.answer.status) == (1 + retries, 503)

    def test_the_count_of_tries_begins_anew_at_each_hop(self):
        trail, asked = walk({A: [scripted(503), to("/b")], B: [scripted(503), scripted()]})

        assert (trail.answer.status, len(asked)) == (200, 4)

    def test_the_retry_is_conditional_like_the_first_try(self):
        _, asked = walk({A: [scripted(503), scripted()]}, etag='"1"', referer="http://from/")

        assert [(request.etag, request.referer) for request in asked] == [('"1"', "http://from/")] * 2


class TestRetryAfter:
    @pytest.mark.parametrize(("value", "requests"), [("5", 2), ("30", 2), ("31", 1), ("3600", 1), ("soon", 2), ("", 2)])
    def test_up_to_half_a_minute_is_waited_for(self, value, requests):
        busy = scripted(503, headers=(("Retry-After", value),))

        _, asked = walk({A: [busy, scripted()]})

        assert len(asked) == requests

    def test_as_a_date_counts_from_the_moment_of_the_request(self):
        soon = scripted(429, headers=(("Retry-After", "Fri, 27 Nov 2026 01:00:20 GMT"),))
        late = scripted(429, headers=(("Retry-After", "Fri, 27 Nov 2026 02:00:00 GMT"),))

        assert len(walk({A: [soon, scripted()]})[1]) == 2
        trail, asked = walk({A: [late, scripted()]})
        assert (len(asked), trail.retry_after_s) == (1, 3600.0)

    def test_the_limit_is_that_of_the_rules(self):
        busy = scripted(503, headers=(("Retry-After", "31"),))

        assert len(walk({A: [busy, scripted()]}, longest_s=60)[1]) == 2
        assert len(walk({A: [busy, scripted()]}, longest_s=10)[1]) == 1

    def test_at_a_later_hop_is_kept_too(self):
        trail, asked = walk({A: to("/b"), B: scripted(503, headers=(("Retry-After", "900"),))})

        assert (len(asked), trail.retry_after_s, trail.final_url) == (2, 900.0, B)

    def test_is_known_where_no_retry_is_left(self):
        busy = scripted(503, headers=(("Retry-After", "900"),))

        assert walk({A: busy}, retries=0)[0].retry_after_s == 900.0


class TestCertificate:
    SECURE = "https://www.muang.go.th/a"

    def test_that_fails_is_noted_and_the_page_asked_for_without_it(self):
        trail, asked = walk({self.SECURE: scripted(200, problem="tls", tls_detail="expired")}, self.SECURE)

        assert [request.verify_tls for request in asked] == [True, False]
        assert (trail.tls_problem, trail.answer.status, trail.hops) == ("expired", 200, [Hop(self.SECURE, 200)])
        assert [answer.problem for answer, _ in trail.exchanges] == ["tls", ""]

    def test_of_unknown_fault_is_called_a_handshake(self):
        trail, _ = walk({self.SECURE: scripted(200, problem="tls")}, self.SECURE)

        assert trail.tls_problem == "handshake"

    def test_that_cannot_be_passed_over_ends_the_visit(self):
        trail, asked = walk({self.SECURE: scripted(problem="tls", tls_detail="old_protocol")}, self.SECURE)

        assert (len(asked), trail.answer.problem, trail.tls_problem) == (2, "tls", "old_protocol")

    def test_is_not_asked_for_again_at_the_next_hops(self):
        pages = {
            self.SECURE: scripted(302, problem="tls", tls_detail="expired", headers=(("Location", "/b"),)),
            "https://www.muang.go.th/b": scripted(200, problem="tls", tls_detail="self_signed"),
        }

        trail, asked = walk(pages, self.SECURE)

        assert [request.verify_tls for request in asked] == [True, False, False]
        assert (trail.final_url, trail.answer.status) == ("https://www.muang.go.th/b", 200)
        assert trail.tls_problem == "expired"

    def test_of_a_later_hop_is_noted_as_well(self):
        pages = {A: to(self.SECURE), self.SECURE: scripted(200, problem="tls", tls_detail="wrong_host")}

        trail, asked = walk(pages)

        assert (trail.tls_problem, len(asked), [hop.status for hop in trail.hops]) == ("wrong_host", 3, [302, 200])

    def test_and_a_busy_site_together(self):
        pages = {
            self.SECURE: [
                scripted(503, problem="tls", tls_detail="expired"),
                scripted(503, problem="tls", tls_detail="expired"),
                scripted(200, problem="tls", tls_detail="expired"),
            ]
        }

        trail, asked = walk(pages, self.SECURE)

        assert [request.verify_tls for request in asked] == [True, False, False]
        assert trail.answer.status == 200

    def test_asked_for_again_as_the_same_visitor(self):
        _, asked = walk({self.SECURE: scripted(200, problem="tls")}, self.SECURE, referer="https://www.google.com/")

        assert [request.referer for request in asked] == ["https://www.google.com/"] * 2


def refresh(content, *, name='http-equiv="refresh"', around="{}"):
    return scripted(body=around.format(f"<meta {name} content={content}>").encode())


class TestMetaRefresh:
    @pytest.mark.parametrize(
        "content",
        [
            '"0;url=/b"',
            '"0; url=/b"',
            '"0;URL=/b"',
            '"0 ; Url = /b"',
            '"5; url=/b"',
            "\"0; url='/b'\"",
            "'0; url=\"/b\"'",
            '"0, url=/b"',
            "0;url=/b",
            '"0;url=http://www.muang.go.th/b"',
            '"0;url=//www.muang.go.th/b"',
            '"0;url=b#part"',
        ],
    )
    def test_is_followed_however_it_is_written(self, content):
        trail, _ = walk({A: refresh(content), B: scripted(body=b"<p>here")})

        assert (trail.final_url, trail.is_meta) == (B, True)

    @pytest.mark.parametrize(
        "name", ["http-equiv=refresh", "http-equiv='Refresh'", 'HTTP-EQUIV="Refresh"', 'id="r" http-equiv = "refresh"']
    )
    def test_is_known_by_its_name(self, name):
        trail, _ = walk({A: refresh('"0;url=/b"', name=name), B: scripted()})

        assert trail.final_url == B

    @pytest.mark.parametrize(
        "content",
        [
            '"6; url=/b"',
            '"300;url=/b"',
            '"99999999999;url=/b"',
            '"0"',
            '"0;"',
            '"0;url="',
            '"x;url=/b"',
            '"0;url=javascript:go()"',
            '"0;url=/a"',
            '"0;url=/a#top"',
            '"0;url=#top"',
        ],
    )
    def test_that_is_slow_or_leads_nowhere_is_not(self, content):
        trail, asked = walk({A: refresh(content), B: scripted()})

        assert (len(asked), trail.final_url, trail.is_meta, trail.loop) == (1, A, False, "")

    def test_deep_in_a_page_or_in_a_long_page_is_not(self):
        deep = refresh('"0;url=/b"', around="<p>" + "x" * 4100 + "</p>{}")
        long = scripted(body=b'<meta http-equiv="refresh" content="0;url=/b">' + b"x" * 30_000)
        steps = follow(A, rules=RetryRules(), max_bytes=100_000)
        next(steps)

        with pytest.raises(StopIteration) as stop:
            steps.send(Answered(Answer(Request(A), 200, body=long.body), AT, 0.0))

        assert stop.value.value.final_url == A
        assert walk({A: deep, B: scripted()})[0].final_url == A

    @pytest.mark.parametrize("status", [404, 403, 500])
    def test_of_an_error_page_is_not(self, status):
        page = scripted(status, body=b'<meta http-equiv="refresh" content="0;url=/b">')

        assert walk({A: page, B: scripted()})[0].final_url == A

    def test_counts_as_a_hop_and_can_go_round(self):
        trail, _ = walk({A: refresh('"0;url=/b"'), B: refresh('"0;url=/a"')})

        assert (trail.loop, [hop.status for hop in trail.hops]) == ("loop", [200, 200])

    def test_after_a_redirect_is_followed_too(self):
        trail, _ = walk({A: to("/b"), B: refresh('"0;url=/c"'), C: scripted()})

        assert (trail.final_url, trail.is_meta, [hop.status for hop in trail.hops]) == (C, True, [302, 200, 200])

    def test_before_a_redirect_is_remembered(self):
        trail, _ = walk({A: refresh('"0;url=/b"'), B: to("/c"), C: scripted()})

        assert (trail.final_url, trail.is_meta) == (C, True)

    def test_is_known_in_capitals(self):
        page = scripted(body=b'<META HTTP-EQUIV="REFRESH" CONTENT="0;URL=/b">')

        assert walk({A: page, B: scripted()})[0].final_url == B

    def test_is_followed_with_its_attributes_the_other_way_round(self):
        page = scripted(body=b'<meta content="0;url=/b" http-equiv="refresh">')

        assert walk({A: page, B: scripted()})[0].final_url == B

    def test_is_read_as_html(self):
        trail, _ = walk({A: refresh('"0;url=/b?x=1&amp;y=2"'), B + "?x=1&y=2": scripted()})

        assert trail.final_url == B + "?x=1&y=2"

    @settings(max_examples=60)
    @given(st.binary(max_size=80))
    def test_never_raises_whatever_stands_in_it(self, rubbish):
        body = b'<meta http-equiv="refresh" content="0;url=' + rubbish + b'">'

        trail, asked = walk({A: scripted(body=body)})

        assert trail.answer is not None
        assert len(asked) <= 2
