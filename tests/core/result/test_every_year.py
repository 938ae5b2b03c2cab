"""What holds for every year that we have a list of, and for every way from one to a later one."""

import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.core import plan as core
from prongsai.core.fiscal_year import fiscal_year_end, fiscal_year_start
from prongsai.core.plan_json import plan_from_dict, plan_to_dict
from prongsai.core.result import (
    UnitsByTopic,
    YearResult,
    analyse,
    check_result,
    find_entry_window,
    propose,
    reckon,
    total_of,
    trend_of,
)
from prongsai.core.result.proposals import numbered
from prongsai.core.scoring import points_at_stake, round_score
from tests.core.result.made import ALL, FILES, d, item_scores, result

YEARS = tuple(range(2563, 2572))
COMPUTABLE = tuple(year for year in YEARS if set(points_at_stake(FILES.get(year)).values()) != {None})
PAIRS = [(source, target) for source in YEARS for target in YEARS if source < target]
SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def proposed(source, target, *, lost=None, today=None, units=None, **fields):
    """Proposals for the target's year after a result of the source's; without `lost` every item was."""
    framework = FILES.get(target)
    analysis = analyse(
        result(source, lost=FILES.get(source).item_codes if lost is None else lost, **fields), FILES.get(source)
    )
    return propose(
        analysis,
        framework,
        FILES.crosswalk(),
        today=today or fiscal_year_start(target),
        window=find_entry_window(framework, ALL.values()),
        units=units or UnitsByTopic({}, {}),
    )


class TestOneYear:
    @pytest.mark.parametrize("year", YEARS)
    def test_full_marks_have_no_loss_and_no_contradiction(self, year):
        facts = result(year, lost=[], tools={"IIT": 95, "EIT": 95, "OIT": 100}, total=d("97.00"))
        framework = FILES.get(year)

        assert analyse(facts, framework).lost == ()
        assert {one.severity for one in check_result(facts, framework, ALL)} <= {"note"}

    @pytest.mark.parametrize("year", COMPUTABLE)
    def test_losing_everything_costs_the_weight_of_oit(self, year):
        found = analyse(result(year, lost=FILES.get(year).item_codes, tools={"IIT": 90, "EIT": 90}), FILES.get(year))

        assert round_score(found.lost_points) == 40
        assert round_score(found.total) == 54
        assert round_score(found.regained_total) == 94

    @pytest.mark.parametrize("year", [year for year in YEARS if year not in COMPUTABLE])
    def test_a_year_without_a_cut_is_never_computed(self, year):
        facts = result(year, lost=["O1"], tools={"IIT": 90, "EIT": 90})
        found = analyse(facts, FILES.get(year))

        assert reckon(facts, FILES.get(year)).oit is None
        assert (found.total, found.level, found.lost_points, found.regained_total) == (None, None, None, None)
        assert "result_not_computable" in [one.code for one in check_result(facts, FILES.get(year), ALL)]

    @pytest.mark.parametrize("year", YEARS)
    def test_a_list_of_another_year_is_recognised_where_it_differs(self, year):
        for other in ALL:
            same = set(FILES.get(other).item_codes) == set(FILES.get(year).item_codes)
            codes = [one.code for one in check_result(YearResult(year, items=item_scores(other)), FILES.get(year), ALL)]

            assert ("result_items_of_other_year" in codes) == (not same), (year, other)

    @SOME
    @given(st.data())
    def test_any_part_of_a_result_is_looked_into_without_a_fault(self, data):
        year = data.draw(st.sampled_from(YEARS))
        framework = FILES.get(year)
        scores = st.decimals(0, 100, places=2)
        facts = YearResult(
            year,
            tools=data.draw(st.dictionaries(st.sampled_from(["IIT", "EIT", "OIT"]), scores)),
            indicators=data.draw(st.dictionaries(st.integers(1, 10), scores)),
            sub_indicators=data.draw(st.dictionaries(st.sampled_from(["9.1", "9.5", "10.2"]), scores)),
            items=data.draw(
                st.dictionaries(st.sampled_from([*framework.item_codes, "O99"]), st.sampled_from([d(0), d(100), d(50)]))
            ),
            total=data.draw(st.none() | scores),
            level=data.draw(st.sampled_from(["", "ผ่านดี", "AA", "อื่น"])),
        )

        found = analyse(facts, framework)
        findings = check_result(facts, framework, ALL)

        assert set(found.strengths).isdisjoint(found.weaknesses)
        assert all(part in found.parts for part in (*found.strengths, *found.weaknesses))
        assert {one.code for one in found.lost} == {code for code, score in facts.items.items() if score < 100}
        assert found.total is None or 0 <= found.total <= 100
        assert found.regained_total is None or found.total <= found.regained_total <= 100
        assert all(one.message_th and one.message_en and one.where for one in findings)
        assert total_of(facts, found.reckoning) == found.total
        if found.next_level is not None:
            assert found.next_level.total_short >= 0
            assert (
                found.next_level.total_short or found.next_level.tools_short or found.next_level.level.minimum_each_tool
            )

    @SOME
    @given(st.data())
    def test_a_year_put_beside_itself_moves_nothing(self, data):
        year = data.draw(st.sampled_from(COMPUTABLE))
        lost = data.draw(st.sets(st.sampled_from(FILES.get(year).item_codes)))

        found = trend_of([result(year, lost=lost)], ALL, FILES.crosswalk())

        assert found.steps == ()
        assert sum(line.times_lost for line in found.topics) >= len(lost)


