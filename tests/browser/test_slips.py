"""The slip on paper: chromium prints the page, poppler draws the sheet, ZXing reads the code from it."""

import subprocess

import pytest
from PIL import Image

from tests.web.qr_reader import read_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sheet(page, tmp_path, dpi):
    page.pdf(path=str(tmp_path / "slip.pdf"), format="A4", print_background=False)
    words = ["-r", str(dpi), "-png", "-gray", "-singlefile", str(tmp_path / "slip.pdf"), str(tmp_path / "slip")]
    subprocess.run(["pdftoppm", *words], check=True)
    return Image.open(tmp_path / "slip.png").convert("L")


def test_the_printed_code_leads_where_the_printed_link_does(open_page, tmp_path):
    page = open_page("admin")
    page.goto("/office/agency/invitations/new/")
    page.fill("#id_name", "นางสาวสมศรี มีสุข")
    page.click("main button")
    page.wait_for_selector(".slip")
    link = page.locator(".slip a.url").get_attribute("href")

    assert read_all(sheet(page, tmp_path, 150)) == [link]
    assert page.locator(".slip svg").bounding_box()["width"] > 100
    assert page.locator(".slip [role=img] title").text_content()
    assert read_all(Image.open(_shot(page, tmp_path)).convert("L")) == [link]


def _shot(page, tmp_path):
    page.set_viewport_size({"width": 390, "height": 800})
    path = tmp_path / "phone.png"
    page.screenshot(path=str(path), full_page=True)
    return path
