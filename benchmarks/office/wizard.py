"""The first run on an empty machine: `prongsai start`, then a browser that fills the wizard with the least it takes.

Counted are pages, fields seen, fields filled, characters typed and clicks. The browser types without pausing, so its
seconds are those of the machine; what a person adds is reading and typing, which nobody was timed at.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.office.django_home import environment
from benchmarks.office.processes import cpu_s, free_port, running, wait_for_answer
from benchmarks.office.start import PRONGSAI
from tests.browser.screenshots import ARGUMENTS, CHROMIUM

TYPED = {
    "name": "เทศบาลตำบลบ้านสวนใส",
    "province": "ชัยภูมิ",
    "slug": "bansuansai",
    "display_name": "นางสาวสมศรี ใจดี",
    "username": "somsri",
    "password": "ฝนตกที่สวนใสทุกวัน",
}
"""What an agency cannot do without, by the name of its field; everything else has a value already or may stay empty."""
LAST_PAGE = "people/first"
_FIELDS = "main form :is(input, select, textarea):not([type=hidden]):not([type=submit])"


@dataclass
class Walk:
    """What the browser did on its way through the wizard."""

    pages: int = 0
    fields: int = 0
    filled: int = 0
    characters: int = 0
    clicks: int = 0
    seconds: float = 0.0
    steps: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.fields} fields of which {self.filled} must be filled ({self.characters}"
            f" characters), {self.clicks} clicks; {self.seconds:.1f} s by a scripted browser ({'; '.join(self.steps)})"
        )


def measure_wizard() -> Walk | None:
    """Print the first start of an empty home and the walk through the wizard; None without chromium."""
    if not Path(CHROMIUM).exists():
        print(f"no chromium at {CHROMIUM}")
        return None
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [PRONGSAI, "start"]
        env = environment(Path(folder), port=port)
        with running(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)) as server:
            began = wait_for_answer(port)
            print(f"first start, database made: {began:.1f} s ({cpu_s(server.pid):.1f} CPU); {machine()}", flush=True)
            walk = _walk(f"http://127.0.0.1:{port}")
    print(f"wizard: {walk}; {machine()}", flush=True)
    return walk


def _walk(address: str) -> Walk:
    from playwright.sync_api import sync_playwright

    walk = Walk()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(locale="th-TH", timezone_id="Asia/Bangkok")
        page.set_default_timeout(30_000)
        began = time.perf_counter()
        page.goto(f"{address}/")
        while LAST_PAGE not in page.url:
            _fill(page, walk)
        _count(page, walk)
        page.click("main .actions a")  # whom to invite is known later: the step may be passed over
        walk.clicks += 1
        page.wait_for_url("**/plans/**")
        walk.seconds = time.perf_counter() - began
        walk.steps.append("ends at the list of plans")
        browser.close()
    return walk


def _count(page: Any, walk: Walk) -> int:
    shown: int = page.locator(_FIELDS).count()
    walk.pages += 1
    walk.fields += shown
    return shown


def _fill(page: Any, walk: Walk) -> None:
    before, shown, filled = walk.characters, _count(page, walk), 0
    for name, text in TYPED.items():
        box = page.locator(f"main form [name={name}]")
        if box.count():
            box.press_sequentially(text)
            filled += 1
            walk.characters += len(text)
    title, last = page.locator("h1").inner_text(), page.url
    if not filled:
        sys.exit(f"the wizard shows a page with nothing to fill: {last} {title}")
    page.click("main form .actions button:not(.second)")
    page.wait_for_load_state()
    walk.clicks += 1
    walk.filled += filled
    walk.steps.append(f"“{title}” {shown} fields, {filled} filled, {walk.characters - before} characters")
    errors = page.locator("#errors")
    if errors.count():
        sys.exit(f"the wizard refused {last}: {errors.inner_text()}")
