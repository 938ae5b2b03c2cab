"""The list of one audit on disk: what is still to visit and what was found, so a stopped run goes on where it was.

One SQLite file of its own, no server and no Django. It keeps memory flat however long the list is.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from prongsai.audit.result import LinkToCheck
from prongsai.core.errors import PersonError

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE link (
  seq INTEGER PRIMARY KEY, host TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, item TEXT, fiscal_year INTEGER,
  is_submitted INTEGER NOT NULL);
CREATE TABLE result (seq INTEGER NOT NULL, verdict TEXT NOT NULL, line TEXT NOT NULL);
"""
_to_json = json.JSONEncoder(ensure_ascii=False).encode
SAVE_EVERY = 200
SAVE_EVERY_S = 1.0


class AuditJournal:
    """A frontier (see audit/engine.py) that remembers. Make one with `open_journal`."""

    def __init__(self, path: Path, database: sqlite3.Connection, turn: int, *, is_resumed: bool) -> None:
        self.path = path
        self._turn = turn
        self.is_resumed = is_resumed
        self._database = database
        self._taken_to: dict[str, int] = {}
        self._seqs: dict[LinkToCheck, list[int]] = {}
        self._unsaved: list[tuple[int, str, str]] = []
        self._saved_at = time.monotonic()
        self._not_done = ""
        if is_resumed:
            database.execute("CREATE UNIQUE INDEX IF NOT EXISTS result_by_seq ON result (seq)")
            self._not_done = " AND NOT EXISTS (SELECT 1 FROM result WHERE result.seq = link.seq)"
        self.total: int = database.execute("SELECT count(*) FROM link").fetchone()[0]

    def hosts(self) -> Iterable[tuple[str, int]]:
        """Every host with links left, in the order of its first link."""
        return self._database.execute(
            f"SELECT host, count(*) FROM link WHERE 1{self._not_done} GROUP BY host ORDER BY min(seq)"  # noqa: S608
        ).fetchall()

    def take(self, host: str, count: int) -> list[LinkToCheck]:
        """The next links of a host."""
        columns = "SELECT seq, id, url, item, fiscal_year, is_submitted FROM link"
        rows = self._database.execute(
            columns + " WHERE host = ? AND seq > ?" + self._not_done + " ORDER BY seq LIMIT ?",
            (host, self._taken_to.get(host, 0), count),
        ).fetchall()
        links = []
        for seq, identity, url, item, fiscal_year, is_submitted in rows:
            link = LinkToCheck(identity, url, item, fiscal_year, bool(is_submitted))
            self._seqs.setdefault(link, []).append(seq)
            links.append(link)
        if rows:
            self._taken_to[host] = rows[-1][0]
        else:
            self._taken_to.pop(host, None)
        return links

    def save(self, link: LinkToCheck, line: dict[str, Any]) -> str:
        """Note the result of a link; on disk within a second, or with `close`. Gives the line as JSON."""
        seqs = self._seqs[link]
        text = _to_json(line)
        self._unsaved.append((seqs.pop(0), line["verdict"], text))
        if not seqs:
            del self._seqs[link]
        if len(self._unsaved) >= SAVE_EVERY or time.monotonic() - self._saved_at > SAVE_EVERY_S:
            self._write()
        return text

    def results(self) -> Iterator[dict[str, Any]]:
        """Every result so far, in the order of the list."""
        self._write()
        for (line,) in self._database.execute("SELECT line FROM result ORDER BY seq"):
            yield json.loads(line)

    def counts(self) -> dict[str, int]:
        """How many links have each verdict so far."""
        self._write()
        return dict(self._database.execute("SELECT verdict, count(*) FROM result GROUP BY verdict"))

    def left(self) -> int:
        """How many links have no result yet."""
        return self.total - sum(self.counts().values())

    def close(self, *, keep: bool = False) -> None:
        """Write what is not yet on disk; a journal with nothing left to do is removed, unless it is to be kept."""
        is_done = False
        try:
            is_done = self.left() == 0 and not keep
        finally:
            self._database.close()
            if is_done:
                _remove(self.path)
            _end_turn(self.path, self._turn)

    def _write(self) -> None:
        if self._unsaved:
            with self._database:
                self._database.executemany("INSERT INTO result VALUES (?, ?, ?)", self._unsaved)
            self._unsaved.clear()
        self._saved_at = time.monotonic()


def open_journal(
    folder: Path, links: Iterable[LinkToCheck], *, host_of: Callable[[str], str], fresh: bool = False
) -> AuditJournal:
    """The journal of this list in a folder: the one left by a stopped run over the same list, else a new one.

    `fresh` throws an earlier one away. Raises OSError or sqlite3.Error where the folder cannot be written, PersonError
    while another process audits the same list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".new-{os.getpid()}-{time.monotonic_ns()}.sqlite"
    digest = hashlib.sha256()
    database = _connect(new)
    try:
        database.executescript(SCHEMA)
        with database:
            database.executemany(
                "INSERT INTO link (host, id, url, item, fiscal_year, is_submitted) VALUES (?, ?, ?, ?, ?, ?)",
                _rows(links, host_of, digest),
            )
            database.execute("CREATE INDEX link_by_host ON link (host, seq)")
        database.close()
        path = folder / f"audit-{digest.hexdigest()[:20]}.sqlite"
        turn = _take_turn(path)
    except BaseException:
        database.close()
        _remove(new)
        raise
    try:
        if fresh:
            _remove(path)
        is_resumed = path.exists()
        if is_resumed:
            _remove(new)
        else:
            os.replace(new, path)
        return AuditJournal(path, _connect(path), turn, is_resumed=is_resumed)
    except BaseException:
        _remove(new)
        _end_turn(path, turn)
        raise


def _rows(
    links: Iterable[LinkToCheck], host_of: Callable[[str], str], digest: "hashlib._Hash"
) -> Iterator[tuple[str, str, str, str | None, int | None, int]]:
    for link in links:
        digest.update(
            f"{link.id}\0{link.url}\0{link.item}\0{link.fiscal_year}\0{link.is_submitted}\n".encode("utf-8", "replace")
        )
        yield host_of(link.url), link.id, link.url, link.item, link.fiscal_year, int(link.is_submitted)


def _lock_file(path: Path) -> Path:
    return path.with_suffix(".lock")


def _take_turn(path: Path) -> int:
    """Lock this list against other processes; the lock ends with the process. Gives the open file."""
    while True:
        turn = os.open(_lock_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(turn).st_nlink:
                return turn
        except BlockingIOError as error:
            os.close(turn)
            raise PersonError(
                "กำลังตรวจรายการนี้อยู่ในอีกหน้าต่างหนึ่ง กรุณารอให้เสร็จก่อน",
                "this list is being checked by another run: wait until that one ends",
            ) from error
        os.close(turn)  # its owner had just removed it: it guards nothing any more


def _end_turn(path: Path, turn: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        _lock_file(path).unlink()
    os.close(turn)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=5)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")  # the journal is a convenience: after a power cut the run begins anew
    return database


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with contextlib.suppress(FileNotFoundError):
            name.unlink()
