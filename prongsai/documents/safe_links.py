"""Which addresses a document may make clickable."""

import re
from urllib.parse import quote, urlsplit

from prongsai.documents.report import Line

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
_LONGEST = 2_000  # Word and Excel refuse files whose links are longer than about 2,080 letters


def split_label(line: Line) -> tuple[str, str]:
    """A linked line's label ("หลักฐาน: ") and the address it shows, which alone is the link."""
    label, colon, shown = line.text.partition(": ")
    return (f"{label}{colon}", shown) if shown else ("", line.text)


def clickable(address: str | None) -> str | None:
    """The address as a link target in ASCII, None for what is no plain http or https address."""
    if address is None or len(address) > _LONGEST:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return None
    target = quote(address, safe="!#$&'()*+,/:;=?@~%-._")
    return target if len(target) <= _LONGEST and target.count("#") <= 1 else None
