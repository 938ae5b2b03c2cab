"""What a verdict says must be true: sentences on a second visit, files of drives, answers that tell nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from prongsai.audit.judge import same_file_notes
from prongsai.audit.judged import Judged
from prongsai.audit.result import LastVisit, LinkResult, LinkToCheck
from prongsai.audit.verdict import UNKNOWN_VERDICTS
from tests.audit.world import HOME, NOT_FOUND, World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"
URL = BASE + "report.html"
DRIVE = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view?usp=sharing"
DRIVE_FILE = "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOp"
EARLIER = datetime(2026, 11, 25, 3, tzinfo=UTC)


def last(verdict, url=URL, **more):
    return LastVisit(url, EARLIER, verdict, etag='"v1"', sha256="s", text_sha256="t", **more)


def second_visit(verdict, **more):
    """The result where the site answers 304 and the last verdict was this."""
    pages = {**site(), URL: page(headers=(("ETag", '"v1"'),))}
    return World(pages).audit([URL], memory={URL: last(verdict, **more)})["1"]


class TestUnchanged:
    @pytest.mark.parametrize("verdict", ["opens", "moved", "bad_certificate"])
    def test_keeps_the_verdict_and_the_hashes(self, verdict):
        result = second_visit(verdict)

        assert (result.verdict, result.status, result.is_unchanged) == (verdict, 304, True)
        assert (result.sha256, result.text_sha256, result.etag) == ("s", "t", '"v1"')

    @pytest.mark.parametrize("verdict", ["opens", "moved"])
    def test_of_what_opened_says_that_it_opens(self, verdict):
        assert second_visit(verdict).why_en == "opens, unchanged since the last visit"

    @pytest.mark.parametrize("verdict", ["soft_404", "homepage_only", "login_wall", "unsupported", "gone"])
    def test_is_not_asked_of_what_did_not_open_but_looked_at_anew(self, verdict):
        result = second_visit(verdict, gone_since_on=date(2026, 11, 25))

        assert (result.verdict, result.status) == ("opens", 200)
        assert result.why_en == "opens and has content of its own"

    def test_keeps_the_title(self):
        assert second_visit("opens", title="รายงาน").title == "รายงาน"

    def test_without_a_last_visit_tells_nothing(self):
        result = World({**site(), URL: scripted(304)}).audit([URL])["1"]

        assert (result.verdict, result.is_unknown, result.is_unchanged) == ("refused", True, False)


class TestGoneSince:
    @pytest.mark.parametrize("verdict", ["refused", "timed_out", "not_checked"])
    def test_stays_over_a_day_that_told_nothing(self, verdict):
        known = last(verdict, gone_since_on=date(2026, 11, 20))

        result = World({**site(), URL: scripted(404)}).audit([URL], memory={URL: known})["1"]

        assert (result.gone_since_on, result.confirmed) == (date(2026, 11, 20), True)

    @pytest.mark.parametrize("problem", ["no_address", "first_byte_timed_out", "connection_refused", "bad_address"])
    def test_is_carried_through_each_kind_of_silence(self, problem):
        known = last("gone", gone_since_on=date(2026, 11, 20))

        result = World({**site(), URL: scripted(problem=problem)}).audit([URL], memory={URL: known})["1"]

        assert result.is_unknown
        assert (result.gone_since_on, result.confirmed) == (date(2026, 11, 20), False)

    @pytest.mark.parametrize(
        "answer", [page(), scripted(200), scripted(401), scripted(302, headers=(("Location", "/"),))]
    )
    def test_ends_with_any_answer_that_is_there(self, answer):
        known = last("gone", gone_since_on=date(2026, 11, 20))

        result = World({**site(), URL: answer}).audit([URL], memory={URL: known})["1"]

        assert not result.is_unknown
        assert result.gone_since_on is None

    @pytest.mark.parametrize("verdict", ["opens", "moved", "soft_404", "login_wall", "homepage_only"])
    def test_begins_today_after_any_other_verdict(self, verdict):
        result = World({**site(), URL: scripted(410)}).audit([URL], memory={URL: last(verdict)})["1"]

        assert (result.gone_since_on, result.confirmed) == (date(2026, 11, 27), False)


class TestDriveFiles:
    def result(self, *pages, url=DRIVE):
        return World(dict(pages)).audit([url])["1"]

    def test_answered_at_once_open(self):
        result = self.result((DRIVE_FILE, scripted(body=b"%PDF-1.5")))

        assert (result.verdict, result.host_class) == ("opens", "platform")

    def test_with_a_notice_before_a_large_download_open(self):
        notice = page('<form id="download-form" action="https://x/"><p>too large to scan for viruses</p></form>')

        assert self.result((DRIVE_FILE, notice)).verdict == "opens"

    @pytest.mark.parametrize("status", [404, 410])
    def test_deleted_are_gone(self, status):
        assert self.result((DRIVE_FILE, scripted(status))).verdict == "gone"

    @pytest.mark.parametrize("status", [401, 407, 511])
    def test_not_shared_say_how_to_share_them(self, status):
        result = self.result((DRIVE_FILE, scripted(status)))

        assert result.verdict == "login_wall"
        assert "anyone with the link" in result.why_en

    @pytest.mark.parametrize("status", [403, 429, 500])
    def test_refused_tell_nothing(self, status):
        assert self.result((DRIVE_FILE, scripted(status))).is_unknown

    def test_sent_to_the_drive_s_download_host_are_not_moved(self):
        store = "https://drive.usercontent.google.com/download?id=1AbCdEfGhIjKlMnOp&export=download"

        result = self.result(
            (DRIVE_FILE, scripted(303, headers=(("Location", store),))), (store, scripted(body=b"%PDF-1.5"))
        )

        assert result.verdict == "opens"
        assert "enter that address" not in result.why_en

    def test_over_their_quota_tell_nothing(self):
        quota = scripted(
            body=b"<html><head><title>Google Drive - Quota exceeded</title></head><body><p>Sorry, you can't view or download "
            b"this file at this time.</p><p>Too many users have viewed or downloaded this file recently.</p></body></html>"
        )

        assert self.result((DRIVE_FILE, quota)).verdict in UNKNOWN_VERDICTS


class TestArchives:
    @pytest.mark.parametrize(
        ("members", "expected"),
        [
            ("setup.exe", "unsupported"),
            ("a.exe tool.MSI", "unsupported"),
            ("setup.exe แผน.pdf", "opens"),
            ("", "opens"),
        ],
    )
    def test_of_programs_alone_are_no_evidence(self, members, expected):
        packed = scripted(body=b"PK" + members.encode(), headers=(("Content-Type", "application/zip"),))

        result = World({**site(), URL: packed}).audit([URL])["1"]

        assert result.verdict == expected
        assert result.is_unknown is (expected == "unsupported")


class TestAnswersOfOtherKinds:
    @pytest.mark.parametrize("status", [204, 205])
    def test_without_content_are_empty(self, status):
        assert World({**site(), URL: scripted(status)}).audit([URL])["1"].verdict == "soft_404"

    def test_passed_on_by_a_proxy_with_a_page_open(self):
        good = page()
        answer = scripted(203, body=good.body, headers=good.headers)

        assert World({**site(), URL: answer}).audit([URL])["1"].verdict != "soft_404"

    def test_that_only_promise_one_tell_nothing(self):
        assert World({**site(), URL: scripted(202)}).audit([URL])["1"].is_unknown


class TestWhatTheJudgeIsTold:
    def told(self, answer):
        asked = []

        def judge(_page, _question, changed_on):
            asked.append(changed_on)
            return Judged()

        world = World({**site(), URL: answer})
        engine = world.start([LinkToCheck("1", URL)])
        engine._to = replace(engine._to, judge=judge)
        list(engine.run())
        return asked

    def test_the_bangkok_day_of_the_last_change(self):
        answer = page(headers=(("Last-Modified", "Fri, 31 Mar 2023 18:00:00 GMT"),))

        assert self.told(answer) == [date(2023, 4, 1)]

    @pytest.mark.parametrize("header", ["", "yesterday", "Fri, 99 Foo 2023", "0"])
    def test_nothing_where_the_header_is_none(self, header):
        assert self.told(page(headers=(("Last-Modified", header),))) == [None]

    def test_nothing_where_the_header_is_the_time_of_the_answer(self):
        now = "Fri, 27 Nov 2026 01:00:00 GMT"

        assert self.told(page(headers=(("Last-Modified", now), ("Date", now)))) == [None]


class TestNamesOfFiles:
    class Reader:
        def __init__(self):
            self.names = []

        def read(self, content, *, content_type="", name=""):
            from tests.audit.world import HtmlReader

            self.names.append(name)
            return HtmlReader().read(content, content_type=content_type, name=name)

    def name_of(self, disposition, path="get.php?id=9"):
        reader = self.Reader()
        headers = (("Content-Disposition", disposition),) if disposition else ()
        pages = {**site(), BASE + path: scripted(body=b"%PDF-1.5", headers=headers)}

        World(pages).audit([BASE + path], reader=reader)

        return reader.names[0]

    @pytest.mark.parametrize(
        ("disposition", "name"),
        [
            ("", "get.php"),
            ("inline", "get.php"),
            ('attachment; filename="a b.pdf"', "a b.pdf"),
            ("attachment; filename=a.pdf", "a.pdf"),
            ("attachment; filename='a.pdf'", "a.pdf"),
            ('attachment; filename="' + "x" * 300 + '"', "x" * 200),
        ],
    )
    def test_come_from_the_header_else_from_the_address(self, disposition, name):
        assert self.name_of(disposition) == name

    @pytest.mark.parametrize(
        ("disposition", "name"),
        [
            ("attachment; filename=\"a.pdf\"; filename*=UTF-8''%E0%B8%81.pdf", "ก.pdf"),
            ("attachment; filename*=UTF-8''%E0%B8%81.pdf", "ก.pdf"),
            ('attachment; filename="a.pdf"; size=12', "a.pdf"),
        ],
    )
    def test_are_read_by_the_rules_of_the_header(self, disposition, name):
        assert self.name_of(disposition) == name


def test_error_pages_keep_the_same_words_for_the_same_status():
    results = World({**site(), BASE + "a": scripted(404), BASE + "b": scripted(404)}).audit([BASE + "a", BASE + "b"])

    assert results["1"].why == results["2"].why


def test_two_gone_links_are_not_called_the_same_file():
    links = [LinkToCheck("1", BASE + "a", "O1", 2566), LinkToCheck("2", BASE + "b", "O2", 2566)]

    results = World({BASE: HOME, BASE + "*": NOT_FOUND}).audit(links)

    assert {result.verdict for result in results.values()} == {"gone"}
    assert same_file_notes(results.values()) == {}


def test_all_items_are_named_that_share_the_file_or_the_text():
    def seen(key, item, body, text):
        link = LinkToCheck(key, URL, item, 2566)
        return LinkResult(link, "opens", "", "", EARLIER, sha256=body, text_sha256=text)

    for n in range(24):  # the order of a set of two texts is a coin
        body, text = f"body {n}", f"text {n}"
        notes = same_file_notes(
            [seen("1", "O1", body, text), seen("2", "O2", body, text), seen("3", "O3", "else", text)]
        )
        assert "O2, O3" in notes["1"].message_en
