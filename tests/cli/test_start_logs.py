"""A whole server: what it logs, line by line in JSON, and the processes it is made of."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import time
from urllib.parse import urlencode

from tests.apps.operations.places import Place


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    return [int(one) for one in os.popen(f"pgrep -P {pid}").read().split()]


def grandchildren_of(pid):
    return [below for child in children_of(pid) for below in children_of(child)]


def wait_for(is_so, limit_s=60):
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if is_so():
                return
        time.sleep(0.1)
    raise AssertionError(f"not so within {limit_s} s")


def get(port, path, **headers):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    client.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = client.getresponse()
    answer.read()
    return answer


class TestJsonLogs:
    def test_every_line_is_json_and_requests_are_found_by_their_number(self, tmp_path):
        port, log = free_port(), tmp_path / "log"
        place = Place(tmp_path / "home")
        server = place.start("start", log=log, PRONGSAI_BIND=f"127.0.0.1:{port}", PRONGSAI_LOG="json")
        try:
            wait_for(lambda: get(port, "/health/").status == 200)
            ready = get(port, "/health/ready/")
            asked = get(port, "/office/plans/4711/?text=somebody", X_Request_ID="number-of-a-proxy")
            # A worker of gunicorn that is killed is said by gunicorn itself; it is the one below a child of ours.
            for worker in grandchildren_of(server.pid):
                os.kill(worker, signal.SIGKILL)
            time.sleep(1.5)
        finally:
            server.terminate()
            server.wait(timeout=30)

        lines = [json.loads(line) for line in log.read_text().splitlines()]
        found = [line for line in lines if line.get("request_id") == "number-of-a-proxy"]
        assert ready.status == 200
        assert asked.getheader("X-Request-ID") == "number-of-a-proxy"
        assert [(line["method"], line["status"]) for line in found if line["logger"] == "prongsai.request"] == [
            ("GET", 302)
        ]
        assert "4711" not in log.read_text()
        assert "somebody" not in log.read_text()
        assert {line["logger"] for line in lines} >= {"prongsai.request", "gunicorn.error"}


class TestProcesses:
    def test_several_serve_pages_and_jobs_come_back_when_they_were_killed(self, tmp_path):
        port, log = free_port(), tmp_path / "log"
        place = Place(tmp_path / "home")
        server = place.start("start", log=log, PRONGSAI_BIND=f"127.0.0.1:{port}", PRONGSAI_WEB_WORKERS="2")
        try:
            wait_for(lambda: get(port, "/health/").status == 200)
            # The first worker answers before the second was made.
            wait_for(lambda: len(grandchildren_of(server.pid)) == 2)
            pages, jobs = sorted(children_of(server.pid), key=lambda child: -len(children_of(child)))
            assert len(children_of(pages)) == 2
            assert get(port, "/health/").getheader("Connection") == "close"

            os.kill(jobs, signal.SIGKILL)

            wait_for(lambda: len(children_of(server.pid)) == 2 and jobs not in children_of(server.pid))
            assert "jobs ended by itself (code -9)" in log.read_text()
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0
        assert children_of(server.pid) == []

    def test_one_alone_keeps_connections(self, tmp_path):
        port = free_port()
        server = Place(tmp_path / "home").start("start", log=tmp_path / "log", PRONGSAI_BIND=f"127.0.0.1:{port}")
        try:
            wait_for(lambda: get(port, "/health/").status == 200)
            assert get(port, "/health/").getheader("Connection") != "close"
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0


class TestExample:
    def test_draws_a_report_right_after_the_first_start(self, tmp_path):
        """The example draws a PDF itself: its threads must not be missing in the process that serves the pages."""
        port = free_port()
        place = Place(tmp_path / "home")
        server = place.start("start", "--example", log=tmp_path / "log", PRONGSAI_BIND=f"127.0.0.1:{port}")
        try:
            wait_for(lambda: get(port, "/health/").status == 200, 300)
            cookies = sign_in(port, "clerk", "prongsai-demo")
            plans = read(port, "/office/plans/", cookies)
            (plan, *_others) = re.findall(r"/office/plans/(\d+)/", plans.decode())
            for _time in range(2):
                assert read(port, f"/office/plans/{plan}/report/pdf/", cookies).startswith(b"%PDF")
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0


def read(port, path, cookies):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    client.request("GET", path, headers={"Cookie": cookies})
    answer = client.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status, body[:300])
    return body


def sign_in(port, name, password):
    """Cookies of a session, by the form as a browser without scripts sends it."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    client.request("GET", "/office/sign-in/")
    answer = client.getresponse()
    page, cookie = answer.read().decode(), answer.getheader("Set-Cookie").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    fields = urlencode({"csrfmiddlewaretoken": token, "username": name, "password": password})
    client.request(
        "POST", "/office/sign-in/", fields, {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    )
    answer = client.getresponse()
    answer.read()
    assert answer.status == 302, answer.status
    given = [value.partition(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
    return "; ".join([cookie, *given])
