"""The contested items with what the frozen form said of them, and the auditor's certificates that prove it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from prongsai.apps.accounts.models import User
from prongsai.apps.disclosure.models import DisclosureYear
from prongsai.apps.evidence.actions import note_certificate
from prongsai.apps.evidence.models import Check
from prongsai.apps.evidence.snapshots import draw_certificate_of
from prongsai.apps.submission.pages import contested_rows
from prongsai.apps.submission.queries import list_items, newest_frozen, proving_checks
from prongsai.apps.submission.standing import form_of
from prongsai.core.errors import PersonError
from prongsai.core.thai.format import format_date
from prongsai.wiring import BANGKOK


def rows_of(year: DisclosureYear) -> list[dict[str, Any]]:
    """The contested items as they would be sent now. What was frozen counts; without a frozen form, the form as it stands."""
    items = list_items(year)
    frozen = newest_frozen(year)
    kept = frozen.form if frozen else form_of(year).to_dict()
    form = {one["code"]: one for one in kept["answers"]}
    contested = [item.code for item in items if getattr(item, "contest", None) is not None]
    addresses = [address for code in contested for address in form.get(code, {}).get("addresses", ())]
    checks = proving_checks(year, addresses) if addresses else {}
    proofs = {
        code: [
            _proof(code, number, checks[address])
            for number, address in enumerate(form.get(code, {}).get("addresses", ()), start=1)
            if address in checks
        ]
        for code in contested
    }
    return contested_rows(items, form, proofs)


def certificates_of(
    year: DisclosureYear, rows: Sequence[dict[str, Any]], *, by: User, at: datetime
) -> Iterator[tuple[Check, bytes]]:
    """The certificate of each proof, once where several items share it. A snapshot that this machine has no more is left out: its line stays."""
    wanted = dict.fromkeys(proof["check"] for row in rows for proof in row["proofs"])
    checks = Check.objects.select_related("evidence__measure__plan__agency").in_bulk(wanted)
    for number in wanted:
        check = checks.get(number)
        if check is None:
            continue
        try:
            drawn = draw_certificate_of(check, at=at)
        except PersonError:
            continue
        note_certificate(check=check, by=by, at=at)
        yield check, drawn


def _proof(code: str, number: int, check: Check) -> dict[str, Any]:
    day = format_date(check.checked_at.astimezone(BANGKOK).date(), digits="arabic")
    return {"check": check.pk, "name": f"{code}-{number} ใบรับรองการตรวจ {day}", "seen_at": check.checked_at.isoformat()}
