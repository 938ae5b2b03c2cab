import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.page import PageLink
from prongsai.audit.reading.html_text import MAX_CHARACTERS, read_html

TAGS = [
    "p",
    "div",
    "a",
    "b",
    "table",
    "tr",
    "td",
    "script",
    "style",
    "title",
    "h1",
    "iframe",
    "pre",
    "select",
    "svg",
    "!--",
]


def lines(page: str) -> list[str]:
    return list(read_html(page).lines)


class TestLines:
    def test_paragraphs_and_breaks_are_lines_and_inline_tags_are_not(self):
        assert lines("<p>หนึ่ง <b>สอง</b><i>สาม</i></p><div>สี่<br>ห้า<BR/>หก</div>") == ["หนึ่ง สองสาม", "สี่", "ห้า", "หก"]

    def test_white_space_of_the_source_is_a_blank(self):
        assert lines("<p>ก\n\n   ข\t\tค&nbsp;&nbsp;ง\u00a0จ</p>") == ["ก ข ค ง จ"]

    def test_a_word_over_two_inline_tags_stays_one_word(self):
        assert lines("<p><span>เทศ</span><span>บาล</span></p>") == ["เทศบาล"]

    def test_preformatted_text_keeps_its_lines(self):
        assert lines("<pre>ก\nข</pre><p>ค\nง</p>") == ["ก", "ข", "ค ง"]

    def test_characters_may_be_named_or_numbered(self):
        assert lines("<p>A&amp;B &lt;b&gt; &#3585;&#xe02; &copy;</p>") == ["A&B <b> กข ©"]

    def test_thai_is_given_in_typing_order(self):
        assert lines("<p>ท\u0e4d\u0e32 น\u0e49\u0e4d\u0e32 ที\u200b่ เเก้ ช\u0e48\u0e37อ &#3609;&#3661;&#3634;</p>") == [
            "ทำ น้ำ ที่ แก้ ชื่อ นำ"
        ]

    def test_scripts_styles_comments_and_form_choices_are_left_out(self):
        page = (
            "<head><style>p{}</style><title>ชื่อ</title></head><!-- <p>ลับ</p> --><script>if(a<b){document.write('<p>x</p>')}</script>"
            "<noscript>ไม่มีสคริปต์</noscript><select><option>2560</option></select><textarea>พิมพ์</textarea><template>แม่แบบ</template><p>เห็น</p>"
        )

        assert lines(page) == ["เห็น"]

    def test_what_is_never_closed_hides_the_rest_as_in_a_browser(self):
        assert lines("<p>ก</p><script>var x = 1; <p>ข</p>") == ["ก"]
        assert lines("<p>ก</p><!-- <p>ข</p>") == ["ก"]

    def test_a_lone_less_than_sign_is_text(self):
        assert lines("<p>ถ้า 3 < 5 และ a<1 </p>") == ["ถ้า 3 < 5 และ a<1"]


class TestHidden:
    @pytest.mark.parametrize(
        "attribute",
        ["hidden", 'style="display:none"', 'style="color:red; DISPLAY : none"'.lower(), "style='visibility:hidden'"],
    )
    def test_hidden_elements_are_left_out_with_all_inside(self, attribute):
        assert lines(f"<div>ก<div {attribute}>ลับ<div>ลึก</div>ลับ</div>ข</div><p>ค</p>") == ["ก", "ข", "ค"]

    def test_links_inside_hidden_elements_are_left_out(self):
        assert read_html('<div hidden><a href="/casino">x</a></div><a href="/ok">y</a>').links == (
            PageLink("/ok", "y"),
        )

    def test_hidden_cells_end_with_the_next_cell(self):
        assert lines("<table><tr><td hidden>ก<td>ข</tr></table>") == ["ข"]

    def test_a_hidden_body_is_shown_by_a_script_later(self):
        assert lines('<body style="display:none"><p>ก</p></body>') == ["ก"]

    @pytest.mark.parametrize(
        "attribute", ['class="hidden-xs"', 'data-hidden="1"', 'title="hidden"', 'aria-hidden="false"']
    )
    def test_words_that_only_look_like_it_hide_nothing(self, attribute):
        assert lines(f"<p {attribute}>ก</p>") == ["ก"]

    def test_a_hidden_input_does_not_hide_what_follows(self):
        assert lines('<form><input type="hidden" name="t"><p>ก</p></form>') == ["ก"]
        assert lines("<input hidden><p>ก</p>") == ["ก"]


class TestTables:
    def test_rows_are_lines_and_cells_are_parted_by_tabs(self):
        page = "<table><tr><th>ลำดับ</th><th>เรื่อง</th></tr><tr><td>1</td><td><p>แผน</p></td></tr></table>"

        assert lines(page) == ["ลำดับ\tเรื่อง", "1\tแผน"]

    def test_tables_without_end_tags_read_alike(self):
        assert lines("<table><tr><td>1<td>แผน<tr><td>2<td>ผล</table>ท้าย") == ["1\tแผน", "2\tผล", "ท้าย"]

    def test_a_table_inside_a_layout_cell_begins_on_its_own_line(self):
        page = "<table><tr><td>เมนู</td><td><table><tr><td>ก</td><td>ข</td></tr></table></td></tr></table>"

        assert lines(page) == ["เมนู", "ก\tข"]


