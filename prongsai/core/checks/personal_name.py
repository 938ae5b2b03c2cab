"""Rule `personal_name`."""

import re
from functools import cache

from prongsai.core.checks.places import of_measure
from prongsai.core.finding import Finding
from prongsai.core.framework import Framework
from prongsai.core.plan import Measure, Plan

_POSTS = (
    r"ก(?:เทศ|องค์|สภา|รัฐ|เมือง|สมาคม|เหล่า|ตำบล|อบ|ฯ|\s|\b|[^ก-๎])|อำเภอ|ช่าง|ทะเบียน|แพทย์|สัตวแพทย์|ตรวจ|ทหาร"
    r"|ท่า|หน้า|จ้าง|ประกัน|เรือ|สิบ|ร้อย|พัน|เวร|ด่าน|สถานี|ไปรษณีย์|หมวด"
)
_TITLES = (
    r"นางสาว|นาง(?!สนอง|พญา)|นาย(?!" + _POSTS + r")|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\."
    r"|ว่าที่\s?(?:ร้อยตรี|ร้อยโท|ร้อยเอก|พันตรี|ร\.ต\.|ร\.ท\.)(?:หญิง)?"
    r"|(?:ร้อย|พัน|พล)(?:ตำรวจ)?(?:ตรี|โท|เอก)(?:หญิง)?|(?:จ่าสิบ|สิบ|พันจ่า|จ่า)(?:ตำรวจ)?(?:ตรี|โท|เอก)"
    r"|(?:ร|พ|พล)\.(?:ต|ท|อ)\.(?:(?:ต|ท|อ)\.)?|(?:จ|ส|พ\.จ|จ\.ส)\.(?:ต|ท|อ)\.(?:(?:ต|ท|อ)\.)?|ด\.ต\."
    r"|ดร\.|ผศ\.|รศ\.|ม\.ร\.ว\.|ม\.ล\."
)


@cache
def _name() -> re.Pattern[str]:
    """A title, then given name and surname; made on first use."""
    return re.compile(rf"(?<![ก-๎])(?:{_TITLES})\s?[ก-ฮเ-ไ][ก-๎]+\s+[ก-ฮเ-ไ][ก-๎]+")


def persons_are_not_named(plan: Plan, framework: Framework | None) -> list[Finding]:
    """No measure names a person; the finding says where but never repeats the name.

    Source: design 5 (personal data); public documents name posts.
    """
    return [
        of_measure(
            "personal_name",
            "warning",
            measure,
            where[0],
            f"ระบุชื่อบุคคลไว้ในช่อง{' และ'.join(where)} รายงานฉบับเผยแพร่จะใช้ชื่อตำแหน่งหรือหน่วยงานแทน "
            "กรุณาตรวจสอบว่าจำเป็นต้องระบุชื่อหรือไม่",
            "a person is named. The public report names the post or unit instead; "
            "check whether the name is needed at all",
        )
        for measure in plan.measures
        if (where := _columns_with_names(measure))
    ]


def names_a_person(text: str) -> bool:
    """Whether a text holds a title followed by a given name and a surname."""
    return bool(_name().search(text))


def _columns_with_names(measure: Measure) -> list[str]:
    columns = {
        "ประเด็น": [measure.issue],
        "ผู้รับผิดชอบ": [who.unit for who in measure.responsible],
        "ขั้นตอนหรือวิธีการ": [step.text for step in measure.steps] + [step.note or "" for step in measure.steps],
        "การรายงานผลและการกำกับติดตาม": [one.text or "" for one in measure.follow_ups]
        + [one.note or "" for one in measure.follow_ups],
        "การดำเนินการ": [measure.status_as_printed],
        "งบประมาณ": [measure.budget or ""],
        "ปัญหาอุปสรรค": [measure.problems or ""],
        "หมายเหตุ": [measure.remarks or ""],
        **{heading: [text] for heading, text in measure.extra.items()},
    }
    found = [column for column, texts in columns.items() if any(names_a_person(text) for text in texts if text)]
    if any(who.person for who in measure.responsible) and "ผู้รับผิดชอบ" not in found:
        found.insert(0, "ผู้รับผิดชอบ")
    return found
