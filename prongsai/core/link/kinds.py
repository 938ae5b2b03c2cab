"""Which class an address falls into by its target; the first that fits, in the order of the design (6.2)."""

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import parse_qsl

from prongsai.core.link import host_lists
from prongsai.core.link.host_lists import is_on
from prongsai.core.link.host_name import domain_of, is_agency_host, is_ip_address, is_same_agency, without_www

LINK_CLASSES = (
    *("empty", "empty-host", "fragment-only", "placeholder", "truncated", "malformed-unrepairable"),
    *(
        "localhost",
        "test-host",
        "login-page",
        "ip-host",
        "viewer-wrapped",
        "survey-link",
        "social-media",
        "url-shortener",
    ),
    *("government-system", "third-party-host", "homepage-only", "self-link", "api-address", "suspicious-file"),
    *("wrong-agency", "unrelated", "ok", "ok-site-relative"),
)
"""Every class, in the order in which they are tried."""

UNUSABLE_CLASSES = frozenset(LINK_CLASSES[:6])

_PATTERNS = {
    "login": (
        r"(?:^|/)(?:[a-z]+[-_])?(?:login|log-in|log_in|signin|sign-in|sign_in|logon|wp-login|wp-admin|administrator)"
        r"(?:[-_](?:form|page|user|admin|member))?(?:\.[a-z]+)?(?=/|$)"
    ),
    "login_query": r"(?:^|&)(?:page|p|mod|module|action|view|option|route|r|do|link|name)=[^&]*(?:login|signin|sign-in)(?:&|$)",
    "home_file": r"/(?:index|home|default|main|homepage|mainpage|welcome|home_page)\.(?:php\d?|x?html?|shtml|aspx?|jsp|do|cfm)",
    "public_root": r"/(?:th|en|thai|tha|web|www|website|home|main|public|site|homepage|mainsite|portal|frontpage|welcome|index)",
    "api": r"(?:^|/)(?:api|wp-json|graphql|rest|odata|ajax|webservice|webservices)(?:/|$)|\.(?:asmx|svc)$",
    "document": r"\.[a-z0-9]{2,5}$",
    "suspicious": r"\.(?:exe|apk|scr|bat|cmd|msi|com|vbs|jar|ps1|dmg|pif|hta|reg|lnk|ipa|deb|dll|sh)$",
    "survey": r"/(?:go|s|survey|iit|eit|form)?/?(?:iit|eit)(?:/|$)|/(?:iit|eit)\b",
}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.IGNORECASE)


def classify(*, host: str, rest: str, url: str, own_hosts: Sequence[str], page: str | None) -> str:
    """The class of a usable address.

    `host` is "" for an address relative to its page; `rest` is path, query and fragment; `own_hosts` are hosts of
    the agency, empty when they are not known; `page` is the address the link stands on.
    """
    path, query = _path_and_query(rest)
    if host == "localhost" or host in {"[::1]", "0.0.0.0"} or (is_ip_address(host) and host.startswith("127.")):  # noqa: S104
        return "localhost"
    if host and _is_test_host(host):
        return "test-host"
    if is_login_address(host, path, query):
        return "login-page"
    if is_ip_address(host):
        return "ip-host"
    if viewed_address(host, path, query):
        return "viewer-wrapped"
    if host:
        is_front = is_front_page(path, query, rest, is_relative=False)
        by_host = _by_host(host, path, own_hosts, page, is_front=is_front)
        if by_host:
            return by_host
    if is_front_page(path, query, rest, is_relative=not host):
        return "homepage-only"
    if page and url.partition("#")[0].rstrip("/") == page.partition("#")[0].rstrip("/"):
        return "self-link"
    if _is_api(host, path):
        return "api-address"
    if _pattern("suspicious").search(path) and path.count("/") + bool(host):
        return "suspicious-file"
    if not host:
        return "ok-site-relative"
    return _by_owner(host, own_hosts)


def is_platform_host(host: str) -> bool:
    """Whether the host is a platform, short link, central system or counter, never an agency's own site."""
    tables = (
        host_lists.SOCIAL_MEDIA,
        host_lists.URL_SHORTENERS,
        host_lists.THIRD_PARTY,
        host_lists.GOVERNMENT_SYSTEMS,
        host_lists.OFFICES_WITH_SYSTEMS,
        host_lists.COUNTERS_AND_TEMPLATES,
    )
    return any(is_on(host, table) for table in tables)


