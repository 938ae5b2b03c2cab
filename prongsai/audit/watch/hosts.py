"""Which host an address of a page leads to, and whether an injected link would lead there."""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

# Names that only registered public bodies, schools and associations of Thailand get.
_PUBLIC_BODIES = (".go.th", ".ac.th", ".mi.th", ".or.th")
# Where agencies' pages lead on any day: networks, players, maps, counters, the makers of their sites.
_EVERYDAY = (
    "facebook.com", "fb.com", "youtube.com", "youtu.be", "youtube-nocookie.com", "line.me", "google.com", "google.co.th",
    "goo.gl", "googletagmanager.com", "google-analytics.com", "googleapis.com", "gstatic.com", "doubleclick.net",
    "twitter.com", "x.com", "instagram.com", "tiktok.com", "w3.org", "adobe.com", "microsoft.com", "office.com", "live.com",
    "sharepoint.com", "dropbox.com", "onedrive.com", "bing.com", "apple.com", "android.com", "wordpress.org", "joomla.org",
    "jquery.com", "cloudflare.com", "jsdelivr.net", "unpkg.com", "bootstrapcdn.com", "fontawesome.com", "addthis.com",
    "sharethis.com", "histats.com", "truehits.net", "stats.in.th", "weatherwidget.io", "vimeo.com", "issuu.com",
    "anyflip.com", "fliphtml5.com", "canva.com", "pinterest.com", "linkedin.com", "whatsapp.com", "telegram.org", "t.me",
    "hotjar.com", "disqus.com", "creativecommons.org", "schema.org", "hcaptcha.com", "recaptcha.net",
)  # fmt: skip


def host_of(address: str) -> str:
    """The host of an absolute address in lower case, "" for a relative one or one that is none."""
    if address[:2] == "//":
        address = "http:" + address
    try:
        return (urlsplit(address.strip()).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def is_under(host: str, name: str) -> bool:
    """Whether the host is the name or a part of it; a leading "www." does not count."""
    name = name.lower().removeprefix("www.")
    return host == name or host.endswith("." + name)


def is_own(host: str, own_hosts: Collection[str]) -> bool:
    """Whether a host ("" is the page's own) belongs to the agency."""
    return not host or any(is_under(host, own) for own in own_hosts)


def is_unexpected(host: str, own_hosts: Collection[str]) -> bool:
    """Whether a link there may have been injected: not the agency, no public body, none of the everyday names."""
    if is_own(host, own_hosts) or host.endswith(_PUBLIC_BODIES):
        return False
    return not any(is_under(host, name) for name in _EVERYDAY)


def readable(address: str) -> str:
    """The address in lower case with its escapes undone, for looking at its words."""
    return unquote(address).lower()
