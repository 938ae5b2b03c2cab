"""The same file under several items, told when results come one by one; and the words of the judge's lists."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.judge import same_file_notes
from prongsai.audit.judge.agency_names import find_other_province
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.judge.provinces import PROVINCES
from prongsai.audit.judge.same_file import SeenFiles
from prongsai.audit.verdict import VERDICTS
from tests.audit.judge.test_notes import OWN, result

H1, H2 = "a" * 64, "b" * 64


class TestSeenFiles:
    def told(self, *results):
        seen = SeenFiles()
        return [note.message_en if (note := seen.note_of(one)) else "" for one in results]

    def test_a_later_one_is_told_of_the_first(self):
        said = self.told(result("a", "O1", H1), result("b", "O2", H1), result("c", "O3", H1))

        assert said[0] == ""
        assert "under O1 too" in said[1]
        assert "under O1 too" in said[2]

    def test_the_same_item_again_is_nothing_to_tell(self):
        assert self.told(result("a", "O1", H1), result("b", "O1", H1)) == ["", ""]

    def test_another_file_or_year_is_another_matter(self):
        assert self.told(result("a", "O1", H1), result("b", "O2", H2)) == ["", ""]
        assert self.told(result("a", "O1", H1), result("b", "O2", H1, year=2567)) == ["", ""]

    def test_without_item_or_hash_nothing_is_remembered(self):
        assert self.told(result("a", None, H1), result("b", "O2", H1), result("c", "O1"), result("d", "O2")) == [""] * 4

    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_only_what_was_read_counts(self, verdict):
        first, second = replace(result("a", "O1", H1), verdict=verdict), result("b", "O2", H1)

        assert bool(self.told(first, second)[1]) == (verdict in ("opens", "moved", "bad_certificate"))

    @given(st.lists(st.tuples(st.sampled_from(["O1", "O2", "O10"]), st.sampled_from([H1, H2, ""])), max_size=6))
    def test_tells_nobody_whom_the_look_at_all_together_would_not(self, given_):
        results = [result(str(number), item, sha) for number, (item, sha) in enumerate(given_)]
        together = same_file_notes(results)

        seen = SeenFiles()
        told = [one.link.id for one in results if seen.note_of(one)]

        assert set(told) <= set(together)


class TestSameFileNotes:
    def test_the_order_of_results_does_not_matter(self):
        results = [result("a", "O1", H1), result("b", "O2", H1), result("c", "O2", H2), result("d", None, H1)]

        assert len({tuple(sorted(same_file_notes(order).items())) for order in map(list, permutations(results))}) == 1

    @pytest.mark.parametrize("verdict", ["gone", "soft_404", "refused", "timed_out", "blocked"])
    def test_pages_of_errors_are_nobodys_evidence(self, verdict):
        results = [replace(result(name, item, H1), verdict=verdict) for name, item in (("a", "O1"), ("b", "O2"))]

        assert same_file_notes(results) == {}

    def test_items_are_named_by_number(self):
        results = [result(code, code, H1) for code in ("O10", "O2", "O1", "O43")]

        assert "O2, O10, O43 กรุณา" in same_file_notes(results)["O1"].message_th

    def test_nothing_gives_nothing(self):
        assert same_file_notes(iter(())) == {}


class TestOtherProvince:
    def found(self, text, province="ชลบุรี"):
        return find_other_province(OWN, province, to_bare(text).decode("latin-1"))

    @pytest.mark.parametrize("province", [name for name in PROVINCES if name != "ชลบุรี"])
    def test_each_is_named_as_it_is(self, province):
        assert self.found(f"{OWN} อำเภอเมือง จังหวัด{province} เรื่อง นโยบาย") == province

    @pytest.mark.parametrize("province", PROVINCES)
    def test_our_own_is_none(self, province):
        assert self.found(f"{OWN} จังหวัด{province} เรื่อง นโยบาย", province) is None
        assert self.found(f"{OWN} จังหวัด{province}", f"จังหวัด{province}") is None
        assert self.found(f"{OWN} จังหวัด{province}", f"จ.{province}") is None

    def test_phetchabun_is_not_taken_for_phetchaburi_of_which_it_has_all_letters(self):
        assert self.found(f"ประกาศ{OWN} จังหวัดเพชรบูรณ์ เรื่อง แผน") == "เพชรบูรณ์"
        assert self.found(f"ประกาศ{OWN} จังหวัดเพชรบุรี เรื่อง แผน") == "เพชรบุรี"

    def test_a_day_behind_phetchaburi_is_no_alarm_for_phetchaburi(self):
        assert self.found(f"{OWN} จังหวัดเพชรบุรี ณ วันที่ 1", "เพชรบุรี") is None

    def test_ours_anywhere_beside_our_name_settles_it(self):
        assert self.found(f"{OWN} จังหวัดสุโขทัย และ {OWN} จังหวัดชลบุรี") is None

    def test_a_province_beside_another_name_says_nothing(self):
        assert self.found(f"{OWN} ร่วมกับหน่วยงานอื่นอีกหลายแห่งที่ได้เข้าร่วมโครงการอบรมในครั้งนี้ ณ จังหวัดสุโขทัย") is None
        assert self.found("จังหวัดสุโขทัย") is None
        assert self.found("") is None

    def test_without_our_province_nothing_can_be_told(self):
        assert self.found(f"{OWN} จังหวัดสุโขทัย", "") is None
