"""Results as announcements give them: bounds of every score, drafts taken by two, years nobody has, units of earlier plans."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Measure
from prongsai.apps.results import actions, queries
from prongsai.apps.results.facts import measure_from_json, measure_to_json, result_facts
from prongsai.apps.results.models import ItemScore, Proposal, ResultDraft, ToolEntry, YearResult
from prongsai.apps.results.proposal_actions import accept_proposal, edit_proposal, set_proposal_aside
from prongsai.core import plan as core
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, make_agency, make_plan, make_user, measure_facts
from tests.core.result.made import d, result

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def clerk(agency):
    return make_user(agency, "clerk_office")


def add(agency, clerk, year=2566, **fields):
    facts = result(year, **{"lost": ["O1"], "total": d(88), **fields})
    return actions.add_result(agency=agency, result=facts, by=clerk, at=NOW)


def draft(agency, clerk, *years, **fields):
    return actions.save_draft(
        agency=agency,
        name="ผล.xlsx",
        content=b"x",
        results=[result(year, lost=["O1"], total=d(80), **fields) for year in years],
        findings=(),
        by=clerk,
        at=NOW,
    )


class TestBounds:
    @pytest.mark.parametrize("score", ["0", "0.01", "99.99", "100"])
    @pytest.mark.parametrize("where", ["total", "tools"])
    def test_are_taken_with_their_ends(self, agency, clerk, where, score):
        fields = {"total": d(score)} if where == "total" else {"tools": {"IIT": score}}

        row = add(agency, clerk, **fields)

        row.refresh_from_db()
        assert (row.total if where == "total" else row.iit) == Decimal(score)

    @pytest.mark.parametrize("score", ["-0.01", "100.01", "9999", "-100"])
    @pytest.mark.parametrize("where", ["total", "tools"])
    def test_beyond_them_nothing_is_stored(self, agency, clerk, where, score):
        with pytest.raises(PersonError):
            add(agency, clerk, **({"total": d(score)} if where == "total" else {"tools": {"IIT": score}}))
        assert not YearResult.objects.exists()
        assert not Event.objects.filter(action="result_added").exists()

    @pytest.mark.parametrize("score", ["-0.01", "100.01"])
    def test_of_a_tool_entered_alone(self, agency, clerk, score):
        with pytest.raises(PersonError):
            actions.enter_tool(
                agency=agency, fiscal_year=2566, tool="IIT", score=d(score), source="หนังสือ", by=clerk, at=NOW
            )
        assert not ToolEntry.objects.exists()

    @pytest.mark.parametrize("source", ["", " ", "\u3000"])
    def test_a_tool_names_its_source(self, agency, clerk, source):
        with pytest.raises(PersonError):
            actions.enter_tool(
                agency=agency, fiscal_year=2566, tool="IIT", score=d(80), source=source, by=clerk, at=NOW
            )

    def test_a_result_without_any_score_is_none(self, agency, clerk):
        with pytest.raises(PersonError):
            add(agency, clerk, lost=None, total=None, tools={})

    def test_a_year_has_one_result(self, agency, clerk):
        add(agency, clerk)

        with pytest.raises(PersonError) as refused:
            add(agency, clerk)
        assert "2566" in refused.value.message_en
        add(agency, clerk, 2567)
        add(make_agency(), clerk)

    @pytest.mark.parametrize("name", ["iit", "eit", "oit", "total"])
    def test_the_database_refuses_what_is_beyond_them_too(self, agency, clerk, name):
        row = add(agency, clerk)
        with pytest.raises(IntegrityError), transaction.atomic():
            YearResult.objects.filter(pk=row.pk).update(**{name: d("100.01")})

    @settings(max_examples=25)
    @given(
        st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), st.integers(0, 10_000), max_size=3),
        st.sets(st.sampled_from(["O1", "O2", "O12", "O43"]), max_size=4),
        st.integers(0, 10_000),
    )
    def test_what_was_stored_is_read_back(self, django_db_setup, django_db_blocker, tools, lost, total):
        facts = result(
            2566,
            lost=sorted(lost),
            tools={code: Decimal(score) / 100 for code, score in tools.items()},
            total=Decimal(total) / 100,
        )
        with django_db_blocker.unblock(), transaction.atomic():
            agency = make_agency()
            row = actions.add_result(agency=agency, result=facts, by=None, at=NOW)
            back = result_facts(queries.find_result(agency, 2566))
            assert (back.tools, back.items, back.total) == (facts.tools, facts.items, facts.total)
            assert row.version == 1
            transaction.set_rollback(True)


class TestChanging:
    def test_an_older_page_changes_nothing(self, agency, clerk):
        row = add(agency, clerk)
        actions.change_result(row=row, result=result(2566, total=d(90)), version=1, by=clerk, at=NOW)

        with pytest.raises(ChangedMeanwhile) as told:
            actions.change_result(row=row, result=result(2566, total=d(70)), version=1, by=clerk, at=NOW)
        assert told.value.version == 2
        assert queries.find_result(agency, 2566).total == d(90)

    def test_items_of_before_go_with_the_change(self, agency, clerk):
        row = add(agency, clerk, lost=["O1", "O2"])

        actions.change_result(row=row, result=result(2566, total=d(90)), version=1, by=clerk, at=NOW)

        assert not ItemScore.objects.filter(result=row, score__lt=100).exists()

    def test_removed_twice_is_not_found(self, agency, clerk):
        row = add(agency, clerk)
        actions.remove_result(row=row, by=clerk, at=NOW)

        with pytest.raises(Http404):
            actions.remove_result(row=row, by=clerk, at=NOW)
        assert Event.objects.filter(action="result_removed").count() == 1

    def test_a_tool_taken_back_twice_is_not_found(self, agency, clerk):
        values = {"agency": agency, "fiscal_year": 2566, "tool": "EIT", "by": clerk, "at": NOW}
        actions.enter_tool(**values, score=d(80), source="ก")
        actions.enter_tool(**values, score=d(81), source="ข")
        actions.clear_tool(**values)

        with pytest.raises(Http404):
            actions.clear_tool(**values)
        assert Event.objects.filter(action="tool_entered").count() == 2


class TestDrafts:
    def accept(self, row, clerk, *years, replace=False, version=1):
        return actions.accept_draft(draft=row, years=years, replace=replace, version=version, by=clerk, at=NOW)

    def test_the_chosen_years_alone_are_stored(self, agency, clerk):
        self.accept(draft(agency, clerk, 2564, 2565, 2566), clerk, 2564, 2566)

        assert queries.list_years(agency) == [2566, 2564]
        assert not ResultDraft.objects.exists()

    @pytest.mark.parametrize("years", [(), (2599,), (0,), (10**30,)])
    def test_nothing_chosen_leaves_the_draft(self, agency, clerk, years):
        row = draft(agency, clerk, 2566)

        with pytest.raises(PersonError):
            self.accept(row, clerk, *years)
        assert ResultDraft.objects.count() == 1

    def test_all_or_none_where_one_year_is_taken(self, agency, clerk):
        add(agency, clerk, 2565)
        row = draft(agency, clerk, 2564, 2565)

        with pytest.raises(PersonError):
            self.accept(row, clerk, 2564, 2565)
        assert queries.list_years(agency) == [2565]
        self.accept(row, clerk, 2564, 2565, replace=True)
        assert queries.list_years(agency) == [2565, 2564]
        assert queries.find_result(agency, 2565).total == d(80)

    def test_of_several_years_none_is_moved(self, agency, clerk):
        row = draft(agency, clerk, 2564, 2565)

        with pytest.raises(ChangedMeanwhile):
            actions.move_draft(draft=row, fiscal_year=2566, version=1, by=clerk, at=NOW)

    def test_moved_meanwhile_it_is_not_accepted_unseen(self, agency, clerk):
        row = draft(agency, clerk, 2564)
        actions.move_draft(draft=row, fiscal_year=2566, version=1, by=clerk, at=NOW)

        with pytest.raises(ChangedMeanwhile):
            self.accept(row, clerk, 2564)
        self.accept(row, clerk, 2566, version=2)
        assert queries.list_years(agency) == [2566]

    def test_thrown_away_it_is_not_found(self, agency, clerk):
        row = draft(agency, clerk, 2566)
        actions.discard_draft(draft=row, by=clerk, at=NOW)

        for again in (
            lambda: actions.discard_draft(draft=row, by=clerk, at=NOW),
            lambda: self.accept(row, clerk, 2566),
            lambda: actions.move_draft(draft=row, fiscal_year=2565, version=1, by=clerk, at=NOW),
        ):
            with pytest.raises(Http404):
                again()

    def test_a_long_name_is_cut_and_the_document_is_not_kept(self, agency, clerk):
        row = actions.save_draft(
            agency=agency,
            name="ก" * 500,
            content=b"secret",
            results=[result(2566, total=d(1))],
            findings=(),
            by=clerk,
            at=NOW,
        )

        assert (len(row.name), row.size_bytes) == (200, 6)
        assert "secret" not in str(row.__dict__)

    @pytest.mark.parametrize(("days", "is_old"), [(0, False), (1, True)])
    def test_old_are_those_nobody_touched_since_a_day(self, agency, clerk, days, is_old):
        row = draft(agency, clerk, 2566)

        assert (row in queries.list_old_drafts(NOW.date() + timedelta(days=days))) is is_old

    @pytest.mark.parametrize("year", ["9" * 5000, "²", "-2566", "", "x"])
    def test_the_page_takes_no_year_that_is_none(self, client, agency, clerk, year):
        row = draft(agency, clerk, 2566)
        client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

        response = client.post(f"/office/results/import/{row.pk}/accept/", {"year": [year], "version": "1"})

        assert response.status_code == 302
        assert not YearResult.objects.exists()


class TestWhoSees:
    def test_another_agency_sees_neither_result_nor_draft(self, agency, clerk):
        add(agency, clerk)
        row = draft(agency, clerk, 2567)

        assert queries.result_for(clerk, agency, 2566)
        assert queries.draft_for(clerk, row.pk) == row
        for stranger in (make_user(make_agency(), "agency_admin"), make_user(agency, "overseer")):
            with pytest.raises(Http404):
                queries.result_for(stranger, agency, 2566)
            with pytest.raises(Http404):
                queries.draft_for(stranger, row.pk)

    def test_an_officer_reads_results_and_no_drafts(self, agency, clerk):
        add(agency, clerk)
        row, officer = draft(agency, clerk, 2567), make_user(agency, "officer")

        assert queries.result_for(officer, agency, 2566)
        with pytest.raises(Http404):
            queries.draft_for(officer, row.pk)

    @pytest.mark.parametrize("year", [0, 2565, 10**9])
    def test_a_year_without_result_is_not_found(self, agency, clerk, year):
        add(agency, clerk)
        with pytest.raises(Http404):
            queries.result_for(clerk, agency, year)


class TestYears:
    def test_the_newest_before_and_the_line_up_to(self, agency, clerk):
        for year in (2564, 2566, 2565):
            add(agency, clerk, year)

        assert queries.find_newest_before(agency, 2566).fiscal_year == 2565
        assert queries.find_newest_before(agency, 2564) is None
        assert [one.fiscal_year for one in queries.list_result_facts(agency)] == [2564, 2565, 2566]
        assert [one.fiscal_year for one in queries.list_result_facts(agency, up_to=2565)] == [2564, 2565]
        assert [row.lost_count for row in queries.list_results(agency)] == [1, 1, 1]

    def test_tools_announced_come_before_those_entered(self, agency, clerk):
        for tool, score in (("IIT", 70), ("EIT", 71)):
            actions.enter_tool(
                agency=agency, fiscal_year=2566, tool=tool, score=d(score), source="จากระบบ", by=clerk, at=NOW
            )
        assert {code: one.score for code, one in queries.known_tools(agency, 2566).items()} == {"IIT": 70, "EIT": 71}

        add(agency, clerk, tools={"IIT": 90})

        assert {code: one.score for code, one in queries.known_tools(agency, 2566).items()} == {"IIT": 90, "EIT": 71}
        assert queries.known_tools(agency, 2567) == {}

    def test_units_are_those_of_the_newest_earlier_plan(self, agency):
        for year, unit in ((2564, "สำนักปลัด"), (2565, "กองคลัง"), (2567, "สำนักปลัด")):
            make_plan(agency, year, (measure_facts(responsible=(core.Responsible(unit),)),))

        assert queries.units_of_items(agency, 2566) == (2565, {"O1": "กองคลัง", "O2": "กองคลัง"})
        assert queries.units_of_items(agency, 2564) == (None, {})


class TestProposals:
    def values(self, agency, clerk, **fields):
        return {
            "agency": agency,
            "fiscal_year": 2567,
            "key": "O1",
            "kind": "lost",
            "facts": measure_facts(),
            "version": 0,
            "by": clerk,
            "at": NOW,
            **fields,
        }

    def test_are_accepted_once_and_make_the_plan(self, agency, clerk):
        measure = accept_proposal(**self.values(agency, clerk))

        assert measure.plan.fiscal_year == 2567
        for deed in (accept_proposal, edit_proposal, set_proposal_aside):
            with pytest.raises(PersonError):
                deed(**self.values(agency, clerk, version=1))
        assert Measure.objects.count() == 1

    def test_take_the_next_number_of_the_plan(self, agency, clerk):
        make_plan(agency, 2567, 3)

        assert accept_proposal(**self.values(agency, clerk)).number == 4

    def test_set_aside_and_taken_up_again(self, agency, clerk):
        set_proposal_aside(**self.values(agency, clerk))
        assert queries.list_proposals(agency, 2567)["O1"].state == "set_aside"

        edit_proposal(**self.values(agency, clerk, version=1))
        assert queries.list_proposals(agency, 2567)["O1"].state == "edited"
        assert queries.list_proposals(agency, 2566) == {}

    def test_changed_meanwhile_is_told(self, agency, clerk):
        edit_proposal(**self.values(agency, clerk))

        with pytest.raises(ChangedMeanwhile):
            accept_proposal(**self.values(agency, clerk))
        assert not Measure.objects.exists()

    def test_a_measure_that_went_leaves_it_accepted(self, agency, clerk):
        accept_proposal(**self.values(agency, clerk)).delete()

        row = Proposal.objects.get()
        assert (row.state, row.measure) == ("accepted", None)

    @pytest.mark.parametrize(
        "facts",
        [
            measure_facts(),
            measure_facts(7, issue="ก\u200bข <b>", steps=()),
            measure_facts(evidence=(), follow_ups=()),
            measure_facts(follow_ups=(core.FollowUp(1, "x", "task", core.Deadline("date", due_on=date(2024, 2, 29))),)),
        ],
    )
    def test_the_measure_is_read_back_as_it_was(self, facts):
        assert measure_from_json(measure_to_json(facts)) == facts
