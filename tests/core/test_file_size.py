import pytest

from prongsai.core.file_size import size_words


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [
        (0, "1 kB"),
        (16, "1 kB"),
        (1_499, "1 kB"),
        (1_501, "2 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (9_940_000, "9.9 MB"),
        (9_960_000, "10 MB"),
        (25_600_000, "26 MB"),
    ],
)
def test_a_size_is_rounded_for_people(size_bytes, words):
    assert size_words(size_bytes) == words
