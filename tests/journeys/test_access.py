"""The access table: every address, asked by nobody, by another agency's clerk and by each role."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from prongsai.apps.agencies.invitations import invite
from prongsai.apps.agencies.models import WorkingGroup
from prongsai.apps.data_out.keys import make_key
from prongsai.apps.data_out.models import Webhook
from prongsai.apps.disclosure.actions import draft_publication
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.evidence.actions import answer_finding, save_check
from prongsai.apps.evidence.models import Notice, Request
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Handover, Waiver
from prongsai.apps.history.actions import SYSTEM_ACTOR, add_head_address
from prongsai.apps.history.models import HeadStamp
from prongsai.apps.plans.actions import save_import
from prongsai.apps.plans.deadlines import add_closure, ask_extension, record_event
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.reminders.actions import make_calendar
from prongsai.apps.reminders.models import Digest
from prongsai.apps.results.actions import add_result, save_draft
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.submission.clarifying import rows_of
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore
from prongsai.apps.submission.standing import form_of
from prongsai.core import plan as core
from prongsai.core.handover import STEPS
from tests.apps.evidence.seen import PERSONAL, result
from tests.apps.factories import (
    NOW,
    PASSWORD,
    first_measure,
    first_task,
    give_post,
    make_agency,
    make_plan,
    make_post,
    make_user,
    measure_facts,
)
from tests.apps.portal.published import publish as publish_now
from tests.core.result.made import result as result_facts

WHO = (
    "nobody",
    "stranger",  # a clerk of another agency
    "officer",
    "unit_head",
    "clerk_office",
    "chief_administrator",
    "top_executive",
    "auditor",
    "agency_admin",
    "overseer",
    "system_admin",  # runs the machine, belongs to no agency
)
BY_POST = ("unit_head", "chief_administrator", "top_executive")
"""Officers by membership: the right comes from the post alone."""
MEMBERS = WHO[2:-1]
READERS = {"auditor", "overseer"}


def row(who, answer=200, *, nobody="in", stranger=404, system=404):
    """What each of WHO gets: `answer` for those in `who`, else 404."""
    first = (nobody, stranger)
    return (*first, *(answer if role in who else 404 for role in MEMBERS), system)


OPEN = (200,) * len(WHO)
ALL = ("in",) + (200,) * (len(WHO) - 1)  # their own pages: a stranger has their own agency
OWN_AGENCY = (*ALL[:-1], 404)  # pages of the agency they work in: who runs the machine has none
RECORDERS = {"officer", "unit_head", "clerk_office", "agency_admin"} | set(BY_POST)  # each is an officer as well
EDITORS = {"clerk_office", "agency_admin"}
OPERATOR = row((), system=200)
VIEW = row(MEMBERS)
RECORD = row(RECORDERS)
EDIT = row(EDITORS)
HISTORY = row({"clerk_office", "chief_administrator", "top_executive", "auditor", "agency_admin"})
LEADS_ON = row(MEMBERS, 302)  # a fragment for htmx; whoever opens it gets the whole page
UNPROVEN = row(MEMBERS, 422)  # the check of this test left no copy
ASK = row({"clerk_office", "chief_administrator", "top_executive", "agency_admin"}, 302)
OWN_NOTICE = row({"officer"}, 302)
OWN_EDIT = row(EDITORS, stranger=200)  # the stranger is a clerk at home
OWN_ADMIN = row({"agency_admin"})
OWN_GROUP = row(MEMBERS, stranger=404)  # the stranger's agency has no group of that year
OWN_HISTORY = row({"clerk_office", "chief_administrator", "top_executive", "auditor", "agency_admin"}, stranger=200)
DECIDE = row({"chief_administrator", "top_executive"})
MANAGE = OWN_ADMIN
CONFIRM = ("in",) + (302,) * (len(WHO) - 1)  # one's own, after the password once more
NOT_MINE = ("in",) + (404,) * (len(WHO) - 1)  # somebody else's session or identity
POST_VIEW = ("in",) + (405,) * (len(WHO) - 1)  # only POST is answered; see TestWritesByPost
TO_ALL = (302,) * len(WHO)
RECORD_PAPER = row({"clerk_office"})
SIGN = row({"top_executive"}, 422)
OPEN_ROUND = row({"clerk_office", "chief_administrator", "top_executive"}, 302, stranger=302)
TOLD = row(RECORDERS, 422)
ROUNDS = row(set(MEMBERS) - {"overseer"})
OWN_ROUNDS = row(set(MEMBERS) - {"overseer"}, stranger=200)

PUBLIC = [
    "front",
    "news",
    "changes",
    "data",
    "search",
    "year",
    "item",
    "publication",
    "version",
    "news_publication",
    "news_version",
    "embed",
    "embed_news",
    "embed_year",
    "fragment_items",
    "fragment_news",
    "fragment_year",
    "sitemap",
    "feed_rss",
    "feed_json",
    "publications_csv",
    "items_csv",
    "changes_csv",
    "qr",
    "file",
    "news_file",
]
IN_ENGLISH = PUBLIC[:17]
"""Public pages that are drawn in both languages; everybody sees the same."""
APPROVERS = {"clerk_office", "chief_administrator", "top_executive"}

TABLE = {
    **{f"portal:{name}": OPEN for name in (*PUBLIC, "sitemap_index", "robots")},
    **{f"portal:{name}_en": OPEN for name in IN_ENGLISH},
    "portal:signing_key": (404,) * len(WHO),  # no copy was signed yet
    "portal:asset": (404,) * len(WHO),  # its names carry a hash; see tests/apps/portal
    "api_nothing": (404,) * len(WHO),
    "api_nothing_here": (404,) * len(WHO),
    "data_out:key_list": OWN_ADMIN,
    "data_out:key_make": POST_VIEW,
    "data_out:key_revoke": POST_VIEW,
    "data_out:webhook_add": POST_VIEW,
    "data_out:webhook_detail": MANAGE,
    "data_out:webhook_remove": POST_VIEW,
    "data_out:webhook_on": POST_VIEW,
    "submission:form_now": row(MEMBERS, 302, stranger=200),
    "submission:form_detail": VIEW,
    "submission:take": POST_VIEW,
    "submission:walk": POST_VIEW,
    "submission:looks": VIEW,
    "submission:form_download": VIEW,
    "submission:item_edit": EDIT,
    "submission:freeze": EDIT,
    "submission:frozen_detail": VIEW,
    "submission:confirm": POST_VIEW,
    "submission:frozen_download": VIEW,
    "submission:score_list": VIEW,
    "submission:score_edit": EDIT,
    "submission:clarification": VIEW,
    "submission:draft_download": VIEW,
    "submission:sent_download": VIEW,
    "portal_office:profile": OWN_ADMIN,
    "portal_office:own_site": OWN_ADMIN,
    "portal_office:plugin": OWN_ADMIN,
    "portal_office:old_addresses": OWN_ADMIN,
    "portal_office:old_address_forget": POST_VIEW,
    "front": (200, *TO_ALL[1:]),
    "health": OPEN,
    "ready": OPEN,
    "metrics": (404,) * len(WHO),  # opens with the operator's token alone
    "accounts:sign_in": (200,) + (302,) * (len(WHO) - 1),
    "accounts:forgotten": OPEN,
    "accounts:forgotten_code": (302,) * len(WHO),  # nobody was named
    "accounts:sign_out": POST_VIEW,
    "accounts:account": ALL,
    "accounts:mailbox": ALL,
    "accounts:mailbox_code": ("in",) + (302,) * (len(WHO) - 1),  # no code was asked for
    "accounts:password": ALL,
    "account_login": (200,) + (302,) * (len(WHO) - 1),
    "mfa_authenticate": TO_ALL,  # only between the password and the session
    "openid_connect_callback": (404,) * len(WHO),  # no provider is set
    "accounts:openid_start": (404,) * len(WHO),
    "accounts:passkey": (200,) + (302,) * (len(WHO) - 1),
    "accounts:confirm": ALL,
    "accounts:security": ALL,
    "accounts:totp_add": CONFIRM,
    "accounts:passkey_add": CONFIRM,
    "accounts:recovery_codes": CONFIRM,
    "accounts:factor_remove": CONFIRM,
    "accounts:identity_link": POST_VIEW,
    "accounts:identity_unlink": POST_VIEW,
    "accounts:session_list": ALL,
    "accounts:session_end": POST_VIEW,
    "accounts:session_end_others": POST_VIEW,
    "accounts:language": (405,) * len(WHO),
    "agencies:setup": TO_ALL,
    "agencies:agency": OWN_ADMIN,
    "agencies:choose": POST_VIEW,
    "agencies:people": OWN_ADMIN,
    "agencies:person_add": OWN_ADMIN,
    "agencies:person_change": MANAGE,
    "agencies:person_leave": MANAGE,
    "agencies:first_people": OWN_ADMIN,
    "agencies:invitation_list": OWN_ADMIN,
    "agencies:invitation_add": OWN_ADMIN,
    "agencies:invitation_change": MANAGE,
    "agencies:join": OPEN,
    "agencies:join_by": OPEN,
    "agencies:structure": OWN_ADMIN,
    "agencies:post_add": OWN_ADMIN,
    "agencies:post_detail": MANAGE,
    "agencies:post_change": MANAGE,
    "agencies:unit_change": MANAGE,
    "agencies:holding_end": MANAGE,
    "agencies:group_list": OWN_AGENCY,
    "agencies:group_edit": OWN_EDIT,
    "agencies:group_order": OWN_GROUP,
    "my_work": ALL,
    "plans:plan_list": OWN_AGENCY,
    "plans:plan_new": OWN_EDIT,
    "plans:plan_detail": VIEW,
    "plans:findings": VIEW,
    "plans:history": HISTORY,
    "plans:plan_delete": EDIT,
    "plans:rollover": EDIT,
    "plans:report": VIEW,
    "plans:report_preview": VIEW,
    "plans:report_download": VIEW,
    "plans:measure_add": EDIT,
    "plans:measure_detail": VIEW,
    "plans:measure_edit": EDIT,
    "plans:measure_remove": EDIT,
    "plans:evidence_add": POST_VIEW,
    "plans:work_progress": row(RECORDERS, 302),
    "plans:work_occurrences": RECORD,
    "plans:work_occurrence": row(RECORDERS, 302),
    "plans:extension_ask": RECORD,
    "plans:event_withdraw": RECORD,
    "plans:extension_list": OWN_AGENCY,
    "plans:extension_decide": DECIDE,
    "plans:closure_list": OWN_EDIT,
    "plans:closure_remove": EDIT,
    "plans:evidence_file": VIEW,
    "plans:evidence_remove": RECORD,
    "plans:evidence_accept": POST_VIEW,
    "evidence:evidence_list": OWN_AGENCY,
    "search:search": OWN_AGENCY,
    "evidence:evidence_detail": VIEW,
    "evidence:verdict": LEADS_ON,
    "evidence:certificate": UNPROVEN,
    "evidence:check": POST_VIEW,
    "evidence:answer": POST_VIEW,
    "evidence:ask": POST_VIEW,
    "evidence:answer_withdraw": POST_VIEW,
    "evidence:notice_list": ALL,
    "evidence:notice_open": POST_VIEW,
    "handover:handover_list": OWN_AGENCY,
    "handover:handover_detail": VIEW,
    "handover:return_work": POST_VIEW,
    "handover:take_step": POST_VIEW,
    "handover:take_many": POST_VIEW,
    "handover:part": RECORD,
    "handover:part_check": POST_VIEW,
    "handover:part_return": POST_VIEW,
    "handover:part_excuse": POST_VIEW,
    "handover:chain": OWN_EDIT,
    "handover:waiver_add": POST_VIEW,
    "handover:waiver_end": POST_VIEW,
    "rounds:round_list": OWN_ROUNDS,
    "rounds:round_open": POST_VIEW,
    "rounds:round_detail": ROUNDS,
    "rounds:round_scan": row(()),  # the round of this test has none
    "rounds:round_sign": POST_VIEW,
    "rounds:round_paper": RECORD_PAPER,
    "rounds:decide": row({"top_executive"}),
    "rounds:memo": ROUNDS,
    "rounds:memo_preview": ROUNDS,
    "rounds:memo_download": ROUNDS,
    "rounds:decision": ROUNDS,
    "rounds:decision_reopen": POST_VIEW,
    "rounds:decision_withdraw": POST_VIEW,
    "rounds:memo_head": OWN_EDIT,
    "reminders:reminder_list": ALL,
    "reminders:reminder_open": OWN_NOTICE,
    "reminders:choices": ALL,
    "reminders:line_code": POST_VIEW,
    "reminders:line_unlink": POST_VIEW,
    "reminders:calendar_make": POST_VIEW,
    "reminders:calendar_revoke": POST_VIEW,
    "reminders:rule": OWN_EDIT,
    "reminders:webhook_key_renew": POST_VIEW,
    "reminders:ledger": OWN_EDIT,
    "reminders:printed": OWN_EDIT,
    "reminders:calendar": OPEN,  # whoever has the address
    "reminders:line": (405,) * len(WHO),
    "results:result_list": OWN_ROUNDS,
    "results:result_new": OWN_EDIT,
    "results:result_import": OWN_EDIT,
    "results:draft_detail": EDIT,
    "results:draft_move": POST_VIEW,
    "results:draft_accept": POST_VIEW,
    "results:draft_discard": POST_VIEW,
    "results:result_template": OWN_EDIT,
    "results:result_detail": ROUNDS,
    "results:result_edit": OWN_EDIT,
    "results:result_remove": EDIT,
    "results:analysis": ROUNDS,
    "results:analysis_download": ROUNDS,
    "results:score_now": row(set(MEMBERS) - {"overseer"}, 302, stranger=302),
    "results:score": OWN_ROUNDS,
    "results:tool_enter": POST_VIEW,
    "results:proposal_list": OWN_ROUNDS,
    "results:proposal_accept": POST_VIEW,
    "results:proposal_edit": EDIT,
    "results:proposal_aside": POST_VIEW,
    "plans:import_list": OWN_EDIT,
    "plans:blank_template": OWN_EDIT,
    "plans:import_detail": EDIT,
    "plans:import_head": POST_VIEW,
    "plans:import_accept": POST_VIEW,
    "plans:import_discard": POST_VIEW,
    "plans:import_original": EDIT,
    "plans:import_measure": EDIT,
    "plans:import_measure_remove": POST_VIEW,
    "operations:system": OPERATOR,
    "operations:doctor": OPERATOR,
    "operations:agency_add": OPERATOR,
    "chronicle:event_list": OWN_HISTORY,
    "chronicle:event_detail": OWN_HISTORY,
    "chronicle:export": OWN_HISTORY,
    "chronicle:heads": OWN_ADMIN,
    "chronicle:head_remove": POST_VIEW,
    "chronicle:stamps": OWN_HISTORY,
    "chronicle:stamp_file": HISTORY,
    "chronicle:erase": OWN_ADMIN,
    "disclosure:year_home": row(MEMBERS, 302, stranger=200),  # to the newest year; the stranger's agency opened none
    "disclosure:year_open": OWN_EDIT,
    "disclosure:board": VIEW,
    "disclosure:year_calendar": EDIT,
    "disclosure:carry_over": EDIT,
    "disclosure:item_detail": VIEW,
    "disclosure:item_change": EDIT,
    "disclosure:element_state": POST_VIEW,
    "disclosure:take_nothing": POST_VIEW,
    "disclosure:publication_add": RECORD,
    "disclosure:news_list": OWN_AGENCY,
    "disclosure:news_add": OWN_EDIT,
    "disclosure:waiting_list": row(APPROVERS, stranger=200),
    "disclosure:ready_list": OWN_EDIT,
    "disclosure:ready_take": row(()),  # the evidence of this test went through no chain
    "disclosure:version_add": RECORD,
    "disclosure:withdraw": EDIT,
    "disclosure:version_detail": VIEW,
    "disclosure:version_edit": RECORD,
    "disclosure:version_file": VIEW,
    "disclosure:version_copy": row(()),  # the version of this test has none
    "disclosure:personal": VIEW,
    "disclosure:hand_on": POST_VIEW,
    "disclosure:approve": POST_VIEW,
    "disclosure:return_version": POST_VIEW,
    "disclosure:take_back": POST_VIEW,
    "disclosure:discard": RECORD,
    "disclosure:publish": POST_VIEW,
    "disclosure:schedule": POST_VIEW,
}
NO_HEAD = row(())
COMPILE = row({"clerk_office"}, 302)
CHAIN = row(EDITORS, 302)
POSTS = {
    "data_out:key_make": OWN_ADMIN,
    "data_out:key_revoke": MANAGE,
    "data_out:webhook_add": OWN_ADMIN,
    "data_out:webhook_remove": MANAGE,
    "data_out:webhook_on": MANAGE,
    "submission:take": EDIT,
    "submission:walk": EDIT,
    "submission:item_edit": EDIT,
    "submission:freeze": EDIT,
    "submission:confirm": SIGN,
    "submission:score_edit": EDIT,
    "submission:clarification": EDIT,
    "disclosure:year_open": OWN_EDIT,
    "disclosure:year_calendar": EDIT,
    "disclosure:carry_over": EDIT,
    "disclosure:item_change": EDIT,
    "disclosure:element_state": RECORD,
    "disclosure:publication_add": RECORD,
    "disclosure:news_add": OWN_EDIT,
    "disclosure:take_nothing": row(EDITORS, 302),
    "disclosure:ready_take": row(()),
    "disclosure:version_add": RECORD,
    "disclosure:withdraw": EDIT,
    "disclosure:version_edit": RECORD,
    "disclosure:personal": row({"clerk_office", "chief_administrator", "agency_admin"}),
    "disclosure:hand_on": RECORD,
    "disclosure:approve": row(APPROVERS, 422),
    "disclosure:return_version": row(APPROVERS, 422),
    "disclosure:take_back": RECORD,
    "disclosure:discard": row(RECORDERS, 302),
    "disclosure:publish": row(EDITORS, 422),
    "disclosure:schedule": row(EDITORS, 422),
    "reminders:rule": OWN_EDIT,
    "reminders:webhook_key_renew": row(EDITORS, 302, stranger=302),
    "reminders:line": (404,) * len(WHO),  # LINE did not sign it
    "reminders:line_code": ("in",) + (404,) * (len(WHO) - 1),  # no LINE account is set
    "handover:return_work": NO_HEAD,  # nothing of it is handed in yet: nobody's turn
    "handover:take_step": COMPILE,
    "handover:part": RECORD,
    "handover:part_check": NO_HEAD,
    "handover:part_return": NO_HEAD,
    "handover:part_excuse": COMPILE,
    "handover:chain": OWN_EDIT,
    "handover:waiver_end": CHAIN,
    "operations:agency_add": OPERATOR,
    "operations:system": row((), system=405),
    "operations:doctor": row((), system=405),
    "chronicle:event_detail": OWN_ADMIN,
    "chronicle:heads": OWN_ADMIN,
    "chronicle:head_remove": OWN_ADMIN,
    "chronicle:stamps": row({"agency_admin"}, 422),  # no authority is set
    "chronicle:erase": OWN_ADMIN,
    "rounds:round_open": OPEN_ROUND,
    "rounds:round_sign": SIGN,
    "rounds:round_paper": RECORD_PAPER,
    "rounds:decide": row({"top_executive"}),
    "rounds:decision": TOLD,
    "rounds:decision_reopen": SIGN,
    "rounds:decision_withdraw": SIGN,
    "rounds:memo_head": OWN_EDIT,
    "evidence:check": RECORD,
    "evidence:answer": RECORD,
    "evidence:answer_withdraw": RECORD,
    "evidence:ask": ASK,
    "evidence:notice_open": OWN_NOTICE,
    "plans:evidence_add": RECORD,
    "plans:evidence_accept": RECORD,
    "results:result_new": OWN_EDIT,
    "results:result_import": OWN_EDIT,
    "results:result_edit": OWN_EDIT,
    "results:result_remove": EDIT,
    "results:draft_move": EDIT,
    "results:draft_accept": EDIT,
    "results:draft_discard": EDIT,
    "results:tool_enter": OWN_EDIT,
    "results:proposal_accept": OWN_EDIT,
    "results:proposal_edit": EDIT,
    "results:proposal_aside": EDIT,
    "plans:import_head": EDIT,
    "plans:import_accept": EDIT,
    "plans:import_discard": EDIT,
    "plans:import_measure_remove": EDIT,
    "plans:plan_delete": EDIT,
    "plans:rollover": EDIT,
    "plans:measure_edit": EDIT,
    "plans:measure_remove": EDIT,
    "plans:work_progress": row(RECORDERS, 302),
    "plans:work_occurrences": RECORD,
    "plans:work_occurrence": row(RECORDERS, 302),
    "plans:extension_ask": RECORD,
    "plans:event_withdraw": RECORD,
    "plans:extension_decide": DECIDE,
    "plans:closure_list": OWN_EDIT,
    "plans:closure_remove": EDIT,
    "plans:evidence_remove": RECORD,
    "plans:plan_new": OWN_EDIT,
    "plans:measure_add": EDIT,
    "plans:import_measure": EDIT,
    "agencies:agency": OWN_ADMIN,
    "agencies:person_add": OWN_ADMIN,
    "agencies:person_change": MANAGE,
    "accounts:session_end": NOT_MINE,
    "accounts:identity_unlink": NOT_MINE,
    "accounts:identity_link": NOT_MINE,
    "agencies:person_leave": MANAGE,
    "agencies:first_people": OWN_ADMIN,
    "agencies:invitation_add": OWN_ADMIN,
    "agencies:invitation_change": MANAGE,
    "agencies:structure": OWN_ADMIN,
    "agencies:post_add": OWN_ADMIN,
    "agencies:post_detail": MANAGE,
    "agencies:post_change": MANAGE,
    "agencies:unit_change": MANAGE,
    "agencies:holding_end": MANAGE,
    "agencies:group_edit": OWN_EDIT,
}


def all_names() -> set[str]:
    names: set[str] = set()

    def walk(resolver: URLResolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{pattern.app_name}:" if pattern.app_name else prefix)
            elif isinstance(pattern, URLPattern):
                names.add(f"{prefix}{pattern.name}")

    walk(get_resolver(), "")
    return {name for name in names if not name.startswith("ninja:")}  # it knows keys, no persons: tests/apps/data_out


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency()
    people = {role: make_user(agency, "officer" if role in BY_POST else role) for role in MEMBERS}
    held = {kind: make_post(agency, kind, "กองคลัง" if kind == "unit_head" else "") for kind in BY_POST}
    holdings = {kind: give_post(people[kind], post) for kind, post in held.items()}
    people["stranger"] = make_user(make_agency("เทศบาลอื่น"))
    people["system_admin"] = make_user(is_superuser=True)
    invited, code = invite(
        agency=agency,
        name="ก",
        email="",
        role="officer",
        unit=None,
        post=None,
        by=people["agency_admin"],
        at=timezone.now(),
    )
    group = WorkingGroup.objects.create(agency=agency, fiscal_year=2566, created_at=NOW)
    plan = make_plan(agency)
    measure = first_measure(plan)
    facts = core.Plan(agency.facts(), 2568, measures=(measure_facts(1), measure_facts(2)))
    draft = save_import(agency=agency, name="a.txt", content=b"x", plan=facts, by=people["clerk_office"], at=NOW)
    evidence = Evidence(
        measure=measure, origin="added", file_name="a.txt", sha256="0", content_type="text/plain", added_at=NOW
    )
    from django.core.files.base import ContentFile

    evidence.file.save("x", ContentFile(b"hello"), save=False)
    evidence.save()
    check = save_check(evidence=evidence, result=result(evidence, "opens", notes=(PERSONAL,)), at=NOW)
    answer = answer_finding(evidence=evidence, finding=PERSONAL.code, reason="ไม่ใช่", by=people["clerk_office"], at=NOW)
    request = Request.objects.create(evidence=evidence, asked_by="ก", asked_at=NOW)
    notice = Notice.objects.create(user=people["officer"], agency=agency, request=request, made_at=NOW)
    digest = Digest.objects.create(user=people["officer"], agency=agency, day=NOW.date(), made_at=NOW)
    reminder = digest.reminders.create(
        user=people["officer"],
        agency=agency,
        thing="work:1",
        line="due",
        rank=1,
        tone="soon",
        days=1,
        what="ก",
        path="/office/",
        said_on=NOW.date(),
    )
    month = Round.objects.create(
        agency=agency, month=date(2022, 12, 1), opens_on=date(2022, 12, 1), due_on=date.max, opened_at=NOW
    )
    decision = Decision.objects.create(
        round=month, number=1, text="ทำ", due_on=date(2022, 12, 9), made_by_name="ก", made_at=NOW
    )
    waits = measure.work.create(
        kind="step", position=3, number=3, text="หลังอบรม", deadline_kind="relative", days_after_event=7, changed_at=NOW
    )
    waits.occurrences.create(number=1, changed_at=NOW)
    event = record_event(item=waits, happened_on=date(2023, 1, 5), by=people["officer"], at=NOW)
    once = first_task(plan).occurrences.get()
    extension = ask_extension(occurrence=once, days=7, reason="น้ำท่วม", by=people["officer"], at=NOW)
    closed = {"from_on": date(2023, 1, 9), "to_on": date(2023, 1, 9), "why": "น้ำท่วม"}
    closure = add_closure(agency=agency, **closed, by=people["clerk_office"], at=NOW)
    set_chain(agency=agency, steps=STEPS, by=people["clerk_office"], at=NOW)
    handover = Handover.objects.get(occurrence__work_item=first_task(plan))
    waiver = Waiver.objects.create(agency=agency, reason="x", from_on=NOW.date(), made_by="ก", made_at=NOW)
    for one in (agency, people["stranger"].memberships.get().agency):
        address_row = add_head_address(agency=one.slug, address="a@x.go.th", actor=SYSTEM_ACTOR, at=NOW)
    stamp = HeadStamp.objects.create(
        agency=agency.slug, seq=1, hash="0" * 64, authority="x", asked_at=NOW, stamped_at=NOW, answer=b"0"
    )
    for year in (2565, 2566):
        add_result(agency=agency, result=result_facts(year, lost=["O30"]), by=None, at=NOW)
    read = save_draft(
        agency=agency,
        name="a.csv",
        content=b"x",
        results=[result_facts(2567)],
        findings=[],
        by=people["clerk_office"],
        at=NOW,
    )
    year = agency.disclosure_years.filter(fiscal_year=2566).first() or open_year(
        agency=agency, fiscal_year=2566, by=None, at=NOW
    )
    for where in (year.items.select_related("year__agency").get(code="O1"), agency):
        publish_now(where, content=b"%PDF-1.4 x", file_name="name")
    item = year.items.select_related("year__agency").get(code="O9")  # no measure of the plan names it
    handed = HandedFile("a.csv", b"a,b")
    version = draft_publication(
        agency=agency, item=item, draft=Draft("file", "ก", file=handed), by=people["clerk_office"], at=NOW
    )
    FormEntry.objects.create(item=item, has=True, addresses=["https://a.go.th/"], changed_by="x", changed_at=NOW)
    PreliminaryScore.objects.create(item=item, score=0, recorded_by="x", recorded_at=NOW)
    Contest.objects.create(item=item, reason="ก", changed_by="x", changed_at=NOW)
    frozen = Frozen.objects.create(
        year=year,
        number=1,
        form=form_of(year).to_dict(),
        sha256="0" * 64,
        entered_on=NOW.date(),
        frozen_by_name="x",
        frozen_at=NOW,
    )
    sent = Clarification.objects.create(
        year=year, number=1, rows=rows_of(year), sha256="0" * 64, sent_on=NOW.date(), sent_by_name="x", recorded_at=NOW
    )
    made = make_key(
        agency=agency, name="x", scopes=["drafts:read"], days=9, by=people["agency_admin"], at=timezone.now()
    )
    hook = Webhook.objects.create(agency=agency, url="https://a.example/", made_by="x", made_at=NOW)
    arguments = {
        "rest": "x/y",
        "frozen_id": frozen.pk,
        "clarification_id": sent.pk,
        "key_id": made.row.pk,
        "webhook_id": hook.pk,
        "slug": agency.slug,
        "fiscal_year": 2566,
        "item_code": "o1",
        "version": 1,
        "name": "name",
        "address_pk": 1,
        "year_id": year.pk,
        "item_id": item.pk,
        "position": 0,
        "publication_id": version.publication_id,
        "version_id": version.pk,
        "seq": 1,
        "stamp_id": stamp.pk,
        "kind": "csv",
        "address_id": address_row.pk - 1,
        "event_id": event.pk,
        "extension_id": extension.pk,
        "closure_id": closure.pk,
        "number": 1,
        "round_id": month.pk,
        "decision_id": decision.pk,
        "memo_format": "pdf",
        "draft_id": read.pk,
        "key": "O28",
        "answer_id": answer.pk,
        "check_id": check.pk,
        "notice_id": notice.pk,
        "reminder_id": reminder.pk,
        "word": make_calendar(by=people["officer"], at=NOW),
        "plan_id": plan.pk,
        "measure_id": measure.pk,
        "work_id": first_task(plan).pk,
        "evidence_id": evidence.pk,
        "import_id": draft.pk,
        "index": 0,
        "file_format": "json",
        "handover_id": handover.pk,
        "part_id": handover.parts.get().pk,
        "step": "compile",
        "waiver_id": waiver.pk,
        "invitation_id": invited.pk,
        "code": code,
        "post_id": held["top_executive"].pk,
        "holding_id": holdings["top_executive"].pk,
        "unit_id": agency.units.first().pk,
        "group_year": group.fiscal_year,
        "membership_id": people["officer"].memberships.get().pk,
        "factor_id": 1,
        "session_id": 1_000_000,
        "identity_id": 1,
        "provider_id": "sso.example.go.th",
    }
    return people, arguments


def address(name: str, arguments: dict[str, object]) -> str:
    patterns = get_resolver()
    del patterns
    pairs = (
        ("work_id", "number"),
        ("import_id", "index"),
        ("item_id", "position"),
        ("item_id", "kind"),
        ("item_id", "handover_id"),
        ("publication_id", "kind"),
        ("version_id", "kind"),
        ("plan_id", "file_format"),
        ("group_year", "file_format"),
        ("handover_id", "step"),
        ("round_id", "memo_format"),
        ("fiscal_year", "file_format"),
        ("fiscal_year", "key"),
        ("year_id", "file_format"),
        ("frozen_id", "file_format"),
        ("clarification_id", "file_format"),
        ("slug", "fiscal_year"),
        ("slug", "number"),
        ("slug", "number", "version"),
        ("slug", "number", "version", "name"),
        ("slug", "fiscal_year", "item_code"),
        ("slug", "fiscal_year", "item_code", "number"),
        ("slug", "fiscal_year", "item_code", "number", "version"),
        ("slug", "fiscal_year", "item_code", "number", "version", "name"),
    )
    if name.startswith("disclosure:") and name.endswith("_add"):
        arguments = {**arguments, "kind": "page"}
    if name.startswith("submission:"):
        arguments = {**arguments, "file_format": "xlsx"}
    if name == "agencies:group_order":
        arguments = {**arguments, "file_format": "pdf"}
    if name == "results:analysis_download":
        arguments = {**arguments, "file_format": "html"}
    for keys in ((), *((key,) for key in arguments), *pairs):
        try:
            return reverse(name, kwargs={key: arguments[key] for key in keys})
        except Exception:
            continue
    raise AssertionError(name)


def expect(client, response, wanted, url):
    if wanted == "in":
        assert response.status_code == 302, url
        assert response["location"].startswith("/office/sign-in/"), url
    else:
        assert response.status_code == wanted, (url, response.status_code)


class TestAccessTable:
    def test_names_every_address_of_the_site(self):
        assert all_names() == set(TABLE)

    @pytest.mark.parametrize("who", WHO)
    def test_a_look_at_every_address(self, office, client, who):
        people, arguments = office
        if who != "nobody":
            client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")

        for name, row in TABLE.items():
            url = address(name, arguments)
            expect(client, client.get(url), row[WHO.index(who)], url)

    @pytest.mark.parametrize("who", WHO)
    def test_a_write_to_every_address_without_the_right_changes_nothing(self, office, client, who):
        people, arguments = office
        if who != "nobody":
            client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
        from prongsai.apps.history.models import Event

        before = Event.objects.count()
        for name, row in POSTS.items():
            wanted = row[WHO.index(who)]
            if wanted in ("in", 404):
                url = address(name, arguments)
                expect(client, client.post(url, {"version": "1"}), wanted, url)

        assert Event.objects.count() == before


@pytest.mark.django_db
class TestOfficersUnit:
    def test_an_officer_of_another_unit_sees_but_does_not_record(self, client):
        agency = make_agency()
        plan = make_plan(agency)
        officer = make_user(agency, "officer", unit="กองคลัง")
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

        assert client.get(f"/office/measures/{first_measure(plan).pk}/").status_code == 200
        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 404

    def test_an_officer_of_the_named_unit_records(self, client):
        agency = make_agency()
        plan = make_plan(agency)
        client.force_login(
            make_user(agency, "officer", unit="สำนักปลัด"), backend="django.contrib.auth.backends.ModelBackend"
        )

        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 200

    def test_every_unit_records_what_is_for_every_unit(self, client):
        agency = make_agency()
        plan = make_plan(
            agency,
            measures=(
                measure_facts(responsible=(core.Responsible("สำนักปลัด"), core.Responsible("ทุกส่วนงาน", all_units=True))),
            ),
        )
        client.force_login(
            make_user(agency, "officer", unit="กองคลัง"), backend="django.contrib.auth.backends.ModelBackend"
        )

        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 200


@pytest.mark.django_db
class TestRules:
    def test_agree_with_the_table_of_roles(self):
        from prongsai.apps.agencies.permissions import ROLES_OF

        agency = make_agency()
        for role in MEMBERS:
            user = make_user(agency, role)
            for permission, roles in ROLES_OF.items():
                assert user.has_perm(permission, agency) == (role in roles)
        assert not make_user(make_agency()).has_perm("plans.view", agency)


def test_password_of_factories_is_valid():
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)
