"""Every time that a text says, in order, with quarters and rounds settled against the fiscal year and the days printed."""

import re
from dataclasses import dataclass

from prongsai.core.fiscal_year import BE_OFFSET, fiscal_year_of
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.core.thai.mention import Mention
from prongsai.core.thai.periods import PeriodReader, settle_label
from prongsai.core.thai.points import PointReader
from prongsai.core.thai.text import fold_thai
from prongsai.core.thai.tokens import Token, tokenize
from prongsai.core.thai.words import Words
from prongsai.core.thai.years import YearReader

_DASHES = re.compile("[‐-―−–—]")
_FILLING_GAPS = ("", "ใน", "วันที่", "ช่วง", "ประมาณ", ":", "(", "ที่", "เวลา")


@dataclass(slots=True)
class TextTimes:
    """A folded text with its tokens and what they say."""

    folded: str
    tokens: list[Token]
    mentions: list[Mention]

    def printed(self, mention: Mention) -> str:
        """The words of a mention with the word before it that says what it is for, digits as printed."""
        first = mention.start if mention.marker_at is None else mention.marker_at
        return self.folded[self.tokens[first].start : self.tokens[mention.end - 1].end].strip(" -")


def find_times(text: str, fiscal_year: int | None) -> TextTimes:
    """All mentions of a text. `fiscal_year` is what a reader of the document knows, None when nothing."""
    folded = fold_thai(text)
    plain = _DASHES.sub("-", to_arabic_digits(folded)).lower()
    if len(plain) != len(folded):  # a few letters grow when lowered; positions must stay
        plain = _DASHES.sub("-", to_arabic_digits(folded))
    tokens = tokenize(plain)
    years = YearReader(tokens, plain, fiscal_year)
    points = PointReader(tokens, plain, fiscal_year, years)
    periods = PeriodReader(tokens, plain, fiscal_year, years)
    mentions: list[Mention] = []
    i = 0
    while i < len(tokens):
        found = points.read(i) or periods.read(i)
        if found is None:
            i += 1
            continue
        mention, i = found
        _mark(mention, tokens)
        mentions.append(mention)
    _settle_labels(mentions, tokens, fiscal_year)
    _check_printed_years(mentions, tokens, fiscal_year)
    return TextTimes(folded, tokens, mentions)


def _mark(mention: Mention, tokens: list[Token]) -> None:
    i = mention.start - 1
    while i >= 0 and (
        tokens[i].kind in ("dayword", "monthword", "edge")
        or (tokens[i].kind == "gap" and tokens[i].text.strip() in _FILLING_GAPS)
    ):
        i -= 1
    if i >= 0 and tokens[i].kind in ("within", "before", "during"):
        mention.marker, mention.marker_at = tokens[i].kind, i  # type: ignore[assignment]
    elif i >= 0 and tokens[i].text in ("ถึง", "จนถึง") and mention.kind in ("date", "month"):
        mention.marker, mention.marker_at = "within", i


def _settle_labels(mentions: list[Mention], tokens: list[Token], fiscal_year: int | None) -> None:
    labels = [mention for mention in mentions if mention.label in ("quarter", "round")]
    if not labels:
        return
    printed_years = [m for m in mentions if m.kind == "fiscal_year" and m.is_year_printed]
    bare_years = [m for m in printed_years if m.label == "fiscal"] or printed_years
    several = [m for m in mentions if m.label == "years" and m.value]
    for label in labels:
        token = tokens[label.start]
        if label.value or label.kind == "ambiguous":
            continue
        year, doubt = _year_of_label(label, bare_years, tokens, fiscal_year)
        label.is_year_printed = bool(bare_years)
        if year is None:
            label.kind = "ambiguous"
            label.doubts.append(Words("ไม่ทราบปีงบประมาณ", "the fiscal year is not known"))
            continue
        if not bare_years and several and not label.is_year_printed:
            doubt = doubt or Words("มีหลายปีงบประมาณในข้อความ", "the text names several fiscal years")
        if doubt:
            label.doubts.append(doubt)
        settle_label(label, token, year)
    for mention in mentions:
        if mention.label in ("quarter", "round") or mention.kind not in ("interval", "date", "month") or mention.marker:
            continue
        if mention.label in ("years", "edge"):
            continue
        before = [label for label in labels if label.start < mention.start]
        if before:
            context = None if bare_years else fiscal_year
            _compare(before[-1], mention, tokens[before[-1].start], has_year=bool(bare_years), context=context)


