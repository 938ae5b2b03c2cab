"""What public pages show, and in which language."""

import json
import re
from datetime import date

import pytest
from django.utils.translation import gettext, override
from lxml import html

from prongsai.apps.disclosure import public_queries
from prongsai.apps.disclosure.labels import STATE_WORDS
from prongsai.apps.disclosure.models import ElementState
from prongsai.apps.evidence.models import Check, EvidenceState
from prongsai.apps.plans.models import Evidence
from prongsai.apps.portal.words import CHANGES
from tests.apps.factories import first_measure, give_post, make_agency, make_plan, make_post, make_user
from tests.apps.portal.published import AT, PDF, item_of, make_profile, mask, open_year, publish

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


class TestFront:
    def test_shows_contact_executives_news_and_years(self, client):
        year = open_year()
        agency = year.agency
        make_profile(agency)
        give_post(
            make_user(agency, display_name="นายสมชาย ใจดี"), make_post(agency, "top_executive", title="นายกเทศมนตรี")
        )
        publish(agency, "รับสมัครงาน")
        publish(item_of(year), "โครงสร้างของเทศบาล")

        text = text_of(client.get("/ban-suan/"))

        for words in (
            "0 4481 2345",
            "นายสมชาย ใจดี",
            "นายกเทศมนตรี",
            "รับสมัครงาน",
            "เผยแพร่แล้ว 1 จาก 43 รายการ",
            "โครงสร้างของเทศบาล",
        ):
            assert words in text

    def test_keeps_executives_to_itself_where_the_agency_says_so(self, client):
        agency = open_year().agency
        make_profile(agency, shows_executives=False)
        give_post(make_user(agency, display_name="นายสมชาย ใจดี"), make_post(agency, "top_executive", title="นายก"))

        assert "สมชาย" not in text_of(client.get("/ban-suan/"))

    def test_an_agency_that_opened_nothing_has_none(self, client):
        make_agency(slug="ban-suan")

        assert client.get("/ban-suan/").status_code == 404


class TestYear:
    def test_lists_every_item_in_the_frameworks_order(self, client):
        publish(item_of(open_year(), "O7"), "ข่าว")

        page = client.get("/ban-suan/2566/")

        codes = html.fromstring(page.content.decode()).xpath("//main//li/a/b/text()")
        assert codes == [f"O{number}" for number in range(1, 44)]
        assert "เผยแพร่แล้ว 1 จาก 43 รายการ" in text_of(page)

    def test_says_when_an_items_list_is_only_a_draft(self, client):
        open_year(year=2575, codes=3)

        assert "เป็นร่างจากปีก่อน" in text_of(client.get("/ban-suan/2575/"))

    def test_keeps_the_name_the_agency_had_then(self, client):
        agency = open_year().agency
        agency.name = "เทศบาลเมืองใหม่"
        agency.save()

        text = text_of(client.get("/ban-suan/2566/"))

        assert "เทศบาลตำบลทดสอบ" in text
        assert "ปัจจุบันหน่วยงานนี้ชื่อ เทศบาลเมืองใหม่" in text


