"""PDF: pages, everything beside them, and redaction that leaves nothing to copy from underneath."""

import io

import pikepdf
import pypdfium2
import pytest

from prongsai.adapters.gate.pdf_inside import earlier_versions
from prongsai.adapters.gate.pdf_places import letters_of, place_numbers
from prongsai.adapters.gate.reading import GateReading
from prongsai.adapters.reading_limits import CannotRead, ReadLimits
from tests.adapters.gate import files, planting
from tests.adapters.gate.files import ID, ID_DIGITS, MOBILE, NUMBERS, OTHER_ID, pdf
from tests.adapters.gate.looking import (
    at,
    details,
    everything_in_pdf,
    kinds,
    look,
    mask,
    needs_tesseract,
    texts_of_pdf,
)


@pytest.fixture(scope="module")
def hiding() -> bytes:
    return files.hiding_pdf()


@pytest.fixture(scope="module")
def hiding_copy(hiding) -> bytes:
    return mask(hiding).content


def changed(content: bytes, change) -> bytes:
    target = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(content)) as made:
        change(made)
        made.save(target)
    return target.getvalue()


def picture_of(content: bytes, index: int = 0, scale: float = 2.0):
    return pypdfium2.PdfDocument(content)[index].render(scale=scale, grayscale=True).to_pil()


