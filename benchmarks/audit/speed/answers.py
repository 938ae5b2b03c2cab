"""What the speed site answers. Pages are put together from prepared blocks, so that a request costs microseconds."""

from pathlib import Path
from random import Random

from benchmarks.audit.site.pdf_pool import pdf_pool
from benchmarks.audit.site.reply import Asked, Reply, redirect
from benchmarks.audit.site.thai_text import YEARS, Agency, Item, agency, bullets, items, paragraph, table
from benchmarks.audit.speed.addresses import SpeedSite, host_number_of, mixed, number_of

PDF_FILES = 48
BLOCKS = 10
SMALLEST_PAGE, LARGEST_PAGE = 3_000, 20_000
LAST_MODIFIED = "Mon, 02 Nov 2026 02:00:00 GMT"
_HTML = {False: "text/html; charset=utf-8", True: "text/html; charset=windows-874"}
_MENU = [
    "หน้าแรก",
    "ข้อมูลหน่วยงาน",
    "โครงสร้างองค์กร",
    "บุคลากร",
    "ข่าวประชาสัมพันธ์",
    "ประกาศจัดซื้อจัดจ้าง",
    "แผนพัฒนาท้องถิ่น",
    "งบประมาณ",
    "ข้อบัญญัติตำบล",
    "การเปิดเผยข้อมูลสาธารณะ (OIT)",
    "ร้องเรียนการทุจริต",
    "ถาม-ตอบ",
    "ติดต่อเรา",
]


class SpeedAnswers:
    """Answers for all hosts of one speed site; half of the hosts write windows-874."""

    def __init__(self, site: SpeedSite, folder: Path, *, pdf_files: int = PDF_FILES) -> None:
        self._site = site
        self._items = items()
        self._frames: dict[int, tuple[bytes, bytes, bytes]] = {}
        self._blocks: dict[tuple[int, int, bool], list[bytes]] = {}
        self._pdfs = pdf_pool(folder, seed=site.seed, count=pdf_files)

    def __call__(self, asked: Asked) -> Reply:
        host_number = host_number_of(asked.host)
        target = asked.target
        if target == "/robots.txt":
            return self._robots(host_number)
        if target in ("/", "/index.html"):
            return self._html(host_number, self.home(host_number))
        if target.startswith("/hop/"):
            return self._hop(target)
        number = number_of(target)
        known = number is not None and number < self._site.links and self._site.host_number(number) == host_number
        if number is None or not known or target != self._site.target(number):
            is_moved = known and target == f"/new/{number}.html"
            return self._content(asked, number or 0, host_number) if is_moved else self._missing(host_number, target)
        kind = self._site.kind(number)
        if kind == "html":
            return self._content(asked, number, host_number)
        if kind == "missing":
            return self._missing(host_number, target)
        if kind == "redirect":
            return redirect(f"/new/{number}.html", 301 if number % 2 else 302)
        if kind == "redirect_home":
            return redirect("/")
        if kind == "loop":
            return redirect(f"/hop/a/{number}")
        if kind == "long_chain":
            return redirect(f"/hop/7/{number}")
        if kind == "slow":
            return self._content(asked, number, host_number, delay_s=1 + mixed(number, 7) % 2000 / 1000)
        body = self._pdfs[mixed(number, 3) % len(self._pdfs)] + b"\n%% %d\n" % number  # no two files alike
        return self._validated(asked, number, Reply(200, (("Content-Type", "application/pdf"),), body))

    def home(self, host_number: int) -> bytes:
        """The front page: menu, news, links to the items."""
        owner, is_874 = agency(host_number), _is_874(host_number)
        head, middle, foot = self._frame(host_number)
        draw = Random(host_number)
        news = "".join(
            f'<li><a href="/news/{draw.randrange(9000)}">{paragraph(draw, draw.choice(self._items), 2567, owner.name, sentences=1)}</a></li>'
            for _ in range(8)
        )
        listed = "".join(f'<li><a href="/oit/{one.code}">{one.code} {one.title}</a></li>' for one in self._items)
        body = f"<h2>ยินดีต้อนรับสู่{owner.name}</h2><ul>{news}</ul><h3>OIT</h3><ul>{listed}</ul>"
        return b"".join((head, _encoded(f"<title>{owner.name}</title>", is_874), middle, _encoded(body, is_874), foot))

    def content(self, number: int, host_number: int) -> bytes:
        """One page of 3 to 20 KB about an item and year, no two alike."""
        is_874, year = _is_874(host_number), YEARS[number % 4]
        item_number = mixed(number, 11) % len(self._items)
        item, owner = self._items[item_number], agency(host_number)
        head, middle, foot = self._frame(host_number)
        blocks = self._item_blocks(item_number, year, is_874)
        title = f"{item.code} {item.title} ประจำปีงบประมาณ พ.ศ. {year}"
        intro = (
            f"<h2>{title}</h2><p>{owner.name} เลขที่หนังสือ ชย {number % 90000 + 10000}/{number % 977} เรื่องที่ {number}</p>"
        )
        parts = [head, _encoded(f"<title>{title} - {owner.name}</title>", is_874), middle, _encoded(intro, is_874)]
        wanted = SMALLEST_PAGE + mixed(number, 13) % (LARGEST_PAGE - SMALLEST_PAGE)
        size = sum(map(len, parts)) + len(foot)
        for step in range(BLOCKS):
            block = blocks[(number + step * 3) % BLOCKS]
            if size + len(block) > wanted and size >= SMALLEST_PAGE:
                break
            parts.append(block)
            size += len(block)
        parts.append(foot)
        return b"".join(parts)

    def _content(self, asked: Asked, number: int, host_number: int, *, delay_s: float = 0.0) -> Reply:
        reply = self._html(host_number, self.content(number, host_number), delay_s=delay_s)
        return self._validated(asked, number, reply)

    def _validated(self, asked: Asked, number: int, reply: Reply) -> Reply:
        etag = f'"{number:x}-{self._site.seed}"'
        extra = (("ETag", etag), ("Last-Modified", LAST_MODIFIED))
        if asked.headers.get("if-none-match") == etag:
            return Reply(304, extra, b"", reply.delay_s)
        return Reply(reply.status, reply.headers + extra, reply.body, reply.delay_s)

    def _html(self, host_number: int, body: bytes, *, status: int = 200, delay_s: float = 0.0) -> Reply:
        return Reply(status, (("Content-Type", _HTML[_is_874(host_number)]),), body, delay_s)

    def _robots(self, host_number: int) -> Reply:
        if host_number % 4 == 3:
            return Reply(404, (("Content-Type", "text/html"),), b"<h1>404 Not Found</h1>")
        return Reply(200, (("Content-Type", "text/plain"),), b"User-agent: *\nDisallow: /admin/\nDisallow: /tmp/\n")

    def _hop(self, target: str) -> Reply:
        _empty, _hop, step, number = target.split("/")
        if not step.isdigit():
            return redirect(f"/hop/{'b' if step == 'a' else 'a'}/{number}")
        return redirect(f"/hop/{int(step) - 1}/{number}" if step != "0" else f"/new/{number}.html")

    def _missing(self, host_number: int, target: str) -> Reply:
        is_874, owner = _is_874(host_number), agency(host_number)
        if not self._site.is_soft_host(host_number):
            text = f"<html><title>404 Not Found</title><h1>ไม่พบหน้าที่ท่านต้องการ</h1><p>{owner.name}</p></html>"
            return self._html(host_number, _encoded(text, is_874), status=404)
        style = host_number // 3 % 3
        if style == 0:
            return self._html(host_number, self.home(host_number))
        head, middle, foot = self._frame(host_number)
        if style == 1:
            body = f"<h2>ไม่พบหน้าที่ท่านต้องการ</h2><p>หน้าเว็บนี้อาจถูกย้ายหรือลบไปแล้ว {owner.name}</p>"
        else:
            changing = mixed(sum(target.encode()), 17)
            body = f"<h2>ไม่พบข้อมูล</h2><p>คำขอ {target} เลขที่ {changing} เวลาประมวลผล {changing % 97 / 1000} วินาที ผู้เข้าชม {changing % 9999}</p>"
        title = _encoded(f"<title>{owner.name}</title>", is_874)
        return self._html(host_number, b"".join((head, title, middle, _encoded(body, is_874), foot)))

    def _frame(self, host_number: int) -> tuple[bytes, bytes, bytes]:
        if host_number not in self._frames:
            self._frames[host_number] = _frame_of(agency(host_number), _is_874(host_number))
        return self._frames[host_number]

    def _item_blocks(self, item_number: int, year: int, is_874: bool) -> list[bytes]:
        key = (item_number, year, is_874)
        if key not in self._blocks:
            draw = Random(f"{self._site.seed}-{item_number}-{year}")
            item = self._items[item_number]
            self._blocks[key] = [_encoded(_block(draw, item, year, step), is_874) for step in range(BLOCKS)]
        return self._blocks[key]


