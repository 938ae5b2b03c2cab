"""The indices of words. SQLite: FTS5, kept by triggers. PostgreSQL: GIN over the words as they are, and trigrams for
parts of words where the server has pg_trgm and lets us have it.

On SQLite a later migration that alters search_entry makes its table anew, which drops the triggers: create them again.
"""

from django.db import DatabaseError, migrations, transaction

TABLE = "search_entry_words"
# The words stand with blanks between and hold no ASCII punctuation: the tokenizer `ascii` then parts them at the blanks
# alone, whatever the script. Places in the text are not kept: side by side is asked of the column itself.
SQLITE = [
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "words, content='search_entry', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)",
    f"CREATE TRIGGER {TABLE}_insert AFTER INSERT ON search_entry BEGIN "
    f"INSERT INTO {TABLE} (rowid, words) VALUES (new.id, new.words); END",
    f"CREATE TRIGGER {TABLE}_delete AFTER DELETE ON search_entry BEGIN "
    f"INSERT INTO {TABLE} ({TABLE}, rowid, words) VALUES ('delete', old.id, old.words); END",
    f"CREATE TRIGGER {TABLE}_update AFTER UPDATE OF id, words ON search_entry WHEN old.words <> new.words OR old.id <> new.id BEGIN "
    f"INSERT INTO {TABLE} ({TABLE}, rowid, words) VALUES ('delete', old.id, old.words); "
    f"INSERT INTO {TABLE} (rowid, words) VALUES (new.id, new.words); END",
]
POSTGRESQL = [
    "CREATE INDEX search_entry_words ON search_entry "
    "USING gin (array_to_tsvector(string_to_array(btrim(words), ' ')))",
]
TRIGRAMS = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_entry_parts ON search_entry USING gin (replace(words, ' ', '') gin_trgm_ops)",
    "CREATE INDEX search_entry_loose ON search_entry USING gin (loose_words gin_trgm_ops)",
]


def make(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in SQLITE:
                cursor.execute(statement)
            return
        for statement in POSTGRESQL:
            cursor.execute(statement)
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
        try:
            with transaction.atomic(using=connection.alias):
                for statement in TRIGRAMS:
                    cursor.execute(statement)
        except DatabaseError:  # the account may not add extensions: parts of words are then found without an index
            pass


def drop(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for name in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER {TABLE}_{name}")
            cursor.execute(f"DROP TABLE {TABLE}")
        else:
            for name in ("words", "parts", "loose"):
                cursor.execute(f"DROP INDEX IF EXISTS search_entry_{name}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]
    operations = [migrations.RunPython(make, drop)]
