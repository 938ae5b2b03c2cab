"""Presentations: what the gate finds in them, and what is left in masked copies."""

import io
import zipfile

import pytest
from pptx import Presentation

from prongsai.adapters.reading_limits import CannotRead
from tests.adapters.gate.files import (
    ACCOUNT,
    ID,
    ID_DIGITS,
    MOBILE,
    NUMBERS,
    OTHER_ID,
    person_picture,
    picture_bytes,
    with_parts,
)
from tests.adapters.gate.looking import at, details, kinds, look, mask, needs_tesseract, numbers_in_zip
from tests.adapters.gate.slide_files import clean_pptx, commented_pptx, embedded_pptx, hiding_pptx, split_pptx


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


def texts(content: bytes) -> str:
    """What python-pptx shows of all slides."""
    said = []
    for slide in opened(content).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if getattr(shape, "has_table", False) and shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def everything(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.fixture(scope="module")
def hiding() -> bytes:
    return hiding_pptx()


@pytest.fixture(scope="module")
def hiding_copy(hiding) -> bytes:
    return mask(hiding).content


class TestLooking:
    def test_a_clean_file_holds_nothing(self):
        assert look(clean_pptx("โทรศัพท์ 053-123456", "งบประมาณ 1,234,567 บาท")) == []

    def test_numbers_split_over_runs_paragraphs_and_breaks(self):
        found = look(split_pptx())

        assert kinds(found) == {"national_id", "mobile_number", "bank_account"}
        assert sum(finding.count for finding in found if finding.kind == "national_id") >= 2

    def test_columns_are_understood_by_their_headings(self):
        found = look(split_pptx())

        assert next(each for each in found if each.kind == "bank_account").place.column == 2

    def test_notes(self, hiding):
        found = look(hiding)

        assert "there are speaker's notes" in details(found, "hidden_content")
        assert "footnotes" in at(found, "mobile_number")

    def test_hidden_slides_and_shapes(self, hiding):
        found = look(hiding)

        assert "the slide is hidden" in details(found, "hidden_content")
        assert "shapes of the slide are hidden" in details(found, "hidden_content")
        assert "page 2" in at(found, "bank_account")
        assert "page 1" in at(found, "national_id")

    def test_properties_name_persons_by_first_letters(self, hiding):
        excerpts = [finding.excerpt for finding in look(hiding) if finding.kind == "metadata"]

        assert "ส● ใ●" in excerpts

    def test_charts_and_their_workbooks(self, hiding):
        found = look(hiding)

        assert any(finding.place.unit == "part" for finding in found if finding.kind == "national_id")
        assert "a file is embedded; a reader can open it" in details(found, "hidden_content")

    def test_comments_tags_macros_and_custom_xml(self):
        found = look(commented_pptx())

        assert {"there are comments", "the file holds macros", "custom XML data are attached"} <= set(
            details(found, "hidden_content").split(" | ")
        )
        assert {"national_id", "mobile_number"} <= kinds(found)

    def test_sound_and_video_are_a_persons_to_listen_to(self):
        content = with_parts(clean_pptx(), {"ppt/media/media1.mp4": b"\x00\x00\x00\x18ftypmp42"})

        assert "sound or video" in details(look(content), "cannot_tell")

    @needs_tesseract
    def test_pictures_are_read(self):
        show = opened(clean_pptx())
        show.slides[0].shapes.add_picture(io.BytesIO(picture_bytes(person_picture())), 0, 0)
        target = io.BytesIO()
        show.save(target)

        assert "national_id" in kinds(look(target.getvalue(), ocr=True))


class TestCopies:
    def test_nothing_of_what_was_hidden_is_left(self, hiding_copy):
        content = everything(hiding_copy).decode("utf-8", errors="replace")

        assert numbers_in_zip(hiding_copy) == []
        assert [number for number in NUMBERS if number in content] == []
        assert "สมชาย" not in content
        assert kinds(look(hiding_copy)) <= {"cannot_tell"}

    def test_powerpoint_reads_the_copy_and_the_rest_is_kept(self, hiding_copy):
        show = opened(hiding_copy)

        assert len(show.slides) == 2
        assert show.slides[0].shapes.title.text == "สรุปผลการดำเนินงาน"
        assert show.core_properties.author == ""
        assert not show.slides[0].has_notes_slide

    def test_the_chart_stays_without_its_workbook(self, hiding_copy):
        chart = next(shape for shape in opened(hiding_copy).slides[1].shapes if shape.has_chart).chart

        assert list(chart.plots[0].categories)[1] == "อื่น ๆ"
        assert next(iter(chart.plots[0].categories)).endswith("●57")
        with zipfile.ZipFile(io.BytesIO(hiding_copy)) as archive:
            assert not [name for name in archive.namelist() if "embeddings" in name or "notesSlides" in name]

    def test_the_picture_of_a_hidden_slide_goes(self, hiding, hiding_copy):
        def media(content: bytes) -> list[str]:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return [name for name in archive.namelist() if "/media/" in name]

        assert media(hiding)
        assert not media(hiding_copy)

    def test_split_numbers_are_masked_letter_by_letter(self):
        copy = mask(split_pptx())

        said = texts(copy.content)
        assert "บัตรประชาชน ●-●●●●-●●●●●-●5-7" in said
        assert "●●●-●●●-\v●●78" in said
        assert f"{'●' * 6}\n●●●●●61" in said
        assert "●●●●●●●●90" in said
        assert "1234567891" in said
        assert copy.masked >= 4
        assert look(copy.content) == []

    def test_runs_keep_their_looks(self):
        show = opened(mask(split_pptx()).content)
        runs = show.slides[0].shapes[0].text_frame.paragraphs[0].runs

        assert [run.font.bold for run in runs] == [False, True, False, True]

    def test_comments_tags_macros_and_custom_xml_go(self):
        copy = mask(commented_pptx()).content

        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            names = archive.namelist()
            types = archive.read("[Content_Types].xml").decode()
        assert not [name for name in names if any(word in name for word in ("omment", "tags/", "customXml", "vba"))]
        assert "comment" not in types
        assert "rId99" not in everything(copy).decode("utf-8", errors="replace")
        assert look(copy) == []

    def test_an_embedded_file_leaves_its_picture(self):
        copy = mask(embedded_pptx()).content

        shapes = list(opened(copy).slides[0].shapes)
        assert OTHER_ID.encode() not in everything(copy)
        assert [shape.shape_type for shape in shapes] == [13]  # a picture

    def test_links_to_other_places_stay_and_telephones_are_masked(self, hiding_copy):
        show = opened(hiding_copy)
        box = next(shape for shape in show.slides[0].shapes if shape.has_text_frame and shape.text_frame.text == "ติดต่อ")

        assert box.text_frame.paragraphs[0].runs[0].hyperlink.address == "tel:●●●●●●●●78"

    def test_a_link_to_a_hidden_slide_goes(self):
        show = opened(clean_pptx("หนึ่ง", "สอง"))
        show.slides[0].shapes[0].click_action.target_slide = show.slides[1]
        show.slides[1]._element.set("show", "0")
        target = io.BytesIO()
        show.save(target)

        copy = opened(mask(target.getvalue()).content)

        assert len(copy.slides) == 1
        assert copy.slides[0].shapes[0].click_action.hyperlink.address is None

    def test_of_a_show_that_is_hidden_whole_there_is_none(self):
        show = opened(clean_pptx("หนึ่ง"))
        show.slides[0]._element.set("show", "0")
        target = io.BytesIO()
        show.save(target)

        with pytest.raises(CannotRead) as refused:
            mask(target.getvalue())
        assert "unhide those to publish" in refused.value.detail

    def test_the_same_file_gives_the_same_copy(self, hiding, hiding_copy):
        assert mask(hiding).content == hiding_copy

    def test_the_form_of_the_copy(self):
        copy = mask(clean_pptx())

        assert copy.suffix == ".pptx"
        assert copy.content_type.endswith("presentationml.presentation")
        assert copy.masked == 0

    @needs_tesseract
    def test_pictures_are_painted_over(self):
        show = opened(clean_pptx())
        show.slides[0].shapes.add_picture(io.BytesIO(picture_bytes(person_picture())), 0, 0)
        target = io.BytesIO()
        show.save(target)

        assert look(mask(target.getvalue(), ocr=True).content, ocr=True) == []

    @pytest.mark.parametrize("number", [ID, ID_DIGITS, OTHER_ID, MOBILE, ACCOUNT])
    def test_every_number_on_a_master_and_a_layout_is_masked(self, number):
        show = opened(clean_pptx())
        label = "โอนเข้าบัญชีธนาคาร" if number == ACCOUNT else "เลขประจำตัวประชาชน โทร"
        show.slide_master.placeholders[0].text_frame.text = f"{label} {number}"
        show.slide_layouts[6].name = f"{label} {number}"
        target = io.BytesIO()
        show.save(target)

        assert look(target.getvalue())
        copy = mask(target.getvalue()).content
        assert number.encode() not in everything(copy)
        assert look(copy) == []
