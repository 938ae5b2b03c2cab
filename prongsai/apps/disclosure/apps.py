"""The app `disclosure`."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The year's items, what the agency publishes for them, and the board."""

    name = "prongsai.apps.disclosure"
    label = "disclosure"
