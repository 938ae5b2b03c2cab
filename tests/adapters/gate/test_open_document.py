"""OpenDocument: what the gate finds in it, and what is left in masked copies."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.gate.files import ACCOUNT, ID, ID_DIGITS, MOBILE, NUMBERS, OTHER_ID, hiding_docx, hiding_xlsx
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract, numbers_in_zip
from tests.adapters.gate.open_files import (
    ANNOTATION,
    CHANGES,
    HIDING_STYLES,
    HIDING_TEXT,
    card,
    cell,
    open_file,
    p,
    picture,
    row,
    sheet,
)
from tests.adapters.gate.slide_files import hiding_pptx
from tests.adapters.page.test_old_office import converted

IMPRESS = any(
    Path(each, "libsdlo.so").exists() for each in ("/usr/lib/libreoffice/program", "/opt/libreoffice/program")
)
needs_impress = pytest.mark.skipif(not IMPRESS, reason="LibreOffice Impress is not installed")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def odt(body: str, **more) -> bytes:
    return open_file("text", body, styles=HIDING_STYLES, **more)


def ods(body: str, **more) -> bytes:
    return open_file("spreadsheet", body, styles=HIDING_STYLES, **more)


def odp(body: str, **more) -> bytes:
    return open_file("presentation", body, styles=HIDING_STYLES, **more)


def part(content: bytes, name: str = "content.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def shown(content: bytes) -> str:
    return re.sub(r"<[^<>]*>", "|", part(content))


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())


class TestLooking:
    def test_a_clean_text_holds_nothing(self):
        assert look(odt(p("ประกาศ") + p("โทรศัพท์ 053-123456 งบประมาณ 1,234,567 บาท"))) == []

    @pytest.mark.parametrize(
        "body",
        [
            "บัตรประชาชน <text:span>3-1014</text:span>-001<text:span>23-45</text:span>-7",
            "บัตรประชาชน 3<text:s/>1014<text:s/>00123<text:s/>45<text:s/>7",
            "บัตรประชาชน 3-1014-<text:line-break/>00123-45-7",
            "บัตรประชาชน <text:a xlink:href='https://a.go.th'>3-1014</text:a>-00123-45-7",
        ],
    )
    def test_a_number_split_over_elements(self, body):
        content = odt(p(body))

        assert kinds(look(content)) == {"national_id"}
        assert look(mask(content).content) == []

    def test_a_number_over_two_paragraphs_is_placed_at_its_first(self):
        found = look(odt(p("ก") + p("เลขประจำตัวประชาชน 3-1014-") + p("00123-45-7")))

        assert at(found, "national_id") == ["paragraph 2"]

    def test_columns_are_understood_by_their_headings(self):
        table = sheet(
            row(cell("ชื่อ"), cell("เลขที่บัญชี"), cell("งบประมาณ")),
            row(cell("นายแดง"), cell("1234567890", value="1234567890"), cell("1234567891", value="1234567891")),
        )

        found = look(ods(table))

        assert at(found, "bank_account") == ['sheet "แผ่น1" cell B2']

    def test_repeated_cells_keep_later_columns_under_their_headings(self):
        table = sheet(
            row(cell("ก"), cell("ข", repeated=2), cell("เลขที่บัญชี")),
            row(cell("นาย"), cell("", repeated=2), cell("1234567890")),
        )

        assert at(look(ods(table)), "bank_account") == ['sheet "แผ่น1" cell D2']

    def test_a_value_that_is_not_shown_is_found(self):
        table = sheet(row(cell("เลขประจำตัวประชาชน")), row(cell("3.1E+12", value=ID_DIGITS)))

        assert "national_id" in kinds(look(ods(table)))

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (p(f"ก{ANNOTATION}"), "there are comments"),
            (CHANGES + p("ก"), "changes are tracked"),
            (p(f'เห็น<text:span text:style-name="Hid"> {OTHER_ID}</text:span>'), "text is set hidden"),
            (p('<text:span text:style-name="White">ขาว</text:span>'), "white"),
            (p('<text:span text:style-name="Tiny">จิ๋ว</text:span>'), "too small"),
            (p(f'<text:hidden-text text:string-value="โทร {MOBILE}"/>'), "there is hidden text"),
            (
                f'<office:forms><form:form><form:text form:current-value="โทร {MOBILE}"/></form:form></office:forms>{p("ก")}',
                "forms are embedded",
            ),
        ],
    )
    def test_what_is_hidden_in_a_text(self, body, words):
        assert words in details(look(odt(body)), "hidden_content")

    def test_white_text_on_a_dark_ground_is_read_well(self):
        assert look(odt(p('<text:span text:style-name="White">ขาว</text:span>', "Blue"))) == []

    def test_hidden_sheets_rows_and_columns(self):
        hidden_row = row(cell(f"โทร {MOBILE}"), extra=' table:visibility="collapse"')
        table = sheet(
            row(cell("ก"), cell("ลับ")),
            hidden_row,
            columns='<table:table-column/><table:table-column table:visibility="filter"/>',
        )
        secret = sheet(row(cell(f"เลขประจำตัวประชาชน {ID}")), name="ลับ", style="Gone")

        found = look(ods(table + secret))

        assert "the sheet is hidden" in details(found, "hidden_content")
        assert "rows or columns are hidden" in details(found, "hidden_content")
        assert {"national_id", "mobile_number"} <= kinds(found)

    def test_empty_hidden_columns_are_nothing(self):
        table = sheet(
            row(cell("ก"), cell("")), columns='<table:table-column/><table:table-column table:visibility="collapse"/>'
        )

        assert look(ods(table)) == []

    def test_hidden_slides_and_notes(self):
        notes = f"<presentation:notes><draw:frame><draw:text-box>{p(f'โทร {MOBILE}')}</draw:text-box></draw:frame></presentation:notes>"
        pages = (
            f'<draw:page draw:name="1"><draw:frame><draw:text-box>{p("ก")}</draw:text-box></draw:frame>{notes}</draw:page>'
            f'<draw:page draw:name="2" draw:style-name="Off"><draw:frame><draw:text-box>{p(f"บัตร {ID}")}</draw:text-box></draw:frame></draw:page>'
        )

        found = look(odp(pages))

        assert "there are speaker's notes" in details(found, "hidden_content")
        assert "the slide is hidden" in details(found, "hidden_content")
        assert "page 2" in at(found, "national_id")

    def test_headers_links_titles_and_values_of_attributes(self):
        header = f'<style:master-page style:name="M"><style:header>{p(f"บัตร {ID}")}</style:header></style:master-page>'
        body = p('<text:a xlink:href="tel:0812345678">โทร</text:a>') + p(picture(title=f"โอนเข้าบัญชีธนาคาร {ACCOUNT}"))

        found = look(odt(body, page_styles=header, parts={"Pictures/1.png": b""}))

        assert "page header" in at(found, "national_id")
        assert {"mobile_number", "bank_account"} <= kinds(found)

    def test_properties(self):
        meta = (
            "<meta:initial-creator>สมชาย ใจดี</meta:initial-creator><dc:creator>แดง รักชาติ</dc:creator>"
            f'<dc:subject>โทร {MOBILE}</dc:subject><meta:user-defined meta:name="บัตร">{ID}</meta:user-defined>'
        )

        found = look(odt(p("ก"), meta=meta))

        assert {"ส● ใ●", "แ● ร●"} == {each.excerpt for each in found if each.kind == "metadata"}
        assert "there are custom properties" in details(found, "hidden_content")
        assert {"mobile_number", "national_id"} <= kinds(found)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Basic/Standard/Module1.xml", "the file holds macros"),
            ("Versions/Version1", "earlier versions are kept"),
            ("Object 1", "a file is embedded"),
            ("Object 2/data.bin", "a file is embedded"),
            ("media/sound.mp3", "there is sound or video"),
        ],
    )
    def test_what_lies_beside_the_text(self, name, words):
        assert words in details(look(odt(p("ก"), parts={name: b"<a/>"})), "hidden_content")

    def test_a_macro_with_a_document_type_does_not_stop_the_reading(self):
        module = b'<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><a/>'

        found = look(odt(p(f"บัตร {ID}"), parts={"Basic/Standard/Module1.xml": module}))

        assert {"national_id", "cannot_tell", "hidden_content"} <= kinds(found)

    @pytest.mark.parametrize("content", ["", "<a", "<!DOCTYPE a><a/>"])
    def test_a_content_that_cannot_be_read_is_a_persons_to_look_at(self, content):
        assert kinds(look(odt(p("ก"), parts={"content.xml": content.encode()}))) == {"cannot_tell"}


@pytest.fixture(scope="module")
def hiding() -> bytes:
    return odt(
        HIDING_TEXT,
        meta="<dc:creator>สมชาย ใจดี</dc:creator>",
        page_styles=f'<style:master-page style:name="M"><style:footer>{p(f"โทร {MOBILE}")}</style:footer></style:master-page>',
        parts={
            "Pictures/sign.png": card(), "Pictures/map.png": b"\x89PNG", "Thumbnails/thumbnail.png": card(), "Object 1": OTHER_ID.encode(),
            "Basic/script-lc.xml": b"<a/>", "settings.xml": b"<a/>", "META-INF/documentsignatures.xml": b"<a/>", "Versions/1": ID.encode(),
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def hiding_copy(hiding) -> bytes:
    return mask(hiding).content


class TestCopiesOfTexts:
    def test_nothing_of_what_was_hidden_is_left(self, hiding_copy):
        content = everything(hiding_copy)

        assert numbers_in_zip(hiding_copy) == []
        assert [number for number in NUMBERS if number in content] == []
        assert "ผู้ตรวจ" not in content
        assert "ใจดี" not in part(hiding_copy, "meta.xml")
        assert kinds(look(hiding_copy)) <= {"cannot_tell", "signature"}

    def test_text_around_stays_where_it_was(self, hiding_copy):
        text = "".join(etree.fromstring(part(hiding_copy).encode()).itertext())

        assert "ก่อน  หลัง จบ" in text
        assert "บัตร ●-●●●●-●●●●●-●5-7" in text
        assert "●●●-●●●-●●78" in text
        assert "โอนเข้าบัญชีธนาคาร ●●●-●-●●●●9-0" in text

    def test_only_parts_that_are_shown_are_kept(self, hiding_copy):
        assert set(names(hiding_copy)) == {
            "mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml", "Pictures/map.png",
        }  # fmt: skip
        listed = re.findall(r'full-path="([^"]*)"', part(hiding_copy, "META-INF/manifest.xml"))
        assert set(listed) == {"/", "content.xml", "styles.xml", "meta.xml", "Pictures/map.png"}

    def test_the_kind_comes_first_and_unpacked(self, hiding_copy):
        with zipfile.ZipFile(io.BytesIO(hiding_copy)) as archive:
            first = archive.infolist()[0]

        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)

    def test_the_picture_of_a_signature_goes_and_the_name_stays(self, hiding_copy):
        assert "Pictures/sign.png" not in part(hiding_copy)
        assert "(นายสมชาย ใจดี)" in part(hiding_copy)

    def test_digits_in_cells_lose_their_values_too(self, hiding_copy):
        row_text = part(hiding_copy).partition("เลขประจำตัวประชาชน")[2]

        assert re.findall(r'office:value="(\d+)"', row_text) == ["5", "7"]

    def test_the_same_file_gives_the_same_copy(self, hiding, hiding_copy):
        assert mask(hiding).content == hiding_copy

    def test_a_field_becomes_the_text_it_shows(self, hiding_copy):
        assert "user-field-get" not in part(hiding_copy)

    def test_a_clean_file_keeps_its_text(self):
        copy = mask(odt(p("ประกาศ<text:s/>ก<text:tab/>ข") + sheet(row(cell("1", value="1")))))

        assert copy.masked == 0
        assert (copy.suffix, copy.content_type) == (".odt", "application/vnd.oasis.opendocument.text")
        assert "<text:p>ประกาศ<text:s/>ก<text:tab/>ข</text:p>" in part(copy.content)
        assert 'office:value="1"' in part(copy.content)

    @pytest.mark.parametrize("kind", ["graphics", "formula", "database"])
    def test_of_other_kinds_there_is_none(self, kind):
        with pytest.raises(CannotRead) as refused:
            mask(open_file(kind, p("ก")))
        assert "save it as PDF" in refused.value.detail

    def test_of_a_locked_file_there_is_none(self):
        content = odt(p("ก"))
        locked = part(content, "META-INF/manifest.xml").replace(
            'full-path="content.xml"', 'full-path="content.xml" manifest:encryption-data=""'
        )
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                new.writestr(name, locked if name == "META-INF/manifest.xml" else old.read(name))

        with pytest.raises(CannotRead):
            mask(target.getvalue())

    @needs_tesseract
    def test_pictures_are_painted_over(self):
        content = odt(p(picture()), parts={"Pictures/1.png": card()})

        assert "national_id" in kinds(look(content, ocr=True))
        assert look(mask(content, ocr=True).content, ocr=True) == []

    def test_a_linked_picture_would_be_fetched_and_goes(self):
        copy = mask(odt(p(f"ก{picture('https://elsewhere.example/1.png')}ข"))).content

        assert "elsewhere" not in part(copy)
        assert "ก" in part(copy)
        assert "ข" in part(copy)


class TestCopiesOfSheets:
    def test_hidden_sheets_rows_and_columns_are_empty(self):
        table = sheet(
            row(cell("หัว"), cell("ลับ")),
            row(cell(f"โทร {MOBILE}"), cell("ก"), extra=' table:visibility="collapse"'),
            row(cell("เห็น"), cell(f"บัตร {ID}"), extra=' table:visibility="visible"'),
            columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
        )
        secret = sheet(row(cell(f"เลขประจำตัวประชาชน {ID}")), name="ลับ", style="Gone")

        copy = mask(ods(table + secret)).content

        assert look(copy) == []
        text = shown(copy)
        assert "หัว" in text
        assert "เห็น" in text
        assert not [word for word in ("ลับ", "โทร", "บัตร", "เลขประจำตัว") if word in text]

    def test_formulas_become_their_last_values(self):
        formula = ' table:formula="of:=&quot;โทร &quot;&amp;&quot;0812345678&quot;"'
        copy = mask(
            ods(
                sheet(
                    row(cell("โทร 0812345678", extra=formula), cell("3", value="3", extra=' table:formula="of:=1+2"'))
                )
            )
        ).content

        assert "formula" not in part(copy)
        assert "0812345678" not in part(copy)
        assert 'office:value="3"' in part(copy)

    @pytest.mark.parametrize(
        ("formula", "stays"),
        [
            ("?f0 *logwidth/21600", True),
            ("if(?f3 -1,0,($0 +10800000)/2)", True),
            ("โทร 0812345678", False),
            ("0812345678", False),
            ("081-234-5678", False),
            ("call 081 2345678", False),
        ],
    )
    def test_the_outline_of_a_drawn_shape_stays_and_words_in_its_place_go(self, formula, stays):
        """Without its formulas an arrow of a plan is drawn as a line."""
        equation = f'<draw:equation draw:name="f0" draw:formula="{formula}"/>'
        shape = f"<draw:custom-shape><draw:enhanced-geometry>{equation}</draw:enhanced-geometry></draw:custom-shape>"
        copy = mask(odp(f'<draw:page draw:name="ก">{shape}</draw:page>')).content

        assert (formula in part(copy)) == stays

    def test_a_masked_cell_says_that_it_holds_text(self):
        """Charts leave out a cell that does not."""
        copy = mask(ods(sheet(row(cell(f"เลขประจำตัวประชาชน {ID_DIGITS}", value="1"), cell("2", value="2"))))).content

        assert 'office:value-type="string"><text:p>เลขประจำตัวประชาชน ●' in part(copy)
        assert 'office:value-type="float" office:value="2"' in part(copy)

    def test_a_value_that_says_more_than_is_shown_goes(self):
        copy = mask(ods(sheet(row(cell("เลขประจำตัวประชาชน")), row(cell("3.1E+12", value=ID_DIGITS))))).content

        assert ID_DIGITS not in part(copy)
        assert "3.1E+12" in part(copy)
        assert look(copy) == []

    def test_columns_under_headings_and_amounts_beside(self):
        copy = mask(
            ods(
                sheet(
                    row(cell("โทรศัพท์มือถือ"), cell("งบประมาณ")),
                    row(cell("812345678", value="812345678"), cell("1234567891", value="1234567891")),
                )
            )
        ).content

        assert "●●●●●●●78" in part(copy)
        assert "812345678" not in part(copy)
        assert 'office:value="1234567891"' in part(copy)

    def test_names_ranges_pivots_and_validations_go(self):
        more = (
            f'<table:named-expressions><table:named-range table:name="โทร" table:cell-range-address="{MOBILE}"/></table:named-expressions>'
            f'<table:data-pilot-tables><table:data-pilot-table table:name="{OTHER_ID}"/></table:data-pilot-tables>'
        )
        copy = mask(ods(sheet(row(cell("ก", extra=' table:content-validation-name="v"'))) + more)).content

        assert look(copy) == []
        assert not [word for word in ("named", "pilot", "validation", MOBILE, OTHER_ID) if word in part(copy)]

    def test_a_number_in_the_name_of_a_sheet_is_masked(self):
        copy = mask(ods(sheet(row(cell("ก")), name=f"โทร {MOBILE}"))).content

        assert "โทร ●●●-●●●-●●78" in part(copy)


class TestCopiesOfShows:
    def page(self, text: str, *, look: str = "", more: str = "") -> str:
        return f'<draw:page draw:name="ก" draw:style-name="{look}"><draw:frame><draw:text-box>{text}</draw:text-box></draw:frame>{more}</draw:page>'

    def test_hidden_slides_notes_and_shapes_go(self):
        notes = f"<presentation:notes>{p(f'โทร {MOBILE}')}</presentation:notes>"
        unseen = f'<draw:frame draw:display="none"><draw:text-box>{p(f"บัตร {ID}")}</draw:text-box></draw:frame>'
        content = odp(self.page(p("หนึ่ง"), more=notes + unseen) + self.page(p(f"สอง {ID}"), look="Off"))

        copy = mask(content).content

        assert look(copy) == []
        assert "หนึ่ง" in part(copy)
        assert "สอง" not in part(copy)
        assert part(copy).count("<draw:page ") == 1

    def test_of_a_show_that_is_hidden_whole_there_is_none(self):
        with pytest.raises(CannotRead) as refused:
            mask(odp(self.page(p("หนึ่ง"), look="Off")))
        assert "unhide those to publish" in refused.value.detail


@needs_office
@pytest.mark.slow
class TestRealFiles:
    """Files written by LibreOffice from ours, and copies read by LibreOffice."""

    @pytest.mark.parametrize(
        ("made", "suffix", "to"),
        [
            (hiding_docx, ".docx", "odt"),
            (hiding_xlsx, ".xlsx", "ods"),
            pytest.param(hiding_pptx, ".pptx", "odp", marks=needs_impress),
        ],
    )
    def test_what_was_hidden_is_found_and_gone_from_the_copy(self, made, suffix, to, tmp_path):
        content = converted(made(), suffix, to, tmp_path)
        before = look(content)

        copy = mask(content)

        assert {"hidden_content", "metadata"} <= kinds(before)
        assert len({"national_id", "mobile_number", "bank_account"} & kinds(before)) >= 2
        assert kinds(look(copy.content)) <= {"cannot_tell"}
        assert copy.suffix == f".{to}"
        content = everything(copy.content)
        assert [number for number in NUMBERS if number in content] == []

    @pytest.mark.parametrize(
        ("made", "suffix", "to"),
        [
            (hiding_docx, ".docx", "odt"),
            (hiding_xlsx, ".xlsx", "ods"),
            pytest.param(hiding_pptx, ".pptx", "odp", marks=needs_impress),
            pytest.param(hiding_pptx, ".pptx", "pptx", marks=needs_impress),
        ],
    )
    def test_libreoffice_draws_the_copy_without_a_number(self, made, suffix, to, tmp_path):
        import pypdfium2

        content = made() if suffix == f".{to}" else converted(made(), suffix, to, tmp_path)

        drawn = pypdfium2.PdfDocument(converted(mask(content).content, f".{to}", "pdf", tmp_path))
        text = "\n".join(page.get_textpage().get_text_range() for page in drawn)

        assert "●" in text
        assert [number for number in NUMBERS if number in text] == []