def _year_of_label(
    label: Mention, years: list[Mention], tokens: list[Token], fiscal_year: int | None
) -> tuple[int | None, Words | None]:
    if not years:
        return fiscal_year, None
    distinct = {mention.number for mention in years}
    following = [mention for mention in years if mention.start >= label.end]
    chosen = years[0]
    if following:
        between = tokens[label.end : following[0].start]
        if all(
            token.kind in ("gap", "to") and token.text.strip() in (*_FILLING_GAPS, "ของ", "ประจำ", "/", "-")
            for token in between
        ):
            return following[0].number, None
    if len(distinct) > 1:
        return chosen.number, Words("มีหลายปีงบประมาณในข้อความ", "the text names several fiscal years")
    return chosen.number, chosen.doubts[0] if chosen.doubts else None


def _compare(label: Mention, mention: Mention, token: Token, *, has_year: bool, context: int | None) -> None:
    """Days printed beside a quarter or round must be its days."""
    if mention.from_on is None or mention.to_on is None:
        mention.doubts += [] if mention.doubts else [Words("อ่านวันในวงเล็บไม่ได้", "the days printed cannot be read")]
        return
    start, end = (mention.from_on.month, mention.from_on.day), (mention.to_on.month, mention.to_on.day)
    if mention.kind in ("date", "month"):
        fits = label.from_on is None or (
            label.to_on is not None and label.from_on <= mention.from_on and mention.to_on <= label.to_on
        )
    elif token.kind == "quarter":
        first = ((token.a - 1) * 3 + 9) % 12 + 1
        months = _months(mention)
        fits = start == (first, 1) and months == 3 * ((token.b or token.a) - token.a + 1)
    elif token.a == 6:
        halves = {"": (10, 4), "first": (10,), "second": (4,)}[token.word]
        fits = start[0] in halves and start[1] == 1 and _months(mention) == 6 and end[1] in (30, 31)
    elif token.a == 12:
        fits = _months(mention) in (6, 12) and end == (9, 30) and start[1] == 1
    else:
        fits = start == (10, 1) and _months(mention) == token.a
    if fits and label.to_on and has_year:
        fits = fiscal_year_of(label.to_on) == fiscal_year_of(mention.to_on)
    elif fits and context and mention.from_on.month >= 10:
        # The commonest slip: October to December printed with the fiscal year's own number.
        fits = mention.from_on.year + BE_OFFSET != context
    if not fits:
        doubt = Words(
            "วันที่พิมพ์ไม่ตรงกับไตรมาส รอบ หรือปีงบประมาณที่ระบุ",
            "the days printed do not fit the quarter, round or fiscal year named",
        )
        mention.doubts.append(doubt)
        if mention.kind == "interval" and label.value:
            mention.value, mention.from_on, mention.to_on = label.value, label.from_on, label.to_on


def _check_printed_years(mentions: list[Mention], tokens: list[Token], fiscal_year: int | None) -> None:
    """A fiscal year printed in the text must agree with the days printed beside it, or that take their year from the context."""
    printed = [m for m in mentions if m.label == "fiscal" and m.kind == "fiscal_year" and m.is_year_printed]
    for mention in mentions:
        if (
            mention.kind not in ("date", "datetime", "month", "interval")
            or mention.label
            or mention.from_on is None
            or not printed
        ):
            continue
        if not mention.is_year_printed and fiscal_year is not None:
            usual = (fiscal_year, fiscal_year - 1) if mention.marker else (fiscal_year,)
            if all(year.number not in usual for year in printed):
                mention.doubts.append(
                    Words(
                        "ไม่ได้พิมพ์ปี และปีงบประมาณในข้อความไม่ใช่ปีของเอกสาร",
                        "no year is printed, and the fiscal year named is not the document's",
                    )
                )
            continue
        beside = [
            year for year in printed if year.end <= mention.start and _is_opening(tokens[year.end : mention.start])
        ]
        if (
            beside
            and not mention.marker
            and {fiscal_year_of(mention.from_on), fiscal_year_of(mention.to_on or mention.from_on)}
            != {beside[-1].number}
        ):
            mention.doubts.append(
                Words(
                    "วันที่พิมพ์ไม่อยู่ในปีงบประมาณที่ระบุไว้ข้างหน้า", "the days printed are not in the fiscal year named before them"
                )
            )


def _is_opening(tokens: list[Token]) -> bool:
    return "".join(token.text for token in tokens).strip() in ("(", "ระหว่าง", "ตั้งแต่", "(ระหว่าง", "(ตั้งแต่", "[")


def _months(mention: Mention) -> int:
    assert mention.from_on
    assert mention.to_on
    return (mention.to_on.year - mention.from_on.year) * 12 + mention.to_on.month - mention.from_on.month + 1
