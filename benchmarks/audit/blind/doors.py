"""Links that lead elsewhere: redirects of every kind, front pages, and doors that ask who you are."""

from itertools import pairwise

from benchmarks.audit.blind.site import BlindSite, Host, Page
from benchmarks.audit.blind.words import news, paragraphs, topic
from benchmarks.audit.site.reply import Asked, Reply, file, page, redirect

FORM = '<form method="post"><input type="text" name="user"><input type="password" name="pass"><button>เข้าสู่ระบบ</button></form>'


def content(site: BlindSite, host: Host, target: str = "") -> str:
    """A page of content that no label points at; gives its target."""
    target = target or host.target()
    made = host.html(topic(site.draw), paragraphs(site.draw, 3))
    host.pages[target] = lambda asked: made
    return target


def _refresh(target: str, text: str = "", seconds: int = 0) -> Reply:
    body = f'<html><head><meta charset="utf-8"><META HTTP-EQUIV="Refresh" CONTENT="{seconds}; URL={target}"></head><body>{text}</body></html>'
    return page(body.encode(), charset="")


def _script(target: str) -> Reply:
    return page(f'<html><body><script>window.location.href="{target}";</script></body></html>'.encode())


def add_moved(site: BlindSite, hosts: list[Host], mobile: Host) -> None:
    """To another page of content, by status, by meta refresh, by script, to another host, through up to five hops."""
    for number, host in enumerate(hosts):
        status = (301, 302, 303, 307, 308)[number % 5]
        site.put(host, "moved/plain", redirect(content(site, host), status), "moved")
    for number, host in enumerate(hosts[:4]):
        there = content(site, host)
        site.put(host, "moved/language", redirect("/th" + there), "moved")
        content(site, host, "/th" + there)
        phone = site.url(mobile, content(site, mobile))
        site.put(host, "moved/mobile", redirect(phone), "moved")
        site.put(host, "moved/meta_refresh", _refresh(content(site, host)), "moved")
        site.put(host, "moved/meta_refresh_words", _refresh(content(site, host), "กำลังพาท่านไปยังหน้าใหม่", 3), "moved")
        # without scripts nothing is seen: to say that it cannot be told is right too
        site.put(host, "moved/script", _script(content(site, host)), "moved", "unsupported")
        pdf = f"/storage/{number}.pdf"
        host.pages[pdf] = lambda asked, body=site.pdfs[number % len(site.pdfs)]: file("application/pdf", body)  # type: ignore[misc]  # noqa: B008
        site.put(host, "moved/to_pdf", redirect(pdf), "moved", target=f"/download/{number}")
        chain = [f"/hop{step}/{number}" for step in range(4)] + [content(site, host)]
        for one, following in pairwise(chain):
            host.pages[one] = lambda asked, to=following: redirect(to)  # type: ignore[misc]
        site.put(host, "moved/five_hops", redirect(chain[0]), "moved")


def add_same_page(site: BlindSite, hosts: list[Host]) -> None:
    """Redirects that end at the same page: a slash more or less, a cookie set on the way, a session in the query."""
    for number, host in enumerate(hosts):
        content(site, host, f"/page{number}/")
        site.put(host, "opens/slash_added", redirect(f"/page{number}/", 301), "opens", target=f"/page{number}")
        content(site, host, f"/doc{number}")
        site.put(host, "opens/slash_removed", redirect(f"/doc{number}", 301), "opens", target=f"/doc{number}/")
        session = f"/view.php?id={number}"
        content(site, host, session + "&PHPSESSID=4f3a2b1c")
        # the same page to a person; another address to a machine
        site.put(host, "opens/session_id", redirect(session + "&PHPSESSID=4f3a2b1c"), "opens", "moved", target=session)
        site.put(host, "opens/cookie_wall", _cookie_wall(site, host, number), "opens", target=f"/member-free{number}")
        site.put(host, "opens/cookie_self", _cookie_self(site, host, number), "opens", target=f"/stamp{number}")


def _cookie_wall(site: BlindSite, host: Host, number: int) -> Page:
    """Sends whoever has no cookie to a page that sets it and sends back."""
    made = host.html(topic(site.draw), paragraphs(site.draw, 3))
    host.pages[f"/setcookie{number}"] = lambda asked: _with_cookie(f"/member-free{number}")
    return lambda asked: made if "seen=1" in asked.headers.get("cookie", "") else redirect(f"/setcookie{number}")


def _cookie_self(site: BlindSite, host: Host, number: int) -> Page:
    made = host.html(topic(site.draw), paragraphs(site.draw, 3))
    return lambda asked: made if "seen=1" in asked.headers.get("cookie", "") else _with_cookie(f"/stamp{number}")


def _with_cookie(target: str) -> Reply:
    return Reply(302, (("Location", target), ("Set-Cookie", "seen=1; path=/")), b"")


