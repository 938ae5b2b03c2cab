"""`python -m tests.rewritten` puts by the form of each test module that pytest runs, with its asserts spelt out.

On a fresh clone each worker would make all of them for itself, half a minute of CPU; `make test` has them made once, by the
core that mypy leaves idle. What is up to date already is left alone.
"""

import gc
import sys
from collections.abc import Iterable
from pathlib import Path

from _pytest.assertion import AssertionState
from _pytest.assertion.rewrite import PYC_TAIL, _read_pyc, _rewrite_test, _write_pyc, get_cache_dir
from _pytest.config import Config, get_config

TESTS = Path(__file__).parent


def list_modules() -> list[Path]:
    """Those whose asserts pytest spells out."""
    return sorted({*TESTS.rglob("test_*.py"), *TESTS.rglob("conftest.py")})


def put_by(modules: Iterable[Path]) -> int:
    """Write the form of each module where pytest looks for it; gives how many were not there."""
    gc.disable()  # trees of code come and go without circles: a fifth less time
    config = get_config()
    config.parse(["--noconftest", "-p", "no:django", "-c", "/dev/null"])
    return sum(_put_by(module, config) for module in modules)


def place_of(module: Path) -> Path:
    return get_cache_dir(module) / f"{module.stem}{PYC_TAIL}"


def _put_by(module: Path, config: Config) -> bool:
    place = place_of(module)
    if _read_pyc(module, place) is not None:
        return False
    source_hash, code = _rewrite_test(module, config)
    place.parent.mkdir(parents=True, exist_ok=True)
    return _write_pyc(AssertionState(config, "rewrite"), code, source_hash, place)


if __name__ == "__main__":
    print(f"{put_by([Path(name).resolve() for name in sys.argv[1:]] or list_modules())} test modules put by")
