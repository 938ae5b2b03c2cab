"""The small parts that every document rests on: posts, links, printed digits, languages and typed tables."""

import csv
import io
import re
from datetime import date

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.plan import Agency
from prongsai.core.report_form.words import AGENCY_KIND_WORDS
from prongsai.core.thai.words import Words
from prongsai.documents.plain_table import draw_table_csv, draw_table_xlsx
from prongsai.documents.posts import agency_kind, clerk_post, executive_post
from prongsai.documents.report import Line
from prongsai.documents.safe_links import clickable, split_label
from prongsai.documents.thai_print import printed
from prongsai.documents.voice import LANGUAGES, THAI, Voice


class TestPosts:
    @pytest.mark.parametrize("kind", list(AGENCY_KIND_WORDS))
    def test_every_kind_is_known_by_its_name_and_has_both_posts(self, kind):
        agency = Agency(f"{AGENCY_KIND_WORDS[kind]}ตัวอย่าง")

        assert agency_kind(agency) == kind
        assert clerk_post(agency).startswith("ปลัด")
        assert executive_post(agency).startswith("นายก")
        assert executive_post(agency).endswith("ตัวอย่าง")

    @pytest.mark.parametrize(
        ("name", "post"),
        [
            ("เทศบาลตำบล ตัวอย่าง", "นายกเทศมนตรีตำบล ตัวอย่าง"),
            (" เทศบาลเมืองตัวอย่าง ", "นายกเทศมนตรีเมืองตัวอย่าง"),
            ("เทศบาล ตำบลตัวอย่าง", "นายกเทศมนตรีตำบล"),
            ("องค์การบริหารส่วนจังหวัดตัวอย่าง", "นายกองค์การบริหารส่วนจังหวัดตัวอย่าง"),
            ("อบต.ตัวอย่าง", "นายกองค์กรปกครองส่วนท้องถิ่น"),
            ("", "นายกองค์กรปกครองส่วนท้องถิ่น"),
            ("กรุงเทพมหานคร", "นายกองค์กรปกครองส่วนท้องถิ่น"),
        ],
    )
    def test_the_executives_has_the_place_where_the_name_holds_it(self, name, post):
        assert executive_post(Agency(name)) == post

    def test_a_kind_that_is_said_counts_more_than_the_name(self):
        assert agency_kind(Agency("เทศบาลตำบลตัวอย่าง", "tao")) == "tao"


class TestPrinted:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("", ""),
            ("0123456789", "0123456789"),
            ("012345678", "๐๑๒๓๔๕๖๗๘"),
            ("โทร. 0 4400 1234", "โทร. ๐ ๔๔๐๐ ๑๒๓๔"),
            ("1,234.50 บาท", "๑,๒๓๔.๕๐ บาท"),
            ("31/03/2566", "๓๑/๐๓/๒๕๖๖"),
            ("www.a.go.th/2566 ปี 2566", "www.a.go.th/2566 ปี ๒๕๖๖"),
            ("ita2566@a.go.th", "ita2566@a.go.th"),
            ("COVID-19 ปี 2564", "COVID-19 ปี ๒๕๖๔"),
            ("๒๕๖๖ และ 2566", "๒๕๖๖ และ ๒๕๖๖"),
            ("ข้อ 1.\u00a0ข้อ 2.", "ข้อ ๑. ข้อ ๒."),
        ],
    )
    def test_has_thai_digits_but_where_they_are_part_of_a_code(self, text, shown):
        assert printed(text) == shown

    @given(st.text(alphabet="กขน\u0e4d\u0e32ำ่ 019๒aO./:\u200b\n\u00a0", max_size=40))
    def test_again_is_the_same(self, text):
        assert printed(printed(text)) == printed(text)

    @given(st.text(alphabet="กขคำ 0123456789\n", max_size=60))
    def test_keeps_no_short_arabic_number_beside_thai(self, text):
        assert all(len(number) >= 10 for number in re.findall("[0-9]+", printed(text)))


class TestVoice:
    @pytest.mark.parametrize(
        ("day", "thai", "english"),
        [
            (date(2023, 9, 30), "๓๐ ก.ย. ๒๕๖๖", "30 Sep 2023 (2566)"),
            (date(2023, 10, 1), "๑ ต.ค. ๒๕๖๖", "1 Oct 2023 (2566)"),
            (date(2024, 2, 29), "๒๙ ก.พ. ๒๕๖๗", "29 Feb 2024 (2567)"),
            (date(2022, 12, 31), "๓๑ ธ.ค. ๒๕๖๕", "31 Dec 2022 (2565)"),
        ],
    )
    def test_says_days_and_months_with_both_years_in_english(self, day, thai, english):
        assert (THAI.day(day), Voice("en").day(day)) == (thai, english)
        assert (THAI.month(day), Voice("en").month(day)) == (thai.split(" ", 1)[1], english.split(" ", 1)[1])

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_falls_back_to_the_thai_name(self, language):
        class Entry:
            name_th, name_en = "ตัวชี้วัด", ""

        assert Voice(language).name(Entry()) == "ตัวชี้วัด"

    def test_chooses_and_prints_in_its_language(self):
        assert [Voice(one).pick(Words("ก", "a")) for one in LANGUAGES] == ["ก", "a"]
        assert [Voice(one).print(" ปี\u200b 2566 ") for one in LANGUAGES] == ["ปี ๒๕๖๖", "ปี 2566"]


