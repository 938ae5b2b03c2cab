"""The app `search`."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Words of everything that can be found, public or inside, in one table."""

    name = "prongsai.apps.search"
    label = "search"
