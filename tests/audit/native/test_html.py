"""The quick twin of the reading of HTML, held to the plain Python on pages made by chance, on the speed site and on samples."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.audit.speed.addresses import SpeedSite
from benchmarks.audit.speed.answers import SpeedAnswers
from prongsai.audit.reading import html_text, thai_repair
from prongsai.audit.reading.charset import decode_text
from prongsai.audit.reading.html_text import HtmlText, plain_lines, read_html
from tests.audit.native.twins import SAMPLES, twin
from tests.examples import examples

html = twin("html")
thai = twin("thai")

USUAL = [
    "<p>", '<p class="a">', "<p/>", "<br>", "<br/>", "<div>", "</div>", "<div hidden>", "<DIV HIDDEN>", "<Div class=a hidden>",
    "<body style='display:none'>", "<span style='display:none'>", "</SPAN>", "</span>", "<nav hidden/>", "<input hidden value=x>",
    "<input type=submit value='ส่ง &amp; ก'>", '<a href="x">', "<a href='none'>", '<a href="it\'s">', '<a href="a&amp;b">', '<A HREF="y">',
    '<a\thref="z">', '<a href="">', '<a href=" q " >', '<a href="none">', "</a>", "</a >", "</A>", "<h1>", "<h2 class=none>", "</h2>", "<H3>",
    "<table>", "</table>", "<tr>", "<TR class=x>", "<td>", "<td width=3>", "</td>", "<li>", "<li hidden>", "<option>", "<option hidden>",
    "</option>", "<img alt=ภาพ>", "<img alt='รูป &amp;'>", "<img src=x title=ก>", "<o:p>", "<x-y>", "<marquee>", "<p aria-hidden=true>",
    "<p class=hidden-xs>", "<p class=none>", "<!-- x -->", "<title>t</title>", "<script>x<p></script>", "<style>a</style>",
    "<iframe src=f title=ก></iframe>", "<base href='http://h/'>", "<meta http-equiv=refresh content='0;url=http://e/'>",
    "<area href=k alt=m>", "<frame src=w>", "<pre>a\nb</pre>", "ก ", "ข\n", "abc", "12", "é", "😀", "  ", " ", "\t", "\u00a0", "\u3000", "\x0b",
    "\x1f", "\x85", "\u2028", "&nbsp;", "&amp;", "&#9;", "&#10;", "&lt;p&gt;", "ํา", "เเ", "่ิ", "ำ่", "์ั", "\u200b", "\u00ad", "\ufeff",
]  # fmt: skip
ODD = ["<", "'", '"', ">", '<p style="v>', "< p>", "</", "<a href=x"]


def plainly(text: str, monkeypatch: pytest.MonkeyPatch) -> HtmlText:
    with monkeypatch.context() as plain:
        plain.setattr(html_text, "_tags", None)
        plain.setattr(html_text, "_find_skipped", html_text.find_skipped)
        plain.setattr(html_text, "_folded_lines", plain_lines)
        plain.setattr(thai_repair, "is_repaired", None)
        return read_html(text)


def is_read_quickly(text: str) -> bool:
    page = html_text._Page()
    return html_text._read_quickly(html_text._shown_parts(text, page), page) is not None


@pytest.fixture(scope="module")
def patch():
    with pytest.MonkeyPatch.context() as context:
        yield context


class TestPages:
    @given(st.lists(st.sampled_from(USUAL), max_size=40).map("".join))
    @settings(max_examples=examples(1_000), deadline=None)
    def test_made_of_what_is_usual_are_read_alike(self, patch, text):
        assert read_html(text) == plainly(text, patch)

    @given(st.lists(st.sampled_from([*USUAL, *ODD]), max_size=40).map("".join))
    @settings(max_examples=examples(500), deadline=None)
    def test_with_odd_pieces_are_read_alike(self, patch, text):
        assert read_html(text) == plainly(text, patch)

    @given(st.text(max_size=80))
    @settings(max_examples=examples(300), deadline=None)
    def test_of_any_letters_are_read_alike(self, patch, text):
        assert read_html(text) == plainly(text, patch)

    @pytest.mark.slow
    def test_a_great_many_are_read_alike(self, patch):
        draw = Random(11)
        for _ in range(60_000):
            text = "".join(draw.choices(USUAL if draw.random() < 0.85 else [*USUAL, *ODD], k=draw.randrange(30)))
            assert read_html(text) == plainly(text, patch), text

    def test_of_the_speed_site_are_read_alike_and_quickly(self, patch, tmp_path):
        site = SpeedSite(400, 20)
        answers = SpeedAnswers(site, tmp_path, pdf_files=1)
        for number in range(60):
            text = decode_text(answers.content(number, site.host_number(number))).text
            assert is_read_quickly(text)
            assert read_html(text) == plainly(text, patch)

    @pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not beside this clone")
    def test_of_real_offices_are_read_alike_and_quickly(self, patch):
        pages = sorted(SAMPLES.glob("**/*.htm*"))
        assert len(pages) > 40
        for page in pages:
            text = decode_text(page.read_bytes()).text
            assert is_read_quickly(text), page.name
            assert read_html(text) == plainly(text, patch), page.name


class TestWhatIsLeftToThePlainWay:
    @pytest.mark.parametrize("odd", ["a < b", '<p style="v>', "<p <b>", "<p", "</>", "x" * 200_000])
    def test_is_not_read_quickly_and_notes_nothing_twice(self, patch, odd):
        text = f'<iframe src=f></iframe><base href="http://h/"><h1>ก</h1><a href="1">ข</a>{odd}'

        assert not is_read_quickly(text)
        assert read_html(text) == plainly(text, patch)
        assert [link.address for link in read_html(text).links][:2] == ["f", "http://h/1"]

    def test_most_links_is_kept_to(self, patch, monkeypatch):
        monkeypatch.setattr(html_text, "MAX_LINKS", 3)
        text = '<a href="x">ก</a>' * 9

        assert len(read_html(text).links) == 3
        assert read_html(text) == plainly(text, patch)


class TestWhatIsNotShown:
    @given(st.lists(st.sampled_from(["<", "!", "?", "script", "STYLE", "title", "noframes", "xmp", "scripts", "a", "/", ">", " ", "\n", "\u3000", "-", "ก", "😀"]), max_size=12).map("".join), st.integers(0, 6))  # fmt: skip
    @settings(max_examples=examples(2_000), deadline=None)
    def test_begins_where_the_pattern_says(self, text, start):
        assert html.find_skipped(text, start, html_text._SKIPPED_NAMES) == html_text.find_skipped(text, start)


class TestLines:
    @given(st.lists(st.sampled_from(["ก", "a", " ", "  ", "\t", "\n", "\v", "\r", "\u00a0", "\u3000", "\x1c", "\u2029", "😀"]), max_size=20).map("".join))  # fmt: skip
    @settings(max_examples=examples(1_000), deadline=None)
    def test_are_those_of_the_plain_way(self, text):
        assert html.lines_of(text) == plain_lines(text)


class TestRepair:
    @given(st.text("กเแ่้์ัิำําา\u0e4d\u200b\u00ad\ufeffaé😀 ", max_size=12))
    @settings(max_examples=examples(1_500), deadline=None)
    def test_is_called_needless_only_where_it_changes_nothing(self, patch, text):
        with patch.context() as plain:
            plain.setattr(thai_repair, "is_repaired", None)
            repaired = thai_repair.repair_thai(text)

        assert not thai.is_repaired(text) or repaired == text

    @pytest.mark.parametrize("text", ["", "ประกาศเทศบาลตำบล เรื่อง แผน", "plain", "é", "น้ำ", "😀 ก"])
    def test_is_needless_for_what_is_written_right(self, text):
        assert thai.is_repaired(text)


@pytest.mark.parametrize(
    "text", ["<pre>", "ก <PRE >", "a<pRe", "<p><pr", "<", "<prE>\u0e01", "pre>", "😀<Pre>", "<ppre", "< pre"]
)
def test_what_may_hold_lines_as_typed_is_told_alike(text):
    assert html.may_hold_pre(text) == ("<pre" in text.lower())
    assert html.may_hold_pre(text) or not html_text._PRE.search(text)
