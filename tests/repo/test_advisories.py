"""The tool that looks for known holes without a network."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.advisories import CONSTRAINTS, find_hits, is_hit, read_constraints

TOOL = Path(__file__).parents[2] / "tools" / "advisories.py"
RANGE = {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.3.1"}]}]}


def advisory(folder, name, **fields):
    content = {"id": "PYSEC-1", "aliases": ["CVE-1"], "affected": [{"package": {"name": name}, **RANGE}], **fields}
    (folder / f"{name}.json").write_text(json.dumps(content))


class TestVersions:
    @pytest.mark.parametrize(
        ("version", "wanted"),
        [("1.9", False), ("2.0", True), ("2.3", True), ("2.3.1", False), ("2.10", False), ("3", False)],
    )
    def test_lie_in_a_range_or_not(self, version, wanted):
        assert is_hit(version, RANGE) == wanted

    def test_may_be_listed(self):
        assert is_hit("1.0", {"versions": ["1.0"]})
        assert not is_hit("1.1", {"versions": ["1.0"]})

    def test_count_up_to_the_last_affected(self):
        events = [{"introduced": "0"}, {"last_affected": "1.5"}]
        assert [is_hit(one, {"ranges": [{"type": "ECOSYSTEM", "events": events}]}) for one in ("1.5", "1.6")] == [
            True,
            False,
        ]

    def test_are_read_with_names_as_the_registry_compares_them(self):
        assert read_constraints("Foo_Bar[x]==1.0\n# c\nb.c==2 # why\n") == {"foo-bar": "1.0", "b-c": "2"}

    def test_of_this_product_are_all_exact(self):
        lines = [line for line in CONSTRAINTS.read_text().splitlines() if line.strip() and not line.startswith("#")]
        assert len(read_constraints(CONSTRAINTS.read_text())) == len(lines)


class TestHits:
    def test_are_named(self, tmp_path):
        advisory(tmp_path, "Foo_Bar")

        assert list(find_hits(tmp_path, {"foo-bar": "2.1"})) == ["foo-bar 2.1: PYSEC-1, CVE-1"]
        assert list(find_hits(tmp_path, {"foo-bar": "2.4"})) == []

    def test_leave_out_what_was_withdrawn(self, tmp_path):
        advisory(tmp_path, "foo", withdrawn="2024-01-01T00:00:00Z")

        assert list(find_hits(tmp_path, {"foo": "2.1"})) == []

    def test_yaml_is_read_too(self, tmp_path):
        (tmp_path / "a.yaml").write_text(
            "id: X\naffected:\n- package: {name: foo, ecosystem: PyPI}\n  versions: ['1']\n"
        )

        assert list(find_hits(tmp_path, {"foo": "1"})) == ["foo 1: X"]

    def test_an_empty_folder_is_no_good_news(self, tmp_path):
        result = subprocess.run([sys.executable, str(TOOL), str(tmp_path)], capture_output=True, text=True)

        assert (result.returncode, "no advisory" in result.stdout) == (2, True)