class TestNamesAndLinks:
    def test_title_and_headings_are_single_lines(self):
        found = read_html("<title>\n หน้า \n แรก </title><h1>ก <b>ข</b></h1><p>x</p><h3></h3><h2>ค<br>ง</h2>")

        assert found.title == "หน้า แรก"
        assert found.headings == ("ก ข", "ค ง")

    def test_the_title_of_a_drawing_is_not_that_of_the_page(self):
        assert read_html("<svg><title>icon</title></svg><title>หน้า</title>").title == "หน้า"

    def test_links_keep_the_address_as_written_and_their_words(self):
        page = """<a class=x href='/a b.pdf'> แผน <b>ปี</b> ๒๕๖๖ </a><a href=doc.php?id=1&amp;y=2>ผล</a><a name=top>ไม่ใช่</a><A HREF="/C">ค</A>"""

        assert read_html(page).links == (
            PageLink("/a b.pdf", "แผน ปี ๒๕๖๖"),
            PageLink("doc.php?id=1&y=2", "ผล"),
            PageLink("/C", "ค"),
        )

    def test_a_picture_speaks_for_its_link(self):
        assert read_html('<a href="/x"><img src="b.gif" alt="รายงาน ITA"></a>').links == (PageLink("/x", "รายงาน ITA"),)

    def test_a_link_never_closed_ends_at_the_next(self):
        assert read_html('<a href="/1">ก<a href="/2">ข</a>').links == (PageLink("/1", "ก"), PageLink("/2", "ข"))

    def test_frames_areas_and_refreshes_are_links(self):
        page = (
            '<meta http-equiv="refresh" content="0; url=/new/"><frame src="menu.html"><iframe src="https://drive.example/x" title="แผน"></iframe>'
            '<map><area href="/o1" alt="โอ 1"></map>'
        )

        assert [link.address for link in read_html(page).links] == [
            "https://drive.example/x",
            "/new/",
            "menu.html",
            "/o1",
        ]

    def test_addresses_are_joined_to_the_base_where_there_is_one(self):
        page = '<base href="https://a.go.th/sub/"><a href="x.pdf">ก</a><a href="https://b.go.th/">ข</a>'

        assert [link.address for link in read_html(page).links] == ["https://a.go.th/sub/x.pdf", "https://b.go.th/"]

    def test_attributes_may_hold_signs_of_tags(self):
        page = """<a title="ก > ข" href="/1">หนึ่ง</a><div data-x='<b class="y">z</b>'>สอง</div><p onclick="if(a>b){c('d')}">สาม</p>"""

        found = read_html(page)

        assert list(found.lines) == ["หนึ่ง", "สอง", "สาม"]
        assert found.links == (PageLink("/1", "หนึ่ง"),)

    def test_an_apostrophe_in_an_attribute_swallows_nothing(self):
        assert lines("""<p title="it's">ก</p><p class=o'clock>ข</p>""") == ["ก", "ข"]


class TestLimits:
    @pytest.mark.parametrize(
        "piece",
        [
            "<",
            "<a",
            "<div>",
            "</div>",
            '<a href="',
            "<!--",
            "<script>",
            "<b x='",
            "&#",
            "<p hidden>",
            "<td>",
            "<pre>",
            "<title>",
            "\0",
            "<table><tr><td>",
            '<a "',
        ],
    )
    def test_two_megabytes_of_one_thing_take_seconds_at_most(self, piece):
        page = piece * (2_000_000 // len(piece))

        start = time.process_time()
        read_html(page)

        assert time.process_time() - start < 6

    def test_time_grows_with_the_length_not_its_square(self):
        def seconds(times: int) -> float:
            page = '<div><b a="1"><p title="x > y">ก<a href="/1">ข' * times
            start = time.process_time()
            read_html(page)
            return time.process_time() - start

        seconds(1_000)
        assert seconds(40_000) < 25 * max(seconds(4_000), 0.01)

    def test_nesting_of_any_depth_is_read(self):
        assert lines("<div>" * 100_000 + "ลึก" + "</div>" * 100_000) == ["ลึก"]

    def test_a_page_beyond_the_cap_is_cut_and_says_so(self):
        found = read_html("<p>ก</p>" + "x" * MAX_CHARACTERS + "<p>ท้าย</p>")

        assert found.is_cut
        assert found.lines[0] == "ก"
        assert "ท้าย" not in found.lines

    def test_pages_longer_than_one_piece_lose_nothing_where_pieces_meet(self):
        page = "".join(f"<p title='x > {number}'>แถว <b>{number}</b></p>" for number in range(20_000))

        assert lines(page) == [f"แถว {number}" for number in range(20_000)]

    @given(
        st.lists(
            st.one_of(
                st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]), st.text(max_size=20)
            )
        )
    )
    def test_any_mixture_of_tags_gives_clean_lines(self, parts):
        found = read_html("".join(parts))

        assert all(line and line == line.strip() and "\n" not in line for line in found.lines)
        assert all("\n" not in heading for heading in (found.title, *found.headings))
