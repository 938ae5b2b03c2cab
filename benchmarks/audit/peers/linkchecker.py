"""LinkChecker: addresses on standard input, CSV out.

Given as a page, a list over 1 MiB is silently not read at all (maxfilesizeparse); standard input has no such limit.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit.peers.checker import Command, Link, Settings

_SETTINGS = """[checking]
threads={threads}
timeout={timeout}
maxrequestspersecond=1000000
recursionlevel=0
robotstxt=0
[output]
status=0
log=csv
verbose=1
"""


@dataclass(frozen=True, slots=True)
class LinkChecker:
    """LinkChecker without recursion; pacing off (the loopback server sends the header that it asks for)."""

    program: Path
    name: str = "LinkChecker"

    def prepare(self, links: Sequence[Link], folder: Path, settings: Settings) -> Command:
        given = folder / "links.txt"
        given.write_text("".join(link.url + "\n" for link in links if " " not in link.url), encoding="utf-8")
        timeout = max(1, round(settings.whole_s))
        (folder / "settings.ini").write_text(_SETTINGS.format(threads=settings.connections, timeout=timeout))
        words = (str(self.program), "--config", "settings.ini", "--no-robots", "--stdin")
        return Command(words, stdin=given)

    def said(self, links: Sequence[Link], folder: Path, stdout: Path) -> dict[str, str]:
        """ "ok" or "error" by its own column `valid`."""
        lines = [line for line in stdout.read_text(encoding="utf-8", errors="replace").splitlines() if line[:1] != "#"]
        by_url = {
            row["urlname"]: "ok" if row["valid"] == "True" else "error" for row in csv.DictReader(lines, delimiter=";")
        }
        return {link.id: by_url[link.url] for link in links if link.url in by_url}
