"""From the pages one works on to more days and to the events a deadline is counted from, by the links on them."""

import re
from datetime import date

import pytest

from prongsai.apps.plans.models import Extension, WorkEvent, WorkItem
from prongsai.core import plan as core
from tests.apps.factories import first_measure, measure_facts
from tests.apps.handover.office import hand_in, make_office, walk

pytestmark = pytest.mark.django_db
SEVEN = core.Deadline("relative", days_after_event=7, working_days=True)
MORE_DAYS, EVENT = "ขอขยายเวลา", "บันทึกวันที่เกิดเหตุการณ์"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def link(shown, words):
    """Where the first link with these words leads, "" without one."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}', shown)
    return found[1] if found else ""


def with_event(office):
    """The measure's step counts from an event, and has its hand-over once the event is recorded."""
    return WorkItem.objects.get(measure=first_measure(office.plan), kind="step", number=1)


def after_an_event():
    return make_office(measures=(measure_facts(steps=(core.Step(1, "สรุปผลหลังอบรม", SEVEN),)),))


def pages_of(office):
    return {
        "hand-over": f"/office/handover/{office.handover().pk}/",
        "part": f"/office/handover/parts/{office.part().pk}/",
        "measure": f"/office/measures/{first_measure(office.plan).pk}/",
    }


@pytest.mark.parametrize("page", ["hand-over", "part", "measure"])
class TestMoreDays:
    def test_are_asked_for_from_here_and_then_shown(self, client, page):
        office = make_office()
        sign_in(client, office.officer)

        there = link(text(client.get(pages_of(office)[page])), MORE_DAYS)
        form = text(client.get(there))
        answer = client.post(there, {"days": "7", "reason": "น้ำท่วม"}, follow=True)

        assert "<form" in form
        assert Extension.objects.get().occurrence == office.handover().occurrence
        assert "น้ำท่วม" in text(answer)
        assert answer.redirect_chain[-1][0] == pages_of(office)["hand-over"]

    def test_are_not_offered_for_what_is_done(self, client, page):
        office = make_office()
        walk(office)
        sign_in(client, office.officer)

        assert not link(text(client.get(pages_of(office)[page])), MORE_DAYS)


@pytest.mark.parametrize("page", ["hand-over", "measure"])
class TestOthers:
    def test_of_another_unit_or_who_only_reads_are_offered_nothing(self, client, page):
        office = make_office()

        for user in (office.finance, office.administrator, office.executive):
            shown = text(sign_in(client, user).get(pages_of(office)[page]))
            assert not link(shown, MORE_DAYS)
            assert not link(shown, EVENT)


class TestEvents:
    def test_are_recorded_from_the_measure_page(self, client):
        office = after_an_event()
        sign_in(client, office.officer)

        there = link(text(client.get(pages_of(office)["measure"])), EVENT)
        client.post(
            there, {"happened_on_day": "1", "happened_on_month": "11", "happened_on_year": "2565", "what": "อบรม"}
        )

        assert WorkEvent.objects.get().happened_on == date(2022, 11, 1)

    def test_are_reached_from_the_hand_over_and_the_part_they_opened(self, client):
        office = after_an_event()
        item = with_event(office)
        sign_in(client, office.officer)
        occurrences = f"/office/work/{item.pk}/occurrences/"
        client.post(
            occurrences, {"happened_on_day": "1", "happened_on_month": "11", "happened_on_year": "2565", "what": "อบรม"}
        )

        listed = text(client.get(occurrences))
        whole = client.get(f"/office/work/{item.pk}/{item.occurrences.get().number}/", follow=True)
        part = client.get(link(text(whole), "ส่งงาน"))

        assert link(listed, MORE_DAYS) == link(text(whole), MORE_DAYS) == link(text(part), MORE_DAYS) != ""
        assert link(text(whole), EVENT) == link(text(part), EVENT) == occurrences

    def test_are_offered_only_where_the_deadline_counts_from_one(self, client):
        office = make_office()
        hand_in(office, hand_in=False)
        sign_in(client, office.officer)

        for page in pages_of(office).values():
            assert not link(text(client.get(page)), EVENT)
