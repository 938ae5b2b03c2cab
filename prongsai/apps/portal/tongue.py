"""How one public page speaks: its language and digits, chosen by its address and the agency, never by a cookie."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from prongsai.core.file_size import size_words
from prongsai.core.thai.digits import to_thai_digits
from prongsai.web.dates import show_day, show_moment


@dataclass(frozen=True, slots=True)
class Tongue:
    """`english` goes by the address; Thai digits are the agency's choice and for Thai pages alone."""

    english: bool = False
    thai_digits: bool = False

    @property
    def code(self) -> str:
        """For the lang attribute."""
        return "en" if self.english else "th"

    def n(self, value: object) -> str:
        """A number or text in the page's digits."""
        return to_thai_digits(str(value)) if self.thai_digits and not self.english else str(value)

    def day(self, value: date | datetime | None) -> str:
        """A day in short; "" for None."""
        return show_day(value, english=self.english, thai_digits=self.thai_digits) if value else ""

    def moment(self, value: datetime | None) -> str:
        """Day and Bangkok time; "" for None."""
        return show_moment(value, english=self.english, thai_digits=self.thai_digits) if value else ""

    def pick(self, thai: str | None, english: str | None) -> str:
        """The words of the page's language; the other where it has none."""
        return (english or thai or "") if self.english else (thai or english or "")

    def size(self, size_bytes: int) -> str:
        """A file's size in words."""
        return self.n(size_words(size_bytes))

    def period(self, first: date | None, last: date | None) -> str:
        """The days something is about; "" when neither is known."""
        if first and last:
            return f"{self.day(first)} – {self.day(last)}" if first != last else self.day(first)
        if first:
            return _("ตั้งแต่ %(day)s") % {"day": self.day(first)}
        return _("ถึง %(day)s") % {"day": self.day(last)} if last else ""
