"""The app of the pages that read the history."""

from django.apps import AppConfig


class ChronicleConfig(AppConfig):
    """Reading the history: filters, export, who outside holds its heads, and forgetting personal values."""

    name = "prongsai.apps.chronicle"
    label = "chronicle"
