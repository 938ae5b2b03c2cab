"""An office opens its year and publishes what the nine rows of its plan name, page by page, until the board is green.

The plan is that of the example's report of 2566. Each step is taken by whoever takes it in an office: the officer of the
finance division drafts what is the division's, the clerk's office the rest; the executive approves; the clerk publishes.
"""

from decimal import Decimal

import pytest
from django.utils import timezone

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.jobs import finish_publication, look_for_personal_data
from prongsai.apps.disclosure.models import DisclosureYear, GateDecision, Version, YearItem
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans.models import Plan
from prongsai.apps.plans.queries import get_plan_facts
from prongsai.documents.plain_table import draw_table_xlsx
from prongsai.wiring import ReportRequest, bangkok_today, framework_files, write_report
from tests.browser.looking import faults_on
from tests.browser.test_public import open_context

pytestmark = [pytest.mark.browser, pytest.mark.slow]
YEAR = 2566
ID_NUMBER = "1-1037-02071-81-1"
SHORT = ("O1", "O7", "O11", "O14", "O18", "O21", "O23", "O34", "O43")
"""One item of each row."""

KINDS = {
    "O4": "link", "O6": "link", "O7": "link", "O18": "link", "O20": "link",
    "O11": "table", "O12": "table", "O16": "table", "O19": "table", "O21": "table", "O34": "table", "O37": "table",
    "O13": "file", "O14": "file", "O17": "file", "O22": "file", "O26": "file", "O43": "file",
}  # fmt: skip
"""What each item is published as; the others are typed pages."""

FINANCE = ("O19", "O20", "O21", "O22")
WORDS = {"file": "ไฟล์", "page": "ข้อความ", "table": "ตาราง", "link": "ลิงก์ภายนอก", "nothing": "แจ้งว่าไม่มีรายการในงวดนี้"}


@pytest.fixture
def office(live_server, settings, tmp_path, monkeypatch):
    """The example municipality with its plans and people, before it opened any year but the last."""
    from prongsai.apps.plans import example
    from tests.browser.test_every_page import serve_static_of_portal

    serve_static_of_portal(monkeypatch)
    monkeypatch.setattr(example, "EXTENSIONS", [])
    settings.MEDIA_ROOT = tmp_path
    example.load_example(today=bangkok_today(), at=timezone.now())
    agency = Agency.objects.get()
    open_year(agency=agency, fiscal_year=YEAR - 1, by=None, at=timezone.now())
    return agency


@pytest.fixture
def site(live_server, office):
    return live_server.url


def rows_of_plan() -> list[list[str]]:
    """The items of each row of the plan."""
    return [measure.item_codes for measure in Plan.objects.get(fiscal_year=YEAR).measures.order_by("position")]


def name_of(code: str) -> str:
    item = framework_files().get(YEAR).find_item(code)
    return f"{item.title_th} ปีงบประมาณ {YEAR}"