class TestItem:
    def test_an_empty_one_says_so(self, client):
        open_year()

        assert "ยังไม่เผยแพร่" in text_of(client.get("/ban-suan/2566/o43/"))

    def test_shows_what_is_published_its_versions_and_log(self, client):
        item = item_of(open_year())
        old = publish(item, "ฉบับแรก", "replaced", content=PDF)
        publish(item, "ฉบับแก้ไข", publication=old.publication, content=PDF + b"2")

        page = client.get("/ban-suan/2566/o1/")
        text = text_of(page)

        for words in ("ฉบับแรก", "ฉบับแก้ไข", "เผยแพร่ฉบับใหม่แทนฉบับเดิม", "อนุมัติโดย ปลัดเทศบาล", "เปิดปีงบประมาณ"):
            assert words in text
        assert 'href="1/v2/' in page.content.decode()

    def test_shows_what_the_machine_and_a_person_saw(self, client):
        item = item_of(open_year())
        publish(item)
        ElementState.objects.create(item=item, position=0, by_machine="there", machine_at=AT, grounds="ลับ")
        ElementState.objects.create(
            item=item,
            position=1,
            by_machine="there",
            machine_at=AT,
            by_person="not_there",
            person_name="ใคร",
            person_at=AT,
        )

        text = text_of(client.get("/ban-suan/2566/o1/"))

        assert "✓ มี เครื่องตรวจ 12 มี.ค. 2566" in text
        assert "✕ ไม่พบ เจ้าหน้าที่ตรวจ 12 มี.ค. 2566" in text

    def test_says_nothing_of_elements_while_nothing_is_published(self, client):
        item = item_of(open_year())
        ElementState.objects.create(item=item, position=0, by_machine="there", machine_at=AT)

        assert "✓ มี" not in text_of(client.get("/ban-suan/2566/o1/"))

    def test_english_names_the_item_in_english_and_marks_thai(self, client):
        publish(item_of(open_year()), "โครงสร้าง")

        page = html.fromstring(client.get("/ban-suan/en/2566/o1/").content.decode())

        assert page.get("lang") == "en"
        assert page.xpath("//h1")[0].text_content().isascii()
        assert page.xpath("//h3/a[@lang='th']/text()") == ["โครงสร้าง"]

    def test_english_says_what_has_happened_and_marks_the_agencys_name(self, client):
        year = open_year()
        agency = year.agency
        publish(item_of(year), "โครงสร้าง")

        for path in ("/ban-suan/en/2566/o1/", "/ban-suan/en/"):
            page = html.fromstring(client.get(path).content.decode())
            names = [one for one in page.iter() if (one.text or "").strip() == agency.name and one.tag != "title"]

            assert len(names) >= 2
            assert [one.tag for one in names if one.get("lang") != "th"] == []

        words = text_of(client.get("/ban-suan/en/2566/o1/"))
        assert re.search(r"Published 1[0-9] Mar 2023", words)  # the later the more was published before
        assert "Publishes" not in words
        assert "lang" not in html.fromstring(client.get("/ban-suan/").content.decode()).xpath("//h1")[0].attrib

    @pytest.mark.parametrize(
        ("words", "thai", "english"),
        [
            (CHANGES["published"], "เผยแพร่", "Published"),
            (CHANGES["withdrawn"], "ถอนออก", "Withdrawn"),
            (STATE_WORDS["withdrawn"], "ถอนออก", "Withdrawn"),
        ],
    )
    def test_a_state_is_no_deed_in_english(self, words, thai, english):
        assert str(words) == thai
        with override("en"):
            assert str(words) == english
            assert gettext("ถอนออก") == "Withdraw"

    def test_thai_digits_are_the_agencys_choice(self, client):
        agency = make_agency(slug="ban-suan", digits="thai")
        publish(item_of(open_year(agency)))

        assert "๑๒ มี.ค. ๒๕๖๖" in text_of(client.get("/ban-suan/2566/o1/"))
        assert "๒" not in text_of(client.get("/ban-suan/en/2566/o1/"))

    def test_schema_org_data_can_be_read_and_no_title_ends_it(self, client):
        publish(item_of(open_year()), "</script><b>", content=PDF)

        page = html.fromstring(client.get("/ban-suan/2566/o1/").content.decode())
        (block,) = page.xpath("//script/text()")

        assert json.loads(block)["@type"] == "Dataset"
        assert "</script>" not in block


class TestPublication:
    def test_typed_text_a_table_a_link_and_a_statement(self, client):
        item = item_of(open_year())
        publish(item, "ข้อความ", body="# หัวเรื่อง\n- หนึ่ง\n- สอง\n\nดูที่ https://example.go.th/a")
        publish(item, "ตาราง", kind="table", table=[["เดือน", "บาท"], ["ตุลาคม", "<b>"]])
        publish(item, "ลิงก์", kind="link", url="https://example.go.th/doc.pdf")
        publish(item, "ไม่มี", kind="nothing")

        pages = [client.get(f"/ban-suan/2566/o1/{number}/").content.decode() for number in (1, 2, 3, 4)]

        assert "<li>สอง</li>" in pages[0]
        assert '<a href="https://example.go.th/a" rel="noopener">' in pages[0]
        assert "<td>&lt;b&gt;</td>" in pages[1]
        assert '<a href="https://example.go.th/doc.pdf" rel="noopener">' in pages[2]
        assert "หน่วยงานแจ้งว่าไม่มีรายการในงวดนี้" in pages[3]

    def test_each_version_keeps_its_address(self, client):
        item = item_of(open_year())
        old = publish(item, "ฉบับแรก", "replaced")
        publish(item, "ฉบับแก้ไข", publication=old.publication)

        assert '<h1 lang="th">ฉบับแก้ไข</h1>' in client.get("/ban-suan/2566/o1/1/").content.decode()
        assert "ฉบับแรก (ฉบับที่ 1)" in text_of(client.get("/ban-suan/2566/o1/1/v1/"))
        assert client.get("/ban-suan/2566/o1/1/v3/").status_code == 404

    def test_a_withdrawn_one_leaves_a_dated_note_with_the_reason(self, client):
        publish(item_of(open_year()), "ความลับ", "withdrawn", content=PDF, file_name="ความลับ.pdf")

        for path in ("/ban-suan/2566/o1/", "/ban-suan/2566/o1/1/", "/ban-suan/2566/o1/1/v1/"):
            page = client.get(path)
            assert page.status_code == 200
            assert "มีข้อมูลผิด" in text_of(page)
            assert "14 มี.ค. 2566" in text_of(page)
            assert "ความลับ" not in text_of(page)
        assert client.get("/ban-suan/2566/o1/1/v1/ความลับ.pdf").status_code == 410

    def test_a_masked_one_gives_its_masked_copy_alone(self, client):
        version = publish(item_of(open_year()), "รายชื่อ", content=PDF, file_name="จริง.pdf")
        mask(version)

        page = text_of(client.get("/ban-suan/2566/o1/1/"))

        assert "ปกปิด.pdf" in page
        assert "จริง.pdf" not in page
        assert client.get("/ban-suan/2566/o1/1/v1/จริง.pdf").status_code == 404
        assert b"".join(client.get("/ban-suan/2566/o1/1/v1/ปกปิด.pdf").streaming_content) == b"%PDF-1.4 masked"

    @pytest.mark.parametrize("state", ["draft", "waiting", "returned", "scheduled"])
    def test_nothing_stands_where_nothing_was_published(self, client, state):
        publish(item_of(open_year()), "ร่าง", state, content=PDF)

        assert client.get("/ban-suan/2566/o1/1/").status_code == 404
        assert client.get("/ban-suan/2566/o1/1/v1/").status_code == 404
        assert client.get("/ban-suan/2566/o1/1/v1/ประกาศ.pdf").status_code == 404


