"""PDFs that are broken, locked, endless or too long: each gives a page with its problem within the limits."""

import io
import time
import zlib

import pikepdf
import pytest

from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from tests.adapters.page.documents import THAI, text_pdf

LIMITS = ReadLimits(wall_s=3, grace_s=2, memory_bytes=700_000_000)


@pytest.fixture(scope="module")
def limited():
    with build_page_reader(LIMITS, use_ocr=False) as found:
        yield found


def raw_pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start))


def stream(data: bytes, *, packed: bool = False) -> bytes:
    body = zlib.compress(data, 9) if packed else data
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(body), b"/Filter/FlateDecode" if packed else b"", body)


def many_pages(count: int) -> bytes:
    """A PDF whose page tree lists so many pages that show the same text."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        stream(b"BT /F 12 Tf 72 700 Td (Page of a long document) Tj ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * count,
    )


class TestPageTrees:
    def test_ten_thousand_pages_are_read_in_part(self, limited):
        start = time.monotonic()
        page = limited.read(many_pages(10_000))

        assert time.monotonic() - start < LIMITS.wall_s + LIMITS.grace_s
        assert page.problem in {"too_many_pages", "out_of_time"}
        assert page.page_count == 10_000
        assert page.pages[0] == "Page of a long document"

    def test_a_loop_in_the_page_tree_ends(self, limited):
        loop = raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 5/Kids[3 0 R 2 0 R]>>",
            b"<</Type/Pages/Parent 2 0 R/Count 5/Kids[2 0 R 3 0 R]>>",
        )
        page = limited.read(loop)

        assert page.kind == "pdf"
        assert page.text == ""

    def test_a_page_count_that_lies_is_no_page_count(self, limited):
        lie = raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2000000000/Kids[]>>")
        page = limited.read(lie)

        assert page.kind == "pdf"
        assert page.text == ""

    def test_a_form_that_draws_itself_ends(self, limited):
        content = raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
            stream(b"/X Do"),
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream",
        )

        assert limited.read(content).kind == "pdf"


class TestBombs:
    def test_a_content_stream_that_unpacks_to_a_gigabyte_is_bounded(self, limited):
        bomb = zlib.compress(b" " * 30_000_000, 9)
        for _ in range(1):
            bomb = zlib.compress(bomb, 9)
        content = raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            stream(b"q Q " * 60_000_000, packed=True),
        )
        start = time.monotonic()
        page = limited.read(content)

        assert time.monotonic() - start < LIMITS.wall_s + LIMITS.grace_s + 2
        assert page.kind == "pdf"
        assert limited.read(text_pdf("หลังจากนั้น")).text == "หลังจากนั้น"

    def test_a_page_of_a_million_letters_is_bounded(self, limited):
        content = raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream(
                b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 20_000 + b"ET",
                packed=True,
            ),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
        page = limited.read(content)

        assert len(page.text) < 500_000
        assert page.kind == "pdf"


class TestLockedAndBroken:
    def test_a_locked_file_says_so(self, limited):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(text_pdf(THAI))) as pdf:
            pdf.save(buffer, encryption=pikepdf.Encryption(user="x", owner="y"))

        page = limited.read(buffer.getvalue())

        assert (page.kind, page.problem) == ("pdf", "encrypted")

    def test_a_file_that_only_forbids_printing_is_read(self, limited):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(text_pdf("ข้อมูลสาธารณะ"))) as pdf:
            pdf.save(buffer, encryption=pikepdf.Encryption(user="", owner="y"))

        assert limited.read(buffer.getvalue()).text == "ข้อมูลสาธารณะ"

    @pytest.mark.parametrize(
        "content", [b"%PDF-1.4", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", b"%PDF-1.4" + b"\xff" * 5_000]
    )
    def test_rubbish_is_damaged(self, limited, content):
        assert limited.read(content).problem == "damaged"

    def test_half_a_file_gives_what_can_be_read_or_is_damaged(self, limited):
        content = text_pdf(THAI, "สอง")
        for part in (0.3, 0.6, 0.9, 0.99):
            page = limited.read(content[: int(len(content) * part)])

            assert page.kind == "pdf"
            assert page.problem in {"", "damaged", "needs_ocr"}


class TestMetadata:
    @pytest.mark.parametrize(
        ("facts", "day"),
        [
            ({"/ModDate": "D:20230405101500+07'00'", "/CreationDate": "D:20220101000000Z"}, "2023-04-05"),
            ({"/CreationDate": "D:20220101000000Z"}, "2022-01-01"),
            ({"/ModDate": "D:25660405101500"}, "2023-04-05"),
            ({"/ModDate": "yesterday", "/CreationDate": "D:20220231"}, "None"),
            ({}, "None"),
        ],
    )
    def test_the_day_last_changed_is_the_documents_own(self, limited, facts, day):
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(text_pdf("ก"))) as pdf:
            del pdf.docinfo
            for key, value in facts.items():
                pdf.docinfo[key] = value
            pdf.save(buffer)

        assert str(limited.read(buffer.getvalue()).last_changed_on) == day
