"""The paths of public pages, and what other spellings of them mean (docs/decisions/0014)."""

import re

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.thai.digits import to_arabic_digits

ENGLISH = "en"
_NAMES_FILE = re.compile(r"\.[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$")
_SPACERS = re.compile(r"[\s_.-]+")
_CODE = re.compile(r"([a-z]+)0*([0-9]+)")
_YEAR = re.compile(r"[0-9]{2}|[0-9]{4}")
_TRACKING = re.compile(r"utm_[a-z_]*|fbclid|gclid", re.IGNORECASE)


def without_tracking(query: str) -> str:
    """A query without what networks and campaigns add to count visitors; the rest stays as it is written."""
    return "&".join(one for one in query.split("&") if one and not _TRACKING.fullmatch(one.partition("=")[0]))


def in_english(path: str) -> str:
    """The English page beside a Thai one: its agency's word, then "en"."""
    slug, rest = path[1:].split("/", 1)
    return f"/{slug}/{ENGLISH}/{rest}"


def in_thai(path: str) -> str:
    """The Thai page beside an English one; a Thai path stays."""
    words = path.split("/")
    if len(words) > 2 and words[2] == ENGLISH:
        del words[2]
    return "/".join(words)


def tidy_path(path: str) -> str:
    """The path as it is written by us: Thai digits, capitals, O-43, 66, 2023 and a missing slash put right.

    Gives the same path when there is nothing to do. Whether anything stands there is not asked.
    """
    words = [word for word in path.strip().split("/") if word]
    if not words:
        return "/"
    rest = words[1:]
    tidied = [to_arabic_digits(words[0]).lower()]
    if rest and rest[0].lower() == ENGLISH:
        tidied.append(ENGLISH)
        rest = rest[1:]
    file_name = ""
    if len(words) > 1 and rest and _NAMES_FILE.search(rest[-1]):
        file_name = rest.pop()  # its capitals and digits are the agency's
    for position, word in enumerate(rest):
        plain = to_arabic_digits(word)
        if position == 0:
            tidied.append(_tidy_year(plain))
        elif position == 1 and rest[0][:1].isdigit():
            tidied.append(_tidy_code(plain))
        else:
            tidied.append(plain.lower())
    return "/" + "/".join([*tidied, file_name])


def _tidy_year(word: str) -> str:
    if not _YEAR.fullmatch(word):
        return word.lower()
    year = int(word)
    if year < 100:
        return str(2500 + year)
    return str(year + BE_OFFSET if 1990 <= year < 2200 else year)


def _tidy_code(word: str) -> str:
    bare = _SPACERS.sub("", word.lower())
    found = _CODE.fullmatch(bare)
    return f"{found.group(1)}{found.group(2)}" if found else word.lower()
