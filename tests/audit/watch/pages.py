"""Pages of a made-up agency, clean and broken into, as such pages really look."""

MENU = """
<ul class="menu"><li><a href="/">หน้าแรก</a></li><li><a href="/about">ข้อมูลทั่วไป</a>
<ul style="display:none"><li><a href="/history">ประวัติ</a></li><li><a href="https://www.facebook.com/tambon">Facebook</a></li>
<li><a href="https://www.dla.go.th">กรมส่งเสริมการปกครองท้องถิ่น</a></li></ul></li></ul>
"""
NEWS = """
<h1>แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566</h1>
<p>องค์การบริหารส่วนตำบลตัวอย่างขอเผยแพร่แผนปฏิบัติการป้องกันการทุจริต เพื่อให้ประชาชนทราบโดยทั่วกัน</p>
<p>มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต มิติที่ 2 การบริหารราชการเพื่อป้องกันการทุจริต</p>
<a href="/files/plan2566.pdf">ดาวน์โหลดแผน</a> <a href="https://www.nacc.go.th/">ป.ป.ช.</a>
"""
FOOTER = '<div class="footer">ติดต่อ 0 4400 0000 <iframe src="https://www.google.com/maps/embed?pb=1" width="600" height="400"></iframe></div>'
TITLE = "อบต.ตัวอย่าง จังหวัดชัยภูมิ"


def page(body: str = "", *, title: str = TITLE, head: str = "", main: str = NEWS) -> str:
    """A whole page of the agency with this put into it."""
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"<style>.menu{{display:none}}</style></head><body>{MENU}{main}{body}{FOOTER}</body></html>"
    )


def link(address: str, words: str) -> str:
    return f'<a href="{address}">{words}</a>'


