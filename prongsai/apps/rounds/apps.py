"""The app of the executive's monthly round."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds, the decisions made in them, and the head of the agency's memos."""

    name = "prongsai.apps.rounds"
    label = "rounds"

    def ready(self) -> None:
        from prongsai.apps.plans.rounds_port import set_rounds
        from prongsai.apps.rounds.for_plans import ROUNDS

        set_rounds(ROUNDS)
