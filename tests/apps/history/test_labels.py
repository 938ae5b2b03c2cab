"""Nothing of the history is shown by its code: every kind of object and every deed has its words."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from prongsai import apps
from prongsai.apps.agencies.models import ROLES
from prongsai.apps.chronicle.labels import action_words, label_words, object_words, value_words
from prongsai.apps.chronicle.pages import write_value

SOURCES = sorted(Path(apps.__file__).parent.rglob("*.py"))


def calls():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def texts(node):
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_kind_of_object_has_words():
    given = (keyword for call in calls() for keyword in call.keywords if keyword.arg == "object_type")
    used = {text for keyword in given for text in texts(keyword.value)}

    assert len(used) > 20
    assert used - set(object_words()) == set()


def test_every_deed_has_words():
    recorders = {"record", "_record", "record_version"}
    named = (call for call in calls() if isinstance(call.func, ast.Name) and call.func.id in recorders and call.args)
    used = {text for call in named for text in texts(call.args[0])}

    assert len(used) > 60
    beginnings = {text for text in used if text.endswith("_")}  # of an f-string: "work_" and what became of it
    assert used - beginnings - set(action_words()) == set()


@pytest.mark.parametrize(
    ("label", "thai", "english"),
    [
        ("invitation 12", "คำเชิญที่ 12", "Invitation 12"),
        ("user 3", "ผู้ใช้ที่ 3", "User 3"),
        ("unknown name", "ชื่อผู้ใช้ที่ไม่มีในระบบ", "a name that is nobody's"),
        ("1. ประเด็น / 2", "1. ประเด็น / 2", "1. ประเด็น / 2"),
        ("a user 3", "a user 3", "a user 3"),
        ("", "", ""),
        ("2022-12", "ธันวาคม 2565", "December 2022 (2565)"),
        ("2022-12 / 3", "ธันวาคม 2565 / 3", "December 2022 (2565) / 3"),
        ("2022-13", "2022-13", "2022-13"),
    ],
)
def test_what_stands_for_a_person_is_said_in_the_readers_language(label, thai, english):
    assert label_words(label) == thai
    with translation.override("en"):
        assert label_words(label) == english


@pytest.mark.parametrize(
    ("field", "value", "thai", "english"),
    [
        ("status", "done", "แล้วเสร็จ", "Done"),
        ("state", "handed_in", "ส่งแล้ว", "Handed in"),
        ("role", "officer", "เจ้าหน้าที่", "Officer"),
        ("steps", ["check", "close"], "หัวหน้าส่วนงานตรวจ, ปิดงาน", "Unit head checks, Close"),
        ("from_on", "2022-11-22", "22 พ.ย. 2565", "22 Nov 2022 (2565)"),
        ("at", "2022-11-22T20:05:00+00:00", "23 พ.ย. 2565 03.05\N{NO-BREAK SPACE}น.", "23 Nov 2022 (2565) 03:05"),
        ("note", "2022-02-30", "2022-02-30", "2022-02-30"),
        ("note", "done", "done", "done"),
        ("is_on", True, "ใช่", "Yes"),
        ("is_on", False, "ไม่ใช่", "No"),
        ("count", 0, "0", "0"),
        ("post", {"title": "นายก", "from_on": "2022-11-22"}, "นายก 22 พ.ย. 2565", "นายก 22 Nov 2022 (2565)"),
        ("user", {"salted_sha256": "ab"}, "•••", "•••"),
        ("unit", None, "", ""),
    ],
)
def test_values_are_said_as_people_say_them(field, value, thai, english):
    assert write_value(value, {}, field) == thai
    with translation.override("en"):
        assert write_value(value, {}, field) == english


def test_an_unknown_field_has_no_codes():
    assert value_words("something") == {}
    assert set(dict(ROLES)) == set(value_words("role"))
