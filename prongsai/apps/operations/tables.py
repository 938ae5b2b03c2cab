"""The tables in a form that belongs to no database engine: JSON Lines, one array of values a row.

Read with the models of today, written with those of the moment they were read at, so that a backup of an older release
is restored as what it was and then brought up to date like any database.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.files import FileField

LEFT_OUT = frozenset({"sessions", "usersessions", "django_tasks_database", "procrastinate", "search"})
"""Apps whose rows are of no use elsewhere: who is signed in, jobs waiting in the queue of one engine, and the search index,
which is made anew from the rest."""
_ROWS_AT_ONCE = 500


def list_models(among: Apps = installed) -> list[type[models.Model]]:
    """The models whose rows are kept, in order of name."""
    found = [
        model
        for model in among.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def list_fields(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The stored fields of a model's own table."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def read_rows(model: type[models.Model], using: str) -> Iterator[list[Any]]:
    """A table's rows in order of key, as plain JSON values."""
    fields = list_fields(model)
    for row in model._base_manager.using(using).order_by("pk").iterator(chunk_size=2_000):
        yield [_plain(field, row) for field in fields]


def write_rows(
    connection: BaseDatabaseWrapper, model: type[models.Model], names: list[str], rows: Iterable[list[Any]]
) -> int:
    """Put rows into an empty table as they are, no field's own idea of "now" among them; gives how many."""
    fields = {field.attname: field for field in list_fields(model)}
    if set(names) != set(fields):
        raise ValueError(f"{model._meta.label}: columns {sorted(set(names) ^ set(fields))} do not fit")
    chosen = [fields[name] for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or field.attname) for field in chosen)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(chosen))})"  # noqa: S608
    count, waiting = 0, []
    with connection.cursor() as cursor:
        for row in rows:
            waiting.append([_stored(field, value, connection) for field, value in zip(chosen, row, strict=True)])
            if len(waiting) == _ROWS_AT_ONCE:
                cursor.executemany(sql, waiting)
                count, waiting = count + len(waiting), []
        if waiting:
            cursor.executemany(sql, waiting)
    return count + len(waiting)


def _plain(field: "models.Field[Any, Any]", row: models.Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, models.JSONField) or value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return field.value_to_string(row)


def _stored(field: "models.Field[Any, Any]", value: Any, connection: BaseDatabaseWrapper) -> Any:
    if not isinstance(field, models.JSONField | FileField | models.ForeignKey) and value is not None:
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)


def last_key(connection: BaseDatabaseWrapper, model: type[models.Model]) -> int | None:
    """The last key the database ever gave to a row, those deleted since among them; None where it gives none."""
    key = model._meta.auto_field
    if key is None:
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), key.column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def set_last_key(connection: BaseDatabaseWrapper, model: type[models.Model], last: int) -> None:
    """Have the database give keys after `last`: a number in the history must never come to mean another row."""
    key, table = model._meta.auto_field, model._meta.db_table
    if key is None or last <= 0:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, table])
            if cursor.rowcount == 0:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            words = [connection.ops.quote_name(table), key.column, last]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, true)", words)


def empty_tables(connection: BaseDatabaseWrapper, chosen: Iterable[type[models.Model]]) -> None:
    """Take out what migrations put in, such as content types: the archive brings its own."""
    with connection.cursor() as cursor:
        for model in chosen:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper, chosen: Iterable[type[models.Model]]) -> Iterator[None]:
    """Our own triggers rest meanwhile: they judge what people do, and these rows were judged when they were made."""
    tables = [model._meta.db_table for model in chosen]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still waiting cannot be altered
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")


def format_row(row: list[Any]) -> bytes:
    """A row as a line of the archive."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def parse_rows(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    """The rows of a member of the archive."""
    for line in lines:
        yield json.loads(line.decode("utf-8", "surrogatepass"))
