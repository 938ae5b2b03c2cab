"""The database itself refuses to make a version public without a gate decision for its content, or to change it afterwards."""

from django.db import migrations

_UNGATED = """
NEW.state = 'published' AND NOT EXISTS (
  SELECT 1 FROM disclosure_gatedecision g WHERE g.version_id = NEW.id AND g.content_sha256 = NEW.content_sha256)
"""
_CHANGED = """
OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR OLD.content_sha256 <> NEW.content_sha256
  OR OLD.title <> NEW.title OR OLD.body <> NEW.body OR OLD.url <> NEW.url OR OLD.sha256 <> NEW.sha256)
"""
_UNGATED_WORDS = "a version becomes public only through the gate for its content"
_CHANGED_WORDS = "what was public never changes: it is replaced or withdrawn"
_WATCHED = "state, published_at, content_sha256, title, body, url, sha256"


def _sqlite():
    for name, when, condition, words in (
        ("gated_insert", "INSERT", _UNGATED, _UNGATED_WORDS),
        ("gated_update", f"UPDATE OF {_WATCHED}", _UNGATED, _UNGATED_WORDS),
        ("unchanged", f"UPDATE OF {_WATCHED}", _CHANGED, _CHANGED_WORDS),
    ):
        yield (
            f"CREATE TRIGGER disclosure_{name} BEFORE {when} ON disclosure_version FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


_POSTGRESQL = (
    f"""
CREATE FUNCTION disclosure_only_gated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {_UNGATED} THEN RAISE EXCEPTION '{_UNGATED_WORDS}' USING ERRCODE = 'check_violation'; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF {_CHANGED} THEN RAISE EXCEPTION '{_CHANGED_WORDS}' USING ERRCODE = 'check_violation'; END IF;
  END IF;
  RETURN NEW;
END $$
""",
    f"CREATE TRIGGER disclosure_only_gated BEFORE INSERT OR UPDATE OF {_WATCHED} "
    "ON disclosure_version FOR EACH ROW EXECUTE FUNCTION disclosure_only_gated()",
)


def forbid(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if on_sqlite else _POSTGRESQL:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("gated_insert", "gated_update", "unchanged"):
            schema_editor.execute(f"DROP TRIGGER disclosure_{name}")
    else:
        schema_editor.execute("DROP TRIGGER disclosure_only_gated ON disclosure_version")
        schema_editor.execute("DROP FUNCTION disclosure_only_gated()")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
