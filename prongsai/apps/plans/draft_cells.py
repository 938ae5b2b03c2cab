"""The cells of a draft measure: what is printed, and the findings that speak of that cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prongsai.core import plan as core
from prongsai.core.finding import Finding

ROW = ""
_STARTS = (
    ("responsible", ("ผู้รับผิดชอบ",)),
    ("steps", ("ขั้นตอน",)),
    ("follow_up", ("การรายงานผล", "การกำกับติดตาม", "กำหนดเวลา")),
    ("result", ("การดำเนินการ", "หลักฐาน", "สถานะ", "ปัญหา", "หมายเหตุ")),
    ("issue", ("ประเด็น", "ข้อ O", "ตัวชี้วัด")),
)


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One cell. `loud` are errors and warnings, worst first; `notes` only explain and may be folded away."""

    key: str
    label: str
    printed: str
    loud: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def cell_of(finding: Finding) -> str:
    """The cell a finding speaks of: "issue", "responsible", "steps", "follow_up", "result", or "" for the whole row."""
    for key, starts in _STARTS:
        if finding.where.startswith(starts):
            return key
    return ROW


def draft_cells(facts: core.Measure, findings: Iterable[Finding]) -> list[DraftCell]:
    """The five cells of the table in order, before them one for the whole row when something is said of it."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(cell_of(finding), []).append(finding)
    printed = facts.as_printed
    cells = [
        _cell("issue", _("ประเด็น"), printed.issue, found),
        _cell("responsible", _("ผู้รับผิดชอบ"), printed.responsible, found),
        _cell("steps", _("ขั้นตอนหรือวิธีการ"), printed.steps, found),
        _cell("follow_up", _("การรายงานผลและการกำกับติดตาม"), printed.follow_up, found),
        _cell("result", _("การดำเนินการ"), printed.result, found),
    ]
    return [_cell(ROW, "", "", found), *cells] if ROW in found else cells


def _cell(key: str, label: str, printed: str, found: dict[str, list[Finding]]) -> DraftCell:
    here: Sequence[Finding] = found.get(key, ())
    loud = sorted((one for one in here if one.severity != "note"), key=lambda one: one.severity)
    return DraftCell(key, label, printed, tuple(loud), tuple(one for one in here if one.severity == "note"))
