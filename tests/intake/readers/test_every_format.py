"""The same table, written into every format, is read as the same table."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.intake.blocks import SourceDocument
from tests.intake.readers.samples import HEADINGS, ROW, grid, paragraphs, read, tables
from tests.intake.readers.written_tables import (
    WrittenTable,
    as_csv,
    as_docx,
    as_html,
    as_markdown,
    as_tabs,
    as_xlsx,
    written_tables,
)

SPANNING: dict[str, Callable[[WrittenTable], bytes]] = {"แผน.html": as_html, "แผน.docx": as_docx, "แผน.xlsx": as_xlsx}
FLAT: dict[str, Callable[[WrittenTable], bytes]] = {"แผน.txt": as_tabs, "แผน.csv": as_csv, "แผน.md": as_markdown}

some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cells_of(document: SourceDocument) -> list[tuple[int, int, int, int, tuple[str, ...]]]:
    """(row, column, rows, columns, paragraphs) of the only table."""
    (table,) = tables(document)
    return [
        (number, cell.column, cell.row_span, cell.column_span, cell.paragraphs)
        for number, row in enumerate(table.rows)
        for cell in row.cells
    ]


def cells_written(table: WrittenTable) -> list[tuple[int, int, int, int, tuple[str, ...]]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.paragraphs) for cell in table.cells]


class TestMergedTables:
    @pytest.mark.parametrize("name", sorted(SPANNING))
    @some
    @given(table=written_tables())
    def test_cells_spans_and_paragraphs_come_back(self, name, table):
        assert cells_of(read(SPANNING[name](table), name)) == cells_written(table)

    @pytest.mark.parametrize("name", sorted(SPANNING))
    @some
    @given(table=written_tables())
    def test_every_place_of_the_grid_is_covered_once(self, name, table):
        (found,) = tables(read(SPANNING[name](table), name))

        covered = [
            (below, right)
            for number, row in enumerate(found.rows)
            for cell in row.cells
            for below in range(number, number + cell.row_span)
            for right in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]
        assert found.column_count == table.columns


class TestFlatTables:
    @pytest.mark.parametrize("name", sorted(FLAT))
    @some
    @given(table=written_tables(merged=False))
    def test_cells_and_paragraphs_come_back(self, name, table):
        document = read(FLAT[name](table), name)

        rows = [[cell.paragraphs for cell in row.cells] for found in tables(document) for row in found.rows]
        assert rows == [
            [table.at(row, column).paragraphs for column in range(table.columns)] for row in range(table.rows)
        ]

    @some
    @given(
        table=written_tables(merged=False, breaks=False),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]),
    )
    def test_every_encoding_gives_the_same(self, table, encoding):
        text = as_tabs(table).decode()

        found = [row for one in tables(read(text.encode(encoding), "แผน.txt")) for row in grid(one)]

        assert found == [
            [table.at(row, column).paragraphs[0] for column in range(table.columns)] for row in range(table.rows)
        ]

    @some
    @given(table=written_tables(merged=False, breaks=False), ending=st.sampled_from(["\r\n", "\r", "\n"]))
    def test_every_line_end_gives_the_same(self, table, ending):
        text = as_tabs(table).decode().replace("\n", ending)

        assert len([row for one in tables(read(text)) for row in one.rows]) == table.rows


class TestWholeDocuments:
    """A title, the table and a signature, as offices arrange them."""

    TITLE = "รายงานผลการดำเนินการตามมาตรการ"
    SIGNED = "ลงชื่อ ผู้รายงาน"

    def documents(self) -> dict[str, SourceDocument]:
        from tests.intake.readers.samples import docx_of, word_cell, word_paragraph, word_table, xlsx_of

        rows = [HEADINGS, ROW, ROW]
        html_rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        return {
            "text": read(f"{self.TITLE}\n\n" + "\n".join("\t".join(row) for row in rows) + f"\n\n{self.SIGNED}\n"),
            "html": read(
                f"<html><body><h1>{self.TITLE}</h1><table border=1>{html_rows}</table><p>{self.SIGNED}</body></html>"
            ),
            "docx": read(
                docx_of(
                    word_paragraph(self.TITLE)
                    + word_table([[word_cell(text) for text in row] for row in rows])
                    + word_paragraph(self.SIGNED)
                )
            ),
            "xlsx": read(xlsx_of([[self.TITLE], [], *rows, [], [self.SIGNED]])),
            "csv": read(
                "\n".join([self.TITLE + ",,,,", *(",".join(row) for row in rows), ",,,,", f"{self.SIGNED},,,,"]),
                "a.csv",
            ),
        }

    def test_all_formats_give_the_same_blocks(self):
        for kind, document in self.documents().items():
            assert document.format == kind
            assert paragraphs(document) == [self.TITLE, self.SIGNED], kind
            assert [grid(table) for table in tables(document)] == [[list(HEADINGS), list(ROW), list(ROW)]], kind

    def test_no_reader_says_anything_about_a_clean_file(self):
        assert all(document.notices == () for document in self.documents().values())

    def test_every_cell_and_paragraph_names_its_place(self):
        for document in self.documents().values():
            assert all(block.where for block in document.blocks)
            assert all(cell.where for table in tables(document) for row in table.rows for cell in row.cells)

    def test_nothing_is_left_behind(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TMPDIR", str(tmp_path))

        self.documents()

        assert list(tmp_path.iterdir()) == []


class TestStartUp:
    @pytest.mark.parametrize(
        ("content", "allowed"),
        [("ก\tข\tค\n1\t2\t3\n", set()), ("ก,ข,ค\n1,2,3\n", set()), ("<html><body><p>ก</body></html>", {"lxml"})],
    )
    def test_reading_text_loads_no_heavy_library(self, content, allowed):
        import subprocess
        import sys

        program = (
            "import sys\nfrom prongsai.intake.readers import read_source\n"
            f"read_source({content!r}.encode(), name='', pdf=None)\n"
            "print(*{name.partition('.')[0] for name in sys.modules})"
        )

        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

        heavy = {
            "lxml",
            "docx",
            "python_calamine",
            "pypdfium2",
            "pdf_oxide",
            "pikepdf",
            "django",
            "xlsxwriter",
            "pythainlp",
        }
        assert heavy & set(done.stdout.split()) == allowed
