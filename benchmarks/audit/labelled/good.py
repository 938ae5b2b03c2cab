"""Links that open, and links that were moved: the ones that must not be accused."""

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle
from random import Random

import xlsxwriter
from docx import Document

from benchmarks.audit.labelled import content
from benchmarks.audit.labelled.host import Host, Page, sends, sends_to
from benchmarks.audit.labelled.site import LabelledSite
from benchmarks.audit.site.pdf_pool import noise_png
from benchmarks.audit.site.reply import Asked, Reply, file
from benchmarks.audit.site.thai_text import Agency, Item, paragraph, table

Main = Callable[[Random, Item, int, Agency], str]

# How many pages of each kind, and whether they stand on honest hosts, on hosts that answer 200 for anything, or on both.
HTML_CASES: tuple[tuple[str, Main, int, str], ...] = (
    ("article", content.article, 230, "both"),
    ("nothing_found_in_text", content.nothing_found, 44, "both"),
    ("short", content.short, 30, "soft"),
    ("short_beside_lost_records", content.short, 14, "records"),
    ("short_on_honest_host", content.short, 20, "hard"),
    ("contact", content.contact, 20, "both"),
    ("list_of_files", content.file_list, 30, "both"),
    ("sign_in_box_beside", content.with_sign_in_box, 24, "both"),
    ("manual_about_sign_in", content.page_about_sign_in, 12, "both"),
    ("portal_like_home", content.portal, 24, "both"),
    ("robots_closed_but_submitted", content.article, 12, "robots"),
)


def add_opens(site: LabelledSite, pdfs: list[bytes]) -> None:
    """Pages, files and encodings with content of their own."""
    pools = {
        "both": site.hard + site.living_soft() + site.sends_home + site.records,
        "soft": site.living_soft(),
        "hard": site.hard,
    }
    pools |= {"robots": site.robots_closed, "records": site.records}
    for style, main, amount, where in HTML_CASES:
        for _number, host in zip(range(amount), site.turns(pools[where]), strict=False):
            item, year = site.topic()
            url = site.url(host, host.put(host.shows(f"{item.title} {year}", main(site.draw, item, year, host.owner))))
            site.label(url, "opens", style, item, year)
    hosts = site.turns(pools["both"])
    for number in range(30):
        _file(site, next(hosts), "pdf", "application/pdf", pdfs[number % len(pdfs)] + b"\n%%%d\n" % number, style="pdf")
    for number in range(8):
        item, year = site.topic()
        _file(
            site,
            next(hosts),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _docx(site.draw, item, year),
            style="docx",
        )
        _file(
            site,
            next(hosts),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _xlsx(site.draw, year),
            style="xlsx",
        )
        text = paragraph(site.draw, item, year, "เทศบาลตำบลตัวอย่าง").encode("cp874")
        _file(site, next(hosts), "txt", "text/plain; charset=tis-620", text, style="text")
        if number < 5:
            _file(site, next(hosts), "png", "image/png", noise_png(site.draw, 200, 150), style="image")
    for number in range(16):
        host, (item, year) = next(hosts), site.topic()
        packed_main = content.article(site.draw, item, year, host.owner)
        pack = ("gzip", gzip.compress) if number % 2 else ("deflate", zlib.compress)
        site.label(
            site.url(host, host.put(_packed(host, item.title, packed_main, *pack))),
            "opens",
            f"packed_{pack[0]}",
            item,
            year,
        )
    for _number in range(6):
        host, (item, year) = next(hosts), site.topic()
        plain = host.shows(item.title, content.article(site.draw, item, year, host.owner))
        site.put(host, partial(_late, plain), "opens", "answers_after_a_second")


def add_moved(site: LabelledSite, pdfs: list[bytes]) -> None:
    """Redirects that end at content: every status, other hosts, five hops, a file."""
    everywhere = site.turns(site.hard + site.living_soft() + site.sends_home)
    for number, status in zip(range(50), cycle((301, 302, 303, 307, 308)), strict=False):
        host, (item, year) = next(everywhere), site.topic()
        goal_host = next(everywhere) if number % 4 == 3 else host
        goal = goal_host.put(goal_host.shows(item.title, content.article(site.draw, item, year, goal_host.owner)))
        location = goal if goal_host is host else site.url(goal_host, goal)
        site.put(
            host,
            sends_to(location, status),
            "moved",
            f"moved_{status}" + ("_other_host" if goal_host is not host else ""),
        )
    for _number in range(12):
        host, (item, year) = next(everywhere), site.topic()
        target = host.put(host.shows(item.title, content.article(site.draw, item, year, host.owner)))
        for _hop in range(4):
            target = host.put(sends_to(target, 302))
        site.put(host, sends_to(target, 301), "moved", "moved_five_hops")
    for number in range(10):
        host = next(everywhere)
        target = host.put(
            sends(file("application/pdf", pdfs[number] + b"\n%%moved %d\n" % number)), f"/files/moved-{number}.pdf"
        )
        site.put(host, sends_to(target, 302), "moved", "moved_to_file")


def _packed(host: Host, title: str, main: str, name: str, pack: Callable[[bytes], bytes]) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        shown = host.html(title, main)
        return Reply(200, (*shown.headers, ("Content-Encoding", name)), pack(shown.body))

    return answer


def _late(page: Page, asked: Asked) -> Reply:
    return replace(page(asked), delay_s=1.0)


def _file(site: LabelledSite, host: Host, ending: str, kind: str, body: bytes, *, style: str) -> None:
    target = f"/files/{host.draw.randrange(10**7)}.{ending}"
    site.put(host, sends(file(kind, body)), "opens", style, target)


def _docx(draw: Random, item: Item, year: int) -> bytes:
    document = Document()
    document.add_heading(f"{item.title} ประจำปีงบประมาณ พ.ศ. {year}")
    for _ in range(4):
        document.add_paragraph(paragraph(draw, item, year, "องค์การบริหารส่วนตำบลตัวอย่าง"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _xlsx(draw: Random, year: int) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("แผนการใช้จ่าย")
        for number, row in enumerate(table(draw, year, 25)):
            sheet.write_row(number, 0, row)
    return made.getvalue()
