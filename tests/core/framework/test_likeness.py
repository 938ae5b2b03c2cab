import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.framework.likeness import TopicLikeness, bare_letters, skeleton_of, without_agency

PHRASES = [
    ("plan", "แผนปฏิบัติการป้องกันการทุจริต"),
    ("report", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี"),
    ("news", "ข่าวประชาสัมพันธ์"),
    ("qa", "Q&A"),
]


class TestSkeleton:
    @pytest.mark.parametrize(
        ("damaged", "title"),
        [
            ("ประจาปี", "ประจำปี"),
            ("กฏหมายที่เกี่ยวข้อง", "กฎหมายที่เกี่ยวข้อง"),
            ("ขาวประชาสมพนธ", "ข่าวประชาสัมพันธ์"),
            ("ข่าว ประชา สัมพันธ์", "ข่าวประชาสัมพันธ์"),
            ("ประกาศต่างๆ", "ประกาศต่าง ๆ"),
            ("E–Service", "e-service"),
            ("แผน.pdf", "แผน"),
            ("แผน ปี 2567", "แผน"),
            ("แผน พ.ศ. ๒๕๖๗", "แผน"),
            ("แผนประจำปีงบประมาณ พ.ศ. 2566", "แผนประจำปี"),
            ("แผน\u200b\u00a0งาน", "แผนงาน"),
        ],
    )
    def test_is_the_same_for_a_damaged_title(self, damaged, title):
        assert skeleton_of(damaged) == skeleton_of(title)

    def test_keeps_what_tells_items_apart(self):
        assert skeleton_of("รายงาน รอบ 6 เดือน") != skeleton_of("รายงาน")
        assert skeleton_of("การใช้งบประมาณ") != skeleton_of("การใช้")

    @given(st.text(max_size=60))
    def test_holds_only_letters_and_digits(self, text):
        assert all(letter.isalnum() or letter in "ะาเแโไ" for letter in skeleton_of(text))
        assert bare_letters(bare_letters(text)) == bare_letters(text)


class TestWithoutAgency:
    @pytest.mark.parametrize(
        "agency",
        ["ของเทศบาลตำบลตัวอย่าง", " เทศบาลเมืองสมมติ", " องค์การบริหารส่วนตำบลตัวอย่าง", " อบต.ตัวอย่าง", "ของ อบจ. สมมติ"],
    )
    def test_leaves_the_title(self, agency):
        assert bare_letters(without_agency("แผนดำเนินงาน" + agency)) == bare_letters("แผนดำเนินงาน")

    def test_keeps_a_label_that_is_only_an_agency(self):
        assert without_agency("เทศบาลตำบลตัวอย่าง") == "เทศบาลตำบลตัวอย่าง"


class TestTopicLikeness:
    def test_knows_a_title_exactly(self):
        best = TopicLikeness(PHRASES).rank("ข่าว ประชาสัมพันธ์.pdf")[0]

        assert (best.topic, best.score, best.exact) == ("news", 1.0, True)

    def test_ranks_the_nearer_of_two_like_topics_first(self):
        ranked = TopicLikeness(PHRASES).rank("รายงานผลป้องกันการทุจริต ประจำปี 2566")

        assert [likeness.topic for likeness in ranked[:2]] == ["report", "plan"]
        assert ranked[0].score > ranked[1].score

    def test_knows_latin_words_among_noise(self):
        assert TopicLikeness(PHRASES).rank("Q&A ของหน่วยงานเรา")[0].topic == "qa"

    def test_gives_nothing_for_nothing_in_common(self):
        assert TopicLikeness(PHRASES).rank("zzz") == []
        assert TopicLikeness(PHRASES).rank("") == []
        assert TopicLikeness([]).rank("ข่าว") == []
        assert TopicLikeness([("none", "...")]).rank("ข่าว") == []

    @given(st.text(alphabet="กขคงจาะเั่้ 12ab", max_size=40))
    def test_scores_lie_between_0_and_1(self, label):
        ranked = TopicLikeness(PHRASES).rank(label)

        assert all(0 < likeness.score <= 1.0000001 for likeness in ranked)
        assert [likeness.score for likeness in ranked] == sorted((one.score for one in ranked), reverse=True)
