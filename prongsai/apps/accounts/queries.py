"""Looking accounts up."""

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
