"""Whether a page is a sign-in form instead of content: a field for a password that the site's frame has not, and next to
nothing beside it; a form reached by a redirect that means to send back; or words that demand it."""

import re
from urllib.parse import unquote

from prongsai.audit.address_parts import address_parts, split_url
from prongsai.audit.fingerprint import title_parts
from prongsai.core.link.kinds import is_login_address

_PASSWORD = re.compile(rb"""<input\b[^>]*\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_TITLE_WORDS = re.compile(
    r"เข้าสู่ระบบ|ลงชื่อเข้า|ล็อกอิน|ล็อคอิน|ลงทะเบียนเข้าใช้|log\s*-?\s*in\b|sign\s*-?\s*in\b|authentication|single\s+sign|ยืนยันตัวตน",
    re.IGNORECASE,
)
_NAME_FIELD = re.compile(
    rb"""<input\b[^>]*(?:\btype\s*=\s*["']?email\b|\bname\s*=\s*["']?(?:user|username|login|loginfmt|identifier|email|account|log|uid|cid|pid)\b)""",
    re.IGNORECASE,
)
_ONLY_TITLE = re.compile(
    r"\s*(?:กรุณา)?(?:เข้าสู่ระบบ|ลงชื่อเข้า(?:ใช้)?|ล็อกอิน|log\s*-?\s*in|sign\s*-?\s*in)(?:ระบบ|บัญชี|\s.{0,20})?", re.IGNORECASE
)
_SIGN_IN_HOST = re.compile(
    r"(?:login|signin|logon|accounts?|sso\d?|auth\d?|idp|oauth|adfs|cas|openid|imauth|keycloak|identity)\."
)
_SIGN_IN_PATH = re.compile(
    r"/(?:adfs/ls|oauth2?(?:/v\d[\w.]*)?/auth\w*|realms/[^/]+/|saml2?/|cas/login|openid-connect|connect/authorize|\w*(?:login|signin|logon)\b)",
    re.IGNORECASE,
)
_SENDS_BACK = re.compile(
    r"(?:^|&)(?:return(?:_?url|_?to|_?uri)?|redirect(?:_?to|_?url|_?uri)?|continue|next|back(?:_?url)?|goto|service|dest(?:ination)?|ref(?:erer|errer)?|from|url|target|samlrequest|relaystate|client_id|wctx|r)=",
    re.IGNORECASE,
)
FEW_LETTERS = 400
"""A page with a password field and fewer letters than this beside the site's frame is a sign-in page."""

WALL_LETTERS = 200
"""Where the words demand to sign in, a page with this much else of its own has something to show all the same."""


def has_password_field(content: bytes) -> bool:
    """Whether the HTML holds an input for a password."""
    return b"assword" in content and bool(_PASSWORD.search(content, 0, 3_000_000))


def count_passwords(content: bytes) -> int:
    """How many fields for a password the HTML holds."""
    return len(_PASSWORD.findall(content, 0, 3_000_000)) if b"assword" in content or b"ASSWORD" in content else 0


def is_sign_in_page(
    content: bytes, *, title: str, own_letters: int, is_sign_in_address: bool, passwords_in_frame: int = 0
) -> bool:
    """Judge a page by its password field, its title or address, and the letters it has of its own.

    A small sign-in box beside real content (members' corner of many sites) is no wall: `passwords_in_frame` says how many
    such fields the front page has too, and where the page has no more than those only title or address tell.
    """
    passwords = count_passwords(content)
    if not passwords:
        # the first of two steps asks for the name alone
        is_named_so = any(_ONLY_TITLE.fullmatch(part) for part in title_parts(title))
        return is_named_so and own_letters < FEW_LETTERS and bool(_NAME_FIELD.search(content, 0, 500_000))
    if is_sign_in_address or _TITLE_WORDS.search(title):
        return own_letters < 5 * FEW_LETTERS
    if passwords <= passwords_in_frame or b"<textarea" in content.lower():  # a members' box; a form of complaint
        return False
    return own_letters < FEW_LETTERS // 2


def may_sign_in(content: bytes, title: str) -> bool:
    """Whether anything of the page speaks of signing in, so that it is worth knowing how much of the site changes by turns."""
    return has_password_field(content) or any(_ONLY_TITLE.fullmatch(part) for part in title_parts(title))


def is_sent_to_sign_in(entered: str, final_url: str, content: bytes) -> bool:
    """Whether a redirect ended at a form for a name or password whose address says where to send back: who asked for
    something was sent to sign in. At the address of an identity provider no form need be seen, scripts draw it."""
    one, other = split_url(entered), split_url(final_url)
    if (one.netloc, one.path) == (other.netloc, other.path):
        return False
    sends_back = bool(_SENDS_BACK.search(other.query)) or (len(one.path) > 3 and one.path in unquote(other.query))
    if not sends_back:
        return False
    if one.netloc != other.netloc and _is_identity_provider(final_url):
        return True
    return bool(_PASSWORD.search(content, 0, 500_000) or _NAME_FIELD.search(content, 0, 500_000)) and (
        is_sign_in_address_of(final_url) or bool(_SIGN_IN_PATH.search(other.path)) or one.netloc != other.netloc
    )


def is_sign_in_address_of(url: str) -> bool:
    """Whether an address by itself is that of a sign-in page."""
    parts = address_parts(url)
    return is_login_address(parts.host, parts.path, parts.query)


def _is_identity_provider(url: str) -> bool:
    parts = split_url(url)
    return bool(_SIGN_IN_HOST.match((parts.hostname or "").lower()) and _SIGN_IN_PATH.search(parts.path)) or (
        is_sign_in_address_of(url)
    )