class People:
    """Everybody at a screen of their own."""

    def __init__(self, open_page, width, javascript):
        self._open, self._width, self._javascript, self._pages = open_page, width, javascript, {}
        self.faults = []

    def page(self, who):
        if who not in self._pages:
            self._pages[who] = self._open(who, width=self._width, javascript=self._javascript)
        return self._pages[who]

    def look(self, page, where):
        self.faults += faults_on(page, where)

    def board(self, who):
        page = self.page(who)
        page.click("nav.main-nav >> text=ปีที่ประเมิน")
        page.wait_for_selector(f"h1:has-text('ปีที่ประเมิน {YEAR}')")
        return page

    def at_stake(self):
        return Decimal(self.board("clerk").inner_text(".next-step b"))

    def open_year(self):
        page = self.page("clerk")
        page.click("nav.main-nav >> text=ปีที่ประเมิน")
        page.click("main >> text=เปิดปีอื่น")
        page.wait_for_selector(f"h1:has-text('เปิดปีงบประมาณ {YEAR}')")
        self.look(page, "opening the year")
        page.click(f"button:has-text('เปิดปี {YEAR}')")
        page.wait_for_selector("text=เปิดปีงบประมาณแล้ว")

    def item(self, who, code):
        page = self.board(who)
        page.click(f"a.title:text-matches('^{code} ')")
        page.wait_for_selector(f"h1:text-matches('^{code} ')")
        return page

    def start(self, who, code, kind):
        page = self.item(who, code)
        page.click(f"main .actions a.button:has-text('{WORDS[kind]}')")
        page.wait_for_selector(f"h1:text-matches('^{code}: เพิ่ม {WORDS[kind]}')")
        return page

    def draft(self, who, code, kind, **entry):
        """Drafts as the page asks for it; gives the version."""
        page = self.start(who, code, kind)
        page.fill("#id_title", entry.get("title", name_of(code)))
        for end in ("from", "to"):
            if f"period_{end}" in entry:
                day, month, year = entry[f"period_{end}"]
                page.fill(f"#id_period_{end}_day", str(day))
                page.select_option(f"#id_period_{end}_month", str(month))
                page.fill(f"#id_period_{end}_year", str(year))
        for field in ("body", "rows", "url"):
            if field in entry:
                page.fill(f"#id_{field}", entry[field])
        if "upload" in entry:
            name, content = entry["upload"]
            page.set_input_files(
                "#id_upload", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            )
        page.click("button:has-text('บันทึกร่าง')")
        page.wait_for_selector("text=บันทึกร่างแล้ว")
        version = Version.objects.latest("pk")
        assert page.url.endswith(f"/office/year/versions/{version.pk}/")
        return version

    def decide_on_personal(self, version, way, found):
        """The clerk reads what was found and decides."""
        page = self.page("clerk")
        page.goto(f"/office/year/versions/{version.pk}/")
        page.click("text=ดูผล")
        page.wait_for_selector(f"text={found}")
        assert ID_NUMBER not in page.inner_text("main")
        self.look(page, "what the gate found")
        page.click("button:has-text('บันทึกการตัดสินใจ')")
        page.wait_for_selector("#errors")  # nothing was chosen
        page.check(f"input[name=choice][value={way}]")
        if way == "confirm":
            page.fill("#id_reason", "เป็นเบอร์ของสำนักงาน ประชาชนต้องใช้")
        page.click("button:has-text('บันทึกการตัดสินใจ')")
        page.wait_for_selector(".notice-success")

    def hand_on(self, who, version):
        page = self.page(who)
        page.goto(f"/office/year/versions/{version.pk}/")
        page.click("button:has-text('เสนออนุมัติ')")
        page.wait_for_selector("text=เสนออนุมัติแล้ว")

    def approve(self, version):
        """Whoever made it has no button and reads why; the executive finds it in the list and approves."""
        if version.publication.item.code == "O1":
            page = self.page("clerk")
            page.goto(f"/office/year/versions/{version.pk}/")
            assert page.locator("button:text-is('อนุมัติ')").count() == 0
            assert "ท่านร่วมจัดทำฉบับนี้" in page.inner_text("main")
            assert Version.objects.get(pk=version.pk).state == "waiting"
        page = self.board("mayor")
        page.click("main >> text=ข้อมูลที่รออนุมัติ")
        page.click(f"a.title[href='/office/year/versions/{version.pk}/']")
        page.click("button:text-is('อนุมัติ')")
        page.wait_for_selector("text=อนุมัติแล้ว")

    def publish(self, version):
        page = self.page("clerk")
        page.goto(f"/office/year/versions/{version.pk}/")
        page.click("button:has-text('เผยแพร่ทันที')")
        page.wait_for_selector(".notice-success")
        assert Version.objects.get(pk=version.pk).state == "published"

    def state_elements(self, code):
        """The clerk looked at what is public and says of each element that it is there."""
        page = self.item("clerk", code)
        for position in range(page.locator("ol.work-list > li").count()):
            summary = page.locator("ol.work-list > li").nth(position).locator("summary")
            summary.click()
            page.select_option(f"#state-{position}", "there")
            page.fill(f"#reason-{position}", "อยู่ในหน้าที่เผยแพร่")
            page.locator("ol.work-list > li").nth(position).locator("button").click()
            page.wait_for_selector("text=บันทึกแล้ว")
        page.wait_for_selector("p.line .state:has-text('ครบ') >> nth=0")


def entry_of(code, report):
    """What is typed or chosen for an item."""
    kind = KINDS.get(code, "page")
    if kind == "link":
        return kind, {"url": f"https://www.bansuansai.go.th/{code.lower()}"}
    if kind == "table":
        rows = "ลำดับ\tโครงการ\tงบประมาณ (บาท)\n1\tปรับปรุงถนนคอนกรีต\t1,250,000.00"
        if code == "O34":
            rows += f"\n2\tผู้แจ้ง {ID_NUMBER}\t0.00"
        return kind, {"rows": rows}
    if kind == "file" and code == "O43":
        return kind, {"upload": ("รายงานผลตามมาตรการ 2566.pdf", report)}
    if kind == "file":
        return kind, {"upload": (f"{code}.xlsx", draw_table_xlsx(code, [["เรื่อง", "ผล"], ["งานตามแผน", "แล้วเสร็จ"]]))}
    body = f"# {name_of(code)}\n- สำนักปลัด\n- กองคลัง\n\nดูรายละเอียดที่สำนักงาน"
    return kind, {"body": body + ("\nโทรศัพท์ 081-234-5678" if code == "O1" else "")}


def publish_item(people, code, report):
    """From the empty item to the public, by everybody who has a part in it."""
    who = "officer" if code in FINANCE else "clerk"
    kind, entry = entry_of(code, report)
    versions = []
    if code == "O21":
        month = {"period_from": (1, 10, YEAR - 1), "period_to": (31, 10, YEAR - 1)}
        versions.append(people.draft(who, code, "nothing", title="ไม่มีการจัดซื้อจัดจ้าง เดือนตุลาคม 2565", **month))
        entry |= {"period_from": (1, 11, YEAR - 1), "period_to": (30, 9, YEAR)}
    versions.append(people.draft(who, code, kind, **entry))
    for version in versions:
        if version.kind == "file":
            assert look_for_personal_data.func(version_id=version.pk)  # what the worker does
        if code == "O1":
            people.decide_on_personal(version, "confirm", "หมายเลขโทรศัพท์เคลื่อนที่")
        if code == "O34":
            people.decide_on_personal(version, "masked", "เลขประจำตัวประชาชน")
        people.hand_on(who, version)
        people.approve(version)
        people.publish(version)
    return versions


