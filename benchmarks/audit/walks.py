"""The speed site walked by all checkers, in turn, three times: CPU seconds for 1,000 links, links a second, memory."""

import shutil
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.audit.peers.checker import Checker, Link, Settings
from benchmarks.audit.peers.linkchecker import LinkChecker
from benchmarks.audit.peers.lychee import Lychee
from benchmarks.audit.peers.ours import NAMES, Prongsai
from benchmarks.audit.site.server import serve
from benchmarks.audit.site.thai_text import items
from benchmarks.audit.speed.addresses import SpeedSite, host_address
from benchmarks.audit.speed.answers import SpeedAnswers
from benchmarks.audit.speed.usage import Usage, run

MEMORY_LIMIT_MB = 250
# Name of a mode, then (other checker, times its CPU seconds at most).
LIMITS: tuple[tuple[str, str, float], ...] = (
    (NAMES["alive"], "lychee", 2.0),
    (NAMES["judged"], "lychee", 10.0),
    (NAMES["judged"], "LinkChecker", 0.5),
    (NAMES["kept"], "lychee", 12.0),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """One run of one checker over the list."""

    checker: str
    links: int
    usage: Usage
    requests: int
    sent_mb: float
    answers: dict[str, int]
    kept_mb: float = 0.0

    @property
    def cpu_s_per_1000(self) -> float:
        return self.usage.cpu_s * 1000 / self.links


def checkers(programs: Path) -> list[Checker]:
    """All that are compared."""
    ours: list[Checker] = [Prongsai("alive"), Prongsai("judged"), Prongsai("kept")]
    return [Lychee(programs / "lychee"), *ours, LinkChecker(programs / "linkchecker")]


def walk_all(
    walkers: Sequence[Checker], folder: Path, *, links: int, hosts: int, rounds: int, seed: int = 1
) -> list[Walk]:
    """`rounds` times each, one after the other in each round, so that a busy minute hits all of them."""
    site = SpeedSite(links, hosts, seed)
    walks = []
    with serve(SpeedAnswers(site, folder), processes=2) as server:
        given = list_of_links(site, server.port)
        settings = Settings(allowed_hosts=tuple(host_address(number) for number in range(hosts)))
        for number in range(rounds):
            for walker in walkers:
                before = server.counts()
                room = folder / "walk"
                shutil.rmtree(room, ignore_errors=True)
                room.mkdir(parents=True)
                command = walker.prepare(given, room, settings)
                usage = run(command.words, stdin=command.stdin, stdout=room / "said.out")
                requests, sent = (now - then for now, then in zip(server.counts(), before, strict=True))
                said = walker.said(given, room, room / "said.out")
                if not said:
                    raise SystemExit(f"{walker.name} said nothing: {usage.stderr_end}")
                answers = {word: sum(one == word for one in said.values()) for word in sorted(set(said.values()))}
                kept_mb = sum(one.stat().st_size for one in room.glob("kept/**/*") if one.is_file()) / 1e6
                walks.append(Walk(walker.name, links, usage, requests, sent / 1e6, answers, kept_mb))
                _say(number, walks[-1], len(said))
    return walks


def list_of_links(site: SpeedSite, port: int) -> list[Link]:
    """The whole list; each link is told the item and year it is evidence for."""
    held = items()
    return [
        Link(f"{number}", site.url(number, port), held[number % len(held)].code, 2565 + number % 4)
        for number in site.numbers()
    ]


def walk_table(walks: Sequence[Walk]) -> list[str]:
    """Markdown lines: one row a checker with medians, then each limit with what was measured."""
    names = list(dict.fromkeys(walk.checker for walk in walks))
    cpu = {name: statistics.median(one.cpu_s_per_1000 for one in walks if one.checker == name) for name in names}
    base = cpu.get("lychee", 0.0)
    lines = [
        "| checker | CPU s / 1,000 links | min … max | x lychee | links/s | peak MB | requests | MB from the site |"
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    for name in names:
        mine = [walk for walk in walks if walk.checker == name]
        each = [walk.cpu_s_per_1000 for walk in mine]
        rate = statistics.median(walk.links / walk.usage.wall_s for walk in mine)
        lines.append(
            f"| {name} | {cpu[name]:.3f} | {min(each):.3f} … {max(each):.3f} | {cpu[name] / base if base else 0:.2f} | {rate:,.0f} | "
            f"{max(walk.usage.peak_mb for walk in mine):.0f} | {mine[-1].requests:,} | {mine[-1].sent_mb:,.0f} |"
        )
    lines.append("")
    for name, other, times in LIMITS:
        if name in cpu and other in cpu:
            ratio = cpu[name] / cpu[other]
            lines.append(f"- {name} / {other}: {ratio:.2f}, limit {times:g}: {'ok' if ratio <= times else 'OVER'}")
    return lines


def memory_table(small: Sequence[Walk], large: Sequence[Walk]) -> list[str]:
    """Markdown lines: peak memory on the list and on one ten times as long."""
    lines = [
        "| checker | peak MB, "
        + f"{small[0].links:,} links | peak MB, {large[0].links:,} links | MB at ten steps of the long run |"
    ]
    lines.append("|---|---|---|---|")
    for walk in large:
        peak = max(one.usage.peak_mb for one in small if one.checker == walk.checker)
        mark = "" if walk.usage.peak_mb <= MEMORY_LIMIT_MB else f" (limit {MEMORY_LIMIT_MB})"
        steps = " ".join(f"{one:.0f}" for one in walk.usage.trace_mb)
        lines.append(f"| {walk.checker} | {peak:.0f} | {walk.usage.peak_mb:.0f}{mark} | {steps} |")
    return lines


def as_record(walk: Walk) -> dict[str, Any]:
    """One run as it goes into the JSON file."""
    return asdict(walk) | {"cpu_s_per_1000": round(walk.cpu_s_per_1000, 4)}


def _say(round_number: int, walk: Walk, answered: int) -> None:
    missing = "" if answered == walk.links else f"  ONLY {answered} of {walk.links} links answered"
    print(
        f"  round {round_number + 1} {walk.checker:38} CPU {walk.cpu_s_per_1000:.3f} s/1,000  wall {walk.usage.wall_s:6.1f} s  "
        f"peak {walk.usage.peak_mb:4.0f} MB  {walk.requests} requests  exit {walk.usage.exit_code}  {walk.answers}{missing}",
        flush=True,
    )
    if walk.usage.exit_code not in (0, 1, 2) or missing:
        print("   ", walk.usage.stderr_end, flush=True)
