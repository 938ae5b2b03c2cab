"""`prongsai publish`: the public site as static files; with --verify, whether a copy is as it was signed."""

import argparse
import os
import time
from pathlib import Path

from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError


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
            print(f"{one.slug}: เขียน {one.written} จาก {one.files} ไฟล์ / wrote {one.written} of {one.files} files")

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
        agencies = [{"agency": one.slug, "written": one.written, "files": one.files} for one in done]
        print_json({"folder": arguments.folder, "agencies": agencies, "seconds": seconds})
    else:
        print(f"เสร็จใน {seconds} วินาที / done in {seconds} s: {arguments.folder}")
    return 0


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
