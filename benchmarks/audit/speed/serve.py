"""Serves the speed site alone: python -m benchmarks.audit.speed.serve --links 20000 --hosts 400 --port 8800

Prints the port when it is ready and serves until it is ended. GET /-/counts says how many requests and bytes it answered.
"""

import argparse
import signal
import threading
from pathlib import Path

from benchmarks.audit.site.server import serve
from benchmarks.audit.speed.addresses import SpeedSite
from benchmarks.audit.speed.answers import SpeedAnswers


def main() -> None:
    """Serves until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"), help="where the PDF files are kept")
    given = parser.parse_args()
    answers = SpeedAnswers(SpeedSite(given.links, given.hosts, given.seed), given.folder)
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _sign, _frame: ended.set())
    with serve(answers, port=given.port, processes=given.processes) as site:
        print(site.port, flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
