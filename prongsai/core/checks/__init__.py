"""Checks of a plan: one rule a file; `run_checks` runs them all.

Each rule takes (plan, framework) and gives findings of its one code, [] when all is well. A new rule is a file, a
line here, a test and a row in docs/checks.md. A rule switched off stays as a comment with date and reason.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from prongsai.core.checks.deadline_after_fiscal_year import deadlines_fall_before_the_fiscal_year_ends
from prongsai.core.checks.deadline_after_round import deadlines_fall_inside_the_round
from prongsai.core.checks.deadline_before_fiscal_year import deadlines_fall_in_or_after_the_fiscal_year
from prongsai.core.checks.deadlines_out_of_order import tasks_stand_in_order_of_time
from prongsai.core.checks.done_before_deadline import work_due_after_the_round_is_not_called_done
from prongsai.core.checks.done_on_after_round import work_of_the_round_was_done_in_it
from prongsai.core.checks.done_without_evidence import done_measures_have_evidence
from prongsai.core.checks.framework_unverified import the_year_has_a_verified_list
from prongsai.core.checks.homepage_only import evidence_leads_past_the_front_page
from prongsai.core.checks.host_lookalike import links_name_the_known_host
from prongsai.core.checks.item_in_several_measures import each_item_belongs_to_one_measure
from prongsai.core.checks.item_not_in_framework import item_codes_exist_in_the_year
from prongsai.core.checks.item_without_measure import every_item_has_a_measure
from prongsai.core.checks.items_share_status import each_item_has_its_own_status
from prongsai.core.checks.link_not_public import links_can_be_opened_by_anyone
from prongsai.core.checks.link_off_site import links_stay_on_the_agency_site
from prongsai.core.checks.measure_without_item import every_measure_names_its_items
from prongsai.core.checks.measure_without_steps import every_measure_says_what_to_do
from prongsai.core.checks.measure_without_unit import every_measure_names_who_acts
from prongsai.core.checks.monthly_without_day import monthly_tasks_name_their_day
from prongsai.core.checks.no_deadline import every_measure_has_a_deadline
from prongsai.core.checks.no_report_to_executive import steps_report_to_the_executive
from prongsai.core.checks.no_supervision import every_measure_is_supervised
from prongsai.core.checks.other_channels_unnamed import channels_are_named
from prongsai.core.checks.personal_name import persons_are_not_named
from prongsai.core.checks.responsible_disagrees import those_who_act_are_responsible
from prongsai.core.checks.same_evidence import measures_have_their_own_evidence
from prongsai.core.checks.same_issue_twice import issues_stand_once
from prongsai.core.checks.status_without_date import done_work_has_its_day
from prongsai.core.checks.status_words_differ import one_status_has_one_wording
from prongsai.core.checks.step_holds_several_actions import steps_hold_one_action
from prongsai.core.checks.step_waits_for_event import steps_do_not_hang_on_undated_events
from prongsai.core.checks.supervision_before_task import supervision_ends_after_the_tasks
from prongsai.core.checks.supervision_same_day import supervision_leaves_time_after_the_tasks
from prongsai.core.checks.supervision_without_date import supervision_says_when
from prongsai.core.checks.url_malformed import links_can_be_used
from prongsai.core.checks.url_repaired import links_are_printed_whole
from prongsai.core.checks.year_inferred import deadlines_name_their_year
from prongsai.core.checks.year_kind_unclear import years_say_whether_they_are_fiscal
from prongsai.core.finding import Finding, sort_findings
from prongsai.core.framework import Framework
from prongsai.core.plan import Plan

Check = Callable[[Plan, Framework | None], list[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "homepage_only": evidence_leads_past_the_front_page,
        "url_malformed": links_can_be_used,
        "link_not_public": links_can_be_opened_by_anyone,
        "deadline_before_fiscal_year": deadlines_fall_in_or_after_the_fiscal_year,
        "deadline_after_fiscal_year": deadlines_fall_before_the_fiscal_year_ends,
        "done_before_deadline": work_due_after_the_round_is_not_called_done,
        "done_on_after_round": work_of_the_round_was_done_in_it,
        "status_without_date": done_work_has_its_day,
        "done_without_evidence": done_measures_have_evidence,
        "supervision_before_task": supervision_ends_after_the_tasks,
        "no_deadline": every_measure_has_a_deadline,
        "no_supervision": every_measure_is_supervised,
        "host_lookalike": links_name_the_known_host,
        "link_off_site": links_stay_on_the_agency_site,
        "item_without_measure": every_item_has_a_measure,
        "item_not_in_framework": item_codes_exist_in_the_year,
        "measure_without_item": every_measure_names_its_items,
        "measure_without_unit": every_measure_names_who_acts,
        "measure_without_steps": every_measure_says_what_to_do,
        "same_issue_twice": issues_stand_once,
        "responsible_disagrees": those_who_act_are_responsible,
        "personal_name": persons_are_not_named,
        "year_inferred": deadlines_name_their_year,
        "deadline_after_round": deadlines_fall_inside_the_round,
        "url_repaired": links_are_printed_whole,
        "supervision_same_day": supervision_leaves_time_after_the_tasks,
        "supervision_without_date": supervision_says_when,
        "deadlines_out_of_order": tasks_stand_in_order_of_time,
        "monthly_without_day": monthly_tasks_name_their_day,
        "items_share_status": each_item_has_its_own_status,
        "status_words_differ": one_status_has_one_wording,
        "same_evidence": measures_have_their_own_evidence,
        "item_in_several_measures": each_item_belongs_to_one_measure,
        "no_report_to_executive": steps_report_to_the_executive,
        "step_holds_several_actions": steps_hold_one_action,
        "step_waits_for_event": steps_do_not_hang_on_undated_events,
        "year_kind_unclear": years_say_whether_they_are_fiscal,
        "other_channels_unnamed": channels_are_named,
        "framework_unverified": the_year_has_a_verified_list,
    }
)
"""Every rule by the code of its findings, in the order in which they run."""

CHECK_CODES = frozenset(CHECKS)


def run_checks(plan: Plan, framework: Framework | None) -> list[Finding]:
    """The findings of all rules, sorted by severity and measure; those that a reader left in the plan are not repeated.

    `framework` is that of the plan's fiscal year; None leaves out the rules that need one.
    """
    return sort_findings(finding for check in CHECKS.values() for finding in check(plan, framework))
