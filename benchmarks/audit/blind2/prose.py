"""Thai of local offices, put together from phrases: titles, sentences, file names, rows."""

from random import Random

from benchmarks.audit.blind2.office import DIGITS, UNITS, Office, day, person, year

PROJECTS = [
    "โครงการอบรมคุณธรรมจริยธรรมผู้บริหารและพนักงาน",
    "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก",
    "โครงการป้องกันและควบคุมโรคไข้เลือดออก",
    "โครงการวันผู้สูงอายุแห่งชาติ",
    "โครงการจัดการขยะต้นทางในครัวเรือน",
    "โครงการรณรงค์ลดอุบัติเหตุช่วงเทศกาลปีใหม่",
    "โครงการประชาคมท้องถิ่นเพื่อทบทวนแผนพัฒนา",
    "โครงการส่งเสริมอาชีพกลุ่มสตรี",
    "โครงการขุดลอกลำห้วยสาธารณะ",
    "โครงการวัคซีนสุนัขและแมวปลอดโรคพิษสุนัขบ้า",
    "โครงการศูนย์พัฒนาเด็กเล็กปลอดภัย",
    "โครงการติดตั้งไฟฟ้าส่องสว่างสาธารณะ",
    "โครงการสืบสานประเพณีลอยกระทง",
]
PAPERS = [
    "แผนพัฒนาท้องถิ่น พ.ศ. {five}",
    "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {y}",
    "แผนอัตรากำลัง 3 ปี (พ.ศ. {y} - {y2})",
    "แผนการใช้จ่ายงบประมาณประจำปี {y}",
    "รายงานการกำกับติดตามการใช้จ่ายงบประมาณ รอบ 6 เดือน ปี {y}",
    "รายงานผลการสำรวจความพึงพอใจการให้บริการ ปีงบประมาณ {y}",
    "สรุปผลการจัดซื้อจัดจ้างรายเดือน (แบบ สขร.1) ปี {y}",
    "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต ปี {y}",
    "ประกาศนโยบายไม่รับของขวัญ (No Gift Policy) ประจำปี {y}",
    "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ปี {y}",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปี {y}",
    "คู่มือการปฏิบัติงานการรับเรื่องร้องเรียนร้องทุกข์",
    "เทศบัญญัติงบประมาณรายจ่ายประจำปีงบประมาณ {y}",
    "แผนการจัดซื้อจัดจ้างหรือแผนการจัดหาพัสดุ ปี {y}",
    "ประมวลจริยธรรมพนักงานส่วนท้องถิ่น",
    "รายงานการประชุมสภาสมัยสามัญ สมัยที่ {n} ประจำปี {y}",
]
DOINGS = ["ประกาศ", "ขอเชิญร่วม", "ประชาสัมพันธ์", "จัดกิจกรรม", "ดำเนิน", "รายงานผล", "ลงพื้นที่ติดตาม", "เปิดรับสมัครผู้เข้าร่วม"]
SENTENCES = [
    "เมื่อวันที่ {day} {short} โดย{person} ได้{do}{project} ณ หมู่ที่ {n} มีผู้เข้าร่วมจำนวน {many} คน",
    "{short}ได้รับงบประมาณจำนวน {baht} บาท เพื่อดำเนิน{project}",
    "ทั้งนี้ ผู้สนใจสามารถสอบถามรายละเอียดเพิ่มเติมได้ที่{unit} {name} โทร {phone} ในวันและเวลาราชการ",
    "อาศัยอำนาจตามความในมาตรา {n} แห่งพระราชบัญญัติที่เกี่ยวข้อง {name}จึงกำหนดแนวทางปฏิบัติไว้ดังต่อไปนี้",
    "ผู้บริหาร สมาชิกสภา และพนักงานทุกระดับขอประกาศเจตนารมณ์ว่าจะปฏิบัติหน้าที่ด้วยความซื่อสัตย์สุจริต โปร่งใส และตรวจสอบได้",
    "ผลการประเมินความพึงพอใจของผู้รับบริการในภาพรวมอยู่ในระดับมาก คิดเป็นร้อยละ {percent}",
    "{unit}ได้ตรวจสอบแล้วเห็นว่าเป็นไปตามระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น",
    "ประชาชนในพื้นที่ตำบล{place}ส่วนใหญ่ประกอบอาชีพเกษตรกรรม ทำนา ทำไร่ และเลี้ยงสัตว์ มีทั้งหมด {n} หมู่บ้าน {many} ครัวเรือน",
    "กำหนดส่งมอบงานภายใน {many} วัน นับถัดจากวันลงนามในสัญญา โดยมี{person} เป็นประธานกรรมการตรวจรับพัสดุ",
    "จึงประกาศให้ทราบโดยทั่วกัน ประกาศ ณ วันที่ {day}",
    "ระยะเวลาดำเนินการ {n} วันทำการ ค่าธรรมเนียมฉบับละ {n} บาท เอกสารประกอบได้แก่ บัตรประจำตัวประชาชนและสำเนาทะเบียนบ้าน",
    "{person} ตำแหน่งหัวหน้า{unit} กล่าวว่า การดำเนินงานครั้งนี้เป็นไปตามแผนที่วางไว้และจะขยายผลไปยังหมู่ที่ {n} ในปีถัดไป",
    "กิจกรรมดังกล่าวเป็นส่วนหนึ่งของการเสริมสร้างวัฒนธรรมสุจริตและการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปี {y}",
    "สภามีมติเห็นชอบด้วยคะแนนเสียง {n} เสียง งดออกเสียง 1 เสียง และให้เสนอนายอำเภอพิจารณาอนุมัติต่อไป",
]


