"""Whatever bytes come: an answer, none raised, none late; and where the quick reader answers, PDFium gives the same."""

import functools
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.intake.pdf_port import UnusablePdf
from tests.adapters.native.made_pdf import Made, lines_of, stream, wide_string, written
from tests.adapters.native.reading import by_pdfium, facts_by_pdfium, quick, quickly
from tests.adapters.native.test_pdf_structure import saved, with_stream_table
from tests.adapters.page.documents import text_pdf

WORDS = ("ประกาศ", "เทศบาลตำบลน้ำผุด", "กองคลัง", "ที่", "ปู่", "2569", "trans-", "-", " ", "ก", "a b", "(๑)", "ฎีกา", "์")
LETTERS = "".join(WORDS)
_MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@functools.cache
def samples() -> list[bytes]:
    """Real files: by hand with both kinds of tables, as pikepdf writes them, by typst."""
    by_hand = lines_of("ประกาศเทศบาลตำบลน้ำผุด", "กองคลัง 2569").write()
    return [
        by_hand,
        with_stream_table(),
        saved(by_hand),
        text_pdf("น้ำผุด ทั้งนี้ ขั้นตอน " * 6 + '#link("https://a.go.th/")[ก]'),
    ]


def check(content: bytes) -> None:
    """No error, no long work; the same as PDFium where it answers."""
    start = time.process_time()
    pages = quickly(content)
    assert time.process_time() - start < 2
    if not pages or all(page is None for page in pages):
        return
    try:
        others = by_pdfium(content)
    except UnusablePdf:
        pytest.fail("PDFium refuses what the quick reader takes")
    assert len(pages) == len(others)
    for page, other in zip(pages, others, strict=True):
        assert page is None or page == other or "".join(page[0].split()) == "".join(other[0].split())


class TestAnyBytes:
    @given(st.binary(max_size=2_000))
    @_MANY
    def test_any_bytes(self, content):
        check(content)

    @given(st.binary(max_size=400))
    @_MANY
    def test_any_bytes_with_a_head_and_a_tail(self, content):
        check(b"%PDF-1.7\n" + content + b"\nstartxref\n9\n%%EOF")

    @given(st.integers(0, 3), st.integers(0, 2**32), st.integers(1, 6))
    @_MANY
    def test_real_files_with_some_bytes_changed(self, which, seed, count):
        chance = random.Random(seed)
        content = bytearray(samples()[which])
        for _ in range(count):
            content[chance.randrange(len(content))] = chance.choice(
                b"0123456789 <>[]()/RfnQqT\0\xff" + bytes([chance.randrange(256)])
            )

        start = time.process_time()
        quickly(bytes(content))

        assert time.process_time() - start < 2

    @given(st.integers(0, 3), st.integers(0, 2**32))
    @_MANY
    def test_real_files_with_a_piece_moved(self, which, seed):
        chance = random.Random(seed)
        content = samples()[which]
        at, length, to = chance.randrange(len(content)), chance.randrange(200), chance.randrange(len(content))

        quickly(content[:to] + content[at : at + length] + content[to:])
        quickly(content[:at] + content[at + length :])

    @given(st.binary(max_size=300))
    @_MANY
    def test_any_bytes_as_content(self, content):
        made = Made(b"BT /F1 12 Tf 70 700 Td %s Tj ET " % wide_string("ก") + content, LETTERS)

        quickly(made.write())

    @given(st.integers(0, 2**32))
    @_MANY
    def test_any_objects(self, seed):
        chance = random.Random(seed)
        objects = lines_of("ประกาศ").objects()
        number = chance.choice([1, 2, 3, 5, 6, 8])
        body = bytearray(objects[number])
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(body))
            body[at : at + chance.randrange(3)] = chance.choice(
                [b"0", b"9", b" ", b"/A", b"[", b"]", b"<<", b">>", b"2 0 R", b"(", b"-1", b"\xff"]
            )

        quickly(written({**objects, number: bytes(body)}))

    @given(st.integers(0, 2**32))
    @_MANY
    def test_fonts_with_some_bytes_changed(self, seed):
        from tests.adapters.native.made_pdf import face, stream

        chance = random.Random(seed)
        content = bytearray(face()[0])
        for _ in range(chance.randrange(1, 8)):
            content[chance.choice([chance.randrange(400), chance.randrange(len(content))])] = chance.randrange(256)
        made = lines_of("ประกาศ กองคลัง")
        made.more = {9: stream(bytes(content))}

        quickly(made.write())


