"""Searching in a real browser: from the header's box, by keyboard, without scripts, on a phone, and read by axe."""

import pytest

from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser]


class TestSearching:
    def test_from_the_box_of_any_page_without_scripts(self, open_page):
        page = open_page(javascript=False)
        page.goto("/office/plans/")

        page.fill("#search-top", "จัดซื้อจัดจ้าง ๒๕๖๗")
        page.press("#search-top", "Enter")

        page.wait_for_selector("h1:has-text('ค้นหา')")
        assert page.locator(".found mark").count() > 0
        assert page.input_value("#q") == "จัดซื้อจัดจ้าง ๒๕๖๗"
        page.click(".found .title >> nth=0")
        assert "/office/search/" not in page.url

    def test_by_kind_and_back(self, open_page):
        page = open_page()
        page.goto("/office/search/?q=แผน")

        page.click(".tabs a:has-text('มาตรการ')")

        assert "kind=measure" in page.url
        page.fill("#q", "ทุจริต")
        page.press("#q", "Enter")
        page.wait_for_url("**kind=measure**")

    @pytest.mark.parametrize("width", [360, 1280])
    @pytest.mark.parametrize(
        "query", ["", "?q=ก", "?q=ปลาวาฬ", "?q=แผน", "?q=แผน&kind=import", "?q=แผน&page=2&sort=name"]
    )
    def test_reads_well(self, open_page, width, query):
        page = open_page(width=width)
        page.goto(f"/office/search/{query}")

        assert faults_of(page, query) == []
