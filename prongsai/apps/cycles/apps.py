"""The app that visits links: which, when, by whom, on one machine or many."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """Cycles of visits, the frontier of links that wait, and the leases of pace groups."""

    name = "prongsai.apps.cycles"
    label = "cycles"
