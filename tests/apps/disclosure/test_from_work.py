"""Work that went through the chain is published under the chain's approval, and its hand-over moves on by its own step."""

from datetime import timedelta

import pytest

from prongsai.apps.agencies.models import Membership
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.actions import approve_version, take_back
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.models import Publication, Version
from prongsai.apps.disclosure.permissions import chain_step_for, may_approve
from prongsai.apps.disclosure.publish_actions import publish_scheduled, publish_version, schedule_version
from prongsai.apps.disclosure.work_actions import Taken, ready_work, take_from_work
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.handover.actions import return_work
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.opening import find_chain_rule
from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.core.handover import Refusal
from tests.apps.disclosure.desk import PAGE, clear, draft, make_desk, wait
from tests.apps.factories import make_agency, measure_facts
from tests.apps.handover.office import AT, LINK, change_evidence, check, hand_in, make_office, step, walk

pytestmark = pytest.mark.django_db
FILE = HandedFile("แผนผัง 2566.pdf", b"%PDF-1.4\n%%EOF\n")


@pytest.fixture
def office():
    made = make_office(measures=(measure_facts(evidence=()),))
    made.year = open_year(agency=made.agency, fiscal_year=2566, by=None, at=AT)
    return made


def go(office, *, to="acknowledge"):
    hand_in(office, files=(FILE,))
    check(office)
    for name in ("compile", "endorse", "acknowledge", "publish"):
        step(office, name)
        if name == to:
            break


def item_of(office, code="O1"):
    return office.year.items.select_related("year__agency").get(code=code)


def evidence_of(office, *, file=True):
    rows = Evidence.objects.filter(occurrence=office.handover().occurrence)
    return rows.get(url=None) if file else rows.get(url=LINK)


def take(office, *, file=True, code="O1", publication=None):
    return take_from_work(
        evidence=evidence_of(office, file=file),
        taken=Taken(item_of(office, code), "", publication),
        by=office.clerk,
        at=AT,
    )


class TestReady:
    def test_lists_what_the_whole_chain_approved(self, office):
        rule = find_chain_rule(office.agency)
        hand_in(office, files=(FILE,))
        check(office)
        step(office, "compile")
        step(office, "endorse")
        assert list(ready_work(office.agency, rule)) == []

        step(office, "acknowledge")

        assert {str(one) for one in ready_work(office.agency, rule)} == {LINK, FILE.name}

    def test_leaves_out_what_was_taken_and_work_of_no_item(self, office):
        go(office)
        take(office)

        assert [str(one) for one in ready_work(office.agency, find_chain_rule(office.agency))] == [LINK]
        office.plan.measures.update(item_codes=[])
        assert list(ready_work(office.agency, find_chain_rule(office.agency))) == []

    def test_of_one_agency(self, office):
        go(office)

        other = make_agency()
        set_chain(agency=other, steps=("check", "publish"), by=None, at=AT)

        assert list(ready_work(other, find_chain_rule(other))) == []


class TestTake:
    def test_a_file_becomes_an_approved_version(self, office):
        go(office)

        version = take(office)

        assert (version.state, version.kind, version.file_name) == ("approved", "file", "แผนผัง-2566.pdf")
        assert (version.approved_by, version.approval.step) == (office.executive, "acknowledge")
        assert version.approved_sha256 == version.content_sha256
        assert version.file.name != evidence_of(office).file.name
        assert Event.objects.latest("pk").action == "publication_taken_from_work"

    def test_a_link_becomes_one_too(self, office):
        go(office)

        assert (take(office, file=False).kind, take(office).kind) == ("link", "file")

    def test_refuses_what_is_not_acknowledged(self, office):
        hand_in(office, files=(FILE,))
        check(office)

        with pytest.raises(Refusal, match="not gone through the chain"):
            take(office)
        assert not Publication.objects.exists()

    def test_refuses_an_item_the_measure_does_not_name(self, office):
        go(office)

        with pytest.raises(Refusal, match="does not name item O9"):
            take(office, code="O9")

    def test_as_the_next_version_of_a_publication(self, office):
        go(office)
        first = take(office)
        clear(first)
        publish_version(version=first, by=office.clerk, at=AT)

        second = take(office, file=False, publication=first.publication)

        assert (second.publication_id, second.number) == (first.publication_id, 2)

    def test_where_the_unit_head_is_the_last(self):
        office = make_office(measures=(measure_facts(evidence=()),), steps=("check", "publish"))
        office.year = open_year(agency=office.agency, fiscal_year=2566, by=None, at=AT)
        hand_in(office, files=(FILE,))
        check(office)

        version = take(office)

        assert (version.approved_by, version.approval.step) == (office.head, "check")


