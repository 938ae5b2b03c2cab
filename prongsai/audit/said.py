"""What a page says of itself in words: that it is not there, that nothing is in it yet, that one must sign in, that the
program behind it failed. Words are support only: they count where a page has next to nothing else of its own."""

import re

_THING = r"(?:บทความ|เนื้อหา|ไฟล์|แฟ้ม|เอกสาร|ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|กระทู้|โพสต์|โพสท์|หัวข้อ|หมวดหมู่|url|หน้า(?:นี้|เว็บ|เพจ|ดังกล่าว|ที่(?:คุณ|ท่าน|ต้องการ|ค้นหา|เรียก|ร้องขอ|ระบุ))|เพจ|เว็บเพจ)"
"""What a page may call itself. "หน้าที่" alone is a duty, and ข้อมูล, ข่าว, ประกาศ are what pages are about."""
_ANY_THING = rf"(?:{_THING}|ข้อมูล|รายการ|ข่าว|ประกาศ|รายละเอียด|รหัส)"
_THIS = r"(?:นี้|ดังกล่าว|ที่(?:คุณ|ท่าน|ต้องการ|ค้นหา|เรียก|ร้องขอ|ระบุ|เลือก))"
_LOST = r"(?:ถูก(?:ลบ|นำออก|ย้าย|ถอด|ถอน)|ยังไม่(?:ได้)?(?:รับการ)?เผยแพร่|ไม่มี(?:อยู่|ในระบบ|แล้ว)|ไม่พบ|ไม่ได้อยู่|ไม่อยู่(?:แล้ว|ใน|ที่)|(?:หมดอายุ|สิ้นสุด|ยกเลิก)การเผยแพร่)"
_OUT_OF_USE = r"(?:ถูก(?:ปิด|ระงับ|ซ่อน)|หมดอายุ|ไม่ถูกต้อง|ไม่สามารถ(?:แสดง|เข้าถึง|เปิด|เรียก)|ไม่พร้อม|ย้ายไป|เปลี่ยนที่อยู่)"
"""Papers and permits expire and are filled in wrongly too: these count of a page or link alone, or of what is pointed at."""
_PAGE = r"(?:หน้า(?:นี้|เว็บ|เพจ|ดังกล่าว|ที่(?:คุณ|ท่าน|ต้องการ|ค้นหา|เรียก|ร้องขอ|ระบุ))|เพจ|ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์|url|กระทู้|บทความ|เนื้อหา)"
_NOT_A_REPORT = r"(?!(?:การ|เรื่อง|ข้อ)?(?:ร้องเรียน|ทุจริต|กระทำ|รับ|ให้|ผู้|ร้องทุกข์|เรียก|ฟ้อง|ทักท้วง|ผิดปกติ))"
"""A report may say that no complaint, fraud or gift was found: that is what it has to tell."""
_WHERE = r"(?:ใน|จาก|ที่(?:คุณ|ท่าน|ต้องการ|ค้นหา|เรียก|ร้องขอ|ระบุ|เลือก|ตรง)|นี้|ของหน้า|สำหรับ(?:หน้า|หัวข้อ|หมวด)|ให้แสดง|\s*(?:$|[\n!.。\"'”’)\]<|*…]))"

