"""More days that were granted, as a report lists them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class GrantedExtension:
    """Days added to one occurrence of a work item. `period` says in Thai which one, "" for work with a single due day."""

    measure: int
    column: Literal["step", "follow_up"]
    number: int
    period: str
    old_due_on: date
    new_due_on: date
    days: int
    reason: str
    granted_by: str
    granted_on: date
