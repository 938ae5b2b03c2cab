"""The app that keeps plans of measures and follows them up."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, measures, work, evidence, imports."""

    name = "prongsai.apps.plans"
    label = "plans"
