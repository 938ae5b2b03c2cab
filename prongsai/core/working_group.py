"""The working group for the assessment: what an order appointing it must say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.core.errors import PersonError

DutyName = Literal["chair", "vice_chair", "member", "secretary", "assistant_secretary"]
DUTY_WORDS: dict[DutyName, str] = {
    "chair": "ประธานคณะทำงาน",
    "vice_chair": "รองประธานคณะทำงาน",
    "member": "คณะทำงาน",
    "secretary": "คณะทำงานและเลขานุการ",
    "assistant_secretary": "คณะทำงานและผู้ช่วยเลขานุการ",
}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A person of the group as the order prints them; `item_codes` are theirs to answer for, in the year's order."""

    name: str
    post_title: str
    duty: DutyName
    item_codes: tuple[str, ...]


def find_faults(members: Sequence[GroupLine], known_codes: Sequence[str]) -> list[PersonError]:
    """What keeps the group from being ordered; empty when all is well.

    One chair, at least one secretary, nobody twice however blanks are typed, and items of the year's list only. An item may have several people,
    and items that nobody has are no fault: list_left_out names them.
    """
    faults: list[PersonError] = []
    chairs = [one for one in members if one.duty == "chair"]
    if len(chairs) != 1:
        faults.append(
            PersonError(
                f"คณะทำงานต้องมีประธาน 1 คน ขณะนี้มี {len(chairs)} คน",
                f"the group needs exactly one chair; it has {len(chairs)}",
            )
        )
    if not any(one.duty == "secretary" for one in members):
        faults.append(PersonError("คณะทำงานต้องมีเลขานุการอย่างน้อย 1 คน", "the group needs at least one secretary"))
    seen: Counter[str] = Counter()
    for one in members:
        name = " ".join(one.name.split())
        seen[name] += 1
        if seen[name] == 2:
            faults.append(PersonError(f"มีชื่อ {name} ซ้ำกัน", f"{name} is named twice"))
        if unknown := [code for code in one.item_codes if code not in known_codes]:
            words = ", ".join(unknown)
            faults.append(
                PersonError(
                    f"ไม่มีตัวชี้วัด {words} ของ {one.name} ในปีนี้",
                    f"the year's list has no item {words} (given to {one.name})",
                )
            )
    return faults


def list_left_out(members: Sequence[GroupLine], known_codes: Sequence[str]) -> list[str]:
    """Items of the year's list that nobody of the group has."""
    taken = {code for one in members for code in one.item_codes}
    return [code for code in known_codes if code not in taken]