_MISSING = (
    rf"(?:error|http|status|ข้อผิดพลาด|รหัส)\W*404\b|(?<![\w-])404\W*(?:not|error|page|file|ไม่พบ|หน้า|ข้อผิดพลาด|$)|(?:^|\n)\W*404\W*(?=$|\n)"
    rf"|ไม่พบ(?:หน้า(?!ที่)|หน้าที่(?:คุณ|ท่าน|ต้องการ|ค้นหา|เรียก|ร้องขอ|ระบุ)|เพจ|เว็บ|บทความ|ไฟล์|แฟ้ม|เอกสารที่|เนื้อหา|url|ลิงก์|ลิงค์|กระทู้)"
    rf"|(?:(?<!ยัง)ไม่มี|หาไม่พบ|หาไม่เจอ|ไม่เจอ|ไม่ปรากฏ){_THING}(?:{_THIS}|\s*(?:$|[\n!.:])|[^\n]{{0,80}}?(?:ใน|จาก|อยู่ใน)(?:ระบบ|เว็บ|ฐานข้อมูล|เซิร์ฟเวอร์))"
    rf"|{_THING}[^\n]{{0,40}}?{_LOST}|{_PAGE}[^\n]{{0,30}}?{_OUT_OF_USE}|{_ANY_THING}{_THIS}[^\n]{{0,30}}?(?:{_LOST}|{_OUT_OF_USE})"
    r"|ข้อมูล(?:ถูก(?:ลบ|นำออก|ย้าย|ถอด)|หมดอายุ)|หน้านี้(?:ไม่|หาย)|(?:เรา)?หา(?:หน้า|บทความ|เอกสาร|ไฟล์)[^\n]{0,30}?ไม่(?:พบ|เจอ)"
    r"|ถูกลบ(?:ไป|ออก|ทิ้ง)?(?:จากระบบ)?(?:แล้ว)?|ถูกย้ายหรือลบ|ไม่มีอยู่(?:จริง|ในระบบ)|ไม่มีอะไรที่นี่|ไม่สามารถ(?:ค้น)?หา(?:หน้า|สิ่ง|ข้อมูล|เนื้อหา|บทความ|เอกสาร|ไฟล์)|ลบ(?:ข้อมูล)?เรียบร้อยแล้ว"
    r"|(?:^|\n)\W*ไม่พบ\W*(?=$|\n)|(?:รหัส|หมายเลข|เลขที่|\bid)\s*(?:ของ)?(?:ข่าว|บทความ|ข้อมูล|เอกสาร|รายการ|หน้า|กิจกรรม|ประกาศ|กระทู้)?\s*(?:ไม่ถูกต้อง|ไม่มีอยู่)"
    r"|(?:ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์)\s*(?:เสีย|ขาด|ใช้(?:งาน)?ไม่ได้)|broken\s+link"
    r"|(?:page|file|article|document|url|link|post|item|content|resource|topic|record|requested\s+\w+)s?\b[^\n]{0,40}?\b(?:not\s+found|no\s+longer|missing|removed|deleted|expired|unpublished|not\s+(?:be\s+)?(?:available|found|exist)|is\s+unavailable|isn['’]t\s+available)"
    r"|not\s+found|no\s+longer\s+(?:available|exists)|does\s*n[o'’]t\s+exist|can(?:not|['’]t)\s+(?:be\s+found|find\s+(?:the|that|this|what))|could\s*n[o'’]t\s+(?:be\s+found|find)"
    r"|nothing\s+(?:was\s+)?found|has\s+been\s+(?:removed|deleted)|nothing\s+here|wrong\s+(?:url|link|address)"
)
"""Words that say the page itself is missing."""

_NOBODY_HOME = (
    r"account\s+(?:has\s+been\s+)?suspended|(?:domain|website)(?:\s+name)?\s+(?:is\s+|may\s+be\s+|has\s+)?(?:for\s+sale|expired|parked|registered\s+(?:at|with|by)|coming\s+soon)|buy\s+this\s+domain|(?:โดเมน|โฮสติ้ง|โฮสต์|พื้นที่เว็บ|เว็บไซต์)[^\n]{0,20}?(?:หมดอายุ|ถูกระงับ|ถูกปิด|ปิดให้บริการ|งดให้บริการ)|hosting\s+(?:has\s+)?expired|parked\s+(?:free|domain)"
    r"|(?:apache2?|nginx|centos|iis|http\s+server|plesk|web\s+server)[^\n]{0,30}(?:default|test)\s+(?:web\s+)?page|default\s+web\s*(?:site|page)|\bit\s+works!|welcome\s+to\s+nginx|\biis\s*(?:7|8|10|windows\s+server)"
    r"|(?:เว็บไซต์|ระบบ|หน้า(?:นี้|เว็บ))[^\n]{0,20}?(?:ปิด|กำลัง|อยู่ระหว่าง|อยู่ในระหว่าง)(?:การ)?(?:ปรับปรุง|พัฒนา|จัดทำ|ก่อสร้าง|บำรุงรักษา)|website\s+(?:is\s+)?(?:under|coming|closed)[^\n]{0,20}"
)
"""Words that say nobody keeps the site, or not yet."""

