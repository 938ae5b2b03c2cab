"""The channels there are, which of them a person can be reached by, and how each is made."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from prongsai.adapters.channel_port import Channel
from prongsai.apps.accounts.models import User
from prongsai.apps.reminders.models import Preference, ReminderRule
from prongsai.apps.reminders.webhook_key import webhook_key

USUAL = ("mail",)
"""Allowed by everybody who has chosen nothing."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a channel is to reach, with what it may need."""

    user: User
    preference: Preference | None
    rule: ReminderRule | None


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """`is_set_up`: the operator has done their part. `address_of`: "" where the person (or agency) has not.

    `is_of_agency`: it leads to a program of one agency, which gets the lines of that agency alone.
    """

    code: str
    is_set_up: Callable[[], bool]
    address_of: Callable[[Reached], str]
    make: Callable[[Reached], Channel]
    is_of_agency: bool = False


def _mail(reached: Reached) -> Channel:
    from prongsai.adapters.channel_mail import MailChannel

    assert settings.PRONGSAI.mail_server is not None
    return MailChannel(settings.PRONGSAI.mail_server, settings.PRONGSAI.mail_from)


def _line(reached: Reached) -> Channel:
    from prongsai.adapters.channel_line import LineChannel

    account = settings.PRONGSAI.line
    assert account is not None
    return LineChannel(account.url, account.token)


def _webhook(reached: Reached) -> Channel:
    from prongsai.adapters.channel_webhook import WebhookChannel

    assert reached.rule is not None
    return WebhookChannel(webhook_key(reached.rule).encode(), settings.PRONGSAI.webhook_allow_hosts)


KINDS: dict[str, ChannelKind] = {
    "mail": ChannelKind(
        "mail", lambda: settings.PRONGSAI.mail_server is not None, lambda reached: reached.user.email, _mail
    ),
    "line": ChannelKind(
        "line",
        lambda: settings.PRONGSAI.line is not None,
        lambda reached: reached.preference.line_id if reached.preference else "",
        _line,
    ),
    "webhook": ChannelKind(
        "webhook",
        lambda: True,
        lambda reached: reached.rule.webhook_url if reached.rule else "",
        _webhook,
        is_of_agency=True,
    ),
}


def allowed_channels(reached: Reached) -> list[ChannelKind]:
    """Those the person allows and can be reached by now, the one they like best first."""
    wanted = reached.preference.channels if reached.preference else USUAL
    kinds = [KINDS[code] for code in wanted if code in KINDS]
    return [kind for kind in kinds if kind.is_set_up() and kind.address_of(reached)]
