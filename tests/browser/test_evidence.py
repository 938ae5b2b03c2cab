"""Evidence in a real browser: the verdict comes into the page by itself, pages are accessible, nothing needs scripts."""

import os
import subprocess
import sys
import time

import pytest
from django.db import connection

from prongsai.apps.evidence.models import EvidenceState, Notice
from prongsai.apps.plans.models import Measure
from tests.adapters.http.trap_server import TrapServer
from tests.adapters.http.trap_server import page as html_page
from tests.browser.evidence_seen import fill, save
from tests.browser.test_pages import visit

pytestmark = [pytest.mark.browser]


class TestVerdictInPlace:
    def test_comes_into_the_page_by_itself(self, open_page):
        addresses = fill()
        page = open_page("clerk", width=360)
        row = EvidenceState.objects.get(asked_at__isnull=False).evidence

        page.goto(addresses[-1])
        slot = page.locator(f"#e{row.pk}")
        slot.locator("text=กำลังตรวจ…").wait_for()
        save(row, "soft_404")
        slot.locator("text=ต้องแก้ไข: หน้าแจ้งว่าไม่พบข้อมูล").wait_for(timeout=8000)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(2600)

        assert slot.locator("[hx-trigger]").count() == 0
        assert asked == []

    def test_comes_with_loading_again_where_scripts_are_off(self, open_page):
        addresses = fill()
        page = open_page("clerk", width=360, javascript=False)
        row = EvidenceState.objects.get(asked_at__isnull=False).evidence

        page.goto(addresses[-1])
        save(row, "opens")
        page.click(f"#e{row.pk} >> text=โหลดใหม่")

        assert page.locator(f"#e{row.pk} >> text=ใช้ได้").count() == 1

    def test_an_answer_is_given_and_a_request_read_without_scripts(self, open_page):
        from prongsai.apps.accounts.models import User
        from prongsai.apps.evidence.models import Answer

        addresses = fill()
        Notice.objects.exclude(user__username="admin").update(user=User.objects.get(username="clerk"))
        page = open_page("clerk", width=360, javascript=False)

        page.goto("/office/notices/")
        page.click("main button >> nth=0")
        page.click("summary:has-text('ตอบข้อนี้')")
        page.fill("textarea >> nth=0", "เปิดดูแล้ว เป็นหน้าของข้อมูล")
        page.click("button:has-text('บันทึกคำตอบ')")

        assert page.url.endswith(addresses[1])
        assert page.locator("text=เปิดดูแล้ว เป็นหน้าของข้อมูล").count() == 1
        assert Answer.objects.filter(finding="verdict_homepage_only").exists()


class TestPages:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_are_accessible(self, open_page, width):
        visit(open_page, width, fill())

    @pytest.mark.slow
    @pytest.mark.parametrize("width", [360, 1280])
    def test_are_accessible_in_english(self, open_page, width):
        visit(open_page, width, fill(), english=True)


@pytest.fixture
def worker(live_server, tmp_path):
    """`manage run_jobs` as a process of its own on the database of the live server."""
    database = str(connection.settings_dict["NAME"])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",  # the tests' own would forget what is said here
        "PRONGSAI_HOME": str(tmp_path),
        "PRONGSAI_AUDIT_ALLOW_HOSTS": "127.0.0.1",
        "PRONGSAI_AUDIT_HOST_GAP_S": "0.2",
    }
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite://{database}"
    process = subprocess.Popen([sys.executable, "-m", "prongsai.cli.main", "manage", "run_jobs"], env=environment)
    yield process
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.slow
class TestWholeWay:
    def test_a_link_handed_in_is_visited_by_the_worker_and_the_verdict_comes_into_the_page(self, open_page, worker):
        if connection.vendor != "sqlite":
            pytest.skip("the test database of PostgreSQL has another name than the worker's")
        text = (
            "<html><title>แผน ปีงบประมาณ พ.ศ. 2570</title><h1>แผนดำเนินงาน</h1><p>ประจำปีงบประมาณ พ.ศ. 2570 ของเทศบาล</p>"
        )
        with TrapServer(pages={"/": html_page(b"<html><h1>home</h1>"), "/plan": html_page(text.encode())}) as site:
            page = open_page("clerk", width=360)
            measure = Measure.objects.order_by("-plan__fiscal_year", "position")[0]
            page.goto(f"/office/measures/{measure.pk}/")
            page.click("summary:has-text('เพิ่มหลักฐาน')")
            page.fill("#id_links", site.url("/plan") + "\n" + site.url("/"))
            page.click("form[enctype] button")
            page.locator("text=กำลังตรวจ…").first.wait_for()
            began = time.monotonic()

            page.locator("text=ต้องแก้ไข: ไปถึงเพียงหน้าแรก").wait_for(timeout=60_000)
            page.locator("text=กำลังตรวจ…").wait_for(state="detached", timeout=60_000)

            assert time.monotonic() - began < 60
            assert "/plan" in {request.path for request in site.requests}
