import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.framework.parse import parse_crosswalk, parse_framework, parse_topic_words
from prongsai.core.framework.yaml_record import MAX_CHARACTERS
from tests.core.framework.small_year import SMALL_YEAR, changed, without_line

NAME = "frameworks/2599.yaml"


def refusal(text: str) -> PersonError:
    with pytest.raises(PersonError) as caught:
        parse_framework(text, NAME)
    return caught.value


def lines_of(text: str, words: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if words in line]


class TestAValidYear:
    def test_gives_every_part(self):
        year = parse_framework(SMALL_YEAR, NAME)

        assert (year.fiscal_year, year.status, year.item_count, year.is_draft) == (2599, "weak", 3, False)
        assert [tool.code for tool in year.tools] == ["IIT", "EIT", "OIT"]
        assert [entry.number for entry in year.indicators] == [1, 6, 9, 10]
        assert [(entry.code, entry.indicator) for entry in year.sub_indicators] == [("9.1", 9), ("10.1", 10)]
        assert year.item_codes == ("O1", "O2", "O3")
        assert [level.code for level in year.levels] == ["good", "pass", "improve"]
        assert year.calendar[0].to_on.isoformat() == "2056-08-10"
        assert year.rules[0].text_en == "100 or 0"
        assert year.notes[0].text_th == "หมายเหตุ"
        assert year.sources["handbook"].address == "https://example.go.th/handbook"

    def test_an_element_takes_the_items_confidence_unless_it_has_its_own(self):
        chart, positions = parse_framework(SMALL_YEAR, NAME).item("O1").elements

        assert (chart.text_th, chart.text_en, chart.confidence) == ("แผนผัง", "a chart", "single_source")
        assert positions.confidence == "recalled_unverified"

    def test_an_unquoted_sub_indicator_is_read_as_it_is_written(self):
        year = parse_framework(SMALL_YEAR, NAME)

        assert year.item("O1").sub_indicator == year.item("O2").sub_indicator == "9.1"

    def test_lookups_find_by_code_and_by_topic(self):
        year = parse_framework(SMALL_YEAR, NAME)

        assert year.has_item("O2")
        assert year.find_item("O9") is None
        assert year.find_item_by_topic("authority").code == "O1"
        assert year.find_item_by_topic("news") is None
        assert year.sub_indicator("9.1").name_en == "basic"
        assert year.sub_indicator("9.9") is None
        assert [item.code for item in year.items_of_sub_indicator("9.1")] == ["O1", "O2"]
        assert year.indicator_of(year.item("O3")) == 10
        assert [item.code for item in year] == ["O1", "O2", "O3"]
        with pytest.raises(KeyError):
            year.item("O9")

    def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(self):
        year = parse_framework("\ufeff" + SMALL_YEAR.replace("\n", "\r\n"), NAME)

        assert year.item_codes == ("O1", "O2", "O3")

    def test_a_year_whose_cut_is_unknown_may_leave_sub_indicators_out(self):
        text = SMALL_YEAR
        for line in text.splitlines(keepends=True):
            if "sub_indicator:" in line:
                text = text.replace(line, "", 1)

        year = parse_framework(text, NAME)

        assert year.indicator_of(year.item("O1")) is None

    def test_equal_years_are_equal_and_hash_alike(self):
        assert parse_framework(SMALL_YEAR, NAME) == parse_framework(SMALL_YEAR, "other.yaml")
        assert hash(parse_framework(SMALL_YEAR, NAME)) == hash(parse_framework(SMALL_YEAR, NAME))


