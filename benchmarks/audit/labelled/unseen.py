"""The held-out part: frames, ways of saying "not found" and traps that the rules were not written against.

The first site was used while the rules were written, so its figures flatter. This one is only measured.
"""

from functools import partial
from itertools import count
from random import Random

from benchmarks.audit.labelled import content, missing
from benchmarks.audit.labelled.designs import Design, _menu
from benchmarks.audit.labelled.host import Host, sends, sends_to
from benchmarks.audit.labelled.site import LabelledSite, Ways
from benchmarks.audit.site.reply import Asked, Reply, file, page, redirect
from benchmarks.audit.site.thai_text import THAI_DIGITS, Agency, items, paragraph

_VISITS = count(70_000)


def _ticker(owner: Agency, title: str, main: str, draw: Random) -> str:
    news = draw.sample(items(), 8)
    ticker = " | ".join(f"ด่วน! {one.title} ประจำปี {draw.randint(2564, 2569)}" for one in news[:3])
    cards = "".join(
        f'<div class="card"><h5>{one.title}</h5><p>{paragraph(draw, one, 2568, owner.name, sentences=1)[:90]}...</p></div>'
        for one in news[3:]
    )
    return f"""<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title><meta property="og:site_name" content="{owner.name}"></head><body>
<div class="ticker">{ticker}</div><nav><ul>{_menu("/page/{}", 15)}</ul></nav><section class="banner"><img src="/slide{draw.randint(1, 9)}.jpg" alt="สไลด์"></section>
<section id="detail">{main}</section><section class="suggest"><h4>ข่าวแนะนำ</h4>{cards}</section><footer>{owner.name} โทร 0-4400-0000</footer></body></html>"""


def _nodes(owner: Agency, title: str, main: str, draw: Random) -> str:
    return f"""<!DOCTYPE html><html lang="th" dir="ltr"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 10" /><title>{title} | {owner.name}</title></head>
<body class="path-node"><a href="#main-content" class="visually-hidden">ข้ามไปยังเนื้อหาหลัก</a><header><h1>{owner.name}</h1><form action="/search/node" method="get"><input type="search" name="keys"><input type="hidden" name="form_build_id" value="form-{draw.getrandbits(80):x}"></form></header>
<nav><ul>{_menu("/taxonomy/term/{}", 22)}</ul></nav><main id="main-content">{main}</main><aside><form action="/newsletter"><label>รับข่าวสารทางอีเมล</label><input type="email" name="mail"><button>สมัคร</button></form></aside><footer>{owner.name}</footer></body></html>"""


def _nested(owner: Agency, title: str, main: str, draw: Random) -> str:
    counter = str(next(_VISITS)).translate(THAI_DIGITS)
    return f"""<html><head><title>{owner.name}</title></head><body><table align=center width=1000><tr><td><table><tr><td><img src=head.gif></td></tr></table></td></tr>
<tr><td><table width=100%><tr><td width=180 valign=top><table>{"".join(f"<tr><td>{word}</td></tr>" for word in _menu("main.php?mod={}", 19).split("</li>"))}</table></td><td valign=top><font face="MS Sans Serif">{main}</font></td></tr></table></td></tr>
<tr><td align=center><font size=1>จำนวนผู้เข้าชม {counter} คน ขณะนี้ออนไลน์ {str(draw.randint(1, 60)).translate(THAI_DIGITS)} คน</font></td></tr></table></body></html>"""


