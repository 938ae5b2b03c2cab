"""Plain text, CSV and HTML for the gate: read and masked where they stand."""

import re
from html import unescape

from prongsai.adapters.gate.gathered import Gathered
from prongsai.adapters.gate.html_flow import mask_html, read_html_flow
from prongsai.audit.reading.charset import decode_text
from prongsai.core.personal_data.find import Part, mask_text
from prongsai.core.personal_data.place import Place

_CHARSET = re.compile(r"""(<meta[^>]{0,200}?charset\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE)
_SEPARATORS = ",;\t|"
_HEADING_ROWS = 5


def gather_text(text: str, gathered: Gathered) -> None:
    """A text by lines; one that looks like a table of cells with signs between them by rows."""
    separator = find_separator(text)
    starts = tuple(match.end() for match in re.finditer("\n", text))
    if not separator:
        gathered.add(Part(Place("line", 1), text, starts=starts))
        return
    headings: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        cells = cells_of_line(line, separator)
        if number <= _HEADING_ROWS and len(cells) > 1 and not any(letter.isdecimal() for letter in line):
            headings = tuple(cells)
        gathered.add(Part(Place("line", number), "\t".join(cells), contexts=headings, looks_for="numbers"))
    gathered.add(Part(Place("line", 1), text, starts=starts, looks_for="signatures"))


def find_separator(text: str) -> str:
    """What parts the cells of a CSV, "" when the text is none: on most of its first lines equally often."""
    lines = [line for line in text.split("\n")[:40] if line.strip()]
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        if len(lines) > 1 and counts[0] and sum(count >= counts[0] for count in counts) >= 0.8 * len(counts):
            return separator
    return ""


def cells_of_line(line: str, separator: str) -> list[str]:
    """The cells of one line of a CSV; a separator inside double quotes counts as text. Blanks of every cell are kept."""
    cells: list[str] = [""]
    is_quoted = False
    for letter in line.rstrip("\r"):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            cells.append("")
        else:
            cells[-1] += letter
    return cells


def gather_html(source: str, gathered: Gathered) -> None:
    """A page or fragment: what is seen, what attributes say, and what is hidden in comments, scripts and styles."""
    flow = read_html_flow(source)
    starts = tuple(place + 1 for place, letter in enumerate(flow.text) if letter == "\n")
    gathered.add(Part(Place("line", 1), flow.text, starts=starts))
    said = " ; ".join(unescape(flow.source[start:end]) for start, end in flow.attributes)
    gathered.text(Place("part", name="attributes"), said, origin="hidden")
    hidden = " ; ".join(flow.source[start:end] for start, end in flow.unseen)
    gathered.text(Place("part", name="comments, scripts"), hidden, origin="hidden")
    if flow.comments:
        gathered.hidden(
            Place("file"), "มีหมายเหตุที่ผู้อ่านไม่เห็นในหน้า", "the page holds comments that do not show", count=flow.comments
        )
    if flow.hidden_elements:
        gathered.hidden(Place("file"), "มีส่วนที่ตั้งให้ซ่อนในหน้า", "parts of the page are hidden", count=flow.hidden_elements)


def mask_typed(content: bytes, form: str, content_type: str = "") -> tuple[bytes, int]:
    """A text, CSV or HTML file masked; written in UTF-8, for other character sets have no sign for a hidden digit."""
    text = decode_text(content, content_type=content_type).text
    if form == "html":
        masked, count = mask_html(text)
        return _CHARSET.sub(r"\g<1>utf-8", masked).encode("utf-8", errors="replace"), count
    separator = find_separator(text)
    if not separator:
        masked, count = mask_text(text)
        return masked.encode("utf-8-sig", errors="replace"), count
    masked, count = _mask_cells(text, separator)
    return masked.encode("utf-8-sig", errors="replace"), count


def _mask_cells(text: str, separator: str) -> tuple[str, int]:
    """A CSV masked line by line with the headings of its columns in mind; quotes and separators stay where they are."""
    count = 0
    headings: tuple[str, ...] = ()
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cells = cells_of_line(line, separator)
        if number < _HEADING_ROWS and len(cells) > 1 and not any(letter.isdecimal() for letter in line):
            headings = tuple(cells)
        masked, times = mask_text("\t".join(cells), contexts=headings)
        if times:
            count += times
            rest = iter(masked)
            is_quoted = False
            out = []
            body = line.rstrip("\r")
            for letter in body:
                if letter == '"':
                    is_quoted = not is_quoted
                    out.append(letter)
                else:
                    shown = next(rest)
                    out.append(separator if letter == separator and not is_quoted else shown)
            lines[number] = "".join(out) + line[len(body) :]
    return "\n".join(lines), count
