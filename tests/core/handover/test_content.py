from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.handover import EvidenceContent, PartContent, hash_of_part, hash_of_parts

LINK = EvidenceContent("http://www.example.go.th/o1", None, "")
FILE = EvidenceContent(None, "ab" * 32, "แผน.pdf")
PART = PartContent("เผยแพร่ข้อมูล", "กองคลัง", date(2023, 1, 20), "ลงเว็บแล้ว", (LINK, FILE))


class TestHashOfPart:
    def test_is_the_same_for_the_same_content(self):
        assert hash_of_part(PART) == hash_of_part(replace(PART))
        assert len(hash_of_part(PART)) == 64

    def test_does_not_depend_on_the_order_of_evidence(self):
        assert hash_of_part(PART) == hash_of_part(replace(PART, evidence=(FILE, LINK)))

    @pytest.mark.parametrize(
        "change",
        [
            {"asked": "เผยแพร่"},
            {"unit": "กองช่าง"},
            {"done_on": date(2023, 1, 21)},
            {"note": "ลงเว็บแล้ว "},
            {"evidence": (LINK,)},
            {"evidence": (LINK, FILE, FILE)},
            {"evidence": (replace(LINK, title="หน้า O1"), FILE)},
            {"evidence": (LINK, replace(FILE, file_sha256="cd" * 32))},
        ],
    )
    def test_tells_every_change(self, change):
        assert hash_of_part(PART) != hash_of_part(replace(PART, **change))

    @given(note=st.text(), unit=st.text(), title=st.text())
    def test_bears_any_text(self, note, unit, title):
        part = replace(PART, note=note, unit=unit, evidence=(replace(LINK, title=title),))

        assert hash_of_part(part) == hash_of_part(replace(part))

    @given(left=st.text(), right=st.text())
    def test_does_not_run_fields_together(self, left, right):
        one = replace(PART, unit=left, note=right)
        other = replace(PART, unit=left + right, note="")

        assert (hash_of_part(one) == hash_of_part(other)) == (right == "")


class TestHashOfParts:
    def test_does_not_depend_on_the_order(self):
        assert hash_of_parts(["a", "b"]) == hash_of_parts(["b", "a"])

    def test_tells_a_part_more(self):
        assert hash_of_parts(["a"]) != hash_of_parts(["a", "a"])
