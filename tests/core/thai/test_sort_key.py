"""Thai dictionary order."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.sort_key import thai_sort_bytes, thai_sort_key

WORDS = Path(__file__).parents[2] / "data" / "search" / "sorted-words.txt"
THAI = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5B)] + list(" 0aZ"), max_size=12)


def read_words() -> list[str]:
    return [line for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


class TestThaiSortKey:
    def test_orders_a_word_list_as_icu_does(self):
        words = read_words()
        mixed = random.Random(1).sample(words, len(words))

        assert sorted(mixed, key=thai_sort_key) == words
        assert sorted(mixed, key=thai_sort_bytes) == words
        assert sorted(mixed) != words  # code points would not do

    @pytest.mark.parametrize(
        "in_order",
        [
            ["กา", "เก", "แก", "โก", "ใก", "ไก", "ขา", "เข", "คา"],  # a vowel before its consonant counts after it
            ["แข็ง", "แข่ง", "แข้ง"],  # signs decide between words alike without them
            ["ก่า", "กาก", "ก้าง"],  # and never before the letters
            ["รอน", "ร้อน", "ฤดู", "ลม", "ฦๅชา", "วัน"],
            ["2", "๓", "4", "ก", "ฮ", "a", "Z"],
            ["กำ", "กิ", "กี", "กึ", "กื", "กุ", "กู", "เก"],
        ],
    )
    def test_orders(self, in_order):
        assert sorted([*in_order[1:], in_order[0]], key=thai_sort_key) == in_order

    def test_blanks_and_punctuation_do_not_count(self):
        assert sorted(["แผนงาน", "แผน-ก", "แผน ข"], key=thai_sort_key) == ["แผน-ก", "แผน ข", "แผนงาน"]

    def test_nikhahit_and_aa_are_sara_am(self):
        assert sorted(["กํา", "กิ", "กา"], key=thai_sort_key) == ["กา", "กํา", "กิ"]

    @given(THAI, THAI)
    def test_bytes_order_as_the_key_does(self, first, second):
        keys, numbers = (
            [thai_sort_key(one)[:2] for one in (first, second)],
            [thai_sort_bytes(one) for one in (first, second)],
        )

        assert (keys[0] < keys[1]) == (numbers[0] < numbers[1])

    def test_bytes_are_bounded(self):
        assert len(thai_sort_bytes("แผน" * 1000)) == 240
