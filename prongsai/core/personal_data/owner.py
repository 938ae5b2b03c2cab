"""Whose a number is, by the words beside it: an office's own account or telephone is published on purpose.

Told only where the office is named as the owner and no person is named on the same lines: a person's number taken for an
office's would be published, an office's taken for a person's costs one confirmation.
"""

import re
from typing import Final

_OFFICE: Final = (
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.?|อบจ\.?|เทศบาล(?:ตำบล|เมือง|นคร)|เมืองพัทยา|กองทุน[ก-๎]{3,}"
    r"|สำนักงาน(?:ท้องถิ่น|ปลัด|เทศบาล|อบ)|ที่ว่าการอำเภอ|สถ\.\s?จ|กรมส่งเสริม|กรุงเทพมหานคร)"
)
_ACCOUNT_OF: Final = re.compile(
    rf"บัญชี(?:เงินฝาก|เงินทุน[ก-๎]*|เงิน[ก-๎]*|กระแสรายวัน|ออมทรัพย์|ธนาคาร|เดินสะพัด|ของ|ชื่อ|หน่วยงาน|[\s:\"“”'()]){{0,6}}{_OFFICE}"
    rf"|(?:^|[\n\t])\s*กองทุน[ก-๎]{{3,}}[^\n\d]{{0,60}}บัญชี|ชื่อบัญชี[^\n\t]{{0,8}}ของ(?:หน่วยงาน|{_OFFICE})"
)
_ACCOUNT_FOR_OFFICE: Final = re.compile(rf"บัญชี[^\n\t]{{0,12}}(?:หน่วยงาน|{_OFFICE})")
_PHONE_OF: Final = re.compile(
    rf"(?:เบอร์|หมายเลข)\s*(?:โทรศัพท์)?\s*กลาง|ส่วนกลาง|(?:ของ|ประจำ)\s*(?:หน่วยงาน|สำนักงาน|ศูนย์ปฏิบัติการ|{_OFFICE})"
)
# Thai has no blanks between words: โดยนายสมชาย names a person as well.
_PERSON: Final = re.compile(
    r"(?<!ท)นาย(?!ก(?:เทศ|องค์|อบ|เมือง|สมาคม|\b)|ช่าง|อำเภอ|ทะเบียน)|นาง(?!รอง)|(?<![ก-๎])(?:น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง"
    r"|คุณ(?!ภาพ|ลักษณะ|สมบัติ|วุฒิ|ธรรม|ค่า|ประโยชน์)|ผู้มีสิทธิ|ผู้สูงอายุ|ผู้พิการ|ผู้รับเงิน|ผู้รับจ้าง|ส่วนตัว)|\b(?:mr|mrs|miss|ms)\b\.?",
    re.IGNORECASE,
)
_FREE_HOST: Final = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|live|windowslive|msn|yahoo|ymail|icloud|me|thaimail)\.(?:com|co\.th|in\.th|net)"
)
_OFFICE_IN_ADDRESS: Final = re.compile(
    r"obt|tao|pao|saraban|munic|tessaban|thesaban|tambon|school|office|admin|info|contact|center|amphoe|department|division"
)
_PHONE_REACH: Final = 40
_NAME_LINE: Final = re.compile(r"\s*(?:ชื่อ\s?บัญชี|account name)", re.IGNORECASE)


def names_person(text: str) -> bool:
    """Whether a text holds a person's title, or says that it is about one."""
    return _PERSON.search(text) is not None


def is_office_account(text: str, start: int, end: int, headings: tuple[str, ...] = ()) -> bool:
    """Whether the lines of an account name an office as its holder and no person."""
    around = _lines_around(text, start, end)
    if _PERSON.search(around):
        return False
    if _ACCOUNT_OF.search(around):
        return True
    columns = "\n".join(headings)
    return bool(_ACCOUNT_FOR_OFFICE.search(columns)) and re.search(_OFFICE, around) is not None


def is_office_phone(text: str, start: int, end: int) -> bool:
    """Whether a mobile number is said to be an office's, right beside it on its line, and no person is named there."""
    before = text[max(0, start - _PHONE_REACH) : start].rpartition("\n")[2].rpartition("\t")[2]
    after = text[end : end + _PHONE_REACH].partition("\n")[0].partition("\t")[0]
    after = re.split(r"\d{4}", after, maxsplit=1)[0]
    line = text[text.rfind("\n", 0, start) + 1 : start] + after
    return bool(_PHONE_OF.search(before) or _PHONE_OF.search(after)) and not _PERSON.search(line)


def is_persons_address(text: str, start: int, end: int) -> bool:
    """Whether an e-mail address is at a free provider, a person is named on its line, and nothing in it says office."""
    name, _, host = text[start:end].lower().partition("@")
    if _FREE_HOST.fullmatch(host) is None or _OFFICE_IN_ADDRESS.search(name):
        return False
    stop = text.find("\n", end)
    return names_person(text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)])


def _lines_around(text: str, start: int, end: int) -> str:
    """The line of a number, the one before it, and the one behind when it names the account."""
    line = text.rfind("\n", 0, start) + 1
    before = text.rfind("\n", 0, max(0, line - 1)) + 1
    stop = text.find("\n", end)
    if stop < 0:
        return text[before:]
    following = text[stop + 1 :].partition("\n")[0]
    return text[before:stop] + (f"\n{following}" if _NAME_LINE.match(following) else "")
