"""What the pages of all apps share; no models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, CSS and catalogue."""

    name = "prongsai.web"
    label = "web"
