"""A data folder of the benchmark's own, with agencies that published something for every item of several years."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def environment(home: Path, port: int = 8000) -> dict[str, str]:
    """The variables with which the product's processes run in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_"))}
    return {
        **kept,
        "PRONGSAI_HOME": str(home),
        "PRONGSAI_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(Path.cwd()), os.environ.get("PYTHONPATH", "")))),
    }


@contextlib.contextmanager
def filled_home(agencies: int, years: int, *, port: int = 8000) -> Iterator[tuple[Path, dict[str, str]]]:
    """A migrated folder with so many agencies, 43 items a year; gone with the block."""
    with tempfile.TemporaryDirectory(prefix="prongsai-bench-") as folder:
        home = Path(folder)
        env = environment(home, port)
        run(["-m", "prongsai.cli.main", "manage", "migrate", "--verbosity", "0"], env)
        run(["-m", "benchmarks.portal.content", str(agencies), str(years)], env)
        yield home, env


def run(arguments: list[str], env: dict[str, str]) -> str:
    """Python with these arguments; gives what it printed. Raises CalledProcessError."""
    done = subprocess.run([sys.executable, *arguments], env=env, check=True, capture_output=True, text=True)
    return done.stdout