def publish_all(people, codes):
    report = write_report(get_plan_facts(Plan.objects.get(fiscal_year=YEAR)), "pdf", ReportRequest(public=True))
    return {code: publish_item(people, code, report) for code in codes}


def give_units(agency):
    """The finance division is responsible for procurement."""
    unit = agency.units.get(name="กองคลัง")
    YearItem.objects.filter(year__fiscal_year=YEAR, code__in=FINANCE).update(unit=unit)


def see_as_the_public(chromium, site, agency, versions, *, width, javascript):
    """Everything stands in the year's index and on its own page, and each file and table can be taken away."""
    context, page = open_context(
        chromium, site, viewport={"width": width, "height": 740}, java_script_enabled=javascript
    )
    faults = []
    for code, published in versions.items():
        page.goto(f"/{agency.slug}/")
        page.click(f"nav.m >> text=ข้อมูลสาธารณะ {YEAR}")
        page.click(f"main li:has-text('เผยแพร่แล้ว') a:has(b:text-is('{code}'))")
        page.wait_for_selector(f"h1:text-matches('^{code} ')")
        faults += faults_on(page, f"public {code}") if javascript else []
        for version in published:
            assert page.locator(f"h3 a:text-is('{version.title}')").count() == 1, (code, version.title)
        for link in page.locator("a[download]").all():
            assert context.request.get(link.evaluate("(one) => one.href")).ok
    text = ""
    for number in range(len(versions.get("O34", ()))):
        page.goto(f"/{agency.slug}/{YEAR}/o34/{number + 1}/")
        text += page.inner_text("main")
    context.close()
    assert faults == []
    assert ID_NUMBER not in text
    assert "ผู้แจ้ง" in text


def finish(versions):
    """What the worker does behind the pages: copies to take away, and the judge's word."""
    for published in versions.values():
        for version in published:
            finish_publication.func(version_id=version.pk)


class TestNineRows:
    def test_every_item_goes_public_and_the_board_turns_green(self, chromium, office, site, open_page):
        people = People(open_page, 1280, True)
        rows = rows_of_plan()
        codes = [code for row in rows for code in row]

        people.open_year()
        give_units(office)
        before, worth = people.at_stake(), worth_of(codes)
        versions = publish_all(people, codes)
        finish(versions)
        for code in codes:
            people.state_elements(code)
        people.look(people.board("clerk"), "the board at the end")

        assert len(rows) == 9
        assert len(codes) == 29
        assert {version.kind for found in versions.values() for version in found} == set(WORDS)
        assert before - people.at_stake() == worth > 0
        page = people.board("clerk")
        page.click("#tab-complete")
        page.wait_for_selector("#tab-complete[aria-current]")
        shown = {text.split()[0] for text in page.locator("table.board a.title").all_inner_texts()}
        assert shown == set(codes)
        outcomes = dict(GateDecision.objects.values_list("version__publication__item__code", "outcome"))
        assert (outcomes["O1"], outcomes["O34"], outcomes["O43"]) == ("confirmed", "masked", "clean")
        assert {one.approved_by.username for found in fresh(versions) for one in found} == {"mayor"}
        assert verify_agency(office.slug).faults == ()
        assert people.faults == []
        see_as_the_public(chromium, site, office, versions, width=1280, javascript=True)

    def test_one_of_each_row_from_a_phone_without_scripts(self, chromium, office, site, open_page):
        people = People(open_page, 360, False)
        people.look = lambda _page, _where: None  # axe is a script
        people.open_year()
        give_units(office)
        before, worth = people.at_stake(), worth_of(SHORT)

        versions = publish_all(people, SHORT)
        for code in SHORT:
            people.state_elements(code)

        assert all(any(code in row for code in SHORT) for row in rows_of_plan())
        assert before - people.at_stake() == worth > 0
        page = people.board("clerk")
        page.click("#tab-complete")
        assert page.locator("table.board a.title").count() == len(SHORT)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        see_as_the_public(chromium, site, office, versions, width=360, javascript=False)


def fresh(versions):
    return [[Version.objects.get(pk=one.pk) for one in found] for found in versions.values()]


def worth_of(codes) -> Decimal:
    """Points of the total that these items are worth while nothing of them is published."""
    from prongsai.apps.disclosure.board import list_board

    year = DisclosureYear.objects.get(fiscal_year=YEAR)
    items = {one.row.code: one.points for one in list_board(year, bangkok_today())}
    return sum((items[code] for code in codes), Decimal(0))
