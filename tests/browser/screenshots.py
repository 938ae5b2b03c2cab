"""Screenshots of the example municipality: `python -m tests.browser.screenshots [FOLDER]`.

Without FOLDER those that the documents show are renewed in docs/screenshots; with it every page is taken there.

Starts its own server on a free port with data in a temporary folder; needs Debian's chromium.
"""

import os
import sys
import tempfile
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
TALLEST = 1800
SHOWN = (
    "desk-officer desk-head handover-part handover-check handover chain my-work plan measure progress import import-start report rollover findings "
    "evidence evidence-chosen evidence-one evidence-answer notices agency"
)
DOCS = Path(__file__).parents[2] / "docs" / "screenshots"
WIDTHS = {"phone": 360, "desk": 1280}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main(folder: Path) -> None:
    """Take every page at both widths."""
    os.environ["PRONGSAI_HOME"] = tempfile.mkdtemp(prefix="prongsai-screens-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_example", verbosity=0)
    from prongsai.config.wsgi import application

    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _take(f"http://127.0.0.1:{server.server_port}", folder)
    server.shutdown()
    for path in folder.glob("*.png"):
        _shrink(path)


def _shrink(path: Path) -> None:
    """128 colours, picked by how much they cover so that flat areas stay exact: a third of the bytes."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _take(base: str, folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name in WIDTHS:
            _take_office(_Camera(browser, base, folder, name))
            for username in ("officer", "head", "clerk"):
                _take_handover(_Camera(browser, base, folder, name), username)
        fill = _fill_evidence()
        for name in WIDTHS:
            _take_evidence(_Camera(browser, base, folder, name), fill)
        browser.close()


class _Camera:
    """A page of a browser at one width, and what it shows as a picture under a label."""

    def __init__(self, browser: "Browser", base: str, folder: Path, name: str) -> None:
        self.base, self._folder, self._name = base, folder, name
        self.context = browser.new_context(
            viewport={"width": WIDTHS[name], "height": 800}, locale="th-TH", timezone_id="Asia/Bangkok"
        )
        self.page = self.context.new_page()

    def sign_in(self, username: str) -> None:
        self.page.goto(f"{self.base}/office/")
        self.shot("sign-in")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", "prongsai-demo")
        self.page.click("main button")

    def open(self, address: str, label: str) -> None:
        self.page.goto(f"{self.base}{address}")
        self.shot(label)

    def shot(self, label: str) -> None:
        if self._folder == DOCS and label not in SHOWN.split():
            return
        self.page.wait_for_load_state()
        height = min(self.page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": WIDTHS[self._name], "height": height}
        self.page.screenshot(path=str(self._folder / f"{label}-{self._name}.png"), full_page=True, clip=clip)


def _take_handover(camera: _Camera, username: str) -> None:
    """Work on its way, as its maker, the head and the clerk's office see it."""
    camera.sign_in(username)
    camera.open("/office/", f"desk-{username}")
    if username == "officer":
        camera.page.click("#returned ~ ul a.button >> nth=0")
        camera.shot("handover-part")
    elif username == "head":
        camera.page.click("form ul.rows a.title >> nth=0")
        camera.shot("handover-check")
    else:
        camera.open("/office/handover/", "handover")
        camera.open("/office/agency/chain/", "chain")
        camera.open("/office/rounds/", "rounds")
    camera.context.close()


def _fill_evidence() -> list[str]:
    from tests.browser.evidence_seen import fill

    return fill()


def _take_evidence(camera: _Camera, addresses: list[str]) -> None:
    """After all else: what is filled in here would show on the other pages."""
    everything, answered, judged, _failed, notices, _measure = addresses
    camera.sign_in("admin")
    camera.open(everything, "evidence")
    camera.open(f"{everything}?group=loses&year=all&unit=all&answered=no", "evidence-chosen")
    camera.open(judged, "evidence-one")
    camera.page.goto(f"{camera.base}{answered}")
    camera.page.click("summary >> nth=0")
    camera.page.click(".findings details button >> nth=0")  # nothing written: the page says so
    camera.shot("evidence-answer")
    camera.open(notices, "notices")
    camera.open("/office/agency/", "agency")
    camera.context.close()


def _take_office(camera: _Camera) -> None:
    base, page, shot = camera.base, camera.page, camera.shot
    camera.sign_in("clerk")
    page.goto(f"{base}/office/?unit=all")
    shot("my-work")
    page.goto(f"{base}/office/plans/")
    shot("plans")
    page.click("main h2 a >> nth=0")
    shot("plan")
    page.click("a.title >> nth=2")
    shot("measure")
    page.click("a:has-text('บันทึกผล') >> nth=0")
    shot("progress")
    page.go_back()
    page.click("a:has-text('แก้ไขมาตรการ')")
    shot("edit")
    page.goto(f"{base}/office/imports/")
    shot("import-start")
    page.set_input_files("#id_file", str(Path(__file__).parents[2] / "examples" / "report-2566.txt"))
    page.click("main button")
    page.wait_for_selector("section.card")
    shot("import")
    page.goto(f"{base}/office/plans/")
    page.click("main h2 a >> nth=2")
    page.click("a:has-text('ข้อตรวจพบ')")
    shot("findings")
    page.go_back()
    page.click("a:has-text('ออกรายงาน')")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    page.wait_for_timeout(1500)  # the preview inside its frame draws later
    shot("report")
    page.go_back()
    page.click("main a:has-text('ประวัติ')")
    shot("history")
    page.go_back()
    page.click("a:has-text('ยกไปปีถัดไป')")
    shot("rollover")
    page.goto(f"{base}/nothing-here/")
    shot("not-found")
    camera.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
