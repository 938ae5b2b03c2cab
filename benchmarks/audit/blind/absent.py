"""Links to what is not there: gone by status, soft on soft hosts, and soft on hosts that are otherwise honest."""

from benchmarks.audit.blind.site import BlindSite, Host
from benchmarks.audit.blind.skins import BARE
from benchmarks.audit.blind.words import paragraphs, topic
from benchmarks.audit.site.reply import Reply, file, page, redirect

REMOVED = (
    "บทความนี้ถูกนำออกแล้ว", "เนื้อหานี้หมดอายุการเผยแพร่", "ขออภัย ไม่มีหน้านี้ในระบบ", "ข้อมูลถูกย้าย กรุณาติดต่อผู้ดูแลระบบ",
    "ไม่พบบทความ หรือบทความยังไม่ได้เผยแพร่", "ลบข้อมูลเรียบร้อยแล้ว ไม่สามารถแสดงได้",
)  # fmt: skip


def add_soft_unknown(site: BlindSite, hosts: list[Host], each: int) -> None:
    """Addresses that the host does not have and answers 200."""
    for host in hosts:
        for _ in range(each):
            name = host.unknown.__name__
            # a machine's error in JSON is no page for a person, and an empty answer is no type that anyone can read
            more = ("unsupported",) if name in ("json_error", "blank", "alert_back") else ()
            site.label(site.url(host, host.target()), f"soft_404/{name}", "soft_404", *more)


def add_removed(site: BlindSite, hosts: list[Host]) -> None:
    """One removed page on a host whose unknown addresses answer 404."""
    for number, host in enumerate(hosts):
        words = REMOVED[number % len(REMOVED)]
        site.put(host, "soft_404/removed_on_honest", host.html("แจ้งเตือน", f"<p>{words}</p>"), "soft_404")
    for number, host in enumerate(hosts[:6]):
        shown = host.html(
            "", f"<p>ไม่มีบทความในหมวดหมู่นี้ หากแสดงหมวดหมู่ย่อยอาจมีบทความ {'' if number % 2 else topic(site.draw)}</p>"
        )
        # the category is there, its list is empty: a person may say either
        site.put(host, "soft_404/empty_category", shown, "soft_404", "opens", target=f"/index.php?cat={number}")
        none = host.html("ผลการค้นหา", "<p>ไม่พบผลลัพธ์ที่ตรงกับ “แผนปฏิบัติการ” จำนวน 0 รายการ</p>")
        site.put(host, "soft_404/search_none", none, "soft_404", "opens", target=f"/?s=plan{number}")


def add_scripts(site: BlindSite, hosts: list[Host]) -> None:
    """What download scripts say of a file that is not there, with status 200."""
    octet = (("Content-Type", "application/octet-stream"), ("Content-Disposition", 'attachment; filename="x.pdf"'))
    bad_pdf = (("Content-Type", "application/pdf"),)
    alert = '<meta charset="utf-8"><script>alert("ไม่พบไฟล์");window.close();</script>'
    said = (
        ("script_text", Reply(200, (("Content-Type", "text/plain"),), b"File not found."), ()),
        ("script_empty", Reply(200, octet, b""), ("unsupported",)),
        ("script_alert", page(alert.encode(), charset=""), ()),
        ("script_html_as_pdf", Reply(200, bad_pdf, "<html>ไม่พบไฟล์ที่ต้องการ</html>".encode()), ("unsupported",)),
        ("script_empty_pdf", Reply(200, bad_pdf, b""), ("unsupported",)),
        (
            "script_warning",
            page(b"<b>Warning</b>: readfile(../upload/x.pdf): failed to open stream: No such file or directory"),
            (),
        ),
    )
    for number, (style, reply, more) in enumerate(said * 2):
        host = hosts[number % len(hosts)]
        site.put(host, f"soft_404/{style}", reply, "soft_404", *more, target=f"/dl.php?f={number}")  # type: ignore[arg-type]


