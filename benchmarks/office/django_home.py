"""Runs a part of the benchmark in a process of its own, with a home and a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def environment(home: Path, *, port: int = 8000, database: str = "") -> dict[str, str]:
    """What prongsai reads; nothing of the surrounding settings gets through."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_"))}
    own = {"PRONGSAI_HOME": str(home), "PRONGSAI_BIND": f"127.0.0.1:{port}"}
    own |= {"DJANGO_SETTINGS_MODULE": "prongsai.config.settings"} | ({"DATABASE_URL": database} if database else {})
    return kept | own


def run_module(module: str, *words: object, env: dict[str, str]) -> Any:
    """The last line that `python -m module` prints, read as JSON."""
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def prepare() -> None:
    """Set Django up in this process and bring its database up to date."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
