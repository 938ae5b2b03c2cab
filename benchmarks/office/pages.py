"""Queries and CPU of each page, in a small office and in the full database."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.office.django_home import environment, run_module

MOST_QUERIES = 10


@dataclass(frozen=True, slots=True)
class Load:
    """What is loaded before pages are opened."""

    agencies: int = 116
    items: int = 43
    years: int = 2
    runs: int = 20


SMALL = Load(agencies=1, items=8, years=2, runs=1)


def measure_pages(load: Load) -> list[str]:
    """Print the table; gives a line for each page that misses a limit."""
    small, full = _costs(SMALL), _costs(load)
    queries_small = {page["name"]: page["queries"] for page in small["pages"]}
    print(
        f"{load.agencies} agencies x {load.items} items x {load.years} years, loaded in {full['loaded_s']:.0f} s; {machine()}"
    )
    print(f"| page | queries (small office) | CPU ms, median of {load.runs} (min … max) | limit | KB |")
    print("|---|---|---|---|---|")
    missed = []
    for page in full["pages"]:
        before = queries_small[page["name"]]
        print(
            f"| {page['name']} | {page['queries']} ({before}) | {page['median_ms']:.1f}"
            f" ({page['least_ms']:.1f} … {page['most_ms']:.1f}) | {page['limit_ms']:.0f} | {page['kb']:.0f} |"
        )
        missed += misses(page, before)
    print("\n".join(["missed:", *missed]) if missed else "no page misses a limit")
    return missed


def misses(page: dict[str, Any], queries_small: int) -> list[str]:
    """The limits that a page does not keep, in words."""
    found = []
    if page["status"] != 200:
        found.append(f"{page['name']}: answered {page['status']}")
    if page["queries"] > MOST_QUERIES:
        found.append(f"{page['name']}: {page['queries']} queries, at most {MOST_QUERIES}")
    if page["queries"] > queries_small:
        found.append(f"{page['name']}: {page['queries']} queries, {queries_small} in a small office")
    if page["median_ms"] > page["limit_ms"]:
        found.append(f"{page['name']}: {page['median_ms']:.1f} ms CPU, at most {page['limit_ms']:.0f}")
    return found


def _costs(load: Load) -> Any:
    with tempfile.TemporaryDirectory() as home:
        words = (load.agencies, load.items, load.years, load.runs)
        return run_module("benchmarks.office.page_costs", *words, env=environment(Path(home)))
