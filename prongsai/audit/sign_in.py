"""Whether a page is a sign-in form instead of content: a password field, and next to nothing beside it."""

import re

from prongsai.audit.fingerprint import title_parts

_PASSWORD = re.compile(rb"""<input\b[^>]*\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"เข้าสู่ระบบ|ลงชื่อเข้า|ล็อกอิน|ลงทะเบียนเข้าใช้|log\s*-?\s*in\b|sign\s*-?\s*in\b|authentication|ยืนยันตัวตน", re.IGNORECASE
)
_NAME_FIELD = re.compile(
    rb"""<input\b[^>]*(?:\btype\s*=\s*["']?email\b|\bname\s*=\s*["']?(?:user|username|login|identifier|email|account|log)\b)""",
    re.IGNORECASE,
)
_ONLY_TITLE = re.compile(
    r"\s*(?:กรุณา)?(?:เข้าสู่ระบบ|ลงชื่อเข้า(?:ใช้)?|ล็อกอิน|log\s*-?\s*in|sign\s*-?\s*in)(?:ระบบ|บัญชี|\s.{0,20})?", re.IGNORECASE
)
FEW_LETTERS = 400
"""A page with a password field and fewer letters than this beside the site's frame is a sign-in page."""


def has_password_field(content: bytes) -> bool:
    """Whether the HTML holds an input for a password."""
    return b"assword" in content and bool(_PASSWORD.search(content, 0, 3_000_000))


def is_sign_in_page(
    content: bytes, *, title: str, own_letters: int, is_sign_in_address: bool, is_in_frame: bool = False
) -> bool:
    """Judge a page by its password field, its title or address, and the letters it has of its own.

    A small sign-in box beside real content (members' corner of many sites) is no wall; `is_in_frame` says that the
    front page has it too, and then only title or address tell.
    """
    if not has_password_field(content):
        # the first of two steps asks for the name alone
        is_named_so = any(_ONLY_TITLE.fullmatch(part) for part in title_parts(title))
        return is_named_so and own_letters < FEW_LETTERS and bool(_NAME_FIELD.search(content, 0, 500_000))
    if is_sign_in_address or _TITLE_WORDS.search(title):
        return own_letters < 5 * FEW_LETTERS
    if is_in_frame or b"<textarea" in content.lower():  # a members' box of every page; a form of complaint
        return False
    return own_letters < FEW_LETTERS // 4


def may_sign_in(content: bytes, title: str) -> bool:
    """Whether anything of the page speaks of signing in, so that it is worth knowing how much of the site changes by turns."""
    return has_password_field(content) or any(_ONLY_TITLE.fullmatch(part) for part in title_parts(title))
