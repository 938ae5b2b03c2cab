"""One item's answer as the form asks for it, the text to copy, and the whole form as it was entered."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from prongsai.core.thai.format import format_date

Language = Literal["th", "en"]

_WORDS: dict[Language, dict[str, str]] = {
    "th": {"has": "มี", "has_not": "ไม่มี", "open": "ยังไม่ได้ระบุ", "url": "ที่อยู่ (URL)", "explanation": "คำอธิบาย"},
    "en": {
        "has": "have",
        "has_not": "have not",
        "open": "not said yet",
        "url": "address (URL)",
        "explanation": "explanation",
    },
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is entered for one item. `has` None is not said yet; an answer of "have" names at least one address."""

    code: str
    title: str
    has: bool | None = None
    addresses: tuple[str, ...] = ()
    explanation: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to enter."""
        return self.has is False or (self.has is True and bool(self.addresses) and bool(self.explanation.strip()))


@dataclass(frozen=True, slots=True)
class FrozenForm:
    """All answers of a year as they stood at one moment. Two forms are the same exactly when their hashes are."""

    agency: str
    fiscal_year: int
    answers: tuple[Answer, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON, the only shape it is kept and hashed in."""
        return {
            "agency": self.agency,
            "fiscal_year": self.fiscal_year,
            "answers": [
                {
                    "code": one.code,
                    "title": one.title,
                    "has": one.has,
                    "addresses": list(one.addresses),
                    "explanation": one.explanation,
                }
                for one in self.answers
            ],
        }


def frozen_from_dict(kept: Mapping[str, Any]) -> FrozenForm:
    """The form from its JSON. Raises KeyError for what is no form."""
    return FrozenForm(
        kept["agency"],
        kept["fiscal_year"],
        tuple(
            Answer(one["code"], one["title"], one["has"], tuple(one["addresses"]), one["explanation"])
            for one in kept["answers"]
        ),
    )


def hash_of_form(form: FrozenForm) -> str:
    """SHA-256 (hex) of the form's JSON: keys sorted, UTF-8, no blanks."""
    text = json.dumps(form.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def word_of(has: bool | None, language: Language = "th") -> str:
    """ "มี", "ไม่มี", or that nobody said yet."""
    words = _WORDS[language]
    return words["open"] if has is None else words["has"] if has else words["has_not"]


def answer_text(answer: Answer, language: Language = "th") -> str:
    """One item's answer ready to be copied: code and title, have or have not, addresses a line each, explanation."""
    words = _WORDS[language]
    lines = [f"{answer.code} {answer.title}", word_of(answer.has, language)]
    if answer.addresses:
        lines += [f"{words['url']}:", *answer.addresses]
    if answer.explanation.strip():
        lines += [f"{words['explanation']}: {answer.explanation.strip()}"]
    return "\n".join(lines)


def form_text(form: FrozenForm, *, made_on: date, language: Language = "th") -> str:
    """The whole form as text: whose it is, of which year and as of which day, then the items, an empty line between.

    Ends with a line break.
    """
    if language == "th":
        head = f"# แบบประเมิน OIT ปี {form.fiscal_year} {form.agency}\n# ข้อมูล ณ {format_date(made_on, digits='arabic')}"
    else:
        head = f"# OIT form {form.fiscal_year} {form.agency}\n# as of {made_on.isoformat()}"
    return "\n\n".join([head, *(answer_text(one, language) for one in form.answers)]) + "\n"
