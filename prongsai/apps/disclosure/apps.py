"""The app `disclosure`."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The year's items, what the agency publishes for them, and the board."""

    name = "prongsai.apps.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from prongsai.apps.disclosure import search_source
        from prongsai.apps.disclosure.example import publish_something
        from prongsai.apps.disclosure.for_handover import PublicSite
        from prongsai.apps.disclosure.link_actions import SOURCE
        from prongsai.apps.evidence.link_sources import register_source
        from prongsai.apps.handover.public_port import set_public_site
        from prongsai.apps.plans.example import EXTENSIONS

        search_source.register()
        set_public_site(PublicSite())
        register_source(SOURCE)
        EXTENSIONS.append(publish_something)
