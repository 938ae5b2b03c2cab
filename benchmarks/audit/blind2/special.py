"""Hosts that are one thing as a whole: down, for sale, overrun, an intranet, a drive, a shortener, a moved domain."""

from collections.abc import Sequence
from random import Random

from benchmarks.audit.blind2 import doors, faults
from benchmarks.audit.blind2.absent import SAID, Label
from benchmarks.audit.blind2.exchange import Answer, Request, fixed, see_other
from benchmarks.audit.blind2.host import Host
from benchmarks.audit.blind2.matter_text import TEXTS
from benchmarks.audit.blind2.opening import fresh
from benchmarks.audit.blind2.prose import file_name, paper

DOUBT_ALL_ALIKE = "every address of the host shows this: not there, or its front page by what it shows"
GAMES = [
    "สล็อตเว็บตรง ไม่ผ่านเอเย่นต์ แตกง่าย 2026",
    "บาคาร่าออนไลน์ ฝากถอนออโต้ ไม่มีขั้นต่ำ",
    "เว็บพนันอันดับ 1 สมัครรับโบนัส 100%",
    "หวยออนไลน์ จ่ายจริง บาทละ 1000",
]


def everywhere(host: Host, made: Label, many: int, front: str = "") -> None:
    """The same at every address of the host; front: the verdicts of its front page, where labelled."""
    handler, right, style, doubt = made
    host.routes.clear()
    host.no_path = handler
    for _ in range(many):
        host.link(host.address(), right, style, doubt)
    if front:
        host.link("/", front, f"front_{style}", DOUBT_ALL_ALIKE)


def closed(host: Host) -> None:
    handler, _, style, _ = faults.closed(host, host.rng)
    everywhere(host, (handler, "soft_404 refused homepage_only", f"whole_{style}", DOUBT_ALL_ALIKE), 4)


def database(host: Host) -> None:
    handler, right, style, doubt = faults.database(host, host.rng)
    everywhere(host, (handler, right, f"whole_{style}", doubt), 4)


def down(host: Host) -> None:
    answer = Answer(faults.STATUSES[503].encode(), 503)
    everywhere(host, (fixed(answer), "refused", "whole_status_503", ""), 4)


def firewall(host: Host) -> None:
    everywhere(host, (fixed(Answer(faults.STATUSES[403].encode(), 403)), "refused", "whole_status_403", ""), 4)


def parked(host: Host) -> None:
    """Each visit shows other advertisements; some name the address asked for."""

    def handle(request: Request) -> Answer:
        turn = Random(request.visit)
        ads = "".join(
            f"<li><a href='/?q={n}'>{word}</a></li>"
            for n, word in enumerate(
                turn.sample(
                    ("Web hosting", "Cheap flights", "สินเชื่อด่วน", "ประกันรถยนต์", "Thai hotels", "Loans", "VPS"), 4
                )
            )
        )
        return Answer(
            f"<html><meta charset='utf-8'><title>{host.office.latin}.com</title><body><h1>{host.office.latin}.com</h1><p>The domain may be for sale. Click here to inquire.</p><ul>{ads}</ul><p>Related searches</p></body></html>".encode()
        )

    everywhere(host, (handle, "soft_404 homepage_only", "parked_domain", DOUBT_ALL_ALIKE), 5, "homepage_only soft_404")


def overrun(host: Host) -> None:
    game = host.rng.choice(GAMES)
    rows = "".join(
        f"<h2>{one}</h2><p>สมัครสมาชิกวันนี้รับเครดิตฟรี ระบบมั่นคง ปลอดภัย เล่นได้ทุกค่าย ผ่านมือถือ ตลอด 24 ชั่วโมง</p>" for one in GAMES
    )
    page = f"<!DOCTYPE html><html lang='th'><head><meta charset='utf-8'><title>{game}</title></head><body><h1>{game}</h1>{rows}<a href='https://slot.example/register'>สมัคร</a></body></html>"
    everywhere(
        host,
        (fixed(Answer(page.encode())), "soft_404 homepage_only", "overrun_by_gambling", DOUBT_ALL_ALIKE),
        5,
        "homepage_only soft_404",
    )


def intranet(host: Host, redirect: bool) -> None:
    made = doors.bare(host, host.rng)
    if redirect:
        everywhere(host, (see_other("/login"), "login_wall", "intranet_redirects", ""), 5, "login_wall homepage_only")
        host.routes["/login"] = made[0]
    else:
        everywhere(host, (made[0], "login_wall", "intranet_form_everywhere", ""), 5, "login_wall homepage_only")


def accounts(host: Host) -> None:
    """Where the drive sends those who have not signed in."""
    page = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>ลงชื่อเข้าใช้</title></head><body><h1>ลงชื่อเข้าใช้</h1><p>ไปยังไดรฟ์</p><form><input type='email' name='identifier' aria-label='อีเมลหรือโทรศัพท์'><button>ถัดไป</button></form><a>หากลืมอีเมล</a> <a>สร้างบัญชี</a></body></html>"
    host.routes.clear()
    host.no_path = fixed(Answer(page.encode()))


