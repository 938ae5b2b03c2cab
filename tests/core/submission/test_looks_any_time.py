"""The last looks at any moment, and what may be done with the form and its scores, to the very edge."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.submission import (
    LOOKS,
    Answer,
    FrozenForm,
    Refusal,
    answer_text,
    form_text,
    looks_before,
    looks_to_make,
    require_confirmable,
    require_contestable,
    require_freezable,
)

CLOSES = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
KINDS = list(LOOKS)
NOWS = st.integers(-40 * 24 * 60, 5 * 24 * 60).map(lambda minutes: CLOSES + timedelta(minutes=minutes))
MADE = st.sets(st.sampled_from(KINDS))


def kinds(looks):
    return [look.kind for look in looks]


class TestLooks:
    def test_stand_in_order_before_the_window_closes(self):
        assert kinds(looks_before(CLOSES)) == ["two_weeks", "two_days", "two_hours"]
        assert [CLOSES - look.due_at for look in looks_before(CLOSES)] == list(LOOKS.values())

    @pytest.mark.parametrize("kind", KINDS)
    def test_are_due_at_their_very_moment_and_not_a_second_before(self, kind):
        due_at = CLOSES - LOOKS[kind]
        earlier = KINDS[: KINDS.index(kind)]

        assert kinds(looks_to_make(CLOSES, earlier, due_at)) == [kind]
        assert looks_to_make(CLOSES, earlier, due_at - timedelta(seconds=1)) == ()

    def test_none_is_made_once_the_window_has_closed(self):
        assert looks_to_make(CLOSES, [], CLOSES) == ()
        assert kinds(looks_to_make(CLOSES, [], CLOSES - timedelta(seconds=1)))[-1] == "two_hours"

    @given(NOWS, MADE)
    def test_only_those_due_and_not_made_are_asked_for_and_only_the_newest_is_made(self, now, made):
        looks = looks_to_make(CLOSES, made, now)

        assert all(look.due_at <= now < CLOSES for look in looks)
        assert not set(kinds(looks)) & made
        assert kinds(looks) == sorted(kinds(looks), key=KINDS.index)
        assert all(look.is_late for look in looks[:-1])
        assert sum(not look.is_late for look in looks) <= 1

    @given(NOWS, MADE)
    def test_once_all_are_noted_nothing_is_left_at_that_moment(self, now, made):
        again = made | set(kinds(looks_to_make(CLOSES, made, now)))

        assert looks_to_make(CLOSES, again, now) == ()

    @given(NOWS, NOWS)
    def test_an_office_that_names_its_window_late_is_not_blamed_for_what_it_missed(self, now, known_from):
        looks = looks_to_make(CLOSES, [], now, known_from=known_from)

        assert all(look.due_at >= known_from for look in looks if look.is_late)
        assert bool(looks) == bool(looks_to_make(CLOSES, [], now))


class TestRules:
    @pytest.mark.parametrize(
        ("opens", "closes", "now", "words"),
        [
            (0, 60, -1, "has not opened"),
            (0, 60, 0, None),
            (0, 60, 59, None),
            (0, 60, 60, "has closed"),
            (None, 60, -99, None),
            (0, None, 999, None),
            (None, None, 0, None),
        ],
    )
    def test_a_score_is_contested_from_the_first_moment_to_the_last(self, opens, closes, now, words):
        def at(minutes):
            return None if minutes is None else CLOSES + timedelta(minutes=minutes)

        def ask():
            require_contestable(score=0, reason="มีครบ", opens_at=at(opens), closes_at=at(closes), now=at(now))

        if words is None:
            ask()
        else:
            with pytest.raises(Refusal, match=words):
                ask()

    @pytest.mark.parametrize(("score", "reason"), [(None, "x"), (100, "x"), (0, ""), (0, " \n ")])
    def test_without_a_loss_or_a_reason_there_is_nothing_to_contest(self, score, reason):
        with pytest.raises(Refusal):
            require_contestable(score=score, reason=reason, opens_at=None, closes_at=None, now=CLOSES)

    @pytest.mark.parametrize(
        ("newest", "confirmed", "words"), [(True, True, "already"), (False, False, "newer"), (False, True, "already")]
    )
    def test_only_the_newest_form_is_confirmed_and_once(self, newest, confirmed, words):
        with pytest.raises(Refusal, match=words):
            require_confirmable(is_newest=newest, is_confirmed=confirmed)
        require_confirmable(is_newest=True, is_confirmed=False)

    @given(st.integers(1, 30))
    def test_open_items_are_named_up_to_eight_and_counted(self, count):
        with pytest.raises(Refusal) as refusal:
            require_freezable([Answer(f"O{n}", "ข้อ") for n in range(1, count + 1)])

        named = [f"O{n}" for n in range(1, min(count, 8) + 1)]
        assert ", ".join(named) in refusal.value.message_en
        assert (f"(+{count - 8})" in refusal.value.message_en) == (count > 8)

    @given(
        st.lists(
            st.builds(
                Answer, st.just("O1"), st.just("ก"), st.sampled_from([True, False, None]), st.sampled_from([(), ("x",)])
            )
        )
    )
    def test_a_form_is_frozen_exactly_when_nothing_is_open(self, answers):
        is_whole = bool(answers) and all(one.has is False or (one.has and one.addresses) for one in answers)

        if is_whole:
            require_freezable(answers)
        else:
            with pytest.raises(Refusal):
                require_freezable(answers)


class TestTextToCopy:
    @pytest.mark.parametrize(
        ("language", "has", "words"), [("th", True, "มี"), ("th", False, "ไม่มี"), ("en", None, "not said yet")]
    )
    def test_says_have_or_have_not_on_a_line_of_its_own(self, language, has, words):
        assert answer_text(Answer("O1", "โครงสร้าง", has), language).split("\n") == ["O1 โครงสร้าง", words]

    def test_holds_every_address_on_a_line_of_its_own(self):
        text = answer_text(Answer("O1", "ก", True, ("https://a.go.th/1", "https://a.go.th/2"), " เปิดดู "))

        assert text.split("\n")[2:] == ["ที่อยู่ (URL):", "https://a.go.th/1", "https://a.go.th/2", "คำอธิบาย: เปิดดู"]

    def test_of_a_whole_year_begins_with_whose_it_is_and_ends_with_a_line_break(self):
        form = FrozenForm("เทศบาล", 2569, tuple(Answer(f"O{n}", "ก", False) for n in range(1, 44)))

        text = form_text(form, made_on=CLOSES.date(), language="en")

        assert text.startswith("# OIT form 2569 เทศบาล\n# as of 2026-04-30\n\nO1 ก\nhave not\n\n")
        assert text.endswith("O43 ก\nhave not\n")
        assert text.count("\n\n") == 43