_EMPTY_HANDED = (
    rf"(?:ไม่พบ|ยังไม่มี|ไม่มี)(?:ข้อมูล|รายการ|เอกสาร|ข่าว|ผลลัพธ์|ผลการค้นหา|สิ่ง|รายละเอียด|บทความ|เนื้อหา|ไฟล์|โพสต์|เรื่อง){_NOT_A_REPORT}{_WHERE}"
    rf"|ไม่พบ(?:ข้อมูล|รายการ|สิ่ง|รายละเอียด|ผล){_NOT_A_REPORT}|ไม่มีข้อมูลที่(?:คุณ|ท่าน)|ไม่สามารถแสดง|หาไม่พบ|ขออภัย"
    r"|อยู่(?:ใน)?ระหว่าง(?:การ)?(?:ปรับปรุง|จัดทำ|พัฒนา|ดำเนินการ|เพิ่ม|รวบรวม|นำเข้า|อัพ|อัป)|กำลัง(?:ปรับปรุง|จัดทำ|ดำเนินการ|พัฒนา|รวบรวม)|ปิดปรับปรุง|เร็ว\s*ๆ\s*นี้"
    r"|no\s+(?:\w+\s+)?(?:records?|results?|posts?|articles?|data|items?|files?|documents?|content)\s+(?:found|available|yet|to\s+(?:show|display))|there\s+(?:are|is)\s+no\s+\w+"
    r"|unavailable|invalid\s+(?:id|page|request|parameter)|error\s+occurred|under\s+construction|coming\s+soon|oops|อุ๊ปส์|อ๊ะ"
)
"""Words that say so of the data; a page with data to report may say them too."""

_SIGN_IN = r"(?:เข้าสู่ระบบ|เข้าระบบ|ล็อกอิน|ล๊อกอิน|ล็อคอิน|ลงชื่อเข้า(?:ใช้|สู่)|ลงทะเบียนเข้า(?:ใช้|สู่ระบบ)|log\s*-?\s*in|sign\s*-?\s*in|signed\s+in|logged\s+in|login)"
_TO_SPEAK = (
    r"(?![^\n]{0,40}?(?:ความ(?:คิด)?เห็น|ตอบ|โพสต์|ตั้งกระทู้|ให้คะแนน|คอมเมน|ร้องเรียน|comment|reply|post\b|vote|rate\b))"
)
_SPEAKS = re.compile(
    r"(?:ความ(?:คิด)?เห็น|กระทู้|ตอบ|โพสต์|ให้คะแนน|คอมเมน|ร้องเรียน|comment|reply|\bpost|vote|rate\b)[^\n]{0,30}$",
    re.IGNORECASE,
)
"""Before a demand to sign in: it is asked of who wants to say something, not of who reads."""
_MUST_SIGN_IN = re.compile(
    rf"(?:กรุณา|โปรด|จะต้อง|ต้อง|จำเป็นต้อง|ควร)(?:\s|ทำการ|ทำ|ท่าน|คุณ)*{_SIGN_IN}{_TO_SPEAK}|(?:please|must|have\s+to|need\s+to|required\s+to|should)\s+(?:first\s+)?(?:be\s+)?{_SIGN_IN}{_TO_SPEAK}"
    rf"|{_SIGN_IN}(?:ก่อน(?!หน้า)|เพื่อ(?:ดู|อ่าน|ดาวน์โหลด|เข้าถึง|เข้าชม|เปิด|ใช้งาน|ดำเนินการ))|{_SIGN_IN}\s+(?:is\s+)?(?:required|to\s+(?:view|continue|access|see|read|download))"
    r"|(?:เฉพาะ|สำหรับ|สงวน(?:ไว้)?(?:สิทธิ์?)?(?:เฉพาะ|สำหรับ|ให้))(?:ผู้ที่เป็น)?(?:สมาชิก[^\n]{0,20}?(?:เท่านั้น|ที่สามารถ|จึงจะ)|(?:เจ้าหน้าที่|บุคลากร|ผู้ดูแล(?:ระบบ)?|พนักงาน|ผู้ใช้(?:งาน)?ที่(?:ได้รับ|ลงทะเบียน))[^\n]{0,20}?(?:เท่านั้น|ที่|จึงจะ)[^\n]{0,15}?(?:เข้า(?:ถึง|ชม|ใช้|ดู|ระบบ|สู่)|เปิดดู|อ่าน|ดาวน์โหลด))|ต้อง(?:เป็น|สมัคร)สมาชิก(?:ก่อน|จึง|ถึง|เพื่อ(?:ดู|อ่าน))|members?\s+only|(?:registered|authorized|authorised)\s+users?\s+only"
    r"|not\s+authori[sz]ed\s+to\s+(?:view|access)|(?:ไม่มี|ไม่ได้รับ)(?:สิทธิ์?|สิทธิ|การอนุญาต|อนุญาต)(?:ใน)?(?:การ|ให้)?(?:เข้าถึง|เข้าชม|เข้าใช้|ดู|เปิด|อ่าน)|คุณต้องได้รับ(?:สิทธิ์|อนุญาต)|ขอสิทธิ์(?:ใน)?(?:การ)?เข้าถึง"
    r"|you\s+need\s+(?:access|permission)|request\s+(?:access|permission)|(?:do\s*n[o'’]t|not)\s+have\s+(?:permission|access)\s+to\s+(?:view|access|open|see|this)|(?:ป้องกัน|ใส่|กรอก|ระบุ)(?:ไว้)?(?:ด้วย)?รหัสผ่าน[^\n]{0,30}?(?:เพื่อ|ก่อน|ด้านล่าง|$)|password\s+protected|(?:session|เซสชัน)\s*(?:has\s+)?(?:expired|หมดอายุ)",
    re.IGNORECASE,
)

