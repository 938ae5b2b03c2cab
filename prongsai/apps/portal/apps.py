"""The app `portal`."""

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class PortalConfig(AppConfig):
    """The public site, its feeds and its static copy."""

    name = "prongsai.apps.portal"
    label = "portal"

    def ready(self) -> None:
        """Whoever changes what the public sees drops this process's pages of the agency as soon as it holds."""
        from prongsai.apps.disclosure.models import PublicStamp

        post_save.connect(_drop, sender=PublicStamp, dispatch_uid="portal_pages")


def _drop(sender: type, instance: Any, **more: Any) -> None:
    from prongsai.apps.portal.answers import memory

    transaction.on_commit(partial(memory.drop, instance.pk))
