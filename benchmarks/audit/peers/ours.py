"""prongsai audit in its three modes: alive or not, judged, judged with snapshots kept."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.audit.peers.checker import Command, Link, Settings

Mode = Literal["alive", "judged", "kept"]

NAMES: dict[Mode, str] = {
    "alive": "prongsai, alive or not (--no-judge)",
    "judged": "prongsai, judged",
    "kept": "prongsai, judged and kept (--keep)",
}


@dataclass(frozen=True, slots=True)
class Prongsai:
    """`prongsai audit` on JSON Lines; allowed to visit the loopback hosts by name."""

    mode: Mode

    @property
    def name(self) -> str:
        return NAMES[self.mode]

    def prepare(self, links: Sequence[Link], folder: Path, settings: Settings) -> Command:
        with (folder / "links.jsonl").open("w", encoding="utf-8") as out:
            for link in links:
                row = {"id": link.id, "url": link.url, "item": link.item, "fiscal_year": link.fiscal_year}
                out.write(json.dumps({key: value for key, value in row.items() if value is not None}) + "\n")
        words = [str(Path(sys.executable).with_name("prongsai")), "audit", "links.jsonl", "--jsonl", "--fresh"]
        words += ["--gap", "0", "--connections", str(settings.connections)]
        words += ["--connect-timeout", str(settings.connect_s), "--first-byte-timeout", str(settings.first_byte_s)]
        words += ["--timeout", str(settings.whole_s)]
        words += {"alive": ["--no-judge"], "judged": [], "kept": ["--keep", "kept"]}[self.mode]
        for host in settings.allowed_hosts:
            words += ["--allow-host", host]
        return Command(tuple(words))

    def said(self, links: Sequence[Link], folder: Path, stdout: Path) -> dict[str, str]:
        """The verdict by the link's id."""
        return {row["id"]: row["verdict"] for row in rows(stdout)}


def rows(stdout: Path) -> Iterator[dict[str, Any]]:
    """The result lines of a finished run."""
    with stdout.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
