"""Public share links of drives: the address of the file itself, which answers when no sign-in is needed.

Source: the addresses such share pages are made of, seen in links of local governments; checked by hand 2026-11.
"""

import re
from urllib.parse import parse_qs

from prongsai.audit.address_parts import split_url

_DRIVE_FILE = re.compile(r"/file/(?:u/\d+/)?d/([\w-]{10,})")
_DOCS = re.compile(r"/(document|spreadsheets|presentation)/(?:u/\d+/)?d/([\w-]{10,})")
_EXPORTS = {"document": "pdf", "spreadsheets": "xlsx", "presentation": "pdf"}


def file_address(url: str) -> str | None:
    """The direct address behind a share link of Google Drive or Docs, Dropbox or OneDrive; None for anything else."""
    parts = split_url(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "drive.google.com":
        match = _DRIVE_FILE.search(parts.path)
        identity = match.group(1) if match else (parse_qs(parts.query).get("id") or [""])[0]
        if identity and parts.path.rstrip("/").endswith(("/uc", "/download")):
            return None
        return (
            f"https://drive.google.com/uc?export=download&id={identity}"
            if re.fullmatch(r"[\w-]{10,}", identity)
            else None
        )
    if host == "docs.google.com":
        match = _DOCS.search(parts.path)
        if not match or "/export" in parts.path or "/d/e/" in parts.path:
            return None
        kind, identity = match.groups()
        tail = f"export/{_EXPORTS[kind]}" if kind == "presentation" else f"export?format={_EXPORTS[kind]}"
        return f"https://docs.google.com/{kind}/d/{identity}/{tail}"
    if host == "dropbox.com" and parts.path.startswith(("/s/", "/scl/fi/")):
        kept = [part for part in parts.query.split("&") if part and not part.startswith(("dl=", "raw="))]
        return parts._replace(query="&".join([*kept, "dl=1"]), fragment="").geturl()
    if host == "1drv.ms" or (host.endswith(".sharepoint.com") and re.match(r"/:[a-z]:/", parts.path)):
        kept = [part for part in parts.query.split("&") if part and not part.startswith("download=")]
        return parts._replace(query="&".join([*kept, "download=1"]), fragment="").geturl()
    return None