def filled(rng: Random, office: Office, phrase: str) -> str:
    """The phrase with this office's facts and fresh numbers in its gaps."""
    now = year(rng)
    return phrase.format(
        day=day(rng), short=office.short, name=office.name, phone=office.phone, place=office.place, person=person(rng),
        do=rng.choice(DOINGS), project=rng.choice(PROJECTS), unit=rng.choice(UNITS), n=rng.randint(2, 14),
        many=rng.randint(15, 480), baht=f"{rng.randint(12, 990) * 1000:,}", percent=f"{rng.uniform(78, 98):.2f}",
        y=now, y2=now + 2, five=f"{now - now % 5} - {now - now % 5 + 5}",
    )  # fmt: skip


def paper(rng: Random, office: Office) -> str:
    """The title of a document that offices publish."""
    title = filled(rng, office, rng.choice(PAPERS))
    return title.translate(DIGITS) if rng.random() < 0.2 else title


def news(rng: Random, office: Office) -> str:
    """The title of a piece of news."""
    ends = (f" ประจำปี {year(rng)}", f" หมู่ที่ {rng.randint(1, 14)} ตำบล{office.place}", f" {day(rng)}", "")
    return rng.choice(DOINGS) + rng.choice(PROJECTS) + rng.choice(ends)


def sentence(rng: Random, office: Office) -> str:
    return filled(rng, office, rng.choice(SENTENCES))


def paragraphs(rng: Random, office: Office, many: int, each: int = 3) -> str:
    """HTML: so many paragraphs, no sentence pattern twice in one of them."""
    made = []
    for _ in range(many):
        patterns = rng.sample(SENTENCES, each)
        made.append("<p>" + " ".join(filled(rng, office, one) for one in patterns) + "</p>")
    return "\n".join(made)


def file_name(rng: Random, ending: str = "pdf") -> str:
    """The name an upload form gave a file."""
    stamp = f"25{rng.randint(60, 68)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    ways = (
        f"{stamp}_{rng.randrange(10**6):06}",
        f"{rng.randrange(16**10):010x}",
        f"ITA{stamp[:4]}-O{rng.randint(1, 43)}",
        f"file_{stamp}{rng.randrange(999)}",
    )
    return f"{rng.choice(ways)}.{ending}"


def table(rng: Random, heads: list[str], rows: list[list[str]]) -> str:
    """An HTML table as offices paste them out of a spreadsheet."""
    style = rng.choice(
        ('border="1" cellpadding="3" cellspacing="0"', 'class="table table-bordered"', 'width="100%" border="1"')
    )
    top = "".join(f"<th>{head}</th>" for head in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table {style}><tr>{top}</tr>\n{body}</table>"
