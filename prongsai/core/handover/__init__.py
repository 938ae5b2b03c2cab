"""The chain from the unit's desk to the public: who must act next, and what an approval is bound to (design 6.4)."""

from prongsai.core.handover.chain import STEPS, WHOLE_CHAIN, Chain, State, Step, parse_state, parse_step, state_after
from prongsai.core.handover.content import EvidenceContent, PartContent, hash_of_part, hash_of_parts
from prongsai.core.handover.nothing import says_nothing
from prongsai.core.handover.rules import (
    HandoverFacts,
    PartFacts,
    Refusal,
    holding_state,
    next_part_step,
    next_step,
    overall_state,
    require_checker_is_not_maker,
    require_hand_in,
    require_return,
    require_seen,
    require_step,
)
from prongsai.core.handover.waived import WaivedApproval

__all__ = [
    "STEPS",
    "WHOLE_CHAIN",
    "Chain",
    "EvidenceContent",
    "HandoverFacts",
    "PartContent",
    "PartFacts",
    "Refusal",
    "State",
    "Step",
    "WaivedApproval",
    "hash_of_part",
    "hash_of_parts",
    "holding_state",
    "next_part_step",
    "next_step",
    "overall_state",
    "parse_state",
    "parse_step",
    "require_checker_is_not_maker",
    "require_hand_in",
    "require_return",
    "require_seen",
    "require_step",
    "says_nothing",
    "state_after",
]
