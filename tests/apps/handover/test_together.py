"""Two people on one hand-over at the same moment, each with a connection of their own: one step, one event, no gap."""

from datetime import timedelta

import pytest
from django.test import Client

from prongsai.apps.handover import contents
from prongsai.apps.handover.actions import check_part, return_work, save_part, take_step
from prongsai.apps.handover.chain_actions import record_waiver
from prongsai.apps.handover.models import Approval, Handover, Part, Waiver
from prongsai.apps.handover.queries import list_approvals, list_waivers_used
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile, remove_evidence
from prongsai.core.handover import Refusal
from tests.apps.factories import PASSWORD, make_user
from tests.apps.handover.office import AT, LINK, check, hand_in, make_office, step
from tests.apps.test_concurrency import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def told(office, action):
    """How many events of an action stand in a history without a fault."""
    assert verify_agency(office.agency.slug).faults == ()
    return Event.objects.filter(agency=office.agency.slug, action=action).count()


def state(office):
    return office.handover().state, office.part().state


def assert_bound(office):
    """Every part that is handed in or checked is exactly what its hash says, and a check stands only on that."""
    row = office.handover()
    evidence = list(Evidence.objects.filter(occurrence_id=row.occurrence_id).order_by("position", "pk"))
    for part in row.parts.all():
        part.handover = row
        if part.state in ("handed_in", "checked"):
            assert part.content_sha256 == contents.hash_now(part, evidence)
        standing = part.approvals.filter(outcome="approved", superseded_at=None)
        assert [one.content_sha256 for one in standing] == [part.content_sha256] * (part.state == "checked")


def hands_in(office, **values):
    part = office.part()
    given = {"note": "ลงเว็บแล้ว", "done_on": None, "links": (LINK,), "hand_in": True, "at": AT, **values}
    return lambda: save_part(part=part, version=part.version, by=given.pop("by", office.officer), **given)


class TestHandingIn:
    def test_by_a_double_click_is_one(self, office, tmp_path):
        file = HandedFile("a.pdf", b"%PDF-1.7")
        deeds = [hands_in(office, files=(file,)) for _click in range(3)]

        answers = at_once(*deeds)

        assert kinds(answers) == [Part, ChangedMeanwhile, ChangedMeanwhile]
        assert Evidence.objects.filter(occurrence=office.handover().occurrence).count() == 2
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
        assert told(office, "part_handed_in") == 1
        assert_bound(office)

    def test_by_two_of_one_unit_keeps_the_first_ones_words(self, office):
        other = make_user(office.agency, "officer", unit="สำนักปลัด")

        answers = at_once(hands_in(office, note="หนึ่ง"), hands_in(office, note="สอง", by=other))

        assert kinds(answers) == [Part, ChangedMeanwhile]
        first = isinstance(answers[0], Part)
        part = office.part()
        assert (part.note, part.maker) == (("หนึ่ง", office.officer) if first else ("สอง", other))
        assert told(office, "part_handed_in") == 1

    def test_in_two_browsers_answers_302_and_409(self, office):
        part = office.part()
        address, data = f"/office/handover/parts/{part.pk}/", {"version": part.version, "note": "ก", "hand_in": "1"}

        def press():
            client = Client()
            client.login(username=office.officer.username, password=PASSWORD)
            return client.post(address, data).status_code

        answers = at_once(press, press)

        assert sorted(answers) == [302, 409]
        assert told(office, "part_handed_in") == 1


class TestChecking:
    def test_by_two_heads_is_one_check(self, office):
        hand_in(office)
        other, seen = make_user(office.agency, "unit_head", unit="สำนักปลัด"), office.part().content_sha256

        answers = at_once(
            *(
                lambda by=by: check_part(part=office.part(), seen_sha256=seen, by=by, at=AT)
                for by in (office.head, other)
            )
        )

        assert kinds(answers) == [Approval, Refusal]
        winner = (office.head, other)[isinstance(answers[1], Approval)]
        assert office.part().approvals.get(outcome="approved").by == winner
        assert state(office) == ("checked", "checked")
        assert told(office, "part_checked") == 1
        assert_bound(office)

    def test_and_a_return_at_once_is_the_one_or_the_other(self, office):
        """Whatever comes last stands alone: a check that came first ends when the other head returns the work."""
        hand_in(office)
        other, part = make_user(office.agency, "unit_head", unit="สำนักปลัด"), office.part()

        checked, returned = at_once(
            lambda: check_part(part=part, seen_sha256=part.content_sha256, by=office.head, at=AT),
            lambda: return_work(
                handover=office.handover(), part_ids=[part.pk], reason="ผิดปี", step="check", by=other, at=AT
            ),
        )

        assert isinstance(checked, Approval | Refusal)
        assert isinstance(returned, list)
        assert state(office) == ("returned", "returned")
        assert not office.handover().approvals.filter(superseded_at=None).exists()
        assert told(office, "part_checked") == isinstance(checked, Approval)
        assert_bound(office)


