"""A disk that takes no more while work is handed in: one clear sentence, nothing half-written, and later it goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.full_disk import FILES

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "พื้นที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม"


def hand_in_on_a_full_disk(home, what):
    environment = os.environ | {"PRONGSAI_HOME": str(home)}
    environment.pop("DATABASE_URL", None)  # the limit is of this process's files, so of SQLite
    command = [sys.executable, "-m", "tests.faults.full_disk", what]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
class TestFullDisk:
    @pytest.mark.parametrize("what", ["file", "upload", "database"])
    def test_leaves_nothing_half_written_and_says_so_once(self, tmp_path, what):
        kept = [len(FILES[what])] if what in FILES else []

        seen = hand_in_on_a_full_disk(tmp_path, what)

        assert seen["full"]["status"] == 503
        assert seen["full"]["text"].count(SENTENCE) == 1
        assert "Traceback" not in seen["full"]["text"]
        if what != "upload":  # there the form itself could not be read
            assert "ลงเว็บแล้ว</textarea>" in seen["full"]["text"]
        assert seen["left"] == {"files": [], "evidence": 0, "part": ["todo", 1], "history": 0}
        assert seen["again"] == 302
        assert seen["after"] == {"files": kept, "evidence": len(kept), "part": ["handed_in", 2], "history": 0}
