"""The alarms of the watch in words: what was seen and what to do."""

from prongsai.audit.judged import JudgeNote
from prongsai.audit.watch.spam_words import KINDS
from prongsai.core.finding import Severity

_ACT_TH = "กรุณาแจ้งผู้ดูแลเว็บไซต์ทันที ให้ตรวจไฟล์ เปลี่ยนรหัสผ่าน และลบสิ่งที่ถูกฝัง"
_ACT_EN = "tell the web site's keeper at once: look through its files, change passwords, remove what was injected"
_ACT_OTHERS_TH = "หน้านี้ใช้เป็นหลักฐานไม่ได้แล้ว กรุณาแทนลิงก์นี้ด้วยไฟล์หรือหน้าของหน่วยงานเอง หรือถอนออก และแจ้งเจ้าของเว็บไซต์นั้น"
_ACT_OTHERS_EN = "it is no evidence any more. Put a file or a page of the agency's own in its place, or withdraw the link, and tell the owner of that site"
_WORDS: dict[str, tuple[Severity, str, str]] = {
    "defaced": (
        "error",
        'หน้านี้น่าจะถูกเจาะและเปลี่ยนหน้า: พบ "{example}"',
        'the page seems to have been broken into and replaced: it says "{example}"',
    ),
    "spam_title": (
        "error",
        'ชื่อหน้าถูกเปลี่ยนเป็นโฆษณา{kind_th}: "{example}"',
        'the title has become an advertisement ({kind_en}): "{example}"',
    ),
    "hidden_spam_links": (
        "error",
        "มีลิงก์โฆษณาซ่อนอยู่ในหน้า {count} ลิงก์ คนมองไม่เห็นแต่เครื่องมือค้นหาเห็น เช่น {example}",
        "{count} advertising links are hidden in the page, unseen by people and read by search engines: {example}",
    ),
    "hidden_links": (
        "warning",
        "มีลิงก์ที่ซ่อนไว้ไปยังเว็บไซต์ภายนอก {count} แห่ง เช่น {example}",
        "hidden links lead to {count} outside sites: {example}",
    ),
    "spam_links": (
        "error",
        "มีลิงก์โฆษณาแทรกอยู่ในหน้า {count} ลิงก์ เช่น {example}",
        "{count} advertising links were put into the page: {example}",
    ),
    "hidden_frame": (
        "error",
        "มีกรอบ (iframe) ที่มองไม่เห็นซึ่งโหลดเว็บไซต์ภายนอก: {example}",
        "an invisible frame loads an outside site: {example}",
    ),
    "sent_elsewhere": (
        "error",
        "หน้านี้พาผู้อ่านไปเว็บไซต์อื่นเอง: {example}",
        "the page itself sends its readers to another site: {example}",
    ),
    "spam_text": (
        "warning",
        "ข้อความในหน้ามีคำโฆษณา{kind_th} {count} คำ เช่น {example}",
        "the text has {count} phrases that advertise {kind_en}: {example}",
    ),
    "title_changed_tongue": (
        "warning",
        'ชื่อหน้าเปลี่ยนจาก "{earlier}" เป็น "{example}"',
        'the title changed from "{earlier}" to "{example}"',
    ),
    "cloaked_title": (
        "error",
        'หน้านี้แสดงชื่อต่างกันตามผู้เข้าดู: คนทั่วไปเห็น "{earlier}" แต่เครื่องมือค้นหาเห็น "{example}"',
        'the page shows people "{earlier}" and search engines "{example}"',
    ),
    "cloaked_text": (
        "warning",
        "หน้านี้แสดงเนื้อหาต่างกันตามผู้เข้าดู เนื้อหาที่เหมือนกันมีเพียงร้อยละ {count}",
        "the page shows visitors and search engines different content: only {count} % is the same",
    ),
}  # fmt: skip
CODES = tuple(_WORDS)


def note(
    code: str, *, kind: str = "gambling", count: int = 0, example: str = "", earlier: str = "", is_others: bool = False
) -> JudgeNote:
    """The alarm of that code, with what to do; `is_others` is of a page that is not on the agency's own site."""
    severity, thai, english = _WORDS[code]
    kind_th, kind_en = KINDS.get(kind, KINDS["gambling"])
    values = {"kind_th": kind_th, "kind_en": kind_en, "count": count, "example": example, "earlier": earlier}
    act_th, act_en = (_ACT_OTHERS_TH, _ACT_OTHERS_EN) if is_others else (_ACT_TH, _ACT_EN)
    return JudgeNote(code, severity, f"{thai.format(**values)} {act_th}", f"{english.format(**values)}: {act_en}")
