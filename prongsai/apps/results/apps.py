"""The app `results`."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Scores of past years, what-if, the analysis of a result and the measures it asks for."""

    name = "prongsai.apps.results"
    label = "results"
