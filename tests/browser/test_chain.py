"""One piece of work through the whole chain in a real browser, each role at its own phone; with scripts and without."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.rounds.models import Round
from prongsai.apps.rounds.opening import open_round_now
from tests.apps.accounts.codes import totp
from tests.browser.looking import faults_of
from tests.browser.test_sign_in import add_app, add_passkey

pytestmark = [pytest.mark.browser]
PHONE = 360
WHY = "รายงานเป็นของเดือนก่อน กรุณาแนบของเดือนนี้"
ORDER = "ให้เผยแพร่ภายในสัปดาห์นี้"


@pytest.fixture
def month(site):
    """This month's round of the example."""
    agency = Agency.objects.get()
    return open_round_now(agency=agency, by=User.objects.get(username="clerk"), at=timezone.now())


class Chain:
    """The people of one piece of work, each in a browser of their own; `look` is called on every page on the way."""

    def __init__(self, open_page, look=lambda page, name: None, *, javascript=True):
        self._open, self._javascript, self.look = open_page, javascript, look
        self._pages = {}
        self.part = None

    def page(self, who):
        if who not in self._pages:
            self._pages[who] = self._open(who, width=PHONE, javascript=self._javascript)
        page = self._pages[who]
        page.goto("/office/")
        return page

    @property
    def address(self):
        return f"/office/handover/{self.part.handover_id}/"

    def show(self, page, name):
        page.goto(self.address)
        self.look(page, name)

    def row(self):
        return Handover.objects.get(pk=self.part.handover_id)

    def hand_in(self):
        """The officer opens the first piece of work of one unit alone that is still to do."""
        page = self.page("officer")
        self.look(page, "my work of the officer")
        alone = [
            part
            for part in Part.objects.filter(state="todo", unit__name="กองคลัง").order_by("pk")
            if part.handover.parts.count() == 1 and page.locator(self._link(part)).count()
        ]
        self.part = alone[0]
        self.show(page, "to do")
        self.page("officer").click(f"{self._link(self.part)} >> nth=0")
        page.wait_for_selector("h1:has-text('ส่งงาน')")
        self.look(page, "part page")
        page.click("button[name=hand_in]")
        page.wait_for_selector("#errors")  # nothing was written yet
        self.look(page, "part page with an error")
        page.fill("#id_note", "เผยแพร่รายงานแล้ว")
        page.fill("#id_links", "https://www.bansuansai.go.th/report/1")
        page.set_input_files(
            "#id_uploads", {"name": "รายงาน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        )
        page.click("button[name=hand_in]")
        page.wait_for_selector("text=ส่งงานแล้ว")
        assert self.row().state == "handed_in"
        self.look(page, "handed in, its officer")

    def send_back(self):
        page = self.page("head")
        self.look(page, "my work of the head")
        self.show(page, "handed in, its head")
        page.click("summary:has-text('ส่งกลับให้แก้ไข')")
        self.look(page, "return form")
        if not page.is_visible(f"#why-{self.part.pk}"):  # looking in the other language closed it
            page.click("summary:has-text('ส่งกลับให้แก้ไข')")
        page.fill(f"#why-{self.part.pk}", WHY)
        page.click("button:text-is('ส่งกลับ')")
        page.wait_for_selector("text=ส่งกลับให้แก้ไขแล้ว")
        assert self.row().state == "returned"
        self.look(page, "returned, its head")

    def mend(self):
        page = self.page("officer")
        assert WHY in page.inner_text("main")
        self.look(page, "my work with what came back")
        page.click(f"a.button[href='/office/handover/parts/{self.part.pk}/']")
        page.wait_for_selector(f"text={WHY}")
        self.look(page, "part page, returned")
        assert page.input_value("#id_note") == "เผยแพร่รายงานแล้ว"
        page.fill("#id_note", "เผยแพร่รายงานของเดือนนี้แล้ว")
        page.click("button[name=hand_in]")
        page.wait_for_selector("text=ส่งงานแล้ว")
        page.goto(f"/office/handover/parts/{self.part.pk}/")
        self.look(page, "part page, handed in")

    def tick(self, who, kind, state):
        """Take a step on the first page, with the box of this piece of work."""
        number = self.part.pk if kind == "part" else self.part.handover_id
        page = self.page(who)
        self.look(page, f"my work before {state}")
        box = page.locator(f"input[name=ticked][value^='{kind}:{number}:']")
        box.check()
        page.locator("form", has=box).locator(".actions button").click()
        page.wait_for_selector("text=ดำเนินการแล้ว")
        assert self.row().state == state
        self.show(page, state)

    def step(self, who, state, comment=""):
        """Take a step on the page of the work."""
        page = self.page(who)
        page.goto(self.address)
        self.look(page, f"page before {state}")
        page.fill("#id_comment", comment)
        if page.locator("#id_confirmed").count():  # nothing of it is public on this site
            page.check("#id_confirmed")
        page.click("#step form >> nth=0 >> button")
        page.wait_for_selector(".notice-success")
        assert self.row().state == state
        self.look(page, f"{state}, who did it")

    def _link(self, part):
        return f"a.button[href='/office/handover/parts/{part.pk}/']"


def let_an_hour_pass(page):
    """Since the person of this browser last proved who they are."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(key)
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 3600
    session.save()


def sign_round(page, look, month, show_factor):
    """The executive signs on the page of the round and shows the second factor when asked."""
    let_an_hour_pass(page)
    page.goto("/office/rounds/")
    look(page, "rounds")
    page.goto(f"/office/rounds/{month.pk}/")
    look(page, "round to sign")
    page.fill("#id_comment", "เร่งรัดงานค้าง")
    assert page.locator("#id_password").count() == 0  # the second factor stands for it
    page.click("button:has-text('ลงนามรอบนี้')")
    show_factor(page)
    page.wait_for_selector("text=ลงนามโดย นายกเทศมนตรี")
    look(page, "signed round")
    row = Round.objects.get()
    assert (row.state, row.comment) == ("signed", "เร่งรัดงานค้าง")


def give_code(secret):
    """Types a wrong code, then the next one of the app: that of this half minute was used when it was set up."""

    def shown(page):
        page.wait_for_selector("h1:has-text('ยืนยันว่าเป็นคุณ')")
        page.fill("#id_code", "000000")
        page.click("main button >> nth=0")
        page.wait_for_selector("#errors")
        assert Round.objects.get().state == "open"
        page.fill("#id_code", totp(secret, time.time() + 30))
        page.click("main button >> nth=0")

    return shown


def download_memo(page, month):
    page.goto(f"/office/rounds/{month.pk}/memo/")
    with page.expect_download() as loading:
        page.click("main a:has-text('PDF')")
    assert Path(loading.value.path()).read_bytes().startswith(b"%PDF-")


def walk(chain, month):
    """The whole of it, from the officer's desk to the closed file."""
    chain.hand_in()
    chain.send_back()
    chain.mend()
    chain.tick("head", "part", "checked")
    chain.tick("clerk", "compile", "compiled")
    chain.step("palad", "endorsed", "เห็นควรเสนอนายก")
    chain.step("mayor", "acknowledged", ORDER)
    mayor = chain.page("mayor")
    secret = add_app(mayor)
    sign_round(mayor, chain.look, month, give_code(secret))
    clerk = chain.page("clerk")
    download_memo(clerk, month)
    chain.show(clerk, "acknowledged, the clerk")
    assert ORDER in clerk.inner_text("main")
    chain.step("clerk", "published", "www.bansuansai.go.th/report/1")
    chain.step("clerk", "closed")


class TestWholeChain:
    @pytest.mark.slow
    @pytest.mark.parametrize("javascript", [True, False])
    def test_goes_from_the_officer_to_the_closed_file(self, open_page, month, javascript):
        chain = Chain(open_page, javascript=javascript)

        walk(chain, month)

        row = chain.row()
        assert (row.state, row.order) == ("closed", ORDER)
        story = [(one.step, one.outcome, one.by.username) for one in row.approvals.order_by("pk")]
        assert story == [
            ("check", "returned", "head"),
            ("check", "approved", "head"),
            ("compile", "approved", "clerk"),
            ("endorse", "approved", "palad"),
            ("acknowledge", "approved", "mayor"),
            ("publish", "approved", "clerk"),
            ("close", "approved", "clerk"),
        ]
        assert verify_agency(Agency.objects.get().slug).faults == ()
        text = chain.page("officer")
        text.goto(chain.address)
        assert [word for word in (WHY, ORDER) if word not in text.inner_text("main")] == []

    def test_begins_on_the_officers_phone_and_waits_on_the_heads(self, open_page):
        chain = Chain(open_page)

        chain.hand_in()
        chain.tick("head", "part", "checked")

        assert chain.part.approvals.get().by.username == "head"


@pytest.mark.slow
class TestPages:
    """Every page of the way, Thai and English, on a phone and at a desk."""

    def test_are_accessible_in_every_state(self, open_page, month):
        faults = []

        def look(page, name):
            for language in ("th", "en"):
                in_language(page, language)
                for width in (PHONE, 1280):
                    page.set_viewport_size({"width": width, "height": 800})
                    faults.extend(faults_of(page, f"{name}, {language} {width}"))
            in_language(page, "th")
            page.set_viewport_size({"width": PHONE, "height": 800})

        chain = Chain(open_page, look)
        walk(chain, month)
        for who, address in (
            ("clerk", "/office/handover/"),
            ("clerk", "/office/handover/?state=closed"),
            ("clerk", "/office/agency/chain/"),
            ("clerk", f"/office/rounds/{month.pk}/"),
            ("mayor", "/office/"),
            ("palad", "/office/"),
        ):
            page = chain.page(who)
            page.goto(address)
            look(page, f"{address} of {who}")

        assert faults == []


def in_language(page, language):
    """The same page in the other language as its button gives it; a page that answered a form stays as it is."""
    if page.locator("html").get_attribute("lang") == language or page.locator("#errors").count():
        return
    page.click(f"button[value={language}]")
    page.wait_for_selector(f"html[lang={language}]")


@pytest.mark.slow
class TestPasskey:
    def test_signs_the_month(self, open_page, month):
        page = open_page("mayor", width=PHONE)
        speaks = page.context.new_cdp_session(page)
        speaks.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        speaks.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        add_passkey(page)
        page.wait_for_selector(".recovery-codes")

        def touch(page):
            page.wait_for_selector("h1:has-text('ยืนยันว่าเป็นคุณ')")
            assert Round.objects.get().state == "open"
            page.click("button:has-text('ใช้พาสคีย์')")

        sign_round(page, lambda page, name: None, month, touch)
