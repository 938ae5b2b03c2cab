from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.results import actions, queries
from prongsai.apps.results.facts import measure_from_json, measure_to_json, result_facts
from prongsai.apps.results.jobs import clear_abandoned_results
from prongsai.apps.results.models import ItemScore, Proposal, ResultDraft, ToolEntry, YearResult
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.result import YearResult as ResultFacts
from tests.apps.factories import NOW, make_agency, make_user, measure_facts
from tests.core.result.made import d, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    agency = make_agency()
    return agency, make_user(agency)


def last(agency):
    return Event.objects.filter(agency=agency.slug).latest("seq")


def add(office, facts=None):
    agency, user = office
    return actions.add_result(agency=agency, result=facts or result(2567, lost=["O1"]), by=user, at=NOW)


def draft(office, *results):
    agency, user = office
    finding = Finding("result_weighted", "warning", None, "", "ก", "a")
    return actions.save_draft(
        agency=agency,
        name="ผล.xlsx",
        content=b"x",
        results=results or [result(2567)],
        findings=[finding],
        by=user,
        at=NOW,
    )


class TestAddResult:
    def test_stores_what_was_announced_and_nothing_else(self, office):
        facts = result(
            2567,
            lost=["O1"],
            indicators={9: d("93.50")},
            sub_indicators={"9.1": d(80)},
            total=d("91.40"),
            level="ผ่านดี",
            source="ประกาศ",
        )

        row = add(office, facts)

        stored = queries.result_for(office[1], office[0], 2567)
        assert result_facts(stored) == replace(facts, agency_name=office[0].name)
        assert (row.origin, row.version, row.changed_by) == ("typed", 1, str(office[1]))

    def test_leaves_one_event_with_the_figures(self, office):
        add(office)

        event = last(office[0])
        assert (event.action, event.object_type, event.role) == ("result_added", "result", "clerk_office")
        assert event.after["items_lost"] == ["O1"]

    def test_a_second_result_of_the_year_is_refused(self, office):
        add(office)
        before = Event.objects.count()

        with pytest.raises(PersonError):
            add(office)

        assert Event.objects.count() == before

    @pytest.mark.parametrize(
        "facts",
        [ResultFacts(2567), ResultFacts(2567, total=d("100.01")), ResultFacts(2567, items={"O1": d(-1)})],
    )
    def test_impossible_scores_and_none_at_all_are_refused(self, office, facts):
        with pytest.raises(PersonError):
            add(office, facts)

        assert not YearResult.objects.exists()


class TestChangeResult:
    def test_replaces_items_and_tells_before_and_after(self, office):
        row = add(office)

        actions.change_result(row=row, result=result(2567, lost=["O2", "O3"]), version=1, by=office[1], at=NOW)

        event = last(office[0])
        assert (event.before["items_lost"], event.after["items_lost"]) == (["O1"], ["O2", "O3"])
        assert YearResult.objects.get().version == 2
        assert set(ItemScore.objects.filter(score=0).values_list("code", flat=True)) == {"O2", "O3"}

    def test_a_second_writer_is_told(self, office):
        row = add(office)
        actions.change_result(row=row, result=result(2567), version=1, by=office[1], at=NOW)

        with pytest.raises(ChangedMeanwhile):
            actions.change_result(row=row, result=result(2567), version=1, by=office[1], at=NOW)


class TestRemoveResult:
    def test_keeps_the_history_and_happens_once(self, office):
        row = add(office)

        actions.remove_result(row=row, by=office[1], at=NOW)

        assert last(office[0]).before["items_lost"] == ["O1"]
        with pytest.raises(Http404):
            actions.remove_result(row=row, by=office[1], at=NOW)


