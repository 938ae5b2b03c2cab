"""The frames of home-made and vendors' systems: tables, windows-874, one form round everything."""

from random import Random

from benchmarks.audit.blind2.frames_cms import SMALL_LOGIN, menu, side
from benchmarks.audit.blind2.office import Office, day


def php_mod(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    box = SMALL_LOGIN.format(to="/index.php?mod=login", legend="เข้าระบบสมาชิก") if login else ""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-874"><title>:: {office.name} ::</title></head>
<body bgcolor="#FFFFEE" topmargin="0"><table width="1000" align="center" cellpadding="0" cellspacing="0"><tr><td colspan="3"><img src="images/header.jpg" width="1000"></td></tr>
<tr><td colspan="3" bgcolor="#006600"><marquee>ยินดีต้อนรับสู่เว็บไซต์{office.whole} *** {day(rng)} ***</marquee></td></tr>
<tr><td width="180" valign="top"><table class="menu">{menu(rng, links, "td")}</table>{box}<b>สถิติ</b> ออนไลน์ {turn.randint(1, 9)} IP 10.0.{turn.randint(1, 9)}.{turn.randint(1, 250)} วันนี้ {turn.randint(5, 300)}</td>
<td valign="top"><table width="100%"><tr><td background="images/bar.gif"><b>{title}</b></td></tr><tr><td>{body}</td></tr></table></td>
<td width="170" valign="top"><b>ข่าวเด่น</b>{side(turn, office, links, 5)}<b>ลิงก์หน่วยงาน</b><br>กรมส่งเสริมการปกครองท้องถิ่น<br>ศูนย์ดำรงธรรม<br>ป.ป.ช.</td></tr>
<tr><td colspan="3" align="center">{office.name} โทร {office.phone} Best viewed with 1024x768</td></tr></table></body></html>"""


def aspnet(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    state = f"{turn.randrange(16**80):080x}"
    box = (
        '<input name="ctl00$txtUser" type="text"><input name="ctl00$txtPass" type="password"><input type="submit" name="ctl00$btnLogin" value="Login">'
        if login
        else ""
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8" /><title>{office.name}</title></head>
<body><form name="aspnetForm" method="post" action="" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="/wEP{state}" /><input type="hidden" name="__EVENTVALIDATION" value="{state[::-1]}" />
<div id="ctl00_pnlHead"><span id="ctl00_lblSite">{office.whole}</span></div><div id="ctl00_menu"><ul>{menu(rng, links)}</ul></div>
<div id="ctl00_pnlLogin">{box}</div><div id="ctl00_ContentPlaceHolder1_pnl"><span id="ctl00_lblTitle">{title}</span>{body}</div>
<div id="ctl00_right"><h4>ประกาศล่าสุด</h4>{side(turn, office, links, 4)}</div>
<div id="ctl00_foot">พัฒนาโดย บริษัท เว็บท้องถิ่นไทย จำกัด | จำนวนผู้เข้าชม {turn.randint(10000, 990000):,} ครั้ง | {office.phone}</div></form></body></html>"""


def old_tables(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    door = '<a href="admin/login.php"><font size="1">admin</font></a>' if login else ""
    return f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=tis-620"><meta name=GENERATOR content="Microsoft FrontPage 4.0"><title>{title}</title></head>
<body background="bg.gif"><center><table border=0 width=800><tr><td><font face="MS Sans Serif" size=5 color=#800000>{office.name}</font><br><font size=2>อ.{office.district} จ.{office.province}</font></td></tr></table>
<table border=1 width=800 bordercolor=#C0C0C0><tr><td width=150 valign=top><font size=2>{menu(rng, links, "p")}</font>{door}</td><td valign=top><font face="MS Sans Serif" size=2>{body}</font></td></tr></table>
<font size=1>Webmaster {office.latin}@hotmail.com ปรับปรุงล่าสุด {day(rng)}</font></center></body></html>"""


def portal(rng: Random, turn: Random, office: Office, links: list[str], title: str, body: str, login: bool) -> str:
    box = SMALL_LOGIN.format(to="/check_login.php", legend="ระบบสารบรรณ / Intranet") if login else ""
    banners = "".join(
        f'<a href="{rng.choice(links)}"><img src="/banner/{rng.randint(1, 99)}.gif" alt="{word}"></a>'
        for word in ("สายตรงผู้บริหาร", "ร้องเรียนทุจริต", "Facebook", "e-Plan", "LPA", "ITA", "ศูนย์ข้อมูลข่าวสาร")
    )
    return f"""<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>{office.name} {office.province} : {title}</title></head>
<body><div id="wrap"><div id="head"><embed src="/flash/head.swf"></div><div id="nav"><ul>{menu(rng, links)}</ul></div>
<div id="left">{banners}{box}</div><div id="main"><div class="box-title">{title}</div><div class="box-body">{body}</div></div>
<div id="right"><div class="box-title">กระทู้ล่าสุด</div>{side(turn, office, links, 6)}<div>ปฏิทินกิจกรรม</div><div>อากาศวันนี้ {turn.randint(24, 38)} °C</div><div>ราคาน้ำมัน ดีเซล {turn.randint(29, 34)}.{turn.randint(10, 90)}</div></div>
<div id="foot">ที่อยู่ ที่ทำการ{office.name} อำเภอ{office.district} จังหวัด{office.province} โทรศัพท์/โทรสาร {office.phone}</div></div></body></html>"""
