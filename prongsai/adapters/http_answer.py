"""The head of an HTTP answer from its lines as they came over the wire."""

from prongsai.core.frozen import frozen

BLANK = (b"\r\n", b"\n")
"""The line that ends a head."""


@frozen
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
    """The place of the first status line that is no interim one, None where none came."""
    place = 0
    while place < len(lines) and lines[place].startswith(b"HTTP/"):
        status = lines[place].split(None, 2)[1:2]
        if not status or not status[0].isdigit():
            return None
        if not 100 <= int(status[0]) < 200:
            return place
        while place < len(lines) and lines[place] not in BLANK:
            place += 1
        place += 1
    return None
