"""What `python -m tests.rewritten` puts by is what pytest reads: its ways in are not promised to stay."""

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, kept_in: Path) -> str:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(kept_in)}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


class TestModulesPutBy:
    def test_are_found_by_pytest(self, tmp_path):
        said = run("tests.rewritten", __file__, kept_in=tmp_path)
        again = run("tests.rewritten", __file__, kept_in=tmp_path)
        few = ("--noconftest", "-p", "no:django", "-p", "no:schemathesis", "-p", "no:cacheprovider")
        run("pytest", "--collect-only", *few, f"--debug={tmp_path / 'debug'}", __file__, kept_in=tmp_path)

        assert (said, again) == ("1 test modules put by\n", "0 test modules put by\n")
        assert f"found cached rewritten pyc for {__file__}" in (tmp_path / "debug").read_text()
