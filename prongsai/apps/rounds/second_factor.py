"""The proof asked for before a signature. The one place that says what it is."""

from django.http import HttpRequest
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.second_factor import has_second_factor, require_fresh_second_factor
from prongsai.apps.accounts.sign_in_delay import forget_failures, note_failure, seconds_to_wait
from prongsai.core.errors import PersonError


def asks_password(user: User) -> bool:
    """Whether the form that signs has a field for the password: only while no app or passkey is set up."""
    return not has_second_factor(user)


def require_fresh_proof(request: HttpRequest, *, password: str) -> None:
    """Goes on only when the person proves now who they are: by the second factor, or by the password where none is set up.

    Without a factor shown in the last minutes it raises what leads to the page that asks for it; the signature is kept
    and done after that. Raises PersonError for a wrong password; those slow down as at sign-in.
    """
    user = request.user
    assert isinstance(user, User)
    if not asks_password(user):
        require_fresh_second_factor(request)
        return
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
