import os
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from prongsai.audit.watch.defacement import find_defacement
from prongsai.audit.watch.notes import CODES, note
from prongsai.audit.watch.visit_snapshot import VisitSnapshot
from tests.audit.watch.pages import BROKEN_INTO, CLEAN, NEWS, TITLE, link, page

OWN = ("www.tambon.go.th", "tambon.org")
SAMPLES = Path(os.environ.get("PRONGSAI_SHARED", Path(__file__).parents[4] / "shared")) / "samples" / "docs"


def alarms(html, **changes):
    return {one.code for one in find_defacement(html, **({"own_hosts": OWN} | changes))}


class TestBrokenInto:
    @pytest.mark.parametrize("name", BROKEN_INTO)
    def test_is_told(self, name):
        html, code = BROKEN_INTO[name]

        notes = find_defacement(html, own_hosts=OWN)

        assert code in {one.code for one in notes}
        told = next(one for one in notes if one.code == code)
        assert "กรุณาแจ้งผู้ดูแลเว็บไซต์" in told.message_th
        assert "tell the web site's keeper" in told.message_en
        assert "{" not in told.message_th + told.message_en

    @pytest.mark.parametrize("name", BROKEN_INTO)
    def test_as_bytes_of_either_encoding(self, name):
        html, code = BROKEN_INTO[name]

        assert code in alarms(html.encode("utf-8"))
        try:
            thai = html.encode("cp874")
        except UnicodeEncodeError:
            return  # Chinese has no place in windows-874
        assert code in alarms(thai)

    def test_there_are_enough_of_each(self):
        assert len(BROKEN_INTO) >= 30
        assert len(CLEAN) >= 30

    def test_says_which_links_and_how_many(self):
        (told,) = find_defacement(
            page(link("https://a1.top/", "สล็อตเว็บตรง") + link("https://a2.top/", "แตกง่าย เครดิตฟรี")), own_hosts=OWN
        )

        assert "2 ลิงก์" in told.message_th
        assert "สล็อตเว็บตรง (a1.top)" in told.message_th
        assert "2 advertising links" in told.message_en

    def test_a_hidden_link_is_not_told_twice(self):
        html = page(f'<div style="display:none">{link("https://a.top/", "สล็อตเว็บตรง")}</div>')

        assert alarms(html) == {"hidden_spam_links"}

    @pytest.mark.parametrize(
        "title", ["真人发牌 欢迎光临", "Онлайн магазин", "온라인 안내", "Casino Royale Bonus", "アプリのダウンロード"]
    )
    def test_a_thai_title_that_changed_its_tongue_is_told(self, title):
        before = VisitSnapshot(datetime(2026, 11, 1, tzinfo=UTC), title=TITLE, text="ข้อความ")

        assert {"title_changed_tongue", "spam_title"} & alarms(page(title=title), before=before)
        assert alarms(page(), before=before) == set()


class TestClean:
    @pytest.mark.parametrize("name", CLEAN)
    def test_gives_no_alarm(self, name):
        assert find_defacement(CLEAN[name], own_hosts=OWN) == []

    @pytest.mark.parametrize("name", CLEAN)
    def test_nor_as_windows_874(self, name):
        assert find_defacement(CLEAN[name].encode("cp874", "replace"), own_hosts=OWN) == []

    @pytest.mark.parametrize(
        "title", ["Tambon Example Administrative Organization", "อบต.ตัวอย่าง หน้าใหม่", "", "ITA 2567"]
    )
    def test_nor_for_a_title_that_changed_as_titles_do(self, title):
        before = VisitSnapshot(datetime(2026, 11, 1, tzinfo=UTC), title=TITLE, text="ข้อความ")

        assert alarms(page(title=title), before=before) == set()

    @pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
    def test_nor_for_real_pages_of_agencies(self):
        pages = sorted(SAMPLES.glob("*.html"))

        told = {path.name: find_defacement(path.read_bytes(), own_hosts=("example.go.th",)) for path in pages}

        assert len(pages) > 40
        assert {name: notes for name, notes in told.items() if notes} == {}

    @pytest.mark.parametrize(
        "html",
        [
            b"",
            b"\xff\xfe<html>",
            "<a href='http://[::1'>สล็อตเว็บตรง</a>",
            "<iframe src='http://[bad' width=0>",
            "<meta http-equiv=refresh content='0;url=http://[x'>",
            "<div style='display:none'>" * 3_000 + link("https://q.example.com", "x"),
            "&#xD800;" * 30 + "สล็อต",
            "<title>" * 500 + "casino",
            "<!-- " + "สล็อตเว็บตรง" * 100 + " -->",
        ],
    )
    def test_bad_html_never_raises(self, html):
        assert isinstance(find_defacement(html, own_hosts=OWN), list)


class TestSpeed:
    def test_a_clean_page_takes_a_tenth_of_a_millisecond(self):
        html = page(main=NEWS * 12).encode()
        assert 8_000 < len(html) < 40_000
        times = []
        for _turn in range(7):
            start = time.process_time()
            for _page in range(50):
                find_defacement(html, own_hosts=OWN)
            times.append((time.process_time() - start) / 50)

        # 0.06 ms a page of 4.8 kB measured; the limit here is for a busy machine.
        assert median(times) < 0.0005

    def test_a_huge_page_is_no_trouble(self):
        html = page(main=("<p>สล็อต casino <a href='https://x.example.com/'>y</a></p>" + NEWS) * 400)

        start = time.process_time()
        find_defacement(html, own_hosts=OWN)

        assert time.process_time() - start < 5


class TestNotes:
    @pytest.mark.parametrize("code", CODES)
    def test_every_alarm_has_both_languages_and_what_to_do(self, code):
        told = note(code, kind="loans", count=3, example="ตัวอย่าง", earlier="เดิม")

        assert told.severity in ("error", "warning")
        assert any("\u0e01" <= char <= "\u0e5b" for char in told.message_th)
        assert "{" not in told.message_th + told.message_en
