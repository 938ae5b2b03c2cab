"""The executive's monthly round: when each opens and ends, what it shows, and what may be done with it."""

from prongsai.core.monthly_round.opening import Opening, opens_on, rounds_to_open, stands_as
from prongsai.core.monthly_round.paper import PaperRound
from prongsai.core.monthly_round.rules import Refusal, State, require_decision, require_paper, require_signable
from prongsai.core.monthly_round.sheet import (
    Bar,
    Counts,
    DecisionLine,
    DueInMonth,
    Sheet,
    WaitingLine,
    WorkLine,
    hash_of_sheet,
    sheet_from_dict,
    sheet_to_dict,
)

__all__ = [
    "Bar",
    "Counts",
    "DecisionLine",
    "DueInMonth",
    "Opening",
    "PaperRound",
    "Refusal",
    "Sheet",
    "State",
    "WaitingLine",
    "WorkLine",
    "hash_of_sheet",
    "opens_on",
    "require_decision",
    "require_paper",
    "require_signable",
    "rounds_to_open",
    "sheet_from_dict",
    "sheet_to_dict",
    "stands_as",
]
