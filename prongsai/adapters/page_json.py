"""PageText as JSON and back: what the reading worker answers with. JSON, so that a bad document cannot make code run here."""

import json
from datetime import date
from typing import Any

from prongsai.audit.page import DigitRun, PageLink, PageText


def page_to_json(page: PageText) -> bytes:
    """The page as one UTF-8 JSON object; characters that are no text (lone surrogates) become "?"."""
    return json.dumps(
        {
            "kind": page.kind,
            "text": page.text,
            "title": page.title,
            "headings": page.headings,
            "pages": page.pages,
            "page_count": page.page_count,
            "links": [(link.address, link.label) for link in page.links],
            "ocr_pages": page.ocr_pages,
            "digit_runs": [(run.page, run.text, run.confidence) for run in page.digit_runs],
            "unsure_digits": page.unsure_digits,
            "last_changed_on": page.last_changed_on.isoformat() if page.last_changed_on else None,
            "members": page.members,
            "problem": page.problem,
            "detail": page.detail,
        },
        ensure_ascii=False,
    ).encode("utf-8", errors="replace")


def page_from_json(content: bytes) -> PageText:
    """The page again; raises ValueError or KeyError for anything else."""
    found: dict[str, Any] = json.loads(content)
    changed = found["last_changed_on"]
    return PageText(
        kind=found["kind"],
        text=found["text"],
        title=found["title"],
        headings=tuple(found["headings"]),
        pages=tuple(found["pages"]),
        page_count=found["page_count"],
        links=tuple(PageLink(address, label) for address, label in found["links"]),
        ocr_pages=tuple(found["ocr_pages"]),
        digit_runs=tuple(DigitRun(page, text, confidence) for page, text, confidence in found["digit_runs"]),
        unsure_digits=found["unsure_digits"],
        last_changed_on=date.fromisoformat(changed) if changed else None,
        members=tuple(found["members"]),
        problem=found["problem"],
        detail=found["detail"],
    )
