"""A result as a line of JSON (design 6, `prongsai audit`), and the part of it that plan.json keeps."""

import json
from datetime import UTC
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any

from prongsai.audit.result import LinkResult

if TYPE_CHECKING:
    from prongsai.audit.judged import Judged, JudgeNote
    from prongsai.core.plan import Audit


def result_to_json(result: LinkResult) -> str:
    """One line of `prongsai audit --jsonl`, Thai letters as they are. Times are UTC with Z, `why` is Thai, `why_en` English.

    Put together in one go: a dict for `json.dumps` would take three times as long.
    """
    link = result.link
    judged = quick_json(judged_to_dict(result.judged)) if result.judged else "null"
    notes = quick_json([note_to_dict(note) for note in result.notes]) if result.notes else "[]"
    hops = ",".join([f'{{"url":{_text(hop.url)},"status":{_number(hop.status)}}}' for hop in result.hops])
    return (
        f'{{"id":{_text(link.id)},"url":{_text(link.url)},"item":{_text_or_null(link.item)}'
        f',"fiscal_year":{_number(link.fiscal_year)},"verdict":"{result.verdict}","confirmed":{_flag(result.confirmed)}'
        f',"unknown":{_flag(result.is_unknown)},"counts_against":{_flag(result.counts_against)}'
        f',"host_class":"{result.host_class}","via_shortener":{_flag(result.via_shortener)},"why":{_text(result.why)}'
        f',"why_en":{_text(result.why_en)},"checked_at":"{_utc(result)}","status":{_number(result.status)}'
        f',"final_url":{_text(result.final_url)},"hops":[{hops}],"content_type":{_text(result.content_type)}'
        f',"size_bytes":{result.size_bytes},"sha256":"{result.sha256}","text_sha256":"{result.text_sha256}"'
        f',"unchanged":{_flag(result.is_unchanged)},"gone_since":{_day(result)},"title":{_text(result.title)}'
        f',"judged":{judged},"notes":{notes},"snapshot":{_text_or_null(result.snapshot)}'
        f',"waited_s":{round(result.waited_s, 3)!r}}}'
    )


def quick_json(value: object) -> str:
    """Plain values as JSON without blanks, Thai letters as they are."""
    import orjson  # a tenth of the time of `json`; a run that only sees what opens has no use for it

    try:
        return orjson.dumps(value).decode()
    except TypeError:  # half of a pair of UTF-16, which no UTF-8 can say
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text_or_null(value: str | None) -> str:
    return "null" if value is None else _text(value)


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _day(result: LinkResult) -> str:
    return f'"{result.gone_since_on.isoformat()}"' if result.gone_since_on else "null"


def judged_to_dict(judged: "Judged") -> dict[str, Any]:
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


def note_to_dict(note: "JudgeNote") -> dict[str, str]:
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
