"""The frames of ready-made systems: what stands round every page of one site."""

from random import Random

from benchmarks.audit.blind2.office import Office
from benchmarks.audit.blind2.prose import news, paper

MENU = [
    "หน้าหลัก",
    "ข้อมูลพื้นฐาน",
    "โครงสร้างหน่วยงาน",
    "บุคลากร",
    "ข่าวประชาสัมพันธ์",
    "จัดซื้อจัดจ้าง",
    "แผนงาน/งบประมาณ",
    "ITA",
    "กระดานสนทนา",
    "ร้องเรียนร้องทุกข์",
    "ติดต่อเรา",
]
SMALL_LOGIN = """<form action="{to}" method="post" class="form-login"><fieldset><legend>{legend}</legend>
<label>ชื่อผู้ใช้ <input type="text" name="username" size="12"></label> <label>รหัสผ่าน <input type="password" name="passwd" size="12"></label>
<input type="checkbox" name="remember"> จดจำการเข้าระบบ <button type="submit">เข้าสู่ระบบ</button></fieldset>
<a href="{to}?reset">ลืมรหัสผ่าน?</a> <a href="{to}?register">สมัครสมาชิก</a></form>"""


def menu(rng: Random, links: list[str], tag: str = "li") -> str:
    """The site's menu; the same on all its pages because the frame's numbers start from the site."""
    return "".join(f'<{tag}><a href="{rng.choice(links)}">{word}</a></{tag}>' for word in MENU)


def side(rng: Random, office: Office, links: list[str], many: int = 6) -> str:
    """A box of the newest news or documents."""
    titles = [rng.choice((news, paper))(rng, office) for _ in range(many)]
    return "<ul>" + "".join(f'<li><a href="{rng.choice(links)}">{title}</a></li>' for title in titles) + "</ul>"


def joomla(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    box = SMALL_LOGIN.format(to="/index.php/component/users/", legend="เข้าสู่ระบบสมาชิก") if login else ""
    return f"""<!DOCTYPE html><html lang="th-th" dir="ltr"><head><meta charset="utf-8"><base href="/index.php"><meta name="generator" content="Joomla! - Open Source Content Management">
<title>{title or office.name}</title><link href="/templates/purity_iii/css/template.css" rel="stylesheet"><script src="/media/jui/js/jquery.min.js"></script></head>
<body><header id="t3-header"><h1 class="logo"><a href="/"><img src="/images/logo.png" alt="">{office.whole}</a></h1></header>
<nav id="t3-mainnav"><ul class="nav navbar-nav">{menu(rng, links)}</ul></nav>
<ol class="breadcrumb"><li>คุณอยู่ที่นี่: </li><li><a href="/">หน้าแรก</a></li><li>{title}</li></ol>
<div class="t3-sidebar"><div class="module"><h3>บทความล่าสุด</h3>{side(turn, office, links)}</div><div class="module"><h3>สมาชิก</h3>{box}</div>
<div class="module"><h3>สถิติผู้เข้าชม</h3>วันนี้ {turn.randint(3, 90)} เดือนนี้ {turn.randint(900, 9000)} ทั้งหมด {turn.randint(90000, 190000)}</div></div>
<main id="t3-content">{body}</main>
<footer>ลิขสิทธิ์ &copy; {office.name} โทร. {office.phone} <a href="#top">กลับด้านบน</a></footer></body></html>"""


def wordpress(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    meta = '<ul><li><a href="/wp-login.php">เข้าสู่ระบบ</a></li><li><a href="/feed/">เข้าฟีด</a></li></ul>' if login else ""
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="UTF-8"><title>{title} &#8211; {office.name}</title>
<meta name="generator" content="WordPress 6.4.3"><link rel="stylesheet" href="/wp-content/themes/astra/style.css"><link rel="shortlink" href="/?p={rng.randint(10, 900)}"></head>
<body class="wp-custom-logo ast-desktop"><a class="skip-link" href="#content">ข้ามไปยังเนื้อหา</a>
<header class="site-header"><span class="site-title"><a href="/" rel="home">{office.name}</a></span><p class="site-description">อำเภอ{office.district} จังหวัด{office.province}</p>
<nav><ul class="main-header-menu">{menu(rng, links)}</ul></nav></header>
<div id="content" class="site-content"><div id="primary"><main>{body}</main></div>
<aside id="secondary" class="widget-area"><form role="search" action="/"><input type="search" name="s" placeholder="ค้นหา &hellip;"></form>
<section class="widget"><h2>เรื่องล่าสุด</h2>{side(turn, office, links, 5)}</section><section class="widget"><h2>Meta</h2>{meta}</section></aside></div>
<footer class="site-footer">Copyright &copy; {office.name} | Powered by Astra WordPress Theme</footer><script src="/wp-includes/js/wp-embed.min.js"></script></body></html>"""


def builder(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    box = SMALL_LOGIN.format(to="/member/login", legend="สำหรับเจ้าหน้าที่") if login else ""
    return f"""<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>.e-con{{display:flex}}.elementor-widget{{padding:8px}}</style><script>window.dataLayer=window.dataLayer||[];function gtag(){{dataLayer.push(arguments);}}gtag('js',new Date());</script></head>
<body><div class="elementor"><div class="e-con"><div class="elementor-widget"><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" alt="โลโก้{office.name}"></div>
<div class="elementor-widget"><ul class="elementor-nav-menu">{menu(rng, links)}</ul></div></div></div>
<div class="elementor"><div class="e-con"><div class="elementor-widget elementor-widget-heading"><h2 class="elementor-heading-title">{title}</h2></div></div>
<div class="e-con"><div class="elementor-widget elementor-widget-text-editor">{body}</div></div></div>
<div class="elementor elementor-location-footer"><div class="e-con"><h3>ข่าวกิจกรรม</h3>{side(turn, office, links, 4)}</div><div class="e-con">{box}<p>{office.whole}</p><p>โทรศัพท์ {office.phone} อีเมล saraban@{office.latin}.go.th</p>
<div id="cookie-law">เว็บไซต์นี้ใช้คุกกี้เพื่อพัฒนาประสบการณ์การใช้งาน <button>ยอมรับทั้งหมด</button> <button>ตั้งค่า</button></div></div></div></body></html>"""


def cards(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    door = '<a class="btn btn-sm" href="/admin/login">เข้าสู่ระบบ (เจ้าหน้าที่)</a>' if login else ""
    return f"""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{office.name} - {title}</title><link href="/assets/bootstrap.min.css" rel="stylesheet"></head>
<body><div class="topbar">{office.whole} <a href="?lang=th">ไทย</a> | <a href="?lang=en">EN</a> ก- ก ก+ {door}</div>
<nav class="navbar navbar-expand-lg"><ul class="navbar-nav">{menu(rng, links)}</ul></nav>
<div class="container"><nav aria-label="breadcrumb"><a href="/home">หน้าหลัก</a> / {title}</nav><div class="row"><div class="col-lg-9">{body}</div>
<div class="col-lg-3"><div class="card"><div class="card-header">จัดซื้อจัดจ้าง</div>{side(turn, office, links, 5)}</div><div class="card"><div class="card-header">E-Service</div>
<a href="/eservice/complain">ร้องเรียนออนไลน์</a> <a href="/eservice/water">แจ้งซ่อมไฟฟ้า</a> <a href="/eservice/garbage">ขอรับถังขยะ</a></div></div></div></div>
<footer class="bg-dark">© {office.name} สงวนลิขสิทธิ์ ผู้เข้าชมขณะนี้ {turn.randint(1, 20)} คน</footer></body></html>"""
