from datetime import date

import pytest

from prongsai.core.result import UnitsByTopic, YearResult, analyse, find_entry_window, propose
from prongsai.core.result.proposals import NO_UNITS, numbered
from tests.core.result.made import ALL, FILES, d, result

TODAY = date(2024, 10, 15)


def proposed(one, year, *, today=TODAY, units=NO_UNITS):
    target = FILES.get(year)
    window = find_entry_window(target, ALL.values())
    analysis = analyse(one, FILES.get(one.fiscal_year))
    return propose(analysis, target, FILES.crosswalk(), today=today, window=window, units=units)


def by_key(found, key):
    return next(one for one in found.proposals if one.key == key)


def deadlines(proposal):
    return [line.deadline for line in proposal.measure.follow_ups if line.role == "task"]


class TestPropose:
    def test_a_lost_item_becomes_a_measure_under_its_code_of_the_plans_year(self):
        old = FILES.get(2567).find_item_by_topic("complaint_channel")
        new = FILES.get(2568).find_item_by_topic("complaint_channel")

        proposal = by_key(proposed(result(2567, lost=[old.code]), 2568), new.code)

        assert proposal.kind == "lost"
        assert proposal.measure.item_codes == (new.code,)
        assert proposal.measure.issue_kind == "fix"
        assert old.code in proposal.reasons[0].th
        assert "ปีนี้คือข้อ" in proposal.reasons[0].th

    def test_steps_name_every_element_of_the_years_list(self):
        item = FILES.get(2568).item("O1")

        proposal = by_key(proposed(result(2567, lost=["O1"]), 2568), "O1")

        texts = " ".join(step.text for step in proposal.measure.steps)
        assert len(item.elements) > 1
        assert all(element.text_th in texts for element in item.elements)
        assert [step.number for step in proposal.measure.steps] == list(range(1, len(proposal.measure.steps) + 1))

    def test_items_new_in_the_plans_year_are_named_though_last_years_list_lacked_them(self):
        source, target = FILES.get(2568), FILES.get(2569)
        new = {item.code for item in FILES.crosswalk().compare(source, target).new_items}

        found = proposed(result(2568, lost=[]), 2569)

        assert new
        assert {one.key for one in found.proposals} == new
        assert {one.kind for one in found.proposals} == {"new"}
        assert "2568" in found.proposals[0].reasons[0].th

    def test_the_dearest_loss_stands_first(self):
        found = proposed(result(2565, lost=["O1", "O42", "O34"]), 2566)

        points = [one.points for one in found.proposals if one.kind == "lost"]
        assert points == sorted(points, reverse=True)

    def test_a_lost_item_that_is_asked_for_no_more_is_told_apart(self):
        dropped = next(
            move for move in FILES.crosswalk().compare(FILES.get(2566), FILES.get(2567)).moves if move.kind == "dropped"
        )

        found = proposed(result(2566, lost=[dropped.from_code]), 2567)

        assert [one.lost.code for one in found.gone] == [dropped.from_code]
        assert all(one.kind != "lost" for one in found.proposals)

    def test_two_lost_items_that_became_one_give_one_proposal_with_both_reasons(self):
        found = proposed(result(2567, lost=["O1", "O3"]), 2568)

        proposal = by_key(found, "O1")
        assert len(proposal.reasons) == 2
        assert len([one for one in found.proposals if one.kind == "lost"]) == 1

    def test_a_code_that_the_year_did_not_have_gives_no_proposal(self):
        found = proposed(YearResult(2568, items={"O40": d(0)}), 2569)

        assert all(one.kind == "new" for one in found.proposals)

    def test_weak_survey_indicators_are_proposed_without_items(self):
        found = proposed(result(2567, indicators={8: d("84.99"), 7: d(85), 9: d(10)}), 2568)

        weak = [one for one in found.proposals if one.kind == "indicator"]
        assert [one.key for one in weak] == ["I8"]
        assert weak[0].measure.item_codes == ()
        assert weak[0].measure.indicator == 8

    def test_a_draft_year_says_that_it_is_one(self):
        found = proposed(result(2568, lost=["O1"]), 2571)

        assert any("ร่าง" in words.th for words in by_key(found, "O1").cautions)


