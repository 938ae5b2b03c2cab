import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from prongsai.adapters.snapshots import memory as memory_module
from prongsai.adapters.snapshots.memory import FolderMemory
from prongsai.audit.judged import ElementSeen, Judged, JudgeNote, RankedItem
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck
from tests.adapters.snapshots.visits import NOON

JUDGED = Judged(
    items=(RankedItem("O7", 0.9, ("ข่าว", "ประชาสัมพันธ์")), RankedItem("O1", 0.1)),
    fiscal_year=2566,
    fiscal_years=(2566, 2567),
    year_grounds_th="พบ พ.ศ. ๒๕๖๖",
    year_grounds_en="says 2566",
    year_fits="yes",
    period_from=date(2022, 10, 1),
    period_to=date(2023, 9, 30),
    elements=(ElementSeen(0, "ชื่อโครงการ", "found", "พบ", "found it"), ElementSeen(1, "งบ", "cannot_tell")),
    notes=(JudgeNote("template_copied", "warning", "คัดลอก", "copied"),),
)


def result(url="http://tambon.go.th/o7", **changes):
    made = LinkResult(LinkToCheck("1", url), "opens", "เปิดได้", "opens", NOON)
    return replace(made, **({"sha256": "a" * 64, "text_sha256": "b" * 64, "etag": '"e"'} | changes))


@pytest.fixture
def memory(tmp_path):
    with FolderMemory(tmp_path) as opened:
        yield opened


class TestFolderMemory:
    def test_an_address_never_visited_is_not_remembered(self, memory):
        assert memory.last_visit("http://tambon.go.th/o7") is None

    def test_gives_back_everything_that_was_remembered(self, memory):
        memory.remember(
            result(judged=JUDGED, last_modified="Thu", gone_since_on=date(2026, 11, 20)), "ข้อความของหน้า\nบรรทัดสอง"
        )
        expected = LastVisit(
            url="http://tambon.go.th/o7",
            visited_at=NOON,
            verdict="opens",
            etag='"e"',
            last_modified="Thu",
            sha256="a" * 64,
            text_sha256="b" * 64,
            text="ข้อความของหน้า\nบรรทัดสอง",
            gone_since_on=date(2026, 11, 20),
            judged=JUDGED,
        )

        assert memory.last_visit("http://tambon.go.th/o7") == expected
        memory.flush()
        assert memory.last_visit("http://tambon.go.th/o7") == expected

    def test_also_in_the_next_run(self, tmp_path):
        with FolderMemory(tmp_path) as memory:
            memory.remember(result(judged=JUDGED), "ข้อความ")
        with FolderMemory(tmp_path) as memory:
            assert memory.last_visit("http://tambon.go.th/o7").judged == JUDGED

    def test_a_newer_visit_takes_the_place_of_an_older(self, memory):
        memory.remember(result(), "เก่า")
        memory.flush()
        memory.remember(result(checked_at=NOON + timedelta(days=1), verdict="gone", sha256=""), "")

        assert memory.last_visit("http://tambon.go.th/o7").verdict == "gone"
        memory.flush()
        assert memory.last_visit("http://tambon.go.th/o7").verdict == "gone"

    def test_an_older_visit_that_arrives_late_does_not(self, memory):
        memory.remember(result(checked_at=NOON + timedelta(days=1)), "ใหม่")
        memory.flush()
        memory.remember(result(), "เก่า")
        memory.flush()

        assert memory.last_visit("http://tambon.go.th/o7").text == "ใหม่"

    def test_an_unchanged_page_keeps_text_and_judgement(self, memory):
        memory.remember(result(judged=JUDGED), "ข้อความ")
        memory.remember(result(checked_at=NOON + timedelta(days=1), is_unchanged=True, sha256="", text_sha256=""), "")

        known = memory.last_visit("http://tambon.go.th/o7")
        assert (known.text, known.judged, known.sha256, known.text_sha256) == ("ข้อความ", JUDGED, "a" * 64, "b" * 64)
        assert known.visited_at == NOON + timedelta(days=1)

    def test_a_changed_page_without_text_does_not(self, memory):
        memory.remember(result(judged=JUDGED), "ข้อความ")
        memory.remember(result(checked_at=NOON + timedelta(days=1)), "")

        known = memory.last_visit("http://tambon.go.th/o7")
        assert (known.text, known.judged) == ("", None)

    def test_half_a_surrogate_pair_is_no_obstacle(self, memory):
        memory.remember(result(), "a\ud800b")

        assert memory.last_visit("http://tambon.go.th/o7").text == "a\ud800b"

    def test_what_waits_to_be_written_is_read_as_it_will_be(self, memory, monkeypatch):
        monkeypatch.setattr(memory_module, "_LONGEST_TEXT", 5)
        memory.remember(result(judged=JUDGED), "กขคงจฉช")
        waiting = memory.last_visit("http://tambon.go.th/o7")

        memory.flush()

        assert waiting == memory.last_visit("http://tambon.go.th/o7")
        assert waiting.text == "กขคงจ"

    def test_texts_are_packed_as_zlib_does(self, memory, tmp_path):
        memory.remember(result(), "ข้อความ" * 1_000)
        memory.remember(result("http://tambon.go.th/empty"), "")
        memory.flush()

        with closing(sqlite3.connect(tmp_path / "visits.sqlite")) as rows:
            packed = dict(rows.execute("SELECT url, text FROM visits"))
        assert zlib.decompress(packed["http://tambon.go.th/o7"]).decode() == "ข้อความ" * 1_000
        assert packed["http://tambon.go.th/empty"] == b""

    def test_long_texts_are_written_before_many_wait(self, memory, tmp_path, monkeypatch):
        monkeypatch.setattr(memory_module, "_MOST_WAITING", 100)
        with closing(sqlite3.connect(tmp_path / "visits.sqlite")) as rows:

            def written() -> int:
                return rows.execute("SELECT count(*) FROM visits").fetchone()[0]

            memory.remember(result("http://a.go.th/"), "ก" * 60)
            assert written() == 0
            memory.remember(result("http://b.go.th/"), "ก" * 60)
            assert written() == 2
            memory.remember(result("http://c.go.th/"), "ก" * 60)
            assert written() == 2

    def test_an_unchanged_page_keeps_its_text_before_and_after_it_is_written(self, memory):
        memory.remember(result(judged=JUDGED), "ข้อความ")
        for hours in (1, 2, 3):
            later = NOON + timedelta(hours=hours)
            memory.remember(result(is_unchanged=True, checked_at=later, text_sha256=""), "")
            if hours == 2:
                memory.flush()

            found = memory.last_visit("http://tambon.go.th/o7")
            assert (found.text, found.judged, found.visited_at) == ("ข้อความ", JUDGED, later)
            assert found.text_sha256 == "b" * 64

    def test_two_processes_share_a_folder(self, tmp_path):
        with FolderMemory(tmp_path, flush_every=1) as one, FolderMemory(tmp_path, flush_every=1) as two:
            one.remember(result("http://a.go.th/"), "ก")
            two.remember(result("http://b.go.th/"), "ข")

            assert one.last_visit("http://b.go.th/").text == "ข"
            assert two.last_visit("http://a.go.th/").text == "ก"
