from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.adapters.pdf_text import PdfText
from prongsai.core.deadline_rule.extension import GrantedExtension
from prongsai.core.handover import WaivedApproval
from prongsai.core.plan import Plan
from prongsai.core.plan_json import plan_to_json
from prongsai.core.plan_same import plan_differences, without_persons, without_results
from prongsai.documents.content import ReportOptions, build_report, plan_in_report
from prongsai.documents.docx import draw_docx
from prongsai.documents.html import draw_html
from prongsai.documents.pdf import draw_pdf
from prongsai.documents.text import draw_text
from prongsai.documents.xlsx import draw_xlsx
from prongsai.intake.own_report import read_own_report
from prongsai.intake.readers import read_source
from tests.round_trip.plans import drawable_words, plans, texts

DRAWERS = {
    "txt": lambda report: draw_text(report).encode(),
    "html": lambda report: draw_html(report).encode(),
    "xlsx": draw_xlsx,
    "docx": draw_docx,
}
MADE_ON = date(2023, 4, 1)

extensions = st.builds(
    GrantedExtension,
    measure=st.integers(1, 3),
    column=st.sampled_from(["step", "follow_up"]),
    number=st.integers(1, 3),
    period=st.sampled_from(["", "งวดเดือนมกราคม ๒๕๖๖"]),
    old_due_on=st.just(date(2023, 1, 31)),
    new_due_on=st.just(date(2023, 2, 10)),
    days=st.just(10),
    reason=texts(parts=drawable_words).filter(str.strip),
    granted_by=st.just("นายกสมมุติ"),
    granted_on=st.just(date(2023, 1, 30)),
)
waived = st.builds(
    WaivedApproval,
    measure=st.integers(1, 3),
    column=st.sampled_from(["step", "follow_up"]),
    number=st.integers(1, 3),
    period=st.sampled_from(["", "งวดเดือนมกราคม ๒๕๖๖"]),
    unit=st.sampled_from(["", "กองคลัง"]),
    step=st.sampled_from(["check", "endorse", "acknowledge"]),
    taken_on=st.just(date(2023, 1, 20)),
    taken_by=st.just("นายสมมุติ ทดสอบ"),
    reason=texts(parts=drawable_words).filter(str.strip),
    order_number=st.sampled_from(["", "12/2566"]),
)
options = st.builds(
    ReportOptions,
    made_on=st.just(MADE_ON),
    public=st.booleans(),
    plan_only=st.booleans(),
    round_kind=st.sampled_from([None, "half_year", "full_year"]),
    history_head=st.sampled_from([None, "0f" * 32]),
    extensions=st.lists(extensions, max_size=2).map(tuple),
    waived=st.lists(waived, max_size=2).map(tuple),
)


def written_and_read(plan: Plan, chosen: ReportOptions, ending: str) -> Plan | None:
    content = DRAWERS[ending](build_report(plan, framework=None, options=chosen))
    return read_own_report(read_source(content, name=f"report.{ending}", pdf=None))


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


@pytest.mark.parametrize("ending", sorted(DRAWERS))
class TestARoundTrip:
    @_settings(25)
    @given(plan=plans(most=2, most_rare=3), chosen=options)
    def test_keeps_the_plan(self, ending, plan, chosen):
        back = written_and_read(plan, chosen, ending)

        assert back is not None
        assert plan_differences(plan_in_report(plan, chosen), back) == []

    @pytest.mark.slow
    @_settings(300)
    @given(plan=plans(), chosen=options)
    def test_keeps_many_plans(self, ending, plan, chosen):
        back = written_and_read(plan, chosen, ending)

        assert back is not None
        assert plan_differences(plan_in_report(plan, chosen), back) == []


# The PDF shows a letter no font can draw as a box, so its plans hold only letters that can be drawn.
drawable_plans = plans(words=texts(parts=drawable_words), most=2, most_rare=4)


def printed_and_read(plan: Plan, chosen: ReportOptions, *, attached: bool) -> Plan | None:
    report = build_report(plan, framework=None, options=chosen)
    attachment = plan_to_json(plan_in_report(plan, chosen)) if attached else None
    content = draw_pdf(report, attached_plan_json=attachment)
    return read_own_report(read_source(content, name="report.pdf", pdf=PdfText()))


class TestARoundTripThroughPdf:
    @_settings(8)
    @given(plan=drawable_plans, chosen=options)
    def test_keeps_the_plan_without_its_attachment(self, plan, chosen):
        back = printed_and_read(plan, chosen, attached=False)

        assert back is not None
        assert plan_differences(plan_in_report(plan, chosen), back) == []

    @_settings(4)
    @given(plan=drawable_plans, chosen=options)
    def test_gives_the_attached_plan_to_the_letter(self, plan, chosen):
        assert printed_and_read(plan, chosen, attached=True) == plan_in_report(plan, chosen)

    @pytest.mark.slow
    @_settings(150)
    @given(plan=drawable_plans, chosen=options)
    def test_keeps_many_plans_without_attachment(self, plan, chosen):
        back = printed_and_read(plan, chosen, attached=False)

        assert back is not None
        assert plan_differences(plan_in_report(plan, chosen), back) == []

    @pytest.mark.slow
    @_settings(40)
    @given(plan=plans(most=1, most_rare=2), chosen=options)
    def test_takes_the_attached_plan_where_letters_cannot_be_drawn(self, plan, chosen):
        assert printed_and_read(plan, chosen, attached=True) == plan_in_report(plan, chosen)


class TestWhatAReportShows:
    @_settings(20)
    @given(plan=plans(most=2, most_rare=2))
    def test_is_the_plan_itself_where_nothing_is_left_out(self, plan):
        assert plan_in_report(plan, ReportOptions(made_on=MADE_ON)) == plan

    @_settings(20)
    @given(plan=plans(most=2, most_rare=2))
    def test_leaves_persons_out_of_a_public_report(self, plan):
        shown = plan_in_report(plan, ReportOptions(made_on=MADE_ON, public=True))

        assert plan_differences(without_persons(plan), shown) == []

    @_settings(20)
    @given(plan=plans(most=2, most_rare=2))
    def test_leaves_results_out_of_the_plan_alone(self, plan):
        shown = plan_in_report(plan, ReportOptions(made_on=MADE_ON, plan_only=True))

        assert plan_differences(without_results(plan), shown) == []
