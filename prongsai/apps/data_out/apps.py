"""The app `data_out`."""

from django.apps import AppConfig


class DataOutConfig(AppConfig):
    """The public API, its tokens, and signed webhooks."""

    name = "prongsai.apps.data_out"
    label = "data_out"
