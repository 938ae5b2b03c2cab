"""CDXJ, the index that replay tools read: one sorted file beside each WARC file, in the folders pywb expects."""

import os
import re
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from prongsai.adapters.snapshots.lookup import KeptAnswer

_WWW = re.compile(r"^www\d*\.")
_DEFAULT_PORT = {"http": 80, "https": 443}
_PLAIN = re.compile(
    r"(https?)://([A-Za-z0-9.-]+)(?::([0-9]{1,5}))?(/[!-\"$-.0->@-~/]*)?(?:\?([!-\"$-~]*))?"
)  # ASCII, no "#"
_TO_STAMP = str.maketrans("", "", "-:TZ.+ ")
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"


def make_url_key(url: str) -> str:
    """The address as replay tools look it up (SURT): host turned round, no www, lower case, query parts sorted.

    Escapes are undone as often as they were made, and made once. Session numbers in an address stay: replay tools
    leave them out, so such an address is found by its snapshot's name only.
    """
    plain = _PLAIN.fullmatch(url)
    if plain and int(plain[3] or 0) < 65_536:  # most are: the parts are what urlsplit finds, in a fifth of its time
        scheme, host, digits, path, query = plain.groups("")
        host, port = host.strip("."), int(digits) if digits else None
    else:
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").strip("."), parts.port
        except ValueError:
            return _escape(url).lower()
        scheme, path, query = parts.scheme, parts.path, parts.query
    if not host:
        return _escape(url).lower()
    at = "" if port in (None, _DEFAULT_PORT.get(scheme)) else f":{port}"
    path = _tidy_path(_escape(path)).lower()
    if not query:
        return f"{_turn(host)}{at}){path}"
    query = "&".join(sorted(_escape(query).lower().split("&"), key=lambda part: tuple(part.split("=", 1))))
    return f"{_turn(host)}{at}){path}?{query}"


@lru_cache(maxsize=4_096)
def _turn(host: str) -> str:
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = _escape(host)
    return ",".join(reversed(_WWW.sub("", host.lower()).split(".")))


def _tidy_path(path: str) -> str:
    """The path without dot parts, doubled slashes and a last slash; at least "/"."""
    if "//" not in path and "/." not in path:
        return path.rstrip("/") or "/"
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            kept = kept[:-1]
        elif part not in ("", "."):
            kept.append(part)
    return "/" + "/".join(kept)


def format_line(record: KeptAnswer) -> str:
    """One line of a CDXJ file; only answers belong there (`response`, `revisit`)."""
    text = encode_basestring_ascii
    mime = "warc/revisit" if record.kind == "revisit" else record.mime or "unk"
    return (
        f"{make_url_key(record.url)} {record.at[:19].translate(_TO_STAMP)} "
        f'{{"url": {text(record.url)}, "mime": {text(mime)}, "status": "{record.status}", '
        f'"digest": {text("sha256:" + record.payload_sha256)}, "length": "{record.answer_bytes}", '
        f'"offset": "{record.offset}", "filename": {text(record.file)}}}\n'
    )


def write_cdxj(path: Path, records: Iterable[KeptAnswer]) -> None:
    """The index of one WARC file, sorted, put in place at once.

    A 304 is left out: replayed as it came it would be an empty page, and the answer it confirms stands before it.
    """
    lines = sorted(
        format_line(record).encode("utf-8", "replace")
        for record in records
        if record.kind in ("response", "revisit") and record.status != 304
    )
    beside = path.with_name(path.name + f".{os.getpid()}.tmp")
    beside.write_bytes(b"".join(lines))
    beside.replace(path)


def _escape(text: str) -> str:
    if "%" not in text and text.isascii() and text.isprintable() and " " not in text and "#" not in text:
        return text
    plain, before = text.encode("utf-8", "replace"), b""
    while plain != before:
        plain, before = unquote_to_bytes(plain), plain
    return quote_from_bytes(plain, safe=_SAFE)
