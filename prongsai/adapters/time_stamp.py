"""Time stamps by RFC 3161: an authority outside signs that a hash was there at a moment.

The imprint is the hash of a history line itself, so `openssl ts -verify -digest HASH -in FILE.tsr -CAfile CA` checks a
stamp without prongsai. Source: RFC 3161, sections 2.4 and 3.4 (HTTP), read 2026-11.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import TimestampRequestBuilder, TimeStampResponse, VerificationError, VerifierBuilder
from rfc3161_client import decode_timestamp_response as decode
from rfc3161_client.base import HashAlgorithm

from prongsai.adapters.guarded_session import GuardedSession
from prongsai.adapters.time_stamp_der import in_der_order
from prongsai.core.errors import OutsideError, PersonError

TIMEOUT_S = 15.0
MOST_BYTES = 100_000
CLOCKS_APART = timedelta(minutes=2)
"""How far an authority's clock and ours may differ."""
_SHA256 = "2.16.840.1.101.3.4.2.1"
_GRANTED = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that holds. `answer` is the DER of the whole answer (a .tsr file), `signer` the name in the certificate."""

    answer: bytes
    at: datetime
    serial: str
    signer: str


class StampProblem(OutsideError):
    """Why there is no stamp, or why one does not hold. `code` never changes once stored."""

    def __init__(self, code: str, message_th: str, message_en: str) -> None:
        super().__init__(message_th, message_en)
        self.code = code


def read_roots(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file. Raises PersonError."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise PersonError(
            f'"{path.name}" ไม่ใช่ไฟล์ใบรับรอง PEM ที่อ่านได้ กรุณาใช้ไฟล์ CA ของผู้ให้บริการประทับเวลา',
            f'"{path.name}" is no readable PEM file of certificates: use the CA file of the time-stamping authority',
        ) from error


def ask_for_stamp(
    body: bytes, *, address: str, roots: Sequence[x509.Certificate], asked_at: datetime, timeout_s: float = TIMEOUT_S
) -> Stamp:
    """Have the SHA-256 of `body` stamped. Only the hash leaves this machine. Raises StampProblem."""
    query = TimestampRequestBuilder().data(body).hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _post(address, query.as_bytes(), timeout_s)
    read = _read(answer)
    if read.status != _GRANTED:
        raise _refusal(read)
    if read.tst_info.nonce != query.nonce:
        raise StampProblem(
            "wrong_nonce",
            "คำตอบเป็นของคำขออื่น (nonce ไม่ตรง) จึงไม่รับ กรุณาลองใหม่",
            "the answer belongs to another request (wrong nonce) and was not taken: try again",
        )
    stamp = check_stamp(answer, hashlib.sha256(body).digest(), roots)
    if abs(stamp.at - asked_at) > CLOCKS_APART + timedelta(seconds=timeout_s):
        raise StampProblem(
            "clock",
            f"เวลาในตราประทับ ({stamp.at:%Y-%m-%d %H:%M} UTC) ห่างจากนาฬิกาเครื่องเกินไป กรุณาตรวจนาฬิกาเครื่อง (NTP)",
            f"the stamp's time ({stamp.at:%Y-%m-%d %H:%M} UTC) is too far from this machine's clock: check it (NTP)",
        )
    return stamp


def check_stamp(answer: bytes, digest: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """Check a kept stamp offline: over this SHA-256, signed by an authority under `roots` valid at the stamp's time.

    Raises StampProblem.
    """
    read = _read(answer)
    if read.status != _GRANTED:
        raise _refusal(read)
    imprint = read.tst_info.message_imprint
    if imprint.message != digest or imprint.hash_algorithm.dotted_string != _SHA256:
        raise StampProblem(
            "wrong_imprint",
            "ตราประทับเวลาเป็นของข้อมูลอื่น (รหัสไม่ตรง) จึงใช้ไม่ได้",
            "the stamp is of other data (wrong imprint): it proves nothing here",
        )
    builder = VerifierBuilder(roots=list(roots))
    try:
        builder.build().verify(read, digest)
    except (VerificationError, ValueError) as error:
        raise _distrust(str(error)) from error
    moment = read.tst_info.gen_time
    return Stamp(answer, moment, format(read.tst_info.serial_number, "x"), _signer(read))


def imprint_of(answer: bytes) -> str:
    """The hash that a stamp is of, in hex. Raises StampProblem for anything that is no stamp."""
    read = _read(answer)
    if read.status != _GRANTED:
        raise _refusal(read)
    return read.tst_info.message_imprint.message.hex()


def _post(address: str, query: bytes, timeout_s: float) -> bytes:
    """The authority is the operator's choice and may stand inside; it is not followed anywhere else."""
    parts = urlsplit(address)
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with GuardedSession(f"{parts.scheme}://{parts.netloc}", timeout_s=timeout_s) as session:
            answer = session.post(address, data=query, headers=headers)
    except requests.exceptions.Timeout as error:
        raise StampProblem(
            "late",
            f"{parts.netloc} ไม่ตอบภายใน {timeout_s:g} วินาที ระบบจะลองใหม่",
            f"{parts.netloc} did not answer within {timeout_s:g} s: it will be asked again",
        ) from error
    except (requests.exceptions.RequestException, OSError) as error:
        why = type(error).__name__
        raise StampProblem(
            "away",
            f"ติดต่อ {parts.netloc} ไม่ได้ ({why}) ระบบจะลองใหม่",
            f"{parts.netloc} cannot be reached ({why}): it will be asked again",
        ) from error
    if answer.status_code != 200:
        raise StampProblem(
            "away",
            f"{parts.netloc} ตอบ HTTP {answer.status_code} ระบบจะลองใหม่",
            f"{parts.netloc} answered HTTP {answer.status_code}: it will be asked again",
        )
    return answer.content


