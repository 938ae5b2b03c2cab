"""A document with a result, or with several, as values: one agency's, each year once, with what was not understood."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding, sort_findings
from prongsai.core.framework.model import TOOL_CODES, Framework
from prongsai.core.result import YearResult, result_from_json
from prongsai.core.thai.digits import to_arabic_digits
from prongsai.intake.blocks import Paragraph, SourceDocument, Table
from prongsai.intake.results.agencies import closest_agency, is_same_agency
from prongsai.intake.results.labels import Labels, squash
from prongsai.intake.results.readings import Findings, Reading, say_given_twice
from prongsai.intake.results.sentences import AGENCY, Sentences
from prongsai.intake.results.tables import TableReader

MOST_RESULTS = 60
"""Years of one agency in one file; more are no results of an assessment."""

_YEAR = re.compile(r"(?:ปีงบประมาณ|ประจำปี|ปี\s*พ\.?\s*ศ|fiscal year)[^0-9]{0,14}(25\d\d)", re.IGNORECASE)
_LOOSE_YEAR = re.compile(r"(?:ปี|พ\.?\s*ศ\.?|FY|ITA|year)\s*(?:พ\.?\s*ศ\.?)?\s*(25\d\d)(?!\d)", re.IGNORECASE)
_OF_RESULT = re.compile(r"ITA|คะแนน|ผลการประเมิน", re.IGNORECASE)
_PARTS = re.compile(r"\t|\s{2,}|\s*[:=|]\s*")
_LAST_NUMBER = re.compile(
    r"^(?P<label>.*(?:\S\s|[ก-๛]))(?P<number>-?\d{1,3}(?:[.,]\d{1,4})?)\s*(?:คะแนน|%|points?)?\.?$"
)
_CLOSE = Decimal("0.05")
_FEWEST_FRACTIONS = 2


@dataclass(frozen=True, slots=True)
class ReadResults:
    """The results found, the earliest year first, and the reader's findings (the checks of a result come apart)."""

    results: tuple[YearResult, ...]
    findings: tuple[Finding, ...]


def read_results(
    source: SourceDocument,
    *,
    frameworks: Callable[[int], Framework],
    fiscal_year: int | None = None,
    agency_name: str = "",
    former_names: Sequence[str] = (),
) -> ReadResults:
    """The results of a document. `fiscal_year` and `agency_name` say what the document itself leaves out or leaves open.

    A year listed under one of the `former_names` is the agency's too, where the document has it not under its own name.

    Raises PersonError, one sentence, when no score is found, the year is missing, or the agency is not among several.
    """
    named_year = _find_year(source) or fiscal_year or _find_lone_year(source)
    framework = frameworks(named_year or 2568)
    names = (agency_name, *former_names)
    reader = TableReader(Labels(framework), framework, Findings(), names)
    sentences = Sentences(framework, named_year, names)
    is_sheet = source.format in ("xlsx", "csv")
    for block in source.blocks:
        if isinstance(block, Table):
            reader.read(block)
            if source.format == "text":
                for line in _lone_lines(block):
                    _read_line(line, reader, sentences)
        else:
            _read_line(block, reader, sentences, is_sheet=is_sheet)
    if not reader.main.agency:
        reader.main.agency = _find_agency(source)
    readings = _choose(reader, names, source.name)
    if not readings:
        raise _nothing(source.name)
    results: dict[int, YearResult] = {}
    places: dict[int, dict[str, str]] = {}
    for reading in readings:
        year = reading.year or named_year
        if year is None:
            raise PersonError(
                f'ไม่พบปีงบประมาณใน "{source.name}" กรุณาระบุปีงบประมาณ พ.ศ. ของผล',
                f'"{source.name}" says no fiscal year: please say which (Buddhist era) the result is of',
            )
        result = _of_hundred(_whole_marks(reading.result(year, source.name), reader.findings), reader.findings)
        result = _rounded(_unweighted(result, frameworks(year), reader.findings), reader.findings)
        own = _places(reading)
        if year in results:
            _say_contradictions((results[year], places[year]), (result, own), reader.findings)
            result = _merged(results[year], result)
        results[year], places[year] = result, {**own, **places.get(year, {})}
    if len(results) > MOST_RESULTS:
        raise _nothing(source.name)
    findings = sort_findings([*source.notices, *reader.findings.list_all()])
    return ReadResults(tuple(results[year] for year in sorted(results)), tuple(findings))


