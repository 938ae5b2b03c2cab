"""The app `submission`."""

from django.apps import AppConfig


class SubmissionConfig(AppConfig):
    """What is entered into the assessment form, frozen, and the clarification."""

    name = "prongsai.apps.submission"
    label = "submission"
