"""lychee: a list of addresses in a text file, JSON out."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit.peers.checker import Command, Link, Settings


@dataclass(frozen=True, slots=True)
class Lychee:
    """lychee with its pacing switched off and our number of redirects. `is_told_all` makes it list good links too, and try once:
    with its retries a 429 holds back the other links of the host for a minute, and they time out."""

    program: Path
    is_told_all: bool = False
    name: str = "lychee"

    def prepare(self, links: Sequence[Link], folder: Path, settings: Settings) -> Command:
        (folder / "links.txt").write_text("".join(link.url + "\n" for link in links), encoding="utf-8")
        many = str(settings.connections)
        words = [str(self.program), "--no-progress", "--format", "json", "--output", "said.json"]
        words += ["--max-concurrency", many, "--host-concurrency", many, "--host-request-interval", "0ms"]
        words += ["--max-redirects", "5", "--timeout", str(max(1, round(settings.whole_s)))]
        words += ["-vv", "--max-retries", "0"] if self.is_told_all else []
        return Command((*words, "--", "links.txt"))

    def said(self, links: Sequence[Link], folder: Path, stdout: Path) -> dict[str, str]:
        """ "ok", "error", "timeout" or "excluded"; without `is_told_all` what is not listed was ok."""
        record = json.loads((folder / "said.json").read_text(encoding="utf-8"))
        by_url: dict[str, str] = {}
        for key, word in (
            ("success_map", "ok"),
            ("excluded_map", "excluded"),
            ("timeout_map", "timeout"),
            ("error_map", "error"),
        ):
            for rows in record.get(key, {}).values():
                by_url.update({row["url"]: word for row in rows})
        ids = defaultdict(list)
        for link in links:
            ids[link.url].append(link.id)
        if not self.is_told_all:
            for url in ids:
                by_url.setdefault(url, "ok")
            if record["total"] != len(links):
                raise SystemExit(f"lychee checked {record['total']} of {len(links)} links")
        return {one: word for url, word in by_url.items() for one in ids.get(url, ())}
