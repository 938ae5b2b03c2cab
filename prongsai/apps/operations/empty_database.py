"""The database of a first start without migrating: what all migrations make of nothing, kept as one SQL script.

Nearly all of the time that migrating takes goes into Django's models of every step in between (10 s of the processor
where this takes a twentieth). The script is made by `tools/empty_database.py`; it is only used where no database is, on
SQLite, and while every migration it stands for is there unchanged. Newer ones are left to `migrate`, which comes after.
"""

import hashlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection
from django.db.migrations.loader import MigrationLoader

SCRIPT = Path(__file__).resolve().parents[2] / "data" / "empty_database.sql"
_DIGEST = re.compile(r"^-- digest ([0-9a-f]{64})$", re.MULTILINE)
_STANDS_FOR = re.compile(r"^INSERT INTO \"django_migrations\" VALUES \(\d+, '(\w+)', '(\w+)', ", re.MULTILINE)
_NOW = "'{now}'"
_MOMENTS = {("django_migrations", "applied"), ("search_build", "built_at")}
_MADE_AFTER_MIGRATING = ("django_content_type", "auth_permission")

Name = tuple[str, str]


class UnexpectedRows(Exception):
    """A migration fills a table that the script must not carry: it could be a secret, or differ between offices."""


def lay_out_empty() -> bool:
    """Make the database file that is not there yet. False when there is one, or the script does not fit this release."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return False
    return lay_out_at(Path(str(connection.settings_dict["NAME"])))


def lay_out_at(path: Path) -> bool:
    """The same for the file at a path."""
    if any(os.path.lexists(f"{path}{ending}") for ending in ("", "-wal", "-journal", "-shm")):
        return False
    script = SCRIPT.read_text(encoding="utf-8") if SCRIPT.exists() else ""
    if not fits(script):
        return False
    return _put_in_place(path, script.replace(_NOW, f"'{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}'"))


def fits(script: str) -> bool:
    """Whether every migration that a script stands for is part of this release, to the letter."""
    found = _DIGEST.search(script)
    names = stands_for(script)
    return bool(found and names and found.group(1) == digest_of(names))


def stands_for(script: str) -> list[Name]:
    """The migrations (app, name) that a script says are done."""
    return [(app, name) for app, name in _STANDS_FOR.findall(script)]


def digest_of(names: Iterable[Name]) -> str:
    """SHA-256 over Django's release and the source of these migrations; "" when one of them is not there."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    summed = hashlib.sha256(f"django {django.VERSION[0]}.{django.VERSION[1]}".encode())
    for app, name in sorted(names):
        migration = loader.disk_migrations.get((app, name))
        if migration is None:
            return ""
        try:
            source = Path(str(sys.modules[type(migration).__module__].__file__)).read_bytes()
        except OSError:
            return ""
        summed.update(f"\n{app}.{name} {hashlib.sha256(source).hexdigest()}".encode())
    return summed.hexdigest()


def write_script(database: Path) -> str:
    """The script that makes what stands in a database file made by migrations alone.

    Raises UnexpectedRows when there is more in it than what migrations of ours are known to write.
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as made:
        master = made.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid").fetchall()
        virtual = [name for _kind, name, sql in master if sql and sql.startswith("CREATE VIRTUAL TABLE")]
        tables, lines = [], []
        for kind, name, sql in master:
            is_shadow = any(name.startswith(f"{one}_") for one in virtual) and kind == "table"
            if sql is None or is_shadow or name.startswith("sqlite_"):
                continue
            lines.append(f"{sql};")
            if kind == "table" and name not in virtual:
                tables.append(name)
        for name in tables:
            lines += _rows(made, name)
        lines.append("DELETE FROM sqlite_sequence;")
        for name, seq in made.execute("SELECT name, seq FROM sqlite_sequence ORDER BY rowid"):
            if name not in _MADE_AFTER_MIGRATING:
                lines.append(f"INSERT INTO sqlite_sequence VALUES ('{name}', {seq});")  # noqa: S608
    body = "\n".join(["BEGIN;", *lines, "COMMIT;", ""])
    head = "-- What all migrations make of an empty SQLite database. Made by tools/empty_database.py; not to be edited."
    return f"{head}\n-- digest {digest_of(stands_for(body))}\n{body}"


def _rows(made: sqlite3.Connection, table: str) -> list[str]:
    if table in _MADE_AFTER_MIGRATING:
        return []
    cursor = made.execute(f'SELECT * FROM "{table}" ORDER BY rowid')  # noqa: S608 (a name out of the database itself)
    columns, lines = [column[0] for column in cursor.description], []
    for row in cursor:
        if table not in {name for name, _column in _MOMENTS}:
            raise UnexpectedRows(f"{table} holds {row!r}")
        values = [
            _NOW if (table, column) in _MOMENTS else _literal(value) for column, value in zip(columns, row, strict=True)
        ]
        lines.append(f'INSERT INTO "{table}" VALUES ({", ".join(values)});')  # noqa: S608
    return lines


def _literal(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise UnexpectedRows(f"a value of a kind that was not expected: {value!r}")


def _put_in_place(path: Path, script: str) -> bool:
    """All of it or nothing, and never over another file: a second start at the same moment finds the first one's."""
    half = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        half.unlink(missing_ok=True)
        database = sqlite3.connect(half)
        try:
            database.executescript(script)
        finally:
            database.close()
        os.link(half, path)
    except (OSError, sqlite3.Error):  # migrate makes it, or says why it cannot be made
        return False
    finally:
        half.unlink(missing_ok=True)
    return True
