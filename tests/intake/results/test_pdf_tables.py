"""Last year's result out of real PDFs: written by our own producer, by LibreOffice and by Chromium."""

import html
import shutil
import subprocess
from pathlib import Path

import pytest

from prongsai.core.errors import PersonError
from prongsai.wiring.results import read_result_file
from tests.adapters.page.test_old_office import converted
from tests.adapters.test_pdf_text import typst_pdf
from tests.core.result.made import FILES, d
from tests.intake.results.test_layouts import NAME, sheet

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
LOST = ("O12", "O30")
HEAD = f"ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 {NAME}"
TOOLS = (
    ("เครื่องมือ", "น้ำหนัก", "คะแนน"),
    ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "30", "90.50"),
    ("EIT", "30", "88.25"),
    ("OIT", "40", "95.00"),
    ("คะแนนรวม", "100", "91.63"),
    ("ระดับ", "", "ผ่านดี"),
)
ITEMS = (
    ("ข้อ", "ข้อมูล", "คะแนน"),
    *((item.code, item.title_th, "0" if item.code in LOST else "100") for item in FILES.get(2567).items),
)
AGENCIES = (
    ("ที่", "หน่วยงาน", *(f"I{number}" for number in range(1, 11)), "IIT", "EIT", "OIT", "ITA", "ระดับ"),
    *(
        (str(at), name, *(f"{80 + number + at / 10:.2f}" for number in range(1, 11)), "90.50", "88.25", "95.00", f"9{at}.60", "ผ่านดี")
        for at, name in ((1, "อบต.นาดี"), (2, NAME), (3, "เทศบาลเมืองโคก"))
    ),
)  # fmt: skip


def typst_table(rows) -> str:
    cells = "".join(f"[{cell}]," for row in rows for cell in row)
    return f"#table(columns: {len(rows[0])}, {cells})"


def by_typst(*tables) -> bytes:
    body = "\n\n".join(typst_table(table) for table in tables)
    return typst_pdf(f'#set text(font: "Sarabun", size: 16pt)\n{HEAD}\n\n{body}')


def page_of(*tables, borders: bool = True) -> str:
    look = "td{border:1px solid #000;padding:3px}" if borders else "td{padding:3px 24px 3px 3px}"
    body = "".join(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
        + "</table>"
        for table in tables
    )
    return f"<meta charset=utf-8><style>body{{font-family:Sarabun}}table{{border-collapse:collapse}}{look}</style><p>{HEAD}</p>{body}"


def by_chromium(source: str, folder: Path) -> bytes:
    (folder / "page.html").write_text(source, "utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
    ]
    subprocess.run(
        [*command, f"--print-to-pdf={folder / 'page.pdf'}", str(folder / "page.html")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "page.pdf").read_bytes()


def only(content: bytes):
    (result,) = read_result_file(content, "ผล.pdf", fiscal_year=2560, agency_name=NAME).results
    return result


class TestOurOwnProducer:
    """typst, which draws our documents."""

    def test_tools_total_and_level(self):
        result = only(by_typst(TOOLS))

        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
        assert (result.fiscal_year, result.agency_name, result.total, result.level) == (2567, NAME, d("91.63"), "ผ่านดี")

    def test_items_over_several_pages(self):
        import pypdfium2

        content = by_typst(TOOLS, *[ITEMS[:1] + ITEMS[at : at + 12] for at in range(1, len(ITEMS), 12)], AGENCIES[:1])

        result = only(content)
        assert len(pypdfium2.PdfDocument(content)) > 1
        assert len(result.items) == len(ITEMS) - 1
        assert sorted(code for code, score in result.items.items() if not score) == sorted(LOST)

    def test_thai_digits(self):
        result = only(by_typst([tuple(cell.translate(THAI) for cell in row) for row in TOOLS]))

        assert result.tools["EIT"] == d("88.25")

    def test_a_document_without_scores_is_refused(self):
        with pytest.raises(PersonError) as refused:
            read_result_file(by_typst((("ที่", "โครงการ"), ("1", "อบรม"))), "แผน.pdf", fiscal_year=2567)
        assert 'ไม่พบคะแนนการประเมินใน "แผน.pdf"' in str(refused.value)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
class TestLibreOffice:
    def test_a_printed_workbook(self, tmp_path):
        result = only(converted(sheet((HEAD,), *TOOLS), ".xlsx", "pdf", tmp_path))

        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
        assert result.total == d("91.63")

    def test_items_of_a_printed_workbook(self, tmp_path):
        short = [(code, title[:40], score) for code, title, score in ITEMS]

        result = only(converted(sheet((HEAD,), *short), ".xlsx", "pdf", tmp_path))

        assert {code for code, score in result.items.items() if not score} == set(LOST)
        assert len(result.items) == len(ITEMS) - 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
class TestChromium:
    def test_two_tables_of_a_page(self, tmp_path):
        result = only(by_chromium(page_of(TOOLS, ITEMS), tmp_path))

        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
        assert {code for code, score in result.items.items() if not score} == set(LOST)

    def test_a_table_without_lines(self, tmp_path):
        result = only(by_chromium(page_of(TOOLS, borders=False), tmp_path))

        assert result.tools == {"IIT": d("90.50"), "EIT": d("88.25"), "OIT": d("95.00")}
        assert result.level == "ผ่านดี"

    def test_one_agency_a_row(self, tmp_path):
        source = page_of(AGENCIES).replace("<style>", "<style>@page{size:A4 landscape}td{font-size:8px}")

        result = only(by_chromium(source, tmp_path))

        assert result.agency_name == NAME
        assert result.total == d("92.60")
        assert result.indicators[10] == d("90.20")
