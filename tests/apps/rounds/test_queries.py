"""Look-ups: whoever has no right finds the same as where nothing is; words for every code."""

from datetime import date

import pytest
from django.http import Http404

from prongsai.apps.agencies.permissions import RECORD_PROGRESS, RECORD_ROUND, SIGN_ROUND
from prongsai.apps.history.models import Event
from prongsai.apps.rounds import labels, queries
from prongsai.apps.rounds.models import DECISION_STATES, STATES, Round
from tests.apps.factories import NOW, give_post, make_agency, make_user
from tests.apps.rounds.office import decide, make_office, on_paper, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class TestRounds:
    def test_are_for_those_inside(self):
        office = make_office()
        row = office.round()

        for user in (office.officer, office.clerk, office.executive, office.auditor):
            assert queries.round_for(user, row.pk) == row
        for user in (make_user(office.agency, "overseer"), make_user(make_agency(), "top_executive"), make_user()):
            with pytest.raises(Http404):
                queries.round_for(user, row.pk)
        with pytest.raises(Http404):
            queries.round_for(office.clerk, row.pk + 1)

    @pytest.mark.parametrize(("who", "right"), [("executive", SIGN_ROUND), ("clerk", RECORD_ROUND)])
    def test_are_signed_and_recorded_by_their_roles_alone(self, who, right):
        office = make_office()
        row = office.round()

        for name in ("officer", "clerk", "executive", "auditor"):
            user = getattr(office, name)
            if name == who:
                assert queries.round_for(user, row.pk, right) == row
            else:
                with pytest.raises(Http404):
                    queries.round_for(user, row.pk, right)

    def test_a_substitute_signs_for_as_long_as_the_order_says(self):
        office = make_office()
        post = office.agency.posts.get(kind="top_executive")
        now, before = make_user(office.agency, "officer"), make_user(office.agency, "officer")
        give_post(now, post, "acting_for")
        give_post(before, post, "acting_for", until_on=date(2022, 2, 1))

        assert queries.round_for(now, office.round().pk, SIGN_ROUND)
        with pytest.raises(Http404):
            queries.round_for(before, office.round().pk, SIGN_ROUND)

    def test_are_listed_latest_first_with_their_decisions(self):
        office = make_office()
        decide(office)
        for month in (10, 11):
            first = date(2022, month, 1)
            Round.objects.create(
                agency=office.agency, month=first, opens_on=first, due_on=date(2022, month, 28), opened_at=NOW
            )

        listed = list(queries.list_rounds(office.agency))

        assert [row.month.month for row in listed] == [12, 11, 10]
        assert [(row.decision_count, row.open_count) for row in listed] == [(1, 1), (0, 0), (0, 0)]

    def test_know_the_day_of_the_round_before(self):
        office = make_office()
        first = date(2022, 11, 1)
        Round.objects.create(
            agency=office.agency, month=first, opens_on=date(2022, 11, 3), due_on=date(2022, 11, 30), opened_at=NOW
        )

        assert office.round().previous_on == date(2022, 11, 3)
        assert office.round(first).previous_on is None


class TestDecisions:
    def test_are_reported_by_their_unit_and_the_clerks_office(self):
        office = make_office()
        decision = decide(office)

        for user in (office.finance, office.clerk):
            assert queries.decision_for(user, decision.pk, RECORD_PROGRESS) == decision
        for user in (office.officer, office.executive, office.auditor, make_user(make_agency())):
            with pytest.raises(Http404):
                queries.decision_for(user, decision.pk, RECORD_PROGRESS)

    def test_of_the_whole_agency_by_who_records_for_every_unit(self):
        office = make_office()
        decision = decide(office, unit="")

        assert queries.may_report(office.clerk, decision)
        assert not queries.may_report(office.finance, decision)

    def test_that_are_open_are_what_reminders_chase(self):
        office = make_office()
        late = decide(office, due_on=date(2022, 12, 24))
        soon = decide(office, due_on=date(2022, 12, 3))
        decide(make_office())

        assert list(queries.list_open_decisions(office.agency)) == [soon, late]

    def test_written_from_paper_are_told_apart(self):
        office = make_office()
        decide(office)
        on_paper(office)

        assert queries.list_paper_decisions(office.round()) == []


class TestWords:
    def test_stand_for_every_state(self):
        assert set(labels.STATE_WORDS) == set(labels.STATE_SIGNS) == {code for code, _word in STATES}
        assert set(labels.DECISION_WORDS) == {code for code, _word in DECISION_STATES}

    def test_stand_for_every_event_that_was_written(self):
        office = make_office()
        decide(office)
        sign(office)
        written = set(Event.objects.filter(object_type="round").values_list("action", flat=True))

        assert written == {"round_opened", "round_decided", "round_signed"}
        assert written <= set(labels.ACTIONS)