# name -> (page, a code that must be among the alarms)
BROKEN_INTO: dict[str, tuple[str, str]] = {
    "slot links at the end": (page(link("https://best-pg.xyz/", "สล็อตเว็บตรง")), "spam_links"),
    "a link of the word list's host": (page(link("https://ufabet-th.vip/", "คลิก")), "spam_links"),
    "links in an off-screen block": (
        page(f'<div style="position:absolute; left:-9999px">{link("https://a.xyz/", "สล็อต pg แตกง่าย")}</div>'),
        "hidden_spam_links",
    ),
    "links hidden by display none": (
        page(f'<div style="display: none">{link("https://a.top/slot-gacor", "slot gacor hari ini")}</div>'),
        "hidden_spam_links",
    ),
    "links of no size": (
        page(f'<p style="font-size:0px;">{link("https://a.top/", "บาคาร่าออนไลน์")}</p>'),
        "hidden_spam_links",
    ),
    "hidden attribute": (page(f"<div hidden>{link('https://a.top/', 'situs judi online')}</div>"), "hidden_spam_links"),
    "marquee one pixel high": (
        page(
            f'<marquee style="width:1px;height:1px;overflow:hidden">{link("https://x.club/", "แทงบอลออนไลน์")}</marquee>'
        ),
        "hidden_spam_links",
    ),
    "nested hidden": (
        page(f'<div style="text-indent:-9999px"><span><b>{link("http://b.bid/", "คาสิโนสด")}</b></span></div>'),
        "hidden_spam_links",
    ),
    "hidden strangers without words": (
        page(f'<div style="opacity:0;position:absolute">{link("http://zq1.icu/", "x")}{link("http://zq2.icu/", "y")}</div>'),
        "hidden_links",
    ),
    "many hidden strangers": (
        page(
            '<div style="display:none">' + "".join(link(f"http://site{n}.shop/", "great shoes") for n in range(4)) + "</div>"
        ),
        "hidden_links",
    ),
    "own doorway page": (page(link("/wp-content/slot-gacor/", "slot gacor maxwin")), "spam_links"),
    "doorway on another public body": (
        page(link("http://hospital.go.th/slot88/", "slot88 resmi")),
        "spam_links",
    ),
    "two phrases to a public body": (page(link("http://school.ac.th/a/", "สล็อตเว็บตรง เครดิตฟรี")), "spam_links"),
    "Thai host": (page(link("https://xn--12c1b.example.com/สล็อต", "ดูเพิ่ม")), "spam_links"),
    "escaped Thai path": (page(link("https://ex.com/%E0%B8%AA%E0%B8%A5%E0%B9%87%E0%B8%AD%E0%B8%95", "ดูเพิ่ม")), "spam_links"),
    "image link": (page('<a href="https://new.example.com/"><img src="a.gif" alt="ทางเข้า ufabet"></a>'), "spam_links"),
    "letters as numbers": (
        page("<p>" + "".join(f"&#{ord(char)};" for char in "แผนการ") * 4 + "</p>"
             + f'<a href="https://n.top/">{"".join(f"&#{ord(char)};" for char in "สล็อตเว็บตรง")}</a>'),
        "spam_links",
    ),
    "comments of a web board": (
        page("".join(link(f"https://promo{n}.com/", "เว็บแทงบอล ฝากถอนออโต้") for n in range(20))), "spam_links",
    ),
    "pharmacy links": (page(link("https://cheap-meds.example.com/", "Buy Viagra online")), "spam_links"),
    "pharmacy hidden": (
        page(f'<div style="display:none">{link("https://rx.example.com/", "generic cialis no prescription")}</div>'),
        "hidden_spam_links",
    ),
    "loan links": (page(link("https://ngern.example.com/", "เงินด่วนโอนไว แค่บัตรประชาชนใบเดียว")), "spam_links"),
    "Chinese casino": (page(link("https://vip.example.cn/", "真人娱乐城")), "spam_links"),
    "title slot Thai": (page(title="สล็อตเว็บตรง แตกง่าย 2026 ไม่ผ่านเอเย่นต์"), "spam_title"),
    "title Indonesian": (page(title="SLOT GACOR: Situs Slot Online Maxwin Hari Ini"), "spam_title"),
    "title Chinese": (page(title="澳门博彩网站 - 百家乐"), "spam_title"),
    "title casino English": (page(title="Best Casino Bonus 2026 | Online Casino"), "spam_title"),
    "title pharmacy": (page(title="Cheap Viagra Without Prescription"), "spam_title"),
    "agency name and slot": (page(title="อบต.ตัวอย่าง - เว็บสล็อต ฝากถอนไม่มีขั้นต่ำ"), "spam_title"),
    "landing page in place of the site": (
        page(
            main="<h2>เว็บสล็อตอันดับหนึ่ง</h2><p>สล็อตเว็บตรง แตกง่าย เครดิตฟรี 100 ทดลองเล่นฟรี ฝากถอนไม่มีขั้นต่ำ บาคาร่าออนไลน์ คาสิโนสด</p>",
        ),
        "spam_text",
    ),
    "selling text among the agency's own": (
        page(
            "<p>สล็อตเว็บตรง แตกง่าย เครดิตฟรี 100 ทดลองเล่นฟรี ฝากถอนไม่มีขั้นต่ำ</p>",
            main=NEWS + "<p>" + "ประกาศผลผู้ชนะการเสนอราคา วิธีเฉพาะเจาะจง " * 12 + "</p>",
        ),
        "spam_text",
    ),
    "a selling title over the agency's own page": (
        page("<p>ศูนย์รับเรื่องร้องเรียน กองทุนหลักประกันสุขภาพ พระราชบัญญัติข้อมูลข่าวสาร</p>", title="สล็อตเว็บตรง"), "spam_title",
    ),
    "iframe of no size": (page('<iframe src="http://evil.example.ru/x.php" width=0 height=0></iframe>'), "hidden_frame"),
    "iframe of one pixel": (
        page('<iframe src="//cdn.evil-count.info/in.cgi?3" width="1" height="1" frameborder="0"></iframe>'),
        "hidden_frame",
    ),
    "iframe in a hidden block": (
        page('<div style="visibility:hidden"><iframe src="https://miner.example.io/"></iframe></div>'),
        "hidden_frame",
    ),
    "iframe off the page": (
        page('<iframe src="https://evil.example.io/" style="position:absolute;top:-2000px"></iframe>'), "hidden_frame",
    ),
    "meta refresh": (page(head='<meta http-equiv="refresh" content="0; url=https://bet.example.com/">'), "sent_elsewhere"),
    "meta refresh odd spelling": (
        page(head="<META HTTP-EQUIV=Refresh CONTENT=\"3;URL='//win.example.net/a'\">"), "sent_elsewhere",
    ),
    "script to a selling host": (
        page('<script>window.location.href = "https://pgslot-vip.com/";</script>'), "sent_elsewhere",
    ),
    "script on an empty page": (
        "<html><head><script>location.replace('https://odd.example.biz/go')</script></head><body></body></html>",
        "sent_elsewhere",
    ),
    "hacked by": (
        "<html><head><title>Hacked By MR.X</title></head><body><center><h1>Hacked By MR.X</h1><p>Security is low</p></center></body></html>",
        "defaced",
    ),
    "defaced in a heading": (page("<h1>HaCkeD by Team Zero</h1>"), "defaced"),
    "pwned short page": ("<html><body>this site was pwned by someone. greetz to all</body></html>", "defaced"),
    "defaced in Thai": (page(title="แฮกโดย ทีมตัวอย่าง", main=""), "defaced"),
}  # fmt: skip

