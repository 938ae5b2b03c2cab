"""Text, CSV and HTML: found by line and masked where they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.gate.gathered import Gathered, safe_name
from prongsai.adapters.gate.html_flow import mask_html, read_html_flow
from prongsai.adapters.gate.typed import cells_of_line, find_separator, gather_html, mask_typed
from tests.adapters.gate.files import ACCOUNT, ID, ID_DIGITS, MOBILE
from tests.adapters.gate.looking import at, details, kinds, look, mask

CSV = f'ชื่อ,เลขประจำตัวประชาชน,เลขบัญชี,จำนวน\nแดง,{ID_DIGITS},1234567890,600\nดำ,-,"1,234,567","600"\n'


def html_findings(source: str):
    gathered = Gathered()
    gather_html(source, gathered)
    return gathered.result()


class TestText:
    def test_names_the_line(self):
        findings = look(f"หนึ่ง\nโทร {MOBILE}\nสาม\nบัตรประชาชน {ID}".encode())

        assert at(findings, "mobile_number") == ["line 2"]
        assert at(findings, "national_id") == ["line 4"]

    def test_reads_windows_874(self):
        assert at(look(f"นายแดง โทรศัพท์มือถือ {MOBILE} ประกาศเทศบาลตำบลบ้านสวน".encode("cp874")), "mobile_number") == [
            "line 1"
        ]

    def test_a_number_over_two_lines(self):
        assert at(look(f"บัตรประชาชน {ID[:7]}\n{ID[7:]}".encode()), "national_id") == ["line 1"]

    def test_a_copy_is_utf_8_and_masked(self):
        copy = mask(f"โทรศัพท์มือถือ {MOBILE} ประกาศเทศบาลตำบลบ้านสวน".encode("cp874"))

        assert copy.suffix == ".txt"
        assert copy.content.decode("utf-8-sig") == "โทรศัพท์มือถือ ●●●-●●●-●●78 ประกาศเทศบาลตำบลบ้านสวน"

    def test_an_empty_file_holds_nothing(self):
        assert look(b"") == []


class TestCsv:
    def test_columns_are_understood_by_their_headings(self):
        findings = look(CSV.encode("utf-8-sig"))

        assert at(findings, "national_id") == ["line 2"]
        assert at(findings, "bank_account") == ["line 2"]

    def test_a_copy_keeps_quotes_separators_and_other_cells(self):
        copy = mask(CSV.encode("utf-8-sig"))

        assert copy.suffix == ".csv"
        assert copy.masked == 2
        assert copy.content.decode("utf-8-sig") == CSV.replace(ID_DIGITS, "●●●●●●●●●●●57").replace(
            "1234567890", "●●●●●●●●90"
        )
        assert look(copy.content) == []

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_other_separators(self, separator):
        text = f"ชื่อ{separator}เลขที่บัญชี\nแดง{separator}1234567890\nดำ{separator}-\n"

        assert find_separator(text) == separator
        assert kinds(look(text.encode())) == {"bank_account"}

    def test_windows_line_ends_are_kept(self):
        text = "ชื่อ,โทร\r\nแดง,0812345678\r\nดำ,-\r\n"

        assert mask(text.encode()).content.decode("utf-8-sig") == text.replace("0812345678", "●●●●●●●●78")

    def test_a_separator_inside_quotes_is_text(self):
        assert cells_of_line('a,"b,c",d', ",") == ["a", "b,c", "d"]

    def test_prose_is_no_table(self):
        assert find_separator("บรรทัดแรก ไม่มีอะไร\nบรรทัดสอง, มีจุลภาค\nสาม") == ""


class TestHtml:
    def test_a_number_split_by_tags(self):
        assert kinds(html_findings("<p>โทร 081-<b>234</b>-<span>5678</span></p>")) == {"mobile_number"}

    def test_a_number_in_entities(self):
        assert kinds(html_findings("<p>โทร &#48;81-234-567&#56;</p>")) == {"mobile_number"}

    def test_paragraphs_and_cells_part_numbers(self):
        assert html_findings("<p>081-234</p><p>5678</p><table><tr><td>08123</td><td>45678</td></tr></table>") == []

    def test_attributes(self):
        findings = html_findings('<a href="tel:0812345678" title="x">โทร</a><img alt="บัตรประชาชน 3-1014-00123-45-7">')

        assert kinds(findings) == {"mobile_number", "national_id"}

    def test_comments_scripts_and_hidden_parts(self):
        findings = html_findings(
            f'<!-- โทร {MOBILE} --><script>var a = "{ID}";</script><div style="display:none">{ACCOUNT} ธนาคาร</div><p hidden>x</p>'
        )

        assert kinds(findings) >= {"mobile_number", "national_id", "bank_account", "hidden_content"}
        assert "comments that do not show" in details(findings, "hidden_content")
        assert "parts of the page are hidden" in details(findings, "hidden_content")

    def test_signature_pictures(self):
        assert kinds(html_findings("<p>ลงชื่อ <img src='a.png'></p>")) == {"signature"}

    def test_names_the_line_of_the_page(self):
        assert at(html_findings(f"<h1>ก</h1>\n<p>โทร {MOBILE}</p>"), "mobile_number") != []

    def test_a_clean_page_holds_nothing(self):
        assert html_findings("<h1>ประกาศ</h1><p>โทร <a href='tel:053123456'>053-123456</a></p>") == []

    def test_a_copy_changes_digits_only(self):
        source = f'<p class="a">โทร 081-<b>234</b>-5678 <a href="tel:0812345678">โทร</a> &amp; {ID}</p>'

        masked, count = mask_html(source)

        assert count == 3
        assert masked == (
            '<p class="a">โทร ●●●-<b>●●●</b>-●●78 <a href="tel:●●●●●●●●78">โทร</a> &amp; ●-●●●●-●●●●●-●5-7</p>'
        )

    def test_a_copy_masks_entities(self):
        masked, count = mask_html("<p>โทร &#48;81-234-5678</p>")

        assert count == 1
        assert "&#48;" not in masked
        assert html_findings(masked) == []

    def test_a_copy_leaves_out_comments_and_scripts_and_keeps_styles(self):
        masked, _ = mask_html("<style>p{color:red}</style><!-- x --><script>y</script><p>z</p>")

        assert masked == "<style>p{color:red}</style><p>z</p>"

    @pytest.mark.parametrize(
        ("source", "copy"),
        [
            ("<p>ก</p><p hidden>ข<b>ค</b></p><p>ง</p>", "<p>ก</p><p>ง</p>"),
            ('<div style="display: none">ก<div>ข</div>ค</div>ง', "ง"),
            ('ก<img hidden src="a">ข<input hidden>ค', "กขค"),
            ('<div hidden/>ก<br style="opacity:0">', "ก"),
            ("<ul><li hidden>ก</li><li>ข</li></ul>", "<ul><li>ข</li></ul>"),
            ("<DIV HIDDEN>ก</div>ข", "ข"),
        ],
    )
    def test_a_copy_leaves_out_hidden_elements_whole(self, source, copy):
        assert mask_html(source) == (copy, 0)

    def test_a_hidden_element_without_an_end_is_a_persons_to_decide(self):
        copy, _ = mask_html("<p>ก</p><div hidden>ข <p>ค</p>")

        assert copy == "<p>ก</p><div hidden>ข <p>ค</p>"
        assert read_html_flow(copy).hidden_elements == 1

    def test_a_copy_of_a_file_names_its_character_set(self):
        page = f'<html><head><meta charset="windows-874"><title>ก</title></head><body>โทรศัพท์มือถือ {MOBILE}</body></html>'

        content, count = mask_typed(page.encode("cp874"), "html", "text/html")

        assert count == 1
        assert 'charset="utf-8"' in content.decode("utf-8")
        assert MOBILE not in content.decode("utf-8")

    @settings(max_examples=150, deadline=None)
    @given(st.text("<>/=&;#\"' abpตd0812345-!x\n", max_size=120))
    def test_any_source_is_read_and_masked(self, source):
        flow = read_html_flow(source)
        masked, _ = mask_html(source)

        assert len(flow.text) == len(flow.spans)
        assert isinstance(masked, str)

    @pytest.mark.parametrize("source", ["&#1;", "&#x7f;081-234-5678", "<p>&#0;", "&bne;", "&#99999999;", "&;"])
    def test_odd_entities_are_read(self, source):
        flow = read_html_flow(source)

        assert len(flow.text) == len(flow.spans)
        assert len(mask_html(source)) == 2

    def test_unclosed_things_take_no_time(self):
        for piece in ("<!--", "<script>", "<a href='", "<", "&#", "<p>" * 3):
            read_html_flow(piece * 20_000)


def test_names_from_inside_files_are_short_and_masked():
    assert safe_name(f"รายชื่อ  {MOBILE}.pdf") == "รายชื่อ ●●●-●●●-●●78.pdf"
    assert len(safe_name("ก" * 500)) == 60
