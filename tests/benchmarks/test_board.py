"""The board's benchmark runs small and keeps its limit of queries."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_prints_queries_and_cpu_time_of_a_board():
    command = [sys.executable, "-m", "benchmarks.board", "--publications", "20", "--years", "3", "--runs", "3"]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )

    found = dict(line.split() for line in done.stdout.splitlines())
    assert found["status"] == "200"
    assert found["items"] == "43"
    assert int(found["queries"]) <= 10
