"""Requests a second by wrk."""

import re
import subprocess
import time
import urllib.error
import urllib.request


def requests_per_second(url: str, *, seconds: int = 6, connections: int = 8, header: str = "") -> float:
    """What wrk counts after the address answers. Raises RuntimeError when it counts none or gets errors."""
    wait_for(url)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *(["-H", header] if header else []), url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    if found is None or "Non-2xx" in printed:
        raise RuntimeError(printed)
    return float(found.group(1))


def wait_for(url: str, limit_s: float = 30) -> int:
    """Until the address answers 200; gives the length of its body. Raises RuntimeError when it does not."""
    began = time.monotonic()
    while time.monotonic() - began < limit_s:
        try:
            with urllib.request.urlopen(url) as answer:
                return len(answer.read())
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer")
