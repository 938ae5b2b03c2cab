"""One sentence in Thai and in English."""

from typing import NamedTuple

from prongsai.core.thai.digits import to_thai_digits


class Words(NamedTuple):
    """The same said in two languages, without a full stop."""

    th: str
    en: str

    @classmethod
    def of(cls, th: str, en: str) -> "Words":
        """The pair with Thai digits in the Thai sentence."""
        return cls(to_thai_digits(th), en)


def join_thai(word: str, name: str) -> str:
    """A Thai word and what it is of: with a blank between them where the name begins in no Thai letter ("ระดับ A")."""
    return f"{word}{name}" if "\u0e01" <= name[:1] <= "\u0e4e" else f"{word} {name}".rstrip()
