"""The rules of elements hold together, and the letters that are searched stand where they are said to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai import wiring
from prongsai.audit.judge import words
from prongsai.audit.judge.element_words import ELEMENT_WORDS, PATTERNS, RULES, SHORTEST_BARE, is_short
from prongsai.audit.judge.letters import HEAD, READ, bare_of, read_letters, to_bare, to_plain
from prongsai.audit.judge.matcher import Matcher

YEARS = range(2562, 2571)
TEXTS = st.text("กขคงแเใไำาะ ้่ํ๑๕9aB-\n", max_size=120)


@pytest.fixture(scope="module")
def frameworks():
    return wiring.framework_files()


class TestRules:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.fits)
    def test_each_asks_for_something_or_says_who_must_look(self, rule):
        assert rule.groups or rule.year or rule.look_th
        assert bool(rule.look_th) == bool(rule.look_en)
        assert all(group and all(word.strip() for word in group) for group in rule.groups)

    def test_words_in_angle_brackets_are_patterns(self):
        named = {word for rule in RULES for group in rule.groups for word in group if word.startswith("<")}

        assert named <= set(PATTERNS)

    def test_words_looked_for_in_bare_letters_are_long_enough(self):
        assert all(len(to_bare(word)) >= SHORTEST_BARE and not is_short(word) for word in ELEMENT_WORDS)

    @pytest.mark.parametrize(
        ("pattern", "text", "found"),
        [
            ("<e-mail>", "saraban@bansuan.go.th", True),
            ("<e-mail>", "saraban (at) bansuan.go.th", False),
            ("<phone>", "โทร. 0-4412-3456", True),
            ("<phone>", "โทรศัพท์ ๐๔๔ ๑๒๓๔๕๖", True),
            ("<phone>", "โทรศัพท์", False),
            ("<fax>", "โทรสาร 044-123456", True),
            ("<fax>", "โทรศัพท์ 044-123456", False),
        ],
    )
    def test_numbers_and_addresses_are_known_by_their_form(self, pattern, text, found):
        assert bool(PATTERNS[pattern].search(to_plain(text))) is found


class TestLists:
    def test_topics_of_every_list_are_those_of_the_framework(self, frameworks):
        topics = {topic.code for topic in frameworks.get(2566).topics.topics}

        assert set(words.MORE_PHRASES) == topics
        for table in (words.CUES, words.NEAR, words.PROGRESS, words.REPORT_OF, words.KEYWORDS):
            assert set(table) <= topics
        for table in (words.NEAR, words.PROGRESS, words.REPORT_OF):
            assert set(table.values()) <= topics
            assert not any(key == value for key, value in table.items())

    def test_names_that_count_little_are_names(self, frameworks):
        known = {to_bare(text) for texts in words.MORE_PHRASES.values() for text in texts}
        known |= {to_bare(text) for topic in frameworks.get(2566).topics.topics for text in topic.phrases}

        assert [word for word in sorted(words.ONLY_AS_TITLE) if to_bare(word) not in known] == []


class TestLetters:
    @given(TEXTS)
    def test_plain_ones_are_one_byte_for_each_that_is_known(self, text):
        assert len(to_plain(text)) == len(text.encode("cp874", "ignore"))
        assert to_plain(text) == to_plain(text).lower()

    @given(TEXTS)
    def test_bare_ones_are_the_same_made_from_plain_ones(self, text):
        assert bare_of(to_plain(text)) == to_bare(text)
        assert bare_of(to_bare(text)) == to_bare(text).replace("เเ".encode("cp874"), "แ".encode("cp874"))

    @settings(max_examples=60)
    @given(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), TEXTS, st.booleans())
    def test_of_a_page_stand_in_order_with_a_zero_between(self, title, headings, text, has_foot):
        letters = read_letters(title, headings, text, has_foot=has_foot)

        assert 0 <= letters.title_end < letters.text_at <= letters.head_end <= len(letters.bare)
        assert letters.text_at <= letters.foot_at <= len(letters.bare)
        assert letters.bare.count("\0") == 2
        assert letters.bare[: letters.title_end].encode("latin-1") == to_bare(title)
        assert letters.share_read == 1.0

    def test_a_long_text_is_read_at_both_ends_and_in_samples(self):
        letters = read_letters("", (), "ต้น" + "ก" * 200_000 + "ปลาย")

        assert letters.share_read < 0.11
        assert letters.text.startswith(to_plain("ต้น"))
        assert letters.text.endswith(to_plain("ปลาย"))
        assert len(letters.text) > READ

    def test_the_head_is_the_beginning_of_the_text(self):
        letters = read_letters("", (), "ก" * (HEAD + 100))

        assert letters.head_end - letters.text_at == HEAD

    def test_the_foot_of_a_web_page_is_its_last_words(self):
        with_foot, without = (read_letters("", (), "ก" * 1_000, has_foot=has) for has in (True, False))

        assert with_foot.foot_at == len(with_foot.bare) - 60
        assert without.foot_at == len(without.bare)


class TestScan:
    @given(st.lists(st.sampled_from(["แผนพัฒนา", "ท้องถิ่น", "รายงานผล", "ความเสี่ยง", "กขค"]), max_size=8))
    def test_counts_each_word_as_often_as_it_stands(self, parts):
        matcher = Matcher([], ["แผนพัฒนา", "ท้องถิ่น", "รายงานผล"])

        counts = matcher.scan(to_bare("-".join(parts)).decode("latin-1")).counts

        for word in ("แผนพัฒนา", "ท้องถิ่น", "รายงานผล"):
            assert counts.get(matcher.number_of(word), 0) == parts.count(word)

    def test_a_word_that_was_not_put_in_has_no_number(self):
        with pytest.raises(KeyError):
            Matcher([], ["แผน"]).number_of("รายงาน")

    def test_the_same_word_however_its_vowels_were_lost_has_one_number(self):
        matcher = Matcher([], ["สำนักงานปลัด"])

        assert matcher.number_of("สานักงานปลัด") == matcher.number_of("ส านักงาน ปลัด") == matcher.number_of("สำนักงานปลัด")
