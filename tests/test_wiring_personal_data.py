"""The gate as pages and jobs call it."""

import hashlib

import pytest

from prongsai.core.errors import PersonError
from prongsai.core.personal_data.inspection import Inspection, PersonalFinding, inspection_from_dict, inspection_to_dict
from prongsai.core.personal_data.place import Place
from prongsai.wiring.personal_data import (
    inspect_file,
    inspect_html,
    inspect_text,
    inspect_typed,
    mask_file,
    mask_html,
    mask_typed,
)
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE, NUMBERS
from tests.adapters.gate.open_files import HIDING_STYLES, HIDING_TEXT, open_file, p
from tests.adapters.gate.slide_files import hiding_pptx


class TestInspecting:
    def test_names_the_bytes_it_looked_at(self):
        content = files.clean_docx()

        assert inspect_file(content, name="ก.docx").sha256 == hashlib.sha256(content).hexdigest()
        assert inspect_text("ก").sha256 == hashlib.sha256("ก".encode()).hexdigest()

    def test_another_text_is_another_hash(self):
        one = inspect_typed(title="ก", body="ข", table=[["ค"]])

        assert one.sha256 != inspect_typed(title="ก", body="ข", table=[["ง"]]).sha256
        assert one.is_clear

    def test_a_file_a_text_and_a_page_say_the_same(self):
        text = f"โทร {MOBILE} บัตรประชาชน {ID}"
        kinds = ["national_id", "mobile_number"]

        for inspection in (
            inspect_text(text), inspect_html(f"<p>{text}</p>"), inspect_typed(body=text), inspect_file(text.encode(), name="a"),
        ):  # fmt: skip
            assert [finding.kind for finding in inspection.findings] == kinds
            assert not inspection.is_clear

    @pytest.mark.parametrize(
        "make",
        [files.hiding_docx, files.hiding_xlsx, files.hiding_pdf, hiding_pptx],
        ids=["docx", "xlsx", "pdf", "pptx"],
    )
    def test_nothing_personal_is_kept(self, make):
        inspection = inspect_file(make(), name="ก", ocr=False)
        kept = str(inspection_to_dict(inspection))

        assert inspection.findings
        for number in (*NUMBERS, "สมชาย", "รักชาติ"):
            assert number not in kept
        assert inspection_from_dict(inspection_to_dict(inspection)) == inspection

    def test_never_raises_for_bad_content(self):
        for content in (b"", b"\0" * 100, b"PK\x03\x04", b"%PDF-1.4", b"\xff\xd8\xff", b"<"):
            assert isinstance(inspect_file(content, name="x"), Inspection)

    def test_errors_stand_first(self):
        severities = [finding.severity for finding in inspect_file(files.hiding_docx(), name="x", ocr=False).findings]

        assert severities == sorted(severities, key=["error", "warning", "note"].index)


