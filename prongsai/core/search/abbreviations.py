"""Abbreviations of official Thai that people type for the full words, and the full words for them.

Written out on both sides, in what is searched and in what is asked. Letters only, without their dots.
Source: the abbreviations met in the frameworks' items and in pages of local governments; months as the Royal Society
writes them. An abbreviation that is a word itself (กม, สถ) is left out or asks for its dot.
"""

_MONTHS = {
    "มค": "มกราคม",
    "กพ": "กุมภาพันธ์",
    "มีค": "มีนาคม",
    "เมย": "เมษายน",
    "พค": "พฤษภาคม",
    "มิย": "มิถุนายน",
    "กค": "กรกฎาคม",
    "สค": "สิงหาคม",
    "กย": "กันยายน",
    "ตค": "ตุลาคม",
    "พย": "พฤศจิกายน",
    "ธค": "ธันวาคม",
}

ABBREVIATIONS = {
    "อบต": "องค์การบริหารส่วนตำบล",
    "อบจ": "องค์การบริหารส่วนจังหวัด",
    "อปท": "องค์กรปกครองส่วนท้องถิ่น",
    "ทต": "เทศบาลตำบล",
    "ทม": "เทศบาลเมือง",
    "ทน": "เทศบาลนคร",
    "พรบ": "พระราชบัญญัติ",
    "พรก": "พระราชกำหนด",
    "จนท": "เจ้าหน้าที่",
    "ผอ": "ผู้อำนวยการ",
    "งปม": "งบประมาณ",
}

DOTTED_ONLY = {
    "ต": "ตำบล",
    "อ": "อำเภอ",
    "จ": "จังหวัด",
    "ม": "หมู่",
    **{short: full for short, full in _MONTHS.items() if len(short) == 2},
}
"""Only with the dot: bare, they are letters or words like any others."""


MARKED_MONTHS = {short: full for short, full in _MONTHS.items() if len(short) == 3}
"""มี.ค., เม.ย. and มิ.ย., letters only: their vowels keep them out of the pattern of plain letters."""
