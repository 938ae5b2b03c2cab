"""A year nobody has entered yet: the last known year's list, marked as unverified throughout."""

from dataclasses import replace

from prongsai.core.framework.model import Confidence, Element, Framework, Item, Note

UNVERIFIED: Confidence = "not_established"


def draft_framework(known: Framework, fiscal_year: int) -> Framework:
    """The list of `known` opened for another year: status "draft_unverified", every confidence "not_established".

    The calendar is left out (windows move every year).
    """
    note = Note(
        f"ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {fiscal_year} ในระบบ รายการข้างล่างเป็นร่างที่คัดลอกจากปี "
        f"{known.fiscal_year} ยังไม่ได้ตรวจสอบ กรุณาตรวจกับคู่มือของสำนักงาน ป.ป.ช. ก่อนใช้",
        f"There is no framework of fiscal year {fiscal_year} yet. This is an unverified draft copied from "
        f"{known.fiscal_year}; check it against the NACC handbook before use.",
    )
    return replace(
        known,
        fiscal_year=fiscal_year,
        status="draft_unverified",
        drafted_from=known.drafted_from or known.fiscal_year,
        item_count_confidence=UNVERIFIED,
        tools=tuple(replace(tool, confidence=UNVERIFIED) for tool in known.tools),
        indicators=tuple(replace(indicator, confidence=UNVERIFIED) for indicator in known.indicators),
        sub_indicators=tuple(replace(entry, confidence=UNVERIFIED) for entry in known.sub_indicators),
        items=tuple(_unverified(item) for item in known.items),
        levels=tuple(replace(level, confidence=UNVERIFIED) for level in known.levels),
        calendar=(),
        rules=tuple(replace(rule, confidence=UNVERIFIED) for rule in known.rules),
        notes=(note, *known.notes),
    )


def _unverified(item: Item) -> Item:
    elements = tuple(Element(element.text_th, element.text_en, UNVERIFIED) for element in item.elements)
    return replace(item, elements=elements, confidence=UNVERIFIED, elements_confidence=UNVERIFIED)
