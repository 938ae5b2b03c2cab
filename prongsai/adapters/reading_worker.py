"""A process of its own that reads documents: it may crash, hang or eat its memory, and only the document is lost.

One worker serves many documents, so that a small PDF pays a message, not a start. Requests and answers go over pipes as
length and bytes; the answer is JSON. The worker bounds its own memory; time is watched from here, and a worker that
passes it is killed together with the programs it started.
"""

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from prongsai.adapters.page_json import page_from_json
from prongsai.adapters.reading_limits import ReadLimits, both
from prongsai.audit.page import PageKind, PageProblem, PageText

_PACKAGE_FOLDER = str(Path(__file__).parents[2])
_MAX_DOCUMENTS = 2_000  # then a fresh process: libraries in C leak a little
_MAX_RESIDENT_BYTES = 300_000_000  # after a document; a worker grown beyond is replaced
_LENGTH = struct.Struct("<Q")


class ReadingWorker:
    """One worker process, started when first needed and replaced when it dies. Safe for threads: one document at a time."""

    def __init__(self, limits: ReadLimits, *, digit_reader: str = "", use_ocr: bool = True) -> None:
        self._limits = limits
        self._digit_reader = digit_reader
        self._use_ocr = use_ocr
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._lock = threading.Lock()

    def read(self, content: bytes, *, form: str, name: str, kind: PageKind) -> PageText:
        """The document read by the worker; `kind` is what is answered when the worker does not live to say."""
        with self._lock:
            return self._read(content, form=form, name=name, kind=kind)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _read(self, content: bytes, *, form: str, name: str, kind: PageKind) -> PageText:
        process = self._started()
        until = time.monotonic() + self._limits.wall_s + self._limits.grace_s
        head = f"{form}\n{name}".encode("utf-8", errors="replace")
        try:
            self._send(process, _LENGTH.pack(len(head)) + head + _LENGTH.pack(len(content)), until)
            self._send(process, content, until)
            resident, answer = self._receive(process, until)
            page = page_from_json(answer)
        except TimeoutError:
            self._end()
            return _failed(kind, "out_of_time")
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return _failed(kind, self._cause_of_death())
        self._served += 1
        if self._served >= _MAX_DOCUMENTS or resident > _MAX_RESIDENT_BYTES:
            self._end()
        return page

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        path = os.pathsep.join(part for part in (_PACKAGE_FOLDER, os.environ.get("PYTHONPATH", "")) if part)
        one_thread = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
        environment = {**os.environ, "PYTHONPATH": path, **one_thread}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "prongsai.adapters.reading_worker_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # so that the programs it starts can be ended with it, and Ctrl-C is ours to handle
        )
        assert self._process.stdin is not None
        os.set_blocking(self._process.stdin.fileno(), False)
        self._served = 0
        settings = _settings_line(self._limits, self._digit_reader, self._use_ocr)
        self._send(self._process, _LENGTH.pack(len(settings)) + settings, time.monotonic() + 30)
        return self._process

    @staticmethod
    def _send(process: "subprocess.Popen[bytes]", content: bytes, until: float) -> None:
        assert process.stdin is not None
        pipe = process.stdin.fileno()
        rest = memoryview(content)
        while rest:
            wait_s = until - time.monotonic()
            if wait_s <= 0:
                raise TimeoutError
            _, ready, _ = select.select([], [pipe], [], wait_s)
            if ready:
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(pipe, rest[:1_000_000]) :]

    @staticmethod
    def _receive(process: "subprocess.Popen[bytes]", until: float) -> tuple[int, bytes]:
        """(resident bytes of the worker, its answer). An empty answer asks for that many milliseconds more."""
        head = 2 * _LENGTH.size
        while True:
            number, length = struct.unpack("<QQ", _take(process, head, until))
            if length:
                return number, _take(process, length, until)
            until += number / 1000

    def _cause_of_death(self) -> PageProblem:
        """Why the worker is gone: libraries in C abort when memory is refused, and fault on broken files."""
        process = self._process
        code = None
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = process.wait(timeout=5)
        self._end()
        return "out_of_memory" if code in {-signal.SIGABRT, -signal.SIGKILL, 77} else "damaged"

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _take(process: "subprocess.Popen[bytes]", length: int, until: float) -> bytes:
    """Exactly so many bytes of the worker's output; raises TimeoutError or, when it died, EOFError."""
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


def _settings_line(limits: ReadLimits, digit_reader: str, use_ocr: bool) -> bytes:
    import json

    return json.dumps({"limits": asdict(limits), "digit_reader": digit_reader, "use_ocr": use_ocr}).encode()


def _failed(kind: PageKind, problem: PageProblem) -> PageText:
    words = {
        "out_of_time": both("อ่านไฟล์ไม่เสร็จภายในเวลาที่กำหนด", "the file was not read within its time"),
        "out_of_memory": both("ไฟล์ใช้หน่วยความจำเกินขีดจำกัด", "the file needs more memory than allowed"),
    }
    return PageText(kind=kind, problem=problem, detail=words.get(problem, both("ไฟล์เสียหาย", "the file is damaged")))
