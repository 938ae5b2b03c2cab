"""Results in a real browser: accessible and inside the screen at both widths, and the whole way without JavaScript."""

import pytest

from prongsai.apps.plans.models import Measure
from prongsai.apps.results.models import YearResult
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today
from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser]
PAGES = (
    "/office/results/",
    "/office/results/2568/",
    "/office/results/2568/edit/",
    "/office/results/2568/analysis/",
    "/office/results/2569/analysis/",
    "/office/results/new/",
    "/office/results/import/",
    "/office/score/2568/?fix=O1&fix=O2&iit=92&eit=88",
)


class TestPages:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_are_accessible_and_fit_the_screen(self, open_page, width):
        faults: list[str] = []
        year = fiscal_year_of(bangkok_today())
        page = open_page("clerk", width=width)
        for address in (
            *PAGES,
            f"/office/score/{year}/",
            f"/office/proposals/{year}/",
            f"/office/proposals/{year}/I8/",
        ):
            page.goto(address)
            faults += faults_of(page, address)
        page.goto("/office/results/import/")
        page.fill("#id_text", "ปีงบประมาณ พ.ศ. 2568\nIIT: 80\nEIT: 81\nคะแนนรวม: 50\nO42\t0\nO1\t0\nตัวชี้วัดที่ 8: 70")
        page.click("main button:has-text('อ่านเอกสาร')")
        page.wait_for_selector("h1:has-text('ตรวจผลที่อ่านได้')")
        faults += faults_of(page, "a result read and not accepted")
        page.goto("/office/results/2568/analysis/")
        for summary in page.locator("main summary").all():
            summary.click()
        faults += faults_of(page, "analysis with its figures")

        assert faults == []


class TestWithoutJavaScript:
    def test_from_pasted_result_to_a_measure_in_the_plan(self, open_page):
        page = open_page("clerk", width=360, javascript=False)
        page.goto("/office/results/import/")
        page.fill("#id_text", "ปีงบประมาณ พ.ศ. 2565\nIIT: 80\nEIT: 81\nคะแนนรวม: 84.90\nO42\t0\nO1\t100")
        page.click("text=อ่านเอกสาร >> visible=true")
        page.wait_for_selector("h1:has-text('ตรวจผลที่อ่านได้')")
        page.click("button:has-text('ยืนยันและบันทึก')")
        page.wait_for_selector("h1:has-text('ผลการประเมิน พ.ศ. 2565')")
        assert YearResult.objects.filter(fiscal_year=2565).exists()

        year = fiscal_year_of(bangkok_today())
        before = Measure.objects.filter(plan__fiscal_year=year).count()
        page.goto(f"/office/proposals/{year}/")
        page.check("input[name=proposal] >> nth=0")
        page.click("button:has-text('เพิ่มข้อที่เลือกเข้าแผน')")
        page.wait_for_selector("text=เพิ่ม 1 มาตรการเข้าแผนแล้ว")
        assert Measure.objects.filter(plan__fiscal_year=year).count() == before + 1

    def test_what_if_by_ticking_items(self, open_page):
        page = open_page("officer", width=360, javascript=False)
        page.goto("/office/score/2568/")
        page.check("#fix-O25")
        page.check("#fix-O26")
        page.click("button:has-text('คำนวณ')")

        page.wait_for_selector("h2:has-text('ถ้าแก้ข้อที่เลือก')")
        assert page.is_checked("#fix-O25")
        assert "2 จาก 28" in page.inner_text("main")
