"""Walks the blind site once and prints precision and recall a verdict: python -m benchmarks.audit.blind [FOLDER]"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.audit.blind.build import served
from benchmarks.audit.blind.site import Blind
from benchmarks.audit.peers.checker import Link, Settings
from benchmarks.audit.peers.ours import Prongsai
from benchmarks.audit.speed.usage import run

TIME_LIMITS = {"connect_s": 2.0, "first_byte_s": 3.0, "whole_s": 6.0}


def walk(folder: Path) -> tuple[list[Blind], dict[str, str]]:
    """The labels, and what the auditor said by id."""
    with served(folder) as site:
        checker = Prongsai("judged")
        given = [Link(link.id, link.url, None, None) for link in site.links]
        settings = Settings(connections=32, allowed_hosts=tuple(site.hosts), **TIME_LIMITS)
        command = checker.prepare(given, folder, settings)
        usage = run(command.words, stdin=command.stdin, stdout=folder / "said.out")
        said = checker.said(given, folder, folder / "said.out")
        if len(said) != len(site.links):
            raise SystemExit(f"{len(said)} answers to {len(site.links)} links: {usage.stderr_end}")
        return site.links, said


def table(links: list[Blind], said: dict[str, str]) -> list[str]:
    """Markdown. An answer within the allowed set counts as the label; else the most fitting label was missed."""
    truth = {link.id: said[link.id] if said[link.id] in link.right else link.right[0] for link in links}
    labelled, answers = Counter(truth.values()), Counter(said.values())
    right = Counter(said[key] for key, label in truth.items() if said[key] == label)
    lines = ["| verdict | links | said | right | precision | recall |", "|---|---|---|---|---|---|"]
    for one in sorted(labelled | answers):
        precision = f"{right[one] / answers[one]:.3f}" if answers[one] else "none said"
        recall = f"{right[one] / labelled[one]:.3f}" if labelled[one] else "none labelled"
        lines.append(f"| `{one}` | {labelled[one]} | {answers[one]} | {right[one]} | {precision} | {recall} |")
    wrong = Counter((truth[link.id], link.style, said[link.id]) for link in links if truth[link.id] != said[link.id])
    lines += ["", f"Wrong: {sum(wrong.values())} of {len(links)}.", ""]
    lines += [f"- {style}: {label} called {answer}, {many}" for (label, style, answer), many in wrong.most_common()]
    return lines


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        room = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)
        room.mkdir(parents=True, exist_ok=True)
        print("\n".join(table(*walk(room))))
