"""Words found in one pass."""

import pytest

from prongsai import wiring
from prongsai.audit.judge import words
from prongsai.audit.judge.element_words import RULES, is_short, rule_for
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.judge.matcher import Matcher, prepare

YEARS = range(2563, 2570)


@pytest.fixture(scope="module")
def frameworks():
    return wiring.framework_files()


def _bare(text: str) -> str:
    return to_bare(text).decode("latin-1")


class TestMatcher:
    def test_of_names_inside_names_only_the_longest_counts(self):
        matcher = Matcher([("a", "แผนพัฒนา"), ("b", "แผนพัฒนาท้องถิ่น"), ("c", "ท้องถิ่นสัมพันธ์")], ["ท้องถิ่น"])

        scan = matcher.scan(_bare("แผนพัฒนาท้องถิ่น"))

        assert [matcher.phrases[number].topic for *_, number in scan.named] == ["b"]
        assert matcher.number_of("ท้องถิ่น") in scan.counts

    def test_names_that_overlap_both_count(self):
        matcher = Matcher([("a", "รายงานแผนพัฒนา"), ("b", "แผนพัฒนาท้องถิ่น")], [])

        scan = matcher.scan(_bare("รายงานแผนพัฒนาท้องถิ่น"))

        assert [matcher.phrases[number].topic for *_, number in scan.named] == ["a", "b"]

    def test_counts_every_time(self):
        matcher = Matcher([], ["โครงการ"])

        assert matcher.scan(_bare("โครงการ ก โครงการ ข")).counts == {matcher.number_of("โครงการ"): 2}

    def test_the_first_topic_keeps_a_name(self):
        matcher = Matcher([("a", "ประกาศเจตนารมณ์"), ("b", "ประกาศ เจตนารมณ์")], [])

        assert {phrase.topic for phrase in matcher.phrases.values()} == {"a"}


class TestPrepare:
    def test_is_made_once_for_a_year(self, frameworks):
        assert prepare(frameworks.get(2566)) is prepare(frameworks.get(2566))

    @pytest.mark.parametrize("year", YEARS)
    def test_knows_the_title_of_every_item(self, frameworks, year):
        framework = frameworks.get(year)
        matcher = prepare(framework).matcher

        for item in framework.items:
            if len(_bare(item.title_th)) < 5:  # "Q&A": left to the comparison of titles
                continue
            named = matcher.scan(_bare(item.title_th)).named
            assert any(matcher.phrases[number].topic == item.topic for *_, number in named), (item.code, item.title_th)

    @pytest.mark.parametrize("year", YEARS)
    def test_gives_each_topic_of_the_year_its_own_code(self, frameworks, year):
        framework = frameworks.get(year)
        codes = prepare(framework).codes

        for item in framework.items:
            assert codes[item.topic] == (item.code, 1.0)

    def test_a_topic_the_year_does_not_ask_for_has_its_nearest(self, frameworks):
        assert prepare(frameworks.get(2567)).codes["will"] == ("O26", 0.8)


class TestWords:
    def test_every_topic_is_one_of_the_crosswalk(self, frameworks):
        topics = {topic.code for topic in frameworks.get(2566).topics.topics}

        assert set(words.MORE_PHRASES) | set(words.CUES) | set(words.KEYWORDS) <= topics
        assert set(words.NEAR) | set(words.NEAR.values()) <= topics
        assert set(words.PROGRESS) | set(words.PROGRESS.values()) <= topics

    def test_no_name_belongs_to_two_topics(self):
        seen: dict[bytes, str] = {}
        for topic, texts in words.MORE_PHRASES.items():
            for text in texts:
                assert seen.setdefault(to_bare(text), topic) == topic, text


class TestElementRules:
    @pytest.mark.parametrize("year", YEARS)
    def test_every_element_of_the_year_has_a_rule(self, frameworks, year):
        for item in frameworks.get(year).items:
            for element in item.elements:
                assert rule_for(element, item.topic) is not None, (item.code, element.text_th)

    def test_every_rule_is_the_first_for_some_element(self, frameworks):
        used = {
            rule_for(element, item.topic)
            for year in YEARS
            for item in frameworks.get(year).items
            for element in item.elements
        }

        assert [rule.fits for rule in RULES if rule not in used] == []

    def test_short_words_keep_their_marks(self):
        assert is_short("หมู่")
        assert is_short("อบรม")
        assert not is_short("โครงการ")