class TestWays:
    def test_every_link_of_every_page_leads_somewhere(self, client):
        year = open_year()
        make_profile(year.agency, complaint_url="", site="")
        old = publish(item_of(year), "ฉบับแรก", "replaced", content=PDF)
        publish(item_of(year), "ใหม่", publication=old.publication, content=PDF)
        publish(item_of(year, "O2"), "ถอน", "withdrawn")
        publish(year.agency, "ข่าว")
        seen, left = set(), ["/ban-suan/", "/ban-suan/en/"]

        while left:
            path = left.pop()
            page = client.get(path)
            assert page.status_code == 200, path
            seen.add(path)
            if not page["Content-Type"].startswith("text/html"):
                continue
            tree = html.fromstring(page.content.decode())
            tree.make_links_absolute(f"http://testserver{path}")
            for _element, _attribute, link, _place in tree.iterlinks():
                inside = re.match(r"http://(?:testserver|127\.0\.0\.1:8000)(/[^#?]*)", link)
                if inside and inside[1] not in seen and not inside[1].startswith("/office/"):
                    left.append(inside[1])

        assert len([path for path in seen if path.endswith("/")]) > 100
        assert "/ban-suan/2566/o43/qr.svg" in seen


class TestLinkSeen:
    @pytest.mark.parametrize(
        ("why", "thai", "english"),
        [
            ("ไม่พบชื่อเว็บไซต์ nowhere.go.th ในระบบชื่อโดเมน", "ไม่พบชื่อเว็บไซต์", "The site's name is not known"),
            ("เว็บไซต์ไม่ตอบภายใน 20 วินาที", "รอเกินเวลา", "timed out"),
        ],
    )
    def test_tells_a_name_nobody_knows_from_a_time_out(self, client, why, thai, english):
        year = open_year()
        url = "https://nowhere.go.th/plan"
        measure = first_measure(make_plan(year.agency, 2566))
        evidence = Evidence.objects.create(measure=measure, origin="added", url=url, added_at=AT)
        seen = Check.objects.create(evidence=evidence, checked_at=AT, verdict="timed_out", why=why, why_en="-")
        EvidenceState.objects.create(evidence=evidence, newest=seen, group="unknown")
        publish(item_of(year), "แผน", kind="link", url=url, evidence=evidence)

        page = text_of(client.get("/ban-suan/2566/o1/"))
        in_english = text_of(client.get("/ban-suan/en/2566/o1/"))

        assert re.search(rf"ระบบตรวจลิงก์ล่าสุด [^:]+: {thai}", page)
        assert english.lower() in in_english.lower()
        assert "nowhere.go.th ในระบบชื่อโดเมน" not in page


class TestYearInFront:
    """What every page calls this year's items: the running fiscal year until the next has begun."""

    def led_to(self, client):
        return html.fromstring(client.get("/ban-suan/").content.decode()).xpath("//nav[@class='m']//a/@href")[1]

    def test_stays_the_running_one_when_the_next_is_opened_ahead(self, client, monkeypatch):
        agency = make_agency(slug="ban-suan")
        for year in (2569, 2570):
            open_year(agency, year=year)

        asked = {}
        for day in (date(2026, 9, 30), date(2026, 10, 1)):
            monkeypatch.setattr("prongsai.apps.disclosure.public_queries.agencies.bangkok_today", lambda day=day: day)
            monkeypatch.setattr("prongsai.apps.portal.site.agency.bangkok_today", lambda day=day: day)
            asked[day.month] = self.led_to(client)
            found = [public_queries.find_agency("ban-suan"), public_queries.look_at_year("ban-suan", 2569).agency]
            found += [public_queries.look_at_item("ban-suan", 2569, "O1").agency]
            assert {one.latest_year for one in found} == {2569 if day.month == 9 else 2570}

        assert asked == {9: "2569/", 10: "2570/"}

    def test_is_one_to_come_where_there_is_no_other(self, client, monkeypatch):
        monkeypatch.setattr("prongsai.apps.disclosure.public_queries.agencies.bangkok_today", lambda: date(2020, 1, 1))
        open_year(make_agency(slug="ban-suan"))

        assert public_queries.find_agency("ban-suan").latest_year == 2566
