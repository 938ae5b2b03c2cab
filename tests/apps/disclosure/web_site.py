"""A web site on loopback whose one page a test replaces, and the desk of an agency that published its address."""

from dataclasses import replace

from prongsai.apps.disclosure import jobs
from prongsai.apps.disclosure.models import LinkCheck, Version
from tests.adapters.http.trap_server import TrapServer, page
from tests.apps.disclosure.desk import LINK, Desk, make_desk, publish
from tests.apps.factories import make_agency
from tests.journeys.test_evidence_visits import HOME, NOT_FOUND, STRUCTURE

WORKING = page(STRUCTURE.encode())
NO_LONGER_THERE = page("<html><title>ไม่พบหน้า</title><body><h1>404 ไม่พบหน้าที่ต้องการ</h1></body></html>".encode())
DEFACED = page(b"<html><title>Hacked by X1</title><body><h1>Hacked by X1</h1><p>security is zero</p></body></html>")
SOLD = page(
    "<html><title>สล็อตเว็บตรง แตกง่าย</title><body><h1>คาสิโนออนไลน์</h1><p>สมัครเลย เครดิตฟรี ฝากถอนไม่มีขั้นต่ำ</p></body></html>".encode()
)


class WebSite:
    """The server, with `shown` at /plan; `elsewhere` is an address of the same server under another name."""

    def __init__(self) -> None:
        self.shown = WORKING
        pages = {
            "/plan": lambda visit: self.shown(visit),
            "/": page(HOME.encode()),
            "/bought": page(
                "<html><title>ร้านค้า</title><body><h1>ขายของ</h1><p>สินค้าราคาถูก ส่งฟรี</p></body></html>".encode()
            ),
            "/robots.txt": NOT_FOUND,
        }
        self.server = TrapServer(pages=pages)

    def send_elsewhere(self) -> None:
        """From now on the page sends its readers to a site of another name."""
        there = self.server.url("/bought").replace("127.0.0.1", "localhost")
        self.shown = page(b"", "301 Moved Permanently", f"Location: {there}")

    def visit(self, version: Version) -> LinkCheck:
        """As the page's button and each night do."""
        jobs.check_published_link(version.pk)
        return LinkCheck.objects.get(version=version)


def use_loopback(settings, folder) -> None:
    settings.MEDIA_ROOT = folder / "files"
    allowed = frozenset({"127.0.0.1", "localhost"})
    settings.PRONGSAI = replace(settings.PRONGSAI, home=folder, audit_allow_hosts=allowed, audit_host_gap_s=0.0)


def make_web_desk() -> Desk:
    """The agency's own host is the loopback address; its officer's unit answers for O1."""
    desk = make_desk(make_agency(hosts=["127.0.0.1"]))
    desk.year.items.filter(code="O1").update(unit=desk.agency.units.get(name="กองคลัง"))
    return desk


def publish_page(desk: Desk, site: WebSite, code: str | None = "O1", title: str = "แผนพัฒนาท้องถิ่น") -> Version:
    return publish(desk, replace(LINK, title=title, url=site.server.url("/plan")), code)