def _read(answer: bytes) -> TimeStampResponse:
    try:
        if len(answer) > MOST_BYTES:
            raise ValueError("too large")
        read = decode(in_der_order(answer))
        if read.status == _GRANTED:
            _ = read.tst_info.gen_time  # an answer may be readable and its token not
    except ValueError as error:
        raise StampProblem(
            "unreadable",
            "คำตอบไม่ใช่ตราประทับเวลาตาม RFC 3161 กรุณาตรวจที่อยู่ของผู้ให้บริการ",
            "the answer is no time stamp of RFC 3161: check the authority's address",
        ) from error
    return read


def _refusal(read: TimeStampResponse) -> StampProblem:
    said = " ".join(read.status_string)[:120] or f"status {read.status}"
    return StampProblem(
        "refused",
        f"ผู้ให้บริการประทับเวลาปฏิเสธ ({said}) กรุณาสอบถามผู้ให้บริการ",
        f"the time-stamping authority refused ({said}): ask its operator",
    )


def _distrust(said: str) -> StampProblem:
    if "certificate has expired" in said or "certificate is not yet valid" in said:
        return StampProblem(
            "expired",
            "ใบรับรองของผู้ให้บริการประทับเวลาหมดอายุแล้วเมื่อประทับ จึงไม่รับ กรุณาแจ้งผู้ให้บริการ",
            "the authority's certificate had expired when it stamped, so the stamp is not taken: tell its operator",
        )
    return StampProblem(
        "untrusted",
        "ลายเซ็นของตราประทับเวลาไม่ได้มาจากผู้ให้บริการในไฟล์ CA ที่ตั้งไว้ กรุณาตรวจไฟล์ CA",
        "the stamp is not signed by an authority of the CA file: check that file",
    )


def _signer(read: TimeStampResponse) -> str:
    """The common name in the certificate that signed, which the verifier found before."""
    (info,) = read.signed_data.signer_infos
    for der in read.signed_data.certificates:
        found = x509.load_der_x509_certificate(der)
        if found.serial_number == info.serial_number and found.issuer == info.issuer:
            names = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value)[:200] if names else found.subject.rfc4514_string()[:200]
    return ""
