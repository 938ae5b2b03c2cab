"""Statuses as offices word them, and the form's fixed words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.link import LINK_CLASSES
from prongsai.core.link.words import REPAIR_WORDS as LINK_REPAIRS
from prongsai.core.plan import STATUSES
from prongsai.core.report_form.marked_text import squashed
from prongsai.core.report_form.words import (
    AGENCY_KIND_WORDS,
    FACT_LABELS,
    ISSUE_WORDS,
    LINK_CLASS_WORDS,
    MEASURE_STATUS_WORDS,
    REPAIR_WORDS,
    ROLE_WORDS,
    TABLE_HEADINGS,
    VERDICT_WORDS,
    WORK_STATUS_WORDS,
    is_unknown_host,
    parse_status,
    verdict_words,
)


class TestParseStatus:
    @pytest.mark.parametrize(
        ("words", "status"),
        [
            ("ดำเนินการเรียบร้อยแล้ว", "done"),
            ("ดำเนินการเรียบร้อยแล้วตามหลักฐาน", "done"),
            ("ดำเนินการ แล้ว\nเสร็จ", "done"),
            ("แล้วเสร็จ ๑๐๐%", "done"),
            ("เสร็จแล้ว", "done"),
            ("ดำเนินการแล้ว", "done"),
            ("เสร็จสิ้นเมื่อ ๕ มกราคม", "done"),
            ("อยู่ระหว่างดำเนินการ", "in_progress"),
            ("อยู่ระหว่าง ดำเนินการ ยังไม่เรียบร้อย", "in_progress"),
            ("กำลังดำเนินการ", "in_progress"),
            ("ดำเนินการแล้วบางส่วน", "in_progress"),
            ("ยังไม่แล้วเสร็จ", "in_progress"),
            ("ยังไม่ได้ดำเนินการ", "not_started"),
            ("ไม่ได้ดำเนินการ", "not_started"),
            ("ยังไม่ดำเนินการ", "not_started"),
            ("ไม่มีการดำเนินการ", "not_started"),
            ("ไม่มีข้อมูลผลการดำเนินการ", "unknown"),
            ("", "unknown"),
            ("-", "unknown"),
            ("ตามหลักฐานแนบ", "unknown"),
        ],
    )
    def test_understands_what_offices_write(self, words, status):
        assert parse_status(words) == status

    @given(st.sampled_from(STATUSES), st.sampled_from([MEASURE_STATUS_WORDS, WORK_STATUS_WORDS]))
    def test_understands_the_forms_own_words_also_without_blanks(self, status, words):
        assert parse_status(words[status]) == status
        assert parse_status(" ".join(words[status])) == status

    @given(st.text(max_size=30))
    def test_gives_one_of_the_four_whatever_is_written(self, words):
        assert parse_status(words) in STATUSES


class TestFixedWords:
    @pytest.mark.parametrize(
        "words",
        [
            *(AGENCY_KIND_WORDS, FACT_LABELS, ISSUE_WORDS, LINK_CLASS_WORDS, MEASURE_STATUS_WORDS, REPAIR_WORDS),
            *(ROLE_WORDS, VERDICT_WORDS, WORK_STATUS_WORDS),
        ],
    )
    def test_tell_codes_apart_without_blanks(self, words):
        assert len({squashed(word) for word in words.values()}) == len(words)

    def test_name_every_class_and_repair_of_links(self):
        assert set(LINK_CLASS_WORDS) == {*LINK_CLASSES, "file"}
        assert set(REPAIR_WORDS) == set(LINK_REPAIRS)

    def test_no_two_tables_share_most_of_their_headings(self):
        tables = {key: {squashed(heading) for heading in headings} for key, headings in TABLE_HEADINGS.items()}

        for key, headings in tables.items():
            assert len(headings) == len(TABLE_HEADINGS[key])
            for other, others in tables.items():
                assert key == other or 2 * len(headings & others) < min(len(headings), len(others))


class TestVerdictWords:
    NO_NAME = "ไม่พบชื่อเว็บไซต์ nowhere.go.th ในระบบชื่อโดเมน ยังสรุปไม่ได้ กรุณาตรวจการสะกดชื่อเว็บไซต์"

    def test_tell_a_name_nobody_knows_from_a_time_out(self):
        assert verdict_words("timed_out", self.NO_NAME) == "ไม่พบชื่อเว็บไซต์ ยังสรุปไม่ได้"
        assert verdict_words("timed_out", "เว็บไซต์ไม่ตอบภายใน 20 วินาที") == "รอเกินเวลา ยังสรุปไม่ได้"

    @pytest.mark.parametrize("verdict", sorted(set(VERDICT_WORDS) - {"timed_out"}))
    def test_of_other_verdicts_never_go_by_the_sentence(self, verdict):
        assert not is_unknown_host(verdict, self.NO_NAME)
        assert verdict_words(verdict, self.NO_NAME) == VERDICT_WORDS[verdict]

    def test_of_a_code_nobody_knows_are_the_code(self):
        assert verdict_words("later", "") == "later"
