"""Clients that hand in parts over real connections: python -m benchmarks.office.clients PORT COUNT, desks as JSON on stdin

Each first opens a page for its officer's token, uncounted. Prints a line at the start and JSON at the end.
"""

import http.client
import json
import queue
import re
import sys
import threading
import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.office.stored import link_of

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Job = tuple[dict[str, str], int]
"""Cookies and token of an officer, and a part of theirs."""


def main() -> None:
    """Seconds, latencies, parts acknowledged by 302, parts without an answer, other answers."""
    port, count = int(sys.argv[1]), int(sys.argv[2])
    jobs = _jobs(port, json.load(sys.stdin))
    print("ready", flush=True)
    results: list[tuple[int, int, float]] = []
    began = time.perf_counter()
    threads = [threading.Thread(target=_work, args=(port, jobs, results)) for _place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    answers: dict[str, Any] = {"seconds": seconds, "latencies": [spent for _part, _status, spent in results]}
    answers["acknowledged"] = [part for part, status, _spent in results if status == 302]
    answers["unanswered"] = [part for part, status, _spent in results if status == 0]
    answers["other"] = [[part, status] for part, status, _spent in results if status not in (0, 302)]
    print(json.dumps(answers))


def _jobs(port: int, agencies: list[list[dict[str, Any]]]) -> "queue.SimpleQueue[Job]":
    """All parts, the agencies by turns, so that neighbours in time are of different agencies."""
    lines: list[list[Job]] = []
    for desks in agencies:
        line = []
        for desk in desks:
            if desk["parts"]:
                officer = _sign_on(port, desk["session"], desk["parts"][0])
                line += [(officer, part) for part in desk["parts"]]
        lines.append(line)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for place in range(max(map(len, lines))):
        for line in lines:
            if place < len(line):
                jobs.put(line[place])
    return jobs


def _sign_on(port: int, session: str, part: int) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/office/handover/parts/{part}/", headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    page = answer.read().decode()
    found, cookie = _TOKEN.search(page), re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")
    if answer.status != 200 or found is None or cookie is None:
        raise SystemExit(f"part {part}: {answer.status} {page[:300]}")
    connection.close()
    return {"cookie": f"sessionid={session}; csrftoken={cookie[1]}", "token": found[1]}


def _work(port: int, jobs: "queue.SimpleQueue[Job]", results: list[tuple[int, int, float]]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            officer, part = jobs.get_nowait()
        except queue.Empty:
            return
        values = {"csrfmiddlewaretoken": officer["token"], "version": "1", "note": "ลงเว็บไซต์แล้ว"}
        body = urlencode({**values, "links": link_of(part), "hand_in": "1"})
        headers = {"Cookie": officer["cookie"], "Content-Type": "application/x-www-form-urlencoded"}
        began, status = time.perf_counter(), 0
        try:
            connection.request("POST", f"/office/handover/parts/{part}/", body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):  # the worker was killed: never sent twice, so it can be counted
            connection.close()
        results.append((part, status, time.perf_counter() - began))


if __name__ == "__main__":
    main()
