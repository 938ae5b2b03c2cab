"""The app that carries work from the unit's desk to the public."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Hand-overs, parts, approvals, the agency's chain and its waivers."""

    name = "prongsai.apps.handover"
    label = "handover"

    def ready(self) -> None:
        from prongsai.apps.handover import search_source
        from prongsai.apps.handover.example import put_on_its_way
        from prongsai.apps.handover.watching import CHAIN
        from prongsai.apps.plans.chain_port import set_chain
        from prongsai.apps.plans.example import EXTENSIONS

        search_source.register()
        set_chain(CHAIN)
        EXTENSIONS.append(put_on_its_way)
