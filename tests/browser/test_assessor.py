"""An assessor holds the form that was entered: clicks what each explanation says, word by word, and opens every address.

The office makes the form on its own pages from the walk over its public site; the assessor knows nothing but the form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.portal.answers import memory
from prongsai.apps.submission.models import FormEntry
from prongsai.wiring import framework_files
from tests.apps.factories import make_agency, make_user
from tests.apps.portal.published import PDF, make_profile, open_year, publish
from tests.browser.test_every_page import Browser, serve_static_of_portal
from tests.browser.test_public import open_context

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AGENCY = "เทศบาลตำบลหนองบัวแดง"
NOTHING_YET = "O43"
TWICE = "O2"
"""The item whose answer names the page of one publication as well."""


@dataclass
class Line:
    """One item of the form as the assessor reads it."""

    code: str
    title: str
    has: bool
    addresses: list[str]
    explanation: str

    @property
    def start(self) -> str:
        return re.search(r"\((\S+)\)", self.explanation)[1]

    @property
    def clicks(self) -> list[str]:
        return re.findall(r'"(.+?)"(?= ›|$)', self.explanation.partition("กดเลือก ")[2])


@pytest.fixture
def office(live_server, settings, tmp_path, monkeypatch):
    """A municipality with a year of 43 items, all public but one, and a year before it with the same titles."""
    serve_static_of_portal(monkeypatch)
    memory.drop()
    settings.MEDIA_ROOT = tmp_path
    settings.PRONGSAI = replace(settings.PRONGSAI, url=live_server.url)
    agency = make_agency(AGENCY, slug="nong-bua-daeng")
    make_profile(agency)
    for fiscal_year in (2565, 2566):
        year = open_year(agency, fiscal_year)
        for item in YearItem.objects.select_related("year__agency").filter(year=year):
            if (fiscal_year, item.code) != (2566, NOTHING_YET):
                title = framework_files().get(fiscal_year).find_item(item.code).title_th
                content = {"content": PDF} if item.position % 3 == 0 else {}
                publish(item, title, **content)
    publish(agency, "ข้อมูลสาธารณะ 2566 ฉบับย่อ", body="ข่าวที่ชื่อเหมือนเมนู")  # must not mislead
    yield make_user(agency, "clerk_office")
    memory.drop()


def lines_of(text: str) -> Iterator[Line]:
    """The form from the text that the office copies out of."""
    for block in text.split("\n\n")[1:]:
        code, title = block.split("\n")[0].split(" ", 1)
        explanation = re.search(r"^คำอธิบาย: (.*)$", block, re.MULTILINE)
        yield Line(
            code=code,
            title=title,
            has=block.split("\n")[1] == "มี",
            addresses=re.findall(r"^(http\S+)$", block, re.MULTILINE),
            explanation=explanation[1] if explanation else "",
        )


def make_form(page, year_id: int, item_id: int) -> str:
    """The clerk has the site walked, takes what is proposed, adds an address by hand, and copies the form out."""
    page.goto(f"/office/form/{year_id}/")
    page.click("button:has-text('เดินดู')")
    page.wait_for_selector("text=พบหน้าของทุกรายการ")
    page.click("button:has-text('ใช้คำตอบที่ระบบเสนอ')")
    page.wait_for_selector(".notice-success")
    page.goto(f"/office/form/items/{item_id}/")
    page.fill("#id_addresses", page.input_value("#id_addresses") + f"\n{page.input_value('#id_addresses')}1/")
    page.click("main button:has-text('บันทึก')")
    page.wait_for_selector(".notice-success")
    with page.expect_download() as coming:
        page.click("text=ข้อความล้วน")
    return Path(coming.value.path()).read_text("utf-8")


def click_along(page, line: Line) -> list[str]:
    """Follow the explanation from its front page; gives what went wrong."""
    page.goto(line.start)
    for words in line.clicks:
        links = [
            link
            for link in page.locator("a").all()
            if link.is_visible() and " ".join(link.text_content().split()) == words
        ]
        if not links:
            return [f'{line.code}: no link says "{words}" on {unquote(page.url)}']
        targets = {link.evaluate("(one) => one.href") for link in links}
        if len(targets) > 1:
            return [f'{line.code}: "{words}" leads to {sorted(targets)}']
        links[0].click()
    if page.url != line.addresses[0]:
        return [f"{line.code}: arrives at {page.url}, entered is {line.addresses[0]}"]
    return []


def open_entered(page, line: Line, address: str) -> list[str]:
    """Open an address that was entered; gives what an assessor would miss."""
    answer = page.goto(address)
    text = page.inner_text("body")
    missing = [
        words
        for words, is_there in (
            (f"answers {answer.status}", answer.status == 200),
            ("the agency's name", AGENCY in text),
            ("the year", "2566" in page.inner_text("main")),
            ("the item", line.code in page.inner_text("main") and line.title in text),
            ("what is public", "ยังไม่เผยแพร่" not in text),
        )
        if not is_there
    ]
    return [f"{line.code} {address}: not there: {missing}"] if missing else []


@pytest.mark.parametrize("width", [360, 1280])
def test_every_click_path_leads_where_the_form_says(chromium, live_server, office, width):
    desk = Browser(chromium, live_server.url)
    desk.is_(office)
    year = office.memberships.get().agency.disclosure_years.get(fiscal_year=2566)
    text = make_form(desk.page, year.pk, year.items.get(code=TWICE).pk)
    desk.context.close()
    lines = list(lines_of(text))
    context, page = open_context(chromium, live_server.url, viewport={"width": width, "height": 740})

    faults = []
    for line in lines:
        if line.has:
            faults += click_along(page, line)
            faults += [fault for address in line.addresses for fault in open_entered(page, line, address)]
    context.close()

    assert not faults, "\n".join(faults)
    assert len(lines) == 43
    assert [line.code for line in lines if not line.has] == [NOTHING_YET]
    assert [line.code for line in lines if len(line.addresses) == 2] == [TWICE]
    assert all(line.clicks and line.start == f"{live_server.url}/nong-bua-daeng/" for line in lines if line.has)
    assert FormEntry.objects.filter(has=True).count() == 42


def test_a_link_that_says_something_else_is_noticed(chromium, live_server, office):
    context, page = open_context(chromium, live_server.url)
    start = f"{live_server.url}/nong-bua-daeng/"
    wrong = Line("O1", "โครงสร้าง", True, [f"{start}2566/o1/"], f'จากหน้าแรกของ{AGENCY} ({start}) กดเลือก "ข้อมูล 2566"')
    elsewhere = replace(wrong, explanation=wrong.explanation.replace("ข้อมูล 2566", "ข่าว"))

    assert click_along(page, wrong)[0].startswith('O1: no link says "ข้อมูล 2566"')
    assert click_along(page, elsewhere) == [f"O1: arrives at {start}news/, entered is {start}2566/o1/"]
    context.close()
