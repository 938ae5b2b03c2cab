"""`prongsai verify`: the hash chain of the history, in the database or in an exported file."""

import argparse
import os

from prongsai.cli.files import read_input
from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError
from prongsai.core.history_chain import ChainFault, chain_heads, verify_chain

MAX_EXPORT_BYTES = 1024 * 1024 * 1024


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when a chain does not hold; every fault is said with its line."""
    chains, faults = _of_file(arguments.file) if arguments.file else _of_database()
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


def _of_file(name: str) -> tuple[dict[str, str], list[ChainFault]]:
    content, label = read_input(name, max_bytes=MAX_EXPORT_BYTES)
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError as error:
        raise PersonError(
            f'"{label}" ไม่ใช่ประวัติที่ส่งออก (UTF-8 บรรทัดละหนึ่งรายการ)', f'"{label}" is not an exported history in UTF-8'
        ) from error
    return dict(chain_heads(lines)), verify_chain(lines)


def _of_database() -> tuple[dict[str, str], list[ChainFault]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from prongsai.apps.history.queries import list_chains, verify_agency

    try:
        states = [verify_agency(agency) for agency in list_chains()]
    except DatabaseError as error:
        raise PersonError(
            "ฐานข้อมูลยังไม่พร้อม กรุณาเปิดระบบด้วย prongsai start ก่อน หรือตรวจ DATABASE_URL",
            "the database is not ready: run prongsai start first, or check DATABASE_URL",
        ) from error
    return {state.agency: state.head for state in states}, [fault for state in states for fault in state.faults]
