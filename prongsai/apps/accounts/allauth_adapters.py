"""Where allauth asks us: who may come in, what is kept secret, who is linked to whom. Its pages and mails are not used."""

import base64
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.adapters.guarded_session import GuardedSession
from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.place import is_on_this_machine

NO_ADDRESS = "0.0.0.0"  # noqa: S104
"""What the list of sessions keeps in place of a network address."""
_WORDS = {
    "socialaccount/messages/account_connected.txt": gettext_lazy("ผูกบัญชีแล้ว"),
    "socialaccount/messages/account_connected_updated.txt": gettext_lazy("ผูกบัญชีนี้ไว้แล้ว"),
    "socialaccount/messages/account_connected_other.txt": gettext_lazy("ตัวตนนี้ผูกกับบัญชีอื่นแล้ว จึงผูกซ้ำไม่ได้"),
}
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; switched-off people and demo accounts from elsewhere come in by no door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if user.is_active and (not user.is_demo or is_on_this_machine(request)):
            return None
        request.session.flush()
        messages.error(request, _("บัญชีนี้เข้าสู่ระบบไม่ได้ กรุณาติดต่อผู้ดูแลระบบของหน่วยงาน"))
        return redirect("accounts:sign_in")

    def login(self, request: HttpRequest, user: User) -> None:
        login(request, user, backend=MODEL_BACKEND)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse(settings.LOGIN_REDIRECT_URL)

    def get_client_ip(self, request: HttpRequest) -> str:
        return NO_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        return bool(url) and url.startswith("/office/")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Our views say what was done in their own words; only linking ends in a view of allauth."""
        sentence = _WORDS.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Reminders are another app's."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Our views ask by `second_factor.require_confirmation`, which wants the second factor where there is one."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{"id": "confirm", "description": "", "url": reverse("accounts:confirm")}]


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted with a key made from the secret key, so that a copy of the database alone gives no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("รหัสไม่ถูกต้องหรือหมดอายุแล้ว กรุณาใช้รหัสล่าสุด"),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:  # the secret key is another one: no code fits, and the operator resets the factor
            raise self.validation_error("incorrect_code") from None

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "โปร่งใส (prongsai)"}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("พาสคีย์ %(number)d") % {"number": number}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A stranger whom the provider vouches for stays a stranger until an account of ours is linked."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The one provider of the settings, never one that stands in the database."""
        openid = settings.PRONGSAI.openid
        if openid is None or provider not in (None, openid.slug, "openid_connect"):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=openid.slug,
                name=openid.name,
                client_id=openid.client_id,
                secret=openid.client_secret_file.read_text().strip(),
                settings={"server_url": openid.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> Any:
        """The one active account whose own address is verified and is the address that the provider verified."""
        for address in sociallogin.email_addresses:
            if address.verified:
                ours = EmailAddress.objects.filter(email__iexact=address.email, verified=True, user__is_active=True)
                found = ours.select_related("user").first()
                if found is not None:
                    return found.user, found.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        told = sociallogin.account.extra_data
        subjects = {str(told[part].get("sub", "")) for part in ("userinfo", "id_token") if told.get(part)}
        if len(subjects) != 1:  # OpenID Connect Core 5.3.2: an answer about someone else must not be used
            self._refuse(request, _("ผู้ให้บริการยืนยันตัวตนตอบไม่ถูกต้อง กรุณาลองใหม่"))
        if not sociallogin.is_existing and sociallogin.state.get("process") != "connect":
            self._refuse(
                request,
                _("ยังไม่มีบัญชีในระบบที่ผูกกับตัวตนนี้ ให้เข้าสู่ระบบด้วยรหัสผ่านแล้วผูกบัญชีในหน้าความปลอดภัย หรือขอคำเชิญจากผู้ดูแลระบบ"),
            )

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self._refuse(request, _("เข้าสู่ระบบผ่านผู้ให้บริการยืนยันตัวตนไม่สำเร็จ กรุณาลองใหม่ หรือใช้รหัสผ่าน"))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("accounts:security")

    def get_requests_session(self) -> requests.Session:
        assert settings.PRONGSAI.openid is not None
        return GuardedSession(settings.PRONGSAI.openid.issuer, timeout_s=settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""

    def _refuse(self, request: HttpRequest, sentence: str) -> None:
        messages.error(request, sentence)
        page = "accounts:security" if request.user.is_authenticated else "accounts:sign_in"
        raise ImmediateHttpResponse(redirect(page))


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(salted_hmac("prongsai.second-factor", "key", key, algorithm="sha256").digest())
            )
            for key in keys
        ]
    )
