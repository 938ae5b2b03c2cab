"""Bodies of pages that open although they hold few words or a form: boards, pictures, embedded files."""

from random import Random

from benchmarks.audit.blind2.matter_text import Matter
from benchmarks.audit.blind2.office import Office, day, person, year
from benchmarks.audit.blind2.prose import file_name, news, paper, sentence

QUESTIONS = [
    "น้ำประปาไม่ไหลมา 3 วันแล้วครับ",
    "ขอสอบถามเรื่องเบี้ยยังชีพผู้สูงอายุ",
    "ไฟถนนหน้าวัดดับ",
    "สอบถามการต่อใบอนุญาตก่อสร้าง",
    "ภาษีที่ดินต้องจ่ายเดือนไหนคะ",
    "ขอถังขยะเพิ่มหน้าปากซอย",
    "ถนนเป็นหลุมบ่อมาก",
]
REPLIES = [
    "ได้แจ้งกองช่างดำเนินการแล้วค่ะ",
    "ติดต่อได้ที่งานพัฒนารายได้ ในวันเวลาราชการครับ",
    "ขอบคุณที่แจ้งเข้ามา จะออกตรวจสอบภายในสัปดาห์นี้",
    "ดำเนินการแก้ไขเรียบร้อยแล้ว",
]


def board(rng: Random, office: Office) -> tuple[str, str]:
    rows = "".join(
        f"<tr><td>{rng.randint(100, 900)}</td><td><a href='#'>{rng.choice(QUESTIONS)}</a></td><td>{rng.randint(0, 9)}/{rng.randint(10, 900)}</td><td>{day(rng)}</td></tr>"
        for _ in range(rng.randint(5, 14))
    )
    return (
        "กระดานถาม-ตอบ (Q&A)",
        f"<table><tr><th>ที่</th><th>หัวข้อ</th><th>ตอบ/อ่าน</th><th>วันที่</th></tr>{rows}</table><p>ตั้งกระทู้ใหม่ต้อง <a href='/login'>เข้าสู่ระบบ</a></p>",
    )


def thread(rng: Random, office: Office) -> tuple[str, str]:
    """One question with answers, and a form whose password removes the post again."""
    asked = rng.choice(QUESTIONS)
    answers = "".join(
        f"<div>ความคิดเห็นที่ {n}: {rng.choice(REPLIES)} โดย {person(rng)} {day(rng)}</div>"
        for n in range(1, rng.randint(2, 5))
    )
    form = '<form method="post">ชื่อ <input name="name"> ข้อความ <textarea name="msg"></textarea> รหัสผ่าน (สำหรับลบ/แก้ไข) <input type="password" name="pwd"><input type="submit" value="ตอบกระทู้"></form>'
    return asked, f"<b>{asked}</b><p>{sentence(rng, office)}</p>{answers}{form}"


