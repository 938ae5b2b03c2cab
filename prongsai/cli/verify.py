"""`prongsai verify`: the hash chain of the history, in the database or in an exported file."""

import argparse
import contextlib
import os

from prongsai.cli.files import read_input
from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError
from prongsai.core.history_chain import ChainFault, chain_heads, verify_chain

MAX_EXPORT_BYTES = 1024 * 1024 * 1024


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when a chain does not hold; every fault is said with its line."""
    expected = [_expected(text) for text in arguments.expect]
    chains, faults = _of_file(arguments.file, expected) if arguments.file else _of_database(expected)
    if arguments.json:
        shown = [
            {"line": one.line, "agency": one.agency, "code": one.code, "message_en": one.message_en} for one in faults
        ]
        print_json({"chains": chains, "faults": shown})
    else:
        for agency, head in chains.items():
            print(f"{agency}: {head}")
        for one in faults:
            print(f"  [{one.code}] {one.agency} บรรทัด {one.line}: {one.message_th} / {one.message_en}")
        print("ลูกโซ่ครบถ้วน / the chain holds" if not faults else f"พบ {len(faults)} จุด / {len(faults)} faults")
    return 1 if faults else 0


def _expected(text: str) -> tuple[str, str]:
    agency, separator, head = text.rpartition("=")
    if not separator or len(head) != 64 or not set(head) <= set("0123456789abcdef"):
        raise PersonError(
            f"--expect ต้องเป็น หน่วยงาน=รหัส เช่น ban-suan=0f3a... (รหัส 64 ตัว) ไม่ใช่ {text!r}",
            f"--expect must be AGENCY=HASH with a hash of 64 hex digits, not {text!r}",
        )
    return agency, head


def _of_file(name: str, expected: list[tuple[str, str]]) -> tuple[dict[str, str], list[ChainFault]]:
    content, label = read_input(name, max_bytes=MAX_EXPORT_BYTES)
    try:
        lines = content.decode().split("\n")  # a label may hold characters that splitlines() also ends a line at
    except UnicodeDecodeError as error:
        raise PersonError(
            f'"{label}" ไม่ใช่ประวัติที่ส่งออก (UTF-8 บรรทัดละหนึ่งรายการ)', f'"{label}" is not an exported history in UTF-8'
        ) from error
    return dict(chain_heads(lines)), verify_chain(lines, expected)


def _of_database(expected: list[tuple[str, str]]) -> tuple[dict[str, str], list[ChainFault]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from prongsai.apps.history.queries import verify_all
    from prongsai.apps.jobs.schedule import VERIFIED, note_done

    try:
        states = verify_all(expected)
    except DatabaseError as error:
        raise PersonError(
            "ฐานข้อมูลยังไม่พร้อม กรุณาเปิดระบบด้วย prongsai start ก่อน หรือตรวจ DATABASE_URL",
            "the database is not ready: run prongsai start first, or check DATABASE_URL",
        ) from error
    faults = [fault for state in states for fault in state.faults]
    if not faults:
        with contextlib.suppress(DatabaseError):  # a copy that may only be read
            note_done(VERIFIED, timezone.now())
    return {state.agency: state.head for state in states}, faults
