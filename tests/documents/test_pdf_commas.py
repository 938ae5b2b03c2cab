"""A sign after a word does not move the word: each unit of a line is a box, and no sign hangs out of it."""

from datetime import date

import pypdfium2
import pytest

from prongsai.documents.pdf import draw_pdf
from prongsai.documents.report import Cover, Heading, Report, Section


def gap_before_last_syllable(text):
    """Between the letters of สวน and of ใส in a centred heading, in pt."""
    cover = Cover(("Analysis",), ("2568",), ("เทศบาล",))
    section = Section((Heading(text, level=1),))
    report = Report("t", "s", "a", cover, (section,), date(2026, 1, 1), language="en")
    page = pypdfium2.PdfDocument(draw_pdf(report, attached_plan_json=None))[1].get_textpage()
    places = {page.get_text_range(at, 1): page.get_charbox(at, loose=True) for at in range(page.count_chars())}
    return places["ใ"][0] - places["น"][2]


@pytest.mark.parametrize("sign", [",", ".", ":", "-"])
def test_thai_words_before_a_sign_stand_as_close_as_without(sign):
    plain = gap_before_last_syllable("result of เทศบาลตำบลสวนใส fiscal year 2568")

    gap = gap_before_last_syllable(f"result of เทศบาลตำบลสวนใส{sign} fiscal year 2568")

    assert gap == pytest.approx(plain, abs=0.2)
