"""All rules together."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.checks import CHECK_CODES, CHECKS, run_checks
from prongsai.core.finding import SEVERITIES, Finding
from prongsai.core.link import LINK_CLASSES
from prongsai.core.plan import (
    STATUSES,
    Agency,
    Deadline,
    Evidence,
    FollowUp,
    Measure,
    Plan,
    Responsible,
    Step,
)
from prongsai.core.reporting_round import round_of
from tests.core.checks.plans import healthy_measure, plan_of

DESIGN_CODES = {
    *("year_inferred", "deadline_before_fiscal_year", "deadline_after_round", "done_before_deadline"),
    *("supervision_before_task", "no_deadline", "no_supervision", "homepage_only", "url_repaired", "host_lookalike"),
    *("url_malformed", "status_without_date", "item_without_measure", "personal_name"),
}

TEXTS = st.text("กขคงน นาย๑๒๖5เมื่อประจำปีช่องทางอื่น.-/ \n", max_size=40)
DAYS = st.none() | st.dates(date(2021, 1, 1), date(2024, 12, 31))
EVIDENCE = st.builds(
    Evidence,
    as_printed=TEXTS,
    url=st.none() | st.just("https://www.tambon.go.th/x"),
    proposed_url=st.none() | st.just("https://www.tambon.go.th/y"),
    link_class=st.sampled_from(LINK_CLASSES),
    repairs=st.sampled_from([(), ("white_space",), ("host_lookalike",)]),
)
DEADLINES = st.none() | st.builds(
    Deadline,
    kind=st.sampled_from(["date", "monthly", "relative", "continuous", "none"]),
    due_on=DAYS,
    from_on=DAYS,
    until_on=DAYS,
    as_printed=TEXTS,
    inferred=st.sampled_from([(), ("year",)]),
)
WORK = {
    "number": st.integers(1, 9),
    "deadline": DEADLINES,
    "status": st.sampled_from(STATUSES),
    "done_on": DAYS,
    "evidence": st.tuples() | st.tuples(EVIDENCE),
}
MEASURES = st.builds(
    Measure,
    number=st.integers(1, 20),
    issue=TEXTS,
    item_codes=st.lists(st.sampled_from(["O1", "O2", "O99"]), max_size=3).map(tuple),
    responsible=st.tuples() | st.tuples(st.builds(Responsible, unit=TEXTS, person=st.none() | TEXTS)),
    steps=st.lists(st.builds(Step, text=TEXTS, **WORK), max_size=3).map(tuple),
    follow_ups=st.lists(
        st.builds(FollowUp, text=st.none() | TEXTS, role=st.sampled_from(["task", "supervision"]), **WORK), max_size=3
    ).map(tuple),
    status=st.sampled_from(STATUSES),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
)
PLANS = st.builds(
    Plan,
    agency=st.just(Agency("เทศบาลตำบลตัวอย่าง")),
    fiscal_year=st.sampled_from([2563, 2566, 2570]),
    round=st.sampled_from([None, round_of("half_year", 2566)]),
    measures=st.lists(MEASURES, max_size=4).map(tuple),
)


@pytest.fixture(scope="module")
def framework():
    return FrameworkFiles().get(2566)


class TestRunChecks:
    def test_a_healthy_measure_has_only_the_gaps_of_the_year(self, framework):
        codes = {finding.code for finding in run_checks(plan_of(), framework)}

        assert codes == {"item_without_measure"}

    def test_an_empty_plan_has_no_findings(self, framework):
        assert run_checks(plan_of(measures=()), framework) == []

    def test_leaves_out_what_the_reader_said(self):
        said = Finding("cell_repaired", "note", 1, "", "ซ่อม", "mended")

        assert said not in run_checks(replace(plan_of(), findings=(said,)), None)

    def test_holds_every_code_of_the_design(self):
        assert DESIGN_CODES <= CHECK_CODES

    @given(PLANS)
    @settings(max_examples=120, deadline=None)
    def test_any_plan_is_checked_without_an_error(self, plan):
        findings = run_checks(plan, FrameworkFiles().get(2566) if plan.fiscal_year == 2566 else None)

        positions = [SEVERITIES.index(finding.severity) for finding in findings]
        assert positions == sorted(positions)
        for finding in findings:
            assert finding.where
            assert finding.message_th.strip()
            assert finding.message_en.strip()
            json.dumps(finding.message_th, ensure_ascii=False)

    @given(PLANS)
    @settings(max_examples=60, deadline=None)
    def test_each_rule_gives_findings_of_its_own_code_and_one_severity(self, plan):
        for code, check in CHECKS.items():
            findings = check(plan, None)

            assert {finding.code for finding in findings} <= {code}
            assert len({finding.severity for finding in findings}) <= 1

    def test_grows_with_the_plan_and_not_faster(self):
        measures = [healthy_measure(number) for number in range(1, 501)]

        assert len(run_checks(plan_of(*measures), None)) < 20
