"""A backup put into an empty place, on whichever database engine that is, and verified there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from prongsai import __version__
from prongsai.adapters.archive_file import ArchiveReader
from prongsai.apps.history.queries import verify_all
from prongsai.apps.operations.backup import FOLDERS, FORMAT, SECRET_KEY, SNAPSHOTS
from prongsai.apps.operations.tables import (
    LEFT_OUT,
    empty_tables,
    list_models,
    parse_rows,
    set_last_key,
    without_triggers,
    write_rows,
)
from prongsai.apps.search.actions import rebuild
from prongsai.core.errors import PersonError
from prongsai.settings import Settings


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and what verifying it said: (Thai, English) sentences, none when all holds."""

    made_at: str
    rows: int
    files: int
    chains: dict[str, str]
    faults: tuple[tuple[str, str], ...]
    keeps_own_key: bool


def restore(path: Path) -> Restored:
    """Put a backup into an empty place. Nothing is touched before the file is found whole and the place empty."""
    home: Path = settings.PRONGSAI.home
    with ArchiveReader(path) as archive:
        _require_readable(archive, path)
        _require_empty(home)
        rows = _restore_tables(archive)
        files = _restore_files(archive, home)
        keeps_own_key = _restore_key(archive, settings.PRONGSAI)
        files += SECRET_KEY in archive.members and not keeps_own_key  # as the backup counts them
        made_at, heads = str(archive.manifest["made_at"]), archive.manifest["heads"]
    call_command("migrate", verbosity=0, interactive=False)
    rebuild(at=timezone.now())
    states = verify_all(list(heads.items()))
    faults = [
        (fault.message_th, f"{fault.agency} line {fault.line}: {fault.message_en}")
        for s in states
        for fault in s.faults
    ]
    faults += _verify_snapshots(home / SNAPSHOTS)
    return Restored(made_at, rows, files, {state.agency: state.head for state in states}, tuple(faults), keeps_own_key)


def _require_readable(archive: ArchiveReader, path: Path) -> None:
    if archive.manifest.get("format") != FORMAT:
        raise PersonError(
            f'"{path}" เป็นไฟล์สำรองรูปแบบอื่น กรุณาใช้ prongsai รุ่น {archive.manifest.get("prongsai")} ขึ้นไป',
            f'"{path}" is of another format: use prongsai {archive.manifest.get("prongsai")} or newer',
        )
    faults = archive.check()
    if faults:
        first = "; ".join(f"{fault.name} {fault.message_en}" for fault in faults[:3])
        thai = "; ".join(f"{fault.name} {fault.message_th}" for fault in faults[:3])
        raise PersonError(
            f'ไฟล์สำรอง "{path}" เสียหาย {len(faults)} จุด ไม่ได้เปลี่ยนแปลงสิ่งใด: {thai}',
            f'the backup "{path}" is damaged in {len(faults)} places, nothing was touched: {first}',
        )


def _require_empty(home: Path) -> None:
    for folder in (*FOLDERS, SNAPSHOTS):
        if any((home / folder).rglob("*")):
            raise PersonError(
                f'"{home / folder}" มีไฟล์อยู่แล้ว กรุณากู้คืนลงที่ว่าง (ตั้ง PRONGSAI_HOME เป็นโฟลเดอร์ใหม่)',
                f'there are files in "{home / folder}": restore to an empty place (set PRONGSAI_HOME to a new folder)',
            )
    try:
        names = connection.introspection.table_names()
    except DatabaseError as error:
        raise PersonError(
            "เปิดฐานข้อมูลไม่ได้ กรุณาตรวจ DATABASE_URL", "the database cannot be opened: check DATABASE_URL"
        ) from error
    if names:
        raise PersonError(
            f"ฐานข้อมูลมีตารางอยู่แล้ว ({names[0]}) กรุณากู้คืนลงฐานข้อมูลที่ว่าง",
            f"there are tables in the database ({names[0]}): restore to an empty one",
        )


def _restore_tables(archive: ArchiveReader) -> int:
    executor = MigrationExecutor(connection)
    known, targets = executor.loader.graph.nodes, _targets(executor, archive.manifest["migrations"])
    missing = [node for node in targets if node not in known]
    if missing:
        raise PersonError(
            f"ไฟล์สำรองมาจาก prongsai รุ่นใหม่กว่า ({archive.manifest['prongsai']}) กรุณาปรับรุ่นจาก {__version__} ก่อน",
            f"the backup is of a newer prongsai ({archive.manifest['prongsai']}): update this one ({__version__}) first",
        )
    executor.migrate(targets)
    state = MigrationExecutor(connection).loader.project_state(targets)
    by_name = {model._meta.label_lower: model for model in list_models(state.apps)}
    try:
        return _put_rows(archive, by_name)
    except (DatabaseError, ValueError) as error:
        raise PersonError(
            f"ใส่ข้อมูลลงฐานข้อมูลไม่ได้ ({error}) กรุณาล้างฐานข้อมูลแล้วแจ้งผู้พัฒนา",
            f"the rows cannot be put into this database ({error}): empty it, and tell the developers",
        ) from error


def _put_rows(archive: ArchiveReader, by_name: dict[str, Any]) -> int:
    rows = 0
    with transaction.atomic(), without_triggers(connection, by_name.values()):
        empty_tables(connection, by_name.values())
        for table in archive.manifest["tables"]:
            model = by_name[table["model"].lower()]
            with archive.open(table["member"]) as file:
                rows += write_rows(connection, model, table["columns"], parse_rows(file))
            set_last_key(connection, model, table["last_key"] or 0)
        connection.check_constraints()
    return rows


def _targets(executor: MigrationExecutor, applied: list[list[str]]) -> list[tuple[str, str]]:
    """The last migrations the backup's database had; those of an engine's own queue are left to the engine."""
    nodes = {
        (app, name)
        for app, name in applied
        if app not in LEFT_OUT - {"sessions", "usersessions", "django_tasks_database"}
    }
    graph = executor.loader.graph
    return sorted(
        node
        for node in nodes
        if node not in graph.nodes
        or not any(child in nodes and child[0] == node[0] for child in _children(graph, node))
    )


def _children(graph: Any, node: tuple[str, str]) -> list[tuple[str, str]]:
    return [child.key for child in graph.node_map[node].children]


def _restore_files(archive: ArchiveReader, home: Path) -> int:
    names = [name for name in archive.members if name.partition("/")[0] in (*FOLDERS, SNAPSHOTS)]
    for name in names:
        archive.extract(name, home / name)
    return len(names)


def _restore_key(archive: ArchiveReader, chosen: Settings) -> bool:
    """Put the secret key back; whether the operator's own file, elsewhere, was kept instead."""
    if SECRET_KEY not in archive.members:
        return False
    if chosen.secret_key_file != chosen.home / SECRET_KEY:
        return True
    archive.extract(SECRET_KEY, chosen.secret_key_file)
    return False


def _verify_snapshots(folder: Path) -> list[tuple[str, str]]:
    if not (folder / "index.jsonl").is_file():
        return []
    from prongsai.adapters.snapshots.verify import verify_folder

    return [
        (f"{one.file} {one.message_th}", f"snapshots line {one.line} {one.file}: {one.message_en}")
        for one in verify_folder(folder)
    ]
