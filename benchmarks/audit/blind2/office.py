"""Made-up local governments: name, place, people and the year they write about."""

from dataclasses import dataclass
from random import Random

FIRST = [
    "หนอง",
    "โคก",
    "บ้าน",
    "นา",
    "ดอน",
    "ท่า",
    "คลอง",
    "ห้วย",
    "โพน",
    "วัง",
    "สระ",
    "ทุ่ง",
    "เขา",
    "ปาก",
    "แม่",
    "บึง",
    "ลาด",
    "ไผ่",
]
SECOND = [
    "แก้ว",
    "สูง",
    "ทราย",
    "สะอาด",
    "ยาง",
    "ขาว",
    "บัว",
    "กระทุ่ม",
    "ไทร",
    "ม่วง",
    "งาม",
    "ใหญ่",
    "เกลือ",
    "หวาย",
    "ตาล",
    "มะค่า",
    "พลวง",
    "ไร่",
    "ขาม",
    "ปรือ",
]
PROVINCES = [
    "ชัยภูมิ",
    "นครราชสีมา",
    "สุรินทร์",
    "ลพบุรี",
    "ตาก",
    "แพร่",
    "สตูล",
    "พัทลุง",
    "ชุมพร",
    "ระยอง",
    "ตราด",
    "เลย",
    "ยโสธร",
    "กาฬสินธุ์",
    "น่าน",
    "อ่างทอง",
]
KINDS = {"องค์การบริหารส่วนตำบล": "อบต.", "เทศบาลตำบล": "ทต.", "เทศบาลเมือง": "ทม.", "องค์การบริหารส่วนจังหวัด": "อบจ."}
GIVEN = [
    "สมพร",
    "บุญมี",
    "ประเสริฐ",
    "วันเพ็ญ",
    "สุนทร",
    "อำไพ",
    "ธีรพงษ์",
    "กัญญา",
    "ศิริพร",
    "อนันต์",
    "มาลี",
    "ชูชาติ",
    "ปราณี",
    "ณัฐพล",
    "วิไล",
    "สุรชัย",
]
FAMILY = [
    "ใจดี",
    "แสงทอง",
    "ศรีบุญ",
    "พรมมา",
    "คำภา",
    "ทองสุข",
    "วงษ์ไทย",
    "บุญเรือง",
    "แก้วมณี",
    "สายทอง",
    "เพชรดี",
    "อินทร์แก้ว",
    "จันทร์เพ็ง",
    "ชัยมงคล",
]
UNITS = [
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา ศาสนาและวัฒนธรรม",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "กองสวัสดิการสังคม",
    "หน่วยตรวจสอบภายใน",
]
MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True)
class Office:
    """One office; short is its name with the usual shortening."""

    kind: str
    place: str
    district: str
    province: str
    phone: str
    latin: str

    @property
    def name(self) -> str:
        return self.kind + self.place

    @property
    def short(self) -> str:
        return KINDS[self.kind] + self.place

    @property
    def whole(self) -> str:
        return f"{self.name} อำเภอ{self.district} จังหวัด{self.province}"


def office(rng: Random) -> Office:
    """A new office."""
    places = [rng.choice(FIRST) + rng.choice(SECOND) for _ in range(2)]
    kind = rng.choices(list(KINDS), (6, 5, 1, 1))[0]
    latin = "".join(
        rng.choice(("nong", "khok", "ban", "na", "don", "kaeo", "sung", "sai", "bua", "yang")) for _ in range(2)
    )
    return Office(
        kind,
        places[0],
        places[1],
        rng.choice(PROVINCES),
        f"0{rng.randint(32, 77)}-{rng.randint(100, 999)}-{rng.randint(100, 999)}",
        latin,
    )


def person(rng: Random) -> str:
    return rng.choice(("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี")) + f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def year(rng: Random) -> int:
    """A fiscal year of the Buddhist era."""
    return rng.choice((2563, 2564, 2565, 2566, 2566, 2567, 2567, 2568))


def day(rng: Random) -> str:
    """A date as sites write it, in one of their ways."""
    number, month, be_year = rng.randint(1, 28), rng.randrange(12), year(rng)
    ways = [
        f"{number} {MONTHS[month]} {be_year}",
        f"{number} {SHORT_MONTHS[month]} {be_year % 100}",
        f"{number:02}/{month + 1:02}/{be_year}",
        f"{number} {MONTHS[month]} พ.ศ. {be_year}".translate(DIGITS),
    ]
    return rng.choice(ways)
