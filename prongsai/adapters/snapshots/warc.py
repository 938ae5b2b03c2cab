"""One question and its answer as WARC 1.1 records, each its own gzip member, in the order they stand in the file.

Written here and not through warcio, which reads what we write: its writer took a quarter of a kept visit's time.
The first record is the answer (`response`, `revisit` when its bytes are kept already, `metadata` when no answer came);
the request follows, then a `metadata` record where the connection itself had something to say. Headers and body are
kept as sent; only `Transfer-Encoding` is renamed, because the body is kept without its chunk marks.
"""

import hashlib
import ipaddress
import os
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

from prongsai.adapters.snapshots.member import pack_member
from prongsai.audit.fetch_port import Answer
from prongsai.core.frozen import frozen

# Median of 56 pages (8.4 kB): isal 2 packs to 20 % in 20 us; zlib 4 to 18 % in 97 us, zlib 9 (warcio's) to 17 % in 200 us.
# Between two pages, of 2,700 of 7 kB: isal 0 to 3.44 kB in 30 us, 1 to 2.83 kB in 57 us, 2 to 2.82 kB in 62 us.
_LEVEL = 1
_QUICK_LEVEL = 0  # of pages, and of questions: at 1 or 2 their 800 bytes take 9 us for 520, at 0 2.6 us for 730
_CONTENT_TYPES: Final = {
    "warcinfo": "application/warc-fields",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "metadata": "application/warc-fields",
}
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
_RENAMED = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
_RENAMED_LENGTH = 17  # letters of the one name that is renamed
_TRUNCATED = {"whole_timed_out": "time", "first_byte_timed_out": "time", "connection_reset": "disconnect"}
_ID_ENDS = 256
_id_ends: list[str] = []
os.register_at_fork(after_in_child=_id_ends.clear)  # a child must not give the ids that its parent gives
_NOTHING = hashlib.sha256(b"").hexdigest()
# An address whose path and query are asked for as they stand: what most are, at a tenth of splitting and quoting them.
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9/%:@!$&'()*+,;=~._-]*(?:\?[A-Za-z0-9/?%:@!$&'()*+,;=~._\[\]-]+)?)"
)


@frozen
class Earlier:
    """A kept record whose payload is the same: what a revisit record refers to."""

    record_id: str
    url: str
    at: str
    payload_sha256: str


@frozen
class Exchange:
    """The packed records of one exchange. `record_id` names the answer, whose own `answer_bytes` come first."""

    record_id: str
    kind: str  # response, revisit or metadata
    at: str  # as WARC-Date
    content: bytes
    answer_bytes: int
    payload_sha256: str


def make_record_id(at: datetime) -> str:
    """A UUID version 7: it begins with the time, so that indexes grow at their end."""
    return _id_time(at) + _draw_id_end()


def _id_time(at: datetime) -> str:
    time = f"{int(at.timestamp() * 1000) & 0xFFFF_FFFF_FFFF:012x}"
    return f"{time[:8]}-{time[8:]}-7"


def _draw_id_end() -> str:
    """What follows the version's digit, by chance; drawn for many at once: one alone takes 7 us, 17 between two pages."""
    try:
        return _id_ends.pop()
    except IndexError:
        drawn = os.urandom(10 * _ID_ENDS)
        digits = [drawn[at : at + 10].hex() for at in range(0, len(drawn), 10)]
        ends = [f"{one[1:4]}-{'89ab'[int(one[4], 16) & 3]}{one[5:8]}-{one[8:]}" for one in digits]
        last = ends.pop()
        _id_ends.extend(ends)
        return last


def as_uri(url: str) -> str:
    """The address in ASCII: replay tools break on others. What is escaped already stays as it is."""
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    return quote(url, safe="!#$%&'()*+,-./:;=?@[]_~")


def format_date(at: datetime) -> str:
    """The moment as WARC writes it, in UTC with microseconds; `at` is aware."""
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="microseconds").removesuffix(
        "+00:00"
    ) + "Z"


def pack_exchange(
    answer: Answer,
    at: datetime,
    *,
    earlier: Earlier | None = None,
    link_id: str = "",
    hop: int = 1,
    payload_sha256: str = "",
) -> Exchange:
    """The records of one exchange that began `at`.

    With `earlier` the answer becomes a revisit record: its headers are kept, its body is the earlier one's. `link_id`
    is the caller's id of the link and `hop` its place in the visit (from 1), kept in headers of our own.
    `payload_sha256` is that of the body as sent where the caller has worked it out already.
    """
    time, url, date = _id_time(at), as_uri(answer.request.url), format_date(at)
    record_id = time + _draw_id_end()
    link = f"X-Prongsai-Link: {_quote_id(link_id)}\r\n" if link_id else ""
    head = f"WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{record_id}>\r\n{link}X-Prongsai-Hop: {hop}\r\n"
    if address := _ip_address(answer.peer):
        head += f"WARC-IP-Address: {address}\r\n"
    if answer.status is None:
        kind, digest = "metadata", ""
        content = _pack(kind, url, head, b"", _describe_failure(answer))
    else:
        kind, payload = ("revisit", b"") if earlier else ("response", answer.body_as_sent)
        digest = earlier.payload_sha256 if earlier else payload_sha256 or hashlib.sha256(payload).hexdigest()
        head += f"WARC-Payload-Digest: sha256:{digest}\r\n"
        if reason := _why_truncated(answer):
            head += f"WARC-Truncated: {reason}\r\n"
        if earlier:
            profile = "server-not-modified" if answer.status == 304 else "identical-payload-digest"
            head += (
                f"WARC-Profile: {_REVISIT}{profile}\r\nWARC-Refers-To: <urn:uuid:{earlier.record_id}>\r\n"
                f"WARC-Refers-To-Target-URI: {earlier.url}\r\nWARC-Refers-To-Date: {earlier.at}\r\n"
            )
        content = _pack(kind, url, head, _format_answer_head(answer), payload)
    answer_bytes = len(content)
    beside = f"WARC-Date: {date}\r\nWARC-Concurrent-To: <urn:uuid:{record_id}>\r\nWARC-Record-ID: <urn:uuid:"
    if answer.status is not None or answer.request_headers:
        content += _pack("request", url, f"{beside}{time}{_draw_id_end()}>\r\n", _format_request_head(answer), b"")
    if answer.status is not None and (answer.problem or answer.tls_detail):
        content += _pack("metadata", url, f"{beside}{time}{_draw_id_end()}>\r\n", b"", _describe_failure(answer))
    return Exchange(record_id, kind, date, content, answer_bytes, digest)


