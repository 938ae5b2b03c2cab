"""What does not fit inside a result: parts against wholes, the level against the year's rule, the list against the year.

Each check takes the same arguments and gives findings, none when all is well. Nothing is corrected.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from prongsai.core.finding import Finding, sort_findings
from prongsai.core.framework.doubt import framework_doubt
from prongsai.core.framework.model import Framework
from prongsai.core.result.model import YearResult
from prongsai.core.result.reckoning import Reckoning, find_level, is_close, reckon, total_of
from prongsai.core.scoring import format_points
from prongsai.core.thai.words import join_thai

Check = Callable[[YearResult, Framework, Reckoning], Iterator[Finding]]


def check_result(
    result: YearResult, framework: Framework, others: Mapping[int, Framework] | None = None
) -> list[Finding]:
    """Every finding of a result, worst first. `others` are frameworks by year, to say which year a list may be of."""
    reckoning = reckon(result, framework)
    found = [finding for check in CHECKS for finding in check(result, framework, reckoning)]
    return sort_findings([*found, *_items_of_other_year(result, framework, others or {})])


def scores_in_range(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """Every score lies between 0 and 100, and an item has one or the other."""
    for place, score in _all_scores(result):
        if not 0 <= score <= 100:
            yield _finding(
                "result_out_of_range",
                "error",
                place,
                f"{_score_of(place)} เป็น {_n(score)} ซึ่งไม่อยู่ระหว่าง 0 ถึง 100 กรุณาตรวจกับประกาศ",
                f"the score of {_place_en(place)} is {_n(score)}, not between 0 and 100: check it with the announcement",
            )
    for code, score in result.items.items():
        if 0 < score < 100:
            yield _finding(
                "result_item_in_part",
                "warning",
                code,
                f"ข้อ {code} ได้ {_n(score)} คะแนน แต่แต่ละข้อได้ 100 หรือ 0 เท่านั้น กรุณาตรวจว่าใช่คะแนนของข้อนี้",
                f"{code} has {_n(score)}, but an item gets 100 or 0: see whether this is the item's own score",
            )


def total_follows_from_tools(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """The announced total is the weighted sum of the three tools."""
    if result.total is None or reckoning.total is None or is_close(result.total, reckoning.total):
        return
    note = _assumed_words(reckoning)
    yield _finding(
        "result_total_differs",
        "warning",
        "คะแนนรวม",
        f"คะแนนรวมที่ประกาศ {_n(result.total)} แต่คำนวณจากคะแนนสามเครื่องมือได้ {_n(reckoning.total)}{note[0]} กรุณาตรวจตัวเลขกับประกาศ",
        f"the announced total is {_n(result.total)}, the three tools give {_n(reckoning.total)}{note[1]}: check the figures",
    )


def tools_follow_from_indicators(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """A tool's score is the plain mean of its indicators: proven for OIT, assumed for the others."""
    for tool in framework.tools:
        known = [result.indicators[number] for number in tool.indicators if number in result.indicators]
        if tool.code not in result.tools or not known or len(known) != len(tool.indicators):
            continue
        mean = sum(known, Decimal(0)) / len(known)
        if is_close(result.tools[tool.code], mean):
            continue
        is_proven = tool.code == "OIT"
        yield _finding(
            "result_tool_differs",
            "warning" if is_proven else "note",
            tool.code,
            f"คะแนน {tool.code} ที่ประกาศ {_n(result.tools[tool.code])} แต่ค่าเฉลี่ยของตัวชี้วัดคือ {_n(mean)}"
            + ("" if is_proven else " (วิธีเฉลี่ยของเครื่องมือนี้เป็นข้ออนุมาน)"),
            f"{tool.code} was announced as {_n(result.tools[tool.code])}, the mean of its indicators is {_n(mean)}"
            + ("" if is_proven else " (that this tool is their mean is inferred)"),
        )


