"""Answers, the text to copy, the frozen form, what still loses points, and what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from prongsai.core.submission import (
    AddressSeen,
    Answer,
    FrozenForm,
    ItemStanding,
    Refusal,
    answer_text,
    form_text,
    frozen_from_dict,
    hash_of_form,
    problems_of,
    require_confirmable,
    require_contestable,
    require_freezable,
)

WHOLE = Answer("O1", "โครงสร้าง", True, ("https://a.go.th/2569/o1/",), "จากหน้าแรก")
FORM = FrozenForm("เทศบาล", 2569, (WHOLE, Answer("O2", "ผู้บริหาร", False)))
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        (WHOLE, True),
        (Answer("O1", "t"), False),
        (Answer("O1", "t", False), True),
        (replace(WHOLE, addresses=()), False),
        (replace(WHOLE, explanation="  "), False),
    ],
)
def test_when_nothing_is_left_to_enter(answer, is_whole):
    assert answer.is_whole is is_whole


def test_text_to_copy():
    assert answer_text(WHOLE) == "O1 โครงสร้าง\nมี\nที่อยู่ (URL):\nhttps://a.go.th/2569/o1/\nคำอธิบาย: จากหน้าแรก"
    assert answer_text(Answer("O2", "ผู้บริหาร"), "en") == "O2 ผู้บริหาร\nnot said yet"
    whole = form_text(FORM, made_on=date(2026, 4, 1))
    assert whole.startswith("# แบบประเมิน OIT ปี 2569 เทศบาล\n# ข้อมูล ณ 1 เมษายน 2569\n\nO1 ")
    assert whole.endswith("\nไม่มี\n")


def test_the_frozen_form_comes_back_the_same():
    assert frozen_from_dict(FORM.to_dict()) == FORM


@pytest.mark.parametrize(
    "change",
    [
        {"agency": "เทศบาล2"},
        {"fiscal_year": 2570},
        {"answers": FORM.answers[:1]},
        {"answers": (replace(WHOLE, explanation="อื่น"), FORM.answers[1])},
        {"answers": (replace(WHOLE, addresses=("https://b.go.th/",)), FORM.answers[1])},
        {"answers": (replace(WHOLE, has=False), FORM.answers[1])},
        {"answers": FORM.answers[::-1]},
    ],
)
def test_any_change_changes_the_hash(change):
    assert hash_of_form(replace(FORM, **change)) != hash_of_form(FORM)


def test_the_hash_is_that_of_its_json_by_anybody():
    import hashlib
    import json

    text = json.dumps(FORM.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert hash_of_form(FORM) == hashlib.sha256(text).hexdigest()


def problem_kinds(answer, **more):
    return [(one.kind, one.severity) for one in problems_of([ItemStanding(answer, Decimal(1), **more)])]


def test_a_good_answer_has_no_problem():
    assert problem_kinds(WHOLE, seen=(AddressSeen(WHOLE.addresses[0], "opens"),)) == []
    assert problem_kinds(WHOLE, seen=(AddressSeen(WHOLE.addresses[0], "moved"),)) == []


@pytest.mark.parametrize(
    ("verdict", "confirmed", "expected"),
    [
        ("soft_404", False, ("bad_address", "error")),
        ("homepage_only", False, ("bad_address", "error")),
        ("login_wall", False, ("bad_address", "error")),
        ("redirect_loop", False, ("bad_address", "error")),
        ("gone", True, ("bad_address", "error")),
        ("gone", False, ("bad_address", "warning")),
        ("refused", False, ("not_seen", "note")),
        ("timed_out", False, ("not_seen", "note")),
        ("not_checked", False, ("not_seen", "note")),
        ("", False, ("not_seen", "note")),
    ],
)
def test_what_was_seen_and_what_it_costs(verdict, confirmed, expected):
    assert problem_kinds(WHOLE, seen=(AddressSeen("https://x", verdict, confirmed),)) == [expected]


def test_what_is_not_said_or_missing():
    assert problem_kinds(Answer("O1", "t")) == [("not_said", "error")]
    assert problem_kinds(Answer("O1", "t", False)) == [("has_not", "warning")]
    assert problem_kinds(replace(WHOLE, addresses=())) == [("no_address", "error")]
    assert problem_kinds(replace(WHOLE, explanation="")) == [("no_explanation", "warning")]
    assert problem_kinds(WHOLE, missing=(("เบอร์โทร", "telephone"),)) == [("element_missing", "error")]


def losing(answer, **more):
    return {one.kind for one in problems_of([ItemStanding(answer, Decimal(1), **more)]) if one.loses}


def test_what_costs_the_item_its_points():
    assert losing(Answer("O1", "t")) == {"not_said"}
    assert losing(Answer("O1", "t", False)) == {"has_not"}
    assert losing(replace(WHOLE, addresses=())) == {"no_address"}
    assert losing(replace(WHOLE, explanation="")) == set()
    assert losing(WHOLE, seen=(AddressSeen("https://x", "gone", confirmed=False),)) == set()
    assert losing(WHOLE, missing=(("เบอร์โทร", "telephone"),)) == {"element_missing"}


def test_what_is_answered_as_not_there_stands_between_faults_and_doubts():
    items = [
        ItemStanding(replace(WHOLE, code="O1", explanation=""), Decimal(9)),
        ItemStanding(Answer("O2", "t", False), Decimal(5)),
        ItemStanding(Answer("O3", "t"), Decimal(1)),
    ]
    assert [one.code for one in problems_of(items)] == ["O3", "O2", "O1"]


def test_the_dearest_first_and_unknown_worth_last():
    items = [
        ItemStanding(Answer("O1", "t"), Decimal("0.44")),
        ItemStanding(Answer("O2", "t"), None),
        ItemStanding(Answer("O3", "t"), Decimal(5)),
        ItemStanding(Answer("O4", "t", False), Decimal(5)),
    ]
    assert [one.code for one in problems_of(items)] == ["O3", "O1", "O2", "O4"]


def test_a_form_with_open_items_is_not_frozen_and_says_which():
    require_freezable(FORM.answers)
    with pytest.raises(Refusal) as refused:
        require_freezable([WHOLE, Answer("O2", "t"), replace(WHOLE, code="O3", addresses=())])
    assert "O2, O3" in refused.value.message_th
    assert "O2, O3" in refused.value.message_en
    with pytest.raises(Refusal):
        require_freezable([])
    with pytest.raises(Refusal) as many:
        require_freezable([Answer(f"O{n}", "t") for n in range(1, 12)])
    assert "(+3)" in many.value.message_en


def test_only_the_newest_unconfirmed_form_is_confirmed():
    require_confirmable(is_newest=True, is_confirmed=False)
    with pytest.raises(Refusal):
        require_confirmable(is_newest=False, is_confirmed=False)
    with pytest.raises(Refusal):
        require_confirmable(is_newest=True, is_confirmed=True)


@pytest.mark.parametrize(
    "change",
    [
        {"score": None},
        {"score": 100},
        {"reason": "  "},
        {"closes_at": NOW},
        {"opens_at": NOW + timedelta(days=1)},
    ],
)
def test_what_cannot_be_contested(change):
    good = {"score": 0, "reason": "มีครบ", "opens_at": NOW, "closes_at": NOW + timedelta(days=1), "now": NOW}
    require_contestable(**good)
    require_contestable(**{**good, "opens_at": None, "closes_at": None})
    with pytest.raises(Refusal):
        require_contestable(**{**good, **change})
