"""The app that knows who signs in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: users, sign-in, preferences."""

    name = "prongsai.apps.accounts"
    label = "accounts"