_placed = st.tuples(st.sampled_from(WORDS), st.integers(40, 500), st.integers(0, 12), st.sampled_from([9, 14, 16, 30]))
# A line over the whole width, by which PDFium knows that the lines of a page go across.
_ACROSS = b"BT /F1 14 Tf 1 0 0 1 10 815 Tm %s Tj ET " % wide_string("กองคลัง2569" * 12)


class TestPlacedWords:
    """Words anywhere on a page: the same lines and blanks as PDFium's, whatever the distances."""

    @staticmethod
    def compare(content: bytes) -> None:
        made = Made(_ACROSS + content, LETTERS).write()

        assert quickly(made) == by_pdfium(made)

    @given(st.lists(_placed, min_size=1, max_size=25))
    @_MANY
    def test_words_at_any_place(self, words):
        runs = b" ".join(
            b"/F1 %d Tf 1 0 0 1 %d %d Tm %s Tj" % (size, x, 780 - 20 * line, wide_string(word))
            for word, x, line, size in words
        )

        self.compare(b"BT %s ET" % runs)

    @given(st.lists(_placed, min_size=1, max_size=25), st.integers(0, 2**32))
    @_MANY
    def test_words_anywhere_and_near_each_other(self, words, seed):
        chance = random.Random(seed)
        runs = b" ".join(
            b"/F1 %d Tf 1 0 0 1 %.2f %.2f Tm %s Tj"
            % (size, x / 8 + 40, 700 - 3 * line + chance.random(), wide_string(word))
            for word, x, line, size in words
        )

        self.compare(b"BT %s ET" % runs)

    @given(
        st.lists(st.tuples(st.sampled_from(WORDS), st.integers(-900, 400)), min_size=1, max_size=25), st.integers(-3, 9)
    )
    @_MANY
    def test_arrays_of_any_numbers(self, words, space):
        array = b"".join(b"%s %d" % (wide_string(word), gap) for word, gap in words)

        self.compare(b"BT %d Tc /F1 14 Tf 60 700 Td [%s] TJ 0 -30 Td [%s] TJ ET" % (space, array, array))

    @given(
        st.lists(
            st.tuples(st.sampled_from(WORDS), st.integers(0, 40), st.integers(-60, 60), st.booleans()),
            min_size=2,
            max_size=20,
        )
    )
    @_MANY
    def test_steps_of_any_size_with_marks(self, steps):
        runs = []
        for word, down, across, is_marked in steps:
            shown = b"%s Tj" % wide_string(word)
            if is_marked:
                shown = b"/Span<</ActualText<FEFF%s>>>BDC %s EMC" % (word.encode("utf-16-be").hex().encode(), shown)
            runs.append(b"%s %d %d Td" % (shown, across, -down))

        self.compare(b"BT /F1 14 Tf 200 780 Td %s ET" % b" ".join(runs))

    @given(
        st.lists(_placed, min_size=1, max_size=12),
        st.floats(0.3, 3),
        st.floats(-0.4, 0.4),
        st.integers(-40, 60),
        st.integers(60, 160),
    )
    @_MANY
    def test_forms_of_any_scale(self, words, scale, slant, rise, width):
        runs = b" ".join(
            b"1 0 %.3f 1 %d %d Tm %s Tj" % (slant, x, 300 - 20 * line, wide_string(word))
            for word, x, line, _size in words
        )
        content = b"BT /F1 12 Tf %d Tz %d Ts %s ET" % (width, rise, runs)
        placed = b"%s q %.3f 0 0 %.3f 20 30 cm /X1 Do Q BT /F1 9 Tf 50 40 Td %s Tj ET" % (
            _ACROSS,
            scale,
            scale,
            wide_string("กอง"),
        )
        form = stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 600]/Matrix[1.1 0 0 .9 5 6]")
        made = Made(placed, LETTERS, resources=b"/XObject<</X1 20 0 R>>", more={20: form}).write()

        assert quickly(made) == by_pdfium(made)


class TestRealFiles:
    @pytest.mark.parametrize("which", range(4))
    def test_the_samples_are_taken(self, which):
        content = samples()[which]
        pages = quickly(content)

        assert pages == by_pdfium(content)
        assert quick.open_quickly(content).facts == facts_by_pdfium(content)

    def test_every_way_pikepdf_saves_it(self):
        for content in samples():
            for options in (
                {"linearize": True},
                {"compress_streams": False},
                {"normalize_content": True},
                {"qdf": True},
            ):
                check(saved(content, **options))