def viewed_address(host: str, path: str, query: str) -> str:
    """The address inside a viewer's address, still percent-encoded as the query decodes it; "" when it is no viewer."""
    viewers = (
        host in {"docs.google.com", "drive.google.com"} and path.rstrip("/").endswith(("/viewer", "/gview")),
        host in {"view.officeapps.live.com", "officeapps.live.com"},
        path.lower().endswith(
            (
                "/viewer.html",
                "viewer.html",
                "/viewer.php",
                "/pdfviewer.php",
                "/viewer.aspx",
                "/viewer",
                "/flipbook.html",
            )
        ),
    )
    if not any(viewers):
        return ""
    for key, value in parse_qsl(query, keep_blank_values=False):
        if key.lower() in {"url", "src", "file", "pdf", "doc", "document", "q"} and ("/" in value or "." in value):
            return value
    return ""


def is_front_page(path: str, query: str, rest: str, *, is_relative: bool) -> bool:
    """The front page of a host: "/", an index, home or default file without a query, or a site's public root."""
    if query or "#/" in rest or "#!" in rest:
        return False
    if is_relative:
        bare = path.lstrip("./")
        if not bare:
            return path.startswith((".", "/")) or path == ""
        path = "/" + bare
    path = path.rstrip("/").lower()
    if not path:
        return True
    root = _pattern("public_root").match(path)
    inside = path[root.end() :] if root else path
    if root and inside == "" and not is_relative:
        return True
    home = _pattern("home_file")
    return bool(home.fullmatch(path) or (root and home.fullmatch(inside)))


def _path_and_query(rest: str) -> tuple[str, str]:
    path, _, query = rest.partition("#")[0].partition("?")
    return path, query


def _is_test_host(host: str) -> bool:
    if is_ip_address(host):
        return False
    labels = without_www(host).split(".")
    return (
        is_on(host, host_lists.TEST_HOSTS)
        or host.endswith(host_lists.TEST_ENDINGS)
        or (len(labels) > 2 and labels[0] in host_lists.TEST_LABELS)
    )


def is_login_address(host: str, path: str, query: str) -> bool:
    """Whether host, path or query are those of a sign-in page."""
    if host in {"accounts.google.com", "login.microsoftonline.com", "login.live.com"}:
        return True
    if host.split(".", 1)[0] in {"login", "signin"}:
        return True
    words = f"{path}?{query}"
    if words.isascii() and not _LOGIN_WORD.search(words.lower()):  # a tenth of the time of the patterns
        return False
    return bool(_pattern("login").search(path) or _pattern("login_query").search(query))


_LOGIN_WORD = re.compile("log|sign|admin")
"""One of these stands in all that the patterns of a sign-in page find."""


def _is_same_site(host: str, path: str, page: str | None) -> bool:
    """On a platform only the page's own corner of it is the agency's: the same first part of the path."""
    if not is_on(host, host_lists.THIRD_PARTY) or not page:
        return True
    page_path = "/" + page.split("://", 1)[-1].partition("/")[2]
    size = 3 if path.startswith("/view/") else 2
    return path.split("/")[:size] == page_path.split("/")[:size]


def _by_host(host: str, path: str, own_hosts: Sequence[str], page: str | None, *, is_front: bool) -> str:
    if is_on(host, host_lists.SURVEY_HOSTS) and _pattern("survey").search(path):
        return "survey-link"
    if is_on(host, host_lists.SOCIAL_MEDIA):
        return "social-media"
    if is_on(host, host_lists.SHORT_LINKS_OF_PLATFORMS) or (
        host == "goo.gl" and path.startswith(("/maps", "/photos", "/forms"))
    ):
        return "third-party-host"
    if is_on(host, host_lists.URL_SHORTENERS):
        return "url-shortener"
    if is_same_agency(host, own_hosts) and _is_same_site(host, path, page):
        return ""
    if is_on(host, host_lists.GOVERNMENT_SYSTEMS):
        return "government-system"
    if is_on(host, host_lists.OFFICES_WITH_SYSTEMS) and not is_front:
        return "government-system"
    if is_on(host, host_lists.COUNTERS_AND_TEMPLATES):
        return ""
    return "third-party-host" if is_on(host, host_lists.THIRD_PARTY) else ""


def _is_api(host: str, path: str) -> bool:
    if _pattern("document").search(path) and not path.lower().endswith((".asmx", ".svc", ".php", ".json")):
        return False
    return host.startswith("api.") or bool(_pattern("api").search(path))


def _by_owner(host: str, own_hosts: Sequence[str]) -> str:
    if is_on(host, host_lists.COUNTERS_AND_TEMPLATES):
        return "unrelated"
    if own_hosts and is_same_agency(host, own_hosts):
        return "ok"
    if host_lists.NATIONAL_OFFICES & {domain_of(host), host}:
        return "wrong-agency"
    if not own_hosts:
        return "ok"
    return "wrong-agency" if is_agency_host(host) else "third-party-host"
