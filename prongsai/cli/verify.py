"""`prongsai verify`: the hash chain of the history, in the database or in an exported file, and its time stamps."""

import argparse
import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.cli.files import read_input
from prongsai.cli.screen import print_json
from prongsai.cli.verify_stamps import Happened, verify_stamps
from prongsai.core.errors import PersonError
from prongsai.core.history_chain import ChainFault, chain_heads, verify_chain
from prongsai.settings import read_settings

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MAX_EXPORT_BYTES = 1024 * 1024 * 1024


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when a chain or a stamp does not hold; every fault is said with its line."""
    expected = [_expected(text) for text in arguments.expect]
    roots = _roots(arguments.ca, needed=bool(arguments.stamp))
    if arguments.file:
        chains, faults, find = _of_file(arguments.file, expected)
    else:
        chains, faults, find = _of_database(expected, roots)
    stamps, false_stamps = verify_stamps(arguments.stamp, roots or [], find)
    faults += false_stamps
    if arguments.json:
        shown = [
            {"line": one.line, "agency": one.agency, "code": one.code, "message_en": one.message_en} for one in faults
        ]
        print_json({"chains": chains, "faults": shown, "stamps": [one.to_json() for one in stamps]})
    else:
        for agency, head in chains.items():
            print(f"{agency}: {head}")
        for stamp in stamps:
            print(f"{stamp.file}: {stamp.agency} #{stamp.seq} {stamp.at:%Y-%m-%dT%H:%M:%SZ} {stamp.signer}")
        for one in faults:
            print(f"  [{one.code}] {one.agency} บรรทัด {one.line}: {one.message_th} / {one.message_en}")
        print("ลูกโซ่ครบถ้วน / the chain holds" if not faults else f"พบ {len(faults)} จุด / {len(faults)} faults")
    return 1 if faults else 0


def _roots(ca: str | None, *, needed: bool) -> "list[Certificate] | None":
    """Of the file named, else of the authority that is set; None without either."""
    authority = None if ca else read_settings().time_stamps
    if not ca and authority is None:
        if needed:
            raise PersonError(
                "ตรวจตราประทับเวลาต้องระบุไฟล์ CA ของผู้ให้บริการด้วย --ca",
                "a time stamp is checked against the CA file of its authority: name it with --ca",
            )
        return None
    from prongsai.adapters.time_stamp import read_roots

    return read_roots(Path(ca) if ca else authority.ca_file)  # type: ignore[union-attr]


def _expected(text: str) -> tuple[str, str]:
    agency, separator, head = text.rpartition("=")
    if not separator or len(head) != 64 or not set(head) <= set("0123456789abcdef"):
        raise PersonError(
            f"--expect ต้องเป็น หน่วยงาน=รหัส เช่น ban-suan=0f3a... (รหัส 64 ตัว) ไม่ใช่ {text!r}",
            f"--expect must be AGENCY=HASH with a hash of 64 hex digits, not {text!r}",
        )
    return agency, head


Verified = tuple[dict[str, str], list[ChainFault], Happened]


def _of_file(name: str, expected: list[tuple[str, str]]) -> Verified:
    content, label = read_input(name, max_bytes=MAX_EXPORT_BYTES)
    try:
        lines = content.decode().split("\n")  # a label may hold characters that splitlines() also ends a line at
    except UnicodeDecodeError as error:
        raise PersonError(
            f'"{label}" ไม่ใช่ประวัติที่ส่งออก (UTF-8 บรรทัดละหนึ่งรายการ)', f'"{label}" is not an exported history in UTF-8'
        ) from error

    def find(digest: str) -> tuple[str, int, datetime] | None:
        for line in lines:
            if digest in line:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    event = json.loads(line)
                    if event["hash"] == digest:
                        return event["agency"], event["seq"], datetime.fromisoformat(event["at"])
        return None

    return dict(chain_heads(lines)), verify_chain(lines, expected), find


def _of_database(expected: list[tuple[str, str]], roots: "list[Certificate] | None") -> Verified:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from prongsai.apps.history.models import HeadStamp
    from prongsai.apps.history.queries import find_event, verify_all
    from prongsai.apps.jobs.schedule import VERIFIED, note_done

    try:
        states = verify_all(expected, roots)
        unsigned = HeadStamp.objects.filter(stamped_at__isnull=False).count() if roots is None else 0
    except DatabaseError as error:
        raise PersonError(
            "ฐานข้อมูลยังไม่พร้อม กรุณาเปิดระบบด้วย prongsai start ก่อน หรือตรวจ DATABASE_URL",
            "the database is not ready: run prongsai start first, or check DATABASE_URL",
        ) from error
    if unsigned:
        print(
            f"ยังไม่ได้ตรวจลายเซ็นของตราประทับเวลา {unsigned} รายการ ระบุไฟล์ CA ด้วย --ca / "
            f"the signatures of {unsigned} time stamps were not checked: name a CA file with --ca",
            file=sys.stderr,
        )
    faults = [fault for state in states for fault in state.faults]
    if not faults:
        with contextlib.suppress(DatabaseError):  # a copy that may only be read
            note_done(VERIFIED, timezone.now())
    return {state.agency: state.head for state in states}, faults, find_event
