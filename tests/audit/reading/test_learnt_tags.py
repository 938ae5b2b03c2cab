"""Tags that are known by sight: a page reads the same whatever pages were read before it."""

import random

import pytest

from prongsai.audit.page import PageLink
from prongsai.audit.reading import html_text
from prongsai.audit.reading.html_text import read_html

PIECES = [
    "<", "'", '"', ">", "<p>", '<p class="a">', '<p style="v>', "<div hidden>", "</div>", "<span style='display:none'>",
    "</span>", '<a href="x">', "<a href='none'>", "<a href=\"it's\">", "</a>", "<h2 class=none>", "</h2>", "<td width=3>",
    "<TR class=x>", "<li hidden>", "<li>", "<br/>", "<img alt=ภาพ>", "<o:p>", "<!-- x -->", "<title>t</title>", "ก ", "ข\n",
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_learnt(monkeypatch):
    """Each test goes the plain way, begins with the bare tags alone, and leaves so."""
    monkeypatch.setattr(html_text, "_tags", None)
    html_text._signs.clear()
    html_text._signs.update(html_text._BARE_TAGS)
    yield
    html_text._signs.clear()
    html_text._signs.update(html_text._BARE_TAGS)


class TestLearntTags:
    def test_a_tag_met_again_is_known_and_breaks_the_line_as_before(self):
        page = '<div class="row">ก</div><span id=s>ข</span><td width="3">ค</td>'

        first = read_html(page)

        assert html_text._signs['<div class="row">'] == "\n"
        assert html_text._signs["<span id=s>"] == ""
        assert html_text._signs['<td width="3">'] == "\t"
        assert read_html(page) == first
        assert first.lines == ("ก", "ข\tค")

    @pytest.mark.parametrize(
        "tag",
        [
            "<div hidden>",
            '<p style="display:none">',
            "<li class=none>",
            '<p style="v>',
            "<a class=x>",
            "<h2 id=a>",
            "<img src=a>",
        ],
    )
    def test_a_tag_that_may_do_more_is_never_learnt(self, tag):
        read_html(f"{tag}ก")
        read_html(f"{tag}")

        assert tag not in html_text._signs

    def test_a_tag_with_an_open_quote_swallows_what_follows_each_time(self):
        read_html('<p>ก<p style="v>')  # nothing follows, so nothing was swallowed

        assert read_html('<p style="v>ก">ข').lines == ("ข",)

    def test_inside_a_hidden_element_a_known_tag_still_closes_it(self):
        page = "<div class=a>ก</div><div hidden>ข<div class=a>ค</div>ง</div>จ"

        assert read_html(page).lines == ("ก", "จ")
        assert read_html(page).lines == ("ก", "จ")

    def test_very_long_tags_are_not_kept(self):
        tag = f'<div class="{"x" * 500}">'

        read_html(f"{tag}ก")

        assert tag not in html_text._signs

    def test_what_is_kept_is_bounded(self):
        for number in range(3):
            read_html("".join(f"<p id={number}-{place}>ก</p>" for place in range(html_text._MOST_SIGNS)))

        assert len(html_text._signs) <= html_text._MOST_SIGNS
        assert html_text._signs["<p>"] == "\n"

    def test_any_page_reads_the_same_before_and_after_all_others(self):
        draw = random.Random(5)
        pages = ["".join(draw.choices(PIECES, k=draw.randrange(1, 25))) for _ in range(400)]
        alone = []
        for page in pages:
            html_text._signs.clear()
            html_text._signs.update(html_text._BARE_TAGS)
            alone.append(read_html(page))
        for page in pages:
            read_html(page)

        assert [read_html(page) for page in pages] == alone


class TestLinks:
    def test_a_link_written_plainly_and_one_with_more_attributes(self):
        found = read_html('<a href="/1">ก</a><a href="/2" class="x">ข</a><a class=y href=/3>ค</a><a href="">ง</a>')

        assert found.links == (PageLink("/1", "ก"), PageLink("/2", "ข"), PageLink("/3", "ค"))

    def test_words_of_a_link_end_where_the_link_ends(self):
        assert read_html('ก <a href="/1">ข <b>ค</b></a> ง').links == (PageLink("/1", "ข ค"),)

    def test_an_apostrophe_in_an_address_is_part_of_it(self):
        assert read_html('<a href="/it\'s">ก</a>ข').links == (PageLink("/it's", "ก"),)


class TestCells:
    @pytest.mark.parametrize(
        ("page", "line"),
        [
            ("<tr><td> ก </td> <td> ข </td></tr>", "ก\tข"),
            ("<tr><td>ก</td><td></td><td>ข</td></tr>", "ก\t\tข"),
            ("<tr><td><p>ก</p></td><td><p>ข</p></td></tr>", "ก\tข"),
        ],
    )
    def test_blanks_and_breaks_beside_a_cell_are_dropped(self, page, line):
        assert read_html(page).lines == (line,)
