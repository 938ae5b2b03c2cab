"""What an event tells is told in words: codes of every app, people by name, labels without raw days."""

import re

import pytest
from django.utils import translation

from prongsai.apps.chronicle import labels
from prongsai.apps.chronicle.labels import field_word, label_words, value_words
from prongsai.apps.chronicle.pages import list_lines, names_of, with_people
from prongsai.apps.chronicle.told import Scope, write_value
from prongsai.apps.history.models import Event
from tests.apps.factories import NOW, make_user
from tests.told_in_words import faults_of


def event(action, object_type, label="ก", before=None, after=None, object_id="1"):
    values = {
        "before": before,
        "after": after,
        "object_id": object_id,
        "object_label": label,
        "object_type": object_type,
    }
    return Event(agency="a", seq=1, at=NOW, action=action, actor="system", role="system", **values)


@pytest.mark.parametrize(
    ("scope", "field", "value", "thai", "english"),
    [
        (("round_signed", "round"), "state", "open", "รอลงนาม", "Waits for the signature"),
        (("round_decision_reopened", "round"), "state", "open", "ยังไม่เสร็จ", "Not done"),
        (("elements_seen", "disclosure_item"), "elements", ["1: cannot_tell", "2: -"], "1: บอกไม่ได้, 2: ยังไม่ได้ดู", None),
        (("element_stated", "disclosure_item"), "state", "there", "มี", None),
        (("evidence_checked", "evidence"), "verdict", "unsupported", "ชนิดไฟล์ที่ยังตรวจไม่ได้", None),
        (("publication_drafted", "publication"), "kind", "page", "ข้อความ", None),
        (("publication_copied", "publication"), "copies", ["pdf 0123456789abcdef"], "PDF 0123456789abcdef", None),
        (("api_key_made", "api_key"), "scopes", ["drafts:read"], "อ่านร่าง", None),
        (("import_accepted", "import"), "round", "half_year", "รอบ 6 เดือน", None),
        (("head_stamp_failed", "history"), "problem", "late", "ผู้ให้บริการไม่ตอบในเวลา", None),
        (("history_exported", "history"), "action", "plan_stored", "บันทึกแผน", None),
        (("evidence_finding_answered", "evidence"), "finding", "element_2_not_found", "ไม่พบองค์ประกอบที่ 2", None),
        (("personal_data_looked_for", "publication"), "kinds", ["national_id"], "เลขประจำตัวประชาชน", None),
        (
            ("publication_drafted", "publication"),
            "period",
            "2022-10-01 - 2022-11-02",
            "1 ต.ค. 2565 - 2 พ.ย. 2565",
            None,
        ),
        ((), "reason", {"th": "พบไวรัส", "en": "a virus"}, "พบไวรัส", "a virus"),
        ((), "days_off", "2022-10-13 หยุด", "13 ต.ค. 2565 หยุด", "13 Oct 2022 (2565) หยุด"),
        ((), "note", "2022-10-01 เป็นต้นไป", "2022-10-01 เป็นต้นไป", "2022-10-01 เป็นต้นไป"),
    ],
)
def test_codes_are_said_as_their_app_says_them(scope, field, value, thai, english):
    assert write_value(value, {}, field, Scope(scope)) == thai
    with translation.override("en"):
        told = write_value(value, {}, field, Scope(scope))
    assert told == english if english else told.isascii()


def test_a_code_within_another_field_is_that_fields():
    told = {"members": [{"name": {"salted_sha256": "ab"}, "post": "ปลัด", "duty": "vice_chair"}]}

    assert write_value(told, {}, "", Scope(("working_group_saved", "working_group"))) == "••• ปลัด รองประธานคณะทำงาน"
    assert write_value([{"unit": "กองคลัง", "role": "compiles"}], {}, "responsible") == "กองคลัง รวบรวม"
    assert write_value({"role": "officer"}, {}) == "เจ้าหน้าที่"


