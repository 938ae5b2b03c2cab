"""A small report with every kind of block, for the tests of drawers. All names are invented."""

from datetime import date

from prongsai.documents.report import (
    Block,
    Column,
    Cover,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signature,
    Signatures,
    TableCell,
)

# Marks of every height and shape: tall consonants, descending ones, tone over vowel, nikhahit with tone.
HARD_CLUSTERS = (
    "น้ำปั่นป่วน ฝั่งฟ้าผู้ใหญ่ปั๊มน้ำมัน ญู ฐุ ฎุ ฏุ ฤๅ ค่ำ ต่ำ ก๋วยเตี๋ยว ปี่ ชื่อ ที่อยู่ ผู้ที่ สิ่งที่ ขั้นตอน สิ้นสุด ป้า ป๋า เปี๊ยบ กตัญญู "
    "วิญญาณ ฐาน ปฏิบัติ กฎหมาย สัมฤทธิ์ วันทน์ องค์ เกียรติ์ ดำเนินการ สำนักปลัด ทั้งสิ้น ก็ตาม เป็น"
)
OFFICIAL_TEXT = (
    "เจ้าหน้าที่ผู้รับผิดชอบดำเนินการจัดทำสรุปผลการจัดซื้อจัดจ้างรายเดือน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ "
    "ภายในเดือนตุลาคม ๒๕๖๕ และเผยแพร่ข้อมูลบนเว็บไซต์หน่วยงานและช่องทางอื่นๆ"
)
ADDRESS = "http://www.example-tambon-municipality.go.th/news/2566/index.php?id=12&part=transparency"

COLUMNS = (
    Column("issue", "ประเด็นที่ต้องปรับปรุงแก้ไข/ประเด็นที่ต้องพัฒนา", 1.5),
    Column("responsible", "ผู้รับผิดชอบ", 1.2),
    Column("steps", "ขั้นตอนหรือวิธีการ/มาตรการ", 2.6),
    Column("follow_up", "การรายงานผลและการกำกับติดตาม", 2.6),
    Column("result", "การดำเนินการ", 1.4, "center"),
)


def row_of(number: int) -> tuple[TableCell, ...]:
    return (
        TableCell((Line(f"ข้อมูลพื้นฐาน {number}"),)),
        TableCell((Line("สำนักปลัด"), Line("➤ นางสาวตัวอย่าง ใจดี"))),
        TableCell((Line(f"๑. {OFFICIAL_TEXT}"), Line("๒. รายงานผู้บริหาร"))),
        TableCell((Line("๑. ผู้บริหารกำกับติดตามทุกเดือน"),)),
        TableCell((Line("ดำเนินการแล้ว", bold=True), Line(ADDRESS, link=ADDRESS))),
    )


def small_report(*, rows: int = 3, extra: tuple[Block, ...] = (), landscape: bool = True) -> Report:
    main = Section(
        (
            Heading("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", 1),
            Prose((Line(OFFICIAL_TEXT),)),
            Grid("measures", "ตารางมาตรการ", COLUMNS, tuple(map(row_of, range(1, rows + 1)))),
            Signatures(
                (
                    Signature("ผู้จัดทำ", "หัวหน้าสำนักปลัด", "นางสาวตัวอย่าง ใจดี"),
                    Signature("ผู้ตรวจสอบ", "ปลัดเทศบาล"),
                    Signature("ผู้รับรอง", "นายกเทศมนตรี"),
                )
            ),
            *extra,
        ),
        landscape=landscape,
    )
    return Report(
        title="รายงานการดำเนินการตามมาตรการ",
        subject="รอบ ๖ เดือน",
        author="เทศบาลตำบลตัวอย่าง",
        cover=Cover(("รายงานการดำเนินการ", "ภายในหน่วยงาน"), ("ปีงบประมาณ พ.ศ. ๒๕๖๖",), ("เทศบาลตำบลตัวอย่าง",)),
        sections=(main,),
        made_on=date(2023, 4, 5),
        footer="เทศบาลตำบลตัวอย่าง",
        keywords=("ITA", "โปร่งใส"),
    )


def prose_report(*paragraphs: str) -> Report:
    """Nothing but paragraphs, portrait, so that reading order is beyond doubt."""
    return Report(
        title="ข้อความ",
        subject="ทดสอบ",
        author="เทศบาลตำบลตัวอย่าง",
        cover=Cover(("ปก",), (), ()),
        sections=(Section((Prose(tuple(map(Line, paragraphs)), is_list=True),)),),
        made_on=date(2023, 4, 5),
    )