def drive(host: Host, sign_in: Host) -> None:
    """Shared files: public, private, deleted."""
    rng = host.rng
    host.no_path = fixed(
        Answer("<html><title>404</title><body>ขออภัย ไม่มีไฟล์ที่คุณขอ โปรดตรวจสอบ URL</body></html>".encode(), 404)
    )
    for _ in range(6):
        name = paper(rng, host.office)
        page = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}.pdf - ไดรฟ์</title><meta property='og:title' content='{name}.pdf'></head><body><div class='viewer' data-id='{rng.randrange(16**9):x}'>{name}.pdf</div><img src='/thumb/{rng.randrange(9999)}?w=800'><script>viewerInit();</script></body></html>"
        host.link(
            f"/file/d/1{rng.randrange(16**18):x}/view?usp=sharing",
            "opens unsupported",
            "drive_public",
            "the viewer shows it to a browser; without scripts there is only its name",
            fixed(Answer(page.encode())),
        )
    for _ in range(8):
        target = f"/file/d/1{rng.randrange(16**18):x}/view?usp=drive_link"
        host.link(
            target,
            "login_wall",
            "drive_needs_sign_in",
            handler=see_other(f"{sign_in.base}/v3/signin/identifier?continue={rng.randrange(16**8):x}"),
        )
    for _ in range(3):
        host.link(f"/file/d/1{rng.randrange(16**18):x}/view", "gone", "drive_deleted")
    for words in (
        "คุณต้องขอสิทธิ์เข้าถึง ขอสิทธิ์เข้าถึง หรือสลับไปใช้บัญชีที่มีสิทธิ์เข้าถึง",
        "You need access. Ask for access, or switch to an account with access.",
    ):
        page = f"<!DOCTYPE html><html><meta charset='utf-8'><title>ไดรฟ์: การเข้าถึงถูกปฏิเสธ</title><body><h1>{words}</h1><button>ขอสิทธิ์เข้าถึง</button></body></html>"
        host.link(
            f"/drive/folders/1{rng.randrange(16**18):x}",
            "login_wall refused",
            "drive_asks_for_access",
            "asks for another account: a wall, or access refused",
            fixed(Answer(page.encode())),
        )


def shortener(host: Host, others: Sequence[Host]) -> None:
    rng = host.rng
    host.no_path = see_other("/")
    for _ in range(8):
        there = rng.choice(others)
        target = there.address()
        there.routes[target] = fresh(there, rng.choice(TEXTS))
        host.link(f"/{rng.randrange(36**5):05x}", "moved", "short_link", handler=see_other(there.base + target, 301))
    for _ in range(3):
        host.link(f"/x{rng.randrange(36**5):05x}", "homepage_only", "dead_short_link")


def moved_domain(host: Host, there: Host, keeps_path: bool) -> None:
    """An old domain that leads to the new one: to the same page, or to its front page."""
    host.routes.clear()
    host.no_path = (
        (lambda request: see_other(there.base + request.target, 301)(request))
        if keeps_path
        else see_other(there.base + "/", 301)
    )
    for _ in range(6):
        target = there.address()
        if keeps_path:
            there.routes[target] = fresh(there, host.rng.choice(TEXTS))
            host.link(
                target,
                "moved opens",
                "other_name_same_path",
                "a second name of the same page: opened, or moved by the letter",
            )
        else:
            host.link(target, "homepage_only", "old_domain_to_new_front")
    host.link("/", "homepage_only", "old_domain_front")


def splash(host: Host) -> None:
    """A greeting stands at /, the front page behind it; what is not known leads to the greeting."""
    front, intro = (
        host.routes["/"],
        '<html><head><meta charset="utf-8"><title>{}</title></head><body bgcolor="#000"><center><img src="/intro/king.jpg"><br><a href="/home.php">เข้าสู่เว็บไซต์</a> | <a href="/sign.php">ลงนามถวายพระพร</a></center></body></html>',
    )
    host.routes["/"] = fixed(Answer(intro.format(host.office.name).encode()))
    host.no_path = see_other("/")
    host.link("/", "homepage_only", "splash")
    host.link(
        "/intro.php",
        "homepage_only soft_404",
        "splash_by_name",
        "the front page under another name, on a host that leads there from anywhere",
        host.routes["/"],
    )
    host.link("/home.php", "homepage_only opens", "front_behind_splash", "the front page, though not at /", front)
    for _ in range(4):
        host.link(f"/old/{file_name(host.rng, 'html')}", "homepage_only", "unknown_to_splash")


def forbidding(host: Host) -> None:
    """A server that says 403 of what it does not have."""
    host.no_path = fixed(Answer(faults.STATUSES[403].encode(), 403))
    for _ in range(3):
        host.link(f"/none/{file_name(host.rng)}", "refused", "missing_said_403")


def all_scripts(host: Host) -> None:
    text = f"<!doctype html><html lang='th'><head><meta charset='utf-8'><title>{host.office.name}</title><script type=module src=/assets/index-b7d1.js></script></head><body><div id=app></div></body></html>"
    host.routes.clear()
    host.no_path = fixed(Answer(text.encode()))
    for _ in range(4):
        host.link(
            host.address(),
            "unsupported opens soft_404 homepage_only",
            "whole_drawn_by_scripts",
            "one shell for all addresses: a browser may show a page, nobody else can tell",
        )


def said_by_file(host: Host) -> None:
    """A download script whose file is lost."""
    for words in host.rng.sample(SAID, 3):
        host.link(
            f"/dl.php?id={host.rng.randrange(9**6)}",
            "soft_404",
            "file_lost_200",
            handler=fixed(Answer(f"<meta charset='utf-8'>{words}".encode())),
        )
