import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from prongsai import __version__
from prongsai.documents.pdf import CELL_INSET_PT, LANDSCAPE_LEFT_PT, LANDSCAPE_WIDTH_PT, PORTRAIT_WIDTH_PT, draw_pdf
from prongsai.documents.pdf_copyable import parse_to_unicode
from prongsai.documents.report import (
    Column,
    Grid,
    Heading,
    Line,
    Prose,
    Report,
    Section,
    Signature,
    Signatures,
    TableCell,
)
from tests.documents.small_report import COLUMNS, OFFICIAL_TEXT, prose_report, row_of, small_report

PLAN = '{"schema": "prongsai/plan/1", "agency": {"name": "เทศบาลตำบลตัวอย่าง"}}'
A4_PT = (595.28, 841.89)


@cache
def drawn(rows: int = 12) -> bytes:
    return draw_pdf(small_report(rows=rows), attached_plan_json=PLAN)


def opened(content: bytes | None = None) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content or drawn()))


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in order."""
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from elements(kid["/K"])


def tags(content: bytes | None = None) -> list[str]:
    with opened(content) as pdf:
        return [str(element["/S"])[1:] for element in elements(pdf.Root.StructTreeRoot["/K"])]


def text_of_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]


class TestArchiveFacts:
    """What PDF/A-3a and PDF/UA-1 ask for and a test can see; no validator is at hand."""

    def test_says_which_standards_it_is_written_to(self):
        with opened() as pdf:
            xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")

        assert "<pdfaid:part>3</pdfaid:part>" in xmp
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp

    def test_metadata_is_well_formed_and_agrees_with_the_information_dictionary(self):
        with opened() as pdf:
            metadata = pdf.open_metadata()
            info = pdf.trailer["/Info"]

            assert metadata["dc:title"] == str(info["/Title"]) == "รายงานการดำเนินการตามมาตรการ"
            assert metadata["dc:creator"] == ["เทศบาลตำบลตัวอย่าง"]
            assert metadata["dc:language"] == {"th"}
            assert metadata["xmp:CreateDate"].startswith("2023-04-05T00:00:00")
            assert str(info["/CreationDate"]).startswith("D:20230405000000")
            assert metadata["xmp:CreatorTool"] == str(info["/Creator"])

    def test_identifiers_of_file_and_metadata_agree(self):
        with opened() as pdf:
            ids = [bytes(one).decode("ascii") for one in pdf.trailer["/ID"]]
            metadata = pdf.open_metadata()

            assert [metadata["xmpMM:DocumentID"], metadata["xmpMM:InstanceID"]] == ids

    def test_shows_the_title_and_says_the_language(self):
        with opened() as pdf:
            assert pdf.Root.ViewerPreferences["/DisplayDocTitle"]
            assert str(pdf.Root.Lang) == "th"
            assert pdf.Root.MarkInfo["/Marked"]

    def test_has_an_output_intent_with_a_profile(self):
        with opened() as pdf:
            intent = pdf.Root.OutputIntents[0]

            assert intent["/S"] == "/GTS_PDFA1"
            assert intent["/DestOutputProfile"].read_bytes()[36:40] == b"acsp"

    def test_has_no_encryption_script_or_outside_reference(self):
        with opened() as pdf:
            names = set().union(*(item.keys() for item in pdf.objects if isinstance(item, pikepdf.Dictionary)))

            assert not pdf.is_encrypted
            assert not names & {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch"}

    def test_every_font_is_embedded(self):
        with opened() as pdf:
            fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

            assert fonts
            for font in fonts:
                descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
                assert str(font["/BaseFont"])[7] == "+"  # a subset

    def test_every_glyph_shown_has_its_unicode(self):
        with opened() as pdf:
            for page in pdf.pages:
                maps = {
                    name: parse_to_unicode(font["/ToUnicode"].read_bytes().decode("ascii"))
                    for name, font in page.Resources.Font.items()
                }
                shown: set[tuple[str, int]] = set()
                font = ""
                for operands, operator in pikepdf.parse_content_stream(page):
                    if str(operator) == "Tf":
                        font = str(operands[0])
                    elif str(operator) in {"Tj", "TJ"}:
                        strings = operands[0] if str(operator) == "TJ" else [operands[0]]
                        codes = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
                        shown |= {(font, codes[n] << 8 | codes[n + 1]) for n in range(0, len(codes), 2)}

                assert shown
                assert [one for one in shown if not maps[one[0]].get(one[1])] == []
                assert not [
                    text for found in maps.values() for text in found.values() if "\0" in text or "\ufeff" in text
                ]

    def test_one_glyph_says_one_character_except_ligatures(self):
        with opened() as pdf:
            texts = {
                text
                for page in pdf.pages
                for font in page.Resources.Font.values()
                for text in parse_to_unicode(font["/ToUnicode"].read_bytes().decode("ascii")).values()
            }

        assert {text for text in texts if len(text) > 1} <= {"่ํ", "้ํ", "๊ํ", "๋ํ"}

    def test_marked_content_is_balanced_and_every_number_is_in_the_tree(self):
        with opened() as pdf:
            tree = pdf.Root.StructTreeRoot["/ParentTree"]
            for page in pdf.pages:
                numbers, depth = set(), 0
                for operands, operator in pikepdf.parse_content_stream(page):
                    if str(operator) in {"BDC", "BMC"}:
                        depth += 1
                        if str(operator) == "BDC" and "/MCID" in operands[1]:
                            numbers.add(int(operands[1]["/MCID"]))
                    elif str(operator) == "EMC":
                        depth -= 1
                        assert depth >= 0
                assert depth == 0
                parents = pikepdf.NumberTree(tree)[int(page.obj["/StructParents"])]
                assert numbers == set(range(len(parents)))

    def test_everything_drawn_is_tagged_or_an_artifact(self):
        with opened() as pdf:
            for page in pdf.pages:
                depth = 0
                for _, operator in pikepdf.parse_content_stream(page):
                    depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                    if str(operator) in {"Tj", "TJ", "S", "f", "B"}:
                        assert depth > 0


class TestAttachment:
    def test_carries_the_plan_as_electronic_invoices_do(self):
        with opened() as pdf:
            specification = pdf.Root.AF[0]
            file = specification["/EF"]["/F"]

            assert [str(name) for name in pdf.attachments] == ["plan.json"]
            assert specification["/AFRelationship"] == "/Data"
            assert specification["/F"] == specification["/UF"] == "plan.json"
            assert str(specification["/Desc"])
            assert file["/Subtype"] == "/application/json"
            assert file.read_bytes().decode("utf-8") == PLAN

    def test_is_left_out_when_there_is_none(self):
        with opened(draw_pdf(small_report(rows=1), attached_plan_json=None)) as pdf:
            assert "/AF" not in pdf.Root
            assert not list(pdf.attachments)


class TestStructure:
    def test_header_cells_are_headers_of_columns(self):
        with opened() as pdf:
            headers = [one for one in elements(pdf.Root.StructTreeRoot["/K"]) if one["/S"] == "/TH"]

            assert len(headers) == len(COLUMNS)
            for header in headers:
                attributes = header["/A"] if isinstance(header["/A"], pikepdf.Array) else [header["/A"]]
                assert "/Column" in [str(one["/Scope"]) for one in attributes if "/Scope" in one]

    def test_caption_belongs_to_its_table(self):
        with opened() as pdf:
            (table,) = (one for one in elements(pdf.Root.StructTreeRoot["/K"]) if one["/S"] == "/Table")

            assert str(table["/K"][0]["/S"]) == "/Caption"

    def test_table_has_a_row_of_cells_for_every_row(self):
        counted = Counter(tags())

        assert counted["Table"] == 1
        assert counted["TR"] == 1 + 12
        assert counted["TD"] == 12 * len(COLUMNS)

    def test_headings_begin_at_one_and_skip_no_level(self):
        blocks = (Heading("ภาคผนวก", 3), Heading("ก", 3), Heading("ข", 2), Heading("ค", 3), Heading("ง", 1))

        found = [
            tag for tag in tags(draw_pdf(small_report(rows=1, extra=blocks), attached_plan_json=None)) if tag[0] == "H"
        ]

        assert found == ["H1", "H1", "H2", "H3", "H2", "H3", "H1"]

    def test_links_are_tagged_and_say_where_they_lead(self):
        with opened() as pdf:
            annotations = [one for page in pdf.pages for one in page.get("/Annots", [])]

            assert annotations
            for one in annotations:
                assert str(one["/A"]["/URI"]).startswith("http")
                assert str(one["/Contents"])
        assert "Link" in tags()

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "", "ไม่มี", "data:text/html,x"])
    def test_only_web_and_mail_addresses_become_links(self, address: str):
        report = replace(prose_report(), sections=(Section((Prose((Line("หลักฐาน", link=address),)),)),))

        assert "Link" not in tags(draw_pdf(report, attached_plan_json=None))

    @pytest.mark.parametrize(
        "address", ["http://a b", "https://", "http://[::1", "https://ตัวอย่าง.ไทย/ก ข", "mailto:a@b"]
    )
    def test_odd_addresses_are_no_fault(self, address: str):
        report = replace(prose_report(), sections=(Section((Prose((Line("หลักฐาน", link=address),)),)),))

        assert draw_pdf(report, attached_plan_json=None).startswith(b"%PDF-1.7")


class TestPages:
    def test_cover_stands_alone_without_a_number(self):
        cover = text_of_pages(drawn())[0]

        assert cover == "รายงานการดำเนินการภายในหน่วยงานปีงบประมาณพ.ศ.๒๕๖๖เทศบาลตำบลตัวอย่าง"

    def test_every_other_page_has_its_number_in_thai_digits_and_the_footer(self):
        pages = text_of_pages(drawn(40))

        assert len(pages) > 10
        for number, page in enumerate(pages[1:], 2):
            thai = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
            assert page.endswith(f"หน้า{thai}")
            assert "เทศบาลตำบลตัวอย่าง" in page

    def test_header_row_stands_on_every_page_of_the_table(self):
        pages = text_of_pages(drawn(40))

        with_rows = [page for page in pages[1:] if "ข้อมูลพื้นฐาน" in page]
        assert len(with_rows) > 5
        assert all("ผู้รับผิดชอบขั้นตอนหรือวิธีการ/มาตรการ" in page for page in with_rows)

    def test_repeated_headers_are_no_second_content(self):
        assert Counter(tags(drawn(40)))["TH"] == len(COLUMNS)

    def test_a_row_longer_than_a_page_goes_on(self):
        cell = TableCell(tuple(Line(OFFICIAL_TEXT) for _ in range(40)))
        row = (TableCell((Line("-"),)), TableCell((Line("-"),)), cell, TableCell((Line("-"),)), TableCell((Line("-"),)))
        report = small_report(rows=0, extra=(Grid("long", "", COLUMNS, (row,)),))

        pages = text_of_pages(draw_pdf(report, attached_plan_json=None))

        assert sum("สรุปผล" in page for page in pages) >= 3

    def test_orientation_is_the_sections(self):
        sections = (Section((Heading("ก", 1),), landscape=True), Section((Heading("ข", 1),), landscape=False))
        with opened(draw_pdf(replace(small_report(), sections=sections), attached_plan_json=None)) as pdf:
            sizes = [tuple(round(float(edge), 0) for edge in page.mediabox[2:]) for page in pdf.pages]

        upright = tuple(round(edge, 0) for edge in A4_PT)
        assert sizes == [upright, upright[::-1], upright]

    def test_signers_stay_together(self):
        for lines in range(8, 24):
            filler = Prose(tuple(Line("บรรทัด") for _ in range(lines)), is_list=True)
            signatures = Signatures((Signature("ผู้จัดทำ", "หัวหน้าสำนักปลัด", "นางสาวตัวอย่าง ใจดี"),))
            report = replace(prose_report(), sections=(Section((filler, signatures), landscape=True),))

            pages = text_of_pages(draw_pdf(report, attached_plan_json=None))

            page = next(page for page in pages if "ลงชื่อ" in page)
            assert all(part in page for part in ("ผู้จัดทำ", "ตำแหน่งหัวหน้าสำนักปลัด", "วันที่", "(นางสาวตัวอย่างใจดี)"))

    def test_section_that_follows_on_takes_no_new_page(self):
        report = small_report(rows=1)
        note = Section((Prose((Line("หมายเหตุท้ายรายงาน"),)),), landscape=True, follows_on=True)

        below = text_of_pages(draw_pdf(replace(report, sections=(*report.sections, note)), attached_plan_json=None))
        apart = text_of_pages(
            draw_pdf(
                replace(report, sections=(*report.sections, replace(note, follows_on=False))), attached_plan_json=None
            )
        )
        upright = text_of_pages(
            draw_pdf(
                replace(report, sections=(*report.sections, replace(note, landscape=False))), attached_plan_json=None
            )
        )

        assert (len(below), len(apart), len(upright)) == (2, 3, 3)
        assert "หมายเหตุท้ายรายงาน" in below[1]

    def test_says_that_prongsai_made_it(self):
        with opened() as pdf:
            assert str(pdf.docinfo["/Creator"]).startswith(f"prongsai {__version__} (Typst")
            assert pdf.open_metadata()["xmp:CreatorTool"] == str(pdf.docinfo["/Creator"])

    def test_asks_for_a_post_once(self):
        signers = Signatures((Signature("ผู้จัดทำ", ""), Signature("ผู้ตรวจสอบ", "ปลัดเทศบาล")), lead="ขอรับรองว่าถูกต้อง")
        content = draw_pdf(
            replace(small_report(), sections=(Section((signers,), landscape=True),)), attached_plan_json=None
        )

        page = text_of_pages(content)[1]

        assert page.count("ตำแหน่ง") == 2
        assert "ตำแหน่งปลัดเทศบาล" in page
        assert "ขอรับรองว่าถูกต้อง" in page

    @pytest.mark.parametrize("landscape", [True, False])
    def test_nothing_leaves_its_column(self, landscape: bool):
        address = "https://" + "สำนักงานเทศบาลตำบลตัวอย่าง" + "verylongname" * 12 + "/" + "x" * 90
        row = (
            TableCell((Line(address, link="https://example.go.th/"),)),
            TableCell((Line("ว" * 80),)),
            TableCell((Line("-"),)),
        )
        columns = (Column("a", "ก", 1), Column("b", "รายละเอียดหัวตารางที่ยาวมาก", 0.7), Column("c", "ค", 8))
        report = replace(
            small_report(), sections=(Section((Grid("narrow", "", columns, (row,)),), landscape=landscape),)
        )

        content = draw_pdf(report, attached_plan_json=None)

        width = LANDSCAPE_WIDTH_PT if landscape else PORTRAIT_WIDTH_PT
        left = LANDSCAPE_LEFT_PT if landscape else 85.0
        edges = [left, left + width / 9.7, left + width * 1.7 / 9.7, left + width]
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[1].get_textpage()
            boxes = [page.get_charbox(n) for n in range(page.count_chars()) if not page.get_text_range(n, 1).isspace()]
        for box_left, bottom, box_right, _ in boxes:
            if bottom > 50:  # above the footer
                column = max(n for n in range(3) if box_left >= edges[n] - 1)
                assert box_right <= edges[column + 1] - CELL_INSET_PT + 3

    def test_a_cell_over_all_columns_is_drawn_once(self):
        row = (TableCell((Line("ไม่มีรายการ"),), span=len(COLUMNS)),)

        pages = text_of_pages(
            draw_pdf(small_report(rows=0, extra=(Grid("none", "", COLUMNS, (row,)),)), attached_plan_json=None)
        )

        assert "".join(pages).count("ไม่มีรายการ") == 1


class TestDrawPdf:
    def test_gives_the_same_bytes_for_the_same_report(self):
        again = draw_pdf(small_report(rows=12), attached_plan_json=PLAN)

        assert again == drawn()

    def test_another_date_is_another_file(self):
        report = replace(small_report(rows=12), made_on=date(2023, 4, 6))

        assert draw_pdf(report, attached_plan_json=PLAN) != drawn()

    def test_draws_a_report_without_anything_in_it(self):
        empty = Report("", "", "", prose_report().cover, (), date(2023, 1, 1))

        assert len(text_of_pages(draw_pdf(empty, attached_plan_json=None))) == 1

    def test_draws_a_table_without_rows(self):
        assert "ผู้รับผิดชอบ" in "".join(text_of_pages(draw_pdf(small_report(rows=0), attached_plan_json=None)))

    @pytest.mark.parametrize(
        "text",
        [
            "\x00\x07\x1b[31mแดง",
            "中文 และ 😀 กับ العربية",
            "\ud800 ครึ่งอักขระ",
            "#set page(width: 1pt) $x$ *ตัวหนา* _ _ `โค้ด` @อ้าง <ป้าย> \\ // ไม่ใช่",
            "ๆๆ ์์์ ัััั ำำ เ แ",
            "\u200b\ufeff\u00ad\u202e กลับ",
            "ก" + "้" * 50,
            "x" * 5_000,
            ("น้ำ" * 3_000),
        ],
    )
    def test_draws_any_text_whatever(self, text: str):
        report = small_report(
            rows=1, extra=(Grid("odd", text, COLUMNS, (row_of(1), (TableCell((Line(text),), span=5),))),)
        )
        report = replace(report, title=text, author=text, subject=text, footer=text[:200], keywords=(text[:50],))

        content = draw_pdf(report, attached_plan_json=None)

        with opened(content) as pdf:
            ElementTree.fromstring(pdf.Root.Metadata.read_bytes())

    def test_text_is_never_taken_for_markup(self):
        text = "#text(red)[x] *ดาว* _ขีด_ $a$ `b` @c"

        page = text_of_pages(draw_pdf(prose_report(text), attached_plan_json=None))[1]

        assert text.replace(" ", "") in page
