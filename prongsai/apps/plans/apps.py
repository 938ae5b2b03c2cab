"""The app that keeps plans of measures and follows them up."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, measures, work, evidence, imports."""

    name = "prongsai.apps.plans"
    label = "plans"

    def ready(self) -> None:
        from prongsai.apps.agencies.leaving import on_leaving
        from prongsai.apps.plans import search_source
        from prongsai.apps.plans.leaving import UnitsWork

        search_source.register()
        on_leaving.append(UnitsWork())
