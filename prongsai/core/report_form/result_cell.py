"""Fifth cell of a measure: its status, its evidence, and what is known of each step and follow-up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from prongsai.core.plan import Evidence, Measure, Status, Work
from prongsai.core.report_form.day_words import find_day, format_day
from prongsai.core.report_form.marked_text import NUMBER, Token, loose, needs_quotes, quoted, squashed, tokens
from prongsai.core.report_form.words import EMPTY, MEASURE_STATUS_WORDS, WORK_STATUS_WORDS, parse_status
from prongsai.core.thai.digits import to_arabic_digits, to_thai_digits

WorkColumn = Literal["step", "follow_up"]

WORK_WORDS: dict[WorkColumn, str] = {"step": "ขั้นตอนที่", "follow_up": "การติดตามข้อที่"}
_FORM_WORDS = frozenset(squashed(words) for words in MEASURE_STATUS_WORDS.values())
# "ดำเนินการเรียบร้อยแล้วตาม หลักฐาน": said again by the line of evidence that follows.
_POINTS_AT_PROOF = re.compile(
    r"\s*(?:ตาม|ดัง|โดยมี|มี)?\s*(?:เอกสาร)?\s*หลักฐาน\s*(?:ที่แนบ|แนบท้าย|ประกอบ)?\s*(?:ดังนี้|ดังต่อไปนี้)?\s*:?\s*$"
)
_RESULT, _NOTE, _PROOF, _ON = "ผลการดำเนินการ:", "หมายเหตุ:", "หลักฐาน:", "เมื่อวันที่"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A paragraph of the result cell; `link` is the address it shows."""

    text: str
    link: str | None = None


@dataclass(slots=True)
class WorkResult:
    """What the cell says of one step or follow-up; `column` None is the measure itself.

    `status_words` are the measure's own words for its status, "" where they are the form's.
    """

    column: WorkColumn | None
    number: int
    status: Status = "unknown"
    done_on: date | None = None
    note: str | None = None
    evidence: list[str] = field(default_factory=list)
    status_words: str = ""


def shown_evidence(evidence: Evidence) -> str:
    """The words that stand for a piece of evidence: its address, else what was printed, else a dash."""
    return evidence.url if evidence.url is not None else evidence.as_printed or EMPTY


def write_result(measure: Measure) -> tuple[ResultLine, ...]:
    """Paragraphs of the result cell."""
    for quote_all in (False, True):
        lines = _lines(measure, quote_all=quote_all)
        bare = "\n".join(squashed(line.text) for line in lines)
        if _same(read_result(bare), _results_of(measure)):
            break
    return lines


def read_result(text: str) -> list[WorkResult]:
    """Reads what `write_result` wrote: the measure's own result first, then those of its work in order.

    The measure's status stands first, with or without "ผลการดำเนินการ:" before it.
    """
    results = [WorkResult(None, 0)]
    for token in tokens(text, _heads()):
        marks = token.head.groupdict() if token.head else {}
        current = results[-1]
        if marks.get("step") or marks.get("follow_up"):
            column: WorkColumn = "step" if marks.get("step") else "follow_up"
            number = int(to_arabic_digits(marks["step"] or marks["follow_up"] or "0"))
            before, _, after = _split_day(token.text)
            results.append(WorkResult(column, number, parse_status(before), find_day(after) if after else None))
        elif marks.get("result") or token.head is None:
            _take_status(results[0], token)
        elif marks.get("note"):
            current.note = token.text if current.note is None else f"{current.note} {token.text}"
        elif token.text != EMPTY or token.is_quoted:
            current.evidence.append(token.text)
        else:
            current.evidence.append(EMPTY)
    return results


def _results_of(measure: Measure) -> list[WorkResult]:
    found = [WorkResult(None, 0, measure.status, evidence=[shown_evidence(one) for one in measure.evidence])]
    words = _own_words(measure)
    if words and parse_status(words) == measure.status and squashed(words) not in _FORM_WORDS:
        found[0].status_words = words
    columns: tuple[tuple[WorkColumn, Sequence[Work]], ...] = (
        ("step", measure.steps),
        ("follow_up", measure.follow_ups),
    )
    for column, works in columns:
        for work in works:
            if work.status != "unknown" or work.done_on or work.note is not None or work.evidence:
                proofs = [shown_evidence(one) for one in work.evidence]
                found.append(WorkResult(column, work.number, work.status, work.done_on, work.note, proofs))
    return found


def _own_words(measure: Measure) -> str:
    words = measure.status_as_printed
    return _POINTS_AT_PROOF.sub("", words) if measure.evidence else words


def _lines(measure: Measure, *, quote_all: bool) -> tuple[ResultLine, ...]:
    lines: list[ResultLine] = []
    proofs = [*measure.evidence]
    proofs += [one for step in measure.steps for one in step.evidence]
    proofs += [one for follow_up in measure.follow_ups for one in follow_up.evidence]
    links = {shown_evidence(one): one.url for one in proofs}
    for result in _results_of(measure):
        if result.column is None:
            words = (
                _free(result.status_words, quote_all) if result.status_words else MEASURE_STATUS_WORDS[result.status]
            )
            lines.append(ResultLine(words))
        else:
            head = to_thai_digits(f"{WORK_WORDS[result.column]} {result.number}")
            day = f" {_ON} {format_day(result.done_on)}" if result.done_on else ""
            lines.append(ResultLine(f"{head} {WORK_STATUS_WORDS[result.status]}{day}"))
        if result.note is not None:
            lines.append(ResultLine(f"{_NOTE} {_free(result.note, quote_all)}"))
        for proof in result.evidence:
            shown = proof if proof == EMPTY and links.get(proof) is None else _free(proof, quote_all)
            lines.append(ResultLine(f"{_PROOF} {shown}", links.get(proof)))
    return tuple(lines)


def _take_status(result: WorkResult, token: Token) -> None:
    if not token.text:
        return
    result.status = parse_status(token.text)
    result.status_words = "" if squashed(token.text) in _FORM_WORDS else token.text


def _free(text: str, quote_all: bool) -> str:
    return quoted(text) if quote_all or needs_quotes(text, _heads()) else text


def _same(found: list[WorkResult], wanted: list[WorkResult]) -> bool:
    def folded(results: list[WorkResult]) -> list[tuple[object, ...]]:
        return [
            (
                one.column,
                one.number,
                one.status,
                one.done_on,
                squashed(one.status_words),
                None if one.note is None else squashed(one.note),
                [squashed(proof) for proof in one.evidence],
            )
            for one in results
        ]

    return folded(found) == folded(wanted)


def _split_day(text: str) -> tuple[str, str, str]:
    match = re.search(loose(_ON), text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<result>{loose(_RESULT)})|{loose(WORK_WORDS['step'])}\s*(?P<step>{NUMBER})"
        rf"|{loose(WORK_WORDS['follow_up'])}\s*(?P<follow_up>{NUMBER})"
        rf"|(?P<note>{loose(_NOTE)})|(?P<proof>{loose(_PROOF)})"
    )
