"""What an answer 200 is by its address alone, where nothing is read: a page that opens, the front page, a sign-in page."""

from urllib.parse import urlsplit

from prongsai.audit.front import is_front_address
from prongsai.audit.hops import Trail
from prongsai.audit.outcome import Opened
from prongsai.core.link.kinds import is_login_address


def see_alive(url: str, trail: Trail, *, is_drive: bool) -> Opened:
    """What is said of an answer 200 to the address `url` that nobody reads."""
    if reason := home_reason(url, trail, is_drive=is_drive):
        return Opened("homepage_only", reason, {"final": trail.final_url})
    parts = urlsplit(trail.final_url)
    if is_login_address((parts.hostname or "").lower(), parts.path, parts.query):
        return Opened("login_wall", "asks_sign_in")
    return Opened("opens", "alive")


def home_reason(url: str, trail: Trail, *, is_drive: bool) -> str:
    """Why the page reached is only the front page: it was entered so, or a redirect went there; "" when it is not."""
    if not is_front_address(trail.final_url):
        return ""
    if len(trail.hops) > 1 and not is_front_address(url):
        return "redirected_home"
    return "" if is_drive else "front_page"
