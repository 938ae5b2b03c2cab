"""The public site in a real browser: nobody is shut out, nothing moves, nothing comes from elsewhere, paper is readable."""

import shutil
import subprocess

import pytest
from PIL import Image

from prongsai.apps.disclosure.models import ElementState, Version
from prongsai.apps.portal.answers import memory
from tests.apps.factories import give_post, make_post, make_user
from tests.apps.portal.published import AT, PDF, item_of, make_profile, mask, open_year, publish
from tests.browser.looking import RULES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = (
    "",
    "2566/",
    "2575/",
    "2566/o1/",
    "2566/o2/",
    "2566/o43/",
    "2566/o1/1/",
    "2566/o1/1/v1/",
    "2566/o1/2/",
    "2566/o1/3/",
    "2566/o1/4/",
    "2566/o2/1/",
    "news/",
    "news/1/",
    "changes/",
    "search/",
    "search/?q=แผน",
    "data/",
    "embed/",
    "embed/2575/",
    "embed/news/",
)
PAGES = [f"/ban-suan/{place}" for place in PLACES] + [f"/ban-suan/en/{place}" for place in PLACES]
OTHERS = ["/", "/ban-suan/nothing/here/", "/ban-suan/2566/o2/1/v1/ประกาศ.pdf"]
NEWER_THAN_TIDY = ('proprietary attribute "loading"', 'proprietary attribute "aria-current"')
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def site(live_server, settings, tmp_path, public_static):
    """A server with one of everything the public may see."""
    memory.drop()
    settings.MEDIA_ROOT = tmp_path
    year = open_year()
    open_year(year.agency, 2575, codes=3)
    make_profile(year.agency, contact_url="https://www.example.go.th/contact", site="https://www.example.go.th/")
    give_post(
        make_user(year.agency, display_name="นายสมชาย ใจดี"), make_post(year.agency, "top_executive", title="นายก")
    )
    item = item_of(year)
    first = publish(item, "แผนผังโครงสร้างหน่วยงาน", "replaced", content=PDF, as_of_on=AT.date())
    publish(item, "แผนผังโครงสร้างหน่วยงาน (แก้ไข)", publication=first.publication, content=PDF)
    table = [["เดือน", "โครงการที่จัดซื้อจัดจ้าง", "วงเงิน (บาท)"], *[["ตุลาคม", "ซื้อวัสดุสำนักงาน", "4,500"]] * 20]
    publish(item, "สรุปการจัดซื้อจัดจ้าง", kind="table", table=table, period_from=AT.date(), period_to=AT.date())
    publish(item, "เว็บไซต์กรม", kind="link", url="https://www.example.go.th/" + "a" * 90)
    mask(publish(item, "รายชื่อผู้รับเบี้ย", content=PDF))
    publish(item_of(year, "O2"), "ประกาศ", "withdrawn", content=PDF)
    publish(
        year.agency,
        "รับสมัครพนักงาน",
        body="# คุณสมบัติ\n- สัญชาติไทย\n- อายุ 18 ปี\n\n## เอกสาร\n1. บัตร\n2. รูป\n\nดู https://example.go.th/a",
    )
    for position, state in enumerate(("there", "not_there", "cannot_tell")):
        ElementState.objects.create(item=item, position=position, by_machine=state, machine_at=AT)
    yield live_server.url
    memory.drop()


def open_context(chromium, site, **more):
    context = chromium.new_context(
        **{
            "viewport": {"width": 360, "height": 740},
            "locale": "th-TH",
            "timezone_id": "Asia/Bangkok",
            "base_url": site,
            **more,
        }
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return context, page


@pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
        {"forced_colors": "active"},
    ],
    ids=["light", "dark", "forced"],
)
def test_no_page_shuts_anybody_out(chromium, site, look):
    context, page = open_context(chromium, site, **look)
    faults, asked = [], set()
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    for address in [*PAGES, *OTHERS]:
        page.goto(address)
        faults += faults_of(page, address, RULES)
    faults = [one for one in faults if "status of 404" not in one and "status of 410" not in one]

    assert not faults, "\n".join(faults)
    assert asked == {site.split("/")[2]}
    assert context.cookies() == []
    context.close()