# (what is broken, the broken text, words that stand on the line to be named, the field to be named)
MISTAKES = [
    ("missing title", without_line("title_th: ข้อมูลผู้บริหาร"), "- code: O2", "items[O2].title_th"),
    ("missing fiscal year", without_line("fiscal_year"), "schema", "fiscal_year"),
    ("empty title", changed("title_th: ข้อมูลผู้บริหาร", "title_th:"), "title_th:\n", "items[O2].title_th"),
    ("blank title", changed("title_th: ข้อมูลผู้บริหาร", "title_th: '  '"), "title_th: '  '", "items[O2].title_th"),
    ("text where a number must be", changed("2599", "next"), "fiscal_year: next", "fiscal_year"),
    ("a Christian year", changed("2599", "2023"), "fiscal_year: 2023", "fiscal_year"),
    ("true as a number", changed("item_count: 3", "item_count: true"), "item_count: true", "item_count"),
    ("a list where text must be", changed("title_en: Executives", "title_en: [a]"), "[a]", "items[O2].title_en"),
    ("a mapping where text must be", changed("title_en: Executives", "title_en: {a: b}"), "{a", "items[O2].title_en"),
    ("yes where text must be", changed("title_en: Executives", "title_en: yes"), "yes", "items[O2].title_en"),
    ("text where a list must be", changed("elements: []", "elements: many"), "elements: many", "items[O2].elements"),
    ("a list where a mapping must be", changed("- th: แผนผัง\n    en: a chart", "- [a]"), "[a]", "items[O1].elements[1]"),
    ("repeated code", changed("code: O2", "code: O1"), "code: O1", "items[O1].code"),
    ("repeated topic", changed("topic: executives", "topic: structure"), "topic: structure", "items[O2].topic"),
    ("absorbed twice", changed("topic: executives", "topic: authority"), "topic: authority", "items[O2].topic"),
    ("lower-case code", changed("code: O2", "code: o2"), "code: o2", "items[o2].code"),
    ("zero for the letter", changed("code: O2", "code: '02'"), "code: '02'", "items[02].code"),
    ("odd topic", changed("topic: executives", "topic: ผู้บริหาร"), "topic: ผู้บริหาร", "items[O2].topic"),
    ("unknown sub-indicator", changed("sub_indicator: '9.1'", "sub_indicator: '9.7'"), "9.7", "items[O2].sub_indicator"),
    ("unknown period", changed("period: evergreen", "period: evergren"), "evergren", "items[O1].period"),
    ("unknown confidence", changed("item_count_confidence: inferred", "item_count_confidence: sure"), "sure", "item_count"),
    ("unknown source", changed("sources: [handbook]", "sources: [book]"), "sources: [book]", "tools[OIT].sources"),
    ("unknown field", changed("title_en: Executives", "titel_en: Executives"), "titel_en", "items[O2].titel_en"),
    ("unknown field at the root", changed("notes:", "note:"), "note:", "note"),
    ("field written twice", changed("topic: executives", "topic: a\n  topic: b"), "topic: b", "items[O2].topic"),
    ("weights of 90", changed("weight_percent: 40", "weight_percent: 30"), "- code: IIT", "tools"),
    ("weight of 400", changed("weight_percent: 40", "weight_percent: 400"), "400", "tools[OIT].weight_percent"),
    ("weight in words", changed("weight_percent: 40", "weight_percent: สี่สิบ"), "สี่สิบ", "tools[OIT].weight_percent"),
    ("unknown tool", changed("code: EIT", "code: XIT"), "code: XIT", "tools[XIT].code"),
    ("repeated tool", changed("code: EIT", "code: IIT"), "code: IIT", "tools[IIT].code"),
    ("tool without the indicator", changed("tool: EIT", "tool: IIT"), "number: 6", "indicators[6].tool"),
    ("indicator in words", changed("indicators: [6]", "indicators: [six]"), "[six]", "tools[EIT].indicators"),
    ("sub-indicator of no indicator", changed("code: 9.1", "code: 7.1"), "code: 7.1", "sub_indicators[7.1].code"),
    ("count that differs", changed("item_count: 3", "item_count: 4"), "item_count: 4", "item_count"),
    ("levels out of order", changed("minimum_total: 0", "minimum_total: 90"), "code: good", "levels"),
    ("levels that do not reach 0", changed("minimum_total: 0", "minimum_total: 1"), "code: good", "levels"),
    ("passes in words", changed("passes: false", "passes: no"), "code: improve", "levels[improve].passes"),
    ("a day that is none", changed("2056-08-01", "2056-13-01"), "2056-13-01", "calendar[result].from"),
    ("a Buddhist-era day", changed("2056-08-01", "2599-08-01"), "2599-08-01", "calendar[result].from"),
    ("a window that ends early", changed("to: 2056-08-10", "to: 2056-07-10"), "to: 2056-07-10", "calendar[result].to"),
    ("another schema", changed("framework/1", "framework/9"), "framework/9", "schema"),
    ("a source without address", without_line("address:"), "title: คู่มือ", "sources.handbook.address"),
    ("a status of drafts", changed("status: weak", "status: draft_unverified"), "draft_unverified", "status"),
]  # fmt: skip


