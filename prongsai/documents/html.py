"""Draws a Report as one self-contained web page: no script, nothing loaded from elsewhere, printable."""

from base64 import b64encode
from functools import cache
from html import escape
from importlib import resources

from prongsai.documents.chart_svg import draw_svg
from prongsai.documents.report import (
    SIGNING_WORDS,
    Block,
    Chart,
    Cover,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signatures,
    TableCell,
)
from prongsai.documents.safe_links import clickable, split_label

_ROW_HEADED = frozenset({"measures", "facts", "months"})

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem 1rem 3rem; color: #1b1b1b; background: #fff;
  font: 1.125rem/1.65 "Sarabun", "TH Sarabun New", "TH SarabunPSK", "Noto Sans Thai", "Leelawadee UI", sans-serif; }
header { text-align: center; padding: 2rem 0; border-bottom: 3px solid #1f4e79; margin-bottom: 2rem; }
header h1 { font-size: 1.7rem; line-height: 1.45; margin: 0 0 1rem; }
header p { margin: .2rem 0; font-weight: 600; }
section { margin: 2.5rem 0; }
h2 { font-size: 1.35rem; line-height: 1.5; margin: 2rem 0 .75rem; }
h3, h4 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
.prose p { margin: .25rem 0; text-indent: 2.5em; }
.prose ul { margin: .5rem 0; padding: 0; list-style: none; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0 2rem; table-layout: fixed; }
caption { text-align: start; font-weight: 700; padding: .5rem 0; }
th, td { border: 1px solid #6b6b6b; padding: .5rem .6rem; vertical-align: top; text-align: start;
  overflow-wrap: anywhere; font-weight: 400; }
thead th { background: #e6edf5; font-weight: 700; text-align: center; vertical-align: middle; }
td p, th p { margin: 0 0 .35rem; }
td p:last-child, th p:last-child { margin-bottom: 0; }
.center { text-align: center; }
.right { text-align: end; }
figure { margin: 1rem 0; max-width: 46rem; break-inside: avoid; } figcaption { font-weight: 700; padding: .5rem 0; }
figure svg { display: block; width: 100%; height: auto; }
a { color: #0b4a8f; }
.lead { margin: 2rem 0 0; text-indent: 2.5em; break-after: avoid; }
.signatures { display: flex; flex-wrap: wrap; gap: 2rem; justify-content: space-around; margin: 1.5rem 0 3rem;
  break-inside: avoid; }
.signatures div { flex: 1 1 15rem; text-align: center; }
.signatures p { margin: .35rem 0; }
footer { border-top: 1px solid #6b6b6b; padding-top: .75rem; font-size: 1rem; color: #444; }
@media screen and (max-width: 48rem) {
  header h1 { font-size: 1.4rem; }
  table, tbody, tr, caption, tbody th, tbody td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { border: 2px solid #1f4e79; border-radius: .4rem; margin: 0 0 1.25rem; }
  tbody th, tbody td { border: 0; border-bottom: 1px solid #c9c9c9; text-align: start; }
  tbody tr > :last-child { border-bottom: 0; }
  [data-label]::before { content: attr(data-label); display: block; font-weight: 700; color: #1f4e79; }
}
@media print {
  @page { size: A4 landscape; margin: 1.5cm; }
  body { max-width: none; padding: 0; font-size: 12pt; line-height: 1.4; }
  header { border: 0; padding-top: 4cm; margin: 0; }
  section { break-before: page; margin: 0; }
  section.on { break-before: auto; }
  table { margin: .5rem 0 1rem; }
  th, td { padding: .2rem .4rem; }
  td p, th p { margin: 0; }
  table.small { font-size: 10.5pt; }
  tr { break-inside: avoid-page; }
  thead { display: table-header-group; }
  h2, h3, h4, caption { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""


_FONT_FILES = {400: "sarabun-regular.woff2", 700: "sarabun-bold.woff2"}


def draw_html(report: Report) -> str:
    """A whole HTML page; every text escaped, links only to http and https.

    Sarabun (OFL 1.1; its Thai and Latin letters, 52 kB) is inside the page, because few telephones have a Thai document
    font. Where a site's policy forbids fonts in addresses (font-src data:), the reader's own Thai font is used.
    """
    sections = "".join(_section(section) for section in report.sections)
    grids = [block for section in report.sections for block in section.blocks if isinstance(block, Grid)]
    widths = "".join(_widths(grid) for grid in grids)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n"
        f'<meta name="author" content="{escape(report.author)}">\n'
        f'<meta name="description" content="{escape(report.subject)}">\n'
        f'<meta name="keywords" content="{escape(", ".join(report.keywords))}">\n'
        f'<meta name="date" content="{report.made_on.isoformat()}">\n'
        f"<style>{_fonts()}{_STYLE}{widths}</style>\n</head>\n<body>\n{_cover(report.cover)}<main>\n{sections}</main>\n"
        f"<footer><p>{escape(report.footer)}</p></footer>\n</body>\n</html>\n"
    )


@cache
def _fonts() -> str:
    folder = resources.files("prongsai.data") / "fonts"
    return "".join(
        f'\n@font-face {{ font-family: "Sarabun"; font-weight: {weight}; font-display: swap; '
        f'src: url("data:font/woff2;base64,{b64encode((folder / name).read_bytes()).decode("ascii")}") format("woff2"); }}'
        for weight, name in _FONT_FILES.items()
    )


def _cover(cover: Cover) -> str:
    title = "<br>".join(map(escape, cover.title))
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in (*cover.period, *cover.agency))
    return f"<header>\n<h1>{title}</h1>\n{lines}</header>\n"


def _section(section: Section) -> str:
    mark = ' class="on"' if section.follows_on else ""
    return f"<section{mark}>\n{''.join(_block(block) for block in section.blocks)}</section>\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        level = min(block.level + 1, 6)
        return f"<h{level}>{escape(block.text)}</h{level}>\n"
    if isinstance(block, Prose):
        if block.is_list:
            return (
                '<div class="prose"><ul>\n'
                + "".join(f"<li>{_text(line)}</li>\n" for line in block.lines)
                + "</ul></div>\n"
            )
        return '<div class="prose">\n' + "".join(f"<p>{_text(line)}</p>\n" for line in block.lines) + "</div>\n"
    if isinstance(block, Signatures):
        return _signatures(block)
    if isinstance(block, Chart):
        return f"<figure>\n<figcaption>{escape(block.caption)}</figcaption>\n{draw_svg(block.drawing)}\n</figure>\n"
    return _grid(block)


def _signatures(block: Signatures) -> str:
    parts = []
    said = SIGNING_WORDS[block.language]
    for signer in block.signers:
        name = escape(signer.name) if signer.name else "." * 40
        lines = (
            f"{said['sign']} {'.' * 30} {escape(signer.duty)}",
            f"({name})",
            f"{said['post']} {escape(signer.post) or '.' * 34}",
            f"{said['day']} {'.' * 24}",
        )
        parts.append("<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>\n")
    lead = f'<p class="lead">{escape(block.lead)}</p>\n' if block.lead else ""
    return f'{lead}<div class="signatures">\n{"".join(parts)}</div>\n'


def _grid(grid: Grid) -> str:
    columns = "".join(f'<col class="{grid.key}-{position}">' for position, _ in enumerate(grid.columns, 1))
    head = "".join(f'<th role="columnheader" scope="col">{escape(column.heading)}</th>' for column in grid.columns)
    rows = "".join(_row(grid, row) for row in grid.rows)
    small = ' class="small"' if grid.is_small else ""
    return (
        f'<table role="table" id="{escape(grid.key)}"{small}>\n<caption>{escape(grid.caption)}</caption>\n'
        f'<colgroup>{columns}</colgroup>\n<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
    )


def _widths(grid: Grid) -> str:
    whole = sum(column.weight for column in grid.columns) or 1.0
    return "".join(
        f".{grid.key}-{position} {{ width: {100 * column.weight / whole:.2f}%; }}\n"
        for position, column in enumerate(grid.columns, 1)
    )


def _row(grid: Grid, row: tuple[TableCell, ...]) -> str:
    cells = []
    position = 0
    for cell in row:
        content = "".join(f"<p>{_text(line)}</p>" for line in cell.lines)
        if cell.span > 1:
            cells.append(f'<td role="cell" colspan="{cell.span}">{content}</td>')
            position += cell.span
            continue
        column = grid.columns[position]
        align = "" if column.align == "left" else f' class="{column.align}"'
        label = f'data-label="{escape(column.heading)}"'
        if position == 0 and grid.key in _ROW_HEADED:
            cells.append(f'<th role="rowheader" scope="row" {label}{align}>{content}</th>')
        else:
            cells.append(f'<td role="cell" {label}{align}>{content}</td>')
        position += 1
    return f'<tr role="row">{"".join(cells)}</tr>\n'


def _text(line: Line) -> str:
    target = clickable(line.link)
    if target:
        label, shown = split_label(line)
        return f'{escape(label)}<a href="{escape(target)}" rel="noopener nofollow">{escape(shown)}</a>'
    return f"<strong>{escape(line.text)}</strong>" if line.bold else escape(line.text)
