"""Main texts of pages that open: ordinary ones, and those that a hasty rule would call missing."""

from random import Random

from benchmarks.audit.site.thai_text import Agency, Item, bullets, paragraph, table


def article(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """Heading, paragraphs, mostly a table or a list of files."""
    parts = [f"<h2>{item.title} ประจำปีงบประมาณ พ.ศ. {year}</h2>"]
    parts += [f"<p>{paragraph(draw, item, year, owner.name)}</p>" for _ in range(draw.randint(2, 7))]
    if draw.random() < 0.5:
        rows = table(draw, year, draw.randint(3, 12))
        parts.append(
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row) + "</tr>" for row in rows)
            + "</table>"
        )
    if draw.random() < 0.4:
        parts.append(file_list(draw, item, year, owner))
    return "\n".join(parts)


def file_list(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """Nothing but names of files to download."""
    listed = "".join(
        f'<li><a href="/files/{draw.randrange(99999)}.pdf">{one}</a></li>' for one in bullets(draw, item, year)
    )
    return f"<h2>{item.title}</h2><ul>{listed}</ul>"


def short(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """One or two sentences."""
    return f"<h2>{item.title}</h2><p>{paragraph(draw, item, year, owner.name, sentences=1)}</p>"


def contact(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """An address and telephone numbers."""
    return (
        f"<h3>ติดต่อ{owner.name}</h3><p>ที่ทำการ{owner.name} เลขที่ {draw.randint(1, 299)} หมู่ที่ {draw.randint(1, 14)} จังหวัด{owner.province} "
        f"โทรศัพท์ 0-44{draw.randint(10, 99)}-{draw.randint(1000, 9999)} โทรสาร 0-4400-0000 อีเมล saraban@{draw.randint(100, 999)}.go.th</p>"
    )


_NOTHING_FOUND = (
    "ไม่พบเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่ในปีงบประมาณ พ.ศ. {year}",
    "ผลการตรวจสอบไม่พบการกระทำที่ขัดต่อประมวลจริยธรรม และไม่พบข้อมูลการร้องเรียนแต่อย่างใด ในรอบปีงบประมาณ พ.ศ. {year}",
    "สถิติเรื่องร้องเรียน ประจำปี {year} จำนวน 0 เรื่อง ไม่มีข้อมูลเรื่องร้องเรียน ไม่พบผู้กระทำผิด",
    "สำรวจครัวเรือนทั้งหมด 404 ครัวเรือน ไม่พบผู้ป่วยโรคไข้เลือดออก ข้อมูล ณ เดือนกันยายน {year}",
    "หน่วยตรวจสอบภายในตรวจสอบแล้ว ไม่พบข้อผิดพลาดในการเบิกจ่าย และไม่พบเอกสารสูญหาย ประจำปีงบประมาณ พ.ศ. {year}",
    "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใด ประจำปี {year} ไม่มีผู้รับของขวัญ ไม่พบรายการที่ต้องรายงาน",
)


def nothing_found(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """A good page whose news is that nothing was found."""
    sentence = draw.choice(_NOTHING_FOUND).format(year=year)
    return f"<h2>{sentence[:40]}</h2><p>{owner.name} ขอรายงานว่า {sentence}</p>"


def page_about_sign_in(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """A manual that speaks of signing in, without a form."""
    return (
        f"<h2>คู่มือการเข้าสู่ระบบ E-Service ของ{owner.name} ปี {year}</h2><p>1. กดปุ่มเข้าสู่ระบบ 2. กรอกชื่อผู้ใช้และรหัสผ่านที่ได้รับจากเจ้าหน้าที่ 3. เลือกประเภทคำร้อง "
        f"4. แนบเอกสารและกดส่งคำร้อง</p><p>{paragraph(draw, item, year, owner.name)}</p>"
    )


SIGN_IN_BOX = (
    '<div class="login-box"><h4>สำหรับเจ้าหน้าที่</h4><form action="/login" method="post">ชื่อผู้ใช้ <input name="username"> '
    'รหัสผ่าน <input type="password" name="password"><button>เข้าสู่ระบบ</button> <a href="/forgot">ลืมรหัสผ่าน</a></form></div>'
)


def with_sign_in_box(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """An ordinary article beside the small sign-in form that many sites show on every page."""
    return article(draw, item, year, owner) + SIGN_IN_BOX


def portal(draw: Random, item: Item, year: int, owner: Agency) -> str:
    """The page of all items, as full of links as a front page."""
    from benchmarks.audit.site.thai_text import items

    listed = "".join(f'<li><a href="/oit/{year}/{one.code}">{one.code} {one.title}</a></li>' for one in items())
    return f"<h2>การเปิดเผยข้อมูลสาธารณะ (OIT) {owner.name} ปีงบประมาณ พ.ศ. {year}</h2><ol>{listed}</ol>"


def home(draw: Random, owner: Agency) -> str:
    """The middle of a front page: greeting, news, pictures."""
    from benchmarks.audit.site.thai_text import items

    news = "".join(
        f'<div class="news"><a href="/news/{draw.randrange(999)}">{paragraph(draw, draw.choice(items()), 2569, owner.name, sentences=1)}</a></div>'
        for _ in range(7)
    )
    return (
        f"<h2>ยินดีต้อนรับ</h2><p>{owner.name} จังหวัด{owner.province} บริหารงานด้วยหลักธรรมาภิบาล โปร่งใส ตรวจสอบได้</p>"
        f"<h3>ข่าวประชาสัมพันธ์</h3>{news}<h3>ภาพกิจกรรม</h3><img src='/a.jpg' alt='กิจกรรมจิตอาสา'><img src='/b.jpg' alt='ประชุมสภา'>"
    )
