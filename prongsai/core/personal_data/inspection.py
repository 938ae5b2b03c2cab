"""What the gate says of a file or a text: findings in both languages, and whether a person must decide."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from prongsai.core.finding import Severity
from prongsai.core.personal_data.place import Place
from prongsai.core.thai.words import Words

FindingKind = Literal[
    "national_id", "mobile_number", "bank_account", "personal_email", "signature", "hidden_content", "metadata", "cannot_tell"
]  # fmt: skip

RULES_VERSION: Final = 3
"""Raised when a file found clear before might not be so now; a confirmation names the version it was given for."""

KIND_LABELS: Final[dict[FindingKind, Words]] = {
    "national_id": Words("เลขประจำตัวประชาชน", "national identity number"),
    "mobile_number": Words("หมายเลขโทรศัพท์เคลื่อนที่", "mobile number"),
    "bank_account": Words("เลขที่บัญชีธนาคาร", "bank account number"),
    "personal_email": Words("อีเมลส่วนตัว", "personal e-mail address"),
    "signature": Words("ลายมือชื่อ", "signature"),
    "hidden_content": Words("เนื้อหาที่ซ่อนอยู่ในไฟล์", "hidden content"),
    "metadata": Words("ข้อมูลประกอบไฟล์", "metadata of the file"),
    "cannot_tell": Words("ส่วนที่ตรวจไม่ได้", "a part that could not be checked"),
}

ADVICE: Final[dict[FindingKind, Words]] = {
    "national_id": Words(
        "ปิดบังก่อนเผยแพร่ หรือยืนยันพร้อมเหตุผลหากกฎหมายให้เปิดเผย",
        "mask it before publishing, or confirm with the reason why the law has it public",
    ),
    "mobile_number": Words(
        "ปิดบัง หรือยืนยันว่าเป็นเบอร์ที่หน่วยงานประกาศให้ติดต่อ",
        "mask it, or confirm that it is a number the agency gives out for contact",
    ),
    "bank_account": Words(
        "ปิดบัง หรือยืนยันว่าเป็นบัญชีของหน่วยงานที่ประกาศรับชำระเงิน",
        "mask it, or confirm that it is the agency's own account for payments",
    ),
    "personal_email": Words("ปิดบัง หรือใช้อีเมลของหน่วยงานแทน", "mask it, or give the agency's address instead"),
    "signature": Words(
        "เปิดดูว่ามีภาพลายมือชื่อหรือไม่ ถ้ามีให้ปิดบังหรือยืนยันว่าเผยแพร่ได้",
        "look whether the picture of a signature shows; if so mask it, or confirm that it may be public",
    ),
    "hidden_content": Words(
        "เปิดดูเนื้อหานั้น ลบออกจากต้นฉบับ หรือใช้สำเนาที่ปิดบังแล้วซึ่งตัดส่วนนี้ออก",
        "look at it, remove it from the original, or use the masked copy, which leaves it out",
    ),
    "metadata": Words(
        "ลบคุณสมบัติของไฟล์ก่อนเผยแพร่ หรือใช้สำเนาที่ปิดบังแล้วซึ่งตัดส่วนนี้ออก",
        "remove the file's properties before publishing, or use the masked copy, which leaves them out",
    ),
    "cannot_tell": Words(
        "ให้คนเปิดดูด้วยตา แล้วยืนยันพร้อมเหตุผล หรือเปลี่ยนเป็นไฟล์ที่อ่านได้",
        "a person must look, then confirm with a reason, or hand in a file that can be read",
    ),
}


@dataclass(frozen=True, slots=True)
class PersonalFinding:
    """One thing found at one place. `excerpt` is masked: it never holds a number, a name or an address in full.

    `count` is how many different ones stand at the place. A note needs no decision.
    """

    kind: FindingKind
    severity: Severity
    place: Place
    excerpt: str
    count: int
    detail_th: str = ""
    detail_en: str = ""

    @property
    def needs_decision(self) -> bool:
        """Whether publication waits for a person."""
        return self.severity != "note"

    def message(self) -> Words:
        """A sentence: what, where, how it looks masked, and what to do."""
        label, place, advice = KIND_LABELS[self.kind], self.place.words(), ADVICE[self.kind]
        times_th, times_en = (f" {self.count} รายการ", f" ({self.count})") if self.count > 1 else ("", "")
        detail_th = f" ({self.detail_th})" if self.detail_th else ""
        detail_en = f" ({self.detail_en})" if self.detail_en else ""
        shown = f": {self.excerpt}" if self.excerpt else ""
        return Words(
            f"{place.th}: พบ{label.th}{times_th}{detail_th}{shown} {advice.th}",
            f"{place.en}: {label.en}{times_en}{detail_en}{shown}; {advice.en}",
        )


@dataclass(frozen=True, slots=True)
class Inspection:
    """All findings of one file or text, those that need a decision first. `sha256` is that of the bytes looked at."""

    sha256: str
    findings: tuple[PersonalFinding, ...]
    rules_version: int = RULES_VERSION

    @property
    def is_clear(self) -> bool:
        """Whether it may be public without a person's decision."""
        return not self.to_decide

    @property
    def to_decide(self) -> tuple[PersonalFinding, ...]:
        """The findings that a person must confirm with a reason, or have masked."""
        return tuple(finding for finding in self.findings if finding.needs_decision)

    def count(self, kind: FindingKind) -> int:
        """How many of a kind were found, all places together."""
        return sum(finding.count for finding in self.findings if finding.kind == kind)


def sort_personal(findings: Iterable[PersonalFinding]) -> tuple[PersonalFinding, ...]:
    """Errors first, then warnings, then notes; inside one severity as they stand in the document."""
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(findings, key=lambda finding: order[finding.severity]))


def inspection_to_dict(inspection: Inspection) -> dict[str, Any]:
    """For JSON and for storing; nothing personal is in it."""
    return {
        "schema": "prongsai/personal-data/1",
        "sha256": inspection.sha256,
        "rules_version": inspection.rules_version,
        "is_clear": inspection.is_clear,
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity,
                "place": asdict(finding.place),
                "excerpt": finding.excerpt,
                "count": finding.count,
                "detail_th": finding.detail_th,
                "detail_en": finding.detail_en,
                "message_th": finding.message().th,
                "message_en": finding.message().en,
            }
            for finding in inspection.findings
        ],
    }


def inspection_from_dict(found: dict[str, Any]) -> Inspection:
    """The inspection again; raises KeyError or TypeError for anything else."""
    return Inspection(
        sha256=found["sha256"],
        rules_version=found["rules_version"],
        findings=tuple(
            PersonalFinding(
                kind=each["kind"],
                severity=each["severity"],
                place=Place(**each["place"]),
                excerpt=each["excerpt"],
                count=each["count"],
                detail_th=each["detail_th"],
                detail_en=each["detail_en"],
            )
            for each in found["findings"]
        ),
    )