def _accordion(owner: Agency, title: str, main: str, draw: Random) -> str:
    menu = _menu("/article/{}/oit")
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title} - {owner.name}</title></head><body><div class="d-none d-md-block"><ul>{menu}</ul></div><div class="d-md-none"><ul>{menu}</ul></div>
<div id="accordion">{main}</div><div class="share"><a href="https://www.facebook.com/sharer.php">แชร์</a></div><div class="cookie">เว็บไซต์นี้ใช้คุกกี้เพื่อเพิ่มประสบการณ์การใช้งานที่ดี ท่านสามารถอ่านนโยบายคุ้มครองข้อมูลส่วนบุคคลได้</div>
<footer>ปรับปรุงล่าสุด {draw.randint(1, 28)} พ.ย. 2569 {draw.randint(8, 16):02}.{draw.randint(0, 59):02} น.</footer></body></html>"""


DESIGNS: tuple[Design, ...] = (
    Design("ticker", "utf-8", "utf-8", _ticker, lambda n: f"/news/{n}/view"),
    Design("nodes", "utf-8", "UTF-8", _nodes, lambda n: f"/node/{n}"),
    Design("nested", "tis-620", "", _nested, lambda n: f"/main.php?mod=news&id={n}"),
    Design("accordion", "utf-8", "", _accordion, lambda n: f"/article/{n}/oit"),
)


def json_error(host: Host, asked: Asked) -> Reply:
    """200: an error for programs."""
    return file(
        "application/json; charset=utf-8",
        b'{"success":false,"error":{"code":404,"message":"Resource not found"},"data":null}',
    )


def sends_home_later(host: Host, asked: Asked) -> Reply:
    """200: a notice that takes the reader to the front page after some seconds."""
    return page(
        f'<html><head><meta charset="utf-8"><meta http-equiv="refresh" content="3;url=/"><title>{host.owner.name}</title></head><body>'
        "<p>ไม่พบหน้าที่ท่านเรียก ระบบกำลังพาท่านกลับไปยังหน้าหลักภายใน 3 วินาที</p></body></html>".encode()
    )


def no_permission(host: Host, asked: Asked) -> Reply:
    """200: English words in a Thai frame."""
    return host.html(
        host.owner.name,
        "<div class='messages error'>The requested content does not exist or is no longer published.</div>",
    )


def picture_of_404(host: Host, asked: Asked) -> Reply:
    """200: a picture and a way home."""
    return host.html("Error", '<p><img src="/images/404.png" alt="404"></p><p><a href="/">กลับหน้าหลัก</a></p>')


def empty_category(host: Host, asked: Asked) -> Reply:
    """200: a heading and no documents."""
    return host.html(host.owner.name, "<h3>รายการเอกสาร</h3><p>ยังไม่มีเอกสารในหมวดนี้</p><p>แสดง 0 ถึง 0 จาก 0 รายการ</p>")


def suggestions(host: Host, asked: Asked) -> Reply:
    """200: an apology, and other articles with their first lines, others on each visit."""
    chance = Random()
    others = "".join(
        f"<li><a href='/node/{chance.randrange(900)}'>{one.title}</a> {paragraph(chance, one, 2567, host.owner.name, sentences=1)[:120]}</li>"
        for one in chance.sample(items(), 6)
    )
    return host.html("ไม่พบเนื้อหา", f"<h2>เราหาหน้านี้ไม่พบ</h2><p>บทความอื่นที่ท่านอาจสนใจ</p><ul>{others}</ul>")


WAYS = Ways(
    designs=DESIGNS,
    hard=(missing.hard_framed, missing.hard_bare, missing.hard_home),
    soft=(json_error, no_permission, picture_of_404, empty_category, suggestions, missing.soft_home, missing.soft_empty),
)  # fmt: skip


def add_traps(site: LabelledSite) -> None:
    """Good pages that look bad and bad ones that look good, of kinds that the first site has not."""
    hosts = site.turns(site.hard + site.living_soft() + site.records)
    for number in range(12):
        host = next(hosts)
        frame = f'<h2>ประมวลจริยธรรม ฉบับที่ {number}</h2><iframe src="/files/code-{number}.pdf" width="100%"></iframe>'
        site.put(host, host.shows("ประมวลจริยธรรม", frame), "opens", "embedded_pdf")
        host = next(hosts)
        scans = "".join(f'<img src="/scan/{number}-{side}.jpg">' for side in range(3))
        site.put(
            host,
            host.shows("คำสั่งแต่งตั้งคณะกรรมการ", f"<h2>คำสั่งที่ {number + 40}/2567</h2>{scans}"),
            "opens",
            "scanned_pictures",
        )
        host = next(hosts)
        text = "เจ้าหน้าที่ของเราไม่มีหน้าที่รับเงินสดหน้างาน หากพบเห็นการเรียกรับผลประโยชน์ โปรดแจ้งสายตรงนายก"
        site.put(
            host,
            host.shows("ประกาศแจ้งเตือน", f"<h2>ประกาศแจ้งเตือน</h2><p>{text} ครั้งที่ {number}</p>"),
            "opens",
            "words_like_not_found",
        )
        host = next(hosts)
        text = "ขออภัยในความไม่สะดวก ปิดถนนสายหลักเพื่อวางท่อระบายน้ำ ระหว่างวันที่ 1 ถึง 15 มีนาคม 2567 โปรดใช้เส้นทางเลี่ยง"
        site.put(host, host.shows("ประชาสัมพันธ์", f"<h2>ปิดถนนชั่วคราว</h2><p>{text}</p>"), "opens", "apology_for_roadworks")
        host, (item, year) = next(hosts), site.topic()
        form = '<form action="/comment"><label>ความคิดเห็น</label><textarea name="text"></textarea><input type="email" name="email"><button>ส่ง</button></form>'
        site.put(
            host,
            host.shows(item.title, content.short(site.draw, item, year, host.owner) + form),
            "opens",
            "short_with_comment_form",
        )
        host = next(hosts)
        register = f'<h2>ลงทะเบียนเข้าร่วมโครงการ รุ่นที่ {number}</h2><p>อบรมคุณธรรมจริยธรรมแก่ผู้บริหารและเจ้าหน้าที่ วันที่ 12 กรกฎาคม 2567</p><form><input name="name"><input type="email" name="mail"><button>ลงทะเบียน</button></form>'
        site.put(host, host.shows("ลงทะเบียน", register), "opens", "registration_form")
        host = next(hosts)
        keycloak = '<div id="kc-header">REALM</div><h1>Sign in to your account</h1><form id="kc-form-login" method="post"><input id="username" name="username" type="text"><input id="password" name="password" type="password"><input type="submit" value="Sign In"></form>'
        gate = next(hosts)
        target = gate.put(
            sends(
                page(f"<html><head><title>Sign in to officers</title></head><body>{keycloak}</body></html>".encode())
            ),
            f"/realms/officers/protocol/auth?client={number}",
        )
        site.put(host, sends_to(site.url(gate, target)), "login_wall", "keycloak")
    for _number in range(6):
        host = next(hosts)
        site.put(host, partial(sends_home_later, host), "homepage_only", "meta_refresh_home")
        site.put(
            host,
            lambda asked: redirect("/oops", 302),
            "gone" if host.missing in WAYS.hard else "soft_404",
            "redirect_to_unknown",
        )
