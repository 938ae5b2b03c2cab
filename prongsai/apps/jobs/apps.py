"""The app that runs work outside of a request."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs: one small port, durable in both databases."""

    name = "prongsai.apps.jobs"
    label = "jobs"
