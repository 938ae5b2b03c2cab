"""An office's afternoon in a real browser: import, correct, accept, record, report; with scripts and without."""

from pathlib import Path

import pytest

from prongsai.apps.plans.models import Plan

pytestmark = [pytest.mark.browser]
REPORT = Path(__file__).parents[2] / "examples" / "report-2566.txt"


def remove_example_year(page):
    page.goto(f"/office/plans/{Plan.objects.get(fiscal_year=2566).pk}/delete/")
    page.click("button.danger")
    page.wait_for_selector(".notice-success")


def import_correct_record_report(page, tmp_path):
    remove_example_year(page)

    page.goto("/office/imports/")
    page.set_input_files("#id_file", str(REPORT))
    page.click("button:has-text('อ่านเอกสาร')")
    page.wait_for_selector("section.card")
    assert page.locator("section.card").count() == 9

    shifted = page.locator("section.card").nth(5)
    assert "กองคลัง" in shifted.inner_text()
    shifted.locator("a:has-text('แก้ไขข้อนี้')").click()
    page.wait_for_selector("#id_issue")
    page.fill("#id_issue", "การจัดซื้อจัดจ้างหรือการจัดหาพัสดุ")
    page.fill("#id_who-0-unit", "กองคลัง งานพัสดุ")
    page.click("button:has-text('บันทึกการแก้ไข')")
    page.wait_for_selector("section.card")
    assert "การจัดซื้อจัดจ้างหรือการจัดหาพัสดุ" in page.locator("section.card").nth(5).inner_text()

    page.click("button:has-text('ยืนยันเป็นแผน')")
    page.wait_for_selector("table.plan-table")
    assert page.locator("table.plan-table tbody tr").count() == 9

    page.locator("table.plan-table a.title").nth(5).click()
    page.locator("a:has-text('บันทึกผล')").first.click()
    page.check("input[name=status][value=done]")
    page.click("button:has-text('บันทึกผล')")
    page.wait_for_selector(".error-summary a[href='#id_done_on_day']")
    page.fill("#id_done_on_day", "๓๑")
    page.select_option("#id_done_on_month", "10")
    page.fill("#id_done_on_year", "65")
    page.fill("#id_note", "เผยแพร่แผนการจัดซื้อจัดจ้างแล้ว")
    page.fill("#id_links", "www.bansuansai.go.th/plan/procurement-2566.pdf")
    page.set_input_files(
        "#id_uploads", {"name": "แผน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 example"}
    )
    page.click("button:has-text('บันทึกผล')")
    page.wait_for_selector(".notice-success")
    text = page.inner_text("main")
    assert "31 ต.ค. 2565" in text
    assert "แผน.pdf" in text

    page.click(".crumbs a >> nth=1")
    page.click("a:has-text('ออกรายงาน')")
    with page.expect_download() as waiting:
        page.click("ul.downloads a:has-text('PDF')")
    target = tmp_path / "report.pdf"
    waiting.value.save_as(target)
    assert target.read_bytes().startswith(b"%PDF-")


class TestImportToReport:
    def test_with_scripts(self, open_page, tmp_path):
        import_correct_record_report(open_page("clerk"), tmp_path)

    def test_without_scripts(self, open_page, tmp_path):
        import_correct_record_report(open_page("clerk", javascript=False), tmp_path)


@pytest.mark.slow
class TestTwoWriters:
    def test_the_second_is_shown_what_the_first_changed(self, open_page):
        first, second = open_page("clerk"), open_page("admin")
        measure = Plan.objects.get(fiscal_year=2567).measures.all()[0]
        for page in (first, second):
            page.goto(f"/office/measures/{measure.pk}/edit/")
        first.fill("#id_issue", "ประเด็นของคนแรก")
        first.click("button:has-text('บันทึกมาตรการ')")
        first.wait_for_selector(".notice-success")

        second.fill("#id_remarks", "หมายเหตุของคนที่สอง")
        second.click("button:has-text('บันทึกมาตรการ')")
        second.wait_for_selector("table:has-text('ประเด็นของคนแรก')")
        assert second.input_value("#id_remarks") == "หมายเหตุของคนที่สอง"
        second.fill("#id_issue", "ประเด็นของคนแรก")
        second.click("button:has-text('บันทึกตามแบบฟอร์มนี้')")
        second.wait_for_selector(".notice-success")

        measure.refresh_from_db()
        assert (measure.issue, measure.remarks) == ("ประเด็นของคนแรก", "หมายเหตุของคนที่สอง")


@pytest.mark.slow
class TestLanguage:
    def test_english_pages_say_everything_in_english_and_keep_the_buddhist_year(self, open_page):
        page = open_page("clerk")
        page.click("button[value=en]")
        page.wait_for_selector("h1:has-text('My work')")

        assert page.locator("html").get_attribute("lang") == "en"
        assert "Sign out" in page.inner_text("body > header")
        assert "Executive's rounds" in page.inner_text("nav.main-nav")
        assert "(25" in page.inner_text("main")


@pytest.mark.slow
class TestTabs:
    def test_change_the_list_in_place_and_keep_the_focus(self, open_page):
        page = open_page("clerk")
        page.goto("/office/?unit=all")
        page.evaluate("window.sameDocument = true")
        page.focus("#tab-overdue")
        page.keyboard.press("Enter")
        page.wait_for_selector("#tab-overdue[aria-current]")

        assert page.evaluate("window.sameDocument") is True
        assert page.evaluate("document.activeElement.id") == "tab-overdue"
        assert "due=overdue" in page.url
        assert page.locator("#main").count() == 1

    def test_work_without_scripts(self, open_page):
        page = open_page("clerk", javascript=False)
        page.goto("/office/?unit=all")
        page.click("#tab-overdue")

        assert page.locator("#tab-overdue[aria-current]").count() == 1
