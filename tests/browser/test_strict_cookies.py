"""A signed-in person follows a link on another site: they arrive signed in, though cookies are strict."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.apps.factories import PASSWORD, make_agency, make_user

pytestmark = [pytest.mark.browser]


@pytest.fixture
def elsewhere(live_server):
    """Web mail on another site: "localhost" and "127.0.0.1" are two sites to a browser."""
    office = live_server.url.replace("127.0.0.1", "localhost")

    class Mail(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (
                f'<a id="link" href="{office}/office/account/">a link</a>'
                f'<form id="form" method="post" action="{office}/office/account/"><button>send</button></form>'
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mail)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield office, f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_from_another_site_finds_the_person_signed_in(chromium, elsewhere, javascript):
    office, mail = elsewhere
    make_user(make_agency(), "officer", username="somsri", display_name="สมศรี")
    context = chromium.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{office}/office/sign-in/")
    page.fill("#id_username", "somsri")
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/office/")

    page.goto(mail)
    page.click("#link")
    page.wait_for_selector("nav.main-nav")
    assert page.url == f"{office}/office/account/"
    assert {cookie["sameSite"] for cookie in context.cookies()} == {"Strict"}

    page.goto(mail)
    page.click("#form button")
    assert "ส่งแบบฟอร์มไม่สำเร็จ" in page.content() or "The form was not sent" in page.content()
    context.close()
