"""What makes one item outrank another: place, length, codes, rounds, menus and feet."""

import pytest

from prongsai import wiring
from prongsai.audit.judge.items import rank_items, see_links
from prongsai.audit.judge.letters import read_letters
from prongsai.audit.judge.matcher import prepare
from prongsai.audit.page import PageLink, PageText

FILL = "ข้อความทั่วไปของหน้าเว็บไซต์ " * 12


@pytest.fixture(scope="module")
def prepared():
    return prepare(wiring.framework_files().get(2566))


@pytest.fixture(scope="module")
def ranking(prepared):
    def of(text: str, title: str = "", headings: tuple[str, ...] = (), links: tuple[PageLink, ...] = ()):
        page = PageText("html", text, title, headings, links=links)
        letters = read_letters(title, headings, text, has_foot=bool(links))
        return rank_items(page, letters, prepared.matcher.scan(letters.bare), prepared)

    return of


@pytest.fixture(scope="module")
def score(ranking):
    def of(code: str, *page, **more) -> float:
        return next((item.score for item in ranking(*page, **more).items if item.code == code), 0.0)

    return of


class TestPlace:
    def test_title_then_first_lines_then_heading_then_text(self, score):
        name = "ประมวลจริยธรรม"
        places = [
            score("O39", FILL, name),
            score("O39", name + FILL),
            score("O39", FILL, "หน้า", (name,)),
            score("O39", FILL + FILL + FILL + name),
        ]

        assert places == sorted(places, reverse=True)
        assert len(set(places)) == 4

    def test_the_foot_of_a_web_page_counts_least(self, score):
        links = (PageLink("/", "หน้าแรก"),)
        text = FILL + FILL + FILL

        assert score("O39", text + "ประมวลจริยธรรม", "หน้า", links=links) < score(
            "O39", text + "ประมวลจริยธรรม" + FILL, "หน้า", links=links
        )

    def test_a_menu_word_in_running_text_counts_little(self, score):
        assert 0 < score("O2", FILL + FILL + FILL + "ผู้บริหาร", "หน้า") < 0.1

    def test_said_again_counts_more(self, score):
        once = score("O17", FILL * 3 + "ความพึงพอใจของผู้รับบริการ", "หน้า")

        assert score("O17", FILL * 3 + "ความพึงพอใจของผู้รับบริการ " * 4, "หน้า") > once


class TestCodes:
    @pytest.mark.parametrize("title", ["O12", "OIT 12", "OIT12", "o12.", "(O12)", "012"])
    def test_one_printed_code_adds(self, score, title):
        assert score("O12", FILL, f"{title} เอกสาร") > 0.5

    @pytest.mark.parametrize("text", ["00:12:06", "2021-03-12", "โทร 012-3456", "O12.5", "ISO12 มาตรฐาน", "ข้อ 1.012"])
    def test_other_numbers_are_no_codes(self, score, text):
        assert score("O12", f"{FILL} {text}", text) < 0.3

    def test_many_codes_are_a_list(self, ranking):
        assert ranking("O1 ก\nO2 ข\nO3 ค\nO4 ง\nO5 จ").is_index
        assert not ranking("O1 ก\nO2 ข").is_index


class TestRounds:
    def test_six_months_speak_for_progress_and_twelve_for_the_year(self, score):
        name = "รายงานผลการดำเนินการป้องกันการทุจริต"

        assert score("O37", f"{name} รอบ 6 เดือน") > score("O38", f"{name} รอบ 6 เดือน")
        assert score("O38", f"{name} รอบ 12 เดือน") > score("O37", f"{name} รอบ 12 เดือน")

    def test_both_together_decide_nothing(self, score):
        name = "รายงานผลการดำเนินการป้องกันการทุจริต"

        assert score("O38", f"{name} ของเทศบาล รอบ 6 เดือน และรอบ 12 เดือน") == pytest.approx(
            score("O38", name), abs=0.06
        )


class TestLinks:
    def test_are_counted_by_name(self, prepared):
        links = (PageLink("/a", "ประมวลจริยธรรม"), PageLink("/b", "ประมวลจริยธรรม"))

        seen = see_links(PageText("html", "ก" * 280, links=links), prepared.matcher)

        assert seen is not None
        assert list(seen.counts.values()) == [2]
        assert seen.share == pytest.approx(0.1, abs=0.01)

    def test_none_without_any(self, prepared):
        assert see_links(PageText("html", "ข้อความ"), prepared.matcher) is None

    def test_a_name_in_menu_and_text_counts(self, score):
        links = (PageLink("/a", "ประมวลจริยธรรม"),)

        assert score("O39", "ประมวลจริยธรรม\n" + FILL * 3, "หน้า", links=links) == 0
        assert score("O39", "ประมวลจริยธรรม\n" + FILL * 3 + "ประมวลจริยธรรม" + FILL, "หน้า", links=links) > 0

    def test_a_page_made_of_links_is_judged_by_them(self, score):
        links = (PageLink("/a", "ประมวลจริยธรรมพนักงานส่วนท้องถิ่น"),)

        assert score("O39", "ประมวลจริยธรรมพนักงานส่วนท้องถิ่น", "หน้า", links=links) > 0.3
