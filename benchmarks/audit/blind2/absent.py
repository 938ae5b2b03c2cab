"""What sites answer of a page they no longer have, with 200 or with an honest status."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.blind2.exchange import Answer, Handler, Request, see_other
from benchmarks.audit.blind2.host import Host
from benchmarks.audit.blind2.prose import news, paper

Label = tuple[Handler, str, str, str]  # what answers, verdicts, style, doubt
Absent = Callable[[Host, Random], Label]

SAID = [
    "ไม่พบหน้าที่คุณต้องการ", "ไม่พบหน้าเว็บที่ท่านเรียก", "ขออภัย ไม่พบข้อมูลที่ท่านร้องขอ", "ไม่พบข้อมูล", "ขออภัยค่ะ ไม่พบหน้านี้ในระบบ", "ไม่มีข้อมูลที่ท่านต้องการ",
    "404 - ไม่พบหน้าเพจ", "หน้านี้ไม่มีอยู่ในระบบ หรืออาจถูกลบไปแล้ว", "ข้อผิดพลาด: ไม่พบบทความ", "ไม่พบรายการที่ค้นหา", "ไม่เจอหน้าที่ต้องการ", "Page not found", "อุ๊ปส์! หน้าที่คุณเรียกหาไม่มีแล้ว",
    "ข้อมูลนี้ถูกลบออกจากระบบแล้ว", "เอกสารนี้ถูกยกเลิกการเผยแพร่", "ไม่พบไฟล์ที่ต้องการดาวน์โหลด", "ลิงค์เสีย หรือ หน้าถูกย้าย", "ไม่พบเพจที่ร้องขอ (๔๐๔)", "Error 404 : ไม่พบเอกสาร", "ไม่พบหน้าเวปไซต์นี้", "รหัสข่าวไม่ถูกต้อง",
]  # fmt: skip
EMPTY = [
    "ยังไม่มีข้อมูลในหมวดหมู่นี้",
    "ไม่มีบทความในหมวดหมู่นี้ หากมีหมวดหมู่ย่อยแสดงในหน้านี้ อาจจะมีบทความอยู่",
    "- ไม่มีข้อมูล -",
    "อยู่ระหว่างการปรับปรุงข้อมูล",
    "ยังไม่มีการเผยแพร่เอกสาร",
    "ไม่พบเอกสารในหมวดนี้",
    "รอข้อมูล",
]


def says(host: Host, rng: Random) -> Label:
    body = rng.choice(
        (
            "<h2>{}</h2>",
            "<p align=center>{}</p><a href='javascript:history.back()'>ย้อนกลับ</a>",
            "<div class='alert alert-danger'>{}</div>",
            "<font color=red>{}</font>",
        )
    )
    return (
        host.framed(rng.choice(("", "ข้อผิดพลาด", "404")), body.format(rng.choice(SAID))),
        "soft_404",
        "says_in_frame",
        "",
    )


def suggests(host: Host, rng: Random) -> Label:
    """Not there, and a list of other things that turns at each visit."""
    phrase = rng.choice(SAID)

    def handle(request: Request) -> Answer:
        turn = Random(f"{host.number}/{request.visit}")
        other = "".join(
            f"<li><a href='{turn.choice(host.menu_links)}'>{news(turn, host.office)}</a></li>"
            for _ in range(turn.randint(4, 9))
        )
        return Answer(
            host.page("ไม่พบหน้า", f"<h3>{phrase}</h3><p>เนื้อหาที่ท่านอาจสนใจ</p><ul>{other}</ul>", request.visit),
            type=host.html_type,
        )

    return handle, "soft_404", "says_and_suggests", ""


def other_news(host: Host, rng: Random) -> Label:
    """No word that anything is missing: the frame with whatever news come up."""

    def handle(request: Request) -> Answer:
        turn = Random(f"{host.number}:{request.visit}")
        rows = "".join(
            f"<p><a href='{turn.choice(host.menu_links)}'>{turn.choice((news, paper))(turn, host.office)}</a></p>"
            for _ in range(8)
        )
        return Answer(host.page("ข่าวสาร", rows, request.visit), type=host.html_type)

    return handle, "soft_404", "random_news_in_frame", ""


def hollow(host: Host, rng: Random) -> Label:
    body = rng.choice(
        (
            "",
            "<h2></h2><small>เขียนโดย วันที่ 1 มกราคม 2513</small><div></div>",
            "<b>เรื่อง :</b> <br><b>รายละเอียด :</b> <br><b>วันที่ลง :</b>",
            "<h3>รายละเอียดข่าว</h3><p>&nbsp;</p>",
        )
    )
    return host.framed(rng.choice(("", "รายละเอียด")), body), "soft_404", "hollow_frame", ""


def script_fault(host: Host, rng: Random) -> Label:
    fault = rng.choice((
        "<b>Warning</b>: mysql_fetch_array() expects parameter 1 to be resource, boolean given in <b>/home/www/news_detail.php</b> on line <b>{}</b>",
        "<b>Notice</b>: Undefined offset: 0 in <b>C:\\AppServ\\www\\view.php</b> on line <b>{}</b><br><b>Notice</b>: Trying to get property of non-object in <b>C:\\AppServ\\www\\view.php</b> on line <b>{}</b>",
        "Object reference not set to an instance of an object. (line {})",
    )).replace("{}", str(rng.randint(12, 300)))  # fmt: skip
    return host.framed("", fault), "soft_404", "script_fault_in_frame", ""


def alert(host: Host, rng: Random) -> Label:
    then = rng.choice(("history.back();", 'window.location="index.php";', "window.close();"))
    text = f"<meta charset='utf-8'><script>alert('{rng.choice(SAID)}');{then}</script>"
    return lambda _request: Answer(text.encode()), "soft_404", "script_alert", ""


def picture(host: Host, rng: Random) -> Label:
    return host.framed("", '<img src="/images/404.png" alt="404">'), "soft_404", "picture_of_404", ""


def bare(host: Host, rng: Random) -> Label:
    text = f"<html><head><meta charset='utf-8'></head><body>{rng.choice(SAID)}</body></html>"
    return lambda _request: Answer(text.encode()), "soft_404", "bare_words", ""


def blank(host: Host, rng: Random) -> Label:
    nothing = Answer(rng.choice((b"", b"\n", b"<html><body></body></html>")))
    return lambda _request: nothing, "soft_404", "blank", ""


def echoes(host: Host, rng: Random) -> Label:
    """Repeats the address it was asked for."""
    phrase = rng.choice(SAID)

    def handle(request: Request) -> Answer:
        return Answer(
            host.page(
                "ไม่พบ",
                f"<p>{phrase}: <code>{request.target.replace('<', '')}</code> เวลา 10:{request.visit % 60:02} น.</p>",
                request.visit,
            ),
            type=host.html_type,
        )

    return handle, "soft_404", "echoes_address", ""


def to_error(host: Host, rng: Random) -> Label:
    where = rng.choice(("/404.html", "/error.php", "/notfound", "/error/404.aspx"))
    host.routes.setdefault(where, host.framed("แจ้งเตือน", f"<h3>{rng.choice(SAID)}</h3>"))
    return see_other(where), "soft_404", "redirects_to_error_200", ""


def shows_home(host: Host, rng: Random) -> Label:
    return (
        lambda request: host.routes["/"](request),
        "homepage_only soft_404",
        "shows_front",
        "front page by what it shows, or a soft 404 that shows it",
    )


def to_home(host: Host, rng: Random) -> Label:
    return (
        see_other(rng.choice(("/", host.base + "/")), rng.choice((301, 302))),
        "homepage_only",
        "redirects_to_front",
        "",
    )


def honest_framed(host: Host, rng: Random) -> Label:
    body = f"<h2>{rng.choice(SAID)}</h2><p>กรุณาตรวจสอบที่อยู่ หรือกลับไปที่<a href='/'>หน้าแรก</a></p>"
    return host.framed("404", body, 404), "gone", "honest_in_frame", ""


def withdrawn(host: Host, rng: Random) -> Label:
    return host.framed("", f"<h3>{rng.choice(SAID)}</h3>", 410), "gone", "status_410", ""


def honest_bare(host: Host, rng: Random) -> Label:
    pages = (
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>",
        "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center></body></html>",
        "<title>404 - ไม่พบแฟ้มหรือไดเรกทอรี</title><h2>404 - ไม่พบแฟ้มหรือไดเรกทอรี</h2><h3>ทรัพยากรที่คุณกำลังค้นหาอาจถูกเอาออก เปลี่ยนชื่อ หรือไม่พร้อมใช้งานชั่วคราว</h3>",
        "",
    )
    text = rng.choice(pages)
    return lambda _request: Answer(text.encode(), 404), "gone", "honest_bare", ""


def honest_home(host: Host, rng: Random) -> Label:
    return (
        lambda request: Answer(host.routes["/"](request).body, 404, host.html_type),
        "gone",
        "status_404_shows_front",
        "",
    )


def empty_category(host: Host, rng: Random) -> Label:
    title = paper(rng, host.office)
    handler = host.framed(title, f"<h3>{title}</h3><p>{rng.choice(EMPTY)}</p>")
    return handler, "soft_404 opens", "empty_category", "a heading of its own, but the page says there is nothing"


NO_ID: tuple[Absent, ...] = (
    says,
    suggests,
    other_news,
    hollow,
    script_fault,
    alert,
    picture,
    bare,
    blank,
    echoes,
    to_error,
    shows_home,
    to_home,
)
NO_PATH: tuple[Absent, ...] = (
    honest_framed,
    honest_bare,
    honest_bare,
    honest_framed,
    says,
    shows_home,
    to_home,
    to_error,
    suggests,
    honest_home,
    echoes,
)
