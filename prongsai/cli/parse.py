"""`prongsai parse dates|items|links`: JSON Lines in, JSON Lines out, in the same order."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from prongsai.cli.screen import print_json_line
from prongsai.core.errors import PersonError

MAX_LINE_CHARACTERS = 1_000_000


def run(arguments: argparse.Namespace) -> int:
    """Every line is answered; a line that cannot be used stops the run with its number."""
    understand = _reader_of(arguments.what)
    for number, text in _lines(arguments.file):
        if not text.strip():
            continue
        try:
            row = json.loads(text) if len(text) <= MAX_LINE_CHARACTERS else None
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise PersonError(
                f"บรรทัดที่ {number} ไม่ใช่ JSON แบบหนึ่งรายการต่อบรรทัด กรุณาแก้ไข",
                f"line {number} is not one JSON object: correct it and try again",
            )
        try:
            print_json_line(understand(row))
        except PersonError as error:
            raise PersonError(f"บรรทัดที่ {number}: {error.message_th}", f"line {number}: {error.message_en}") from error
    return 0


def _reader_of(what: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    if what == "dates":
        from prongsai.core.thai.dates_json import read_date_line

        return read_date_line
    if what == "links":
        from prongsai.core.link_json import read_link_line

        return read_link_line
    from prongsai.core.framework.items_json import read_item_line
    from prongsai.wiring import framework_files

    files = framework_files()
    return lambda row: read_item_line(row, files.get)


def _lines(name: str) -> Iterator[tuple[int, str]]:
    try:
        source = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115 (closed below)
    except OSError as error:
        raise PersonError(f'เปิดไฟล์ "{name}" ไม่ได้', f'cannot open "{name}" ({error.strerror})') from error
    try:
        for number, raw in enumerate(source, 1):
            try:
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise PersonError(
                    f"บรรทัดที่ {number} ไม่ใช่ UTF-8 กรุณาบันทึกไฟล์เป็น UTF-8",
                    f"line {number} is not UTF-8: save the file as UTF-8",
                ) from error
    finally:
        if name != "-":
            source.close()
