"""The worker is a process that may hang, crash or eat its memory: the reader answers all the same, and the next document is read."""

import os
import signal
import threading
import time

import pytest

from prongsai.adapters.page_json import page_from_json, page_to_json
from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from prongsai.adapters.reading_worker import ReadingWorker
from prongsai.audit.page import DigitRun, PageLink, PageText
from tests.adapters.page.documents import THAI, docx, packed, text_pdf

QUICK = ReadLimits(wall_s=0.6, grace_s=0.4, office_wall_s=0.5, ocr_wall_s=0.5)


@pytest.fixture
def worker():
    found = ReadingWorker(QUICK)
    yield found
    found.close()


def read(worker: ReadingWorker, content: bytes, form: str = "zip") -> PageText:
    return worker.read(content, form=form, name="", kind="docx")


class TestProcess:
    def test_one_process_serves_many_documents(self, worker):
        read(worker, docx())
        first = worker._process.pid

        for _ in range(5):
            assert THAI in read(worker, docx()).text

        assert worker._process.pid == first

    def test_a_killed_worker_loses_its_document_and_no_other(self, worker):
        read(worker, docx())
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()

        assert THAI in read(worker, docx()).text

    def test_a_worker_that_dies_while_reading_answers_with_a_problem(self, worker):
        read(worker, docx())
        os.kill(worker._process.pid, signal.SIGSTOP)
        threading.Timer(0.2, os.kill, (worker._process.pid, signal.SIGKILL)).start()

        page = read(worker, docx())

        assert page.problem in {"out_of_memory", "damaged"}
        assert THAI in read(worker, docx()).text

    def test_a_worker_that_hangs_is_killed_in_time(self, worker):
        read(worker, docx())
        pid = worker._process.pid
        os.kill(pid, signal.SIGSTOP)

        start = time.monotonic()
        page = read(worker, docx())

        assert page.problem == "out_of_time"
        assert time.monotonic() - start < 2.5
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_a_hanging_worker_does_not_block_the_sender_of_a_large_file(self, worker):
        read(worker, docx())
        os.kill(worker._process.pid, signal.SIGSTOP)

        assert read(worker, b"%PDF-" + b"x" * 5_000_000, "pdf").problem == "out_of_time"

    def test_the_worker_ends_with_its_reader(self):
        with build_page_reader() as found:
            found.read(docx())
            pid = found._workers[0]._process.pid

        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_threads_share_workers(self):
        with build_page_reader(workers=2) as found:
            texts: list[str] = []
            threads = [threading.Thread(target=lambda: texts.append(found.read(docx()).text)) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert len(texts) == 8
        assert all(THAI in text for text in texts)


class TestMemory:
    def test_memory_is_bounded_inside_the_worker(self):
        rows = "<row>" + "".join(f"<c t='inlineStr'><is><t>{'x' * 200}</t></is></c>" for _ in range(400)) + "</row>"
        sheet = f"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows * 300}</sheetData></worksheet>"
        book = (
            "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
            "<sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>"
        )
        relations = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
            "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
        )
        content = packed(
            {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet}
        )
        limits = ReadLimits(memory_bytes=140_000_000, wall_s=10)

        with build_page_reader(limits) as small:
            page = small.read(content)

            assert page.problem in {"out_of_memory", "damaged", "too_big"}
            assert page.kind in {"xlsx", "archive"}
            assert small.read(text_pdf("ต่อไป")).text == "ต่อไป"


class TestPageJson:
    def test_a_page_round_trips(self):
        page = PageText(
            kind="pdf", text="ก\n\ud800", title="t", headings=("h",), pages=("ก",), page_count=2, links=(PageLink("a", "b"),),
            ocr_pages=(1,), digit_runs=(DigitRun(1, "๒๕๖๖", 0.99),), unsure_digits=3, members=("m",), problem="needs_ocr", detail="d",
        )  # fmt: skip

        found = page_from_json(page_to_json(page))

        assert found.text == "ก\n?"
        assert (found.links, found.digit_runs, found.headings) == (page.links, page.digit_runs, page.headings)

    @pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"kind": "pdf"}'])
    def test_anything_else_is_refused(self, content):
        with pytest.raises((ValueError, KeyError, TypeError)):
            page_from_json(content)
