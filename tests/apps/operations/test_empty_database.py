"""A first start makes its database from a script: the same, to the letter, as all migrations make; and only where none is."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from prongsai.apps.operations import empty_database
from prongsai.apps.operations.empty_database import (
    SCRIPT,
    UnexpectedRows,
    digest_of,
    fits,
    lay_out_empty,
    stands_for,
    write_script,
)

START = """
import django; django.setup()
from django.core.management import call_command
from prongsai.apps.operations.empty_database import lay_out_empty
print(lay_out_empty())
call_command("migrate", verbosity=0, interactive=False)
print(lay_out_empty())
"""
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""


def in_home(home, code):
    """What a program says that runs with an own data folder."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"PRONGSAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def schema(database):
    """Everything that is made, by kind and name."""
    rows = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name <> 'sqlite_stat1'")
    return {(kind, name): (table, sql) for kind, name, table, sql in rows}


def content(database, *, without=("applied", "built_at")):
    """Every row of every table; moments left out."""
    found = {}
    for kind, name in schema(database):
        if kind == "table":
            cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            kept = [n for n, column in enumerate(cursor.description) if column[0] not in without]
            found[name] = [tuple(row[n] for n in kept) for row in cursor]
    return found


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A database made by a first start."""
    home = tmp_path_factory.mktemp("laid-out")
    assert in_home(home, START) == ["True", "False"]
    made = sqlite3.connect(home / "prongsai.sqlite3")
    yield made
    made.close()


class TestScript:
    def test_stands_for_every_migration_of_this_release(self):
        loader = MigrationLoader(None, load=False)
        loader.load_disk()
        names = {key for key in loader.disk_migrations if key[0] != "procrastinate"}  # installed on PostgreSQL only

        assert set(stands_for(SCRIPT.read_text(encoding="utf-8"))) == names, "run: python tools/empty_database.py"

    def test_fits_them_to_the_letter(self):
        assert fits(SCRIPT.read_text(encoding="utf-8")), "run: python tools/empty_database.py"

    def test_carries_no_moment_and_no_row_of_an_office(self):
        told = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line.startswith("INSERT INTO")]

        tables = {line.split()[2].strip('"') for line in told}
        assert tables == {"django_migrations", "search_build", "sqlite_sequence"}
        assert not [line for line in told if "202" in line.split("VALUES")[1].replace("'{now}'", "") and ":" in line]


class TestDatabase:
    @pytest.mark.django_db
    def test_has_the_schema_that_the_migrations_make(self, laid_out):
        if connection.vendor != "sqlite":
            pytest.skip("the script is one of SQLite")
        with connection.cursor() as cursor:
            expected = schema(cursor.connection)  # pytest-django made the tests' own database by migrating

        assert schema(laid_out) == expected
        assert len([kind for kind, _name in expected if kind == "trigger"]) >= 12

    def test_is_whole(self, laid_out):
        assert laid_out.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert laid_out.execute("PRAGMA foreign_key_check").fetchall() == []
        assert laid_out.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    def test_has_the_moments_of_now(self, laid_out):
        [[oldest, newest]] = laid_out.execute("SELECT min(applied), max(applied) FROM django_migrations").fetchall()

        assert "2026" <= oldest[:4] <= newest[:4]
        assert laid_out.execute("SELECT julianday('now') - julianday(?) < 1", (oldest,)).fetchone() == (1,)
        assert laid_out.execute("SELECT built_at FROM search_build").fetchone()[0][:4] >= "2026"

    @pytest.mark.slow
    def test_is_the_one_that_migrating_makes_with_every_row(self, laid_out, tmp_path):
        in_home(tmp_path, MIGRATE)
        migrated = sqlite3.connect(tmp_path / "prongsai.sqlite3")

        assert schema(laid_out) == schema(migrated)
        assert content(laid_out) == content(migrated)
        assert write_script(tmp_path / "prongsai.sqlite3") == SCRIPT.read_text(encoding="utf-8")
        for setting in ("user_version", "application_id", "encoding", "page_size", "auto_vacuum"):
            asked = f"PRAGMA {setting}"
            assert laid_out.execute(asked).fetchall() == migrated.execute(asked).fetchall()
        migrated.close()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where the settings say the database is; nothing is there."""
    path = tmp_path / "office.sqlite3"
    monkeypatch.setattr(empty_database, "connection", Told(path))
    return path


class Told:
    """What is asked of Django's connection: which engine, which file."""

    def __init__(self, path, vendor="sqlite", in_memory=False):
        self.vendor, self.settings_dict, self.in_memory = vendor, {"NAME": path}, in_memory

    def is_in_memory_db(self):
        return self.in_memory


