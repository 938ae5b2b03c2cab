"""The app of results and scores."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Scores of past years, what-if, the analysis of a result and the measures it asks for."""

    name = "prongsai.apps.results"
    label = "results"

    def ready(self) -> None:
        from prongsai.apps.plans.example import EXTENSIONS
        from prongsai.apps.results.example import add_results

        EXTENSIONS.append(add_results)
