"""Keeping each visit as WARC, so that it can be shown later what was public at an address at a moment."""

import fcntl
import os
import secrets
import time
import zlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from prongsai import __version__
from prongsai.adapters.snapshots.cdxj import write_cdxj
from prongsai.adapters.snapshots.chain import Head, RecordBody
from prongsai.adapters.snapshots.expire import Expired, expire_names
from prongsai.adapters.snapshots.folder import WARC_ENDING, Folder, append_bytes
from prongsai.adapters.snapshots.lookup import KeptRecord, Lookup
from prongsai.adapters.snapshots.repair import Repair, repair_folder
from prongsai.adapters.snapshots.verify import SnapshotFault, verify_folder
from prongsai.adapters.snapshots.warc import Earlier, Exchange, as_uri, pack_exchange, pack_file_head
from prongsai.audit.expiry import ExpiryRule, KeptVisit, choose_expired, describe_rule
from prongsai.audit.fetch_port import Answer
from prongsai.core.errors import OutsideError, PersonError

Headers = tuple[tuple[str, str], ...]


class SnapshotStore:
    """A folder of snapshots. Several processes may keep in one folder: each writes its own WARC file.

    Bytes are in the WARC file when `keep` returns. Lines of the chain are written for `flush_every` exchanges at once,
    after `flush_after_s` seconds, and by `flush` and `close`; what a killed process had not yet written there, the
    next one to open the folder indexes (`repairs` names it). Raises PersonError when the folder cannot be used and
    OutsideError when nothing more can be written, with nothing half written.
    """

    def __init__(
        self, folder: Path, *, roll_bytes: int = 100_000_000, flush_every: int = 1_000, flush_after_s: float = 5.0
    ) -> None:
        self._folder = Folder(Path(folder))
        self._roll_bytes, self._flush_every, self._flush_after_s = roll_bytes, flush_every, flush_after_s
        self._lock = RLock()
        self._folder.make()
        self._lookup = Lookup(self._folder.lookup)
        self._file, self._descriptor, self._end, self._serial = "", -1, 0, 0
        self._pending: list[RecordBody] = []
        self._pending_payloads: dict[str, Earlier] = {}
        self._pending_newest: dict[str, Earlier] = {}  # by address, of answers 200
        self._pending_names: set[str] = set()
        self._flushed_at = time.monotonic()
        self._prefix = f"prongsai-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        with self._folder.locked():
            self.repairs: list[Repair] = repair_folder(self._folder, self._lookup)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, hops: Sequence[tuple[Answer, datetime]], *, link_id: str) -> str:
        """Keep one visit: each answer with the aware moment its request began, in order.

        Returns the snapshot's name: the record id of the last answer. A body that is kept already, and a 304 whose
        earlier answer is kept, become revisit records. ValueError when there is no hop.
        """
        if not hops:
            raise ValueError("a visit has at least one hop")
        with self._lock:
            try:
                for number, (answer, at) in enumerate(hops, start=1):
                    name = self._keep_one(answer, at, link_id, number)
                is_due = time.monotonic() - self._flushed_at > self._flush_after_s
                if is_due or len(self._pending) >= self._flush_every:
                    self._flush()
            except OSError as error:
                raise OutsideError(
                    f"เก็บหลักฐานลง {self._folder.path} ไม่ได้ ({error.strerror}) กรุณาตรวจพื้นที่ว่างแล้วลองใหม่",
                    f"Nothing can be kept in {self._folder.path} ({error.strerror}); check for free space and try again.",
                ) from error
            return name

    def flush(self) -> None:
        """Write the chain's lines for what was kept so far, safe against a power cut."""
        with self._lock:
            self._flush()

    def close(self) -> None:
        """Flush, and finish the file being written."""
        with self._lock:
            self._finish_file()
            self._lookup.close()
            self._folder.close()

    def find(self, name: str) -> KeptRecord | None:
        """The kept record of that name, None when there is none or it has expired."""
        with self._lock:
            if name in self._pending_names:
                self._flush()
            found = self._lookup.find(name)
            if found is None:  # another process may have kept it since
                with self._folder.locked():
                    self._folder.follow(self._lookup)
                found = self._lookup.find(name)
            return found

    def list_visits(self, url: str) -> list[KeptRecord]:
        """Every kept visit of an address, oldest first."""
        with self._lock:
            self._flush()
            return self._lookup.list_visits(as_uri(url))

    def read(self, name: str, *, max_bytes: int = 20_000_000) -> tuple[Headers, bytes]:
        """Headers and unpacked body of a kept answer; a revisit has its own headers and the body it refers to.

        A failed fetch has no headers, and its body says what failed. PersonError when there is no such snapshot.
        """
        return self._read(name, max_bytes, is_unpacked=True)

    def read_as_sent(self, name: str) -> tuple[Headers, bytes]:
        """As `read`, but the body as it came over the wire: the bytes that the payload digest is of."""
        return self._read(name, None, is_unpacked=False)

    def verify(self, known_hashes: Collection[str] = ()) -> list[SnapshotFault]:
        """Every fault of the folder, empty when all holds; `known_hashes` are heads that were anchored outside."""
        self.flush()
        return verify_folder(self._folder.path, known_hashes)

    def expire(self, rule: ExpiryRule, *, now: datetime) -> Expired:
        """Let go of what the agency's rule lets go at the aware moment `now`; a line of the chain says what went.

        Files a living process writes are left for another time.
        """
        with self._lock:
            self._flush()
            with self._folder.locked():
                self._folder.follow(self._lookup)
                names = choose_expired(map(_describe_visit, self._lookup.list_records()), rule, now=now)
                return expire_names(self._folder, self._lookup, names, why=" / ".join(describe_rule(rule)), at=now)

    def heads(self) -> Head:
        """Where the chain stands now, for anchoring outside."""
        with self._lock:
            self._flush()
            with self._folder.locked():
                self._folder.follow(self._lookup)
            return self._lookup.head()

    def _keep_one(self, answer: Answer, at: datetime, link_id: str, hop: int) -> str:
        if not self._file or self._end >= self._roll_bytes:
            self._start_file(at)
        digest = _digest_to_look_for(answer)
        earlier = self._find_earlier(answer, digest)
        exchange = pack_exchange(answer, at, earlier=earlier, link_id=link_id, hop=hop, payload_sha256=digest)
        append_bytes(self._descriptor, exchange.content, self._end)
        self._add_pending(answer, at, link_id, hop, exchange, earlier)
        return exchange.record_id

    def _find_earlier(self, answer: Answer, digest: str) -> Earlier | None:
        if answer.status == 304:
            url = as_uri(answer.request.url)
            if waiting := self._pending_newest.get(url):
                return waiting
            newest = self._lookup.find_newest(url)
            return self._lookup.find_payload(newest.payload_sha256) if newest else None
        if not digest:
            return None
        waiting = self._pending_payloads.get(digest)
        return waiting or self._lookup.find_payload(digest, index_bytes=self._folder.index_bytes())

    def _add_pending(
        self, answer: Answer, at: datetime, link_id: str, hop: int, exchange: Exchange, earlier: Earlier | None
    ) -> None:
        url, status, digest = as_uri(answer.request.url), answer.status, exchange.payload_sha256
        mime = answer.header("content-type").partition(";")[0].strip().lower()[:100]
        refers_to = earlier.record_id if earlier else None
        told = (exchange.record_id, exchange.kind, url, exchange.at, status, mime, link_id, hop)
        self._add_line(told, exchange.content, exchange.answer_bytes, digest, refers_to)
        kept = Earlier(refers_to or exchange.record_id, url, exchange.at, digest)
        if status == 200:
            self._pending_newest[url] = kept
        if exchange.kind == "response" and answer.body_as_sent and not answer.is_cut and not answer.problem:
            self._pending_payloads[digest] = kept

    def _add_line(
        self,
        told: tuple[str, str, str, str, int | None, str, str, int],
        content: bytes,
        answer_bytes: int,
        payload: str = "",
        refers_to: str | None = None,
    ) -> None:
        length = len(content)
        place = (self._file, self._end, length, answer_bytes)
        self._pending.append(RecordBody(*told, *place, sha256(content).hexdigest(), payload, refers_to))
        self._pending_names.add(told[0])
        self._end += length

    def _start_file(self, at: datetime) -> None:
        self._finish_file()
        self._serial += 1
        self._file = f"{self._prefix}-{self._serial:05d}{WARC_ENDING}"
        self._descriptor = os.open(
            self._folder.warc(self._file), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644
        )
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)  # says that a living process writes it (folder.is_being_written)
        self._end = 0
        record_id, moment, content = pack_file_head(at, file_name=self._file, software=f"prongsai {__version__}")
        append_bytes(self._descriptor, content, 0)
        self._add_line((record_id, "warcinfo", "", moment, None, "", "", 0), content, len(content))

    def _finish_file(self) -> None:
        self._flush()
        if self._file:
            write_cdxj(self._folder.cdxj(self._file), self._lookup.list_answers(self._file))
            os.close(self._descriptor)
            self._file, self._descriptor = "", -1

    def _flush(self) -> None:
        self._flushed_at = time.monotonic()
        if not self._pending:
            return
        os.fsync(self._descriptor)  # the bytes first: the chain never names what a power cut could take
        with self._folder.locked():
            self._folder.follow(self._lookup)
            self._folder.append_records(self._lookup, self._pending)
        self._pending, self._pending_payloads, self._pending_newest, self._pending_names = [], {}, {}, set()

    def _read(self, name: str, max_bytes: int | None, *, is_unpacked: bool) -> tuple[Headers, bytes]:
        found = self.find(name)
        if found is None:
            raise PersonError(
                f"ไม่พบหลักฐานชื่อ {name} ใน {self._folder.path} อาจถูกลบตามระเบียบการเก็บ",
                f"There is no snapshot {name} in {self._folder.path}; a retention rule may have let it go.",
            )
        headers, body = self._read_record(found)
        if found.refers_to is not None:
            original = self.find(found.refers_to)
            if original is None:
                raise PersonError(
                    f"หลักฐาน {name} อ้างถึงเนื้อหาของ {found.refers_to} ซึ่งไม่อยู่ในโฟลเดอร์แล้ว",
                    f"Snapshot {name} refers to the body of {found.refers_to}, which is not in the folder any more.",
                )
            original_headers, body = self._read_record(original)
            headers = headers if found.status != 304 else _merge(original_headers, headers)
        return headers, _unpack(headers, body, max_bytes) if is_unpacked else body

    def _read_record(self, found: KeptRecord) -> tuple[Headers, bytes]:
        with self._folder.warc(found.file).open("rb") as file:
            file.seek(found.offset)
            packed = file.read(found.answer_bytes)
        from warcio.archiveiterator import ArchiveIterator  # takes 30 ms to load, and who only keeps reads nothing

        record = next(iter(ArchiveIterator(BytesIO(packed))))
        headers = tuple(record.http_headers.headers) if record.http_headers else ()
        return headers, record.raw_stream.read()