def parts_follow_from_items(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """Sub-indicators, indicators 9 and 10 and OIT are those that the item scores give."""
    if reckoning.oit is None:
        return
    computed: list[tuple[str, Decimal | None, Decimal]] = []
    for code, score in reckoning.oit.sub_indicators.items():
        computed.append((code, result.sub_indicators.get(code), score))
    for number, score in reckoning.oit.indicators.items():
        computed.append((f"ตัวชี้วัดที่ {number}", result.indicators.get(number), score))
    computed.append(("OIT", result.tools.get("OIT"), reckoning.oit.score))
    for place, announced, score in computed:
        if announced is not None and not is_close(announced, score):
            yield _finding(
                "result_part_differs",
                "warning",
                place,
                f"{place} ประกาศ {_n(announced)} แต่คะแนนรายข้อให้ {_n(score)} กรุณาตรวจว่าข้อใดกรอกผิด",
                f"{_place_en(place)} was announced as {_n(announced)}, its items give {_n(score)}: see which item is wrong",
            )


def level_fits_the_rule(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """The announced level is the one that the year's rule gives: from FY2566 each tool has a minimum of its own."""
    if not result.level:
        return
    announced = find_level(framework, result.level)
    if announced is None:
        names = ", ".join(level.name_th for level in framework.levels)
        yield _finding(
            "result_level_unknown",
            "warning",
            "ระดับ",
            f'ปี {framework.fiscal_year} ไม่มีระดับชื่อ "{result.level}" (มี {names})',
            f'{framework.fiscal_year} has no level named "{result.level}" (there are {names})',
        )
        return
    reading = reckoning.level
    if reading is None or announced in reading.possible:
        return
    expected = " หรือ ".join(level.name_th for level in reading.possible)
    expected_en = " or ".join(level.name_en for level in reading.possible)
    total = format_points(total_of(result, reckoning))
    yield _finding(
        "result_level_differs",
        "warning",
        "ระดับ",
        f"ประกาศระดับ {announced.name_th} แต่คะแนนรวม {total} และคะแนนรายเครื่องมือให้ระดับ {expected} ตามเกณฑ์ปี {framework.fiscal_year}",
        f"the level was announced as {announced.name_en}; total {total} and the tools give {expected_en} by the rule of {framework.fiscal_year}",
    )


def every_item_has_a_score(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """Once items are given, all of the year's list are: an item without a score is not an item with 0."""
    missing = [code for code in framework.item_codes if code not in result.items]
    known = [code for code in result.items if framework.has_item(code)]
    if known and missing:
        yield _finding(
            "result_item_missing",
            "warning",
            ", ".join(missing[:6]),
            f"ยังไม่มีคะแนนของ {len(missing)} ข้อ ({_named(missing)}) จึงคำนวณ OIT ไม่ได้",
            f"{len(missing)} items have no score ({_named(missing)}), so OIT cannot be computed",
        )


def year_can_be_computed(result: YearResult, framework: Framework, reckoning: Reckoning) -> Iterator[Finding]:
    """The year's list and its cut into sub-indicators are known; where not, it is said and nothing is guessed."""
    doubt = framework_doubt(framework)
    if doubt is not None:
        yield _finding("result_framework_doubt", "note", f"ปี {framework.fiscal_year}", *doubt)
    if result.items and not _has_cut(framework):
        yield _finding(
            "result_not_computable",
            "note",
            f"ปี {framework.fiscal_year}",
            f"ยังไม่ทราบตัวชี้วัดย่อยของปี {framework.fiscal_year} จึงคำนวณ OIT จากคะแนนรายข้อไม่ได้ และบอกไม่ได้ว่าข้อหนึ่งมีค่ากี่คะแนน",
            f"the sub-indicators of {framework.fiscal_year} are not known: OIT cannot be computed from items, nor what an item is worth",
        )


CHECKS: tuple[Check, ...] = (
    scores_in_range,
    total_follows_from_tools,
    tools_follow_from_indicators,
    parts_follow_from_items,
    level_fits_the_rule,
    every_item_has_a_score,
    year_can_be_computed,
)


def _items_of_other_year(
    result: YearResult, framework: Framework, others: Mapping[int, Framework]
) -> Iterator[Finding]:
    """The items are those of the year's list; where another year fits better, that year is named."""
    if not result.items:
        return
    unknown = [code for code in result.items if not framework.has_item(code)]
    better = [
        year
        for year, other in sorted(others.items())
        if year != framework.fiscal_year and set(other.item_codes) == set(result.items)
    ]
    if not unknown and (set(result.items) == set(framework.item_codes) or not better):
        return
    fits = f" รายการนี้ตรงกับปี {', '.join(map(str, better))}" if better else ""
    fits_en = f"; the list is that of {', '.join(map(str, better))}" if better else ""
    names = f"ไม่มีข้อ {_named(unknown)}" if unknown else f"มี {len(framework.item_codes)} ข้อ แต่ผลมี {len(result.items)} ข้อ"
    names_en = (
        f"has no {_named(unknown)}"
        if unknown
        else f"has {len(framework.item_codes)} items, the result {len(result.items)}"
    )
    yield _finding(
        "result_items_of_other_year",
        "error" if unknown else "warning",
        _named(unknown) or "รายการข้อ",
        f"รายการของปี {framework.fiscal_year} {names}{fits} กรุณาตรวจปีของผล",
        f"the list of {framework.fiscal_year} {names_en}{fits_en}: check the year of the result",
    )


def _all_scores(result: YearResult) -> Iterator[tuple[str, Decimal]]:
    yield from result.tools.items()
    for number, score in result.indicators.items():
        yield f"ตัวชี้วัดที่ {number}", score
    yield from result.sub_indicators.items()
    yield from result.items.items()
    if result.total is not None:
        yield "คะแนนรวม", result.total


def _has_cut(framework: Framework) -> bool:
    known = {entry.code for entry in framework.sub_indicators}
    return bool(known) and all(item.sub_indicator in known for item in framework.items)


def _finding(code: str, severity: str, where: str, message_th: str, message_en: str) -> Finding:
    return Finding(code, severity, None, where, message_th, message_en)  # type: ignore[arg-type]


def _score_of(place: str) -> str:
    """The score of a part in Thai: a blank before a code, and the word once."""
    return place if place.startswith("คะแนน") else join_thai("คะแนน", place)


def _place_en(place: str) -> str:
    return place.replace("ตัวชี้วัดที่", "indicator").replace("คะแนนรวม", "the total")


def _assumed_words(reckoning: Reckoning) -> tuple[str, str]:
    if not reckoning.assumed:
        return "", ""
    names = ", ".join(reckoning.assumed)
    return f" (ถือว่า {names} เป็นค่าเฉลี่ยของตัวชี้วัด)", f" (taking {names} as the mean of its indicators)"


def _named(codes: list[str], most: int = 6) -> str:
    shown = ", ".join(codes[:most])
    return f"{shown} …" if len(codes) > most else shown


def _n(score: Decimal) -> str:
    return format_points(score)
