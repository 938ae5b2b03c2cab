"""From `prongsai start` to the first answer, and the memory of web and worker after many requests."""

import http.client
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import machine
from benchmarks.office.django_home import environment, run_module
from benchmarks.office.processes import cpu_s, free_port, memory_mb, running, wait_for_answer

PRONGSAI = str(Path(sys.executable).with_name("prongsai"))


def measure_start(agencies: int = 20, items: int = 43, *, requests: int = 500, starts: int = 3) -> dict[str, Any]:
    """Print both; seconds and CPU of each start, memory by process."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = environment(Path(folder), port=port)
        desks = run_module("benchmarks.office.desks", agencies, items, env=env)
        seconds, spent = [], []
        for turn in range(starts):
            with running(subprocess.Popen([PRONGSAI, "start"], env=env, stdout=subprocess.DEVNULL)) as server:
                seconds.append(wait_for_answer(port))
                spent.append(cpu_s(server.pid))
                if turn == starts - 1:
                    answered = _ask(port, [desk for agency in desks for desk in agency if desk["parts"]], requests)
                    memory = memory_mb(server.pid)
    shown = ", ".join(f"{one:.1f} ({cpu:.1f} CPU)" for one, cpu in zip(seconds, spent, strict=True))
    print(f"start to first answer, seconds: {shown}, at most 4; {machine()}")
    each = ", ".join(f"{name} {size:.0f}" for name, size in memory.items())
    print(f"PSS after {requests} requests, MB: {sum(memory.values()):.0f} ({each}), at most 300; answers {answered}")
    return {"seconds": seconds, "memory": memory, "answered": answered}


def _ask(port: int, desks: list[dict[str, Any]], requests: int) -> dict[str, int]:
    """Open pages by turns as each officer; gives how many answers of each status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    answered: dict[str, int] = {}
    for turn in range(requests):
        desk = desks[turn // 4 % len(desks)]
        pages = ("/office/", "/office/handover/", f"/office/handover/parts/{desk['parts'][0]}/", "/office/rounds/")
        connection.request("GET", pages[turn % 4], headers={"Cookie": f"sessionid={desk['session']}"})
        answer = connection.getresponse()
        answer.read()
        answered[str(answer.status)] = answered.get(str(answer.status), 0) + 1
    connection.close()
    return answered
