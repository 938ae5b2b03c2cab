"""The executive's round in a real browser: on a phone and at a desk, with and without JavaScript."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.rounds import actions
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import open_round_now
from prongsai.apps.rounds.queries import get_round
from prongsai.wiring import bangkok_today
from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser]
SHOTS = os.environ.get("ROUND_SHOTS", "")
"""A folder for pictures of the pages, when somebody wants to look."""


@pytest.fixture
def month(site):
    """This month's round of the example, with a decision for กองคลัง."""
    agency = Agency.objects.get()
    row = open_round_now(agency=agency, by=User.objects.get(username="clerk"), at=timezone.now())
    actions.decide(
        round_=get_round(row.pk),
        text="ให้กองคลังเผยแพร่รายงานจัดซื้อจัดจ้างทุกเดือนให้ครบก่อนสิ้นเดือน",
        unit=agency.units.get(name="กองคลัง"),
        due_on=bangkok_today(),
        by=User.objects.get(username="mayor"),
        at=timezone.now(),
    )
    return row


def shoot(page, name):
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def visit(page, address, name, faults):
    page.goto(address)
    faults += faults_of(page, address)
    shoot(page, name)


class TestPages:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_are_accessible_and_fit_the_screen(self, open_page, month, width):
        faults: list[str] = []
        decision = Decision.objects.get()
        page = open_page("mayor", width=width)
        visit(page, "/office/rounds/", f"list-{width}", faults)
        visit(page, f"/office/rounds/{month.pk}/", f"round-{width}", faults)
        page.click("summary:has-text('ตัวเลขของแผนภูมิ')")
        faults += faults_of(page, "round with its table")
        visit(page, f"/office/rounds/{month.pk}/decide/", f"decide-{width}", faults)
        visit(page, f"/office/rounds/decisions/{decision.pk}/", f"decision-{width}", faults)
        visit(page, f"/office/rounds/{month.pk}/memo/", f"memo-{width}", faults)
        page = open_page("clerk", width=width)
        visit(page, f"/office/rounds/{month.pk}/paper/", f"paper-{width}", faults)
        visit(page, "/office/agency/memo/", f"head-{width}", faults)
        page = open_page("officer", width=width)
        visit(page, "/office/", f"my-work-{width}", faults)

        assert faults == []

    def test_in_english_too(self, open_page, month):
        faults: list[str] = []
        page = open_page("mayor", width=360)
        page.click("button[value=en]")
        visit(page, f"/office/rounds/{month.pk}/", "round-english", faults)
        page.wait_for_selector("text=Sign this round")

        assert faults == []


class TestOneMonth:
    @pytest.mark.parametrize("javascript", [True, False])
    def test_is_decided_in_and_signed_on_a_phone(self, open_page, month, javascript):
        page = open_page("mayor", width=360, javascript=javascript)
        page.click("nav a:has-text('รอบของผู้บริหาร')")
        page.click("a:has-text('เปิดรอบนี้')")
        page.click("a:has-text('เพิ่มข้อสั่งการ')")
        page.click("main button")
        page.wait_for_selector("#errors")  # nothing was written yet
        page.fill("#id_text", "ปรับปรุงหน้าเว็บ")
        page.select_option("#id_unit", label="สำนักปลัด")
        today = bangkok_today()
        page.fill("#id_due_on_day", str(today.day))
        page.select_option("select[name=due_on_month]", str(today.month))
        page.fill("input[name=due_on_year]", str(today.year + 543))
        page.click("main button:has-text('บันทึกข้อสั่งการ')")
        page.wait_for_selector("a:has-text('ปรับปรุงหน้าเว็บ')")

        page.fill("#id_comment", "เร่งรัดงานค้าง")
        page.click("button:has-text('ลงนามรอบนี้')")  # a demo account has just shown its password
        page.wait_for_selector("text=ลงนามโดย นายกเทศมนตรี")
        shoot(page, f"signed-{javascript}")

        row = Round.objects.get()
        assert (row.state, row.comment) == ("signed", "เร่งรัดงานค้าง")
        assert page.locator("button:has-text('ลงนามรอบนี้')").count() == 0

    def test_on_paper(self, open_page, month, tmp_path):
        scan = tmp_path / "บันทึก.pdf"
        scan.write_bytes(b"%PDF-1.4 signed")
        page = open_page("clerk", width=360)
        page.goto(f"/office/rounds/{month.pk}/")
        page.click("a:has-text('บันทึกข้อความ') >> nth=0")
        with page.expect_download() as loading:
            page.click("main a:has-text('PDF')")
        assert Path(loading.value.path()).read_bytes().startswith(b"%PDF-")
        page.goto(f"/office/rounds/{month.pk}/paper/")
        today = bangkok_today()
        page.fill("#id_memo_number", "ชย ๗๑๒๐๑/๔๕")
        page.fill("#id_memo_on_day", str(today.day))
        page.select_option("select[name=memo_on_month]", str(today.month))
        page.fill("input[name=memo_on_year]", str(today.year + 543))
        page.set_input_files("#id_scan", str(scan))
        page.click("main button")
        page.wait_for_selector("text=บันทึกจากกระดาษโดย")
        faults = faults_of(page, "recorded")
        shoot(page, "recorded")

        assert faults == []
        assert Round.objects.get().state == "recorded_on_paper"
