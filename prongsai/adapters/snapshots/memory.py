"""Remembering the last visit of each address in a folder of snapshots: makes the next visit conditional."""

import sqlite3
import zlib
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple, Self

from isal import isal_zlib

from prongsai.adapters.snapshots.judged_json import judged_from_json, judged_to_json
from prongsai.audit.result import LastVisit, LinkResult

_SCHEMA = """
CREATE TABLE IF NOT EXISTS visits (
  url TEXT PRIMARY KEY, visited_at TEXT, verdict TEXT, etag TEXT, last_modified TEXT, sha256 TEXT, text_sha256 TEXT,
  gone_since_on TEXT, judged TEXT, text BLOB
)
"""
_COLUMNS = "url, visited_at, verdict, etag, last_modified, sha256, text_sha256, gone_since_on, judged, text"
_LEVEL = 0  # isal's: 10 kB of text to 28 % in 22 us; level 1 to 25 % in 34 us
_LONGEST_TEXT = 2_000_000  # characters kept of one page
_MOST_WAITING = 2_000_000  # characters of all texts that wait to be written
_UPSERT = (
    f"INSERT INTO visits ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
    "ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
    + " WHERE excluded.visited_at >= visits.visited_at"
)


class _Waiting(NamedTuple):
    """A visit before it is written: its moment, the columns between it and the text, and the text, plain or packed."""

    at: datetime
    columns: tuple[Any, ...]
    text: str | bytes


class FolderMemory:
    """A VisitMemory in `visits.sqlite` of a folder. Several processes may use one folder at a time.

    What is remembered is written for `flush_every` visits at once, earlier where their texts are long, and by `flush`
    and `close`.
    """

    def __init__(self, folder: Path, *, flush_every: int = 200) -> None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            Path(folder) / "visits.sqlite", timeout=60, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(_SCHEMA)
        self._flush_every = flush_every
        self._pending: dict[str, _Waiting] = {}
        self._waiting_characters = 0
        self._lock = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def last_visit(self, url: str) -> LastVisit | None:
        """The newest visit of an address, None when it was never visited."""
        with self._lock:
            row = self._find(url)
        if row is None:
            return None
        _url, at, verdict, etag, last_modified, body_hash, text_hash, gone_since_on, judged, text = row
        return LastVisit(
            url=url,
            visited_at=datetime.fromisoformat(at),
            verdict=verdict,
            etag=etag,
            last_modified=last_modified,
            sha256=body_hash,
            text_sha256=text_hash,
            text=zlib.decompress(text).decode("utf-8", "surrogatepass") if text else "",
            gone_since_on=date.fromisoformat(gone_since_on) if gone_since_on else None,
            judged=judged_from_json(judged) if judged else None,
        )

    def remember(self, result: LinkResult, text: str) -> None:
        """Keep a visit under the address that was asked for. `text` is the meaningful text of the page.

        An unchanged page (`is_unchanged`) that brings no text or judgement keeps those of the visit before. A visit older
        than the one known changes nothing.
        """
        with self._lock:
            url, at = result.link.url, result.checked_at
            waiting = self._pending.get(url)
            if waiting is not None and waiting.at > at:
                return
            judged = judged_to_json(result.judged) if result.judged else None
            kept: str | bytes = text[:_LONGEST_TEXT]
            body_hash, text_hash = result.sha256, result.text_sha256
            if result.is_unchanged and (before := self._find(url)) is not None:
                kept, judged = kept or before[9], judged or before[8]
                body_hash, text_hash = body_hash or before[5], text_hash or before[6]
            gone = result.gone_since_on.isoformat() if result.gone_since_on else None
            row = (result.verdict, result.etag, result.last_modified, body_hash, text_hash, gone, judged)
            self._pending[url] = _Waiting(at, row, kept)
            self._waiting_characters += len(kept)
            if len(self._pending) >= self._flush_every or self._waiting_characters >= _MOST_WAITING:
                self.flush()

    def flush(self) -> None:
        """Write what was remembered so far."""
        with self._lock:
            if not self._pending:
                return
            # Packed here, one after the other, and not when each was remembered: between two pages the processor has
            # forgotten the packing, and each takes half as long again. Before BEGIN: others wait for what comes after.
            rows = [_as_row(url, waiting) for url, waiting in self._pending.items()]
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(_UPSERT, rows)
            self._db.execute("COMMIT")
            self._pending, self._waiting_characters = {}, 0

    def close(self) -> None:
        """Flush, and close the file."""
        with self._lock:
            self.flush()
            self._db.close()

    def _find(self, url: str) -> tuple[Any, ...] | None:
        waiting = self._pending.get(url)
        if waiting is not None:
            return _as_row(url, waiting)
        row: tuple[Any, ...] | None = self._db.execute(
            f"SELECT {_COLUMNS} FROM visits WHERE url = ?",  # noqa: S608
            (url,),
        ).fetchone()
        return row


def _as_row(url: str, waiting: _Waiting) -> tuple[Any, ...]:
    text = waiting.text
    if text and isinstance(text, str):
        text = isal_zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
    return (url, waiting.at.isoformat(), *waiting.columns, text or b"")
