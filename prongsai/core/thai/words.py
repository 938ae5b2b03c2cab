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
