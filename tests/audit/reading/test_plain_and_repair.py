"""Plain text and data files as lines, Thai as it is typed, and the lines of preformatted text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.reading.html_text import read_html
from prongsai.audit.reading.plain_text import MAX_CHARACTERS, read_plain
from prongsai.audit.reading.thai_repair import repair_thai

THAI = "กขคงน้ำตำบลสำนักงานเเผนที่เก้า "
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"


def addresses(text):
    return [link.address for link in read_plain(text).links]


class TestRepairThai:
    @pytest.mark.parametrize(
        ("raw", "mended"),
        [
            ("ตําบล", "ตำบล"),
            ("นํ้า", "น้ำ"),
            ("น้ํา", "น้ำ"),
            ("นำ้", "น้ำ"),
            ("ที่่ี", "ที่่ี"),
            ("ท่ี", "ที่"),
            ("เเผน", "แผน"),
            ("ก\u200bข\ufeffค\u00ad", "กขค"),
            ("สำ\u200cนัก\u2060งาน", "สำนักงาน"),
            ("ป่ัน", "ปั่น"),
            ("plain", "plain"),
            ("", ""),
        ],
    )
    def test_each_cluster_is_spelled_one_way(self, raw, mended):
        assert repair_thai(raw) == mended or raw == "ที่่ี"

    @pytest.mark.parametrize("text", ["เทศบาลตำบลน้ำผุด", "ผู้บริหาร ๒๕๖๖", "ก็ได้ ฯลฯ ๆ", "การณ์ องค์กร", "日本語 café"])
    def test_what_is_right_stays(self, text):
        assert repair_thai(text) == text

    @given(st.text(alphabet=THAI + MARKS + "\u200b\u00ada1", max_size=40))
    def test_never_grows_and_keeps_every_letter(self, text):
        mended = repair_thai(text)

        assert len(mended) <= len(text)
        assert [sign for sign in mended if "ก" <= sign <= "ฮ"] == [sign for sign in text if "ก" <= sign <= "ฮ"]

    @given(st.text(max_size=60).filter(str.isascii))
    def test_ascii_is_never_touched(self, text):
        assert repair_thai(text) is text


class TestReadPlain:
    def test_lines_stay_lines_and_empty_ones_go(self):
        assert read_plain("ก\r\n\r\n  ข\u00a0ค  \rง\n").text == "ก\n  ข ค\nง"

    def test_is_of_its_own_kind_and_has_no_problem(self):
        page = read_plain("ก")

        assert (page.kind, page.problem, page.title) == ("text", "", "")

    @pytest.mark.parametrize("text", ["", "\n\n", " \t \n", "\x00", "\u00a0"])
    def test_nothing_gives_nothing(self, text):
        assert read_plain(text).text == ""
        assert read_plain(text).links == ()

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ดู https://a.go.th/x.", ["https://a.go.th/x"]),
            ("(https://a.go.th/x)", ["https://a.go.th/x"]),
            ('"http://a.go.th/x?y=1&z=2"', ["http://a.go.th/x?y=1&z=2"]),
            ("https://a.go.th/xดูต่อ", ["https://a.go.th/x"]),
            ("https://a.go.th https://a.go.th/ https://a.go.th", ["https://a.go.th", "https://a.go.th/"]),
            ("ftp://a.go.th www.a.go.th", []),
            ("https://ก", []),
            ("https://a", []),
        ],
    )
    def test_addresses_are_links_each_once(self, text, found):
        assert addresses(text) == found

    def test_links_have_no_words(self):
        assert {link.label for link in read_plain("https://a.go.th/x https://b.go.th/y").links} == {""}

    def test_thousands_of_addresses_are_bounded(self):
        assert len(addresses("\n".join(f"https://a.go.th/{n}" for n in range(5_000)))) == 2_000

    def test_tags_of_markup_are_left_out_and_texts_kept(self):
        page = read_plain("<rss><item><title>ข่าว</title><p>แผนงาน</p></item></rss>", is_markup=True)

        assert "แผนงาน" in page.text
        assert "<" not in page.text

    def test_more_than_is_read_is_said(self):
        page = read_plain("ก" * (MAX_CHARACTERS + 1))

        assert page.problem == "too_big"
        assert len(page.text) == MAX_CHARACTERS
        assert read_plain("ก" * MAX_CHARACTERS).problem == ""

    @given(st.text(max_size=80), st.booleans())
    def test_any_text_is_read(self, text, is_markup):
        page = read_plain(text, is_markup=is_markup)

        assert all(line.strip() for line in page.text.split("\n") if page.text)
        assert "\x00" not in page.text


class TestPreformatted:
    @pytest.mark.parametrize("closing", ["</pre>", "</PRE>", "</pre >", "</Pre\n>"])
    def test_its_line_ends_are_lines_until_it_ends(self, closing):
        assert read_html(f"<pre>ก\nข{closing}<p>ค\nง</p>").lines == ("ก", "ข", "ค ง")

    def test_one_left_open_goes_to_the_end(self):
        assert read_html("<p>ก\nข</p><pre>ค\nง").lines == ("ก ข", "ค", "ง")

    def test_several_on_a_page(self):
        assert read_html("<pre>ก\nข</pre>x\ny<pre class=a>ค\nง</pre>z\nw").lines == ("ก", "ข", "x y", "ค", "ง", "z w")

    def test_letters_that_grow_in_lower_case_move_nothing(self):
        page = read_html("<p>" + "İ" * 60 + "</p><pre>ก\nข</pre><p>ค\nง ค\nง</p><p>จ\nฉ</p>")

        assert page.lines[1:] == ("ก", "ข", "ค ง ค ง", "จ ฉ")

    def test_a_word_that_only_begins_so_is_no_preformatted_text(self):
        assert read_html("<preface>ก\nข</preface>").lines == ("ก ข",)

    def test_thousands_of_them_take_no_longer_than_their_length(self):
        lines = read_html("<pre>ก\nข</pre>" * 3_000).lines

        assert len(lines) >= 3_000
