"""One client over one list of addresses, in a process of its own; prints {"cpu_s", "wall_s", "ok", "peak_mb"} as JSON.

python -m benchmarks.audit.clients.runs CLIENT URLS CA_FILE
"""

import asyncio
import hashlib
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

IN_FLIGHT = 200
Run = Callable[[list[str], str], int]


def _ours(urls: list[str], *, verify: bool = True) -> int:
    from prongsai.adapters.http_pycurl import build_fetcher
    from prongsai.audit.fetch_port import Request, TimeLimits

    hosts = frozenset(re.match(r"https?://([^:/]+)", url)[1] for url in urls)  # type: ignore[index]
    client = build_fetcher(
        limits=TimeLimits(), user_agent="prongsai-bench", allow_hosts=hosts, max_connections=IN_FLIGHT
    )
    for url in urls:
        client.start(Request(url, verify_tls=verify), None)
    ok = done = 0
    while done < len(urls):
        for _, answer in client.finished(1.0):
            done += 1
            hashlib.sha256(answer.body).digest()
            ok += answer.status == 200
    client.close()
    return ok


def prongsai(urls: list[str], ca_file: str) -> int:
    """The product's client, certificates verified."""
    return _ours(urls)


def prongsai_unverified(urls: list[str], ca_file: str) -> int:
    return _ours(urls, verify=False)


def _with_options(urls: list[str], change: Callable[[object], None], *, verify: bool = True) -> int:
    from prongsai.adapters import http_pycurl

    set_once = http_pycurl._Transfer._set_once

    def changed(transfer: object, limits: object, ca_file: str) -> None:
        set_once(transfer, limits, ca_file)  # type: ignore[arg-type]
        change(transfer.easy)  # type: ignore[attr-defined]

    http_pycurl._Transfer._set_once = changed  # type: ignore[assignment]
    return _ours(urls, verify=verify)


def pycurl_ca_blob(urls: list[str], ca_file: str) -> int:
    """The authorities given from memory (CAINFO_BLOB)."""
    import pycurl

    blob = Path(ca_file).read_bytes()
    return _with_options(urls, lambda easy: easy.setopt(pycurl.CAINFO_BLOB, blob))  # type: ignore[attr-defined]


def pycurl_no_ca_cache(urls: list[str], ca_file: str) -> int:
    """The authorities from a file, parsed for every connection (CURLOPT_CA_CACHE_TIMEOUT 0)."""
    return _with_options(urls, lambda easy: easy.setopt(321, 0))  # type: ignore[attr-defined]


def pycurl_no_ca_cache_unverified(urls: list[str], ca_file: str) -> int:
    return _with_options(urls, lambda easy: easy.setopt(321, 0), verify=False)  # type: ignore[attr-defined]


def pycurl_no_sessions(urls: list[str], ca_file: str) -> int:
    """No TLS session kept for the next connection to the same host."""
    import pycurl

    return _with_options(urls, lambda easy: easy.setopt(pycurl.SSL_SESSIONID_CACHE, 0))  # type: ignore[attr-defined]


def pycurl_multi_select(urls: list[str], ca_file: str) -> int:
    """pycurl as its examples have it: perform and select, BytesIO, one connection cache; no guard, no answer object."""
    import io

    import pycurl

    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_MAXCONNECTS, 4 * IN_FLIGHT)
    waiting = list(reversed(urls))
    idle = []
    for _ in range(IN_FLIGHT):
        easy = pycurl.Curl()
        easy.setopt(pycurl.NOSIGNAL, 1)
        easy.setopt(pycurl.CAINFO, ca_file)
        easy.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        idle.append(easy)
    ok = done = 0
    while done < len(urls):
        while waiting and idle:
            easy = idle.pop()
            easy.body = io.BytesIO()
            easy.setopt(pycurl.WRITEFUNCTION, easy.body.write)
            easy.setopt(pycurl.URL, waiting.pop())
            multi.add_handle(easy)
        multi.perform()
        while True:
            left, good, bad = multi.info_read()
            for easy in (*good, *(each[0] for each in bad)):
                ok += easy.getinfo(pycurl.RESPONSE_CODE) == 200
                hashlib.sha256(easy.body.getvalue()).digest()
                multi.remove_handle(easy)
                idle.append(easy)
                done += 1
            if not left:
                break
        multi.select(1.0)
    return ok


def wreq(urls: list[str], ca_file: str) -> int:
    import wreq as library

    async def run() -> int:
        client = library.Client(tls_verify=False)
        waiting = list(reversed(urls))
        ok = 0

        async def work() -> None:
            nonlocal ok
            while waiting:
                answer = await client.get(waiting.pop())
                hashlib.sha256(bytes(await answer.bytes())).digest()
                ok += answer.status.as_int() == 200

        await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
        return ok

    return asyncio.run(run())


def aiohttp(urls: list[str], ca_file: str) -> int:
    import ssl

    import aiohttp as library

    async def run() -> int:
        waiting = list(reversed(urls))
        ok = 0
        context = ssl.create_default_context(cafile=ca_file)
        connector = library.TCPConnector(limit=IN_FLIGHT, ssl=context)
        async with library.ClientSession(connector=connector, cookie_jar=library.DummyCookieJar()) as session:

            async def work() -> None:
                nonlocal ok
                while waiting:
                    async with session.get(waiting.pop()) as answer:
                        hashlib.sha256(await answer.read()).digest()
                        ok += answer.status == 200

            await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))
        return ok

    return asyncio.run(run())


RUNS: dict[str, Run] = {
    run.__name__: run
    for run in (
        *(prongsai, prongsai_unverified, pycurl_multi_select, wreq, aiohttp),
        *(pycurl_no_ca_cache, pycurl_no_ca_cache_unverified, pycurl_ca_blob, pycurl_no_sessions),
    )
}

if __name__ == "__main__":
    links = Path(sys.argv[2]).read_text().split()
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF)
    count = RUNS[sys.argv[1]](links, sys.argv[3])
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print(json.dumps({"cpu_s": cpu, "wall_s": wall, "ok": count, "peak_mb": int(peak[1]) / 1024 if peak else 0}))
