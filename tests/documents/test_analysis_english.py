"""The analysis document in English: whole, with nothing left in Thai but names, and the Thai one as it was."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache

import docx
import pikepdf
import pypdfium2
import pytest

from prongsai.core.framework.model import Period
from prongsai.core.plan import Deadline, FollowUp, Measure
from prongsai.core.result.proposal_days import IN_ENGLISH, OF_INDICATOR, ProposalDays
from prongsai.core.thai.words import Words
from prongsai.documents.analysis import build_analysis
from prongsai.documents.analysis_tables import KIND_WORDS, STATE_WORDS, day_lines, title_of
from prongsai.documents.report import SIGNING_WORDS, Chart, Grid, Signatures
from prongsai.documents.voice import LANGUAGES, Voice
from prongsai.wiring.results import analyse_result, propose_measures, write_analysis
from tests.core.result.made import FILES, d, result
from tests.documents.test_analysis import TODAY, YEARS, facts, words

POST = "นายกเทศมนตรีตำบลบ้านสวนใส"
THAI = re.compile(r"[\u0e00-\u0e7f]+(?:\s[\u0e00-\u0e7f]+)*")
NAMES = ("เทศบาลตำบลบ้านสวนใส", "อำเภอหนองบัวแดง", "ผ่านดี", "ประกาศ", POST)


@cache
def english_facts():
    return replace(facts(*YEARS, plan_year=2568, executive_post=POST), language="en")


@cache
def english():
    return build_analysis(english_facts())


@cache
def drawn(form: str) -> bytes:
    return write_analysis(english_facts(), [form])[form]


def thai_left(text: str) -> set[str]:
    return {found for found in THAI.findall(text) if not any(found in name or name in found for name in NAMES)}


def everything_said(report) -> str:
    said = [words(report), report.title, report.subject, report.footer, *report.keywords]
    said += [*report.cover.title, *report.cover.period, *report.cover.agency]
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                said += [block.caption, *(column.heading for column in block.columns)]
            elif isinstance(block, Chart):
                said += [block.caption, block.drawing.alt, repr(block.drawing)]
            elif isinstance(block, Signatures):
                said += [f"{signer.duty} {signer.post}" for signer in block.signers]
    return "\n".join(said)


class TestWords:
    def test_nothing_but_names_is_in_thai(self):
        assert thai_left(everything_said(english())) == set()

    def test_no_thai_digits(self):
        assert not re.search(r"[๐-๙]", everything_said(english()))

    def test_the_same_headings_tables_and_charts_as_in_thai(self):
        def shape(report):
            return [
                (type(block).__name__, len(block.rows) if isinstance(block, Grid) else None)
                for section in report.sections
                for block in section.blocks
            ]

        assert shape(english()) == shape(build_analysis(replace(english_facts(), language="th")))

    @pytest.mark.parametrize(
        "sentence",
        [
            "The announced total of fiscal year 2567 is 88.90, other than the computed 88.13.",
            "2 of the 35 items with a score were lost",
            "Indicator 8 Improvement of work process 79.00",
            "- The announced total is 88.90",
            "O34 got 0 in 2567",
            "by 15 Jan 2025 (2568), about",
            "each month until Apr 2025 (2568)",
        ],
    )
    def test_says(self, sentence):
        assert sentence in words(english())

    def test_figures_are_the_same_in_both(self):
        thai = build_analysis(replace(english_facts(), language="th"))
        digits = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

        def numbers(report) -> list[str]:
            return re.findall(r"\d+\.\d\d", words(report).translate(digits))

        assert sorted(set(numbers(english()))) == sorted(set(numbers(thai)))

    def test_steps_are_as_many_as_the_measures(self):
        proposals = propose_measures(analyse_result(YEARS[-1]), 2568, today=TODAY)

        for one in proposals.proposals:
            assert len(one.steps_en) == len(one.measure.steps)
            assert len(one.follow_ups_en) == len(one.measure.follow_ups)
            assert one.issue_en
            assert not thai_left(" ".join((one.issue_en, *one.steps_en, *one.follow_ups_en)))

    @pytest.mark.parametrize("year", [2565, 2566, 2567, 2568])
    def test_proposals_of_any_year_have_english(self, year):
        lost = [item.code for item in FILES.get(year).items][:12]
        proposals = propose_measures(analyse_result(result(year, lost=lost)), year + 1, today=TODAY)

        assert proposals.proposals
        assert not [one.key for one in proposals.proposals if thai_left(" ".join((one.issue_en, *one.steps_en)))]

    def test_a_result_without_parts_is_said_so(self):
        bare = replace(
            english_facts(), analysis=analyse_result(result(2567, total=d("88"))), trend=None, proposals=None
        )

        said = words(build_analysis(bare))
        assert "The result is not broken down by indicator" in said
        assert thai_left(said) == set()


class TestTheThaiOne:
    def test_is_what_facts_ask_for_by_default(self):
        report = build_analysis(facts(*YEARS))

        assert report.language == "th"
        assert "จุดแข็ง (ตั้งแต่ ๙๕ คะแนน)" in words(report)
        assert "strong" not in words(report)


class TestDrawn:
    def test_the_pdf(self):
        document = pypdfium2.PdfDocument(drawn("pdf"))
        text = "\n".join(page.get_textpage().get_text_range() for page in document)

        assert "Page 2" in text
        assert "Strengths and what to improve" in text
        assert "Signed" in text
        assert "ลงชื่อ" not in text
        assert "หน้า" not in text
        with pikepdf.Pdf.open(io.BytesIO(drawn("pdf"))) as opened:
            assert str(opened.Root.Lang) == "en"

    def test_the_docx(self):
        document = docx.Document(io.BytesIO(drawn("docx")))
        cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

        assert document.core_properties.language == "en-GB"
        assert "Page" in document.sections[0].footer.paragraphs[0].text
        assert "Signed" in cells
        assert "decimal" in document.element.xml
        assert "thaiNumbers" not in document.element.xml
        assert "Score" in cells

    def test_the_html(self):
        source = drawn("html").decode()

        assert '<html lang="en">' in source
        assert "Signed" in source
        assert "line chart of scores by year" in source
        assert thai_left(re.sub(r"<style>.*?</style>", "", source, flags=re.DOTALL)) == set()

    def test_the_thai_docx_keeps_thai_page_numbers(self):
        content = write_analysis(facts(YEARS[-1]), ["docx"])["docx"]
        document = docx.Document(io.BytesIO(content))

        assert document.core_properties.language == "th-TH"
        assert "thaiNumbers" in document.element.xml
        assert "หน้า" in document.sections[0].footer.paragraphs[0].text

    @pytest.mark.parametrize("form", ["pdf", "docx", "html"])
    def test_the_same_facts_give_the_same_bytes(self, form):
        assert write_analysis(english_facts(), [form])[form] == drawn(form)


class TestVoice:
    def test_picks_and_prints(self):
        pair = Words("ปี 2567", "year 2567")

        assert Voice("th").print(Voice("th").pick(pair)) == "ปี ๒๕๖๗"
        assert Voice("en").print(Voice("en").pick(pair)) == "year 2567"

    def test_days_and_months(self):
        assert Voice("en").day(date(2025, 1, 31)) == "31 Jan 2025 (2568)"
        assert Voice("en").month(date(2025, 1, 31)) == "Jan 2025 (2568)"
        assert Voice("th").day(date(2025, 1, 31)) == "๓๑ ม.ค. ๒๕๖๘"
        assert Voice("th").month(date(2025, 1, 1)) == "ม.ค. ๒๕๖๘"

    def test_a_name_without_english_is_the_thai_one(self):
        class Entry:
            name_th, name_en = "ไทย", ""

        assert Voice("en").name(Entry()) == "ไทย"

    def test_every_table_of_words_has_both(self):
        for pair in (*KIND_WORDS.values(), *STATE_WORDS.values()):
            assert thai_left(pair.th)
            assert not thai_left(pair.en)
        assert {frozenset(said) for said in SIGNING_WORDS.values()} == {frozenset(SIGNING_WORDS["th"])}
        assert set(SIGNING_WORDS) == set(LANGUAGES)

    def test_a_lost_item_outside_the_list_keeps_its_title(self):
        lost = analyse_result(result(2567, lost=["O12"])).lost[0]

        assert title_of(lost, Voice("en")) == lost.item.title_en
        assert title_of(replace(lost, item=None), Voice("en")) == lost.title

    @pytest.mark.parametrize("period", ["evergreen", "monthly_current_fy", "first_half_current_fy", "previous_fy"])
    def test_every_task_has_english(self, period: Period):
        rule = ProposalDays(2568, None, TODAY)

        for text, _ in (*rule.for_period(period), *rule.for_indicator()):
            assert "{what}" in IN_ENGLISH[text]
        assert set(OF_INDICATOR) <= set(IN_ENGLISH)

    def test_a_day_not_set(self):
        measure = Measure(
            number=1, issue="ก", issue_kind="fix", status="not_started",
            follow_ups=(FollowUp(1, "งาน", "task", Deadline("none"), "not_started"),),
        )  # fmt: skip

        assert day_lines(measure, Voice("en")) == ["1. งาน (no day set yet)"]
        assert day_lines(measure) == ["1. งาน (ยังไม่กำหนดวัน)"]
