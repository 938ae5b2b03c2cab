"""What a year's framework says of its items, in the form pages need; read once for each year and process."""

from dataclasses import dataclass
from functools import lru_cache

from prongsai.wiring import framework_files


@dataclass(frozen=True, slots=True)
class ItemWords:
    """Titles and required elements as (Thai, English); `section` is the sub-indicator's code, "" where unknown."""

    title: tuple[str, str]
    section: str
    elements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class YearWords:
    """The items by code and the names of the sections by code. `is_verified` False: the year's list is a draft."""

    items: dict[str, ItemWords]
    sections: dict[str, tuple[str, str]]
    is_verified: bool

    def title(self, code: str) -> tuple[str, str]:
        """Title of an item, "" where the framework does not have it."""
        found = self.items.get(code)
        return found.title if found else ("", "")


@lru_cache(maxsize=64)
def year_words(fiscal_year: int) -> YearWords:
    """The words of a Buddhist-era fiscal year."""
    framework = framework_files().get(fiscal_year)
    items = {
        item.code: ItemWords(
            (item.title_th, item.title_en),
            item.sub_indicator or "",
            tuple((element.text_th, element.text_en) for element in item.elements),
        )
        for item in framework.items
    }
    sections = {entry.code: (entry.name_th, entry.name_en) for entry in framework.sub_indicators}
    return YearWords(items, sections, not framework.is_draft)