class TestAMistakeInAYear:
    @pytest.mark.parametrize(
        ("text", "on_line", "field"), [case[1:] for case in MISTAKES], ids=[c[0] for c in MISTAKES]
    )
    def test_names_file_line_and_field_in_both_languages(self, text, on_line, field):
        fault = refusal(text)

        assert NAME in fault.message_th
        assert NAME in fault.message_en
        assert field in fault.message_th
        assert field in fault.message_en
        named = int(fault.message_en.split("line ")[1].split()[0].rstrip(","))
        assert named in lines_of(text, on_line.strip())

    def test_suggests_the_nearest_known_word(self):
        field = refusal(changed("title_en: Executives", "titel_en: Executives"))
        period = refusal(changed("period: evergreen", "period: evergren"))

        assert 'did you mean "title_en"' in field.message_en
        assert 'หมายถึง "title_en" หรือไม่' in field.message_th
        assert 'did you mean "evergreen"' in period.message_en

    def test_suggests_nothing_for_a_word_like_no_other(self):
        fault = refusal(changed("title_en: Executives", "zzz: 1"))

        assert "did you mean" not in fault.message_en


class TestATextThatIsNoYear:
    def test_a_syntax_error_is_named_by_its_line(self):
        text = changed("title_th: ข้อมูลผู้บริหาร", "title_th: 'ข้อมูลผู้บริหาร")

        fault = refusal(text)

        assert "YAML" in fault.message_th
        assert "line" in fault.message_en

    def test_a_tab_for_indentation_is_named_by_its_line(self):
        text = changed("  title_th: ข้อมูลผู้บริหาร", "\ttitle_th: ข้อมูลผู้บริหาร")

        fault = refusal(text)

        assert f"line {lines_of(text, chr(9))[0]}" in fault.message_en

    @pytest.mark.parametrize(
        "text", ["", "   \n", "# only a remark\n", "- a\n- b\n", "just words", "42", "null", "--- a\n--- b\n"]
    )
    def test_anything_but_a_mapping_is_refused(self, text):
        assert "บรรทัด" in refusal(text).message_th

    def test_anchors_and_aliases_are_refused(self):
        text = changed("sources: []", "sources: &all []").replace("sources: []", "sources: *all", 1)

        assert "anchor" in refusal(text).message_en

    def test_a_billion_laughs_is_refused_and_costs_nothing(self):
        laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n"
        for name, before in zip("bcdefghij", "abcdefghi", strict=True):
            laughs += f"{name}: &{name} [" + ",".join([f"*{before}"] * 9) + "]\n"

        assert refusal(laughs)

    def test_a_huge_file_is_refused_with_its_size_and_the_limit(self):
        fault = refusal("a: b\n" * 300_000)

        assert "1,500,000" in fault.message_en
        assert f"{MAX_CHARACTERS:,}" in fault.message_th

    @pytest.mark.parametrize(
        "text", ["[" * 50_000, "{a: " * 5_000, "- " * 50_000, "a:\n" + " " * 90_000 + "b", "a: " + "[\n" * 40_000]
    )
    def test_deep_nesting_is_refused_before_it_is_parsed(self, text):
        assert refusal(text)

    @pytest.mark.parametrize(
        "text", ["a: \x00", "a: \x07b", "a: !!python/object:os.system {}", "? [a]\n: b", "a: !!binary x"]
    )
    def test_control_characters_and_tags_give_a_sentence(self, text):
        assert refusal(text)

    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=200))
    def test_rubbish_is_refused_with_a_sentence_and_nothing_else(self, text):
        assert refusal(text).message_th

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, len(SMALL_YEAR) - 2), st.sampled_from(["", ":", "-", "[", "'", "#", "&x ", "\t", "ก", "\n"]))
    def test_a_slip_of_the_finger_gives_a_year_or_a_sentence(self, at, slip):
        text = SMALL_YEAR[:at] + slip + SMALL_YEAR[at + 1 :]

        try:
            outcome = parse_framework(text, NAME).items[0].code
        except PersonError as fault:
            outcome = fault.message_th

        assert outcome.startswith("O") or NAME in outcome


