"""The static copy behind nginx beside a hand-made file of the same size, by turns."""

import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from benchmarks.office.processes import free_port
from benchmarks.portal.home import filled_home, run
from benchmarks.portal.load import requests_per_second

CONF = """
user root; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; daemon off;
events {{ worker_connections 256; }}
http {{
  access_log off; include /etc/nginx/mime.types; sendfile on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


def measure(*, quick: bool = False) -> None:
    """Print requests a second of both."""
    if shutil.which("nginx") is None or shutil.which("wrk") is None:
        print("served: nginx or wrk is not installed")
        return
    with filled_home(1, 1) as (_home, env), tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        run(["-m", "prongsai.cli.main", "publish", str(site)], env)
        page = site / "agency-1" / "2563" / "o12" / "index.html"
        hand_made = site / "hand-made" / "index.html"
        hand_made.parent.mkdir()
        hand_made.write_bytes(b"x" * page.stat().st_size)
        port = free_port()
        conf = Path(folder) / "nginx.conf"
        conf.write_text(CONF.format(folder=folder, port=port, root=site))
        with subprocess.Popen(["nginx", "-c", str(conf), "-p", folder]) as server:
            try:
                rows: dict[str, list[float]] = {"/agency-1/2563/o12/": [], "/hand-made/": []}
                for _round in range(1 if quick else 5):
                    for path, found in rows.items():
                        found.append(requests_per_second(f"http://127.0.0.1:{port}{path}", seconds=2 if quick else 5))
            finally:
                server.terminate()
    ours, theirs = (statistics.median(found) for found in rows.values())
    print(
        f"served by nginx: our page {ours:.0f}/s, hand-made file of the same size {theirs:.0f}/s, {ours / theirs:.3f} (limit 0.95)"
    )
