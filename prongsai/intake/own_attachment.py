"""The plan attached to our own PDF against what its pages say: the same, or the pages win and a finding says so."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from itertools import starmap
from typing import TypeVar

from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.plan import Plan
from prongsai.core.plan_json import plan_from_json
from prongsai.core.plan_same import plan_differences, without_results
from prongsai.core.report_form.marked_text import squashed
from prongsai.intake.blocks import SourceDocument

UNDRAWN = "□"
_MOST_FINDINGS = 20

_Value = TypeVar("_Value")

_PARTS_TH = {
    "agency": "หน่วยงาน",
    "fiscal_year": "ปีงบประมาณ",
    "based_on_fiscal_year": "ปีของผลการประเมิน",
    "round": "รอบการรายงาน",
    "measures": "จำนวนมาตรการ",
    "issue": "ประเด็น",
    "issue_kind": "ชนิดของประเด็น",
    "indicator": "ตัวชี้วัด",
    "item_codes": "ข้อ OIT",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอน",
    "follow_ups": "การติดตาม",
    "deadline": "กำหนดเวลา",
    "status": "ผลการดำเนินการ",
    "done_on": "วันที่แล้วเสร็จ",
    "note": "หมายเหตุ",
    "evidence": "หลักฐาน",
    "text": "ข้อความ",
    "role": "หน้าที่",
    "number": "ลำดับ",
    "budget": "งบประมาณ",
    "problems": "ปัญหา/อุปสรรค",
    "remarks": "หมายเหตุ",
    "extra": "รายละเอียดเพิ่มเติม",
}


def choose_plan(visible: Plan, document: SourceDocument, *, shows_results: bool) -> Plan:
    """The attached plan where it says what the pages say, else the visible one with `attachment_differs`."""
    if document.attached_plan is None:
        return visible
    try:
        attached = plan_from_json(document.attached_plan, f"{document.name} (plan.json)")
    except PersonError as error:
        return replace(
            visible,
            findings=(
                *visible.findings,
                Finding(
                    "attachment_differs",
                    "error",
                    None,
                    "plan.json",
                    f"แผนที่แนบมากับไฟล์อ่านไม่ได้ ({error.message_th}) จึงใช้ข้อความที่พิมพ์ในหน้าเอกสาร กรุณาตรวจทาน",
                    f"the attached plan cannot be read ({error.message_en}); what the pages say was taken, please check",
                ),
            ),
        )
    compared = attached if shows_results else without_results(attached)
    visible = _with_undrawn_letters(compared, visible)
    differences = plan_differences(compared, visible)
    if not differences:
        notices = tuple(one for one in document.notices if one not in attached.findings)
        return replace(attached, findings=(*attached.findings, *notices))
    return replace(visible, findings=(*visible.findings, *_say_differences(differences, visible)))


def _with_undrawn_letters(attached: _Value, visible: _Value) -> _Value:
    """The visible plan, its texts taken from the attached one where they differ only by letters fonts cannot tell.

    The PDF shows such a letter as □ (documents/pdf_characters.py).
    """
    if isinstance(attached, str) and isinstance(visible, str):
        return attached if _is_drawn_from(attached, visible) else visible
    if isinstance(attached, tuple) and isinstance(visible, tuple) and len(attached) == len(visible):
        return tuple(starmap(_with_undrawn_letters, zip(attached, visible, strict=True)))  # type: ignore[return-value]
    if isinstance(attached, dict) and isinstance(visible, dict) and len(attached) == len(visible):
        pairs = zip(attached.items(), visible.items(), strict=True)
        return {  # type: ignore[return-value]
            _with_undrawn_letters(left, right): _with_undrawn_letters(one, other)
            for (left, one), (right, other) in pairs
        }
    if is_dataclass(visible) and not isinstance(visible, type) and type(attached) is type(visible):
        changed = {
            spec.name: _with_undrawn_letters(getattr(attached, spec.name), getattr(visible, spec.name))
            for spec in fields(visible)
        }
        return replace(visible, **changed)
    return visible


def _is_drawn_from(attached: str, visible: str) -> bool:
    if attached == visible:
        return True
    # Letters that share a shape (the ohm sign and omega) come out of a PDF as one of the two.
    printed, meant = (unicodedata.normalize("NFKC", squashed(text)) for text in (visible, attached))
    pattern = ".{1,8}".join(map(re.escape, printed.split(UNDRAWN)))
    return re.fullmatch(pattern, meant) is not None


def _say_differences(differences: list[str], visible: Plan) -> list[Finding]:
    """One finding a measure, and one for the plan's own facts."""
    by_measure: dict[int | None, list[str]] = {}
    for difference in differences:
        path = difference.partition(":")[0]
        match = re.match(r"plan\.measures\[(\d+)\]", path)
        place = int(match[1]) if match else None
        number = visible.measures[place].number if place is not None and place < len(visible.measures) else None
        by_measure.setdefault(number, []).append(difference)
    findings = []
    for number, found in list(by_measure.items())[:_MOST_FINDINGS]:
        where = _place(found[0].partition(":")[0])
        findings.append(
            Finding(
                "attachment_differs",
                "error",
                number,
                where,
                f"แผนที่แนบมากับไฟล์ไม่ตรงกับข้อความที่พิมพ์ ที่{where}"
                f"{f' และอีก {len(found) - 1} แห่ง' if len(found) > 1 else ''} "
                "จึงใช้ข้อความที่พิมพ์ กรุณาตรวจทานว่าฉบับใดถูกต้อง",
                f"the attached plan differs from the printed text at {'; '.join(_english(one) for one in found[:3])}"
                f"{' and more' if len(found) > 3 else ''}; the printed text was taken, check which is right",
            )
        )
    return findings


def _place(path: str) -> str:
    words: list[str] = []
    for name, index in re.findall(r"\.(\w+)(?:\[(\d+)\])?", path):
        if name == "measures" and index:
            words.append(f"มาตรการลำดับที่ {int(index) + 1}")
        elif index and name in ("steps", "follow_ups", "evidence", "responsible"):
            words.append(f"{_PARTS_TH[name]}ลำดับที่ {int(index) + 1}")
        else:
            words.append(_PARTS_TH.get(name, name))
    return " ".join(words) or "เอกสาร"


def _english(difference: str) -> str:
    text = difference.removeprefix("plan.")
    return text if len(text) <= 160 else f"{text[:157]}..."
