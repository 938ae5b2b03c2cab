"""Mends an address as people type, copy and wrap it: white space, slashes, scheme, escapes, percent-encoding.

Every mend is named, so that nothing is corrected silently. What cannot be an address says why in `refused`.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import unquote

from prongsai.core.link.host_name import has_known_ending, is_host_name
from prongsai.core.thai.digits import to_arabic_digits

REPAIRS = ("white_space", "slashes", "scheme", "percent_encoding", "escapes", "host_lookalike")
"""Names of mends, in the order they are reported."""

_INVISIBLE = re.compile(
    "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)
_BLANK = re.compile(r"\s")
_SPLIT_HOST = re.compile(r"[/?#\\]")
_STEERING = re.compile(r"(?:usp|autoplay|embedded|utm_[a-z_]+|fbclid|gclid|mibextid|igshid)(?:=|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mended:
    """An address after mending.

    `host` is "" for an address relative to its page; `scheme` is "" where none was printed and "//" where the page's is
    meant; `rest` starts with "/", "?" or "#" when there is
    a host. `refused` is "" or the class that says why nothing can be used.
    """

    scheme: str = ""
    host: str = ""
    port: str = ""
    user: str = ""
    rest: str = ""
    repairs: frozenset[str] = field(default_factory=frozenset)
    needs_review: bool = False
    refused: str = ""

    @property
    def url(self) -> str:
        """The address as text."""
        if not self.host:
            return self.rest
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        scheme = "//" if self.scheme == "//" else f"{self.scheme or 'http'}://"
        return f"{scheme}{user}{self.host}{port}{self.rest}"

    def with_host(self, host: str) -> "Mended":
        """The same address on another host."""
        return replace(self, host=host)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Patterns are made on first use: the command line starts without them."""
    return re.compile(_PATTERNS[name], re.IGNORECASE)


_PATTERNS = {
    "entity": r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|amp|quot|apos|lt|gt|nbsp);",
    "template": r"\{\{|\}\}|\{%|<\?|\?>|<%|%>|\$\{|#\{|%7B%7B|\[object |\{[a-z_][\w.]*\}",
    "placeholder": r"(?:javascript|vbscript|about|data|blob)\s*:",
    "no_link": r"(?:null|undefined|none|nil|nan|n/a|-+|_+|void\(0\);?|\(none\)|url|link|ลิงก์|ลิ้งค์|ลิงค์|ไม่มี|xx+)",
    "local_file": r"(?:file\s*:|[a-z]:[\\/]|\\\\[\w.])",
    "other_scheme": r"(?:mailto|tel|sms|callto|skype|fax|geo|whatsapp|intent|market|line|fb|viber|ftp|ftps|sftp)\s*:",
    "mail_address": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "scheme_only": r"h?t{1,3}ps?\s*(?:[:;]\s*[/\\]*|[/\\]{2,})?\s*",
    "encoded_whole": r"https?(?:%3A|:)(?:%2F){2}",
    "scheme": (
        r"(?P<word>h\s*t\s*t\s*p(?:\s*s)?|h+t+p+s?|h?ttps?|hxxps?|https?p|htt[yo0]ps?)"
        r"(?P<mark>\s*[:;.,]+[\s/\\]*|\s*[/\\]{2,}[\s/\\:]*)(?=\S)"
    ),
    "spaced_www": r"w\s*w\s*w\s*[.,]",
    "bare_host": r"(?:[\w-]+\.)+(?:(?:go|ac|or|co|in|mi|net)\.th|com|org|net|info|gov|edu)(?=[:/?#\\]|$)",
    "file_ending": r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|zip|rar|html?|php|aspx?|jsp)$",
    "loose_percent": r"%(?![0-9a-f]{2})",
}


def mend(raw: str) -> Mended:
    """Mend one printed address. Never raises; `refused` is set when nothing can be used.

    What is mended needs no more mending: a mark that stood before a dropped tail is taken off in a second round.
    """
    mended = _mend_once(raw)
    for _ in range(ROUNDS):
        if mended.refused or mended.url == raw:
            break
        again = _mend_once(mended.url)
        if again.refused:
            return again
        if (again.host, again.rest) == (mended.host, mended.rest):
            break
        mended = replace(
            again,
            scheme=mended.scheme,
            repairs=mended.repairs | again.repairs,
            needs_review=mended.needs_review or again.needs_review,
        )
    return mended


