"""The evidence auditor's numbers, beside lychee and LinkChecker on the same loopback sites.

    python -m benchmarks.audit            speed, memory and verdicts (about 40 minutes)
    python -m benchmarks.audit --quick    2,000 links, one round, no long list (about 3 minutes)
    python -m benchmarks.audit verdicts   one part only: speed, memory, verdicts

Writes a Markdown and a JSON file into --folder. The peers are installed there too, from the package index, apart from
the product's environment. Exit code 1 when a limit is not met.
"""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.audit.peers.install import VERSIONS, install_peers
from benchmarks.audit.peers.lychee import Lychee
from benchmarks.audit.peers.ours import Prongsai
from benchmarks.audit.verdicts import measure_verdicts, missed, verdict_table
from benchmarks.audit.walks import MEMORY_LIMIT_MB, Walk, as_record, checkers, memory_table, walk_all, walk_table
from benchmarks.measure import machine

PARTS = ("speed", "memory", "verdicts")


def main() -> int:
    """Measures the parts asked for, prints and writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all when none is named")
    parser.add_argument("--quick", action="store_true", help="2,000 links over 400 hosts, one round, no long list")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"))
    given = parser.parse_args()
    parts = given.parts or (("speed", "verdicts") if given.quick else PARTS)
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    programs = install_peers(folder)
    record: dict[str, Any] = {"machine": machine(), "at": datetime.now(UTC).isoformat(), "peers": VERSIONS}
    lines = [f"{record['machine']}, {record['at'][:10]}, {', '.join(VERSIONS)}", ""]
    print(lines[0], flush=True)
    faults: list[str] = []

    walks: list[Walk] = []
    if "speed" in parts or "memory" in parts:
        links, rounds = (2_000, 1) if given.quick else (20_000, given.rounds if "speed" in parts else 1)
        walkers = checkers(programs) if "speed" in parts else _for_memory(programs)
        walks = walk_all(walkers, folder, links=links, hosts=400, rounds=rounds, seed=given.seed)
        record["walks"] = [as_record(walk) for walk in walks]
        table = walk_table(walks)
        lines += [f"## {links:,} links over 400 hosts, medians of {rounds}", "", *table, ""]
        faults += [line for line in table if line.endswith("OVER")]
    if "memory" in parts:
        long = walk_all(_for_memory(programs), folder, links=200_000, hosts=2_000, rounds=1, seed=given.seed)
        record["long_walks"] = [as_record(walk) for walk in long]
        lines += ["## Memory", "", *memory_table(walks, long), ""]
        faults += [
            f"{walk.checker}: {walk.usage.peak_mb:.0f} MB"
            for walk in long
            if walk.checker != "lychee" and walk.usage.peak_mb > MEMORY_LIMIT_MB
        ]
    if "verdicts" in parts:
        verdicts = measure_verdicts(folder, programs, seed=given.seed)
        record["verdicts"] = verdicts
        lines += ["## Verdicts on the labelled site", "", *verdict_table(verdicts), ""]
        faults += missed(verdicts["rows"])
        held_out = measure_verdicts(folder, None, seed=given.seed + 10, is_held_out=True)
        record["held_out"] = held_out
        lines += ["## Verdicts on the held-out site", "", *verdict_table(held_out), ""]
        faults += [f"{one} (held out)" for one in missed(held_out["rows"])]
    (folder / "audit.md").write_text("\n".join(lines), encoding="utf-8")
    (folder / "audit.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    print("\n".join(lines))
    print("not met: " + "; ".join(faults) if faults else "all limits met")
    return 1 if faults else 0


def _for_memory(programs: Path) -> list[Any]:
    return [Lychee(programs / "lychee"), Prongsai("alive"), Prongsai("judged"), Prongsai("kept")]


if __name__ == "__main__":
    raise SystemExit(main())
