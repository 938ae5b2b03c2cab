"""The one-time code that opens the first-run wizard from another machine; `prongsai start` prints it."""

import os
import secrets
from pathlib import Path

from django.conf import settings


def ensure_setup_code() -> str:
    """The code, made on first use and readable by the owner only."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("-".join(f"{secrets.randbelow(10_000):04d}" for _ in range(4)))
    return path.read_text().strip()


def is_setup_code(given: str) -> bool:
    """Whether this is the code; false while none was made."""
    path = _path()
    expected = path.read_text().strip() if path.exists() else ""
    digits = "".join(character for character in given if character.isdigit())
    return bool(expected) and secrets.compare_digest(digits, expected.replace("-", ""))


def drop_setup_code() -> None:
    """Forget the code once the wizard is done."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    home: Path = settings.PRONGSAI.home
    return home / "setup-code"