ROUNDS = 4


def _mend_once(raw: str) -> Mended:
    repairs: set[str] = set()
    text = _INVISIBLE.sub("", raw)
    stripped = text.strip()
    if stripped != raw:
        repairs.add("white_space")
    if not stripped:
        return Mended(refused="empty")
    text = _unescape(stripped, repairs)
    if _is_placeholder(text):
        return Mended(refused="placeholder")
    text = _without_wrapping(text, repairs)
    if not text:
        return Mended(refused="malformed-unrepairable")
    if _is_truncated(text):
        return Mended(refused="truncated")
    if text.startswith("#"):
        return Mended(refused="fragment-only")
    if _pattern("local_file").match(text):
        return Mended(refused="malformed-unrepairable")
    if _pattern("other_scheme").match(text) or _pattern("mail_address").fullmatch(text):
        return Mended(rest=_encode(text, set()), refused="unrelated")
    if _pattern("encoded_whole").match(text):
        text = unquote(text)
        repairs.add("percent_encoding")
    text, review = _from_first_address(text, repairs)
    if _pattern("scheme_only").fullmatch(text):
        return Mended(refused="empty-host" if len(text) > 3 else "malformed-unrepairable")
    mended = _with_scheme(text, repairs)
    return replace(mended, needs_review=mended.needs_review or review)


def _unescape(text: str, repairs: set[str]) -> str:
    """HTML entities and JSON escapes turned back, however often they were applied."""
    for _ in range(4):
        if not _pattern("entity").search(text):
            break
        import html

        text = _pattern("entity").sub(lambda match: html.unescape(match.group()), text)
        text = _INVISIBLE.sub("", text).strip()
        repairs.add("escapes")
    if "\\/" in text or "\\u0026" in text:
        text = text.replace("\\/", "/").replace("\\u0026", "&")
        repairs.add("escapes")
    return text


def _is_placeholder(text: str) -> bool:
    return bool(
        _pattern("template").search(text)
        or _pattern("placeholder").match(text)
        or _pattern("no_link").fullmatch(text)
        or _pattern("no_link").fullmatch(re.sub(r"^https?://", "", text).rstrip("/"))
    )


def _without_wrapping(text: str, repairs: set[str]) -> str:
    """Quotes, brackets and sentence marks around an address taken off; a tag's href is taken out."""
    if "<" in text and (match := re.search(r"href\s*=\s*[\"']?([^\"'>]+)", text, re.IGNORECASE)):
        repairs.add("escapes")
        text = match.group(1).strip()
    before = text
    while text:
        if (text[0] in "\"'“”‘’«<(" and not text.startswith("(site)")) or (
            text[0] == "[" and not text.startswith("[::")
        ):
            text = text[1:].lstrip()
        elif (
            text[-1] in "\"'“”‘’»>,;ฯ。"
            or (text[-1] == ")" and text.count(")") > text.count("("))
            or (text[-1] == "]" and text.count("]") > text.count("["))
            or (text[-1] == "." and not text.endswith("..") and text not in {".", "./."} and not text.endswith("/."))
        ):
            text = text[:-1].rstrip()
        else:
            break
    if text != before:
        repairs.add("escapes")
    return text


def _is_truncated(text: str) -> bool:
    if "…" in text or "/.../" in text:
        return True
    return text.endswith("..") and text != ".." and not text.endswith("/..")


def _from_first_address(text: str, repairs: set[str]) -> tuple[str, bool]:
    """Words before an address, and a second address after it, cut off; second value: a person should look."""
    review = False
    if not _starts_as_address(text):
        match = re.search(r"https?\s*:\s*//|www\.", text, re.IGNORECASE)
        if match and match.start() and not _looks_like_path(text[: match.start()]):
            is_scheme = text[: match.start()].lower() in {"http", "https"}
            text, review = text[match.start() :], not is_scheme
            if not is_scheme:
                repairs.add("white_space")
    following = re.search(r"\s+[\"'(<,;]*https?://", text[1:], re.IGNORECASE)
    if following and len(text[1 : 1 + following.start()].split("://", 1)[-1].strip("/ ")) >= 4:
        text, review = text[: 1 + following.start()].rstrip(",; "), True
        repairs.add("white_space")
    return text, review


