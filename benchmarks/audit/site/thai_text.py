"""Thai disclosure text as agencies publish it: items of the framework, paragraphs, tables, all drawn from a seed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

from prongsai.core.thai.format import THAI_MONTHS

FRAMEWORKS = Path(__file__).parents[3] / "prongsai" / "data" / "frameworks"
YEARS = (2565, 2566, 2567, 2568)
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_PLACES = [
    "โคกสะอาด",
    "หนองบัว",
    "บ้านค่าย",
    "ท่าช้าง",
    "ดอนแก้ว",
    "สระแก้ว",
    "นาโพธิ์",
    "หัวดง",
    "ทุ่งสง",
    "ป่าซาง",
    "บึงเกลือ",
    "คลองขุด",
    "หนองกุง",
    "ศรีสว่าง",
    "โนนสูง",
    "บางพลี",
    "ท่าตูม",
    "เขาแก้ว",
    "วังทอง",
    "แม่ใส",
    "ห้วยยาง",
    "คำพระ",
    "ปากช่อง",
    "บ้านแพง",
    "หนองไผ่",
    "ดงมะไฟ",
    "ทับมา",
    "นาหว้า",
    "ไผ่ล้อม",
    "ละหาน",
]
_PROVINCES = [
    "ชัยภูมิ",
    "ขอนแก่น",
    "นครราชสีมา",
    "เชียงใหม่",
    "ลำพูน",
    "สกลนคร",
    "นครปฐม",
    "สงขลา",
    "ระยอง",
    "อุบลราชธานี",
    "พิษณุโลก",
    "สุรินทร์",
]
_KINDS = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "องค์การบริหารส่วนตำบล")
_UNITS = ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "หน่วยตรวจสอบภายใน", "กองสวัสดิการสังคม"]
_PROJECTS = [
    "ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4",
    "ปรับปรุงภูมิทัศน์หน้าอาคารสำนักงาน",
    "จัดซื้อครุภัณฑ์คอมพิวเตอร์",
    "ขุดลอกลำห้วยสาธารณะ",
    "ส่งเสริมอาชีพผู้สูงอายุ",
    "ป้องกันและควบคุมโรคไข้เลือดออก",
    "อาหารกลางวันศูนย์พัฒนาเด็กเล็ก",
    "อบรมคุณธรรมจริยธรรมบุคลากร",
    "จ้างเหมาบริการรักษาความสะอาด",
    "ซ่อมแซมไฟฟ้าสาธารณะ",
    "ฝึกอบรมทบทวนชุดปฏิบัติการจิตอาสาภัยพิบัติ",
    "วางท่อระบายน้ำ หมู่ที่ 9",
]
_SENTENCES = (
    "{agency} ได้ดำเนินการตาม{title} ประจำปีงบประมาณ พ.ศ. {fy} โดยมอบหมายให้{unit}เป็นผู้รับผิดชอบและรายงานผลต่อผู้บริหารเป็นประจำทุกเดือน",
    "การดำเนินงานในรอบ 6 เดือนแรก ระหว่างวันที่ 1 ตุลาคม {before} ถึงวันที่ 31 มีนาคม {fy} มีผลการเบิกจ่ายงบประมาณจำนวน {money} บาท คิดเป็นร้อยละ {percent} ของงบประมาณที่ได้รับ",
    "ตามที่{agency}ได้ประกาศใช้แผนดังกล่าวเมื่อวันที่ {day} {month} {fy} นั้น บัดนี้{unit}ได้รวบรวมข้อมูลเสร็จเรียบร้อยแล้ว จึงขอเผยแพร่ให้ประชาชนทราบโดยทั่วกัน",
    "โครงการ{project} งบประมาณ {money} บาท ดำเนินการแล้วเสร็จเมื่อวันที่ {day} {month} {fy} มีผู้เข้าร่วมจำนวน {count} คน ผลการประเมินความพึงพอใจอยู่ในระดับมาก",
    "ปัญหาและอุปสรรคที่พบคือ งบประมาณมีจำกัดไม่เพียงพอต่อความต้องการของประชาชนในพื้นที่ และบุคลากรมีการโอนย้าย ทำให้การปฏิบัติงานไม่ต่อเนื่อง",
    "ข้อเสนอแนะ ควรจัดให้มีการประชุมชี้แจงเจ้าหน้าที่ที่เกี่ยวข้องอย่างน้อยไตรมาสละหนึ่งครั้ง และเผยแพร่ผลการดำเนินงานผ่านเว็บไซต์ของหน่วยงานให้เป็นปัจจุบัน",
    "ผู้รับบริการสามารถติดต่อ{unit} {agency} ในวันและเวลาราชการ ตั้งแต่เวลา 08.30 - 16.30 น. โดยเตรียมเอกสารประกอบตามที่กำหนดไว้ในคู่มือสำหรับประชาชน",
    "คณะกรรมการได้พิจารณาแล้วเห็นว่า ความเสี่ยงอยู่ในระดับปานกลาง ให้กำหนดมาตรการควบคุมเพิ่มเติม ได้แก่ การตรวจสอบเอกสารก่อนการเบิกจ่าย และการสับเปลี่ยนหน้าที่ความรับผิดชอบ",
    "อาศัยอำนาจตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540 และระเบียบกระทรวงมหาดไทยที่เกี่ยวข้อง จึงกำหนดแนวทางปฏิบัติไว้ดังต่อไปนี้",
    "จำนวนผู้มารับบริการในเดือน{month} {fy} รวมทั้งสิ้น {count} ราย แบ่งเป็นการชำระภาษีที่ดินและสิ่งปลูกสร้าง การขออนุญาตก่อสร้าง และการลงทะเบียนผู้สูงอายุ",
    "การจัดซื้อจัดจ้างโดยวิธีเฉพาะเจาะจง งาน{project} ผู้ชนะการเสนอราคา ได้แก่ บริษัท ร่วมพัฒนา จำกัด เป็นเงินทั้งสิ้น {money} บาท รวมภาษีมูลค่าเพิ่มและค่าใช้จ่ายอื่นทั้งปวง",
    "นโยบายไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่ (No Gift Policy) ประกาศ ณ วันที่ {day} {month} พ.ศ. {fy} โดยนายก{agency}",
    "ในปีงบประมาณ พ.ศ. {fy} ไม่พบเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่ จึงไม่มีข้อมูลจำแนกตามประเภท ทั้งนี้ได้รายงานผู้บริหารทราบแล้ว",
    "มีการจัดประชุมประชาคมหมู่บ้านเพื่อรับฟังความคิดเห็นของประชาชน จำนวน {count} คน เมื่อวันที่ {day} {month} {fy} ณ ศาลาอเนกประสงค์ประจำหมู่บ้าน และนำข้อเสนอไปปรับปรุงแผนพัฒนาท้องถิ่น",
    "บุคลากรทุกคนต้องยึดมั่นในมาตรฐานทางจริยธรรมเจ็ดประการ ซื่อสัตย์สุจริต มีจิตสาธารณะ กล้าตัดสินใจ และดำรงตนเป็นแบบอย่างที่ดี ตามพระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2562",
    "ผู้บริหารได้มีข้อสั่งการให้ทุกส่วนราชการเร่งรัดการใช้จ่ายงบประมาณให้เป็นไปตามเป้าหมาย และรายงานความก้าวหน้าภายในวันที่ 5 ของเดือนถัดไป",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosure item as a framework file words it."""

    code: str
    title: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A made-up local government."""

    kind: str
    place: str
    province: str

    @property
    def name(self) -> str:
        return self.kind + self.place


@cache
def items(fiscal_year: int = 2566) -> tuple[Item, ...]:
    """The disclosure items of a framework file, in its order."""
    record = yaml.safe_load((FRAMEWORKS / f"{fiscal_year}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Item(one["code"], one["title_th"], tuple(element["th"] for element in one.get("elements", ())))
        for one in record["items"]
        if one.get("title_th")
    )


def agency(number: int) -> Agency:
    """The agency of a host, the same for the same number."""
    return Agency(_KINDS[number % 4], _PLACES[number * 7 % len(_PLACES)], _PROVINCES[number % len(_PROVINCES)])


def paragraph(draw: Random, item: Item, fiscal_year: int, name: str, *, sentences: int = 3) -> str:
    """Sentences about the item in the year, digits Thai in about a third of the paragraphs."""
    chosen = draw.sample(_SENTENCES, sentences)
    text = " ".join(_fill(one, draw, item, fiscal_year, name) for one in chosen)
    return text.translate(THAI_DIGITS) if draw.random() < 0.35 else text


def table(draw: Random, fiscal_year: int, rows: int) -> list[tuple[str, ...]]:
    """Rows of projects: number, name, money, date done, unit; the heading first."""
    made: list[tuple[str, ...]] = [("ลำดับที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)", "วันที่แล้วเสร็จ", "หน่วยงานรับผิดชอบ")]
    for number in range(1, rows + 1):
        day = f"{draw.randint(1, 28)} {draw.choice(THAI_MONTHS)} {fiscal_year}"
        made.append((str(number), "โครงการ" + draw.choice(_PROJECTS), _money(draw), day, draw.choice(_UNITS)))
    return made


def bullets(draw: Random, item: Item, fiscal_year: int) -> list[str]:
    """Names of attached documents, one for each required element and one for each of three months."""
    named = [f"{element} ปีงบประมาณ พ.ศ. {fiscal_year}" for element in item.elements]
    return named + [f"{item.title} ประจำเดือน{month} {fiscal_year}" for month in draw.sample(THAI_MONTHS, 3)]


def _fill(sentence: str, draw: Random, item: Item, fiscal_year: int, name: str) -> str:
    return sentence.format(
        agency=name,
        title=item.title,
        fy=fiscal_year,
        before=fiscal_year - 1,
        unit=draw.choice(_UNITS),
        money=_money(draw),
        percent=f"{draw.uniform(20, 98):.2f}",
        day=draw.randint(1, 28),
        month=draw.choice(THAI_MONTHS),
        count=draw.randint(12, 940),
        project=draw.choice(_PROJECTS),
    )


def _money(draw: Random) -> str:
    return f"{draw.randint(9, 4800) * 500:,}.00"
