"""docs/checks.md names every finding code the code can give, with its severity, and no other."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from prongsai.core.checks import CHECKS
from prongsai.core.finding import SEVERITIES

ROOT = Path(__file__).parents[2]
ROWS = {
    code: severities.split(", ")
    for code, severities in re.findall(
        r"^\| `([a-z_]+)` \| ([a-z, ]+) \|", (ROOT / "docs/checks.md").read_text(encoding="utf-8"), re.MULTILINE
    )
}


@cache
def codes_in_source():
    """(code, severity or None, file) of every Finding made with a literal code."""
    found = []
    for file in sorted((ROOT / "prongsai").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) >= 2:
                code, severity = node.args[:2]
                if isinstance(code, ast.Constant) and re.fullmatch(r"[a-z]+(?:_[a-z]+)+", str(code.value)):
                    if isinstance(severity, ast.Constant) and severity.value in SEVERITIES:
                        found.append((code.value, severity.value, file.relative_to(ROOT)))
                    elif isinstance(node.func, ast.Name) and node.func.id == "Finding":
                        found.append((code.value, None, file.relative_to(ROOT)))
    return found


class TestChecksDocumented:
    def test_every_code_of_the_source_has_a_row_with_its_severity(self):
        missing = [
            f"{file}: {code} {severity or ''}"
            for code, severity, file in codes_in_source()
            if code not in ROWS or (severity and severity not in ROWS[code])
        ]

        assert missing == []

    def test_every_row_is_a_code_of_the_source(self):
        constants = {
            node.value
            for file in (ROOT / "prongsai").rglob("*.py")
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }

        assert set(ROWS) <= constants

    def test_every_rule_has_a_file_of_its_own_name_with_a_row(self):
        files = {file.stem for file in (ROOT / "prongsai/core/checks").glob("*.py")}

        assert files - {"__init__", "places", "day_words"} == set(CHECKS)
        assert set(CHECKS) <= set(ROWS)

    @pytest.mark.parametrize("code", list(CHECKS))
    def test_every_rule_says_what_must_be_true(self, code):
        lines = (CHECKS[code].__doc__ or "").strip().splitlines()

        assert lines
        assert len(lines[0]) > 20

    def test_every_row_says_it_in_thai_and_english_with_a_source(self):
        rows = re.findall(r"^\| `.+$", (ROOT / "docs/checks.md").read_text(encoding="utf-8"), re.MULTILINE)

        for row in rows:
            _, _, _, thai, english, source, _ = (cell.strip() for cell in row.split("|"))
            assert re.search("[ก-ฮ]", thai), row
            assert english, row
            assert source, row
