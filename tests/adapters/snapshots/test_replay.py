"""A real server, the real client, a real folder: what was fetched is what public tools read back."""

import gzip
import subprocess
import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from warcio.archiveiterator import ArchiveIterator

from prongsai.adapters.http_pycurl import build_fetcher
from prongsai.adapters.snapshots import SnapshotStore
from prongsai.audit.fetch_port import Request, TimeLimits
from tests.adapters.snapshots.visits import PAGE


class Pages(BaseHTTPRequestHandler):
    """A packed page in chunks, a plain one that answers 304, a redirect and a body that breaks off."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/packed":
            content = gzip.compress(PAGE, mtime=0)
            self.answer(200, Content_Encoding="gzip", Transfer_Encoding="chunked")
            for piece in (content[:20], content[20:], b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        elif self.path == "/plain" and self.headers.get("If-None-Match") == '"1"':
            self.answer(304, ETag='"1"')
        elif self.path == "/plain":
            self.answer(200, ETag='"1"', Content_Length=str(len(PAGE)))
            self.wfile.write(PAGE)
        elif self.path == "/moved":
            self.answer(301, Location="/plain", Content_Length="0")
        else:
            self.answer(200, Content_Length="1000")
            self.wfile.write(b"only this")
            self.close_connection = True

    def answer(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_arguments):
        """Nothing on the screen."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def kept(site, tmp_path):
    """The folder and the names of what was kept: packed, plain, not modified, moved, broken off."""
    client = build_fetcher(
        limits=TimeLimits(), user_agent="prongsai test", allow_hosts=frozenset({"127.0.0.1"}), max_connections=1
    )

    def fetch(path, **changes):
        at = datetime.now(UTC)
        client.start(Request(site + path, **changes), None)
        answers = []
        while not answers:
            answers = client.finished(5)
        return answers[0][1], at

    try:
        with SnapshotStore(tmp_path) as store:
            names = [
                store.keep([fetch("/packed")], link_id="1"),
                store.keep([fetch("/plain")], link_id="2"),
                store.keep([fetch("/plain", etag='"1"')], link_id="2"),
                store.keep([fetch("/moved"), fetch("/plain")], link_id="3"),
                store.keep([fetch("/broken")], link_id="4"),
            ]
    finally:
        client.close()
    return tmp_path, names


class TestReplay:
    def test_the_store_gives_every_body_back(self, kept):
        folder, (packed, plain, not_modified, moved, _broken) = kept
        with SnapshotStore(folder) as store:
            assert [store.read(name)[1] for name in (packed, plain, not_modified, moved)] == [PAGE] * 4
            assert [store.find(name).status for name in (packed, plain, not_modified, moved)] == [200, 200, 304, 200]
            assert gzip.decompress(store.read_as_sent(packed)[1]) == PAGE
            assert store.find(packed).payload_sha256 != store.find(plain).payload_sha256
            assert store.verify() == []

    def test_warcio_finds_no_fault_and_reads_the_same(self, kept):
        folder, _names = kept
        (warc,) = (folder / "archive").iterdir()

        checked = subprocess.run(
            [Path(sys.executable).parent / "warcio", "check", "-v", warc], check=False, capture_output=True, text=True
        )

        assert checked.returncode == 0
        assert checked.stdout.count("digest pass") > 8
        assert "fail" not in checked.stdout
        found = {}
        with warc.open("rb") as stream:
            for record in ArchiveIterator(stream):
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                if record.rec_type == "request":
                    assert record.http_headers.get_header("User-Agent") == "prongsai test"
                found.setdefault((record.rec_type, address.rpartition("/")[2]), record.content_stream().read())
        assert found["response", "packed"] == found["response", "plain"] == PAGE
        assert ("revisit", "plain") in found
        assert ("response", "moved") in found
        assert b"fetch-problem: connection_reset" in found["metadata", "broken"]

    def test_each_answer_says_whom_it_came_from(self, kept):
        folder, _names = kept
        (warc,) = (folder / "archive").iterdir()
        with warc.open("rb") as stream:
            addresses = {
                record.rec_headers.get_header("WARC-IP-Address")
                for record in ArchiveIterator(stream)
                if record.rec_type in ("response", "revisit")
            }
        assert addresses == {"127.0.0.1"}