def add_home(site: BlindSite, hosts: list[Host], to_home: Host, home_again: Host, splash: Host) -> None:
    """The front page by its many addresses, by redirect, by refresh, and shown under a page's own address."""
    ways = ("/", "", "/index.php", "/?utm_source=line", "/?fbclid=IwAR0x", "/#about", "/#!/home", "/index.html?lang=th")
    for number, host in enumerate(hosts):
        way = ways[number % len(ways)]
        made = host.home()
        host.pages[way.partition("#")[0] or "/"] = lambda asked, made=made: made  # type: ignore[misc]
        site.label(site.url(host, way), "homepage_only/address", "homepage_only")
    for host in hosts[:4]:
        site.put(host, "homepage_only/redirect", redirect("/"), "homepage_only")
        site.put(host, "homepage_only/refresh", _refresh("/"), "homepage_only")
        site.put(host, "homepage_only/script", _script("/"), "homepage_only", "unsupported")
        host.pages["/th/home"] = lambda asked, made=host.home(): made  # type: ignore[misc]  # noqa: B008
        site.put(host, "homepage_only/redirect_deeper", redirect("/th/home"), "homepage_only")
        site.put(
            host, "homepage_only/featured", host.home(), "homepage_only", target="/index.php?view=featured&Itemid=435"
        )
    for _ in range(3):
        site.label(site.url(to_home, to_home.target()), "homepage_only/unknown_to_home", "homepage_only")
        # a front page by what it shows, or a soft 404 that shows it
        site.label(
            site.url(home_again, home_again.target()), "homepage_only/unknown_shows_home", "homepage_only", "soft_404"
        )
    intro = page(
        '<html><meta charset="utf-8"><body><img src=/king.jpg><a href="/main.php">เข้าสู่เว็บไซต์</a></body></html>'.encode()
    )
    splash.pages["/"] = splash.pages["/index.php"] = splash.pages["/index.html"] = lambda asked: intro
    site.label(site.url(splash, "/"), "homepage_only/splash", "homepage_only")
    site.put(splash, "homepage_only/behind_splash", splash.home(), "homepage_only", target="/main.php")
    # a part of a site has a front page of its own, which is content of the host
    for number, host in enumerate(hosts[:3]):
        part = host.html(f"การประเมิน ITA {2564 + number}", f"<ol>{news(site.draw, 20)}</ol>")
        site.put(host, "opens/front_of_a_part", part, "opens", target=f"/ita{2564 + number}/index.php")


def add_logins(site: BlindSite, hosts: list[Host], to_login: Host) -> None:
    """Sign-in pages in place of content."""
    for number, host in enumerate(hosts):
        site.put(host, "login_wall/form", host.html("ล็อกอิน", FORM), "login_wall")
        at_login = f"/wp-login.php?redirect_to={number}"
        host.pages[at_login] = lambda asked, made=host.html("Log In", FORM): made  # type: ignore[misc]  # noqa: B008
        site.put(host, "login_wall/redirect", redirect(at_login), "login_wall")
        protected = '<form action="/wp-login.php?action=postpass" method="post"><p>เนื้อหาถูกป้องกันด้วยรหัสผ่าน</p><input name="post_password" type="password"><input type="submit"></form>'
        site.put(host, "login_wall/post_password", host.html(f"ป้องกัน: {topic(site.draw)}", protected), "login_wall")
        members = host.html("กระดานข่าว", f"<p>เฉพาะสมาชิกเท่านั้นที่อ่านกระทู้นี้ได้</p>{FORM}<a href=/register>สมัครสมาชิก</a>")
        site.put(host, "login_wall/members_board", members, "login_wall")
        # no form, only the words and a link to it
        words = host.html("", '<p>ท่านต้องเข้าสู่ระบบก่อนจึงจะดูเอกสารนี้ได้ <a href="/login.php">เข้าสู่ระบบ</a></p>')
        site.put(host, "login_wall/words_only", words, "login_wall", "soft_404")
        alert = '<meta charset="utf-8"><script>alert("กรุณาเข้าสู่ระบบ");location="/login.php";</script>'
        site.put(host, "login_wall/alert", page(alert.encode(), charset=""), "login_wall", "soft_404", "unsupported")
        if number < 3:
            asks = Reply(401, (("WWW-Authenticate", 'Basic realm="intranet"'), ("Content-Type", "text/html")), b"401")
            site.put(host, "login_wall/basic", asks, "login_wall", target=f"/intranet{number}/")
            otp = host.html(
                "ยืนยันตัวตน",
                '<form><label>เลขประจำตัวประชาชน<input name=cid></label><input type=password name=pin placeholder="PIN"></form>',
            )
            site.put(host, "login_wall/citizen_id", otp, "login_wall")
        site.label(site.url(to_login, to_login.target()), "login_wall/unknown_to_login", "login_wall")


def add_loops(site: BlindSite, hosts: list[Host]) -> None:
    """Circles, growing addresses, and chains that are too long."""
    for number, host in enumerate(hosts):
        host.pages[f"/en/x{number}"] = lambda asked, n=number: redirect(f"/th/x{n}")  # type: ignore[misc]
        site.put(host, "redirect_loop/languages", redirect(f"/en/x{number}"), "redirect_loop", target=f"/th/x{number}")
        site.put(host, "redirect_loop/self", lambda asked: redirect(asked.target), "redirect_loop")
        grows: Page = _grows
        host.pages["/grow.php?*"] = grows
        site.label(site.url(host, f"/grow.php?n={number}"), "redirect_loop/grows", "redirect_loop")
        steps = [f"/s{step}/{number}" for step in range(6)] + [content(site, host)]
        for one, following in pairwise(steps):
            host.pages[one] = lambda asked, to=following: redirect(to)  # type: ignore[misc]
        site.put(host, "redirect_loop/seven_hops", redirect(steps[0]), "redirect_loop")
        site.put(host, "redirect_loop/cookie_never_kept", lambda asked: _with_cookie(asked.target), "redirect_loop")


def _grows(asked: Asked) -> Reply:
    return redirect(asked.target + "1")