class TestUse:
    def test_makes_the_file_and_leaves_nothing_beside_it(self, place):
        assert lay_out_empty()

        assert [one.name for one in place.parent.iterdir()] == ["office.sqlite3"]
        with sqlite3.connect(place) as made:
            assert made.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 80

    @pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0"])
    def test_never_touches_a_file_that_is_there(self, place, content):
        place.write_bytes(content)

        assert not lay_out_empty()
        assert place.read_bytes() == content

    @pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
    def test_is_not_made_beside_what_is_left_of_another(self, place, ending):
        place.with_name(place.name + ending).write_bytes(b"x")

        assert not lay_out_empty()
        assert not place.exists()

    def test_a_link_that_leads_nowhere_counts_as_a_file(self, place):
        place.symlink_to(place.parent / "elsewhere" / "office.sqlite3")

        assert not lay_out_empty()
        assert not place.exists()

    def test_is_for_sqlite_files_only(self, tmp_path, monkeypatch):
        for told in (Told(tmp_path / "a", vendor="postgresql"), Told(":memory:", in_memory=True)):
            monkeypatch.setattr(empty_database, "connection", told)
            assert not lay_out_empty()
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_cannot_be_written_is_left_to_migrate(self, tmp_path, monkeypatch):
        monkeypatch.setattr(empty_database, "connection", Told(tmp_path / "nowhere" / "a.sqlite3"))

        assert not lay_out_empty()

    def test_two_starts_at_once_make_one(self, place):
        answers = []
        script = SCRIPT.read_text(encoding="utf-8")

        def start(number):
            half = place.with_name(f"other-{number}")
            monkey = sqlite3.connect(half)
            monkey.executescript(script)
            monkey.close()
            try:
                os.link(half, place)
                answers.append(True)
            except FileExistsError:
                answers.append(False)

        threads = [threading.Thread(target=start, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        first = lay_out_empty()
        for thread in threads:
            thread.join(60)

        assert [first, *answers].count(True) == 1

    def test_a_script_that_fails_half_way_leaves_nothing(self, place, monkeypatch, tmp_path):
        broken = tmp_path / "broken.sql"
        broken.write_text(SCRIPT.read_text(encoding="utf-8").replace("COMMIT;", "CREATE nonsense;\nCOMMIT;"))
        monkeypatch.setattr(empty_database, "SCRIPT", broken)

        assert not lay_out_empty()
        assert not place.exists()
        assert [one.name for one in tmp_path.iterdir()] == ["broken.sql"]


class TestFits:
    SCRIPT = SCRIPT.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        "script",
        [
            "",
            SCRIPT.replace("-- digest ", "-- other "),
            SCRIPT.replace("'0001_initial'", "'0001_another'"),
            SCRIPT.replace('INSERT INTO "django_migrations" VALUES (1,', "-- ("),
        ],
        ids=["none", "no digest", "a migration that is not here", "a migration less"],
    )
    def test_another_script_does_not(self, script, place, tmp_path, monkeypatch):
        given = tmp_path / "given.sql"
        given.write_text(script, encoding="utf-8")
        monkeypatch.setattr(empty_database, "SCRIPT", given)

        assert not fits(script)
        assert not lay_out_empty()
        assert not place.exists()

    def test_a_changed_migration_changes_the_digest(self, monkeypatch, tmp_path):
        names = stands_for(self.SCRIPT)
        module = sys.modules["prongsai.apps.jobs.migrations.0001_initial"]
        changed = tmp_path / "0001_initial.py"
        changed.write_bytes(Path(module.__file__).read_bytes() + b"# changed\n")

        before = digest_of(names)
        monkeypatch.setattr(module, "__file__", str(changed))

        assert digest_of(names) not in ("", before)

    def test_a_migration_that_is_newer_than_the_script_is_left_to_migrate(self):
        script = write_without_last(self.SCRIPT)

        assert fits(script)
        assert len(stands_for(script)) == len(stands_for(self.SCRIPT)) - 1


def write_without_last(script):
    """The script as it was one migration ago, as far as what it stands for goes."""
    last = [line for line in script.splitlines() if line.startswith('INSERT INTO "django_migrations"')][-1]
    shorter = script.replace(f"{last}\n", "")
    return shorter.replace(script.split("-- digest ")[1][:64], digest_of(stands_for(shorter)))


class TestWriting:
    def test_refuses_a_row_that_a_migration_should_not_have_made(self, place):
        lay_out_empty()
        with sqlite3.connect(place) as made:
            made.execute("INSERT INTO jobs_schedule (name) VALUES ('secret')")
        made.close()

        with pytest.raises(UnexpectedRows, match="jobs_schedule holds"):
            write_script(place)

    def test_gives_the_same_script_again(self, place):
        lay_out_empty()

        assert write_script(place) == SCRIPT.read_text(encoding="utf-8")
