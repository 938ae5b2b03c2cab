"""What an order that appoints the working group must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.working_group import DUTY_WORDS, GroupLine, find_faults, list_left_out

CODES = ("O1", "O2", "O10")


def line(name, duty="member", *codes):
    return GroupLine(name, "นักวิเคราะห์นโยบายและแผน", duty, codes)


CHAIR, SECRETARY = line("นายตัวอย่าง หนึ่ง", "chair"), line("นางตัวอย่าง สอง", "secretary")


def said(*members):
    return [fault.message_en for fault in find_faults(members, CODES)]


class TestFindFaults:
    def test_the_smallest_group_is_a_chair_and_a_secretary(self):
        assert said(CHAIR, SECRETARY) == []

    def test_nobody_is_neither_chair_nor_secretary(self):
        assert len(said()) == 2
        assert "it has 0" in said()[0]
        assert "at least one secretary" in said()[1]

    @pytest.mark.parametrize("count", [0, 2, 3])
    def test_any_number_of_chairs_but_one_is_told_with_the_number(self, count):
        chairs = [line(f"ประธาน {n}", "chair") for n in range(count)]

        (fault,) = find_faults([*chairs, SECRETARY], CODES)

        assert f"ขณะนี้มี {count} คน" in fault.message_th
        assert f"it has {count}" in fault.message_en

    def test_several_secretaries_are_no_fault(self):
        assert said(CHAIR, SECRETARY, line("อีกคน", "secretary")) == []

    def test_an_assistant_is_no_secretary(self):
        assert said(CHAIR, line("ผู้ช่วย", "assistant_secretary")) == ["the group needs at least one secretary"]

    def test_a_vice_chair_is_no_chair(self):
        assert "exactly one chair" in said(line("รอง", "vice_chair"), SECRETARY)[0]

    @pytest.mark.parametrize("again", ["นายตัวอย่าง หนึ่ง", "นายตัวอย่าง  หนึ่ง", " นายตัวอย่าง\u00a0หนึ่ง "])
    def test_nobody_is_named_twice_however_the_blanks_are_typed(self, again):
        assert said(CHAIR, SECRETARY, line(again)) == ["นายตัวอย่าง หนึ่ง is named twice"]

    def test_somebody_named_four_times_is_told_once(self):
        assert said(CHAIR, SECRETARY, *[line("ก ข")] * 4) == ["ก ข is named twice"]

    def test_items_of_another_year_are_named_with_who_has_them(self):
        (fault,) = find_faults([CHAIR, SECRETARY, line("ก", "member", "O1", "O99", "o2")], CODES)

        assert "O99, o2" in fault.message_th
        assert "ก" in fault.message_th
        assert "(given to ก)" in fault.message_en

    def test_an_item_may_have_several_people(self):
        assert said(CHAIR, SECRETARY, line("ก", "member", "O1"), line("ข", "member", "O1")) == []

    def test_everything_wrong_is_told_at_once(self):
        assert len(said(line("ก", "chair"), line("ก", "chair", "O9"))) == 4

    @given(
        st.lists(
            st.builds(
                line,
                st.sampled_from(["ก ข", "ก  ข", "ค", "ง", ""]),
                st.sampled_from(sorted(DUTY_WORDS)),
                st.sampled_from([*CODES, "O77"]),
            ),
            max_size=6,
        )
    )
    def test_a_group_without_faults_holds_every_rule(self, members):
        faults = find_faults(members, CODES)

        names = [" ".join(one.name.split()) for one in members]
        holds = (
            [one.duty for one in members].count("chair") == 1
            and any(one.duty == "secretary" for one in members)
            and len(set(names)) == len(names)
            and all(set(one.item_codes) <= set(CODES) for one in members)
        )
        assert (faults == []) == holds
        assert all(fault.message_th and fault.message_en for fault in faults)


class TestListLeftOut:
    def test_names_what_nobody_has_in_the_years_order(self):
        assert list_left_out([line("ก", "member", "O2")], CODES) == ["O1", "O10"]

    def test_everything_without_a_group_and_nothing_without_items(self):
        assert list_left_out([], CODES) == list(CODES)
        assert list_left_out([line("ก", "member", "O2")], ()) == []

    def test_codes_of_another_year_do_not_count(self):
        assert list_left_out([line("ก", "member", "O99", "O1", "O2", "O10")], CODES) == []


def test_every_duty_is_worded_in_thai():
    assert len(set(DUTY_WORDS.values())) == len(DUTY_WORDS) == 5
    assert not any(word.isascii() for word in DUTY_WORDS.values())
