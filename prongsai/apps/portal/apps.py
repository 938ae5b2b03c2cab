"""The app `portal`."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site, its feeds and its static copy."""

    name = "prongsai.apps.portal"
    label = "portal"
