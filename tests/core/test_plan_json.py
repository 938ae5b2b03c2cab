"""plan.json: written, read back, refused with the place named, and described by a schema."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.plan import (
    Agency,
    AsPrinted,
    Audit,
    Deadline,
    Evidence,
    FollowUp,
    Measure,
    MonthlyRound,
    Plan,
    Responsible,
    Step,
    derived_status,
)
from prongsai.core.plan_json import plan_from_dict, plan_from_json, plan_json_schema, plan_to_dict, plan_to_json
from prongsai.core.reporting_round import round_of

KEYS = [
    "agency",
    "name",
    "measures",
    "number",
    "issue",
    "steps",
    "text",
    "deadline",
    "kind",
    "extra",
    "fiscal_year",
    "ก",
]
ROOT = Path(__file__).parents[2]


def full_plan() -> Plan:
    """A plan that sets every field at least once."""
    evidence = Evidence(
        as_printed="http://www.exam ple.go.th/",
        url="http://www.example.go.th/",
        proposed_url="http://www.example-town.go.th/",
        title="หน้าแรก",
        link_class="homepage-only",
        repairs=("white_space",),
        needs_review=True,
        audit=Audit("homepage_only", confirmed=True, checked_at="2023-04-01T00:00:00Z", why="หน้าแรก", snapshot="a1"),
    )
    deadline = Deadline(
        "date",
        due_on=date(2023, 1, 31),
        from_on=date(2023, 1, 1),
        as_printed="ภายในเดือนมกราคม",
        inferred=("year",),
        why="เดือนมกราคมในปีงบประมาณ ๒๕๖๖",
    )
    yearly = Deadline("monthly", from_on=date(2022, 10, 1), until_on=date(2023, 9, 30))
    relative = Deadline("relative", days_after_event=7, working_days=True)
    measure = Measure(
        number=1,
        issue="ข้อมูลพื้นฐาน",
        issue_kind="fix",
        indicator=9,
        item_codes=("O1", "O2"),
        responsible=(Responsible("สำนักปลัด", person="นางสาวตัวอย่าง ใจดี", role="compiles", all_units=True),),
        steps=(Step(1, "จัดทำข้อมูล", relative, "done", date(2023, 1, 5), "ครบ", (evidence,)),),
        follow_ups=(
            FollowUp(1, "รายงานผู้บริหาร", "task", deadline, "in_progress"),
            FollowUp(2, None, "supervision", yearly),
        ),
        status="in_progress",
        status_as_printed="อยู่ระหว่างดำเนินการ",
        evidence=(evidence,),
        budget="ไม่ใช้งบประมาณ",
        problems="ไม่มี",
        remarks="-",
        extra={"ยุทธศาสตร์": "ที่ ๕"},
        as_printed=AsPrinted("-ข้อมูลพื้นฐาน", "สำนักปลัด", "๑. …", "๑. …", "ดำเนินการ"),
    )
    return Plan(
        agency=Agency("เทศบาลตำบลตัวอย่าง", "tambon_municipality", "เมือง", "ชัยภูมิ", ("www.example.go.th",)),
        fiscal_year=2566,
        based_on_fiscal_year=2565,
        round=round_of("half_year", 2566),
        measures=(measure,),
        monthly_rounds=(MonthlyRound("2022-10", date(2022, 11, 1), "นายกเทศมนตรี", ("เร่งรัด",)),),
        findings=(Finding("year_inferred", "note", 1, "การรายงานที่ ๑", "ปีที่ได้จากปีงบประมาณ", "year inferred"),),
    )


class TestPlanJson:
    def test_gives_back_the_plan_it_wrote(self):
        plan = full_plan()

        again = plan_from_json(plan_to_json(plan))

        assert again == plan

    def test_uses_the_names_of_the_schema_for_words_python_keeps(self):
        body = plan_to_dict(full_plan())

        measure = body["measures"][0]
        assert body["schema"] == "prongsai/plan/1"
        assert body["round"] == {"kind": "half_year", "from": "2022-10-01", "to": "2023-03-31"}
        assert measure["follow_ups"][0]["deadline"]["from"] == "2023-01-01"
        assert measure["follow_ups"][1]["deadline"]["until"] == "2023-09-30"
        assert measure["evidence"][0]["class"] == "homepage-only"

    def test_keeps_thai_letters_as_they_are(self):
        assert "เทศบาลตำบลตัวอย่าง" in plan_to_json(full_plan())

    def test_reads_a_short_plan_with_defaults(self):
        plan = plan_from_dict({"schema": "prongsai/plan/1", "agency": {"name": "อบต."}, "fiscal_year": 2569})

        assert plan.measures == ()
        assert plan.round is None


class TestRefusedPlan:
    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"fiscal_year": "2566"}, "$.fiscal_year"),
            ({"fiscal_year": True}, "$.fiscal_year"),
            ({"agency": {}}, "$.agency.name"),
            ({"agency": {"name": "ก", "kind": "village"}}, "$.agency.kind"),
            ({"measures": {}}, "$.measures"),
            ({"measures": [{"number": 1, "issue": "ก", "extra": {"a": 1}}]}, "$.measures[0].extra"),
            ({"measures": [{"number": 1, "issue": "ก", "steps": [{"number": 1}]}]}, "$.measures[0].steps[0].text"),
            ({"round": {"kind": "half_year", "from": "2022-13-01", "to": "2023-03-31"}}, "$.round.from"),
            ({"round": {"kind": "half_year", "from": "20221001", "to": "2023-03-31"}}, "$.round.from"),
            ({"color": "red"}, "$.color"),
            ({"round": {"kind": "half_year", "from": "2023-W01-1", "to": "2023-03-31"}}, "$.round.from"),
            ({"round": {"kind": "half_year", "from": "2023-02-29", "to": "2023-03-31"}}, "$.round.from"),
            ({"round": {"kind": "half_year", "from": "๒๐๒๓-๐๑-๐๑", "to": "2023-03-31"}}, "$.round.from"),
            ({"round": {"kind": "half_year", "from": "2023-01-01"}}, "$.round.to"),
            ({"round": "half_year"}, "$.round"),
            ({"fiscal_year": 2023}, "$.fiscal_year"),
            ({"fiscal_year": 99_999_999}, "$.fiscal_year"),
            ({"fiscal_year": -1}, "$.fiscal_year"),
            ({"fiscal_year": 2566.0}, "$.fiscal_year"),
            ({"fiscal_year": None}, "$.fiscal_year"),
            ({"based_on_fiscal_year": 2022}, "$.based_on_fiscal_year"),
            ({"agency": {"name": "ก\x00ข"}}, "$.agency.name"),
            ({"agency": {"name": "\ud800"}}, "$.agency.name"),
            ({"agency": {"name": "ก", "hosts": ["a", "\udfff"]}}, "$.agency.hosts[1]"),
            ({"measures": [{"number": 1, "issue": "ก", "extra": {"ก": "\x00"}}]}, "$.measures[0].extra.'ก'"),
            ({"measures": [{"number": "1", "issue": "ก"}]}, "$.measures[0].number"),
            ({"measures": [{"number": 1, "issue": None}]}, "$.measures[0].issue"),
            ({"measures": [{"number": 1, "issue": "ก", "item_codes": "O1"}]}, "$.measures[0].item_codes"),
            ({"measures": [{"number": 1, "issue": "ก", "status": "finished"}]}, "$.measures[0].status"),
        ],
    )
    def test_names_the_place_in_both_languages(self, change, place):
        body = {"schema": "prongsai/plan/1", "agency": {"name": "ก"}, "fiscal_year": 2566} | change

        with pytest.raises(PersonError) as refusal:
            plan_from_dict(body, "แผน.json")

        assert place in refusal.value.message_th
        assert place in refusal.value.message_en
        assert "แผน.json" in refusal.value.message_th

    @pytest.mark.parametrize("mark", ["\ufeff", b"\xef\xbb\xbf"])
    def test_a_byte_order_mark_of_an_editor_is_no_reason_to_refuse(self, mark):
        text = plan_to_json(full_plan())

        assert plan_from_json(mark + (text if isinstance(mark, str) else text.encode())) == full_plan()

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
    def test_bytes_of_any_unicode_are_read(self, encoding):
        assert plan_from_json(plan_to_json(full_plan()).encode(encoding)) == full_plan()

    def test_every_refusal_of_a_place_says_what_was_expected_in_both_languages(self):
        with pytest.raises(PersonError) as refusal:
            plan_from_dict({"schema": "prongsai/plan/1", "agency": {"name": "ก"}, "fiscal_year": 2023})

        assert "เลข 2400 ถึง 2799" in refusal.value.message_th
        assert "a number from 2400 to 2799" in refusal.value.message_en

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
            max_leaves=12,
        )
    )
    def test_any_json_is_a_plan_or_refused_with_a_sentence(self, value):
        body = {"schema": "prongsai/plan/1", "agency": {"name": "ก"}, "fiscal_year": 2566}

        with suppress(PersonError):
            plan = plan_from_dict(body | (value if isinstance(value, dict) else {"measures": value}))

            assert plan_from_json(plan_to_json(plan)) == plan

    @pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"schema": "other/1"}', "[" * 100_000, b"\xff\xfe\x00"])
    def test_says_so_when_it_is_no_plan_at_all(self, text):
        with pytest.raises(PersonError):
            plan_from_json(text)


class TestPublishedSchema:
    def test_stands_in_docs_as_the_code_states_it(self):
        published = json.loads((ROOT / "docs" / "plan.schema.json").read_text())

        assert published == plan_json_schema()

    def test_accepts_what_is_written(self):
        jsonschema.validate(plan_to_dict(full_plan()), plan_json_schema())

    @pytest.mark.parametrize(
        "change",
        [{"fiscal_year": 2023}, {"fiscal_year": 2800}, {"based_on_fiscal_year": 2022}, {"fiscal_year": "2566"}],
    )
    def test_refuses_the_years_that_the_reader_refuses(self, change):
        body = plan_to_dict(full_plan()) | change

        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(body, plan_json_schema())
        with pytest.raises(PersonError):
            plan_from_dict(body)

    def test_refuses_a_wrong_kind(self):
        body = plan_to_dict(full_plan())
        body["measures"][0]["status"] = "finished"

        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(body, plan_json_schema())


class TestDerivedStatus:
    def test_is_done_when_all_work_is_done(self):
        assert derived_status((Step(1, "ก", status="done"), FollowUp(1, None, status="done"))) == "done"

    def test_is_in_progress_when_some_work_is_not_known(self):
        assert derived_status((Step(1, "ก", status="done"), Step(2, "ข"))) == "in_progress"

    def test_is_not_started_when_nothing_known_has_begun(self):
        assert derived_status((Step(1, "ก", status="not_started"), Step(2, "ข"))) == "not_started"

    def test_keeps_what_was_printed_when_no_work_is_known(self):
        assert derived_status((Step(1, "ก"),), printed="done") == "done"


class TestFullPlan:
    def test_survives_a_change_of_one_field(self):
        plan = full_plan()

        changed = replace(plan, fiscal_year=2567)

        assert plan_from_json(plan_to_json(changed)).fiscal_year == 2567