def _digest_to_look_for(answer: Answer) -> str:
    """The digest of a whole body, "" where there is none that could be kept already."""
    if answer.status in (None, 304) or not answer.body_as_sent or answer.is_cut or answer.problem:
        return ""
    return answer.sha256_as_sent()


def _describe_visit(record: KeptRecord) -> KeptVisit:
    return KeptVisit(
        record.id, record.url, datetime.fromisoformat(record.at), record.status is not None, record.refers_to
    )


def _merge(earlier: Headers, newer: Headers) -> Headers:
    """A 304 repeats only some headers: the others are those of the answer it confirms (RFC 9111, 3.2)."""
    repeated = {name.lower() for name, _value in newer}
    return newer + tuple((name, value) for name, value in earlier if name.lower() not in repeated)


def _unpack(headers: Headers, body: bytes, max_bytes: int | None) -> bytes:
    """The body without its content encoding, at most `max_bytes`; as it is where the encoding is unknown or damaged."""
    codings = next((value.lower() for name, value in headers if name.lower() == "content-encoding"), "")
    limit = max_bytes or 0
    for coding in reversed([part.strip() for part in codings.split(",") if part.strip()]):
        try:
            if coding in ("gzip", "x-gzip"):
                body = zlib.decompressobj(31).decompress(body, limit)
            elif coding == "deflate":
                body = zlib.decompressobj(15 if body[:1] == b"\x78" else -15).decompress(body, limit)
            elif coding == "br":
                import brotli  # type: ignore[import-untyped]

                body = brotli.Decompressor().process(body, output_buffer_limit=limit or len(body) * 1000)
            else:
                return body
        except Exception:  # damaged as it came: shown as it came
            return body
    return body
