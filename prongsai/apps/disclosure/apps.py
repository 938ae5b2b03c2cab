"""The app `disclosure`."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The year's items, what the agency publishes for them, and the board."""

    name = "prongsai.apps.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from prongsai.apps.disclosure import search_source
        from prongsai.apps.disclosure.example import publish_something
        from prongsai.apps.plans.example import EXTENSIONS

        search_source.register()
        EXTENSIONS.append(publish_something)
