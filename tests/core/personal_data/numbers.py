"""Made-up numbers with a valid check digit, in every way they are printed."""

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def with_check(twelve: str) -> str:
    """Thirteen digits of which the last is the check digit."""
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - total % 11) % 10)


def dashed(number: str, sign: str = "-") -> str:
    """1-2345-67890-12-3."""
    return sign.join((number[0], number[1:5], number[5:10], number[10:12], number[12]))


ID = with_check("310140012345")
OTHER = with_check("110070123456")
WRONG = ID[:-1] + str((int(ID[-1]) + 1) % 10)
