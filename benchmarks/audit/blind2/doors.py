"""Pages behind a sign-in."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.blind2.absent import Label
from benchmarks.audit.blind2.exchange import Answer, see_other
from benchmarks.audit.blind2.host import Host

FORM = """<h3>{head}</h3><p>{words}</p><form action="{to}" method="post"><label>{user} <input type="text" name="user"></label>
<label>{secret} <input type="password" name="pass"></label><button type="submit">เข้าสู่ระบบ</button></form><a href="/forgot">ลืมรหัสผ่าน</a>"""
HEADS = ["เข้าสู่ระบบ", "ระบบสมาชิก", "Login", "สำหรับเจ้าหน้าที่", "ระบบสารบรรณอิเล็กทรอนิกส์", "Intranet", "ลงชื่อเข้าใช้งาน"]
WORDS = [
    "กรุณาเข้าสู่ระบบก่อนดูเอกสารนี้",
    "หน้านี้สำหรับสมาชิกเท่านั้น",
    "ท่านไม่มีสิทธิ์เข้าถึงข้อมูล กรุณา Login",
    "",
    "โปรดยืนยันตัวตนเพื่อดำเนินการต่อ",
    "Session หมดอายุ กรุณาเข้าสู่ระบบใหม่",
]


def form(rng: Random, to: str = "/check_login.php") -> str:
    user = rng.choice(("ชื่อผู้ใช้", "Username", "อีเมล", "เลขประจำตัวประชาชน", "ชื่อล็อกอิน"))
    return FORM.format(
        head=rng.choice(HEADS),
        words=rng.choice(WORDS),
        to=to,
        user=user,
        secret=rng.choice(("รหัสผ่าน", "Password", "พาสเวิร์ด", "รหัส Laser หลังบัตร")),
    )


def in_frame(host: Host, rng: Random) -> Label:
    return host.framed(rng.choice(HEADS), form(rng)), "login_wall", "form_in_frame", ""


def bare(host: Host, rng: Random) -> Label:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{rng.choice(HEADS)}</title></head><body><img src='logo.png'>{form(rng)}<p>{host.office.name}</p></body></html>"
    return lambda _request: Answer(text.encode()), "login_wall", "form_bare", ""


def redirected(host: Host, rng: Random) -> Label:
    where = rng.choice(("/wp-login.php", "/admin/login", "/login.aspx", "/index.php?mod=login"))
    host.routes.setdefault(where, bare(host, rng)[0])
    host.routes[where + ("&" if "?" in where else "?") + "return=1"] = host.routes[where]
    return see_other(where + ("&" if "?" in where else "?") + "return=1"), "login_wall", "redirects_to_form", ""


def unauthorized(host: Host, rng: Random) -> Label:
    answer = Answer(
        "<h1>401 ต้องลงชื่อเข้าใช้</h1>".encode(), 401, headers=(("WWW-Authenticate", f'Basic realm="{host.office.latin}"'),)
    )
    return lambda _request: answer, "login_wall", "status_401", ""


def post_password(host: Host, rng: Random) -> Label:
    body = '<h1>ป้องกัน: รายงานผล</h1><form action="/wp-login.php?action=postpass" method="post"><p>เนื้อหานี้ถูกป้องกันด้วยรหัสผ่าน เมื่อต้องการดูกรุณากรอกรหัสผ่านของคุณด้านล่าง:</p><label>รหัสผ่าน: <input name="post_password" type="password" size="20"></label> <input type="submit" value="ตกลง"></form>'
    return host.framed("ป้องกัน: รายงานผล", body), "login_wall", "post_password", ""


def words_only(host: Host, rng: Random) -> Label:
    body = f"<div class='alert'>{rng.choice(('คุณไม่ได้รับอนุญาตให้ดูหน้านี้ กรุณาเข้าสู่ระบบ', 'เฉพาะสมาชิกเท่านั้น <a href=/login>คลิกเพื่อ Login</a>', 'ต้องเข้าสู่ระบบก่อนจึงจะดาวน์โหลดเอกสารได้'))}</div>"
    return (
        host.framed("แจ้งเตือน", body),
        "login_wall soft_404",
        "words_only",
        "no form, the words alone ask to sign in; the content is not there either way",
    )


def single_sign_on(host: Host, rng: Random) -> Label:
    buttons = rng.choice(
        (
            "<button>เข้าสู่ระบบด้วย ThaID</button><button>Digital ID</button>",
            "<button>Sign in with Google</button><button>Sign in with Microsoft</button>",
            "<button>Line Login</button>",
        )
    )
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>ลงชื่อเข้าใช้</title></head><body><h1>ลงชื่อเข้าใช้เพื่อดำเนินการต่อ</h1>{buttons}<p>นโยบายความเป็นส่วนตัว</p></body></html>"
    return lambda _request: Answer(text.encode()), "login_wall", "single_sign_on", ""


DOORS: tuple[Callable[[Host, Random], Label], ...] = (
    in_frame,
    in_frame,
    bare,
    redirected,
    redirected,
    unauthorized,
    post_password,
    words_only,
    single_sign_on,
)