def pack_file_head(at: datetime, *, file_name: str, software: str) -> tuple[str, str, bytes]:
    """Id, WARC-Date and packed bytes of the warcinfo record that begins a file."""
    record_id = make_record_id(at)
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    date = format_date(at)
    head = f"WARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{record_id}>\r\nWARC-Filename: {file_name}\r\n"
    return record_id, date, _pack("warcinfo", "", head, b"", text.encode())


def _pack(kind: str, url: str, head: str, http_head: bytes, payload: bytes) -> bytes:
    """One record as a gzip member. `head` is the first lines of its WARC headers, each ended; the others are put here."""
    digest = hashlib.sha256(http_head)
    payload_lines = ""
    if payload:
        digest.update(payload)
    if kind in ("request", "metadata"):  # an answer's stands in its own lines, before
        payload_digest = hashlib.sha256(payload).hexdigest() if payload else _NOTHING
        payload_lines = f"WARC-Payload-Digest: sha256:{payload_digest}\r\n"
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    lines = (
        f"WARC/1.1\r\n{head}WARC-Block-Digest: sha256:{digest.hexdigest()}\r\n{payload_lines}WARC-Type: {kind}\r\n{target}"
        f"Content-Type: {_CONTENT_TYPES[kind]}\r\nContent-Length: {len(http_head) + len(payload)}\r\n\r\n"
    )
    # What is packed already, as PDF files and bodies with a content encoding are, would grow by a fifth at the quick level.
    is_quick = kind == "request" or payload[:256].lstrip()[:1] == b"<"
    return pack_member(lines.encode(), http_head, payload, level=_QUICK_LEVEL if is_quick else _LEVEL)


def _format_answer_head(answer: Answer) -> bytes:
    version = answer.http_version if answer.http_version.startswith("HTTP/") else f"HTTP/{answer.http_version}"
    lines = [f"{version} {answer.status} {answer.reason}".rstrip()]
    lines += [
        f"{name if len(name) != _RENAMED_LENGTH else _RENAMED.get(name.lower(), name)}: {value}"
        for name, value in answer.headers
    ]
    return _encode_head(lines)


def _format_request_head(answer: Answer) -> bytes:
    """The question as it was sent; where the client did not say, what is certain of it."""
    headers = answer.request_headers
    plain = _PLAIN.fullmatch(answer.request.url) if headers else None
    if plain:
        return f"GET {plain[1]} HTTP/1.1\r\n".encode() + _encode_fields(headers)
    parts = urlsplit(answer.request.url)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]") if parts.query else ""
    )
    if not headers:
        headers = (("Host", parts.netloc.rpartition("@")[2]),)
        headers += (("If-None-Match", answer.request.etag),) if answer.request.etag else ()
        headers += (("If-Modified-Since", answer.request.last_modified),) if answer.request.last_modified else ()
    return _encode_head([f"GET {target} HTTP/1.1", *[f"{name}: {value}" for name, value in headers]])


@lru_cache(maxsize=1_024)
def _encode_fields(headers: tuple[tuple[str, str], ...]) -> bytes:
    """At least one header, the lines ended and the head too. One host is asked with the same headers time and again."""
    return _encode_head([f"{name}: {value}" for name, value in headers])


def _encode_head(lines: list[str]) -> bytes:
    text = "\r\n".join(lines) + "\r\n\r\n"
    ends = len(lines) + 1
    if text.count("\n") != ends or text.count("\r") != ends:  # a line that is broken inside
        text = "\r\n".join(" ".join(line.splitlines()) if "\n" in line or "\r" in line else line for line in lines)
        text += "\r\n\r\n"
    try:
        return text.encode("latin-1")  # how clients hand over header bytes that are not ASCII
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")


def _describe_failure(answer: Answer) -> bytes:
    fields = {
        "fetch-problem": answer.problem,
        "fetch-detail": answer.detail,
        "tls-detail": answer.tls_detail,
        "elapsed-seconds": f"{answer.elapsed_s:.3f}",
    }
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items() if value).encode(
        "utf-8", "replace"
    )


def _why_truncated(answer: Answer) -> str:
    if answer.is_cut:
        return "length"
    return _TRUNCATED.get(answer.problem, "unspecified") if answer.problem and answer.problem != "tls" else ""


def _quote_id(link_id: str) -> str:
    return link_id if link_id.isascii() and link_id.isalnum() else quote(link_id, safe="")


@lru_cache(maxsize=4_096)
def _ip_address(peer: str) -> str:
    """The bare address of "1.2.3.4", "1.2.3.4:443", "::1" or "[::1]:443"; "" for anything else."""
    if not peer:
        return ""
    for text in (peer, peer.rpartition(":")[0].strip("[]"), peer.strip("[]")):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return ""
