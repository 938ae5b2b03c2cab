"""One sentence for each verdict and its reason: what was seen and what to do. Thai first, English beside it."""

from collections.abc import Mapping

Words = tuple[str, str]

REASONS: Mapping[str, Words] = {
    # opens
    "opens": ("เปิดได้ มีเนื้อหาของตนเอง", "opens and has content of its own"),
    "unchanged": ("เปิดได้ และไม่เปลี่ยนแปลงจากครั้งก่อน", "opens, unchanged since the last visit"),
    "alive": ("เปิดได้ (ตรวจเฉพาะการเปิด ไม่ได้อ่านเนื้อหา)", "opens (only that was checked, the content was not read)"),
    "drive_file": ("ไฟล์ที่แชร์ไว้เปิดได้โดยไม่ต้องเข้าสู่ระบบ", "the shared file opens without signing in"),
    "archive": (
        "เปิดได้ เป็นไฟล์บีบอัด ผู้ตรวจต้องแตกไฟล์เอง ควรเผยแพร่เป็น PDF หรือหน้าเว็บ",
        "opens, but it is a packed file that the assessor must unpack: publish a PDF or a page instead",
    ),
    # moved
    "moved": (
        "ที่อยู่นี้ถูกเปลี่ยนเส้นทางไปยัง {final} ควรแก้ลิงก์ให้ตรงที่อยู่ใหม่",
        "redirects to {final}: enter that address instead",
    ),
    "short_link": (
        "ลิงก์ย่อนำไปยัง {final} ควรใช้ที่อยู่เต็ม เพราะลิงก์ย่ออาจหมดอายุ",
        "a short link to {final}: enter the full address, short links can expire",
    ),
    # gone
    "gone": (
        "ไม่พบหน้านี้แล้ว (เว็บไซต์ตอบ {status}) กรุณาแก้ลิงก์หรือเผยแพร่ใหม่",
        "the page is gone (the site answered {status}): correct the link or publish it again",
    ),
    "gone_again": (
        "ไม่พบหน้านี้ (เว็บไซต์ตอบ {status}) ตั้งแต่วันก่อนหน้าและวันนี้ยังไม่พบ กรุณาแก้ลิงก์หรือเผยแพร่ใหม่",
        "the page is gone (the site answered {status}), seen on an earlier day and again now: correct the link or publish it again",
    ),
    # soft_404
    "like_probe": (
        "เว็บไซต์ตอบหน้าเดียวกับที่ตอบเมื่อขอหน้าที่ไม่มีอยู่จริง จึงไม่มีข้อมูลที่ต้องการ กรุณาแก้ลิงก์",
        "the site answers this address just as it answers one that cannot exist: there is no such page, correct the link",
    ),
    "says_not_found": (
        'หน้าเปิดได้แต่แจ้งว่า "{phrase}" และไม่มีเนื้อหาอื่น กรุณาแก้ลิงก์หรือเผยแพร่ใหม่',
        'the page opens but says "{phrase}" and has nothing else: correct the link or publish it again',
    ),
    "program_fault": (
        'หน้าเปิดได้แต่โปรแกรมของเว็บไซต์ขัดข้อง ("{phrase}") และไม่มีเนื้อหาอื่น กรุณาแก้ลิงก์หรือแจ้งผู้ดูแลเว็บไซต์',
        "the page opens but shows only a fault of the site's program (\"{phrase}\"): correct the link or tell the site's keeper",
    ),
    "empty": (
        "หน้าเปิดได้แต่ว่างเปล่า ไม่มีเนื้อหา กรุณาใส่ข้อมูลหรือแก้ลิงก์",
        "the page opens but is empty: put the information there or correct the link",
    ),
    "only_frame": (
        "หน้าเปิดได้แต่มีเพียงเมนูของเว็บไซต์ ไม่มีเนื้อหาของตนเอง กรุณาใส่ข้อมูลหรือแก้ลิงก์",
        "the page opens but shows only the site's menus, no content of its own: put the information there or correct the link",
    ),
    "sent_to_error": (
        "ลิงก์ถูกเปลี่ยนเส้นทางไปหน้าแจ้งข้อผิดพลาดของเว็บไซต์ ({final}) ไม่มีข้อมูลที่ต้องการ กรุณาแก้ลิงก์",
        "redirects to the site's page for errors ({final}): the information is not there, correct the link",
    ),
    "like_home_as_probe": (
        "เว็บไซต์แสดงหน้าแรกแทน เหมือนเมื่อขอหน้าที่ไม่มีอยู่จริง จึงไม่มีหน้านี้แล้ว กรุณาแก้ลิงก์หรือเผยแพร่ใหม่",
        "the site shows its front page instead, as it does for any address that cannot exist: there is no such page, correct the link or publish it again",
    ),
    "only_turning": (
        "หน้าเปิดได้แต่สิ่งที่แสดงเปลี่ยนไปทุกครั้งที่เปิด เป็นเพียงข่าวอื่นของเว็บไซต์ ไม่มีเนื้อหาของตนเอง กรุณาแก้ลิงก์",
        "the page opens but shows other news of the site at each visit and no content of its own: correct the link",
    ),
    # homepage_only
    "front_page": (
        "ลิงก์ไปถึงเพียงหน้าแรกของเว็บไซต์ ผู้ตรวจต้องหาเอง จะได้ 0 คะแนน กรุณาใส่ที่อยู่ของหน้าข้อมูลโดยตรง",
        "leads only to the front page, the assessor would have to search: enter the address of the information itself",
    ),
    "redirected_home": (
        "ลิงก์ถูกเปลี่ยนเส้นทางไปหน้าแรกของเว็บไซต์ ({final}) กรุณาใส่ที่อยู่ของหน้าข้อมูลโดยตรง",
        "redirects to the front page ({final}): enter the address of the information itself",
    ),
    "shows_home": (
        "ที่อยู่นี้แสดงเนื้อหาเดียวกับหน้าแรกของเว็บไซต์ กรุณาใส่ที่อยู่ของหน้าข้อมูลโดยตรง",
        "shows the same content as the front page: enter the address of the information itself",
    ),
    # login_wall
    "asks_sign_in": (
        "ต้องเข้าสู่ระบบก่อนจึงเห็นข้อมูล ประชาชนและผู้ตรวจเปิดไม่ได้ กรุณาเปิดเป็นสาธารณะ",
        "asks to sign in first, so neither citizens nor the assessor can see it: make it public",
    ),
    "drive_not_shared": (
        "ไฟล์นี้ไม่ได้แชร์เป็นสาธารณะ (ต้องเข้าสู่ระบบ) กรุณาตั้งค่าเป็น ทุกคนที่มีลิงก์ดูได้",
        "the file is not shared publicly (it asks to sign in): set it to 'anyone with the link'",
    ),
    # refused
    "status_refused": (
        "เว็บไซต์ไม่ยอมให้เครื่องตรวจเปิด (ตอบ {status}) ยังสรุปไม่ได้ว่าหลักฐานใช้ได้หรือไม่ กรุณาเปิดดูด้วยตนเอง",
        "the site would not let the checker in (answered {status}): nothing is known of the evidence, open it yourself",
    ),
    "server_error": (
        "เว็บไซต์ขัดข้อง (ตอบ {status}) ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง",
        "the site had a fault (answered {status}): nothing is known yet, it will be tried again",
    ),
    "out_of_order": (
        'เว็บไซต์ขัดข้องหรือไม่ยอมให้เครื่องตรวจเปิด (หน้าแจ้งว่า "{phrase}") ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง',
        'the site is out of order or lets no checker in (the page says "{phrase}"): nothing is known yet, it will be tried again',
    ),
    "retry_after": (
        "เว็บไซต์ขอให้รอ {seconds} วินาทีก่อนเปิดอีก (ตอบ {status}) จึงยังไม่ได้ตรวจ จะตรวจใหม่ภายหลัง",
        "the site asks to wait {seconds} s before the next visit (answered {status}): nothing is known yet, it will be tried again",
    ),
    "connection_refused": (
        "เชื่อมต่อเว็บไซต์ {host} ไม่ได้ ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง",
        "{host} refuses connections: nothing is known yet, it will be tried again",
    ),
    "connection_reset": (
        "เว็บไซต์ {host} ตัดการเชื่อมต่อกลางคัน ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง",
        "{host} broke off the connection: nothing is known yet, it will be tried again",
    ),
    "no_handshake": (
        "เชื่อมต่อแบบปลอดภัยกับเว็บไซต์ {host} ไม่ได้ ยังสรุปไม่ได้ กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "no secure connection to {host} could be made: nothing is known, tell the site's keeper",
    ),
    "bad_protocol": (
        "เว็บไซต์ตอบผิดรูปแบบ ({detail}) ยังสรุปไม่ได้ กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "the site's answer is malformed ({detail}): nothing is known, tell the site's keeper",
    ),
    # timed_out
    "no_address": (
        "ไม่พบชื่อเว็บไซต์ {host} ในระบบชื่อโดเมน ยังสรุปไม่ได้ กรุณาตรวจการสะกดชื่อเว็บไซต์",
        "no DNS answer for {host}: nothing is known yet, check how the host is spelled",
    ),
    "timed_out": (
        "เว็บไซต์ไม่ตอบภายใน {seconds} วินาที ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง",
        "the site gave no answer within {seconds} s: nothing is known yet, it will be tried again",
    ),
    # redirect_loop
    "loop": (
        "ลิงก์เปลี่ยนเส้นทางวนกลับมาที่เดิม ({final}) เปิดไม่ได้ กรุณาแก้ลิงก์หรือแจ้งผู้ดูแลเว็บไซต์",
        "redirects in a circle (back to {final}) and never opens: correct the link or tell the site's keeper",
    ),
    "too_many_hops": (
        "ลิงก์เปลี่ยนเส้นทางเกิน {hops} ครั้ง (ถึง {final}) กรุณาใส่ที่อยู่ปลายทางโดยตรง",
        "redirects more than {hops} times (as far as {final}): enter the final address",
    ),
    # bad_certificate
    "bad_certificate": (
        "เปิดอ่านได้ แต่ใบรับรองความปลอดภัยของเว็บไซต์ไม่ถูกต้อง ({detail}) เบราว์เซอร์จะเตือนผู้ตรวจ กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "readable, but the site's certificate is not valid ({detail}) and browsers warn the assessor: tell the site's keeper",
    ),
    # unsupported
    "unknown_type": (
        "เป็นไฟล์ชนิดที่เครื่องอ่านไม่ได้ ({detail}) กรุณาเปิดดูด้วยตนเอง หรือเผยแพร่เป็น PDF",
        "a type of file that cannot be read here ({detail}): look yourself, or publish a PDF",
    ),
    "over_cap": (
        "ไฟล์ใหญ่เกิน {limit} MB จึงอ่านไม่หมด กรุณาเปิดดูด้วยตนเองหรือย่อไฟล์",
        "larger than {limit} MB, so it was not read to the end: look yourself or make it smaller",
    ),
    "encrypted": (
        "ไฟล์มีรหัสผ่าน เครื่องอ่านไม่ได้ ประชาชนก็เปิดไม่ได้ กรุณาเผยแพร่ฉบับไม่มีรหัสผ่าน",
        "the file has a password, so nobody can read it: publish it without one",
    ),
    "bad_encoding": (
        "ข้อมูลที่เว็บไซต์ส่งมาเสียหายหรือบีบอัดผิดรูปแบบ ({detail}) กรุณาเปิดดูด้วยตนเอง",
        "what the site sent is damaged or packed wrongly ({detail}): look yourself",
    ),
    "script_only": (
        "หน้านี้สร้างด้วยสคริปต์ เครื่องจึงอ่านเนื้อหาไม่ได้ กรุณาเปิดดูด้วยตนเอง",
        "the page is drawn by a script, so its content cannot be read here: look yourself",
    ),
    # blocked
    "blocked": (
        "ไม่อนุญาตให้ตรวจที่อยู่นี้ ({detail}) เพราะไม่ใช่ที่อยู่สาธารณะ กรุณาใช้ที่อยู่ที่ประชาชนเปิดได้",
        "this address may not be visited ({detail}): it is not public, enter one that citizens can open",
    ),
    # not_checked
    "not_visited": ("ยังไม่ได้เปิดตรวจ: {detail}", "not visited: {detail_en}"),
    "robots": (
        "เว็บไซต์ขอไม่ให้โปรแกรมเปิดหน้านี้ (robots.txt) จึงไม่ได้ตรวจ กรุณาเปิดดูด้วยตนเอง",
        "the site asks programs to stay away from this page (robots.txt), so it was not visited: look yourself",
    ),
    "host_is_down": (
        "ไม่ได้เปิด เพราะเว็บไซต์ {host} ไม่ตอบมาแล้ว {tries} ครั้งติดกันในรอบนี้ ยังสรุปไม่ได้ จะตรวจใหม่ภายหลัง",
        "not visited: {host} gave no answer {tries} times in a row in this run; nothing is known yet, it will be tried again",
    ),
    "stopped": ("หยุดก่อนถึงลิงก์นี้ จึงยังไม่ได้ตรวจ", "the run was stopped before this link, so it was not checked"),
}