class TestDrafts:
    def test_nothing_counts_before_it_is_accepted(self, office):
        made = draft(office)

        assert not YearResult.objects.exists()
        assert made.findings[0]["code"] == "result_weighted"

    def test_accepting_stores_the_chosen_years_and_drops_the_draft(self, office):
        made = draft(office, result(2566), result(2567, lost=["O1"]), result(2568))

        stored = actions.accept_draft(draft=made, years=[2566, 2567], replace=False, version=1, by=office[1], at=NOW)

        assert [row.fiscal_year for row in stored] == [2566, 2567]
        assert {row.origin for row in stored} == {"imported"}
        assert not ResultDraft.objects.exists()
        assert last(office[0]).action == "result_draft_accepted"
        with pytest.raises(Http404):
            actions.accept_draft(draft=made, years=[2566], replace=True, version=1, by=office[1], at=NOW)

    def test_a_result_that_is_there_is_replaced_only_when_asked(self, office):
        add(office)
        made = draft(office, result(2567, lost=["O5"]))

        with pytest.raises(PersonError), transaction.atomic():
            actions.accept_draft(draft=made, years=[2567], replace=False, version=1, by=office[1], at=NOW)
        actions.accept_draft(draft=made, years=[2567], replace=True, version=1, by=office[1], at=NOW)

        row = queries.result_for(office[1], office[0], 2567)
        assert result_facts(row).lost_codes == ("O5",)
        imported = Event.objects.get(action="result_imported")
        assert imported.before["items_lost"] == ["O1"]

    def test_one_bad_year_stores_none(self, office):
        made = draft(office, result(2566), ResultFacts(2567, total=d(300)))

        with pytest.raises(PersonError), transaction.atomic():
            actions.accept_draft(draft=made, years=[2566, 2567], replace=False, version=1, by=office[1], at=NOW)

        assert not YearResult.objects.exists()

    def test_no_year_chosen_is_refused(self, office):
        with pytest.raises(PersonError):
            actions.accept_draft(draft=draft(office), years=[2599], replace=False, version=1, by=office[1], at=NOW)

    def test_the_year_of_a_single_result_may_be_corrected(self, office):
        made = draft(office)

        actions.move_draft(draft=made, fiscal_year=2566, version=1, by=office[1], at=NOW)

        made.refresh_from_db()
        assert (made.results[0]["fiscal_year"], made.version) == (2566, 2)
        with pytest.raises(ChangedMeanwhile):
            actions.move_draft(draft=made, fiscal_year=2565, version=1, by=office[1], at=NOW)
        with pytest.raises(ChangedMeanwhile):
            actions.accept_draft(draft=made, years=[2566], replace=False, version=1, by=office[1], at=NOW)

    def test_a_draft_thrown_away_is_gone_and_told(self, office):
        made = draft(office)

        actions.discard_draft(draft=made, by=office[1], at=NOW)

        assert last(office[0]).action == "result_draft_discarded"
        with pytest.raises(Http404):
            actions.discard_draft(draft=made, by=office[1], at=NOW)

    def test_a_week_later_it_goes_by_itself(self, office):
        draft(office)  # NOW lies years back
        fresh = draft(office)
        ResultDraft.objects.filter(pk=fresh.pk).update(changed_at="2999-01-01T00:00Z")

        assert clear_abandoned_results() == 1
        assert ResultDraft.objects.get() == fresh
        assert last(office[0]).actor == "system"


class TestToolEntries:
    def enter(self, office, score="88.5", **fields):
        values = {"fiscal_year": 2570, "tool": "IIT", "source": "คะแนนที่คาดไว้", **fields}
        return actions.enter_tool(agency=office[0], score=Decimal(score), by=office[1], at=NOW, **values)

    def test_say_whose_figure_it_is_who_entered_it_and_when(self, office):
        row = self.enter(office)

        assert (row.source, row.entered_by, row.entered_at) == ("คะแนนที่คาดไว้", str(office[1]), NOW)
        known = queries.known_tools(office[0], 2570)
        assert known == {"IIT": queries.KnownTool(d("88.5"), "คะแนนที่คาดไว้", str(office[1]), NOW)}

    def test_a_second_entry_takes_the_place_of_the_first(self, office):
        self.enter(office)

        self.enter(office, "90")

        assert ToolEntry.objects.get().score == 90
        assert last(office[0]).before["score"] == "88.50"

    @pytest.mark.parametrize(("score", "source"), [("100.01", "ก"), ("-1", "ก"), ("50", "  ")])
    def test_impossible_ones_are_refused(self, office, score, source):
        with pytest.raises(PersonError):
            self.enter(office, score, source=source)

        assert not ToolEntry.objects.exists()

    def test_are_taken_back_once(self, office):
        self.enter(office)

        actions.clear_tool(agency=office[0], fiscal_year=2570, tool="IIT", by=office[1], at=NOW)

        assert last(office[0]).action == "tool_cleared"
        with pytest.raises(Http404):
            actions.clear_tool(agency=office[0], fiscal_year=2570, tool="IIT", by=office[1], at=NOW)

    def test_an_announced_score_comes_before_an_entered_one(self, office):
        self.enter(office, fiscal_year=2567)
        add(office, result(2567, tools={"IIT": 70}, source="ประกาศ"))

        known = queries.known_tools(office[0], 2567)
        assert (known["IIT"].score, known["IIT"].source) == (70, "ประกาศ")
        assert set(known) == {"IIT"}


