"""The app that knows who signs in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: users, sign-in, second factors, sessions, preferences."""

    name = "prongsai.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what allauth does."""
        from prongsai.apps.accounts import receivers  # noqa: F401
