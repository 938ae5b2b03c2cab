"""A server in a process tree of its own: its address, its CPU seconds and its memory, read from /proc."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from prongsai.cli.start import web_options

_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_web(env: Mapping[str, str], port: int, *, workers: int = 2) -> subprocess.Popen[bytes]:
    """gunicorn as `prongsai start` sets it, with so many workers and without the jobs; answers when this returns."""
    names = {"worker_class": "worker-class", "worker_connections": "worker-connections", "keepalive": "keep-alive"}
    options = [
        word for name, value in web_options(workers).items() for word in (f"--{names.get(name, name)}", str(value))
    ]
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", *options, "--log-level", "warning"]
    quiet = ("--no-control-socket",)
    process = subprocess.Popen([*command, *quiet, "prongsai.config.wsgi:application"], env=dict(env))
    wait_for_answer(port)
    return process


@contextlib.contextmanager
def running(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Ends the process with the block."""
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_answer(port: int, limit_s: float = 60) -> float:
    """Seconds until the server answers its health address."""
    began = time.perf_counter()
    while time.perf_counter() - began < limit_s:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return time.perf_counter() - began
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise TimeoutError(f"no answer within {limit_s} s")


def tree_of(pid: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # ended since it was listed
            fields = path.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def cpu_s(pid: int) -> float:
    """CPU seconds of the tree, those of children that ended too."""
    ticks = 0
    for one in tree_of(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / _TICKS


def memory_mb(pid: int) -> dict[str, float]:
    """Proportional set size of each process of the tree, by a short name and its number."""
    found = {}
    for one in tree_of(pid):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{one}/cmdline").read_text().replace("\0", " ").split()
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            found[f"{words[-1].rpartition('/')[2]} {one}"] = kilobytes / 1024
    return found
