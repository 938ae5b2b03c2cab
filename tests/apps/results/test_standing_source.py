"""What is known today of each item, out of the year's opened items, its publications and the plan's evidence."""

import pytest

from prongsai.apps.evidence.models import Check
from prongsai.apps.results.standing_source import LONGEST_LABEL, _codes_of, _elements, _Gathered, list_item_facts
from prongsai.core import plan as core
from prongsai.core.result.standing import SeenLink, score_today
from prongsai.core.thai.words import Words
from tests.apps.factories import first_measure, make_agency, make_plan, measure_facts
from tests.core.result.made import FILES, d

LIST = FILES.get(2567)


class TestElements:
    def test_the_best_state_over_all_links_counts(self):
        gathered = _Gathered()
        for state in ("not_found", "found", "cannot_tell"):
            gathered.see(0, state)
        for state in ("not_found", "answered"):
            gathered.see(1, state)

        assert _elements(gathered, 3) == ("found", "answered", "cannot_tell")

    @pytest.mark.parametrize(
        ("first", "second", "kept"),
        [
            ("found", "not_found", "found"),
            ("not_found", "found", "found"),
            ("answered", "found", "found"),
            ("cannot_tell", "answered", "answered"),
            ("not_found", "cannot_tell", "cannot_tell"),
            ("cannot_tell", "not_found", "cannot_tell"),
        ],
    )
    def test_a_stronger_state_wins_whichever_came_first(self, first, second, kept):
        gathered = _Gathered()
        gathered.see(0, first)
        gathered.see(0, second)

        assert gathered.elements == {0: kept}

    def test_what_a_person_recorded_wins_over_what_was_seen(self):
        gathered = _Gathered(elements={0: "found", 1: "not_found"}, fixed={0: "not_found"})

        assert _elements(gathered, 2) == ("not_found", "not_found")

    def test_nothing_known_is_no_states_at_all(self):
        assert _elements(_Gathered(), 4) == ()


@pytest.mark.django_db
class TestEvidenceOfThePlan:
    @pytest.fixture
    def agency(self):
        return make_agency()

    def plan(self, agency, *codes: str, urls: tuple[str, ...] = ("https://www.a.go.th/1",)):
        evidence = tuple(core.Evidence(url, url=url, link_class="ok") for url in urls)
        return make_plan(agency, 2567, (measure_facts(1, item_codes=codes, evidence=evidence),))

    def test_a_link_not_checked_yet_is_said_so(self, agency):
        self.plan(agency, "O1")

        (facts,) = list_item_facts(agency, LIST)

        assert facts.code == "O1"
        assert facts.links == (
            SeenLink("https://www.a.go.th/1", "unchecked", Words("ยังไม่ได้ตรวจ", "not checked yet"), is_public=True),
        )
        assert facts.elements == ()

    def test_a_link_of_several_items_may_prove_each(self, agency):
        self.plan(agency, "O1", "O2")

        assert [facts.code for facts in list_item_facts(agency, LIST)] == ["O1", "O2"]

    def test_codes_that_the_year_does_not_have_are_left_out(self, agency):
        self.plan(agency, "O1", "O99")

        assert [facts.code for facts in list_item_facts(agency, LIST)] == ["O1"]

    def test_of_another_agency_or_year_there_is_nothing(self, agency):
        self.plan(make_agency(), "O1")
        self.plan(agency, "O1")

        assert list_item_facts(agency, FILES.get(2566)) == []
        assert len(list_item_facts(agency, LIST)) == 1

    def test_long_addresses_are_cut(self, agency):
        self.plan(agency, "O1", urls=("https://www.a.go.th/" + "a" * 300,))

        assert len(list_item_facts(agency, LIST)[0].links[0].label) == LONGEST_LABEL

    def test_links_that_nobody_looked_at_count_as_open(self, agency):
        self.plan(agency, "O1")

        today = score_today(LIST, list_item_facts(agency, LIST), {"IIT": d(90), "EIT": d(90)})

        marks = {one.code: one.mark for one in today.standings}
        assert marks["O1"] == "open"
        assert marks["O2"] == "zero"

    def test_queries_are_as_many_for_thirty_links_as_for_one(self, agency, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.plan(agency, "O1")
        with CaptureQueriesContext(
            connection,
        ) as few:
            list_item_facts(agency, LIST)
        other = make_agency()
        self.plan(other, "O1", urls=tuple(f"https://www.a.go.th/{at}" for at in range(30)))

        with django_assert_num_queries(len(few)):
            assert len(list_item_facts(other, LIST)[0].links) == 30

    def test_codes_of_one_piece_of_evidence_without_a_judgement_are_all(self, agency):
        plan = self.plan(agency, "O1", "O2")
        row = first_measure(plan).evidence.get()

        assert _codes_of(row, None, LIST) == ["O1", "O2"]
        assert Check.objects.count() == 0