class TestFromYearToYear:
    @pytest.mark.parametrize(("source", "target"), PAIRS)
    def test_every_lost_item_is_proposed_or_told_as_gone(self, source, target):
        found = proposed(source, target)
        moves = FILES.crosswalk().compare(FILES.get(source), FILES.get(target)).moves

        kept = {move.to_code for move in moves if move.to_code}
        assert {one.key for one in found.proposals if one.kind == "lost"} == kept
        assert {one.lost.code for one in found.gone} == {move.from_code for move in moves if not move.to_code}

    @pytest.mark.parametrize(("source", "target"), PAIRS)
    def test_together_with_new_items_the_whole_list_is_covered_once(self, source, target):
        found = proposed(source, target)

        keys = [one.key for one in found.proposals if one.kind != "indicator"]
        assert len(keys) == len(set(keys))
        assert set(keys) == set(FILES.get(target).item_codes)

    @pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair[1] - pair[0] == 1])
    def test_what_is_proposed_is_a_plan_by_the_published_schema(self, source, target):
        found = proposed(source, target, units=UnitsByTopic({}, {"structure": "สำนักปลัด"}))
        measures = numbered(one.measure for one in found.proposals)
        plan = core.Plan(core.Agency("เทศบาลตำบลก"), target, source, measures=measures)

        document = plan_to_dict(plan)

        jsonschema.validate(json.loads(json.dumps(document)), SCHEMA)
        assert plan_from_dict(document) == plan

    @pytest.mark.parametrize("target", YEARS[1:])
    @pytest.mark.parametrize("days", [-60, 0, 90, 180, 364, 700])
    def test_days_are_never_in_the_past_and_periods_never_turned_round(self, target, days):
        today = fiscal_year_start(target) + timedelta(days=days)

        for one in proposed(target - 1, target, today=today, indicators={8: d(10)}).proposals:
            for line in one.measure.follow_ups:
                deadline = line.deadline
                assert deadline.why
                if deadline.kind == "date":
                    assert deadline.due_on > today
                if deadline.from_on and deadline.until_on:
                    assert deadline.from_on <= deadline.until_on
            due = [line.deadline.due_on for line in one.measure.follow_ups if line.deadline.due_on]
            assert due == sorted(due), one.key

    @pytest.mark.parametrize("target", YEARS[1:])
    def test_at_the_years_beginning_all_days_lie_inside_the_year(self, target):
        for one in proposed(target - 1, target).proposals:
            for line in one.measure.follow_ups:
                if line.deadline.due_on:
                    assert fiscal_year_start(target) <= line.deadline.due_on <= fiscal_year_end(target)

    @pytest.mark.parametrize(("source", "target"), [(2563, 2571), (2566, 2569), (2568, 2570)])
    def test_every_proposal_says_why_and_who_has_to_be_named(self, source, target):
        for one in proposed(source, target).proposals:
            assert one.reasons
            assert all(words.th and words.en for words in (*one.reasons, *one.cautions))
            assert (one.unit_from == "") == (one.measure.responsible == ())
            assert one.unit_from or any("ผู้รับผิดชอบ" in words.th for words in one.cautions)

    @SOME
    @given(st.data())
    def test_a_trend_over_any_years_has_a_place_for_each(self, data):
        years = data.draw(st.lists(st.sampled_from(YEARS), min_size=1, max_size=9, unique=True))
        results = [
            result(year, lost=data.draw(st.sets(st.sampled_from(FILES.get(year).item_codes), max_size=4)))
            for year in years
        ]
        frameworks = {year: FILES.get(year) for year in years}

        found = trend_of(results, frameworks, FILES.crosswalk())

        assert found.years == tuple(sorted(years))
        assert len(found.steps) == len(years) - 1
        for line in (found.total, *found.tools, *found.indicators):
            assert len(line.scores) == len(years)
        for topic in found.topics:
            assert len(topic.codes) == len(topic.states) == len(years)
            assert all(
                (code == "") == (state == "not_asked") for code, state in zip(topic.codes, topic.states, strict=True)
            )
        for step in found.steps:
            assert 0 <= step.kept_before <= step.shared
            assert 0 <= step.kept_after <= step.shared


class TestWindows:
    @pytest.mark.parametrize("year", YEARS)
    def test_lie_in_their_own_fiscal_year(self, year):
        window = find_entry_window(FILES.get(year), ALL.values())

        if window is not None:
            assert fiscal_year_start(year) <= window.from_on <= window.to_on <= fiscal_year_end(year)
            assert window.is_assumed == (window.known_from != year)

    def test_a_29th_of_february_moves_to_a_day_that_there_is(self):
        from dataclasses import replace

        from prongsai.core.framework.model import CalendarStep

        leap = CalendarStep("oit_entry", "ก", "a", "verified", date(2020, 2, 29), date(2020, 3, 31))
        known = replace(FILES.get(2563), calendar=(leap,))

        window = find_entry_window(replace(FILES.get(2564), calendar=()), [known])

        assert window.from_on == date(2021, 3, 1)