# name -> page on which no alarm may be given
CLEAN: dict[str, str] = {
    "ordinary page": page(),
    "police news of arrests": page(
        title="ตำรวจจับเว็บพนันออนไลน์รายใหญ่",
        main="<h1>ตำรวจทลายเครือข่ายเว็บพนันออนไลน์</h1><p>เจ้าหน้าที่ตำรวจเข้าตรวจค้นและจับกุมผู้ต้องหา เปิดเว็บสล็อตออนไลน์ บาคาร่าออนไลน์ "
        "แทงบอลออนไลน์ โฆษณาเครดิตฟรี ฝากถอนไม่มีขั้นต่ำ ดำเนินคดีตาม พ.ร.บ.การพนัน</p>",
    ),
    "warning of gambling sites": page(
        main="<p>เตือนภัย! อย่าหลงเชื่อโฆษณาสล็อตเว็บตรง เครดิตฟรี แตกง่าย เป็นกลลวงของมิจฉาชีพ ผิดกฎหมาย</p>",
        title="เตือนภัยพนันออนไลน์",
    ),
    "campaign against gambling": page(title="รณรงค์ต่อต้านการพนันออนไลน์ทุกรูปแบบ", main="<p>ลด ละ เลิก อบายมุข บาคาร่า สล็อต หวย</p>"),
    "slot games, a danger": page(
        title="สล็อตออนไลน์ ภัยใกล้ตัวเยาวชน", main="<p>ผู้ปกครองควรระวัง การพนันออนไลน์ผิดกฎหมาย มีโทษปรับและจำคุก</p>" + NEWS
    ),
    "link to a newspaper": page(link("https://www.thairath.co.th/news/1", "จับเว็บพนันออนไลน์ เงินหมุนเวียนพันล้าน")),
    "link to a report on slots": page(link("https://www.thaipbs.or.th/news/2", "ตำรวจเตือนสล็อตเว็บตรง หลอกเหยื่อ")),
    "link to warning about casino": page(link("https://news.example.com/3", "บุกทลายบาคาร่าออนไลน์กลางเมือง จับกุม 12 คน")),
    "state lottery results": page(
        title="ผลสลากกินแบ่งรัฐบาล งวดวันที่ 16 พฤศจิกายน 2569",
        main="<p>ตรวจหวย รางวัลที่ 1 123456</p>" + link("https://www.glo.or.th", "สำนักงานสลากกินแบ่งรัฐบาล"),
    ),
    "lottery at a newspaper": page(link("https://news.sanook.com/lotto/", "ตรวจหวย ตรวจผลสลากกินแบ่งรัฐบาล")),
    "casino bill hearing": page(
        title="รับฟังความคิดเห็นร่างพระราชบัญญัติสถานบันเทิงครบวงจร (คาสิโน)", main="<p>ประชาชนแสดงความเห็นต่อร่างพระราชบัญญัติ คาสิโน</p>"
    ),
    "drug stores": page(
        title="รายชื่อร้านขายยาที่ได้รับใบอนุญาต", main="<p>ร้านขายยาแผนปัจจุบัน ใบอนุญาตเลขที่ 12/2566 เภสัชกรประจำร้าน</p>"
    ),
    "warning of fake medicine": page(
        main="<p>อย. เตือน ไวอากร้าปลอม ห้ามสั่งซื้อไวอากร้า ยาปลุกเซ็กส์ราคาถูก ทางออนไลน์ ผิดกฎหมาย</p>", title="ระวังยาปลุกเซ็กส์ปลอม"
    ),
    "drug prevention": page(title="โครงการป้องกันและแก้ไขปัญหายาเสพติด", main="<p>ยาเสพติด tramadol ยาแก้ปวดที่วัยรุ่นใช้ผิด</p>"),
    "village fund loans": page(title="กองทุนหมู่บ้าน เงินกู้เพื่ออาชีพ", main="<p>เงินกู้ดอกเบี้ยต่ำ ยื่นกู้ได้ที่กองทุน</p>"),
    "loans of farmers' bank": page(link("https://www.baac.or.th/loan", "สินเชื่อ ธ.ก.ส. เงินกู้ฉุกเฉิน")),
    "warning of loan sharks": page(main="<p>ตำรวจเตือน เงินด่วนออนไลน์ เงินด่วนโอนไว ไม่เช็คเครดิตบูโร คือมิจฉาชีพหลอกลวง</p>"),
    "time slots": page(link("https://booking.example.com/timeslot", "จอง time slot เข้ารับบริการ")),
    "slot of parking": page("<p>Parking slot 12, slot machine of the water meter, upload a file</p>"),
    "judicial": page(link("https://judicial.example.com/", "judiciary training")),
    "manufacture": page("<p>manufacture of loanable goods, betting on the future</p>" + link("https://ufanet.example.com/", "UFA Net")),
    "alphabet": page(link("https://alphabet123.example.com/", "Alphabet 123 สื่อการสอน")),
    "news of a hack": page(
        title="เว็บไซต์หน่วยงานรัฐถูกเจาะระบบ",
        main="<p>เมื่อวันที่ 1 เว็บไซต์ของหน่วยงานแห่งหนึ่งขึ้นข้อความ hacked by กลุ่มหนึ่ง ผู้ดูแลระบบได้แก้ไขแล้ว</p>" + NEWS * 3,
    ),
    "training on hackers": page(title="อบรมความปลอดภัยไซเบอร์", main="<h1>วิธีป้องกันการถูกแฮก</h1>" + NEWS * 2),
    "owned by": page("<p>This land is owned by the municipality and was touched by the flood.</p>" + NEWS),
    "tag manager": page(
        '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-1" height="0" width="0" '
        'style="display:none;visibility:hidden"></iframe></noscript>'
    ),
    "video and facebook frames": page(
        '<iframe src="https://www.youtube.com/embed/x" width="560" height="315"></iframe>'
        '<iframe src="https://www.facebook.com/plugins/page.php" style="border:none;overflow:hidden" width="340"></iframe>'
    ),
    "weather frame of a stranger": page('<iframe src="https://weather.example.com/th" width="300" height="200"></iframe>'),
    "hidden dialog with a stranger": page(
        f'<div id="popup" style="display:none">{link("https://survey.example.com/f", "แบบสำรวจ")}</div>'
    ),
    "logo moved off by css": page('<h1 style="text-indent:-9999px"><a href="/">อบต.ตัวอย่าง</a></h1>'),
    "skip link off the page": page('<a href="#main" style="position:absolute;left:-9999px">ข้ามไปเนื้อหา</a>'),
    "menu of networks hidden": page(
        '<div style="opacity:0">' + link("https://www.facebook.com/x", "f") + link("https://line.me/x", "l") + "</div>"
    ),
    "refresh of itself": page(head='<meta http-equiv="refresh" content="300">'),
    "refresh to its own new host": page(head='<meta http-equiv="refresh" content="0;url=https://new.tambon.go.th/">'),
    "refresh to facebook": page(head='<meta http-equiv="refresh" content="0;url=https://www.facebook.com/tambon">'),
    "button by script": page("<script>function go(){ window.location.href = 'https://survey.example.com/form'; }</script>"),
    "script to own page": page("<script>if (x) location.href='/login';</script>"),
    "report on online gambling addiction": page(
        main="<h1>งานวิจัย</h1><p>กลุ่มตัวอย่างเล่นสล็อตออนไลน์ บาคาร่าออนไลน์ และแทงบอลออนไลน์ พบการเสพติดการพนัน ผู้วิจัยเสนอให้รณรงค์ป้องกัน</p>"
    ),
    "complaint channel": page(main="<p>แจ้งเบาะแสการพนัน เว็บพนันออนไลน์ ร้องเรียนได้ที่สายด่วน</p>"),
    "English page of a law": page(
        title="Gambling Act: illegal online casino", main="<p>Online casino and sports betting site are illegal; police arrest.</p>"
    ),
    "empty": "",
    "no html at all": "\x00\x01 plain",
}  # fmt: skip
