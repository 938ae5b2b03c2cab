"""The quick twins of years see and weigh exactly what the plain Python does."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.audit.blind.good import SHAPES
from benchmarks.audit.blind2.matter_text import TEXTS
from benchmarks.audit.blind2.office import office
from benchmarks.audit.labelled.good import HTML_CASES
from benchmarks.audit.site.thai_text import agency, items
from benchmarks.audit.speed.addresses import SpeedSite
from benchmarks.audit.speed.answers import SpeedAnswers
from prongsai.adapters.page_reader import read_html_page
from prongsai.audit.judge import year
from prongsai.audit.judge import year_evidence as evidence
from prongsai.audit.judge.letters import Letters, read_letters, to_plain
from prongsai.audit.judge.year_evidence import YearSeen, YearsSeen
from prongsai.core.thai.format import THAI_MONTHS, THAI_MONTHS_SHORT
from tests.audit.native.twins import SAMPLES, twin
from tests.examples import examples

twin("years")
twin("year_weights")

ZONES = ("", "title", "heading", "body")
WORDS = [
    *(word.encode("cp874") for word in (*THAI_MONTHS, *THAI_MONTHS_SHORT, "พ.ศ.", "พ.ศ. ", "ค.ศ.", "พุทธศักราช ", "ปี", "ปี ", "ถึง")),
    *evidence._FISCAL, *evidence._YEARLY, *evidence._ASSESSMENT, *evidence._ACADEMIC, *evidence._SIGNED,
    *evidence._YEAR_ENDS, *evidence._LAW_WORDS, *evidence._UPLOADED_WORDS, *evidence._PREVIOUS_RESULT_WORDS,
]  # fmt: skip
YEARS = [
    b"2566", b"2567", b"2568", b"2549", b"2550", b"2519", b"2590", b"2599", b"2000", b"2023", b"2049", b"2050", b"256 6", b"25 66", b"256 2",
    b"66", b"40", b"49", b"50", b"79", b"80", b"2566-2570", b"2566 - 2567", b"2566-2592", b"2567-2566",
]  # fmt: skip
MARKS = [
    b" ", b" ", b"  ", b"\n", b"\t", b"/", b"-", b" - ", b".", b"1", b"30", b"31 ", b"32", b"0", b"3", b"03/04/", b"3.4.", b"12-", b"29/2/", b"1/",
    b"1 / ", b"-01-02", b"-12-39", b"_", b"%", b"?", b"=", b"a", b"x.", b"(", b"\xe0", b"\xe0\xe0", b"\xe0\xe0\xe0", b"\xe1", b"\x00", b"\xff",
    "๒๕๖๖".encode("cp874"), "ก".encode("cp874"), b"Z",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(YEARS),
    st.sampled_from(MARKS),
    st.sampled_from(MARKS),
    st.binary(max_size=3),
)
TEXTS_OF_BYTES = st.lists(PIECES, max_size=80).map(b"".join)


def both_see(text: bytes, zone: str) -> tuple[YearsSeen, YearsSeen]:
    """What the twin sees, and what the plain Python does."""
    quick, plain = YearsSeen([], [], []), YearsSeen([], [], [])
    evidence._read(text, zone, quick)
    evidence._read_plainly(text, zone, plain)
    return quick, plain


def require_same(text: bytes, zone: str) -> int:
    """Sees and weighs a text both ways; how many years it has."""
    quick, plain = both_see(text, zone)
    assert quick == plain, (text, zone)
    assert [type(one) for one in quick.seen] == [YearSeen] * len(plain.seen)
    require_same_weights(quick.seen)
    return len(quick.seen)


def require_same_weights(seen: list[YearSeen]) -> None:
    """Floats to the last digit, and in the same order: of equal ones the first is taken."""
    (weights, best), (plain_weights, plain_best) = year._weigh(seen), year._weigh_plainly(seen)
    assert list(weights.items()) == list(plain_weights.items()), seen
    assert list(best.items()) == list(plain_best.items()), seen


def require_same_letters(letters: Letters) -> int:
    pieces = ((letters.title, "title"), (letters.headings, "heading"), (letters.text, ""))
    return sum(require_same(text, zone) for text, zone in pieces)


class TestAnyText:
    def test_is_read_by_the_quick_twins(self):
        assert evidence._read is not evidence._read_plainly
        assert year._weigh is not year._weigh_plainly

    @given(TEXTS_OF_BYTES, st.sampled_from(ZONES))
    @settings(max_examples=examples(500), deadline=None)
    def test_made_of_words_that_matter(self, text, zone):
        require_same(text, zone)

    @given(st.integers(0, 2**32))
    @settings(max_examples=examples(60), deadline=None)
    def test_that_is_long_and_full_of_years(self, seed):
        draw = Random(seed)
        pools = (WORDS, YEARS, YEARS, MARKS, MARKS, MARKS)

        require_same(b"".join(draw.choice(draw.choice(pools)) for _ in range(draw.randrange(900))), "")

    @given(st.binary(max_size=200), st.sampled_from(ZONES))
    @settings(max_examples=examples(300), deadline=None)
    def test_of_any_bytes(self, text, zone):
        require_same(text, zone)

    @pytest.mark.parametrize("ending", [b"", b" ", b"\n"])
    @pytest.mark.parametrize("between", [b"", b" ", b"\n", b"/", b".", b"-"])
    def test_of_one_word_before_a_year(self, between, ending):
        for word in WORDS:
            for number in (b"", b"1 ", b"30 ", b"31", b"/"):
                for one in (b"2566", b"66", b"2023", b"256 6", b"2549"):
                    require_same(number + word + between + one + ending, "body")
                    require_same(word + between + number + word + between + one + ending, "body")

    @pytest.mark.parametrize("before", range(80))
    def test_with_a_word_at_the_edge_of_what_is_looked_at(self, before):
        few = (evidence._LAW_WORDS[0], evidence._UPLOADED_WORDS[0], b"\xe0\xe0\xe0", b"a", b"30")
        all_words = (*evidence._LAW_WORDS, *evidence._UPLOADED_WORDS, *evidence._PREVIOUS_RESULT_WORDS)
        ends = ("", "ปี ", "ปีงบประมาณ ", "วันที่ 1 มกราคม ", "1/2/", "พ.ศ. ", "ม.ค. ", "-")
        for filler in ("ก", " ", "่", "-", "เ"):  # letters of both forms, or of one
            for word in all_words if filler == "ก" else few:
                for end in ends:
                    require_same(word + to_plain(filler * before + end) + b"2566", "")
                require_same(word + to_plain(filler * before) + to_plain("ม.ค. 66"), "")

    @pytest.mark.parametrize("between", range(24, 46))
    def test_of_days_as_far_apart_as_a_span_may_be(self, between):
        for dash in ("-", "ถึง", "ถ"):
            require_same(to_plain(f"1 มกราคม 2566{dash}{'ก' * between}2 มกราคม 2566"), "")
            require_same(to_plain(f"1 มกราคม 2566{'ก' * between}{dash}2 มกราคม 2566"), "")

    @pytest.mark.parametrize(
        "between", ["-", " - ", "ถึง", " ถึง ", "-ปี ", "-ปี", "-พ.ศ.", "-ปี พ.ศ. ", "-พกศก", "-พ\nศ.", "-พ.ศ\n", "--"]
    )
    def test_of_any_range(self, between):
        for first in (2543, 2560, 2566):
            for last in range(2525, 2600):
                require_same(to_plain(f"แผน {first}{between}{last}"), "")
                require_same(to_plain(f"fiscal year {first - 543}{between}{last}1"), "")

    @pytest.mark.parametrize("month", [*THAI_MONTHS, *THAI_MONTHS_SHORT])
    def test_of_any_day(self, month):
        for number in (*range(40), ""):
            for text in (
                f"{number} {month} 2567",
                f"{number} {month}67",
                f"{number} {month} พ.ศ. 67",
                f"{number}{month}พ.ศ.2567",
            ):
                require_same(to_plain(text), "")
        for word in (*evidence._YEAR_ENDS, *evidence._SIGNED):
            for number in (1, 29, 30, 31):
                require_same(word + to_plain(f"{number} {month} 2566"), "")

    @pytest.mark.parametrize("part", "/.-")
    def test_of_any_day_in_figures(self, part):
        for day in (*map(str, range(45)), "00", "01", "031", "131", "431"):
            for month in (*map(str, range(22)), "00", "01", "010"):
                for end in ("2566", "66", "66/", "66.", "66-", "66x", "\n2566"):
                    require_same(to_plain(f"{day}{part}{month}{part}{end}"), "")

    @pytest.mark.parametrize(
        "after", ["-01-02", "-19-39", "-20-01", "-01-41", "-01-0", "-01-0x", "-01.02", "-x1-02", "01-02", "-1-02"]
    )
    def test_of_a_year_of_a_date_that_begins_with_it(self, after):
        require_same(to_plain(f"fiscal year 2023{after}"), "")
        require_same(to_plain(f"ปีงบประมาณ 2566{after}"), "")

    @pytest.mark.parametrize("between", [".66", " .66", "/66", "-66", " 66", ".66 2567", "-2567.66"])
    def test_of_short_years_right_after_whole_ones(self, between):
        require_same(to_plain(f"1 มกราคม 2566{between} - 2 มกราคม 2566"), "")
        require_same(to_plain(f"1 ม.ค. 66{between} - 2 ม.ค. 66"), "")

    @pytest.mark.parametrize("many", [1, 27, 28, 29, 35, 36, 37, 44, 45, 200])
    @pytest.mark.parametrize("one", ["2566 ", "1 มกราคม 2566 - 2 มกราคม 2566 ", "1 ม.ค. 66 ", "ปี 2566 1 ม.ค. 66 "])
    def test_of_as_many_years_as_are_weighed_or_more(self, one, many):
        require_same(to_plain("".join(one.replace("66", str(50 + number % 30)) for number in range(many))), "")

    @pytest.mark.parametrize("length", [165, 166, 170, 171, 595, 600, 601, 1_100, 1_105])
    def test_by_its_place(self, length):
        for rest in (0, 490, 495, 496, 497, 500, 505):
            require_same(b"x" * length + b" 2566 " + b"y" * rest, "")
            require_same(b"x" * length + "1 ม.ค. 66 ".encode("cp874") + b"y" * rest, "")


class TestEdges:
    @pytest.mark.parametrize(
        "text", [b"", b"2", b"25", b"256", b".", b"4", b"44", b".4", b".44", b"/66", b" 66", b". 66"]
    )
    def test_of_a_text_of_almost_nothing(self, text):
        require_same(text, "")

    @pytest.mark.parametrize(
        "text", ["2566", "2566 ", "2566-", "2566 ถึ", "2566-ปี", "2566-พ.ศ.", "2566-พ.ศ. 25", "2566-257"]
    )
    def test_of_a_year_with_which_the_text_begins_and_ends(self, text):
        for end in range(1, len(text) + 1):
            require_same(to_plain(text[:end]), "body")

    @given(TEXTS_OF_BYTES, st.integers(0, 400), st.integers(0, 400))
    @settings(max_examples=examples(300), deadline=None)
    def test_of_a_text_cut_anywhere(self, text, start, end):
        require_same(text[start:end], "")

    @pytest.mark.parametrize("wrong", [None, "2566", bytearray(b"2566"), memoryview(b"2566")])
    def test_what_is_no_bytes_is_refused(self, wrong):
        with pytest.raises(TypeError):
            evidence._read(wrong, "", YearsSeen([], [], []))

    def test_a_fault_on_the_way_is_told(self):
        with pytest.raises(AttributeError):
            evidence._read(b"2566", "", None)

    def test_a_fault_in_a_span_is_told(self):
        found = YearsSeen([], None, [])  # no list to put the span into

        with pytest.raises(AttributeError):
            evidence._read(to_plain("1 มกราคม 2566 - 2 มกราคม 2566"), "", found)

    def test_a_kind_that_has_no_weight_is_told(self):
        with pytest.raises(KeyError):
            year._weigh([YearSeen("other", 2566, "body", b"")])


class TestWeights:
    @given(
        st.lists(
            st.builds(
                YearSeen,
                st.sampled_from(list(year._WEIGHTS)),
                st.integers(2536, 2594) | st.sampled_from([2565, 2566]),
                st.sampled_from(list(year._ZONES)),
                st.sampled_from([b"a", b"b"]),
            ),
            max_size=120,
        )
    )
    @settings(max_examples=examples(150), deadline=None)
    def test_of_any_years(self, seen):
        require_same_weights(seen)

    def test_leave_what_was_seen_as_it_is(self):
        seen = [YearSeen("result", 2566, "body", b"")]

        weights, best = year._weigh(seen)

        assert weights == {2566: 3.0}
        assert best[2566].kind == "fiscal"
        assert seen[0].kind == "result"


def pages() -> Iterator[tuple[str, str]]:
    """Titles and bodies of the labelled site and of both blind ones."""
    draw = Random(5)
    for number, item in enumerate(items()):
        owner, year_be = agency(number), 2562 + number % 8
        yield from ((item.title, main(draw, item, year_be, owner)) for _, main, _, _ in HTML_CASES)
    for shape in SHAPES * 5:
        yield shape(draw)
    for matter in TEXTS * 8:
        yield matter(draw, office(draw))


class TestPages:
    def test_of_the_speed_site(self, tmp_path):
        site = SpeedSite(links=20_000, hosts=400)
        answers = SpeedAnswers(site, tmp_path, pdf_files=1)
        shown = [number for number in site.numbers()[:150] if site.kind(number) == "html"]
        years = 0

        for number in shown:
            host = site.host_number(number)
            page = read_html_page(
                answers.content(number, host), f"text/html; charset={'windows-874' if host % 2 else 'utf-8'}"
            )
            years += require_same_letters(read_letters(page.title, page.headings, page.text, has_foot=True))

        assert years > 20 * len(shown)

    def test_of_the_labelled_and_blind_sites(self):
        years = 0

        for title, body in pages():
            page = read_html_page(f"<title>{title}</title><body>{body}".encode())
            years += require_same_letters(read_letters(page.title, page.headings, page.text))

        assert years > 1_000

    @pytest.mark.skipif(not (SAMPLES / "docs").is_dir(), reason="the shared samples are not here")
    def test_of_real_agencies(self):
        years = 0

        for path in sorted((SAMPLES / "docs").iterdir()):
            if path.suffix == ".html":
                page = read_html_page(path.read_bytes())
                years += require_same_letters(read_letters(page.title, page.headings, page.text, has_foot=True))
            else:
                years += require_same(to_plain(path.read_text(errors="replace")), "")

        assert years > 300
