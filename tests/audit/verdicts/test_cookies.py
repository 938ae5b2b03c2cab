"""Cookies of one visit: what is kept, for whom it is sent, and that a visit comes through where a browser does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.cookies import MOST_COOKIES, MOST_LETTERS, VisitCookies
from tests.audit.verdicts.test_hops import A, B, to, walk
from tests.audit.world import World, page, site
from tests.fakes.fake_fetcher import scripted

HOST = "http://www.muang.go.th"


def sent(*set_cookies, at=HOST + "/shop/cart", to=HOST + "/shop/pay"):
    cookies = VisitCookies()
    cookies.note(at, [("Set-Cookie", one) for one in set_cookies])
    return cookies.header_for(to)


class TestScope:
    @pytest.mark.parametrize(
        ("cookie", "place"),
        [
            ("a=1", HOST + "/shop/pay"),
            ("a=1; Path=/", HOST + "/"),
            ("a=1; Path=/shop", HOST + "/shop/x/y"),
            ("a=1; Path=/shop/", HOST + "/shop/x"),
            ("a=1; path=nonsense", HOST + "/shop/x"),
            ("a=1; Path=/; Domain=muang.go.th", "http://ita.muang.go.th/"),
            ("a=1; Path=/; Domain=.www.muang.go.th", HOST + "/"),
            ("a=1; Path=/; HttpOnly; SameSite=Lax", "https://www.muang.go.th/"),
        ],
    )
    def test_sends_where_it_belongs(self, cookie, place):
        assert sent(cookie, to=place) == "a=1"

    @pytest.mark.parametrize(
        ("cookie", "place"),
        [
            ("a=1", "http://other.go.th/shop/pay"),
            ("a=1; Path=/", "http://ita.muang.go.th/"),
            ("a=1", HOST + "/"),
            ("a=1; Path=/shop", HOST + "/shopping"),
            ("a=1; Path=/; Domain=go.th", HOST + "/"),
            ("a=1; Path=/; Domain=th", HOST + "/"),
            ("a=1; Path=/; Domain=other.go.th", "http://other.go.th/"),
            ("a=1; Path=/; Domain=uang.go.th", HOST + "/"),
            ("a=1; Path=/; Secure", HOST + "/"),
            ("__Host-a=1; Path=/", HOST + "/"),
        ],
    )
    def test_sends_nowhere_else(self, cookie, place):
        assert sent(cookie, to=place) == ""

    def test_a_secure_one_goes_over_https_only(self):
        cookies = VisitCookies()
        cookies.note("https://www.muang.go.th/", [("set-cookie", "a=1; Secure; Path=/")])

        assert cookies.header_for("https://www.muang.go.th/x") == "a=1"
        assert cookies.header_for(HOST + "/x") == ""

    def test_an_address_in_numbers_has_no_domain_above(self):
        assert sent("a=1; Path=/; Domain=0.0.1", at="http://10.0.0.1/", to="http://10.0.0.1/") == ""


class TestKeeping:
    def test_the_last_value_counts(self):
        assert sent("a=1", "a=2") == "a=2"

    @pytest.mark.parametrize("age", ["0", "-1"])
    def test_is_forgotten_when_told_so(self, age):
        assert sent("a=1", f"a=1; Max-Age={age}") == ""

    def test_the_longer_path_comes_first(self):
        assert sent("b=2; Path=/", "a=1; Path=/shop") == "a=1; b=2"

    @pytest.mark.parametrize("cookie", ["", "a", "=1", "a=\x07", "ก=1", "a=" + "x" * MOST_LETTERS])
    def test_what_is_no_cookie_is_dropped(self, cookie):
        assert sent(cookie) == ""

    def test_is_bounded(self):
        many = sent(*(f"c{n}={'x' * 300}" for n in range(100)))

        assert len(many) <= MOST_LETTERS
        assert many.count("=") <= MOST_COOKIES

    @given(st.lists(st.text(max_size=60), max_size=8))
    def test_never_raises_and_never_breaks_a_header(self, cookies):
        header = sent(*cookies)

        assert header == "" or (header.isprintable() and header.isascii())


class TestVisit:
    def test_comes_back_to_a_page_that_wanted_a_cookie(self):
        trail, asked = walk(
            {A: [to("/b"), scripted(body=b"here")], B: to("/a", headers=(("Set-Cookie", "seen=1; path=/"),))}
        )

        assert [request.cookie for request in asked] == ["", "", "seen=1"]
        assert (trail.loop, trail.answer.body) == ("", b"here")

    def test_a_page_that_sets_one_and_sends_to_itself_is_asked_again(self):
        with_cookie = to("/a", headers=(("Set-Cookie", "seen=1"),))
        trail, asked = walk({A: [with_cookie, scripted(body=b"here")]})

        assert (len(asked), trail.loop, trail.final_url) == (2, "", A)

    def test_a_page_that_never_is_content_with_it_is_a_loop(self):
        trail, asked = walk({A: to("/a", headers=(("Set-Cookie", "seen=1"),))})

        assert (len(asked), trail.loop) == (2, "loop")

    def test_a_new_cookie_each_time_does_not_go_on_for_ever(self):
        answers = [to("/a", headers=(("Set-Cookie", f"seen={n}"),)) for n in range(20)]
        trail, asked = walk({A: answers})

        assert (len(asked), trail.loop) == (2, "loop")

    def test_without_a_cookie_it_is_a_loop_at_once(self):
        trail, asked = walk({A: to("/b"), B: to("/a")})

        assert (len(asked), trail.loop) == (2, "loop")

    def test_another_visit_knows_nothing_of_them(self):
        base = "http://www.muang.go.th/"
        world = World({**site(), base + "a": page(headers=(("Set-Cookie", "seen=1; path=/"),)), base + "b": page()})

        world.audit([base + "a", base + "b"])

        assert {request.cookie for request in world.net.asked} == {""}

    def test_the_same_page_in_the_end_is_not_moved(self):
        base = "http://www.muang.go.th/"
        pages = {**site(), base + "a": [to("/a", headers=(("Set-Cookie", "seen=1"),)), page()]}

        assert World(pages).audit([base + "a"])["1"].verdict == "opens"
