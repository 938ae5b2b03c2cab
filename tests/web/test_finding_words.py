"""A finding beside its place: the place in the reader's language, the sentence without it."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.checks import run_checks
from prongsai.core.finding import Finding
from prongsai.core.rollover import roll_over
from prongsai.web.finding_words import message_without_place, place_words
from prongsai.web.reading import Reading, set_reading
from prongsai.web.templatetags.reading import place, said_here
from tests.core.checks.test_sentences import everything_wrong

PACKAGE = Path(__file__).parents[2] / "prongsai"
THAI, QUOTED = re.compile("[ก-๎]"), re.compile(r'"[^"]*"|“[^”]*”')


@pytest.fixture(autouse=True)
def _default_reading():
    set_reading(Reading())
    yield
    set_reading(Reading())


def finding(where="หลักฐานที่ ๑", thai="ลิงก์ใช้ไม่ได้ ๒ ครั้ง", english="the link fails twice", measure=3):
    lead_en = "evidence 1" if where == "หลักฐานที่ ๑" else ""
    return Finding(
        "x",
        "warning",
        measure,
        where,
        f"มาตรการที่ ๓ {where}: {thai}",
        f"Measure 3{', ' + lead_en if lead_en else ''}: {english}",
    )


class TestPlacesOfResults:
    @pytest.mark.parametrize(
        ("thai", "english"),
        [
            ("คะแนนรวม", "total"),
            ("ตัวชี้วัดที่ 9", "indicator 9"),
            ("ปี 2566", "fiscal year 2566"),
            ("ระดับ", "level"),
            ("รายการข้อ", "list of items"),
            ("คะแนนรายข้อ", "item scores"),
            ("แถว 4", "row 4"),
            ("O1, O2", "O1, O2"),
        ],
    )
    def test_have_english_words(self, thai, english):
        one = Finding("x", "note", None, thai, "ก", "a")

        assert place_words(one, english=True) == english
        assert place_words(one, english=False) == thai


def places_in_code():
    """What code gives as the place of a finding, with a digit for each value put into it."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                by_name = [keyword.value for keyword in node.keywords if keyword.arg == "where"]
                by_place = node.args[3:4] if called in ("Finding", "of_measure") else node.args[2:3]
                if called in ("Finding", "of_measure", "_finding", "say", "Cell", "Paragraph"):
                    yield from filter(None, (_told(one) for one in [*by_place, *by_name]))


def _told(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "๓" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def untranslated(text):
    return THAI.search(QUOTED.sub("", text))


class TestEveryPlace:
    def test_of_the_code_has_english_words(self):
        places = {place for place in places_in_code() if THAI.search(place)}

        said = {place: place_words(Finding("x", "note", None, place, "ก", "a"), english=True) for place in places}

        assert {"ทั้งแผน", "รหัสข้อ", "เกณฑ์ของปี", "ข้อ ๓", "บรรทัด ๓"} <= set(said)
        assert {place: words for place, words in said.items() if untranslated(words)} == {}

    @pytest.mark.parametrize(
        ("thai", "english"),
        [
            ("ทั้งแผน", "whole plan"),
            ("รหัสข้อ", "item codes"),
            ("เกณฑ์ของปี", "rules of the year"),
            ("การรายงานผล ข้อ ๒ หลักฐานที่ ๑", "follow-up ๒ evidence ๑"),
            ('แผ่นงาน "แผนปี 2566" แถว 4', 'sheet "แผนปี 2566" row 4'),
        ],
    )
    def test_is_put_into_words_whole(self, thai, english):
        assert place_words(Finding("x", "note", None, thai, "ก", "a"), english=True) == english

    def test_of_a_plan_with_every_defect_and_of_its_next_year_is_english(self):
        files = FrameworkFiles()
        source, target = files.get(2566), files.get(2567)
        rolled = roll_over(
            everything_wrong(), to_fiscal_year=2567, source=source, target=target, crosswalk=files.crosswalk()
        )
        found = [*run_checks(everything_wrong(), source), *run_checks(rolled.plan, target)]

        for finding in [*found, *rolled.findings]:
            assert not untranslated(place_words(finding, english=True)), finding
            assert not untranslated(message_without_place(finding, english=True)), finding


class TestMessageWithoutPlace:
    def test_does_not_say_the_place_again(self):
        assert message_without_place(finding(), english=False) == "ลิงก์ใช้ไม่ได้ ๒ ครั้ง"
        assert message_without_place(finding(), english=True) == "The link fails twice"

    def test_keeps_a_later_colon(self):
        one = finding(thai="พิมพ์ว่า: http://a", english="printed as: http://a")

        assert message_without_place(one, english=False) == "พิมพ์ว่า: http://a"
        assert message_without_place(one, english=True) == "Printed as: http://a"

    def test_does_not_spoil_an_address_at_the_beginning(self):
        assert message_without_place(finding(english="http://a is a front page"), english=True).startswith("http://a")

    def test_leaves_sentences_about_the_whole_plan_alone(self):
        whole = Finding("x", "note", None, "", "มาตรการที่ ๑, ๓ และ ๕: เขียนไม่ตรงกัน", "Measures 1, 3 and 5: differ")

        assert message_without_place(whole, english=False).startswith("มาตรการที่ ๑, ๓")
        assert message_without_place(whole, english=True).startswith("Measures 1")

    def test_leaves_a_sentence_of_the_reader_alone(self):
        read = Finding("cell_repaired", "note", 2, "บรรทัด 12 ช่อง 3", "ต่อบรรทัด: กรุณาตรวจ", "joined: please compare")

        assert message_without_place(read, english=False) == "ต่อบรรทัด: กรุณาตรวจ"


class TestPlace:
    def test_comes_from_the_english_sentence_where_it_says_it(self):
        assert place_words(finding(), english=True) == "evidence 1"

    def test_is_not_said_before_a_sentence_that_begins_with_it(self):
        item = Finding("item_without_measure", "warning", None, "ข้อ O6", "ข้อ O6 ไม่มีมาตรการ", "No measure covers O6")

        assert place_words(item, english=False) == ""

    @pytest.mark.parametrize(
        ("where", "words"),
        [
            ("บรรทัด 12 ช่อง 3", "line 12 cell 3"),
            ("หน้า 2 แถว 4", "page 2 row 4"),
            ("ตารางที่ 1 แถว 4", "table 1 row 4"),
            ("หัวเอกสาร", "head of the document"),
            ("ขั้นตอนที่ ๓", "step ๓"),
            ("", ""),
        ],
    )
    def test_is_put_into_english_word_by_word(self, where, words):
        assert place_words(Finding("x", "note", None, where, "ก", "a"), english=True) == words

    def test_has_the_digits_of_the_reader(self):
        assert place(finding()) == "หลักฐานที่ 1"
        assert said_here(finding()) == "ลิงก์ใช้ไม่ได้ 2 ครั้ง"

        set_reading(Reading(digits="thai"))
        assert place(Finding("x", "note", 1, "บรรทัด 12", "ก", "a")) == "บรรทัด ๑๒"

    def test_is_english_on_an_english_page(self):
        with translation.override("en"):
            assert place(finding(where="ขั้นตอนที่ ๓")) == "step 3"
            assert said_here(finding()) == "The link fails twice"

    def test_what_stands_in_quotes_stays_as_printed(self):
        one = finding(thai="พิมพ์ว่า “ภายใน ๗ วัน” แต่นับได้ ๕ วัน")

        assert said_here(one) == "พิมพ์ว่า “ภายใน ๗ วัน” แต่นับได้ 5 วัน"
