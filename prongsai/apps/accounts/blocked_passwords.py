"""Passwords that an operator forbids beside Django's list of common ones, such as those of a known leak or the town's name."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CONTEXT = ("prongsai", "โปร่งใส")
_LEAST_LETTERS = 6


class ContextPasswordValidator:
    """Refuses a password built on what every guesser tries first: the product's name, or that of the site."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a password that holds such a word."""
        words = (*_CONTEXT, *(part for part in settings.PRONGSAI.public_host.split(".") if len(part) >= _LEAST_LETTERS))
        if any(word in password.casefold() for word in words):
            raise ValidationError(_("รหัสผ่านต้องไม่มีชื่อระบบหรือชื่อเว็บไซต์"), code="password_of_context")

    def get_help_text(self) -> str:
        """A sentence for forms that list the rules."""
        return _("ต้องไม่มีชื่อระบบหรือชื่อเว็บไซต์")


class BlockedPasswordValidator:
    """Refuses what stands in the file of PRONGSAI_BLOCKED_PASSWORDS_FILE, one password a line, case aside."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a blocked password."""
        path = settings.PRONGSAI.blocked_passwords_file
        if path is None:
            return
        if password.strip().casefold() in _blocked(path, path.stat().st_mtime_ns):
            raise ValidationError(_("หน่วยงานไม่ให้ใช้รหัสผ่านนี้ กรุณาตั้งรหัสผ่านอื่น"), code="password_blocked")

    def get_help_text(self) -> str:
        """A sentence for forms that list the rules."""
        return _("ต้องไม่อยู่ในรายการรหัสผ่านที่หน่วยงานไม่ให้ใช้")


@lru_cache(maxsize=1)
def _blocked(path: Path, changed_ns: int) -> frozenset[str]:
    """Read again when the file changes; a line that is no UTF-8 is no reason to let the others through."""
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return frozenset(line.strip().casefold() for line in lines if line.strip())
