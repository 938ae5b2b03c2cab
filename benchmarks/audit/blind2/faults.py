"""Servers that refuse, stay silent, or answer 200 with a fault of the whole site."""

from collections.abc import Callable
from random import Random

from benchmarks.audit.blind2.absent import Label
from benchmarks.audit.blind2.exchange import Act, Answer
from benchmarks.audit.blind2.host import Host

STATUSES = {
    403: "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>",
    429: "<h1>Too Many Requests</h1><p>คุณเรียกใช้งานบ่อยเกินไป กรุณารอสักครู่</p>",
    500: "<h1>Internal Server Error</h1><p>ระบบขัดข้อง กรุณาติดต่อผู้ดูแลระบบ</p>",
    502: "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>",
    503: "<h1>ปิดปรับปรุงระบบชั่วคราว</h1><p>Service Unavailable</p>",
    508: "<h1>508 Resource Limit Is Reached</h1>",
}
DATABASE = [
    "Error establishing a database connection",
    "Could not connect: Access denied for user 'dbuser'@'localhost' (using password: YES)",
    "Fatal error: Uncaught mysqli_sql_exception: Too many connections in /home/web/connect.php:9",
    "Server Error in '/' Application. A network-related or instance-specific error occurred while establishing a connection to SQL Server.",
    "ไม่สามารถเชื่อมต่อฐานข้อมูลได้",
]
WALLS = [
    "<title>Just a moment...</title><h1>Checking your browser before accessing</h1><p>DDoS protection. Ray ID: {}</p>",
    "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator. Your support ID is: {}",
    "<title>Attack ID {}</title><h1>Web Page Blocked!</h1>ระบบความปลอดภัยได้ระงับการเข้าถึงหน้านี้",
]
CLOSED = [
    "<h1>เว็บไซต์ปิดปรับปรุงชั่วคราว</h1><p>ขออภัยในความไม่สะดวก จะเปิดให้บริการอีกครั้งเร็ว ๆ นี้</p>",
    "<h1>Under Construction</h1><p>เว็บไซต์อยู่ระหว่างการพัฒนา</p>",
    "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>",
    "<h1>เว็บไซต์นี้ถูกระงับการใช้งานเนื่องจากครบกำหนดชำระค่าบริการ</h1><p>กรุณาติดต่อฝ่ายบัญชี</p>",
]
DOUBT_DOWN = "200 with a fault of the server: nothing there, or refused for now"


def status(host: Host, rng: Random) -> Label:
    code = rng.choice(list(STATUSES))
    extra = (("Retry-After", "120"),) if code in (429, 503) and rng.random() < 0.5 else ()
    answer = Answer(
        f"<html><meta charset='utf-8'><title>{code}</title><body>{STATUSES[code]}</body></html>".encode(),
        code,
        headers=extra,
    )
    return lambda _request: answer, "refused", f"status_{code}", ""


def wire(act: Act, body: bytes = b"") -> Callable[[Host, Random], Label]:
    verdict = "timed_out" if act in ("silent", "drip") else "refused"
    return lambda _host, _rng: (lambda _request: Answer(body, act=act), verdict, f"wire_{act}", "")


def database(host: Host, rng: Random) -> Label:
    text = f"<html><meta charset='utf-8'><body>{rng.choice(DATABASE)}</body></html>"
    return lambda _request: Answer(text.encode()), "refused soft_404", "database_fault_200", DOUBT_DOWN


def wall(host: Host, rng: Random) -> Label:
    text = f"<html><meta charset='utf-8'>{rng.choice(WALLS).format(f'{rng.randrange(16**14):x}')}</html>"
    return (
        lambda _request: Answer(text.encode()),
        "refused soft_404 unsupported",
        "firewall_200",
        "200 from a firewall: refused, nothing there, or drawn by scripts",
    )


def closed(host: Host, rng: Random) -> Label:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body style='text-align:center'>{rng.choice(CLOSED)}</body></html>"
    return lambda _request: Answer(text.encode()), "soft_404 refused", "closed_site_200", DOUBT_DOWN


FAULTS: tuple[Callable[[Host, Random], Label], ...] = (
    status, status, status, status, wire("reset"), wire("close"), wire("noise", b"\x15\x03\x01\x00\x02\x02\x16SSH-2.0-OpenSSH\r\n"), database, wall,
)  # fmt: skip
