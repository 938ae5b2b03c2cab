"""Bodies of pages that open: texts, lists and tables."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.blind2.office import DIGITS, UNITS, Office, day, person, year
from benchmarks.audit.blind2.prose import file_name, news, paper, paragraphs, sentence, table

Matter = Callable[[Random, Office], tuple[str, str]]  # title and body


def article(rng: Random, office: Office) -> tuple[str, str]:
    title = news(rng, office)
    pictures = "".join(f'<img src="/images/{file_name(rng, "jpg")}">' for _ in range(rng.randint(0, 6)))
    return (
        title,
        f"<h2>{title}</h2><small>เขียนโดย Admin วันที่ {day(rng)} ฮิต: {rng.randint(20, 3000)}</small>{paragraphs(rng, office, rng.randint(1, 4))}{pictures}",
    )


def news_list(rng: Random, office: Office) -> tuple[str, str]:
    rows = "".join(
        f'<div class="item"><a href="#">{news(rng, office)}</a> <span>{day(rng)}</span></div>'
        for _ in range(rng.randint(8, 20))
    )
    return "ข่าวประชาสัมพันธ์", f"{rows}<div>หน้า 1 <a href='?page=2'>2</a> <a href='?page=3'>3</a> ถัดไป &raquo;</div>"


def pdf_list(rng: Random, office: Office) -> tuple[str, str]:
    title = paper(rng, office)
    files = "".join(
        f'<li><a href="/upload/{file_name(rng)}">{paper(rng, office)}</a> ขนาด {rng.randint(90, 9000)} KB ดาวน์โหลด {rng.randint(0, 300)} ครั้ง</li>'
        for _ in range(rng.randint(2, 12))
    )
    return title, f"<h3>{title}</h3><ul>{files}</ul>"


def one_file(rng: Random, office: Office) -> tuple[str, str]:
    title = paper(rng, office)
    return title, f'<h3>{title}</h3><p><a href="/files/com_news/{file_name(rng)}">ดาวน์โหลดเอกสาร</a></p>'


def law(rng: Random, office: Office) -> tuple[str, str]:
    """Long legal text; some clauses speak of secrets, passwords and members."""
    title = "ระเบียบ" + rng.choice(
        (
            "ว่าด้วยการรักษาความลับของทางราชการ",
            "กระทรวงมหาดไทยว่าด้วยการพัสดุ",
            "ว่าด้วยข้อมูลข่าวสารของราชการ",
            "ว่าด้วยการเข้าถึงระบบสารสนเทศ",
        )
    )
    clauses = "".join(f"<p>ข้อ {n} {sentence(rng, office)}</p>".translate(DIGITS) for n in range(1, rng.randint(9, 22)))
    extra = "<p>ข้อ ๒๓ ผู้ใช้งานต้องเข้าสู่ระบบด้วยชื่อผู้ใช้และรหัสผ่านของตน และต้องออกจากระบบทุกครั้งเมื่อใช้งานเสร็จ</p>"
    return title, f"<h2>{title} พ.ศ. {year(rng)}</h2>{clauses}{extra}"


def people(rng: Random, office: Office) -> tuple[str, str]:
    head = f"บุคลากร{rng.choice(UNITS)}"
    made = "".join(
        f'<div class="person"><img src="/personal/{file_name(rng, "jpg")}"><br>{person(rng)}<br>{rng.choice(("นักวิเคราะห์นโยบายและแผน", "เจ้าพนักงานธุรการ", "นายช่างโยธา", "ผู้อำนวยการกอง"))}<br>โทร {office.phone} ต่อ {rng.randint(10, 40)}</div>'
        for _ in range(rng.randint(3, 9))
    )
    return head, f"<h3>{head}</h3>{made}"


def purchases(rng: Random, office: Office) -> tuple[str, str]:
    rows = [
        [
            str(n),
            news(rng, office),
            f"{rng.randint(3, 900) * 500:,}.00",
            rng.choice(("เฉพาะเจาะจง", "e-bidding")),
            f"หจก.{rng.choice(('รุ่งเรือง', 'ทรัพย์เจริญ', 'โชคชัย'))}การโยธา",
            day(rng),
        ]
        for n in range(1, rng.randint(4, 15))
    ]
    title = f"สรุปผลการดำเนินการจัดซื้อจัดจ้าง (สขร.1) ปี {year(rng)}"
    return title, table(rng, ["ลำดับ", "งานที่จัดซื้อหรือจัดจ้าง", "วงเงิน", "วิธี", "ผู้ได้รับคัดเลือก", "ลงวันที่"], rows)


def numbers(rng: Random, office: Office) -> tuple[str, str]:
    rows = [
        [month, *[str(rng.choice((0, 0, 0, 1, 2))) for _ in range(3)]]
        for month in ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.")
    ]
    return f"สถิติเรื่องร้องเรียน ปี {year(rng)}", table(rng, ["เดือน", "ทุจริต", "ทั่วไป", "ไฟฟ้า/ประปา"], rows)


def no_complaints(rng: Random, office: Office) -> tuple[str, str]:
    """True pages that say nothing was found: the finding itself."""
    title = f"สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ปีงบประมาณ {year(rng)}"
    said = rng.choice((
        "ในช่วงเวลาดังกล่าวไม่พบเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่แต่อย่างใด",
        "{short} ขอรายงานว่า ไม่มีข้อมูลเรื่องร้องเรียน (จำนวน 0 เรื่อง)",
        "ผลการตรวจสอบ: ไม่พบข้อมูลการร้องเรียน รอบ 6 เดือนแรก (ตุลาคม - มีนาคม)",
    )).format(short=office.short)  # fmt: skip
    return title, f"<h3>{title}</h3><p>{said}</p><p>ข้อมูล ณ วันที่ {day(rng)} ผู้รายงาน {person(rng)} {rng.choice(UNITS)}</p>"


def about_missing(rng: Random, office: Office) -> tuple[str, str]:
    """News whose words look like an error page."""
    title, first = rng.choice((
        ("ประกาศ เว็บไซต์เดิมถูกยกเลิก", "เว็บไซต์เดิมไม่สามารถเข้าถึงได้แล้ว เนื่องจากย้ายผู้ให้บริการ ขอให้ใช้ที่อยู่ใหม่นี้ หากพบข้อความ 404 Not Found ให้แจ้งงานประชาสัมพันธ์"),
        ("รายงานผู้ติดเชื้อรายใหม่", "วันนี้ไม่พบผู้ติดเชื้อรายใหม่ในพื้นที่ ผลตรวจเชิงรุกจำนวน 404 ราย"),
        ("ประกาศตามหาทรัพย์สินสูญหาย", "กล้องวงจรปิดหมายเลข 404 สูญหาย ไม่พบผู้รับผิดชอบ ผู้พบเห็นโปรดแจ้ง"),
        ("คู่มือการใช้งานระบบสารสนเทศ", "กรณีขึ้นข้อความ “ไม่พบหน้าที่ต้องการ” หรือ “ไม่พบข้อมูล” ให้ล้างแคชของเบราว์เซอร์แล้วลองใหม่"),
    ))  # fmt: skip
    return title, f"<h3>{title}</h3><p>{first}</p>{paragraphs(rng, office, 1)}"


def history(rng: Random, office: Office) -> tuple[str, str]:
    return "สภาพทั่วไปและข้อมูลพื้นฐาน", f"<h3>ประวัติ{office.name}</h3>{paragraphs(rng, office, rng.randint(3, 6), 4)}"


def short_notice(rng: Random, office: Office) -> tuple[str, str]:
    title = paper(rng, office)
    return title, f"<p>{sentence(rng, office)}</p>"


def ita_index(rng: Random, office: Office) -> tuple[str, str]:
    rows = [
        [f"O{n}", paper(rng, office), f'<a href="/ita/{file_name(rng)}">คลิก</a>'] for n in range(1, rng.randint(12, 44))
    ]
    title = f"การประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA) ประจำปี {year(rng)}"
    return title, table(rng, ["ข้อ", "ข้อมูล", "URL"], rows)


def search_hits(rng: Random, office: Office) -> tuple[str, str]:
    hits = "".join(
        f"<p><a href='#'>{paper(rng, office)}</a><br>{sentence(rng, office)}</p>" for _ in range(rng.randint(3, 8))
    )
    return "ผลการค้นหา", f"<p>พบ {rng.randint(3, 40)} รายการ สำหรับคำว่า “แผน”</p>{hits}"


def english(rng: Random, office: Office) -> tuple[str, str]:
    return "General information", (
        f"<h3>General information of {office.latin.title()} Subdistrict</h3><p>The administrative organization has an area of {rng.randint(20, 180)} square kilometres, "
        f"{rng.randint(5, 16)} villages and {rng.randint(900, 5000):,} households. Most people grow rice and cassava. Phone {office.phone}.</p>"
        "<p>Public services: tax payment, garbage collection, water supply, welfare for the elderly and disabled.</p>"
    )


TEXTS: tuple[Matter, ...] = (
    article, article, news_list, pdf_list, one_file, law, people, purchases, numbers, no_complaints, about_missing,
    history, short_notice, ita_index, search_hits, english,
)  # fmt: skip
