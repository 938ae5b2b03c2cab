"""Withdrawing while the next version is on its way: what was taken away does not come back by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from prongsai.apps.disclosure import jobs
from prongsai.apps.disclosure.models import ChangeEntry, Publication, Version
from prongsai.apps.disclosure.publish_actions import publish_scheduled, schedule_version, withdraw_publication
from prongsai.apps.history.models import Event
from prongsai.core.handover import Refusal
from tests.apps.disclosure.desk import AT, PAGE, again, publish, ready

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)
DUE = AT + timedelta(days=3)


def publication_of(version):
    return Publication.objects.select_related("agency", "item__year__agency").get(pk=version.publication_id)


def schedule_next(desk, version, title="ฉบับใหม่"):
    row = ready(desk, replace(PAGE, title=title), publication=publication_of(version))
    return schedule_version(version=row, publish_at=DUE, by=desk.clerk, at=AT + timedelta(days=1))


def withdraw(desk, version, **more):
    return withdraw_publication(publication=publication_of(version), why="ผิดปี", by=desk.clerk, at=LATER, **more)


def actions():
    return list(Event.objects.order_by("-seq").values_list("action", flat=True)[:2])


class TestWhatIsScheduled:
    def test_is_a_draft_again_and_never_becomes_public_by_itself(self, desk):
        first = publish(desk)
        second = schedule_next(desk, first)

        withdraw(desk, first)

        second.refresh_from_db()
        assert (second.state, second.publish_at, second.scheduled_by, second.approved_by) == ("draft", None, None, None)
        assert not publish_scheduled(version=second, at=DUE + timedelta(minutes=1))
        assert jobs.publish_due() == 0
        assert not Version.objects.filter(state="published").exists()
        assert not ChangeEntry.objects.filter(kind="replaced").exists()

    def test_is_told_in_the_history(self, desk):
        first = publish(desk)
        second = schedule_next(desk, first)

        withdraw(desk, first)

        assert actions() == ["publication_withdrawn", "publication_taken_back"]
        taken_back = Event.objects.filter(action="publication_taken_back").get()
        assert taken_back.before == {"state": "scheduled", "publish_at": DUE.isoformat()}
        assert f"v{second.number}" in taken_back.object_label

    def test_named_alone_is_called_off_too_where_nothing_else_stays_public(self, desk):
        first = publish(desk)
        second = schedule_next(desk, first)

        withdraw(desk, first, only=first, named=second.pk)

        second.refresh_from_db()
        assert second.state == "draft"

    def test_stays_when_only_an_older_version_goes(self, desk):
        first = publish(desk)
        current = again(desk, first)
        third = schedule_next(desk, first, "ฉบับที่สาม")

        withdraw(desk, first, only=first)

        current.refresh_from_db()
        third.refresh_from_db()
        assert (current.state, third.state) == ("published", "scheduled")

    def test_that_became_public_since_the_page_was_read_stops_the_withdrawal_of_the_older_alone(self, desk):
        first = publish(desk)
        second = schedule_next(desk, first)
        publish_scheduled(version=second, at=DUE)

        with pytest.raises(Refusal, match="became public meanwhile"):
            withdraw(desk, first, only=first, named=second.pk)

        first.refresh_from_db()
        assert first.state == "replaced"

    def test_what_is_only_approved_stays_so(self, desk):
        first = publish(desk)
        second = ready(desk, replace(PAGE, title="ฉบับใหม่"), publication=publication_of(first))

        withdraw(desk, first)

        second.refresh_from_db()
        assert second.state == "approved"

    def test_a_refused_withdrawal_leaves_the_schedule(self, desk):
        first = publish(desk)
        second = schedule_next(desk, first)

        with pytest.raises(Refusal):
            withdraw_publication(publication=publication_of(first), why=" ", by=desk.clerk, at=LATER)

        second.refresh_from_db()
        assert second.state == "scheduled"


class TestPage:
    @pytest.fixture
    def client(self, desk):
        client = Client()
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def address(self, version):
        return f"/office/year/publications/{version.publication_id}/withdraw/"

    def test_names_what_is_scheduled_before_and_after(self, client, desk):
        first = publish(desk)
        second = schedule_next(desk, first)

        asked = client.get(self.address(first)).content.decode()
        done = client.post(self.address(first), {"reason": "ผิดปี", "named": second.pk}, follow=True).content.decode()

        assert "ฉบับที่ 2 ตั้งเวลาเผยแพร่ไว้" in asked
        assert f'name="named" value="{second.pk}"' in asked
        assert "ยกเลิกการตั้งเวลาของฉบับที่ 2" in done
        second.refresh_from_db()
        assert second.state == "draft"

    def test_says_nothing_of_a_schedule_where_there_is_none(self, client, desk):
        first = publish(desk)

        assert "ตั้งเวลาเผยแพร่ไว้" not in client.get(self.address(first)).content.decode()
        assert "การตั้งเวลา" not in client.post(self.address(first), {"reason": "ผิดปี"}, follow=True).content.decode()

    @pytest.mark.parametrize("only", ["999999", "x"])
    def test_a_version_that_is_not_public_any_more_never_means_all(self, client, desk, only):
        first = publish(desk)

        answer = client.post(self.address(first), {"reason": "ผิดปี", "only": only})

        assert answer.status_code == 422
        first.refresh_from_db()
        assert first.state == "published"

    def test_rubbish_for_the_version_named_is_no_fault(self, client, desk):
        first = publish(desk)

        assert client.post(self.address(first), {"reason": "ผิดปี", "named": "x"}).status_code == 302
