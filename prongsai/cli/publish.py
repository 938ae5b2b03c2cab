"""`prongsai publish`: the public site as static files; with --verify, whether a copy is as it was signed."""

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError

if TYPE_CHECKING:
    from prongsai.apps.portal.static_copy.publish import Written


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when a verified copy differs from its signed list."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    return _verify(arguments) if arguments.verify else _publish(arguments)


def _publish(arguments: argparse.Namespace) -> int:
    from django.db import DatabaseError
    from django.utils import timezone

    from prongsai.apps.portal.static_copy.publish import Written, publish_site

    def tell(one: Written) -> None:
        if not arguments.json:
            print("\n".join(_lines(one, is_plain=arguments.plain)))

    started = time.perf_counter()
    try:
        done = publish_site(
            Path(arguments.folder), agency=arguments.agency, plain=arguments.plain, at=timezone.now(), told=tell
        )
    except DatabaseError as error:
        raise PersonError(
            "ฐานข้อมูลยังไม่พร้อม กรุณาเปิดระบบด้วย prongsai start ก่อน หรือตรวจ DATABASE_URL",
            "the database is not ready: run prongsai start first, or check DATABASE_URL",
        ) from error
    except OSError as error:
        raise PersonError(
            f'เขียนลง "{arguments.folder}" ไม่ได้: {error.strerror}',
            f'cannot write to "{arguments.folder}": {error.strerror}',
        ) from error
    seconds = round(time.perf_counter() - started, 2)
    if arguments.json:
        agencies = [
            {
                "agency": one.slug,
                "written": one.written,
                "files": one.files,
                "mended": one.mended,
                "removed": one.removed,
                "is_turned": one.is_turned,
            }
            for one in done
        ]
        print_json({"folder": arguments.folder, "agencies": agencies, "seconds": seconds})
    else:
        print(f"เสร็จใน {seconds} วินาที / done in {seconds} s: {arguments.folder}")
    return 0


def _lines(one: "Written", *, is_plain: bool) -> Iterator[str]:
    yield f"{one.slug}: เขียน {one.written} จาก {one.files} ไฟล์ / wrote {one.written} of {one.files} files"
    if one.mended:
        yield (
            f"  เขียนกลับ {one.mended} ไฟล์ที่ถูกแก้หรือหายไป / {one.mended} files had been altered or removed and were put back"
        )
    if one.removed:
        yield (f"  นำ {one.removed} ไฟล์ที่มีผู้เพิ่มไว้ออก / {one.removed} files that somebody had added were taken out")
    if one.is_turned:
        yield (
            "  เปลี่ยนลิงก์เป็นโฟลเดอร์จริง / the link became a real folder"
            if is_plain
            else "  เปลี่ยนโฟลเดอร์จริงเป็นลิงก์ / the real folder became a link"
        )


def _verify(arguments: argparse.Namespace) -> int:
    from prongsai.apps.portal.static_copy.manifest import verify_copy

    pem = None
    if arguments.key:
        try:
            pem = Path(arguments.key).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise PersonError(f'อ่านกุญแจ "{arguments.key}" ไม่ได้', f'cannot read the key "{arguments.key}"') from error
    folder = Path(arguments.folder) / arguments.agency if arguments.agency else Path(arguments.folder)
    faults = verify_copy(folder, pem)
    if arguments.json:
        print_json({"folder": str(folder), "faults": [{"code": one.code, "path": one.path} for one in faults]})
    else:
        for one in faults:
            print(f"  [{one.code}] {one.path}")
        said = f"พบ {len(faults)} จุด / {len(faults)} faults"
        print(said if faults else "ทุกไฟล์ตรงกับรายชื่อที่ลงลายมือชื่อ / every file is as it was signed")
    return 1 if faults else 0
