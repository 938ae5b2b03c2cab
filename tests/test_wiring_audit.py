"""The evidence auditor put together by its wiring, against a real server on loopback."""

from datetime import UTC, datetime

import pytest

from prongsai.adapters.audit_journal import open_journal
from prongsai.audit.engine import host_of_link
from prongsai.audit.judged import Question
from prongsai.audit.result import LinkToCheck
from prongsai.audit.result_json import result_to_json
from prongsai.core.errors import OutsideError, PersonError
from prongsai.documents.certificate import CertificateFacts
from prongsai.wiring.audit import (
    AuditOptions,
    AuditRun,
    audit_links,
    fetch_once,
    judge_file,
    page_reader,
    snapshot_store,
)
from prongsai.wiring.proof import certify
from tests.cli.audit_site import REPORT, audit_site, html


@pytest.fixture
def site():
    pages = {
        "/report.html": html(REPORT.format("รอบหกเดือน")),
        "/old": (302, {"Location": "/report.html"}, b""),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/data.xml": (200, {"Content-Type": "application/xml"}, b"<a/>"),
        "/to-data": (301, {"Location": "/data.xml"}, b""),
    }
    with audit_site(pages) as one:
        yield one


def options(**more):
    return AuditOptions(
        host_gap_s=0, address_gap_s=0, platform_gap_s=0, allow_hosts=frozenset({"127.0.0.1"}), ocr=False, **more
    )


def links_to(site, *paths):
    return [LinkToCheck(path, f"{site.url}{path}", "O43", 2566) for path in paths]


class TestAuditLinks:
    def test_each_link_once_with_its_verdict_and_judgement(self, site):
        links = links_to(site, "/report.html", "/old", "/gone", "/loop")

        found = {result.link.id: result for result in audit_links(links, agency=None, options=options())}

        assert {name: result.verdict for name, result in found.items()} == {
            "/report.html": "opens",
            "/old": "moved",
            "/gone": "gone",
            "/loop": "redirect_loop",
        }
        assert found["/report.html"].judged.fiscal_year == 2566

    def test_without_the_judge_only_opening_is_looked_at(self, site):
        (result,) = audit_links(links_to(site, "/report.html"), agency=None, options=options(judge=False))

        assert (result.verdict, result.judged) == ("opens", None)

    def test_a_private_address_is_blocked_unless_allowed(self, site):
        (result,) = audit_links(links_to(site, "/report.html"), agency=None, options=AuditOptions(judge=False))

        assert result.verdict == "blocked"
        assert site.paths() == []

    def test_stopping_early_leaves_the_rest(self, site):
        run = audit_links(links_to(site, "/report.html", "/old"), agency=None, options=options(host_connections=1))
        next(run)
        run.close()

        assert "/old" not in site.paths()


class TestAuditRun:
    def test_a_journal_is_a_frontier(self, site, tmp_path):
        journal = open_journal(tmp_path, links_to(site, "/report.html", "/gone"), host_of=host_of_link)
        with AuditRun(journal, agency=None, options=options(judge=False)) as run:
            for visited in run:
                journal.save(visited.result.link, visited.result.verdict, result_to_json(visited.result))
            report = run.pace_report

        assert journal.counts() == {"opens": 1, "gone": 1}
        assert report.requests == len(site.paths())
        journal.close()


class TestJudgeFile:
    def test_a_file_handed_in(self):
        page, judged = judge_file(html(REPORT.format("รอบหกเดือน")), name="report.html", question=Question("O43", 2566))

        assert "2566" in page.text
        assert judged.fiscal_year == 2566

    @pytest.mark.parametrize("content", [b"", b"\0" * 100, b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
    def test_bad_content_is_judged_to_be_nothing(self, content):
        page, judged = judge_file(content, name="x.pdf", question=Question(None, None))

        assert page.text.strip("\0") == ""
        assert judged.fiscal_year is None


class TestFetchOnce:
    def test_the_body_behind_a_redirect(self, site):
        assert fetch_once(f"{site.url}/to-data", options()) == b"<a/>"

    @pytest.mark.parametrize("path", ["/none", "/loop"])
    def test_says_what_cannot_be_had(self, site, path):
        with pytest.raises(OutsideError, match="cannot be opened"):
            fetch_once(f"{site.url}{path}", options())

    def test_guards_addresses(self, site):
        with pytest.raises(OutsideError):
            fetch_once(f"{site.url}/data.xml", AuditOptions())
        assert site.paths() == []


class TestCertify:
    def facts(self, result):
        return CertificateFacts(
            url=result.link.url,
            visited_at=datetime.now(UTC),
            issued_at=datetime.now(UTC),
            verdict_th="เปิดได้",
            verdict_en="opens",
            why_th="เปิดได้",
            why_en="it opens",
        )

    def test_a_kept_visit_gets_a_page_and_an_unknown_one_a_sentence(self, site, tmp_path):
        with snapshot_store(tmp_path) as store, page_reader(ocr=False) as reader:
            (result,) = audit_links(links_to(site, "/report.html"), agency=None, options=options(snapshots=store))
            drawn = certify(store, result.snapshot, self.facts(result), reader=reader)

            assert drawn.startswith(b"%PDF-")
            for unknown in ("", "01a21b80-874b-717c-b92c-d9b4cc6894d8"):
                with pytest.raises(PersonError, match="keeps no copy"):
                    certify(store, unknown, self.facts(result), reader=reader)