class TestLooking:
    def test_a_clean_file_holds_nothing(self):
        assert look(pdf("ประกาศเทศบาล โทร 053-123456", "งบประมาณ 1,234,567.00 บาท เลขที่โครงการ 66089123456")) == []

    def test_names_the_page(self, hiding):
        assert "page 2" in at(look(hiding), "national_id")

    def test_thai_digits(self):
        assert at(look(pdf("หน้าหนึ่ง", "เลขประจำตัวประชาชน ๓-๑๐๑๔-๐๐๑๒๓-๔๕-๗")), "national_id") == ["page 2"]

    def test_a_table_of_accounts_that_goes_on_over_pages(self):
        rows = [
            "\n".join(
                f"{number} นายคนที่ {number} ตำบลบ้านสวน อำเภอเมือง จังหวัดชลบุรี 12345678{number} 600.00"
                for number in range(start, start + 20)
            )
            for start in (10, 30, 50)
        ]
        content = pdf("ที่ ชื่อ ที่อยู่ เลขที่บัญชี จำนวนเงิน", *rows, "หน้าอื่น ๆ ไม่มีตาราง", "รหัส 1234567890 ไม่ใช่บัญชี")
        findings = [one for one in look(content) if one.kind == "bank_account"]

        assert [(one.place.number, one.count) for one in findings] == [(2, 20), (3, 20), (4, 20)]
        copy = mask(content)
        assert not any("1234567811" in text or "1234567860" in text for text in texts_of_pdf(copy.content))
        assert all(one.kind == "cannot_tell" for one in look(copy.content))

    def test_a_table_of_boxes(self):
        cells = ", ".join(f"[{digit}]" for digit in ID_DIGITS)
        content = pdf(f"เลขประจำตัวประชาชน #table(columns: 13, {cells})")

        assert "national_id" in kinds(look(content))

    def test_properties_in_both_places(self, hiding):
        findings = look(hiding)

        assert {one.place.name for one in findings if one.kind == "metadata"} == {"Author", "dc:creator"}
        assert "file property: XMP" in at(findings, "mobile_number")

    def test_attachments_comments_fields_scripts(self, hiding):
        findings = look(hiding)
        said = details(findings, "hidden_content")

        for words in ("attached", "comments", "scripts"):
            assert words in said
        assert 'attachment "รายชื่อ.csv"' in at(findings, "national_id")
        assert 'form field "phone"' in at(findings, "mobile_number")

    def test_bookmarks_addresses_and_texts_for_screen_readers(self):
        def change(made) -> None:
            with made.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(f"โทร {MOBILE}", 0))
            made.Root["/Extra"] = pikepdf.Dictionary(Alt=pikepdf.String(f"บัตรประชาชน {OTHER_ID}"))

        assert kinds(look(changed(pdf("ก"), change))) == {"mobile_number", "national_id"}

    def test_the_plan_our_own_reports_carry_is_looked_through(self):
        def attach(text: str):
            def change(made) -> None:
                made.attachments["plan.json"] = text.encode()

            return change

        assert look(changed(pdf("ก"), attach('{"schema": "prongsai/plan/1"}'))) == []
        assert "mobile_number" in kinds(look(changed(pdf("ก"), attach(f'{{"note": "โทร {MOBILE}"}}'))))

    @pytest.mark.parametrize("written", [b"<FEFF00300038003100320033003400350036003700380020>", b"(0812345678)"])
    def test_a_text_for_screen_readers_inside_the_contents(self, written):
        def change(made) -> None:
            made.pages[0].contents_add(b"/Span <</ActualText " + written + b">> BDC EMC")

        assert "mobile_number" in kinds(look(changed(pdf("ก"), change)))

    def test_layers_that_are_off(self):
        def change(made) -> None:
            layer = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("ลับ")))
            made.Root["/OCProperties"] = pikepdf.Dictionary(
                OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
            )

        assert "layers" in details(look(changed(pdf("ก"), change)), "hidden_content")

    def test_an_earlier_version_left_in_the_file(self):
        content = files.changed_pdf()
        findings = look(content)

        assert "national_id" not in {one.kind for one in findings if one.place.unit == "page"}
        assert at(findings, "national_id") == ["part version -1 of the file"]
        assert "earlier version" in details(findings, "hidden_content")

    def test_a_file_saved_once_has_no_earlier_version(self):
        content = pdf("ก")

        assert earlier_versions(content) == []
        assert len(earlier_versions(files.changed_pdf())) == 1

    def test_a_linearized_file_has_none_either(self):
        target = io.BytesIO()
        with pikepdf.Pdf.open(io.BytesIO(pdf("ก"))) as made:
            made.save(target, linearize=True)

        assert earlier_versions(target.getvalue()) == []

    def test_a_password_is_a_persons_to_look_at(self):
        target = io.BytesIO()
        with pikepdf.Pdf.open(io.BytesIO(pdf(ID))) as made:
            made.save(target, encryption=pikepdf.Encryption(user="x", owner="y"))

        (finding,) = look(target.getvalue())
        assert finding.kind == "cannot_tell"
        assert "password" in finding.detail_en

    def test_an_owners_password_hides_nothing(self):
        target = io.BytesIO()
        with pikepdf.Pdf.open(io.BytesIO(pdf(ID))) as made:
            made.save(target, encryption=pikepdf.Encryption(user="", owner="y"))

        assert at(look(target.getvalue()), "national_id") == ["page 1"]

    def test_pages_beyond_the_limit_are_said_to_be_unread(self):
        findings = GateReading(ReadLimits(max_pages=2), use_ocr=False).inspect(pdf("ก", "ข", f"{ID}", "ง"))

        assert at(findings, "cannot_tell") == ["page 3"]

    def test_a_scan_waits_for_a_person_without_ocr(self):
        assert at(look(files.scanned_pdf("ก", "ข")), "cannot_tell") == ["page 1", "page 2"]

    @needs_tesseract
    def test_every_page_of_a_scan_is_read(self):
        content = files.scanned_pdf(
            "ประกาศเทศบาล", f"เลขประจำตัวประชาชน {ID}", "โทรศัพท์ 053-123456", f"โทรศัพท์มือถือ {MOBILE}"
        )
        findings = look(content, ocr=True)

        assert at(findings, "national_id") == ["page 2"]
        assert at(findings, "mobile_number") == ["page 4"]

    @needs_tesseract
    def test_a_picture_on_a_page_of_text_is_read(self, tmp_path):
        content = picture_and_text(f"เลขประจำตัวประชาชน {ID_DIGITS}")

        assert at(look(content, ocr=True), "national_id") == ["page 1"]

    def test_a_picture_beside_words_of_signing(self):
        (finding, *_) = [one for one in look(signed_pdf()) if one.kind == "signature"]

        assert finding.place.number == 1
        assert finding.detail_en == "with a picture"

    @pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>"])
    def test_a_damaged_file_is_a_persons_to_look_at(self, content):
        assert kinds(look(content)) == {"cannot_tell"}


