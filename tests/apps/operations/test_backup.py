"""A backup taken while the system runs is put into an empty place, on either database engine, and nothing differs."""

import fcntl
import hashlib
import json
import shutil
import stat
import struct
import subprocess
import sys
import zipfile
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.apps.operations.places import EXPORT, FOUND, NEXT_KEY, SEED, Place
from tests.postgres_server import PostgresServer, find_programs

needs_postgresql = pytest.mark.skipif(find_programs() is None, reason="PostgreSQL is not installed")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """An installation on SQLite with plans, files, snapshots and a history; a backup of it; its export."""
    folder = tmp_path_factory.mktemp("seeded")
    place = Place(folder / "home")
    place.python(SEED)
    made = place.json("backup", str(folder / "one.zip"))
    return place, folder / "one.zip", place.python(EXPORT), made


@pytest.fixture(scope="module")
def postgresql():
    server = PostgresServer()
    yield server
    server.remove()


def files_of(home: Path) -> dict[str, str]:
    """Every kept file by name, with its sum."""
    found = {}
    for folder in ("files", "snapshots"):
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and path.name not in (
                "index.lock",
                "index.sqlite",
                "index.sqlite-wal",
                "index.sqlite-shm",
            ):
                found[path.relative_to(home).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def found_in(place: Place) -> list:
    """What the search finds; the index is in no backup and made anew."""
    is_built, count, hits = json.loads(place.python(FOUND))
    assert is_built
    assert count > len(hits) > 10
    return [count, hits]


def differences(one: bytes, other: bytes) -> list[tuple[bytes, bytes]]:
    """The first lines that differ, for a message a person can read."""
    pairs = zip_longest(one.split(b"\n"), other.split(b"\n"), fillvalue=b"")
    return [(left[:500], right[:500]) for left, right in pairs if left != right][:5]


def rewrite(path: Path, into: Path, change) -> Path:
    """A copy of the archive whose members went through `change(name, content)`; None leaves one out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return into


class TestTheFile:
    def test_holds_everything_with_its_sum(self, seeded):
        place, path, _export, made = seeded
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            assert hashlib.sha256(archive.read("manifest.json")).hexdigest() == made["manifest_sha256"]
            names = set(archive.namelist()) - {"manifest.json"}
            assert names == set(manifest["members"])
            for name, facts in manifest["members"].items():
                content = archive.read(name)
                assert (hashlib.sha256(content).hexdigest(), len(content)) == (facts["sha256"], facts["bytes"])
        assert set(files_of(place.home)) <= names
        assert {"secret-key", "native/prongsai.sqlite3", "tables/history.event.jsonl"} <= names
        assert made["rows"] == sum(table["rows"] for table in manifest["tables"])

    def test_leaves_out_who_is_signed_in_and_the_queue(self, seeded):
        with zipfile.ZipFile(seeded[1]) as archive:
            names = archive.namelist()

        assert not [name for name in names if "session" in name or "tasks" in name or "search" in name]

    def test_is_readable_by_its_owner_only_and_leaves_no_work_behind(self, seeded):
        place, path, _export, _made = seeded

        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not [one for one in place.home.iterdir() if one.name.startswith(".backup-") and one.is_dir()]
        assert not path.with_name("one.zip.part").exists()

    def test_the_copy_of_sqlite_in_it_opens_by_itself(self, seeded, tmp_path):
        import sqlite3

        with zipfile.ZipFile(seeded[1]) as archive:
            archive.extract("native/prongsai.sqlite3", tmp_path)
        with sqlite3.connect(tmp_path / "native" / "prongsai.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("SELECT count(*) FROM plans_plan").fetchone() == (3,)

    def test_a_file_that_is_there_is_not_overwritten(self, seeded):
        place, path, _export, _made = seeded

        done = place.prongsai("backup", str(path))

        assert done.returncode == 2
        assert "is there already" in done.stderr.decode()

    def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(self, seeded, tmp_path):
        done = seeded[0].prongsai("backup", str(tmp_path / "no" / "such" / "b.zip"))

        assert done.returncode == 2
        assert "cannot be written" in done.stderr.decode()

    def test_a_database_of_another_release_is_refused(self, tmp_path):
        place = Place(tmp_path / "home")

        done = place.prongsai("backup", str(tmp_path / "b.zip"))

        assert done.returncode == 2
        assert "migrate" in done.stderr.decode()
        assert not (tmp_path / "b.zip").exists()


class TestRestore:
    def test_gives_the_same_on_sqlite(self, seeded, tmp_path):
        place, path, export, _made = seeded
        other = Place(tmp_path / "home")

        done = other.json("restore", str(path))

        assert done["faults"] == []
        assert differences(other.python(EXPORT), export) == []
        assert found_in(other) == found_in(place)
        assert files_of(other.home) == files_of(place.home)
        assert (other.home / "secret-key").read_bytes() == (place.home / "secret-key").read_bytes()

    @needs_postgresql
    def test_gives_the_same_on_postgresql_and_back_on_sqlite(self, seeded, postgresql, tmp_path):
        place, path, export, _made = seeded
        there, back = Place(tmp_path / "pg", postgresql.address), Place(tmp_path / "back")

        assert there.json("restore", str(path))["faults"] == []
        assert differences(there.python(EXPORT), export) == []
        assert found_in(there) == found_in(place)
        made = there.json("backup", str(tmp_path / "two.zip"))
        assert (made["native"], made["warnings"]) == ("native/prongsai.dump", [])
        assert back.json("restore", str(tmp_path / "two.zip"))["faults"] == []

        assert differences(back.python(EXPORT), export) == []
        assert files_of(back.home) == files_of(place.home)
        with zipfile.ZipFile(path) as first, zipfile.ZipFile(tmp_path / "two.zip") as second:
            tables = [name for name in first.namelist() if name.startswith("tables/")]
            tables = [name for name in tables if not name.endswith(("contenttype.jsonl", "auth.permission.jsonl"))]
            assert len(tables) > 20
            for name in tables:
                rows = [[json.loads(line) for line in one.read(name).splitlines()] for one in (first, second)]
                assert rows[0] == rows[1], name
        # A number that was given to a plan deleted since is never given again: the history speaks of it.
        assert int(there.python(NEXT_KEY)) == int(back.python(NEXT_KEY)) == int(self.highest_plan(path)) + 1
        # And the events are append-only again.
        for one in (there, back):
            assert b"append-only" in one.prongsai("manage", "shell", "-c", DELETE_ALL).stderr

    @staticmethod
    def highest_plan(path):
        with zipfile.ZipFile(path) as archive:
            tables = json.loads(archive.read("manifest.json"))["tables"]
        return next(table["last_key"] for table in tables if table["model"] == "plans.Plan")

    def test_verifies_at_the_end_and_says_what_was_false_before(self, seeded, tmp_path):
        """A history rewritten before the backup is restored as it was, and found."""
        _place, path, _export, _made = seeded

        def change(name, content):
            if name == "tables/history.event.jsonl":
                content = content.replace(b'"clerk_office"', b'"top_executive"', 1)
            return content

        bad = rewrite(path, tmp_path / "bad.zip", change)
        fit_manifest(bad)

        done = Place(tmp_path / "home").prongsai("restore", str(bad))

        assert done.returncode == 1
        assert "does not fit its hash" in done.stdout.decode()

    def test_an_operators_own_key_is_kept(self, seeded, tmp_path):
        own = tmp_path / "own-key"
        own.write_text("k" * 50)

        done = Place(tmp_path / "home").prongsai("restore", str(seeded[1]), PRONGSAI_SECRET_KEY_FILE=str(own))

        assert done.returncode == 0
        assert own.read_text() == "k" * 50
        assert "own secret key is kept" in done.stdout.decode()


DELETE_ALL = "from django.db import connection; connection.cursor().execute('DELETE FROM history_event')"


def fit_manifest(path: Path) -> None:
    """Make the manifest fit what is there, as one who forges a backup would."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        contents = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    for name, content in contents.items():
        manifest["members"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def place_in_content(path: Path, part: float) -> int:
    """Where a byte of the files kept unpacked stands, so far into them: each bit of those counts.

    Headers between them hold times nobody reads, and deflate has bits that mean nothing (test_archive_file.py).
    """
    with zipfile.ZipFile(path) as archive:
        infos = [one for one in archive.infolist() if one.compress_type == zipfile.ZIP_STORED]
    left = int(sum(one.compress_size for one in infos) * part)
    for one in infos:
        if left < one.compress_size:
            head = path.read_bytes()[one.header_offset : one.header_offset + 30]
            return one.header_offset + 30 + sum(struct.unpack("<HH", head[26:30])) + left
        left -= one.compress_size
    raise AssertionError(part)


class TestRefusal:
    def refused(self, path, tmp_path, words):
        place = Place(tmp_path / "home")
        done = place.prongsai("restore", str(path))
        assert done.returncode == 2, done.stdout.decode()
        said = done.stderr.decode()
        assert words in said
        assert said.count("\n") == 1
        assert not place.home.exists()

        place.home.mkdir()
        (place.home / "secret-key").write_text("k" * 50)
        assert place.prongsai("restore", str(path)).returncode == 2
        assert [one.name for one in place.home.iterdir()] == ["secret-key"]  # what was there before stays

    def test_one_changed_byte_in_a_member(self, seeded, tmp_path):
        def change(name, content):
            return content[:-3] + b"x\n\n" if name == "tables/plans.plan.jsonl" else content

        self.refused(rewrite(seeded[1], tmp_path / "b.zip", change), tmp_path, "does not fit its SHA-256")

    def test_a_missing_member(self, seeded, tmp_path):
        def change(name, content):
            return None if name == "tables/plans.plan.jsonl" else content

        self.refused(rewrite(seeded[1], tmp_path / "b.zip", change), tmp_path, "is missing")

    def test_a_member_too_many(self, seeded, tmp_path):
        shutil.copy(seeded[1], tmp_path / "b.zip")
        with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
            archive.writestr("files/evil.pdf", b"x")

        self.refused(tmp_path / "b.zip", tmp_path, "is not in the manifest")

    def test_a_name_that_leads_out_of_the_folder(self, seeded, tmp_path):
        shutil.copy(seeded[1], tmp_path / "b.zip")
        with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
            archive.writestr("files/../../evil.pdf", b"x")
        fit_manifest(tmp_path / "b.zip")

        self.refused(tmp_path / "b.zip", tmp_path, "leads out of the folder")
        assert not (tmp_path / "evil.pdf").exists()

    @pytest.mark.parametrize("part", [0.1, 0.5, 0.999])
    def test_a_file_cut_short(self, seeded, tmp_path, part):
        content = seeded[1].read_bytes()
        (tmp_path / "b.zip").write_bytes(content[: int(len(content) * part)])

        self.refused(tmp_path / "b.zip", tmp_path, "damaged")

    @pytest.mark.parametrize("place", [0.05, 0.3, 0.6])
    def test_a_flipped_bit_anywhere_in_the_content(self, seeded, tmp_path, place):
        content = bytearray(seeded[1].read_bytes())
        content[place_in_content(seeded[1], place)] ^= 4
        (tmp_path / "b.zip").write_bytes(content)

        self.refused(tmp_path / "b.zip", tmp_path, "damaged")

    def test_what_is_no_backup(self, tmp_path):
        (tmp_path / "b.zip").write_bytes(b"hello")

        self.refused(tmp_path / "b.zip", tmp_path, "is no backup")

    def test_what_is_not_there(self, tmp_path):
        self.refused(tmp_path / "b.zip", tmp_path, "cannot be opened")

    def test_one_of_a_newer_release(self, seeded, tmp_path):
        def change(name, content):
            if name != "manifest.json":
                return content
            manifest = json.loads(content)
            manifest["migrations"].append(["plans", "9999_of_the_future"])
            return json.dumps(manifest).encode()

        path = rewrite(seeded[1], tmp_path / "b.zip", change)
        done = Place(tmp_path / "home").prongsai("restore", str(path))

        assert done.returncode == 2
        assert "newer prongsai" in done.stderr.decode()

    def test_a_place_with_a_database(self, seeded):
        done = seeded[0].prongsai("restore", str(seeded[1]))

        assert done.returncode == 2
        assert "empty" in done.stderr.decode()

    def test_a_place_with_files(self, seeded, tmp_path):
        (tmp_path / "home" / "files").mkdir(parents=True)
        (tmp_path / "home" / "files" / "a.pdf").write_bytes(b"x")

        done = Place(tmp_path / "home").prongsai("restore", str(seeded[1]))

        assert done.returncode == 2
        assert "there are files in" in done.stderr.decode()
        assert not (tmp_path / "home" / "prongsai.sqlite3").exists()


WRITE_ON = """
import django; django.setup()
import itertools, sys
from datetime import UTC, datetime
from prongsai.apps.accounts.models import User
from prongsai.apps.plans import progress
from prongsai.apps.plans.models import Measure
clerk = User.objects.get(username="clerk")
for number in itertools.count():
    measure = Measure.objects.order_by("pk")[number % 9]
    progress.add_evidence(measure=measure, files=[progress.HandedFile(f"{number}.pdf", b"%PDF-1.4 " + str(number).encode())], by=clerk, at=datetime.now(UTC))
    print(number, flush=True)
"""


class TestWhenItFails:
    def limited(self, place, kilobytes, *words):
        """The command with files of at most so many kilobytes, as on a full disk."""
        command = " ".join([sys.executable, "-m", "prongsai.cli.main", *words])
        return place._run(["/bin/bash", "-c", f"ulimit -f {kilobytes}; exec {command}"], check=False)

    @pytest.mark.parametrize("kilobytes", [20, 300, 700])
    def test_a_full_disk_is_said_and_nothing_is_left(self, seeded, tmp_path, kilobytes):
        place = seeded[0]

        done = self.limited(place, kilobytes, "backup", str(tmp_path / "b.zip"))

        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1
        assert list(tmp_path.iterdir()) == []
        assert not [one for one in place.home.iterdir() if one.name.startswith(".backup-") and one.is_dir()]

    def test_what_a_killed_one_left_is_cleared_by_the_next(self, seeded, tmp_path):
        place = seeded[0]
        left = place.home / ".backup-left"
        left.mkdir()
        (left / "prongsai.sqlite3").write_bytes(b"a copy of the database")
        (tmp_path / "b.zip.part").write_bytes(b"half")

        place.json("backup", str(tmp_path / "b.zip"))

        assert not left.exists()
        assert [one.name for one in tmp_path.iterdir()] == ["b.zip"]

    def test_two_at_once_are_refused_in_words(self, seeded, tmp_path):
        place = seeded[0]
        with (place.home / ".backup-lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = place.prongsai("backup", str(tmp_path / "b.zip"))

        assert done.returncode == 2
        assert "another backup is running" in done.stderr.decode()
        assert list(tmp_path.iterdir()) == []


class TestWhileItRuns:
    @pytest.mark.slow
    def test_a_backup_is_of_one_moment_though_others_write(self, seeded, tmp_path):
        """Every file that a row names is there, and every chain holds, whatever was being written."""
        place = Place(tmp_path / "home")
        assert place.json("restore", str(seeded[1]))["faults"] == []
        environment = {"PRONGSAI_HOME": str(place.home), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
        import os

        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL",)}
        writer = subprocess.Popen([sys.executable, "-c", WRITE_ON], env=kept | environment, stdout=subprocess.PIPE)
        try:
            for _line in range(5):
                assert writer.stdout.readline()
            place.json("backup", str(tmp_path / "live.zip"))
            assert writer.poll() is None
        finally:
            writer.kill()
            written = len(writer.stdout.read().splitlines())
            writer.wait()
        other = Place(tmp_path / "other")
        assert other.json("restore", str(tmp_path / "live.zip"))["faults"] == []
        assert written > 0

        names = other.python(
            "import django; django.setup()\n"
            "from prongsai.apps.plans.models import Evidence\n"
            "print('\\n'.join(Evidence.objects.exclude(file='').values_list('file', flat=True)))"
        )
        stored = names.decode().split("\n")[:-1]
        assert len(stored) >= 6
        assert [name for name in stored if not (other.home / "files" / name).is_file()] == []
