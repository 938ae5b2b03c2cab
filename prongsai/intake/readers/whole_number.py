"""Whole numbers in the attributes of files: what is none, or beyond any sense, is not read."""

import re

_NUMBER = re.compile(r"-?[0-9]{1,6}")


def find_whole_number(text: str | None) -> int | None:
    """The number of an attribute such as "12" or "-3"; None for anything else, signs that only look like digits too."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else None
