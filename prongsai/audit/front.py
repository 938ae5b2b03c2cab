"""Whether an address is that of a site's front page, in spite of what is hung on it: counters of campaigns, a choice of
language, a session, or the word "home" where other pages have their name."""

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from prongsai.audit.address_parts import AddressParts, address_parts, split_url
from prongsai.core.link.kinds import is_front_page

_SAYS_NOTHING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ttclid|twclid|igshid|igsh|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mibextid|__cf_chl\w*"
    r"|lang|language|locale|lng|hl|setlang|phpsessid|jsessionid|aspsessionid\w*|rnd|rand|nocache|timestamp|_",
    re.IGNORECASE,
)
"""Parameters that change nothing of what a page is about."""

_NAMES_PAGE = re.compile(
    r"page|p|pg|mod|module|modules|name|view|do|act|action|op|option|route|r|menu|m|go|link|file|content|section|cmd|mode|task|c|controller",
    re.IGNORECASE,
)
_HOME_WORD = re.compile(
    r"(?:com_)?(?:home|index|main|front|frontpage|homepage|default|welcome|mainpage|หน้าแรก|หน้าหลัก)(?:\.\w{2,5})?(?:/index)?",
    re.IGNORECASE,
)
_ROOT_WORDS = (
    r"(?:th|en|thai|tha|eng|th-th|en-us|en-gb|web|www|website|site|public|portal|home|main|index|homepage|frontpage|welcome|default"
    r"|mainpage|home_page|หน้าแรก|หน้าหลัก)"
)
_FILE_WORDS = r"(?:index|home|default|main|homepage|mainpage|welcome|home_page|frontpage)\.(?:php\d?|x?html?|shtml|aspx?|jsp|do|cfm)"
_ROOT = re.compile(_ROOT_WORDS, re.IGNORECASE)
_FILE = re.compile(_FILE_WORDS, re.IGNORECASE)
_LAST = re.compile(rf"{_ROOT_WORDS}|mainsite|{_FILE_WORDS}", re.IGNORECASE)
"""The last folder or file of any front page but "/"; "mainsite" is one to `is_front_page` alone. Looked for first: most
addresses are no front page, and this tells so of most of them in a third of the time."""
_MOST_FOLDERS = 4


def is_front_address(url: str) -> bool:
    """Whether the address alone says that the front page of a host is meant."""
    return is_front_parts(address_parts(url))


def is_front_parts(parts: AddressParts) -> bool:
    """The same of an address in parts."""
    path = parts.path
    if "%" in path or "+" in path:
        path = unquote_plus(path)
    last = path.rstrip("/").rpartition("/")[2]
    if last and not _LAST.fullmatch(last):
        return False
    if parts.fragment.startswith(("/", "!")) and not _HOME_WORD.fullmatch(parts.fragment.lstrip("!/") or "home"):
        return False
    if not all(_is_idle(pair) for pair in parts.query.split("&") if pair):
        return False
    if is_front_page(path, "", path, is_relative=False):
        return True
    folders = [folder for folder in path.split("/") if folder]
    return len(folders) <= _MOST_FOLDERS and all(_ROOT.fullmatch(one) or _FILE.fullmatch(one) for one in folders)


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses differ at most by scheme, www, a closing slash and parameters that say nothing."""
    return _bare(one) == _bare(other)


def says_nothing(pair: str) -> bool:
    """Whether a parameter, as name=value, changes nothing of what a page is about."""
    return bool(_SAYS_NOTHING.fullmatch(_key(pair)))


@lru_cache(maxsize=512)
def _bare(url: str) -> tuple[str, str, tuple[str, ...]]:
    parts = split_url(url)
    query = tuple(pair for pair in parts.query.split("&") if pair and not says_nothing(pair))
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), query


def _is_idle(pair: str) -> bool:
    key = _key(pair)
    value = unquote_plus(pair.partition("=")[2])
    return says_nothing(pair) or bool(_NAMES_PAGE.fullmatch(key) and _HOME_WORD.fullmatch(value))


def _key(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])
