"""Lines of a page looked through in a quick way: the same as the plain way gives."""

import re
from dataclasses import fields, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit import fingerprint as prints
from prongsai.audit.disguise import LETTERS_TO_JUDGE, without_frame
from prongsai.audit.fingerprint import Beside, fingerprint, look_beside, shown_by
from prongsai.audit.page import DigitRun, PageLink, PageText
from prongsai.audit.reading.html_text import read_html
from prongsai.audit.reading.meaning import _without_furniture, meaningful_text

PIECES = [
    "ก",
    "ขข ",
    "๒๕๖๖",
    "2566",
    "a-1",
    "go_th",
    "x",
    "-",
    "_",
    " ",
    "  ",
    "\n",
    "\t",
    "\u2003",
    "ผู้เข้าชม 12 คน",
    "หน้าแรก",
    "ค" * 90,
]
TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "ก ",
    " ข",
    "&amp;",
    "\n",
    "<td>",
    "<h2>",
    "</h2>",
    "<img alt='ภาพ'>",
    "ค  ง",
    "<!-- x -->",
]
HREFS = ["/a", "", " /b ", "/c?x=1&amp;y=2", "http://x/ก"]
PLAIN_CODES = re.compile(r"[๐-๙]+|[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*")
lines = st.lists(st.sampled_from(PIECES), max_size=50).map("".join)


def beside(page: PageText, *others: str) -> Beside:
    return look_beside(page.text, [fingerprint(text) for text in others])


class TestCodes:
    @given(lines)
    @settings(max_examples=300, deadline=None)
    def test_are_folded_as_by_trying_at_each_letter(self, text):
        assert prints.without_codes(text) == PLAIN_CODES.sub("0", text)

    def test_a_word_with_a_digit_anywhere_is_one_code(self):
        assert prints.without_codes("เลขที่ ab-12_c/ดู example.go.th ๑๒๓4x") == "เลขที่ 0/ดู example.go.th 00"


class TestLinesShown:
    @given(lines, lines, lines)
    @settings(max_examples=100, deadline=None)
    def test_letters_are_counted_in_lines_that_no_other_shows(self, text, one, other):
        others = [fingerprint(one), fingerprint(other)]
        known = {*re.split("[\n\t]", one), *re.split("[\n\t]", other)}

        wanted = sum(len(line) for line in re.split("[\n\t]", text) if line not in known)

        assert look_beside(text, others).letters == wanted

    def test_of_one_page_are_its_own_set(self):
        one = fingerprint("ก\nข")

        assert shown_by([one]) is one.as_shown
        assert shown_by([]) == frozenset()
        assert shown_by([one, fingerprint("ค")]) == one.as_shown | fingerprint("ค").as_shown


class TestWithoutFrame:
    @given(lines, lines)
    @settings(max_examples=100, deadline=None)
    def test_leaves_lines_and_rows_that_the_frame_has_not(self, text, frame):
        own, frame = f"{text}\n{'เนื้อหา' * 30}", f"{frame}\nหน้าแรกของเรา"
        known = set(re.split("[\n\t]", frame))
        page = PageText("html", own, headings=("ก", "หัวข้อ"), links=(PageLink("/", "หน้าแรก"), PageLink("/a", "ขข")))

        kept = without_frame(page, beside(page, frame))

        wanted = [line for line in own.split("\n") if not all(cell in known for cell in line.split("\t"))]
        assert kept.text.split("\n") == wanted
        assert all(link.label not in known for link in kept.links)
        assert len(kept.text) >= LETTERS_TO_JUDGE

    def test_a_page_with_hardly_anything_beside_it_stays_whole(self):
        page = PageText("html", "หน้าแรก\nสั้น")

        assert without_frame(page, beside(page, "หน้าแรก")) is page
        assert without_frame(page, beside(page)) is page
        assert without_frame(page, None) is page


class TestAPageCutToAPart:
    def test_keeps_all_else_that_it_had(self):
        whole = PageText(
            "pdf", "ก", "ข", ("ค",), ("ก",), 1, (PageLink("/", "ง"),), (1,), (DigitRun(1, "๒", 0.9),), 2, date(2026, 11, 28),
            ("จ",), "too_big", "ฉ",
        )  # fmt: skip
        assert all(getattr(whole, one.name) != getattr(PageText("html"), one.name) for one in fields(PageText))

        part = whole.cut_to("", headings=(), links=())

        assert part == replace(whole, text="", headings=(), links=())


class TestMeaningfulText:
    @given(lines, st.sampled_from(["html", "pdf"]))
    @settings(max_examples=300, deadline=None)
    def test_is_what_folding_each_line_gives(self, text, kind):
        has_blanks = any(mark in text for mark in ("  ", "\t", "\n ", " \n")) or text != text.strip()
        folded = [" ".join(line.split()) if has_blanks else line for line in text.split("\n")]
        if kind == "html":
            folded = [line if len(line) > 80 else _without_furniture(line) for line in folded]

        assert meaningful_text(PageText(kind, text)) == "\n".join(line for line in folded if line)


class TestLinks:
    @given(
        st.lists(
            st.one_of(
                st.sampled_from(TAGS), st.tuples(st.sampled_from(HREFS), st.lists(st.sampled_from(TAGS), max_size=3))
            )
        )
    )
    @settings(max_examples=300, deadline=None)
    def test_written_as_most_are_read_as_any_other(self, parts):
        def page(opening: str) -> str:
            return "".join(
                part if isinstance(part, str) else f"{opening % part[0]}{''.join(part[1])}</a>" for part in parts
            )

        assert read_html(page('<a href="%s">')) == read_html(page("<a href='%s'>"))

    def test_that_hold_words_alone_are_noted_with_them(self):
        page = read_html(
            '<base href="http://x.go.th/d/"><a href="e.pdf"> แผน &amp; ผล </a><a href="">ว่าง</a><a href="f">ข<b>ค</b></a>'
        )

        assert page.links == (PageLink("http://x.go.th/d/e.pdf", "แผน & ผล"), PageLink("http://x.go.th/d/f", "ขค"))
        assert page.lines == ("แผน & ผล ว่างขค",)
