"""The walk over a site out there: addresses that are none, twins with www., and no page opened in vain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.submission import LinkOnPage, PageOnWalk, walk
from prongsai.core.submission.click_path import key_of, links_each_once
from tests.core.submission.test_click_path import FRONT, clicks, site

A, B = "https://example.go.th/a", "https://example.go.th/b"


class TestTargets:
    def test_two_spellings_of_one_address_both_have_the_path(self):
        read, _ = site({FRONT: [("ก", "/a")]})
        spelled = [A, "http://www.example.go.th/a/", "https://example.go.th/a#part"]

        found = walk(FRONT, spelled, read)

        assert list(found) == spelled
        assert {path.steps for path in found.values()} == {found[A].steps}
        assert [path.target for path in found.values()] == spelled

    def test_one_that_is_no_address_is_left_out_and_stops_nothing(self):
        read, _ = site({FRONT: [("ก", "/a")]})

        assert set(walk(FRONT, ["http://[::1", "", "แผนงาน", A], read)) == {A}

    def test_no_targets_open_nothing(self):
        read, opened = site({FRONT: [("ก", "/a")]})

        assert walk(FRONT, [], read) == {}
        assert opened == []

    def test_nothing_more_is_opened_once_all_are_found(self):
        read, opened = site({FRONT: [("ก", "/a"), ("ข", "/b")], A: [], B: []})

        assert set(walk(FRONT, [A, B], read)) == {A, B}
        assert opened == [FRONT]


class TestLinks:
    @pytest.mark.parametrize(
        "address", ["http://[bad", "//[", "http://example.go.th:port]/", "\x00", "http:///", "?", ""]
    )
    def test_one_that_is_no_address_leads_nowhere_and_stops_nothing(self, address):
        read, _ = site({FRONT: [("เสีย", address), ("ก", "/a")]})

        assert clicks(walk(FRONT, [A], read)[A]) == ["ก"]

    def test_of_two_to_one_address_the_first_counts(self):
        read, _ = site({FRONT: [("รูป", "/a"), ("คำ", "/a/")]})

        assert clicks(walk(FRONT, [A], read)[A]) == ["รูป"]

    def test_a_page_reached_by_its_twin_with_www_is_opened_too(self):
        deep = "https://www.example.go.th/deep"
        read, opened = site({FRONT: [("ข่าว", deep)], deep: [("ก", "/a")]})

        assert clicks(walk(FRONT, [A], read)[A]) == ["ข่าว", "ก"]
        assert opened == [FRONT, deep]

    def test_a_host_that_only_ends_like_ours_is_not_opened(self):
        read, opened = site({FRONT: [("ก", "https://evil-example.go.th/"), ("ข", "https://sub.example.go.th/")]})

        walk(FRONT, [A], read)

        assert opened == [FRONT]

    def test_relative_links_are_read_from_the_page_they_stand_on(self):
        inner = "https://example.go.th/2569/list.html"
        target = "https://example.go.th/2569/o1.pdf"
        read, _ = site({FRONT: [("ปี", "2569/list.html")], inner: [("O1", "o1.pdf")]})

        assert clicks(walk(FRONT, [target], read)[target]) == ["ปี", "O1"]


class TestPagesOpened:
    @pytest.mark.parametrize("farthest", [1, 2, 3])
    def test_none_is_opened_that_leads_nowhere_in_so_many_clicks(self, farthest):
        chain = {FRONT: [("0", "/0")]} | {f"https://example.go.th/{n}": [(str(n + 1), f"/{n + 1}")] for n in range(9)}
        read, opened = site(chain)

        walk(FRONT, ["https://example.go.th/none"], read, farthest=farthest)

        assert len(opened) == farthest

    def test_one_that_cannot_be_opened_is_passed_over(self):
        read, opened = site({FRONT: [("เสีย", "/broken"), ("ดี", "/b")], B: [("ก", "/a")]})

        assert clicks(walk(FRONT, [A], read)[A]) == ["ดี", "ก"]
        assert "https://example.go.th/broken" in opened

    @settings(max_examples=60, deadline=None)
    @given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4)), st.integers(1, 4))
    def test_the_path_is_the_shortest_there_is(self, edges, farthest):
        pages = {f"https://example.go.th/{n}": [(str(to), f"/{to}") for to in links] for n, links in edges.items()}
        read, opened = site(pages)
        start = "https://example.go.th/0"
        targets = [f"https://example.go.th/{n}" for n in range(10)]

        found = walk(start, targets, read, farthest=farthest)

        near = {0: 0}
        for clicks_made in range(farthest):
            for page in [page for page, away in near.items() if away == clicks_made]:
                for to in edges.get(page, ()):
                    near.setdefault(to, clicks_made + 1)
        assert {target: len(path.steps) for target, path in found.items()} == {
            f"https://example.go.th/{n}": away for n, away in near.items()
        }
        assert len(opened) == len(set(opened))


class TestKeyOf:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("http://a.go.th", "https://www.a.go.th/"),
            ("https://a.go.th/x/", "https://A.GO.TH/x"),
            ("https://a.go.th/x?id=1#top", "https://a.go.th/x?id=1"),
            ("https://a.go.th/%E0%B8%81", "https://a.go.th/ก"),
        ],
    )
    def test_is_shared_by_spellings_of_one(self, one, other):
        assert key_of(one) == key_of(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://a.go.th/x", "https://a.go.th/X"),
            ("https://a.go.th/x?id=1", "https://a.go.th/x?id=2"),
            ("https://a.go.th/x", "https://b.go.th/x"),
            ("https://a.go.th/x", "https://a.go.th:8080/x"),
        ],
    )
    def test_tells_different_ones_apart(self, one, other):
        assert key_of(one) != key_of(other)

    @given(st.text(max_size=40))
    def test_any_text_has_one(self, text):
        assert isinstance(key_of(text), str)
        assert isinstance(key_of(f"http://{text}"), str)


def test_links_said_again_count_once_in_their_order():
    links = [LinkOnPage("ก", "/a"), LinkOnPage("ข", "/a"), LinkOnPage("ก", "/a")]

    assert links_each_once(links) == (LinkOnPage("ก", "/a"), LinkOnPage("ข", "/a"))
    assert PageOnWalk("", links_each_once(iter(()))).links == ()
