"""What an answer 200 is by its address alone, where nothing is read: a page that opens, the front page, a sign-in page."""

from prongsai.audit.address_parts import address_parts
from prongsai.audit.front import is_front_address, is_front_parts
from prongsai.audit.hops import Trail
from prongsai.audit.outcome import Opened
from prongsai.core.link.kinds import is_login_address


def see_alive(url: str, trail: Trail, *, is_drive: bool) -> Opened:
    """What is said of an answer 200 to the address `url` that nobody reads."""
    final = address_parts(trail.final_url)
    reason = _home_reason(url, trail, is_drive=is_drive) if is_front_parts(final) else ""
    if reason:
        return Opened("homepage_only", reason, {"final": trail.final_url})
    if is_login_address(final.host, final.path, final.query):
        return Opened("login_wall", "asks_sign_in")
    return Opened("opens", "alive")


def home_reason(url: str, trail: Trail, *, is_drive: bool) -> str:
    """Why the page reached is only the front page: it was entered so, or a redirect went there; "" when it is not."""
    return _home_reason(url, trail, is_drive=is_drive) if is_front_address(trail.final_url) else ""


def _home_reason(url: str, trail: Trail, *, is_drive: bool) -> str:
    if len(trail.hops) > 1 and not is_front_address(url):
        return "redirected_home"
    return "" if is_drive else "front_page"
