"""A result as a line of JSON (design 6, `prongsai audit`), and the part of it that plan.json keeps."""

from datetime import UTC
from typing import TYPE_CHECKING, Any

from prongsai.audit.judged import Judged, JudgeNote
from prongsai.audit.result import LinkResult

if TYPE_CHECKING:
    from prongsai.core.plan import Audit


def result_to_dict(result: LinkResult) -> dict[str, Any]:
    """One line of `prongsai audit --jsonl`. Times are UTC with Z, `why` is Thai, `why_en` English."""
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
        "checked_at": _utc(result),
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


def judged_to_dict(judged: Judged) -> dict[str, Any]:
    """The judgement as design 6.3 names it, with its grounds and notes."""
    return {
        "items": [{"code": one.code, "score": round(one.score, 3), "words": list(one.words)} for one in judged.items],
        "fiscal_year": judged.fiscal_year,
        "fiscal_years": list(judged.fiscal_years),
        "year_fits": judged.year_fits,
        "year_grounds": judged.year_grounds_th,
        "year_grounds_en": judged.year_grounds_en,
        "period_from": judged.period_from.isoformat() if judged.period_from else None,
        "period_to": judged.period_to.isoformat() if judged.period_to else None,
        "elements": [
            {
                "element": one.element,
                "text": one.text_th,
                "state": one.state,
                "grounds": one.grounds_th,
                "grounds_en": one.grounds_en,
            }
            for one in judged.elements
        ],
        "notes": [note_to_dict(note) for note in judged.notes],
    }


def note_to_dict(note: JudgeNote) -> dict[str, str]:
    """A note with both its sentences."""
    return {
        "code": note.code,
        "severity": note.severity,
        "message_th": note.message_th,
        "message_en": note.message_en,
    }


def audit_of(result: LinkResult) -> "Audit":
    """What plan.json keeps of a result, beside the evidence it is about."""
    from prongsai.core.plan import Audit

    return Audit(
        verdict=result.verdict,
        confirmed=result.confirmed,
        checked_at=_utc(result),
        why=result.why,
        snapshot=result.snapshot,
    )


def _utc(result: LinkResult) -> str:
    return result.checked_at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