class TestCompiling:
    def test_by_two_clerks_is_one_step(self, office):
        hand_in(office)
        check(office)
        other, seen = make_user(office.agency, "clerk_office"), office.whole()

        answers = at_once(
            *(
                lambda by=by: take_step(handover=office.handover(), step="compile", seen_sha256=seen, by=by, at=AT)
                for by in (office.clerk, other)
            )
        )

        assert kinds(answers) == [Approval, Refusal]
        assert office.handover().approvals.filter(step="compile", outcome="approved").count() == 1
        assert state(office) == ("compiled", "checked")
        assert told(office, "work_compiled") == 1

    def test_ticked_twice_on_the_first_page_says_so_without_a_fault(self, office):
        hand_in(office)
        check(office)
        ticked = f"compile:{office.handover().pk}:{office.whole()}"

        def press():
            client = Client()
            client.login(username=office.clerk.username, password=PASSWORD)
            return client.post("/office/handover/steps/", {"ticked": [ticked, ticked]}).status_code

        answers = at_once(press, press)

        assert answers == [302, 302]
        assert told(office, "work_compiled") == 1

    def test_while_the_head_takes_the_work_back_keeps_no_step_on_it(self, office):
        hand_in(office)
        check(office)
        part, seen = office.part(), office.whole()

        compiled, returned = at_once(
            lambda: take_step(handover=office.handover(), step="compile", seen_sha256=seen, by=office.clerk, at=AT),
            lambda: return_work(
                handover=office.handover(), part_ids=[part.pk], reason="ผิดปี", step="check", by=office.head, at=AT
            ),
        )

        assert isinstance(compiled, Approval | Refusal)
        if isinstance(returned, list):
            assert state(office) == ("returned", "returned")
            assert not office.handover().approvals.filter(superseded_at=None).exists()
        else:
            assert (type(returned), state(office)) == (Refusal, ("compiled", "checked"))
        assert_bound(office)


class TestEvidenceRemoved:
    @pytest.mark.parametrize("_again", range(3))
    def test_while_the_head_checks_never_leaves_a_check_on_it(self, office, _again):
        hand_in(office)
        part, evidence = office.part(), Evidence.objects.get(occurrence=office.handover().occurrence)

        checked, removed = at_once(
            lambda: check_part(part=part, seen_sha256=part.content_sha256, by=office.head, at=AT),
            lambda: remove_evidence(evidence=evidence, by=office.officer, at=AT),
        )

        assert isinstance(checked, Approval | Refusal)
        approved = isinstance(checked, Approval)
        assert isinstance(removed, Refusal) if approved else removed is None
        assert office.part().state == ("checked" if approved else "handed_in")
        assert told(office, "part_checked") == int(approved)
        assert told(office, "evidence_removed") == int(not approved)
        assert_bound(office)

    def test_while_the_clerk_endorses_is_refused(self, office):
        hand_in(office)
        check(office)
        step(office, "compile")
        seen, evidence = office.whole(), Evidence.objects.get(occurrence=office.handover().occurrence)

        endorsed, removed = at_once(
            lambda: take_step(
                handover=office.handover(), step="endorse", seen_sha256=seen, by=office.administrator, at=AT
            ),
            lambda: remove_evidence(evidence=evidence, by=office.officer, at=AT),
        )

        assert isinstance(endorsed, Approval)
        assert isinstance(removed, Refusal)
        assert state(office) == ("endorsed", "checked")


class TestClockJumpingBack:
    """The machine's clock is set back an hour between two steps."""

    def test_breaks_neither_history_nor_approvals(self, office):
        hand_in(office)
        check(office)
        early = AT - timedelta(hours=1)
        for name, by in (("compile", office.clerk), ("endorse", office.administrator)):
            take_step(handover=office.handover(), step=name, seen_sha256=office.whole(), by=by, at=early)
        step(office, "acknowledge")

        assert Handover.objects.get(pk=office.handover().pk).state == "acknowledged"
        given = ["check", "compile", "endorse", "acknowledge"]
        assert [row.step for row in list_approvals(office.handover())] == given
        assert [row.step for row in Approval.objects.filter(handover=office.handover())] == given
        assert [row.step for row in office.handover().approvals.all()] == given
        assert told(office, "work_endorsed") == 1
        seqs = Event.objects.filter(agency=office.agency.slug).order_by("seq").values_list("action", flat=True)
        assert list(seqs)[-4:] == ["part_checked", "work_compiled", "work_endorsed", "work_acknowledged"]

    def test_the_annex_lists_waived_approvals_in_the_order_they_were_given(self, office):
        record_waiver(
            agency=office.agency,
            reason="คนน้อย",
            order_number="12/2566",
            from_on=AT.date() - timedelta(days=30),
            until_on=None,
            by=office.clerk,
            at=AT,
        )
        hand_in(office, by=office.head)
        check(office)
        early = AT - timedelta(hours=1)
        for name, by in (("compile", office.clerk), ("endorse", office.administrator)):
            take_step(handover=office.handover(), step=name, seen_sha256=office.whole(), by=by, at=early)
        Approval.objects.filter(step="compile").update(waiver=Waiver.objects.get())

        assert [row.step for row in list_waivers_used(office.plan)] == ["check", "compile"]

    def test_a_return_after_it_still_ends_the_approvals_before(self, office):
        hand_in(office)
        check(office)
        early = AT - timedelta(hours=1)

        part = office.part()
        return_work(
            handover=office.handover(), part_ids=[part.pk], reason="ผิดปี", step="compile", by=office.clerk, at=early
        )

        assert state(office) == ("returned", "returned")
        assert not office.handover().approvals.filter(superseded_at=None).exists()
        assert told(office, "work_returned") == 1
