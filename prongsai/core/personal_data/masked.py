"""A masked copy of a file, checked again before it is handed out."""

from dataclasses import dataclass

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.inspection import FindingKind, Inspection

MASKED_KINDS: frozenset[FindingKind] = frozenset(
    ("national_id", "mobile_number", "bank_account", "personal_email", "hidden_content", "metadata")
)
"""What no masked copy may hold; signatures and unreadable parts are a person's to decide."""


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """The copy and what the gate says of it.

    `masked` counts the places that were hidden. `inspection` is that of the copy: numbers, hidden content and metadata are
    gone, but signatures and parts that cannot be read may be left for a person to decide.
    """

    content: bytes
    name: str
    content_type: str
    masked: int
    inspection: Inspection


def require_masked(inspection: Inspection, name: str) -> None:
    """Raises PersonError when a copy still holds something that masking hides."""
    left = [finding for finding in inspection.findings if finding.kind in MASKED_KINDS]
    if left:
        first = left[0].message()
        raise PersonError(
            f'ทำสำเนาปิดบังของไฟล์ "{name}" แล้ว แต่ยังตรวจพบ {len(left)} แห่ง จึงไม่ให้ใช้ ({first.th})',
            f'a masked copy of "{name}" was made, but {len(left)} findings are left in it, so it is not handed out ({first.en})',
        )
