"""Where a request comes from: this machine or elsewhere, and what kind of device."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_BROWSERS = ("Edg", "Firefox", "Chrome", "Safari", "curl")
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
_DEVICES = {f"{browser}/{system}" for browser in ("Edge", *_BROWSERS[1:], "other") for system in (*_SYSTEMS, "other")}
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def is_loopback_name(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on the server's own machine.

    A proxy in front also connects from loopback: then it says so in a header, or the public address is another host.
    """
    if any(name in request.META for name in _FORWARDED):
        return False
    if not is_loopback_name(settings.PRONGSAI.public_host):
        return False
    return is_loopback_name(str(request.META.get("REMOTE_ADDR", "")))


def place_of(request: HttpRequest) -> str:
    """The network address that failed sign-ins are counted by: what our own proxy saw, a whole /64 for IPv6."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    seen_by_proxy = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    if seen_by_proxy and is_loopback_name(address) and not is_loopback_name(settings.PRONGSAI.public_host):
        address = seen_by_proxy
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((number, 64), strict=False)) if number.version == 6 else str(number)


def describe_device(request: HttpRequest) -> str:
    """Browser family and system in a few words, such as "Chrome/Windows"; never a full fingerprint."""
    return device_words(str(request.META.get("HTTP_USER_AGENT", "")))


def device_words(agent: str) -> str:
    """The same from the name that a browser sends; words made here come out as they are."""
    if agent in _DEVICES:
        return agent
    browser = next((name for name in _BROWSERS if name in agent), "other")
    system = next((name for name in _SYSTEMS if name in agent), "other")
    return f"{'Edge' if browser == 'Edg' else browser}/{system}"