def complaint_form(rng: Random, office: Office) -> tuple[str, str]:
    title = rng.choice(("แจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "ร้องเรียน/ร้องทุกข์ออนไลน์", "ถาม-ตอบ Q&A ติดต่อผู้ดูแล"))
    password = rng.choice(("", '<label>ตั้งรหัสผ่านเพื่อติดตามเรื่อง <input type="password" name="track"></label>'))
    return title, (
        f'<h3>{title}</h3><form method="post"><label>ชื่อ-สกุล <input name="fullname"></label><label>เลขบัตรประชาชน <input name="cid" maxlength="13"></label><label>โทรศัพท์ <input name="tel"></label>{password}'
        f'<label>เรื่อง <input name="subject"></label><textarea name="detail"></textarea><input type="file" name="f"> <button>ส่งเรื่อง</button></form><p>ข้อมูลของผู้ร้องเรียนจะถูกเก็บเป็นความลับ โทร {office.phone}</p><p>รับเรื่องแล้ว {rng.randint(1, 990)} เรื่อง ณ {day(rng)}</p>'
    )


def scans(rng: Random, office: Office) -> tuple[str, str]:
    title = paper(rng, office)
    return title, "".join(
        f'<p><img src="/images/stories/{file_name(rng, "jpg")}" width="700"></p>' for _ in range(rng.randint(1, 7))
    )


def chart(rng: Random, office: Office) -> tuple[str, str]:
    return "โครงสร้างหน่วยงาน", f'<img src="/images/structure{year(rng)}.png" alt="แผนผังโครงสร้าง{office.name}">'


def viewer(rng: Random, office: Office) -> tuple[str, str]:
    title, name = paper(rng, office), file_name(rng)
    return title, rng.choice((
        f'<object data="/upload/{name}" type="application/pdf" width="100%" height="900"></object>',
        f'<embed src="/upload/{name}" width="800" height="1000">',
        f'<iframe src="/pdfjs/web/viewer.html?file=/upload/{name}" width="100%" height="800"></iframe>',
        f'<div class="pdfemb-viewer" data-pdf-url="/wp-content/uploads/{name}"><a href="/wp-content/uploads/{name}">{title}</a></div>',
        f'<iframe src="https://drive.google.com/file/d/1{rng.randrange(16**20):x}/preview"></iframe>',
    ))  # fmt: skip


def flipbook(rng: Random, office: Office) -> tuple[str, str]:
    return paper(
        rng, office
    ), f'<iframe src="https://online.anyflip.com/{office.latin}/{rng.randrange(9999)}/" allowfullscreen></iframe>'


def outside_form(rng: Random, office: Office) -> tuple[str, str]:
    where = rng.choice(
        ("https://docs.google.com/forms/d/e/1FAIp", "https://itas.nacc.go.th/go/eit/", "https://www.youtube.com/embed/")
    )
    return rng.choice(
        ("แบบสำรวจความพึงพอใจ", "ช่องทางตอบแบบวัด EIT", "วีดิทัศน์แนะนำหน่วยงาน")
    ), f'<iframe src="{where}{rng.randrange(16**9):x}" width="640" height="900">กำลังโหลด…</iframe>'


def contact(rng: Random, office: Office) -> tuple[str, str]:
    return (
        "ติดต่อหน่วยงาน",
        f'<p>ที่ทำการ{office.whole} {rng.randint(10000, 96000)}<br>โทรศัพท์ {office.phone} โทรสาร {office.phone}</p><iframe src="https://www.google.com/maps/embed?pb=!1m18{rng.randrange(999)}"></iframe>',
    )


def calendar(rng: Random, office: Office) -> tuple[str, str]:
    cells = "".join(
        f"<td>{n}{'<br>' + news(rng, office) if rng.random() < 0.12 else ''}</td>" + ("</tr><tr>" if n % 7 == 0 else "")
        for n in range(1, 31)
    )
    return "ปฏิทินกิจกรรม", f"<table><tr>{cells}</tr></table>"


def services(rng: Random, office: Office) -> tuple[str, str]:
    names = (
        "แจ้งซ่อมไฟฟ้าสาธารณะ",
        "ชำระภาษีออนไลน์",
        "ขอใช้น้ำอุปโภคบริโภค",
        "ลงทะเบียนผู้สูงอายุ",
        "จองคิวรับบริการ",
        "ขออนุญาตก่อสร้าง",
    )
    icons = "".join(
        f'<a href="/eservice/{n}"><img src="/icon/{n}.png"> {name}</a>' for n, name in enumerate(rng.sample(names, 4))
    )
    return (
        "ระบบบริการออนไลน์ E-Service",
        f"{icons}<p>ขั้นตอน: 1) เลือกบริการ 2) กรอกแบบฟอร์ม 3) รอเจ้าหน้าที่ติดต่อกลับภายใน {rng.randint(1, 7)} วันทำการ</p>",
    )


def gambling(rng: Random, office: Office) -> tuple[str, str]:
    """The office's own page, with links that an intruder hid in it."""
    title, spam = (
        paper(rng, office),
        ("สล็อตเว็บตรง", "บาคาร่าออนไลน์", "pg slot แตกง่าย", "แทงบอล ufabet", "หวยออนไลน์ บาทละ 1000"),
    )
    hidden = "".join(
        f'<a href="https://slot{rng.randint(11, 999)}.example/">{rng.choice(spam)}</a> '
        for _ in range(rng.randint(8, 40))
    )
    return (
        title,
        f'<h3>{title}</h3><p>{sentence(rng, office)}</p><a href="/upload/{file_name(rng)}">เปิดเอกสาร</a><div style="position:absolute;left:-9999px">{hidden}</div>',
    )


THIN: tuple[Matter, ...] = (
    board, thread, thread, complaint_form, complaint_form, scans, chart, viewer, viewer, flipbook, outside_form, contact, calendar, services, gambling,
)  # fmt: skip
