"""Links of which nothing can be known: refused, silent, or of a kind that nobody reads; and certificates nobody trusts."""

from benchmarks.audit.blind.doors import content
from benchmarks.audit.blind.site import BlindSite, Host
from benchmarks.audit.site.reply import Reply, file, page, redirect

_HTML = (("Content-Type", "text/html; charset=utf-8"),)


def add_refused(site: BlindSite, hosts: list[Host], closed: Host) -> None:
    """403, 429, 5xx and connections that end."""
    answers = (
        ("forbidden", Reply(403, _HTML, b"<h1>Forbidden</h1>")),
        ("forbidden_framed", hosts[0].html("ปฏิเสธ", "<p>ไม่อนุญาตให้เข้าถึง</p>", status=403)),
        ("challenge", Reply(403, (*_HTML, ("Server", "cloudflare")), b"<title>Just a moment...</title>")),
        ("too_many", Reply(429, (*_HTML, ("Retry-After", "3600")), b"slow down")),
        ("php_error", Reply(500, _HTML, b"Fatal error: Uncaught Error")),
        ("gateway", Reply(502, _HTML, b"<h1>502 Bad Gateway</h1>")),
        ("maintenance", Reply(503, (*_HTML, ("Retry-After", "86400")), "ปิดปรับปรุง".encode())),
        ("bandwidth", Reply(509, _HTML, b"Bandwidth Limit Exceeded")),
        ("edge", Reply(522, _HTML, b"error code: 522")),
        ("reset", Reply(act="reset")),
        ("closed", Reply(act="close")),
    )
    for number, (style, reply) in enumerate(answers * 2):
        site.put(hosts[number % len(hosts)], f"refused/{style}", reply, "refused", target=f"/busy/{number}.php")
    broken = (
        ("database_200", "<h1>Error establishing a database connection</h1>"),
        ("too_many_200", "Too many connections in /home/web/config.php on line 12"),
        ("firewall_200", "<title>Request Rejected</title>The requested URL was rejected. Your support ID is: 847261"),
    )
    for number, (style, text) in enumerate(broken * 2):
        # an error of the server dressed as 200: out of order for the moment, and not there
        made = page(f"<html><body>{text}</body></html>".encode())
        site.put(hosts[number % len(hosts)], f"refused/{style}", made, "refused", "soft_404", target=f"/p{number}.php")
    for number in range(3):
        site.label(f"http://{closed.address}:{site.closed_port}/ita/o{number}", "refused/closed_port", "refused")
        site.put(
            hosts[number],
            "refused/redirect_to_closed",
            redirect(f"http://{closed.address}:{site.closed_port}/x"),
            "refused",
        )


def add_silent(site: BlindSite, hosts: list[Host], deaf: Host) -> None:
    """No name, no answer, or an answer that never ends."""
    for number in range(4):
        site.label(f"http://www.tambon-{number}-nodns.invalid/ita/o{number}.pdf", "timed_out/no_name", "timed_out")
    for host in hosts[:2]:
        site.put(host, "timed_out/redirect_to_no_name", redirect("http://old-tambon.invalid/o1"), "timed_out")
        site.put(host, "timed_out/stalls", Reply(act="stall"), "timed_out")
        site.put(host, "timed_out/slow_head", Reply(200, _HTML, b"<p>x</p>" * 9, act="slow_head"), "timed_out")
        site.put(host, "timed_out/drips", Reply(200, _HTML, b"<p>drip</p>" * 20, act="drip"), "timed_out")
        site.put(host, "timed_out/late", Reply(200, _HTML, b"<p>late</p>", delay_s=5.0), "timed_out")
        deaf.pages["/wait"] = lambda asked: Reply(act="stall")
        site.put(host, "timed_out/redirect_to_silence", redirect(site.url(deaf, "/wait")), "timed_out")
        made = host.html("ช้าแต่มา", "<p>รายงานผลการดำเนินงานรอบหกเดือน ของกองการศึกษา</p>")
        site.put(host, "opens/slow", Reply(200, made.headers, made.body, delay_s=1.2), "opens")


def add_unreadable(site: BlindSite, hosts: list[Host], shell: Host) -> None:
    """Types nobody reads, answers over the cap, pages that scripts alone draw."""
    kinds = (
        ("exe", "application/x-msdownload", b"MZ\x90\0" + bytes(range(256)) * 8, "/setup.exe"),
        ("dwg", "image/vnd.dwg", b"AC1032" + bytes(range(256)) * 8, "/plan.dwg"),
        ("mdb", "application/x-msaccess", b"\0\1\0\0Standard Jet DB\0" + bytes(range(256)) * 8, "/data.mdb"),
        ("mp4", "video/mp4", b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 30, "/clip.mp4"),
        ("mp3", "audio/mpeg", b"ID3\3" + bytes(range(256)) * 30, "/voice.mp3"),
        ("swf", "application/x-shockwave-flash", b"FWS\5" + bytes(range(256)) * 8, "/book.swf"),
        ("psd", "application/octet-stream", b"8BPS\0\1" + bytes(range(256)) * 8, "/banner.psd"),
        ("noise", "application/octet-stream", bytes((n * 37 + 11) % 251 for n in range(4000)), "/get.php?id=9"),
    )
    for number, (style, kind, body, target) in enumerate(kinds):
        site.put(hosts[number % len(hosts)], f"unsupported/{style}", file(kind, body), "unsupported", target=target)
    for number, host in enumerate(hosts[:2]):
        endless = Reply(200, (("Content-Type", "application/pdf"),), b"%PDF-1.4" + b"0" * 200_000, act="endless")
        site.put(host, "unsupported/endless", endless, "unsupported", "timed_out", target=f"/big{number}.pdf")
    app = b'<!doctype html><html><head><title>app</title></head><body><noscript>enable JavaScript</noscript><div id="root"></div><script src="/main.3f2.js"></script></body></html>'
    shell.pages["/"] = lambda asked: page(app)
    for number in range(4):
        # a shell that is the same everywhere cannot be told from the front page without running it
        site.label(site.url(shell, f"/oit/{number}"), "unsupported/shell", "unsupported")
    site.put(hosts[0], "unsupported/shell_one", page(app), "unsupported", target="/app/o12")


def add_certificates(site: BlindSite, hosts: list[Host]) -> None:
    """http sent to https of the same page, under a certificate that nobody signed; and straight to it."""
    for host in hosts:
        target = content(site, host)
        site.label(f"https://{host.address}:{site.tls_port}{target}", "bad_certificate/straight", "bad_certificate")
        moved = f"https://{host.address}:{site.tls_port}{target}"
        site.put(host, "bad_certificate/by_redirect", redirect(moved, 301), "bad_certificate")
