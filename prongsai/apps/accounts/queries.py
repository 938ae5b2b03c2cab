"""Looking accounts up."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from prongsai.apps.accounts.models import User


def find_user_to_sign_in(name: str) -> User | None:
    """The active user of a sign-in name or e-mail address, without regard to case."""
    name = name.strip()
    if not name:
        return None
    field = "email__iexact" if "@" in name else "username__iexact"
    return User.objects.filter(is_active=True, **{field: name}).first()


def is_name_taken(username: str) -> bool:
    """Whether a sign-in name is in use, without regard to case."""
    return User.objects.filter(username__iexact=username).exists()


def has_passkey(user: User) -> bool:
    """Whether the person has set up a passkey."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists())


def list_identities(user: User) -> list[SocialAccount]:
    """The identities of OpenID Connect providers that open this account."""
    return list(SocialAccount.objects.filter(user=user).order_by("pk"))
