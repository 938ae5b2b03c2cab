"""What must hold of the files in data/frameworks themselves."""

import re
from pathlib import Path

import pytest

from prongsai.core.framework.issues import items_of_issue
from prongsai.core.framework.items import read_item_label
from prongsai.core.framework.likeness import bare_letters, skeleton_of
from prongsai.core.framework.model import CONFIDENCES, PERIODS
from prongsai.core.framework.parse import parse_framework

YEARS = (2563, 2564, 2565, 2566, 2567, 2568, 2569)
ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "prongsai/data/frameworks"
GUIDE = ROOT / "docs/guide/frameworks-th.md"


class TestEachYear:
    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_has_three_tools_of_30_30_40(self, files, fiscal_year):
        tools = {tool.code: tool.weight_percent for tool in files.get(fiscal_year).tools}

        assert tools == {"IIT": 30, "EIT": 30, "OIT": 40}

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_has_ten_indicators_with_a_tool_each(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        assert [entry.number for entry in framework.indicators] == list(range(1, 11))
        measured = sorted(number for tool in framework.tools for number in tool.indicators)
        assert measured == list(range(1, 11))

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_keeps_items_of_a_sub_indicator_together_and_in_order(self, files, fiscal_year):
        order = [item.sub_indicator for item in files.get(fiscal_year).items]

        assert list(dict.fromkeys(order)) == [code for at, code in enumerate(order) if at == 0 or order[at - 1] != code]

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_says_where_a_fact_was_seen_unless_it_is_recalled(self, files, fiscal_year):
        for item in files.get(fiscal_year).items:
            if item.confidence in ("verified", "single_source"):
                assert item.sources, item.code
            if item.confidence == "verified":
                assert len(item.sources) >= 2, item.code

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_lists_no_source_that_nothing_uses(self, fiscal_year):
        text = (FOLDER / f"{fiscal_year}.yaml").read_text(encoding="utf-8")
        framework = parse_framework(text, str(fiscal_year))
        used = set(re.findall(r"\w+", " ".join(re.findall(r"sources: \[([^\]]*)\]", text))))
        notes = " ".join(note.text_en + note.text_th for note in framework.notes)

        assert all(name in used or name in notes for name in framework.sources)

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_has_a_calendar_inside_its_own_assessment(self, files, fiscal_year):
        for step in files.get(fiscal_year).calendar:
            days = [day for day in (step.from_on, step.to_on) if day is not None]
            assert all(fiscal_year - 544 <= day.year <= fiscal_year - 543 for day in days), step.step

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_repeats_no_element_inside_an_item(self, files, fiscal_year):
        for item in files.get(fiscal_year).items:
            texts = [element.text_th for element in item.elements]
            assert len(texts) == len(set(texts)), item.code

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_says_an_element_in_the_same_words_as_other_years(self, files, fiscal_year):
        words = {e.text_en: e.text_th for y in YEARS for item in files.get(y).items for e in item.elements}

        for item in files.get(fiscal_year).items:
            for element in item.elements:
                assert words[element.text_en] == element.text_th

    @pytest.mark.parametrize("name", [*(f"{year}.yaml" for year in YEARS), "crosswalk.yaml", "topic_words.yaml"])
    def test_is_pleasant_to_edit(self, name):
        text = (FOLDER / name).read_text(encoding="utf-8")

        assert text.startswith("# ")
        assert "\t" not in text
        assert text.endswith("\n")
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
        assert not re.search(r"^\S.*[&*]\w", text, re.MULTILINE)


class TestTopicWords:
    def test_no_wording_stands_for_two_topics(self, files):
        owners: dict[str, set[str]] = {}
        for topic in files.topics().topics:
            for phrase in topic.phrases:
                owners.setdefault(skeleton_of(phrase), set()).add(topic.code)

        assert {wording: topics for wording, topics in owners.items() if len(topics) > 1} == {}

    def test_no_heading_is_also_something_that_is_no_item(self, files):
        topics = files.topics()
        names = {bare_letters(name) for heading in topics.headings for name in heading.names}

        assert not names & {bare_letters(name) for name in topics.not_items}

    def test_no_name_stands_for_two_headings(self, files):
        names = [bare_letters(name) for heading in files.topics().headings for name in heading.names]

        assert len(names) == len(set(names))

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_every_wording_of_a_topic_gives_its_item(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        for topic in files.topics().topics:
            item = framework.find_item_by_topic(topic.code)
            for phrase in topic.phrases:
                reading = read_item_label(phrase, framework)
                assert reading.code == (item.code if item else None), phrase

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_every_heading_gives_items_of_its_topics_alone(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        for heading in files.topics().headings:
            for name in heading.names:
                codes = items_of_issue(name, framework)
                topics = {topic for code in codes for topic in framework.item(code).topics}
                assert all(set(framework.item(code).topics) & set(heading.topics) for code in codes), name
                assert topics or not any(framework.find_item_by_topic(topic) for topic in heading.topics), name


class TestTheOfficersGuide:
    def test_shows_an_item_that_can_be_read(self, files):
        text = (FOLDER / "2569.yaml").read_text(encoding="utf-8")
        shown = GUIDE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
        shown = shown.replace("handbook70", "code_rtrda").replace("  sub_indicator: '9.1'\n", "")
        start = text.index("- code: O4\n")
        changed = text[:start] + shown + text[text.index("- code: O5\n") :]

        item = parse_framework(changed, "2570.yaml").item("O4")

        assert item.title_en == "Public relations news"
        assert item.elements_confidence == "single_source"

    def test_explains_every_period_and_confidence(self):
        text = GUIDE.read_text(encoding="utf-8")

        assert all(f"`{code}`" in text for code in (*PERIODS, *CONFIDENCES))