def test_nothing_moves_and_a_first_visit_is_small(chromium, site):
    sizes, shifts = {}, {}
    for address in (
        "/ban-suan/",
        "/ban-suan/2566/",
        "/ban-suan/2566/o1/",
        "/ban-suan/2566/o1/2/",
        "/ban-suan/en/2566/",
    ):
        context, page = open_context(chromium, site)
        page.add_init_script(SHIFTS)
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        received = []
        client.on("Network.loadingFinished", lambda told, received=received: received.append(told["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(200)
        sizes[address], shifts[address] = sum(received), page.evaluate("window.shift")
        context.close()

    assert all(size < 60_000 for size in sizes.values()), sizes
    assert set(shifts.values()) == {0}, shifts


def test_a_citizen_without_scripts_finds_and_takes_a_file_on_a_phone(chromium, site):
    context, page = open_context(chromium, site, java_script_enabled=False, accept_downloads=True)
    page.goto("/")
    page.click("text=เทศบาลตำบลทดสอบ")
    page.click("nav.m >> text=ข้อมูลสาธารณะ")
    page.click("a:has-text('ปีงบประมาณ 2566'), a:has-text('2566')") if "2575" in page.url else None
    page.goto("/ban-suan/2566/")
    page.click("main a:has-text('O1 ')")
    with page.expect_download() as download:
        page.click("a[download]")

    assert download.value.suggested_filename == "ประกาศ.pdf"
    context.close()


def test_a_keyboard_reaches_the_content_first_and_names_are_said(chromium, site):
    context, page = open_context(chromium, site)
    page.goto("/ban-suan/2566/o1/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "ข้ามไปยังเนื้อหา"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    names = page.get_by_role("navigation").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert names == ["เมนูหลัก", "ตำแหน่งของหน้านี้", "รายการก่อนหน้าและถัดไป"]
    assert page.get_by_role("img", name="รหัส QR ของหน้า O1").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    context.close()


def test_printed_pages_hold_the_content_and_no_menus(chromium, site, tmp_path):
    context, page = open_context(chromium, site)
    page.goto("/ban-suan/2566/o1/")
    page.emulate_media(media="print")

    assert not page.get_by_role("navigation", name="เมนูหลัก").is_visible()
    page.pdf(path=str(tmp_path / "a.pdf"), format="A4")
    text = subprocess.run(["pdftotext", "-raw", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True).stdout
    plain = "".join(text.split())
    assert "2566/o1/" in plain
    assert "SHA-256" not in plain or "O1" in plain
    context.close()


FOOT_OF_A_PAGE = """all => all.forEach(one => { one.style.breakBefore = "page"; one.style.marginTop = 0; one.textContent = "ชื่อที่นี้ยิ่งปู่ " + one.textContent; })"""


def test_a_heading_on_top_of_a_printed_page_leaves_nothing_on_the_page_before(chromium, site, tmp_path):
    context, page = open_context(chromium, site)
    page.goto("/ban-suan/2566/")
    page.locator("h2").evaluate_all(FOOT_OF_A_PAGE)
    page.pdf(path=str(tmp_path / "a.pdf"), format="A4")
    context.close()
    subprocess.run(["pdftoppm", "-r", "144", "-gray", str(tmp_path / "a.pdf"), str(tmp_path / "page")], check=True)

    pages = [Image.open(one) for one in sorted(tmp_path.glob("page-*.pgm"))]
    foot = round(15 / 25.4 * 144)  # @page { margin: 15mm }
    darkest = [one.crop((0, one.height - foot - 20, one.width, one.height)).getextrema()[0] for one in pages]

    assert len(pages) > 3
    assert [number for number, dark in enumerate(darkest[:-1], start=1) if dark < 120] == []


def test_every_page_is_valid_html(client, site):
    if shutil.which("tidy") is None:
        pytest.skip("no tidy")
    faults = []
    for address in [*PAGES, *OTHERS]:
        response = client.get(address)
        told = subprocess.run(
            ["tidy", "-errors", "-quiet", "-utf8", "--drop-empty-elements", "no"],
            input=response.content,
            capture_output=True,
        )
        faults += [
            f"{address}: {line}"
            for line in told.stderr.decode().splitlines()
            if not any(name in line for name in NEWER_THAN_TIDY)
        ]

    assert not faults, "\n".join(faults)
    assert Version.objects.filter(state="withdrawn").exists()
