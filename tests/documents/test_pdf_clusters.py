import pytest

from prongsai.documents.pdf_clusters import mend_clusters

GLYPHS = {1: "ข", 2: "ั", 3: "้", 4: "น", 5: "้\u0e4d", 6: "า", 7: "ด", 8: "\u0e4d", 0x5C: "ก", 0x28: "ส"}


def actual(text: str) -> bytes:
    return b"/Span<</ActualText<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">>>BDC"


def span(text: str, shown: bytes, font: bytes = b"f0") -> bytes:
    return actual(text) + b" 0 Tr/" + font + b" 10.5 Tf 1 0 0 -1 0 0 Tm" + shown + b"\nEMC"


def bare(shown: bytes) -> bytes:
    return b" 0 Tr/f0 10.5 Tf 1 0 0 -1 7.02 0 Tm" + shown + b"\nET"


def mend(content: bytes) -> bytes:
    return mend_clusters(content, {b"f0": GLYPHS}, {})


class TestMendClusters:
    def test_leaves_a_cluster_that_says_itself(self):
        content = b"BT" + span("ขั", rb"[(\000\001\000\002)]TJ") + b"\nET"

        assert mend(content) == content

    def test_keeps_the_true_sara_am_of_a_cluster_drawn_in_one(self):
        content = span("ดำ", rb"[(\000\007)10(\000\010)-10(\000\006)]TJ")

        assert mend(content) == content

    def test_sees_sara_am_through_a_ligature_of_tone_and_nikhahit(self):
        content = span("น้ำ", rb"[(\000\004)7(\000\005)-7(\000\006)]TJ")

        assert mend(content) == content

    def test_shares_a_cluster_out_when_its_mark_stands_apart_in_its_own_span(self):
        content = span("ขั้", rb"[(\000\001\000\002)]TJ") + b"\nET BT" + span("ขั้", rb"(\000\003)Tj")

        mended = mend(content)

        assert actual("ขั้") not in mended
        assert mended.index(actual("ขั")) < mended.index(actual("้"))

    def test_gives_a_span_to_a_mark_that_stands_apart_without_one(self):
        content = (
            span("ขั้", rb"[(\000\001\000\002)]TJ") + b"\nET Q EMC /Span<</MCID 3>>BDC BT" + bare(rb"[20(\000\003)]TJ")
        )

        mended = mend(content)

        assert actual("ขั") in mended
        assert actual("้") + rb" [20(\000\003)]TJ EMC" in mended
        assert mended.count(b"BDC") == mended.count(b"EMC") == 3
        assert b"/Span<</MCID 3>>BDC" in mended

    def test_takes_out_a_text_that_the_glyphs_never_say(self):
        content = span("กข", rb"(\000\001)Tj") + bare(rb"(\000\004)Tj")

        mended = mend(content)

        assert b"ActualText" not in mended
        assert b"/Span BMC 0 Tr" in mended

    def test_does_not_join_pieces_of_two_different_clusters(self):
        content = span("ขั้", rb"[(\000\001\000\002)]TJ") + span("น", rb"(\000\004)Tj")

        assert actual("ขั้") not in mend(content)

    @pytest.mark.parametrize("shown", [rb"(\000\\)Tj", rb"(\000\()Tj", rb"(\000\134)Tj", rb"(\000\050)Tj"])
    def test_reads_escaped_glyph_numbers(self, shown: bytes):
        text = "ก" if shown in (rb"(\000\\)Tj", rb"(\000\134)Tj") else "ส"
        content = span(text, shown)

        assert mend(content) == content

    def test_an_unknown_font_or_glyph_is_no_fault(self):
        content = span("ข", rb"(\000\001)Tj", font=b"f9") + bare(rb"(\017\377)Tj")

        assert b"ActualText" not in mend(content)

    @pytest.mark.parametrize("content", [b"", b"q 1 0 0 1 0 0 cm Q", b"BT ET", b"/Span<</ActualText<FEFF>>>BDC EMC"])
    def test_leaves_pages_without_glyphs_alone(self, content: bytes):
        assert mend(content) == content
