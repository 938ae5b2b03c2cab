"""A judgement as JSON and back: what is remembered of a page between visits."""

import json
from datetime import date
from typing import Any

from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result_json import quick_json


def judged_to_json(judged: Judged) -> str:
    """The judgement as JSON; dataclasses.asdict would take ten times as long on 43 items."""
    return quick_json(
        {
            "items": [[item.code, item.score, item.words] for item in judged.items],
            "fiscal_year": judged.fiscal_year,
            "fiscal_years": judged.fiscal_years,
            "year_grounds_th": judged.year_grounds_th,
            "year_grounds_en": judged.year_grounds_en,
            "year_fits": judged.year_fits,
            "period_from": judged.period_from.isoformat() if judged.period_from else None,
            "period_to": judged.period_to.isoformat() if judged.period_to else None,
            "elements": [
                [seen.element, seen.text_th, seen.state, seen.grounds_th, seen.grounds_en] for seen in judged.elements
            ],
            "notes": [[note.code, note.severity, note.message_th, note.message_en] for note in judged.notes],
        }
    )


def judged_from_json(text: str) -> Judged:
    """The judgement of `judged_to_json`, written as JSON; what an older version did not write keeps its default."""
    known: dict[str, Any] = json.loads(text)
    return Judged(
        items=tuple(RankedItem(code, score, tuple(words)) for code, score, words in known.get("items", ())),
        fiscal_year=known.get("fiscal_year"),
        fiscal_years=tuple(known.get("fiscal_years", ())),
        year_grounds_th=known.get("year_grounds_th", ""),
        year_grounds_en=known.get("year_grounds_en", ""),
        year_fits=known.get("year_fits", "cannot_tell"),
        period_from=_parse_date(known.get("period_from")),
        period_to=_parse_date(known.get("period_to")),
        elements=tuple(ElementSeen(*seen) for seen in known.get("elements", ())),
        notes=tuple(JudgeNote(*note) for note in known.get("notes", ())),
    )


def _parse_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
