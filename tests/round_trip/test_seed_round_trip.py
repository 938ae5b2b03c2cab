"""The real first input, read, reported and read again: all formats, full, plan alone and public."""

from datetime import date
from pathlib import Path

import pytest

from prongsai.core.plan_same import plan_differences
from prongsai.documents.content import ReportOptions, plan_in_report
from prongsai.wiring import REPORT_FORMATS, ReportRequest, read_document, write_report

_SOURCES = {
    "seed": Path(__file__).parents[2] / "../shared/seed/khoksaat-2566-half-year-report.txt",
    "example": Path(__file__).parents[2] / "examples/report-2566.txt",
}
_CHOICES = {
    "full": {},
    "full-year": {"round_kind": "full_year"},
    "plan-only": {"plan_only": True},
    "public": {"public": True},
}


@pytest.fixture(scope="module", params=sorted(_SOURCES))
def plan(request):
    source = _SOURCES[request.param]
    if not source.exists():
        pytest.skip(f"{source} is not here")
    return read_document(source.read_bytes(), source.name)


@pytest.mark.parametrize("choice", sorted(_CHOICES))
@pytest.mark.parametrize("ending", REPORT_FORMATS)
class TestARealReport:
    def test_is_read_back_to_the_same_plan(self, plan, ending, choice):
        chosen = _CHOICES[choice]
        content = write_report(plan, ending, ReportRequest(made_on=date(2023, 4, 1), **chosen))

        back = read_document(content, f"report.{ending}")

        shown = plan_in_report(plan, ReportOptions(made_on=date(2023, 4, 1), **chosen))
        assert plan_differences(shown, back) == []
        assert "attachment_differs" not in {finding.code for finding in back.findings}


class TestAnAttachedPlan:
    def test_brings_no_finding_twice(self, plan):
        content = write_report(plan, "pdf", ReportRequest(made_on=date(2023, 4, 1)))

        found = read_document(content, "report.pdf").findings

        assert len(found) == len(set(found))


class TestAPublicReport:
    def test_holds_no_name_in_any_text_form(self, plan):
        names = {who.person for measure in plan.measures for who in measure.responsible if who.person}

        for ending in ("txt", "html"):
            text = write_report(plan, ending, ReportRequest(public=True)).decode()
            assert not any(part in text for name in names for part in name.split()[1:])
