"""However a number is split, and however a file is broken: the copy says what masking its text says, or there is none."""

import io
import itertools
import random
import re
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from prongsai.adapters.gate.open_document_flow import walk_open
from prongsai.adapters.gate.slide_flow import walk_slide
from prongsai.adapters.reading_limits import CannotRead
from prongsai.core.personal_data.find import mask_text
from tests.adapters.gate.files import ACCOUNT, ID, ID_DIGITS, MOBILE
from tests.adapters.gate.looking import kinds, look, mask
from tests.adapters.gate.open_files import HIDING_STYLES, HIDING_TEXT, cell, open_file, p, row, sheet
from tests.adapters.gate.slide_files import clean_pptx, hiding_pptx, opened_clean
from tests.adapters.gate.test_open_document_flow import A, tree
from tests.examples import examples

SENTENCES = st.sampled_from(
    (
        f"เลขประจำตัวประชาชน {ID} ออกให้ ณ อำเภอ",
        f"โทร {MOBILE} หรือ 053-123456",
        f"โอนเข้าบัญชีธนาคาร {ACCOUNT} ชื่อ นางสาวบัว",
        f"บัตรประชาชน {ID_DIGITS}",
        f"บัตร {ID} โทร {MOBILE} บัญชีธนาคาร {ACCOUNT}",
        "งบประมาณ 1,234,567 บาท เลขที่โครงการ 66089123456",
        "ประกาศ ณ วันที่ 1 ตุลาคม พ.ศ. 2566",
    )
)
CUTS = st.lists(st.integers(0, 60), max_size=6)
SLOW = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def pieces(text: str, cuts: list[int]) -> list[str]:
    """The text cut at these places."""
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    return [text[start:end] for start, end in itertools.pairwise(places)]


class TestAnySplit:
    @SLOW
    @given(text=SENTENCES, cuts=CUTS, depth=st.integers(0, 2))
    def test_over_spans_of_a_paragraph(self, text, cuts, depth):
        inner = "".join(
            f"{'<text:span>' * (at % (depth + 1))}{escape(piece)}{'</text:span>' * (at % (depth + 1))}"
            for at, piece in enumerate(pieces(text, cuts))
        )
        root = tree(p(inner))

        for block in list(walk_open(root)):
            block.flow.mask()

        assert "".join(root.itertext()) == mask_text(text)[0]

    @SLOW
    @given(text=SENTENCES, cuts=CUTS)
    def test_over_runs_of_a_slide(self, text, cuts):
        runs = "".join(f"<a:r><a:t>{escape(piece)}</a:t></a:r>" for piece in pieces(text, cuts))
        root = etree.fromstring(f"<p:sld {A}><a:p>{runs}</a:p></p:sld>".encode())

        for block in walk_slide(root):
            block.flow.mask(block.contexts)

        assert "".join(root.itertext()) == mask_text(text)[0]

    @SLOW
    @given(text=SENTENCES, cuts=CUTS)
    def test_of_a_whole_text_document(self, text, cuts):
        inner = "".join(f"<text:span>{escape(piece)}</text:span>" for piece in pieces(text, cuts))

        copy = mask(open_file("text", p(inner)))

        with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
            said = "".join(etree.fromstring(archive.read("content.xml")).itertext())
        assert said == mask_text(text)[0]
        assert not kinds(look(copy.content)) - {"signature"}

    @SLOW
    @given(text=SENTENCES, cuts=CUTS)
    def test_of_a_whole_presentation(self, text, cuts):
        show = opened_clean()
        paragraph = show.slides[0].shapes[0].text_frame.paragraphs[0]
        paragraph.clear()
        for piece in pieces(text, cuts):
            paragraph.add_run().text = piece
        target = io.BytesIO()
        show.save(target)

        copy = mask(target.getvalue())

        from pptx import Presentation

        assert Presentation(io.BytesIO(copy.content)).slides[0].shapes[0].text_frame.text == mask_text(text)[0]

    @pytest.mark.parametrize("column", range(4))
    def test_one_digit_a_cell_anywhere_in_a_row(self, column):
        blanks = [cell("") for _ in range(column)]
        table = sheet(row(*blanks, cell("เลขประจำตัวประชาชน"), *[cell(one, value=one) for one in ID_DIGITS]))

        copy = mask(open_file("spreadsheet", table))

        with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
            said = re.findall(r'office:value="(\d)"', archive.read("content.xml").decode())
        assert said == list(ID_DIGITS[-2:])


WHOLE = {
    "odt": lambda: open_file("text", HIDING_TEXT, styles=HIDING_STYLES),
    "ods": lambda: open_file(
        "spreadsheet", sheet(row(cell("เลขประจำตัวประชาชน")), row(cell(ID_DIGITS, value=ID_DIGITS)))
    ),
    "odp": lambda: open_file("presentation", f'<draw:page draw:name="ก">{p(ID)}</draw:page>'),
    "pptx": hiding_pptx,
}


class TestBrokenFiles:
    @pytest.mark.parametrize("form", WHOLE)
    @pytest.mark.parametrize("seed", range(12))
    def test_bytes_changed_at_random_leak_nothing(self, form, seed):
        content = bytearray(WHOLE[form]())
        chance = random.Random(seed)
        for _ in range(8):
            content[chance.randrange(len(content))] = chance.randrange(256)

        look(bytes(content))
        try:
            copy = mask(bytes(content))
        except CannotRead:
            return
        assert ID_DIGITS.encode() not in copy.content
        assert not kinds(look(copy.content)) & {"national_id", "mobile_number", "bank_account"}

    @pytest.mark.parametrize("form", WHOLE)
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_cut_off_files_have_no_copy_and_wait_for_a_person(self, form, share):
        content = WHOLE[form]()
        cut = content[: int(len(content) * share)]

        assert "cannot_tell" in kinds(look(cut))
        with pytest.raises(CannotRead):
            mask(cut)

    @pytest.mark.parametrize("form", WHOLE)
    def test_entities_are_refused(self, form):
        main = "ppt/slides/slide1.xml" if form == "pptx" else "content.xml"
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(WHOLE[form]())) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
                new.writestr(name, bomb if name == main else old.read(name))

        with pytest.raises(CannotRead):
            mask(target.getvalue())
        assert "cannot_tell" in kinds(look(target.getvalue()))

    @pytest.mark.parametrize("form", ["odt", "ods", "odp"])
    def test_a_content_that_unpacks_beyond_the_limit_is_refused(self, form):
        target = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(WHOLE[form]())) as old,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, b" " * 60_000_000 if name == "content.xml" else old.read(name))

        with pytest.raises(CannotRead):
            mask(target.getvalue())

    def test_a_slide_that_is_listed_but_not_there_does_no_harm(self):
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(clean_pptx("หนึ่ง", "สอง"))) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                if name != "ppt/slides/slide2.xml":
                    new.writestr(name, old.read(name))

        copy = mask(target.getvalue())

        with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
            assert "slides/slide2.xml" not in archive.read("ppt/_rels/presentation.xml.rels").decode()

    def test_deep_nesting_ends(self):
        deep = "<text:span>" * 400 + ID + "</text:span>" * 400

        assert "cannot_tell" in kinds(look(open_file("text", p(deep))))
        with pytest.raises(CannotRead):
            mask(open_file("text", p(deep)))
