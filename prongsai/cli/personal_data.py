"""`prongsai personal-data`: what files hold that must not be public without a decision, and masked copies of them."""

import argparse
import sys
from pathlib import Path
from typing import Any

from prongsai.cli.files import read_input, write_output
from prongsai.cli.screen import print_json, print_json_line
from prongsai.core.errors import PersonError
from prongsai.core.personal_data.inspection import Inspection, inspection_to_dict

_MAX_BYTES = 50 * 1024 * 1024
_SEVERITY_WORDS = {"error": "ต้องตัดสินใจ / decide", "warning": "ควรดู / look", "note": "หมายเหตุ / note"}


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when something was found that needs a decision, or a copy that was asked for could not be made."""
    from prongsai.wiring.personal_data import inspect_file

    files = [read_input(name, max_bytes=_MAX_BYTES) for name in arguments.files]
    shown: list[dict[str, Any]] = []
    is_found = False
    is_repeated = len({Path(label).stem for _, label in files}) < len(files)
    for number, (content, label) in enumerate(files, 1):
        inspection = inspect_file(content, name=label, ocr=not arguments.no_ocr)
        is_found = is_found or not inspection.is_clear
        one: dict[str, Any] = {"file": label, **inspection_to_dict(inspection)}
        if arguments.mask is not None:
            one["masked_copy"] = _write_copy(
                content, label, f"{number:02d}-" if is_repeated else "", inspection, arguments
            )
        shown.append(one)
        if arguments.jsonl:
            print_json_line(one)
        elif not arguments.json:
            _print(label, inspection, one.get("masked_copy"))
    if arguments.json:
        print_json({"files": shown})
    is_copied = all((one.get("masked_copy") or {"path": ""})["path"] is not None for one in shown)
    return 1 if is_found or not is_copied else 0


def _write_copy(
    content: bytes, label: str, before: str, inspection: Inspection, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Where the copy went and what is left in it; `path` is None, with the reason, when there is none."""
    from prongsai.wiring.personal_data import mask_file

    try:
        copy = mask_file(content, name=label, ocr=not arguments.no_ocr, original=inspection.findings)
    except PersonError as error:
        print(f"prongsai: {error.message_th} / {error.message_en}", file=sys.stderr)
        return {"path": None, "reason_th": error.message_th, "reason_en": error.message_en}
    path = Path(arguments.mask) / f"{before}{copy.name}"
    write_output(str(path), copy.content)
    return {"path": str(path), "masked": copy.masked, "left": inspection_to_dict(copy.inspection)["findings"]}


def _print(label: str, inspection: Inspection, copy: dict[str, Any] | None) -> None:
    count = len(inspection.to_decide)
    verdict = f"ต้องตัดสินใจ {count} แห่ง / {count} to decide" if count else "ไม่พบสิ่งที่ต้องตัดสินใจ / nothing to decide"
    print(f"{label}: {verdict}")
    for finding in inspection.findings:
        message = finding.message()
        print(f"  [{finding.kind}] {_SEVERITY_WORDS[finding.severity]}")
        print(f"      {message.th}")
        print(f"      {message.en}")
    if copy and copy["path"]:
        print(f"  สำเนาปิดบัง / masked copy: {copy['path']} ({copy['masked']})")
        for left in copy["left"]:
            print(f"      ยังต้องดู / still to look at: {left['message_th']} / {left['message_en']}")