def _starts_as_address(text: str) -> bool:
    return bool(_pattern("scheme").match(text) or _pattern("spaced_www").match(text) or text[0] in "./\\?#")


def _looks_like_path(text: str) -> bool:
    """Whether the text before an address belongs to it: a path, or a viewer's query."""
    return "/" in text or "=" in text or "?" in text


def _with_scheme(text: str, repairs: set[str]) -> Mended:
    scheme = ""
    for _ in range(6):
        match = _pattern("scheme").match(text)
        if not match:
            break
        if scheme:
            repairs.add("scheme")
        scheme = _note_scheme(match, repairs)
        text = text[match.end() :]
    if scheme:
        return _absolute(scheme, text, repairs)
    if (
        text.startswith("//")
        and len(text.lstrip("/"))
        and is_host_name(_SPLIT_HOST.split(text[2:], maxsplit=1)[0].lower().split(":")[0])
    ):
        return _absolute("//", text[2:], repairs)
    if text.startswith("://"):
        repairs.add("scheme")
        return _absolute("http", text[3:], repairs)
    if _pattern("spaced_www").match(text) or _pattern("bare_host").match(text):
        mended = _absolute("", text, repairs | {"scheme"})
        if not mended.refused:
            return mended
    return _relative(text, repairs)


def _note_scheme(match: re.Match[str], repairs: set[str]) -> str:
    word, mark = match["word"].lower(), match["mark"]
    if _BLANK.search(word) or _BLANK.search(mark):
        repairs.add("white_space")
    word, mark = _BLANK.sub("", word), _BLANK.sub("", mark)
    if word not in {"http", "https"}:
        repairs.add("scheme")
    if mark != "://":
        repairs.add("slashes")
    return "https" if word.endswith("s") else "http"


def _absolute(scheme: str, text: str, repairs: set[str]) -> Mended:
    match = _SPLIT_HOST.search(text)
    authority, rest = (text[: match.start()], text[match.start() :]) if match else (text, "")
    review = False
    user, _, place = authority.rpartition("@")
    written_host, port = _split_port(place)
    host, dropped = _host_from(written_host, bool(rest), repairs)
    if not host:
        return Mended(refused="malformed-unrepairable" if authority.strip() else "empty-host")
    if dropped or user or _is_odd_host(written_host):
        review = True
    if not dropped:
        rest, cut = _without_trailing_words(rest, repairs)
        review = review or cut
    else:
        rest = ""
    rest = _encode(_rest_joined(rest, repairs), repairs)
    if not rest.startswith("/"):
        rest = "/" + rest
    if port and (not (port.isascii() and port.isdigit()) or int(port) > 65535):
        return Mended(refused="malformed-unrepairable")
    return Mended(scheme, host, port, _encode(user, repairs), _without_steering(rest), frozenset(repairs), review)


def _split_port(place: str) -> tuple[str, str]:
    if place.lstrip().startswith("["):
        host, _, after = place.partition("]")
        return host + "]", to_arabic_digits(after.strip().removeprefix(":").strip()[:6])
    host, _, port = place.partition(":")
    return host, to_arabic_digits("".join(port.split()))[:6]


def _is_odd_host(written: str) -> bool:
    """Whether the host held marks that were read as dots, or Thai digits: likely, but not certain."""
    return "," in written or ";" in written or ".." in written or to_arabic_digits(written) != written


def _host_from(written: str, has_rest: bool, repairs: set[str]) -> tuple[str, str]:
    """The host as written with its white space taken out, and the words after it that are none of its own."""
    joined = _tidy_host(written)
    whole = _as_host(joined)
    tokens = written.split()
    if whole and (has_known_ending(whole) or len(tokens) <= 1):
        _note_host(written, whole, repairs)
        return whole, ""
    for count in range(len(tokens), 0, -1):
        host = _as_host(_tidy_host("".join(tokens[:count])))
        if host and has_known_ending(host):
            _note_host(" ".join(tokens[:count]), host, repairs)
            dropped = " ".join(tokens[count:])
            if dropped:
                repairs.add("white_space")
            return host, dropped
    glued = re.match(r"[A-Za-z0-9.\-]+", joined)
    if glued and glued.group() != joined and has_known_ending(glued.group().strip(".-").lower()):
        repairs.add("white_space")
        return glued.group().strip(".-").lower(), joined[glued.end() :]
    if whole:
        _note_host(written, whole, repairs)
    return whole, ""


