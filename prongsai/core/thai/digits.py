"""Thai digits ๐-๙ and Arabic digits 0-9."""

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)


def to_arabic_digits(text: str) -> str:
    """Every Thai digit replaced by its Arabic one, the rest kept: "๒๕66" gives "2566"."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Every Arabic digit replaced by its Thai one, the rest kept."""
    return text.translate(_TO_THAI)