TLS_WORDS: Mapping[str, Words] = {
    "expired": ("หมดอายุแล้ว", "expired"),
    "not_yet_valid": ("ยังไม่ถึงวันที่ใช้ได้", "not yet valid"),
    "wrong_host": ("ออกให้ชื่อเว็บไซต์อื่น", "issued for another host"),
    "self_signed": ("เว็บไซต์ออกให้ตนเอง", "self-signed"),
    "unknown_issuer": (
        "ไม่รู้จักผู้ออกใบรับรอง หรือใบรับรองกลางขาดหาย",
        "unknown issuer, or an intermediate certificate is missing",
    ),
    "revoked": ("ถูกเพิกถอนแล้ว", "revoked"),
    "weak_key": ("ใช้กุญแจที่อ่อนเกินไป", "its key is too weak"),
    "no_tls": ("เว็บไซต์ไม่ได้ตอบแบบปลอดภัยที่พอร์ตนี้", "no secure answer at this port"),
    "old_protocol": ("ใช้โพรโทคอลความปลอดภัยที่เก่าเกินไป", "its security protocol is too old"),
    "handshake": ("ตกลงการเข้ารหัสกันไม่ได้", "no common encryption"),
}

NOTE_WORDS: Mapping[str, Words] = {
    "address_mended": ("ซ่อมที่อยู่ที่กรอกแล้วจึงเปิด: {detail}", "the address was mended before the visit: {detail_en}"),
    "lookalike_host": (
        "ชื่อเว็บไซต์คล้ายของหน่วยงานแต่ไม่ตรง น่าจะเป็น {proposed} กรุณาตรวจสอบการสะกด",
        "the host is nearly the agency's own, probably {proposed}: check the spelling",
    ),
    "other_agency_host": (
        "หลักฐานอยู่บนเว็บไซต์ของหน่วยงานอื่น ({host})",
        "the evidence is on another agency's site ({host})",
    ),
    "plain_http": ("เว็บไซต์ยังไม่ใช้ https", "the site does not use https"),
    "bad_certificate": (
        "ใบรับรองความปลอดภัยของเว็บไซต์ไม่ถูกต้อง ({detail})",
        "the site's certificate is not valid ({detail_en})",
    ),
    "drive_viewer": (
        "อยู่บนบริการฝากไฟล์ หากเจ้าของบัญชีเปลี่ยนการแชร์ หลักฐานจะเปิดไม่ได้",
        "kept on a file service: if its owner changes the sharing, the evidence no longer opens",
    ),
    "meta_redirect": ("หน้าเดิมส่งต่อไปยังหน้านี้โดยอัตโนมัติ", "the page entered forwards to this one by itself"),
}


def say(table: Mapping[str, Words], code: str, **facts: object) -> Words:
    """The Thai and the English sentence of a code, with its facts filled in (`detail_en` stands in for English)."""
    thai, english = table[code]
    return thai.format(**facts), english.format(**{**facts, "detail": facts.get("detail_en", facts.get("detail", ""))})
