"""The form among what reminders chase: the closing, the executive's confirmation, the clarification."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.reminders.sources.form import list_open
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.submission import actions
from tests.apps.submission.office import CLOSES, NOW, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def open_on(office, day):
    return [
        (one.thing.key.partition(":")[0], one.thing.level, one.thing.due_on)
        for one in list_open(frame_of(office.agency, day))
    ]


def test_the_closing_is_chased_until_the_form_is_kept(office):
    assert open_on(office, date(2023, 3, 1)) == []
    assert open_on(office, date(2023, 4, 2)) == [("form", "clerk_office", date(2023, 4, 30))]
    assert open_on(office, date(2023, 5, 1)) == []
    office.answer_all()
    row = office.freeze()
    assert open_on(office, date(2023, 4, 2)) == [("confirm", "top_executive", date(2023, 4, 30))]
    actions.confirm(frozen=row, seen_sha256=row.sha256, by=office.executive, at=NOW)
    assert open_on(office, date(2023, 4, 2)) == []


def test_only_the_newest_copy_waits(office):
    office.answer_all()
    office.freeze()
    office.answer("O1", version=1, explanation="ใหม่")
    newest = office.freeze()
    [matter] = list_open(frame_of(office.agency, date(2023, 4, 2)))
    assert matter.thing.key == f"confirm:{newest.pk}"
    assert matter.path == f"/office/form/frozen/{newest.pk}/"


def test_the_clarification_until_it_is_sent(office):
    office.year.contest_closes_at = CLOSES + timedelta(days=60)
    office.year.save()
    day = date(2023, 6, 20)
    assert open_on(office, day) == []
    actions.score_and_contest(
        item=office.item("O12"), version=0, score=0, said="", reason="มีครบ", by=office.clerk, at=NOW
    )
    assert open_on(office, day) == [("contest", "clerk_office", date(2023, 6, 29))]
    actions.record_clarification(year=office.year, rows=[{"code": "O12"}], sent_on=NOW.date(), by=office.clerk, at=NOW)
    assert open_on(office, day) == []


def test_as_many_queries_for_three_years_as_for_one(office):
    frame = frame_of(office.agency, date(2023, 4, 2))
    with CaptureQueriesContext(connection) as seen:
        list_open(frame)
    assert len(seen) == 2
