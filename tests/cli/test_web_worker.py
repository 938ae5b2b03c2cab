"""An address that is too long for the web server: the page people get, over a real connection to a real server."""

import http.client
import logging
import socket
import threading
from types import SimpleNamespace

import pytest
from gunicorn.http.errors import InvalidRequestLine, LimitRequestLine

from prongsai.cli import web_worker
from prongsai.cli.web_worker import LONGEST_REQUEST_LINE, WebWorker
from tests.apps.operations.places import Place
from tests.cli.test_start_logs import free_port, get, wait_for

QUERY = "%E0%B8%81" * 3000


def worker():
    made = object.__new__(WebWorker)
    made.log = logging.getLogger("tests.web_worker")
    return made


def answer_to(error, sent=b""):
    ours, theirs = socket.socketpair()
    theirs.sendall(sent)
    said = []

    def read():
        theirs.settimeout(5)
        while piece := theirs.recv(65536):
            said.append(piece)
        theirs.close()

    reader = threading.Thread(target=read)
    reader.start()
    worker().handle_error(None, ours, ("127.0.0.1", 1), error)
    ours.close()
    reader.join()
    return b"".join(said)


class TestWebWorker:
    def test_answers_a_long_address_in_both_languages(self):
        head, _, body = answer_to(LimitRequestLine(27000, 8190)).partition(b"\r\n\r\n")

        assert head.startswith(b"HTTP/1.1 414 URI Too Long\r\n")
        assert f"Content-Length: {len(body)}".encode() in head
        assert b"Content-Security-Policy: default-src 'none'" in head
        assert "ไม่เกิน 200 ตัวอักษร" in body.decode()
        assert "at most 200 letters" in body.decode()

    def test_leaves_other_faults_to_gunicorn(self):
        said = answer_to(InvalidRequestLine("x"))

        assert said.startswith(b"HTTP/1.1 400 Bad Request")

    def test_a_sender_that_went_away_raises_nothing(self):
        ours, theirs = socket.socketpair()
        theirs.close()

        worker().handle_error(None, ours, None, LimitRequestLine(27000, 8190))

        ours.close()

    def test_does_not_listen_for_ever_to_one_that_never_ends(self, monkeypatch):
        monkeypatch.setattr(web_worker, "_MOST_LEFT_BYTES", 10)
        left = [b"x" * 6, b"x" * 6, b"x" * 6]
        client = SimpleNamespace(
            settimeout=lambda _s: None,
            sendall=lambda _words: None,
            shutdown=lambda _how: None,
            recv=lambda _most: left.pop(0),
        )

        worker().handle_error(None, client, None, LimitRequestLine(27000, 8190))

        assert len(left) == 1

    def test_logs_no_word_of_the_address(self, caplog):
        with caplog.at_level(logging.WARNING):
            answer_to(LimitRequestLine(27000, 8190), sent=b"secret-words")

        assert "secret-words" not in caplog.text
        assert str(LONGEST_REQUEST_LINE) in caplog.text


class TestServer:
    @pytest.fixture
    def port(self, tmp_path):
        port = free_port()
        server = Place(tmp_path / "home").start("start", log=tmp_path / "log", PRONGSAI_BIND=f"127.0.0.1:{port}")
        try:
            wait_for(lambda: get(port, "/health/").status == 200)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)

    def test_three_thousand_thai_letters_get_the_page_and_the_next_request_its_answer(self, port):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        client.request("GET", f"/search/?q={QUERY}")
        answer = client.getresponse()

        assert (answer.status, answer.getheader("Content-Type")) == (414, "text/html; charset=utf-8")
        assert "คำค้นหรือที่อยู่ยาวเกินไป" in answer.read().decode()
        assert get(port, "/health/").status == 200

    def test_eight_hundred_are_taken(self, port):
        assert get(port, f"/search/?q={QUERY[: 800 * 9]}").status != 414