def _is_874(host_number: int) -> bool:
    return host_number % 2 == 1


def _block(draw: Random, item: Item, year: int, step: int) -> str:
    if step % 5 == 2:
        rows = table(draw, year, 6)
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
        return f'<table border="1" class="table">{cells}</table>\n'
    if step % 5 == 4:
        listed = bullets(draw, item, year)
        return (
            "<ul>"
            + "".join(f'<li><a href="/uploads/{draw.randrange(99999)}.pdf">{one}</a></li>' for one in listed)
            + "</ul>\n"
        )
    return f"<p>{paragraph(draw, item, year, 'หน่วยงาน')}</p>\n"


def _frame_of(owner: Agency, is_874: bool) -> tuple[bytes, bytes, bytes]:
    charset = "windows-874" if is_874 else "utf-8"
    menu = "".join(f'<li><a href="/menu/{number}">{word}</a></li>' for number, word in enumerate(_MENU))
    head = f'<!DOCTYPE html>\n<html lang="th"><head><meta charset="{charset}"><link rel="stylesheet" href="/style.css">'
    middle = f'</head><body><div id="header"><h1>{owner.name}</h1><p>อำเภอเมือง จังหวัด{owner.province}</p></div><ul id="menu">{menu}</ul><div id="content">'
    foot = (
        f'</div><div id="footer">{owner.name} 199 หมู่ที่ 3 จังหวัด{owner.province} โทรศัพท์ 0-4400-0000 '
        "อีเมล saraban@example.go.th</div><script>var menuOpen = false; function toggleMenu() { menuOpen = !menuOpen; }</script></body></html>"
    )
    return _encoded(head, is_874), _encoded(middle, is_874), _encoded(foot, is_874)


def _encoded(text: str, is_874: bool) -> bytes:
    return text.encode("cp874" if is_874 else "utf-8", "replace")
