"""Seven ways in which Thai agencies' sites are built: the frame around the text, the encoding, how addresses are written.

A frame is far larger than many texts in it, and parts of it change from request to request: that is what makes
likeness of pages hard to judge.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random

from benchmarks.audit.site.thai_text import Agency, items
from prongsai.core.thai.format import THAI_MONTHS

_REQUESTS = count(90_001)


@dataclass(frozen=True, slots=True)
class Design:
    """`frame` gives a whole page from agency, title, main HTML and a source of chance; `path` an address by number."""

    name: str
    charset: str
    header_charset: str
    frame: Callable[[Agency, str, str, Random], str]
    path: Callable[[int], str]

    def page(self, owner: Agency, title: str, main: str, draw: Random) -> bytes:
        return self.frame(owner, title, main, draw).encode(
            "cp874" if self.charset != "utf-8" else "utf-8", "xmlcharrefreplace"
        )


_MENU = [
    "หน้าแรก",
    "สภาพทั่วไปและข้อมูลพื้นฐาน",
    "วิสัยทัศน์และพันธกิจ",
    "โครงสร้างหน่วยงาน",
    "คณะผู้บริหาร",
    "สมาชิกสภา",
    "สำนักปลัด",
    "กองคลัง",
    "กองช่าง",
    "กองการศึกษา",
    "อำนาจหน้าที่",
    "แผนพัฒนาท้องถิ่น",
    "ข้อบัญญัติงบประมาณ",
    "รายงานการประชุมสภา",
    "ประกาศจัดซื้อจัดจ้าง",
    "ราคากลาง",
    "แผนการจัดหาพัสดุ",
    "คู่มือประชาชน",
    "แบบฟอร์มดาวน์โหลด",
    "กฎหมายที่เกี่ยวข้อง",
    "ศูนย์ข้อมูลข่าวสาร",
    "รับเรื่องร้องเรียน",
    "ร้องเรียนการทุจริต",
    "กระดานสนทนา",
    "สถานที่ท่องเที่ยว",
    "ผลิตภัณฑ์ชุมชน",
    "ภาพกิจกรรม",
    "ข่าวรับสมัครงาน",
    "E-Service",
    "No Gift Policy",
    "การเปิดเผยข้อมูลสาธารณะ (OIT)",
    "ติดต่อเรา",
]


def _menu(link: str, amount: int = len(_MENU)) -> str:
    return "".join(f'<li><a href="{link.format(number)}">{word}</a></li>' for number, word in enumerate(_MENU[:amount]))


def _visitors() -> str:
    number = next(_REQUESTS)
    return f"ผู้เข้าชมวันนี้ {number % 211} คน ผู้เข้าชมทั้งหมด {number:,} คน ใช้เวลาประมวลผล 0.{number % 997:03} วินาที"


def _old_tables(owner: Agency, title: str, main: str, draw: Random) -> str:
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-874"><title>{title}</title></head>
<body bgcolor="#FFFFEE" topmargin="0"><center><table width="980" border="0"><tr><td colspan="2"><font size="5" color="navy">{owner.name}</font><br>
<marquee>ยินดีต้อนรับสู่เว็บไซต์{owner.name} จังหวัด{owner.province}</marquee></td></tr><tr><td width="200" valign="top"><ul>{_menu("menu{}.html", 20)}</ul></td>
<td valign="top">{main}</td></tr><tr><td colspan="2"><font size="1">สงวนลิขสิทธิ์ {owner.name} {_visitors()}</font></td></tr></table></center></body></html>"""


def _joomla(owner: Agency, title: str, main: str, draw: Random) -> str:
    latest = "".join(
        f"<li><a href='/index.php?option=com_content&amp;id={draw.randrange(999)}'>ประกาศ{one.title}</a></li>"
        for one in draw.sample(items(), 5)
    )
    return f"""<!DOCTYPE html><html lang="th-th"><head><meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management"><title>{title}</title></head>
<body class="site com_content"><header><h1>{owner.name}</h1></header><nav><ul class="nav menu">{_menu("/index.php?Itemid={}", 24)}</ul></nav>
<main id="content"><div class="item-page">{main}</div></main><aside><h3>บทความล่าสุด</h3><ul>{latest}</ul><h3>สถิติผู้เข้าชม</h3><p>{_visitors()}</p></aside>
<footer>© {owner.name} ทุกหน้าสงวนลิขสิทธิ์</footer></body></html>"""


