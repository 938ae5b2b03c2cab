"""The quick twins count the faults of Thai spelling that the patterns count."""

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters import pdf_plausible, pdf_text
from prongsai.intake.readers import thai_marks
from tests.examples import examples

native = importlib.import_module("prongsai.adapters.native.thai_faults")

CONSONANTS, MARKS = "กขฃรมฮ", "\u0e31\u0e34\u0e37\u0e38\u0e3a\u0e47\u0e48\u0e4c\u0e4d\u0e4e"
CLUSTERS = st.text(CONSONANTS, min_size=1, max_size=1).flatmap(
    lambda letter: st.text(MARKS, max_size=3).map(lambda marks: letter + marks)
)
PIECES = st.one_of(
    CLUSTERS,
    CLUSTERS.map(lambda cluster: cluster * 2),
    st.text(f"{CONSONANTS}{MARKS}ะาำๅเแไๆฯ๏ a1\n\u00e9\u024f\u0250\ue000\uf701\uf8ff\ufffd😀", max_size=4),
    st.sampled_from(["สานัก", "ดาเนิน", "อาเภอ", "ก า", "น้ํา", "\u0e4d\u0e48\u0e32", "เเ", "ทารายงาน"]),
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
@settings(max_examples=examples(4_000), deadline=None)
def test_letters_and_common_faults_are_counted_alike(text):
    letters, faults, _odd, _split = native.spelling(text)

    assert letters == thai_marks.thai_letters(text)
    assert faults == thai_marks.common_faults(text)


@given(TEXTS)
@settings(max_examples=examples(2_000), deadline=None)
def test_the_share_of_faults_is_the_same(text):
    assert pdf_plausible._quick_implausibility(text) == thai_marks.thai_implausibility(text)


@given(st.lists(st.one_of(CLUSTERS, st.text(f"{CONSONANTS}{MARKS}ะาเโไำๅ a", max_size=3)), max_size=12).map("".join))
@settings(max_examples=examples(4_000), deadline=None)
def test_clusters_that_stand_twice_are_counted_alike(text):
    assert native.count_twice(text) == pdf_plausible.count_twice(text)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", 0),
        ("abc", 0),
        ("การดำเนินการ", 0),
        ("่ก", 1),  # a tone on nothing
        ("ก่ี", 1),  # a tone before its vowel
        ("กิี", 1),  # two vowels
        ("กีกี", 1),  # a cluster drawn twice
        ("เ ก", 1),  # a vowel that leads nothing
        ("เเก", 0),
        ("น\u0e4d", 1),
        ("นํา", 0),
        ("ทำ่", 2),  # a tone behind sara am stands on nothing too
        ("ก" + "กิ" * 4, 2),
    ],
)
def test_each_fault_counts_once(text, faults):
    assert native.spelling(text)[1] == thai_marks.common_faults(text) == faults


def test_what_only_damaged_text_has_is_seen():
    assert native.spelling("ก\uf701")[2:] == (True, False)
    assert native.spelling("กé")[2:] == (True, False)
    assert native.spelling("ก าข")[2:] == (False, True)
    assert native.spelling("ก ิ")[2:] == (False, True)
    assert native.spelling("กา ข€")[2:] == (False, False)


@given(TEXTS)
@settings(max_examples=examples(2_000), deadline=None)
def test_what_is_mended_stays_as_it_is(text):
    assert not native.is_mended(text) or thai_marks.mend_marks(text) == text


@given(TEXTS)
@settings(max_examples=examples(1_000), deadline=None)
def test_lines_are_mended_as_by_mending_each(text):
    mended = thai_marks.mend_marks(text)

    wanted = "\n".join(line for raw in mended.split("\n") if (line := " ".join(raw.split())))
    assert pdf_text.mend_lines(text) == wanted


@pytest.mark.parametrize("text", ["", "abc é", "การดำเนินการ ปี ๒๕๖๗\nข้อ", "น้ำ", "เก่า"])
def test_what_is_typed_well_is_mended(text):
    assert native.is_mended(text)


@pytest.mark.parametrize("text", ["ก่ี", "ก้้", "ทำ้", "เเก", "นํา", "ก\uf70a"])
def test_what_is_not_is_mended_first(text):
    assert not native.is_mended(text)
    assert thai_marks.mend_marks(text) != text


def test_the_twins_are_those_in_use():
    assert pdf_plausible._implausibility is pdf_plausible._quick_implausibility
    assert pdf_plausible._count_twice is native.count_twice
