"""Texts that become public as they are typed, without a gate of their own: reasons, introductions, names.

Nobody decides on them and none is masked, so the person is told to write without what was found.
"""

from typing import Final

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.find import find_in_text, mask_text
from prongsai.core.personal_data.inspection import KIND_LABELS, FindingKind
from prongsai.core.thai.words import Words

PERSONS: Final[frozenset[FindingKind]] = frozenset({"national_id", "bank_account", "mobile_number", "personal_email"})
"""What belongs to a person, and into no public text."""

CONTACT: Final[frozenset[FindingKind]] = frozenset({"national_id", "bank_account"})
"""The same where an office says how to reach it: its telephone may be a mobile one, its address at a free provider."""


_A_NAME: Final = Words("ชื่อ", "the name")
NAMES: Final[dict[str, Words]] = {
    "display_name": Words("ชื่อที่แสดง", "the name shown"),
    "title": Words("ชื่อตำแหน่ง", "the title of the post"),
    "units": Words("ชื่อส่วนงาน", "the name of a unit"),
    "district": Words("ชื่ออำเภอ", "the district"),
    "province": Words("ชื่อจังหวัด", "the province"),
}


class HoldsNumbers(PersonError):
    """A text for the public holds a person's number or address. `field` names the text where several were typed."""

    def __init__(self, message_th: str, message_en: str, field: str = "") -> None:
        super().__init__(message_th, message_en)
        self.field = field


def require_no_numbers(text: str, what: Words, *, kinds: frozenset[FindingKind] = PERSONS, field: str = "") -> None:
    """The text names nobody's number. Raises HoldsNumbers, which says what was found, masked.

    `what` is the text's name in a sentence.
    """
    found = [one for one in find_in_text(text) if one.kind in kinds]
    if not found:
        return
    seen = {one.kind: one.excerpt for one in reversed(found)}
    there = list(dict.fromkeys(one.kind for one in found))
    th = " และ".join(f"{KIND_LABELS[kind].th} ({seen[kind]})" for kind in there)
    en = " and a ".join(f"{KIND_LABELS[kind].en} ({seen[kind]})" for kind in there)
    raise HoldsNumbers(
        f"{what.th}มี{th} ประชาชนจะเห็นข้อความนี้ กรุณาเขียนโดยไม่ใส่ข้อมูลนั้น",
        f"{what.en} holds a {en}: the public reads this text, so write it without",
        field,
    )


def require_nameable(**texts: str) -> None:
    """Names that public pages show hold no numbers of persons. Raises HoldsNumbers for the first that does."""
    for field, text in texts.items():
        require_no_numbers(text, NAMES.get(field, _A_NAME), field=field)


def masked_for_public(text: str) -> str:
    """A text kept from before it was looked through, as it may be shown."""
    return mask_text(text)[0] if text else ""
