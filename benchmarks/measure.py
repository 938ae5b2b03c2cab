"""Times a call or a whole command several times: median first, minimum and maximum beside it as the noise."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of several runs."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return f"{self.median:.3f} s (min {min(self.seconds):.3f}, max {max(self.seconds):.3f}, n={len(self.seconds)})"


def time_call(call: Callable[[], object], *, runs: int = 7, warm_up: int = 1) -> Timing:
    """Wall-clock seconds of a call inside this process, after `warm_up` calls that are not counted."""
    for _ in range(warm_up):
        call()
    return Timing(tuple(_seconds(call) for _ in range(runs)))


def time_command(words: Sequence[str], *, runs: int = 7, warm_up: int = 1) -> Timing:
    """Wall-clock seconds of a whole process, start-up included; exit codes 0 and 1 are both a finished run."""

    def once() -> None:
        done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode()[-500:]}")

    return time_call(once, runs=runs, warm_up=warm_up)


def peak_megabytes(code: str) -> float:
    """Peak resident memory of a fresh Python process that runs `code`, in megabytes.

    VmHWM, not ru_maxrss: the latter is inherited from the process that started it.
    """
    tail = "\nimport re; print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1]) / 1024


def machine() -> str:
    """What the figures were measured on, in one line."""
    load = os.getloadavg()[0]
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    memory = "no memory limit" if limit == resource.RLIM_INFINITY else f"{limit // 2**20} MB limit"
    return f"{os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}, {memory}"


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
