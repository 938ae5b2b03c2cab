import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import ChangedMeanwhile, remove_measure
from prongsai.apps.plans.models import Measure, Plan
from prongsai.apps.results import proposal_actions as actions
from prongsai.apps.results.facts import measure_from_json
from prongsai.apps.results.models import Proposal
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    agency = make_agency()
    return agency, make_user(agency)


def do(action, office, **fields):
    values = {"fiscal_year": 2566, "key": "O1", "kind": "lost", "facts": measure_facts(1), "version": 0, **fields}
    return action(agency=office[0], by=office[1], at=NOW, **values)


class TestAcceptProposal:
    def test_adds_the_measure_at_the_end_of_the_plan_with_its_work(self, office):
        plan = make_plan(office[0], 2566, 3)

        measure = do(actions.accept_proposal, office, facts=measure_facts(1, issue="ข้อใหม่"))

        assert measure.plan == plan
        assert (measure.number, measure.issue) == (4, "ข้อใหม่")
        assert measure.work.count() == 4
        assert Proposal.objects.get().measure == measure

    def test_starts_the_plan_of_a_year_that_has_none(self, office):
        do(actions.accept_proposal, office)

        assert Plan.objects.get().fiscal_year == 2566
        assert set(Event.objects.values_list("action", flat=True)) == {
            "plan_started",
            "measure_added",
            "proposal_accepted",
        }

    def test_happens_once(self, office):
        do(actions.accept_proposal, office)

        for action in (actions.accept_proposal, actions.edit_proposal, actions.set_proposal_aside):
            with pytest.raises(PersonError):
                do(action, office, version=1)

        assert Measure.objects.count() == 1

    def test_stays_accepted_when_the_measure_is_taken_out_of_the_plan(self, office):
        measure = do(actions.accept_proposal, office)

        remove_measure(measure=measure, by=office[1], at=NOW)

        assert (Proposal.objects.get().state, Proposal.objects.get().measure) == ("accepted", None)
        with pytest.raises(PersonError):
            do(actions.accept_proposal, office, version=1)

    def test_another_year_is_another_proposal(self, office):
        do(actions.accept_proposal, office)
        do(actions.accept_proposal, office, fiscal_year=2567)

        assert Proposal.objects.count() == 2


class TestEditProposal:
    def test_keeps_what_a_person_wrote_until_it_is_accepted(self, office):
        do(actions.edit_proposal, office, facts=measure_facts(1, issue="เขียนใหม่"))

        row = Proposal.objects.get()
        assert (row.state, measure_from_json(row.facts).issue) == ("edited", "เขียนใหม่")
        assert not Measure.objects.exists()

    def test_a_second_writer_is_told(self, office):
        do(actions.edit_proposal, office)

        with pytest.raises(ChangedMeanwhile):
            do(actions.edit_proposal, office, version=0)
        with pytest.raises(ChangedMeanwhile):
            do(actions.accept_proposal, office, version=0)

    def test_event_tells_the_issue_before_and_after(self, office):
        do(actions.edit_proposal, office, facts=measure_facts(1, issue="หนึ่ง"))
        do(actions.edit_proposal, office, facts=measure_facts(1, issue="สอง"), version=1)

        event = Event.objects.latest("seq")
        assert (event.before, event.after) == ({"issue": "หนึ่ง"}, {"issue": "สอง"})


class TestSetAside:
    def test_may_be_taken_up_again(self, office):
        do(actions.set_proposal_aside, office)
        assert Proposal.objects.get().state == "set_aside"

        do(actions.accept_proposal, office, version=1)

        assert Proposal.objects.get().state == "accepted"
