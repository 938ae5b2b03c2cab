"""The database itself refuses to change or delete an event."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER history_event_no_update BEFORE UPDATE ON history_event "
    "BEGIN SELECT RAISE(ABORT, 'history events are append-only'); END",
    "CREATE TRIGGER history_event_no_delete BEFORE DELETE ON history_event "
    "BEGIN SELECT RAISE(ABORT, 'history events are append-only'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION history_event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'history events are append-only'; END $$",
    "CREATE TRIGGER history_event_no_change BEFORE UPDATE OR DELETE ON history_event "
    "FOR EACH ROW EXECUTE FUNCTION history_event_append_only()",
]


def forbid_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER history_event_no_update")
        schema_editor.execute("DROP TRIGGER history_event_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER history_event_no_change ON history_event")
        schema_editor.execute("DROP FUNCTION history_event_append_only()")


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes, allow_changes)]
