"""Runs one command to its end and says what its whole process tree used."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.1


@dataclass(frozen=True, slots=True)
class Usage:
    """What a finished process tree used: CPU of all processes that were waited for, and the peak of their memory.

    `peak_mb` is the largest sum of resident memory seen in the tree, sampled ten times a second, and at least the
    root's own high-water mark (`ru_maxrss` would include the process that started it). `trace_mb` is the memory
    at ten even steps of the run: flat, or growing with the list.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    exit_code: int
    trace_mb: tuple[float, ...]
    stderr_end: str


def run(
    words: Sequence[str], *, stdin: Path | None = None, stdout: Path, environment: dict[str, str] | None = None
) -> Usage:
    """Runs to the end; output goes to a file, so that reading it costs the command nothing."""
    errors = stdout.with_suffix(".stderr")
    with open(stdin or os.devnull, "rb") as given, stdout.open("wb") as out, errors.open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            words, stdin=given, stdout=out, stderr=err, env=os.environ | (environment or {}), cwd=stdout.parent
        )
        samples: list[float] = []
        ended = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, samples, ended))
        sampler.start()
        _pid, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        sampler.join()
    step = max(1, len(samples) // 10)
    return Usage(
        wall_s=wall_s,
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=max(samples, default=0.0),
        exit_code=process.returncode,
        trace_mb=tuple(round(one, 1) for one in samples[::step]),
        stderr_end=errors.read_text(encoding="utf-8", errors="replace")[-600:],
    )


def _sample(root: int, samples: list[float], ended: threading.Event) -> None:
    while not ended.wait(SAMPLE_S):
        tree = _tree(root)
        now = sum(_status_mb(one, b"VmRSS:") for one in tree)
        samples.append(max(now, _status_mb(root, b"VmHWM:") if len(tree) == 1 else 0.0))


def _tree(root: int) -> list[int]:
    """The process and all its descendants that still run."""
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for thread in os.listdir(f"/proc/{one}/task"):
                waiting += map(int, Path(f"/proc/{one}/task/{thread}/children").read_text().split())
        except OSError:
            continue  # it has just ended
    return found


def _status_mb(process: int, field: bytes) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_bytes()
    except OSError:
        return 0.0
    at = status.find(field)
    return int(status[at + len(field) :].split(None, 1)[0]) / 1024 if at >= 0 else 0.0