class TestPublish:
    def test_the_work_moves_to_published_with_the_address(self, office):
        go(office)
        for file in (True, False):
            version = take(office, file=file)
            clear(version)
        first, second = Version.objects.select_related("publication__agency").order_by("pk")

        publish_version(version=first, by=office.clerk, at=AT)
        assert office.handover().state == "acknowledged"  # the link is still on its way
        publish_version(version=second, by=office.clerk, at=AT)

        assert office.handover().state == "published"
        assert office.handover().approvals.get(step="publish").comment == f"/{office.agency.slug}/2566/o1/2/"
        assert list(Event.objects.order_by("-pk").values_list("action", flat=True)[:2]) == [
            "work_published",
            "publication_published",
        ]
        assert public.find_publication(office.agency, (2566, "O1"), 1).current.approved_by == str(office.executive)

    def test_by_the_clock_in_the_name_of_who_scheduled_it(self, office):
        go(office)
        version = take(office)
        clear(version)
        moment = AT + timedelta(hours=1)
        schedule_version(version=version, publish_at=moment, by=office.clerk, at=AT)

        assert publish_scheduled(version=version, at=moment)

        assert office.handover().approvals.get(step="publish").by == office.clerk

    def test_who_left_meanwhile_takes_no_step(self, office):
        go(office)
        version = take(office)
        clear(version)
        schedule_version(version=version, publish_at=AT + timedelta(hours=1), by=office.clerk, at=AT)
        Membership.objects.filter(user=office.clerk).delete()

        assert publish_scheduled(version=version, at=AT + timedelta(hours=2))

        assert office.handover().state == "acknowledged"

    def test_an_administrator_of_the_system_takes_no_step_of_the_chain(self, office):
        from tests.apps.factories import make_user

        go(office)
        version = take(office)
        clear(version)

        publish_version(version=version, by=make_user(office.agency, "agency_admin"), at=AT)

        assert office.handover().state == "acknowledged"

    def test_already_published_work_stays_so(self, office):
        go(office, to="publish")
        version = take(office)
        clear(version)

        publish_version(version=version, by=office.clerk, at=AT)

        assert office.handover().approvals.filter(step="publish").count() == 1

    def test_refuses_when_the_work_was_returned_meanwhile(self, office):
        go(office)
        version = take(office)
        clear(version)
        return_work(
            handover=office.handover(),
            part_ids=[office.part().pk],
            reason="ปีผิด",
            step="publish",
            by=office.clerk,
            at=AT,
        )

        with pytest.raises(Refusal, match="through the chain again"):
            publish_version(version=version, by=office.clerk, at=AT)

    def test_refuses_when_its_evidence_was_changed(self, office):
        go(office)
        version = take(office)
        clear(version)
        change_evidence(office)

        with pytest.raises(Refusal, match="through the chain again"):
            publish_version(version=version, by=office.clerk, at=AT)

    def test_taken_back_it_loses_the_chains_approval(self, office):
        go(office)

        version = take_back(version=take(office), by=office.clerk, at=AT)

        assert (version.approval, version.approved_by_name, version.state) == (None, "", "draft")


class TestWithoutTheChain:
    def test_an_item_of_the_chain_is_approved_by_who_ends_it(self, office):
        item = item_of(office)

        assert chain_step_for(office.agency, item) == "acknowledge"
        assert [may_approve(one, office.agency, item) for one in (office.executive, office.administrator)] == [
            True,
            False,
        ]
        assert may_approve(office.administrator, office.agency, item_of(office, "O9"))
        assert may_approve(office.administrator, office.agency, None)

    def test_and_signs_in_that_capacity(self, office):
        from prongsai.apps.disclosure.actions import draft_publication, hand_to_approval

        version = draft_publication(
            agency=office.agency, item=item_of(office), draft=Draft("page", "ก", body="ข"), by=office.clerk, at=AT
        )
        version = hand_to_approval(version=version, seen_sha256=version.content_sha256, by=office.clerk, at=AT)

        version = approve_version(version=version, seen_sha256=version.content_sha256, by=office.executive, at=AT)

        assert (version.approval, version.approved_by) == (None, office.executive)
        assert Event.objects.latest("pk").role == "top_executive"

    def test_without_a_chain_everybody_who_approves_may(self):
        desk = make_desk()
        version = wait(desk, draft(desk, PAGE))

        assert chain_step_for(desk.agency, desk.item()) is None
        assert may_approve(desk.administrator, desk.agency, version.publication.item)
        assert not may_approve(desk.officer, desk.agency, version.publication.item)


def test_a_walk_to_the_end_leaves_nothing_to_do(office):
    walk(office, to="close")

    assert [str(one) for one in ready_work(office.agency, find_chain_rule(office.agency))] == [LINK]
