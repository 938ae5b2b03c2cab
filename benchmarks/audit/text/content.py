"""The documents that are drawn and read back: paragraphs, numbered lists and tables as Thai offices write them.

Words are put together from phrases of such documents by a fixed seed; every document differs.
"""

import random
from dataclasses import dataclass

_OPENINGS = (
    "ประกาศเทศบาลตำบลน้ำผุด", "คำสั่งองค์การบริหารส่วนตำบลบ้านฐานทุ่ม", "รายงานผลการดำเนินงานประจำปี", "ข้อบัญญัติงบประมาณรายจ่าย",
    "แผนปฏิบัติการป้องกันการทุจริต", "คู่มือการปฏิบัติงานของเจ้าหน้าที่", "บันทึกข้อความ ส่วนราชการ สำนักปลัด",
)  # fmt: skip
_PHRASES = (
    "เจ้าหน้าที่ผู้รับผิดชอบศึกษาทำความเข้าใจองค์ประกอบด้านข้อมูลให้ครบถ้วน", "จัดทำแผนการจัดซื้อจัดจ้างประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
    "เผยแพร่บนเว็บไซต์ของหน่วยงาน https://www.nampud.go.th/ita/2566/o12.pdf", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป จนกว่าจะสิ้นสุดโครงการ",
    "การฟื้นฟูแหล่งน้ำและคูคลองในเขตพื้นที่รับผิดชอบ", "ผู้ใหญ่บ้าน กำนัน และผู้นำชุมชนร่วมเป็นกรรมการ", "จำนวนเงินทั้งสิ้น ๑,๒๓๔,๕๖๗.๘๙ บาท",
    "ตามมาตรา ๕๖ แห่งพระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗ แก้ไขเพิ่มเติมถึง (ฉบับที่ ๗) พ.ศ. ๒๕๖๒",
    "ส่งรายงานภายในวันที่ ๓๑ มีนาคม ๒๕๖๖ เวลา ๑๖.๓๐ น.", "โดยไม่เห็นแก่ประโยชน์ส่วนตนหรือผู้อื่นซึ่งเกี่ยวข้อง", "อนุญาต ปฏิญาณ วิญญูชน ฐานะ กฎหมาย ฎีกา ญัตติ",
    "ยื่นคำร้องที่งานทะเบียนราษฎร กรณีย้ายที่อยู่ปลายทาง", "หมายเลขโทรศัพท์ 0 4481 2345 ต่อ 101 หรือ saraban@nampud.go.th", "ขั้นตอนที่ ๑ รับเรื่อง ขั้นตอนที่ ๒ ตรวจสอบ ขั้นตอนที่ ๓ แจ้งผล",
    "กองสาธารณสุขและสิ่งแวดล้อม กองช่าง กองคลัง และกองการศึกษา ศาสนาและวัฒนธรรม", "การประเมินคุณธรรมและความโปร่งใส (Integrity and Transparency Assessment: ITA)",
    "เพื่อให้เป็นไปด้วยความเรียบร้อย ถูกต้อง โปร่งใส และตรวจสอบได้", "ผู้บริหารกำกับ ติดตาม และประเมินผลทุกเดือน ฯลฯ", "ดำเนินการแล้วเสร็จร้อยละ ๘๗.๕๐ ของเป้าหมาย",
    "ค่าธรรมเนียมใบอนุญาต ฉบับละ 20 บาท (ยี่สิบบาทถ้วน)", "ไม่พบเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่", "มอบหมายให้นักวิเคราะห์นโยบายและแผนปฏิบัติหน้าที่เลขานุการ",
    "ประชุมครั้งที่ ๒/๒๕๖๖ เมื่อวันพฤหัสบดีที่ ๑๖ กุมภาพันธ์ ๒๕๖๖", "สนับสนุนผู้สูงอายุ คนพิการ และผู้ป่วยเอดส์อย่างทั่วถึง", "รถบรรทุกน้ำ ๖ ล้อ ปั๊มน้ำ เครื่องสูบน้ำแบบหอยโข่ง",
    "ช่องทางอื่น ๆ เช่น กล่องรับความคิดเห็น และ Facebook", "ซ่อมแซมถนนคอนกรีตเสริมเหล็ก หมู่ที่ ๔ กว้าง ๕ เมตร ยาว ๑๘๐ เมตร หนา ๐.๑๕ เมตร", "ปู่ย่าตายาย ครู หมู่บ้าน คุ้มครอง ปฏิรูป ภูมิคุ้มกัน ทุ่งนา",
)  # fmt: skip
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "หน่วยตรวจสอบภายใน", "กองสวัสดิการสังคม")
_RESULTS = (
    "ดำเนินการเรียบร้อยแล้ว",
    "อยู่ระหว่างดำเนินการ",
    "ยังไม่ได้ดำเนินการ เนื่องจากอยู่ระหว่างจัดหาผู้รับจ้าง",
    "ดำเนินการแล้ว เมื่อวันที่ ๒๙ ธันวาคม ๒๕๖๕",
)
_HEADINGS = ("ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "ผลการดำเนินการ")


@dataclass(frozen=True, slots=True)
class Content:
    """One document: a title, paragraphs, then a table (rows of cells; () for none)."""

    title: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """All of it in reading order."""
        return "\n".join((self.title, *self.paragraphs, *("\n".join(row) for row in self.table)))


def letter(seed: int) -> Content:
    """A document of paragraphs and a numbered list, about two pages."""
    chance = random.Random(seed)
    paragraphs = [" ".join(chance.sample(_PHRASES, 4)) for _ in range(7)]
    points = [f"{_thai(number)}. {' '.join(chance.sample(_PHRASES, 2))}" for number in range(1, 11)]
    end = ("ลงชื่อ", "(นายปัญญา ญาณวุฒิ)", "นายกเทศมนตรีตำบลน้ำผุด")
    return Content(f"{chance.choice(_OPENINGS)} เรื่อง การเปิดเผยข้อมูลสาธารณะ", (*paragraphs, *points, *end))


def report(seed: int) -> Content:
    """A document with a table of four columns whose cells run over lines, about two pages."""
    chance = random.Random(seed)
    rows = [
        (
            chance.choice(_PHRASES)[:60].strip(),
            chance.choice(_UNITS),
            " ".join(chance.sample(_PHRASES, 2)),
            chance.choice(_RESULTS),
        )
        for _ in range(9)
    ]
    return Content(chance.choice(_OPENINGS), (" ".join(chance.sample(_PHRASES, 5)),), (_HEADINGS, *rows))


def _thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