_OUT_OF_ORDER = re.compile(
    r"error\s+establishing\s+a\s+database|(?:could|can)\s*(?:not|n['’]t)\s+(?:connect|select)[^\n]{0,40}(?:database|mysql|server|\bdb\b)|can['’]t\s+connect\s+to\s+(?:local\s+)?(?:mysql|server)|unable\s+to\s+connect|failed\s+to\s+connect"
    r"|too\s+many\s+connections|access\s+denied\s+for\s+user|mysqli?_connect|sqlstate\[(?:hy000|08|28)|(?:database|db)\s+(?:connection\s+)?(?:error|failed|failure)|connection\s+(?:failed|refused|timed\s+out)|server\s+has\s+gone\s+away"
    r"|(?:เชื่อม|ติด)ต่อ(?:กับ)?(?:ฐานข้อมูล|เซิร์ฟเวอร์)\s*(?:ไม่|ล้ม|ผิด)|ไม่สามารถ(?:เชื่อม|ติด)ต่อ(?:กับ)?\s*(?:ระบบ)?(?:ฐานข้อมูล|เซิร์ฟเวอร์|database|server|mysql)|service\s+(?:is\s+)?(?:temporarily\s+)?unavailable|server\s+(?:is\s+)?(?:too\s+)?busy|bandwidth\s+limit\s+exceeded|resource\s+limit\s+is\s+reached"
    r"|requested\s+url\s+was\s+rejected|support\s+id\s+is|request\s+(?:rejected|blocked)|(?:have|has)\s+been\s+blocked|just\s+a\s+moment\.\.\.|checking\s+(?:if|your\s+browser)|verify(?:ing)?\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human|are\s+you\s+a\s+robot|attention\s+required!|ddos\s+protection|web\s+application\s+firewall|your\s+ip\s+(?:address\s+)?(?:has\s+been|is)\s+(?:blocked|banned)"
    r"|internal\s+server\s+error|bad\s+gateway|gateway\s+time-?out|\b50[0234]\s+(?:error|service|internal|bad|gateway)|\b403\s+forbidden|\bforbidden\b|^\W*access\s+(?:is\s+)?denied|ระบบ(?:ขัดข้อง|ล่ม|ไม่สามารถให้บริการ)|เซิร์ฟเวอร์(?:ขัดข้อง|ล่ม|ไม่ว่าง)|(?:ไม่อนุญาต|ปฏิเสธ)(?:ให้|การ)(?:ท่าน|คุณ)?เข้าถึง",
    re.IGNORECASE | re.MULTILINE,
)
"""The server cannot answer now or will not answer a program: the status it should have sent is 403 or 5xx."""

