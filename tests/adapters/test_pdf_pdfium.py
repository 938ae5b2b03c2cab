import io
import threading

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.pdf_attachment import read_attached_plan, read_facts
from prongsai.adapters.pdf_oxide_words import _continues, _piece
from prongsai.adapters.pdf_pdfium import Frame, open_document, read_frame, read_links, read_rules, read_words
from prongsai.adapters.pdf_text import PdfText
from prongsai.intake.pdf_port import Box, UnusablePdf


def drawn(content: str, *, size: tuple[int, int] = (600, 400), turned: int = 0, **resources: object) -> pikepdf.Pdf:
    """A page whose content stream is given; the standard font Helvetica is F1."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=size)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), **resources)
    page.Contents = pdf.make_stream(content.encode())
    if turned:
        page.rotate(turned, relative=False)
    return pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def rules_of(pdf: pikepdf.Pdf) -> list[tuple[int, int, int, int]]:
    document = open_document(saved(pdf), max_pages=5)
    page = document[0]
    rules, _ = read_rules(page, read_frame(page))
    return sorted((round(r.x0), round(r.y0), round(r.x1), round(r.y1)) for r in rules)


def words_of(pdf: pikepdf.Pdf) -> list[str]:
    document = open_document(saved(pdf), max_pages=5)
    page = document[0]
    return [word.text for word in read_words(page, read_frame(page), ())]


class TestRules:
    def test_a_stroked_line_is_a_rule_counted_from_the_top(self):
        assert rules_of(drawn("1 w 50 300 m 250 300 l S")) == [(50, 100, 250, 100)]

    def test_a_stroked_rectangle_is_four_rules(self):
        assert rules_of(drawn("50 300 100 40 re S")) == [
            (50, 60, 50, 100),
            (50, 60, 150, 60),
            (50, 100, 150, 100),
            (150, 60, 150, 100),
        ]

    def test_a_thin_filled_rectangle_is_a_rule_and_a_shading_is_none(self):
        assert rules_of(drawn("50 300 200 0.8 re f 50 100 200 30 re f")) == [(50, 100, 250, 100)]

    def test_several_thin_rectangles_of_one_path_are_as_many_rules(self):
        assert len(rules_of(drawn("50 300 200 1 re 50 250 200 1 re 50 250 1 50 re f"))) == 3

    def test_a_path_that_is_not_painted_is_none(self):
        assert rules_of(drawn("50 300 m 250 300 l n")) == []

    def test_slanted_lines_and_specks_are_none(self):
        assert rules_of(drawn("50 300 m 250 200 l S 10 10 m 11 10 l S")) == []

    def test_a_line_is_where_its_matrix_puts_it(self):
        assert rules_of(drawn("q 2 0 0 2 10 20 cm 20 140 m 120 140 l S Q")) == [(50, 100, 250, 100)]

    def test_lines_of_a_form_are_where_the_form_is_drawn(self):
        pdf = drawn("q 1 0 0 1 50 300 cm /Fm Do Q")
        form = pdf.make_stream(b"0 0 m 200 0 l S")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = [0, -5, 300, 50]
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(Fm=form)

        assert rules_of(pdf) == [(50, 100, 250, 100)]

    def test_what_lies_beyond_the_page_is_cut(self):
        assert rules_of(drawn("-90 300 m 250 300 l S 50 900 m 250 900 l S")) == [(0, 100, 250, 100)]

    @pytest.mark.parametrize(
        ("turned", "rule"),
        [(90, (300, 50, 300, 250)), (180, (350, 300, 550, 300)), (270, (100, 350, 100, 550))],
    )
    def test_a_turned_page_shows_its_lines_turned(self, turned, rule):
        assert rules_of(drawn("50 300 m 250 300 l S", turned=turned)) == [rule]


class TestFrame:
    @given(
        st.sampled_from([0, 90, 180, 270]),
        st.floats(0, 600),
        st.floats(0, 400),
    )
    def test_every_point_of_the_page_stays_on_it(self, turned, x, y):
        frame = Frame(10.0, 20.0, 600.0, 400.0, turned)
        width, height = frame.shown

        shown_x, shown_y = frame.point(x + 10.0, y + 20.0)

        assert 0 <= round(shown_x, 6) <= width
        assert 0 <= round(shown_y, 6) <= height

    @given(st.sampled_from([0, 90, 180, 270]), st.floats(1, 300), st.floats(1, 200))
    def test_boxes_keep_their_area(self, turned, wide, high):
        box = Frame(0.0, 0.0, 600.0, 400.0, turned).box(50.0, 60.0, 50.0 + wide, 60.0 + high)

        assert (box.x1 - box.x0) * (box.y1 - box.y0) == pytest.approx(wide * high)
        assert box.x0 <= box.middle_x <= box.x1
        assert box.y0 <= box.middle_y <= box.y1


class TestWords:
    def test_words_of_a_line_are_parted_at_blanks(self):
        assert words_of(drawn("BT /F1 12 Tf 50 300 Td (one two) Tj ET")) == ["one", "two"]

    def test_words_set_apart_without_a_blank_are_two(self):
        assert words_of(drawn("BT /F1 12 Tf 50 300 Td (one) Tj 60 0 Td (two) Tj ET")) == ["one", "two"]

    def test_text_outside_its_clip_does_not_show(self):
        clipped = "q 0 0 600 250 re W n BT /F1 12 Tf 50 300 Td (hidden) Tj ET Q BT /F1 12 Tf 50 200 Td (shown) Tj ET"

        assert words_of(drawn(clipped)) == ["shown"]

    def test_two_clips_hide_what_either_hides(self):
        clipped = "q 0 0 600 250 re W n 0 150 600 250 re W n BT /F1 12 Tf 50 100 Td (low) Tj 0 80 Td (mid) Tj ET Q"

        assert words_of(drawn(clipped)) == ["mid"]

    def test_text_beyond_the_page_is_no_word_of_it(self):
        pdf = drawn("BT /F1 12 Tf 50 500 Td (above) Tj 0 -300 Td (on) Tj ET")

        page = next(PdfText(use_poppler=False).open(saved(pdf), max_pages=5).pages)

        assert [word.text for word in page.words] == ["on"]

    def test_an_empty_page_has_none(self):
        assert words_of(drawn("")) == []


class TestLinks:
    def test_addresses_and_places_of_annotations_are_read(self):
        pdf = drawn("")
        pdf.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[50, 290, 150, 310],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.example.go.th/o1?a=1")),
                ),
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[50, 90, 150, 110],
                    A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
                ),
            ]
        )
        document = open_document(saved(pdf), max_pages=5)
        page = document[0]

        links = read_links(document, page, read_frame(page))

        assert [link.address for link in links] == ["https://www.example.go.th/o1?a=1"]
        assert (round(links[0].box.y0), round(links[0].box.y1)) == (90, 110)


class TestDocuments:
    def test_facts_are_read_and_broken_ones_are_none(self):
        pdf = drawn("")
        pdf.docinfo["/Creator"] = "Writer"

        assert read_facts(open_document(saved(pdf), max_pages=5))["creator"] == "Writer"
        assert read_facts(object()) == {}
        assert read_attached_plan(object()) is None

    def test_the_name_of_the_attachment_is_matched_without_its_folder_or_case(self):
        pdf = drawn("")
        pdf.attachments["data/Plan.JSON"] = b'{"a": 1}'

        assert read_attached_plan(open_document(saved(pdf), max_pages=5)) == '{"a": 1}'

    def test_an_attachment_of_another_name_is_not_taken(self):
        pdf = drawn("")
        pdf.attachments["my-plan.json"] = b"{}"

        assert read_attached_plan(open_document(saved(pdf), max_pages=5)) is None

    def test_problems_are_told_apart(self):
        locked = saved(drawn(""), encryption=pikepdf.Encryption(user="u", owner="o"))

        for content, problem in ((locked, "encrypted"), (b"%PDF-1.4", "damaged")):
            with pytest.raises(UnusablePdf) as caught:
                open_document(content, max_pages=5)
            assert caught.value.problem == problem

    def test_several_threads_may_read_at_once(self):
        content = saved(drawn("BT /F1 12 Tf 50 300 Td (one two) Tj ET"))
        found: list[list[str]] = []

        def read() -> None:
            for _ in range(10):
                page = next(PdfText(use_poppler=False).open(content, max_pages=5).pages)
                found.append([word.text for word in page.words])

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert found == [["one", "two"]] * 40


class TestPiecesOfPdfOxide:
    def test_pieces_that_touch_are_one_word(self):
        first = _piece("กอง", (10.0, 100.0, 15.0, 10.0), 10.0, 400.0)
        second = _piece("คลัง", (25.2, 100.0, 15.0, 10.0), 10.0, 400.0)

        assert _continues(first, second)
        assert first.box.y1 == pytest.approx(302.0)

    def test_a_cluster_without_width_is_given_one(self):
        assert _piece("ต้", (10.0, 100.0, 0.0, 10.0), 10.0, 400.0).box == Box(10.0, 292.0, 15.0, 302.0)

    def test_the_blank_after_sara_am_is_none(self):
        first = _piece("ดำ", (10.0, 100.0, 12.0, 10.0), 10.0, 400.0)

        assert _continues(first, _piece("เนิน", (25.0, 100.0, 12.0, 10.0), 10.0, 400.0))
        assert not _continues(first, _piece("เนิน", (30.0, 100.0, 12.0, 10.0), 10.0, 400.0))

    def test_another_line_or_an_earlier_place_is_another_word(self):
        first = _piece("ก", (100.0, 100.0, 6.0, 10.0), 10.0, 400.0)

        assert not _continues(first, _piece("ข", (106.0, 86.0, 6.0, 10.0), 10.0, 400.0))
        assert not _continues(first, _piece("ข", (40.0, 100.0, 6.0, 10.0), 10.0, 400.0))
