"""What a host answers for an address that it does not have: honestly, or with 200 in the ways small offices' systems do."""

from random import Random

from benchmarks.audit.blind.site import Host
from benchmarks.audit.blind.words import news, paragraphs, topic
from benchmarks.audit.site.reply import Asked, Reply, page, redirect

_PLAIN = (("Content-Type", "text/html"),)


def iis(host: Host, asked: Asked) -> Reply:
    body = "<html><title>404 - File or directory not found.</title><h1>Server Error</h1><h2>404 - File not found.</h2></html>"
    return Reply(404, _PLAIN, body.encode())


def empty_404(host: Host, asked: Asked) -> Reply:
    return Reply(404, _PLAIN, b"")


def framed_404(host: Host, asked: Asked) -> Reply:
    return host.html("404", "<p>ไม่พบหน้าที่ต้องการ ลองค้นหาดูใหม่</p><form><input name=s></form>", status=404)


def home_404(host: Host, asked: Asked) -> Reply:
    """The front page, but with the honest status."""
    made = host.home()
    return Reply(404, made.headers, made.body)


def gone_410(host: Host, asked: Asked) -> Reply:
    return Reply(410, _PLAIN, b"<h1>Gone</h1>")


HONEST = (iis, empty_404, framed_404, home_404, gone_410)


def echoing(host: Host, asked: Asked) -> Reply:
    return host.html("แจ้งเตือน", f"<p>ไม่มีไฟล์ <code>{asked.target}</code> ในระบบ (รหัส {Random().getrandbits(32):x})</p>")


def marquee(host: Host, asked: Asked) -> Reply:
    return host.html("", "<marquee><font color=red size=5>!!! ไม่มีข้อมูลที่ท่านเรียกดู !!!</font></marquee>")


def alert_back(host: Host, asked: Asked) -> Reply:
    body = '<meta charset="utf-8"><script>alert("ไม่พบข้อมูล");history.back();</script>'
    return Reply(200, _PLAIN, body.encode())


def blank(host: Host, asked: Asked) -> Reply:
    return Reply(200, _PLAIN, b"")


def empty_main(host: Host, asked: Asked) -> Reply:
    return host.html("", "")


def labels_only(host: Host, asked: Asked) -> Reply:
    cells = "".join(f"<tr><td>{label} :</td><td></td></tr>" for label in ("หัวข้อ", "วันที่ประกาศ", "ผู้ประกาศ", "ไฟล์แนบ"))
    return host.html("รายละเอียดข่าว", f"<table>{cells}</table><p>อ่าน 0 ครั้ง</p>")


def php_notice(host: Host, asked: Asked) -> Reply:
    notice = "<b>Warning</b>: mysql_fetch_array() expects parameter 1 to be resource in <b>/home/www/detail.php</b> on line <b>38</b>"
    return host.html("", f"<br>{notice}<br>")


def quote_of_day(host: Host, asked: Asked) -> Reply:
    """An error page with text that is new at each visit."""
    return host.html("อุ๊ปส์", f"<p>หน้านี้ไม่อยู่แล้ว ระหว่างนี้ขอเสนอเกร็ดความรู้</p>{paragraphs(Random(), 1)}")


def suggestions(host: Host, asked: Asked) -> Reply:
    draw = Random(asked.target)
    return host.html("ไม่พบรายการ", f"<p>รายการใกล้เคียง</p><ul>{news(draw, 5)}</ul>")


def picture_404(host: Host, asked: Asked) -> Reply:
    return host.html("", '<center><img src="/images/error404.gif" alt=""><br><a href="/">กลับ</a></center>')


def to_error_page(host: Host, asked: Asked) -> Reply:
    if asked.path == "/error.php":
        return host.html("ข้อผิดพลาด", "<p>ลิงก์นี้หมดอายุหรือถูกลบโดยผู้ดูแล</p>")
    return redirect(f"/error.php?from={asked.path}")


def english(host: Host, asked: Asked) -> Reply:
    return page(
        b"<html><title>Oops</title><body><h1>This page does not exist</h1><p>Check the address.</p></body></html>"
    )


def json_error(host: Host, asked: Asked) -> Reply:
    return Reply(200, (("Content-Type", "application/json"),), b'{"status":"error","code":404,"message":"not found"}')


SOFT = (
    echoing, marquee, alert_back, blank, empty_main, labels_only, php_notice, quote_of_day, suggestions, picture_404,
    to_error_page, english, json_error,
)  # fmt: skip


def home_again(host: Host, asked: Asked) -> Reply:
    """The front page itself with status 200: any old link shows it."""
    return host.home()


def to_home(host: Host, asked: Asked) -> Reply:
    return redirect("/", 301)


def newest(host: Host, asked: Asked) -> Reply:
    """A record of any number: past the end it is the newest one."""
    return host.html(topic(Random(host.address)), paragraphs(Random(host.address), 2))


def to_list(host: Host, asked: Asked) -> Reply:
    if asked.path == "/news_all.php":
        return host.html("ข่าวทั้งหมด", f"<ul>{news(Random(host.address), 20)}</ul>")
    return redirect("/news_all.php")


def to_login(host: Host, asked: Asked) -> Reply:
    """Everything unknown is taken for a page of members."""
    if asked.path == "/member/login.php":
        form = (
            "<form method=post>ชื่อผู้ใช้ <input name=user> รหัสผ่าน <input type=password name=pass><input type=submit></form>"
        )
        return host.html("เข้าสู่ระบบ", form)
    return redirect("/member/login.php?back=" + asked.path)
