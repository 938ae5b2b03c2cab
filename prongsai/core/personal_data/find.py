"""Finds everything personal in the parts of a document, and masks it in a text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from prongsai.core.finding import Severity
from prongsai.core.personal_data.folded import fold
from prongsai.core.personal_data.inspection import FindingKind, PersonalFinding
from prongsai.core.personal_data.loose import list_numbers
from prongsai.core.personal_data.owner import is_persons_address
from prongsai.core.personal_data.place import Place
from prongsai.core.personal_data.signature import list_signatures
from prongsai.core.thai.words import Words

MASK: Final = "●"
_KEPT: Final = 2
_SAMPLES: Final = 3
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_PERSONAL_EMAIL: Final = re.compile(
    r"(?:อี-?เมล+์?|เมล+์?|e-?mail|email)\s*(?:ส่วนตัว|ส่วนบุคคล)|personal\s*e-?mail|private\s*e-?mail", re.IGNORECASE
)
_EMAIL_REACH: Final = 45
_SEVERITY: Final[dict[FindingKind, Severity]] = {
    "national_id": "error", "bank_account": "error", "mobile_number": "warning", "personal_email": "warning",
    "signature": "warning", "hidden_content": "warning", "metadata": "note", "cannot_tell": "warning",
}  # fmt: skip

Origin = Literal["shown", "hidden", "ocr"]
ORIGIN_WORDS: Final[dict[Origin, Words]] = {
    "shown": Words("", ""),
    "hidden": Words("อยู่ในส่วนที่ซ่อนไว้", "in hidden content"),
    "ocr": Words("อ่านจากภาพ ตัวเลขอาจคลาดเคลื่อน", "read from a picture; digits may be wrong"),
}
_NO_WORDS: Final = Words("", "")
WITH_PICTURE: Final = Words("มีภาพอยู่ด้วย", "with a picture")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document's text and where it stands.

    With `is_row` the text is a table row, cells parted by tabs; findings then name the column, and `contexts` are the
    headings of the columns. Otherwise `contexts` holds at most one string, a label that belongs to the text.
    `starts` are the letters at which the second, third ... line, paragraph or row begins; findings are numbered by them.
    `also` are other readings of the same text: what only they show counts too.
    """

    place: Place
    text: str
    origin: Origin = "shown"
    contexts: tuple[str, ...] = ()
    is_row: bool = False
    starts: tuple[int, ...] = ()
    looks_for: Literal["all", "numbers", "signatures"] = "all"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a text. `value` tells equal ones from different ones and must not be kept."""

    kind: FindingKind
    start: int
    end: int
    value: str
    excerpt: str
    detail: Words = _NO_WORDS


def find_in_text(text: str, *, contexts: tuple[str, ...] = (), is_misread: bool = False) -> list[Found]:
    """Everything personal of one text in its order. Spans never overlap among numbers and addresses."""
    found = [
        Found(number.kind, number.start, number.end, number.digits, mask_digits(text[number.start : number.end]))
        for number in list_numbers(text, contexts=contexts, is_misread=is_misread)
    ]
    found += _personal_addresses(text, contexts)
    found += [
        Found("signature", start, end, f"{start}", excerpt, WITH_PICTURE if has_picture else _NO_WORDS)
        for start, end, excerpt, has_picture in list_signatures(text, is_misread=is_misread)
    ]
    return sorted(found, key=lambda each: each.start)


def _personal_addresses(text: str, contexts: tuple[str, ...]) -> list[Found]:
    if "@" not in text:
        return []
    found = []
    for match in _EMAIL.finditer(text):
        column = text.count("\t", 0, match.start()) if len(contexts) > 1 else 0
        context = contexts[column] if column < len(contexts) else ""
        is_said = _PERSONAL_EMAIL.search(f"{context} {text[max(0, match.start() - _EMAIL_REACH) : match.start()]}")
        if is_said or is_persons_address(text, *match.span()):
            found.append(Found("personal_email", *match.span(), match[0].lower(), mask_address(match[0])))
    return found


def find_in_parts(parts: Iterable[Part]) -> list[PersonalFinding]:
    """One finding for each kind and place, in the order of the parts."""
    findings: list[PersonalFinding] = []
    for part in parts:
        grouped: dict[tuple[FindingKind, Place, Words], dict[str, str]] = {}
        for found in _find_in_part(part):
            if part.looks_for == "all" or (found.kind == "signature") == (part.looks_for == "signatures"):
                key = (found.kind, _place_in(part, found), found.detail)
                grouped.setdefault(key, {}).setdefault(found.value, found.excerpt)
        for (kind, place, detail), values in grouped.items():
            samples = ", ".join(" ".join(shown.split()) for shown in list(dict.fromkeys(values.values()))[:_SAMPLES])
            origin = ORIGIN_WORDS[part.origin]
            findings.append(
                PersonalFinding(
                    kind, _SEVERITY[kind], place, samples, len(values),
                    detail_th=" ".join(words for words in (detail.th, origin.th) if words),
                    detail_en="; ".join(words for words in (detail.en, origin.en) if words),
                )
            )  # fmt: skip
    return findings


def _find_in_part(part: Part) -> list[Found]:
    is_misread = part.origin == "ocr"
    found = find_in_text(part.text, contexts=part.contexts, is_misread=is_misread)
    if not part.also:
        return found
    known = {(each.kind, each.value) for each in found}
    has_signature = any(each.kind == "signature" for each in found)
    for text in part.also:
        for each in find_in_text(text, contexts=part.contexts, is_misread=is_misread):
            is_new = not has_signature if each.kind == "signature" else (each.kind, each.value) not in known
            found += [each] if is_new else []
            known.add((each.kind, each.value))
    return found


def _place_in(part: Part, found: Found) -> Place:
    """The line, paragraph or row where a finding begins, and its column when it lies in one cell of a row."""
    place = part.place
    if part.starts:
        passed = bisect_right(part.starts, found.start)
        if place.unit in {"table", "cell"}:
            return replace(place, row=place.row + passed)
        return replace(place, number=place.number + passed)
    if part.is_row and "	" not in part.text[found.start : found.end]:
        return replace(place, column=part.text.count("	", 0, found.start) + 1)
    return place


def spans_to_mask(
    text: str, *, contexts: tuple[str, ...] = (), is_misread: bool = False
) -> list[tuple[int, int, FindingKind]]:
    """Where numbers and addresses stand that a masked copy hides; signatures are not text."""
    return [
        (found.start, found.end, found.kind)
        for found in find_in_text(text, contexts=contexts, is_misread=is_misread)
        if found.kind != "signature"
    ]


def mask_text(text: str, *, contexts: tuple[str, ...] = ()) -> tuple[str, int]:
    """The text with every personal number and address masked, and how many were; as long as before, letter for letter."""
    spans = spans_to_mask(text, contexts=contexts)
    for start, end, kind in reversed(spans):
        text = text[:start] + mask_span(text[start:end], kind) + text[end:]
    return text, len(spans)


def mask_span(printed: str, kind: FindingKind) -> str:
    """A number or address as it may be shown, as long as before."""
    return mask_address(printed) if kind == "personal_email" else mask_digits(printed)


def mask_digits(printed: str) -> str:
    """ "1-2345-67890-12-3" gives "●-●●●●-●●●●●-●2-3": the last two digits stay, so that a person can tell rows apart."""
    places = [place for place, letter in enumerate(printed) if letter.isdecimal()]
    hidden = set(places[:-_KEPT] if len(places) > _KEPT else places)
    return "".join(MASK if place in hidden else letter for place, letter in enumerate(printed))


def mask_address(printed: str) -> str:
    """ "somchai@example.com" gives "s●●●●●●@example.com"."""
    name, at, host = printed.partition("@")
    return name[:1] + MASK * (len(name) - 1) + at + host


def mask_words(text: str) -> str:
    """A name or property as it may be shown: the first letter of each word; digits of any length hidden."""
    return " ".join(f"{word[0]}{MASK}" if word[0].isalpha() else MASK for word in fold(text).text.split()[:6])
