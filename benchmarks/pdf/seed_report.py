"""The seed's text as a Report, without our reader: the benchmarks measure drawing alone."""

import re
from datetime import date
from pathlib import Path

from prongsai.documents.report import (
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

SEED = Path(__file__).parents[2] / "../shared/seed/khoksaat-2566-half-year-report.txt"
_STARTS = re.compile(r"\s+(?=[๐-๙]{1,2}\. )")
_COLUMNS = (
    Column("issue", "ประเด็นที่ต้องปรับปรุงแก้ไข/ประเด็นที่ต้องพัฒนา", 1.5),
    Column("responsible", "ผู้รับผิดชอบ", 1.3),
    Column("steps", "ขั้นตอนหรือวิธีการ/มาตรการ", 2.6),
    Column("follow_up", "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", 2.6),
    Column("result", "การดำเนินการ", 1.5),
)


def list_seed_rows() -> list[list[list[str]]]:
    """Rows of cells of paragraphs; each numbered step is a paragraph, markup and copied headings are left out."""
    text = re.sub(r'<a href="[^"]*">', "", SEED.read_text(encoding="utf-8"))
    text = re.sub(r"</?p>", "\n", text).replace("http://www.khoksaadch aiyaphum", "http://www.khoksaadchaiyaphum")
    rows = []
    for line in re.sub(r"\n(?!-|การ|เครื่อง|ตัว|ประเด็น)", "\v", text).split("\n"):
        cells = line.split("\t")
        if len(cells) == 5 and not cells[0].startswith("ประเด็น"):
            rows.append(
                [[p.strip() for part in cell.split("\v") for p in _STARTS.split(part) if p.strip()] for cell in cells]
            )
    return rows


def build_seed_report(repeat: int = 1) -> Report:
    """The seed's report; `repeat` stacks its rows for growth measurements."""
    rows = tuple(
        tuple(
            TableCell(tuple(Line(p, link=p if p.startswith("http") else None) for p in cell or ["-"])) for cell in row
        )
        for row in list_seed_rows() * repeat
    )
    title = "รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    return Report(
        title=f"{title} ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        subject="รอบ ๖ เดือน",
        author="เทศบาลตำบลโคกสะอาด",
        cover=Cover(
            ("รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ภายในหน่วยงาน"),
            ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)"),
            ("เทศบาลตำบลโคกสะอาด", "อำเภอหนองบัวระเหว จังหวัดชัยภูมิ"),
        ),
        sections=(
            Section(
                (
                    Heading("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของ เทศบาลตำบลโคกสะอาด ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", 1),
                    Prose(
                        (
                            Line(
                                "จากการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ "
                                "นำมาสู่ข้อเสนอแนะในการกำหนดมาตรการในการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานของ "
                                "เทศบาลตำบลโคกสะอาด ดังนี้"
                            ),
                        )
                    ),
                    Grid("measures", "", _COLUMNS, rows),
                    Signatures(
                        (
                            Signature("ผู้จัดทำ", "หัวหน้าสำนักปลัด"),
                            Signature("ผู้ตรวจสอบ", "ปลัดเทศบาล"),
                            Signature("ผู้รับรอง", "นายกเทศมนตรีตำบลโคกสะอาด"),
                        )
                    ),
                ),
                landscape=True,
            ),
        ),
        made_on=date(2023, 4, 5),
        footer="เทศบาลตำบลโคกสะอาด รอบ ๖ เดือน",
    )
