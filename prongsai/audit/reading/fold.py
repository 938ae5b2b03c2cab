"""Lines of a text with their blanks folded."""

from collections.abc import Callable

try:
    from prongsai.audit.native import lines as native
except ImportError:  # not built here
    native = None  # type: ignore[assignment]


def fold_lines(text: str) -> str:
    """A text with its blanks folded and without its empty lines."""
    return kept_lines(text, 0, str)


def meaningful_lines(text: str, longest: int, without_furniture: Callable[[str], str]) -> str:
    """A text with its blanks folded and each line of at most `longest` letters as `without_furniture` leaves it, without
    empty lines; in plain Python."""
    lines = folded_lines(text)
    return "\n".join([kept for line in lines if (kept := line if len(line) > longest else without_furniture(line))])


kept_lines = native.meaningful_lines if native else meaningful_lines


def folded_lines(text: str) -> list[str]:
    """The lines of a text, blanks folded where there are any to fold: two in a row, a tab, one at either end of a line."""
    lines = text.split("\n")
    if "  " in text or text != text.strip() or lines != [line.strip(" ") for line in lines]:
        return [line if _is_folded(line) else " ".join(line.split()) for line in lines]
    if "\t" in text:
        return [line if line.isprintable() else " ".join(line.split()) for line in lines]  # a tab is not printable
    return lines


def _is_folded(line: str) -> bool:
    return line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " "
