"""Where lines of the printed report end, judged by two cutters: python -m benchmarks.line_breaks [TEXT FILE]

A break is bad when it falls between two Thai letters where neither newmm (PyThaiNLP's own, with its own list alone)
nor ICU's dictionary sees a word boundary. Line ends are read back from the finished PDF by the places of its
characters. ICU: pip install pyicu-wheels. The judge is not neutral: we cut with the same word list; ICU is the outsider.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.pdf.seed_report import SEED, build_seed_report, list_seed_rows
from prongsai.documents.pdf import LANDSCAPE_LEFT_PT, LANDSCAPE_WIDTH_PT, draw_pdf
from prongsai.documents.report import Column, Grid, Line, Section, TableCell

WIDTHS_CM = (3.5, 6.5, 10.0)
_THAI = re.compile("[\u0e01-\u0e4f]")
_BETWEEN_THAI = re.compile("(?<=[\u0e01-\u0e4f]) +(?=[\u0e01-\u0e4f])")


def main() -> None:
    """Prints one line a width and text: breaks, breaks between Thai letters, bad ones."""
    if len(sys.argv) > 1:
        texts = [" ".join(line.split()) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
        texts = [text for text in texts if text]
    elif SEED.exists():
        texts = [text for row in list_seed_rows() for cell in row for text in cell]
    else:
        raise SystemExit("../shared/seed is absent: name a text file")
    joined = [_BETWEEN_THAI.sub("", text) for text in texts]
    for name, paragraphs in (("as printed", texts), ("blanks between Thai letters removed", joined)):
        newmm, icu = [list(map(cut, paragraphs)) for cut in (_newmm_boundaries, _icu_boundaries)]
        for width in WIDTHS_CM:
            breaks = list_breaks(paragraphs, width)
            thai = [(n, at) for n, at in breaks if _is_inside_thai(paragraphs[n], at)]
            bad = [(n, at) for n, at in thai if at not in newmm[n] and at not in icu[n]]
            not_icu = sum(at not in icu[n] for n, at in thai)
            print(
                f"{name}, {width} cm: {len(breaks)} line ends, {len(thai)} between Thai letters, "
                f"{not_icu} where ICU alone sees no boundary, {len(bad)} bad"
            )
            for n, at in bad:
                dense = paragraphs[n].replace(" ", "")
                print(f"    {dense[max(0, at - 12) : at]} / {dense[at : at + 12]}")


def list_breaks(paragraphs: list[str], width_cm: float) -> list[tuple[int, int]]:
    """Line ends in a column that wide: (paragraph, characters before the break, blanks not counted)."""
    share = width_cm / 2.54 * 72 / LANDSCAPE_WIDTH_PT
    columns = (Column("text", "ข้อความ", share), Column("rest", "ที่เหลือ", 1 - share))
    rows = tuple((TableCell((Line(text),)), TableCell((Line("-"),))) for text in paragraphs)
    report = replace(
        build_seed_report(), sections=(Section((Grid("breaks", "", columns, rows),), landscape=True),), footer=""
    )
    shown = list(
        _characters(draw_pdf(report, attached_plan_json=None), right=LANDSCAPE_LEFT_PT + share * LANDSCAPE_WIDTH_PT)
    )
    dense = [text.replace(" ", "") for text in paragraphs]
    found, at = [], 0
    for n, text in enumerate(dense):
        run = shown[at : at + len(text)]
        if "".join(char for char, _ in run) != text:
            raise SystemExit(f"the PDF does not give paragraph {n} back: {text[:40]} ...")
        found += [(n, place) for place in range(1, len(text)) if _is_new_line(run[place - 1][1], run[place][1])]
        at += len(text)
    return found


def _is_new_line(before: tuple[int, float], now: tuple[int, float]) -> bool:
    """Another page, or a baseline lower by more than a raised mark's shift (lines are 21 pt apart)."""
    return before[0] != now[0] or before[1] - now[1] > 10


def _characters(content: bytes, right: float) -> Iterator[tuple[str, tuple[int, float]]]:
    """Visible characters of the first column below the header row, in order, with page and baseline in pt."""
    from ctypes import c_double

    import pypdfium2
    import pypdfium2.raw as raw

    with pypdfium2.PdfDocument(content) as pdf:
        for number in range(1, len(pdf)):
            page = pdf[number].get_textpage()
            header_left = len("ข้อความ")
            x, y = c_double(), c_double()
            for n in range(page.count_chars()):
                char = chr(raw.FPDFText_GetUnicode(page, n))
                raw.FPDFText_GetCharOrigin(page, n, x, y)
                if char.isspace() or x.value >= right or y.value < 50:
                    continue
                if header_left:
                    header_left -= 1
                else:
                    yield char, (number, y.value)


def _is_inside_thai(text: str, at: int) -> bool:
    """The break has a Thai letter on either side and no blank between."""
    seen = 0
    for place, char in enumerate(text):
        if char != " ":
            seen += 1
        if seen == at:
            after = text[place + 1 : place + 2]
            return bool(_THAI.match(char) and _THAI.match(after))
    return False


def _newmm_boundaries(text: str) -> set[int]:
    from pythainlp.tokenize import word_tokenize

    return _ends(word_tokenize(text, engine="newmm", keep_whitespace=True))


def _icu_boundaries(text: str) -> set[int]:
    from icu import BreakIterator, Locale

    cutter = BreakIterator.createWordInstance(Locale("th"))
    cutter.setText(text)
    ends = [0, *cutter]
    return _ends([text[start:end] for start, end in pairwise(ends)])


def _ends(words: list[str]) -> set[int]:
    ends, at = set(), 0
    for word in words:
        at += len(word.replace(" ", ""))
        ends.add(at)
    return ends


if __name__ == "__main__":
    main()
