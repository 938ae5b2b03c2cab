"""The app that keeps what happened."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """History: append-only events, one hash chain for each agency."""

    name = "prongsai.apps.history"
    label = "history"
