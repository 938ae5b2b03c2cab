"""Any result, written out in any layout that offices use, reads back as it was."""

import csv
import io
import random
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.core.result import YearResult
from prongsai.wiring.results import read_result_file
from tests.core.result.made import FILES

NAME = "เทศบาลตำบลบ้านสวนใส"
YEAR = 2567
LIST = FILES.get(YEAR)
SCORE = st.integers(200, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
TOOL_SCORE = st.integers(4_600, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def results(draw: st.DrawFn, *, with_items: bool = True) -> YearResult:
    """A result of some parts; at least one tool, and never weighted points that sum to the total."""
    tools = {code: draw(TOOL_SCORE) for code in ("IIT", "EIT", "OIT")}
    indicators = draw(st.dictionaries(st.integers(1, 10), SCORE, max_size=10))
    subs = draw(st.dictionaries(st.sampled_from([one.code for one in LIST.sub_indicators]), SCORE, max_size=7))
    codes = draw(st.lists(st.sampled_from(LIST.item_codes), unique=True, max_size=12)) if with_items else []
    items = {code: Decimal(draw(st.sampled_from((0, 100)))) for code in codes}
    total = draw(st.none() | SCORE)
    return YearResult(
        YEAR, NAME, tools, indicators, subs, items, total=total, level=draw(st.sampled_from(("", "ผ่านดี", "A")))
    )


def write_score(score: Decimal, way: str) -> str:
    """A score as people write it."""
    text = f"{score:.2f}"
    return {
        "plain": text,
        "comma": text.replace(".", ","),
        "thai": text.translate(THAI),
        "percent": f"{text}%",
        "words": f"{text} คะแนน",
        "short": f"{float(score):g}",
    }[way]


def rows_of(result: YearResult, way: str, *, numbered: bool) -> list[list[str]]:
    """A row for each part: a label and its score, with a running number before it where asked for."""
    pairs = [(code, write_score(score, way)) for code, score in result.tools.items()]
    pairs += [(f"ตัวชี้วัดที่ {number}", write_score(score, way)) for number, score in result.indicators.items()]
    pairs += [(f"{code} {sub_name(code)}", write_score(score, way)) for code, score in result.sub_indicators.items()]
    pairs += [(code, f"{score:g}") for code, score in result.items.items()]
    pairs += [("คะแนนรวม", write_score(result.total, way))] if result.total is not None else []
    pairs += [("ระดับ", result.level)] if result.level else []
    return [[str(at), *pair] if numbered else list(pair) for at, pair in enumerate(pairs, 1)]


def sub_name(code: str) -> str:
    return next(one.name_th for one in LIST.sub_indicators if one.code == code)


def as_csv(rows: list[list[str]], sign: str) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=sign).writerows(rows)
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_docx(rows: list[list[str]]) -> bytes:
    document = docx.Document()
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_html(rows: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<!doctype html><meta charset=utf-8><table>{body}</table>".encode()


def read(content: bytes, name: str) -> YearResult:
    (found,) = read_result_file(content, name, fiscal_year=YEAR, agency_name=NAME).results
    return found


def require_same(found: YearResult, result: YearResult) -> None:
    assert dict(found.tools) == dict(result.tools)
    assert dict(found.indicators) == dict(result.indicators)
    assert dict(found.sub_indicators) == dict(result.sub_indicators)
    assert dict(found.items) == dict(result.items)
    assert found.total == result.total
    assert found.level == result.level


WAYS = st.sampled_from(("plain", "comma", "thai", "percent", "words", "short"))


class TestARowForEachPart:
    @SLOW
    @given(result=results(), way=WAYS, numbered=st.booleans(), seed=st.integers(0, 99))
    def test_in_csv_in_any_order(self, result, way, numbered, seed):
        rows = rows_of(result, way, numbered=numbered)
        random.Random(seed).shuffle(rows)

        require_same(read(as_csv(rows, ";" if way == "comma" else ","), "ผล.csv"), result)

    @SLOW
    @given(result=results(), way=WAYS, numbered=st.booleans())
    def test_in_a_workbook_under_headings(self, result, way, numbered):
        head = ["ที่", "รายการ", "คะแนน"] if numbered else ["รายการ", "คะแนน"]

        require_same(read(as_xlsx([head, *rows_of(result, way, numbered=numbered)]), "ผล.xlsx"), result)

    @SLOW
    @given(result=results(with_items=False), way=WAYS)
    def test_in_word_and_on_a_page(self, result, way):
        rows = [["รายการ", "คะแนน"], *rows_of(result, way, numbered=False)]

        require_same(read(as_docx(rows), "ผล.docx"), result)
        require_same(read(as_html(rows), "ผล.html"), result)

    @SLOW
    @given(result=results(with_items=False))
    def test_with_weights_beside(self, result):
        rows = [["รายการ", "น้ำหนัก", "คะแนนเต็ม", "คะแนนที่ได้"]]
        rows += [[label, "30", "100", score] for label, score in rows_of(result, "plain", numbered=False)]

        require_same(read(as_xlsx(rows), "ผล.xlsx"), result)


class TestARowForEachAgency:
    @SLOW
    @given(result=results(with_items=False), way=WAYS, others=st.lists(SCORE, min_size=1, max_size=3))
    def test_the_agencys_own_row_is_read(self, result, way, others):
        total = result.total if result.total is not None else Decimal("88.88")
        codes = list(result.tools)
        rows = [["ที่", "หน่วยงาน", *codes, "คะแนนรวม"]]
        rows += [
            [str(at), f"อบต.อื่น{at}", *[f"{score:.2f}"] * len(codes), f"{score:.2f}"] for at, score in enumerate(others)
        ]
        rows.append(["99", NAME, *(write_score(result.tools[code], way) for code in codes), write_score(total, way)])

        found = read(as_xlsx(rows), "ผล.xlsx")

        assert found.agency_name == NAME
        assert dict(found.tools) == dict(result.tools)
        assert found.total == total


class TestAColumnForEachYear:
    @SLOW
    @given(first=results(with_items=False), second=results(with_items=False), way=WAYS)
    def test_each_is_a_result(self, first, second, way):
        rows = [["รายการ", "2566", "2567"]]
        rows += [
            [code, write_score(first.tools[code], way), write_score(second.tools[code], way)] for code in first.tools
        ]

        found = read_result_file(as_xlsx(rows), "ผล.xlsx", agency_name=NAME).results

        assert {one.fiscal_year: dict(one.tools) for one in found} == {
            2566: dict(first.tools),
            2567: dict(second.tools),
        }


@pytest.mark.parametrize("way", ["plain", "comma", "thai", "percent", "words"])
def test_scores_are_written_in_ways_that_differ(way):
    assert way == "plain" or write_score(Decimal("90.50"), way) != "90.50"


@pytest.mark.parametrize("sign", [";", "|", "\t"])
def test_a_comma_between_digits_parts_no_cells_where_another_sign_does(sign):
    found = read(f"IIT{sign}46,00\nEIT{sign}88,25\nคะแนนรวม{sign}90,10\n".encode(), "ผล.csv")

    assert dict(found.tools) == {"IIT": Decimal("46.00"), "EIT": Decimal("88.25")}
    assert found.total == Decimal("90.10")


def test_commas_alone_part_cells_also_between_digits():
    found = read("IIT,30,46.5\nรายการ,น้ำหนัก,คะแนน\nEIT,30,88\n".encode(), "ผล.csv")

    assert found.tools["EIT"] == Decimal(88)