def _wordpress(owner: Agency, title: str, main: str, draw: Random) -> str:
    recent = "".join(
        f'<li><a href="/2567/0{draw.randint(1, 9)}/p-{draw.randrange(999)}/">{one.title} ประจำปี 2567</a></li>'
        for one in draw.sample(items(), 6)
    )
    archive = "".join(f"<option>{month} 2567 ({draw.randint(1, 30)})</option>" for month in THAI_MONTHS)
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="UTF-8"><title>{title} &#8211; {owner.name}</title><link rel="stylesheet" href="/wp-content/themes/thai/style.css"></head>
<body class="single"><div id="page"><header><a href="/">{owner.name}</a><form role="search"><input type="search" name="s" placeholder="ค้นหา"></form><ul>{_menu("/menu-{}/")}</ul></header>
<div id="primary"><article>{main}</article></div><div id="secondary"><h2>เรื่องล่าสุด</h2><ul>{recent}</ul><h2>คลังเก็บ</h2><select>{archive}</select></div>
<footer>ภูมิใจนำเสนอโดย WordPress</footer></div><script>var nonce = "{next(_REQUESTS):x}";</script></body></html>"""


def _vendor(owner: Agency, title: str, main: str, draw: Random) -> str:
    groups = "".join(
        f'<li class="dropdown"><a>กลุ่มที่ {group}</a><ul>{_menu(f"/public/list/data/index/menu/{group}{{}}")}</ul></li>'
        for group in range(1, 4)
    )
    banners = "".join(f'<img src="/banner/{number}.jpg" alt="ลิงก์หน่วยงานที่เกี่ยวข้อง {number}">' for number in range(12))
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{owner.name} : {title}</title></head><body><div class="topbar">วันที่ {draw.randint(1, 28)} พฤศจิกายน 2569 | A+ A- | TH EN</div>
<nav class="navbar"><ul>{groups}</ul></nav><div class="breadcrumb">หน้าแรก &raquo; {title}</div><div class="container"><div class="row"><div class="col-md-9">{main}</div>
<div class="col-md-3"><h4>สายตรงผู้บริหาร</h4><p>08-0000-0000</p><h4>เมนูหลัก</h4><ul>{_menu("/public/menu/{}", 16)}</ul></div></div></div><div class="banners">{banners}</div>
<footer>ที่ทำการ{owner.name} จังหวัด{owner.province} {_visitors()} พัฒนาโดย บริษัท เว็บท้องถิ่น จำกัด</footer></body></html>"""


def _aspnet(owner: Agency, title: str, main: str, draw: Random) -> str:
    state = f"{draw.getrandbits(1600):x}"
    return f"""<!DOCTYPE html><html><head><title>{title}</title></head><body><form method="post" action="./Page.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" value="{state}">
<div id="head"><span id="lblName">{owner.name}</span></div><div id="left"><ul>{_menu("Page.aspx?pid={}", 18)}</ul></div><div id="ContentPlaceHolder1">{main}</div>
<div id="foot">{owner.name} {_visitors()}</div></form></body></html>"""


def _plain(owner: Agency, title: str, main: str, draw: Random) -> str:
    return f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head><body>{main}<hr><a href="/">กลับหน้าแรก {owner.name}</a></body></html>'


def _smart(owner: Agency, title: str, main: str, draw: Random) -> str:
    state = json.dumps({"page": title, "menu": _MENU, "build": next(_REQUESTS)}, ensure_ascii=False)
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title} | {owner.name}</title><script src="/_next/static/main.js" defer></script></head><body><div id="__next">
<header><nav>{_menu("/th/{}", 12)}</nav></header><main>{main}</main><footer>{owner.name} สงวนลิขสิทธิ์ พ.ศ. 2569</footer></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""


DESIGNS: tuple[Design, ...] = (
    Design("old_tables", "windows-874", "", _old_tables, lambda n: f"/news_detail.asp?id={n}"),
    Design(
        "joomla",
        "utf-8",
        "utf-8",
        _joomla,
        lambda n: f"/index.php?option=com_content&view=article&id={n}&Itemid={n % 80}",
    ),
    Design("wordpress", "utf-8", "UTF-8", _wordpress, lambda n: f"/2567/{n % 12 + 1:02}/oit-{n}/"),
    Design("vendor", "utf-8", "utf-8", _vendor, lambda n: f"/public/list/data/detail/id/{n}/menu/{n % 400}"),
    Design("aspnet", "tis-620", "tis-620", _aspnet, lambda n: f"/Page.aspx?pid={n}"),
    Design("plain", "utf-8", "", _plain, lambda n: f"/ita/oit{n}.html"),
    Design("smart", "utf-8", "utf-8", _smart, lambda n: f"/th/oit/{n}"),
)
