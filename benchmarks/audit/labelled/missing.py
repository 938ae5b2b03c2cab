"""What a host answers for a path it does not have: honestly, or in one of a dozen ways that look like success."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.labelled.host import Host
from benchmarks.audit.site.reply import Asked, Reply, page, redirect


def hard_framed(host: Host, asked: Asked) -> Reply:
    """404 in the site's frame."""
    return host.html("404 ไม่พบหน้า", "<h2>404</h2><p>ไม่พบหน้าที่ท่านต้องการ กรุณาตรวจสอบที่อยู่อีกครั้ง</p>", status=404)


def hard_bare(host: Host, asked: Asked) -> Reply:
    """404 as the web server writes it."""
    return page(
        b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><hr>Apache/2.4 Server</body></html>",
        status=404,
    )


def hard_home(host: Host, asked: Asked) -> Reply:
    """404 with the front page as its body: dead all the same."""
    shown = host.home()
    return Reply(404, shown.headers, shown.body)


def soft_framed(host: Host, asked: Asked) -> Reply:
    """200: a sentence in the site's frame."""
    return host.html(host.owner.name, "<div class='alert'>ไม่พบข้อมูลที่ท่านต้องการ หรือข้อมูลถูกลบออกจากระบบแล้ว</div>")


def soft_english(host: Host, asked: Asked) -> Reply:
    """200: the theme's own page with a search field and suggestions."""
    return host.html(
        "Page not found",
        "<h1>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search?</p>"
        "<h2>Most Used Categories</h2><ul><li>ข่าวประชาสัมพันธ์ (120)</li><li>ประกาศ (88)</li><li>กิจกรรม (45)</li></ul>",
    )


def soft_home(host: Host, asked: Asked) -> Reply:
    """200: the front page for everything."""
    return host.home()


def soft_empty(host: Host, asked: Asked) -> Reply:
    """200: the frame, and nothing in it."""
    return host.html(host.owner.name, "<h2></h2><div class='article'></div><p>เขียนโดย  วันที่  เปิดอ่าน 0 ครั้ง</p>")


def soft_changing(host: Host, asked: Asked) -> Reply:
    """200: an apology that repeats the address and never reads the same twice."""
    chance = Random()
    return host.html(
        f"ขออภัย {chance.randrange(10**6)}",
        f"<h3>ขออภัย ระบบไม่พบหน้า {asked.target}</h3><p>รหัสอ้างอิง {chance.getrandbits(64):x} เวลา {chance.randint(0, 23):02}:{chance.randint(0, 59):02} น. "
        f"หมายเลขคำขอ {chance.randrange(10**9)} โปรดแจ้งผู้ดูแลระบบ</p>",
    )


def soft_bare(host: Host, asked: Asked) -> Reply:
    """200: the web server's words without its status."""
    return page(
        b"<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>"
    )


def soft_redirect(host: Host, asked: Asked) -> Reply:
    """A redirect to a page of errors, which answers 200."""
    if asked.path == "/error404.html":
        return host.html("เกิดข้อผิดพลาด", "<h2>เกิดข้อผิดพลาด</h2><p>ไม่มีหน้านี้ในระบบ โปรดกลับไปยังหน้าแรก</p>")
    return redirect("/error404.html")


def soft_spa(host: Host, asked: Asked) -> Reply:
    """200: the empty shell of a script application, where real pages of the site come with their text."""
    shell = f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{host.owner.name}</title><script defer src="/static/js/main.3f1c.js"></script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>'
    return page(shell.encode())


def shell_only(host: Host, asked: Asked) -> Reply:
    """200: the same shell, on a site that is nothing but scripts: no machine can tell what is there."""
    return soft_spa(host, asked)


def record_missing(host: Host, asked: Asked) -> Reply:
    """Honest about paths, not about records: the script that shows articles says 200 for numbers it does not have."""
    return soft_framed(host, asked) if host.is_article_path(asked.path) else hard_bare(host, asked)


def record_empty(host: Host, asked: Asked) -> Reply:
    """As above, with an empty article instead of a sentence."""
    return soft_empty(host, asked) if host.is_article_path(asked.path) else hard_framed(host, asked)


def soft_parked(host: Host, asked: Asked) -> Reply:
    """200: the name has lapsed and somebody shows advertisements on it."""
    name = host.owner.place
    links = "".join(
        f'<li><a href="/search?q={word}&amp;t={Random().getrandbits(32):x}">{word}</a></li>'
        for word in ("ประกันรถยนต์", "สินเชื่อเงินสด", "จองโรงแรม", "Web Hosting")
    )
    return page(
        f"<html><head><meta charset='utf-8'><title>{name}.example is for sale</title></head><body><h1>This domain may be for sale</h1><p>Buy this domain. The domain owner has parked this page.</p>"
        f"<p>Related searches</p><ul>{links}</ul><script>var ref='{asked.target}';</script></body></html>".encode()
    )


def soft_suspended(host: Host, asked: Asked) -> Reply:
    """200: the hosting company's notice."""
    return page(
        b"<html><head><title>Account Suspended</title></head><body><h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p></body></html>"
    )


def soft_script(host: Host, asked: Asked) -> Reply:
    """200: a script that says so and goes back."""
    text = "<script>alert('ไม่พบข้อมูลที่ต้องการ'); window.history.back();</script>"
    return page(f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>'.encode())


def soft_search(host: Host, asked: Asked) -> Reply:
    """A redirect to the site's own search, which finds nothing."""
    if asked.path == "/search":
        return host.html("ผลการค้นหา", f"<h2>ผลการค้นหา</h2><p>พบ 0 รายการ ไม่พบผลลัพธ์ที่ตรงกับคำค้น {asked.target[10:60]}</p>")
    return redirect("/search?q=" + "".join(one for one in asked.path if one.isalnum()))


def redirect_home(host: Host, asked: Asked) -> Reply:
    """A redirect to the front page for everything unknown."""
    return redirect("/")


HARD: tuple[Callable[[Host, Asked], Reply], ...] = (hard_framed, hard_bare, hard_home)
SOFT: tuple[Callable[[Host, Asked], Reply], ...] = (
    soft_framed,
    soft_english,
    soft_home,
    soft_empty,
    soft_changing,
    soft_bare,
    soft_redirect,
    soft_spa,
    soft_parked,
    soft_suspended,
    soft_script,
    soft_search,
)
