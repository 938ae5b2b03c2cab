"""The app that knows agencies, their units and who works where."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, units, memberships."""

    name = "prongsai.apps.agencies"
    label = "agencies"

    def ready(self) -> None:
        from prongsai.apps.agencies import permissions  # noqa: F401  (registers the rules)
