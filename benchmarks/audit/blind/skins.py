"""The frames small offices have: each a page around the content, and the addresses its articles live at."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.audit.blind.words import news, paragraphs, topic

Frame = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Skin:
    """`frame(office, title, main)`; `path` holds {n}; `charset` is of the bytes, `says` how a page tells it."""

    name: str
    frame: Frame
    path: str
    charset: str = "utf-8"
    header_charset: str = "utf-8"


def _fixed(office: str) -> Random:
    return Random(office)


def joomla(office: str, title: str, main: str) -> str:
    draw = _fixed(office)
    return f"""<!DOCTYPE html><html lang="th-th"><head><meta charset="utf-8"><base href="/"><title>{title}</title>
<meta name="generator" content="Joomla! - Open Source Content Management"></head><body class="site com_content">
<header class="header"><a class="brand" href="/"><img src="/images/logo.png" alt="{office}"></a></header>
<ul class="nav menu mod-list">{news(draw, 9, "/index.php/th/menu")}</ul>
<main id="content" role="main"><div id="system-message-container"></div><div class="item-page">
<h2 itemprop="headline">{title}</h2>{main}</div></main>
<div id="aside" class="span3"><h3>ข่าวล่าสุด</h3><ul class="latestnews">{news(draw, 6)}</ul>
<form id="login-form" action="/index.php" method="post"><input name="username" placeholder="ชื่อผู้ใช้">
<input type="password" name="password"><button>เข้าสู่ระบบ</button></form></div>
<footer>สงวนลิขสิทธิ์ {office} โทร 0-4200-{draw.randint(1000, 9999)}</footer></body></html>"""


def wordpress(office: str, title: str, main: str) -> str:
    draw = _fixed(office)
    return f"""<!doctype html><html lang="th"><head><meta charset="UTF-8"><title>{title} &#8211; {office}</title>
<link rel="https://api.w.org/" href="/wp-json/"><style>.entry{{margin:0}}</style></head><body class="wp-singular">
<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/" rel="home">{office}</a></p>
<nav><ul id="primary-menu">{news(draw, 7)}</ul></nav></header><div id="primary"><main id="main">
<article class="post"><header class="entry-header"><h1 class="entry-title">{title}</h1></header>
<div class="entry-content">{main}</div></article></main></div><aside id="secondary"><section class="widget_search">
<form role="search" action="/"><input type="search" name="s" placeholder="ค้นหา"></form></section>
<section class="widget"><h2>เรื่องล่าสุด</h2><ul>{news(draw, 5)}</ul></section></aside></div>
<footer id="colophon">Proudly powered by WordPress</footer></body></html>"""


def php_tables(office: str, title: str, main: str) -> str:
    draw = _fixed(office)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-874">
<TITLE>:: {office} ::</TITLE></HEAD><BODY BGCOLOR=#FFFFCC topmargin=0>
<TABLE WIDTH=780 ALIGN=center BORDER=0><TR><TD COLSPAN=3><IMG SRC=images/head.jpg WIDTH=780></TD></TR>
<TR><TD COLSPAN=3><MARQUEE scrollamount=3>ยินดีต้อนรับสู่ {office} {topic(draw)}</MARQUEE></TD></TR>
<TR><TD WIDTH=160 VALIGN=top BGCOLOR=#99CC66><UL>{news(draw, 14)}</UL></TD>
<TD VALIGN=top><FONT SIZE=3 COLOR=#006600><B>{title}</B></FONT><BR>{main}</TD>
<TD WIDTH=140 VALIGN=top>{paragraphs(draw, 1)}</TD></TR>
<TR><TD COLSPAN=3 ALIGN=center>{office} webmaster</TD></TR></TABLE></BODY></HTML>"""


def vendor(office: str, title: str, main: str) -> str:
    """Most of the page is the frame: sixty links and six boxes around a few words."""
    draw = _fixed(office)
    boxes = "".join(f'<div class="box"><h5>{topic(draw)}</h5>{paragraphs(draw, 1)}</div>' for _ in range(6))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{office}</title></head><body>
