"""Sentences that say what a link is and what was mended, Thai and English."""

from collections.abc import Sequence

CLASS_WORDS: dict[str, tuple[str, str]] = {
    "empty": ("ไม่มีที่อยู่เว็บในช่องนี้", "there is no address here"),
    "empty-host": ("มีแต่คำนำหน้า http ไม่มีชื่อเว็บไซต์", "only the scheme is there, no site"),
    "fragment-only": ("มีแต่เครื่องหมาย # ยังไม่ได้ใส่ลิงก์จริง", "only a # mark: the real link was never put in"),
    "placeholder": ("เป็นข้อความของแม่แบบ ยังไม่ได้ใส่ลิงก์จริง", "text of a template: the real link was never put in"),
    "truncated": (
        "ที่อยู่เว็บถูกตัดท้าย (ลงท้ายด้วยจุด) ต้องคัดลอกใหม่ทั้งหมด",
        "the address was cut off (dots): copy it again in full",
    ),
    "malformed-unrepairable": ("อ่านเป็นที่อยู่เว็บไม่ได้และซ่อมไม่ได้", "not a web address, and it cannot be mended"),
    "localhost": ("ชี้ไปยังเครื่องของผู้ทำเว็บเอง ผู้อื่นเปิดไม่ได้", "points at the maker's own computer: nobody else can open it"),
    "test-host": ("เป็นเว็บทดสอบ ไม่ใช่เว็บจริงของหน่วยงาน", "a test site, not the agency's real one"),
    "login-page": ("เป็นหน้าเข้าสู่ระบบ ประชาชนเปิดดูไม่ได้", "a sign-in page: the public cannot see behind it"),
    "ip-host": (
        "ใช้หมายเลข IP แทนชื่อเว็บไซต์ ตรวจไม่ได้ว่าเป็นของหน่วยงานใด",
        "a number instead of a name: whose it is cannot be told",
    ),
    "viewer-wrapped": (
        "เป็นไฟล์ที่เปิดผ่านโปรแกรมดูเอกสาร จึงอ้างถึงตัวไฟล์โดยตรง",
        "a file shown through a viewer; the file itself is taken",
    ),
    "survey-link": ("เป็นแบบวัดของการประเมิน ITA (IIT/EIT)", "a questionnaire of the assessment itself (IIT/EIT)"),
    "social-media": ("เป็นสื่อสังคมออนไลน์ ไม่ใช่เว็บไซต์ของหน่วยงาน", "social media, not the agency's site"),
    "url-shortener": ("เป็นลิงก์ย่อ ต้องเปิดดูปลายทางจึงรู้ว่าเป็นอะไร", "a short link: only its target tells what it is"),
    "government-system": (
        "เป็นระบบกลางของรัฐ ไม่ใช่เว็บไซต์ของหน่วยงาน",
        "a central government system, not the agency's site",
    ),
    "third-party-host": ("อยู่บนบริการของผู้อื่น ไม่ใช่เว็บไซต์ของหน่วยงาน", "on a service of others, not the agency's site"),
    "homepage-only": ("เป็นหน้าแรกของเว็บไซต์ ไม่ได้ชี้ไปยังข้อมูลที่ต้องการ", "a front page; it does not lead to the information"),
    "self-link": ("ชี้กลับมายังหน้าเดิม", "points back at the same page"),
    "api-address": ("เป็นที่อยู่สำหรับโปรแกรม ไม่ใช่หน้าสำหรับคนอ่าน", "an address for programs, not a page for people"),
    "suspicious-file": ("เป็นไฟล์โปรแกรม อาจเป็นอันตราย", "a program file, possibly harmful"),
    "wrong-agency": ("อยู่บนเว็บไซต์ของหน่วยงานอื่น", "on another agency's site"),
    "unrelated": ("ไม่เกี่ยวกับข้อมูลของหน่วยงาน", "has nothing to do with the agency's information"),
    "ok": ("ที่อยู่เว็บสมบูรณ์", "a complete address"),
    "ok-site-relative": ("เป็นที่อยู่ภายในเว็บไซต์เดียวกัน", "an address inside the same site"),
}

REPAIR_WORDS: dict[str, tuple[str, str]] = {
    "white_space": ("ตัดช่องว่างหรือการขึ้นบรรทัดที่แทรกอยู่", "white space inside or around it taken out"),
    "slashes": ("แก้เครื่องหมายทับ ทวิภาค หรือจุด", "slashes, colons or dots corrected"),
    "scheme": ("แก้หรือเติม http:// หรือ https://", "http:// or https:// corrected or added"),
    "percent_encoding": ("แปลงอักษรไทยหรือช่องว่างเป็นรหัสที่ใช้ในที่อยู่เว็บ", "Thai letters or blanks percent-encoded"),
    "escapes": ("ตัดอัญประกาศ วงเล็บ หรือรหัส HTML ที่ติดมา", "quotes, brackets or HTML escapes taken off"),
    "host_lookalike": ("เสนอชื่อเว็บไซต์ที่รู้จัก", "a known host is proposed"),
}


def explain_link(link_class: str, repairs: Sequence[str], proposed_url: str | None) -> tuple[str, str]:
    """One sentence in Thai and one in English: the class, then what was mended, then the proposal."""
    why_th, why_en = CLASS_WORDS[link_class]
    mended = [REPAIR_WORDS[name] for name in repairs if name != "host_lookalike"]
    if mended:
        why_th += " ซ่อมแล้ว: " + ", ".join(word for word, _ in mended)
        why_en += "; mended: " + ", ".join(word for _, word in mended)
    if proposed_url:
        why_th += f" ชื่อเว็บไซต์คล้ายกับที่รู้จักแต่ไม่เหมือน น่าจะเป็น {proposed_url} กรุณาตรวจสอบ"
        why_en += f"; the host is nearly a known one, probably {proposed_url}: please check"
    return why_th, why_en