class TestAccess:
    def test_no_right_and_no_row_are_the_same(self, office):
        add(office)
        stranger = make_user(make_agency())
        made = draft(office)

        for user, year in ((stranger, 2567), (office[1], 2560), (make_user(office[0], "overseer"), 2567)):
            with pytest.raises(Http404):
                queries.result_for(user, office[0], year)
        for user in (stranger, make_user(office[0], "auditor")):
            with pytest.raises(Http404):
                queries.draft_for(user, made.pk)


class TestConstraints:
    def row(self, office, **fields):
        values = {"fiscal_year": 2567, "origin": "typed", "changed_at": NOW, "created_at": NOW, **fields}
        return YearResult.objects.create(agency=office[0], **values)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"fiscal_year": 2024}, "result_year_is_buddhist_era"),
            ({"iit": "100.01"}, "result_scores_between_0_and_100"),
            ({"total": "-1"}, "result_scores_between_0_and_100"),
            ({"origin": "guessed"}, "result_origin_is_known"),
        ],
    )
    def test_of_results(self, office, fields, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            self.row(office, **fields)

    def test_one_result_a_year(self, office):
        self.row(office)
        with pytest.raises(IntegrityError), transaction.atomic():
            self.row(office)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"score": 101}, "item_score_between_0_and_100"),
            ({"code": ""}, "item_score_has_a_code"),
            ({"code": "O1"}, "."),
        ],
    )
    def test_of_item_scores(self, office, fields, name):
        row = self.row(office)
        ItemScore.objects.create(result=row, position=1, code="O1", score=0)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ItemScore.objects.create(result=row, position=2, **{"code": "O2", "score": 0, **fields})

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"tool": "OIT"}, "entered_tool_is_known"),
            ({"score": 101}, "entry_between_0_and_100"),
            ({"source": ""}, "entry_says_its_source"),
        ],
    )
    def test_of_entries(self, office, fields, name):
        values = {"fiscal_year": 2567, "tool": "IIT", "score": 1, "source": "ก", "entered_at": NOW, **fields}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ToolEntry.objects.create(agency=office[0], **values)

    @pytest.mark.parametrize(
        ("fields", "name"),
        [({"state": "lost"}, "proposal_state_is_known"), ({"kind": "x"}, "proposal_kind_is_known")],
    )
    def test_of_proposals(self, office, fields, name):
        values = {"fiscal_year": 2567, "key": "O1", "kind": "lost", "state": "edited", "facts": {}, "decided_at": NOW}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Proposal.objects.create(agency=office[0], **{**values, **fields})

    def test_only_an_accepted_proposal_has_a_measure(self, office):
        from tests.apps.factories import first_measure, make_plan

        values = {"fiscal_year": 2567, "key": "O1", "kind": "lost", "facts": {}, "decided_at": NOW}
        with pytest.raises(IntegrityError, match="measure_only_of_an_accepted_proposal"), transaction.atomic():
            Proposal.objects.create(
                agency=office[0], state="edited", measure=first_measure(make_plan(office[0])), **values
            )

    def test_a_draft_has_a_name(self, office):
        with pytest.raises(IntegrityError, match="result_draft_has_a_name"), transaction.atomic():
            ResultDraft.objects.create(
                agency=office[0], name="", size_bytes=0, sha256="", results=[], created_at=NOW, changed_at=NOW
            )


def test_a_measure_comes_back_from_json_as_it_went():
    measure = measure_facts(3)

    assert measure_from_json(measure_to_json(measure)) == measure
