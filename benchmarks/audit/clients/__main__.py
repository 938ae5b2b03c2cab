"""CPU seconds per 1,000 requests of each client, medians of interleaved rounds (decision 0007).

pip install wreq aiohttp    # candidates only, no part of the product
python -m benchmarks.audit.clients [--rounds 3] [--links 5000] [--hosts 400] [--clients NAME ...] [--lychee PATH]
"""

import argparse
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

from benchmarks.audit.clients.runs import RUNS
from benchmarks.measure import machine
from prongsai.adapters.http_trust import find_ca_file
from tests.adapters.http.certificates import make_authority, make_certificate

ONLY_TLS = (
    "prongsai_unverified",
    "pycurl_no_ca_cache",
    "pycurl_no_ca_cache_unverified",
    "pycurl_ca_blob",
    "pycurl_no_sessions",
)


@contextmanager
def site(folder: Path, hosts: list[str]) -> Iterator[tuple[int, int, Path]]:
    """(plain port, TLS port, file of the trusted authorities: the system's and the site's own)."""
    authority = make_authority(folder)
    certificate = make_certificate(authority, hosts, folder)
    trusted = folder / "trusted.pem"
    trusted.write_bytes(Path(find_ca_file()).read_bytes() + authority.file.read_bytes())
    ports = []
    for _ in range(2):
        with socket.create_server(("127.0.0.1", 0)) as free:
            ports.append(free.getsockname()[1])
    words = [sys.executable, "-m", "benchmarks.audit.clients.server", *map(str, ports), str(certificate)]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True)
    assert server.stdout
    server.stdout.readline()
    server.stdout.readline()
    try:
        yield ports[0], ports[1], trusted
    finally:
        os.killpg(server.pid, 15)
        server.wait()


def lychee_cpu_s(program: str, urls: Path) -> float:
    """CPU seconds of lychee over the same list, start-up included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [program, "--no-progress", "--insecure", "--max-concurrency", "200", "--host-concurrency", "200",
         "--host-request-interval", "1ms", "--max-retries", "0", str(urls)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--links", type=int, default=5000)
    parser.add_argument("--hosts", type=int, default=400)
    parser.add_argument("--clients", nargs="*", default=list(RUNS))
    parser.add_argument("--lychee", default="")
    chosen = parser.parse_args()
    hosts = [str(ip_address("127.1.0.0") + 1 + number) for number in range(chosen.hosts)]
    print(f"{chosen.links} links over {chosen.hosts} hosts, {chosen.rounds} rounds; {machine()}")
    with tempfile.TemporaryDirectory() as name, site(Path(name), hosts) as (http_port, https_port, trusted):
        for scheme, port in (("http", http_port), ("https", https_port)):
            urls = Path(name) / f"{scheme}.txt"
            lines = [f"{scheme}://{hosts[n % len(hosts)]}:{port}/page/{n}" for n in range(chosen.links)]
            urls.write_text("\n".join(lines))
            clients = [each for each in chosen.clients if scheme == "https" or each not in ONLY_TLS]
            rows: dict[str, list[dict[str, float]]] = {each: [] for each in clients}
            lychee: list[float] = []
            for _ in range(chosen.rounds):
                for each in clients:
                    rows[each].append(run(each, urls, trusted))
                if chosen.lychee:
                    lychee.append(lychee_cpu_s(chosen.lychee, urls))
            print(f"{scheme}: client, CPU s per 1,000 (lowest, highest), links/s, peak MB, answers of 200")
            for each, found in rows.items():
                costs = sorted(one["cpu_s"] * 1000 / chosen.links for one in found)
                pace = statistics.median(chosen.links / one["wall_s"] for one in found)
                peak = max(one["peak_mb"] for one in found)
                print(
                    f"  {each:30} {statistics.median(costs):.3f} ({costs[0]:.3f}, {costs[-1]:.3f}) {pace:6.0f} {peak:5.0f} {min(one['ok'] for one in found)}"
                )
            if lychee:
                costs = sorted(cost * 1000 / chosen.links for cost in lychee)
                print(f"  {'lychee':30} {statistics.median(costs):.3f} ({costs[0]:.3f}, {costs[-1]:.3f})")


def run(client: str, urls: Path, trusted: Path) -> dict[str, float]:
    """One client's figures from a fresh process."""
    words = [sys.executable, "-m", "benchmarks.audit.clients.runs", client, str(urls), str(trusted)]
    done = subprocess.run(
        words, stdout=subprocess.PIPE, check=True, text=True, env={**os.environ, "SSL_CERT_FILE": str(trusted)}
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