_FAILED = re.compile(
    r"(?:warning|notice|deprecated|fatal\s+error|parse\s+error|strict\s+standards)\s*:\s[^\n]{3,400}?(?:\bon\s+line\s*\d+|failed\s+to\s+open\s+stream|no\s+such\s+file|expects\s+parameter|undefined\s+\w+)|failed\s+to\s+open\s+stream|(?:include|require|readfile|fopen|file_get_contents)(?:_once)?\([^\n)]*\)\s*[:\[]"
    r"|error\s+in\s+your\s+sql\s+syntax|unknown\s+column\s+['‘]|mysqli?_(?:fetch|num|query|result)\w*\(|supplied\s+argument\s+is\s+not|sqlstate\[|\bora-\d{5}|(?:microsoft|adodb\.\w+)[^\n]{0,40}\berror\s+['‘]?80[0-9a-f]{6}|odbc\s+\w+\s+driver\s+error|unclosed\s+quotation\s+mark|syntax\s+error\s+(?:in|near)"
    r"|server\s+error\s+in\s+['‘\"][^\n]{0,80}application|object\s+reference\s+not\s+set|input\s+string\s+was\s+not|exception\s+details\s*:|unhandled\s+exception|uncaught\s+\w*(?:exception|error)|call\s+to\s+(?:a\s+member\s+function|undefined)|undefined\s+(?:index|variable|offset|array\s+key|property)\b|trying\s+to\s+(?:get\s+property|access\s+array)"
    r"|traceback\s+\(most\s+recent|stack\s*trace\s*:|a\s+php\s+error\s+was\s+encountered|whoops,\s+looks\s+like|no\s+input\s+file\s+specified|\b\w+(?:exception|error)\s+(?:at|in)\s+/|restricted\s+access\s*$|http\s+status\s+500|java\.lang\.\w+|nullpointerexception",
    re.IGNORECASE | re.MULTILINE,
)
"""The program that should have made the page failed over what was asked of it."""

_LATIN = re.compile(r"[A-Za-z]{3}")
"""In every word by which a program says that it failed; most Thai pages have hardly one, and looking for failures takes long."""

_PHRASES = re.compile(f"{_MISSING}|{_NOBODY_HOME}|{_EMPTY_HANDED}", re.IGNORECASE)
_SAYS_MISSING = re.compile(f"{_MISSING}|{_NOBODY_HOME}", re.IGNORECASE)
_FIRST = 4000


def find_phrase(title: str, text: str) -> str:
    """The first words of title or text that say "not found", "" when none do; words about the page itself first."""
    match = None
    for pattern in (_SAYS_MISSING, _PHRASES):
        match = match or pattern.search(title) or pattern.search(text[:_FIRST])
    return " ".join(match.group(0).split()) if match else ""


def says_page_is_missing(title: str, text: str) -> bool:
    """Whether the words speak of the page itself, not of data that were not found."""
    return bool(_SAYS_MISSING.search(title) or _SAYS_MISSING.search(text[:_FIRST]))


def must_sign_in(text: str) -> bool:
    """Whether the words say that one must sign in, or be let in, to see what was asked for."""
    text = text[:_FIRST]
    return any(not _SPEAKS.search(text, 0, found.start()) for found in _MUST_SIGN_IN.finditer(text))


def find_out_of_order(text: str) -> str:
    """The words by which a server says that it cannot or will not answer, "" when there are none."""
    match = _OUT_OF_ORDER.search(text[:_FIRST])
    return " ".join(match.group(0).split()) if match else ""


def find_program_fault(text: str) -> str:
    """The line in which a program says that it failed, "" when there is none; at most 120 letters of it."""
    text = text[:_FIRST]
    match = _FAILED.search(text) if _LATIN.search(text) else None
    return " ".join(match.group(0).split())[:120] if match else ""


def without_program_faults(lines: list[str]) -> list[str]:
    """Lines without those in which a program says that it failed: they stand above good pages too."""
    return [line for line in lines if not (_LATIN.search(line) and _FAILED.search(line[:_FIRST]))]
