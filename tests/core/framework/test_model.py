"""Look-ups in a year's framework, and the draft of a year nobody has entered."""

from dataclasses import replace

import pytest

from prongsai.core.framework.draft import UNVERIFIED, draft_framework
from prongsai.core.framework.items_json import read_item_line
from prongsai.core.framework.labels import CONFIDENCE_LABELS, PERIOD_LABELS, STATUS_LABELS
from prongsai.core.framework.model import Framework
from prongsai.core.framework.topic import Topic, Topics
from tests.core.framework.conftest import shared_files

FILES = shared_files()


class TestFramework:
    def test_gives_its_items_in_the_order_of_the_list(self):
        year = FILES.get(2566)

        assert list(year) == list(year.items)
        assert year.item_codes == tuple(f"O{number}" for number in range(1, 44))

    @pytest.mark.parametrize("code", ["O0", "O44", "o1", "", "O01", "1", " O1"])
    def test_knows_a_code_only_as_it_is_written(self, code):
        year = FILES.get(2566)

        assert not year.has_item(code)
        assert year.find_item(code) is None
        with pytest.raises(KeyError):
            year.item(code)

    def test_finds_an_item_by_its_own_topic_before_one_that_absorbed_it(self):
        year = FILES.get(2566)
        absorbing = replace(year.items[0], code="O98", topic="other", absorbs=(year.items[6].topic,))
        mixed = replace(year, items=(absorbing, *year.items))

        assert mixed.find_item_by_topic(year.items[6].topic) == year.items[6]
        assert replace(year, items=(absorbing,)).find_item_by_topic(year.items[6].topic) == absorbing
        assert year.find_item_by_topic("no such topic") is None

    @pytest.mark.parametrize("fiscal_year", [2563, 2566, 2568])
    def test_every_item_belongs_to_the_indicator_of_its_sub_indicator(self, fiscal_year):
        year = FILES.get(fiscal_year)

        for item in year:
            assert year.indicator_of(item) == year.sub_indicator(item.sub_indicator).indicator
            assert item in year.items_of_sub_indicator(item.sub_indicator)

    def test_says_no_indicator_while_the_cut_is_unknown(self):
        year = FILES.get(2569)

        assert {year.indicator_of(item) for item in year} == {None}
        assert year.sub_indicator("9.1") is None
        assert year.items_of_sub_indicator("9.1") == ()

    def test_topics_of_an_item_are_its_own_and_then_the_absorbed(self):
        item = replace(FILES.get(2566).items[0], topic="a", absorbs=("b", "c"))

        assert item.topics == ("a", "b", "c")

    def test_the_same_year_with_other_words_is_still_the_same_year(self):
        year = FILES.get(2566)
        words = Topics((Topic("news", "ข่าว", "News"),))

        assert year.with_topics(words) == year
        assert year.with_topics(words).topics.find("news").name_th == "ข่าว"
        assert year.with_topics(words).topics.find("x") is None
        assert hash(year.with_topics(words)) == hash(year)


class TestDraft:
    @pytest.fixture
    def draft(self) -> Framework:
        return draft_framework(FILES.get(2568), 2571)

    def test_has_the_items_of_the_known_year_under_the_new_one(self, draft):
        known = FILES.get(2568)

        assert (draft.fiscal_year, draft.drafted_from, draft.is_draft) == (2571, 2568, True)
        assert draft.item_codes == known.item_codes
        assert [item.title_th for item in draft] == [item.title_th for item in known]
        assert not known.is_draft

    def test_is_sure_of_nothing(self, draft):
        parts = (
            *(*draft.tools, *draft.indicators, *draft.sub_indicators, *draft.items, *draft.levels, *draft.rules),
            *(element for item in draft for element in item.elements),
        )

        assert {part.confidence for part in parts} == {UNVERIFIED}
        assert {item.elements_confidence for item in draft} == {UNVERIFIED}
        assert draft.item_count_confidence == UNVERIFIED

    def test_leaves_the_calendar_out(self, draft):
        assert draft.calendar == ()
        assert FILES.get(2568).calendar

    def test_says_first_of_all_that_it_is_one(self, draft):
        note = draft.notes[0]

        assert "2571" in note.text_th
        assert "2571" in note.text_en
        assert "2568" in note.text_th
        assert "unverified draft copied from 2568" in note.text_en
        assert draft.notes[1:] == FILES.get(2568).notes

    def test_of_a_draft_still_names_the_year_somebody_entered(self, draft):
        assert draft_framework(draft, 2572).drafted_from == 2568

    def test_changes_nothing_in_the_year_it_is_made_of(self):
        known = FILES.get(2568)
        before = replace(known)

        draft_framework(known, 2571)

        assert known == before


class TestLabels:
    @pytest.mark.parametrize("labels", [CONFIDENCE_LABELS, PERIOD_LABELS, STATUS_LABELS])
    def test_tell_each_code_from_the_others_in_both_languages(self, labels):
        for language in (0, 1):
            words = [pair[language] for pair in labels.values()]

            assert len(set(words)) == len(words)
        assert all(english.isascii() for _, english in labels.values())


class TestItemLine:
    @pytest.mark.parametrize("year", [2566, "2566", " ๒๕๖๖ ", 2566.0, "2566.0"])
    def test_takes_a_year_as_spreadsheets_write_it(self, year):
        answer = read_item_line({"id": 1, "label": "O7 ข่าวประชาสัมพันธ์", "fiscal_year": year}, FILES.get)

        assert answer == {"id": 1, "code": "O7", "topic": "news", "needs_review": False}

    @pytest.mark.parametrize("year", [None, True, 2499, 2701, 66, 2566.5, "2566.5", "FY", [], {}])
    def test_without_a_year_gives_the_printed_code_for_review(self, year):
        answer = read_item_line({"id": 1, "label": "O7 ข่าวประชาสัมพันธ์", "fiscal_year": year}, FILES.get)

        assert answer == {"id": 1, "code": "O7", "topic": None, "needs_review": True}

    @pytest.mark.parametrize(
        ("framework", "code"), [("nacc-oit-2567", "O5"), ("NACC-OIT-2567 ", "O5"), ("", "O7"), (" ", "O7"), (5, "O7")]
    )
    def test_an_empty_framework_leaves_the_word_to_the_year(self, framework, code):
        row = {"label": "ข่าวประชาสัมพันธ์", "framework": framework, "fiscal_year": 2566}

        assert read_item_line(row, FILES.get)["code"] == code
