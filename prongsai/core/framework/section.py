"""A sub-indicator named by its number: "9.1 ข้อมูลพื้นฐาน", "ตัวชี้วัดย่อยที่ ๙.๑"."""

import re
from dataclasses import dataclass

from prongsai.core.framework.likeness import TopicLikeness, bare_letters
from prongsai.core.framework.model import Framework, SubIndicator
from prongsai.core.thai.digits import to_arabic_digits

_SECTION = re.compile(
    r"^[\s(\-•]*(?:เครื่องมือ(?:การประเมิน)?\s*OIT\s*)?(?:ตัวชี้วัด(?:ย่อย)?\s*(?:ที่)?\s*)?"
    r"(?P<code>(?:9|10)\.[1-9])(?!\d|\.\d)[\s).:-]*(?P<rest>.*)$",
    re.DOTALL,
)
_TOOL = re.compile(r"เครื่องมือ\s*(?:การ\s*ประเมิน)?\s*(?:OIT|IIT|EIT)?", re.IGNORECASE)
_INDICATOR = re.compile(r"ตัวชี้วัด\s*(?:ที่)?\s*(?P<number>10|[1-9])(?![\d.])[\s:.-]*")
_NAME_SCORE = 0.6


@dataclass(frozen=True, slots=True)
class Section:
    """The sub-indicator a text is headed by, and the words after its number."""

    sub_indicator: SubIndicator
    rest: str

    @property
    def is_whole(self) -> bool:
        """Whether the text names the sub-indicator itself and nothing inside it."""
        if not bare_letters(self.rest):
            return True
        ranked = TopicLikeness([("name", self.sub_indicator.name_th)]).rank(self.rest)
        return bool(ranked) and ranked[0].score >= _NAME_SCORE


def find_section(text: str, framework: Framework) -> Section | None:
    """The sub-indicator of the year that a text begins with, None when it begins with none."""
    match = _SECTION.match(to_arabic_digits(text))
    if match is None:
        return None
    found = framework.sub_indicator(match["code"])
    return Section(found, match["rest"].strip()) if found is not None else None


def without_indicator(text: str, framework: Framework) -> str:
    """The text without the tool and the indicator it stands under ("เครื่องมือการประเมิน OIT ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล").

    Where nothing else would be left, the indicator's name stays: it names no item.
    """
    shorter = _TOOL.sub(" ", to_arabic_digits(text))
    match = _INDICATOR.search(shorter)
    if match is None:
        return text if shorter == to_arabic_digits(text) else shorter.strip()
    before, after = shorter[: match.start()], shorter[match.end() :]
    for indicator in framework.indicators:
        if indicator.number == int(match["number"]):
            name = re.compile(r"\s*".join(map(re.escape, indicator.name_th.replace(" ", ""))))
            named = name.match(after)
            if named and bare_letters(before + after[named.end() :]):
                after = after[named.end() :]
    return f"{before} {after}".strip()
