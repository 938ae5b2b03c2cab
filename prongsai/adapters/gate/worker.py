"""The gate's worker: one process for one file, bounded in time and memory; it may crash or hang, and only that file is lost.

A file is handed in by a person a few times a day, so a start of a third of a second does not matter; what a fresh process
gives is that nothing of one file is left for the next. Request and answer are a line of JSON and bytes.
"""

import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from prongsai.adapters.reading_limits import CannotRead, ReadLimits, both
from prongsai.audit.page import PageProblem

_PACKAGE_FOLDER = str(Path(__file__).parents[3])
_HEAD = struct.Struct("<QQ")
_MOST_ANSWER = 400_000_000
GATE_LIMITS = ReadLimits(wall_s=40.0, ocr_wall_s=240.0, office_wall_s=90.0)
"""As for the auditor's reading, but every page and picture is read, so OCR may take four minutes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker says: plain values and, for copies, bytes."""

    values: dict[str, Any]
    content: bytes


def ask_worker(work: str, content: bytes, *, limits: ReadLimits = GATE_LIMITS, **values: Any) -> Answer:
    """Do one piece of work on a file in a process of its own. Raises CannotRead when it did not live to answer."""
    request = {"work": work, "limits": asdict(limits), **values}
    path = os.pathsep.join(part for part in (_PACKAGE_FOLDER, os.environ.get("PYTHONPATH", "")) if part)
    one_thread = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    with tempfile.TemporaryFile() as spool:
        spool.write(json.dumps(request).encode() + b"\n")
        spool.write(content)
        spool.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "prongsai.adapters.gate.worker_main"],
            stdin=spool,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, **one_thread},
            start_new_session=True,  # so that the programs it starts are ended with it
        )
        try:
            return _receive(process, time.monotonic() + limits.wall_s + limits.grace_s)
        except TimeoutError as error:
            raise CannotRead(
                "out_of_time", both("ตรวจไฟล์ไม่เสร็จภายในเวลาที่กำหนด", "the file was not read within its time")
            ) from error
        except (EOFError, ValueError, KeyError) as error:
            problem = _cause_of_death(process)
            said = (
                both("ไฟล์ใช้หน่วยความจำเกินขีดจำกัด", "the file needs more memory than allowed")
                if problem == "out_of_memory"
                else both("ไฟล์ทำให้โปรแกรมอ่านล้มเหลว", "the file made its reader fail")
            )
            raise CannotRead(problem, said) from error
        finally:
            _end(process)


def _receive(process: "subprocess.Popen[bytes]", until: float) -> Answer:
    """The answer; an empty message asks for that many milliseconds more."""
    while True:
        first, second = _HEAD.unpack(_take(process, _HEAD.size, until))
        if second:
            if first + second > _MOST_ANSWER:
                raise ValueError("answer too long")
            values = json.loads(_take(process, second, until))
            return Answer(values, _take(process, first, until))
        until += first / 1000


def _take(process: "subprocess.Popen[bytes]", length: int, until: float) -> bytes:
    assert process.stdout is not None
    pipe = process.stdout.fileno()
    found = bytearray()
    while len(found) < length:
        wait_s = until - time.monotonic()
        if wait_s <= 0:
            raise TimeoutError
        ready, _, _ = select.select([pipe], [], [], wait_s)
        if ready:
            part = os.read(pipe, min(1_000_000, length - len(found)))
            if not part:
                raise EOFError
            found += part
    return bytes(found)


def _cause_of_death(process: "subprocess.Popen[bytes]") -> PageProblem:
    code = None
    with contextlib.suppress(subprocess.TimeoutExpired):
        code = process.wait(timeout=5)
    return "out_of_memory" if code in {-signal.SIGABRT, -signal.SIGKILL, 77} else "damaged"


def _end(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()
