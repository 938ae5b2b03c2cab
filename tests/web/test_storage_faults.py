"""What counts as "nothing can be stored now", and the file that did not fit."""

import errno
import resource
import sqlite3
import subprocess
import sys

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError

from prongsai.web.storage_faults import doubtful, storage_fault

WRITER = """
import resource, sys
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from prongsai.web.whole_files import WholeFileStorage
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    WholeFileStorage(sys.argv[1]).save("a/b", ContentFile(b"x" * 300_000))
except OSError as error:
    print(error.errno)
"""


def database_error(text):
    return OperationalError(text)


def of_postgresql(state):
    error, cause = DatabaseError("in the server's language"), Exception()
    cause.sqlstate = state
    error.__cause__ = cause
    return error


class TestStorageFault:
    @pytest.mark.parametrize(
        "error",
        [
            OSError(errno.ENOSPC, "No space left on device"),
            OSError(errno.EFBIG, "File too large"),
            OSError(errno.EDQUOT, "Disk quota exceeded"),
            database_error("database or disk is full"),
            database_error("disk I/O error"),
            of_postgresql("53100"),
        ],
    )
    def test_knows_a_full_disk(self, error):
        fault = storage_fault(error)

        assert "เต็ม" in fault.message_th
        assert "storage is full" in fault.message_en

    @pytest.mark.parametrize(
        "error",
        [
            OSError(errno.EROFS, "Read-only file system"),
            database_error("attempt to write a readonly database"),
            of_postgresql("25006"),
        ],
    )
    def test_knows_a_database_that_is_only_read(self, error):
        fault = storage_fault(error)

        assert "อ่านอย่างเดียว" in fault.message_th
        assert "only be read" in fault.message_en

    @pytest.mark.parametrize(
        "error",
        [
            None,
            ValueError("database or disk is full"),
            FileNotFoundError(errno.ENOENT, "No such file"),
            IntegrityError("UNIQUE constraint failed"),
            of_postgresql("23505"),
        ],
    )
    def test_leaves_every_other_error_a_fault(self, error):
        assert storage_fault(error) is None

    @pytest.mark.parametrize(
        "error",
        [database_error("database is locked"), *(of_postgresql(state) for state in ("40P01", "40001", "55P03"))],
    )
    def test_knows_a_database_that_is_too_busy(self, error):
        fault = storage_fault(error)

        assert "ยังไม่ได้บันทึก" in fault.message_th
        assert "nothing was saved" in fault.message_en
        assert fault.retry_after_s == 10

    def test_says_what_is_known_where_something_may_be_stored(self):
        busy, full = storage_fault(database_error("database is locked")), storage_fault(OSError(errno.ENOSPC, ""))

        assert "look whether your last deed was kept" in doubtful(busy).message_en
        assert doubtful(busy).may_be_stored
        assert doubtful(busy).retry_after_s == 10
        assert doubtful(full) is full
        assert full.retry_after_s is None

    def test_knows_the_words_of_the_sqlite_at_hand(self, tmp_path):
        connection = sqlite3.connect(tmp_path / "a.sqlite3")
        connection.execute("CREATE TABLE a (b)")
        connection.execute("PRAGMA query_only = ON")

        with pytest.raises(sqlite3.OperationalError) as refused:
            connection.execute("INSERT INTO a VALUES (1)")
        connection.close()

        assert storage_fault(database_error(str(refused.value))) is not None


class TestWholeFiles:
    def test_leave_nothing_of_a_file_that_did_not_fit(self, tmp_path):
        assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
        done = subprocess.run(
            [sys.executable, "-c", WRITER, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
        )

        assert (done.stdout.strip(), done.returncode) == (str(errno.EFBIG), 0), done.stderr
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
