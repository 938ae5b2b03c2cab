"""A real HTTP server on loopback for tests of `prongsai audit`: pages by path, and a log of what was asked."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FRAME = "<nav>หน้าแรก<br>ข้อมูลหน่วยงาน<br>ติดต่อเรา</nav>{}<footer>เทศบาลตำบลตัวอย่าง</footer>"
REPORT = (
    "<h1>รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส</h1><p>ประจำปีงบประมาณ พ.ศ. 2566</p><p>{}</p>"
    "<p>เทศบาลได้ดำเนินการครบทุกมาตรการและรายงานผู้บริหารแล้ว</p>"
)


def html(body: str, title: str = "รายงาน") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{FRAME.format(body)}</body></html>".encode()


class AuditSite:
    """`pages` gives a body, or (status, headers, body), by path; anything else is a 404. `asked` is the log."""

    def __init__(self, pages: Mapping[str, bytes | tuple[int, dict[str, str], bytes]], host: str) -> None:
        self.pages = dict(pages)
        self.asked: list[tuple[float, str]] = []
        self.delay_s = 0.0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.path))
                time.sleep(site.delay_s)
                found = site.pages.get(self.path, (404, {}, b"<h1>404 Not Found</h1>"))
                status, headers, body = found if isinstance(found, tuple) else (200, {}, found)
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self.host = host
        self.url = f"http://{host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def paths(self) -> list[str]:
        """Paths asked for, in order."""
        return [path for _, path in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def audit_site(
    pages: Mapping[str, bytes | tuple[int, dict[str, str], bytes]] | None = None, host: str = "127.0.0.1"
) -> Iterator[AuditSite]:
    site = AuditSite({"/": html("<h1>ยินดีต้อนรับสู่เว็บไซต์ของเทศบาล</h1>", "หน้าแรก"), **(pages or {})}, host)
    try:
        yield site
    finally:
        site.close()
