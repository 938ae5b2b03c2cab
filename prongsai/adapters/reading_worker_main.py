"""The reading worker's own side: python -m prongsai.adapters.reading_worker_main, spoken to over its pipes only."""

import json
import os
import resource
import struct
import sys
from typing import BinaryIO

from prongsai.adapters.page_documents import DocumentReading
from prongsai.adapters.page_json import page_to_json
from prongsai.adapters.reading_limits import ReadLimits

_LENGTH = struct.Struct("<Q")
OUT_OF_MEMORY = 77
"""Exit code when memory ran out so thoroughly that not even the answer could be written."""


def main() -> None:
    """Answers requests until its input ends."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    settings = json.loads(_receive(requests))
    limits = ReadLimits(**settings["limits"])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def ask_for_time(seconds: float) -> None:
        answers.write(struct.pack("<QQ", int(seconds * 1000), 0))
        answers.flush()

    reading = DocumentReading(
        limits, digit_reader=settings["digit_reader"], use_ocr=settings["use_ocr"], ask_for_time=ask_for_time
    )
    while head := _receive(requests):
        form, _, name = head.decode("utf-8", errors="replace").partition("\n")
        content = _receive(requests)
        try:
            answer = page_to_json(reading.read(content, form=form, name=name))
            del content
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        answers.write(struct.pack("<QQ", _resident_bytes(), len(answer)) + answer)
        answers.flush()


def _receive(pipe: BinaryIO) -> bytes:
    length = pipe.read(_LENGTH.size)
    return pipe.read(_LENGTH.unpack(length)[0]) if len(length) == _LENGTH.size else b""


def _resident_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