class TestUnits:
    def test_the_earlier_plans_unit_comes_before_the_usual_one(self):
        units = UnitsByTopic({"structure": "กองช่าง"}, {"structure": "สำนักปลัด", "executives": "สำนักปลัด"})

        found = proposed(result(2567, lost=["O1", "O2", "O5"]), 2568, units=units)

        structure, executives = by_key(found, "O1"), by_key(found, "O2")
        assert (structure.measure.responsible[0].unit, structure.unit_from) == ("กองช่าง", "plan")
        assert (executives.measure.responsible[0].unit, executives.unit_from) == ("สำนักปลัด", "usual")

    def test_an_unknown_unit_is_left_to_the_office(self):
        proposal = by_key(proposed(result(2567, lost=["O1"]), 2568), "O1")

        assert proposal.measure.responsible == ()
        assert any("ระบุผู้รับผิดชอบ" in words.th for words in proposal.cautions)


class TestDays:
    def test_lie_before_the_window_and_say_so(self):
        proposal = by_key(proposed(result(2567, lost=["O1"]), 2568), "O1")

        days = deadlines(proposal)
        assert [day.due_on for day in days] == [date(2025, 1, 15), date(2025, 1, 30), date(2025, 2, 15)]
        assert "ก่อนวันเปิดกรอกแบบวัด OIT" in days[0].why

    def test_a_window_of_an_earlier_year_is_marked_as_assumed(self):
        day = deadlines(by_key(proposed(result(2567, lost=["O1"]), 2568), "O1"))[0]

        assert day.inferred == ("entry_window",)
        assert "๒๕๖๕" in day.why

    def test_the_years_own_window_is_not(self):
        day = deadlines(by_key(proposed(result(2564, lost=["O1"]), 2565, today=date(2021, 11, 1)), "O1"))[0]

        assert day.inferred == ()
        assert "ยังไม่ทราบ" not in day.why

    def test_a_day_that_has_passed_moves_to_a_week_from_now_and_says_so(self):
        day = deadlines(by_key(proposed(result(2567, lost=["O1"]), 2568, today=date(2025, 4, 1)), "O1"))[0]

        assert day.due_on == date(2025, 4, 8)
        assert "นับจากวันนี้" in day.why

    def test_data_of_the_first_half_year_are_due_after_it(self):
        target = FILES.get(2567)
        item = next(one for one in target.items if one.period == "first_half_current_fy")
        source = FILES.get(2566).find_item_by_topic(item.topic)

        days = deadlines(by_key(proposed(result(2566, lost=[source.code]), 2567, today=date(2023, 10, 1)), item.code))

        assert days[0].due_on == date(2024, 4, 10)
        assert days[-1].due_on == date(2024, 4, 16)

    def test_monthly_data_are_due_every_month(self):
        target = FILES.get(2569)
        item = next(one for one in target.items if one.period == "monthly_current_fy")

        found = proposed(result(2568, lost=[]), 2569, today=date(2025, 10, 1))

        assert "monthly" in [day.kind for day in deadlines(by_key(found, item.code))]

    def test_are_left_open_where_no_window_is_known(self):
        target = FILES.get(2568)
        analysis = analyse(result(2567, lost=["O1"]), FILES.get(2567))

        found = propose(analysis, target, FILES.crosswalk(), today=TODAY, window=None)

        assert {day.kind for day in deadlines(by_key(found, "O1"))} == {"none"}

    def test_the_executive_watches_every_month_until_entry_ends(self):
        proposal = by_key(proposed(result(2567, lost=["O1"]), 2568), "O1")

        watch = proposal.measure.follow_ups[-1]
        assert watch.role == "supervision"
        assert (watch.deadline.from_on, watch.deadline.until_on) == (date(2024, 10, 1), date(2025, 4, 30))

    @pytest.mark.parametrize("today", [date(2025, 9, 30), date(2026, 3, 1)])
    def test_the_watch_never_ends_before_it_begins(self, today):
        watch = by_key(proposed(result(2567, lost=["O1"]), 2568, today=today), "O1").measure.follow_ups[-1].deadline

        assert watch.from_on <= watch.until_on


class TestFindEntryWindow:
    def test_is_the_years_own_where_it_was_seen(self):
        window = find_entry_window(FILES.get(2564))

        assert (window.from_on, window.to_on, window.is_assumed) == (date(2021, 3, 1), date(2021, 4, 30), False)

    def test_is_never_taken_from_a_later_year(self):
        assert find_entry_window(FILES.get(2563), ALL.values()) is None

    def test_moves_the_newest_known_one(self):
        window = find_entry_window(FILES.get(2570), ALL.values())

        assert (window.from_on, window.known_from, window.is_assumed) == (date(2027, 3, 1), 2565, True)


def test_numbers_measures_in_a_row():
    found = proposed(result(2567, lost=["O1", "O2"]), 2568)

    assert [one.number for one in numbered((p.measure for p in found.proposals[:2]), start=7)] == [7, 8]
