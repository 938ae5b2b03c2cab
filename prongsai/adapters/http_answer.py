"""The head of an HTTP answer from its lines as they came over the wire."""

from dataclasses import dataclass

BLANK = (b"\r\n", b"\n")
"""The line that ends a head."""


@dataclass(frozen=True, slots=True)
class Head:
    """`status` is None where there was no whole final head. Header texts are Latin-1: every byte as one character."""

    status: int | None = None
    reason: str = ""
    http_version: str = "1.1"
    headers: tuple[tuple[str, str], ...] = ()
    content_encoding: str = ""


def read_head(lines: list[bytes]) -> Head:
    """The final answer's head; what came before it (100, 103) and trailers after it are left out."""
    start = _final_status_line(lines)
    if start is None:
        return Head()
    version, _, rest = lines[start].decode("latin-1").rstrip("\r\n").partition(" ")
    status, _, reason = rest.lstrip().partition(" ")
    headers: list[tuple[str, str]] = []
    encodings: list[str] = []
    for line in lines[start + 1 :]:
        if line in BLANK:
            return Head(int(status), reason.strip(), version.partition("/")[2], tuple(headers), ", ".join(encodings))
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon:
            continue
        value = value.strip()
        headers.append((name, value))
        if len(name) == 16 and name.lower() == "content-encoding":
            encodings.append(value)
    return Head()


def _final_status_line(lines: list[bytes]) -> int | None:
    """The place of the last status line that is no interim one. libcurl has checked that the number has three digits."""
    found = None
    for place, line in enumerate(lines):
        is_first_of_block = place == 0 or lines[place - 1] in BLANK
        if is_first_of_block and line.startswith(b"HTTP/"):
            status = line.split(None, 2)[1:2]
            if status and status[0].isdigit() and not 100 <= int(status[0]) < 200:
                found = place
    return found