class TestLinks:
    @pytest.mark.parametrize(
        ("text", "label", "shown"),
        [
            ("หลักฐาน: https://a.go.th/", "หลักฐาน: ", "https://a.go.th/"),
            ("https://a.go.th/", "", "https://a.go.th/"),
            ("หลักฐาน: ", "", "หลักฐาน: "),
            ("", "", ""),
            ("ก: ข: ค", "ก: ", "ข: ค"),
        ],
    )
    def test_have_a_label_before_the_first_colon(self, text, label, shown):
        assert split_label(Line(text)) == (label, shown)

    @pytest.mark.parametrize(
        ("address", "target"),
        [
            ("HTTPS://A.GO.TH/x", "HTTPS://A.GO.TH/x"),
            ("http://a.go.th", "http://a.go.th"),
            ("http://a.go.th?x=ก", "http://a.go.th?x=%E0%B8%81"),
            ('https://a.go.th/"><script>', "https://a.go.th/%22%3E%3Cscript%3E"),
            ("https://a.go.th/a b\\c", "https://a.go.th/a%20b%5Cc"),
            ("https://a.go.th/#a#b", None),
            ("https://a.go.th:99999/", "https://a.go.th:99999/"),
            ("https://a.go.th:x/", None),
            ("https://-a.go.th/", None),
            ("https://a.go.th\\@evil.com/", None),
            ("https://:80/", None),
            ("http:/a.go.th/", None),
            ("http://", None),
            ("javascript://a.go.th/%0aalert(1)", None),
        ],
    )
    def test_lead_only_to_hosts_of_plain_letters(self, address, target):
        assert clickable(address) == target

    @given(st.text(max_size=60))
    def test_of_any_tail_stay_ascii_on_their_host(self, tail):
        found = clickable(f"https://a.go.th/{tail}")

        assert found is None or (
            found.isascii() and found.startswith("https://a.go.th/") and not set(found) & set('"<> \\')
        )

    @pytest.mark.parametrize(("length", "is_link"), [(1_984, True), (1_985, False)])
    def test_are_no_longer_than_word_and_excel_take(self, length, is_link):
        assert (clickable("https://a.go.th/" + "x" * length) is not None) is is_link


def sheet(content: bytes) -> list[list[str]]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


class TestTypedTables:
    @pytest.mark.parametrize("length", [32_766, 32_767, 32_768, 100_000])
    def test_a_text_longer_than_a_cell_is_cut_and_never_left_out(self, length):
        ((cell,), (after,)) = sheet(draw_table_xlsx("ก", [["ก" * length], ["ถัดไป"]]))

        assert len(cell) == min(length, 32_767)
        assert cell.endswith("…") is (length > 32_767)
        assert after == "ถัดไป"

    @pytest.mark.parametrize(
        "text", ["007", "1e3", "TRUE", "31/03/2566", "=1", "http://a.go.th/", "_x0041_", "a\nb", "๑๒", " ก "]
    )
    def test_a_cell_is_the_text_that_was_typed(self, text):
        assert sheet(draw_table_xlsx("ก", [["หัว"], [text]]))[1] == [text]

    @pytest.mark.parametrize(
        ("title", "name"),
        [("ก" * 40, "ก" * 31), ("", "table"), ("'ก'", "ก"), ("a/b\\c?d*e", "a b c d e"), ("\u200b", "\u200b")],
    )
    def test_the_sheet_has_a_name_excel_takes(self, title, name):
        content = draw_table_xlsx(title, [["ก"]])

        assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == [name]

    @pytest.mark.parametrize("rows", [[], [[]], [["ก"], []], [["ก", "ข", "ค"], ["ง"]]])
    def test_rows_may_be_short_or_none(self, rows):
        assert draw_table_xlsx("ก", rows).startswith(b"PK")
        assert draw_table_csv(rows).startswith(b"\xef\xbb\xbf")

    @given(
        st.lists(st.lists(st.text(alphabet="กข่ำ๑a1=+-@,\"'\n\r\t ", max_size=8), min_size=1, max_size=3), max_size=4)
    )
    @settings(deadline=None, max_examples=150)
    def test_a_csv_holds_every_cell_and_runs_none(self, rows):
        content = draw_table_csv(rows).decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(content, newline="")))

        assert [[cell.removeprefix("'") for cell in row] for row in found] == [
            [cell.removeprefix("'") for cell in row] for row in rows
        ]
        for row in found:
            for cell in row:
                bare = cell.strip()
                assert bare[:1] not in {"=", "@"}
                assert bare[:1] not in {"+", "-"} or re.fullmatch(r"[+-][0-9][0-9,]*(\.[0-9]+)?%?", bare)

    def test_thousands_of_rows_are_all_there(self):
        rows = [[str(n), "งาน"] for n in range(3_000)]

        assert sheet(draw_table_xlsx("ก", rows)) == rows
        assert draw_table_csv(rows).count(b"\r\n") == 3_000
