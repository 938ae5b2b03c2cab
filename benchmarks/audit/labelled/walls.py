"""Links that tell nothing of the evidence: walls, refusals, silence, loops, certificates, odd files, forbidden addresses."""

from dataclasses import replace
from itertools import cycle

from benchmarks.audit.labelled import content
from benchmarks.audit.labelled.host import sends, sends_to
from benchmarks.audit.labelled.site import LabelledSite
from benchmarks.audit.site.reply import Act, Reply, file, page

OVER_CAP_BYTES = 25_000_000
_FORM = (
    '<h2>{words}</h2><form action="/login/check" method="post"><label>{name}</label><input type="text" name="user">'
    '<label>{secret}</label><input type="password" name="pass"><button type="submit">{enter}</button></form>'
)
_FORMS = (
    ("เข้าสู่ระบบ", _FORM.format(words="กรุณาเข้าสู่ระบบ", name="ชื่อผู้ใช้", secret="รหัสผ่าน", enter="เข้าสู่ระบบ")),
    ("Sign in", _FORM.format(words="Please sign in to continue", name="Username", secret="Password", enter="Log in")),
    (
        "สำหรับเจ้าหน้าที่",
        _FORM.format(words="เฉพาะเจ้าหน้าที่ของหน่วยงานเท่านั้น", name="เลขประจำตัว", secret="รหัสผ่าน", enter="ตกลง"),
    ),
)
_BINARY = (
    ("exe", "application/x-msdownload", b"MZ\x90\x00\x03"),
    ("mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42"),
    ("mp3", "audio/mpeg", b"ID3\x03\x00"),
    ("bin", "application/octet-stream", b"\x7fELF\x02\x01"),
    ("psd", "image/vnd.adobe.photoshop", b"8BPS\x00\x01"),
    ("dwg", "image/vnd.dwg", b"AC1027\x00\x00"),
    ("woff2", "font/woff2", b"wOF2\x00\x01"),
    ("swf", "application/x-shockwave-flash", b"CWS\x0a"),
)
_INNER = (
    "http://127.9.0.1:{port}/", "http://10.0.0.5/oit.html", "http://192.168.1.1/admin", "http://172.16.4.4/ita.pdf",
    "http://169.254.169.254/latest/meta-data/", "http://[::1]:{port}/", "http://[::ffff:127.9.0.1]:{port}/", "http://0.0.0.0:{port}/",
    "http://localhost:{port}/", "http://2130706433:{port}/", "http://0177.0.0.1:{port}/", "http://0x7f.0.0.1:{port}/", "http://127.1:{port}/",
    "http://[fe80::1]/", "http://[fd00::1]/", "http://224.0.0.1/", "http://[::ffff:a00:1]/", "http://100.64.0.1/",
)  # fmt: skip
_NO_ADDRESS = (
    "mailto:saraban@example.go.th", "tel:0440000000", "javascript:void(0)", "javascript:history.back()", "#", "#top", "http://", "https://",
    "-", "ไม่มี", "อยู่ระหว่างดำเนินการ", "{{ item.url }}", "<%= url %>", "http:///oit/o12", "data:text/plain,abc",
)  # fmt: skip


def add_login_wall(site: LabelledSite) -> None:
    """401, a redirect to a form, a form in place of the content, another host's sign-in."""
    hosts = site.turns(site.hard + site.living_soft())
    basic = (("WWW-Authenticate", 'Basic realm="officers"'), ("Content-Type", "text/html"))
    for number, (title, form) in zip(range(18), cycle(_FORMS), strict=False):
        host = next(hosts)
        site.put(host, sends(Reply(401, basic, b"<h1>401 Unauthorized</h1>")), "login_wall", "basic_401")
        host = next(hosts)
        site.put(host, host.shows(title, form), "login_wall", "form_in_place")
        host = next(hosts)
        path = ("/login", "/wp-login.php", "/Account/Login", "/user/login", "/admin/index.php")[number % 5]
        if path not in host.pages:
            host.put(host.shows(title, form), path)
        site.put(host, sends_to(f"{path}?next=%2Foit%2F{number}"), "login_wall", "redirect_to_form")
        host.pages[f"{path}?next=%2Foit%2F{number}"] = host.pages[path]
    asks_mail = '<h1>ลงชื่อเข้าใช้</h1><p>ใช้บัญชีของคุณเพื่อดำเนินการต่อ</p><form action="/signin/v2"><input type="email" name="identifier"><a>หากลืมอีเมล</a><button>ถัดไป</button></form>'
    for number in range(8):
        host, gate = next(hosts), next(hosts)
        target = gate.put(gate.shows("ลงชื่อเข้าใช้", asks_mail), f"/ServiceLogin?continue={number}")
        site.put(host, sends_to(site.url(gate, target)), "login_wall", "sign_in_of_another_host")


