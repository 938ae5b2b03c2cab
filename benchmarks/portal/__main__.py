"""python -m benchmarks.portal [pages|rivals|copies|served|paint], all without a word; `--quick` for a small run."""

import argparse

from benchmarks.portal import copies, pages, paint, rivals, served

PARTS = {
    "pages": pages.measure,
    "rivals": rivals.measure,
    "copies": copies.measure,
    "served": served.measure,
    "paint": paint.measure,
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portal", description=__doc__)
    parser.add_argument("what", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    for name in options.what or PARTS:
        PARTS[name](quick=options.quick)


if __name__ == "__main__":
    main()
