"""Finding kept records: a SQLite file that follows `index.jsonl` and can be made again from it at any time."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from prongsai.adapters.snapshots.chain import FIRST_PREV, ChainedRecord, Head
from prongsai.adapters.snapshots.sieve import Sieve
from prongsai.adapters.snapshots.warc import Earlier

_SCHEMA = """
CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER, hash TEXT, index_bytes INTEGER);
CREATE TABLE IF NOT EXISTS records (
  id TEXT PRIMARY KEY, kind TEXT, url TEXT, at TEXT, status INTEGER, mime TEXT, link TEXT, hop INTEGER, file TEXT,
  "offset" INTEGER, length INTEGER, answer INTEGER, sha256 TEXT, payload TEXT, refers_to TEXT, seq INTEGER, hash TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS records_by_file ON records (file, "offset");
CREATE TABLE IF NOT EXISTS payloads (digest BLOB PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (file TEXT PRIMARY KEY, bytes INTEGER, is_expired INTEGER DEFAULT 0) WITHOUT ROWID;
"""
# Made when first asked for: kept up from the start it is a third of what a record costs here, and whoever only ever
# keeps visits asks nothing by address.
_BY_URL = "CREATE INDEX IF NOT EXISTS records_by_url ON records (url, at)"
_COLUMNS = (
    'id, kind, url, at, status, mime, link, hop, file, "offset", length, answer, sha256, payload, refers_to, seq, hash'
)
_VALUES = itemgetter(
    "id", "type", "url", "at", "status", "mime", "link", "hop", "file", "offset", "length", "answer", "sha256",
    "payload", "refers_to", "seq", "hash",
)  # fmt: skip
_MOST_SIEVED = 500_000  # digests read at the first question: 0.2 s
_NEVER, _GIVEN_UP = -1, -2
_ID, _KIND, _FILE, _OFFSET, _LENGTH, _PAYLOAD = 0, 1, 8, 9, 10, 13  # where they stand in _COLUMNS
_DIGEST_BYTES = 16  # of 32: enough to find by, and half the index


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One kept exchange: what it is, where its bytes stand, and its line in the chain.

    `kind` is response, revisit, metadata (no answer came) or warcinfo. `sha256` is of the `length` bytes at `offset`
    of `file`, of which the answer's record takes the first `answer_bytes`; `payload_sha256` is of the body as sent.
    """

    id: str
    kind: str
    url: str
    at: str
    status: int | None
    mime: str
    link_id: str
    hop: int
    file: str
    offset: int
    length: int
    answer_bytes: int
    sha256: str
    payload_sha256: str
    refers_to: str | None
    seq: int
    line_hash: str


class KeptAnswer(NamedTuple):
    """What replay tools are told of one kept exchange: the same fields as of `KeptRecord`, a third of its cost."""

    url: str
    at: str
    kind: str
    mime: str
    status: int | None
    payload_sha256: str
    answer_bytes: int
    offset: int
    file: str


class Lookup:
    """The SQLite file. Written only while the folder's lock is held; read at any time."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # what a power cut takes is read again from index.jsonl
        self._db.execute("PRAGMA cache_size = -8000")
        self._db.executescript(_SCHEMA)
        self._is_by_url = False
        self._sieve: Sieve | None = None  # of the digests in `payloads`, made when first asked
        self._sieved_bytes = _NEVER  # index_bytes of the head it is complete for

    def close(self) -> None:
        self._db.close()

    def head(self) -> Head:
        """The last line that was followed."""
        row = self._db.execute("SELECT seq, hash, index_bytes FROM head").fetchone()
        return Head(*row) if row else Head(0, FIRST_PREV, 0)

    def add(self, lines: Iterable[dict[str, Any]], head: Head) -> None:
        """Take in lines of the chain, in order, up to `head`."""
        with self._moving_to(head):
            for kind, alike in groupby(lines, key=itemgetter("kind")):
                if kind == "record":
                    self._add_records(list(map(_VALUES, alike)))
                else:
                    for line in alike:
                        self._add_line(line)

    def add_records(self, records: Sequence[ChainedRecord], head: Head) -> None:
        """As `add`, of records alone."""
        with self._moving_to(head):
            self._add_records(records)

    @contextmanager
    def _moving_to(self, head: Head) -> Iterator[None]:
        """One transaction, at whose end the lookup has followed the chain up to `head`."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            if self._sieve is not None and self.head().index_bytes != self._sieved_bytes:
                self._sieve, self._sieved_bytes = None, _GIVEN_UP  # another process added what it does not know
            yield
            self._db.execute("REPLACE INTO head VALUES (1, ?, ?, ?)", (head.seq, head.hash, head.index_bytes))
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        if self._sieve is not None:
            self._sieved_bytes = head.index_bytes

    def _add_records(self, records: Sequence[ChainedRecord]) -> None:
        """Many at once: most of the lines there are."""
        self._db.executemany(
            f"REPLACE INTO records ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            records,  # by place: by name takes half as long again
        )
        payloads = [
            (bytes.fromhex(record[_PAYLOAD])[:_DIGEST_BYTES], record[_ID])
            for record in records
            if record[_KIND] == "response" and record[_PAYLOAD]
        ]
        self._db.executemany("INSERT OR IGNORE INTO payloads VALUES (?, ?)", payloads)
        if self._sieve is not None:
            self._sieve.add(payloads)
        ends: dict[str, int] = {}
        for record in records:
            file, end = record[_FILE], record[_OFFSET] + record[_LENGTH]
            if end > ends.get(file, 0):
                ends[file] = end
        for file, end in ends.items():
            self._note_end(file, end)

    def _note_end(self, file: str, end: int) -> None:
        self._db.execute(
            "INSERT INTO files (file, bytes) VALUES (?1, ?2) ON CONFLICT (file) DO UPDATE SET bytes = max(bytes, ?2)",
            (file, end),
        )

    def _add_line(self, line: dict[str, Any]) -> None:
        kind, file = line["kind"], line["file"]
        if kind == "moved":
            self._db.execute(
                'UPDATE records SET file = ?, "offset" = ? WHERE id = ?', (file, line["offset"], line["id"])
            )
            self._note_end(file, line["offset"] + line["length"])
        elif kind == "expired":
            gone = self._db.execute("SELECT id, payload FROM records WHERE file = ?", (file,)).fetchall()
            for record_id, payload in gone:
                digest = bytes.fromhex(payload)[:_DIGEST_BYTES]
                self._db.execute("DELETE FROM payloads WHERE digest = ? AND id = ?", (digest, record_id))
            self._db.execute("DELETE FROM records WHERE file = ?", (file,))
            self._db.execute("REPLACE INTO files VALUES (?, 0, 1)", (file,))

    def find(self, record_id: str) -> KeptRecord | None:
        """The record of that id, None when there is none or it has expired."""
        return self._one("id = ?", record_id)

    def find_newest(self, url: str) -> KeptRecord | None:
        """The newest record of an address whose body is known: a full answer, or a revisit of one."""
        self._index_by_url()
        return self._one("url = ? AND status = 200 AND payload <> '' ORDER BY at DESC, seq DESC LIMIT 1", url)

    def find_payload(self, sha256: str, *, index_bytes: int | None = None) -> Earlier | None:
        """The record that keeps a body with this digest.

        `index_bytes` is how long the chain's file is now. Where that is what the lookup last followed, most digests that
        no record has are told without asking SQLite: 3 us for 34, for between two pages nothing of it is at hand.
        """
        if index_bytes is not None:
            if self._sieved_bytes == _NEVER:
                self._fill_sieve()
            if self._sieve is not None and self._sieved_bytes == index_bytes and not self._sieve.may_hold(sha256):
                return None
        digest = bytes.fromhex(sha256)[:_DIGEST_BYTES]
        found = self._db.execute("SELECT id FROM payloads WHERE digest = ?", (digest,)).fetchone()
        if found is None:
            return None
        row = self._db.execute("SELECT id, url, at, payload FROM records WHERE id = ?", found).fetchone()
        return Earlier(*row) if row and row[3] == sha256 else None

    def _fill_sieve(self) -> None:
        """Head and digests as they stood at one moment. A folder that holds very many goes without a sieve."""
        self._sieved_bytes = _GIVEN_UP
        self._db.execute("BEGIN")
        try:
            followed = self.head().index_bytes
            sieve, rest = Sieve(), self._db.execute("SELECT digest FROM payloads LIMIT ?", (_MOST_SIEVED + 1,))
            count = 0
            while some := rest.fetchmany(10_000):
                sieve.add(some)
                count += len(some)
        finally:
            self._db.execute("COMMIT")
        if count <= _MOST_SIEVED:
            self._sieve, self._sieved_bytes = sieve, followed

    def list_records(self, file: str | None = None) -> Iterator[KeptRecord]:
        """All records (without the files' own heads), or those of one file in the order of their bytes."""
        where, values = (
            ("kind <> 'warcinfo' ORDER BY id", ()) if file is None else ('file = ? ORDER BY "offset"', (file,))
        )
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM records WHERE {where}", values):  # noqa: S608
            yield KeptRecord(*row)

    def list_answers(self, file: str) -> Iterator[KeptAnswer]:
        """The exchanges of one file in the order of their bytes."""
        columns = 'url, at, kind, mime, status, payload, answer, "offset", file'
        return map(
            KeptAnswer._make,
            self._db.execute(f'SELECT {columns} FROM records WHERE file = ? ORDER BY "offset"', (file,)),  # noqa: S608
        )

    def list_visits(self, url: str) -> list[KeptRecord]:
        """Every kept visit of an address, oldest first."""
        self._index_by_url()
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM records WHERE url = ? ORDER BY at, seq", (url,))  # noqa: S608
        return [KeptRecord(*row) for row in rows]

    def file_ends(self) -> dict[str, tuple[int, bool]]:
        """File name -> bytes the chain accounts for, and whether a rule has let the file go."""
        return {file: (end, bool(gone)) for file, end, gone in self._db.execute("SELECT * FROM files")}

    def _index_by_url(self) -> None:
        if not self._is_by_url:
            self._db.execute(_BY_URL)
            self._is_by_url = True

    def _one(self, where: str, value: str) -> KeptRecord | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM records WHERE {where}", (value,)).fetchone()  # noqa: S608
        return KeptRecord(*row) if row else None
