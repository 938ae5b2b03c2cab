"""python -m benchmarks.office [pages|hand_in|start|wizard], all four without a word; `--agencies`, `--items` for a small run."""

import argparse

from benchmarks.office.hand_in import measure_hand_in
from benchmarks.office.pages import Load, measure_pages
from benchmarks.office.start import measure_start
from benchmarks.office.wizard import measure_wizard


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.office", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("pages", "hand_in", "start", "wizard"))
    parser.add_argument("--agencies", type=int, default=116)
    parser.add_argument("--items", type=int, default=43)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    if options.what in (None, "pages"):
        measure_pages(Load(options.agencies, options.items, runs=options.runs))
    if options.what in (None, "hand_in"):
        measure_hand_in(min(options.agencies, 20), options.items)
    if options.what in (None, "start"):
        measure_start(min(options.agencies, 20), options.items)
    if options.what in (None, "wizard"):
        measure_wizard()


if __name__ == "__main__":
    main()
