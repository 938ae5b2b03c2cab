"""`prongsai parse links`: one row in, one row out (design 6.2)."""

from collections.abc import Mapping
from typing import Any

from prongsai.core.link import read_link


def read_link_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """{"id", "raw", "page_base"} to {"id", "class", "url", "repairs", "needs_review", "why"}.

    Here `url` carries the proposal for a look-alike host (in plan.json it keeps the printed one).
    """
    raw, page_base = row.get("raw"), row.get("page_base")
    reading = read_link(
        raw if isinstance(raw, str) else "", page_base=page_base if isinstance(page_base, str) else None
    )
    return {
        "id": row.get("id"),
        "class": reading.link_class,
        "url": reading.proposed_url or reading.url,
        "repairs": list(reading.repairs),
        "needs_review": reading.needs_review,
        "why": reading.why_th,
    }
