"""A memo of a round, blank or signed, for the tests of what is drawn."""

import io
from dataclasses import replace
from datetime import date

from PIL import Image

from prongsai.core.monthly_round import Counts, DecisionLine, Sheet, WaitingLine, WorkLine
from prongsai.documents.memo import Memo, MemoSigner
from prongsai.documents.round_memo import RoundMemoFacts, build_round_memo

WORK = WorkLine(1, 10, "1. ประเด็น", "เผยแพร่แผนการจัดซื้อจัดจ้าง", ("กองคลัง",), date(2022, 11, 30), is_new=True)
SHEET = Sheet(
    agency="เทศบาลตำบลโคกสะอาด",
    month=date(2022, 12, 1),
    as_of=date(2022, 12, 2),
    since=date(2022, 11, 2),
    counts=Counts(late=5, new_late=2, due=1, done=0, returned=1, waiting=1),
    late=(WORK, replace(WORK, text="ปรับปรุงคู่มือประชาชน", units=("กองช่าง", "กองคลัง", "สำนักปลัด")), WORK, WORK),
    due=(replace(WORK, text="รายงาน สขร.1 ที่ http://www.example.go.th/o11"),),
    returned=(WaitingLine(1, "1. ก", "รายงานไตรมาส 1", None, "ลิงก์เสีย"),),
    waiting=(WaitingLine(2, "2. ข", "ประกาศ No Gift Policy", None),),
    decisions=(
        DecisionLine(1, date(2022, 11, 1), 1, "เร่งรัดกองคลัง", "กองคลัง", date(2022, 11, 30), "open"),
        DecisionLine(2, date(2022, 12, 1), 1, "ปรับปรุงหน้าเว็บ ITA", "", date(2022, 12, 20), "open"),
        DecisionLine(3, date(2022, 12, 1), 2, "ข้อที่ยกเลิก", "", date(2022, 12, 20), "withdrawn"),
    ),
)
FACTS = RoundMemoFacts(
    sheet=SHEET,
    fiscal_year=2566,
    from_unit="สำนักปลัด เทศบาลตำบลโคกสะอาด โทร. 0 4400 0000",
    number="ชย 71201/",
    dated_on=None,
    reporter=MemoSigner("นายสมชาย ตัวอย่าง", "ปลัดเทศบาล"),
    executive=MemoSigner("", "นายกเทศมนตรีตำบลโคกสะอาด"),
    made_on=date(2022, 12, 2),
)


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", (80, 100), (120, 0, 0, 255)).save(drawn, "PNG")
    return drawn.getvalue()


def blank_memo() -> Memo:
    return build_round_memo(FACTS)


def signed_memo() -> Memo:
    return build_round_memo(
        replace(
            FACTS,
            number="ชย 71201/45",
            dated_on=date(2022, 12, 2),
            executive=MemoSigner("นางสาวผู้นำ ใจดี", "นายกเทศมนตรีตำบลโคกสะอาด"),
            comment="ทราบ\nให้เร่งรัดงานที่ค้าง 5 รายการ",
            signed="ลงนามทางอิเล็กทรอนิกส์เมื่อวันที่ ๒ ธันวาคม ๒๕๖๕ เวลา ๑๐.๓๐ น.\nรหัสของเนื้อหาที่ลงนาม (SHA-256) " + "0a" * 32,
            garuda_png=picture(),
        )
    )
