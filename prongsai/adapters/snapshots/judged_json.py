"""A judgement as JSON and back: what is remembered of a page between visits."""

import json
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem


def judged_to_json(judged: Judged) -> str:
    """The judgement as JSON, put together here: the encoder of the standard library takes a third longer."""
    text = encode_basestring
    items = [
        f"[{text(item.code)}, {item.score!r}, [{', '.join([text(word) for word in item.words])}]]"
        for item in judged.items
    ]
    elements = [
        f"[{seen.element}, {text(seen.text_th)}, {text(seen.state)}, {text(seen.grounds_th)}, {text(seen.grounds_en)}]"
        for seen in judged.elements
    ]
    notes = [
        f"[{text(note.code)}, {text(note.severity)}, {text(note.message_th)}, {text(note.message_en)}]"
        for note in judged.notes
    ]
    return (
        f'{{"items": [{", ".join(items)}], "fiscal_year": {"null" if judged.fiscal_year is None else judged.fiscal_year}, '
        f'"fiscal_years": [{", ".join(map(str, judged.fiscal_years))}], '
        f'"year_grounds_th": {text(judged.year_grounds_th)}, "year_grounds_en": {text(judged.year_grounds_en)}, '
        f'"year_fits": {text(judged.year_fits)}, "period_from": {_format_date(judged.period_from)}, '
        f'"period_to": {_format_date(judged.period_to)}, "elements": [{", ".join(elements)}], "notes": [{", ".join(notes)}]}}'
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


def _format_date(day: date | None) -> str:
    return f'"{day.isoformat()}"' if day else "null"


def _parse_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
