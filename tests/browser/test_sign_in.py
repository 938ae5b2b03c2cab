"""Passkeys with the browser's own virtual authenticator, the app, and the pages of account security."""

import time

import pytest

from prongsai.apps.accounts.models import User
from tests.apps.accounts.codes import totp
from tests.apps.factories import PASSWORD, make_agency, make_user
from tests.browser.looking import faults_of, follow

pytestmark = [pytest.mark.browser]
SECURITY = "/office/account/security/"


@pytest.fixture
def office(live_server):
    """The server by its name: browsers give passkeys to no address in numbers."""
    make_user(make_agency(), "officer", username="somsri", display_name="สมศรี")
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def browser_at(chromium, office):
    """Opens a page; `authenticator` adds one to it and gives what speaks to it."""
    contexts = []

    def opened(*, width: int = 1280, authenticator: bool = True, verified: bool = True, javascript: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, locale="th-TH", base_url=office, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        speaks = context.new_cdp_session(page)
        if authenticator:
            speaks.send("WebAuthn.enable")
            options = {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verified,
                "automaticPresenceSimulation": True,
            }
            added = speaks.send("WebAuthn.addVirtualAuthenticator", {"options": options})
            page.authenticator = (speaks, added["authenticatorId"])
        return page

    yield opened
    for context in contexts:
        context.close()


def give_password(page):
    page.goto("/office/sign-in/")
    page.fill("#id_username", "somsri")
    page.fill("#id_password", PASSWORD)
    page.click("main button >> nth=0")


def sign_in(page):
    give_password(page)
    page.wait_for_selector("h1:has-text('งานของฉัน')")


def sign_out(page):
    page.click("text=ออกจากระบบ")
    page.wait_for_selector("h1:has-text('เข้าสู่ระบบ')")


def add_passkey(page, name="เครื่องทดสอบ"):
    page.goto(f"{SECURITY}passkey/")
    page.fill("#id_name", name)
    page.click("main button")


def add_app(page) -> str:
    page.goto(f"{SECURITY}app/")
    secret = page.inner_text("main .password-shown").replace(" ", "")
    if time.time() % 30 > 20:  # the code before the newest is good until the next one comes
        time.sleep(30.1 - time.time() % 30)
    page.fill("#id_code", totp(secret, time.time() - 30))  # so that the newest is left for signing in
    page.click("main button")
    page.wait_for_selector(".recovery-codes")
    return secret


class TestPasskey:
    def test_is_made_and_signs_in_alone_and_after_the_password(self, browser_at):
        page = browser_at()
        sign_in(page)

        add_passkey(page)
        page.wait_for_selector(".recovery-codes")
        assert page.locator(".recovery-codes li").count() == 10
        page.click("text=เก็บรหัสแล้ว")
        assert "พาสคีย์ “เครื่องทดสอบ”" in page.inner_text("main")
        sign_out(page)

        page.click("text=เข้าสู่ระบบด้วยพาสคีย์")
        page.wait_for_selector("h1:has-text('งานของฉัน')")
        sign_out(page)

        give_password(page)
        page.wait_for_selector("h1:has-text('ยืนยันตัวตนขั้นที่สอง')")
        page.click("button:has-text('ใช้พาสคีย์')")
        page.wait_for_selector("h1:has-text('งานของฉัน')")

    def test_that_checks_nobody_is_refused(self, browser_at):
        page = browser_at(verified=False)
        sign_in(page)

        add_passkey(page)

        page.wait_for_selector("[data-passkey-failed]:not([hidden])")
        assert "พาสคีย์ “" not in page.inner_text("main")

    def test_of_someone_else_opens_nothing(self, browser_at):
        page = browser_at()
        sign_in(page)
        add_passkey(page)
        page.wait_for_selector(".recovery-codes")
        speaks, authenticator = page.authenticator
        kept = speaks.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"][0]
        sign_out(page)
        User.objects.filter(username="somsri").delete()

        page.click("text=เข้าสู่ระบบด้วยพาสคีย์")
        page.wait_for_selector("text=เข้าสู่ระบบด้วยพาสคีย์ไม่สำเร็จ")

        assert kept["rpId"] == "localhost"
        assert page.locator("h1:has-text('งานของฉัน')").count() == 0

    def test_with_another_key_under_the_same_number_is_refused(self, browser_at):
        """A forged signature: the right number of the passkey, a key of the thief's own."""
        from base64 import b64encode

        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        page = browser_at()
        sign_in(page)
        add_passkey(page)
        page.wait_for_selector(".recovery-codes")
        sign_out(page)
        speaks, authenticator = page.authenticator
        kept = speaks.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"][0]
        speaks.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
        forged = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        credential = {
            "credentialId": kept["credentialId"],
            "isResidentCredential": True,
            "rpId": kept["rpId"],
            "privateKey": b64encode(forged).decode(),
            "userHandle": kept["userHandle"],
            "signCount": 1,
        }
        speaks.send("WebAuthn.addCredential", {"authenticatorId": authenticator, "credential": credential})

        page.click("text=เข้าสู่ระบบด้วยพาสคีย์")

        page.wait_for_selector("text=เข้าสู่ระบบด้วยพาสคีย์ไม่สำเร็จ")

    def test_is_not_offered_at_an_address_in_numbers(self, chromium, live_server):
        make_user(make_agency(), "officer", username="numbers")
        context = chromium.new_context(base_url=live_server.url.replace("localhost", "127.0.0.1"))
        page = context.new_page()
        page.goto("/office/sign-in/")

        assert page.locator("form[data-passkey]").count() == 0
        context.close()


class TestApp:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_is_set_up_and_asked_for_at_sign_in(self, browser_at, javascript):
        page = browser_at(authenticator=False, javascript=javascript)
        sign_in(page)
        secret = add_app(page)
        page.click("text=เก็บรหัสแล้ว")
        sign_out(page)

        give_password(page)
        page.wait_for_selector("h1:has-text('ยืนยันตัวตนขั้นที่สอง')")
        page.fill("#id_code", "000000")
        page.click("main button >> nth=0")
        page.wait_for_selector("#errors")
        page.fill("#id_code", totp(secret))
        page.click("main button >> nth=0")

        page.wait_for_selector("h1:has-text('งานของฉัน')")


class TestPages:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_are_accessible_and_break_no_policy(self, browser_at, width):
        page = browser_at(width=width)
        wrong = []
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        faults = []

        def look(address):
            page.goto(address)
            faults.extend(faults_of(page, address))

        look("/office/sign-in/")
        sign_in(page)
        look(SECURITY)
        look(f"{SECURITY}app/")
        page.fill("#id_code", "1")
        follow(page, "main button")
        faults += faults_of(page, "app with an error")
        add_app(page)
        faults += faults_of(page, "recovery codes")
        look(SECURITY)
        look(f"{SECURITY}passkey/")
        page.fill("#id_name", "โทรศัพท์")
        page.click("main button")
        page.wait_for_selector("text=พาสคีย์ “โทรศัพท์”")
        look(f"{SECURITY}codes/")
        look("/office/account/sessions/")
        look("/office/account/confirm/")
        page.goto(SECURITY)
        follow(page, "main .rows a >> nth=0")
        faults += faults_of(page, "remove")
        sign_out(page)
        give_password(page)
        page.wait_for_selector("h1:has-text('ยืนยันตัวตนขั้นที่สอง')")
        faults += faults_of(page, "second step")

        # The test server gives fonts without the header that ours gives (tests/web/test_security.py).
        assert faults + [line for line in wrong if "net::ERR_FAILED" not in line and "font" not in line] == []
