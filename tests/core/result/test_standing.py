from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.result import ItemFacts, SeenLink, score_today
from prongsai.core.result.standing import stand
from prongsai.core.thai.words import Words
from tests.core.result.made import FILES, d

F = FILES.get(2568)
ITEM = F.item("O1")
ALL_FOUND = ("found",) * len(ITEM.elements)


def link(state="counts", **fields):
    return SeenLink("หน้า ก", state, Words("เปิดได้", "opens"), **fields)


def mark(*links, elements=ALL_FOUND, code="O1", framework=F):
    return stand(ItemFacts(code, links, elements), framework)


class TestStand:
    def test_full_marks_want_a_link_that_counts_and_every_element(self):
        found = mark(link())

        assert found.mark == "full"
        assert found.reasons[0].th == "หน้า ก: เปิดได้"

    def test_no_evidence_is_zero(self):
        assert mark().mark == "zero"
        assert "ยังไม่มีหลักฐาน" in mark().reasons[0].th

    @pytest.mark.parametrize(("state", "expected"), [("fails", "zero"), ("unknown", "open"), ("unchecked", "open")])
    def test_what_is_unknown_never_counts_against_the_agency(self, state, expected):
        assert mark(link(state)).mark == expected

    def test_one_good_link_is_enough(self):
        assert mark(link("fails"), link("unknown"), link()).mark == "full"

    def test_a_missing_element_is_zero_and_named(self):
        found = mark(link(), elements=("found", "not_found", "not_found"))

        assert found.mark == "zero"
        assert [one.th.partition(":")[0] for one in found.reasons] == ["ไม่พบองค์ประกอบที่ 2", "ไม่พบองค์ประกอบที่ 3"]
        assert ITEM.elements[1].text_th in found.reasons[0].th

    def test_an_element_that_cannot_be_told_leaves_it_open(self):
        assert mark(link(), elements=("found", "cannot_tell", "found")).mark == "open"

    def test_elements_that_nobody_looked_for_leave_it_open(self):
        assert mark(link(), elements=()).mark == "open"

    def test_a_persons_answer_stands_for_an_element(self):
        assert mark(link(), elements=("found", "answered", "found")).mark == "full"

    def test_content_of_the_wrong_year_is_zero(self):
        found = mark(link(year_fits="no"))

        assert found.mark == "zero"
        assert "ปีที่ต้องการ" in found.reasons[0].th

    def test_the_wrong_year_beside_an_unchecked_link_stays_open(self):
        assert mark(link(year_fits="no"), link("unchecked")).mark == "open"

    def test_what_is_not_public_does_not_count(self):
        found = mark(link(is_public=False))

        assert found.mark == "zero"
        assert "ยังไม่เผยแพร่" in found.reasons[0].th

    def test_the_year_must_be_told_for_items_that_fix_it(self):
        fixed = next(item for item in F.items if item.period == "current_fy" and item.elements)
        elements = ("found",) * len(fixed.elements)

        assert mark(link(), elements=elements, code=fixed.code).mark == "open"
        assert mark(link(year_fits="yes"), elements=elements, code=fixed.code).mark == "full"
        assert ITEM.period == "evergreen"

    def test_an_item_whose_elements_are_unknown_stays_open(self):
        bare = replace(F, items=(replace(ITEM, elements=()), *F.items[1:]))

        assert mark(link(), elements=(), framework=bare).mark == "open"

    def test_refuses_a_code_of_another_year(self):
        with pytest.raises(KeyError):
            mark(link(), code="O99")


class TestScoreToday:
    TOOLS = {"IIT": d(90), "EIT": d(90)}

    def test_lies_between_what_is_sure_and_what_is_possible(self):
        facts = [ItemFacts("O1", (link(),), ALL_FOUND), ItemFacts("O2", (link("unchecked"),))]

        found = score_today(F, facts, self.TOOLS)

        assert [one.mark for one in found.standings[:3]] == ["full", "open", "zero"]
        assert (found.sure.kept, found.possible.kept) == (1, 2)
        assert found.sure.total < found.possible.total
        assert not found.is_settled

    def test_is_settled_when_nothing_is_open(self):
        found = score_today(F, [], self.TOOLS)

        assert found.is_settled
        assert found.sure == found.possible
        assert found.sure.oit.score == 0
        assert set(found.sure_scores.values()) == {0}

    def test_covers_every_item_of_the_year_in_its_order(self):
        assert [one.code for one in score_today(F, [], {}).standings] == list(F.item_codes)

    def test_a_year_whose_cut_is_unknown_has_marks_and_no_score(self):
        found = score_today(FILES.get(2570), [], self.TOOLS)

        assert len(found.standings) == 26
        assert found.sure.oit is None
        assert found.sure.total is None


LINKS = st.builds(
    SeenLink,
    st.just("หน้า"),
    st.sampled_from(["counts", "fails", "unknown", "unchecked"]),
    st.just(Words("ดู", "seen")),
    st.sampled_from(["yes", "no", "cannot_tell"]),
    st.booleans(),
)
ELEMENTS = st.lists(
    st.sampled_from(["found", "answered", "not_found", "cannot_tell"]),
    min_size=len(ITEM.elements),
    max_size=len(ITEM.elements),
).map(tuple)


class TestAnyEvidence:
    @given(st.lists(LINKS, max_size=3).map(tuple), ELEMENTS | st.just(()))
    def test_full_marks_rest_on_a_good_link_and_every_element_seen(self, links, elements):
        found = mark(*links, elements=elements)

        good = [one for one in links if one.state == "counts" and one.is_public and one.year_fits != "no"]
        seen = bool(elements) and set(elements) <= {"found", "answered"}
        if found.mark == "full":
            assert good
            assert seen
        assert found.reasons

    @given(st.lists(LINKS, min_size=1, max_size=3).map(tuple), ELEMENTS)
    def test_what_nobody_looked_at_never_costs_the_points(self, links, elements):
        unknown = [one for one in links if one.state in ("unknown", "unchecked") and one.is_public]

        if unknown and "not_found" not in elements:
            assert mark(*links, elements=elements).mark != "zero"

    @given(st.lists(LINKS, max_size=2).map(tuple), ELEMENTS)
    def test_one_more_good_link_never_makes_it_worse(self, links, elements):
        rank = {"zero": 0, "open": 1, "full": 2}
        before = mark(*links, elements=elements)

        after = mark(*links, link(year_fits="yes"), elements=elements)

        if "not_found" not in elements:
            assert rank[after.mark] >= rank[before.mark]

    @given(st.lists(st.sampled_from(F.item_codes), unique=True, max_size=6), st.data())
    def test_what_is_sure_is_never_more_than_what_is_possible(self, codes, data):
        facts = [ItemFacts(code, data.draw(st.lists(LINKS, max_size=2).map(tuple))) for code in codes]

        today = score_today(F, facts, TestScoreToday.TOOLS)

        assert today.sure.kept <= today.possible.kept <= today.possible.count == len(F.item_codes)
        assert today.sure.total <= today.possible.total
        assert (today.sure == today.possible) == today.is_settled
