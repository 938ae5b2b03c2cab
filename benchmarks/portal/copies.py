"""The static copy: the first of one agency, after one change, and of many agencies; each run a process of its own."""

import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.portal.home import filled_home, run


def measure(*, quick: bool = False) -> None:
    """Print seconds, peak memory and pages."""
    print("static copy, whole `prongsai publish` in its process: seconds of the writing itself, peak MB")
    with filled_home(1, 5) as (_home, env), tempfile.TemporaryDirectory() as folder:
        print(
            "  1 agency x 43 x 5, first      ",
            _told(run(["-m", "benchmarks.portal.copies", folder], env)),
            "(limit 10 s)",
        )
        run(["-c", _CHANGE], env)
        print(
            "  after one change              ",
            _told(run(["-m", "benchmarks.portal.copies", folder], env)),
            "(limit 0.5 s)",
        )
        print("  nothing changed               ", _told(run(["-m", "benchmarks.portal.copies", folder], env)))
    sizes, years = ((2, 4), 1) if quick else ((10, 30, 100), 5)
    with filled_home(sizes[0], years) as (_home, env):
        before = sizes[0]
        for agencies in sizes:
            if agencies > before:
                run(["-m", "benchmarks.portal.content", str(agencies), str(years), str(before + 1)], env)
            before = agencies
            with tempfile.TemporaryDirectory() as folder:
                told = _told(run(["-m", "benchmarks.portal.copies", folder], env))
            print(f"  {agencies:3} agencies x 43 x {years}, first   {told}", flush=True)


_CHANGE = """
import django; django.setup()
from datetime import datetime, UTC
from django.db import transaction
from prongsai.apps.disclosure.models import Publication
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.accounts.models import User
user = User.objects.create_user("bench", "a-long-pass-1", display_name="bench")
one = Publication.objects.select_related("agency", "item__year").filter(item__year__fiscal_year=2567, number=1).first()
withdraw_publication(publication=one, why="พิมพ์ผิด", by=user, at=datetime.now(UTC))
"""


def _told(printed: str) -> str:
    return printed.strip().splitlines()[-1]


def _child(folder: Path) -> str:
    import django

    django.setup()
    from datetime import datetime

    from prongsai.apps.portal.static_copy.publish import publish_site
    from prongsai.wiring import BANGKOK

    began, cpu = time.perf_counter(), time.process_time()
    publish_site(folder, at=datetime.now(BANGKOK))
    took, used = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the files are listed, which takes memory
    files = sum(1 for one in folder.rglob("*") if one.is_file())
    return f"{took:6.2f} s  CPU {used:6.2f} s  peak {peak:4.0f} MB  {files} files"


if __name__ == "__main__":
    print(_child(Path(sys.argv[1])))
