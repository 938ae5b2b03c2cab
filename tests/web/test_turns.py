"""Turns: as many at once as there are, first come first served, and nobody waits long for one."""

import http.client
import socket
import socketserver
import threading
import time
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from prongsai.web import turns
from prongsai.web.turns import SHORT_BODY, Turns, TurnsMiddleware


@contextmanager
def taking(pool, order, patience_s=10.0):
    """A thread for each name, begun one after the other; each notes its name when its turn comes, and gives it back."""
    threads = []

    def take(name):
        if pool.take(patience_s):
            order.append(name)
            time.sleep(0.01)
            pool.give_back()
        else:
            order.append(f"{name} without")

    def begin(name):
        thread = threading.Thread(target=take, args=(name,))
        thread.start()
        threads.append(thread)
        until = time.monotonic() + 5
        while patience_s and len(pool._waiting) < len(threads) and time.monotonic() < until:
            time.sleep(0.001)

    yield begin
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()


class TestTurns:
    def test_as_many_as_there_are_come_at_once(self):
        pool = Turns(2)
        assert pool.take(0)
        assert pool.take(0)
        assert not pool.take(0)
        pool.give_back()
        assert pool.take(0)

    def test_whoever_waits_longest_is_next(self):
        pool, order = Turns(1), []
        assert pool.take(0)
        with taking(pool, order) as begin:
            for name in "abcdefgh":
                begin(name)
            pool.give_back()
        assert "".join(order) == "abcdefgh"

    def test_a_newcomer_does_not_pass_those_who_wait(self):
        pool, order = Turns(1), []
        assert pool.take(0)
        with taking(pool, order) as begin:
            begin("waiting")
            pool.give_back()
            # Handed on in the same step: there is no moment in which a newcomer finds it free.
            came = pool.take(0)
            order.append("newcomer") if came else None
            pool.give_back() if came else None
        assert order[0] == "waiting"

    def test_patience_ends(self):
        pool, order = Turns(1), []
        assert pool.take(0)
        with taking(pool, order, patience_s=0.05) as begin:
            begin("a")
        assert order == ["a without"]
        pool.give_back()
        assert pool.take(0), "the turn must not be lost to one that went away"

    def test_none_is_lost_or_doubled_by_many_that_give_up(self):
        pool, inside, most, guard = Turns(3), 0, 0, threading.Lock()

        def work(number):
            nonlocal inside, most
            for turn in range(60):
                if pool.take((number * 7 + turn) % 5 / 2000):
                    with guard:
                        inside += 1
                        most = max(most, inside)
                    time.sleep(0.0005)
                    with guard:
                        inside -= 1
                    pool.give_back()

        threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert most == 3
        assert [pool.take(0) for _ in range(4)] == [True, True, True, False]


@pytest.fixture
def pool(monkeypatch):
    own = Turns(2)
    monkeypatch.setattr(turns, "_turns", own)
    return own


def free_turns(pool):
    return pool._free


def post(body, content_type="application/x-www-form-urlencoded"):
    return RequestFactory().post("/", body, content_type=content_type)


class GoneStream:
    """What a server gives to read from when the sender went away."""

    def read(self, *_sizes):
        raise OSError("gone")

    def close(self):
        pass


class TestMiddleware:
    def test_a_request_has_a_turn_while_it_is_worked_on_and_gives_it_back(self, pool):
        seen = []
        middleware = TurnsMiddleware(lambda request: seen.append(free_turns(pool)) or HttpResponse("done"))
        assert middleware(RequestFactory().get("/")).content == b"done"
        assert (seen, free_turns(pool)) == ([1], 2)

    def test_a_fault_gives_it_back(self, pool):
        def fail(request):
            raise ValueError("in the page")

        with pytest.raises(ValueError, match="in the page"):
            TurnsMiddleware(fail)(RequestFactory().get("/"))
        assert free_turns(pool) == 2

    def test_a_form_is_there_before_the_turn_and_can_be_read_in_it(self, pool):
        read = []
        TurnsMiddleware(lambda request: read.append(request.POST["name"]) or HttpResponse())(post("name=%E0%B8%81"))
        assert read == ["ก"]

    def test_a_small_upload_can_be_read_in_it(self, pool):
        body = (
            '--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n'
            "Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n"
        )
        read = []
        TurnsMiddleware(lambda request: read.append(request.FILES["f"].read()) or HttpResponse())(
            post(body, "multipart/form-data; boundary=b")
        )
        assert read == [b"hello"]

    def test_a_long_body_is_not_read_and_takes_no_turn(self, pool):
        seen = []

        def work(request):
            seen.append((free_turns(pool), hasattr(request, "_body")))
            return HttpResponse()

        TurnsMiddleware(work)(post(b"x" * (SHORT_BODY + 1), "application/octet-stream"))
        TurnsMiddleware(work)(post(b"x" * SHORT_BODY, "application/octet-stream"))
        assert seen == [(2, False), (1, True)]

    @pytest.mark.parametrize("length", ["many", "-5", "\u0663", "²", "9" * 5000])
    def test_an_odd_length_is_read_by_nobody_here(self, pool, length):
        request = RequestFactory().get("/")
        request.META["CONTENT_LENGTH"] = length
        request._stream = GoneStream()
        assert TurnsMiddleware(lambda request: HttpResponse("done"))(request).content == b"done"

    def test_a_sender_that_breaks_off_has_nothing_done(self, pool):
        request, done = post("name=1"), []
        request._stream = GoneStream()
        assert TurnsMiddleware(lambda request: done.append("work"))(request).status_code == 400
        assert (done, free_turns(pool)) == ([], 2)

    def test_a_limit_below_the_short_body_is_said_by_whoever_reads(self, pool, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

        def work(request):
            with pytest.raises(RequestDataTooBig):
                request.body  # noqa: B018
            return HttpResponse("said")

        assert TurnsMiddleware(work)(post("name=longer-than-ten")).content == b"said"

    def test_work_begins_without_a_turn_when_all_are_held_long(self, pool, monkeypatch):
        monkeypatch.setattr(turns, "PATIENCE_S", 0.05)
        assert pool.take(0)
        assert pool.take(0)
        began = time.monotonic()
        assert TurnsMiddleware(lambda request: HttpResponse("done"))(RequestFactory().get("/")).content == b"done"
        assert time.monotonic() - began >= 0.05
        assert free_turns(pool) == 0, "what it did not take it must not give back"


class _Threaded(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def test_a_slow_sender_holds_up_nobody(pool, settings):
    """A real connection whose form comes in two halves: others are answered in between, with every turn free."""
    seen = []

    def application(environ, start_response):
        request = WSGIRequest(environ)

        def work(request):
            seen.append((request.method, request.POST.get("name", ""), free_turns(pool)))
            return HttpResponse("done")

        answer = TurnsMiddleware(work)(request)
        start_response("200 OK", [("Content-Length", str(len(answer.content)))])
        return [answer.content]

    with make_server("127.0.0.1", 0, application, server_class=_Threaded, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        port = server.server_port
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
        for one in slow:
            one.sendall(
                b"POST / HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nname"
            )
        quick = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        quick.request("GET", "/")
        assert quick.getresponse().status == 200
        for one in slow:
            one.sendall(b"=late")
            assert one.makefile("rb").read().endswith(b"done")
            one.close()
        server.shutdown()
    assert seen == [("GET", "", 1), *[("POST", "late", 1)] * 4]
