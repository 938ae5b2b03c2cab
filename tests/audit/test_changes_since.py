"""What a visit says of the last one: a file that was replaced, a page that was emptied, a text that changed."""

import hashlib
from datetime import timedelta

import pytest

from prongsai.audit.result import LastVisit
from tests.audit.world import BASE_URL as BASE
from tests.audit.world import BODY, START, World, page, site
from tests.fakes.fake_fetcher import scripted

URL = BASE + "report"
KEPT = (("Last-Modified", "Fri, 20 Nov 2026 08:00:00 GMT"),)
PDF = (("Content-Type", "application/pdf"), *KEPT)
FILE_TEXT = "รายงานฉบับเต็ม"  # what the tests' reader finds in every PDF


def digest(content):
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def last(content=b"%PDF-1.4 old", text="", **more):
    values = {
        "verdict": "opens",
        "content_type": "application/pdf",
        "text_sha256": digest(text) if text else "",
        "text": text,
    }
    return LastVisit(URL, START - timedelta(days=1), sha256=digest(content), **{**values, **more})


def visited(answer, memory):
    return World({**site(), URL: answer}).audit([URL], memory={URL: memory})["1"]


def notes(answer, memory):
    return {note.code: note for note in visited(answer, memory).notes}


class TestReplacedFile:
    def test_is_said_in_both_languages(self):
        found = notes(scripted(body=b"%PDF-1.4 new", headers=PDF), last())

        assert found["file_replaced"].message_th == "ไฟล์ถูกแทนที่ด้วยไฟล์อื่นตั้งแต่การตรวจครั้งก่อน"
        assert found["file_replaced"].message_en == "the file was replaced since the last visit"
        assert found["file_replaced"].severity == "note"

    def test_with_the_same_text_too(self):
        found = notes(scripted(body=b"%PDF-1.4 new", headers=PDF), last(text=FILE_TEXT))

        assert "แม้ข้อความเหมือนเดิม" in found["file_replaced"].message_th
        assert "its text being the same" in found["file_replaced"].message_en

    def test_with_the_words_that_changed_where_they_are_remembered(self):
        found = notes(scripted(body=b"%PDF-1.4 new", headers=PDF), last(text="รายงานฉบับย่อ\nของปีก่อน"))

        assert "แม้" not in found["file_replaced"].message_th
        assert {"lines_edited", "lines_removed"} & set(found)

    def test_the_same_file_is_no_news(self):
        assert notes(scripted(body=b"%PDF-1.4 old", headers=PDF), last()) == {}

    def test_a_file_made_anew_for_each_visitor_is_none_while_its_text_stays(self):
        made = (("Content-Type", "application/pdf"),)

        assert notes(scripted(body=b"%PDF-1.4 new", headers=made), last(text=FILE_TEXT)) == {}
        assert "file_replaced" in notes(scripted(body=b"%PDF-1.4 new", headers=made), last())

    def test_a_page_that_became_a_file_is_said_to_be_that(self):
        memory = last(BODY.encode(), content_type="text/html; charset=utf-8", text="")
        found = notes(scripted(body=b"%PDF-1.4 new", headers=PDF), memory)

        assert "จาก หน้าเว็บ เป็น PDF" in found["kind_changed"].message_th
        assert "file_replaced" not in found

    def test_of_a_type_nobody_knows_it_is_still_told(self):
        headers = (("Content-Type", "application/octet-stream"), *KEPT)

        assert "file_replaced" in notes(scripted(body=b"PK new", headers=headers), last(b"PK old", content_type=""))

    @pytest.mark.parametrize("verdict", ["gone", "soft_404", "refused", "timed_out", "unsupported"])
    def test_after_a_visit_that_saw_none_there_is_nothing_to_compare(self, verdict):
        assert notes(scripted(body=b"%PDF-1.4 new", headers=PDF), last(verdict=verdict)) == {}

    def test_a_page_s_bytes_change_without_being_news(self):
        memory = last(b"<html>other counter</html>", content_type="text/html", text="")

        assert "file_replaced" not in notes(page(), memory)

    def test_what_is_gone_or_locked_is_told_by_the_verdict_alone(self):
        assert notes(scripted(404), last()) == {}
        assert notes(scripted(body=b"%PDF-1.4 /Encrypt", headers=PDF), last()) == {}


class TestEmptiedPage:
    HTML = {"content_type": "text/html", "text": "แผนปฏิบัติการ\nสิบสองโครงการ"}

    @pytest.mark.parametrize(
        "answer", [scripted(body=b"  \n"), scripted(204), scripted(body=b"<html><body></body></html>")]
    )
    def test_is_said_in_both_languages_and_loudly(self, answer):
        found = notes(answer, last(b"old", **self.HTML))

        assert found["became_empty"].message_th == "หน้านี้ว่างเปล่า ข้อความเดิมหายไปทั้งหมด"
        assert found["became_empty"].message_en == "the page became empty: all its text is gone"
        assert found["became_empty"].severity == "warning"

    def test_also_where_only_the_hash_of_its_text_is_remembered(self):
        memory = last(b"old", **{**self.HTML, "text": "", "text_sha256": digest("แผน")})

        assert "became_empty" in notes(scripted(body=b" "), memory)

    def test_a_page_that_was_empty_before_is_no_news(self):
        assert "became_empty" not in notes(scripted(body=b" "), last(b"old", content_type="text/html"))

    def test_nor_is_one_that_could_not_be_read(self):
        assert "became_empty" not in notes(scripted(500), last(b"old", **self.HTML))
        assert "became_empty" not in notes(scripted(404), last(b"old", **self.HTML))
        assert "became_empty" not in notes(scripted(problem="whole_timed_out"), last(b"old", **self.HTML))

    def test_nor_a_scan_whose_words_nobody_read(self):
        memory = last(b"old", content_type="image/png", text_sha256=digest("แผน"))
        headers = (("Content-Type", "application/zip"), *KEPT)

        assert "became_empty" not in notes(scripted(body=b"PK new", headers=headers), memory)
