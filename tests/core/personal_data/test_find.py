"""What is found in the parts of a document, how it is named, and how it is masked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.personal_data.find import (
    Part,
    find_in_parts,
    find_in_text,
    mask_address,
    mask_digits,
    mask_text,
    mask_words,
    spans_to_mask,
)
from prongsai.core.personal_data.place import Place
from tests.core.personal_data.numbers import ID, OTHER, dashed

PAGE = Place("page", 3)


class TestFindInText:
    def test_finds_every_kind_in_the_order_of_the_text(self):
        text = f"บัตรประชาชน {ID} โทร 081-234-5678 เลขที่บัญชี 1234567890 อีเมลส่วนตัว a.b@example.com\nลงชื่อ....\n(นายดี งาม)"

        assert [each.kind for each in find_in_text(text)] == [
            "national_id", "mobile_number", "bank_account", "personal_email", "signature",
        ]  # fmt: skip

    def test_an_address_is_personal_only_when_the_text_says_so(self):
        assert find_in_text("อีเมล saraban@example.go.th") == []
        assert [each.excerpt for each in find_in_text("อีเมลส่วนตัว somchai@example.com")] == ["s●●●●●●@example.com"]

    def test_an_address_is_personal_by_the_heading_of_its_column(self):
        found = find_in_text("แดง\tdaeng@example.com", contexts=("ชื่อ", "อีเมลส่วนตัว"))

        assert [each.kind for each in found] == ["personal_email"]

    def test_no_excerpt_holds_more_than_two_digits(self):
        text = f"{ID} {dashed(OTHER)} โทร 081-234-5678 เลขที่บัญชี 123-4-56789-0"

        for found in find_in_text(text):
            assert sum(letter.isdigit() for letter in found.excerpt) == 2


class TestFindInParts:
    def test_counts_different_numbers_of_a_kind_at_a_place(self):
        (finding,) = find_in_parts([Part(PAGE, f"{ID} {OTHER} {ID}")])

        assert finding.count == 2
        assert finding.place == PAGE
        assert finding.severity == "error"

    def test_shows_three_samples_at_most(self):
        numbers = [f"081-000-00{number:02d}" for number in range(10, 20)]

        (finding,) = find_in_parts([Part(PAGE, " ".join(numbers))])

        assert finding.count == 10
        assert finding.excerpt.count("●●●-●●●-●●") == 3

    def test_an_excerpt_stands_on_one_line(self):
        (finding,) = find_in_parts([Part(PAGE, f"บัตรประชาชน {dashed(ID)[:6]}\n{dashed(ID)[6:]}")])

        assert "\n" not in finding.excerpt

    def test_names_the_line(self):
        text = "บรรทัดแรก\nโทร 081-234-5678\nสาม\nโทร 089-765-4321"
        starts = (10, 27, 31)

        findings = find_in_parts([Part(Place("line", 1), text, starts=starts)])

        assert [finding.place.number for finding in findings] == [2, 4]

    def test_names_the_column_of_a_row(self):
        row = Part(Place("table", 2, 5), f"แดง\t{ID}\t081-234-5678", is_row=True)

        assert [finding.place for finding in find_in_parts([row])] == [Place("table", 2, 5, 2), Place("table", 2, 5, 3)]

    def test_names_the_row_of_what_lies_over_several_cells(self):
        row = Part(Place("table", 1, 4), "เลขประจำตัวประชาชน\t" + "\t".join(ID), is_row=True)

        assert [finding.place for finding in find_in_parts([row])] == [Place("table", 1, 4, 0)]

    def test_names_the_row_in_the_text_of_a_whole_table(self):
        text = "ลงชื่อ......\tลงชื่อ......\n(นายดี งาม)\t(นางสี ใส)"
        part = Part(Place("table", 1, 7), text, starts=(len("ลงชื่อ......\tลงชื่อ......\n"),), looks_for="signatures")

        assert {finding.place.row for finding in find_in_parts([part])} == {7}

    def test_looks_for_what_it_is_asked(self):
        text = f"{ID}\nลงชื่อ....\n(นายดี งาม)"

        assert [one.kind for one in find_in_parts([Part(PAGE, text, looks_for="numbers")])] == ["national_id"]
        assert [one.kind for one in find_in_parts([Part(PAGE, text, looks_for="signatures")])] == ["signature"]
        assert len(find_in_parts([Part(PAGE, text)])) == 2

    def test_says_that_it_was_hidden_or_read_from_a_picture(self):
        hidden, read = find_in_parts([Part(PAGE, ID, "hidden"), Part(PAGE, f"บัตรประชาชน {ID}", "ocr")])

        assert "ซ่อน" in hidden.detail_th
        assert "hidden" in hidden.detail_en
        assert "ภาพ" in read.detail_th
        assert "picture" in read.detail_en

    def test_another_reading_of_the_same_page_adds_only_what_is_new(self):
        part = Part(PAGE, f"{ID}", also=(f"{ID} โทร 081-234-5678", "โทร 0812345678"))

        assert [(one.kind, one.count) for one in find_in_parts([part])] == [("national_id", 1), ("mobile_number", 1)]

    def test_another_reading_adds_no_second_signature(self):
        text = "ลงชื่อ....\n(นายดี งาม)"

        (finding,) = find_in_parts([Part(PAGE, text, also=(f"  {text}",))])

        assert finding.count == 1

    def test_nothing_is_nothing(self):
        assert find_in_parts([]) == []
        assert find_in_parts([Part(PAGE, ""), Part(PAGE, "ประกาศเทศบาล")]) == []


class TestMasking:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("1-2345-67890-12-3", "●-●●●●-●●●●●-●2-3"),
            ("0812345678", "●●●●●●●●78"),
            ("๐๘๑-๒๓๔-๕๖๗๘", "●●●-●●●-●●๗๘"),
            ("+66 81 234 5678", "+●● ●● ●●● ●●78"),
            ("12", "●●"),
            ("", ""),
        ],
    )
    def test_keeps_the_last_two_digits_and_every_sign(self, printed, expected):
        assert mask_digits(printed) == expected

    def test_of_an_address_keeps_the_first_letter_and_the_host(self):
        assert mask_address("somchai@example.com") == "s●●●●●●@example.com"

    def test_of_a_name_keeps_first_letters(self):
        assert mask_words("นายสมชาย ใจดี") == "น● ใ●"
        assert mask_words("PC-0812345678") == "P●"
        assert mask_words("0812345678") == "●"

    def test_of_a_text_changes_nothing_else(self):
        text = f"นายแดง บัตรประชาชน {dashed(ID)} โทร. ๐๘๑-๒๓๔๕๖๗๘ สำนักงาน 053-123456 งบ 1,234,567.00"

        masked, count = mask_text(text)

        assert count == 2
        assert masked == "นายแดง บัตรประชาชน ●-●●●●-●●●●●-●5-7 โทร. ●●●-●●●●●๗๘ สำนักงาน 053-123456 งบ 1,234,567.00"

    def test_of_a_masked_text_changes_nothing(self):
        once, _ = mask_text(f"{ID} โทร 081-234-5678 เลขที่บัญชี 123-4-56789-0 ธนาคาร")

        assert mask_text(once) == (once, 0)

    def test_leaves_signatures(self):
        text = "ลงชื่อ....\n(นายดี งาม)"

        assert mask_text(text) == (text, 0)
        assert spans_to_mask(text) == []

    @settings(max_examples=200, deadline=None)
    @given(st.text("0123456789-. \t\n()+@abขโทรบัตรประชาชนบัญชีธนาคาร๐๘๙\u200b\u2011", max_size=150))
    def test_of_any_text_is_as_long_and_finds_nothing_more(self, text):
        masked, count = mask_text(text)

        assert len(masked) == len(text)
        assert (masked == text) == (count == 0)
        assert spans_to_mask(masked) == []

    @settings(max_examples=100, deadline=None)
    @given(
        st.sampled_from([ID, dashed(ID), dashed(ID, " "), "081-234-5678", "0812345678", "+66812345678"]),
        st.text("กขค งจ\n", max_size=20),
        st.text("กขค งจ\n", max_size=20),
    )
    def test_hides_a_number_between_any_words(self, number, before, after):
        masked, count = mask_text(f"{before} {number} {after}")

        assert count == 1
        assert number not in masked