def _tidy_host(written: str) -> str:
    return "".join(written.split()).replace(",", ".").replace(";", ".").lower()


def _as_host(text: str) -> str:
    """A host from its letters, "" when they make none. Thai names become their ASCII form."""
    text = to_arabic_digits(text)
    while ".." in text:
        text = text.replace("..", ".")
    text = unquote(text) if "%" in text else text
    text = text.strip(".")
    if text and not text.isascii():
        if any(not label.isascii() and any("a" <= letter <= "z" for letter in label) for label in text.split(".")):
            return ""  # a name in one script; Latin letters run into Thai ones are words without a blank
        try:
            text = text.encode("idna").decode("ascii")
        except (UnicodeError, ValueError):
            return ""
    return text if is_host_name(text) else ""


def _note_host(written: str, host: str, repairs: set[str]) -> None:
    if _BLANK.search(written.strip()) or written != written.strip():
        repairs.add("white_space")
    plain = "".join(written.split()).lower()
    if not plain.isascii() or "%" in plain:
        repairs.add("percent_encoding")
    elif plain.rstrip(".") != host:
        repairs.add("slashes")


def _without_trailing_words(rest: str, repairs: set[str]) -> tuple[str, bool]:
    """Thai words printed behind an address cut off where the address clearly ended: after a file or the first slash."""
    match = re.search(r"\s+(?=[\u0e01-\u0e4e(])", rest)
    if match:
        before = rest[: match.start()]
        if before == "/" or _pattern("file_ending").search(before):
            repairs.add("white_space")
            return before, True
    return rest, False


def _rest_joined(rest: str, repairs: set[str]) -> str:
    """Line breaks taken out (an address never holds one), and blanks beside a slash, where lines wrap."""
    joined = re.sub(r"[ \t\xa0]*[\r\n\u0085]+\s*|\t+", "", rest)
    path, mark, query = joined.partition("?")
    joined = re.sub(r"\s*/\s+|\s+/(?=\S)", "/", path) + mark + query
    if joined != rest:
        repairs.add("white_space")
    return joined


def _relative(text: str, repairs: set[str]) -> Mended:
    if re.match(r"[a-z][a-z0-9+-]{2,}://", text, re.IGNORECASE):
        return Mended(refused="malformed-unrepairable")
    joined = _rest_joined(text, repairs)
    words = joined.split()
    if len(joined) == 1 and joined.isalpha():
        return Mended(refused="malformed-unrepairable")
    has_mark = any(mark in joined for mark in "./?=\\")
    if not has_mark and (len(words) > 1 or not joined.isascii()):
        return Mended(refused="malformed-unrepairable")
    if not any(letter.isalnum() or letter in "./?" for letter in joined):
        return Mended(refused="malformed-unrepairable")
    rest = _without_steering(_encode(joined, repairs))
    if rest.startswith("//"):
        rest = "/" + rest.lstrip("/")
        repairs.add("slashes")
    return Mended(rest=rest, repairs=frozenset(repairs))


def _encode(text: str, repairs: set[str]) -> str:
    """Backslashes of the path turned, and letters that an address may not hold percent-encoded."""
    path, mark, query = text.partition("?")
    if "\\" in path:
        path = path.replace("\\", "/")
        repairs.add("slashes")
    text = _pattern("loose_percent").sub("%25", path + mark + query)
    encoded = "".join(
        letter
        if "!" <= letter <= "~" and letter not in '"<>\\^`{}'
        else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in text
    )
    if encoded != path + mark + query:
        repairs.add("percent_encoding")
    return encoded


def _without_steering(rest: str) -> str:
    """Query parts that only steer sharing or playing left out, and an empty "?" or "#" with them."""
    rest, hash_mark, fragment = rest.partition("#")
    path, _, query = rest.partition("?")
    if query:
        kept = [part for part in query.split("&") if not _STEERING.match(part)]
        query = "&".join(kept) if len(kept) < len(query.split("&")) else query
    return path + (f"?{query}" if query else "") + (hash_mark + fragment if fragment else "")
