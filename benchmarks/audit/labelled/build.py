"""Builds the labelled site and serves it: python -m benchmarks.audit.labelled.build --labels labels.jsonl"""

import argparse
import contextlib
import json
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.audit.labelled import dead, good, unseen, walls
from benchmarks.audit.labelled.site import Labelled, LabelledSite, Ways
from benchmarks.audit.labelled.tls import FAULTS, faulty_context
from benchmarks.audit.site.pdf_pool import pdf_pool
from benchmarks.audit.site.server import free_port, serve


def build(
    *,
    seed: int,
    port: int,
    tls_ports: dict[str, int],
    refusing_port: int,
    deaf_port: int,
    folder: Path,
    is_held_out: bool = False,
) -> LabelledSite:
    """All hosts, pages and labels; nothing is served yet."""
    site = LabelledSite(seed, port, tls_ports, refusing_port, deaf_port, unseen.WAYS if is_held_out else Ways())
    pdfs = pdf_pool(folder, seed=seed, count=30)
    good.add_opens(site, pdfs)
    good.add_moved(site, pdfs)
    dead.add_gone(site)
    dead.add_soft_404(site)
    dead.add_homepage_only(site)
    walls.add_login_wall(site)
    walls.add_refused(site)
    walls.add_timed_out(site)
    walls.add_redirect_loop(site)
    walls.add_bad_certificate(site)
    walls.add_unsupported(site)
    walls.add_script_shells(site)
    walls.add_blocked(site)
    walls.add_not_checked(site)
    if is_held_out:
        unseen.add_traps(site)
    return site


@contextlib.contextmanager
def served(seed: int, folder: Path, *, is_held_out: bool = False) -> Iterator[LabelledSite]:
    """The labelled site while it is served; the held-out one has other frames, behaviours and traps."""
    port, refusing_port = free_port(), free_port()
    with contextlib.ExitStack() as stack:
        deaf_port = stack.enter_context(_deaf())
        tls_ports: dict[str, int] = {fault: free_port() for fault in FAULTS}
        site = build(
            seed=seed,
            port=port,
            tls_ports=tls_ports,
            refusing_port=refusing_port,
            deaf_port=deaf_port,
            folder=folder,
            is_held_out=is_held_out,
        )
        keys = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tls = [(tls_ports[fault], faulty_context(fault, list(site.hosts), keys)) for fault in FAULTS]
        stack.enter_context(serve(site, port=port, tls=tls))
        yield site


def write_labels(links: list[Labelled], path: Path) -> None:
    """One link a line: id, url, verdict, style, and item and fiscal year where it has them."""
    with path.open("w", encoding="utf-8") as out:
        for link in links:
            kept = {key: value for key, value in asdict(link).items() if value is not None}
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")


@contextlib.contextmanager
def _deaf() -> Iterator[int]:
    """A port whose queue of connections is full and never emptied: a connect gets no answer."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("0.0.0.0", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


def main() -> None:
    """Serves the site until it is ended; the labels and the hosts to allow are written to files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--labels", type=Path, default=Path("labels.jsonl"))
    given = parser.parse_args()
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _sign, _frame: ended.set())
    with served(given.seed, given.folder) as site:
        write_labels(site.mixed_links(), given.labels)
        given.labels.with_suffix(".hosts").write_text("\n".join(site.allowed()))
        print(len(site.links), dict(site.counts()), flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
