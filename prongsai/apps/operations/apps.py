"""The app of running the system: backup, restore, health, doctor."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Operations: nothing of its own is stored."""

    name = "prongsai.apps.operations"
    label = "operations"
