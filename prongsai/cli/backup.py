"""`prongsai backup FILE`: everything of this installation in one file, while it runs."""

import argparse
import os
from pathlib import Path

from prongsai.cli.screen import print_json
from prongsai.core.errors import OutsideError, PersonError


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 when the file is whole; what could not be added is said."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from prongsai.apps.operations.backup import back_up

    try:
        made = back_up(Path(arguments.file), at=timezone.now())
    except DatabaseError as error:
        raise PersonError(
            "ฐานข้อมูลยังไม่พร้อม กรุณาตรวจ DATABASE_URL", f"the database is not ready: check DATABASE_URL ({error})"
        ) from error
    except OSError as error:
        raise OutsideError(
            f"เขียนไฟล์สำรองไม่ได้ ({error.strerror})", f"the backup cannot be written ({error.strerror})"
        ) from error
    if arguments.json:
        print_json(
            {
                "file": str(made.path), "bytes": made.size_bytes, "rows": made.rows, "files": made.files,
                "manifest_sha256": made.manifest_sha256, "native": made.native,
                "warnings": [english for _thai, english in made.warnings],
            }
        )  # fmt: skip
        return 0
    for thai, english in made.warnings:
        print(f"! {thai} / {english}")
    print(
        f"สำรองแล้ว / backed up: {made.path} ({made.size_bytes / 1_000_000:.1f} MB, {made.rows} rows, {made.files} files)"
    )
    print(f"รหัสของรายการไฟล์ / SHA-256 of its manifest: {made.manifest_sha256}")
    print("ไฟล์นี้มีข้อมูลส่วนบุคคลและกุญแจของระบบ เก็บไว้ในที่ปลอดภัย / it holds personal data and the secret key: keep it safe")
    return 0