def add_parked(site: BlindSite) -> None:
    """Hosts where every address is the same page of nobody; the front page too, so a person may call it that."""
    texts = (
        ("apache_default", "<title>Apache2 Ubuntu Default Page: It works</title><h1>It works!</h1>"),
        (
            "domain_sale",
            "<title>for sale</title><h1>This domain may be for sale</h1><a href=//x.example>Related searches</a>",
        ),
        ("suspended", "<h1>Account Suspended</h1><p>Contact your hosting provider for more information.</p>"),
        ("maintenance", '<meta charset="utf-8"><h2>ระบบกำลังปรับปรุง</h2><p>ขออภัยในความไม่สะดวก กลับมาใหม่เร็ว ๆ นี้</p>'),
    )
    for style, text in texts:
        made = page(f"<html><body>{text}</body></html>".encode(), charset="")
        host = site.host(BARE, lambda _host, _asked, made=made: made)  # type: ignore[misc]
        host.pages["/"] = lambda asked, made=made: made  # type: ignore[misc]
        for _ in range(3):
            more = ("homepage_only", "refused") if style == "maintenance" else ("homepage_only",)
            site.label(site.url(host, host.target()), f"soft_404/{style}", "soft_404", *more)


def add_newest(site: BlindSite, host: Host) -> None:
    """A system that shows its newest record for any number past the end: which is which only the record's number tells."""
    newest = host.target()
    site.label(site.url(host, newest), "opens/newest", "opens")
    for _ in range(4):
        # an assessor sees a page of content, though not the one that was meant
        site.label(site.url(host, host.target()), "soft_404/beyond_newest", "soft_404", "opens")
    for _ in range(3):
        site.put(host, "opens/older_record", host.html(topic(site.draw), paragraphs(site.draw, 2)), "opens")


def add_to_list(site: BlindSite, host: Host) -> None:
    """Unknown numbers are sent to the list of news: elsewhere, and not what was asked for."""
    for _ in range(4):
        site.label(site.url(host, host.target()), "soft_404/to_list", "soft_404", "moved")
    site.label(site.url(host, "/news_all.php"), "opens/the_list_itself", "opens")


def add_gone(site: BlindSite, honest: list[Host], soft: list[Host]) -> None:
    """404 and 410 in every dress, also behind a redirect and on hosts that are soft elsewhere."""
    for host in honest:
        site.label(site.url(host, host.target()), f"gone/{host.unknown.__name__}", "gone")
    draw = site.draw
    back = '<meta http-equiv="refresh" content="5;url=/"><meta charset="utf-8">ไม่พบหน้า กำลังพากลับหน้าแรก'
    for number, host in enumerate(honest[:5]):
        site.put(
            host, "gone/refresh_home", page(back.encode(), charset="", status=404), "gone", target=f"/old{number}.asp"
        )
        host.pages[f"/lost{number}"] = lambda asked: page("<h1>ไม่พบ</h1>".encode(), status=404)
        site.put(host, "gone/behind_redirect", redirect(f"/lost{number}"), "gone")
    for number, host in enumerate(soft[:4]):
        gone = host.html("404", "<p>ไม่พบ</p>", status=404)
        site.put(host, "gone/on_soft_host", gone, "gone", target=f"/files/none{number}.pdf")
        # a status 404 with the content asked for: the table says gone, the assessor sees the page
        shown = host.html(topic(draw), paragraphs(draw, 3), status=404)
        site.put(host, "gone/content_with_404", shown, "gone", "opens")
    site.put(
        soft[5],
        "gone/json",
        Reply(404, (("Content-Type", "application/json"),), b'{"message":"not found"}'),
        "gone",
        target="/api/o/1",
    )
    site.put(soft[6], "gone/pdf_404", Reply(410, file("application/pdf", b"").headers, b""), "gone", target="/f/1.pdf")
