"""A citizen with a cheap phone and a slow line looks for last month's procurement summary, without scripts."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from prongsai.apps.disclosure.models import YearItem
from prongsai.apps.portal.answers import memory
from prongsai.apps.search.actions import rebuild
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.thai.format import format_month
from prongsai.documents.plain_table import draw_table_xlsx
from prongsai.web.dates import MONTHS_EN
from prongsai.wiring import bangkok_today, framework_files
from tests.apps.factories import make_agency, make_user
from tests.apps.portal.published import make_profile, open_year, publish
from tests.browser.test_every_page import serve_static_of_portal
from tests.browser.test_public import open_context

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "java_script_enabled": False,
    "accept_downloads": True,
}
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SMALLEST_TARGET = 24
"""CSS pixels, as WCAG 2.2 asks (2.5.8); links inside a sentence are as tall as its line."""
THUMB = 40
"""What somebody on the way taps is at least this tall, or alone on its line."""
TARGETS = """
(all) => all.filter((one) => one.checkVisibility() && !one.closest(".skip")).map((one) => {
  const box = one.getBoundingClientRect();
  const beside = [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return {words: one.textContent.trim().slice(0, 40), width: box.width, height: box.height, inline: beside};
})
"""


def month_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


LAST = month_before(bangkok_today())
MONTHS = [LAST, month_before(LAST), month_before(month_before(LAST))]


def title_of(month: date) -> str:
    return f"สรุปผลการจัดซื้อจัดจ้าง เดือน{format_month(month, 'full', 'arabic')}"


@pytest.fixture
def site(live_server, settings, tmp_path, monkeypatch):
    """A municipality that published each month's summary as a sheet, in the year each month belongs to."""
    serve_static_of_portal(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency("เทศบาลตำบลบ้านสวน", slug="ban-suan")
    make_profile(agency)
    years = {}
    for month in reversed(MONTHS):
        year = fiscal_year_of(month)
        if year not in years:
            years[year] = open_year(agency, year)
        last_day = date.fromordinal(date(month.year + month.month // 12, month.month % 12 + 1, 1).toordinal() - 1)
        sheet = draw_table_xlsx("สรุป", [["งาน", "บาท"], [f"ซื้อวัสดุสำนักงาน {month:%m}/{month:%Y}", "4,500"]])
        publish(
            YearItem.objects.select_related("year__agency").get(year=years[year], code=code_of(year)),
            title_of(month),
            content=sheet,
            file_name=f"สขร1-{month:%Y-%m}.xlsx",
            period_from=month,
            period_to=last_day,
        )
    make_user(agency)  # a machine without people shows how to set it up
    rebuild(at=timezone.now())
    memory.drop()
    return live_server.url


def code_of(year: int) -> str:
    return framework_files().get(year).find_item_by_topic("proc_monthly").code


class Phone:
    """A phone on a slow line; every page it shows is held to what a thumb and a small screen need."""

    def __init__(self, chromium, site):
        self.context, self.page = open_context(chromium, site, **PHONE)
        client = self.context.new_cdp_session(self.page)
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", SLOW_3G)
        self.received, self.faults = 0, []
        client.on("Network.loadingFinished", self._count)

    def _count(self, told):
        self.received += told["encodedDataLength"]

    def look(self):
        where = self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            self.faults.append(f"{where}: {width} px wide")
        for one in self.page.locator("a, button, input, summary").evaluate_all(TARGETS):
            if not one["inline"] and min(one["width"], one["height"]) < SMALLEST_TARGET:
                self.faults.append(f"{where}: too small to tap {one}")

    def tap(self, locator):
        """Tap the one link or button there is, which a thumb can hit."""
        self.look()
        assert locator.count() == 1
        box = locator.bounding_box()
        if box["height"] < THUMB:
            self.faults.append(f"{self.page.url}: {box['height']:.0f} px tall: {locator.inner_text()[:50]}")
        with self.page.expect_navigation():
            locator.tap()

    def open(self, address):
        self.page.goto(address)

    def take(self, month):
        """Open the month's file; gives the first line of what is in it."""
        self.look()
        link = self.page.locator(f"a[download='สขร1-{month:%Y-%m}.xlsx']")
        with self.page.expect_download() as coming:
            link.tap()
        book = load_workbook(BytesIO(Path(coming.value.path()).read_bytes()))
        return book.active["A2"].value

    def close(self):
        self.context.close()
        assert not self.faults, "\n".join(self.faults)


@pytest.mark.parametrize(("tail", "menu"), [("", "ข้อมูลสาธารณะ"), ("en/", "Public information")], ids=["th", "en"])
def test_from_the_front_page_to_last_months_file(chromium, site, tail, menu):
    phone, year = Phone(chromium, site), fiscal_year_of(LAST)
    phone.open("/")
    if tail:
        phone.tap(phone.page.locator("main a[lang=en]"))
    else:
        phone.tap(phone.page.locator("main a:has-text('เทศบาลตำบลบ้านสวน') >> nth=0"))
    phone.tap(phone.page.locator(f"nav.m a:has-text('{menu} {year if not tail else ''}')"))
    phone.tap(phone.page.locator(f"main a:has(b:text-is('{code_of(year)}'))"))
    phone.tap(phone.page.locator(f"h3 a:text-is('{title_of(LAST)}')"))
    month = MONTHS_EN[LAST.month - 1][:3] if tail else format_month(LAST, "full", "arabic")

    assert month in phone.page.inner_text("main")
    assert phone.take(LAST) == f"ซื้อวัสดุสำนักงาน {LAST:%m}/{LAST:%Y}"
    assert phone.received < 150_000
    phone.close()


@pytest.mark.parametrize("tail", ["", "en/"], ids=["th", "en"])
@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("ซื้อจัด", "item"),
        pytest.param("จัดจ้าง เดือน", "file", marks=pytest.mark.slow),
        pytest.param(format_month(LAST, "full", "arabic"), "file", marks=pytest.mark.slow),
        pytest.param("สรุปผลจัดซื้อ", "file", marks=pytest.mark.slow),
    ],
    ids=["pieces of two words", "the end of a word", "the month", "words left out"],
)
def test_by_searching_for_a_piece_of_a_word(chromium, site, words, leads_to, tail):
    phone = Phone(chromium, site)
    phone.open(f"/ban-suan/{tail}")
    phone.tap(phone.page.locator("nav.m a").nth(3))
    phone.page.fill("#q", words)
    phone.tap(phone.page.locator("main form button"))
    if leads_to == "item":
        year = fiscal_year_of(LAST)
        phone.tap(phone.page.locator(f"main li:has-text('{code_of(year)} {year}') a >> nth=0"))
        phone.tap(phone.page.locator(f"h3 a:text-is('{title_of(LAST)}')"))
    else:
        phone.tap(phone.page.locator(f"main li a:text-is('{title_of(LAST)}')"))

    assert phone.take(LAST) == f"ซื้อวัสดุสำนักงาน {LAST:%m}/{LAST:%Y}"
    phone.close()