def add_refused(site: LabelledSite) -> None:
    """403, 429, 5xx, refused and reset connections, answers that break off."""
    hosts = site.turns(site.hard + site.living_soft())
    bodies = {
        403: b"<h1>403 Forbidden</h1>",
        429: b"Too many requests",
        500: b"<h1>Internal Server Error</h1>",
        502: b"<h1>502 Bad Gateway</h1>",
        503: b"<h1>Service Unavailable</h1>",
        504: b"<h1>504 Gateway Time-out</h1>",
        521: b"<h1>Web server is down</h1>",
    }
    for _number, (status, body) in zip(range(42), cycle(bodies.items()), strict=False):
        extra = (("Retry-After", "120"),) if status in (429, 503) else ()
        site.put(
            next(hosts),
            sends(Reply(status, (("Content-Type", "text/html"), *extra), body)),
            "refused",
            f"status_{status}",
        )
    acts: tuple[Act, ...] = ("reset", "close", "cut")
    for number, act in zip(range(18), cycle(acts), strict=False):
        host = next(hosts)
        item, year = site.topic()
        whole = host.html(item.title, content.article(site.draw, item, year, host.owner))
        site.put(host, sends(replace(whole, act=act)), "refused", f"connection_{act}")
        if number % 2:
            target = next(hosts).new_target()
            site.label(site.url(next(hosts), target, port=site.refusing_port), "refused", "connection_refused")


def add_timed_out(site: LabelledSite) -> None:
    """Names without an address, connections never accepted, silence, and answers slower than the limits."""
    for number in range(24):
        site.label(f"http://www.no-such-agency-{number}.invalid/oit/{number}.html", "timed_out", "no_dns_answer")
    hosts = site.turns(site.hard)
    acts: tuple[Act, ...] = ("stall", "slow_head", "drip")
    for _number, act in zip(range(24), cycle(acts), strict=False):
        host = next(hosts)
        whole = host.html("ช้า", "<p>" + "ข้อมูล " * 400 + "</p>")
        if act == "stall":
            whole = replace(whole, delay_s=600.0)
        site.put(host, sends(replace(whole, act="" if act == "stall" else act)), "timed_out", f"too_slow_{act}")
    for _number in range(4):
        site.label(site.url(next(hosts), next(hosts).new_target(), port=site.deaf_port), "timed_out", "connect")


def add_redirect_loop(site: LabelledSite) -> None:
    """To itself, in circles of two and three, ever longer addresses, more than five hops."""
    hosts = site.turns(site.hard + site.soft)
    for number in range(52):
        host = next(hosts)
        size = (1, 2, 3, 6, 9)[number % 5]
        if size <= 3:
            first = host.new_target()
            target = first
            for _hop in range(size - 1):
                target = host.put(sends_to(target))
            site.put(host, sends_to(target, 301), "redirect_loop", f"circle_of_{size}", first)
            continue
        target = host.put(host.shows("ปลายทาง", "<p>ถึงแล้ว</p>"))
        for _hop in range(size - 1):
            target = host.put(sends_to(target))
        site.put(host, sends_to(target), "redirect_loop", f"chain_of_{size}")


def add_bad_certificate(site: LabelledSite) -> None:
    """Good pages behind certificates that a browser warns of."""
    hosts = site.turns(site.hard)
    for _number, (fault, port) in zip(range(56), cycle(site.tls_ports.items()), strict=False):
        host = next(hosts)
        item, year = site.topic()
        target = host.put(host.shows(item.title, content.article(site.draw, item, year, host.owner)))
        site.label(site.url(host, target, port=port, scheme="https"), "bad_certificate", fault, item, year)


def add_unsupported(site: LabelledSite) -> None:
    """Types that nobody can read as evidence, and files over the cap."""
    hosts = site.turns(site.hard)
    for number, (ending, kind, start) in zip(range(48), cycle(_BINARY), strict=False):
        body = start + bytes(site.draw.randbytes(4000))
        site.put(
            next(hosts), sends(file(kind, body)), "unsupported", f"type_{ending}", f"/files/setup-{number}.{ending}"
        )
    big = b"%PDF-1.4\n" + bytes(OVER_CAP_BYTES)
    for number in range(6):
        site.put(
            next(hosts), sends(file("application/pdf", big)), "unsupported", "over_cap", f"/files/big-{number}.pdf"
        )
    for number in range(2):
        endless = replace(page(b"<p>" + "ข้อมูล".encode() * 20_000), act="endless")
        site.put(next(hosts), sends(endless), "unsupported", "endless", f"/stream-{number}")


def add_script_shells(site: LabelledSite) -> None:
    """Sites that are nothing but scripts: what they show cannot be read, so nothing is known."""
    for host in site.shells:
        for _number in range(4):
            site.label(site.url(host, host.new_target()), "unsupported", "script_shell")


def add_blocked(site: LabelledSite) -> None:
    """Addresses inside the network, written in many ways, and redirects to them."""
    hosts = site.turns(site.hard)
    for number in range(36):
        inner = _INNER[number % len(_INNER)].format(port=site.port)
        site.label(inner + (f"?{number}" if number >= len(_INNER) else ""), "blocked", "inner_address")
    for number in range(18):
        site.put(next(hosts), sends_to(_INNER[number].format(port=site.port)), "blocked", "redirect_to_inner_address")


def add_not_checked(site: LabelledSite) -> None:
    """What was entered where an address belongs, and is none."""
    for number in range(54):
        text = _NO_ADDRESS[number % len(_NO_ADDRESS)]
        site.label(text, "not_checked", "no_address")
