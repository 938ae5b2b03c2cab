"""How many examples are tried of a property that takes seconds to try: all in `make test-all`, in `make test` a fifth, at least 20."""

share = 1.0
"""Set by conftest.py before any test module asks."""


def examples(most: int) -> int:
    """For `settings(max_examples=...)`: `most`, or the part of it that this run tries."""
    return max(min(most, 20), round(most * share))
