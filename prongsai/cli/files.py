"""Files named on the command line: read with a bound, written whole or not at all; "-" is standard input or output."""

import os
import sys
import tempfile
from pathlib import Path

from prongsai.core.errors import PersonError

MAX_INPUT_BYTES = 25 * 1024 * 1024
"""Largest document that is read, the same as an upload in the application."""


def read_input(name: str, *, max_bytes: int = MAX_INPUT_BYTES) -> tuple[bytes, str]:
    """Content and display name of a file or of standard input; raises PersonError in one sentence."""
    if name == "-":
        content = sys.stdin.buffer.read(max_bytes + 1)
        label = "standard input"
    else:
        path = Path(name)
        label = path.name
        if path.is_dir():
            raise PersonError(f'"{name}" เป็นโฟลเดอร์ กรุณาระบุไฟล์', f'"{name}" is a folder: name a file')
        try:
            with path.open("rb") as file:
                content = file.read(max_bytes + 1)
        except OSError as error:
            raise PersonError(
                f'เปิดไฟล์ "{name}" ไม่ได้ กรุณาตรวจชื่อและสิทธิ์การอ่าน',
                f'cannot open "{name}" ({error.strerror}): check its name and permissions',
            ) from error
    if len(content) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise PersonError(
            f'ไฟล์ "{label}" มีขนาดเกินขีดจำกัด {limit} MB กรุณาย่อหรือแบ่งไฟล์',
            f'"{label}" is over the limit of {limit} MB: make it smaller or split it',
        )
    return content, label


def write_output(name: str, content: bytes) -> None:
    """Write a whole file or nothing: a stopped run leaves the old file; folders are made; "-" is standard output."""
    if name == "-":
        sys.stdout.buffer.write(content)
        return
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise PersonError(
            f'เขียนไฟล์ "{name}" ไม่ได้ กรุณาตรวจโฟลเดอร์และสิทธิ์',
            f'cannot write "{name}" ({error.strerror}): check the folder and its permissions',
        ) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
