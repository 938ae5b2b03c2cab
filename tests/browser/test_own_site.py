"""The office page with the texts to copy, as a web master uses it."""

import pytest

from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser]
ADDRESS = "/office/agency/public/own-site/"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("english", [False, True], ids=["thai", "english"])
def test_it_shuts_nobody_out(open_page, width, english):
    page = open_page("admin", width=width)
    if english:
        page.click("button[value=en]")
    page.goto(ADDRESS)

    assert faults_of(page, ADDRESS) == []
    words = "Show in the agency's web site" if english else "แสดงในเว็บไซต์ของหน่วยงาน"
    assert page.text_content("h1") == words
    for text in page.locator("textarea").all():
        assert text.evaluate("one => one.scrollHeight - one.clientHeight") < 8, "the text is cut off"


def test_a_text_is_copied_by_its_button(open_page):
    page = open_page("admin")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)

    page.click("#frame + button")
    page.wait_for_selector("#frame ~ [role=status]:has-text('คัดลอกแล้ว')")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#frame")
    assert copied.startswith("<iframe src=")
    assert page.locator("#frame + button").get_attribute("aria-describedby") == "frame"


def test_without_scripts_the_texts_follow_the_year_and_the_plugin_comes(open_page):
    page = open_page("admin", javascript=False)
    page.goto("/office/agency/public/")
    page.click("text=แสดงในเว็บไซต์ของหน่วยงาน")
    assert page.locator("textarea + button").count() == 0
    year = page.locator("#year option").nth(1).get_attribute("value")
    page.select_option("#year", year)
    page.select_option("#words", "en")
    page.click("main form button")

    assert page.input_value("#shortcode") == f'[prongsai_items year="{year}" lang="en"]'
    assert page.input_value("#page").endswith(f"/en/embed/{year}/")
    with page.expect_download() as download:
        page.click("text=ดาวน์โหลดปลั๊กอิน WordPress (ZIP)")
    assert download.value.suggested_filename == "prongsai-wordpress.zip"
