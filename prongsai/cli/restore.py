"""`prongsai restore FILE`: a backup into an empty place, ending with verify."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prongsai.cli.screen import print_json
from prongsai.core.errors import PersonError
from prongsai.settings import read_settings

_MADE_AT_START = ("secret-key", "static", "prongsai.sqlite3")
"""What any start makes in a home that has none: a key, a folder, and a database file of no bytes."""


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when what was restored does not verify."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    with _nothing_left_of_a_refusal(read_settings(os.environ).home):
        import django

        django.setup()
        from prongsai.apps.operations.restore import restore

        done = restore(Path(arguments.file))
    if arguments.json:
        print_json(
            {
                "made_at": done.made_at, "rows": done.rows, "files": done.files, "chains": done.chains,
                "faults": [english for _thai, english in done.faults], "keeps_own_key": done.keeps_own_key,
            }
        )  # fmt: skip
        return 1 if done.faults else 0
    print(f"กู้คืนแล้ว / restored: {done.rows} rows, {done.files} files ({done.made_at})")
    if done.keeps_own_key:
        print("ใช้กุญแจของเครื่องนี้ (PRONGSAI_SECRET_KEY_FILE) / this machine's own secret key is kept")
    for agency, head in done.chains.items():
        print(f"{agency}: {head}")
    for thai, english in done.faults:
        print(f"  {thai} / {english}")
    print(
        "ลูกโซ่ครบถ้วน / the chain holds" if not done.faults else f"พบ {len(done.faults)} จุด / {len(done.faults)} faults"
    )
    return 1 if done.faults else 0


@contextmanager
def _nothing_left_of_a_refusal(home: Path) -> Iterator[None]:
    """Take away what only starting has made in an empty place; whatever holds more than that stays."""
    had_home, had = home.exists(), {name for name in _MADE_AT_START if (home / name).exists()}
    try:
        yield
    except PersonError:
        for name in _MADE_AT_START:
            path = home / name
            if name in had or (name != "secret-key" and path.is_file() and path.stat().st_size):
                continue
            if path.is_dir():
                _remove_if_empty(path)
            else:
                path.unlink(missing_ok=True)
        if not had_home and home.exists():
            _remove_if_empty(home)
        raise


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
