"""Processes forked from one that has loaded everything: they share its memory, end together, and jobs come back."""

import contextlib
import ctypes
import gc
import logging
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""How long a process told to stop may take before it is killed."""

RESTART_AFTER_S = (1.0, 5.0, 30.0)
"""How long to wait before starting one that fell over again, by how often it fell; the last of them from then on."""

_STEADY_S = 600.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Part:
    """One process: what it does, and whether another takes its place when it falls over (else all end)."""

    name: str
    work: Callable[[], object]
    is_restarted: bool = False
    pid: int | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    falls: int = field(default=0, init=False)
    due: float = field(default=0.0, init=False)


class _Told(BaseException):
    """SIGTERM or Ctrl-C came."""


def run_side_by_side(*parts: Part) -> int:
    """Run until told to stop, or until one that is not restarted ends; gives 0 or that one's exit code.

    For the main thread of a process with no other thread and no open connection: both would be torn by the fork.
    Raises RuntimeError where there is another thread, those of libraries too.
    """
    if count_threads() > 1:
        raise RuntimeError("a process with threads cannot be forked: do what starts them in run_apart")
    gc.collect()
    gc.freeze()  # else the first collection of each process writes into, and so copies, every page they share
    with _told_by_signals():
        try:
            for part in parts:
                _start(part)
            return _watch(parts)
        except _Told:
            return 0
        finally:
            _end(parts)


def run_apart(work: Callable[[], object]) -> int:
    """Do something in a forked process and wait; gives its exit code.

    What it leaves behind in a process goes with it: memory, connections, and the threads of libraries, which a later fork
    would tear.
    """
    part = Part("apart", work)
    _start(part)
    assert part.pid is not None
    try:
        return os.waitstatus_to_exitcode(os.waitpid(part.pid, 0)[1]) % 256
    except BaseException:
        _end((part,))
        raise


@contextlib.contextmanager
def _told_by_signals() -> Iterator[None]:
    def tell(number: int, frame: object) -> None:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_IGN)  # once is enough: ending must not be interrupted
        raise _Told

    before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def count_threads() -> int:
    """Of this process, those that Python knows nothing of too where the system says so."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _start(part: Part) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    # A signal between the fork and the note of its number would leave a process nobody ends.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        pid = os.fork()
        if pid == 0:
            _become(part, parent, held)
        part.pid, part.started = pid, time.monotonic()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _become(part: Part, parent: int, held: set[int | signal.Signals]) -> None:
    """In the child: do the work, and never come back."""
    code = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which tells each once
        _end_with(parent)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        part.work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _end_with(parent: int) -> None:
    """A parent killed outright must not leave a server that holds the port."""
    with contextlib.suppress(OSError, AttributeError):  # Linux only; elsewhere such a child must be ended by hand
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def _watch(parts: tuple[Part, ...]) -> int:
    while True:
        running = [part for part in parts if part.pid is not None]
        pid, status = os.waitpid(-1, os.WNOHANG if len(running) < len(parts) else 0)
        for part in running:
            if part.pid == pid:
                part.pid = None
                if not part.is_restarted:
                    return os.waitstatus_to_exitcode(status) % 256
                _note_fall(part, os.waitstatus_to_exitcode(status))
        now = time.monotonic()
        for part in parts:
            if part.pid is None and part.due <= now:
                _start(part)
        if pid == 0:
            time.sleep(0.1)


def _note_fall(part: Part, code: int) -> None:
    now = time.monotonic()
    part.falls = 0 if now - part.started > _STEADY_S else part.falls
    part.due = now + RESTART_AFTER_S[min(part.falls, len(RESTART_AFTER_S) - 1)]
    part.falls += 1
    log.error("%s ended by itself (code %d); starting it again in %.0f s", part.name, code, part.due - now)


def _end(parts: tuple[Part, ...]) -> None:
    """Tell all, last started first, and wait; one that does not end in time is killed."""
    for part in reversed(parts):
        _tell(part, signal.SIGTERM)
    until = time.monotonic() + PATIENCE_S
    for part in parts:
        while part.pid is not None and not _is_gone(part):
            if time.monotonic() > until:
                _tell(part, signal.SIGKILL)
            time.sleep(0.02)


def _tell(part: Part, number: signal.Signals) -> None:
    if part.pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(part.pid, number)


def _is_gone(part: Part) -> bool:
    assert part.pid is not None
    try:
        gone, _ = os.waitpid(part.pid, os.WNOHANG)
    except ChildProcessError:
        return True
    return gone != 0
