"""Names of web hosts as they may stand in a header."""

import re

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)")


def with_twin(name: str) -> list[str]:
    """The host in the letters that a browser sends, and its twin with or without "www."; [] when it is no host name."""
    try:
        host = name.strip().lower().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return []
    if not _HOST.fullmatch(host):
        return []
    bare = host.removeprefix("www.")
    return (
        [host]
        if "." not in bare or bare.replace(".", "").isdigit()
        else [host, bare if bare != host else f"www.{host}"]
    )
