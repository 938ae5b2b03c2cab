"""Whether a piece of text says nothing but a time ("ภายในเดือนมกราคม ๒๕๖๖", "ต.ค. 65 - มี.ค. 66", "ทุกไตรมาส")."""

import re
from functools import cache

from prongsai.core.thai.digits import to_arabic_digits

_WORDS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม "
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค. มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค "
    "ประจำปีงบประมาณ ปีงบประมาณ งบประมาณ พุทธศักราช พ.ศ. พ.ศ พศ. ค.ศ. ประจำปี ประจำเดือน ตลอดทั้งปี ตลอดปี ทั้งปี รายเดือน รายปี "
    "รายไตรมาส ไตรมาสที่ ไตรมาส ครึ่งปีแรก ครึ่งปีหลัง ครึ่งปี รอบ ระหว่างเดือน ระหว่างวันที่ ระหว่าง ตั้งแต่ จนถึง จนกว่า ถึง ภายในวันที่ ภายในเดือน ภายใน "
    "ไม่เกิน ไม่ช้ากว่า ก่อน หลัง ภายหลัง เดือนละ ปีละ วันละ สัปดาห์ละ เดือน วันทำการ วันที่ วัน สัปดาห์ ปี ทุก ๆ ทุก ทุกครั้ง ครั้งที่ ครั้ง สิ้น ต้น กลาง ปลาย แรก "
    "อย่างต่อเนื่อง ต่อเนื่อง แล้วเสร็จ กำหนด ระยะเวลา เป็นปัจจุบัน ที่ ของ และ ช่วง น. นับ จาก นับแต่ เป็นประจำ สุดท้าย สม่ำเสมอ เป็นต้นไป"
)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_WORDS.split(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


_SIGNS = re.compile(r"[\s\d.,/()\-–—:ๆ]+")
_HAS_TIME = re.compile(
    r"\d|เดือน|ไตรมาส|ตลอด|ต่อเนื่อง|ทุก|ราย|[มกสตพธ]\.?[คพย]\.|มี\.?ค|เม\.?ย|มิ\.?ย|คม|พันธ์|ยน|ปัจจุบัน|สัปดาห์|วัน"
)


def is_time_only(text: str) -> bool:
    """Whether nothing is left of the text once its words of time, digits and signs are taken away."""
    if len(text) > 120:
        return False
    plain = to_arabic_digits(text)
    return bool(_HAS_TIME.search(plain)) and not _SIGNS.sub("", _pattern().sub("", plain))
