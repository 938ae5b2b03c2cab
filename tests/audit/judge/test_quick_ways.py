"""What is searched for in a quick way is what the plain way finds: each is held to the plain one on texts made up by chance."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai import wiring
from prongsai.audit.judge import year_evidence
from prongsai.audit.judge.items import rank_items
from prongsai.audit.judge.letters import read_letters, to_bare, to_plain
from prongsai.audit.judge.matcher import Matcher, prepare
from prongsai.audit.page import PageLink, PageText
from prongsai.core.personal_data import numbers as personal_data
from prongsai.core.thai.format import THAI_MONTHS

DAYS = [
    "มกราคม ", "ก.ย. ", "ธ.ค.", "มี.ค. ", "ตุลาคม", "กุมภาพันธ์ ", "66", "67 ", "2566", "2567 ", "25 66 ", "256 7", "2566-2570", "๒๕๖๖",
    "03/04/", "3.4.", "12-", "1 ", "30 ", "พ.ศ. ", "ปีงบประมาณ ", "วันที่ ", "ถึง ", " - ", "\n", "\t", "45", "1,250,000", "เรื่อง", "x",
    "ณ วันที่ ", "เผยแพร่เมื่อ ", "พระราชบัญญัติ ",
]  # fmt: skip
NUMBERS = [
    "0",
    "1",
    "81",
    "234",
    "5678",
    "-",
    " ",
    ".",
    "(",
    ")",
    "  ",
    ",",
    "/",
    "\t",
    "\n",
    "ก",
    "โทร ",
    "๐๘๑",
    "1-2345-67890-12-1",
]
_ENDS = b"".join({month.encode("cp874")[-1:] for month in THAI_MONTHS}) + rb"./\-"
PLAIN_SHORT = re.compile(rb"(?:(?<=[" + _ENDS + rb"])|(?<=[" + _ENDS + rb"] ))[4-7]\d(?!\d)")


def texts(pieces: list[str], most: int = 60) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


@pytest.fixture(scope="module")
def prepared():
    return prepare(wiring.framework_files().get(2566))


class TestPlacesOfYears:
    @given(texts(DAYS))
    @settings(max_examples=300, deadline=None)
    def test_are_those_of_both_patterns_in_order(self, text):
        plain = to_plain(text)
        whole = [match.span() for match in year_evidence._YEAR.finditer(plain)]
        short = [match.span() for match in PLAIN_SHORT.finditer(plain)]

        found = year_evidence._places(plain)

        assert found == (sorted(whole + short) if len(whole) < year_evidence._MOST_YEARS else whole)

    def test_short_years_are_not_looked_for_among_plenty_in_full(self):
        plain = to_plain("ปี 2566 " * 40 + "31 มี.ค. 66")

        assert len(year_evidence._places(plain)) == 40

    def test_a_year_in_two_digits_is_found_after_a_month_alone(self):
        assert year_evidence._places(to_plain("31 มี.ค. 66 ราคา 66 บาท")) == [(9, 11)]


class TestRunsOfDigits:
    @given(texts(NUMBERS))
    @settings(max_examples=300, deadline=None)
    def test_are_those_of_the_pattern_over_the_whole_text(self, text):
        plain = text.encode("cp874", "replace").translate(personal_data._LETTERS)

        found = [match.span() for match in personal_data._runs(plain)]

        assert found == [match.span() for match in personal_data._RUN.finditer(plain)]

    def test_the_last_run_may_end_the_text(self):
        assert [match.span() for match in personal_data._runs(b"x 081-234-5678")] == [(2, 14)]


class TestMatchersOfTwoYears:
    def test_share_one_finder_when_they_have_the_same_words(self):
        files = wiring.framework_files()
        one, other = prepare(files.get(2566)).matcher, prepare(files.get(2567)).matcher

        assert (one._finder is other._finder) == (one.bares == other.bares)
        assert one._finder is other._finder

    def test_the_order_in_which_names_are_given_changes_only_who_keeps_one(self):
        names = [("a", "แผนพัฒนาท้องถิ่น"), ("b", "ประกาศเจตนารมณ์"), ("c", "แผนพัฒนา"), ("d", "ประกาศ เจตนารมณ์")]
        one, other = Matcher(names, ["โครงการ"]), Matcher(names[::-1], ["โครงการ"])
        bare = to_bare("ประกาศเจตนารมณ์ แผนพัฒนา โครงการ แผนพัฒนาท้องถิ่น").decode("latin-1")

        assert one.bares == other.bares
        assert one.scan(bare) == other.scan(bare)
        assert {phrase.topic for phrase in one.phrases.values()} == {"a", "b", "c"}
        assert {phrase.topic for phrase in other.phrases.values()} == {"a", "c", "d"}

    def test_words_that_are_no_names_keep_their_order(self):
        matcher = Matcher([("a", "แผนพัฒนา")], ["รอบ 6 เดือน", "ก่อสร้าง", "โครงการ"])

        assert [matcher.number_of(word) for word in ("รอบ 6 เดือน", "ก่อสร้าง", "โครงการ")] == [1, 2, 3]


class TestNamesSaidAgain:
    """A name said again in the same part of a page is weighed once; that it is said again still counts."""

    def _first(self, prepared, page):
        letters = read_letters(page.title, page.headings, page.text)
        return rank_items(page, letters, prepared.matcher.scan(letters.bare), prepared).items[0]

    def test_counts_more_than_said_once(self, prepared):
        filler = "ข้อความยาวที่ไม่ได้กล่าวถึงเรื่องใด " * 40
        once = PageText("html", f"{filler}ข้อบัญญัติ แผนการจัดซื้อจัดจ้าง", title="หน้าหนึ่ง")
        again = PageText("html", f"{filler}{'ข้อบัญญัติ แผนการจัดซื้อจัดจ้าง ' * 6}", title="หน้าหนึ่ง")

        first, second = self._first(prepared, once), self._first(prepared, again)

        assert first.code == second.code
        assert second.score > first.score

    def test_a_plan_that_is_reported_on_further_down_is_seen_there(self, prepared):
        plan, report = "แผนปฏิบัติการป้องกันการทุจริต", "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"
        filler = " ".join(f"ย่อหน้าที่ {number} ของเรื่องทั่วไป" for number in range(60))
        page = PageText("html", f"{filler}\n{plan}\n{report}\n{report}", title="หน้าหนึ่ง")
        letters = read_letters(page.title, page.headings, page.text)

        items = rank_items(page, letters, prepared.matcher.scan(letters.bare), prepared).items

        assert len({item.code for item in items}) >= 2

    def test_names_that_stand_only_in_links_count_for_nothing(self, prepared):
        name = "ประกาศเจตนารมณ์นโยบายไม่รับของขวัญ"
        filler = "ข้อความยาวที่ไม่ได้กล่าวถึงเรื่องใด " * 40
        linked = PageText("html", f"{filler}{name}", links=(PageLink("/a", name),))
        said = PageText("html", f"{filler}{name} {name}", links=(PageLink("/a", name),))

        def ranked(page):
            letters = read_letters(page.title, page.headings, page.text)
            return [
                item.code
                for item in rank_items(page, letters, prepared.matcher.scan(letters.bare), prepared).items
                if item.words
            ]

        assert ranked(linked) == []
        assert ranked(said) != []
