"""Two people, or a person and a worker, at the same moment: one wins, the other gets the designed answer."""

import pytest
from django.http import Http404

from prongsai.apps.evidence import actions
from prongsai.apps.evidence.models import Answer, Check, EvidenceState, Notice, Request
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import actions as plan_actions
from prongsai.apps.plans import progress
from prongsai.apps.plans.models import Evidence
from prongsai.core.errors import PersonError
from tests.apps.evidence.seen import add_link, keep, result
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user
from tests.apps.test_concurrency import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    agency = make_agency()
    row = add_link(first_measure(make_plan(agency)))
    make_user(agency, "officer", unit="สำนักปลัด")
    return agency, make_user(agency), row


def again(row):
    return Evidence.objects.select_related("measure__plan__agency").get(pk=row.pk)


class TestAtOnce:
    def test_a_button_pressed_twice_asks_for_one_check(self, office):
        agency, user, row = office

        answers = at_once(*[lambda: actions.ask_for_check(evidence=again(row), by=user, at=NOW)] * 2)

        assert kinds(answers) == [EvidenceState, PersonError]
        assert Event.objects.filter(action="evidence_check_asked").count() == 1
        assert verify_agency(agency.slug).faults == ()

    def test_mending_asked_for_twice_is_one_request(self, office):
        _agency, user, row = office
        keep(row, "soft_404")

        answers = at_once(*[lambda: actions.ask_officer(evidence=again(row), by=user, at=NOW)] * 2)

        assert kinds(answers) == [Request, PersonError]
        assert Notice.objects.count() == 1

    def test_one_finding_answered_twice_has_one_answer(self, office):
        _agency, user, row = office
        keep(row, "soft_404")

        def deed():
            return actions.answer_finding(evidence=again(row), finding="verdict_soft_404", reason="ก", by=user, at=NOW)

        assert kinds(at_once(deed, deed)) == [Answer, PersonError]

    def test_a_check_and_an_answer_do_not_undo_each_other(self, office):
        agency, user, row = office
        keep(row, "soft_404")

        answers = at_once(
            lambda: actions.answer_finding(
                evidence=again(row), finding="verdict_soft_404", reason="ก", by=user, at=NOW
            ),
            lambda: actions.save_check(evidence=again(row), result=result(row, "soft_404", days=1), at=NOW),
        )

        state = EvidenceState.objects.get()
        assert kinds(answers) == [Answer, Check]
        assert (state.open_findings, state.newest_id) == (0, Check.objects.first().pk)
        assert verify_agency(agency.slug).faults == ()

    @pytest.mark.parametrize("what", ["evidence", "measure", "plan"])
    def test_what_is_taken_away_while_it_is_saved_goes_whole(self, office, what):
        agency, user, row = office
        deeds = {
            "evidence": lambda: progress.remove_evidence(evidence=again(row), by=user, at=NOW),
            "measure": lambda: plan_actions.remove_measure(measure=again(row).measure, by=user, at=NOW),
            "plan": lambda: plan_actions.delete_plan(plan=again(row).measure.plan, by=user, at=NOW),
        }

        answers = at_once(
            lambda: actions.save_check(evidence=again(row), result=result(row), at=NOW),
            deeds[what],
        )

        assert answers[1] is None, answers
        assert isinstance(answers[0], Check | Http404 | Evidence.DoesNotExist), answers
        assert not Evidence.objects.filter(pk=row.pk).exists()
        assert not Check.objects.exists()
        assert not EvidenceState.objects.exists()
        assert verify_agency(agency.slug).faults == ()