def picture_and_text(text: str) -> bytes:
    """A page of text with a large picture of a line of text below it."""
    target = io.BytesIO()
    image = files.person_picture(text, size=(900, 400))
    jpeg = files.picture_bytes(image, "JPEG", quality=92)
    with pikepdf.Pdf.open(
        io.BytesIO(pdf("เอกสารแนบท้ายประกาศ เรื่อง รายชื่อผู้มีสิทธิได้รับเงินสงเคราะห์ ประจำปีงบประมาณ ๒๕๖๖ และอื่น ๆ อีกมาก"))
    ) as made:
        page = made.pages[0]
        stream = made.make_stream(jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=900, Height=400,
                                  BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
        name = page.add_resource(stream, pikepdf.Name.XObject)
        page.contents_add(f"q 450 0 0 200 60 300 cm {name} Do Q".encode())
        made.save(target)
    return target.getvalue()


def signed_pdf() -> bytes:
    target = io.BytesIO()
    from PIL import Image

    png = Image.open(io.BytesIO(files.scribble())).convert("RGB")
    jpeg = files.picture_bytes(png, "JPEG")
    with pikepdf.Pdf.open(io.BytesIO(pdf("#v(100pt) ลงชื่อ #h(120pt) นายกเทศมนตรี", "หน้าสอง"))) as made:
        page = made.pages[0]
        stream = made.make_stream(jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=160, Height=60,
                                  BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
        name = page.add_resource(stream, pikepdf.Name.XObject)
        page.contents_add(f"q 80 0 0 30 110 650 cm {name} Do Q".encode())
        made.save(target)
    return target.getvalue()


class TestPlaces:
    def test_boxes_lie_on_the_number(self):
        document = pypdfium2.PdfDocument(pdf(f"นายแดง {ID} จบ"))
        page = document[0]
        placed = place_numbers(page)

        assert {one.value for one in placed} == {ID_DIGITS}
        text, boxes = letters_of(page)
        first = boxes[text.index(ID)]
        assert any(abs(box.x0 - first.x0) < 1 for one in placed for box in one.boxes)

    @pytest.mark.parametrize("turned", [0, 90, 180, 270])
    def test_boxes_lie_on_the_number_of_a_turned_page(self, turned):
        content = changed(pdf(f"{ID}"), lambda made: made.pages[0].rotate(turned, relative=False))
        copy = mask(content).content

        # What was ink of the number is black: the darkest column or row of the drawn page is one solid bar.
        image = picture_of(copy)
        assert image.getextrema()[0] == 0
        assert not any(ID in text for text in texts_of_pdf(copy))
        size = pypdfium2.PdfDocument(content)[0].get_size()
        assert pypdfium2.PdfDocument(copy)[0].get_size() == pytest.approx(size, abs=0.5)


class TestCopies:
    def test_no_reader_finds_a_number(self, hiding_copy):
        for text in texts_of_pdf(hiding_copy):
            for number in (*NUMBERS, "สมชาย"):
                assert number not in text

    def test_no_object_holds_one(self, hiding_copy):
        whole = everything_in_pdf(hiding_copy)

        for number in (*NUMBERS, "สมชาย", "ผู้ตรวจ", "app.alert", "รายชื่อ.csv"):
            assert number not in whole
        for key in (
            "/EmbeddedFiles",
            "/JavaScript",
            "/AcroForm",
            "/Outlines",
            "/Metadata",
            "/StructTreeRoot",
            "/Author",
        ):
            assert key not in whole

    def test_the_gate_finds_nothing_in_it(self, hiding_copy):
        assert [one for one in look(hiding_copy) if one.kind != "cannot_tell"] == []

    def test_pages_without_a_number_keep_their_text(self, hiding_copy):
        document = pypdfium2.PdfDocument(hiding_copy)

        assert len(document) == 3
        assert document[0].get_textpage().get_text_range() == ""  # its form field shows a number
        assert document[1].get_textpage().get_text_range() == ""
        assert "053-123456" in document[2].get_textpage().get_text_range()

    def test_the_page_concerned_still_shows_its_other_words(self, hiding, hiding_copy):
        before, after = picture_of(hiding, 1), picture_of(hiding_copy, 1)

        # The first words ("นายแดง เลขประจำตัว") lie left of the boxes and look as before.
        area = (130, 120, 260, 160)
        first, second = before.crop(area).resize((65, 20)), after.crop(area).resize((65, 20))
        assert sum(abs(a - b) > 90 for a, b in zip(first.tobytes(), second.tobytes(), strict=True)) < 60

    def test_the_number_is_under_black(self, hiding, hiding_copy):
        document = pypdfium2.PdfDocument(hiding)
        boxes = [box for one in place_numbers(document[1]) for box in one.boxes]
        image = picture_of(hiding_copy, 1, scale=2.0)

        assert boxes
        for box in boxes:
            part = image.crop((int(box.x0 * 2) + 1, int(box.y0 * 2) + 1, int(box.x1 * 2) - 1, int(box.y1 * 2) - 1))
            assert part.getextrema()[1] < 60

    def test_what_a_form_field_shows_is_drawn_and_painted(self, hiding, hiding_copy):
        flat = picture_of(hiding_copy, 0, scale=1.0)

        assert flat.crop((55, 315, 305, 345)).getextrema()[0] < 40

    def test_a_form_field_without_a_font_shows_nothing_and_leaves_nothing(self):
        copy = mask(planting.PDF["form field"]())

        assert ID not in everything_in_pdf(copy.content)
        assert look(copy.content) == []

    def test_links_for_readers_stay_and_telephone_links_go(self):
        def change(made) -> None:
            made.pages[0].obj["/Annots"] = pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([60, y, 160, y + 20]),
                        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address)),
                    )
                    for y, address in ((700, "https://www.example.go.th/a"), (600, "tel:0812345678"))
                ]
            )  # fmt: skip

        with pikepdf.Pdf.open(io.BytesIO(mask(changed(pdf("ก"), change)).content)) as copy:
            addresses = [str(one.A.URI) for one in copy.pages[0].Annots]

        assert addresses == ["https://www.example.go.th/a"]

    def test_an_earlier_version_is_gone(self):
        copy = mask(files.changed_pdf()).content

        assert copy.count(b"%%EOF") == 1
        assert ID not in everything_in_pdf(copy)

    def test_forms_shared_between_pages_carry_nothing_over(self):
        """A form drawn on one page only but listed among the resources of both must not come along."""
        content = pdf("หน้าสะอาด", f"เลขประจำตัวประชาชน {ID}")

        def change(made) -> None:
            form = pikepdf.Page(made.pages[1]).as_form_xobject()
            both = made.make_indirect(pikepdf.Dictionary(Secret=form))
            for page in made.pages:
                page.obj["/Resources"]["/XObject"] = both

        copy = mask(changed(content, change)).content
        with pikepdf.Pdf.open(io.BytesIO(copy)) as made:
            assert "/Secret" not in made.pages[0].obj.get("/Resources", {}).get("/XObject", {})

    def test_text_off_the_page_and_under_a_white_box_counts(self):
        content = pdf(
            f"#place(top + left, dx: 20pt, dy: 20pt, box(fill: white, width: 300pt, height: 40pt)) #place(top + left, dx: 20pt, dy: 25pt, text(fill: white)[{ID}]) ก"
        )
        copy = mask(content)

        assert copy.masked >= 1
        assert ID not in everything_in_pdf(copy.content)
        assert not any(ID in text for text in texts_of_pdf(copy.content))

    def test_a_number_over_two_lines(self):
        content = pdf(f"บัตรประชาชน {ID[:7]} \\ {ID[7:]} ออกให้")
        copy = mask(content).content

        assert not any("00123" in text for text in texts_of_pdf(copy))

    def test_a_page_with_a_shifted_crop_box(self):
        def change(made) -> None:
            made.pages[0].obj["/CropBox"] = pikepdf.Array([40, 400, 500, 842])

        content = changed(pdf(f"เลขประจำตัวประชาชน {ID}"), change)
        copy = mask(content).content

        assert pypdfium2.PdfDocument(copy)[0].get_size() == pytest.approx((460, 442), abs=0.5)
        assert not any(ID in text for text in texts_of_pdf(copy))

    @needs_tesseract
    def test_scans_are_read_and_painted(self):
        copy = mask(files.scanned_pdf("ประกาศเทศบาล", f"เลขประจำตัวประชาชน {ID}"), ocr=True)

        assert copy.masked >= 1
        assert look(copy.content, ocr=True) == []

    @needs_tesseract
    def test_pictures_on_pages_of_text_are_painted(self):
        copy = mask(picture_and_text(f"เลขประจำตัวประชาชน {ID_DIGITS}"), ocr=True)

        assert copy.masked >= 1
        assert "national_id" not in kinds(look(copy.content, ocr=True))

    def test_pictures_of_signatures_are_painted(self):
        copy = mask(signed_pdf())

        assert copy.masked >= 1
        whole = picture_of(copy.content)
        assert whole.crop((230, 330, 370, 370)).getextrema()[0] < 40
        assert "signature" not in kinds(look(copy.content))

    def test_the_same_file_gives_the_same_copy(self, hiding, hiding_copy):
        assert mask(hiding).content == hiding_copy

    def test_a_clean_file_keeps_all_pages_as_text(self):
        content = pdf("หน้าหนึ่ง", "หน้าสอง")
        copy = mask(content)

        assert copy.masked == 0
        assert all("หน้าสอง" in text or "หน้า" in text for text in texts_of_pdf(copy.content)[:1])

    def test_of_a_locked_file_there_is_none(self):
        target = io.BytesIO()
        with pikepdf.Pdf.open(io.BytesIO(pdf(ID))) as made:
            made.save(target, encryption=pikepdf.Encryption(user="x", owner="y"))

        with pytest.raises(CannotRead) as refused:
            mask(target.getvalue())
        assert refused.value.problem == "encrypted"

    def test_of_a_damaged_file_there_is_none(self):
        with pytest.raises(CannotRead):
            mask(b"%PDF-1.7\nnothing")
