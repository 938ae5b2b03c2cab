"""The pages that are measured, each with who opens it. Imported only after Django is set up."""

from dataclasses import dataclass

from benchmarks.office.world import UNITS, person
from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency, Holding, Invitation, Membership, Post, Unit, WorkingGroup
from prongsai.apps.handover.models import Handover, Part
from prongsai.apps.plans.models import Extension, Occurrence
from prongsai.apps.rounds.models import Decision, Round
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import bangkok_today


@dataclass(frozen=True, slots=True)
class Page:
    """One address as one person opens it; `limit_ms` is CPU for one request."""

    name: str
    address: str
    who: User
    limit_ms: float = 50.0


def list_pages(agency: Agency) -> list[Page]:
    """Every page of work, hand-over, history, chain, people, posts, rounds and deadlines."""
    who = {
        role: person(agency, role)
        for role in ("officer", "unit_head", "clerk_office", "chief_administrator", "top_executive", "agency_admin")
    }
    year = fiscal_year_of(bangkok_today())
    todo = Part.objects.filter(
        handover__agency=agency,
        handover__occurrence__work_item__measure__plan__fiscal_year=year,
        state="todo",
        unit__name=UNITS[0],
    )[0]
    far = Handover.objects.filter(agency=agency, state__in=("compiled", "endorsed"))[0]
    monthly = Occurrence.objects.filter(
        work_item__measure__plan__agency=agency,
        work_item__measure__plan__fiscal_year=year,
        work_item__deadline_kind="monthly",
        work_item__measure__responsible__unit__name=UNITS[0],
    )
    handed_over, recorded = monthly.filter(work_item__role="task")[0], monthly.filter(work_item__role="supervision")[0]
    work = f"/office/work/{handed_over.work_item_id}"
    open_round = Round.objects.filter(agency=agency)[0]
    old_round = Round.objects.filter(agency=agency).order_by("month")[0]
    decision = Decision.objects.filter(round=open_round)[0]
    asked = Extension.objects.filter(occurrence__work_item__measure__plan__agency=agency)[0]
    member = Membership.objects.filter(agency=agency, role="officer")[0]
    post = Post.objects.filter(agency=agency, kind="unit_head")[0]
    holding = Holding.objects.get(post=post)
    unit = Unit.objects.filter(agency=agency)[0]
    invitation = Invitation.objects.filter(agency=agency)[0]
    group_year = WorkingGroup.objects.filter(agency=agency)[0].fiscal_year
    table = [
        ("handover", "clerk_office", "/office/handover/"),
        ("handover, page 2", "clerk_office", "/office/handover/?page=2"),
        ("handover, one state", "clerk_office", "/office/handover/?state=todo"),
        ("handover, one unit", "clerk_office", f"/office/handover/?unit={unit.pk}"),
        ("handover, one piece", "clerk_office", f"/office/handover/{todo.handover_id}/"),
        ("handover, far along", "top_executive", f"/office/handover/{far.pk}/"),
        ("handover, part", "officer", f"/office/handover/parts/{todo.pk}/"),
        ("chain", "clerk_office", "/office/agency/chain/"),
        ("history", "agency_admin", "/office/history/"),
        ("history, page 5", "agency_admin", "/office/history/?page=5"),
        ("history, one action", "agency_admin", "/office/history/?action=part_handed_in"),
        ("history, one event", "agency_admin", "/office/history/7/"),
        ("history heads", "agency_admin", "/office/history/heads/"),
        ("history erase", "agency_admin", "/office/history/erase/"),
        ("agency", "agency_admin", "/office/agency/"),
        ("people", "agency_admin", "/office/agency/people/"),
        ("person new", "agency_admin", "/office/agency/people/new/"),
        ("people first", "agency_admin", "/office/agency/people/first/"),
        ("person", "agency_admin", f"/office/agency/people/{member.pk}/"),
        ("person leaves", "agency_admin", f"/office/agency/people/{member.pk}/leave/"),
        ("invitations", "agency_admin", "/office/agency/invitations/"),
        ("invitation new", "agency_admin", "/office/agency/invitations/new/"),
        ("invitation", "agency_admin", f"/office/agency/invitations/{invitation.pk}/"),
        ("posts", "agency_admin", "/office/agency/posts/"),
        ("post new", "agency_admin", "/office/agency/posts/new/"),
        ("post", "agency_admin", f"/office/agency/posts/{post.pk}/"),
        ("post edit", "agency_admin", f"/office/agency/posts/{post.pk}/edit/"),
        ("unit", "agency_admin", f"/office/agency/units/{unit.pk}/"),
        ("holding ends", "agency_admin", f"/office/agency/holdings/{holding.pk}/end/"),
        ("working groups", "clerk_office", "/office/agency/working-groups/"),
        ("working group", "clerk_office", f"/office/agency/working-groups/{group_year}/"),
        ("rounds", "top_executive", "/office/rounds/"),
        ("round, open", "top_executive", f"/office/rounds/{open_round.pk}/"),
        ("round, missed", "top_executive", f"/office/rounds/{old_round.pk}/"),
        ("round on paper", "clerk_office", f"/office/rounds/{open_round.pk}/paper/"),
        ("round, decide", "top_executive", f"/office/rounds/{open_round.pk}/decide/"),
        ("round, memo", "clerk_office", f"/office/rounds/{open_round.pk}/memo/"),
        ("decision", "top_executive", f"/office/rounds/decisions/{decision.pk}/"),
        ("memo head", "clerk_office", "/office/agency/memo/"),
        ("extensions", "chief_administrator", "/office/extensions/"),
        ("extension, decide", "chief_administrator", f"/office/extensions/{asked.pk}/"),
        ("extension, ask", "officer", f"{work}/{handed_over.number}/extend/"),
        ("closures", "clerk_office", "/office/closures/"),
        ("occurrences", "officer", f"{work}/occurrences/"),
        ("occurrence", "clerk_office", f"/office/work/{recorded.work_item_id}/{recorded.number}/"),
        ("account", "officer", "/office/account/"),
        ("sign-in methods", "officer", "/office/account/security/"),
        ("sessions", "officer", "/office/account/sessions/"),
    ]
    mine = [Page(f"my work, {role}", "/office/", user, 30.0) for role, user in who.items()]
    mine.append(Page("my work, all units", "/office/?unit=all", who["clerk_office"], 30.0))
    return mine + [Page(name, address, who[role]) for name, role, address in table]
