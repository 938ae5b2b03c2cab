"""The labelled site walked by all three checkers: precision and recall of ours, the words of the others beside."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.audit.labelled.build import served, write_labels
from benchmarks.audit.labelled.score import PEER_WORDS, errors, peer_words, score
from benchmarks.audit.peers.checker import Checker, Link, Settings
from benchmarks.audit.peers.linkchecker import LinkChecker
from benchmarks.audit.peers.lychee import Lychee
from benchmarks.audit.peers.ours import Prongsai
from benchmarks.audit.speed.usage import run

WANTED, WANTED_SOFT_404 = 0.98, 0.95
TIME_LIMITS = {"connect_s": 2.0, "first_byte_s": 3.0, "whole_s": 6.0}


def measure_verdicts(
    folder: Path, programs: Path | None, *, seed: int = 1, is_held_out: bool = False
) -> dict[str, Any]:
    """One run of each; without `programs` ours alone. The held-out site has frames and traps that no rule was written on."""
    checkers: list[Checker] = [Prongsai("judged")]
    if programs:
        checkers += [Lychee(programs / "lychee", is_told_all=True), LinkChecker(programs / "linkchecker")]
    made: dict[str, Any] = {"peers": {}}
    with served(seed, folder, is_held_out=is_held_out) as site:
        links = site.mixed_links()
        write_labels(links, folder / ("held-out.jsonl" if is_held_out else "labels.jsonl"))
        settings = Settings(connections=64, allowed_hosts=site.allowed(), **TIME_LIMITS)
        given = [Link(link.id, link.url, link.item, link.fiscal_year) for link in links]
        for checker in checkers:
            room = folder / ("held-out" if is_held_out else "verdicts") / checker.name.split(",")[0]
            room.mkdir(parents=True, exist_ok=True)
            command = checker.prepare(given, room, settings)
            usage = run(command.words, stdin=command.stdin, stdout=room / "said.out")
            print(f"  {checker.name}: exit code {usage.exit_code}, {usage.wall_s:.0f} s", flush=True)
            said = checker.said(given, room, room / "said.out")
            if not said:
                raise SystemExit(f"{checker.name} said nothing: {usage.stderr_end}")
            if isinstance(checker, Prongsai):
                made["rows"] = [
                    {
                        "verdict": one.verdict, "labelled": one.labelled, "said": one.said, "right": one.right,
                        "precision": round(one.precision, 4), "recall": round(one.recall, 4),
                    }
                    for one in score(links, said)
                ]  # fmt: skip
                made["errors"] = errors(links, said)
            else:
                made["peers"][checker.name] = {key: dict(words) for key, words in peer_words(links, said).items()}
    return made


def verdict_table(made: dict[str, Any]) -> list[str]:
    """Markdown lines: one row a verdict, with OVER/under the wanted figure said, and the wrong ones below."""
    names = list(made["peers"])
    lines = ["| verdict | links | precision | recall | " + "".join(f"{name} said | " for name in names)]
    lines.append("|---|---|---|---|" + "---|" * len(names))
    for row in made["rows"]:
        wanted = WANTED_SOFT_404 if row["verdict"] == "soft_404" else WANTED
        mark = "" if min(row["precision"], row["recall"]) >= wanted else f" (wanted {wanted})"
        cells = [f"`{row['verdict']}`{mark}", str(row["labelled"]), f"{row['precision']:.3f}", f"{row['recall']:.3f}"]
        cells += [_words(made["peers"][name][row["verdict"]]) for name in names]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", f"Wrong: {sum(one[3] for one in made['errors'])} of {sum(row['labelled'] for row in made['rows'])}."]
    lines += [
        f"- {right} ({style}) called {said}: {many}, e.g. {url}" for right, style, said, many, url in made["errors"]
    ]
    return lines


def _words(said: dict[str, int]) -> str:
    return ", ".join(f"{said[word]} {word}" for word in PEER_WORDS if said.get(word))


def missed(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The verdicts that are under what is wanted of them."""
    return [
        row["verdict"]
        for row in rows
        if min(row["precision"], row["recall"]) < (WANTED_SOFT_404 if row["verdict"] == "soft_404" else WANTED)
    ]
