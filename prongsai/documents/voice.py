"""The language a document speaks: Thai with Thai digits as offices print it, or English."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

from prongsai.core.fiscal_year import BE_OFFSET
from prongsai.core.report_form.marked_text import tidy
from prongsai.core.thai.format import bangkok_day, format_date, format_month
from prongsai.core.thai.words import Words
from prongsai.documents.thai_print import printed

Language = Literal["th", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("th", "en")


class Named(Protocol):
    """What has a name in both languages."""

    @property
    def name_th(self) -> str: ...

    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Voice:
    """Chooses words and prints them."""

    language: Language = "th"

    def say(self, th: str, en: str) -> str:
        """One of two wordings."""
        return th if self.language == "th" else en

    def pick(self, words: Words) -> str:
        """The wording of a pair."""
        return self.say(words.th, words.en)

    def name(self, entry: Named) -> str:
        """A name; the Thai one where there is no other."""
        return self.say(entry.name_th, entry.name_en or entry.name_th)

    def print(self, text: str) -> str:
        """Text as the document prints it."""
        return printed(text) if self.language == "th" else tidy(text)

    def day(self, day: date) -> str:
        """๓๑ มี.ค. ๒๕๖๖; in English 31 Mar 2023 (2566)."""
        if self.language == "th":
            return format_date(day, "short")
        day = bangkok_day(day)
        return f"{day.day} {calendar.month_abbr[day.month]} {day.year} ({day.year + BE_OFFSET})"

    def month(self, day: date) -> str:
        """The month of a day."""
        if self.language == "th":
            return format_month(day, "short")
        day = bangkok_day(day)
        return f"{calendar.month_abbr[day.month]} {day.year} ({day.year + BE_OFFSET})"


THAI: Final = Voice("th")
