"""How soon a slow phone shows a page: Chromium at a quarter of its speed over 1.6 Mbit/s, 150 ms there and back."""

import statistics

from benchmarks.office.processes import free_port, running, start_web
from benchmarks.portal.home import filled_home
from benchmarks.portal.load import wait_for

PATHS = ("/agency-1/", "/agency-1/2566/", "/agency-1/2566/o12/")
_WATCH = """() => { window.shift = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value; }).observe({type: 'layout-shift', buffered: true}); }"""


def measure(*, quick: bool = False) -> None:
    """Print first contentful paint, layout shift and bytes over the wire."""
    from playwright.sync_api import sync_playwright

    port = free_port()
    with filled_home(1, 5, port=port) as (_home, env), running(start_web(env, port)), sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(
            "first paint at 4 x CPU slow-down and 1.6 Mbit/s, 150 ms latency, empty cache (limit 1,000 ms), layout shift (limit 0)"
        )
        for path in PATHS:
            wait_for(f"http://127.0.0.1:{port}{path}")
            rows = [_once(browser, f"http://127.0.0.1:{port}{path}") for _run in range(2 if quick else 7)]
            paint, shift, size = (statistics.median(row[place] for row in rows) for place in range(3))
            print(f"  {path:24} {paint:6.0f} ms  shift {shift:.4f}  {size:7.0f} bytes")
        browser.close()


def _once(browser, url: str) -> tuple[float, float, float]:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    speak = context.new_cdp_session(page)
    speak.send("Network.enable")
    wire = 1.6e6 / 8
    speak.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": wire, "uploadThroughput": wire},
    )
    speak.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    speak.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(f"({_WATCH})()")
    page.goto(url, wait_until="load")
    page.wait_for_timeout(800)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    shift = page.evaluate("window.shift")
    context.close()
    return paint, shift, sum(sizes)
