"""The pages of handing over: each view makes one look-up and one call."""

from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import ChainRule
from prongsai.core.handover import WHOLE_CHAIN, Chain


def chain_of(agency: Agency) -> Chain:
    """The agency's chain; the whole one where it was switched off while work was under way."""
    rule: ChainRule | None = getattr(agency, "chain_rule", None)
    return rule.facts() if rule else WHOLE_CHAIN
