"""Where a request comes from: this machine or elsewhere, and what kind of device."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

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


def describe_device(request: HttpRequest) -> str:
    """Browser family and system in a few words, such as "Chrome/Windows"; never a full fingerprint."""
    agent = str(request.META.get("HTTP_USER_AGENT", ""))
    browsers = ("Edg", "Firefox", "Chrome", "Safari", "curl")
    systems = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
    browser = next((name for name in browsers if name in agent), "other")
    system = next((name for name in systems if name in agent), "other")
    return f"{'Edge' if browser == 'Edg' else browser}/{system}"
