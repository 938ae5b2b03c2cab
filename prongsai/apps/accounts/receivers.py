"""What we add where allauth acts: events in the history, and less personal data than it would keep."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from prongsai.apps.accounts import actions
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import device_words


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_others: Any) -> None:
    methods = [
        "openid" if record["method"] == "socialaccount" else str(record.get("type") or record["method"])
        for record in get_authentication_records(request, user)
    ]
    actions.note_sign_in(user=user, methods=methods, at=timezone.now())


@receiver(social_account_added)
def _identity_linked(request: HttpRequest, sociallogin: SocialLogin, **_others: Any) -> None:
    actions.note_identity(
        user=sociallogin.user, action="identity_linked", provider=sociallogin.account.provider, at=timezone.now()
    )


@receiver(pre_save, sender=UserSession)
def _keep_few_words_of_the_device(instance: UserSession, **_others: Any) -> None:
    instance.user_agent = device_words(instance.user_agent)


@receiver(pre_save, sender=SocialAccount)
def _keep_only_the_subject(instance: SocialAccount, **_others: Any) -> None:
    """The provider tells names and numbers of the person that we have no use for."""
    told = instance.extra_data
    instance.extra_data = {part: {"sub": told[part].get("sub")} for part in ("userinfo", "id_token") if told.get(part)}
