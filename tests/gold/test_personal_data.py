"""How well personal data are found in labelled lines: half written before the rules were, half kept away from them."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from prongsai.core.personal_data.find import find_in_text

ROOT = Path(__file__).parents[2]
LINES = [json.loads(line) for line in (Path(__file__).parent / "personal-data.jsonl").read_text("utf-8").splitlines()]


class Score(NamedTuple):
    """Numbers of findings: right, too many, missed."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def found_in(line: dict) -> Counter[str]:
    """Different things of each kind."""
    values = {
        (found.kind, found.value) for found in find_in_text(line["text"], contexts=tuple(line.get("columns", ())))
    }
    return Counter(kind for kind, _ in values)


def score(part: str, kind: str | None = None) -> Score:
    right = extra = missed = 0
    for line in LINES:
        if line["part"] == part:
            found, wanted = found_in(line), Counter(line["found"])
            for each in {*found, *wanted} if kind is None else {kind}:
                right += min(found[each], wanted[each])
                extra += max(0, found[each] - wanted[each])
                missed += max(0, wanted[each] - found[each])
    return Score(right, extra, missed)


def test_there_are_enough_lines_and_none_twice():
    texts = [(line["text"], tuple(line.get("columns", ()))) for line in LINES]

    assert len(texts) == len(set(texts)) >= 270
    assert sum(line["part"] == "held_out" for line in LINES) >= 95
    assert sum(not line["found"] for line in LINES) >= 120


@pytest.mark.parametrize("line", [line for line in LINES if line["part"] == "seen"], ids=lambda line: line["id"])
def test_every_line_the_rules_were_written_on_is_right(line):
    assert found_in(line) == Counter(line["found"])


def test_precision_and_recall_on_lines_held_out():
    held = score("held_out")

    assert held.precision >= 0.95
    assert held.recall >= 0.97


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [("national_id", 1.0, 1.0), ("mobile_number", 0.94, 1.0), ("bank_account", 0.88, 0.88)],
)
def test_each_kind_on_lines_held_out(kind, precision, recall):
    held = score("held_out", kind)

    assert held.precision >= precision
    assert held.recall >= recall


def test_the_documentation_prints_what_is_measured():
    text = (ROOT / "docs" / "personal-data.md").read_text("utf-8")
    printed = {
        match[1]: tuple(int(number) for number in match.groups()[1:])
        for match in re.finditer(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    }

    kinds = sorted({kind for line in LINES for kind in line["found"]})
    assert printed == {kind: tuple(score("held_out", kind)) for kind in kinds}
    whole = score("held_out")
    assert f"precision {whole.precision:.3f}, recall {whole.recall:.3f}" in text
