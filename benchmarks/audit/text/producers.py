"""Six programs that make a PDF of the same content: the ones whose files offices publish, or that stand for them."""

import html
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit.text.content import Content


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface with its regular file. `size` in points makes it as wide as TH Sarabun at 16."""

    name: str
    path: Path
    size: float = 11.0


_WITHOUT_FALLBACK = frozenset(("reportlab", "fpdf2"))


def find_fonts(producer: str, *, held_out: bool = False) -> list[Font]:
    """The four fonts for a producer that are here: one from the package index, the others from Debian's font packages.

    `held_out` gives four others, on which the readers were not worked out.
    """
    import fontpkg_sarabun

    folder = Path(fontpkg_sarabun.__file__).parent
    tlwg, noto = Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/truetype/noto")
    if held_out:
        fonts = [
            *(Font(name, tlwg / f"{name}.ttf") for name in ("Loma", "Waree", "Kinnari")),
            Font("Noto Serif Thai", noto / "NotoSerifThai-Regular.ttf"),
        ]
    else:
        fonts = [
            Font("Sarabun", next(folder.rglob("Sarabun-Regular.ttf"))),
            Font("Laksaman", tlwg / "Laksaman.ttf"),
            Font("Garuda", tlwg / "Garuda.ttf"),
            Font("Noto Sans Thai", noto / "NotoSansThai-Regular.ttf"),
        ]
    if producer in _WITHOUT_FALLBACK:
        # A font of Thai letters alone would lose the others: these programs take none from a second font.
        fonts[-1] = Font("Norasi", tlwg / "Norasi.ttf", 12.0)
    return [font for font in fonts if font.path.exists()]


def by_typst(content: Content, font: Font) -> bytes:
    """typst, as it comes: its text map not mended."""
    import typst

    def text(part: str) -> str:
        return "#" + _typst_string(part)

    cells = ",\n".join("table.cell(breakable: false)[" + text(cell) + "]" for row in content.table for cell in row)
    table = f"#table(columns: (1fr, .7fr, 2fr, 1fr), stroke: .5pt,\n{cells})" if content.table else ""
    body = "\n\n".join(text(part) for part in (content.title, *content.paragraphs))
    source = (
        f'#set page(paper: "a4")\n#set text(font: "{font.name}", size: {font.size}pt, lang: "th")\n{body}\n\n{table}\n'
    )
    # Latin letters that Noto Sans Thai lacks come from its sister.
    folders = [str(font.path.parent)]
    return bytes(typst.compile(source.encode(), font_paths=folders, ignore_system_fonts=False))


def by_chromium(content: Content, font: Font) -> bytes:
    """Chromium's print to PDF (Skia)."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(_html(content, font), encoding="utf-8")
        target = Path(folder, "page.pdf")
        switches = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        command = ["chromium", *switches.split(), f"--user-data-dir={folder}/profile", "--no-pdf-header-footer"]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", f"file://{page}"], check=True, capture_output=True, timeout=180
        )
        return target.read_bytes()


def by_weasyprint(content: Content, font: Font) -> bytes:
    """WeasyPrint (Pango and HarfBuzz)."""
    import weasyprint

    return bytes(weasyprint.HTML(string=_html(content, font)).write_pdf())


def by_libreoffice(content: Content, font: Font) -> bytes:
    """A Word file printed to PDF by LibreOffice, as most offices do it with Word."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font.name, Pt(font.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), font.name)
    fonts.set(qn("w:hAnsi"), font.name)
    for part in (content.title, *content.paragraphs):
        document.add_paragraph(part)
    if content.table:
        table = document.add_table(len(content.table), len(content.table[0]))
        table.style = "Table Grid"
        for row in table.rows:  # rows stay whole: of one cut by a page's end no order of reading is the right one
            row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:cantSplit"))
        for row, cells in zip(table.rows, content.table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        document.save(str(source))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


def by_reportlab(content: Content, font: Font) -> bytes:
    """reportlab: characters one by one, no shaping."""
    import io

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont(font.name, str(font.path)))
    style = ParagraphStyle("thai", fontName=font.name, fontSize=font.size, leading=font.size * 1.7, wordWrap="CJK")

    def paragraph(text: str) -> Paragraph:
        return Paragraph(html.escape(text), style)

    story: list[object] = [paragraph(part) for part in (content.title, *content.paragraphs)]
    if content.table:
        rows = [[paragraph(cell) for cell in row] for row in content.table]
        story.append(Table(rows, colWidths=[110, 75, 180, 100], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, initialFontName=font.name).build(story)
    return buffer.getvalue()


def by_fpdf2(content: Content, font: Font) -> bytes:
    """fpdf2, with HarfBuzz shaping when it is there."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.add_font(font.name, "", str(font.path))
    pdf.set_font(font.name, size=font.size)
    for part in (content.title, *content.paragraphs):
        pdf.multi_cell(0, font.size * 0.6, part, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    if content.table:
        with pdf.table(
            col_widths=(3, 2, 5, 3), first_row_as_headings=False, wrapmode="CHAR", line_height=font.size * 0.6
        ) as table:
            for row in content.table:
                table.row(row)
    return bytes(pdf.output())


PRODUCERS: dict[str, Callable[[Content, Font], bytes]] = {
    "typst": by_typst,
    "LibreOffice": by_libreoffice,
    "Chromium": by_chromium,
    "WeasyPrint": by_weasyprint,
    "reportlab": by_reportlab,
    "fpdf2": by_fpdf2,
}


def is_here(producer: str) -> bool:
    """Whether the program or library of a producer is installed."""
    import importlib.util

    programs = {"LibreOffice": "soffice", "Chromium": "chromium"}
    if producer in programs:
        return shutil.which(programs[producer]) is not None
    return importlib.util.find_spec({"fpdf2": "fpdf"}.get(producer, producer.lower())) is not None


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _html(content: Content, font: Font) -> str:
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in (content.title, *content.paragraphs))
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in content.table)
    table = f"<table>{rows}</table>" if rows else ""
    return (
        f"<html lang=th><head><meta charset=utf-8><style>@page{{size:A4;margin:2cm}}@font-face{{font-family:F;src:url(file://{font.path})}}"
        f"body{{font-family:F,'Noto Sans';font-size:{font.size}pt}}table{{border-collapse:collapse;width:100%}}"
        f"tr{{break-inside:avoid}}td{{border:1px solid #000;padding:3px;vertical-align:top}}</style></head><body>{paragraphs}{table}</body></html>"
    )
