"""What goes into the rows comes out again."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from prongsai.apps.plans import queries
from prongsai.apps.plans.actions import store_plan
from prongsai.core import plan as core
from prongsai.core.finding import Finding
from prongsai.core.plan_same import plan_differences
from prongsai.core.reporting_round import round_of
from tests.apps.factories import NOW, make_agency, make_plan, measure_facts

TEXT = st.text("กขคงจฉชซญดตถทนบปผพฟมยรลวศษสหอะาิีึืุูเแโใไ่้๊๋์ ๐๑๒๓abc/.,-", min_size=1, max_size=40).filter(str.strip)
DAYS = st.dates(date(2022, 10, 1), date(2023, 9, 30))
DEADLINES = st.one_of(
    st.none(),
    st.builds(core.Deadline, st.just("date"), due_on=DAYS, as_printed=TEXT, inferred=st.just(("year",)), why=TEXT),
    st.builds(core.Deadline, st.just("monthly"), from_on=st.none() | DAYS),
    st.builds(core.Deadline, st.just("continuous"), until_on=DAYS),
    st.builds(core.Deadline, st.just("relative"), days_after_event=st.integers(1, 90), working_days=st.booleans()),
    st.builds(core.Deadline, st.just("none")),
)
EVIDENCE = st.lists(
    st.builds(core.Evidence, TEXT, url=st.none() | TEXT, proposed_url=st.none() | TEXT, needs_review=st.booleans()),
    max_size=2,
).map(tuple)
STATUS = st.sampled_from(core.STATUSES)
WORK = {
    "deadline": DEADLINES,
    "status": STATUS,
    "done_on": st.none() | DAYS,
    "note": st.none() | TEXT,
    "evidence": EVIDENCE,
}
STEPS = st.lists(st.builds(core.Step, st.integers(1, 99), TEXT, **WORK), max_size=3).map(tuple)
FOLLOW_UPS = st.lists(
    st.builds(core.FollowUp, st.integers(1, 99), st.none() | TEXT, st.sampled_from(["task", "supervision"]), **WORK),
    max_size=3,
).map(tuple)


@st.composite
def plans(draw):
    measures = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        steps, follow_ups = draw(STEPS), draw(FOLLOW_UPS)
        measures.append(
            core.Measure(
                number,
                draw(TEXT),
                draw(st.sampled_from([None, "fix", "develop"])),
                draw(st.none() | st.integers(1, 10)),
                item_codes=tuple(draw(st.lists(st.sampled_from(["O1", "O20", "O43"]), max_size=3))),
                responsible=tuple(draw(st.lists(st.builds(core.Responsible, TEXT, st.none() | TEXT), max_size=2))),
                steps=steps,
                follow_ups=follow_ups,
                status=core.derived_status((*steps, *follow_ups), draw(STATUS)),
                evidence=draw(EVIDENCE),
                budget=draw(st.none() | TEXT),
                remarks=draw(st.none() | TEXT),
                extra=draw(st.dictionaries(TEXT, TEXT, max_size=2)),
                as_printed=core.AsPrinted(issue=draw(TEXT)),
            )
        )
    year_round = draw(st.sampled_from([None, round_of("half_year", 2566)]))
    rounds = (core.MonthlyRound("2022-10", date(2022, 10, 31), "นายก", ("เร่งรัด",)),)
    findings = (Finding("year_inferred", "note", 1, "ข้อ 1", "ไทย", "English"),)
    return core.Plan(core.Agency(""), 2566, 2565, year_round, tuple(measures), rounds, findings)


class TestRoundTrip(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(plans())
    def test_a_stored_plan_comes_out_equal(self, facts):
        agency = make_agency()
        plan = store_plan(agency=agency, facts=facts, by=None, at=NOW)

        out = queries.get_plan_facts(plan)

        assert plan_differences(_of(facts, agency), out) == []
        assert out.monthly_rounds == facts.monthly_rounds
        assert out.findings == facts.findings
        assert [one.as_printed for one in out.measures] == [one.as_printed for one in facts.measures]


def _of(facts, agency):
    from dataclasses import replace

    return replace(facts, agency=agency.facts())


@pytest.mark.django_db
class TestFacts:
    def test_a_measures_status_follows_its_work(self):
        done = core.FollowUp(1, "เสร็จ", status="done", done_on=date(2023, 1, 1))
        plan = make_plan(make_agency(), measures=(measure_facts(follow_ups=(done,), steps=(), status="not_started"),))

        assert queries.get_plan_facts(plan).measures[0].status == "done"

    def test_reads_a_plan_in_five_queries_however_long(self, django_assert_num_queries):
        agency = make_agency()
        short, long = make_plan(agency, 2566, 1), make_plan(agency, 2567, 40)

        for plan in (short, long):
            with django_assert_num_queries(4):
                queries.get_plan_facts(plan)
