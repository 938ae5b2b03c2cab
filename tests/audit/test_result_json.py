import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import Hop, LinkResult, LinkToCheck
from prongsai.audit.result_json import audit_of, judged_to_dict, note_to_dict, result_to_json
from prongsai.audit.verdict import VERDICTS

AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


def result(**more):
    values = {"verdict": "gone", "why": "ไม่พบ", "why_en": "gone", "checked_at": AT, **more}
    return LinkResult(LinkToCheck("7", "http://a.go.th/x", "O43", 2566), **values)


def line_of(one):
    return json.loads(result_to_json(one))


def test_a_line_has_what_the_design_names():
    line = line_of(result(hops=(Hop("http://a.go.th/x", 404),), gone_since_on=date(2026, 11, 25), confirmed=True))

    assert {"id", "url", "verdict", "unknown", "host_class", "why"} <= line.keys()
    assert (line["id"], line["item"], line["fiscal_year"], line["checked_at"]) == (
        "7",
        "O43",
        2566,
        "2026-11-27T08:00:00Z",
    )
    assert (line["unknown"], line["counts_against"], line["gone_since"]) == (False, True, "2026-11-25")


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

    written = line_of(result(judged=judged))["judged"]

    assert written["items"] == [{"code": "O43", "score": 0.912, "words": ["มาตรการ"]}]
    assert (written["fiscal_year"], written["year_fits"], written["period_from"]) == (2566, "yes", "2022-10-01")
    assert written["elements"][0]["state"] == "found"
    assert written["notes"][0]["code"] == "personal_data"


def test_unknown_verdicts_are_marked_and_do_not_count():
    line = line_of(result(verdict="timed_out"))

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


TEXTS = st.text(st.characters(), max_size=6)
NOTES = st.lists(st.builds(JudgeNote, TEXTS, st.just("note"), TEXTS, TEXTS), max_size=2).map(tuple)
RESULTS = st.builds(
    LinkResult,
    st.builds(LinkToCheck, TEXTS, TEXTS, st.none() | TEXTS, st.none() | st.integers(2500, 2699)),
    st.sampled_from(VERDICTS),
    TEXTS,
    TEXTS,
    st.datetimes(min_value=datetime(1900, 1, 2), timezones=st.just(UTC)),
    confirmed=st.booleans(),
    via_shortener=st.booleans(),
    final_url=TEXTS,
    status=st.none() | st.integers(100, 599),
    hops=st.lists(st.builds(Hop, TEXTS, st.none() | st.integers(100, 599)), max_size=2).map(tuple),
    content_type=TEXTS,
    size_bytes=st.integers(0, 10**9),
    sha256=st.sampled_from(["", "ab12"]),
    is_unchanged=st.booleans(),
    gone_since_on=st.none() | st.dates(),
    title=TEXTS,
    judged=st.none() | st.just(Judged(fiscal_year=2566, notes=(JudgeNote("ก", "note", '"', "\\"),))),
    notes=NOTES,
    snapshot=st.none() | TEXTS,
    waited_s=st.floats(0, 1e6),
)


@given(RESULTS)
def test_a_line_is_what_json_makes_of_its_fields(one):
    assert result_to_json(one) == json.dumps(as_dict(one), ensure_ascii=False, separators=(",", ":"))


def as_dict(result):
    link = result.link
    return {
        "id": link.id,
        "url": link.url,
        "item": link.item,
        "fiscal_year": link.fiscal_year,
        "verdict": result.verdict,
        "confirmed": result.confirmed,
        "unknown": result.is_unknown,
        "counts_against": result.counts_against,
        "host_class": result.host_class,
        "via_shortener": result.via_shortener,
        "why": result.why,
        "why_en": result.why_en,
        "checked_at": result.checked_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": result.status,
        "final_url": result.final_url,
        "hops": [{"url": hop.url, "status": hop.status} for hop in result.hops],
        "content_type": result.content_type,
        "size_bytes": result.size_bytes,
        "sha256": result.sha256,
        "text_sha256": result.text_sha256,
        "unchanged": result.is_unchanged,
        "gone_since": result.gone_since_on.isoformat() if result.gone_since_on else None,
        "title": result.title,
        "judged": judged_to_dict(result.judged) if result.judged else None,
        "notes": [note_to_dict(note) for note in result.notes],
        "snapshot": result.snapshot,
        "waited_s": round(result.waited_s, 3),
    }