def _read_line(block: Paragraph, reader: TableReader, sentences: Sentences, *, is_sheet: bool = False) -> None:
    cells = _cells(block)
    is_known = is_sheet or reader.knows(cells)
    if not is_known and sentences.read(block, reader.main, reader.findings):
        return
    is_used = reader.read_line(cells, block.where, is_sheet=is_sheet)
    if is_known and not is_used and (not is_sheet or len(cells) == 1):
        sentences.read(block, reader.main, reader.findings)


def _lone_lines(table: Table) -> Iterable[Paragraph]:
    """Lines without a tab among those of a table typed as text: label and score with a blank between, or words."""
    for row in table.rows:
        if len(row.cells) == 1 and len(_cells(line := Paragraph(row.cells[0].text, where=row.where))) > 1:
            yield line


def read_result_json(content: bytes, name: str) -> ReadResults:
    """A result that was written as JSON. Raises PersonError."""
    return ReadResults((result_from_json(content, name),), ())


def _choose(reader: TableReader, names: Sequence[str], name: str) -> list[Reading]:
    """The readings of the agency asked for, by its name and those it had before; rows of others are left out, the sheet's
    own head fills gaps.
    """
    agency_name = names[0]
    rows = [reading for reading in reader.readings if reading.scores]
    main = reader.main
    agencies = list(dict.fromkeys(squash(reading.agency) for reading in rows if reading.agency))
    if len(agencies) > 1:
        chosen: list[Reading] = []
        for one in names:
            named, taken = closest_agency(agencies, squash(one)), {reading.year for reading in chosen}
            own = [reading for reading in rows if named is not None and squash(reading.agency) == named]
            chosen += [reading for reading in own if reading.year not in taken]
        if not chosen:
            raise _of_others(name, len(agencies), agency_name)
        rows = chosen
    if reader.others and not rows and not main.scores:
        raise _of_others(name, len(reader.others), agency_name)
    found = [*rows, *([main] if main.scores else [])]
    for reading in found:
        reading.agency = reading.agency or main.agency
        reading.level = reading.level or (main.level if len(found) == 1 else "")
        reading.year = reading.year or main.year
    printed = next((reading.agency for reading in found if reading.agency), "")
    if printed and agency_name and not any(is_same_agency(squash(printed), squash(one)) for one in names):
        reader.findings.say(
            "result_other_agency",
            "warning",
            printed[:80],
            f'เอกสารเป็นผลของ "{printed[:80]}" ไม่ใช่ "{agency_name}" กรุณาตรวจว่าเลือกเอกสารถูกฉบับ',
            f'the document is the result of "{printed[:80]}", not of "{agency_name}": check that it is the right one',
        )
    return found


def _whole_marks(result: YearResult, findings: Findings) -> YearResult:
    """Items written as 1 and 0 become 100 and 0."""
    scores = set(result.items.values())
    if not scores <= {Decimal(0), Decimal(1)} or Decimal(1) not in scores:
        return result
    findings.say(
        "result_items_as_ones",
        "note",
        "คะแนนรายข้อ",
        "คะแนนรายข้อเขียนเป็น 1 และ 0 จึงอ่านเป็น 100 และ 0",
        "items are written as 1 and 0 and were read as 100 and 0",
    )
    return replace(result, items={code: score * 100 for code, score in result.items.items()})


