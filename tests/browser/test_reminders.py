"""The pages of reminders at phone and desk width, with something on each: accessible, no wider than the screen."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.reminders.models import Delivery, ReminderRule
from prongsai.apps.reminders.planning import ensure_rules, plan_agency
from prongsai.settings import LineAccount
from prongsai.settings import MailServer as MailAddress
from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser]
PAGES = {
    "notices": "/office/notices/",
    "reminders": "/office/reminders/",
    "channels": "/office/reminders/channels/",
    "rule": "/office/agency/reminders/",
    "ledger": "/office/agency/reminders/ledger/?state=failed",
    "print": "/office/agency/reminders/print/",
}
SHOTS = os.environ.get("SCREENSHOTS", "")
"""A folder to look at the pages in, when named."""


@pytest.fixture
def told(open_page, settings, tmp_path):
    """Everybody of the example was reminded; the clerk's mail was refused, LINE is set up."""
    (tmp_path / "secret").write_text("line-secret")
    settings.PRONGSAI = replace(
        settings.PRONGSAI,
        mail_server=MailAddress("127.0.0.1", 9, ""),
        mail_from="ita@example.go.th",
        line=LineAccount(tmp_path / "secret", tmp_path / "secret"),
    )
    clerk = User.objects.get(username="clerk")
    User.objects.filter(pk=clerk.pk).update(email="clerk@example.go.th")
    for rule in ensure_rules():
        ReminderRule.objects.filter(pk=rule.pk).update(webhook_url="https://hook.example.go.th/in")
        plan_agency(rule, at=timezone.now())
    Delivery.objects.filter(channel="mail").update(state="failed", problem="SMTP 550", tries=1, next_try_at=None)


def shot(page, name, width):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible(open_page, told, width):
    page = open_page("clerk", width=width)
    faults = []
    for name, address in PAGES.items():
        page.goto(address)
        faults += faults_of(page, address)
        shot(page, name, width)
    page.goto(PAGES["channels"])
    for name, words in (("line", "ขอรหัสผูก LINE"), ("calendar", "ขอที่อยู่ปฏิทิน")):
        page.click(f"button:has-text('{words}')")
        page.wait_for_selector(".notice-success")
        faults += faults_of(page, name)
        shot(page, name, width)
    page.goto(PAGES["rule"])
    page.fill("#id_days_before", "สัปดาห์หนึ่ง")
    page.click("main form button:has-text('บันทึก')")
    page.wait_for_selector("#errors")
    faults += faults_of(page, "a rule that makes no sense")
    shot(page, "rule-error", width)

    assert faults == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reminder_leads_to_its_work(open_page, told, javascript):
    page = open_page("clerk", width=360, javascript=javascript)
    page.goto(PAGES["notices"])

    page.click("main li.unread a:has-text('เปิดดู') >> nth=0")

    assert "/office/reminders/" not in page.url
    assert page.locator("h1").count() == 1