@pytest.mark.parametrize(
    ("scope", "field", "thai", "english"),
    [
        (("publication_published", "publication"), "address", "ที่อยู่บนเว็บไซต์สาธารณะ", "Address on the public site"),
        (("head_address_added", "history"), "address", "อีเมล", "E-mail"),
        (("part_handed_in", "handover"), "note", "บันทึก", "Note"),
        (("form_frozen", "form"), "number", "ครั้งที่", "Time number"),
        (("measure_changed", "measure"), "problems", "ปัญหาและอุปสรรค", None),
        ((), "something_new", "something_new", "something_new"),
    ],
)
def test_a_field_is_called_by_what_it_is_there(scope, field, thai, english):
    assert str(field_word(field, scope)) == thai
    with translation.override("en"):
        assert english is None or str(field_word(field, scope)) == english


@pytest.mark.parametrize(
    ("label", "thai"),
    [
        ("2026-12-08 2026-12-08 น้ำท่วม", "8 ธ.ค. 2569 น้ำท่วม"),
        ("2026-12-08 2026-12-10 น้ำท่วม", "8 ธ.ค. 2569 - 10 ธ.ค. 2569 น้ำท่วม"),
        ("2026-12-08", "8 ธ.ค. 2569"),
        ("2026-02-30 น้ำท่วม", "2026-02-30 น้ำท่วม"),
        ("news/3 v1 ประกาศ", "ข่าว/3 ฉบับที่ 1 ประกาศ"),
        ("2567 O26/1 v2 ประกาศ", "2567 O26/1 ฉบับที่ 2 ประกาศ"),
        ("#12 plan_stored", "#12 บันทึกแผน"),
    ],
)
def test_a_label_is_said_as_people_say_it(label, thai):
    assert label_words(label) == thai


@pytest.mark.django_db
class TestPeople:
    def test_are_named_where_their_account_is_known(self, django_assert_num_queries):
        added = make_user(display_name="นางสาวสมศรี ตัวอย่าง")
        rows = [
            event("member_added", "membership", after={"user": added.pk, "role": "officer"}),
            event("user_created", "user", f"user {added.pk}", object_id=str(added.pk)),
        ]

        with django_assert_num_queries(1):
            first, second = list_lines(rows, with_people({}, rows), {})

        assert [one.after for one in first.details] == ["นางสาวสมศรี ตัวอย่าง", "เจ้าหน้าที่"]
        assert second.label == "นางสาวสมศรี ตัวอย่าง"

    def test_ask_nothing_where_all_are_known(self, django_assert_num_queries):
        rows = [event("plan_stored", "plan", after={"number": 1})]

        with django_assert_num_queries(0):
            assert with_people({"7": "ก"}, rows) == {"7": "ก"}

    def test_who_is_gone_stays_a_number(self):
        (line,) = list_lines([event("post_filled", "post", after={"user": 987654})], names_of(["987654"]), {})

        assert line.details[0].after == "ผู้ใช้ที่ 987654"


def test_no_code_has_words_of_the_other_language():
    own = {"ไทย", "๑๒๓"}  # a language by its own name, digits as they look
    for module in labels._labels():
        for field, words in getattr(module, "VALUES", {}).items():
            with translation.override("en"):
                thai = {str(word) for word in words.values() if re.search("[\u0e00-\u0e7f]", str(word))}
            assert thai <= own, f"{module.__name__} {field}"


@pytest.mark.parametrize(
    "row",
    [
        event("plan_stored", "plan", after={"nobody_named_this": 1}),
        event("plan_stored", "thing"),
        event("round_signed", "round", after={"state": "half_signed"}),
        event("plan_stored", "plan", "2026-12-08x some_code"),
    ],
)
def test_the_walk_finds_what_is_not_in_words(row):
    assert faults_of(row) != set()


def test_the_walk_lets_words_pass():
    assert (
        faults_of(event("round_signed", "round", "2022-12", before={"state": "open"}, after={"state": "signed"}))
        == set()
    )


def test_words_of_a_plain_field_stand_behind_those_of_its_scope():
    assert value_words("kind", ("x", "publication"))["page"] != value_words("kind").get("page")