def _of_hundred(result: YearResult, findings: Findings) -> YearResult:
    """Scores kept as fractions, as a cell shown in percent holds them (0.905 for 90.5%), become scores of 100.

    Only where every score is one and at least two say so: an office may as well have got 1 or 0 of 100.
    """
    scores = [*result.tools.values(), *result.indicators.values(), *result.sub_indicators.values()]
    scores += [] if result.total is None else [result.total]
    if any(score < 0 or score > 1 for score in scores) or sum(0 < score < 1 for score in scores) < _FEWEST_FRACTIONS:
        return result
    findings.say(
        "result_as_fractions",
        "warning",
        "IIT, EIT, OIT",
        "คะแนนทุกค่าเป็นเศษส่วน (เช่น 0.905) จึงอ่านเป็นร้อยละ (90.5) กรุณาตรวจ",
        "every score is a fraction (such as 0.905) and was read in percent (90.5): please check",
    )
    return replace(
        result,
        tools={code: _percent(score) for code, score in result.tools.items()},
        indicators={number: _percent(score) for number, score in result.indicators.items()},
        sub_indicators={code: _percent(score) for code, score in result.sub_indicators.items()},
        total=None if result.total is None else _percent(result.total),
    )


def _rounded(result: YearResult, findings: Findings) -> YearResult:
    """Two decimals, as results are announced and stored; a sheet's formula has more (91.63333333333334)."""
    rounded = replace(
        result,
        tools={code: round(score, 2) for code, score in result.tools.items()},
        indicators={number: round(score, 2) for number, score in result.indicators.items()},
        sub_indicators={code: round(score, 2) for code, score in result.sub_indicators.items()},
        items={code: round(score, 2) for code, score in result.items.items()},
        total=None if result.total is None else round(result.total, 2),
    )
    if rounded == result:
        return result
    findings.say(
        "result_rounded",
        "note",
        "คะแนน",
        "คะแนนบางค่ามีทศนิยมเกินสองตำแหน่ง จึงปัดเป็นสองตำแหน่ง",
        "some scores had more than two decimals and were rounded to two",
    )
    return rounded


def _percent(score: Decimal) -> Decimal:
    return (score * 100).quantize(Decimal("0.01"))


def _unweighted(result: YearResult, framework: Framework, findings: Findings) -> YearResult:
    """Tool scores written as points of the total (IIT of 30, EIT of 30, OIT of 40) become scores of 100.

    Only where they sum to the total: a tool of 28 may as well be a very low score.
    """
    weights = {tool.code: Decimal(str(tool.weight_percent)) for tool in framework.tools}
    if result.total is None or set(result.tools) != set(TOOL_CODES) or set(weights) != set(TOOL_CODES):
        return result
    if any(result.tools[code] > weights[code] for code in TOOL_CODES) or not result.total:
        return result
    if abs(sum(result.tools.values(), Decimal(0)) - result.total) > _CLOSE:
        return result
    findings.say(
        "result_weighted",
        "warning",
        "IIT, EIT, OIT",
        "คะแนนของเครื่องมือเป็นคะแนนถ่วงน้ำหนัก (รวมกันได้คะแนนรวม) จึงแปลงเป็นคะแนนเต็ม 100 กรุณาตรวจ",
        "the tools' scores are weighted points (they sum to the total) and were turned into scores of 100: please check",
    )
    return replace(
        result,
        tools={code: (score * 100 / weights[code]).quantize(Decimal("0.01")) for code, score in result.tools.items()},
    )


def _say_contradictions(
    one: tuple[YearResult, dict[str, str]], other: tuple[YearResult, dict[str, str]], findings: Findings
) -> None:
    """Name what two tables of the same year, each with the places of its scores, say differently."""
    first = _all_scores(one[0])
    for name, score in _all_scores(other[0]).items():
        known = first.get(name, score)
        if known != score:
            say_given_twice(findings, name, (known, one[1].get(name[0], "")), (score, other[1].get(name[0], "")))


def _places(reading: Reading) -> dict[str, str]:
    """Where each score of a reading stands, by its name in Thai."""
    names = {"indicator": "ตัวชี้วัดที่ {}", "total": "คะแนนรวม"}
    return {names.get(key.kind, "{}").format(key.code): place for key, place in reading.places.items()}