<div class="topbar">A- A A+ | ภาษาไทย | <a href="/en">English</a></div><div class="mega">{news(draw, 60)}</div>
<div class="container"><div class="row"><div class="col-3">{boxes}</div><div class="col-9"><div class="panel">
<div class="panel-heading">{title}</div><div class="panel-body">{main}</div></div></div></div></div>
<div class="visitors">ผู้เข้าชมวันนี้ {Random().randint(1, 900)} ทั้งหมด {Random().randint(90000, 99999)}</div>
<footer>{office} พัฒนาเว็บไซต์โดย บริษัท ตำบลดอทเว็บ จำกัด</footer></body></html>"""


def sites(office: str, title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{office} - {title}</title></head>
<body><div jsname="x" role="banner"><a href="/view/main">{office}</a><nav><a href="/view/about">เกี่ยวกับ</a>
<a href="/view/ita">ITA</a></nav></div><div role="main"><section><h1>{title}</h1>{main}</section></div>
<div>Report abuse</div><div>Page details</div></body></html>"""


def bare(office: str, title: str, main: str) -> str:
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{main}</body></html>'


def bootstrap(office: str, title: str, main: str) -> str:
    draw = _fixed(office)
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{title} | {office}</title>
<meta property="og:title" content="{title}"></head><body><nav class="navbar"><a class="navbar-brand" href="/">{office}</a>
<div class="dropdown-menu">{news(draw, 12)}</div><a data-toggle="modal" href="#login">เข้าสู่ระบบ</a></nav>
<div class="modal fade" id="login" style="display:none"><form><input name="u"><input type="password" name="p"></form></div>
<ol class="breadcrumb"><li>หน้าแรก</li><li>{title}</li></ol><div class="container py-4"><h3>{title}</h3>{main}</div>
<footer class="bg-dark">{paragraphs(draw, 1)}</footer>
<div class="cookie">เว็บไซต์นี้ใช้คุกกี้เพื่อประสบการณ์ที่ดี <button>ยอมรับ</button></div></body></html>"""


def asp(office: str, title: str, main: str) -> str:
    draw = _fixed(office)
    return f"""<html><head><title>{office}</title></head><body><form method="post" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="{Random().randbytes(60).hex()}"><div id="ctl00_menu">{news(draw, 10)}</div>
<div id="ctl00_ContentPlaceHolder1"><span id="ctl00_lblTitle">{title}</span>{main}</div>
<span id="ctl00_lblCounter">{Random().randint(10000, 99999)}</span></form></body></html>"""


JOOMLA = Skin("joomla", joomla, "/index.php/th/component/content/article/{n}-doc")
JOOMLA_ITEM = Skin("joomla2", joomla, "/index.php?option=com_content&view=article&id={n}&Itemid=101")
WORDPRESS = Skin("wordpress", wordpress, "/?p={n}")
WORDPRESS_NAMED = Skin("wordpress2", wordpress, "/2566/06/ita-o{n}/")
PHP = Skin("php", php_tables, "/news_detail.php?id={n}", "cp874", "")
PHP_UTF = Skin("php2", php_tables, "/index.php?mod=page&no={n}", "cp874", "windows-874")
VENDOR = Skin("vendor", vendor, "/news_view.php?nid={n}&cid=3")
VENDOR_PATH = Skin("vendor2", vendor, "/content/information/{n}")
SITES = Skin("sites", sites, "/view/ita/o{n}")
BARE = Skin("bare", bare, "/ita2566/o{n}.html")
BOOTSTRAP = Skin("bootstrap", bootstrap, "/document/detail/{n}")
ASP = Skin("asp", asp, "/ShowNews.aspx?newsid={n}", "cp874", "tis-620")
SKINS = (
    JOOMLA,
    JOOMLA_ITEM,
    WORDPRESS,
    WORDPRESS_NAMED,
    PHP,
    PHP_UTF,
    VENDOR,
    VENDOR_PATH,
    SITES,
    BARE,
    BOOTSTRAP,
    ASP,
)
