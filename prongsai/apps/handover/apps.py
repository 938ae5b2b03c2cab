"""The app that carries work from the unit's desk to the public."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Hand-overs, parts, approvals, the agency's chain and its waivers."""

    name = "prongsai.apps.handover"
    label = "handover"

    def ready(self) -> None:
        from prongsai.apps.handover.watching import CHAIN
        from prongsai.apps.plans.chain_port import set_chain

        set_chain(CHAIN)