def _merged(one: YearResult, other: YearResult) -> YearResult:
    """Two tables of the same year: the first one's scores win."""
    return replace(
        one,
        agency_name=one.agency_name or other.agency_name,
        tools={**other.tools, **one.tools},
        indicators={**other.indicators, **one.indicators},
        sub_indicators={**other.sub_indicators, **one.sub_indicators},
        items={**other.items, **one.items},
        titles={**other.titles, **one.titles},
        total=one.total if one.total is not None else other.total,
        level=one.level or other.level,
    )


def _all_scores(result: YearResult) -> dict[tuple[str, str], Decimal]:
    """Every score of a result by its name in Thai and English."""
    found: dict[tuple[str, str], Decimal] = {(code, code): score for code, score in result.tools.items()}
    found |= {(f"ตัวชี้วัดที่ {number}", f"indicator {number}"): score for number, score in result.indicators.items()}
    found |= {(code, code): score for code, score in (*result.sub_indicators.items(), *result.items.items())}
    return found | ({} if result.total is None else {("คะแนนรวม", "the total"): result.total})


def _find_year(source: SourceDocument) -> int | None:
    """The year that the document's own words name most often, else the only one beside words of a result ("ITA ปี 2564")."""
    counts: Counter[int] = Counter()
    loose: set[int] = set()
    for text in map(to_arabic_digits, _all_texts(source.blocks)):
        counts.update(int(year) for year in _YEAR.findall(text))
        if _OF_RESULT.search(text):
            loose.update(int(year) for year in _LOOSE_YEAR.findall(text))
    if counts:
        return counts.most_common(1)[0][0]
    return loose.pop() if len(loose) == 1 else None


def _find_lone_year(source: SourceDocument) -> int | None:
    """The only year that the document names in whatever words, None when it names several."""
    years = {int(year) for text in _all_texts(source.blocks) for year in _LOOSE_YEAR.findall(to_arabic_digits(text))}
    return years.pop() if len(years) == 1 else None


def _find_agency(source: SourceDocument) -> str:
    for block in source.blocks:
        if isinstance(block, Paragraph):
            match = AGENCY.search(block.text)
            if match is not None:
                return match[0]
    return ""


def _all_texts(blocks: Iterable[Paragraph | Table]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows[:20] for cell in row.cells)


def _cells(paragraph: Paragraph) -> Sequence[str]:
    """A line of text as label and value: parted by tabs, wide blanks or a colon, or before its last number.

    A printed sheet whose columns were too narrow leaves no blank between a Thai word and the number.
    """
    parts = [part.strip() for part in _PARTS.split(paragraph.text) if part.strip()]
    if len(parts) > 1:
        return parts
    match = _LAST_NUMBER.match(to_arabic_digits(paragraph.text.strip()))
    return [match["label"].strip(), match["number"]] if match is not None else parts


def _of_others(name: str, count: int, agency_name: str) -> PersonError:
    return PersonError(
        f'"{name}" มีผลของ {count} หน่วยงาน แต่ไม่มี "{agency_name}" กรุณาเลือกไฟล์ที่มีหน่วยงานของคุณ'
        if agency_name
        else f'"{name}" มีผลของ {count} หน่วยงาน กรุณาระบุชื่อหน่วยงาน',
        f'"{name}" holds results of {count} agencies, none of them "{agency_name}"'
        if agency_name
        else f'"{name}" holds results of {count} agencies: please name the agency',
    )


def _nothing(name: str) -> PersonError:
    return PersonError(
        f'ไม่พบคะแนนการประเมินใน "{name}" กรุณาใช้แบบ Excel เปล่าของระบบ หรือไฟล์ที่มีชื่อข้อหรือเครื่องมือ (IIT, EIT, OIT, O1 …) พร้อมคะแนน',
        f'no score was found in "{name}": use the blank workbook, or a file that names items or tools (IIT, EIT, OIT, O1 …) with their scores',
    )
