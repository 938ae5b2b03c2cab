"""A real chromium against a live server that holds the example municipality."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs a loop in the main thread

from tests.browser.screenshots import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def public_static(monkeypatch):
    """The live server answers for /static/ itself and knows no file whose name carries a hash; the product does."""
    from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin

    handles = StaticFilesHandlerMixin._should_handle
    monkeypatch.setattr(
        StaticFilesHandlerMixin,
        "_should_handle",
        lambda self, path: not path.startswith("/static/portal/") and handles(self, path),
    )


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    from tests.browser.example import Examples

    return Examples(tmp_path_factory.mktemp("examples"))


@pytest.fixture
def site(live_server, settings, tmp_path, examples):
    """Address of a server with the example, as of today."""
    settings.MEDIA_ROOT = tmp_path
    examples.load(tmp_path)
    return live_server.url


@pytest.fixture
def open_page(chromium, site):
    """Opens a page signed in as a demo account; `javascript=False` switches scripts off."""
    contexts = []

    def opened(username: str = "clerk", *, width: int = 1280, javascript: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            base_url=site,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto("/office/")
        page.fill("#id_username", username)
        page.fill("#id_password", "prongsai-demo")
        page.click("main button")
        page.wait_for_selector("h1:has-text('งานของฉัน')")
        return page

    yield opened
    for context in contexts:
        context.close()
