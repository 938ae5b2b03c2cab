"""A disk that is full, a database that cannot be written or is too busy: said in one sentence, not as a fault of ours."""

import errno

from django.db import DatabaseError, connection

from prongsai.core.errors import PersonError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FULL_WORDS = ("disk is full", "disk I/O error")
_READ_ONLY_WORDS = ("readonly database", "unable to open database file")
_BUSY_WORDS = ("database is locked",)
# Busy: a deadlock, another writer first, a lock not had in time. The whole transaction was taken back.
_POSTGRESQL = {"53100": "full", "25006": "read_only", "40P01": "busy", "40001": "busy", "55P03": "busy"}

BUSY_RETRY_S = 10
"""After how many seconds to come back when too many write at once."""


class StorageFault(PersonError):
    """What to say when nothing can be stored now.

    `retry_after_s` where it passes by itself; `may_be_stored` where something of the request was stored before.
    """

    def __init__(
        self, message_th: str, message_en: str, *, retry_after_s: int | None = None, may_be_stored: bool = False
    ) -> None:
        super().__init__(message_th, message_en)
        self.retry_after_s = retry_after_s
        self.may_be_stored = may_be_stored


def storage_fault(error: BaseException | None) -> StorageFault | None:
    """What to say when nothing can be stored now; None when the error is another one."""
    kind = _kind(error)
    if kind == "full":
        return StorageFault(
            "ยังไม่ได้บันทึก เพราะพื้นที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม กรุณาแจ้งผู้ดูแลระบบแล้วส่งใหม่",
            "nothing was saved: the server's storage is full. Tell your administrator, then send it again",
        )
    if kind == "read_only":
        return StorageFault(
            "ยังไม่ได้บันทึก เพราะขณะนี้ฐานข้อมูลเปิดให้อ่านอย่างเดียว กรุณาแจ้งผู้ดูแลระบบแล้วส่งใหม่",
            "nothing was saved: the database can only be read now. Tell your administrator, then send it again",
        )
    if kind == "busy":
        return StorageFault(
            "ยังไม่ได้บันทึก เพราะขณะนี้มีผู้บันทึกพร้อมกันจำนวนมาก กรุณารอสักครู่แล้วส่งใหม่",
            "nothing was saved: many people are saving at this moment. Wait a moment, then send it again",
            retry_after_s=BUSY_RETRY_S,
        )
    return None


def doubtful(fault: StorageFault) -> StorageFault:
    """The fault of a busy moment where it is not known that nothing was stored: a step of the same deed came before."""
    if fault.retry_after_s is None:
        return fault
    return StorageFault(
        "ขณะนี้มีผู้บันทึกพร้อมกันจำนวนมาก กรุณารอสักครู่ แล้วดูก่อนว่ารายการล่าสุดบันทึกแล้วหรือยังก่อนส่งใหม่",
        "many people are saving at this moment. Wait a moment, and look whether your last deed was kept before you send it again",
        retry_after_s=fault.retry_after_s,
        may_be_stored=True,
    )


def count_written() -> int | None:
    """Rows that this thread's connection has written so far; None where the database does not count them."""
    if connection.vendor != "sqlite":
        return None
    return connection.connection.total_changes if connection.connection is not None else 0


def _kind(error: BaseException | None) -> str | None:
    if isinstance(error, OSError):
        return "full" if error.errno in _FULL else "read_only" if error.errno == errno.EROFS else None
    if not isinstance(error, DatabaseError):
        return None
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return _POSTGRESQL.get(state)
    text = str(error)
    if any(words in text for words in _FULL_WORDS):
        return "full"
    if any(words in text for words in _BUSY_WORDS):
        return "busy"
    return "read_only" if any(words in text for words in _READ_ONLY_WORDS) else None