class TestMasking:
    @pytest.mark.parametrize(
        ("make", "suffix"),
        [
            (files.hiding_docx, ".docx"),
            (files.hiding_xlsx, ".xlsx"),
            (files.hiding_pdf, ".pdf"),
            (hiding_pptx, ".pptx"),
            (lambda: open_file("text", HIDING_TEXT, styles=HIDING_STYLES), ".odt"),
        ],
        ids=["docx", "xlsx", "pdf", "pptx", "odt"],
    )
    def test_a_copy_is_clear_and_named(self, make, suffix):
        copy = mask_file(make(), name="โฟลเดอร์/รายชื่อ.เดิม", ocr=False)

        assert copy.name == f"รายชื่อ-ปิดบังแล้ว{suffix}"
        assert copy.masked >= 2
        assert {finding.kind for finding in copy.inspection.findings} <= {"signature", "cannot_tell"}
        assert copy.inspection.sha256 == hashlib.sha256(copy.content).hexdigest()

    def test_a_signature_is_left_for_a_person(self):
        copy = mask_file(files.signed_docx(), name="ก.docx", ocr=False)

        assert [finding.kind for finding in copy.inspection.to_decide] == ["signature"]

    @pytest.mark.parametrize("ocr", [False, True])
    def test_a_name_signed_on_a_page_that_became_a_picture_is_left_for_a_person(self, ocr):
        page = files.pdf(f"ลายมือชื่อ นายมานะ\nเลขประจำตัวประชาชน {ID}")

        copy = mask_file(page, name="ก.pdf", ocr=ocr)

        left = [finding.excerpt for finding in copy.inspection.to_decide if finding.kind == "signature"]
        assert [excerpt.endswith(" (น●)") for excerpt in left] == [True], left  # in whatever spelling OCR reads it

    def test_what_the_original_was_found_to_hold_is_not_looked_for_again(self, monkeypatch):
        page = files.pdf(f"ลายมือชื่อ นายมานะ\nเลขประจำตัวประชาชน {ID}")
        original = inspect_file(page, name="ก.pdf", ocr=False)
        looked = []
        monkeypatch.setattr(
            "prongsai.wiring.personal_data.inspect_file",
            lambda content, **_: looked.append(content) or Inspection("", ()),
        )

        copy = mask_file(page, name="ก.pdf", ocr=False, original=original.findings)

        assert looked == [copy.content]
        assert [finding.kind for finding in copy.inspection.to_decide] == ["signature"]

    def test_a_copy_that_still_holds_something_is_not_handed_out(self, monkeypatch):
        left = Inspection("", (PersonalFinding("national_id", "error", Place("page", 1), "●●", 1),))
        monkeypatch.setattr("prongsai.wiring.personal_data.inspect_file", lambda *_, **__: left)

        with pytest.raises(PersonError) as refused:
            mask_file(f"โทร {MOBILE}".encode(), name="ก.txt")
        assert "จึงไม่ให้ใช้" in refused.value.message_th

    @pytest.mark.parametrize("content", [b"%PDF-1.4 x", b"PK\x03\x04", b"\x7fELF\0", b"Rar!\x1a\x07\0"])
    def test_where_none_can_be_made_a_sentence_says_why(self, content):
        with pytest.raises(PersonError) as refused:
            mask_file(content, name="ก.bin")
        assert '"ก.bin"' in refused.value.message_th
        assert "กรุณา" in refused.value.message_th

    def test_hidden_parts_of_html_are_not_published_in_a_copy(self):
        page = b"<html><body><p>x</p><div style='display:none'>y</div></body></html>"

        copy = mask_file(page, name="ก.html")

        assert b"<p>x</p></body>" in copy.content
        assert copy.inspection.is_clear

    def test_a_hidden_part_without_an_end_is_refused(self):
        with pytest.raises(PersonError):
            mask_file(b"<html><body><p>x</p><div style='display:none'>y</body></html>", name="ก.html")

    @pytest.mark.parametrize("kind", ["graphics", "formula"])
    def test_other_open_documents_are_refused_with_what_to_do(self, kind):
        with pytest.raises(PersonError) as refused:
            mask_file(open_file(kind, p("ก")), name="ภาพ.odg")
        assert "กรุณาบันทึกเป็น PDF" in refused.value.message_th
        assert "\n" not in refused.value.message_th

    def test_a_presentation_that_is_hidden_whole_is_refused_with_what_to_do(self):
        page = open_file(
            "presentation", f'<draw:page draw:style-name="Off">{p(MOBILE)}</draw:page>', styles=HIDING_STYLES
        )

        with pytest.raises(PersonError) as refused:
            mask_file(page, name="สไลด์.odp")
        assert "เลิกซ่อนสไลด์" in refused.value.message_th

    def test_typed_pages(self):
        assert mask_html(f"<p>{MOBILE}</p>") == ("<p>●●●-●●●-●●78</p>", 1)
        assert mask_typed(body=f"โทร {MOBILE}").body == "โทร ●●●-●●●-●●78"
