"""The proof asked for before a signature. The one place that says what it is."""

from django.http import HttpRequest
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait
from prongsai.core.errors import PersonError

ASKS_PASSWORD = True
"""Whether the form that signs has a field for the password."""


def require_fresh_second_factor(request: HttpRequest, *, password: str) -> None:
    """Goes on only when the person proves now who they are: by their password, as long as no other factor is set up.

    Raises PersonError. Wrong passwords slow down as at sign-in.
    """
    user = request.user
    assert isinstance(user, User)
    place, now = str(request.META.get("REMOTE_ADDR", "")), timezone.now()
    wait = seconds_to_wait(user.username, place, now)
    if wait:
        raise PersonError(
            f"ลองผิดหลายครั้ง กรุณารออีก {wait} วินาทีแล้วลองใหม่", f"too many wrong tries: wait {wait} seconds and try again"
        )
    if not user.check_password(password):
        note_failure(user.username, place, now)
        raise PersonError("รหัสผ่านไม่ถูกต้อง ยังไม่ได้ลงนาม", "the password is wrong: nothing was signed")
    forget_failures(user.username, place)
