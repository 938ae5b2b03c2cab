import json
from datetime import UTC, date, datetime

from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import Hop, LinkResult, LinkToCheck
from prongsai.audit.result_json import audit_of, result_to_dict

AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


def result(**more):
    values = {"verdict": "gone", "why": "ไม่พบ", "why_en": "gone", "checked_at": AT, **more}
    return LinkResult(LinkToCheck("7", "http://a.go.th/x", "O43", 2566), **values)


def test_a_line_has_what_the_design_names():
    line = result_to_dict(
        result(hops=(Hop("http://a.go.th/x", 404),), gone_since_on=date(2026, 11, 25), confirmed=True)
    )

    assert {"id", "url", "verdict", "unknown", "host_class", "why"} <= line.keys()
    assert (line["id"], line["item"], line["fiscal_year"], line["checked_at"]) == (
        "7",
        "O43",
        2566,
        "2026-11-27T08:00:00Z",
    )
    assert (line["unknown"], line["counts_against"], line["gone_since"]) == (False, True, "2026-11-25")
    assert json.loads(json.dumps(line)) == line


def test_a_judgement_is_written_with_its_grounds():
    judged = Judged(
        items=(RankedItem("O43", 0.91234, ("มาตรการ",)),),
        fiscal_year=2566,
        fiscal_years=(2566,),
        year_fits="yes",
        elements=(ElementSeen(0, "รายงาน", "found", "พบคำ", "found"),),
        notes=(JudgeNote("personal_data", "error", "พบเลข", "found a number"),),
        period_from=date(2022, 10, 1),
    )

    written = result_to_dict(result(judged=judged))["judged"]

    assert written["items"] == [{"code": "O43", "score": 0.912, "words": ["มาตรการ"]}]
    assert (written["fiscal_year"], written["year_fits"], written["period_from"]) == (2566, "yes", "2022-10-01")
    assert written["elements"][0]["state"] == "found"
    assert written["notes"][0]["code"] == "personal_data"


def test_unknown_verdicts_are_marked_and_do_not_count():
    line = result_to_dict(result(verdict="timed_out"))

    assert (line["unknown"], line["counts_against"], line["judged"]) == (True, False, None)


def test_plan_json_keeps_verdict_time_reason_and_snapshot():
    audit = audit_of(result(snapshot="s-1", confirmed=True))

    assert (audit.verdict, audit.confirmed, audit.checked_at, audit.why, audit.snapshot) == (
        "gone",
        True,
        "2026-11-27T08:00:00Z",
        "ไม่พบ",
        "s-1",
    )
