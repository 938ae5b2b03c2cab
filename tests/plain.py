"""A pytest plugin that takes every native module away: `python -m pytest -p tests.plain tests/audit` goes the plain way throughout."""

import sys
from pathlib import Path

for _source in (Path(__file__).parents[1] / "prongsai").glob("*/native/*.pyx"):
    _name = f"prongsai.{_source.parts[-3]}.native.{_source.stem}"
    sys.modules[_name] = None  # type: ignore[assignment]  # an import of it fails


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The tests of the twins themselves have nothing to look at."""
    return True if collection_path.name == "native" else None


def pytest_sessionstart() -> None:
    """Were a twin still in use, all that follows would prove nothing."""
    from prongsai.audit import fingerprint
    from prongsai.audit.judge import letters, year_evidence
    from prongsai.audit.reading import html_text

    assert html_text._tags is None
    assert fingerprint._letters_in is fingerprint.letters_in
    assert letters.to_plain is letters.plain_of_text
    assert year_evidence._read is year_evidence._read_plainly
