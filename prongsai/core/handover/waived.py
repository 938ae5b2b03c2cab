"""Approvals by somebody who had a hand in the work, as a report lists them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from prongsai.core.handover.chain import Step


@dataclass(frozen=True, slots=True)
class WaivedApproval:
    """A step that maker and checker took as one person, and the waiver that allowed it.

    `period` says in Thai which occurrence of the work, "" for work with a single due day; `unit` whose part, "" for all.
    """

    measure: int
    column: Literal["step", "follow_up"]
    number: int
    period: str
    unit: str
    step: Step
    taken_on: date
    taken_by: str
    reason: str
    order_number: str
