"""Requests a second of the item page and the year index beside Wagtail: same machine, same database, same text and links.

Both run under gunicorn with two threads' workers on SQLite, by turns in one run, and both keep their connections. Wagtail's
site is the plain one its documentation teaches: page models, a template, no cache. Ours is asked three ways: as served (a
look at the database before each answer, so never stale), with each page drawn anew (a query string goes round the memory),
and by who holds the page already (304 for a few seconds without a look).
"""

import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.office.processes import free_port, running, start_web
from benchmarks.portal.home import filled_home
from benchmarks.portal.load import requests_per_second, wait_for

SITE = Path(__file__).parent / "wagtail_site"
PAGES = ("item page", "year index")


def measure(*, quick: bool = False) -> None:
    """Print medians."""
    rounds, seconds = (1, 2) if quick else (3, 6)
    port, other = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="wagtail-bench-") as folder, filled_home(1, 5, port=port) as (_home, env):
        python = _environment(Path(folder))
        theirs_env = {
            **env,
            "DJANGO_SETTINGS_MODULE": "site_settings",
            "PYTHONPATH": str(SITE),
            "BENCH_DB": f"{folder}/db.sqlite3",
        }
        version = _call(python, ["-c", "import wagtail; print(wagtail.__version__)"], theirs_env).strip()
        _call(python, ["-m", "django", "migrate", "--verbosity", "0"], theirs_env)
        _call(python, ["-m", "django", "fill"], theirs_env)
        gunicorn = [
            str(python),
            "-m",
            "gunicorn",
            "-b",
            f"127.0.0.1:{other}",
            "-w",
            "2",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--log-level",
            "warning",
            "site_wsgi:application",
        ]
        with running(start_web(env, port)), running(subprocess.Popen(gunicorn, env=theirs_env)):
            ours, theirs = f"http://127.0.0.1:{port}/agency-1/2566", f"http://127.0.0.1:{other}/2566"
            asked = {
                "item page, ours (as served)": f"{ours}/o12/",
                "item page, ours drawn anew": f"{ours}/o12/?anew=1",
                "item page, Wagtail": f"{theirs}/o12/",
                "item page, ours, held already (304)": f"{ours}/o12/",
                "year index, ours (as served)": f"{ours}/",
                "year index, ours drawn anew": f"{ours}/?anew=1",
                "year index, Wagtail": f"{theirs}/",
                "year index, ours, held already (304)": f"{ours}/",
            }
            tags = {f"{page}, ours, held already (304)": _tag(asked[f"{page}, ours (as served)"]) for page in PAGES}
            rates: dict[str, list[float]] = {name: [] for name in asked}
            sizes = {name: wait_for(url) for name, url in asked.items()}
            for _round in range(rounds):
                for name, url in asked.items():
                    rates[name].append(requests_per_second(url, seconds=seconds, header=tags.get(name, "")))
    print(f"requests a second beside Wagtail {version}, median of {rounds} (limit: 3 times)")
    for page in PAGES:
        base = statistics.median(rates[f"{page}, Wagtail"])
        for name in asked:
            if name.startswith(page):
                rate = statistics.median(rates[name])
                print(f"  {name:38} {rate:8.0f}/s  {rate / base:6.1f} x  {sizes[name]} bytes")


def _tag(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return f"If-None-Match: {answer.headers['ETag']}"


def _environment(folder: Path) -> Path:
    """Wagtail in a virtual environment of its own."""
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "-q", str(folder / "v")], check=True)
    python = folder / "v" / "bin" / "python"
    subprocess.run([uv, "pip", "install", "-q", "--python", str(python), "wagtail>=8,<9", "gunicorn"], check=True)
    return python


def _call(python: Path, arguments: list[str], env: dict[str, str]) -> str:
    return subprocess.run([str(python), *arguments], env=env, check=True, capture_output=True, text=True).stdout
