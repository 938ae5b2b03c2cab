"""Walks the site once and prints the figures and every wrong link: python -m benchmarks.audit.blind2 [FOLDER] [--json]"""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.audit.blind2.label import Labelled
from benchmarks.audit.blind2.score import Said, score, table, wrong_links
from benchmarks.audit.blind2.site import ORDINARY, served
from benchmarks.audit.peers.checker import Link, Settings
from benchmarks.audit.peers.ours import Prongsai, rows
from benchmarks.audit.speed.usage import run

TIME_LIMITS = {"connect_s": 2.0, "first_byte_s": 3.0, "whole_s": 6.0}


def walk(folder: Path, offices: int = ORDINARY) -> tuple[list[Labelled], dict[str, Said]]:
    """The labels, and what the auditor said by id."""
    with served(folder, offices) as site:
        checker = Prongsai("judged")
        given = [Link(link.id, link.url, None, None) for link in site.links]
        settings = Settings(connections=32, allowed_hosts=tuple(site.allowed), **TIME_LIMITS)
        command = checker.prepare(given, folder, settings)
        usage = run(command.words, stdin=command.stdin, stdout=folder / "said.out")
        said = {row["id"]: Said(row["verdict"], row.get("why_en", "")) for row in rows(folder / "said.out")}
        if len(said) != len(site.links):
            raise SystemExit(f"{len(said)} answers to {len(site.links)} links: {usage.stderr_end}")
        return site.links, said


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.audit.blind2", description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, help="where the list and the answers stay; else nowhere")
    asked.add_argument("--json", action="store_true", help="everything as one JSON document")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        room = given.folder or Path(made)
        room.mkdir(parents=True, exist_ok=True)
        found = score(*walk(room))
    if given.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*table(found), "", *wrong_links(found)]))


if __name__ == "__main__":
    main()
