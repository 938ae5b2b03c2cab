"""When work of the chain is ready to be published."""

from prongsai.core.handover import Chain, parse_state

_STATES = ("handed_in", "checked", "compiled", "endorsed", "acknowledged", "published", "closed")


def is_ready(state: str, chain: Chain) -> bool:
    """Whether everyone in the chain has approved: publishing is what comes next, or was done."""
    now = parse_state(state)
    if now in ("todo", "returned"):
        return False
    return now in ("published", "closed") or chain.step_from(now) in ("publish", "close", None)


def ready_states(chain: Chain) -> list[str]:
    """Every state in which work is ready."""
    return [state for state in _STATES if is_ready(state, chain)]
