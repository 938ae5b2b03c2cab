"""Two at the same moment: two signatures, the job on two machines, a signature and a decision."""

from datetime import date

import pytest

from prongsai.apps.history.queries import verify_agency
from prongsai.apps.rounds import actions
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.rounds.opening import note_missed, open_rounds
from prongsai.core.errors import PersonError
from tests.apps.factories import give_post, make_user
from tests.apps.rounds.office import DECEMBER, PDF, decide, make_office
from tests.apps.test_concurrency import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def count(office, action):
    assert verify_agency(office.agency.slug).faults == ()
    return office.actions().count(action)


def signs(office, user, seen):
    row = office.round()
    return lambda: actions.sign_round(round_=row, seen_sha256=seen, comment="", by=user, at=DECEMBER)


class TestAtTheSameMoment:
    def test_two_sign_and_one_has_signed(self, office):
        deputy = make_user(office.agency, "officer")
        give_post(deputy, office.agency.posts.get(kind="top_executive"), "acting_for")
        seen = office.seen()

        answers = at_once(signs(office, office.executive, seen), signs(office, deputy, seen))

        assert sum(isinstance(one, Round) for one in answers) == 1
        assert sum(isinstance(one, PersonError) for one in answers) == 1
        assert count(office, "round_signed") == 1
        assert count(office, "progress_recorded") == 1

    def test_screen_and_paper_and_one_counts(self, office, settings):
        seen, row = office.seen(), office.round()

        answers = at_once(
            signs(office, office.executive, seen),
            lambda: actions.record_on_paper(
                round_=row,
                memo_number="1",
                memo_on=date(2022, 12, 1),
                post="นายก",
                comment="",
                scan=PDF,
                by=office.clerk,
                at=DECEMBER,
            ),
        )

        assert sum(isinstance(one, PersonError) for one in answers) == 1
        assert count(office, "round_signed") + count(office, "round_recorded_on_paper") == 1
        kept = list(settings.MEDIA_ROOT.rglob("rounds/*"))
        assert len(kept) == count(office, "round_recorded_on_paper")

    def test_the_job_on_two_machines_opens_one(self):
        office = make_office(opened=False)

        answers = at_once(
            lambda: open_rounds(office.agency, at=DECEMBER), lambda: open_rounds(office.agency, at=DECEMBER)
        )

        assert sorted(answers) == [0, 1]
        assert Round.objects.filter(agency=office.agency).count() == 1
        assert count(office, "round_opened") == 1

    def test_and_notes_a_missed_one_once(self, office):
        later = DECEMBER.replace(year=2023, month=1, day=9)
        row = office.round()

        answers = at_once(lambda: note_missed(row, at=later), lambda: note_missed(row, at=later))

        assert sorted(answers) == [False, True]
        assert count(office, "round_missed") == 1

    def test_two_decisions_have_two_numbers(self, office):
        answers = at_once(lambda: decide(office, text="ก"), lambda: decide(office, text="ข"))

        assert all(isinstance(one, Decision) for one in answers), answers
        assert sorted(one.number for one in answers) == [1, 2]

    def test_two_reports_and_the_second_is_told(self, office):
        decision = decide(office)

        def report():
            return actions.report_decision(
                decision=decision, version=1, report="ก", done_on=None, by=office.finance, at=DECEMBER
            )

        answers = at_once(report, report)

        assert [kind.__name__ for kind in kinds(answers)] == ["Decision", "ChangedMeanwhile"]
        assert count(office, "round_decision_reported") == 1

    def test_a_signature_and_a_decision_never_disagree(self, office):
        seen = office.seen()

        answers = at_once(signs(office, office.executive, seen), lambda: decide(office))

        row = office.round()
        shown = [one["text"] for one in (row.shown or {}).get("decisions", [])]
        if row.state == "signed":
            assert isinstance(answers[1], PersonError)  # decided after it was signed
            assert shown == []
        else:
            assert isinstance(answers[0], PersonError)  # what was seen is not what stands now
            assert Decision.objects.count() == 1
