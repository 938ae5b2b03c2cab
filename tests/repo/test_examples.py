"""The example document stands in examples/ for people and inside the package for `load_example`: the same bytes."""

from pathlib import Path

import prongsai

ROOT = Path(__file__).parents[2]


class TestExampleDocument:
    def test_is_the_same_in_the_package(self):
        packaged = Path(prongsai.__file__).parent / "data" / "example" / "report-2566.txt"

        assert packaged.read_bytes() == (ROOT / "examples" / "report-2566.txt").read_bytes()
