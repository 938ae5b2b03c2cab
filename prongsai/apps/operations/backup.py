"""Everything of an installation in one file, taken while it runs."""

import copy
import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from prongsai import __version__
from prongsai.adapters.archive_file import ArchiveWriter
from prongsai.adapters.snapshots.frozen import freeze
from prongsai.apps.history.models import ChainHead
from prongsai.apps.jobs.schedule import BACKED_UP, note_done
from prongsai.apps.operations.tables import format_row, last_key, list_fields, list_models, read_rows
from prongsai.core.errors import OutsideError, PersonError

FORMAT = 1
ALIAS = "backup"
FOLDERS = ("files", "frameworks")
SNAPSHOTS = "snapshots"
WORK = ".backup-"
SECRET_KEY = "secret-key"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written. `manifest_sha256` noted elsewhere shows later that the file is still the same."""

    path: Path
    size_bytes: int
    rows: int
    files: int
    manifest_sha256: str
    native: str
    warnings: tuple[tuple[str, str], ...]


def back_up(path: Path, *, at: datetime) -> Backup:
    """Write a backup. The tables are of one moment; files are taken before and after it, so none they name is missing."""
    _require_migrated()
    home: Path = settings.PRONGSAI.home
    warnings: list[tuple[str, str]] = []
    with _alone(home), ArchiveWriter(path) as archive, tempfile.TemporaryDirectory(prefix=WORK, dir=home) as work:
        _add_folders(archive, home)
        with _one_moment(archive, Path(work), warnings) as native:
            tables = _add_tables(archive)
            heads = {row.agency: row.hash for row in ChainHead.objects.using(ALIAS).filter(seq__gt=0)}
        _add_folders(archive, home)
        frozen = Path(work) / "frozen"
        frozen.mkdir()
        for one in freeze(home / SNAPSHOTS, frozen):
            archive.add(f"{SNAPSHOTS}/{one.name}", one.path, one.length)
        if settings.PRONGSAI.secret_key_file.is_file():
            archive.add(SECRET_KEY, settings.PRONGSAI.secret_key_file)
        facts = {
            "format": FORMAT,
            "prongsai": __version__,
            "made_at": at.isoformat(),
            "engine": connections["default"].vendor,
            "migrations": _applied(),
            "tables": tables,
            "heads": heads,
        }
        count = sum(not name.startswith(("tables/", "native/")) for name in archive.names())
        digest = archive.finish(facts)
    rows = sum(table["rows"] for table in tables)
    made = Backup(path, path.stat().st_size, rows, count, digest, native, tuple(warnings))
    note_done(BACKED_UP, at)
    return made


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One backup at a time; what one that was killed left behind is cleared away: it is a copy of the database."""
    descriptor = os.open(home / f"{WORK}lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PersonError(
                "กำลังสำรองข้อมูลอยู่ กรุณารอให้เสร็จ", "another backup is running: wait until it is done"
            ) from error
        for left in home.glob(f"{WORK}*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(descriptor)


def _require_migrated() -> None:
    executor = MigrationExecutor(connections["default"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise PersonError(
            "ฐานข้อมูลยังไม่ได้ปรับให้ตรงรุ่นนี้ กรุณาสำรองด้วยรุ่นเดิม หรือสั่ง prongsai manage migrate ก่อน",
            "the database is not of this release: back up with the release it is of, or run prongsai manage migrate first",
        )


def _applied() -> list[list[str]]:
    applied = MigrationExecutor(connections["default"]).loader.applied_migrations
    return sorted([app, name] for app, name in applied)


def _add_folders(archive: ArchiveWriter, home: Path) -> None:
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            name = path.relative_to(home).as_posix()
            if path.is_file() and not path.is_symlink() and not archive.has(name):
                try:
                    archive.add(name, path)
                except FileNotFoundError:  # taken away since it was listed
                    continue


def _add_tables(archive: ArchiveWriter) -> list[dict[str, Any]]:
    tables = []
    for model in list_models():
        name = f"tables/{model._meta.label_lower}.jsonl"
        rows = 0
        with archive.open(name) as out:
            for row in read_rows(model, ALIAS):
                out.write(format_row(row))
                rows += 1
        tables.append(
            {
                "model": model._meta.label,
                "member": name,
                "columns": [field.attname for field in list_fields(model)],
                "rows": rows,
                "last_key": last_key(connections[ALIAS], model),
            }
        )
    return tables


@contextmanager
def _one_moment(archive: ArchiveWriter, work: Path, warnings: list[tuple[str, str]]) -> Iterator[str]:
    """Meanwhile the connection `backup` sees the database of one moment; its native dump is added. Gives its name."""
    described = copy.deepcopy(connections["default"].settings_dict)
    if connections["default"].vendor == "sqlite":
        copied = work / "prongsai.sqlite3"
        _copy_sqlite(Path(described["NAME"]), copied)
        described["NAME"] = str(copied)
        described["OPTIONS"] = {"transaction_mode": "DEFERRED"}
    connections.settings[ALIAS] = described
    try:
        with transaction.atomic(using=ALIAS):
            native = ""
            if connections[ALIAS].vendor == "sqlite":
                native = "native/prongsai.sqlite3"
                archive.add(native, copied)
            else:
                with connections[ALIAS].cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    cursor.execute("SELECT pg_export_snapshot()")
                    (snapshot,) = cursor.fetchone()
                native = _dump_postgresql(archive, work / "prongsai.dump", str(snapshot), warnings)
            yield native
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]


def _copy_sqlite(source: Path, target: Path) -> None:
    """The online backup API: whole and of one moment although others write."""
    try:
        with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(target)) as copied:
            live.backup(copied, pages=4096, sleep=0.01)
    except sqlite3.Error as error:
        raise OutsideError(
            f"คัดลอกฐานข้อมูลไม่ได้ ({error}) กรุณาตรวจพื้นที่ว่าง",
            f"the database cannot be copied ({error}): check for free space",
        ) from error
    os.chmod(target, 0o600)


def _dump_postgresql(archive: ArchiveWriter, target: Path, snapshot: str, warnings: list[tuple[str, str]]) -> str:
    """pg_dump of the same snapshot; without the program, or with one too old, the tables alone are kept."""
    address = settings.PRONGSAI.database
    program = shutil.which("pg_dump")
    if program is None:
        warnings.append(
            ("ไม่มี pg_dump จึงไม่มีสำเนาของ PostgreSQL เอง", "pg_dump is not installed: no dump of PostgreSQL's own")
        )
        return ""
    told = {"PGPASSWORD": address.password, "PGHOST": address.host, "PGUSER": address.user}
    environment = os.environ | {name: value for name, value in told.items() if value}
    if address.port:
        environment["PGPORT"] = str(address.port)
    words = [program, "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", f"--file={target}"]
    done = subprocess.run(
        [*words, connections["default"].settings_dict["NAME"]],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["?"])[0][:200]
        warnings.append(
            (
                f"pg_dump ไม่สำเร็จ จึงไม่มีสำเนาของ PostgreSQL เอง: {why}",
                f"pg_dump failed, so there is no dump of PostgreSQL's own: {why}",
            )
        )
        return ""
    archive.add("native/prongsai.dump", target)
    return "native/prongsai.dump"