CROSSWALK = """\
schema: prongsai/crosswalk/1
topics:
- {code: news, name_th: ข่าว, name_en: news}
- {code: qa, name_th: ถามตอบ, name_en: questions, near: [news]}
changes:
- {fiscal_year: 2566, th: เปลี่ยน, en: changed, confidence: verified}
"""
WORDS = """\
schema: prongsai/topic-words/1
phrases:
  news: [ข่าวประชาสัมพันธ์]
headings:
- names: [การสื่อสาร]
  topics: [news]
  only_when_named: [qa]
evidence:
  qa: [ถามตอบ]
not_items: [การใช้อำนาจ]
"""


class TestTheSharedFiles:
    def test_topics_words_and_headings_are_read(self):
        crosswalk = parse_crosswalk(CROSSWALK, "crosswalk.yaml")
        topics = parse_topic_words(WORDS, "topic_words.yaml", crosswalk)

        assert crosswalk.find_topic("qa").near == ("news",)
        assert crosswalk.list_changes(2566)[0].text_en == "changed"
        assert crosswalk.list_changes(2565) == ()
        assert topics.find("news").phrases == ("ข่าวประชาสัมพันธ์",)
        assert topics.find("other") is None
        assert topics.headings[0].only_when_named == ("qa",)
        assert topics.evidence["qa"] == ("ถามตอบ",)
        assert topics.not_items == ("การใช้อำนาจ",)

    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [
            ("near: [news]", "near: [old]", "near"),
            ("code: qa", "code: news", "topics[news].code"),
            ("confidence: verified", "confidence: certain", "confidence"),
            ("name_en: news", "name: news", "topics[news].name"),
        ],
    )
    def test_a_mistake_in_the_crosswalk_is_named(self, old, new, field):
        with pytest.raises(PersonError, match=r"crosswalk\.yaml") as caught:
            parse_crosswalk(CROSSWALK.replace(old, new, 1), "crosswalk.yaml")

        assert field in caught.value.message_en

    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [
            ("  news: [ข่าว", "  gone: [ข่าว", "phrases"),
            ("topics: [news]", "topics: [gone]", "topics"),
            ("only_when_named: [qa]", "only_when_named: [gone]", "only_when_named"),
            ("  qa: [ถามตอบ]", "  gone: [ถามตอบ]", "evidence"),
            ("evidence:\n  qa: [ถามตอบ]", "evidence: [a]", "evidence"),
        ],
    )
    def test_a_mistake_in_the_words_is_named(self, old, new, field):
        crosswalk = parse_crosswalk(CROSSWALK, "crosswalk.yaml")

        with pytest.raises(PersonError, match=r"topic_words\.yaml") as caught:
            parse_topic_words(WORDS.replace(old, new, 1), "topic_words.yaml", crosswalk)

        assert field in caught.value.message_en
