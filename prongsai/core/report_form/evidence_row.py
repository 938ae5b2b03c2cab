"""A row of the evidence annex: whose evidence, its address, what kind of link it is."""

import re
from dataclasses import replace
from functools import cache

from prongsai.core.plan import Evidence
from prongsai.core.report_form.marked_text import loose, needs_quotes, quoted, squashed, tokens
from prongsai.core.report_form.result_cell import WORK_WORDS, WorkColumn
from prongsai.core.report_form.words import LINK_CLASS_WORDS, NEEDS_REVIEW_WORDS, NO_CLASS_WORDS, REPAIR_WORDS
from prongsai.core.thai.digits import to_thai_digits

_TITLE, _URL, _PROPOSED, _PRINTED = "ชื่อ:", "ที่อยู่:", "ที่อยู่ที่เสนอ:", "ข้อความเดิม:"
_CLASS, _REPAIR, _REVIEW = "ประเภท:", "การแก้ไข:", f"({NEEDS_REVIEW_WORDS})"


def write_owner(measure: int, column: WorkColumn | None, number: int) -> str:
    """Whose evidence: "มาตรการที่ ๑ ขั้นตอนที่ ๒"."""
    work = f" {WORK_WORDS[column]} {number}" if column else ""
    return to_thai_digits(f"มาตรการที่ {measure}{work}")


def read_owner(text: str) -> tuple[int, WorkColumn | None, int] | None:
    """Measure number, column and number that `write_owner` wrote; None for other words."""
    match = re.fullmatch(r"มาตรการที่(\d+)(?:(ขั้นตอนที่|การติดตามข้อที่)(\d+))?", squashed(text))
    if match is None:
        return None
    column: WorkColumn | None = {"ขั้นตอนที่": "step", "การติดตามข้อที่": "follow_up"}.get(match[2] or "")  # type: ignore[assignment]
    return int(match[1]), column, int(match[3] or 0)


def write_proof(evidence: Evidence) -> tuple[tuple[str, str | None], ...]:
    """Paragraphs of the evidence cell, each with the address behind it."""
    lines: list[tuple[str, str | None]] = []
    for head, text, link in (
        (_TITLE, evidence.title, None),
        (_URL, evidence.url, evidence.url),
        (_PROPOSED, evidence.proposed_url, None),
    ):
        if text is not None:
            lines.append((f"{head} {_free(text)}", link))
    if evidence.as_printed and squashed(evidence.as_printed) != squashed(evidence.url or ""):
        lines.append((f"{_PRINTED} {_free(evidence.as_printed)}", None))
    return tuple(lines) or (("-", None),)


def write_link_kind(evidence: Evidence) -> tuple[str, ...]:
    """Paragraphs of the cell that says what kind of link it is and what was mended."""
    lines = [f"{_CLASS} {_coded(evidence.link_class, LINK_CLASS_WORDS) if evidence.link_class else NO_CLASS_WORDS}"]
    lines += [f"{_REPAIR} {_coded(repair, REPAIR_WORDS)}" for repair in evidence.repairs]
    return (*lines, _REVIEW) if evidence.needs_review else tuple(lines)


def read_evidence(proof: str, link_kind: str) -> Evidence:
    """The evidence that `write_proof` and `write_link_kind` wrote."""
    found = Evidence("")
    for token in tokens(proof, _heads()):
        marks = token.head.groupdict() if token.head else {}
        if marks.get("title"):
            found = replace(found, title=token.text)
        elif marks.get("proposed"):
            found = replace(found, proposed_url="".join(token.text.split()))
        elif marks.get("url"):
            found = replace(found, url="".join(token.text.split()))
        elif marks.get("printed"):
            found = replace(found, as_printed=token.text)
    repairs: list[str] = []
    for token in tokens(link_kind, _heads()):
        marks = token.head.groupdict() if token.head else {}
        if marks.get("kind"):
            found = replace(found, link_class=_code(token.text, token.is_quoted, LINK_CLASS_WORDS))
        elif marks.get("repair"):
            repairs.append(_code(token.text, token.is_quoted, REPAIR_WORDS))
        elif marks.get("review"):
            found = replace(found, needs_review=True)
    printed = found.as_printed or found.url or ""
    return replace(found, as_printed=printed, repairs=tuple(repairs))


def _free(text: str) -> str:
    return quoted(text) if needs_quotes(text, _heads()) else text


def _coded(code: str, words: dict[str, str]) -> str:
    return words.get(code) or quoted(code)


def _code(text: str, is_quoted: bool, words: dict[str, str]) -> str:
    if is_quoted:
        return text
    plain = squashed(text)
    return next((code for code, word in words.items() if squashed(word) == plain), "")


@cache
def _heads() -> re.Pattern[str]:
    named = {"title": _TITLE, "proposed": _PROPOSED, "url": _URL, "printed": _PRINTED}
    named |= {"kind": _CLASS, "repair": _REPAIR, "review": _REVIEW}
    return re.compile("|".join(f"(?P<{name}>{loose(words)})" for name, words in named.items()))
