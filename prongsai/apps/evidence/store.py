"""Results of the auditor into rows, and rows back into what the auditor and the findings need."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date
from typing import Any, cast

from prongsai.apps.evidence.findings import CheckFacts
from prongsai.apps.evidence.models import Check, Visit
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import LastVisit, LinkResult
from prongsai.audit.verdict import Verdict
from prongsai.core import plan as core


def new_check(evidence_id: int, result: LinkResult, *, is_file: bool = False) -> Check:
    """An unsaved row of one result. A file has no host, so its class stays empty."""
    seen = visit_values(result)
    if is_file:
        seen |= {"url": "", "host_class": ""}
    return Check(evidence_id=evidence_id, **seen)


def visit_values(result: LinkResult) -> dict[str, Any]:
    """The fields of a `Visit` of one result."""
    return {
        "url": result.link.url,
        "checked_at": result.checked_at,
        "verdict": result.verdict,
        "confirmed": result.confirmed and result.verdict == "gone",
        "host_class": result.host_class,
        "via_shortener": result.via_shortener,
        "why": _clean(result.why) or "-",
        "why_en": _clean(result.why_en) or "-",
        "final_url": _clean(result.final_url),
        "status": result.status,
        "content_type": _clean(result.content_type)[:200],
        "size_bytes": result.size_bytes,
        "title": _clean(result.title)[:500],
        "sha256": result.sha256,
        "text_sha256": result.text_sha256,
        "etag": _clean(result.etag) if result.etag else None,
        "last_modified": _clean(result.last_modified) if result.last_modified else None,
        "gone_since_on": result.gone_since_on,
        "is_unchanged": result.is_unchanged,
        "judged": judged_to_json(result.judged),
        "notes": [_clean_all(asdict(note)) for note in result.notes],
        "snapshot": _clean(result.snapshot or ""),
    }


def audit_json(check: Check) -> dict[str, Any]:
    """The newest check as plan.json and the report's annex show it (core.plan.Audit)."""
    audit = core.Audit(
        verdict=check.verdict,
        confirmed=check.confirmed,
        checked_at=check.checked_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        why=check.why,
        snapshot=check.snapshot or None,
    )
    return asdict(audit)


def check_facts(check: Visit, wanted_items: Sequence[str]) -> CheckFacts:
    """What findings are drawn from."""
    return CheckFacts(
        verdict=check.verdict,
        confirmed=check.confirmed,
        why_th=check.why,
        why_en=check.why_en,
        wanted_items=tuple(wanted_items),
        judged=judged_from_json(check.judged),
        notes=_notes(check.notes),
    )


def last_visit(check: Visit) -> LastVisit:
    """A check as the auditor remembers it; the text itself is not kept in the database."""
    return LastVisit(
        url=check.url,
        visited_at=check.checked_at,
        verdict=cast("Verdict", check.verdict),
        etag=check.etag,
        last_modified=check.last_modified,
        sha256=check.sha256,
        text_sha256=check.text_sha256,
        gone_since_on=check.gone_since_on,
        judged=judged_from_json(check.judged),
        content_type=check.content_type,
    )


def judged_to_json(judged: Judged | None) -> dict[str, Any] | None:
    """A judgement as JSON; days as ISO text, and no NUL, which PostgreSQL refuses."""
    if judged is None:
        return None
    document: dict[str, Any] = _clean_all(asdict(judged))
    return document


def judged_from_json(document: Mapping[str, Any] | None) -> Judged | None:
    """The judgement that `judged_to_json` wrote."""
    if document is None:
        return None
    return Judged(
        items=tuple(RankedItem(one["code"], one["score"], tuple(one["words"])) for one in document["items"]),
        fiscal_year=document["fiscal_year"],
        fiscal_years=tuple(document["fiscal_years"]),
        year_grounds_th=document["year_grounds_th"],
        year_grounds_en=document["year_grounds_en"],
        year_fits=document["year_fits"],
        period_from=_day(document["period_from"]),
        period_to=_day(document["period_to"]),
        elements=tuple(ElementSeen(**one) for one in document["elements"]),
        notes=_notes(document["notes"]),
    )


def _notes(documents: Sequence[Mapping[str, Any]]) -> tuple[JudgeNote, ...]:
    return tuple(JudgeNote(one["code"], one["severity"], one["message_th"], one["message_en"]) for one in documents)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _clean(text: str) -> str:
    return text.replace("\x00", "")


def _clean_all(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _clean_all(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_all(part) for part in value]
    return value
