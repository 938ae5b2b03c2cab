"""The gate worker's own side: python -m prongsai.adapters.gate.worker_main, one request on standard input, one answer."""

import json
import os
import resource
import struct
import sys
from typing import Any

from prongsai.adapters.reading_limits import CannotRead, ReadLimits

_HEAD = struct.Struct("<QQ")
_OUT_OF_MEMORY = 77


def main() -> None:
    """Answers the one request. A CannotRead becomes {"problem", "detail"}; any other fault ends the process."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get into the answer
    request = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    limits = ReadLimits(**request["limits"])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def ask_for_time(seconds: float) -> None:
        answers.write(_HEAD.pack(int(seconds * 1000), 0))
        answers.flush()

    try:
        values, made = _answer(request, content, limits, ask_for_time)
    except CannotRead as error:
        values, made = {"problem": error.problem, "detail": error.detail}, b""
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    head = json.dumps(values, ensure_ascii=False).encode("utf-8", errors="replace")
    answers.write(_HEAD.pack(len(made), len(head)) + head + made)
    answers.flush()


def _answer(
    request: dict[str, Any], content: bytes, limits: ReadLimits, ask_for_time: Any
) -> tuple[dict[str, Any], bytes]:
    work = request["work"]
    if work == "inspect":
        from prongsai.adapters.gate.reading import GateReading
        from prongsai.core.personal_data.inspection import Inspection, inspection_to_dict

        reading = GateReading(limits, use_ocr=request["use_ocr"], ask_for_time=ask_for_time)
        findings = reading.inspect(content, content_type=request["content_type"])
        return inspection_to_dict(Inspection("", tuple(findings))), b""
    if work == "mask":
        from prongsai.adapters.gate.masking import GateMasking

        masking = GateMasking(limits, use_ocr=request["use_ocr"], ask_for_time=ask_for_time)
        copy = masking.mask(content, content_type=request["content_type"])
        return {"masked": copy.masked, "suffix": copy.suffix, "content_type": copy.content_type}, copy.content
    if work == "offer_pdf":
        return {}, _pdf(content, limits, ask_for_time)
    if work == "offer_tables":
        from prongsai.adapters.offered_tables import read_tables

        tables = read_tables(content, content_type=request["content_type"], limits=limits)
        return {"tables": [{"title": table.title, "rows": table.rows} for table in tables]}, b""
    raise ValueError(work)


def _pdf(content: bytes, limits: ReadLimits, ask_for_time: Any) -> bytes:
    from prongsai.adapters.offered_pdf import convert_to_pdf, office_form
    from prongsai.adapters.reading_limits import Deadline, both

    form = office_form(content)
    if not form:
        raise CannotRead("unsupported", both("ไม่ใช่ไฟล์สำนักงาน", "not an office file"))
    ask_for_time(limits.office_wall_s)
    return convert_to_pdf(content, form, limits=limits, deadline=Deadline(limits.office_wall_s))


if __name__ == "__main__":
    main()
