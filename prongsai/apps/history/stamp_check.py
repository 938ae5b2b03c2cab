"""Whether the kept time stamps hold: offline, against the roots of the authority."""

from collections.abc import Iterator, Sequence

from cryptography.x509 import Certificate
from django.conf import settings

from prongsai.adapters.time_stamp import CLOCKS_APART, StampProblem, check_stamp, imprint_of, read_roots
from prongsai.apps.history.models import Event, HeadStamp
from prongsai.core.history_chain import ChainFault

Words = tuple[str, str]


def trusted_roots() -> list[Certificate] | None:
    """The roots of the authority that is set, None without one. Raises PersonError when its file cannot be read."""
    authority = settings.PRONGSAI.time_stamps
    return read_roots(authority.ca_file) if authority is not None else None


def find_false_stamps(agency: str, roots: Sequence[Certificate] | None) -> Iterator[ChainFault]:
    """Kept stamps that do not hold; without `roots` their signatures stay unchecked.

    A stamp holds when the authority signed that very hash, and not before the event that has it. That the hash is in
    the chain is for the verifier of the chain to say.
    """
    for row in HeadStamp.objects.filter(agency=agency, stamped_at__isnull=False).order_by("pk"):
        why = _find_fault(row, roots)
        if why is not None:
            words = f"ตราประทับเวลาของ #{row.seq}: {why[0]}", f"time stamp of #{row.seq}: {why[1]}"
            yield ChainFault(row.seq, agency, "time_stamp", *words)


def _find_fault(row: HeadStamp, roots: Sequence[Certificate] | None) -> Words | None:
    answer = bytes(row.answer or b"")
    try:
        if imprint_of(answer) != row.hash:
            return "เป็นของรหัสอื่น", "it is of another hash"
        moment = check_stamp(answer, bytes.fromhex(row.hash), roots).at if roots is not None else row.stamped_at
    except StampProblem as why:
        return why.message_th, why.message_en
    happened = Event.objects.filter(agency=row.agency, hash=row.hash).values_list("at", flat=True).first()
    if moment is None or moment != row.stamped_at:
        return "เวลาที่เก็บไว้ไม่ตรงกับในตราประทับ", "the moment kept beside it is not the one in it"
    if happened is not None and moment < happened - CLOCKS_APART:
        return "เก่ากว่ารายการที่ประทับ", "it is older than the event it is of"
    return None
