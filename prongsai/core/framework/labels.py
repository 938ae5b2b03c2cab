"""Thai and English wording of the framework's codes."""

from prongsai.core.framework.model import Confidence, Period, Status

CONFIDENCE_LABELS: dict[Confidence, tuple[str, str]] = {
    "verified": ("ยืนยันแล้วจากสองแหล่งขึ้นไป", "verified in two or more sources"),
    "single_source": ("พบในแหล่งเดียว", "seen in one source"),
    "inferred": ("อนุมานจากข้อมูลที่พบ", "inferred from what was seen"),
    "recalled_unverified": ("จากความจำ ยังไม่ได้ตรวจสอบ", "recalled, not verified"),
    "not_established": ("ยังไม่ได้ตรวจสอบ", "unverified"),
}

PERIOD_LABELS: dict[Period, tuple[str, str]] = {
    "evergreen": ("เป็นปัจจุบันเมื่อเปิดดู", "current when opened"),
    "current_fy": ("ข้อมูลของปีงบประมาณที่รับการประเมิน", "data of the assessed fiscal year"),
    "first_half_current_fy": (
        "ข้อมูล 6 เดือนแรก (ตุลาคม - มีนาคม) ของปีงบประมาณที่รับการประเมิน",
        "October to March of the assessed fiscal year",
    ),
    "monthly_current_fy": (
        "ข้อมูลรายเดือนของปีงบประมาณที่รับการประเมิน จนถึงวันปิดรับ",
        "each month of the assessed fiscal year up to the closing day",
    ),
    "previous_fy": ("ข้อมูลของปีงบประมาณก่อนหน้าทั้งปี", "the whole fiscal year before the assessed one"),
    "multi_year_covering_current_fy": (
        "แผนที่ยาวกว่าหนึ่งปีและครอบคลุมปีที่รับการประเมิน",
        "a plan longer than a year that covers the assessed year",
    ),
    "analysis_of_previous_fy_result": (
        "วิเคราะห์ผลการประเมินปีก่อนหน้า และมาตรการของปีที่รับการประเมิน",
        "analysis of the result of the year before, measures for the assessed year",
    ),
}

STATUS_LABELS: dict[Status, tuple[str, str]] = {
    "good": ("รายการส่วนใหญ่ยืนยันแล้ว", "mostly verified"),
    "fair": ("ยืนยันแล้วบางส่วน", "verified in part"),
    "weak": ("ส่วนใหญ่ยังไม่ได้ยืนยัน", "mostly unverified"),
    "draft_unverified": ("ร่าง ยังไม่ได้ตรวจสอบ", "draft, unverified"),
}


def is_doubtful(confidence: Confidence) -> bool:
    """Whether an entry is inferred or not verified: it carries a mark wherever it is shown."""
    return confidence == "inferred" or is_unverified(confidence)


def is_unverified(confidence: Confidence) -> bool:
    """Whether a page must say that this entry is not verified."""
    return confidence in ("recalled_unverified", "not_established")
