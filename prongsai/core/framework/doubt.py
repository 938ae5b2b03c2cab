"""What a page must say of a year whose list is not verified."""

from prongsai.core.framework.labels import is_unverified
from prongsai.core.framework.model import Framework


def framework_doubt(framework: Framework) -> tuple[str, str] | None:
    """One sentence in Thai and English on how far the year's list can be trusted; None when nothing is in doubt."""
    year = framework.fiscal_year
    if framework.is_draft:
        source = framework.drafted_from
        return (
            f"รายการข้อของปี {year} เป็นร่างที่ยกมาจากปี {source} ยังไม่ได้ยืนยัน กรุณาตรวจกับคู่มือของสำนักงาน ป.ป.ช. เมื่อประกาศ",
            f"the list of {year} is a draft taken from {source} and not verified; check it with the NACC's handbook once it is out",
        )
    doubtful = [item.code for item in framework.items if is_unverified(item.confidence)]
    if not doubtful:
        return None
    count, total = len(doubtful), len(framework.items)
    return (
        f"รายการข้อของปี {year} จำนวน {count} จาก {total} ข้อ เขียนจากความจำ ยังไม่ได้ยืนยัน กรุณาตรวจกับคู่มือของสำนักงาน ป.ป.ช.",
        f"{count} of the {total} items of {year} are recalled and not verified; check them with the NACC's handbook",
    )
