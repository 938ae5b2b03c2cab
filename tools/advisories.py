#!/usr/bin/env python3
"""Known holes in the packages of constraints.txt, without a network: `python tools/advisories.py FOLDER`.

FOLDER is a copy of the PyPA advisory database (github.com/pypa/advisory-database) or any folder of OSV files in YAML or
JSON. Prints a line for each hit and exits 1 when there is one, 2 when the folder holds no advisory at all.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

CONSTRAINTS = Path(__file__).parent.parent / "constraints.txt"


def read_constraints(text: str) -> dict[str, str]:
    """Package names as PyPI compares them, with the exact version of each."""
    pairs = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)", text, re.MULTILINE)
    return {_plain(name): version for name, version in pairs}


def find_hits(folder: Path, versions: dict[str, str]) -> Iterator[str]:
    """One line for each advisory that names a version in use. Raises FileNotFoundError for a folder without any."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".yaml", ".yml", ".json"}:
            continue
        advisory = _read(path)
        if not isinstance(advisory, dict) or "affected" not in advisory:
            continue
        count += 1
        if advisory.get("withdrawn"):
            continue
        for affected in advisory["affected"]:
            package = affected.get("package", {})
            name = _plain(str(package.get("name", "")))
            if package.get("ecosystem", "PyPI") == "PyPI" and name in versions and is_hit(versions[name], affected):
                names = ", ".join([str(advisory.get("id", path.stem)), *advisory.get("aliases", ())])
                yield f"{name} {versions[name]}: {names}"
                break
    if not count:
        raise FileNotFoundError(f"{folder} holds no advisory")


def is_hit(version: str, affected: dict[str, Any]) -> bool:
    """Whether a version is listed, or lies in a range from "introduced" to before "fixed"."""
    if version in map(str, affected.get("versions", ())):
        return True
    return any(
        _lies_in(version, one.get("events", ())) for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM"
    )


def _lies_in(version: str, events: Any) -> bool:
    is_in, mine = False, Version(version)
    for event in events:
        ((kind, at),) = event.items()
        try:
            limit = Version(str(at))
        except InvalidVersion:
            continue
        if kind == "introduced" and mine >= limit:
            is_in = True
        if (kind == "fixed" and mine >= limit) or (kind == "last_affected" and mine > limit):
            is_in = False
    return is_in


def _read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """0 when no version in use stands in an advisory."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    try:
        hits = list(find_hits(Path(sys.argv[1]), read_constraints(CONSTRAINTS.read_text(encoding="utf-8"))))
    except FileNotFoundError as error:
        print(error)
        return 2
    for hit in hits:
        print(hit)
    return 1 if hits else 0


if __name__ == "__main__":
    sys.exit(main())
