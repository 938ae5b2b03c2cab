"""A masked copy of a file, checked again before it is handed out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.find import ORIGIN_WORDS, WITH_PICTURE
from prongsai.core.personal_data.inspection import FindingKind, Inspection, PersonalFinding, sort_personal
from prongsai.core.personal_data.place import Place

MASKED_KINDS: frozenset[FindingKind] = frozenset(
    ("national_id", "mobile_number", "bank_account", "personal_email", "hidden_content", "metadata")
)
"""What no masked copy may hold; signatures and unreadable parts are a person's to decide."""

_SAMPLES: Final = 3  # of excerpts in a finding: what more it counts is not seen in it
_NUMBERS: Final = MASKED_KINDS - {"hidden_content", "metadata"}

_FIELD: Final = Place("form_field", name="|").words().th.partition("|")[0]
_PAGE: Final = Place("page", 0).words().th.removesuffix("0")


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """The copy and what the gate says of it.

    `masked` counts the places that were hidden. `inspection` is that of the copy, and what of the original's masking does
    not take away: numbers, hidden content and metadata are gone, but signatures and parts that cannot be read may be left
    for a person to decide.
    """

    content: bytes
    name: str
    content_type: str
    masked: int
    inspection: Inspection


def with_what_stays(copy: Inspection, original: Iterable[PersonalFinding], *, masked: int) -> Inspection:
    """What was found in a copy, and what was found in the original and still shows in the copy, each once.

    A copy's page may be a picture, and its reader may miss words in it that people see: that it finds nothing says
    nothing. `masked` is how many places were hidden: fewer than the numbers read from pictures leaves those to a person.
    """
    found = list(original)
    read = [one for one in found if one.kind in _NUMBERS and ORIGIN_WORDS["ocr"].th in one.detail_th]
    missed = read if sum(one.count for one in read) > masked else []
    known = {(one.kind, one.place.words().th) for one in copy.findings}
    stays = [one for one in (*missed, *filter(_stays, found)) if (one.kind, one.place.words().th) not in known]
    return replace(copy, findings=sort_personal((*copy.findings, *stays)))


def _stays(found: PersonalFinding) -> bool:
    """Whether masking leaves it: names beside words of signing, whose pictures are taken out, and pages nobody could read.

    Hidden parts are gone, but fields and notes of a PDF are drawn into its page.
    """
    place = found.place.words().th
    if found.kind == "cannot_tell":
        return place.startswith(_PAGE)
    if found.kind != "signature":
        return False
    if ORIGIN_WORDS["hidden"].th in found.detail_th and not place.startswith((_FIELD, _PAGE)):
        return False
    is_picture_alone = WITH_PICTURE.th in found.detail_th and "(" not in found.excerpt
    return not is_picture_alone or found.count > _SAMPLES


def require_masked(inspection: Inspection, name: str) -> None:
    """Raises PersonError when a copy still holds something that masking hides."""
    left = [finding for finding in inspection.findings if finding.kind in MASKED_KINDS]
    if left:
        first = left[0].message()
        raise PersonError(
            f'ทำสำเนาปิดบังของไฟล์ "{name}" แล้ว แต่ยังตรวจพบ {len(left)} แห่ง จึงไม่ให้ใช้ ({first.th})',
            f'a masked copy of "{name}" was made, but {len(left)} findings are left in it, so it is not handed out ({first.en})',
        )
