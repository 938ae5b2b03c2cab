"""Links that open: real pages in shapes that are easily taken for something else."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.blind.site import BlindSite, Host
from benchmarks.audit.blind.words import news, paragraphs, topic
from benchmarks.audit.site.pdf_pool import noise_png
from benchmarks.audit.site.reply import Asked, Reply, file

Made = tuple[str, str]
Shape = Callable[[Random], Made]


def article(draw: Random) -> Made:
    return topic(draw), paragraphs(draw, 3)


def one_line(draw: Random) -> Made:
    return topic(draw), f"<p>ไม่มีผู้ใดให้หรือรับของขวัญ ณ วันที่ {draw.randint(1, 28)} ก.ย. 2566</p>"


def zero_complaints(draw: Random) -> Made:
    months = "".join(f"<tr><td>เดือนที่ {n}</td><td>0</td><td>ไม่พบเรื่องร้องเรียน</td></tr>" for n in range(1, 13))
    return f"สถิติเรื่องร้องเรียนการทุจริต ปี {draw.randint(2560, 2569)}", f"<table>{months}</table><p>ไม่มีข้อมูลการร้องเรียน</p>"


def number_table(draw: Random) -> Made:
    rows = "".join(
        f"<tr><td>{draw.randint(1, 9)}.{n}</td><td>{draw.randint(1000, 99999):,}.00</td></tr>" for n in range(8)
    )
    return "งบทดลอง", f"<table>{rows}</table>"


def file_list(draw: Random) -> Made:
    return topic(draw), "".join(
        f'<a href="/files/com_{draw.randint(1, 9999)}.pdf"><img src="/i/pdf.gif"> ดาวน์โหลด</a> ' for _ in range(3)
    )


def pdf_frame(draw: Random) -> Made:
    return "", f'<iframe src="/files/plan{draw.randint(100, 999)}.pdf" width="100%" height="900"></iframe>'


def pdf_object(draw: Random) -> Made:
    return "แผน", f'<object data="/upload/{draw.randint(100, 999)}.pdf" type="application/pdf"></object>'


def scans(draw: Random) -> Made:
    return "", "".join(f'<img src="/scan/{draw.randint(1, 9)}/{n}.jpg" width="800"><br>' for n in range(4))


def one_scan(draw: Random) -> Made:
    return topic(draw), f'<img src="/upload/order{draw.randint(100, 999)}.jpg">'


def flipbook(draw: Random) -> Made:
    return "E-Book", (
        '<div id="flipbook" class="df-container"></div><script src="/dflip/js/dflip.min.js"></script>'
        f'<script>var option={{source:"/ebook/{draw.randint(1, 99)}.pdf"}};$("#flipbook").flipBook(option.source);</script>'
        f'<noscript><a href="/ebook/{draw.randint(1, 99)}.pdf">อ่าน</a></noscript>'
    )


def road_closed(draw: Random) -> Made:
    return "ประกาศปิดปรับปรุงถนน", f"<p>ปิดปรับปรุงสาย {draw.randint(1, 99)} ชั่วคราว ขออภัยในความไม่สะดวก</p>"


def about_404(draw: Random) -> Made:
    return f"คำสั่งที่ 404/{draw.randint(2560, 2569)}", f"<p>เรื่อง กรณีไม่พบหน้าเอกสาร error ในแฟ้ม</p>{paragraphs(draw, 1)}"


def about_login(draw: Random) -> Made:
    return "วิธีเข้าสู่ระบบ e-Service", f"<ol><li>กรอกชื่อผู้ใช้และรหัสผ่าน</li><li>กดเข้าสู่ระบบ</li></ol>{paragraphs(draw, 1)}"


def month_calendar(draw: Random) -> Made:
    days = "".join(f"<td>{day}{'<b>ประชุมสภา</b>' if draw.random() < 0.2 else ''}</td>" for day in range(1, 31))
    return f"ปฏิทินกิจกรรม เดือนที่ {draw.randint(1, 12)}", f"<table><tr>{days}</tr></table>"


def person_table(draw: Random) -> Made:
    rows = "".join(
        f"<td><img src=/p/{draw.randint(1, 999)}.jpg><br>โทร 08x-{draw.randint(1000, 9999)}</td>" for _ in range(4)
    )
    return "บุคลากร", f"<table><tr>{rows}</tr></table>"


def complaint_form(draw: Random) -> Made:
    fields = "".join(f"<label>{name}<input name=f></label>" for name in ("ชื่อ-สกุล", "เบอร์โทร", "เรื่อง", "เลขบัตร"))
    return (
        "แจ้งเรื่องร้องเรียน",
        f"<form method=post>{fields}<textarea></textarea><input type=password name=pin placeholder='รหัสติดตามเรื่อง'></form>",
    )


def board_thread(draw: Random) -> Made:
    return (
        "กระดานถามตอบ",
        f"<div>Q{draw.randint(10, 999)}: {topic(draw)} อยู่ที่ไหน</div><div>A: อยู่ที่กองคลัง</div><p>สมัครสมาชิก | เข้าสู่ระบบเพื่อตอบ</p>",
    )


def video(draw: Random) -> Made:
    return topic(draw), f'<iframe src="https://www.youtube.com/embed/a{draw.randint(100, 999)}zz"></iframe>'


def list_page(draw: Random) -> Made:
    return f"ITA {draw.randint(2563, 2569)}", f"<ol>{news(draw, 15, '/o')}</ol>"


def removed_news(draw: Random) -> Made:
    return "ประกาศยกเลิกการประกวดราคา", f"<p>ยกเลิกประกาศเลขที่ {draw.randint(1, 99)}/2566 เนื่องจากไม่มีผู้ยื่นข้อเสนอ</p>"


def search_hits(draw: Random) -> Made:
    return "ผลการค้นหา", f"<p>พบ {draw.randint(3, 30)} รายการ</p><ul>{news(draw, 8)}</ul>"


SHAPES: tuple[Shape, ...] = (
    article, one_line, zero_complaints, number_table, file_list, pdf_frame, pdf_object, scans, one_scan, flipbook, road_closed,
    about_404, about_login, month_calendar, person_table, complaint_form, board_thread, video, list_page, removed_news,
    search_hits,
)  # fmt: skip


def add_pages(site: BlindSite, hosts: list[Host], each: int) -> None:
    """Every shape on `each` hosts, going round all of them."""
    for number, shape in enumerate(SHAPES * each):
        host = hosts[number * 5 % len(hosts)]
        title, main = shape(site.draw)
        site.put(host, f"opens/{shape.__name__}", host.html(title, main), "opens")


def add_files(site: BlindSite, hosts: list[Host]) -> None:
    """Real files, by honest and by careless types and names."""
    draw, pdfs = site.draw, site.pdfs
    inline = ("Content-Disposition", 'inline; filename="plan.pdf"')
    attached = ("Content-Disposition", "attachment; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf")
    kinds = (
        ("pdf", "/files/com_networknews/2566/{n}.pdf", (("Content-Type", "application/pdf"),)),
        ("pdf_script", "/download.php?id={n}", (("Content-Type", "application/octet-stream"), attached)),
        ("pdf_forced", "/index.php?op=get&file={n}", (("Content-Type", "application/force-download"), attached)),
        ("pdf_no_type", "/getfile/{n}", (inline,)),
        ("pdf_as_html", "/showpdf.php?doc={n}", (("Content-Type", "text/html; charset=utf-8"), inline)),
        ("pdf_thai_name", "/upload/%E0%B9%81%E0%B8%9C%E0%B8%99%20{n}.pdf", (("Content-Type", "application/pdf"),)),
    )
    for turn in range(3):
        for number, (style, path, headers) in enumerate(kinds):
            host = hosts[(turn * 11 + number * 3) % len(hosts)]
            labels = ("opens", "unsupported") if style == "pdf_as_html" else ("opens",)  # browsers show the bytes
            site.put(host, f"opens/{style}", Reply(200, headers, pdfs[(turn + number) % len(pdfs)]), *labels, target=path.format(n=host.next_number + turn))  # fmt: skip
    for number, host in enumerate(hosts[:4]):
        site.put(host, "opens/png", file("image/png", noise_png(draw, 300, 200)), "opens", target=f"/scan/{number}.png")
    text = "\n".join(topic(draw) for _ in range(12))
    site.put(hosts[1], "opens/text_874", file("text/plain", text.encode("cp874")), "opens", target="/data/list.txt")
    site.put(
        hosts[2],
        "opens/csv",
        file("text/csv", ("ลำดับ,รายการ\n1," + text).encode("utf-8-sig")),
        "opens",
        target="/data/o.csv",
    )
    listing = "<html><title>Index of /ita</title><h1>Index of /ita</h1><pre>" + "".join(
        f'<a href="o{n}.pdf">o{n}.pdf</a> 2023-06-0{n} 1.2M\n' for n in range(1, 9)
    )
    site.put(hosts[3], "opens/directory", file("text/html", listing.encode()), "opens", target="/ita/")


def add_alike(site: BlindSite, host: Host) -> None:
    """Pages of one template that differ by their numbers alone; a year without data is the same table of dashes."""
    for year in (2564, 2565, 2566):
        draw = Random(year)
        host.pages[f"/stat.php?y={year}"] = _stat(host, year, [f"{draw.randint(10, 999)}" for _ in range(12)])
        site.label(site.url(host, f"/stat.php?y={year}"), "opens/alike_numbers", "opens")
    host.pages["/stat.php?*"] = lambda asked: _stat(host, 0, ["-"] * 12)(asked)
    site.label(site.url(host, "/stat.php?y=2599"), "soft_404/alike_dashes", "soft_404")


def _stat(host: Host, year: int, values: list[str]) -> Callable[[Asked], Reply]:
    cells = "".join(f"<tr><td>เดือนที่ {n}</td><td>{value}</td><td>ราย</td></tr>" for n, value in enumerate(values, 1))
    return lambda asked: host.html(f"สถิติผู้มารับบริการ {year or ''}", f"<table>{cells}</table>")


def add_print_views(site: BlindSite, hosts: list[Host]) -> None:
    """The bare print view, the AMP view, and the frameset around real content."""
    for number, host in enumerate(hosts):
        draw = site.draw
        view = f'<html><meta charset="utf-8"><body onload="window.print()"><h3>{topic(draw)}</h3>{paragraphs(draw, 2)}</body></html>'
        site.put(
            host, "opens/print_view", file("text/html", view.encode()), "opens", target=f"/print.php?id={number + 7}"
        )
        inner = f"/inner{number}.htm"
        host.pages[inner] = lambda asked, body=paragraphs(draw, 3): file("text/html; charset=utf-8", body.encode())  # type: ignore[misc]  # noqa: B008
        frames = f'<html><head><title>office</title></head><frameset rows="80,*"><frame src="/top.htm"><frame src="{inner}"></frameset></html>'
        site.put(host, "opens/frameset", file("text/html", frames.encode()), "opens", target=f"/plan{number}.html")
